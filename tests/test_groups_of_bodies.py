"""Groups of bodies: over columns that name them, and in lists where the same bodies stand under two."""

import pytest

from etl.interpret import Reading
from tests.workbooks import TABLES, read, said

MOC_CHAU = "UBND HUYỆN MỘC CHÂU, TỈNH SƠN LA\nKẾT QUẢ GIẢI QUYẾT TTHC NĂM 2023"
ROWS = "1 | Tổng số hồ sơ tiếp nhận | Hồ sơ | 20 | 12 | 32\n2 | Số hồ sơ tiếp nhận trực tuyến | Hồ sơ | 15 | 11 | 26"


def of_units(reading: Reading) -> dict[str, list[float]]:
    """The figures of each unit and whose dossiers they are."""
    names = {unit.reporting_unit: unit.name for unit in (*TABLES.units, *reading.new_units)}
    found: dict[str, list[float]] = {}
    for one in reading.observations:
        name = names.get(one.reporting_unit, one.reporting_unit)
        found.setdefault(" ".join(filter(None, (name, one.handled_by))), []).append(float(one.value))
    return found


def told(reading: Reading) -> list[str]:
    """What was said, but for the units that no list knows."""
    return [one for one in said(reading) if not one.startswith(("unit_new", "unit_parent"))]


def test_units_across_under_the_name_of_their_group() -> None:
    header = "STT | Chỉ tiêu | ĐVT | Các xã, thị trấn | | Toàn huyện\n | | | TT Mộc Châu | Xã Đông Sang | "
    reading = read(f"{ROWS}\nmerge: D3:E3\nmerge: F3:F4", MOC_CHAU, header)
    assert of_units(reading) == {"Thị trấn Mộc Châu": [20, 15], "Xã Đông Sang": [12, 11]}
    assert told(reading) == []


def test_the_total_of_a_group_of_units_across() -> None:
    header = "STT | Chỉ tiêu | ĐVT | UBND các xã, thị trấn | |\n | | | TT Mộc Châu | Xã Đông Sang | Cộng"
    reading = read(f"{ROWS}\nmerge: D3:F3", MOC_CHAU, header)
    assert of_units(reading) == {"Thị trấn Mộc Châu": [20, 15], "Xã Đông Sang": [12, 11]}
    assert told(reading) == []


def test_a_group_that_says_whose_dossiers_they_are_is_not_dropped() -> None:
    title = "UBND TỈNH SƠN LA\nKẾT QUẢ GIẢI QUYẾT TTHC NĂM 2023"
    header = "STT | Chỉ tiêu | ĐVT | Cấp xã | | Tổng\n | | | Huyện Mộc Châu | Huyện Mai Sơn | "
    reading = read(f"{ROWS}\nmerge: D4:E4", title, header)
    assert set(of_units(reading)) <= {"Huyện Mộc Châu commune", "Huyện Mai Sơn commune"}


BAC_LIEU = "VĂN PHÒNG UBND TỈNH BẠC LIÊU\nKẾT QUẢ GIẢI QUYẾT TTHC NĂM 2023"
COLUMNS = "STT | Cơ quan, đơn vị | Tiếp nhận mới | Đã giải quyết"
DEPARTMENTS = "I | CÁC SỞ, BAN, NGÀNH TỈNH | 90 | 88\n1 | Sở Tư pháp | 90 | 88\n"
OF_DISTRICTS = "II | UBND CẤP HUYỆN | 30 | 25\n1 | UBND huyện Hồng Dân | 20 | 16\n2 | UBND thị xã Giá Rai | 10 | 9\n"
OF_COMMUNES = "III | UBND CẤP XÃ (tổng hợp theo địa bàn huyện) | 70 | 63\n1 | Huyện Hồng Dân | 40 | 36\n"
OF_COMMUNES += "2 | Thị xã Giá Rai | 30 | 27\n"


def test_the_same_districts_under_two_groups() -> None:
    total = "* | TỔNG CỘNG (I+II+III) | 190 | 176"
    reading = read(DEPARTMENTS + OF_DISTRICTS + OF_COMMUNES + total, BAC_LIEU, COLUMNS)
    assert of_units(reading) == {
        "Sở Tư pháp": [90, 88],
        "Huyện Hồng Dân district": [20, 16], "Thị xã Giá Rai district": [10, 9],
        "Huyện Hồng Dân commune": [40, 36], "Thị xã Giá Rai commune": [30, 27],
    }  # fmt: skip
    assert told(reading) == []


def test_districts_under_one_group_are_as_ever() -> None:
    assert of_units(read(DEPARTMENTS + OF_DISTRICTS, BAC_LIEU, COLUMNS)) == {
        "Sở Tư pháp": [90, 88], "Huyện Hồng Dân": [20, 16], "Thị xã Giá Rai": [10, 9],
    }  # fmt: skip


def test_districts_under_the_group_of_communes_alone() -> None:
    assert of_units(read(DEPARTMENTS + OF_COMMUNES, BAC_LIEU, COLUMNS)) == {
        "Sở Tư pháp": [90, 88], "Huyện Hồng Dân commune": [40, 36], "Thị xã Giá Rai commune": [30, 27],
    }  # fmt: skip


def test_what_is_not_told_apart_by_level_is_asked_for() -> None:
    title = "SỞ NỘI VỤ TỈNH BẠC LIÊU\nBIÊN CHẾ CÔNG CHỨC NĂM 2023"
    header = "STT | Cơ quan, đơn vị | Biên chế công chức được giao | Biên chế công chức có mặt"
    reading = read(DEPARTMENTS + OF_COMMUNES, title, header)
    assert of_units(reading) == {"Sở Tư pháp": [90, 88]}
    assert len([one for one in said(reading) if one.startswith("unit_row_unclear")]) == 4


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Phường", "Phường"),
        ("Tên phường", "Phường"),
        ("Các phường", "Phường"),
        ("Đơn vị (phường)", "Phường"),
        ("Xã, phường", "Phường"),  # in a quận all are
        ("Xã, thị trấn", ""),
        ("Đơn vị", ""),
        ("Phòng, phường", ""),
    ],
)
def test_a_heading_says_the_kind_of_bare_names(heading: str, kind: str) -> None:
    title = "UBND QUẬN NINH KIỀU, THÀNH PHỐ CẦN THƠ\nKẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC NĂM 2022"
    header = f"STT | {heading} | Số hồ sơ tiếp nhận | Số hồ sơ đã giải quyết"
    reading = read("1 | Tân An | 20 | 15\n2 | An Cư | 12 | 11", title, header)
    assert of_units(reading) == ({f"{kind} Tân An": [20, 15], f"{kind} An Cư": [12, 11]} if kind else {})


def test_a_heading_of_a_district_may_mean_two_kinds() -> None:
    header = "STT | Xã, phường | Số hồ sơ tiếp nhận | Số hồ sơ đã giải quyết"
    assert of_units(read("1 | Tân An | 20 | 15\n2 | An Cư | 12 | 11", MOC_CHAU, header)) == {}
