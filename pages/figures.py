"""Số liệu: every figure of the chosen period and units with its cell, and the two CSV exports of the same rows."""

import pandas as pd
import streamlit as st

from dashboard import export, filters, groups, panels, store, tables, texts

choice = filters.current()
asked = {"period": choice.period, "level": choice.level, "reporting_units": choice.reporting_units}


def choose_indicators(shown: pd.DataFrame) -> tuple[str, ...]:
    """The indicators that the reader wants to see; none chosen means all."""
    names = dict(zip(shown["indicator"], shown["indicator_name"], strict=True))
    chosen: list[str] = st.multiselect(
        texts.SEARCH_INDICATORS, list(names), format_func=names.__getitem__, placeholder=texts.ALL_INDICATORS,
        key="indicators", select_all=False,
    )  # fmt: skip
    return tuple(chosen)


def offer_exports(rows: pd.DataFrame) -> None:
    """The rows of the table, once for Vietnamese Excel and once for machines."""
    stem = "-".join(["so-lieu-cchc", *store.trial_address()]) + "-" + choice.period.replace("/", "_")
    for key, label, help_text, name, make in (
        ("csv-excel", texts.CSV_EXCEL, texts.CSV_EXCEL_HELP, f"{stem}-excel.csv", export.csv_for_excel),
        ("csv-plain", texts.CSV_PLAIN, texts.CSV_PLAIN_HELP, f"{stem}.csv", export.csv_plain),
    ):
        st.download_button(
            label, make(rows), file_name=name, mime="text/csv; charset=utf-8", help=help_text, key=key,
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip


shown = store.fetch("printed_figures", **asked)
if shown.empty:
    groups.empty_state(texts.FIGURES)
else:
    chosen = choose_indicators(shown)
    shown = shown[shown["indicator"].isin(chosen)] if chosen else shown
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{texts.ROWS.format(count=len(shown))}**", width="stretch")
        offer_exports(store.fetch("export_rows", indicators=chosen, **asked))
    panels.show_table(tables.figure_table(shown), height=560)
