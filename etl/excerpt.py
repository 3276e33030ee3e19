"""A piece of a sheet around a cell, as it stands, so that a person can judge what is asked about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.workbook import Sheet, Workbook, column_letters, column_number

_ABOVE, _BELOW, _COLUMNS = 4, 3, 9
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(frozen=True)
class Shown:
    """A cell of an excerpt: `across` and `down` are how many columns and rows it covers there."""

    text: str
    is_number: bool
    is_asked: bool
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Excerpt:
    """Some rows of a sheet; a row has no entry where a merged cell from above or the left covers it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Shown, ...]], ...]


def around(workbook: Workbook, sheet_name: str, cell: str) -> Excerpt | None:
    """The rows near a cell, with those of the sheet's first columns that hold something; None where it is not there.

    `cell` is an address or a range, of which the first cell counts; '' is the first cell that holds something.
    """
    sheet = next((one for one in workbook.sheets if one.name == sheet_name), None)
    if sheet is None or not sheet.rows:
        return None
    row, column = _place(sheet, cell)
    rows = _near(list(sheet.rows), row)
    columns = _columns(sheet, rows, column)
    return Excerpt(
        tuple(column_letters(one) for one in columns),
        tuple((number, tuple(_row(sheet, number, rows, columns, (row, column)))) for number in rows),
    )


def _place(sheet: Sheet, cell: str) -> tuple[int, int]:
    found = _ADDRESS.match(cell)
    if found is None:
        first = next(iter(sheet.rows.values()))[0]
        return first.row, first.column
    top, left, _, _ = sheet.merged_at(int(found[2]), column_number(found[1]))
    return top, left


def _near(filled: Sequence[int], row: int) -> list[int]:
    above = [one for one in filled if one < row][-_ABOVE:]
    below = [one for one in filled if one > row][:_BELOW]
    return [*above, row, *below]


def _columns(sheet: Sheet, rows: Sequence[int], column: int) -> list[int]:
    filled = sorted({cell.column for row in rows for cell in sheet.rows.get(row, ())} | {column})
    if len(filled) <= _COLUMNS:
        return filled
    place = filled.index(column)
    # The labels at the left say what a number is; then what stands around the cell.
    near = filled[max(2, place - 3) : max(2, place - 3) + _COLUMNS - 2]
    return sorted({*filled[:2], *near, column})


def _row(sheet: Sheet, number: int, rows: Sequence[int], columns: Sequence[int], asked: tuple[int, int]) -> list[Shown]:
    shown = []
    for column in columns:
        top, left, bottom, right = sheet.merged_at(number, column)
        first_row = next(row for row in rows if row >= top)
        first_column = next(one for one in columns if one >= left)
        if (number, column) != (first_row, first_column):
            continue
        cell = sheet.cells.get((top, left))
        shown.append(
            Shown(
                cell.text if cell else "",
                cell is not None and cell.kind == "number",
                (top, left) == asked,
                across=sum(left <= one <= right for one in columns),
                down=sum(top <= one <= bottom for one in rows),
            )
        )
    return shown
