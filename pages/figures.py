"""Số liệu: every figure of the chosen period and units with its cell, and the same rows as files."""

import streamlit as st

from dashboard import controls, drill, filters, formatting, groups, page_exports, panels, store, tables, texts

choice = filters.current()
asked = {"period": choice.period, "level": choice.level, "reporting_units": choice.reporting_units}


def choose_indicators(names: dict[str, str]) -> tuple[str, ...]:
    """The indicators that the reader wants to see; none chosen means all."""
    known = store.fetch("indicator_names")["indicator"]
    return controls.many("ct", texts.SEARCH_INDICATORS, names, known=known, placeholder=texts.ALL_INDICATORS)


there = store.fetch("printed_indicators", **asked)
if there.empty:
    groups.empty_state(texts.FIGURES)
else:
    names = dict(zip(there["indicator"], there["indicator_name"], strict=True))
    chosen = choose_indicators(names)
    shown = store.fetch("first_figures", **asked, indicators=chosen, most=tables.MOST)
    here = [names[code] for code in chosen if code in names]
    count = page_exports.offer_printed(texts.FIGURES, chosen, here)
    if count > len(shown):
        most = formatting.number(len(shown))
        st.info(texts.FIGURES_MORE.format(shown=most, count=formatting.number(count)), icon=":material/info:")
    opened = drill.codes(shown, [True] * len(shown))
    panels.show_table(tables.figure_table(shown), height=560, codes=opened, key="figures")
