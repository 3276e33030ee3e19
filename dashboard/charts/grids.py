"""Units by periods: a number in each cell, what was not reported hatched, what a unit was not there for empty."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard import chart_words as words
from dashboard.charts import touch
from dashboard.charts.frame import INK, SCALE, TRACK, Drawing, Spec, layout, name_ticks

MOST_WRITTEN = 1500  # cells; more are drawn without their numbers, which are in the hover and in the table


class Cell(NamedTuple):
    """`value` None: not reported, or where `is_there` is false the unit was not there. Texts ready for plotly.

    `asked` is what the cell opens.
    """

    value: float | None
    words: str
    hover: str
    is_there: bool = True
    asked: str = ""


def hatched_heat(
    labels: Sequence[str],
    periods: Sequence[str],
    grid: Sequence[Sequence[Cell]],
    breaks: Sequence[tuple[int, int]] = (),
    span: tuple[float, float] | None = None,
) -> Drawing:
    """Cells shaded over a span, else from the smallest to the largest value.

    `breaks` (row, column) mark the left edge of a cell.
    """
    values = [cell.value for row in grid for cell in row if cell.value is not None]
    low, high = span or (min(values, default=0.0), max(values, default=1.0))
    written = len(grid) * len(periods) <= MOST_WRITTEN
    cells: Spec = {
        "type": "heatmap", "z": [[cell.value for cell in row] for row in grid], "x": list(range(len(periods))),
        "y": list(range(len(grid))), "hoverinfo": "skip", "colorscale": SCALE,
        "zmin": low, "zmax": high,
        "showscale": False, "xgap": 2, "ygap": 2,
    }  # fmt: skip
    if written:
        cells |= {"text": [[cell.words for cell in row] for row in grid], "texttemplate": "%{text}"}
        cells["textfont"] = {"size": 12, "color": INK}
    edges = [
        {
            "type": "line", "x0": column - 0.5, "x1": column - 0.5, "y0": row - 0.5, "y1": row + 0.5,
            "line": {"color": INK, "width": 4},
        }
        for row, column in breaks
    ]  # fmt: skip
    ticks = {
        "tickmode": "array",
        "tickvals": list(range(len(periods))),
        "ticktext": [words.stacked(p) for p in periods],
    }
    marks = touch.marks((column, row, cell.hover) for row, line in enumerate(grid) for column, cell in enumerate(line))
    return Drawing(
        [cells, *_missing(grid), marks],
        layout(
            (26 if written else 16) * len(grid) + 64, barmode="overlay", shapes=edges, **touch.WHOLE_CELLS,
            xaxis={"side": "top", "tickangle": 0, "showgrid": False, "zeroline": False,
                   "range": [-0.5, len(periods) - 0.5]} | ticks,
            yaxis={"range": [len(grid) - 0.5, -0.5], "showgrid": False, "zeroline": False} | name_ticks(labels)
            | ({} if written else {"tickfont": {"size": 10}}),
        ),
        [cell.asked for line in grid for cell in line],
    )  # fmt: skip


def _missing(grid: Sequence[Sequence[Cell]]) -> list[Spec]:
    """Hatched tiles over the cells that nobody filled: a heat map has no pattern of its own."""
    places = [
        (row, column)
        for row, cells in enumerate(grid)
        for column, cell in enumerate(cells)
        if cell.value is None and cell.is_there
    ]
    if not places:
        return []
    return [
        {
            "type": "bar", "orientation": "h", "base": [column - 0.47 for _, column in places],
            "x": [0.94] * len(places), "y": [row for row, _ in places], "width": 0.86,
            "hoverinfo": "skip",
            "text": [grid[row][column].words for row, column in places], "textposition": "inside",
            "insidetextanchor": "middle", "constraintext": "none", "textangle": 0,
            "marker": {"color": "#ffffff", "line": {"width": 0},
                       "pattern": {"shape": "/", "fgcolor": TRACK, "size": 7, "solidity": 0.22}},
        }
    ]  # fmt: skip
