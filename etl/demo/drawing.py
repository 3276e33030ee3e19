"""Placed pages → the bytes of a file: an Excel workbook, or one text table."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from etl.demo.paper import Area, Look, Placed, text_of

_NAME = "Times New Roman"
_SIDE = Side(style="thin")
_BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_ERRORS = ("#DIV/0!", "#N/A", "#REF!", "#VALUE!")
_CLOCK = (2024, 12, 31, 0, 0, 0)


def workbook(pages: Sequence[Placed]) -> bytes:
    """An .xlsx file, equal for equal pages."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Minh họa"
    styles = _styles()
    for style in styles.values():
        book.add_named_style(style)
    for page in pages:
        _sheet(book.create_sheet(page.name), page)
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def text_table(page: Placed) -> bytes:
    """A .csv file as Vietnamese Excel saves it: UTF-8 with its mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    bottom = max(row for row, _ in page.cells)
    right = max(column for _, column in page.cells)
    for row in range(1, bottom + 1):
        found = [page.cells.get((row, column)) for column in range(1, right + 1)]
        writer.writerow(["" if cell is None else text_of(cell[0].value) for cell in found])
    return out.getvalue().encode("utf-8-sig")


def address(row: int, column: int) -> str:
    """A1 style."""
    return f"{get_column_letter(column)}{row}"


def _styles() -> dict[Look, NamedStyle]:
    """Named once per workbook: a style of its own for each cell costs more than the cell."""
    middle = Alignment("center", "center", wrap_text=True)
    return {
        "head": NamedStyle("head", Font(_NAME, 11, bold=True), border=_BOX, alignment=middle),
        "row": NamedStyle("row", Font(_NAME, 11), border=_BOX),
        "bold": NamedStyle("bold", Font(_NAME, 11, bold=True), border=_BOX),
        "title": NamedStyle("title", Font(_NAME, 13, bold=True), alignment=Alignment("center", "center")),
        "italic": NamedStyle("italic", Font(_NAME, 11, italic=True), alignment=Alignment("center", "center")),
    }


def _sheet(sheet: Worksheet, page: Placed) -> None:
    for (row, column), (ink, look) in page.cells.items():
        cell = cast(Cell, sheet.cell(row, column))  # there are no merged cells yet
        cell.style = look
        if ink.value is None:
            continue
        cell.value = ink.value
        if ink.value in _ERRORS:
            cell.data_type = "e"
        if ink.number_format != "General":
            cell.number_format = ink.number_format
    for area in page.merged:
        _merge(sheet, area, page.cells[area[:2]][1])
    for column, width in page.widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row in page.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for row in page.breaks:
        sheet.row_breaks.append(Break(id=row))
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    if page.hidden:
        sheet.sheet_state = "hidden"


def _merge(sheet: Worksheet, area: Area, look: Look) -> None:
    """Cells that are covered carry the box too. openpyxl's own way adds up their borders, half the cost of a file."""
    top, left, bottom, right = area
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            sheet.cell(row, column).style = look
    sheet.merged_cells.add(CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right).coord)


def _without_clock(data: bytes) -> bytes:
    """Equal drawings are equal files: no time of saving, no version of the writing program."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as written,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for name in written.namelist():
            content = written.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">[^<]+</dcterms:", b">2024-12-31T00:00:00Z</dcterms:", content)
            if name == "docProps/app.xml":
                content = re.sub(rb"<App.*</App\w+>", b"", content)
            fixed.writestr(zipfile.ZipInfo(name, _CLOCK), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
