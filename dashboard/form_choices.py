"""The widgets of the forms page: for when, for whom, of what, and the button that makes the file."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from dashboard import choices, formatting, forms, panels
from dashboard import form_texts as texts
from etl.official_forms import Layout
from etl.periods import Period
from etl.reference import Reference, ReportingUnit
from etl.unit_form import UnitForm, units_of

_UNITS = "form-units"


def period(today: date) -> Period:
    """Kỳ and year; first the quarter that is due now."""
    year_due, kind_due = forms.due(today)
    kinds, years = forms.period_kinds(), forms.years(today)
    with st.container(horizontal=True, key="form-period"):
        kind = st.selectbox(
            texts.PERIOD, list(kinds), index=list(kinds).index(kind_due), format_func=kinds.__getitem__,
            key="form-kind-of-period", filter_mode=None, width=160,
        )  # fmt: skip
        year = st.selectbox(
            texts.YEAR, years, index=years.index(year_due), key="form-year", filter_mode=None, width=110
        )
    return Period(f"{year}{kind}")


def units(period: Period, tables: Reference) -> tuple[list[ReportingUnit], dict[str, str]]:
    """The chosen units, of those that the period has, and the names of all that may be chosen."""
    there = units_of(period, tables)
    provinces, usual = forms.provinces(there), forms.usual_province(tables)
    with st.container(horizontal=True, vertical_alignment="top", key="form-units-row"):
        province = st.selectbox(
            texts.PROVINCE, provinces, index=provinces.index(usual) if usual in provinces else 0, key="form-province",
            width=230, format_func=lambda name: name or "–",
        )  # fmt: skip
        there = [unit for unit in there if unit.province == province]
        level = st.segmented_control(
            texts.LEVEL, ["", *forms.levels(there)], key="form-level", required=True, default="", width="content",
            format_func=lambda code: formatting.LEVELS.get(code, texts.ALL_LEVELS),
        )  # fmt: skip
    by_code = {unit.reporting_unit: unit for unit in there if not level or unit.level == level}
    names = choices.unit_names(by_code.values(), tables)
    st.session_state[_UNITS] = [code for code in st.session_state.get(_UNITS, []) if code in names]
    chosen = st.multiselect(
        texts.UNITS, list(names), format_func=names.__getitem__, key=_UNITS, placeholder=texts.UNITS_HINT
    )
    return [by_code[code] for code in chosen], names


def themes() -> list[str]:
    """What the form is to ask about; none is all."""
    return st.multiselect(
        texts.THEMES, list(forms.THEMES), format_func=texts.THEME_NAMES.__getitem__, placeholder=texts.THEMES_HINT,
        help=texts.THEMES_HELP, key="form-themes",
    )  # fmt: skip


def layout(chosen: Sequence[ReportingUnit]) -> Layout:
    """An official layout; first one that was made for the level of the first unit."""
    level = chosen[0].level if chosen else ""
    offered = sorted(forms.LAYOUTS, key=lambda one: one.level != level)
    found = st.selectbox(
        texts.LAYOUT, offered, format_func=forms.layout_name, key=f"form-layout-{level}", filter_mode=None
    )
    st.caption(texts.LAYOUT_NOTES["taken" if found.file else "drawn"])
    if found.level and any(unit.level != found.level for unit in chosen):
        st.caption(texts.OTHER_LEVEL.format(level=formatting.LEVELS[found.level].lower()))
    return found


def preview(plans: Sequence[UnitForm], names: dict[str, str]) -> None:
    """The rows of one of the forms."""
    shown = [made for made in plans if made.rows]
    if not shown:
        return
    with st.expander(texts.PREVIEW):
        made = shown[0]
        if len(shown) > 1:
            of = {one.unit.reporting_unit: one for one in shown}
            made = of[
                st.selectbox(texts.PREVIEW_OF, list(of), format_func=names.__getitem__, key="form-preview")
                or next(iter(of))
            ]
        panels.show_table(forms.rows(made), height=min(38 * (len(made.rows) + 2), 480))
    st.caption(texts.IN_THE_FORM)


def download(name: str, make: Callable[[], bytes], *, count: int, kind: str) -> None:
    """The button; the file is made when it is clicked."""
    if count >= forms.MANY:
        st.caption(texts.MANY.format(count=count, seconds=round(count * forms.SECONDS[kind])))
    st.download_button(
        texts.DOWNLOAD_ONE if count == 1 else texts.DOWNLOAD_MANY.format(count=count), make, file_name=name,
        mime=forms.XLSX if count == 1 else "application/zip", type="primary", on_click="ignore",
        icon=":material/download:", key="form-download",
    )  # fmt: skip
