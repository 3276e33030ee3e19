"""Drawing an official layout without figures: a real form emptied, or one drawn from its columns.

Its cells are tried before they are left open: a nought in each, read back by the loader itself. Where that gives a
figure (or a text that is only noted) a person may write; every other cell is locked, so that what comes back asks
nothing.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl import Workbook as ExcelWorkbook
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from etl import form_writing, interpret, official_forms
from etl.form_history import Key
from etl.form_writing import BORDER
from etl.layout import lay_out
from etl.official_forms import COLUMNS_OF_II_06A, Layout, LayoutError
from etl.periods import Period
from etl.readers import read_workbook
from etl.reference import Reference, ReportingUnit
from etl.unit_form import above_of
from etl.unit_form_writing import put

Place = tuple[str, str]  # sheet, cell


@dataclass(frozen=True)
class OfficialForm:
    """An empty form, and what each cell that may be filled is of: the unit, then indicator and handled_by."""

    data: bytes
    cells: Mapping[Place, tuple[str, Key]]


def write(layout: Layout, unit: ReportingUnit, period: Period, tables: Reference) -> OfficialForm:
    """The layout without figures, titled for a unit and a kỳ.

    Raises:
        LayoutError: the loader would not know the unit by this title, or nothing of the form could be read for it.
    """
    book = load_workbook(official_forms.FOLDER / layout.file) if layout.file else _drawn(unit, period, tables)
    entries = [*_entries(book, tables)]
    _retitle(book, layout, unit, above_of(unit, tables), period)
    for entry in entries:
        entry.cell.value = 0 if entry.is_figure else None
    reading = interpret.interpret(read_workbook(_bytes(book)), "bieu.xlsx", tables)
    if reading.refused or not reading.observations:
        said = next((found.sentence for found in reading.problems if found.severity == "stop"), "")
        raise LayoutError(f"Không làm được biểu này cho {unit.name}. {said} Hãy dùng biểu nhập số liệu.".strip())
    cells = {
        (o.place.sheet, o.place.cell): (o.reporting_unit, (o.indicator, o.handled_by)) for o in reading.observations
    }
    noted = {(p.place.sheet, p.place.cell) for p in reading.problems if p.code == "text_not_loaded"}
    for entry in entries:
        entry.cell.value = None
        place = entry.cell.parent.title, entry.cell.coordinate
        if entry.is_figure and place in cells and tables.indicators[cells[place][1][0]].kind != "money":
            # As text 0,5 % would have two readings; of money 118,5 has two as a number, and one as text.
            entry.cell.number_format = "General"
        locked = entry.is_figure and place not in cells and place not in noted
        entry.cell.protection = Protection(locked=locked)
    for sheet in book.worksheets:
        sheet.protection.enable()
        sheet.protection.formatColumns = sheet.protection.formatRows = False
    return OfficialForm(form_writing.saved(book), cells)


@dataclass(frozen=True)
class _Entry:
    cell: Cell
    is_figure: bool


def _entries(book: ExcelWorkbook, tables: Reference) -> Iterator[_Entry]:
    """The cells that a unit fills: figures, notes, and the words of tables of prose."""
    for sheet in read_workbook(_bytes(book)).sheets:
        page = book[sheet.name]
        for table in lay_out(sheet, tables).tables:
            if table.prose:
                rows = {cell.row for cell in table.outside if cell.row > max(table.headers)}
                columns = {cell.column for number in table.headers for cell in sheet.rows[number]}
                kinds = dict.fromkeys(sorted(columns)[2:], "note")
            else:
                rows, kinds = {row.row for row in table.rows}, table.columns
            for row in sorted(rows):
                for column, kind in kinds.items():
                    cell = page.cell(row, column)
                    if kind in ("value", "note") and isinstance(cell, Cell):
                        yield _Entry(cell, is_figure=kind == "value")


def _retitle(book: ExcelWorkbook, layout: Layout, unit: ReportingUnit, above: tuple[str, ...], period: Period) -> None:
    for sheet in book.worksheets:
        for place, template in layout.titles.get(sheet.title, layout.titles.get("", {})).items():
            cell = sheet[place]
            put(sheet, cell.row, cell.column, official_forms.title(template, unit, above, period))
            cell.protection = Protection(locked="Kèm theo" not in template and template != "Số:")


def _drawn(unit: ReportingUnit, period: Period, tables: Reference) -> ExcelWorkbook:
    """II.06a: a row for each unit below, or for the unit itself where there is none."""
    book = ExcelWorkbook()
    sheet = book.worksheets[0]
    sheet.title = "Biểu II.06a"
    _head_of_ii_06a(sheet, 8)
    below = [one for one in tables.units if one.parent == unit.reporting_unit and one.valid_on(period.window[1])]
    for line in range(1, 7):
        sheet.cell(line, 1).font = Font(name="Times New Roman", size=13 if line == 2 else 11, bold=line < 3)
    for number, one in enumerate(below or [unit], start=1):
        put(sheet, 10 + number, 1, str(number))
        put(sheet, 10 + number, 2, one.name)
        for column in range(1, _columns() + 1):
            cell = sheet.cell(10 + number, column)
            cell.border, cell.font = BORDER, Font(name="Times New Roman", size=11)
        for column in range(3, _columns() + 1):
            sheet.cell(10 + number, column, 0)  # so that the columns are known for those of figures
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 6, 34
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return book


def _columns() -> int:
    return 2 + sum(len(columns) for _, columns in COLUMNS_OF_II_06A)


def _head_of_ii_06a(sheet: Worksheet, row: int) -> None:
    """Three rows: groups, columns, numbers."""
    for column, name in ((1, "TT"), (2, "Đơn vị")):
        put(sheet, row, column, name)
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    start = 3
    for group, columns in COLUMNS_OF_II_06A:
        put(sheet, row, start, group)
        for number, name in enumerate(columns, start=start):
            put(sheet, row + 1, number, name)
            sheet.column_dimensions[get_column_letter(number)].width = 13
        sheet.merge_cells(start_row=row, end_row=row, start_column=start, end_column=start + len(columns) - 1)
        start += len(columns)
    for column in range(1, start):
        put(sheet, row + 2, column, f"({column})")
        for line in range(row, row + 3):
            cell = sheet.cell(line, column)
            cell.border, cell.font = BORDER, Font(name="Times New Roman", bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[row + 1].height = 66


def _bytes(book: ExcelWorkbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
