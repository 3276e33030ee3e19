"""What every answer of the dialog has: a heading, a value with its formula, and what draws the rest."""

import html
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard import dossier_texts, formatting, store, texts
from dashboard import drill_texts as words
from dashboard.drill.asked import CLEARANCE, STEPS, Asked

_BETWEEN = " · "


class Answer(NamedTuple):
    """What was found, of whom, what and when, ready for Markdown; `draw` fills the dialog."""

    unit: str
    indicator: str
    period: str
    draw: Callable[[], None]


def answer(unit: str, asked: Asked, draw: Callable[[], None], name: str = "") -> Answer:
    """The answer to what was asked; `name` of an indicator that the catalogue lacks."""
    name = indicator_name(asked.indicator) or name
    if asked.handled_by:
        name = f"{name} ({formatting.HANDLED_BY.get(asked.handled_by, '').lower()})"
    unit, name, period = (formatting.for_markdown(each) for each in (unit, name, period_name(asked)))
    return Answer(unit, name, period, draw)


def told_apart(found: Sequence[Answer]) -> tuple[str, list[str]]:
    """The title of the dialog, which is what all have in common, and of several what each is called."""
    facts = [[each.unit, each.indicator, each.period] for each in found]
    is_common = [len(set(column)) == 1 for column in zip(*facts, strict=True)]
    title = [fact for fact, common in zip(facts[0], is_common, strict=True) if common]
    names = [_BETWEEN.join(fact for fact, common in zip(own, is_common, strict=True) if not common) for own in facts]
    return _BETWEEN.join(title) or words.SEVERAL, names


def indicator_name(code: str) -> str:
    """An indicator, or a step of the account of dossiers; '' of what is neither."""
    if code in STEPS:
        return dossier_texts.OVERDUE if code == "overdue" else dossier_texts.FLOW_STEPS[code]
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
