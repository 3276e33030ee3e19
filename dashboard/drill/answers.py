"""What every answer of the dialog has: a heading, a value with its formula, and what draws the rest."""

import html
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard import dossier_texts, formatting, store, texts
from dashboard import drill_texts as words
from dashboard.drill.asked import CLEARANCE, STEPS, Asked


class Answer(NamedTuple):
    """What was found; `draw` fills the dialog."""

    heading: str
    draw: Callable[[], None]


def heading(unit: str, asked: Asked, name: str = "") -> str:
    """Whose, what and when, for the title of the dialog; `name` of an indicator that the catalogue lacks."""
    name = indicator_name(asked.indicator) or name
    if asked.handled_by:
        name = f"{name} ({formatting.HANDLED_BY.get(asked.handled_by, '').lower()})"
    return words.HEADING.format(
        unit=formatting.for_markdown(unit), indicator=formatting.for_markdown(name),
        period=formatting.for_markdown(period_name(asked)),
    )  # fmt: skip


def indicator_name(code: str) -> str:
    """An indicator, or a step of the account of dossiers; '' of what is neither."""
    if code in STEPS:
        return dossier_texts.OVERDUE if code == "overdue" else dossier_texts.FLOW_STEPS[code].replace("<br>", " ")
    if code == CLEARANCE:
        return dossier_texts.CLEARANCE_SHORT
    names = store.fetch("indicator_names").set_index("indicator")["name"]
    return str(texts.SHORT.get(code) or names.get(code, ""))


def period_name(asked: Asked) -> str:
    """The period, or the quarter in which something happened."""
    if asked.quarter is None:
        return formatting.period_label(asked.period)
    year, quarter = asked.quarter
    return words.IN_QUARTER.format(quarter=formatting.period_label(f"{year}-Q{quarter}"))


def unit_of(code: str) -> pd.Series | None:
    """The row of query `reporting_units` of one unit; None where there is none."""
    units = store.fetch("reporting_units")
    found = units[units["reporting_unit"] == code] if len(units) else units
    return None if found.empty else found.iloc[0]


def value(text: str, equation: str, notes: Sequence[str] = ()) -> None:
    """The value in large, how it came about, and what else is to be known."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in notes if line)
    st.html(
        f"<div class='traced'><p><strong>{html.escape(text)}</strong> {html.escape(equation)}</p>{lines}</div>"
    )  # fmt: skip
