"""'Huyện A | - Cấp huyện | - Cấp xã': lists of huyện over the levels that handle their dossiers."""

import pytest

from tests.test_groups_of_bodies import of_units, told
from tests.workbooks import read

TITLE = "UBND TỈNH THÁI BÌNH\nKẾT QUẢ GIẢI QUYẾT TTHC CỦA CÁC HUYỆN, THÀNH PHỐ PHÂN THEO CẤP GIẢI QUYẾT NĂM 2022"
HEADER = "TT | Đơn vị / cấp giải quyết | Hồ sơ mới tiếp nhận | Hồ sơ đã giải quyết | Tỷ lệ đúng hạn (%)"
ROWS = (
    "1 | Huyện Đông Hưng | 100 | 90 | 99\n- | Cấp huyện | 30 | 25 | 98\n- | Cấp xã | 70 | 65 | 99.5\n"
    "2 | Huyện Tiền Hải | 50 | 40 | 97\n- | Cấp huyện | 20 | 15 | 96\n- | Cấp xã | 30 | 25 | 98"
)
READ = {
    "Huyện Đông Hưng all": [100, 90, 99],
    "Huyện Đông Hưng district": [30, 25, 98],
    "Huyện Đông Hưng commune": [70, 65, 99.5],
    "Huyện Tiền Hải all": [50, 40, 97],
    "Huyện Tiền Hải district": [20, 15, 96],
    "Huyện Tiền Hải commune": [30, 25, 98],
}
TOTAL = "\n | Tổng cộng | 150 | 130 | 98\n- | Cấp huyện | 50 | 40 | 97\n- | Cấp xã | 100 | 90 | 99"


def test_a_huyện_is_the_sum_of_its_levels() -> None:
    reading = read(ROWS, TITLE, HEADER)
    assert of_units(reading) == READ
    assert told(reading) == []


@pytest.mark.parametrize(
    ("district", "commune"), [("UBND cấp huyện", "UBND cấp xã"), ("TTHC cấp huyện", "TTHC cấp xã")]
)
def test_levels_by_other_words(district: str, commune: str) -> None:
    rows = ROWS.replace("Cấp huyện", district).replace("Cấp xã", commune)
    assert of_units(read(rows, TITLE, HEADER)) == READ


@pytest.mark.parametrize("wrong", [False, True])
def test_the_total_of_each_level_is_a_check_value(wrong: bool) -> None:
    total = TOTAL.replace("100 | 90", "101 | 90") if wrong else TOTAL
    reading = read(ROWS + total, TITLE, HEADER)
    assert of_units(reading) == READ
    assert [one.split()[0] for one in told(reading)] == (["total_mismatch"] if wrong else [])


def test_in_money_a_level_is_none_of_the_catalogue() -> None:
    header = "TT | Đơn vị | Kế hoạch vốn (triệu đồng) | Giải ngân (triệu đồng)"
    rows = "\n".join(row.rpartition(" | ")[0] for row in ROWS.splitlines())
    reading = read(rows, "UBND TỈNH THÁI BÌNH\nGIẢI NGÂN VỐN ĐẦU TƯ CÔNG NĂM 2022", header)
    assert not any(name.endswith(("district", "commune")) for name in of_units(reading))


@pytest.mark.parametrize(
    "rows",
    [
        ROWS.replace("1 | Huyện Đông Hưng | 100 | 90", "1 | Huyện Đông Hưng | 30 | 25"),  # of itself alone
        ROWS.replace("- | Cấp xã | 70 | 65 | 99.5", "- | Cấp huyện | 70 | 65 | 99.5"),
    ],
)
def test_what_is_no_such_list_is_not_read_as_one(rows: str) -> None:
    reading = read(rows, TITLE, HEADER)
    assert not {name for name in of_units(reading) if name.startswith("Huyện Đông Hưng")}
    assert told(reading)
