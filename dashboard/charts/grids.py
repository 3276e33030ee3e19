"""Units by periods: a number in each cell, what was not reported hatched, what a unit was not there for empty."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard import chart_words as words
from dashboard.charts import touch
from dashboard.charts.frame import (
    INK,
    MEASURED,
    NARROW,
    SCALE,
    TRACK,
    Drawing,
    Spec,
    layout,
    name_ticks,
    room,
)
from dashboard.widths import pixels, wrapped

MOST_WRITTEN = 1500  # cells; more are drawn without their numbers, which are in the hover and in the table
_NAMES, _SMALL_NAMES, _HEADS, _FIGURES = 12, 10, 11, 11  # px of the fonts
_ROW, _TWO_LINES, _LOW = 26, 34, 16  # px of a row; of one whose name stands on two lines; of one without numbers
_LINE, _BESIDE, _END = 14, 4, 4  # px of a line above the columns, beside a number in its cell, right of the last
_FEW_COLUMNS = 5


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
    names: Sequence[str],
    periods: Sequence[str],
    grid: Sequence[Sequence[Cell]],
    breaks: Sequence[tuple[int, int]] = (),
    span: tuple[float, float] | None = None,
    pinned: int | None = None,
) -> Drawing:
    """Cells shaded over a span, else from the smallest to the largest value.

    `names` are plain, `pinned` is the row of the unit that the reader follows. `breaks` (row, column) mark the left
    edge of a cell. Periods before the first in which any of the units was there are left out.
    """
    first = min((place for row in grid for place, cell in enumerate(row) if cell.is_there), default=0)
    grid, periods = [row[first:] for row in grid], _short(periods[first:])
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
        cells["textfont"] = {"size": _FIGURES, "color": INK}
    edges = [
        {
            "type": "line", "x0": column - first - 0.5, "x1": column - first - 0.5, "y0": row - 0.5, "y1": row + 0.5,
            "line": {"color": INK, "width": 4},
        }
        for row, column in breaks
        if column >= first
    ]  # fmt: skip
    marks = touch.marks((column, row, cell.hover) for row, line in enumerate(grid) for column, cell in enumerate(line))
    codes = [cell.asked for line in grid for cell in line]
    figures = [cell.words for line in grid for cell in line] if written else []
    around, least = _around(_labels(names, pinned, written=written), periods, figures, written=written)
    return Drawing([cells, *_missing(grid), marks], layout(shapes=edges, **touch.WHOLE_CELLS, **around), codes, least)


def _labels(names: Sequence[str], pinned: int | None, *, written: bool) -> list[str]:
    labels = [words.row_label(name, _NAMES) if written else words.line_label(name, _SMALL_NAMES) for name in names]
    return [words.bold(f"◀ {label}") if row == pinned else label for row, label in enumerate(labels)]


def _around(
    labels: Sequence[str], periods: Sequence[str], figures: Sequence[str], *, written: bool
) -> tuple[Spec, int]:
    """Height, margins and axes of a grid; and the least width at which no number and no period touches the next."""
    size = _NAMES if written else _SMALL_NAMES
    left = room(labels, size)
    heads, column = _heads(periods, NARROW - left - _END)
    column = max(column, *(pixels(text, _FIGURES) + _BESIDE for text in figures or [""]))
    top = _LINE * max(head.count("<br>") + 1 for head in heads or [""]) + 8
    row = _LOW if not written else _TWO_LINES if any("<br>" in label for label in labels) else _ROW
    ticks = {"tickmode": "array", "tickvals": list(range(len(heads))), "ticktext": heads, "ticks": ""}
    around = {
        "height": row * len(labels) + top + _END, "margin": {"l": left, "r": _END, "t": top, "b": _END},
        "barmode": "overlay",
        "xaxis": {"side": "top", "tickangle": 0, "showgrid": False, "zeroline": False,
                  "range": [-0.5, len(heads) - 0.5], "tickfont": {"size": _HEADS, "color": words.MUTED}}
        | MEASURED | ticks,
        "yaxis": {"range": [len(labels) - 0.5, -0.5], "showgrid": False, "zeroline": False,
                  "tickfont": {"size": size, "color": INK}} | MEASURED | name_ticks(labels),
    }  # fmt: skip
    return around, round(left + column * len(heads) + _END)


def _heads(periods: Sequence[str], wide: float) -> tuple[list[str], float]:
    """Periods above their columns, on one line where `wide` pixels hold all of them; and the room that one needs."""
    one_line = max((pixels(period, _HEADS) for period in periods), default=0.0) + _BESIDE
    if one_line * len(periods) <= wide:
        return list(periods), one_line
    parts = [words.stacked(period).split("<br>") for period in periods]
    column = max(pixels(word, _HEADS) for lines in parts for line in lines for word in line.split()) + _BESIDE
    return ["<br>".join(each for line in lines for each in wrapped(line, column, _HEADS, 3)) for lines in parts], column


def _short(periods: Sequence[str]) -> list[str]:
    """Of many columns without the word that they all begin with: 'I/2024' of 'Quý I/2024'."""
    first, gap, _ = periods[0].partition(" ") if periods else ("", "", "")
    if len(periods) > _FEW_COLUMNS and gap and all(period.startswith(first + gap) for period in periods):
        return [period.removeprefix(first + gap) for period in periods]
    return list(periods)


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
            "insidetextanchor": "middle", "textfont": {"size": _FIGURES}, "constraintext": "none", "textangle": 0,
            "marker": {"color": "#ffffff", "line": {"width": 0},
                       "pattern": {"shape": "/", "fgcolor": TRACK, "size": 7, "solidity": 0.22}},
        }
    ]  # fmt: skip
