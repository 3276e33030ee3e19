"""A figure beside what it is held against, a row for each reporting unit: dumbbells, bars with a dot, bullets.

Rows have `display`, and ready texts: `told` for the column at the right, `hover`; `asked` is what a mark opens,
`before_asked` that of a time before. A line before row `cut` says that rows are left out there.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import chart_words as words
from dashboard.chart_words import MUTED
from dashboard.charts.frame import (
    AMBER,
    FILLED,
    GREY,
    INK,
    Drawing,
    Spec,
    bars,
    dots,
    in_rows,
    line_at,
    missing_track,
    note,
)

_LINE = 38  # px of a row: two lines of text at the right


def dumbbells(rows: pd.DataFrame, measure: str, *, cut: int = 0) -> Drawing:
    """`whole_value` as a hollow mark, `part_value` as a filled one, and the way between them.

    Where the part is more than the whole the way is dotted: the text says by how much.
    """
    told = rows.to_dict("records")
    whole, part = _values(rows["whole_value"]), _values(rows["part_value"])
    top = _top([*whole, *part])
    short = [i for i in range(len(told)) if _both(whole[i], part[i]) and part[i] <= whole[i]]  # type: ignore[operator]
    over = [i for i in range(len(told)) if _both(whole[i], part[i]) and i not in set(short)]
    data = [
        *missing_track([i for i in range(len(told)) if whole[i] is None and part[i] is None], top),
        _ways(whole, part, short, {"color": GREY, "width": 4}),
        _ways(whole, part, over, {"color": AMBER, "width": 3, "dash": "dot"}),
        _marks(told, whole, {"symbol": "circle", "size": 14, "color": "#ffffff", "line": {"width": 2, "color": INK}}),
        _marks(told, part, {"symbol": "circle", "size": 9, "color": FILLED}),
    ]
    return in_rows(
        data, _labels(told), _column(told), measure, top, line=_LINE, shapes=_cut(cut)
    )  # fmt: skip


def bars_with_dots(
    rows: pd.DataFrame, measure: str, *, median: float | None = None, median_words: str = "", cut: int = 0
) -> Drawing:
    """`value` as a bar, `before` as a hollow diamond, the median of all as a line; values may be below zero."""
    told = rows.to_dict("records")
    value, before = _values(rows["value"]), _values(rows["before"])
    top = _top([*value, *before])
    bottom = min([0.0, *(each for each in (*value, *before) if each is not None)])
    known = [i for i, each in enumerate(value) if each is not None]
    data = [
        *missing_track([i for i, each in enumerate(value) if each is None], top),
        _bars(told, value, known, 0.5),
        _marks(
            told, before, {"symbol": "diamond", "size": 10, "color": "#ffffff", "line": {"width": 2, "color": INK}},
            "before_asked",
        ),
    ]  # fmt: skip
    shapes, notes = _cut(cut), []
    if median is not None:
        shapes.append(line_at(median))
        notes.append(
            note(median, 1, words.small(median_words), xref="x", yref="paper", yanchor="bottom", xanchor="left")
        )
    return in_rows(
        data, _labels(told), _column(told), measure, top, line=_LINE, bottom=bottom, shapes=shapes,
        notes=notes,
    )  # fmt: skip


def bullets(rows: pd.DataFrame, measure: str, *, cut: int = 0) -> Drawing:
    """`value` as a bar, `target` as an upright tick, `due` as a diamond on it; what `is_printed` only is hollow."""
    told = rows.to_dict("records")
    value, target, due = _values(rows["value"]), _values(rows["target"]), _values(rows["due"])
    top = max(100.0, _top([*value, *target]))
    printed = rows["is_printed"].tolist()
    known = [i for i, each in enumerate(value) if each is not None and not printed[i]]
    only = [each if printed[i] else None for i, each in enumerate(value)]
    data = [
        *missing_track([i for i, each in enumerate(value) if each is None], top),
        _bars(told, value, known, 0.36),
        _marks(told, only, {"symbol": "diamond-open", "size": 11, "color": FILLED, "line": {"width": 2}}),
        _marks(told, target, {"symbol": "line-ns", "size": 11, "line": {"width": 3, "color": INK}}),
        _marks(told, due, {"symbol": "diamond", "size": 9, "color": AMBER, "line": {"width": 1, "color": "#ffffff"}}),
    ]  # fmt: skip
    return in_rows(data, _labels(told), _column(told), measure, top, line=_LINE, shapes=_cut(cut))


def _ways(whole: Sequence[float | None], part: Sequence[float | None], places: Sequence[int], line: Spec) -> Spec:
    """Lines between the two marks of some rows, as one trace."""
    return {
        "type": "scatter", "mode": "lines", "x": [x for place in places for x in (whole[place], part[place], None)],
        "y": [y for place in places for y in (place, place, None)], "line": line, "hoverinfo": "skip",
    }  # fmt: skip


def _bars(told: Sequence[Any], values: Sequence[float | None], places: Sequence[int], width: float) -> Spec:
    hovers = [told[place]["hover"] for place in places]
    return bars([values[place] for place in places], places, hovers, width=width, customdata=_asked(told, places))


def _marks(told: Sequence[Any], values: Sequence[float | None], marker: Spec, opens: str = "asked") -> Spec:
    known = [place for place, value in enumerate(values) if value is not None]
    hovers = [told[place]["hover"] for place in known]
    return dots([values[i] for i in known], known, hovers, marker=marker, customdata=_asked(told, known, opens))


def _asked(told: Sequence[Any], places: Sequence[int], opens: str = "asked") -> list[str]:
    return [told[place].get(opens, "") for place in places]


def _cut(place: int) -> list[Spec]:
    if not place:
        return []
    dashed = {"color": MUTED, "width": 1, "dash": "dash"}
    return [line_at(place - 0.5, upright=False, line=dashed)]


def _labels(told: Sequence[Any]) -> list[str]:
    return [words.row_label(row["display"]) for row in told]


def _column(told: Sequence[Any]) -> list[str]:
    return [row["told"] for row in told]


def _values(column: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in column.tolist()]


def _both(whole: float | None, part: float | None) -> bool:
    return whole is not None and part is not None


def _top(values: Sequence[float | None]) -> float:
    return max([*(value for value in values if value is not None), 0.0]) or 1.0
