"""A cumulative rate through the year: this year, the year before, and what an even pace would be."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard import chart_words as words
from dashboard.charts.frame import AMBER, FILLED, GREY, Drawing, Spec, layout, note


class Line(NamedTuple):
    """A year: its values at the places of the axis (None: a gap), hovers, and what its last point is called.

    `asked` is what each point opens.
    """

    values: Sequence[float | None]
    hovers: Sequence[str]
    end: str
    asked: Sequence[str] = ()


def running(
    places: Sequence[float], names: Sequence[str], now: Line, before: Line, target: float, pace_words: str
) -> Drawing:
    """`places` are shares of the year (0-1) with their `names`; the pace goes evenly to `target` at the year's end."""
    top = max([100.0, target, *(value for value in (*now.values, *before.values) if value is not None)])
    pace: Spec = {
        "type": "scatter", "mode": "lines", "x": [0, 1], "y": [0, target], "hoverinfo": "skip",
        "line": {"color": AMBER, "width": 2, "dash": "dot"},
    }  # fmt: skip
    data = [
        pace,
        _line(places, before, GREY, {"symbol": "circle-open", "size": 9, "line": {"width": 2}}, 1.5),
        _line(places, now, FILLED, {"symbol": "circle", "size": 9}, 3),
    ]
    notes = [
        note(0.36, 0.36 * target, pace_words, xanchor="right", yanchor="bottom", font={"color": AMBER, "size": 12})
    ]
    notes += [_end(places, line, color) for line, color in ((now, FILLED), (before, "#52606d")) if _last(line) >= 0]
    if len(notes) > 2 and _last(now) == _last(before):  # of two ends at one place the higher is told above its mark
        is_higher = (now.values[_last(now)] or 0) >= (before.values[_last(before)] or 0)
        notes[2] |= {"yanchor": "top" if is_higher else "bottom", "yshift": -8 if is_higher else 8}
        notes[1] |= {"yanchor": "bottom" if is_higher else "top", "yshift": 8 if is_higher else -8}
    return Drawing(
        data,
        layout(
            320,
            margin={"t": 14, "r": 16, "b": 8},
            xaxis={"range": [0, 1.02], "tickmode": "array", "tickvals": list(places), "showgrid": False,
                   "ticktext": [words.stacked(name) for name in names], "zeroline": False, "tickangle": 0},
            yaxis={"range": [0, top * 1.08], "nticks": 6, "ticksuffix": "\u00a0%", "tickformat": ",~f",
                   "zeroline": True, "zerolinecolor": "#52606d", "zerolinewidth": 1},
            annotations=notes,
        ),
    )  # fmt: skip


def _line(places: Sequence[float], line: Line, color: str, marker: Spec, width: float) -> Spec:
    return {
        "type": "scatter", "mode": "lines+markers", "x": list(places), "y": list(line.values), "connectgaps": False,
        "hovertext": list(line.hovers), "hoverinfo": "text", "line": {"color": color, "width": width},
        "marker": {"color": color} | marker, "cliponaxis": False, "customdata": list(line.asked),
    }  # fmt: skip


def _end(places: Sequence[float], line: Line, color: str) -> Spec:
    """Below the mark, where the pace seldom runs; at the end of the axis to its left."""
    last = _last(line)
    side = "right" if last + 1 == len(places) else "left"
    below = {"xanchor": side, "yanchor": "top", "yshift": -8, "bgcolor": "rgba(255,255,255,0.8)"}
    text = words.bold(line.end)
    return note(places[last], line.values[last] or 0, text, font={"color": color, "size": 13}, **below)


def _last(line: Line) -> int:
    """The place of the last point, -1 where there is none."""
    return max((place for place, value in enumerate(line.values) if value is not None), default=-1)
