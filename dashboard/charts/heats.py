"""Reporting units by periods, the number in each cell: rates, and what happened in each quarter.

A column `asked` of the rows is what a cell opens. `there` says by display name in which of the periods a unit was there
when they closed; who is not in it always was.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import chart_words as words
from dashboard import formatting, texts
from dashboard import time_texts as times
from dashboard.charts.frame import Drawing
from dashboard.charts.grids import Cell, hatched_heat

There = Mapping[str, Sequence[bool]]
NOBODY_LEFT: There = {}


def rate_heat(history: pd.DataFrame, periods: Mapping[str, str], there: There = NOBODY_LEFT) -> Drawing:
    """Rates of many units over periods, the highest of the last period first."""
    grid = _in_order(_grid(history, "value", periods))
    hover = grid.map(words.percent_or_missing)
    # From zero, all shades near 100 % would be the same.
    low, high = float(history["value"].min()), float(history["value"].max())
    told = grid.map(lambda value: formatting.number(value, 1, fixed=True))
    return _heat(grid, told, hover, periods, _asked(history, grid, periods), there, (min(low, high - 1), high))


def quarter_heat(quarters: pd.DataFrame, labels: Mapping[str, str], there: There = NOBODY_LEFT) -> Drawing:
    """In-quarter values of many units; a quarter without a value says why, and is no number.

    Rows: display, period (a key of `labels`), value, words (in the cell) and reason (in the hover). The highest of the
    last quarter comes first.
    """
    grid = _in_order(_grid(quarters, "value", labels))
    told = _grid(quarters, "words", labels).reindex(grid.index).astype(object).fillna(formatting.ABSENT)
    hover = _grid(quarters, "reason", labels).reindex(grid.index).astype(object).fillna(texts.NOT_REPORTED)
    top = max(float(quarters["value"].fillna(0).max()), 1.0)
    return _heat(grid, told, hover, labels, _asked(quarters, grid, labels), there, (0.0, top))


def _grid(rows: pd.DataFrame, column: str, periods: Mapping[str, str]) -> pd.DataFrame:
    """Unit by period; the first of two where a unit has both."""
    grid = rows.pivot_table(
        index="display", columns="period", values=column, sort=False, aggfunc="first", dropna=False, observed=True
    )
    return grid.reindex(columns=list(periods))


def _in_order(grid: pd.DataFrame) -> pd.DataFrame:
    """Units by their last value, the highest first; those without one follow as they came."""
    return grid.sort_values(grid.columns[-1], ascending=False, na_position="last", kind="stable")


def _asked(rows: pd.DataFrame, grid: pd.DataFrame, periods: Mapping[str, str]) -> pd.DataFrame:
    """What the cells open; '' where there is nothing."""
    if "asked" not in rows:
        return pd.DataFrame("", index=grid.index, columns=grid.columns)
    return _grid(rows, "asked", periods).reindex(grid.index).fillna("")


def _heat(
    grid: pd.DataFrame,
    told: pd.DataFrame,
    hover: pd.DataFrame,
    periods: Mapping[str, str],
    opened: pd.DataFrame,
    there: There,
    span: tuple[float, float],
) -> Drawing:
    """Cells shaded over a span with their text; what was not reported is hatched, and where a unit was not, nothing."""
    labels, rows, edges = list(periods.values()), [], []
    frames = [frame.to_numpy().tolist() for frame in (grid, told, hover, opened)]
    for row, (name, values, shown, said, codes) in enumerate(zip(grid.index, *frames, strict=True)):
        head, was = words.bold(formatting.for_plot(name)), there.get(name) or [True] * len(labels)
        edges += [(row, place) for place in range(1, len(labels)) if was[place] != was[place - 1]]
        rows.append(
            [
                Cell(
                    None if pd.isna(value) else float(value),
                    str(text) if is_told and text != formatting.ABSENT else "",
                    f"{head}<br>{label}: {reason if is_told else times.NOT_THERE}", is_told, str(code),
                )
                for value, text, reason, code, label, is_there in zip(
                    values, shown, said, codes, labels, was, strict=True
                )
                for is_told in [is_there or not pd.isna(value)]
            ]
        )  # fmt: skip
    return hatched_heat(list(grid.index), labels, rows, edges, span)
