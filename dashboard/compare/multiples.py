"""Small charts: how each unit moved, beside everybody else."""

import pandas as pd
import streamlit as st

from dashboard import chart_words, controls, formatting, lives
from dashboard import compare_texts as words
from dashboard.charts.multiples import LINES, NAME, small_lines
from dashboard.compare import over_time, rules
from dashboard.compare.chosen import Asked
from dashboard.compare.over_time import Series
from dashboard.compare.showing import View, refuse, show
from dashboard.widths import balanced

_FEW, _MOST = 12, 40  # charts


def draw(asked: Asked) -> None:
    """The whole view."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare-more"):
        series = over_time.choose(asked)
        everything = controls.segments("hien", words.SHOWN, words.HOW_MANY, width="content") == "tat-ca"
    if series is None:
        refuse(words.NO_QUARTERS if over_time.is_by_quarter() else words.NOTHING, "xep-hang")
        return
    if len(series.labels) < 2:
        refuse(words.ONE_PERIOD, "xep-hang")
        return
    changes = {unit: rules.change(series.of(unit)) for unit in series.names}
    sizes = {unit: None if value is None else abs(value) for unit, value in changes.items()}
    units = rules.in_order(sizes, lower_first=False)
    shown = units[: _MOST if everything else _FEW]
    if asked.pinned in series.names:
        shown = [asked.pinned, *(unit for unit in shown if unit != asked.pinned)][: max(len(shown), 1)]
    ends = list(series.labels.values())
    breaks = {unit: lives.breaks(series.there(unit)) for unit in units}
    figure = small_lines(
        [_name(series, unit, asked.pinned) for unit in shown], [series.of(unit) for unit in shown],
        [series.of(unit) for unit in units], (_end(ends[0]), _end(ends[-1])),
        str(formatting.MEASURES.get(asked.indicator.measure, asked.indicator.measure)),
        [series.opened(unit) for unit in shown], [breaks[unit] for unit in shown], [breaks[unit] for unit in units],
    )  # fmt: skip
    lines = [words.SOME_SHOWN.format(shown=len(shown), count=len(units)), *series.ended, words.MULTIPLES_MARKS]
    lines += [words.QUARTERS_MARK] if series.is_derived else []
    marks = [
        (f"{series.names[unit]}, {label}", value)
        for unit in shown
        for label, value in zip(ends, series.of(unit), strict=True)
    ]
    rows = series.values.loc[units].assign(
        display=[series.names[unit] for unit in units], change=pd.Series(changes, dtype="float64")
    )
    title = words.SMALL_CHARTS.format(name=asked.indicator.name)
    columns = ["display", "change"]
    codes = [series.row_opened(unit) for unit in units]
    show(asked, View(title, lines, figure, asked.indicator.measure, marks, rows, columns, series.labels, codes))


def _end(label: str) -> str:
    """The first or last period, narrow: its year, which it ends with, on a line of its own."""
    told = chart_words.stacked(label)
    return told if "<br>" in told else "<br>".join(label.rsplit(" ", 1))


def _name(series: Series, unit: str, pinned: str) -> str:
    name = series.names[unit]
    lines = balanced(f"{words.PINNED_WORD} {name}" if unit == pinned else name, NAME, 11, LINES)
    told = "<br>".join(formatting.for_plot(line) for line in lines)
    return chart_words.bold(told) if unit == pinned else told
