"""The product's own form: it opens, guides whoever fills it, and reads back with nothing to decide."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

import pytest
from openpyxl import Workbook as ExcelWorkbook
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl import blank_form, gate
from etl.interpret import Reading, interpret
from etl.readers import read_workbook
from tests.workbooks import TABLES, figures, said

HEAD = [name for name, _ in blank_form.HEAD]
COLUMN = {name: number for number, (name, _) in enumerate(blank_form.COLUMNS, start=1)}
OF_BA_BICH = {
    "Đơn vị báo cáo": "UBND xã Ba Bích",
    "Cấp trên": "huyện Ba Tơ, tỉnh Quảng Ngãi",
    "Kỳ báo cáo": "Quý I/2024",
}
ROW = {"Giá trị": 289}


@cache
def empty() -> bytes:
    return blank_form.blank_form(TABLES)


def opened() -> tuple[ExcelWorkbook, Worksheet]:
    book = load_workbook(io.BytesIO(empty()))
    return book, book[blank_form.SHEET]


@cache
def rows_of_the_form() -> dict[tuple[object, object], int]:
    _, sheet = opened()
    rows = sheet.iter_rows(min_row=blank_form.HEADER_ROW + 1)
    return {(cells[0].value, cells[2].value): int(cells[0].row or 0) for cells in rows}


def row_of(indicator: str, level: str = "Không tách") -> int:
    return rows_of_the_form()[indicator, level]


def filled(head: Mapping[str, object], rows: Mapping[tuple[str, str], Mapping[str, object]]) -> bytes:
    """The form with answers by their names, as an office would type them."""
    book, sheet = opened()
    for name, answer in head.items():
        sheet.cell(HEAD.index(name) + 1, 2).value = answer  # type: ignore[assignment]
    for (indicator, level), cells in rows.items():
        number = row_of(indicator, level)
        for column, value in cells.items():
            sheet.cell(number, COLUMN[column]).value = value  # type: ignore[assignment]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(head: Mapping[str, object], rows: Mapping[tuple[str, str], Mapping[str, object]] | None = None) -> Reading:
    data = filled(OF_BA_BICH | dict(head), rows or {("dossiers_received", "Cấp xã"): ROW})
    return interpret(read_workbook(data), "mau-nhap.xlsx", TABLES)


# ---- the empty form ----------------------------------------------------------------------------------------------


def test_it_opens_and_passes_the_gate() -> None:
    book, _ = opened()
    assert book.sheetnames == [blank_form.SHEET, "Hướng dẫn"]
    assert gate.judge(empty()) is None


def test_equal_tables_give_equal_bytes() -> None:
    assert blank_form.blank_form(TABLES) == empty()


def test_it_has_a_row_for_every_indicator_and_level() -> None:
    _, sheet = opened()
    rows = [(cells[0].value, cells[2].value) for cells in sheet.iter_rows(min_row=blank_form.HEADER_ROW + 1)]
    printed = [(code, blank_form.LEVELS[str(level)]) for code, level in rows if code]
    wanted = [
        (indicator.indicator, level)
        for indicator in TABLES.indicators.values()
        if indicator.kind != "text"
        for level in indicator.levels or ("",)
    ]
    assert printed == wanted


def test_levels_and_sources_are_chosen_from_lists() -> None:
    _, sheet = opened()
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    source_cell = f"B{HEAD.index('Nguồn số liệu') + 1}"
    assert rules[source_cell] == '"Phụ lục của đơn vị,Thuyết minh,Bảng của cấp trên"'
    (levels,) = (formula for area, formula in rules.items() if area.startswith("C"))
    # A comma separates the choices, so one inside a choice is drawn as a look-alike.
    assert str(levels).strip('"').split(",")[0] == "Không tách"
    assert len(str(levels).split(",")) == len(blank_form.LEVELS)


@pytest.mark.parametrize("choice", blank_form.LEVELS)
def test_every_level_that_can_be_chosen_reads_back(choice: str) -> None:
    _, sheet = opened()
    (formula,) = (r.formula1 for r in sheet.data_validations.dataValidation if str(r.sqref).startswith("C"))
    chosen = next(c for c in str(formula).strip('"').split(",") if c.split("‚")[0] == choice.split(",")[0])
    row = {("dossiers_received", "Cấp xã"): ROW | {"Cấp giải quyết": chosen}}
    (figure,) = read({}, row).observations
    assert figure.handled_by == blank_form.LEVELS[choice]


def test_returned_empty_it_holds_no_figure() -> None:
    reading = interpret(read_workbook(filled(OF_BA_BICH, {})), "a.xlsx", TABLES)
    assert (figures(reading), said(reading)) == ({}, [])


def test_untouched_it_asks_for_unit_and_period() -> None:
    reading = interpret(read_workbook(empty()), "a.xlsx", TABLES)
    assert said(reading) == ["period_missing", "unit_missing B1"]


# ---- filled ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "unit", "period"),
    [
        ({}, "quang-ngai.ba-to.xa-ba-bich", "2024-Q1"),
        ({"Đơn vị báo cáo": "UBND huyện Ba Tơ", "Cấp trên": "tỉnh Quảng Ngãi"}, "quang-ngai.huyen-ba-to", "2024-Q1"),
        ({"Đơn vị báo cáo": "Sở Tài chính", "Cấp trên": "tỉnh Hà Tĩnh"}, "ha-tinh.so-tai-chinh", "2024-Q1"),
        ({"Đơn vị báo cáo": "UBND tỉnh Hà Tĩnh", "Cấp trên": None}, "ha-tinh", "2024-Q1"),
        ({"Kỳ báo cáo": "6 tháng/2024"}, "quang-ngai.ba-to.xa-ba-bich", "2024-H1"),
        ({"Kỳ báo cáo": "9 tháng/2024"}, "quang-ngai.ba-to.xa-ba-bich", "2024-9M"),
        ({"Kỳ báo cáo": "Năm 2024"}, "quang-ngai.ba-to.xa-ba-bich", "2024"),
        ({"Kỳ báo cáo": 2024}, "quang-ngai.ba-to.xa-ba-bich", "2024"),
        ({"Kỳ báo cáo": "Tháng 5/2024"}, "quang-ngai.ba-to.xa-ba-bich", "2024-M05"),
        ({"Kỳ báo cáo": "2024-Q3"}, "quang-ngai.ba-to.xa-ba-bich", "2024-Q3"),
        (
            {"Kỳ báo cáo": None, "Số liệu từ ngày": "08/7/2022", "Số liệu đến ngày": "31/3/2023"},
            "quang-ngai.ba-to.xa-ba-bich",
            "2022-07-08/2023-03-31",
        ),
    ],
)
def test_units_and_periods(head: Mapping[str, object], unit: str, period: str) -> None:
    reading = read(head)
    (figure,) = reading.observations
    assert (figure.reporting_unit, figure.period, figure.handled_by) == (unit, period, "commune")
    assert figure.value == 289
    assert said(reading) == []


@pytest.mark.parametrize(
    ("printed", "source"),
    [
        (None, "own_appendix"),
        ("Phụ lục của đơn vị", "own_appendix"),
        ("Thuyết minh", "narrative"),
        ("thuyết minh", "narrative"),
        ("Bảng của cấp trên", "higher_table"),
    ],
)
def test_sources(printed: str | None, source: str) -> None:
    assert {o.source for o in read({"Nguồn số liệu": printed}).observations} == {source}


def test_another_source_is_a_question() -> None:
    assert said(read({"Nguồn số liệu": "Trích từ thuyết minh báo cáo"}))


@pytest.mark.parametrize("typed", ["15/12/2023", "15-12-2023", "ngày 15 tháng 12 năm 2023", datetime(2023, 12, 15)])
def test_dates_as_text_or_as_dates(typed: object) -> None:
    (figure,) = read({"Số liệu từ ngày": typed, "Số liệu đến ngày": "20/3/2024"}).observations
    assert (figure.period_start, figure.period_end) == (date(2023, 12, 15), date(2024, 3, 20))
    assert figure.window_printed


def test_number_and_date_of_the_document() -> None:
    reading = read({"Số văn bản": "486/BC-UBND", "Ngày văn bản": datetime(2024, 4, 1)})
    assert (reading.document_number, reading.document_date) == ("486/BC-UBND", date(2024, 4, 1))


def test_a_row_may_have_a_window_of_its_own() -> None:
    row = ROW | {"Từ ngày": "08/7/2022", "Đến ngày": datetime(2023, 3, 31)}
    (figure,) = read({}, {("dossiers_received", "Cấp xã"): row}).observations
    assert (figure.period_start, figure.period_end) == (date(2022, 7, 8), date(2023, 3, 31))


@pytest.mark.parametrize(
    ("indicator", "measure", "typed", "value"),
    [
        ("dossiers_received", None, "22.979", 22979),
        ("dossiers_received", None, 22979, 22979),
        ("dossiers_received", None, "04", 4),
        ("dossiers_on_time_rate", None, "53,66", 53.66),
        ("dossiers_on_time_rate", None, 53.66, 53.66),
        ("investment_plan", None, "118.588", 118588),
        ("investment_plan", "đồng", "380.000.000", 380),
        ("investment_plan", "tỷ đồng", "357,792", 357792),
        ("investment_plan", "nghìn đồng", 380000, 380),
        ("tthc_control_flag", None, "Có", 1),
        ("tthc_control_flag", None, 0, 0),
        ("satisfaction_survey_method", None, "kết hợp", 2),
        ("satisfaction_survey_method", None, 1, 1),
    ],
)
def test_values(indicator: str, measure: str | None, typed: object, value: float) -> None:
    level = "Cấp xã" if indicator.startswith("dossiers") else "Không tách"
    cells: dict[str, object] = {"Giá trị": typed} | ({"Đơn vị tính": measure} if measure else {})
    reading = read({}, {(indicator, level): cells})
    assert [float(o.value) for o in reading.observations] == [value]
    assert said(reading) == []


def test_the_note_is_not_loaded() -> None:
    reading = read({}, {("dossiers_received", "Cấp xã"): ROW | {"Ghi chú": "Bà Lê Thị Mẫu Thử"}})
    assert "Mẫu Thử" not in repr(reading)


# ---- filled wrong -------------------------------------------------------------------------------------------------


def at(name: str) -> str:
    return f"B{HEAD.index(name) + 1}"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ({"Đơn vị báo cáo": None}, "unit_missing B1"),
        ({"Đơn vị báo cáo": "UBND xã Ba Bich"}, f"unit_lookalike {at('Đơn vị báo cáo')}"),
        ({"Đơn vị báo cáo": "UBND xã Ba Tơ"}, f"unit_not_valid {at('Đơn vị báo cáo')}"),
        ({"Đơn vị báo cáo": "UBND xã Ea Mẫu"}, f"unit_new {at('Đơn vị báo cáo')}"),
        ({"Kỳ báo cáo": None}, "period_missing"),
        ({"Kỳ báo cáo": "Quý I"}, f"period_wrong {at('Kỳ báo cáo')}"),
        ({"Kỳ báo cáo": "Quý V/2024"}, f"period_wrong {at('Kỳ báo cáo')}"),
        ({"Kỳ báo cáo": "Quý I/2024 và quý II/2024"}, f"period_wrong {at('Kỳ báo cáo')}"),
        ({"Kỳ báo cáo": "hai năm"}, f"period_wrong {at('Kỳ báo cáo')}"),
        ({"Số liệu từ ngày": "hôm qua"}, f"date_wrong {at('Số liệu từ ngày')}"),
        ({"Ngày văn bản": "31/4/2024"}, f"date_wrong {at('Ngày văn bản')}"),
    ],
)
def test_a_wrong_head_is_said_at_its_cell(head: Mapping[str, object], wanted: str) -> None:
    assert said(read(head)) == [wanted]


def test_a_unit_without_its_kind_does_not_load_for_the_one_above() -> None:
    reading = read({"Đơn vị báo cáo": "Ba Bích"})
    assert {o.reporting_unit for o in reading.observations} <= {"quang-ngai.ba-to.xa-ba-bich"}


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"Mã chỉ tiêu": "dossiers_recieved"}, "Giá trị", "code_unknown"),
        ({"Mã chỉ tiêu": None}, "Giá trị", "code_unknown"),
        ({"Cấp giải quyết": "Cấp bộ"}, "Giá trị", "level_wrong"),
        ({"Từ ngày": "hôm qua"}, "Giá trị", "date_wrong"),
        ({"Đến ngày": "31/2/2024"}, "Giá trị", "date_wrong"),
        ({"Giá trị": "khoảng 30"}, "Giá trị", "not_a_number"),
        ({"Giá trị": "-5"}, "Giá trị", "negative"),
        ({"Giá trị": "1,5"}, "Giá trị", "not_whole"),
    ],
)
def test_a_wrong_row_is_said_at_its_cell(cells: Mapping[str, object], column: str, code: str) -> None:
    reading = read({}, {("dossiers_received", "Cấp xã"): ROW | dict(cells)})
    place = f"{'ABCDEFGH'[COLUMN[column] - 1]}{row_of('dossiers_received', 'Cấp xã')}"
    assert (figures(reading), said(reading)) == ({}, [f"{code} {place}"])


@pytest.mark.parametrize(
    "head",
    [
        {"Số liệu từ ngày": "15/12/2023"},
        {"Số liệu đến ngày": "14/3/2024"},
        {"Số liệu từ ngày": "14/3/2024", "Số liệu đến ngày": "15/12/2023"},
        {"Số liệu từ ngày": "15/12/2020", "Số liệu đến ngày": "14/3/2021"},
    ],
)
def test_a_window_that_cannot_be_is_said(head: Mapping[str, object]) -> None:
    assert said(read(head))


def test_a_reversed_window_of_a_row_is_said() -> None:
    row = ROW | {"Từ ngày": "31/3/2024", "Đến ngày": "1/1/2024"}
    assert said(read({}, {("dossiers_received", "Cấp xã"): row}))


def test_a_level_that_the_indicator_does_not_have_is_said() -> None:
    (found,) = said(read({}, {("staff_assigned", "Không tách"): ROW | {"Cấp giải quyết": "Cấp xã"}}))
    assert found.startswith("level_wrong")


def test_a_second_filled_sheet_speaks_for_its_own_unit() -> None:
    book = load_workbook(io.BytesIO(filled(OF_BA_BICH, {("dossiers_received", "Cấp xã"): ROW})))
    second = book.copy_worksheet(book[blank_form.SHEET])
    second.cell(1, 2).value = "UBND xã Ba Xa"
    second.cell(row_of("dossiers_received", "Cấp xã"), COLUMN["Giá trị"]).value = None
    second.cell(row_of("staff_assigned"), COLUMN["Giá trị"]).value = 19
    out = io.BytesIO()
    book.save(out)
    reading = interpret(read_workbook(out.getvalue()), "a.xlsx", TABLES)
    of = {o.indicator: o.reporting_unit for o in reading.observations}
    assert reading.refused or of.get("staff_assigned") != "quang-ngai.ba-to.xa-ba-bich"
