"""Dossiers over a period and over quarters: a waterfall, two years' columns, clearance above what is pending.

`asked` of a mark (`part_asked`, `before_asked`, `pending_asked` of the second one) is what it opens.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import chart_words as words
from dashboard import formatting
from dashboard.chart_words import ALERT, MUTED
from dashboard.charts.frame import (
    AMBER,
    FILLED,
    GREY,
    INK,
    PALE,
    Drawing,
    Spec,
    axis,
    bars,
    in_rows,
    layout,
    line_at,
    note,
)

_HEIGHT = 330
_STEP = 34  # px of a row
_STYLES: dict[str, Spec] = {
    "total": {"color": FILLED},
    "in": {"color": PALE},
    "out": {"color": "#ffffff", "line": {"color": FILLED, "width": 1.5}},
    "late": {"color": AMBER},
    "residue": {"color": "#ffffff", "line": {"color": ALERT, "width": 1.5},
                "pattern": {"shape": "/", "fgcolor": ALERT, "size": 6, "solidity": 0.3}},
}  # fmt: skip


def waterfall(steps: Sequence[Mapping[str, Any]], measure: str) -> Drawing:
    """Steps under each other, where their names have room.

    Each has name, kind (total, in, out, late, residue), start, value (signed), told. A bar goes from `start` to
    `start + value`; totals start at zero. Overdue dossiers (`part`) lie within their total.
    """
    ends = [(float(step["start"]), float(step["start"] + step["value"])) for step in steps]
    low, high = min(0.0, *(min(pair) for pair in ends)), max(1.0, *(max(pair) for pair in ends))
    data = [
        bars(
            [float(step["value"])], [place], [f"{step['hover']}<br>{words.bold(step['told'])}"],
            base=[float(step["start"])], marker=_STYLES[step["kind"]], width=0.62, customdata=[step.get("asked", "")],
        )
        for place, step in enumerate(steps)
    ] + [
        bars(
            [float(step["part"])], [place], [step["part_told"]], base=[0], marker=_STYLES["late"], width=0.3,
            customdata=[step.get("part_asked", "")],
        )
        for place, step in enumerate(steps)
        if step.get("part")
    ]  # fmt: skip
    joins = [
        {"type": "line", "layer": "below", "line": {"color": GREY, "width": 1},
         "x0": pair[1], "x1": pair[1], "y0": place + 0.31, "y1": place + 0.69}
        for place, pair in enumerate(ends[:-1])
    ]  # fmt: skip
    labels, column = [step["name"] for step in steps], [words.bold(step["told"]) for step in steps]
    return in_rows(data, labels, column, measure, high, line=_STEP, bottom=low, shapes=joins)


def beside_last_year(quarters: Sequence[Mapping[str, Any]], measure: str) -> Drawing:
    """Columns of `value`, with `before` as a wider outline behind; a quarter without value says `why` in its place.

    Each has label, value, before, told, why, hover.
    """
    known = [i for i, each in enumerate(quarters) if each["value"] is not None]
    old = [i for i, each in enumerate(quarters) if each["before"] is not None]
    values = [float(each[name]) for each in quarters for name in ("value", "before") if each[name] is not None]
    low, high = min([0.0, *values]), max([1.0, *values])
    outline = {"color": "#ffffff", "line": {"color": MUTED, "width": 1.5}}
    hovers = [str(each["hover"]) for each in quarters]
    share = min(1.0, (len(quarters) + 1) / 5)  # of one or two quarters the columns would be blocks
    data = [
        _column(
            old, [quarters[i]["before"] for i in old], [hovers[i] for i in old], marker=outline, width=0.74 * share,
            customdata=[quarters[i].get("before_asked", "") for i in old],
        ),
        _column(
            known, [quarters[i]["value"] for i in known], [hovers[i] for i in known], width=0.44 * share,
            customdata=[quarters[i].get("asked", "") for i in known],
        ),
    ]  # fmt: skip
    tops = [max(0.0, each["value"] or 0.0, each["before"] or 0.0) for each in quarters]
    notes = [
        note(i, tops[i], each["told"], yanchor="bottom", yshift=2) if each["value"] is not None
        else note(i, 0, words.small(words.grey(each["why"])), yanchor="bottom", yshift=6)
        for i, each in enumerate(quarters)
    ]  # fmt: skip
    return Drawing(data, _upright([str(each["label"]) for each in quarters], measure, low, high, notes, [], room=1.3))


def clearance(quarters: Sequence[Mapping[str, Any]], measure: str) -> Drawing:
    """Above: resolved ÷ received around 100 %. Below, on its own axis: what is pending at each quarter's end.

    Each has label, rate, pending (None where missing), rate_told, pending_told, hover.
    """
    places = list(range(len(quarters)))
    rates = [each["rate"] for each in quarters]
    known = [float(rate) for rate in rates if rate is not None]
    away = max([2.0, *(abs(rate - 100) for rate in known)]) * 1.5
    waiting = [i for i in places if quarters[i]["pending"] is not None]
    most = max([1.0, *(float(quarters[i]["pending"]) for i in waiting)])
    hovers = [str(each["hover"]) for each in quarters]
    data = [
        {"type": "scatter", "mode": "lines+markers", "x": places, "y": rates, "hovertext": hovers, "hoverinfo": "text",
         "yaxis": "y2", "connectgaps": False, "cliponaxis": False, "line": {"color": FILLED, "width": 2},
         "customdata": [each.get("asked", "") for each in quarters],
         "marker": {"size": 8, "color": FILLED}},
        _column(waiting, [quarters[i]["pending"] for i in waiting], [hovers[i] for i in waiting],
                marker={"color": PALE}, width=0.56, customdata=[quarters[i].get("pending_asked", "") for i in waiting]),
    ]  # fmt: skip
    notes = [
        note(i, quarters[i]["rate"], words.small(quarters[i]["rate_told"]), yref="y2", **_beside(quarters[i]["rate"]))
        for i in places
        if rates[i] is not None
    ] + [
        note(i, quarters[i]["pending"] or 0, words.small(quarters[i]["pending_told"]), yanchor="bottom", yshift=1)
        for i in places
    ]
    shapes = [line_at(100, upright=False, yref="y2", line={"color": INK, "width": 1, "dash": "dot"})]
    made = _upright([str(each["label"]) for each in quarters], measure, 0, most, notes, shapes, room=1.3)
    made["yaxis"] |= {"domain": [0, 0.4]}
    made["yaxis2"] = axis(
        domain=[0.52, 1], range=[100 - away, 100 + away], nticks=3, tickformat=",~f", showgrid=False, zeroline=False,
    )  # fmt: skip
    made["annotations"][:1] = [_measure("%", 1), _measure(measure, 0.4)]
    return Drawing(data, made | {"height": _HEIGHT + 40})


def _upright(
    labels: Sequence[str], measure: str, low: float, high: float, notes: Sequence[Spec], shapes: Sequence[Spec],
    *, room: float = 1.15,
) -> Spec:  # fmt: skip
    """Columns with names under them and the measure at the axis of values, which begins at zero."""
    return layout(
        _HEIGHT, margin={"t": 26, "b": 4}, barmode="overlay",
        xaxis={"tickmode": "array", "tickvals": list(range(len(labels))), "ticktext": list(labels), "tickangle": 0,
               "range": [-0.55, len(labels) - 0.45], "showgrid": False, "zeroline": False},
        yaxis={"range": [low * room, high * room], "nticks": 4, "tickformat": ",~f", "zeroline": True,
               "zerolinecolor": MUTED},
        annotations=[_measure(measure, 1), *notes], shapes=list(shapes),
    )  # fmt: skip


def _measure(measure: str, top: float) -> Spec:
    """The measure above the left end of an axis, where it cannot meet the ticks."""
    text = words.small(words.grey(formatting.for_plot(measure)))
    return note(0, top, text, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=4)


def _beside(rate: float) -> Spec:
    """Above a mark over the line of 100 %, below one under it."""
    return {"yanchor": "bottom", "yshift": 6} if rate >= 100 else {"yanchor": "top", "yshift": -6}


def _column(places: Sequence[Any], heights: Sequence[Any], hovers: Sequence[str], **more: Any) -> Spec:
    """Upright bars; they overlay each other."""
    return {
        "type": "bar", "x": list(places), "y": [float(each) for each in heights], "hovertext": list(hovers),
        "hoverinfo": "text", "marker": {"color": FILLED},
    } | more  # fmt: skip
