"""The text alternative of a chart: what it must say, and never more than a listener bears."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import language
from dashboard.chart_alt import LONGEST, alt


def test_it_says_title_measure_period_count_ends_and_missing() -> None:
    rows = [("Xã A", 99.21), ("Xã B", 45.0), ("Xã C", None), ("Xã D", 60.5)]
    assert alt("Tỷ lệ đúng hạn", "%", "Quý I/2024", rows) == (
        "Tỷ lệ đúng hạn. Đơn vị tính: %. Quý I/2024. Biểu đồ có 4 mục. Cao nhất: Xã A 99,21 %. Thấp nhất: Xã B 45 %. "
        "1 mục không có số liệu. Lần lượt: Xã A 99,21 %; Xã B 45 %; Xã D 60,5 %."
    )


def test_english_says_the_same() -> None:
    with language.spoken("en"):
        said = alt("On time", "%", "Year 2024", [("Xã A", 99.2), ("Xã B", None), ("Xã C", 1.0)])
    assert said == (
        "On time. Unit of measure: %. Year 2024. The chart has 3 entries. Highest: Xã A 99.2%. Lowest: Xã C 1%. "
        "1 without a figure."
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "Biểu đồ có 0 mục. Không mục nào có số liệu."),
        ([("A", None), ("B", math.nan)], "Biểu đồ có 2 mục. Không mục nào có số liệu."),
        ([("A", 0.0), ("B", None)], "Chỉ A có số liệu: 0 hồ sơ. 1 mục không có số liệu."),
        ([("A", 5.0), ("B", 5.0)], "Các mục có số liệu đều bằng 5 hồ sơ."),
        ([("A", 5.0), ("B", 5.0), ("C", 1.0)], "Cao nhất: A 5 hồ sơ (và 1 mục khác). Thấp nhất: C 1 hồ sơ."),
    ],
)
def test_what_is_missing_or_equal_is_never_a_rank(rows: list[tuple[str, float | None]], said: str) -> None:
    assert said in alt("Hồ sơ", "hồ sơ", "Năm 2024", rows)


ROWS = st.lists(st.tuples(st.text(max_size=90), st.none() | st.floats(-1e15, 1e15) | st.just(math.nan)), max_size=80)


@given(st.text(max_size=400), ROWS)
def test_it_is_never_too_long_and_counts_right(title: str, rows: list[tuple[str, float | None]]) -> None:
    said = alt(title, "hồ sơ", "Năm 2024", rows)
    assert len(said) <= LONGEST
    known = [value for _, value in rows if value is not None and not math.isnan(value)]
    assert f"Biểu đồ có {len(rows)} mục." in said
    if known:
        assert (f"{len(rows) - len(known)} mục không có số liệu." in said) == (len(known) < len(rows))


def test_many_units_are_cut_with_a_word_about_it() -> None:
    rows = [(f"Xã Thứ {number}", float(number)) for number in range(300, 0, -1)]
    said = alt("Tiếp nhận", "hồ sơ", "Năm 2024", rows)
    assert len(said) <= LONGEST
    assert said.endswith("còn lại xem trong bảng số liệu.")
    assert "Cao nhất: Xã Thứ 300 300 hồ sơ. Thấp nhất: Xã Thứ 1 1 hồ sơ." in said


def test_names_stay_whole_to_the_sixtieth_letter() -> None:
    assert "Xã " + "a" * 56 + "…" in alt("T", "%", "P", [("Xã " + "a" * 80, 1.0), ("B", 2.0)])
