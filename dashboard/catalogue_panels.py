"""The sections of the catalogue page: search, what was found, and the way to edit it."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from dashboard import allowed, catalogue, catalogue_editing, formatting, language, quality, store
from dashboard import catalogue_texts as texts
from etl import catalogue as tables

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CALM_ROWS = 11  # a longer table scrolls
InWords = Callable[[pd.DataFrame], pd.DataFrame]
# Section → the question that finds its rows, and how they are told.
_BROWSED: dict[str, tuple[str, InWords]] = {
    "indicators": ("catalogue_indicators", catalogue.indicators),
    "units": ("catalogue_units", catalogue.units),
    "aliases": ("catalogue_aliases", catalogue.aliases),
    "decisions": ("catalogue_decisions", catalogue.decisions),
    "targets": ("catalogue_targets", catalogue.targets),
    "corrections": ("corrections", quality.corrections_in_words),
    "roles": ("catalogue_roles", catalogue.roles),
    "trail": ("catalogue_trail", catalogue.trail),
}
_EDITED: dict[str, tables.Section] = {
    "units": "units", "aliases": "aliases", "decisions": "decisions", "targets": "targets",
    "corrections": "corrections", "roles": "roles",
}  # fmt: skip


def sections() -> dict[str, str]:
    """The sections that the person may open; who holds which role is for who gives them."""
    return {name: told for name, told in texts.SECTIONS.items() if name != "roles" or allowed.may("grant")}


def show(section: str) -> None:
    """One section."""
    question, in_words = _BROWSED[section]
    st.caption(texts.INTRO[section])
    rows = store.fetch(question)
    if section == "trail" and not allowed.may_everywhere("grant"):
        rows = rows[rows["changed_table"] != "roles"]
    found = rows if rows.empty else _asked(section, rows)
    _told(rows, found)
    if len(found):
        _show_rows(in_words(found.head(catalogue.SHOWN)), f"table-{section}")
    if section in _EDITED:
        catalogue_editing.show(_EDITED[section], found)
    else:
        _download(section, in_words, found)


def _show_rows(table: pd.DataFrame, key: str) -> None:
    """A table of ready texts; long ones in columns of one width, so that what stands behind them is in sight."""
    wide = [str(name) for name in table.columns if name in texts.WIDE]
    columns = {name: st.column_config.TextColumn(width="medium") for name in wide}
    st.dataframe(
        table, hide_index=True, key=key, placeholder="", column_config=columns,
        height="content" if len(table) <= _CALM_ROWS else _CALM_ROWS * 35 + 38,
    )  # fmt: skip


def _asked(section: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that the reader asks for."""
    filters = _filters(section)
    with st.container(horizontal=True, vertical_alignment="bottom", key="catalogue-search"):
        text = st.text_input(
            texts.SEARCH, key=f"search-{section}", placeholder=texts.SEARCH_EXAMPLE[section], max_chars=80, width=340
        )
        if filters:
            options = {"": texts.ALL, **filters}
            chosen = st.selectbox(
                texts.FILTER[section], list(options), key=f"filter-{section}", filter_mode=None, width=220,
                format_func=options.__getitem__,
            )  # fmt: skip
            rows = _filtered(section, rows, chosen or "")
    return catalogue.search(rows, text)


def _filters(section: str) -> dict[str, str]:
    return {
        "indicators": {str(area): name for area, name in texts.AREAS.items()},
        "units": texts.STATUSES,
        "decisions": {"standing": texts.STANDING, "revoked": texts.REVOKED},
        "trail": texts.TABLES,
    }.get(section, {})


def _filtered(section: str, rows: pd.DataFrame, chosen: str) -> pd.DataFrame:
    if not chosen or rows.empty:
        return rows
    if section == "decisions":
        return rows[rows["revoked_at"].isna() == (chosen == "standing")]
    column = {"indicators": "area", "units": "status", "trail": "changed_table"}[section]
    return rows[rows[column].astype(str) == chosen]


def _told(rows: pd.DataFrame, found: pd.DataFrame) -> None:
    """How many rows there are, found and shown."""
    if rows.empty:
        st.info(texts.NOTHING, icon=":material/info:")
        return
    if found.empty:
        st.info(texts.NOTHING_FOUND, icon=":material/search_off:")
        return
    count, hits = formatting.number(len(rows)), formatting.number(len(found))
    words = texts.FOUND_ALL if len(found) == len(rows) else texts.FOUND
    told = [words.format(found=hits, count=count)]
    if len(found) > catalogue.SHOWN:
        told.append(texts.SHOWN_ONLY.format(shown=formatting.number(catalogue.SHOWN)))
    st.markdown(" · ".join(told))


def _download(section: str, in_words: InWords, found: pd.DataFrame) -> None:
    """What was found, for reading."""
    if found.empty:
        return

    spoken, lines = language.current(), texts.DOWNLOAD_LIST_LINES

    def listed() -> tuple[Sequence[str], list[dict[str, object]]]:
        with language.spoken(spoken):
            table = in_words(found)
        return list(table.columns), [
            dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False)
        ]

    name = texts.SECTIONS[section]
    stem = "-".join([catalogue.file_stem(section), *store.address().values()])
    with st.container(horizontal=True, key="catalogue-download"):
        st.download_button(
            texts.DOWNLOAD_XLSX,
            allowed.taking("export", lambda: tables.listing(name, *listed(), lines), table=section),
            file_name=f"{stem}.xlsx", mime=_XLSX, key=f"{section}-xlsx", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            texts.DOWNLOAD_CSV, allowed.taking("export", lambda: tables.listing_csv(*listed()).encode(), table=section),
            file_name=f"{stem}.csv",
            mime="text/csv; charset=utf-8", key=f"{section}-csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
