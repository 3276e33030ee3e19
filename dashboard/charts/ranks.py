"""Reporting units of one level in order of a rate, each beside the year before, its target and the level's median."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import chart_words as words
from dashboard import formatting, texts
from dashboard.chart_words import ALERT, MUTED
from dashboard.charts.frame import (
    AMBER,
    FILLED,
    GREY,
    INK,
    PALE,
    Drawing,
    Spec,
    bars,
    dots,
    in_rows,
    line_at,
    missing_track,
    note,
)  # fmt: skip

_FEW = {"color": "#ffffff", "line": {"color": FILLED, "width": 1},
        "pattern": {"shape": "/", "fgcolor": PALE, "size": 6, "solidity": 0.3}}  # fmt: skip
_LINE = 25


def ranked_rates(
    told: Sequence[Any],
    *,
    start: float = 0.0,
    median: float | None = None,
    median_words: str = "",
    cut: int = 0,
    joined: bool = False,
) -> Drawing:
    """A rate now and before.

    From zero it is a bar with a dot; `joined`, or from a later `start`, both are dots with a line between them.

    Rows have computed, base_value, target, printed, disagrees, is_small, state, and ready texts: `label` for the axis,
    `told` for the column at the right, `hover`; `asked` and `base_asked` are what both marks open. A line before row
    `cut` says that rows are left out there.
    """
    known = [row[name] for name in ("computed", "printed") for row in told if not pd.isna(row[name])]
    top = max(100.0, *map(float, known), 100.0)
    data = [*missing_track([i for i, row in enumerate(told) if row["state"] == "missing"], top)]
    data += _dots(told) if joined or start > 0 else _bars(told)
    data += [
        _marks(told, "target", "line-ns-open", 18, AMBER, 2),
        dots(*_of(told, "printed", _is_shown_printed), customdata=_asked(told, _is_shown_printed, "printed"),
             marker={"symbol": "diamond", "size": 10, "color": "#ffffff", "line": {"width": 2, "color": ALERT}}),
    ]  # fmt: skip
    notes: list[Spec] = []
    shapes = [line_at(median, line={"color": MUTED, "width": 1, "dash": "dot"})] if median is not None else []
    if median is not None:
        side = "right" if (median - start) / (top - start) > 0.5 else "left"
        notes.append(
            note(median, 1, words.small(words.grey(median_words)), xref="x", yref="paper", yanchor="bottom",
                 xanchor=side)
        )  # fmt: skip
    if cut:
        ends = {"x0": 0, "x1": 1, "xref": "paper", "y0": cut - 0.5, "y1": cut - 0.5, "yref": "y"}
        shapes.append({"type": "line", "line": {"color": GREY, "width": 1, "dash": "dash"}} | ends)
    labels, column = [row["label"] for row in told], [row["told"] for row in told]
    return in_rows(
        data, labels, column, "%", top, line=_LINE, bottom=start, shapes=shapes, notes=notes
    )  # fmt: skip


def _bars(told: Sequence[Any]) -> list[Spec]:
    return [
        bars(*_of(told, "computed", _is_usual), name=texts.MARK_COMPUTED, customdata=_asked(told, _is_usual)),
        bars(*_of(told, "computed", _is_small), marker=_FEW, customdata=_asked(told, _is_small)),
        _before(told, INK),
    ]


def _dots(told: Sequence[Any]) -> list[Spec]:
    ways: tuple[list[float | None], list[float | None]] = ([], [])
    for place, row in enumerate(told):
        if not pd.isna(row["computed"]) and not pd.isna(row["base_value"]):
            ways[0].extend((float(row["base_value"]), float(row["computed"]), None))
            ways[1].extend((place, place, None))
    return [
        {"type": "scatter", "mode": "lines", "x": ways[0], "y": ways[1], "hoverinfo": "skip", "cliponaxis": False,
         "line": {"color": PALE, "width": 5}},
        _before(told, MUTED),
        dots(*_of(told, "computed", _is_usual), name=texts.MARK_COMPUTED, customdata=_asked(told, _is_usual),
             marker={"symbol": "circle", "size": 11, "color": FILLED}),
        dots(*_of(told, "computed", _is_small), customdata=_asked(told, _is_small),
             marker={"symbol": "circle-open-dot", "size": 11, "color": FILLED, "line": {"width": 1.5}}),
    ]  # fmt: skip


def _marks(told: Sequence[Any], name: str, symbol: str, size: int, color: str, width: float, fill: str = "") -> Spec:
    marker = {"symbol": symbol, "size": size, "color": fill or color, "line": {"width": width, "color": color}}
    return dots(*_of(told, name, lambda _: True), marker=marker)


def _of(told: Sequence[Any], name: str, wanted: Any) -> tuple[list[float], list[int], list[str]]:
    """Values, places and hovers of the rows that have a value and are wanted."""
    there = [(i, row) for i, row in enumerate(told) if not pd.isna(row[name]) and wanted(row)]
    return [float(row[name]) for _, row in there], [i for i, _ in there], [row["hover"] for _, row in there]


def _before(told: Sequence[Any], color: str) -> Spec:
    """The rate before, which opens its own figure."""
    marks = _marks(told, "base_value", "circle", 8, color, 1.5, fill="#ffffff")
    return marks | {"customdata": [row.get("base_asked", "") for row in told if not pd.isna(row["base_value"])]}


def _is_shown_printed(row: Any) -> bool:
    return bool(row["disagrees"]) or row["state"] == "printed_only"


def _is_small(row: Any) -> bool:
    return bool(row["is_small"])


def _is_usual(row: Any) -> bool:
    return not row["is_small"]


def _asked(told: Sequence[Any], wanted: Any, name: str = "computed") -> list[str]:
    """What the marks of `name` open."""
    return [row.get("asked", "") for row in told if not pd.isna(row[name]) and wanted(row)]


def shares(told: Sequence[Any], parts: Sequence[str], names: dict[str, str]) -> Drawing:
    """Each unit's whole as 100 %, cut into `parts` (fields, in percent); what is unknown is hatched.

    Rows have `label`, `told`, `display`, and `PART_asked`: what a part opens. A part named 'unknown' is the rest that
    no part tells of.
    """
    top = max(100.0, *(float(sum(row[part] for part in parts if not pd.isna(row[part]))) for row in told), 100.0)
    nothing = [i for i, row in enumerate(told) if all(pd.isna(row[part]) for part in parts)]
    data, reached = missing_track(nothing, top), [0.0] * len(told)
    for part in parts:
        there = [i for i, row in enumerate(told) if not pd.isna(row[part]) and row[part] > 0]
        who = {i: words.bold(formatting.for_plot(told[i]["display"])) for i in there}
        hovers = [f"{who[i]}<br>{names[part]}: {formatting.percent(told[i][part])}" for i in there]
        data.append(
            bars([float(told[i][part]) for i in there], there, hovers, base=[reached[i] for i in there],
                 marker=PART_STYLES[part], name=names[part], width=0.62,
                 customdata=[told[i].get(f"{part}_asked", "") for i in there])
        )  # fmt: skip
        for i in there:
            reached[i] += float(told[i][part])
    return in_rows(data, [row["label"] for row in told], [row["told"] for row in told], "%", top, line=_LINE)


_EDGE = {"color": "#ffffff", "width": 1}
# What each kind of part looks like: by shade and, where that is not enough, by pattern.
PART_STYLES: dict[str, Spec] = {
    "good": {"color": FILLED, "line": _EDGE},
    "fair": {"color": PALE, "line": _EDGE},
    "plain": {"color": "#558fca", "line": _EDGE},
    "bad": {"color": AMBER, "line": _EDGE,
            "pattern": {"shape": "x", "bgcolor": AMBER, "fgcolor": "#ffffff", "size": 5, "solidity": 0.2}},
    "unknown": {"color": "#ffffff", "line": {"color": GREY, "width": 1},
                "pattern": {"shape": "/", "fgcolor": GREY, "size": 7, "solidity": 0.22}},
}  # fmt: skip
