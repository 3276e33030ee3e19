"""Whose posts a bare 'Biên chế' counts: groups with figures, names of offices, parts below a row, totals of several."""

import pytest

from tests.test_readings_in_doubt import PROVINCE, found
from tests.workbooks import read, said

POSTS = "TT | Đơn vị | Được giao | Có mặt"
STAFF = f"Biên chế năm 2024\nUBND {PROVINCE}"
LAK = f"UBND HUYỆN LẮK\nBiên chế năm 2024\n{PROVINCE}"
XA = f"UBND XÃ EA SÚP\nBiên chế năm 2026\n{PROVINCE}"
SERVANTS = ("Biên chế", "Biên chế công chức")


def posts(rows: list[str], title: str = STAFF) -> set[tuple[str, str, float]]:
    """Each figure: (unit, indicator, value)."""
    return {(one[0].removesuffix("~moi"), one[2], one[4]) for one in found(read("\n".join(rows), title, POSTS))}


def asks_for_posts(rows: list[str], title: str = STAFF) -> bool:
    """Whether it is asked whose posts some figure counts."""
    return any(one.startswith("posts_unclear") for one in said(read("\n".join(rows), title, POSTS)))


@pytest.mark.parametrize(
    "group", [" | Khối sự nghiệp", "* | Khối sự nghiệp", "2 | Khối sự nghiệp", " | Các đơn vị sự nghiệp"]
)
def test_a_group_with_its_sum_and_no_letter_is_a_group(group: str) -> None:
    rows = ["I | Khối hành chính | 140 | 133", "1 | Sở Y tế | 140 | 133", f"{group} | 500 | 480"]
    rows.append("1 | Bệnh viện đa khoa tỉnh | 500 | 480")
    assert {one[1:] for one in posts(rows)} == {
        ("staff_assigned", 140),
        ("staff_present", 133),
        ("psu_staff_assigned", 500),
        ("psu_staff_present", 480),
    }


def test_numbered_groups_that_hold_the_same_sở() -> None:
    rows = ["1 | Khối hành chính | 140 | 133", " | Sở Y tế | 100 | 95", " | Sở Nội vụ | 40 | 38"]
    rows += ["2 | Khối sự nghiệp | 510 | 499", " | Sở Y tế | 500 | 490", " | Sở Nội vụ | 10 | 9"]
    of_health = {one[1:] for one in posts(rows) if one[0] == "so-y-te"}
    assert of_health == {
        ("staff_assigned", 100),
        ("staff_present", 95),
        ("psu_staff_assigned", 500),
        ("psu_staff_present", 490),
    }


@pytest.mark.parametrize(
    "end", [" | UBND các huyện", " | Khối hành chính", "2 | Các hội", " | Cấp huyện", " | Khối Đảng, đoàn thể"]
)
def test_a_group_without_a_letter_ends_the_one_before(end: str) -> None:
    rows = ["I | Các đơn vị sự nghiệp | 300 | 290", "1 | Trường Cao đẳng nghề | 300 | 290"]
    rows += [f"{end} | 170 | 150", "1 | Huyện Lắk | 90 | 80", "2 | Huyện Ea Kar | 80 | 70"]
    assert not {one for one in posts(rows) if one[1].startswith("psu") and one[2] < 100}


def test_a_group_whose_sum_is_none_is_asked() -> None:
    rows = [
        "1 | Sở Y tế | 100 | 95",
        " | Khối sự nghiệp | 500 | 480",
        "2 | Huyện Lắk | 90 | 80",
        "3 | Huyện Ea Kar | 9 | 8",
    ]
    assert {one[0] for one in posts(rows)} == {"so-y-te"}
    assert asks_for_posts(rows)


@pytest.mark.parametrize("name", ["Trường Cao đẳng nghề", "Bệnh viện đa khoa tỉnh", "Ban QLDA đầu tư xây dựng"])
def test_posts_of_service_units_below_a_bare_heading_are_asked(name: str) -> None:
    rows = ["1 | Sở Y tế | 100 | 95", f"2 | {name} | 30 | 28"]
    assert {one[0] for one in posts(rows)} == {"so-y-te"}
    assert asks_for_posts(rows)


def test_posts_of_a_board_of_zones_are_those_of_an_office() -> None:
    rows = ["1 | Sở Y tế | 100 | 95", "2 | Ban Quản lý các khu công nghiệp | 30 | 28"]
    assert {one[2] for one in posts(rows)} == {100, 95, 30, 28}


@pytest.mark.parametrize(
    "part", [" | Trong đó: sự nghiệp | 500 | 490", "- | Hành chính | 100 | 95", " | - Sự nghiệp | 500 | 490"]
)
def test_a_row_with_parts_of_one_class_is_asked(part: str) -> None:
    rows = ["1 | Sở Y tế | 600 | 585", part, "2 | Sở Nội vụ | 40 | 38", "3 | Sở Tư pháp | 30 | 28"]
    assert {one[0] for one in posts(rows)} == {"so-noi-vu", "so-tu-phap"}


@pytest.mark.parametrize(
    "row",
    [
        "Sự nghiệp giáo dục",
        "Các trường học",
        "Mầm non Hoa Sen",
        "Giáo dục",
        "Hợp đồng lao động",
        "Người hoạt động không chuyên trách",
        "Công an xã",
        "Văn phòng Đảng ủy",
        "UBMTTQ Việt Nam xã",
    ],
)
def test_the_total_of_a_xã_over_more_than_its_offices_is_asked(row: str) -> None:
    rows = ["1 | Văn phòng HĐND và UBND | 9 | 8", "2 | Phòng Kinh tế | 9 | 8", "3 | Phòng Văn hóa - Xã hội | 9 | 8"]
    rows += [f"4 | {row} | 30 | 28", " | Tổng cộng | 57 | 52"]
    assert posts(rows, XA) == set()
    assert asks_for_posts(rows, XA)


@pytest.mark.parametrize("row", ["Văn phòng Huyện ủy", "Ban Tuyên giáo", "Mặt trận Tổ quốc", "Hội Nông dân"])
def test_the_total_of_a_huyện_with_bodies_of_the_party_is_not_its_own(row: str) -> None:
    rows = ["1 | Văn phòng HĐND và UBND | 10 | 9", "2 | Phòng Nội vụ | 6 | 6", f"3 | {row} | 12 | 12"]
    rows.append(" | Tổng cộng | 28 | 27")
    assert "huyen-lak" not in {one[0] for one in posts(rows, LAK.replace(*SERVANTS))}


@pytest.mark.parametrize(
    "row", ["Ban QL dự án", "Văn phòng ĐKĐĐ", "Ban Bồi thường, giải phóng mặt bằng", "Ban Quản trị chợ"]
)
def test_the_total_of_a_huyện_with_service_units_is_of_no_one_class(row: str) -> None:
    rows = ["1 | Văn phòng HĐND và UBND | 10 | 9", "2 | Phòng Nội vụ | 6 | 6", f"3 | {row} | 30 | 28"]
    rows.append(" | Tổng cộng | 46 | 43")
    assert "huyen-lak" not in {one[0] for one in posts(rows, LAK)}


@pytest.mark.parametrize(
    "group", ["Khối trường THPT", "Trường", "Giáo dục", "Ngành y tế", "Người lao động", "Công chức và viên chức"]
)
def test_groups_of_some_other_posts_are_asked(group: str) -> None:
    rows = [f"I | {group} | | ", "1 | Huyện Lắk | 90 | 80"]
    assert posts(rows) == set()


def test_a_class_with_its_level() -> None:
    rows = ["I | Cơ quan hành chính cấp tỉnh | | ", "1 | Sở Y tế | 100 | 95"]
    rows += ["II | Đơn vị sự nghiệp cấp tỉnh | | ", "1 | Bệnh viện đa khoa tỉnh | 600 | 590"]
    assert {one[1:] for one in posts(rows)} >= {("psu_staff_assigned", 600), ("staff_assigned", 100)}


@pytest.mark.parametrize("part", ["- SN", "- Các bệnh viện", "+ Trung tâm Y tế"])
def test_a_row_with_a_part_in_service_units_is_asked(part: str) -> None:
    rows = ["1 | Sở Y tế | 600 | 585", f" | {part} | 500 | 490", "2 | Sở Tư pháp | 40 | 38"]
    assert {value for *_, value in posts(rows)} == {40, 38}
    assert asks_for_posts(rows)
