"""Traps of appendices that other offices drew: what looks like one figure and is another is read rightly, or asked."""

from datetime import datetime

import pytest

from etl import answers
from etl.interpret import interpret
from etl.memory import Decision, Memory
from tests.test_other_hands import BA_TO, asked, of_units
from tests.workbooks import LAK, TABLES, figures, form, read, said, workbook

OF_BA_TO = "của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
MONEY = f"Giải ngân vốn đầu tư công tháng 10 năm 2024 {OF_BA_TO} (ĐVT: triệu đồng)"
UNITS = "STT | Đơn vị | Hồ sơ tiếp nhận mới"


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        (f"Kết quả giải quyết TTHC năm 2024 (tính đến ngày 14/6/2024) {OF_BA_TO}", False),
        (f"Kết quả giải quyết TTHC năm 2024, đến 30/9/2024 {OF_BA_TO}", False),
        (f"Kết quả giải quyết TTHC năm 2024 (tính đến ngày 14/11/2024) {OF_BA_TO}", True),
        (f"Kết quả giải quyết TTHC 9 tháng năm 2024 (đến hết ngày 30/9/2024) {OF_BA_TO}", True),
        (f"Kết quả giải quyết TTHC năm 2024, đến 31/01/2025 {OF_BA_TO}", True),
    ],
)
def test_a_year_that_is_not_over_on_the_day_that_its_title_names(title: str, kept: bool) -> None:
    reading = read("1 | Xã Ba Cung | 20\n2 | Xã Ba Bích | 30", title, UNITS)
    assert said(reading) == ([] if kept else ["period_several A1"])
    assert bool(reading.observations) is kept


def test_a_column_up_to_a_day_long_before_the_end_of_the_kỳ_is_asked() -> None:
    header = "STT | Đơn vị | Kế hoạch vốn | Giải ngân đến ngày 30/6/2024"
    title = f"Tình hình đầu tư công năm 2024 {OF_BA_TO} (ĐVT: triệu đồng)"
    reading = read("1 | Xã Ba Cung | 20 | 10", title, header)
    assert (figures(reading), said(reading)) == ({"investment_plan": 20}, ["column_period_unclear D3"])


@pytest.mark.parametrize(
    ("header", "read_as"),
    [
        ("Giải ngân trong tháng 10 | Lũy kế giải ngân từ đầu năm đến hết tháng 10/2024", {"investment_disbursed": 9}),
        ("Giải ngân trong tháng 10 | Lũy kế giải ngân thửa xyz", {}),
        ("Giải ngân trong tháng", {}),
        ("Giải ngân trong tháng 10", {}),
        ("Giải ngân", {"investment_disbursed": 5}),
    ],
)
def test_money_of_a_month_is_not_what_was_spent_since_january(header: str, read_as: dict[str, float]) -> None:
    assert figures(read("1 | Xã Ba Cung | 5 | 9", MONEY, f"STT | Chủ đầu tư | {header}")) == read_as


def test_money_of_the_quarter_in_a_row_is_not_what_was_spent_since_january() -> None:
    title = f"Số liệu quý III năm 2024 {OF_BA_TO}"
    reading = read("1 | Vốn đầu tư công giải ngân trong quý | Triệu đồng | 5", title)
    assert figures(reading) == {}
    assert asked(reading)


def test_levels_side_by_side_are_kept_though_all_rows_are_of_one() -> None:
    title = "Hồ sơ TTHC quý III năm 2024 của UBND tỉnh Sóc Trăng"
    header = "STT | Đơn vị | Hồ sơ tiếp nhận mới cấp huyện | Hồ sơ tiếp nhận mới cấp xã"
    assert figures(read("1 | Huyện Thạnh Trị | 5 | 50", title, header)) == {
        "dossiers_received@district": 5, "dossiers_received@commune": 50,
    }  # fmt: skip


def test_parts_of_a_row_without_numbers_stand_beside_each_other() -> None:
    rows = "Đã giải quyết | Hồ sơ | 410\nTrong đó: Trước hạn | Hồ sơ | 300\nĐúng hạn | Hồ sơ | 109\nTrễ hạn | Hồ sơ | 1"
    assert figures(read(rows, LAK.replace("công tác CCHC", "giải quyết TTHC"), "Nội dung | ĐVT | Số liệu")) == {
        "dossiers_resolved": 410, "dossiers_resolved_early": 300, "dossiers_resolved_exactly_on_time": 109,
        "dossiers_resolved_late": 1,
    }  # fmt: skip


PARTS = "\n | - Số mới tiếp nhận trực tuyến | Hồ sơ | 300\n | - Số mới tiếp nhận trực tiếp | Hồ sơ | 150"
CARRIED = "\n | - Số từ kỳ trước chuyển sang | Hồ sơ | 50"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (f"1 | Số hồ sơ tiếp nhận | Hồ sơ | 500{PARTS}{CARRIED}", "dossiers_to_process"),
        (f"1 | Số hồ sơ tiếp nhận | Hồ sơ | 450{PARTS}{CARRIED}", "dossiers_received"),
        (f"1 | Số hồ sơ tiếp nhận | Hồ sơ | 450{PARTS}", "dossiers_received"),
        (f"1 | Số hồ sơ tiếp nhận | Hồ sơ | 470{PARTS}{CARRIED}", ""),
        (
            "1 | Tổng số hồ sơ tiếp nhận, trong đó: | Hồ sơ | 60\n1.1 | Tồn kỳ trước chuyển qua | Hồ sơ | 20\n"
            "1.2 | Tiếp nhận trong kỳ | Hồ sơ | 40",
            "dossiers_to_process",
        ),
    ],
)
def test_receipts_are_all_or_the_new_ones_as_the_rows_below_add_up(rows: str, code: str) -> None:
    reading = read(rows)
    found = {one.indicator for one in reading.observations if one.place.cell == "D3"}
    assert found == ({code} if code else set())
    assert said(reading) == ([] if code else ["row_ambiguous D3"])
    assert code or asked(reading) == {"Số hồ sơ tiếp nhận": ("dossiers_to_process", "dossiers_received")}


def test_staff_of_public_service_units_is_no_total_over_civil_servants() -> None:
    rows = "1 | Tổng biên chế công chức được giao | Người | 95\n2 | Tổng biên chế công chức có mặt | Người | 90\n"
    rows += "3 | Tổng số {0} được giao | Người | 1300\n4 | Tổng số {0} có mặt | Người | 1250"
    for word in ("viên chức", "người làm việc trong đơn vị sự nghiệp"):
        assert figures(read(rows.format(word))) == {
            "staff_assigned": 95, "staff_present": 90, "psu_staff_assigned": 1300, "psu_staff_present": 1250,
        }  # fmt: skip


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        (
            "Số hồ sơ đã giải quyết | Trả đúng thời hạn | Trả quá hạn",
            {"dossiers_resolved", "dossiers_resolved_on_time", "dossiers_resolved_late"},
        ),
        (
            "Số hồ sơ tiếp nhận | Hồ sơ trực tuyến toàn trình | Hồ sơ trực tuyến một phần | Tổng hồ sơ trực tuyến",
            {"dossiers_received", "online_dossiers_received"},
        ),
        (
            "Số hồ sơ tiếp nhận | Số hồ sơ được số hóa | Tỷ lệ số hóa (%) | Hồ sơ thanh toán trực tuyến",
            {"dossiers_received"},
        ),
    ],
)
def test_words_of_these_forms(header: str, codes: set[str]) -> None:
    reading = read("1 | Xã Ba Cung | 90 | 89 | 1 | 90", BA_TO, f"STT | Đơn vị | {header}")
    assert set(figures(reading)) == codes
    assert asked(reading) == {}


def test_a_contract_by_the_full_name_of_its_decree() -> None:
    assert figures(read("1 | Số hợp đồng lao động theo Nghị định 111/2022/NĐ-CP | Người | 30")) == {
        "staff_contract": 30
    }


@pytest.mark.parametrize(
    ("rates", "loaded"), [(("0.95", "0.98"), {95, 98}), (("0.95", "0.5"), set()), (("1", "1"), set())]
)
def test_rates_written_as_parts_of_one_where_the_figures_beside_them_bear_it_out(
    rates: tuple[str, str], loaded: set[float]
) -> None:
    header = "STT | Đơn vị | Hồ sơ đã giải quyết | Đúng hạn | Tỷ lệ đúng hạn"
    rows = f"1 | Xã Ba Cung | 200 | 190 | {rates[0]}\n2 | Xã Ba Bích | 100 | 98 | {rates[1]}"
    found = {float(o.value) for o in read(rows, BA_TO, header).observations if o.indicator == "dossiers_on_time_rate"}
    assert found == loaded


def test_the_rate_of_those_exactly_on_time_is_not_that_of_all_on_time() -> None:
    header = "STT | Đơn vị | Đã giải quyết | Trước hạn | Đúng hạn | Tỷ lệ đúng hạn"
    for rate, loaded in ((38, set()), (98, {98})):
        reading = read(
            f"1 | Xã Ba Cung | 100 | 60 | 38 | {rate}\n2 | Xã Ba Bích | 100 | 60 | 38 | {rate}", BA_TO, header
        )
        found = {float(o.value) for o in reading.observations if o.indicator == "dossiers_on_time_rate"}
        assert (found, asked(reading)) == (loaded, {})


def test_a_title_about_the_level_below_speaks_for_all_columns() -> None:
    title = "Kết quả giải quyết TTHC thuộc thẩm quyền cấp xã quý III năm 2024 của UBND {}"
    header = "STT | Đơn vị | Hồ sơ tiếp nhận mới | Đã giải quyết"
    of_districts = read("1 | Huyện Thạnh Trị | 9 | 8", title.format("tỉnh Sóc Trăng"), header)
    assert figures(of_districts) == {"dossiers_received@commune": 9, "dossiers_resolved@commune": 8}
    of_communes = read("1 | Xã Ba Cung | 9 | 8", title.format("huyện Ba Tơ, tỉnh Quảng Ngãi"), header)
    assert figures(of_communes) == {"dossiers_received": 9, "dossiers_resolved": 8}
    rows = "1 | Số hồ sơ tiếp nhận mới | Hồ sơ | 9\n2 | Số hồ sơ đã giải quyết | Hồ sơ | 8"
    assert set(figures(read(rows, title.format("huyện Ba Tơ, tỉnh Quảng Ngãi")))) == {
        "dossiers_received@commune", "dossiers_resolved@commune",
    }  # fmt: skip
    assert set(figures(read(rows, title.format("xã Ba Cung, huyện Ba Tơ, tỉnh Quảng Ngãi")))) == {
        "dossiers_received", "dossiers_resolved",
    }  # fmt: skip


@pytest.mark.parametrize(
    "header", ["Huyện, thị xã, thành phố | Xã, phường, thị trấn", "Huyện | Xã", "Địa phương | Đơn vị"]
)
def test_a_column_of_districts_beside_their_communes(header: str) -> None:
    title = "Hồ sơ TTHC quý III năm 2024 trên địa bàn tỉnh Quảng Ngãi\nUBND tỉnh Quảng Ngãi"
    rows = "1 | Huyện Ba Tơ | Xã Ba Cung | 5\n2 | | Xã Ba Bích | 6\n3 | Huyện Mộ Đức | Xã Đức Phong | 7"
    reading = read(f"{rows}\nmerge: B4:B5", title, f"STT | {header} | Hồ sơ tiếp nhận mới")
    assert of_units(reading) == {"xa-ba-cung": 5, "xa-ba-bich": 6, "xa-duc-phong~moi": 7}
    totals = " | Cộng huyện Ba Tơ | | 11\n | Tổng cộng | | 18"
    assert of_units(read(f"{rows}\n{totals}", title, f"STT | {header} | Hồ sơ tiếp nhận mới")) == of_units(reading)
    (new,) = [unit for unit in reading.new_units if unit.level == "commune"]
    assert new.parent == "quang-ngai.huyen-mo-duc"


def test_a_unit_once_before_its_kỳ() -> None:
    title = f"Số liệu giải quyết hồ sơ năm 2023 {OF_BA_TO}"
    rows = "1 | Xã Ba Cung | Quý I | 5\n | | Quý II | 6\n2 | Xã Ba Bích | Quý I | 7\n | | Quý II | 8"
    reading = read(f"{rows}\nmerge: B3:B4\nmerge: B5:B6", title, "STT | Đơn vị | Kỳ | Tiếp nhận mới")
    assert [(o.reporting_unit[-7:], o.period, float(o.value)) for o in reading.observations] == [
        ("ba-cung", "2023-Q1", 5), ("ba-cung", "2023-Q2", 6), ("ba-bich", "2023-Q1", 7), ("ba-bich", "2023-Q2", 8),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("other", "loaded"), [("1000.5", {900.45, 1000.5}), ("90.4567", {900.45, 90.4567}), ("1000", {1000})]
)
def test_money_with_decimals_where_the_file_shows_that_they_are_meant(other: str, loaded: set[float]) -> None:
    reading = read(f"1 | Xã Ba Cung | 900.45\n2 | Xã Ba Bích | {other}", MONEY, "STT | Đơn vị | Giải ngân")
    assert {float(o.value) for o in reading.observations} == loaded


def test_money_against_its_plan_by_a_stroke() -> None:
    header = "STT | Đơn vị | Kế hoạch vốn | Giá trị khối lượng hoàn thành | Giải ngân | Tỷ lệ giải ngân/KH (%)"
    reading = read("1 | Xã Ba Cung | 100 | 60 | 50 | 50", MONEY, header)
    assert set(figures(reading)) == {"investment_plan", "investment_disbursed", "investment_disbursement_rate"}
    assert asked(reading) == {}


@pytest.mark.parametrize(
    ("label", "loaded"),
    [
        ("Giải ngân vốn đầu tư công đến 31/10/2024", True),
        ("Giải ngân vốn đầu tư công đến 30/6/2024", False),
        ("Giải ngân vốn đầu tư công tại thời điểm 31/12/2023", False),
    ],
)
def test_a_row_up_to_a_day(label: str, loaded: bool) -> None:
    reading = read(f"1 | {label} | Triệu đồng | 30", f"Số liệu tháng 10 năm 2024 {OF_BA_TO}")
    assert (figures(reading), len(asked(reading))) == (({"investment_disbursed": 30}, 0) if loaded else ({}, 1))


def test_what_stood_at_the_end_of_the_year_before_is_not_of_this_one() -> None:
    title = f"Biên chế năm 2024 {OF_BA_TO}"
    header = "STT | Đơn vị | Biên chế có mặt tại 31/12/2023 | Biên chế có mặt tại 31/12/2024"
    assert figures(read("1 | Xã Ba Cung | 20 | 21", title, header)) == {"staff_present": 21}


BLOCKS = """I | Xã Ba Cung
1 | Số hồ sơ tiếp nhận mới | Hồ sơ | 40
2 | Số hồ sơ đã giải quyết | Hồ sơ | 38
II | Xã Ba Bích
1 | Số hồ sơ tiếp nhận mới | Hồ sơ | 50
III | Tổng hợp chung
1 | Số hồ sơ tiếp nhận mới | Hồ sơ | 90"""


def test_headings_that_name_units_say_whose_the_rows_below_are() -> None:
    reading = read(BLOCKS, BA_TO)
    assert [(o.reporting_unit.rpartition(".")[2], o.indicator, float(o.value)) for o in reading.observations] == [
        ("xa-ba-cung", "dossiers_received", 40), ("xa-ba-cung", "dossiers_resolved", 38),
        ("xa-ba-bich", "dossiers_received", 50),
    ]  # fmt: skip
    assert [one for one in said(reading) if one.startswith(("section_other", "row_unknown"))]  # what is all of them


def test_programmes_with_their_total() -> None:
    title = f"Giải ngân vốn đầu tư công 6 tháng năm 2024 {OF_BA_TO}"
    header = "TT | Nội dung | Kế hoạch vốn (tr.đ) | Giải ngân (tr.đ) | Tỷ lệ (%)"
    rows = " | Tổng số | 50 | 20 | 40\nI | CTMTQG xây dựng nông thôn mới | 30 | 12 | 40\nII | Việc khác | 20 | 8 | 40"
    reading = read(rows, title, header)
    assert figures(reading) == {
        "investment_plan": 50, "investment_disbursed": 20, "investment_disbursement_rate": 40,
    }  # fmt: skip
    assert asked(reading) == {}


def test_where_only_dossiers_are_counted_nothing_else_is_late() -> None:
    title = f"Số liệu CCHC quý III năm 2024 {OF_BA_TO}"
    header = "STT | Đơn vị | Hồ sơ đã giải quyết | Hồ sơ đúng hạn | TL đúng hạn"
    assert figures(read("1 | Xã Ba Cung | 100 | 99 | 99%", title, header)) == {
        "dossiers_resolved": 100, "dossiers_resolved_on_time": 99, "dossiers_on_time_rate": 99,
    }  # fmt: skip


@pytest.mark.parametrize(("rate", "plan"), [(50, 20), (100, 10), (70, None)])
def test_of_several_plans_the_one_that_the_rate_is_of(rate: int, plan: int | None) -> None:
    header = "STT | Đơn vị | Kế hoạch vốn | Kế hoạch vốn giao | Giải ngân | Tỷ lệ giải ngân (%)"
    reading = read(f"1 | Xã Ba Cung | 20 | 10 | 10 | {rate}", MONEY, header)
    assert figures(reading).get("investment_plan") == plan
    assert len(asked(reading)) == (0 if plan else 2)


def test_a_title_about_communes_over_columns_of_them_splits_nothing() -> None:
    title = f"Hồ sơ cấp xã giải quyết quý III năm 2024 {OF_BA_TO}"
    reading = read(
        "1 | Số hồ sơ tiếp nhận mới | hồ sơ | 5 | 6", title, "STT | Chỉ tiêu | ĐVT | Xã Ba Cung | Xã Ba Bích"
    )
    assert {(one.handled_by, float(one.value)) for one in reading.observations} == {("", 5), ("", 6)}


def test_a_title_about_public_service_units_speaks_for_columns_that_name_no_class() -> None:
    title = f"Số lượng người làm việc trong các đơn vị sự nghiệp công lập năm 2024 {OF_BA_TO}"
    header = "STT | Đơn vị | Số lượng người làm việc được giao | Có mặt"
    found = figures(read("1 | Phòng Nội vụ | 30 | 29", title, header))
    assert found == {"psu_staff_assigned": 30, "psu_staff_present": 29}


def test_chỉ_tiêu_over_figures_names_no_rows() -> None:
    title = f"Biên chế năm 2024 {OF_BA_TO}"
    header = "STT | Đơn vị | Công chức được giao | Công chức có mặt | Chỉ tiêu | Hợp đồng hiện có"
    found = figures(read("1 | Xã Ba Cung | 20 | 19 | 4 | 3", title, header))
    assert found["staff_present"] == 19
    assert found["staff_contract"] == 3


@pytest.mark.parametrize("header", ["Đơn vị", "Nội dung", "Cấp chính quyền", "Cấp giải quyết"])
def test_rows_that_name_levels(header: str) -> None:
    title = "UBND tỉnh Hà Tĩnh\nKết quả giải quyết TTHC theo cấp chính quyền quý I năm 2024"
    rows = "1 | Cấp tỉnh | 5 | 4\n2 | Cấp huyện | 6 | 5\n3 | Cấp xã | 7 | 6\n | Tổng cộng | 18 | 15"
    assert figures(read(rows, title, f"STT | {header} | Tiếp nhận mới | Đã giải quyết")) == {
        "dossiers_received@province": 5, "dossiers_resolved@province": 4,
        "dossiers_received@district": 6, "dossiers_resolved@district": 5,
        "dossiers_received@commune": 7, "dossiers_resolved@commune": 6,
        "dossiers_received@all": 18, "dossiers_resolved@all": 15,
    }  # fmt: skip


def test_a_group_of_no_rows_is_no_subtotal() -> None:
    rows = "I | Cấp huyện | 6\nII | Cấp xã | 7\n1 | Xã Ba Cung | 3\n2 | Xã Ba Bích | 4\n | Tổng | 13"
    reading = read(rows, BA_TO, UNITS)
    assert of_units(reading) == {"xa-ba-cung": 3, "xa-ba-bich": 4}
    assert said(reading) == ["unit_row_unclear B3"]
    nested = "A | Cấp xã | 7\nI | Các xã | 7\n1 | Xã Ba Cung | 3\n2 | Xã Ba Bích | 4\n | Tổng | 7"
    assert said(read(nested, BA_TO, UNITS)) == []


def test_what_a_row_is_in_a_column_is_asked_once() -> None:
    rows = "1 | Chương trình xyz | 5 | 4\n2 | Việc abc | 6 | 5"
    header = "STT | Nội dung | Kế hoạch vốn (triệu đồng) | Giải ngân (triệu đồng)"
    first = read(rows, MONEY, header)
    answer = {"C3": "investment_plan", "D3": "investment_disbursed", "C4": "-", "D4": "-"}
    made = [
        answers.answered(one.question, answer[one.place.cell], "Lan")
        for one in first.problems
        if one.question is not None
    ]
    stored = [
        Decision(**vars(one) | {"decision": n, "decided_at": datetime(2026, 1, 1)}) for n, one in enumerate(made, 1)
    ]
    later = workbook(Sheet=form(rows, MONEY.replace("tháng 10", "tháng 11"), header))
    after = interpret(later, "a.xlsx", TABLES, Memory(tuple(stored)))
    assert figures(after) == {"investment_plan": 5, "investment_disbursed": 4}
    assert asked(after) == {}


def test_parts_of_what_is_pending_are_not_those_of_what_was_resolved() -> None:
    header = "STT | Đơn vị | Đã giải quyết | Đang giải quyết | Đúng hạn | Quá hạn"
    reading = read("1 | Xã Ba Cung | 95 | 5 | 4 | 1", BA_TO, header)
    assert figures(reading) == {"dossiers_pending": 5}
    assert len(asked(reading)) == 3


def test_contracts_are_no_civil_servants() -> None:
    title = f"Hợp đồng lao động theo Nghị định 111 năm 2024 {OF_BA_TO}"
    reading = read("1 | Xã Ba Cung | 5 | 4", title, "STT | Đơn vị | Được giao | Có mặt")
    assert figures(reading) == {}
    assert len(asked(reading)) == 2


def test_civil_servants_of_a_commune_are_its_cán_bộ_and_công_chức() -> None:
    title = f"Biên chế cán bộ, công chức xã năm 2024 {OF_BA_TO}"
    header = (
        "STT | Đơn vị | Tổng số được giao | Cán bộ được giao | Công chức được giao | Tổng số có mặt | Cán bộ có mặt"
    )
    reading = read("1 | Xã Ba Cung | 22 | 10 | 12 | 20 | 9", title, header)
    assert figures(reading) == {"staff_assigned": 22, "staff_present": 20}
    assert asked(reading) == {}
    header = "STT | Đơn vị | Biên chế CBCC được giao | Biên chế CBCC hiện có | Cán bộ hiện có | Công chức hiện có"
    assert figures(read("1 | Xã Ba Cung | 22 | 20 | 9 | 11", title, header)) == figures(reading)


def test_cán_bộ_and_công_chức_without_their_total_are_asked() -> None:
    rows = "1 | Cán bộ được giao | Người | 10\n2 | Công chức được giao | Người | 12"
    reading = read(rows, "Biên chế năm 2024 của UBND xã Ba Cung, huyện Ba Tơ, tỉnh Quảng Ngãi")
    assert (figures(reading), said(reading)) == ({}, ["row_ambiguous D3", "row_ambiguous D4"])


def test_a_check_value_of_nothing_that_is_read_is_asked() -> None:
    title = f"Biên chế công chức năm 2024 {OF_BA_TO}"
    reading = read("1 | Xã Ba Cung | 5 | 4", title, "STT | Đơn vị | Chỉ tiêu | Biến động")
    assert asked(reading)["Chỉ tiêu"][0] == "staff_assigned"


@pytest.mark.parametrize("assigned", ["Chỉ tiêu", "Được giao", "Chỉ tiêu giao"])
def test_posts_that_were_filled_of_those_assigned(assigned: str) -> None:
    title = f"Biên chế công chức năm 2024 {OF_BA_TO}"
    reading = read("1 | Xã Ba Cung | 5 | 4", title, f"STT | Đơn vị | {assigned} | Thực hiện")
    told = [(one.indicator, float(one.value)) for one in reading.observations]
    assert told == [("staff_assigned", 5), ("staff_present", 4)]


def test_quarters_in_short() -> None:
    title = f"Hồ sơ tiếp nhận mới năm 2024 {OF_BA_TO}"
    reading = read("1 | Xã Ba Cung | 1 | 2 | 3 | 4", title, "STT | Đơn vị | QI | QII | QIII | QIV")
    assert [one.period for one in reading.observations] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]


def test_where_a_project_lies_is_not_whose_it_is() -> None:
    rows = "1 | Huyện Thạnh Trị | Xã Lâm Tân | 5\n2 | Thị xã Ngã Năm | Xã Tân Long | 6"
    title = "Giải ngân vốn đầu tư công năm 2023 của UBND tỉnh Sóc Trăng (ĐVT: triệu đồng)"
    reading = read(rows, title, "STT | Chủ đầu tư | Địa điểm | Đã giải ngân")
    assert figures(reading) == {}
    assert [one for one in said(reading) if one.startswith("column_splits_rows")]
