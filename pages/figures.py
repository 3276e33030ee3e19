"""Số liệu: every figure of the chosen period and units with its cell, and the same rows as files."""

import pandas as pd

from dashboard import controls, drill, filters, groups, page_exports, panels, store, tables, texts

choice = filters.current()
asked = {"period": choice.period, "level": choice.level, "reporting_units": choice.reporting_units}


def choose_indicators(shown: pd.DataFrame) -> tuple[str, ...]:
    """The indicators that the reader wants to see; none chosen means all."""
    names = dict(zip(shown["indicator"], shown["indicator_name"], strict=True))
    known = store.fetch("indicator_names")["indicator"]
    return controls.many("ct", texts.SEARCH_INDICATORS, names, known=known, placeholder=texts.ALL_INDICATORS)


shown = store.fetch("printed_figures", **asked)
if shown.empty:
    groups.empty_state(texts.FIGURES)
else:
    chosen = choose_indicators(shown)
    shown = shown[shown["indicator"].isin(chosen)] if chosen else shown
    names = dict(zip(shown["indicator"], shown["indicator_name"], strict=True))
    page_exports.offer_printed(texts.FIGURES, chosen, [names[code] for code in chosen])
    opened = drill.codes(shown, [True] * len(shown))
    panels.show_table(tables.figure_table(shown), height=560, codes=opened, key="figures")
