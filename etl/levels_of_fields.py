"""'A Cấp huyện | 1 Đất đai | 2 Xây dựng | B Cấp xã | …': fields under the levels that handle them.

The row of a level is the figure of the unit for that level, if it is the sum of the fields below it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from etl import axes, evidence, wording
from etl.column import Column
from etl.figures import Entry
from etl.layout import Row
from etl.reference import Reference
from etl.row_tree import depth_of
from etl.workbook import Cell

# 'Lĩnh vực thuộc thẩm quyền giải quyết của UBND huyện', 'Lĩnh vực giải quyết cấp xã'
_COMPETENT = re.compile(
    r"\bthẩm quyền(?: giải quyết| tiếp nhận)?(?: của)?(?: (?:các|ubnd|cấp))* (?P<of>xã|huyện|tỉnh)(?: \w+)*$"
    r"|^(?:các )?lĩnh vực(?: (?:tiếp nhận|và|giải quyết|do|thuộc|tại|ở|của|ubnd))* cấp (?P<at>xã|huyện|tỉnh)"
    r"(?: (?:tiếp nhận|và|giải quyết))*$"
)
_MOST = 0.6  # of the columns must come out: an office may slip in one


class Level(NamedTuple):
    """The row of a level, its code, and the rows below it."""

    row: Row
    level: str
    below: list[Row]


class Taken(NamedTuple):
    """What the rows of levels gave: figures, what each is to be compared with, and cells that are kept by no level."""

    entries: list[Entry]
    totals: list[tuple[Entry, tuple[Entry, ...]]]
    left: list[Cell]


def with_totals(
    rows: Sequence[Row],
    columns: Mapping[int, Column],
    read: Callable[[Row, Mapping[int, Column]], list[Entry]],
    reference: Reference,
) -> Taken:
    """The figures of the levels of a table; none where not all rows stand under one, or where they do not add up."""
    found = Taken([], [], [])
    for row, level, below in _levels(rows, sorted(adding(columns, reference)), reference):
        mine = of_level(columns, level, reference)
        entries = read(row, mine)
        parts = [entry for part in below for entry in read(part, mine)]
        found.entries.extend(entries)
        found.totals.extend((e, tuple(p for p in parts if p.cell.column == e.cell.column)) for e in entries)
        found.left.extend(cell for cell in row.figures if cell.column in columns.keys() - mine.keys())
    return found


def _levels(rows: Sequence[Row], summed: Sequence[int], reference: Reference) -> list[Level]:
    """The levels of a table; none where not all rows stand under one, or where figures do not add up."""
    found: list[Level] = []
    number = 0
    while number < len(rows):
        row, level = rows[number], level_of(rows[number], reference)
        below = list(takewhile(_is_below(row, reference), rows[number + 1 :]))
        number += 1 + len(below)
        with_figures = [one for one in below if one.figures]
        if not level or not row.figures or not with_figures or not _comes_out(row, with_figures, summed):
            return []
        found.append(Level(row, level, with_figures))
    told = [one.level for one in found]
    return found if len(set(told)) == len(told) else []


def level_of(row: Row, reference: Reference) -> str:
    """The level that a row names and nothing else: 'Cấp huyện', 'Lĩnh vực thuộc thẩm quyền giải quyết của UBND xã'."""
    name = axes.without_number(row.label)
    competent = _COMPETENT.search(wording.key(name))
    said = reference.grammar.read(f"cấp {competent['of'] or competent['at']}" if competent else name)
    of_all = said.facets - {"procedure", "dossier"}  # 'Thủ tục hành chính cấp huyện'
    return said.handled_by if of_all == {f"at:{said.handled_by}"} and not said.strange else ""


def _is_below(row: Row, reference: Reference) -> Callable[[Row], bool]:
    depth = depth_of(row)
    return lambda one: depth_of(one) > depth and not level_of(one, reference)


def _comes_out(row: Row, below: Sequence[Row], summed: Sequence[int]) -> bool:
    told = evidence.sums(row.figures, [one.figures for one in below], summed)
    return bool(told) and sum(told) >= _MOST * len(told)


def of_level(columns: Mapping[int, Column], level: str, reference: Reference) -> dict[int, Column]:
    """The columns as they are read in the row of a level, without those whose indicators are not kept by level."""
    return {
        at: replace(column, matched=column.matched._replace(handled_by=level))
        for at, column in columns.items()
        if column.role != "indicator" or level in reference.indicators[column.matched.indicator].levels
    }


def of_all(columns: Mapping[int, Column], reference: Reference) -> dict[int, Column]:
    """The columns as they are read in the total over levels; what is not kept by level as it is."""
    return {**columns, **of_level(columns, "all", reference)}


def adding(columns: Mapping[int, Column], reference: Reference) -> set[int]:
    """The columns whose figures add up."""
    read = {at: reference.indicators[one.matched.indicator] for at, one in columns.items() if one.matched.loads}
    return {at for at, indicator in read.items() if indicator.kind in ("count", "money")}
