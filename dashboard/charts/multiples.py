"""Small charts of one scale: each unit's line over the periods, all the others grey behind it."""

from collections.abc import Sequence
from typing import Any

from dashboard.chart_words import MUTED
from dashboard.charts.frame import FILLED, INK, TRACK, Drawing, Spec, axis, layout, note

_ACROSS, _HIGH, _GAP = 3, 112, 60  # charts in a row; px of a chart and of the room for its name
NAME, LINES = 84, 3  # px of a line of a name, as wide as a chart on a phone; how many lines
_SMALL = {"size": 10, "color": MUTED}


def small_lines(
    names: Sequence[str],
    series: Sequence[Sequence[float | None]],
    behind: Sequence[Sequence[float | None]],
    ends: tuple[str, str],
    measure: str,
    asked: Sequence[Sequence[str]] = (),
    breaks: Sequence[Sequence[int]] = (),
    breaks_behind: Sequence[Sequence[int]] = (),
) -> Drawing:
    """`names` (lines of `NAME` px) and `series` of the charts, ready for plotly; `ends`: first and last period.

    `behind` are the lines of everybody; a period without a figure is a gap. `asked` is what each point opens. `breaks`
    are for each chart the places at whose left the unit became another one: a line is broken there, and marked;
    `breaks_behind` likewise.
    """
    count = max((len(values) for values in series), default=1)
    known = [value for values in [*series, *behind] for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    pad = (high - low) * 0.08 or 1.0
    cut_behind = breaks_behind or [()] * len(behind)
    grey = [
        point
        for values, cuts in zip(behind, cut_behind, strict=True)
        for point in (*_cut(list(enumerate(values)), cuts, (None, None)), (None, None))
    ]
    data: list[Spec] = []
    axes: Spec = {}
    edges: list[Spec] = []
    names_above: list[Spec] = [
        note(0, 1, measure, xref="paper", yref="paper", yshift=66, xanchor="left", yanchor="top")
    ]
    for place, (name, values) in enumerate(zip(names, series, strict=True)):
        number = "" if place == 0 else str(place + 1)
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}", "type": "scatter", "hoverinfo": "skip"}
        data.append({**on, "mode": "lines", "x": [x for x, _ in grey], "y": [y for _, y in grey],
                     "line": {"color": TRACK, "width": 0.7}})  # fmt: skip
        cuts = breaks[place] if breaks else ()
        data.append(
            {**on, "mode": "lines+markers", "x": _cut(list(range(count)), cuts, None), "y": _cut(values, cuts, None),
             "hoverinfo": "y", "line": {"color": FILLED, "width": 2}, "marker": {"size": 5}, "connectgaps": False,
             "customdata": _cut(asked[place], cuts, "") if asked else []}
        )  # fmt: skip
        edges += [_edge(number, cut) for cut in cuts]
        own = _axes(place, len(series), count, (low - pad, high + pad))
        axes |= own
        is_last = place + _ACROSS >= len(series)
        names_above += _around(
            name, ends if is_last else None, *(own[f"{side}axis{number}"]["domain"] for side in "xy")
        )
    height = -(-len(series) // _ACROSS) * (_HIGH + _GAP) + 90
    marks = {"annotations": names_above, "shapes": edges}
    return Drawing(data, layout(height, margin={"t": 70, "b": 34, "l": 34}, **marks, **axes))


def _around(name: str, ends: tuple[str, str] | None, across: Sequence[float], upright: Sequence[float]) -> list[Spec]:
    """The name above a chart, and below the last one of a column both ends, inside its width."""
    on: Spec = {"xref": "paper", "yref": "paper"}
    found = [note(across[0], upright[1], name, xanchor="left", yanchor="bottom", align="left", font={"size": 11}, **on)]
    for x, text, side in zip(across, ends or (), ("left", "right"), strict=False):
        below = {"yanchor": "top", "yshift": -4, "font": _SMALL}
        found.append(note(x, upright[0], text, xanchor=side, align=side, **below, **on))
    return found


def _axes(place: int, charts: int, count: int, span: tuple[float, float]) -> Spec:
    """The axes of a chart: values beside the first one of a row."""
    rows, (row, column), number = -(-charts // _ACROSS), divmod(place, _ACROSS), "" if place == 0 else str(place + 1)
    left, top = column / _ACROSS, 1 - row / rows
    bottom = top - _HIGH / (_HIGH + _GAP) / rows
    return {
        f"xaxis{number}": axis(
            domain=[left, left + 1 / _ACROSS - 0.03], anchor=f"y{number}", range=[-0.3, count - 0.7], showgrid=False,
            tickmode="array", tickvals=[], zeroline=False,
        ),
        f"yaxis{number}": axis(
            domain=[bottom, top], anchor=f"x{number}", range=list(span), nticks=3, tickformat=",~f",
            showticklabels=column == 0, tickfont=_SMALL, zeroline=False,
        ),
    }  # fmt: skip


def _edge(number: str, cut: int) -> Spec:
    return {
        "type": "line", "xref": f"x{number}", "yref": f"y{number} domain", "x0": cut - 0.5, "x1": cut - 0.5,
        "y0": 0, "y1": 1, "line": {"color": INK, "width": 1.5},
    }  # fmt: skip


def _cut(values: Sequence[Any], cuts: Sequence[int], gap: Any) -> list[Any]:
    """Values with a gap in front of some places."""
    return [one for place, value in enumerate(values) for one in ((gap, value) if place in cuts else (value,))]
