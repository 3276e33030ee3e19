"""Small charts of one scale: each unit's line over the periods, all the others grey behind it."""

from collections.abc import Sequence

from dashboard.charts.frame import FILLED, TRACK, Drawing, Spec, axis, layout, note

_ACROSS, _HIGH, _GAP = 3, 118, 34  # charts in a row; px of a chart and of the room for its name
_TICK = {"size": 10}


def small_lines(
    names: Sequence[str],
    series: Sequence[Sequence[float | None]],
    behind: Sequence[Sequence[float | None]],
    ends: tuple[str, str],
    measure: str,
    asked: Sequence[Sequence[str]] = (),
) -> Drawing:
    """`names` and `series` of the charts, ready for plotly; `ends` are the first and the last period, under the axes.

    `behind` are the lines of everybody; a period without a figure is a gap. `asked` is what each point opens.
    """
    rows = -(-len(series) // _ACROSS)
    count = max((len(values) for values in series), default=1)
    known = [value for values in [*series, *behind] for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    pad = (high - low) * 0.08 or 1.0
    grey_x: list[int | None] = [place for values in behind for place in (*range(len(values)), None)]
    grey_y = [value for values in behind for value in (*values, None)]
    data: list[Spec] = []
    axes: Spec = {}
    names_above: list[Spec] = [
        note(0, 1, measure, xref="paper", yref="paper", yshift=40, xanchor="left", yanchor="top")
    ]
    for place, (name, values) in enumerate(zip(names, series, strict=True)):
        row, column = divmod(place, _ACROSS)
        number = "" if place == 0 else str(place + 1)
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}", "type": "scatter", "hoverinfo": "skip"}
        data.append({**on, "mode": "lines", "x": grey_x, "y": grey_y, "line": {"color": TRACK, "width": 0.7}})
        data.append(
            {**on, "mode": "lines+markers", "x": list(range(count)), "y": list(values), "hoverinfo": "y",
             "line": {"color": FILLED, "width": 2}, "marker": {"size": 5}, "connectgaps": False,
             "customdata": list(asked[place]) if asked else []}
        )  # fmt: skip
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
        data, layout(rows * (_HIGH + _GAP) + 76, margin={"t": 44, "b": 30, "l": 34}, annotations=names_above, **axes)
    )
