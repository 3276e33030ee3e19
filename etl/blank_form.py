"""The product's own form: a clean workbook that any reporting unit can fill, and reading it back.

On top the unit, the period and the source; below one row per indicator and cấp giải quyết, matched by
its code. Filled and returned it loads with nothing to decide.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl import periods, reference, units, wording
from etl.figures import Entry
from etl.identify import Identity
from etl.layout import Row
from etl.model import Place, Problem, SetAside, Source
from etl.periods import Period
from etl.problems import problem
from etl.reference import Indicator, Reference
from etl.values import is_blank
from etl.workbook import Cell, Sheet

FORM = "Mẫu nhập"
FILE_NAME = "mau-nhap-so-lieu.xlsx"
SHEET = "Nhập số liệu"
SOURCES: Mapping[str, Source] = {
    "Phụ lục của đơn vị": "own_appendix",
    "Thuyết minh": "narrative",
    "Bảng của cấp trên": "higher_table",
}
LEVELS = {
    "Không tách": "",
    "Tất cả các cấp": "all",
    "Cấp tỉnh": "province",
    "Sở, ngành": "department",
    "Cấp huyện": "district",
    "Cấp xã": "commune",
}
_LEVEL_NAMES = {code: name for name, code in LEVELS.items()}
HEAD = (
    ("Đơn vị báo cáo", "Ví dụ: UBND xã Ba Bích"),
    ("Cấp trên", "Ví dụ: huyện Ba Tơ, tỉnh Quảng Ngãi"),
    ("Kỳ báo cáo", "Ví dụ: Quý I/2024; 6 tháng/2024; 9 tháng/2024; Năm 2024; Tháng 5/2024; để trống nếu không có kỳ"),
    ("Số liệu từ ngày", "Ví dụ: 15/12/2023; để trống nếu đúng kỳ quy định (từ ngày 15 đến ngày 14)"),
    ("Số liệu đến ngày", "Ví dụ: 14/3/2024"),
    ("Nguồn số liệu", "Chọn: " + " / ".join(SOURCES)),
    ("Số văn bản", "Ví dụ: 486/BC-UBND"),
    ("Ngày văn bản", "Ví dụ: 14/12/2022"),
)
COLUMNS = (
    ("Mã chỉ tiêu", 34),
    ("Chỉ tiêu", 62),
    ("Cấp giải quyết", 16),
    ("Đơn vị tính", 14),
    ("Giá trị", 16),
    ("Từ ngày", 13),
    ("Đến ngày", 13),
    ("Ghi chú", 30),
)
HEADER_ROW = len(HEAD) + 3
_AREAS = {
    1: "Chỉ đạo, điều hành cải cách hành chính",
    2: "Cải cách thể chế",
    3: "Cải cách thủ tục hành chính",
    4: "Cải cách tổ chức bộ máy",
    5: "Cải cách chế độ công vụ",
    6: "Cải cách tài chính công",
    7: "Chính quyền điện tử, chính quyền số",
}
_DATE_FORM = "15/12/2023"
_PERIOD_FORM = "Quý I/2024, 6 tháng/2024, 9 tháng/2024, Năm 2024 hoặc Tháng 5/2024"


@dataclass(frozen=True)
class Head:
    """What stands on top of a filled form, with where each answer stands."""

    answers: Mapping[str, Cell]
    source: Source | None  # None: an answer that is none of the choices


def blank_form(tables: Reference | None = None) -> bytes:
    """The empty form as an .xlsx."""
    tables = tables or reference.load()
    book = ExcelWorkbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 a new workbook has one worksheet
    sheet.title = SHEET
    _write_head(sheet)
    _write_header(sheet)
    _write_rows(sheet, tables)
    _write_guide(book.create_sheet("Hướng dẫn"))
    return _saved(book)


def read_head(sheet: Sheet) -> Head | None:
    """The head of a filled form, or None when the sheet is no form of ours."""
    named = {wording.key(name): name for name, _ in HEAD}
    answers: dict[str, Cell] = {}
    found = 0
    for row in list(sheet.rows.values())[: HEADER_ROW + 4]:
        name = named.get(wording.key(row[0].text))
        if name:
            found += 1
            answer = next((cell for cell in row[1:] if not cell.text.startswith(("Ví dụ:", "Chọn:"))), None)
            if answer is not None and not is_blank(answer):
                answers[name] = answer
    if found < 3:
        return None
    chosen = answers.get("Nguồn số liệu")
    sources = {wording.key(name): source for name, source in SOURCES.items()}
    return Head(answers, sources.get(wording.key(chosen.text)) if chosen else "own_appendix")


def identify(head: Head, sheet: str, tables: Reference) -> Identity:
    """Unit, period, window and document as the head says them."""
    problems: list[Problem] = []
    start, end = _day(head, "Số liệu từ ngày", sheet, problems), _day(head, "Số liệu đến ngày", sheet, problems)
    window = (start, end) if start and end and start <= end else None
    period = _period(head, window, sheet, problems)
    problems += _contradictions(head, start, end, period, sheet)
    printed = head.answers.get("Đơn vị báo cáo")
    above = head.answers.get("Cấp trên")
    if printed is None:
        problems.append(problem("unit_missing", Place(sheet, "B1")))
        return Identity(None, period, problems=tuple(problems))
    named = units.mentions(printed.text)
    mentioned = named + (units.mentions(above.text) if above else [])
    place = Place(sheet, printed.address)
    if not named:
        problems.append(problem("unit_missing", place))
        return Identity(None, period, problems=tuple(problems))
    days = window or (period.window if period else (date(1900, 1, 1), date(1900, 1, 1)))
    resolution = units.resolve(mentioned[0], mentioned[1:], days, tables, place)
    number = head.answers.get("Số văn bản")
    return Identity(
        unit=resolution.unit,
        period=None if any(found.severity == "stop" for found in problems) else period,
        window=window,
        document_number=wording.clean(number.text) if number else "",
        document_date=_day(head, "Ngày văn bản", sheet, problems),
        new_units=resolution.new,
        problems=(*problems, *resolution.problems),
    )


def read_row(row: Row, place: Place, tables: Reference) -> Entry | Problem | SetAside:
    """A row of the form: its code says the indicator."""
    cell = row.cells.get("value")
    if cell is None or is_blank(cell):
        return SetAside(place, "blank" if row.text("code") else "heading")
    indicator = tables.indicators.get(row.text("code"))
    if indicator is None:
        return problem("code_unknown", place, found=row.text("code") or row.text("label"))
    level = {wording.key(name): code for name, code in LEVELS.items()}.get(wording.key(row.text("handled_by")))
    if (level is None and row.text("handled_by")) or (level and level not in indicator.levels):
        allowed = ", ".join(_LEVEL_NAMES[code] for code in ("", *indicator.levels))
        return problem("level_wrong", place, found=row.text("handled_by"), expected=allowed)
    days = {}
    for column in ("period_start", "period_end"):
        day = _read_day(row.cells.get(column))
        if day is None and row.text(column):
            return problem("date_wrong", place, found=row.text(column), expected=_DATE_FORM)
        days[column] = day
    first, last = days["period_start"], days["period_end"]
    if first and last and first > last:
        return problem("date_wrong", place, found=f"{first:%d/%m/%Y} – {last:%d/%m/%Y}", expected=_DATE_FORM)
    return Entry(
        indicator=indicator,
        handled_by=level or "",
        form=FORM,
        label=row.text("label") or indicator.name,
        measure=row.text("measure"),
        note="",
        cell=cell,
        place=place,
        period_start=days["period_start"],
        period_end=days["period_end"],
    )


def _contradictions(
    head: Head, start: date | None, end: date | None, period: Period | None, sheet: str
) -> list[Problem]:
    """Dates that cannot be meant: one without the other, the last before the first, days of another kỳ."""
    found: list[Problem] = []
    chosen = head.answers.get("Nguồn số liệu")
    if head.source is None and chosen is not None:
        place = Place(sheet, chosen.address)
        found.append(problem("source_wrong", place, found=chosen.text, expected=", ".join(SOURCES)))
    asked = [head.answers.get("Số liệu từ ngày"), head.answers.get("Số liệu đến ngày")]
    first = asked[0] or asked[1]
    if first is None or any(cell and not day for cell, day in zip(asked, (start, end), strict=True)):
        return found  # nothing said, or not understood and said so already
    said = " – ".join(f"{day:%d/%m/%Y}" if day else "?" for day in (start, end))
    wrong = not (start and end) or start > end
    if start and end and start <= end and period is not None and period.kind != "interval":
        wrong = not periods.windows_fit(period, (start, end))
    if wrong:
        label = period.label if period else "—"
        found.append(problem("dates_wrong", Place(sheet, first.address), found=said, expected=label))
    return found


def _period(head: Head, window: tuple[date, date] | None, sheet: str, problems: list[Problem]) -> Period | None:
    answer = head.answers.get("Kỳ báo cáo")
    if answer is None:
        if window is not None:
            return Period(f"{window[0].isoformat()}/{window[1].isoformat()}")
        problems.append(problem("period_missing", Place(sheet)))
        return None
    named = [code] if (code := periods.parse_code(answer.text)) else periods.named_in(answer.text)
    if not named and re.fullmatch(r"20\d\d", answer.text.strip()):
        named = [Period(answer.text.strip())]
    if len(named) == 1:
        return named[0]
    problems.append(problem("period_wrong", Place(sheet, answer.address), found=answer.text, expected=_PERIOD_FORM))
    return None


def _day(head: Head, name: str, sheet: str, problems: list[Problem]) -> date | None:
    answer = head.answers.get(name)
    day = _read_day(answer)
    if answer is not None and day is None:
        problems.append(problem("date_wrong", Place(sheet, answer.address), found=answer.text, expected=_DATE_FORM))
    return day


def _read_day(cell: Cell | None) -> date | None:
    if cell is None or is_blank(cell):
        return None
    if cell.kind == "date":
        return datetime.fromisoformat(cell.text).date() if cell.text[:4].isdigit() else None
    return periods.date_in(cell.text)


# ---- writing ------------------------------------------------------------------------------------

_INK = "1F5FA8"
_THIN = Side(style="thin", color="B8C4D0")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_ENTRY = PatternFill("solid", fgColor="FFFBE6")


def _write_head(sheet: Worksheet) -> None:
    for number, (name, hint) in enumerate(HEAD, start=1):
        sheet.cell(number, 1, name).font = Font(bold=True)
        answer = sheet.cell(number, 2)
        answer.fill, answer.border, answer.number_format = _ENTRY, _BORDER, "@"
        sheet.cell(number, 3, hint).font = Font(italic=True, color="52606D")
    _choices(sheet, list(SOURCES), f"B{[name for name, _ in HEAD].index('Nguồn số liệu') + 1}")


def _write_header(sheet: Worksheet) -> None:
    for column, (name, width) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(HEADER_ROW, column, name)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=_INK)
        cell.alignment, cell.border = Alignment(horizontal="center", vertical="center", wrap_text=True), _BORDER
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"


def _write_rows(sheet: Worksheet, tables: Reference) -> None:
    number, area = HEADER_ROW, 0
    for indicator in tables.indicators.values():
        if indicator.kind == "text":
            continue
        if indicator.area != area:
            area, number = indicator.area, number + 1
            sheet.cell(number, 2, f"{area}. {_AREAS[area]}").font = Font(bold=True, color=_INK)
        for level in indicator.levels or ("",):
            number += 1
            _write_row(sheet, number, indicator, level)
    _choices(sheet, list(LEVELS), f"C{HEADER_ROW + 1}:C{number + 50}")
    sheet.auto_filter.ref = f"A{HEADER_ROW}:H{number}"


def _write_row(sheet: Worksheet, number: int, indicator: Indicator, level: str) -> None:
    measure = "Có = 1; Không = 0" if indicator.kind == "flag" else indicator.measure
    if indicator.options:
        measure = "; ".join(f"{words} = {digit}" for words, digit in indicator.options.items())
    content = (indicator.indicator, indicator.name, _LEVEL_NAMES[level], measure)
    for column, text in enumerate(content, start=1):
        printed = sheet.cell(number, column, text)
        printed.alignment, printed.border = Alignment(vertical="top", wrap_text=True), _BORDER
    for column in range(5, 9):
        entry = sheet.cell(number, column)
        entry.fill, entry.border, entry.number_format = _ENTRY, _BORDER, "@" if column != 5 else "General"
        entry.protection = Protection(locked=False)


def _choices(sheet: Worksheet, answers: list[str], area: str) -> None:
    quoted = '"' + ",".join(answer.replace(",", "‚") for answer in answers) + '"'
    choice = DataValidation(type="list", formula1=quoted, allow_blank=True)
    choice.error, choice.errorTitle = "Hãy chọn một giá trị trong danh sách.", "Giá trị không có trong danh sách"
    sheet.add_data_validation(choice)
    choice.add(area)


def _write_guide(sheet: Worksheet) -> None:
    lines = (
        "1. Ghi đơn vị, cấp trên, kỳ báo cáo và nguồn số liệu ở phần đầu trang “Nhập số liệu”.",
        "2. Ghi giá trị vào cột Giá trị. Ô để trống nghĩa là không báo cáo, khác với số 0.",
        "3. Số lượng ghi nguyên, ví dụ 22979 hoặc 22.979. Tỷ lệ ghi theo phần trăm, ví dụ 53,66.",
        "4. Số tiền ghi theo đơn vị tính của hàng; có thể sửa đơn vị tính thành đồng, nghìn đồng hoặc tỷ đồng.",
        "5. Chỉ ghi Từ ngày, Đến ngày khi khoảng thời gian của chỉ tiêu khác với kỳ báo cáo.",
        "6. Không sửa cột Mã chỉ tiêu. Cần thêm cấp giải quyết thì chép hàng và chọn lại cấp.",
        "7. Cột Ghi chú không được nạp vào kho số liệu; không ghi tên, số điện thoại của cá nhân.",
    )
    sheet.column_dimensions["A"].width = 110
    for number, line in enumerate(lines, start=1):
        sheet.cell(number, 1, line).alignment = Alignment(wrap_text=True)


def _saved(book: ExcelWorkbook) -> bytes:
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
