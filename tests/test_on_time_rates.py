"""'Đúng hạn' beside 'Trước hạn': the share of those exactly on time is never loaded as the rate of all on time."""

import pytest

from etl.interpret import Reading
from tests.workbooks import figures, read, said

TITLE = "Số liệu giải quyết hồ sơ thủ tục hành chính tháng 5 năm 2024 của Sở Y tế, tỉnh Trà Vinh"
RATE = "dossiers_on_time_rate"


def rates(reading: Reading) -> list[float]:
    return [float(one.value) for one in reading.observations if one.indicator == RATE]


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (
            "Tổng số hồ sơ đã giải quyết | 301 | \n- Trước hạn | 270 | 89.70%\n- Đúng hạn | 30 | 9.97%\n"
            "- Trễ hạn | 1 | 0.33%",
            "Chỉ tiêu | Số lượng | Tỷ lệ",
        ),
        (
            "1 | Tổng số hồ sơ đã giải quyết | 301 | 100\n1.1 | Trước hạn | 270 | 89,70\n1.2 | Đúng hạn | 30 | 9,97\n"
            "1.3 | Trễ hạn | 1 | 0,33",
            "STT | Nội dung | Số hồ sơ | Tỷ lệ (%)",
        ),
        (
            "Tỷ lệ hồ sơ giải quyết trước hạn | 66%\nTỷ lệ hồ sơ giải quyết đúng hạn | 33%\n"
            "Tỷ lệ hồ sơ giải quyết quá hạn | 1%",
            "Chỉ tiêu | Kết quả",
        ),
    ],
)
def test_rows(rows: str, header: str) -> None:
    assert rates(read(rows, TITLE, header)) == []


def test_columns_of_shares_are_asked() -> None:
    header = "STT | Xã | Tỷ lệ trước hạn (%) | Tỷ lệ đúng hạn (%) | Tỷ lệ quá hạn (%)"
    title = "Tỷ lệ giải quyết hồ sơ TTHC quý II năm 2024 của UBND huyện A Lưới, tỉnh Thừa Thiên Huế"
    reading = read("1 | Xã Hồng Thái | 66.67 | 33 | 0.33\n2 | Xã Hồng Hạ | 60 | 39 | 1", title, header)
    assert rates(reading) == []
    assert "column_unknown D3:D4" in said(reading)


def test_the_rate_of_all_on_time_still_loads() -> None:
    rows = (
        "Tổng số hồ sơ đã giải quyết | 300\n- Trước hạn | 270\n- Đúng hạn | 27\n- Trễ hạn | 3\n"
        "Tỷ lệ hồ sơ giải quyết đúng hạn (%) | 99"
    )
    assert figures(read(rows, TITLE, "Chỉ tiêu | Kết quả"))[RATE] == 99
    header = "STT | Xã | Tổng số hồ sơ đã giải quyết | Trước hạn | Đúng hạn | Quá hạn | Tỷ lệ đúng hạn (%)"
    title = "Kết quả giải quyết hồ sơ TTHC quý II năm 2024 của UBND huyện A Lưới, tỉnh Thừa Thiên Huế"
    assert rates(read("1 | Xã Hồng Thái | 100 | 60 | 38 | 2 | 98", title, header)) == [98]


def test_beside_the_rate_of_those_exactly_on_time_the_rate_of_both_is_proved_by_its_figures() -> None:
    header = """STT | Huyện | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết | | | | | | | Tỷ lệ giải quyết đúng hạn (%)
 | | | Tổng số | Trước hạn | | Đúng hạn | | Trễ hạn | |
 | | | | Số lượng | Tỷ lệ | Số lượng | Tỷ lệ | Số lượng | Tỷ lệ |"""
    rows = """1 | Huyện Lắk | 13376 | 13256 | 8381 | 63,22 | 4704 | 35,49 | 171 | 1,29 | {}
2 | Huyện Krông Bông | 10313 | 10000 | 7000 | 70 | 2900 | 29 | 100 | 1 | {}
merge: A2:A4
merge: B2:B4
merge: C2:C4
merge: D2:J2
merge: D3:D4
merge: E3:F3
merge: G3:H3
merge: I3:J3
merge: K2:K4"""
    title = "Kết quả giải quyết hồ sơ của UBND cấp huyện năm 2022 của tỉnh Đắk Lắk"
    reading = read(rows.format("98,71", "99"), title, header)
    assert [float(one.value) for one in reading.observations if one.indicator == RATE] == [98.71, 99]
    other = read(rows.format("97,1", "96"), title, header)  # of neither: a person is asked
    assert [float(one.value) for one in other.observations if one.indicator == RATE] == []
