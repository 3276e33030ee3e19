"""Workbooks of a few lines, drawn as text: a line per row, cells between bars.

A bare figure is a stored number (`12`), `53.66%` a number under a percent format, `'12` text that
looks like one, `=A1+A2` a formula without a result, `#DIV/0!` an error, `@2024-06-12` a date.
`merge: D3:D4`, `hide: 5`, `hide: column D` and `hide: sheet` are lines of their own, after the rows.
"""

import io
import re
from datetime import datetime
from functools import cache
from typing import Any

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.worksheet.worksheet import Worksheet

from etl import reference
from etl.interpret import Reading, interpret
from etl.readers import read_workbook
from etl.workbook import Workbook

TABLES = reference.load()
HEADER = "STT | Chỉ tiêu | Đơn vị tính | Số liệu | Ghi chú"
LAK = "Báo cáo kết quả công tác CCHC quý I năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"


def form(rows: str, title: str = LAK, header: str = HEADER) -> str:
    """A sheet as text: one line of title, one of header, then the rows, which so begin in row 3."""
    return f"{title}\n{header}\n{rows}"


@cache  # the same grid gives the same bytes: an .xlsx holds the time of its saving
def workbook_bytes(**sheets: str) -> bytes:
    """An .xlsx with a sheet per keyword; an underscore in a name is a space."""
    book = ExcelWorkbook()
    book.remove(book.worksheets[0])
    for name, grid in sheets.items():
        _draw(book.create_sheet(name.replace("_", " ")), [line.strip() for line in grid.strip("\n").split("\n")])
    if all(sheet.sheet_state == "hidden" for sheet in book.worksheets):
        book.create_sheet("Bìa")  # Excel, too, does not let the last sheet be hidden
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(**sheets: str) -> Workbook:
    """The same, read back."""
    return read_workbook(workbook_bytes(**sheets))


def read(rows: str, title: str = LAK, header: str = HEADER, name: str = "phu-luc.xlsx") -> Reading:
    """What the steps after reading make of one sheet."""
    return interpret(workbook(Sheet=form(rows, title, header)), name, TABLES)


def figures(reading: Reading) -> dict[str, float]:
    """The values that would load, by 'indicator' or 'indicator@level'."""
    return {"@".join(filter(None, (o.indicator, o.handled_by))): float(o.value) for o in reading.observations}


def said(reading: Reading, *, also_info: bool = False) -> list[str]:
    """The problems as 'code cell', in order; what is only for the record is left out unless asked for."""
    problems = (p for p in reading.problems if also_info or p.severity != "info")
    return [f"{p.code} {p.place.cell}".strip() for p in problems]


def _draw(sheet: Worksheet, lines: list[str]) -> None:
    row = 0
    for line in lines:
        if line.startswith("merge: "):
            sheet.merge_cells(line[7:])
        elif line == "hide: sheet":
            sheet.sheet_state = "hidden"
        elif line.startswith("hide: column "):
            sheet.column_dimensions[line.removeprefix("hide: column ")].hidden = True
        elif line.startswith("hide: "):
            sheet.row_dimensions[int(line[6:])].hidden = True
        else:
            row += 1
            for column, text in enumerate(line.split("|"), start=1):
                _type(sheet.cell(row, column), text.strip().replace("\\n", "\n"))


def _type(cell: Any, text: str) -> None:
    if re.fullmatch(r"-?\d+(\.\d+)?%", text):
        cell.value, cell.number_format = float(text[:-1]) / 100, "0.00%"
    elif re.fullmatch(r"-?\d+(\.\d+)?", text):
        cell.value = float(text) if "." in text else int(text)
    elif text.startswith("@"):
        cell.value = datetime.fromisoformat(text[1:])
    elif text.startswith("'"):
        cell.value, cell.number_format = text[1:], "@"
    elif text:
        cell.value = text
