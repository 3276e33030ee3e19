"""A workbook written from the grid, where a file has no parts that can be marked: the same cells at the same places."""

import io
import re
from datetime import datetime, time

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.returned import text
from etl.workbook import Cell, Sheet, Workbook

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31  # letters of a sheet's name in Excel
_WIDEST, _NARROWEST = 60, 6
_DATE, _MOMENT, _TIME, _PERCENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm:ss", "0.00%"
_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")


def rewrite(grid: Workbook) -> tuple[bytes, dict[str, str]]:
    """The grid as an .xlsx, and the names that its sheets have there: not every name is one in Excel."""
    book = ExcelWorkbook()
    book.remove(book.worksheets[0])
    titles: dict[str, str] = {}
    for sheet in grid.sheets:
        titles[sheet.name] = _title(sheet.name, set(titles.values()))
        _write(book.create_sheet(titles[sheet.name]), sheet)
    if not grid.sheets:
        book.create_sheet("Trang")
    if all(sheet.sheet_state == "hidden" for sheet in book.worksheets):
        book.worksheets[0].sheet_state = "visible"  # a workbook must show something
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), titles


def _title(name: str, taken: set[str]) -> str:
    """Not longer than Excel allows, without what it forbids, told from others also by its letters alone."""
    plain = _FORBIDDEN.sub("_", text.safe(name)).strip("' ") or "Trang"
    title, number = plain[:_LONGEST_TITLE].rstrip("' "), 1
    lowered = {one.lower() for one in taken}
    while title.lower() in lowered:
        number += 1
        ending = f" ({number})"
        title = plain[: _LONGEST_TITLE - len(ending)].rstrip() + ending
    return title


def _write(drawn: Worksheet, sheet: Sheet) -> None:
    widths: dict[int, int] = {}
    for cell in sheet.cells.values():
        _put(drawn, cell)
        if sheet.merged_at(cell.row, cell.column) == (cell.row, cell.column, cell.row, cell.column):
            longest = max(map(len, cell.text.split("\n")))
            widths[cell.column] = min(max(widths.get(cell.column, _NARROWEST), longest + 2), _WIDEST)
    for column, width in widths.items():
        drawn.column_dimensions[get_column_letter(column)].width = width
    for top, left, bottom, right in sheet.merged:
        drawn.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for row in sheet.hidden_rows:
        drawn.row_dimensions[row].hidden = True
    for column in sheet.hidden_columns:
        drawn.column_dimensions[get_column_letter(column)].hidden = True
    if sheet.hidden:
        drawn.sheet_state = "hidden"


def _put(drawn: Worksheet, cell: Cell) -> None:
    """A cell as the reader saw it; text is written as text, whatever it looks like."""
    put = drawn.cell(cell.row, cell.column)
    put.alignment = Alignment(vertical="top", wrap_text=cell.kind == "text")
    put.font = Font(name="Times New Roman", size=12)
    if cell.kind == "number":
        put.value = int(cell.text) if cell.text.lstrip("-").isdigit() else float(cell.text)
        if cell.percent:
            put.number_format = _PERCENT
        return
    if cell.kind == "date" and (moment := _moment(cell.text)) is not None:
        put.value, put.number_format = moment
        return
    if cell.kind == "boolean":
        put.value = cell.text == "TRUE"
        return
    put.value = text.cut(text.safe(cell.text), 32_767)
    put.data_type = "e" if cell.kind == "error" and cell.text in _ERRORS else "s"
    put.quotePrefix = put.data_type == "s" and cell.text.startswith(("=", "+", "-", "@"))


def _moment(words: str) -> tuple[datetime | time, str] | None:
    """A day or a time with the format that shows it; None for what a cell cannot hold as one."""
    for read in (datetime.fromisoformat, time.fromisoformat):
        try:
            found = read(words)
        except ValueError:
            continue
        if isinstance(found, time):
            return found, _TIME
        return found, _DATE if found.time() == time() else _MOMENT
    return None
