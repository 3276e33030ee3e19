"""Parts of a figure that is read, which the catalogue does not count: 'Sự nghiệp giáo dục' of all posts, a programme.

That they are its parts the figures prove: they sum up to it. Then nobody has to be asked about each of them. Only of
posts and of money: parts of dossiers may be indicators of their own in words that no table knows.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from etl import axes, parts_of_year, receipts
from etl.column import Column
from etl.figures import Found
from etl.layout import Row, Table
from etl.model import SetAside
from etl.parts_of_year import Numbers
from etl.reference import Indicator, Reference
from etl.row_tree import Stands
from etl.workbook import Cell

_THEMES = frozenset({"staffing", "investment"})
_SAYS_NO_MORE = frozenset({"pe", "fund", "invest", "staff"})


def in_rows(found: Found, rows: Sequence[Row], tree: Sequence[Stands], reference: Reference) -> None:
    """Set aside the rows that are asked and sum up to the row over them that is read, and their own parts likewise."""
    asked = {one.place.cell: one.place for one in found.problems if one.code == "row_unknown"}
    if not asked:
        return
    whole = {one.place.cell for one in found.entries if _has_such_parts(one.indicator)}
    gone: set[str] = set()
    for number, row in enumerate(rows):
        read = [cell for cell in row.figures if cell.address in whole or cell.address in gone]
        below = [rows[at] for at in receipts.right_below(number, tree)] if read else []
        for cell in read if len(below) > 1 and not any(_tells_more(one, reference) for one in below) else ():
            parts = {one.address for part in below for one in part.figures if one.column == cell.column}
            if parts <= asked.keys() and _sums_up(cell, below):
                gone |= parts
    found.set_aside += [SetAside(asked[cell], "detail") for cell in asked if cell in gone]
    if gone:
        found.problems[:] = [one for one in found.problems if one.code != "row_unknown" or one.place.cell not in gone]


def _has_such_parts(indicator: Indicator) -> bool:
    return indicator.theme in _THEMES and indicator.kind in ("count", "money")


def _tells_more(row: Row, reference: Reference) -> bool:
    """Whether some word of a row speaks of an indicator: it may be one of its own."""
    return bool(reference.grammar.read(row.label).facets - _SAYS_NO_MORE)


def _sums_up(whole: Cell, parts: Sequence[Row]) -> bool:
    told = parts_of_year.numbers([whole]).get(whole.column)
    return told is not None and told == sum(
        parts_of_year.numbers(part.figures).get(whole.column, Decimal(0)) for part in parts
    )


def in_columns(table: Table, columns: Sequence[Column], reference: Reference) -> list[Column]:
    """The same of columns under one heading; and a total of posts of several kinds, each of which is read, is a check.

    'Tổng số | Kế hoạch năm nay | Kế hoạch kéo dài': of what is read as the total, the others are parts.
    """
    if not any(column.role in ("ask", "period_unclear") for column in columns):
        return list(columns)
    rows = [parts_of_year.numbers(row.figures) for row in table.rows]
    found = list(columns)
    for total in columns:
        group, parts = total.heading.path[:-1], _parts(total, columns)
        if not group or not axes.is_total(total.heading.path[-1]) or not _adds_up(total, parts, rows):
            continue
        if total.role == "ask" and _are_posts_of_several_kinds(parts, reference):
            found = [replace(one, role="check") if one is total else one for one in found]
        elif total.role == "indicator" and _has_such_parts(reference.indicators[total.matched.indicator]):
            found = [_aside(one) if one in parts else one for one in found]
    return found


def _parts(total: Column, columns: Sequence[Column]) -> list[Column]:
    group = total.heading.path[:-1]
    return [
        one for one in columns
        if one is not total and one.heading.path[: len(group)] == group and one.heading.body == total.heading.body
        and "rate" not in one.said.facets
    ]  # fmt: skip


def _adds_up(total: Column, parts: Sequence[Column], rows: Sequence[Numbers]) -> bool:
    """Whether it does in every row, and in one that says something."""
    at = [one.heading.column for one in parts]
    told = [row for row in rows if total.heading.column in row]
    sums = [row[total.heading.column] == sum(row.get(column, Decimal(0)) for column in at) for row in told]
    return len(at) > 1 and all(sums) and any(row[total.heading.column] for row in told)


def _are_posts_of_several_kinds(parts: Sequence[Column], reference: Reference) -> bool:
    known = [one for one in parts if one.role == "indicator" or (one.role == "aside" and "contract" in one.said.facets)]
    kinds = {one.matched.indicator for one in known}
    themes: Collection[str] = {reference.indicators[kind].theme for kind in kinds if kind in reference.indicators}
    return len(known) == len(parts) and len(kinds) > 1 and themes == {"staffing"}


def _aside(column: Column) -> Column:
    return replace(column, role="aside", reason="detail") if column.role in ("ask", "period_unclear") else column
