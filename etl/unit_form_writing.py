"""Drawing the form of one unit: the head filled in, the rows by theme, checks and last figures beside each value."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from etl import form_checks, form_writing, rulebook
from etl.form_history import Key
from etl.form_words import (
    BEFORE,
    CHECK,
    HEAD,
    LEVEL_NAMES,
    NOTE,
    SHEET,
    SOURCES,
    UNIT_CODE,
    UNIT_COLUMNS,
    name_of,
    theme_name,
)
from etl.form_writing import BORDER, ENTRY, INK
from etl.periods import Period
from etl.reference import Indicator, Reference
from etl.unit_form import FormRow, UnitForm

_FORMATS = {"count": "#,##0", "ratio": "0.00", "money": "#,##0.00"}
_MONEY = ("triệu đồng", "tỷ đồng", "nghìn đồng", "đồng")
_GREY, _QUIET = PatternFill("solid", fgColor="F2F4F7"), "52606D"
_ALERT = "B42318"
_ALARM = PatternFill("solid", bgColor="FDE2E1")
_COLUMN = {name: number for number, (name, _) in enumerate(UNIT_COLUMNS, start=1)}
_ENTRIES = ("Giá trị", "Ghi chú", "Từ ngày", "Đến ngày")
_FIRST = 3  # row of the head's first line
_LOCKED_ANSWERS = ("Đơn vị báo cáo", "Cấp trên", UNIT_CODE)


def write(form: UnitForm, tables: Reference) -> bytes:
    """The form as an .xlsx; the same form gives the same bytes."""
    book = ExcelWorkbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    page = _Page(sheet, form)
    page.head()
    page.rows(_FIRST + len(HEAD) + 2)
    page.validate()
    page.checks(tables)
    _protect(sheet)
    _write_guide(book.create_sheet("Hướng dẫn"), form)
    return form_writing.saved(book)


@dataclass
class _Page:
    """The sheet of values."""

    sheet: Worksheet
    form: UnitForm
    row_of: dict[Key, int] = field(default_factory=dict)
    looks: dict[tuple[str, str, bool], StyleArray] = field(default_factory=dict)
    blocks: list[tuple[int, int]] = field(default_factory=list)  # first and last row of each theme

    def head(self) -> None:
        """Title, what is filled in so far, and the answers that identify the figures."""
        sheet = self.sheet
        for name, width in UNIT_COLUMNS:
            sheet.column_dimensions[_letter(name)].width = width
        put(sheet, 1, 1, f"Biểu nhập số liệu cải cách hành chính – {self.form.period.label}").font = _font(
            bold=True, size=14, color=INK
        )
        for row, (name, answer) in enumerate(self._answers(), start=_FIRST):
            put(sheet, row, 1, name).font = _font(bold=True)
            cell = put(sheet, row, 2, answer)
            sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
            locked = name in _LOCKED_ANSWERS
            cell.font = _font()
            cell.fill, cell.number_format, cell.protection = _GREY if locked else ENTRY, "@", Protection(locked=locked)
            for column in range(2, 5):
                sheet.cell(row, column).border = BORDER
            self._beside(row, name)

    def _answers(self) -> Iterator[tuple[str, str]]:
        form, (first, last) = self.form, self.form.period.window
        filled = {
            "Đơn vị báo cáo": name_of(form.unit),
            "Cấp trên": ", ".join(form.above),
            "Kỳ báo cáo": "" if form.period.kind == "interval" else form.period.label,
            "Số liệu từ ngày": f"{first:%d/%m/%Y}",
            "Số liệu đến ngày": f"{last:%d/%m/%Y}",
            "Nguồn số liệu": next(iter(SOURCES)),
        }
        for name, _ in HEAD:
            yield name, filled.get(name, "")
        yield UNIT_CODE, form.unit.reporting_unit

    def _beside(self, row: int, name: str) -> None:
        """What a line of the head offers or reminds of."""
        note, sheet = self.sheet.cell(row, 5), self.sheet
        note.font = _font(italic=True, color=_QUIET)
        if name == "Kỳ báo cáo" and self.form.period.kind != "interval":
            form_writing.choices(sheet, _periods(self.form.period), f"B{row}")
            reminder = f"{NOTE}Đã đổi kỳ: hãy sửa hai ngày dưới đây, hoặc xóa cả hai"
            note.value = f'=IF(B{row}="{self.form.period.label}","","{reminder}")'
            note.font = _font(bold=True, color=_ALERT)
        elif name == "Nguồn số liệu":
            form_writing.choices(sheet, tuple(SOURCES), f"B{row}")
        elif name in ("Số văn bản", "Ngày văn bản"):
            note.value = dict(HEAD)[name]
        elif name == UNIT_CODE:
            note.value = f"{NOTE}Chương trình dùng mã này để nhận đúng đơn vị"

    def rows(self, start: int) -> None:
        """The rows, under a header for each theme."""
        row = start
        for theme, rows in self.form.sections():
            put(self.sheet, row, 1, theme_name(theme)).font = _font(bold=True, size=12, color=INK)
            self._header(row + 1)
            for number, one in enumerate(rows, start=row + 2):
                self._row(number, one)
                self.row_of[one.key] = number
            self.blocks.append((row + 2, row + 1 + len(rows)))
            row += len(rows) + 3

    def _header(self, row: int) -> None:
        self.sheet.row_dimensions[row].height = 32
        for name, column in _COLUMN.items():
            before = self.form.before.label if self.form.before else "chưa có"
            cell = self.sheet.cell(row, column, f"{name} ({before})" if name == BEFORE else name)
            quiet = name in (BEFORE, CHECK, "Mã chỉ tiêu")
            cell.font = _font(bold=True, color=_QUIET if quiet else "FFFFFF")
            cell.fill = _GREY if quiet else PatternFill("solid", fgColor=INK)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = BORDER

    def _row(self, number: int, row: FormRow) -> None:
        indicator = row.indicator
        printed = {
            "Chỉ tiêu": indicator.name,
            "Cấp giải quyết": LEVEL_NAMES[row.handled_by],
            "Đơn vị tính": form_writing.measure_of(indicator),
            "Mã chỉ tiêu": indicator.indicator,
        }
        self.sheet.row_dimensions[number].height = 25  # two lines of a check
        chosen = self._chosen(indicator)
        for name, column in _COLUMN.items():
            cell = put(self.sheet, number, column, printed.get(name, ""))
            look = name, indicator.kind, name in chosen
            if look in self.looks:
                # openpyxl works the style of each cell out anew, which takes seconds for a long form.
                cell._style = copy(self.looks[look])  # type: ignore[attr-defined]
            else:
                _dress(cell, name, indicator, is_open=name in _ENTRIES or name in chosen)
                self.looks[look] = cell._style  # type: ignore[attr-defined]
            if name == BEFORE:
                cell.value = row.before

    @staticmethod
    def _chosen(indicator: Indicator) -> set[str]:
        """What of an indicator's row may be changed by choosing."""
        levels = {"Cấp giải quyết"} if len(indicator.levels) > 1 else set[str]()
        return levels | ({"Đơn vị tính"} if indicator.kind == "money" else set())

    def validate(self) -> None:
        """What may be typed: Excel warns, and lets through what the loader reads too ('Có', '1.234')."""
        rules: dict[str, DataValidation] = {}
        for row in self.form.rows:
            number, indicator = self.row_of[row.key], row.indicator
            kind = f"{indicator.kind} {form_checks.most(indicator)} {sorted(indicator.options.values())}"
            if kind not in rules:
                rules[kind] = _validation(indicator)
                self.sheet.add_data_validation(rules[kind])
            rules[kind].add(f"{_letter('Giá trị')}{number}")
        for answers, cells in self._drop_downs().items():
            form_writing.choices(self.sheet, answers, *cells)

    def _drop_downs(self) -> dict[tuple[str, ...], list[str]]:
        """The cells where one of some words is chosen: levels of handling, units of money."""
        found: dict[tuple[str, ...], list[str]] = {}
        for row in self.form.rows:
            number, indicator = self.row_of[row.key], row.indicator
            if indicator.levels:
                levels = tuple(LEVEL_NAMES[level] for level in indicator.levels)
                found.setdefault(levels, []).append(f"{_letter('Cấp giải quyết')}{number}")
            if indicator.kind == "money":
                found.setdefault(_MONEY, []).append(f"{_letter('Đơn vị tính')}{number}")
        return found

    def checks(self, tables: Reference) -> None:
        """The formulas beside the values, their colour, and how far the form is filled."""
        value, check = _letter("Giá trị"), _letter(CHECK)
        places = {key: f"{value}{number}" for key, number in self.row_of.items()}
        money = {
            row.key: f"{_letter('Đơn vị tính')}{self.row_of[row.key]}"
            for row in self.form.rows
            if row.indicator.kind == "money"
        }
        for key, formula in form_checks.formulas(places, money, tables, rulebook.load()).items():
            cell = self.sheet.cell(self.row_of[key], _COLUMN[CHECK])
            cell.value = formula
        filled, wrong = [], []
        for first, last in self.blocks:
            rule = Rule(type="expression", formula=[f"LEN(${check}{first})>0"], dxf=DifferentialStyle(fill=_ALARM))
            self.sheet.conditional_formatting.add(f"{value}{first}:{value}{last}", rule)
            filled.append(f"{value}{first}:{value}{last}")
            wrong.append(f"SUMPRODUCT(--(LEN({check}{first}:{check}{last})>0))")
        if places:
            told = f'"Đã ghi "&COUNTA({",".join(filled)})&" trên {len(places)} ô; cần xem lại "&'
            self.sheet.cell(2, 1).value = f'={told}({"+".join(wrong)})&" ô"'
            self.sheet.cell(2, 1).font = _font(color=_QUIET)


def _dress(cell: Cell, name: str, indicator: Indicator, *, is_open: bool) -> None:
    """The look of a cell of a row."""
    cell.border, cell.alignment = BORDER, Alignment(vertical="center", wrap_text=name != "Mã chỉ tiêu")
    cell.font = _font(size=9, color=_ALERT) if name == CHECK else _font()
    if is_open:
        cell.fill, cell.protection = ENTRY, Protection(locked=False)
    if name in ("Ghi chú", "Từ ngày", "Đến ngày"):
        cell.number_format = "@"
    elif name == BEFORE or (name == "Giá trị" and indicator.kind != "ratio"):
        cell.number_format = _FORMATS.get(indicator.kind, "General")
    if name in (BEFORE, "Mã chỉ tiêu"):
        cell.fill, cell.font = _GREY, _font(italic=name == BEFORE, color=_QUIET)


def _font(*, size: float = 11, **more: Any) -> Font:
    """One typeface throughout: without a name each program takes another."""
    return Font(name="Calibri", size=size, **more)


def _periods(period: Period) -> tuple[str, ...]:
    """The kỳ of the same year that may be chosen instead; months only where the form is for one: a list is short."""
    year = period.code[:4]
    kinds = [f"-Q{number}" for number in range(1, 5)] + ["-H1", "-9M", ""]
    if period.kind == "month":
        kinds = [f"-M{number:02d}" for number in range(1, 13)]
    return tuple(Period(year + kind).label for kind in kinds)


def _validation(indicator: Indicator) -> DataValidation:
    if indicator.kind in ("flag", "enum"):
        digits = sorted(indicator.options.values(), reverse=True) or [1, 0]
        found = DataValidation(type="list", formula1='"' + ",".join(map(str, digits)) + '"')
        found.error = f"Hãy chọn một trong các số {', '.join(map(str, digits))}."
    elif indicator.kind == "ratio":
        found = DataValidation(
            type="decimal", operator="between", formula1="0", formula2=str(form_checks.most(indicator))
        )
        found.error = f"Hãy ghi tỷ lệ từ 0 đến {form_checks.most(indicator)}, ví dụ 53,66."
    else:
        found = DataValidation(
            type="whole" if indicator.kind == "count" else "decimal", operator="greaterThanOrEqual", formula1="0"
        )
        found.error = "Hãy ghi một số không âm" + (", số nguyên." if indicator.kind == "count" else ".")
    found.allow_blank, found.errorStyle, found.errorTitle = True, "warning", "Xem lại giá trị"
    found.showErrorMessage = True
    return found


def _protect(sheet: Worksheet) -> None:
    """Against slips, not against people: no password."""
    sheet.protection.enable()
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # these are allowed
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_area = f"A1:{_letter('Ghi chú')}{sheet.max_row}"


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A text that stays one: what files call a unit must not run as a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 written before anything is merged over it
    cell.value = text or None
    if cell.data_type == "f":
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _letter(name: str) -> str:
    return chr(ord("A") + _COLUMN[name] - 1)


def _write_guide(sheet: Worksheet, form: UnitForm) -> None:
    before = f"Cột “{BEFORE}” là số của {form.before.label}" if form.before else f"Cột “{BEFORE}” để trống"
    lines = (
        "Ghi giá trị vào các ô nền vàng, trong cột Giá trị. Ô để trống nghĩa là không báo cáo, khác với số 0.",
        "Ghi số văn bản và ngày văn bản ở phần đầu. Đơn vị, kỳ báo cáo và khoảng thời gian đã ghi sẵn.",
        "Số lượng ghi số nguyên. Tỷ lệ ghi theo phần trăm, từ 0 đến 100, ví dụ 53,66; "
        "từ 1 % trở xuống ghi kèm dấu %: 0,5%.",
        "Số tiền ghi theo đơn vị tính của hàng; có thể chọn đơn vị tính khác trong danh sách.",
        f"Cột “{CHECK}” nhắc khi giá trị chưa hợp lý hoặc các số không khớp nhau; trống là ổn. "
        "Lời nhắc không cản việc gửi: nếu số đúng, hãy giải thích ở cột Ghi chú.",
        f"{before}, chỉ để đối chiếu, không nạp lại.",
        "Chỉ ghi Từ ngày, Đến ngày của hàng khi khoảng thời gian của chỉ tiêu khác với kỳ báo cáo.",
        "Trang tính được khóa để tránh sửa nhầm, không có mật khẩu: Xem lại (Review) → Bỏ bảo vệ trang tính.",
        "Cột Ghi chú không được nạp vào kho số liệu; không ghi tên, số điện thoại của cá nhân.",
        "Gửi lại nguyên tệp này. Chương trình nạp tệp mà không phải hỏi thêm.",
    )
    form_writing.write_lines(sheet, lines)
