"""A ranking: one bar each, the median and the target as lines, the period before as a dot."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard import chart_words as words
from dashboard.charts.frame import AMBER, FILLED, INK, Drawing, bars, dots, in_rows, line_at

_PINNED = "#0f3a6b"


class Ranked(NamedTuple):
    """A bar; without a value a gap in the list. `words` stand at the right, all texts are ready for plotly.

    `asked` and `before_asked` are what the bar and the dot open.
    """

    label: str
    value: float | None
    before: float | None
    words: str
    hover: str
    is_pinned: bool = False
    asked: str = ""
    before_asked: str = ""


def ranked_bars(rows: Sequence[Ranked], measure: str, median: float | None, target: float | None) -> Drawing:
    """In the order given; the pinned unit is darker."""
    known = [place for place, row in enumerate(rows) if row.value is not None]
    earlier = [place for place, row in enumerate(rows) if row.before is not None]
    values = [row.value for row in rows if row.value is not None]
    every = [*values, *(row.before for row in rows if row.before is not None)]
    every += [line for line in (median, target) if line is not None]
    colors = [_PINNED if rows[place].is_pinned else FILLED for place in known]
    data = [
        bars(
            values, known, [rows[place].hover for place in known], marker={"color": colors}, width=0.62,
            customdata=[rows[place].asked for place in known],
        ),
        dots(
            [rows[place].before for place in earlier], earlier, [rows[place].hover for place in earlier],
            marker={"symbol": "circle", "size": 8, "color": "#ffffff", "line": {"width": 1.5, "color": INK}},
            customdata=[rows[place].before_asked for place in earlier],
        ),
    ]  # fmt: skip
    shapes = (
        [] if median is None else [line_at(median, layer="above", line={"color": INK, "width": 1.5, "dash": "dot"})]
    )
    if target is not None:
        shapes.append(line_at(target, layer="above", line={"color": AMBER, "width": 2}))
    labels = [words.bold(row.label) if row.is_pinned else row.label for row in rows]
    top, bottom = max([*every, 0.0]) or 1.0, min([*every, 0.0])
    column = [row.words for row in rows]
    return in_rows(data, labels, column, measure, top, line=26, bottom=bottom, shapes=shapes)
