"""The heat table: units by periods, sorted as the reader likes."""

import streamlit as st

from dashboard import compare_texts as words
from dashboard import controls, formatting, lives, texts
from dashboard import time_texts as times
from dashboard.charts.grids import MOST_WRITTEN, Cell, hatched_heat
from dashboard.compare import gaps, over_time, rules
from dashboard.compare.chosen import Asked
from dashboard.compare.over_time import Series
from dashboard.compare.showing import View, hover, refuse, show

_SORT = "sx"


def draw(asked: Asked) -> None:
    """The whole view."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare-more"):
        series = over_time.choose(asked)
        order = controls.segments(_SORT, words.SORT, words.SORTS, width="content")
    if series is None:
        refuse(words.NO_QUARTERS if over_time.is_by_quarter() else words.NOTHING, "xep-hang")
        return
    distances = gaps.of(asked, series) if order == "khoang-cach" else None
    units = _sorted(series, order, distances, lower=asked.indicator.polarity == "lower")
    grid = [
        [
            _cell(asked, series, unit, code)._replace(asked=opened)
            for code, opened in zip(series.labels, series.opened(unit), strict=True)
        ]
        for unit in units
    ]
    breaks = [(row, column) for row, unit in enumerate(units) for column in lives.breaks(series.there(unit))]
    pinned = units.index(asked.pinned) if asked.pinned in units else None
    names = [series.names[unit] for unit in units]
    figure = hatched_heat(names, list(series.labels.values()), grid, breaks, pinned=pinned)
    values = [value for unit in units for value in series.of(unit) if value is not None]
    ends = min(values, default=None), max(values, default=None)
    low, high = (formatting.quantity(value, asked.indicator.measure) for value in ends)
    lines = [_coverage(series), *series.ended, words.HEAT_MARKS.format(low=low, high=high)]
    lines += [distances.line if distances else words.SORTED[order]]
    lines += [words.QUARTERS_MARK] if series.is_derived else []
    lines += [words.NOT_WRITTEN] if len(units) * len(series.labels) > MOST_WRITTEN else []
    marks = [
        (f"{series.names[unit]}, {label}", value)
        for unit in units
        for label, value in zip(series.labels.values(), series.of(unit), strict=True)
    ]
    rows = series.values.loc[units].assign(display=names)
    title = words.HEAT.format(name=asked.indicator.name)
    codes = [series.row_opened(unit) for unit in units]
    show(asked, View(title, lines, figure, asked.indicator.measure, marks, rows, ["display"], series.labels, codes))


def _sorted(series: Series, order: str, distances: gaps.Gaps | None, *, lower: bool) -> list[str]:
    units = list(series.names)
    if order == "xu-huong":
        return rules.in_order({unit: rules.slope(series.of(unit)) for unit in units}, lower_first=lower)
    if distances:
        return rules.in_order(distances.by_unit, lower_first=False)
    return rules.in_order({unit: series.of(unit)[-1] for unit in units}, lower_first=lower)


def _cell(asked: Asked, series: Series, unit: str, code: str) -> Cell:
    value, name, label = series.of(unit)[list(series.labels).index(code)], series.names[unit], series.labels[code]
    if value is not None:
        said = formatting.quantity(value, asked.indicator.measure)
        return Cell(
            value, formatting.number(value, 1, fixed=asked.indicator.measure == "%"), hover(name, f"{label}: {said}")
        )
    if not series.there(unit)[list(series.labels).index(code)]:
        return Cell(None, "", hover(name, f"{label}: {times.NOT_THERE}"), is_there=False)
    reason = series.reasons.at[unit, code] if series.is_derived else ""
    sign = reason if isinstance(reason, str) else ""
    return Cell(None, sign, hover(name, f"{label}: {sign or texts.NOT_REPORTED}"))


def _coverage(series: Series) -> str:
    reported = int(series.values.iloc[:, -1].notna().sum())
    told = words.COVERAGE.format(reported=formatting.number(reported), expected=formatting.number(len(series.names)))
    return f"{list(series.labels.values())[-1]}: {told}"
