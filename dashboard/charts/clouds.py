"""Units as points: two indicators against each other, and a rate against the number of events it rests on."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from dashboard import chart_words as words
from dashboard import formatting
from dashboard.chart_words import ALERT, MUTED
from dashboard.charts.frame import AMBER, FILLED, INK, NARROW, Drawing, Spec, layout, line_at, note, value_axis
from dashboard.widths import balanced, pixels

_HEIGHT = 460
_MARGIN: Spec = {"t": 12, "b": 48, "l": 8, "r": 24}
# px: what of the figure a phone has for points, beside the numbers of the axes; a mark with its edge, and its name.
_WIDE, _HIGH, _MARK = NARROW - 84, _HEIGHT - 60, 6
_NAME, _SIZE, _LINE, _AWAY = 100, 12, 16, 8
_SIDES: dict[str, Spec] = {
    "right": {"xanchor": "left", "xshift": _AWAY, "yanchor": "middle", "align": "left"},
    "left": {"xanchor": "right", "xshift": -_AWAY, "yanchor": "middle", "align": "right"},
    "above": {"xanchor": "center", "yshift": _AWAY, "yanchor": "bottom"},
    "below": {"xanchor": "center", "yshift": -_AWAY, "yanchor": "top"},
    "above left": {"xanchor": "right", "yshift": _AWAY, "yanchor": "bottom", "align": "right"},
    "below left": {"xanchor": "right", "yshift": -_AWAY, "yanchor": "top", "align": "right"},
    "above right": {"xanchor": "left", "yshift": _AWAY, "yanchor": "bottom", "align": "left"},
    "below right": {"xanchor": "left", "yshift": -_AWAY, "yanchor": "top", "align": "left"},
}


class Box(NamedTuple):
    """A rectangle in px, from the upper left."""

    left: float
    top: float
    right: float
    bottom: float


_AREA = Box(-_AWAY, -_AWAY, _WIDE + 24, _HIGH + _AWAY)


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
    axes = _axis(titles[0], [point.x for point in points]), _axis(titles[1], [point.y for point in points])
    return _cloud(_marks(points), points, lines, axes)


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
    line = line_at(pooled, upright=False, line={"color": INK, "width": 1})
    axes = _axis(titles[0], [point.x for point in points], zero=True), _axis(titles[1], [*rates, pooled])
    return _cloud([*curves, *_marks(points)], points, [line], axes)


def _cloud(data: Sequence[Spec], points: Sequence[Point], lines: Sequence[Spec], axes: tuple[Spec, Spec]) -> Drawing:
    notes = _labels(points, *axes)
    around = layout(_HEIGHT, margin=_MARGIN, shapes=list(lines), annotations=notes, xaxis=axes[0], yaxis=axes[1])
    return Drawing(data, around)


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


def _labels(points: Sequence[Point], across: Spec, upright: Spec) -> list[Spec]:
    """Names beside their points, each on the side where it covers least, on a phone: elsewhere there is more room."""
    ends = across["range"], upright["range"]
    places = [
        (_WIDE * _share(point.x, ends[0]), _HIGH * (1 - _share(point.y, ends[1])))
        for point in points
    ]  # fmt: skip
    taken = [Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in places]
    found = []
    for point, (x, y) in zip(points, places, strict=True):
        if not point.is_named:
            continue
        lines = balanced(point.name, _NAME, _SIZE, 3)
        size = max(pixels(html.escape(line), _SIZE) for line in lines), _LINE * len(lines)
        side, box = min(
            ((side, _box(side, (x, y), size)) for side in _SIDES), key=lambda each: covered(each[1], taken)
        )  # fmt: skip
        taken.append(box)
        told = "<br>".join(map(formatting.for_plot, lines))
        found.append(note(point.x, point.y, words.small(told), **_SIDES[side]))
    return found


def _share(value: float, ends: Sequence[float]) -> float:
    return (value - ends[0]) / (ends[1] - ends[0])


def _box(side: str, place: tuple[float, float], size: tuple[float, float]) -> Box:
    """Where a name of a size stands at a side of a place; in px from the upper left."""
    (x, y), (wide, high) = place, size
    upright, _, across = side.rpartition(" ") if " " in side else (side, "", side)
    away = 0 if " " in side else _AWAY  # at a corner the name begins, or ends, where the mark is
    left = {"right": x + away, "left": x - away - wide}.get(across, x - wide / 2)
    top = {"above": y - _AWAY - high, "below": y + _AWAY}.get(upright, y - high / 2)
    return Box(left, top, left + wide, top + high)


def covered(box: Box, taken: Sequence[Box]) -> float:
    """How much of other things a name would cover, in px²; what stands outside the figure counts most."""
    whole = (box.right - box.left) * (box.bottom - box.top)
    return sum(_common(box, other) for other in taken) + 100 * (whole - _common(box, _AREA))


def _common(one: Box, other: Box) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(wide, 0.0) * max(high, 0.0)


def _axis(title: str, values: Sequence[float], *, zero: bool = False) -> Spec:
    low, high = (0.0 if zero else min(values)), max(values)
    pad = (high - low) * 0.08 or 1.0
    return value_axis(title, high, zeroline=False, range=[low - (0 if zero else pad), high + pad])
