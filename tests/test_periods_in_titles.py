"""Kỳ as titles and lines above a table print them: several years, a kỳ with its days, months without a code."""

import pytest

from etl.interpret import Reading, interpret
from tests.workbooks import TABLES, form, read, said, workbook

BA_TO = "UBND HUYỆN BA TƠ, TỈNH QUẢNG NGÃI"
DOSSIERS = "STT | Đơn vị | Số hồ sơ tiếp nhận | Số hồ sơ đã giải quyết"
ROWS = "1 | Xã Ba Cung | 20 | 15\n2 | Xã Ba Bích | 12 | 11"


def dated(reading: Reading) -> list[tuple[str, str, float]]:
    """Kỳ, indicator and value of each figure."""
    return [(one.period, one.indicator, float(one.value)) for one in reading.observations]


def told(reading: Reading) -> list[str]:
    """What was said, but for the units that no list knows."""
    return [one for one in said(reading) if not one.startswith("unit_new")]


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Năm báo cáo: 2023 (từ ngày 15/12/2022 đến hết ngày 14/12/2023)", "2023"),
        ("Năm báo cáo: 2023 (15/12/2022 - 14/12/2023)", "2023"),
        ("Kỳ báo cáo: 2023 (từ 15/12/2022 – hết ngày 14/12/2023)", "2023"),
        ("Quý báo cáo: II/2023 (từ ngày 15/3/2023 tới hết ngày 14/6/2023)", "2023-Q2"),
        ("Quý báo cáo: IV/2023", "2023-Q4"),
        ("Tháng báo cáo: 10/2023 (từ ngày 15/9/2023 - 14/10/2023)", "2023-M10"),
        ("Kỳ báo cáo: 6 tháng đầu năm 2023 (từ 15/12/2022 - 14/6/2023)", "2023-H1"),
        ("Kỳ báo cáo: 9 tháng năm 2023 (Số liệu tính từ 15/12/2022 - 14/9/2023)", "2023-9M"),
    ],
)
def test_a_line_of_its_own_names_the_period(line: str, period: str) -> None:
    reading = read(ROWS, f"{BA_TO}\nKẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC\n{line}", DOSSIERS)
    assert dated(reading) == [
        (period, "dossiers_received", 20), (period, "dossiers_resolved", 15),
        (period, "dossiers_received", 12), (period, "dossiers_resolved", 11),
    ]  # fmt: skip
    assert told(reading) == []
    if "(" in line:
        assert {one.window_printed for one in reading.observations} == {True}


def test_days_that_are_not_those_of_the_period_stop() -> None:
    line = "Năm báo cáo: 2023 (từ ngày 15/12/2022 - 14/6/2023)"
    reading = read(ROWS, f"{BA_TO}\nKẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC\n{line}", DOSSIERS)
    assert reading.observations == []
    assert "period_several A3" in told(reading)


YEARS = f"{BA_TO}\nBẢNG SO SÁNH BIÊN CHẾ HÀNH CHÍNH NĂM 2022 VÀ NĂM 2023"


def test_two_years_of_a_title_over_columns_that_say_theirs() -> None:
    header = "STT | Đơn vị | Năm 2022 | | Năm 2023 | \n | | Biên chế giao | Có mặt | Biên chế giao | Có mặt"
    reading = read("1 | Xã Ba Cung | 22 | 20 | 21 | 19\nmerge: C3:D3\nmerge: E3:F3", YEARS, header)
    assert dated(reading) == [
        ("2022", "staff_assigned", 22), ("2022", "staff_present", 20),
        ("2023", "staff_assigned", 21), ("2023", "staff_present", 19),
    ]  # fmt: skip
    assert told(reading) == []


def test_two_years_down_the_rows() -> None:
    reading = read("1 | Năm 2022 | 22 | 20\n2 | Năm 2023 | 21 | 19", YEARS, "STT | Năm | Biên chế giao | Có mặt")
    assert [(period, value) for period, _, value in dated(reading)] == [
        ("2022", 22), ("2022", 20), ("2023", 21), ("2023", 19),
    ]  # fmt: skip


def test_indicators_down_and_two_years_across() -> None:
    rows = "1 | Tổng số hồ sơ tiếp nhận trong kỳ | hồ sơ | 15 | 150"
    title = f"{BA_TO}\nSỐ LIỆU CCHC NĂM 2022 VÀ 2023"
    reading = read(rows, title, "STT | Nội dung | ĐVT | Năm 2022 | Năm 2023")
    assert dated(reading) == [("2022", "dossiers_received", 15), ("2023", "dossiers_received", 150)]
    assert told(reading) == []


@pytest.mark.parametrize(
    "header",
    [
        "STT | Đơn vị | Biên chế giao | Có mặt",
        "STT | Đơn vị | Biên chế giao | Có mặt năm 2023",
        "STT | Đơn vị | Biên chế giao | Có mặt quý IV",
    ],
)
def test_a_column_that_says_neither_year_is_not_loaded(header: str) -> None:
    reading = read("1 | Xã Ba Cung | 22 | 20\n2 | Xã Ba Bích | 21 | 19", YEARS, header)
    assert "staff_assigned" not in {indicator for _, indicator, _ in dated(reading)}
    assert "period_several A2" in told(reading)


def test_a_third_year_stays_a_comparison() -> None:
    header = "STT | Đơn vị | Biên chế giao năm 2021 | Biên chế giao năm 2022 | Biên chế giao năm 2023"
    reading = read("1 | Xã Ba Cung | 23 | 22 | 20", YEARS, header)
    assert dated(reading) == [("2022", "staff_assigned", 22), ("2023", "staff_assigned", 20)]


CA_MAU = "ỦY BAN NHÂN DÂN TỈNH CÀ MAU\nGiải ngân vốn đầu tư công 11 tháng năm 2025{}\nĐơn vị tính: triệu đồng"
MONEY = "STT | Đơn vị | Kế hoạch vốn | Giải ngân"


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ("\n(Lũy kế từ ngày 01/01/2025 đến ngày 30/11/2025)", "2025-01-01/2025-11-30"),
        (" (từ ngày 15/12/2024 đến hết ngày 14/11/2025)", "2024-12-15/2025-11-14"),
    ],
)
def test_months_without_a_code_are_the_days_that_are_printed(days: str, period: str) -> None:
    reading = read("1 | Phường An Xuyên | 400 | 300\n2 | Xã Năm Căn | 200 | 150", CA_MAU.format(days), MONEY)
    assert dated(reading) == [
        (period, "investment_plan", 400), (period, "investment_disbursed", 300),
        (period, "investment_plan", 200), (period, "investment_disbursed", 150),
    ]  # fmt: skip
    assert told(reading) == []


@pytest.mark.parametrize("days", ["", "\n(từ ngày 01/01/2025 đến ngày 30/6/2025)"])
def test_months_without_their_days_stop(days: str) -> None:
    reading = read("1 | Phường An Xuyên | 400 | 300\n2 | Xã Năm Căn | 200 | 150", CA_MAU.format(days), MONEY)
    assert reading.observations == []
    assert [one for one in told(reading) if one.startswith("period_wrong")]


def test_a_day_alone_is_asked_for_with_the_period_that_it_ends() -> None:
    title = f"{BA_TO}\nTHỐNG KÊ BIÊN CHẾ CÔNG CHỨC\n(Tính đến ngày 30/6/2023)"
    book = workbook(Sheet=form("1 | Xã Ba Cung | 20 | 15", title, "STT | Đơn vị | Biên chế được giao | Có mặt"))
    reading = interpret(book, "phu-luc.xlsx", TABLES, file_hash="0" * 64)
    (asked,) = [one.question for one in reading.problems if one.code == "period_missing"]
    assert asked is not None
    assert asked.suggestions[0].answer in ("2023-Q2", "2023-H1")
    assert reading.observations == []


def test_posts_on_the_last_day_of_a_year_are_those_of_the_year_which_is_said() -> None:
    title = f"{BA_TO}\nTHỐNG KÊ BIÊN CHẾ CÔNG CHỨC\n(Tính đến ngày 31/12/2023)"
    reading = read("1 | Xã Ba Cung | 20 | 15", title, "STT | Đơn vị | Biên chế được giao | Có mặt")
    assert {one.period for one in reading.observations} == {"2023"}
    assert [one.found for one in reading.problems if one.code == "period_from_day"] == ["31/12/2023"]


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Từ tháng 01 đến tháng 6 năm 2023", "2023-H1"),
        ("Từ tháng 1 đến hết tháng 9/2023", "2023-9M"),
        ("Từ quý I đến quý III năm 2023", "2023-9M"),
        ("Từ tháng 01 đến tháng 12 năm 2023", "2023"),
        ("Quý III năm 2023 (tính đến hết tháng 9/2023)", "2023-Q3"),
        ("Năm 2023 (đến hết tháng 12 năm 2023)", "2023"),
    ],
)
def test_a_line_that_says_from_when_and_until_when(line: str, period: str) -> None:
    reading = read(ROWS, f"{BA_TO}\nKết quả giải quyết hồ sơ TTHC\n{line}", DOSSIERS)
    assert {one.period for one in reading.observations} == {period}


@pytest.mark.parametrize(
    "line",
    [
        "Đến hết tháng 9 năm 2023",
        "Lũy kế đến hết quý III năm 2023",
        "Từ tháng 7 đến tháng 12 năm 2023",
        "Năm 2023 (đến hết tháng 9 năm 2023)",
    ],
)
def test_until_when_alone_does_not_say_since_when(line: str) -> None:
    """'Đến hết tháng 9' counts dossiers of nine months, or of a month: a person says."""
    reading = read(ROWS, f"{BA_TO}\nKết quả giải quyết hồ sơ TTHC\n{line}", DOSSIERS)
    assert reading.observations == []
    assert any(one.severity == "stop" for one in reading.problems)


def test_until_when_is_enough_of_money_since_january() -> None:
    header = "STT | Đơn vị | Kế hoạch vốn (triệu đồng) | Giải ngân (triệu đồng)"
    reading = read(ROWS, f"{BA_TO}\nTình hình giải ngân vốn đầu tư công đến hết tháng 5 năm 2023", header)
    assert {one.period for one in reading.observations} == {"2023-M05"}


def test_the_kỳ_that_end_there_are_suggested() -> None:
    drawn = form(ROWS, f"{BA_TO}\nKết quả giải quyết hồ sơ TTHC\nĐến hết tháng 9 năm 2023", DOSSIERS)
    found = interpret(workbook(Sheet=drawn), "a.xlsx", TABLES, file_hash="ab" * 32)
    (asked,) = [one.question for one in found.problems if one.code == "period_missing"]
    assert asked is not None
    assert {"2023-9M", "2023-Q3"} <= {one.answer for one in asked.suggestions}


@pytest.mark.parametrize("until", ["lũy kế đến hết tháng 9", "đến tháng 9", "đến hết quý III"])
def test_a_column_until_the_end_of_the_kỳ_is_of_that_kỳ(until: str) -> None:
    header = f"STT | Đơn vị | Số hồ sơ tiếp nhận {until} | Số hồ sơ đã giải quyết"
    reading = read(ROWS, f"{BA_TO}\nKết quả giải quyết hồ sơ TTHC 9 tháng năm 2023", header)
    assert {one.period for one in reading.observations} == {"2023-9M"}


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ("(01/7/2025 - 31/12/2025)", "2025-07-01/2025-12-31"),
        ("(từ ngày 15/6/2025 đến ngày 14/12/2025)", "2025-06-15/2025-12-14"),
    ],
)
def test_the_second_half_of_a_year_is_its_printed_days(days: str, period: str) -> None:
    title = (
        f"ỦY BAN NHÂN DÂN TỈNH CÀ MAU\nGiải ngân vốn đầu tư công 6 tháng cuối năm 2025 {days}\nĐơn vị tính: triệu đồng"
    )
    assert dated(read("1 | Phường An Xuyên | 400 | 300", title, MONEY))[1] == (period, "investment_disbursed", 300)
    other = title.replace("31/12", "30/9").replace("14/12", "14/9")
    assert [one.split()[0] for one in told(read("1 | Phường An Xuyên | 400 | 300", other, MONEY))] == ["period_wrong"]


def test_until_the_end_of_a_quarter_since_january_is_the_kỳ_since_january() -> None:
    title = "ỦY BAN NHÂN DÂN TỈNH CÀ MAU\nGiải ngân vốn đầu tư công {} (lũy kế 9 tháng)\nĐơn vị tính: triệu đồng"
    rows = "1 | Phường An Xuyên | 400 | 300\n2 | Xã Năm Căn | 200 | 150"
    assert {period for period, *_ in dated(read(rows, title.format("đến hết quý III năm 2025"), MONEY))} == {"2025-9M"}
    both = read(rows, title.format("quý III năm 2025"), MONEY)
    assert [one.split()[0] for one in told(both)] == ["period_several"]


def test_the_months_of_a_year_that_each_column_names() -> None:
    title = "UBND PHƯỜNG NAM ĐÔNG HÀ\nKẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC CÁC THÁNG CUỐI NĂM 2025"
    reading = read("1 | Hồ sơ đã giải quyết | 742 | 732", title, "STT | Chỉ số | Tháng 11/2025 | Tháng 12/2025")
    assert {(one.period, float(one.value)) for one in reading.observations} == {("2025-M11", 742), ("2025-M12", 732)}
    reading = read("1 | Hồ sơ đã giải quyết | 742", title, "STT | Chỉ số | Số lượng")
    assert reading.observations == []
    assert any(one.startswith("period_wrong") for one in said(reading))
