"""Workbooks as offices send them, with all that must come back unchanged; and looking at what was sent back."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import openpyxl
from openpyxl.chart import BarChart
from openpyxl.chart import Reference as Cells
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from etl.model import Place, Problem
from etl.problems import problem
from etl.returned import Returned, returned_workbook
from etl.returned_words import SHEET

RECEIVED = "Số hồ sơ TTHC do UBND cấp huyện tiếp nhận"
RESOLVED = "Số hồ sơ TTHC do UBND cấp xã tiếp nhận"
TITLE = "Báo cáo kết quả công tác CCHC quý I năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
FORM = (
    (TITLE,),
    ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"),
    (1, RECEIVED, "Hồ sơ", 775),
    (2, RESOLVED, "Hồ sơ", 9),
    (3, "Số TTHC công bố mới", "Thủ tục", 5),
)


def office_workbook(values: Mapping[str, Any] | None = None) -> bytes:
    """A form with styles, merged cells, widths, a picture, a chart, rules, a locked sheet, notes and print settings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Biểu 1"
    for row in FORM:
        sheet.append(row)
    thin = Side(style="thin")
    for line in sheet["A2:E5"]:
        for cell in line:
            cell.border, cell.font = Border(thin, thin, thin, thin), Font(name="Times New Roman", size=13)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet["D4"].fill, sheet["D4"].number_format = PatternFill("solid", fgColor="FFEFEFEF"), "#,##0"
    sheet["D3"].fill, sheet["D3"].font = PatternFill("solid", fgColor="FF203864"), Font(color="FFFFFFFF", bold=True)
    sheet.merge_cells("A1:E1")
    sheet.column_dimensions["B"].width, sheet.row_dimensions[2].height = 52, 33
    sheet["E5"].comment = Comment("Số này đã đối chiếu", "Văn thư")
    sheet["D5"].comment = Comment("Hỏi lại phòng Nội vụ", "Văn thư")
    sheet.conditional_formatting.add("D3:D5", Rule("cellIs", operator="lessThan", formula=["0"]))
    choice = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
    sheet.add_data_validation(choice)
    choice.add("D3:D5")
    sheet.freeze_panes, sheet.print_title_rows = "A3", "1:2"
    sheet.page_setup.orientation = "landscape"
    _decorate(book, sheet)
    for address, value in (values or {}).items():
        sheet[address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _decorate(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    picture = io.BytesIO()
    Picture.new("RGB", (20, 20), "red").save(picture, "PNG")
    sheet.add_image(Image(picture), "G2")
    chart = BarChart()
    chart.add_data(Cells(sheet, min_col=4, min_row=2, max_row=5), titles_from_data=True)
    sheet.add_chart(chart, "G8")
    notes = book.create_sheet("Ghi chú")
    notes["A1"] = "Người lập biểu ký ở đây"
    notes.protection.sheet = True
    book.defined_names["VungSo"] = DefinedName("VungSo", attr_text="'Biểu 1'!$D$3:$D$5")


def at(address: str, code: str = "negative", sheet: str = "Biểu 1", found: str = "", expected: str = "") -> Problem:
    """A problem at a cell."""
    return problem(code, Place(sheet, address), found=found, expected=expected)


def sent_back(data: bytes, *problems: Problem, name: str = "biểu quý I.xlsx") -> Returned:
    """The workbook that is sent back, of which there must be one."""
    made = returned_workbook(data, name, problems)
    assert made is not None
    return made


def opened(data: bytes) -> openpyxl.Workbook:
    """A workbook as another program sees it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def worksheet(data: bytes, title: str = "Biểu 1") -> Worksheet:
    """One of its sheets."""
    sheet = opened(data)[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def comments(data: bytes) -> dict[str, str]:
    """All comments by 'sheet!cell'."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in opened(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def listed(data: bytes) -> list[tuple[Any, ...]]:
    """The lines of the list: sheet, cell, severity, found, what to do."""
    rows = opened(data)[SHEET].iter_rows(values_only=True)
    return [row[1:6] for row in rows if isinstance(row[0], str) and row[0].isdigit()]


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert len(set(package.namelist())) == len(package.namelist())
        return {name: package.read(name) for name in package.namelist()}


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A package with some parts changed by hand."""
    found = parts(data)
    change(found)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in found.items():
            package.writestr(name, body)
    return out.getvalue()


def looks(data: bytes, without: Iterable[str] = ()) -> dict[str, Any]:
    """What every cell looks like, by 'sheet!cell', but for some of them and for our list."""
    found = {}
    for sheet in opened(data).worksheets:
        if sheet.title == SHEET:
            continue
        for row in sheet.iter_rows():
            for cell in row:
                name = f"{sheet.title}!{cell.coordinate}"
                if name not in without:
                    shape = (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format, cell.protection)
                    found[name] = (cell.value, *map(repr, shape))
    return found


def boxes(data: bytes) -> list[tuple[int, int]]:
    """Row and column of every box of a comment, in all drawings."""
    drawings = [body for name, body in parts(data).items() if name.lower().endswith(".vml")]
    spots = [re.findall(rb"<\w+:Row>(\d+)</\w+:Row>\s*<\w+:Column>(\d+)<", body) for body in drawings]
    return [(int(row) + 1, int(column) + 1) for found in spots for row, column in found]
