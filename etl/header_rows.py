"""Rows that belong to a header without naming a column each: column numbers, groups typed over it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from etl import axes, wording
from etl.reference import Reference
from etl.workbook import Cell, Sheet

_COLUMN_NUMBERS = re.compile(r"\(?(?:\d{1,2}|[A-Ha-h])\)?(?:\s*=[\dA-Ha-h\s()+\-–:/*x×%,.=]+)?")


def column_numbers(cells: Sequence[Cell]) -> bool:
    """'(1) | (2) | (3)', also with how a column is computed: '5=4/3'; '12 | 5 | 9' are figures."""
    if len(cells) < 3 or not all(_COLUMN_NUMBERS.fullmatch(wording.clean(cell.text)) for cell in cells):
        return False
    numbers = [int(digits[1]) for cell in cells if (digits := re.match(r"\(?(\d+)", wording.clean(cell.text)))]
    return all(before < after or after == 1 for before, after in pairwise(numbers))


def goes_on_below(first: Cell, sheet: Sheet) -> bool:
    """'1 | 5 | 7' over '2 | 7 | 6': the first of the rows below a header, whose figures happen to count up."""
    below = sheet.cells.get((first.row + 1, first.column))
    text, after = wording.clean(first.text), wording.clean(below.text) if below else ""
    if text.isdecimal() and axes.is_total(after):  # of one month alone
        return _figures(sheet, first.row) == _figures(sheet, first.row + 1)
    return text.isdecimal() and after.isdecimal() and int(after) == int(text) + 1


def groups_above(sheet: Sheet, first: int, reference: Reference) -> tuple[Cell, ...]:
    """Groups typed in the row over a header: merged over some of its columns, never over the first.

    Every word of them is known: 'ĐVT: triệu đồng' and the national motto stand there too.
    """
    above, columns = sheet.rows.get(first - 1, ()), [cell.column for cell in sheet.rows[first]]
    widths = [sheet.merged_at(cell.row, cell.column)[3] - cell.column for cell in above]
    inside = all(cell.kind == "text" and columns[0] + 1 < cell.column <= columns[-1] for cell in above)
    if not inside or not all(0 < width < len(columns) - 1 for width in widths):
        return ()
    said = [reference.grammar.read(cell.text) for cell in above]
    return above if all(one.facets and not one.strange for one in said) else ()


def _figures(sheet: Sheet, row: int) -> list[str]:
    return [wording.clean(cell.text) for cell in sheet.rows.get(row, ())[1:]]
