"""A table of the catalogue as an .xlsx to be edited and handed in again.

Texts are text cells, so that leading zeros, codes and days stay as they are; nothing in it runs as a formula. Columns
with fixed answers have drop-downs; a second sheet explains.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.exchange import GUIDE, Column, defused

_INK = "1F5FA8"
_THIN = Side(style="thin", color="B8C4D0")
_NUMBERS = ("value", "year", "band_good", "band_watch")  # columns where numbers are typed
_SPARE_ROWS = 500  # below the table, where new rows are written
_WIDEST, _NARROWEST = 48, 11
_LOOKED_AT = 300  # rows by which the width of a column is chosen


Choices = Mapping[str, Mapping[str, str]]  # of a column: code → what it means


def write(
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, object]],
    choices: Choices,
    lines: Sequence[str],
) -> bytes:
    """The workbook.

    Args:
        title: of the sheet.
        columns: in their order; the headers are their titles.
        rows: by the names of columns.
        choices: the answers that a column may have.
        lines: what the second sheet says first.
    """
    book = ExcelWorkbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 a new workbook has one worksheet
    sheet.title = title
    listed = _explain(book.create_sheet(GUIDE), columns, choices, lines)
    for number, column in enumerate(columns, start=1):
        _header(sheet.cell(1, number), column)
        whole = sheet.column_dimensions[get_column_letter(number)]
        whole.width = _width(column, rows)
        if column.name not in _NUMBERS:
            whole.number_format = "@"  # or Excel makes a number or a date of what is typed here
        if column.name in listed:
            _drop_down(sheet, get_column_letter(number), listed[column.name], len(rows) + 1 + _SPARE_ROWS)
    for at, row in enumerate(rows, start=2):
        for number, column in enumerate(columns, start=1):
            if (value := row.get(column.name)) not in (None, ""):
                _fill(sheet.cell(at, number), value)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _header(cell: Cell | MergedCell, column: Column) -> None:
    cell.value = column.title + (" *" if column.required else "")
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=_INK)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = Border(left=_THIN, right=_THIN)


def _fill(cell: Cell | MergedCell, value: object) -> None:
    if isinstance(value, int | float):
        cell.value = value
    else:
        cell.value = value.strftime("%d/%m/%Y") if isinstance(value, date) else defused(str(value))
        cell.data_type, cell.number_format = "s", "@"


def _width(column: Column, rows: Sequence[Mapping[str, object]]) -> int:
    longest = max((len(str(row.get(column.name) or "")) for row in rows[:_LOOKED_AT]), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2, len(column.title) // 2 + 4))


def _drop_down(sheet: Worksheet, letter: str, answers: str, last: int) -> None:
    choice = DataValidation(type="list", formula1=answers, allow_blank=True)
    choice.error, choice.errorTitle = "Hãy chọn một giá trị trong danh sách.", "Giá trị không có trong danh sách"
    sheet.add_data_validation(choice)
    choice.add(f"{letter}2:{letter}{last}")


def _explain(sheet: Worksheet, columns: Sequence[Column], choices: Choices, lines: Sequence[str]) -> dict[str, str]:
    """Write the explanations; where the answers of each column stand."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 96
    _tell(sheet, ("Cách dùng", ""), is_heading=True)
    for line in lines:
        _tell(sheet, ("", line))
    _tell(sheet, ("Cột", "Tên trong chương trình"), is_heading=True)
    for column in columns:
        _tell(sheet, (column.title, f"{column.name}{' (phải có)' if column.required else ''}"))
    places: dict[str, str] = {}
    for column in columns:
        if codes := choices.get(column.name):
            _tell(sheet, (f"Mã ở cột “{column.title}”", "Ý nghĩa"), is_heading=True)
            first = sheet.max_row + 1
            for pair in codes.items():
                _tell(sheet, pair)
            places[column.name] = f"'{GUIDE}'!$A${first}:$A${sheet.max_row}"
    sheet.freeze_panes = "A2"
    return places


def _tell(sheet: Worksheet, pair: tuple[str, str], *, is_heading: bool = False) -> None:
    at = 1 if sheet.cell(1, 1).value is None else sheet.max_row + 1
    for number, text in enumerate(pair, start=1):
        cell = sheet.cell(at, number, text)
        cell.data_type, cell.number_format = "s", "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if is_heading:
            cell.font = Font(bold=True, color=_INK)
