"""The kỳ that rows name: 'Quý I', 'Tháng 5', '01/2026', a number below 'Tháng'; and the sum of those of one."""

import re
from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import pairwise

from etl import axes, periods, wording
from etl.figures import Entry
from etl.periods import Period
from etl.reference import ReportingUnit
from etl.table_context import TableContext
from etl.workbook import Cell

_MONTH = re.compile(r"\s*(?P<month>0?[1-9]|1[0-2])\s*[/.-]\s*(?P<year>20\d\d)\s*")
_NUMBERS = {  # below the heading that says of what, as comparable forms write it
    "tháng": re.compile(r"(?:0?[1-9]|1[0-2])(?:/20\d\d)?"),
    "qúy": re.compile(r"(?:[1-4]|I{1,3}|IV)(?:/20\d\d)?"),
}


def of_row(name: str, context: TableContext, year: int | None = None, head: Sequence[Cell] = ()) -> Period | None:
    """The kỳ that a row names and nothing else, None for other rows.

    Args:
        name: as printed.
        context: whose table it is.
        year: that of a row above ('Năm 2023'), else it is that of the titles.
        head: the headings over the names.
    """
    kind = wording.key(head[-1].text) if head else ""
    if kind != "qúy" and (month := _MONTH.fullmatch(name)):
        return Period(f"{month['year']}-M{int(month['month']):02d}")
    if kind in _NUMBERS and _NUMBERS[kind].fullmatch(name):
        name = f"{kind} {name}"
    taken = periods.taken_from(axes.without_number(name), year or context.year)
    if taken.period is None:
        return None
    if axes.is_total(taken.rest):
        return None if taken.unclear else taken.period  # 'Cộng 6 tháng'
    said = context.reference.grammar.read(taken.rest)
    return None if taken.unclear or said.facets or said.strange else taken.period


def is_total(name: str, context: TableContext) -> bool:
    """'Cộng năm 2022' below the projects of that year; that of another is none of the table's."""
    taken = periods.taken_from(name, context.year)
    return taken.period in (None, context.longest) and axes.is_total(taken.rest)


def of_total(above: Collection[Entry], unit: ReportingUnit | None, context: TableContext) -> Period | None:
    """The kỳ of the titles, where the rows of a unit above a sum make it up: six months, four quarters."""
    told = sorted({one.period for one in above if one.period and one.unit == unit}, key=lambda period: period.window)
    whole = context.period
    if whole is None or len(told) < 2 or (told[0].window[0], told[-1].window[1]) != whole.window:
        return None
    adjoin = all(after.window[0] - before.window[1] == timedelta(days=1) for before, after in pairwise(told))
    return whole if adjoin else None
