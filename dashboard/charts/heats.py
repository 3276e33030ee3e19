"""Reporting units by periods, the number in each cell; an empty cell is one not reported."""

from collections.abc import Mapping

import pandas as pd

from dashboard import chart_words as words
from dashboard import formatting, texts
from dashboard.charts.frame import SCALE, Drawing, layout, name_ticks, note


def rate_heat(history: pd.DataFrame, periods: Mapping[str, str]) -> Drawing:
    """Rates of many units over periods, the best of the last period first."""
    grid = _grid(history, "value", periods)
    grid = grid.sort_values(grid.columns[-1], ascending=False, na_position="last")
    hover = grid.map(words.percent_or_missing)
    # From zero, all shades near 100 % would be the same.
    low, high = float(history["value"].min()), float(history["value"].max())
    told = grid.map(lambda value: formatting.number(value, 1))
    return _heat(grid, told, hover, periods, top=high, bottom=min(low, high - 1))


def quarter_heat(quarters: pd.DataFrame, labels: Mapping[str, str]) -> Drawing:
    """In-quarter values of many units; a quarter without a value says why, and is no number.

    Rows: display, period (a key of `labels`), value, words (in the cell) and reason (in the hover).
    """
    grid = _grid(quarters, "value", labels)
    told = _grid(quarters, "words", labels).reindex(grid.index).fillna(formatting.ABSENT)
    hover = _grid(quarters, "reason", labels).reindex(grid.index).fillna(texts.NOT_REPORTED)
    return _heat(grid, told, hover, labels, top=max(float(quarters["value"].fillna(0).max()), 1.0))


def _grid(rows: pd.DataFrame, column: str, periods: Mapping[str, str]) -> pd.DataFrame:
    """Unit by period; the first of two where a unit has both."""
    grid = rows.pivot_table(
        index="display", columns="period", values=column, sort=False, aggfunc="first", dropna=False, observed=True
    )
    return grid.reindex(columns=list(periods))


def _heat(
    grid: pd.DataFrame,
    told: pd.DataFrame,
    hover: pd.DataFrame,
    periods: Mapping[str, str],
    *,
    top: float,
    bottom: float = 0.0,
) -> Drawing:
    """Cells shaded from `bottom` to `top` with their text; what has no value is left pale."""
    labels = list(periods.values())
    hovers = [
        [
            f"{words.bold(formatting.for_plot(name))}<br>{label}: {said!s}"
            for label, said in zip(labels, row, strict=True)
        ]
        for name, row in zip(grid.index, hover.astype(str).to_numpy().tolist(), strict=True)
    ]
    values = [[None if pd.isna(value) else float(value) for value in row] for row in grid.to_numpy().tolist()]
    shown = told.astype(str).to_numpy().tolist()
    map_of_cells = {
        "type": "heatmap", "z": values, "x": [words.stacked(label) for label in labels], "y": list(range(len(grid))),
        "text": shown, "texttemplate": "%{text}", "textfont": {"size": 12}, "colorscale": SCALE,
        "zmin": bottom, "zmax": top,
        "showscale": False, "xgap": 3, "ygap": 3, "hovertext": hovers, "hoverinfo": "text", "hoverongaps": True,
    }  # fmt: skip
    reasons = [  # where there is no value the map draws no text of its own
        note(column, row, words.small(words.grey(text)))
        for row, (numbers, said) in enumerate(zip(values, shown, strict=True))
        for column, (value, text) in enumerate(zip(numbers, said, strict=True))
        if value is None and text != formatting.ABSENT
    ]
    return Drawing(
        [map_of_cells],
        layout(
            26 * len(grid) + 64,
            xaxis={"side": "top", "tickangle": 0, "showgrid": False, "type": "category"},
            yaxis={"autorange": "reversed", "showgrid": False, "zeroline": False}
            | name_ticks([words.axis_label(name) for name in grid.index]),
            plot_bgcolor="#f5f6f8",
            annotations=reasons,
        ),
    )
