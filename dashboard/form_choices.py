"""The widgets of the forms page: for when, for whom, of what, and the button that makes the file."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from dashboard import allowed, formatting, forms, panels, translation
from dashboard import form_texts as texts
from etl.official_forms import Layout
from etl.periods import Period
from etl.reference import Reference, ReportingUnit
from etl.unit_form import UnitForm, units_of

_UNITS = "form-units"
_MOST_AT_ONCE = 300  # units that are chosen with one click


def for_whom_and_when(today: date, tables: Reference) -> tuple[Period, list[ReportingUnit]]:
    """The period (first the quarter that is due now) and the units, of one province, that may be chosen for it."""
    year_due, kind_due = forms.due(today)
    kinds, years = forms.period_kinds(), forms.years(today)
    with st.container(horizontal=True, vertical_alignment="top", key="form-for-whom"):
        kind = st.selectbox(
            texts.PERIOD, list(kinds), index=list(kinds).index(kind_due), format_func=kinds.__getitem__,
            key="form-kind-of-period", filter_mode=None, width=130,
        )  # fmt: skip
        year = st.selectbox(
            texts.YEAR, years, index=years.index(year_due), key="form-year", filter_mode=None, width=100
        )
        chosen = Period(f"{year}{kind}")
        there, usual = forms.by_province(units_of(chosen, tables), tables), forms.usual_province(tables)
        provinces = list(there)
        province = st.selectbox(
            texts.PROVINCE, provinces, index=provinces.index(usual) if usual in provinces else 0, key="form-province",
            width=230,
        )  # fmt: skip
        of_province = there[province]
        level = st.segmented_control(
            texts.LEVEL, ["", *forms.levels(of_province)], key="form-level", required=True, default="",
            format_func=lambda code: formatting.LEVELS.get(code, texts.ALL_LEVELS), width="content",
        )  # fmt: skip
    return chosen, [unit for unit in of_province if not level or unit.level == level]


def units(there: Sequence[ReportingUnit], names: dict[str, str]) -> list[ReportingUnit]:
    """The chosen ones of some units; what was chosen before and is not among them is forgotten."""
    by_code = {unit.reporting_unit: unit for unit in there}
    st.session_state[_UNITS] = [code for code in st.session_state.get(_UNITS, []) if code in by_code]
    chosen = st.multiselect(
        texts.UNITS, list(names), format_func=names.__getitem__, key=_UNITS, placeholder=texts.UNITS_HINT,
        select_all=False,
    )  # fmt: skip
    if 1 < len(names) <= _MOST_AT_ONCE:
        st.button(
            texts.ALL_UNITS.format(count=len(names)), on_click=_choose, args=(list(names),), key="form-all-units",
            type="tertiary", icon=":material/done_all:",
        )  # fmt: skip
    return [by_code[code] for code in chosen]


def _choose(codes: list[str]) -> None:
    st.session_state[_UNITS] = codes


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
    return st.selectbox(
        texts.LAYOUT, offered, format_func=forms.layout_name, key=f"form-layout-{level}", filter_mode=None
    )


def about(found: Layout, chosen: Sequence[ReportingUnit]) -> None:
    """What a layout is, and that it was made for another level."""
    st.caption(texts.LAYOUT_NOTES["taken" if found.file else "drawn"])
    if found.level and any(unit.level != found.level for unit in chosen):
        st.caption(texts.OTHER_LEVEL.format(level=formatting.LEVELS[found.level].lower()))


def summary(plans: Sequence[UnitForm], names: dict[str, str]) -> None:
    """What will be in the forms: in a sentence for one, in a table for several."""
    if len(plans) > 1:
        panels.show_table(forms.summary(plans, names))
        return
    (made,) = plans
    before = translation.said(made.before.label) if made.before else texts.NO_BEFORE
    counts = {why: made.counts[why] for why in ("reported", "usual", "catalogue")}
    st.markdown(texts.SUMMARY_OF_ONE.format(rows=len(made.rows), before=before, **counts))


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
    seconds = round(count * forms.SECONDS[kind])
    if seconds >= forms.LONG:
        st.caption(texts.MANY.format(count=count, seconds=seconds))
    st.download_button(
        texts.DOWNLOAD_ONE if count == 1 else texts.DOWNLOAD_MANY.format(count=count),
        allowed.taking("export", make, file=name), file_name=name,
        mime=forms.XLSX if count == 1 else "application/zip", type="primary", on_click="ignore",
        icon=":material/download:", key="form-download",
    )  # fmt: skip
