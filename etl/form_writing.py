"""Drawing the product's own form. Apart from reading it back: a process that reads should not wait for openpyxl."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.form_words import AREAS, COLUMNS, HEAD, HEADER_ROW, LEVEL_NAMES, LEVELS, SHEET, SOURCES
from etl.reference import Indicator, Reference

INK = "1F5FA8"
_THIN = Side(style="thin", color="B8C4D0")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
ENTRY = PatternFill("solid", fgColor="FFFBE6")


def write(tables: Reference) -> bytes:
    """The empty form as an .xlsx."""
    book = ExcelWorkbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 a new workbook has one worksheet
    sheet.title = SHEET
    _write_head(sheet)
    _write_header(sheet)
    _write_rows(sheet, tables)
    _write_guide(book.create_sheet("Hướng dẫn"))
    return saved(book)


def _write_head(sheet: Worksheet) -> None:
    for number, (name, hint) in enumerate(HEAD, start=1):
        sheet.cell(number, 1, name).font = Font(bold=True)
        answer = sheet.cell(number, 2)
        answer.fill, answer.border, answer.number_format = ENTRY, BORDER, "@"
        sheet.cell(number, 3, hint).font = Font(italic=True, color="52606D")
    choices(sheet, list(SOURCES), f"B{[name for name, _ in HEAD].index('Nguồn số liệu') + 1}")


def _write_header(sheet: Worksheet) -> None:
    for column, (name, width) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(HEADER_ROW, column, name)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=INK)
        cell.alignment, cell.border = Alignment(horizontal="center", vertical="center", wrap_text=True), BORDER
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"


def _write_rows(sheet: Worksheet, tables: Reference) -> None:
    number, area = HEADER_ROW, 0
    for indicator in tables.indicators.values():
        if indicator.kind == "text":
            continue
        if indicator.area != area:
            area, number = indicator.area, number + 1
            sheet.cell(number, 2, f"{area}. {AREAS[area]}").font = Font(bold=True, color=INK)
        for level in indicator.levels or ("",):
            number += 1
            _write_row(sheet, number, indicator, level)
    choices(sheet, list(LEVELS), f"C{HEADER_ROW + 1}:C{number + 50}")
    sheet.auto_filter.ref = f"A{HEADER_ROW}:H{number}"


def _write_row(sheet: Worksheet, number: int, indicator: Indicator, level: str) -> None:
    content = (indicator.indicator, indicator.name, LEVEL_NAMES[level], measure_of(indicator))
    for column, text in enumerate(content, start=1):
        printed = sheet.cell(number, column, text)
        printed.alignment, printed.border = Alignment(vertical="top", wrap_text=True), BORDER
    for column in range(5, 9):
        entry = sheet.cell(number, column)
        entry.fill, entry.border, entry.number_format = ENTRY, BORDER, "@" if column != 5 else "General"
        entry.protection = Protection(locked=False)


def measure_of(indicator: Indicator) -> str:
    """The đơn vị tính as a form prints it, with the answers that may be chosen."""
    if indicator.options:
        return "; ".join(f"{words} = {digit}" for words, digit in indicator.options.items())
    return "Có = 1; Không = 0" if indicator.kind == "flag" else indicator.measure


def choices(sheet: Worksheet, answers: Sequence[str], *areas: str) -> None:
    """A drop-down in some cells; a comma separates the choices, so one inside a choice is drawn as a look-alike."""
    quoted = '"' + ",".join(answer.replace(",", "‚") for answer in answers) + '"'
    choice = DataValidation(type="list", formula1=quoted, allow_blank=True)
    choice.error, choice.errorTitle = "Hãy chọn một giá trị trong danh sách.", "Giá trị không có trong danh sách"
    sheet.add_data_validation(choice)
    for area in areas:
        choice.add(area)


def _write_guide(sheet: Worksheet) -> None:
    lines = (
        "Ghi đơn vị, cấp trên, kỳ báo cáo và nguồn số liệu ở phần đầu trang “Nhập số liệu”.",
        "Ghi giá trị vào cột Giá trị. Ô để trống nghĩa là không báo cáo, khác với số 0.",
        "Số lượng ghi nguyên, ví dụ 22979 hoặc 22.979. Tỷ lệ ghi theo phần trăm, ví dụ 53,66.",
        "Số tiền ghi theo đơn vị tính của hàng; có thể sửa đơn vị tính thành đồng, nghìn đồng hoặc tỷ đồng.",
        "Chỉ ghi Từ ngày, Đến ngày khi khoảng thời gian của chỉ tiêu khác với kỳ báo cáo.",
        "Không sửa cột Mã chỉ tiêu. Cần thêm cấp giải quyết thì chép hàng và chọn lại cấp.",
        "Cột Ghi chú không được nạp vào kho số liệu; không ghi tên, số điện thoại của cá nhân.",
    )
    write_lines(sheet, lines)


def write_lines(sheet: Worksheet, lines: Sequence[str]) -> None:
    """Numbered lines of a guide."""
    sheet.column_dimensions["A"].width = 110
    for number, line in enumerate(lines, start=1):
        sheet.cell(number, 1, f"{number}. {line}").alignment = Alignment(wrap_text=True)


def saved(book: ExcelWorkbook) -> bytes:
    """The same form gives the same bytes: dates inside the file are fixed."""
    book.properties.creator = "CCHC"
    book.properties.created = book.properties.modified = datetime(2024, 1, 1)
    plain, fixed = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            body = source.read(part)
            if part.filename == "docProps/core.xml":  # openpyxl writes the time of saving
                body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2024-01-01T00:00:00Z", body)
            target.writestr(zipfile.ZipInfo(part.filename, (2024, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
