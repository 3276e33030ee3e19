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
