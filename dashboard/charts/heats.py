"""Reporting units by periods, the number in each cell; an empty cell is one not reported.

A column `asked` of the rows is what a cell opens.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import chart_words as words
from dashboard import formatting, texts
from dashboard.charts import touch
from dashboard.charts.frame import INK, SCALE, Drawing, layout, name_ticks, note

_FEW_COLUMNS = 5


def rate_heat(history: pd.DataFrame, periods: Mapping[str, str]) -> Drawing:
    """Rates of many units over periods, the best of the last period first."""
    grid = _grid(history, "value", periods)
    grid = grid.sort_values(grid.columns[-1], ascending=False, na_position="last")
    hover = grid.map(words.percent_or_missing)
    # From zero, all shades near 100 % would be the same.
    low, high = float(history["value"].min()), float(history["value"].max())
    told = grid.map(lambda value: formatting.number(value, 1))
    return _heat(grid, told, hover, periods, _asked(history, grid, periods), top=high, bottom=min(low, high - 1))


def quarter_heat(quarters: pd.DataFrame, labels: Mapping[str, str]) -> Drawing:
    """In-quarter values of many units; a quarter without a value says why, and is no number.

    Rows: display, period (a key of `labels`), value, words (in the cell) and reason (in the hover).
    """
    grid = _grid(quarters, "value", labels)
    told = _grid(quarters, "words", labels).reindex(grid.index).fillna(formatting.ABSENT)
    hover = _grid(quarters, "reason", labels).reindex(grid.index).fillna(texts.NOT_REPORTED)
    top = max(float(quarters["value"].fillna(0).max()), 1.0)
    return _heat(grid, told, hover, labels, _asked(quarters, grid, labels), top=top)


def _grid(rows: pd.DataFrame, column: str, periods: Mapping[str, str]) -> pd.DataFrame:
    """Unit by period; the first of two where a unit has both."""
    grid = rows.pivot_table(
        index="display", columns="period", values=column, sort=False, aggfunc="first", dropna=False, observed=True
    )
    return grid.reindex(columns=list(periods))


def _short(labels: Sequence[str]) -> list[str]:
    """Of many columns without the word that they all begin with: 'I/2024' of 'Quý I/2024'."""
    first, gap, _ = labels[0].partition(" ") if labels else ("", "", "")
    if len(labels) > _FEW_COLUMNS and gap and all(label.startswith(first + gap) for label in labels):
        return [label.removeprefix(first + gap) for label in labels]
    return list(labels)


def _asked(rows: pd.DataFrame, grid: pd.DataFrame, periods: Mapping[str, str]) -> list[str]:
    """What the cells open, row by row; '' where there is nothing."""
    if "asked" not in rows:
        return [""] * grid.size
    codes = _grid(rows, "asked", periods).reindex(grid.index).fillna("")
    return [str(code) for row in codes.to_numpy().tolist() for code in row]


def _heat(
    grid: pd.DataFrame,
    told: pd.DataFrame,
    hover: pd.DataFrame,
    periods: Mapping[str, str],
    asked: Sequence[str],
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
        "type": "heatmap", "z": values, "x": list(range(len(labels))), "y": list(range(len(grid))),
        "text": shown, "texttemplate": "%{text}", "textfont": {"size": 12, "color": INK},
        "colorscale": SCALE,
        "zmin": bottom, "zmax": top,
        "showscale": False, "xgap": 3, "ygap": 3, "hoverinfo": "skip",
    }  # fmt: skip
    reasons = [  # where there is no value the map draws no text of its own
        note(column, row, words.small(words.grey(text)))
        for row, (numbers, said) in enumerate(zip(values, shown, strict=True))
        for column, (value, text) in enumerate(zip(numbers, said, strict=True))
        if value is None and text != formatting.ABSENT
    ]
    marks = touch.marks((column, row, said) for row, line in enumerate(hovers) for column, said in enumerate(line))
    ticks = {"tickmode": "array", "tickvals": list(range(len(labels))),
             "ticktext": [words.stacked(label) for label in _short(labels)]}  # fmt: skip
    return Drawing(
        [map_of_cells, marks],
        layout(
            26 * len(grid) + 64,
            xaxis={"side": "top", "tickangle": 0, "showgrid": False, "zeroline": False,
                   "range": [-0.5, len(labels) - 0.5]} | ticks,
            yaxis={"range": [len(grid) - 0.5, -0.5], "showgrid": False, "zeroline": False}
            | name_ticks([words.axis_label(name) for name in grid.index]),
            plot_bgcolor="#f5f6f8", annotations=reasons, **touch.WHOLE_CELLS,
        ),
        asked,
    )  # fmt: skip
