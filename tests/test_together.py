"""A title names several kỳ that end together ('tháng 9 và 9 tháng năm 2024'): each column says which, or is asked."""

import pytest

from etl.interpret import Reading
from tests.workbooks import read, said

BA_TO = "của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
MONEY = f"Tình hình giải ngân vốn đầu tư công tháng 9 và 9 tháng năm 2024 {BA_TO} (ĐVT: triệu đồng)"
DOSSIERS = f"Kết quả giải quyết hồ sơ TTHC quý IV và năm 2024 {BA_TO}"


def dated(reading: Reading) -> dict[tuple[str, str], float]:
    """Values by kỳ and indicator."""
    return {(one.period, one.indicator): float(one.value) for one in reading.observations}


@pytest.mark.parametrize(
    "header",
    [
        "STT | Chủ đầu tư | Kế hoạch vốn | Giải ngân tháng 9 | Giải ngân 9 tháng",
        "STT | Chủ đầu tư | Kế hoạch vốn năm 2024 | Giải ngân tháng 9/2024 | Lũy kế giải ngân 9 tháng năm 2024",
        "STT | Chủ đầu tư | Kế hoạch vốn | Giải ngân trong tháng | Lũy kế giải ngân từ đầu năm",
    ],
)
def test_money_is_of_the_sum_and_not_of_the_month(header: str) -> None:
    reading = read("1 | Xã Ba Cung | 2000 | 150 | 1500", MONEY, header)
    assert dated(reading) == {("2024-9M", "investment_plan"): 2000, ("2024-9M", "investment_disbursed"): 1500}
    assert said(reading) == []


@pytest.mark.parametrize(
    "header",
    [
        "STT | Đơn vị | Hồ sơ tiếp nhận quý IV | Hồ sơ tiếp nhận cả năm",
        "STT | Đơn vị | Hồ sơ tiếp nhận quý IV/2024 | Hồ sơ tiếp nhận năm 2024",
        "STT | Đơn vị | Hồ sơ tiếp nhận trong quý | Hồ sơ tiếp nhận lũy kế từ đầu năm",
    ],
)
def test_dossiers_are_of_both(header: str) -> None:
    reading = read("1 | Xã Ba Cung | 15 | 150\n2 | Xã Ba Bích | 16 | 160", DOSSIERS, header)
    assert [(one.period, float(one.value)) for one in reading.observations] == [
        ("2024-Q4", 15), ("2024", 150), ("2024-Q4", 16), ("2024", 160),
    ]  # fmt: skip
    assert said(reading) == []


def test_indicators_down() -> None:
    rows = "1 | Tổng số hồ sơ tiếp nhận trong kỳ | hồ sơ | 15 | 150\n"
    rows += "2 | Kế hoạch vốn đầu tư công được giao | triệu đồng | | 900"
    reading = read(rows, f"Số liệu CCHC quý IV và năm 2024 {BA_TO}", "STT | Nội dung | ĐVT | Quý IV | Cả năm")
    assert dated(reading) == {
        ("2024-Q4", "dossiers_received"): 15, ("2024", "dossiers_received"): 150, ("2024", "investment_plan"): 900,
    }  # fmt: skip


def test_a_column_that_names_none_is_asked_for() -> None:
    reading = read("1 | Xã Ba Cung | 15\n2 | Xã Ba Bích | 16", DOSSIERS, "STT | Đơn vị | Hồ sơ tiếp nhận mới")
    assert (reading.observations, said(reading)) == ([], ["period_several A1"])


def test_a_comparison_with_the_year_before_stays_one() -> None:
    header = "STT | Đơn vị | Hồ sơ tiếp nhận quý IV/2024 | Hồ sơ tiếp nhận quý IV/2023"
    reading = read("1 | Xã Ba Cung | 15 | 14", DOSSIERS, header)
    assert dated(reading) == {("2024-Q4", "dossiers_received"): 15}


def test_printed_days_say_which() -> None:
    title = f"Kết quả giải quyết hồ sơ TTHC quý IV và năm 2024 (từ ngày 15/12/2023 đến ngày 14/12/2024) {BA_TO}"
    reading = read("1 | Xã Ba Cung | 15\n2 | Xã Ba Bích | 16", title, "STT | Đơn vị | Hồ sơ tiếp nhận mới")
    assert {one.period for one in reading.observations} == {"2024"}


def test_kỳ_that_do_not_end_together_stop_the_file_unless_its_columns_say_theirs() -> None:
    title = f"Kết quả giải quyết hồ sơ TTHC quý I và quý III năm 2024 {BA_TO}"
    each = read("1 | Xã Ba Cung | 15 | 16", title, "STT | Đơn vị | Tiếp nhận quý I | Tiếp nhận quý III")
    assert dated(each) == {("2024-Q1", "dossiers_received"): 15, ("2024-Q3", "dossiers_received"): 16}
    reading = read("1 | Xã Ba Cung | 15 | 15", title, "STT | Đơn vị | Tiếp nhận mới | Đã giải quyết")
    assert reading.observations == []
    assert "period_several A1" in said(reading)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (
            "1 | Xã Ba Cung | 150 | 150",
            {("2024-M09", "investment_disbursed"): 150, ("2024-9M", "investment_disbursed"): 150},
        ),
        ("1 | Xã Ba Cung | 150 | 100", {("2024-9M", "investment_disbursed"): 100}),
    ],
)
def test_a_month_that_is_not_less_than_the_nine(row: str, found: dict[tuple[str, str], float]) -> None:
    """The same figure is right for both; more than the whole is no part of it, and a person is asked."""
    reading = read(row, MONEY, "STT | Chủ đầu tư | Giải ngân tháng 9 | Giải ngân 9 tháng")
    assert dated(reading) == found
    assert len(said(reading)) == 2 - len(found)


def test_the_year_that_a_title_compares_with_is_not_loaded() -> None:
    title = f"Kết quả giải quyết hồ sơ TTHC năm 2024 so với năm 2023 {BA_TO}"
    header = "STT | Đơn vị | Hồ sơ tiếp nhận năm 2023 | Hồ sơ tiếp nhận năm 2024"
    reading = read("1 | Xã Ba Cung | 14 | 15", title, header)
    assert dated(reading) == {("2024", "dossiers_received"): 15}
