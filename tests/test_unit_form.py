"""The form of one unit and kỳ: what it asks for and says beside, and that filled it loads with nothing to decide."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from etl import __main__ as command_line
from etl import answers, blank_form, demo, gate, unit_form, unit_form_writing
from etl.form_history import Earlier, History
from etl.form_words import BEFORE, CHECK, HEAD, SHEET, UNIT_CODE
from etl.interpret import interpret
from etl.model import ReceivedFile
from etl.periods import Period
from etl.readers import read_workbook
from etl.reference import Reference, ReportingUnit
from etl.snapshots import Warehouse
from etl.unit_form import UnitForm
from tests import filling
from tests.filling import COLUMN
from tests.workbooks import TABLES, figures, form, said, workbook_bytes

pytestmark = pytest.mark.usefixtures("quick_reading")

LAK, BA_BICH, FINANCE = "dak-lak.huyen-lak", "quang-ngai.ba-to.xa-ba-bich", "ha-tinh.so-tai-chinh"
NOTHING = History()
OF_LAK = History(
    (
        Earlier("2023", "dossiers_received", "district", 4000),
        Earlier("2023-Q4", "dossiers_received", "district", 1200),
        Earlier("2023-Q4", "staff_present", "", 78),
        Earlier("2023-Q3", "dossiers_received", "district", 900),
        Earlier("2023-Q3", "dossiers_resolved", "commune", 800),
        Earlier("2024-Q2", "dossiers_received", "district", 1300),
    ),
    frozenset({("dossiers_received", "commune"), ("dossiers_received", "district")}),
)


def planned(
    unit: str = LAK, period: str = "2024-Q1", themes: tuple[str, ...] = (), history: History = NOTHING,
    tables: Reference = TABLES,
) -> UnitForm:  # fmt: skip
    return unit_form.plan(tables.unit_of[unit], Period(period), themes, history, tables)


def drawn(made: UnitForm) -> bytes:
    return unit_form_writing.write(made, TABLES)


def sheet_of(data: bytes) -> Worksheet:
    sheet = filling.opened(data)[SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def row_of(sheet: Worksheet, indicator: str, level: str) -> int:
    for row in sheet.iter_rows(min_row=12):
        if (row[COLUMN["Mã chỉ tiêu"] - 1].value, row[COLUMN["Cấp giải quyết"] - 1].value) == (indicator, level):
            return int(row[0].row or 0)
    raise AssertionError(indicator)


# ---- what it asks for --------------------------------------------------------------------------------------------


def test_it_asks_for_what_was_reported_and_what_is_usual() -> None:
    rows = {row.key: row for row in planned(themes=("dossiers", "staffing"), history=OF_LAK).rows}
    assert {key: row.why for key, row in rows.items()} == {
        ("dossiers_received", "district"): "reported",
        ("dossiers_received", "commune"): "usual",
        ("dossiers_resolved", "commune"): "reported",
        ("staff_present", ""): "reported",
    }


def test_a_theme_of_which_nothing_is_known_is_that_of_the_catalogue() -> None:
    made = planned(themes=("dossiers", "investment"), history=OF_LAK)
    found = [row.indicator.indicator for row in made.rows if row.why == "catalogue"]
    assert found == [code for code, one in TABLES.indicators.items() if one.theme == "investment"]


@pytest.mark.parametrize(
    ("unit", "levels"),
    [
        (LAK, {"district", "commune"}),
        (BA_BICH, {"commune"}),
        (FINANCE, {"department"}),
        ("ha-tinh", {"province", "department", "district", "commune"}),
    ],
)
def test_the_catalogue_is_split_by_the_levels_that_a_unit_counts(unit: str, levels: set[str]) -> None:
    assert {row.handled_by for row in planned(unit, themes=("dossiers",)).rows} == levels


def test_without_a_choice_the_indicators_of_no_theme_come_only_where_they_are_expected() -> None:
    assert not any(row.indicator.theme == "" for row in planned().rows)
    history = History((Earlier("2023", "legal_docs_issued", "", 3),))
    assert [row.key for row in planned(history=history).rows if not row.indicator.theme] == [("legal_docs_issued", "")]
    chosen = planned(themes=("other",)).rows
    assert {row.indicator.theme for row in chosen} == {""}
    assert not any(row.indicator.kind == "text" for row in chosen)


@pytest.mark.parametrize(
    ("period", "before", "value"),
    [("2024-Q1", "2023-Q4", 1200), ("2024", "2023", 4000), ("2023-Q4", "2023-Q3", 900), ("2024-H1", "2024-Q1", None)],
)
def test_the_last_figures_are_those_of_the_same_kind_of_period(period: str, before: str, value: float | None) -> None:
    history = History((*OF_LAK.figures, Earlier("2024-Q1", "staff_present", "", 80)), OF_LAK.usual)
    made = planned(period=period, history=history)
    assert made.before == Period(before)
    assert {row.key: row.before for row in made.rows}["dossiers_received", "district"] == value


def test_units_that_a_period_does_not_have_are_not_offered() -> None:
    codes = [unit.reporting_unit for unit in unit_form.units_of(Period("2026-Q1"), TABLES)]
    assert LAK not in codes
    assert "dak-lak~2025" in codes


# ---- how it looks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", [LAK, BA_BICH, FINANCE, "ha-tinh"])
def test_no_formula_is_longer_than_excel_reads(unit: str) -> None:
    sheet = sheet_of(drawn(planned(unit, themes=unit_form.CHOICES)))
    formulas = [str(c.value) for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert max(map(len, formulas)) < 8192
    texts = [text for formula in formulas for text in re.findall(r'"((?:[^"]|"")*)"', formula)]
    assert max(map(len, texts)) <= 255


def test_it_passes_the_gate_and_the_same_plan_gives_the_same_bytes() -> None:
    made = planned(history=OF_LAK)
    assert gate.judge(drawn(made)) is None
    assert drawn(made) == drawn(made)


def test_only_what_is_to_be_filled_can_be_written() -> None:
    sheet = sheet_of(drawn(planned(history=OF_LAK)))
    number = row_of(sheet, "dossiers_received", "Cấp huyện")
    open_cells = {name for name, column in COLUMN.items() if not sheet.cell(number, column).protection.locked}
    assert open_cells == {"Giá trị", "Cấp giải quyết", "Ghi chú", "Từ ngày", "Đến ngày"}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    money = row_of(sheet, "investment_plan", "Không tách")
    assert not sheet.cell(money, COLUMN["Đơn vị tính"]).protection.locked


def test_the_last_figures_stand_beside_and_say_of_when() -> None:
    sheet = sheet_of(drawn(planned(history=OF_LAK)))
    number = row_of(sheet, "dossiers_received", "Cấp huyện")
    assert sheet.cell(number, COLUMN[BEFORE]).value == 1200
    assert sheet.cell(number, COLUMN[BEFORE]).protection.locked
    headers = [str(c.value) for row in sheet.iter_rows() for c in row if str(c.value).startswith(BEFORE)]
    assert set(headers) == {f"{BEFORE} (Quý IV/2023)"}


def test_what_is_chosen_is_chosen_from_lists() -> None:
    sheet = sheet_of(drawn(planned(themes=unit_form.CHOICES)))
    lists = {str(rule.formula1).strip('"') for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert "triệu đồng,tỷ đồng,nghìn đồng,đồng" in lists
    assert "Quý I/2024,Quý II/2024,Quý III/2024,Quý IV/2024,6 tháng/2024,9 tháng/2024,Năm 2024" in lists
    assert "Phụ lục của đơn vị,Thuyết minh,Bảng của cấp trên" in lists
    assert all(len(one) <= 255 for one in lists)  # more, and Excel calls the file damaged
    assert {"1,0", "2,1,0"} <= lists


def test_every_period_that_can_be_chosen_is_read() -> None:
    for period in ("2024-Q1", "2024-M05"):
        sheet = sheet_of(drawn(planned(period=period)))
        (rule,) = (r for r in sheet.data_validations.dataValidation if str(r.sqref) == "B5")
        for choice in str(rule.formula1).strip('"').split(","):
            book = filling.opened(drawn(planned(period=period)))
            page = book[SHEET]
            page["B5"], page["B6"], page["B7"] = choice, None, None
            filled = filling.put(filling.saved(book), {("staff_present", "Không tách"): 5})
            reading = interpret(read_workbook(filled), "a.xlsx", TABLES)
            assert (said(reading), [Period(o.period).label for o in reading.observations]) == ([], [choice])


def test_a_name_that_looks_like_a_formula_stays_a_text() -> None:
    bad = ReportingUnit('=HYPERLINK("x")', '=cmd|"/c calc"!A1', "khác", "other", "", "+Tỉnh", "",
                        TABLES.unit_of[LAK].valid_from, None, "provisional")  # fmt: skip
    made = unit_form.plan(bad, Period("2024-Q1"), (), NOTHING, TABLES.with_units((bad,)))
    sheet = sheet_of(drawn(made))
    formulas = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert formulas
    assert all(str(value).startswith(("=IF(", '="Đã ghi ')) for value in formulas)
    assert sheet["B3"].value == bad.name


# ---- filled and returned -----------------------------------------------------------------------------------------


def test_returned_empty_it_holds_nothing_and_asks_nothing() -> None:
    reading = interpret(read_workbook(drawn(planned(history=OF_LAK))), "a.xlsx", TABLES)
    assert (figures(reading), said(reading, also_info=True)) == ({}, [])


@pytest.mark.parametrize("seed", range(4))
def test_units_of_every_level_and_kind_of_period_load_with_nothing_to_decide(warehouse: Warehouse, seed: int) -> None:
    random = Random(seed)
    units = (LAK, BA_BICH, FINANCE, "ha-tinh", "ha-noi")
    periods = ("2024-Q1", "2024-H1", "2024-9M", "2024", "2024-M05")
    themes = (("dossiers", "other"), (), unit_form.CHOICES, ("investment", "onestop", "staffing"), ())
    files: dict[str, bytes] = {}
    wanted: dict[str, filling.Figures] = {period: {} for period in periods}
    for number, unit in enumerate(units):
        period = periods[(number + seed) % len(periods)]
        made = planned(unit, period, themes[(number * 2 + seed) % len(themes)], OF_LAK)
        files[made.file_name], filled = filling.fill(drawn(made), unit, random)
        wanted[period] |= filled
    reports = filling.load(warehouse, files)
    assert {name: (report.outcome, filling.asked(report)) for name, report in reports.items()} == dict.fromkeys(
        files, ("loaded", [])
    )
    for period, expected in wanted.items():
        assert filling.same(filling.held(warehouse, period), expected)


def test_provisional_and_imported_units_load_too(warehouse: Warehouse, tmp_path: Path) -> None:
    demo.write(tmp_path / "tinh", units=12, periods=1, seed=3, workbooks=1)
    table = tmp_path / "tinh" / "reporting_units.csv"
    place = ["--warehouse", str(warehouse.folder)]
    assert command_line.main(["units", "import", str(table), *place]) == 0
    title = "Báo cáo CCHC quý I năm 2024 của UBND xã Ea Mẫu, huyện Lắk, tỉnh Đắk Lắk"
    rows = "1 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận | Hồ sơ | 7"
    filling.load(warehouse, {"a.xlsx": workbook_bytes(Biểu_1=form(rows, title))})
    tables = answers.known_tables(warehouse)
    units = [unit for unit in tables.units if unit.status in ("imported", "provisional")]
    assert {"imported", "provisional"} <= {unit.status for unit in units}
    assert {"department", "district", "commune", "province"} <= {unit.level for unit in units}
    random, files, wanted = Random(5), {}, filling.Figures()
    for unit in units:
        made = unit_form.plan(unit, Period("2024-Q3"), ("dossiers",), NOTHING, tables)
        files[unit.reporting_unit], filled = filling.fill(drawn(made), unit.reporting_unit, random)
        wanted |= filled
    reports = filling.load(warehouse, files)
    assert {(report.outcome, *filling.asked(report)) for report in reports.values()} == {("loaded",)}
    assert filling.same(filling.held(warehouse, "2024-Q3"), wanted)


def test_a_unit_that_no_title_could_name_is_known_by_its_code() -> None:
    day = TABLES.unit_of[LAK].valid_from
    odd = ReportingUnit("x", "Tổ công tác số 3", "khác", "other", "", "", "", day, None, "provisional")
    known = TABLES.with_units((odd,))
    made = unit_form.plan(odd, Period("2024-Q1"), ("staffing",), NOTHING, known)
    reading = interpret(read_workbook(filling.put(drawn(made), {("staff_present", "Không tách"): 3})), "a.xlsx", known)
    assert ([o.reporting_unit for o in reading.observations], said(reading)) == (["x"], [])


def test_a_form_for_printed_days_without_a_period() -> None:
    made = planned(period="2022-07-08/2023-03-31")
    reading = interpret(read_workbook(filling.put(drawn(made), {("staff_present", "Không tách"): 3})), "a.xlsx", TABLES)
    assert ([o.period for o in reading.observations], said(reading)) == (["2022-07-08/2023-03-31"], [])


def test_a_form_of_one_theme_leaves_the_figures_of_another(warehouse: Warehouse) -> None:
    of = {theme: drawn(planned(BA_BICH, themes=(theme,))) for theme in ("dossiers", "staffing")}
    dossiers = {("dossiers_received", "Cấp xã"): 7, ("dossiers_resolved", "Cấp xã"): 6}
    filling.load(warehouse, {"a.xlsx": filling.put(of["dossiers"], dossiers)})
    filling.load(warehouse, {"b.xlsx": filling.put(of["staffing"], {("staff_present", "Không tách"): 19})})
    filling.load(warehouse, {"c.xlsx": filling.put(of["dossiers"], {("dossiers_received", "Cấp xã"): 8})})
    assert filling.held(warehouse, "2024-Q1") == {
        (BA_BICH, "dossiers_received", "commune"): 8,
        (BA_BICH, "staff_present", ""): 19,
    }


def test_the_code_counts_only_beside_the_name_it_was_written_with() -> None:
    book = filling.opened(filling.put(drawn(planned(BA_BICH)), {("staff_present", "Không tách"): 19}))
    page = book[SHEET]
    page["B3"] = "UBND xã Ba Xa"
    reading = interpret(read_workbook(filling.saved(book)), "a.xlsx", TABLES)
    assert {o.reporting_unit for o in reading.observations} == {"quang-ngai.ba-to.xa-ba-xa"}


def test_last_figures_and_results_of_checks_are_not_figures() -> None:
    book = filling.opened(drawn(planned(themes=("dossiers",), history=OF_LAK)))
    sheet = book[SHEET]
    number = row_of(sheet, "dossiers_received", "Cấp huyện")
    for row in range(number, number + 3):
        sheet.cell(row, COLUMN[CHECK]).value = "Xem lại: 12 hồ sơ."  # as Excel stores what a formula gave
        sheet.cell(row, COLUMN[BEFORE]).value = 55
    sheet.cell(2, 1).value = "Đã ghi 3 trên 12 ô; cần xem lại 1 ô"
    reading = interpret(read_workbook(filling.saved(book)), "a.xlsx", TABLES)
    assert (figures(reading), said(reading, also_info=True)) == ({}, [])


def test_a_form_of_the_generic_kind_still_reads_beside() -> None:
    assert blank_form.read_head(read_workbook(blank_form.blank_form(TABLES)).sheets[0]) is not None


# ---- what the checks say, in LibreOffice -------------------------------------------------------------------------

GOOD: Mapping[tuple[str, str], object] = {
    ("dossiers_received", "Cấp xã"): 100,
    ("dossiers_carried_over", "Cấp xã"): 5,
    ("dossiers_to_process", "Cấp xã"): 105,
    ("dossiers_resolved", "Cấp xã"): 90,
    ("dossiers_resolved_on_time", "Cấp xã"): 89,
    ("dossiers_resolved_late", "Cấp xã"): 1,
    ("dossiers_on_time_rate", "Cấp xã"): 98.89,
    ("staff_present", "Không tách"): 20,
    ("staff_assigned", "Không tách"): 21,
    ("psu_subdivisions", "Không tách"): "1.234",
    ("investment_plan", "Không tách"): 100.5,
    ("investment_disbursed", "Không tách"): 130,
    ("investment_disbursement_rate", "Không tách"): 129.35,
}


R, T, D, L = "dossiers_received", "dossiers_to_process", "dossiers_resolved_on_time", "dossiers_on_time_rate"
CASES: tuple[tuple[Mapping[tuple[str, str], object], Mapping[str, str]], ...] = (
    ({}, {}),
    ({(R, "Cấp xã"): 99.5}, {R: "số nguyên", T: "mới nhận và kỳ trước"}),
    ({(R, "Cấp xã"): -1}, {R: "âm", T: "mới nhận và kỳ trước"}),
    ({(R, "Cấp xã"): "nhiều"}, {R: "bằng số"}),
    ({(T, "Cấp xã"): 106}, {T: "mới nhận và kỳ trước"}),
    ({(D, "Cấp xã"): 91}, {D: "Lớn hơn", "dossiers_resolved": "đúng hạn và quá hạn", L: "tính lại 101"}),
    ({(L, "Cấp xã"): 101}, {L: "từ 0 đến 100"}),
    ({(L, "Cấp xã"): 97}, {L: "tính lại 98"}),
    ({(L, "Cấp xã"): 0.9889}, {}),
    ({("staff_present", "Không tách"): 22}, {"staff_present": "không nhiều hơn được giao"}),
)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_checks_say_what_does_not_fit_in_libreoffice(tmp_path: Path) -> None:
    made = planned(BA_BICH, history=History((Earlier("2023-Q4", "legal_docs_issued", "", 19),)))
    empty = drawn(made)
    for number, (changed, _) in enumerate(CASES):
        (tmp_path / f"{number}.xlsx").write_bytes(filling.put(empty, {**GOOD, **changed}))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx"]
    names = [str(tmp_path / f"{number}.xlsx") for number in range(len(CASES))]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), *names], check=True, capture_output=True, timeout=300)
    for number, (changed, wanted) in enumerate(CASES):
        data = (tmp_path / "out" / f"{number}.xlsx").read_bytes()
        sheet = filling.opened(data, results=True)[SHEET]
        told = {
            str(row[COLUMN["Mã chỉ tiêu"] - 1].value): str(row[COLUMN[CHECK] - 1].value)
            for row in sheet.iter_rows(min_row=12)
            if row[COLUMN[CHECK] - 1].value and row[COLUMN["Mã chỉ tiêu"] - 1].value in TABLES.indicators
        }
        # A text, which the loader takes all the same; money that may have been typed with the wrong mark.
        expected = dict(wanted) | {"psu_subdivisions": "bằng số", "investment_plan": "Hiểu là 100.5 triệu đồng"}
        assert told.keys() == expected.keys(), changed
        assert all(words in told[code] for code, words in expected.items()), told
        summary = f"Đã ghi {len(GOOD)} trên {len(made.rows)} ô; cần xem lại {len(expected)} ô"
        assert sheet["A2"].value == summary
        if not changed:  # what LibreOffice saved loads as what a person typed
            reading = interpret(read_workbook(data), "a.xlsx", TABLES)
            assert len(reading.observations) == len(GOOD)
            assert not [p for p in reading.problems if p.severity in ("stop", "question", "refused")]


def test_the_head_s_words_stand_in_their_order() -> None:
    sheet = sheet_of(drawn(planned()))
    assert [sheet.cell(row, 1).value for row in range(3, 3 + len(HEAD) + 1)] == [name for name, _ in HEAD] + [UNIT_CODE]
    assert ReceivedFile("a.xlsx", drawn(planned())).size < 100_000
