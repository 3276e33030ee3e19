"""Excel 97-2003 workbooks (.xls) through xlrd, which keeps error cells, number formats and what is merged or hidden."""

import io
import struct
from collections.abc import Mapping

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Cell, Sheet

from etl.message import RawSheet
from etl.readers.grid import Budget, Grid, sheets_of
from etl.readers.number_formats import NumberFormat, date_text, number_format
from etl.workbook import UnreadableWorkbookError, number_text

_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(6)


def read(data: bytes) -> list[RawSheet]:
    """The sheets in the order of their tabs."""
    book = _open(data)
    formats: Mapping[int, NumberFormat] = {
        key: number_format(shape.format_str or "") for key, shape in book.format_map.items()
    }
    styles = [formats.get(style.format_key, NumberFormat()) for style in book.xf_list]
    budget = Budget()
    return sheets_of(_grid(sheet, styles, budget, since_1904=bool(book.datemode)) for sheet in book.sheets())


def _open(data: bytes) -> Book:
    """Some reporting programs write container tables that do not add up, which Excel overlooks."""
    for lenient in (False, True):
        try:
            return xlrd.open_workbook(
                file_contents=data,
                logfile=io.StringIO(),
                formatting_info=True,
                ragged_rows=True,
                ignore_workbook_corruption=lenient,
            )
        except CompDocError:
            if lenient:
                raise
        except XLRDError as error:
            if "encrypted" in str(error):
                raise UnreadableWorkbookError("tệp có mật khẩu", "file_password") from error
            raise
        except (struct.error, AssertionError) as error:
            raise UnreadableWorkbookError("tệp bị cắt hoặc hỏng") from error
    raise UnreadableWorkbookError("tệp hỏng")


def _grid(sheet: Sheet, styles: list[NumberFormat], budget: Budget, *, since_1904: bool) -> Grid:
    grid = Grid(sheet.name, budget, hidden=bool(sheet.visibility))
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in (_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR):
                shape = styles[cell.xf_index] if cell.xf_index is not None else NumberFormat()
                _put(grid, row + 1, column + 1, cell, shape, since_1904=since_1904)
    for top, bottom, left, right in sheet.merged_cells:  # the ends are exclusive
        grid.merge(top + 1, left + 1, bottom, right)
    grid.hidden_rows.update(row + 1 for row, shape in sheet.rowinfo_map.items() if shape.hidden)
    for column, shown in sheet.colinfo_map.items():
        if shown.hidden:
            grid.hide_columns(column + 1, column + 1)
    return grid


def _put(grid: Grid, row: int, column: int, cell: Cell, shape: NumberFormat, *, since_1904: bool) -> None:
    if cell.ctype == _TEXT:
        grid.put(row, column, "text", str(cell.value))
    elif cell.ctype == _BOOLEAN:
        grid.put(row, column, "boolean", "TRUE" if cell.value else "FALSE")
    elif cell.ctype == _ERROR:
        grid.put(row, column, "error", error_text_from_code.get(int(cell.value), "#ERROR!"))
    elif shape.date:
        date = date_text(float(cell.value), shape, since_1904=since_1904)
        grid.put(row, column, "date" if date else "error", date or "#VALUE!")
    else:
        value = float(cell.value)
        grid.put(row, column, "number", number_text(value), percent=shape.percent(value))
