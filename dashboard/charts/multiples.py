"""Small charts of one scale: each unit's line over the periods, all the others grey behind it."""

from collections.abc import Sequence
from typing import Any

from dashboard.charts.frame import FILLED, INK, TRACK, Drawing, Spec, axis, layout, note

_ACROSS, _HIGH, _GAP = 3, 118, 34  # charts in a row; px of a chart and of the room for its name
_TICK = {"size": 10}


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
    """`names` and `series` of the charts, ready for plotly; `ends` are the first and the last period, under the axes.

    `behind` are the lines of everybody; a period without a figure is a gap. `asked` is what each point opens. `breaks`
    are for each chart the places at whose left the unit became another one: a line is broken there, and marked;
    `breaks_behind` likewise.
    """
    rows = -(-len(series) // _ACROSS)
    count = max((len(values) for values in series), default=1)
    known = [value for values in [*series, *behind] for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    pad = (high - low) * 0.08 or 1.0
    cut_behind = breaks_behind or [()] * len(behind)
    grey_x = [x for v, cuts in zip(behind, cut_behind, strict=True) for x in (*_cut(range(len(v)), cuts, None), None)]
    grey_y = [y for v, cuts in zip(behind, cut_behind, strict=True) for y in (*_cut(v, cuts, None), None)]
    data: list[Spec] = []
    axes: Spec = {}
    edges: list[Spec] = []
    names_above: list[Spec] = [
        note(0, 1, measure, xref="paper", yref="paper", yshift=40, xanchor="left", yanchor="top")
    ]
    for place, (name, values) in enumerate(zip(names, series, strict=True)):
        row, column = divmod(place, _ACROSS)
        number = "" if place == 0 else str(place + 1)
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}", "type": "scatter", "hoverinfo": "skip"}
        data.append({**on, "mode": "lines", "x": grey_x, "y": grey_y, "line": {"color": TRACK, "width": 0.7}})
        cuts = breaks[place] if breaks else ()
        data.append(
            {**on, "mode": "lines+markers", "x": _cut(list(range(count)), cuts, None), "y": _cut(values, cuts, None),
             "hoverinfo": "y", "line": {"color": FILLED, "width": 2}, "marker": {"size": 5}, "connectgaps": False,
             "customdata": _cut(asked[place], cuts, "") if asked else []}
        )  # fmt: skip
        edges += [
            {"type": "line", "xref": on["xaxis"], "yref": f"{on['yaxis']} domain", "x0": cut - 0.5, "x1": cut - 0.5,
             "y0": 0, "y1": 1, "line": {"color": INK, "width": 1.5}}
            for cut in cuts
        ]  # fmt: skip
        left, width, share = column / _ACROSS, 1 / _ACROSS - 0.03, 1 / rows
        top = 1 - row * share
        bottom = top - share * _HIGH / (_HIGH + _GAP)
        axes[f"xaxis{number}"] = axis(
            domain=[left, left + width], anchor=f"y{number}", range=[-0.3, count - 0.7], showgrid=False,
            tickmode="array", tickvals=[0, count - 1] if row == rows - 1 or place + _ACROSS >= len(series) else [],
            ticktext=list(ends), tickfont=_TICK, zeroline=False, tickangle=0,
        )  # fmt: skip
        axes[f"yaxis{number}"] = axis(
            domain=[bottom, top], anchor=f"x{number}", range=[low - pad, high + pad], nticks=3, tickformat=",~f",
            showticklabels=column == 0, tickfont=_TICK, zeroline=False,
        )  # fmt: skip
        names_above.append(
            note(left, top, name, xref="paper", yref="paper", xanchor="left", yanchor="bottom", font={"size": 12})
        )
    return Drawing(
        data,
        layout(
            rows * (_HIGH + _GAP) + 76, margin={"t": 44, "b": 30, "l": 34}, annotations=names_above, shapes=edges,
            **axes,
        ),
    )  # fmt: skip


def _cut(values: Sequence[Any], cuts: Sequence[int], gap: Any) -> list[Any]:
    """Values with a gap in front of some places."""
    return [one for place, value in enumerate(values) for one in ((gap, value) if place in cuts else (value,))]
