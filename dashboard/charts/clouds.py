"""Units as points: two indicators against each other, and a rate against the number of events it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from dashboard import chart_words as words
from dashboard import formatting
from dashboard.chart_words import ALERT, MUTED
from dashboard.charts.frame import AMBER, FILLED, INK, Drawing, Spec, layout, line_at, note, value_axis

_HEIGHT = 460


@dataclass(frozen=True)
class Point:
    """A unit; `is_named` points are labelled. `mark` 0 is usual, 1 and 2 stand out (funnel: beyond 95 and 99.8 %).

    `asked` is what it opens.
    """

    name: str
    x: float
    y: float
    said: str
    is_named: bool = False
    is_pinned: bool = False
    mark: int = 0
    asked: str = ""


def scatter(points: Sequence[Point], measures: tuple[str, str], names: tuple[str, str]) -> Drawing:
    """Two indicators of the same units and period, with the median of each as a dotted line."""
    lines = [
        line_at(median(point.x for point in points), line=_DOTTED),
        line_at(median(point.y for point in points), upright=False, line=_DOTTED),
    ]
    titles = [f"{formatting.for_plot(name)} ({measure})" for name, measure in zip(names, measures, strict=True)]
    return Drawing(
        _marks(points),
        layout(
            _HEIGHT, margin={"t": 12, "b": 48, "l": 8, "r": 24}, shapes=lines, annotations=_labels(points),
            xaxis=_axis(titles[0], [point.x for point in points]),
            yaxis=_axis(titles[1], [point.y for point in points]),
        ),
    )  # fmt: skip


def funnel(
    points: Sequence[Point], pooled: float, bands: Sequence[tuple[str, Sequence[tuple[float, float, float]]]],
    titles: tuple[str, str],
) -> Drawing:  # fmt: skip
    """Rates over the number of events. `bands` are named limits as (count, low, high), the narrow one first."""
    curves: list[Spec] = []
    for place, (name, limits) in enumerate(bands):
        for side in (1, 2):
            curves.append(
                {
                    "type": "scatter", "mode": "lines", "x": [limit[0] for limit in limits],
                    "y": [limit[side] for limit in limits], "hoverinfo": "skip", "name": name,
                    "line": {"color": (MUTED, AMBER)[place], "width": 1.5, "dash": ("dash", "dot")[place]},
                }
            )  # fmt: skip
    rates = [point.y for point in points] + [limit[1] for _, limits in bands for limit in limits[2:]]
    return Drawing(
        [*curves, *_marks(points)],
        layout(
            _HEIGHT, margin={"t": 12, "b": 48, "l": 8, "r": 24}, annotations=_labels(points),
            shapes=[line_at(pooled, upright=False, line={"color": INK, "width": 1})],
            xaxis=_axis(titles[0], [point.x for point in points], zero=True),
            yaxis=_axis(titles[1], [*rates, pooled]),
        ),
    )  # fmt: skip


_DOTTED = {"color": MUTED, "width": 1.5, "dash": "dot"}


def _marks(points: Sequence[Point]) -> list[Spec]:
    """Shape and colour say together what stands out."""
    found = []
    for mark, symbol, color in ((0, "circle", FILLED), (1, "diamond", AMBER), (2, "square", ALERT)):
        own = [point for point in points if point.mark == mark]
        if own:
            found.append(
                {
                    "type": "scatter", "mode": "markers", "x": [point.x for point in own],
                    "y": [point.y for point in own], "hovertext": [point.said for point in own],
                    "hoverinfo": "text", "cliponaxis": False, "customdata": [point.asked for point in own],
                    "marker": {"symbol": symbol, "color": color,
                               "size": [14 if point.is_pinned else 9 for point in own],
                               "opacity": 0.85, "line": {"color": "#ffffff", "width": 1}},
                }
            )  # fmt: skip
    return found


def _labels(points: Sequence[Point]) -> list[Spec]:
    return [
        note(point.x, point.y, words.small(words.axis_label(point.name)), xanchor="left", xshift=8, yanchor="middle")
        for point in points
        if point.is_named
    ]


def _axis(title: str, values: Sequence[float], *, zero: bool = False) -> Spec:
    low, high = (0.0 if zero else min(values)), max(values)
    pad = (high - low) * 0.08 or 1.0
    return value_axis(title, high, zeroline=False, range=[low - (0 if zero else pad), high + pad])
