"""Words of titles that narrow nothing, and headings that other hands write for what the catalogue names."""

import pytest

from etl.interpret import Reading
from tests.workbooks import read, said

BA_TO = "của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
STAFF = f"Số liệu tinh giản biên chế năm 2022 {BA_TO}"


def values(reading: Reading) -> dict[str, float]:
    """The figures of a table of one unit by indicator."""
    return {one.indicator: float(one.value) for one in reading.observations}


def staff(heading: str, title: str = STAFF) -> Reading:
    """A column beside what was assigned."""
    header = f"STT | Đơn vị | Biên chế công chức được giao | {heading}"
    return read("1 | Xã Ba Cung | 105 | 10.5\n2 | Xã Ba Bích | 102 | 10.1", title, header)


def columns_asked(reading: Reading) -> list[str]:
    """The columns that are asked for."""
    return [problem[:16] for problem in said(reading) if problem.startswith("column_unknown")]


@pytest.mark.parametrize(
    ("heading", "indicator"),
    [
        ("Tỷ lệ tinh giản so với năm 2015 (%)", "staff_cut_rate_vs_2015"),
        ("Tỷ lệ % biên chế đã tinh giản so với năm 2015", "staff_cut_rate_vs_2015"),
        ("Tỷ lệ tinh giản so với biên chế giao năm 2015 (%)", "staff_cut_rate_vs_2015"),
        ("Tỷ lệ viên chức đã tinh giản so với năm 2015 (%)", "psu_staff_cut_rate_vs_2015"),
        ("Tỷ lệ tinh giản so với kế hoạch năm (%)", "staff_cut_rate_vs_plan"),
        ("Tỷ lệ tinh giản so với kế hoạch (%)", "staff_cut_rate_vs_plan"),
    ],
)
def test_a_comparison_that_is_an_indicator(heading: str, indicator: str) -> None:
    reading = staff(heading)
    assert values(reading) == {"staff_assigned": 102, indicator: 10.1}
    assert said(reading) == []


@pytest.mark.parametrize(
    "heading",
    [
        "Tỷ lệ so với năm 2015 (%)",
        "Biên chế hiện có so với năm 2015 (%)",
        "Tỷ lệ có mặt so với kế hoạch (%)",
        "Biên chế hiện có so với",
        "Tỷ lệ tinh giản so với viên chức (%)",
    ],
)
def test_a_comparison_with_what_no_word_tells_is_asked_for(heading: str) -> None:
    reading = staff(heading)
    assert values(reading) == {"staff_assigned": 102}
    assert columns_asked(reading)


@pytest.mark.parametrize(
    "heading",
    [
        "Tăng, giảm so với năm 2021",
        "So với cùng kỳ",
        "So với năm 2021",
        "So với kỳ trước",
        "Biên chế hiện có năm 2021",
        "So sánh cùng kỳ (%)",
    ],
)
def test_a_comparison_with_another_time_is_set_aside(heading: str) -> None:
    reading = staff(heading)
    assert values(reading) == {"staff_assigned": 102}
    assert said(reading) == []
