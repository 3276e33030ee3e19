"""Groups, sums and words over rows that look like the whole and are a part: asked, or read as what they are."""

import pytest

from tests.test_readings_in_doubt import LAK, PROVINCE, found
from tests.workbooks import figures, read, said

POSTS = "TT | Đơn vị | Được giao | Có mặt"
STAFF = f"Biên chế năm 2024\nUBND {PROVINCE}"


def codes(rows: str, title: str, header: str) -> list[tuple[str, str, float]]:
    """Each figure: (unit, indicator, value)."""
    return [(one[0], one[2], one[4]) for one in found(read(rows, title, header))]


def test_parts_below_a_department_are_no_groups_of_those_that_follow() -> None:
    rows = (
        "1 | Sở Y tế | 100 | 95\n | - Khối hành chính | 40 | 38\n | - Khối sự nghiệp | 60 | 57\n"
        "2 | Sở Nội vụ | 50 | 45\n3 | Huyện Lắk | 90 | 80\n | Tổng cộng | 240 | 220"
    )
    assert "psu_staff_assigned" not in {one[1] for one in codes(rows, STAFF, POSTS)}


@pytest.mark.parametrize(
    "service", ["2 | Các đơn vị sự nghiệp thuộc UBND tỉnh", "II | Các đơn vị sự nghiệp và các hội"]
)
def test_bodies_behind_a_group_are_not_of_it(service: str) -> None:
    lettered = service.startswith("II")
    rows = f"{service} | 500 | 450\n{'III' if lettered else '3'} | Huyện Lắk | 90 | 80"
    assert ("huyen-lak", "psu_staff_assigned", 90) not in codes(rows, STAFF, POSTS)


@pytest.mark.parametrize("group", ["C | Hợp đồng theo Nghị định 111", "B | Biên chế sự nghiệp giáo dục"])
def test_groups_that_say_more_than_a_class_are_asked(group: str) -> None:
    rows = f"A | Khối hành chính | | \n1 | Sở Y tế | 5 | 4\n{group} | | \n1 | Huyện Lắk | 9 | 8"
    reading = read(rows, STAFF, POSTS)
    assert {one[0] for one in found(reading)} == {"so-y-te"}
    assert any(one.startswith("posts_unclear") for one in said(reading))


def test_servants_of_service_units_under_a_title_of_servants_are_asked() -> None:
    rows = "I | Cơ quan hành chính | | \n1 | Sở Y tế | 5 | 4\nII | Đơn vị sự nghiệp | | \n1 | Huyện Lắk | 9 | 8"
    assert {one[0] for one in codes(rows, STAFF.replace("Biên chế", "Biên chế công chức"), POSTS)} == {"so-y-te"}


def test_the_sum_over_offices_and_schools_is_of_no_one_class() -> None:
    rows = (
        "1 | Văn phòng HĐND và UBND | 10 | 9\n2 | Phòng Nội vụ | 6 | 6\n3 | Trường Mầm non Hoa Sen | 30 | 28\n"
        " | Tổng cộng | 46 | 43"
    )
    title = "UBND HUYỆN LẮK\nBiên chế năm 2024\ntỉnh Đắk Lắk"
    assert 46 not in {one[2] for one in codes(rows, title, POSTS)}
    of_servants = title.replace("Biên chế", "Biên chế công chức")
    assert ("huyen-lak", "staff_assigned", 46) in codes(rows, of_servants, POSTS)
    commune = "UBND XÃ EA SÚP\nBiên chế năm 2026\ntỉnh Đắk Lắk"
    rows = (
        "1 | Văn phòng HĐND và UBND | 9 | 8\n2 | Phòng Kinh tế | 9 | 8\n3 | Trường Mầm non | 30 | 28\n | Tổng | 48 | 44"
    )
    assert 48 not in {one[2] for one in codes(rows, commune, POSTS)}


@pytest.mark.parametrize(
    ("sender", "rows"),
    [
        ("SỞ TÀI CHÍNH", "1 | Văn phòng UBND tỉnh | 60\n2 | Ban QLDA giao thông | 40\n | Tổng cộng | 100"),
        ("SỞ NỘI VỤ", "1 | Văn phòng UBND tỉnh | 60\n2 | Trường Cao đẳng nghề | 40\n | Tổng cộng | 100"),
        ("SỞ Y TẾ", "1 | Văn phòng Sở | 60\n2 | Trung tâm Y tế huyện Lắk | 40\n | Tổng cộng | 100"),
    ],
)
def test_bodies_of_a_province_are_no_parts_of_the_department_that_lists_them(sender: str, rows: str) -> None:
    title = f"{sender} TỈNH ĐẮK LẮK\nGiải ngân vốn đầu tư công năm 2024 (triệu đồng)"
    assert 100 not in {one[2] for one in codes(rows, title, "TT | Chủ đầu tư | Kế hoạch vốn")}
    posts = f"{sender} TỈNH ĐẮK LẮK\nBiên chế viên chức năm 2024"
    assert 100 not in {one[2] for one in codes(rows, posts, "TT | Đơn vị | Biên chế được giao")}


def test_dossiers_of_the_divisions_are_not_those_of_the_district() -> None:
    rows = "1 | Văn phòng HĐND và UBND | 10\n2 | Phòng Tư pháp | 6\n | Tổng | 16"
    title = "UBND HUYỆN LẮK\nKết quả giải quyết TTHC quý I năm 2024 của các phòng chuyên môn\ntỉnh Đắk Lắk"
    assert 16 not in {one[2] for one in codes(rows, title, "TT | Đơn vị | Hồ sơ tiếp nhận mới")}


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("6 tháng đầu năm 2024", "từ 15/3/2024 đến 14/6/2024"),
        ("năm 2024", "từ 15/6/2024 đến 14/12/2024"),
        ("quý I năm 2024", "từ 15/01/2024 đến 14/3/2024"),
        ("tháng 3 năm 2024", "từ 01/3/2024 đến 15/3/2024"),
        ("quý I năm 2024", "từ 01/01/2024 đến 31/3/2024; từ 01/01/2023 đến 31/3/2023"),
    ],
)
def test_the_days_of_a_part_of_the_period_are_asked(period: str, days: str) -> None:
    rows = f"I | Kết quả giải quyết hồ sơ TTHC ({days}) | \n1 | Hồ sơ tiếp nhận mới | 9"
    assert figures(read(rows, f"Số liệu {period} {LAK}", "TT | Chỉ tiêu | Số liệu")) == {}


@pytest.mark.parametrize("days", ["từ 15/12/2023 đến 14/3/2024", "từ 01/01/2024 đến 31/3/2024"])
def test_the_days_of_the_period_say_nothing_more(days: str) -> None:
    rows = f"I | Kết quả giải quyết hồ sơ TTHC ({days}) | \n1 | Hồ sơ tiếp nhận mới | 9"
    assert figures(read(rows, f"Số liệu quý I năm 2024 {LAK}", "TT | Chỉ tiêu | Số liệu")) == {"dossiers_received": 9}


def test_what_a_commune_decides_itself_is_of_its_level() -> None:
    rows = (
        "I | Hồ sơ thuộc thẩm quyền giải quyết cấp tỉnh | \n1 | Hồ sơ tiếp nhận mới | 20\n"
        "II | Hồ sơ thuộc thẩm quyền giải quyết của UBND xã | \n1 | Hồ sơ tiếp nhận mới | 80"
    )
    title = "UBND XÃ EA SÚP\nSố liệu quý III năm 2025\ntỉnh Đắk Lắk"
    told = {(one[3], one[4]) for one in found(read(rows, title, "TT | Chỉ tiêu | Số liệu"))}
    assert ("", 80) not in told
    rows = "1 | Số hồ sơ tiếp nhận của tỉnh | 20\n2 | Số hồ sơ tiếp nhận của xã | 80"
    assert found(read(rows, title, "TT | Chỉ tiêu | Số liệu")) == []


def test_numbers_of_decisions_are_figures_and_kinds_of_projects_divide() -> None:
    reading = read(
        "1 | Huyện Lắk | 8 | 5", f"Ban hành VBQPPL năm 2024\n{PROVINCE}", "TT | Đơn vị | Số Nghị quyết | Số quyết định"
    )
    assert any(one.startswith("column_unknown D") for one in said(reading))
    title = f"Giải ngân vốn đầu tư công năm 2024 (triệu đồng)\n{PROVINCE}"
    for words in ("Loại dự án", "Thời gian thực hiện", "Địa điểm"):
        rows = "1 | Huyện Lắk | Chuyển tiếp | 9\n2 | Huyện Ea Kar | Khởi công mới | 7"
        assert codes(rows, title, f"TT | Chủ đầu tư | {words} | Kế hoạch vốn") == []


@pytest.mark.parametrize(
    ("title", "header"),
    [
        (
            "Kết quả tiếp nhận hồ sơ TTHC qua dịch vụ bưu chính công ích",
            "Tổng số hồ sơ tiếp nhận | Số TTHC tiếp nhận qua BCCI",
        ),
        ("Kết quả giải quyết TTHC trực tuyến", "Tổng số hồ sơ tiếp nhận | Số TTHC tiếp nhận trực tuyến"),
    ],
)
def test_a_total_beside_what_came_in_one_way_is_of_all(title: str, header: str) -> None:
    told = codes("1 | Huyện Lắk | 100 | 40", f"{title} năm 2024\n{PROVINCE}", f"TT | Đơn vị | {header}")
    assert not {("huyen-lak", code, 100) for code in ("postal_dossiers_received", "online_dossiers_received")} & set(
        told
    )


@pytest.mark.parametrize(
    "title",
    [
        "Biên chế công chức được UBND tỉnh Hậu Giang giao năm 2024",
        "Kết quả thực hiện Kế hoạch CCHC của tỉnh Hậu Giang năm 2024",
        "Số liệu báo cáo UBND tỉnh Hậu Giang năm 2024",
        "Số liệu năm 2024\nKính gửi: UBND tỉnh Hậu Giang",
    ],
)
def test_an_office_speaks_of_its_province_only_where_the_title_says_so(title: str) -> None:
    rows = "1 | Biên chế công chức được giao | 50\n2 | Hồ sơ tiếp nhận mới | 9"
    assert found(read(rows, f"UBND TỈNH HẬU GIANG\nVĂN PHÒNG\n{title}", "TT | Chỉ tiêu | Số liệu")) == []


def test_offices_below_a_kind_of_territories_are_none_of_it() -> None:
    rows = "1 | Lắk | 9\n2 | Ea Kar | 7\n3 | Công an tỉnh | 5"
    units = {one[0] for one in codes(rows, f"Hồ sơ TTHC năm 2024\nUBND {PROVINCE}", "TT | Huyện | Hồ sơ tiếp nhận mới")}
    assert not any(unit.startswith("huyen-cong-an") for unit in units)


def test_the_owners_of_a_title_are_some_of_them() -> None:
    rows = "1 | Đường A | 6\n2 | Cầu B | 5\n | Tổng | 11"
    title = f"UBND {PROVINCE}\nGiải ngân vốn đầu tư công do các sở, ngành làm chủ đầu tư năm 2024 (triệu đồng)"
    assert codes(rows, title, "TT | Dự án | Kế hoạch vốn") == []


BLOCKS = "1 | Các sở, ban, ngành | 100 | 95\n2 | UBND các huyện | 80 | 70\n | Tổng cộng | 180 | 165"


@pytest.mark.parametrize("sender", ["SỞ NỘI VỤ TỈNH ĐẮK LẮK", "UBND HUYỆN LẮK\ntỉnh Đắk Lắk"])
def test_the_blocks_of_a_province_are_not_of_who_compiles_them(sender: str) -> None:
    assert 180 not in {one[2] for one in codes(BLOCKS, f"{sender}\nBiên chế công chức năm 2024", POSTS)}
    own = codes(BLOCKS, f"UBND {PROVINCE}\nBiên chế công chức năm 2024", POSTS)
    assert ("dak-lak", "staff_assigned", 180) in own
    for others in ("Các trường đại học, cao đẳng", "Khối Đảng, đoàn thể"):
        rows = BLOCKS.replace(" | Tổng", f"3 | {others} | 9 | 9\n | Tổng")
        assert 180 not in {one[2] for one in codes(rows, f"UBND {PROVINCE}\nBiên chế năm 2024", POSTS)}


@pytest.mark.parametrize(
    "rows",
    [
        "A | Khối sự nghiệp | | \nI | Sở Y tế | 100 | 95\nII | Sở Nội vụ | 40 | 38",
        "B | Khối sự nghiệp | | \nI | Cấp tỉnh | | \n1 | Sở Y tế | 9 | 8\nII | Cấp huyện | | \n1 | Huyện Lắk | 30 | 23",
        " | Khối sự nghiệp | | \n1 | Sở Y tế | 9 | 8\n2 | Huyện Lắk | 30 | 23",
        "II | Các đơn vị sự nghiệp công lập trực thuộc UBND tỉnh | | \n1 | Trường Cao đẳng | 9 | 8",
    ],
)
def test_a_group_goes_on_below_its_own_groups(rows: str) -> None:
    told = {one[1] for one in codes(rows, STAFF, POSTS)}
    assert told == {"psu_staff_assigned", "psu_staff_present"}


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("quý II năm 2024", "từ 01/01/2024 đến 14/6/2024"),
        ("năm 2025", "từ 01/8/2025 đến 31/12/2025"),
        ("năm 2025", "từ 01/7/2025 đến 14/12/2025"),
        ("6 tháng đầu năm 2024", "từ 01/01/2024 đến 31/5/2024"),
    ],
)
def test_days_since_january_are_those_of_a_longer_period(title: str, days: str) -> None:
    assert (
        figures(read(f"1 | Hồ sơ tiếp nhận mới ({days}) | 9", f"Số liệu {title} {LAK}", "TT | Chỉ tiêu | Số liệu"))
        == {}
    )


def test_the_people_of_a_desk_are_not_those_of_the_commune() -> None:
    rows = "I | Công chức tại Trung tâm Phục vụ hành chính công | \n1 | Biên chế được giao | 9"
    title = "UBND XÃ EA SÚP\nSố liệu quý III năm 2025\ntỉnh Đắk Lắk"
    assert figures(read(rows, title, "TT | Chỉ tiêu | Số liệu")) == {}


@pytest.mark.parametrize(
    "service", ["Văn phòng Đăng ký đất đai", "TTYT dự phòng", "Phòng Công chứng số 1", "Quỹ Bảo vệ rừng"]
)
def test_bodies_that_serve_are_of_no_servants(service: str) -> None:
    rows = f"1 | Văn phòng Sở | 10 | 9\n2 | Thanh tra Sở | 6 | 6\n3 | {service} | 300 | 290\n | Tổng | 316 | 305"
    title = "SỞ NÔNG NGHIỆP TỈNH ĐẮK LẮK\nBiên chế năm 2024"
    assert 316 not in {one[2] for one in codes(rows, title, POSTS)}


@pytest.mark.parametrize("some", ["của một số phòng chuyên môn", "của các đơn vị được kiểm tra"])
def test_the_sum_over_some_divisions_is_not_that_of_the_district(some: str) -> None:
    rows = "1 | Văn phòng HĐND và UBND | 10 | 9\n2 | Phòng Nội vụ | 6 | 6\n | Tổng | 16 | 15"
    title = f"UBND HUYỆN LẮK\nBiên chế công chức {some} năm 2024\ntỉnh Đắk Lắk"
    assert 16 not in {one[2] for one in codes(rows, title, POSTS)}


def test_whom_a_line_is_sent_to_does_not_report() -> None:
    title = "Số liệu quý I năm 2024\n- Đơn vị gửi đến: Sở Nội vụ tỉnh Đắk Lắk"
    assert found(read("1 | Hồ sơ tiếp nhận mới | 9", title, "TT | Chỉ tiêu | Số liệu")) == []


@pytest.mark.parametrize("office", ["Cục Thuế", "Viện Kiểm sát", "Hạt Kiểm lâm", "Hội Nông dân"])
def test_offices_that_begin_as_places_do(office: str) -> None:
    rows = f"1 | Lắk | 9\n2 | Ea Kar | 7\n3 | {office} | 5"
    told = codes(rows, f"Hồ sơ TTHC năm 2024\nUBND {PROVINCE}", "TT | Huyện | Hồ sơ tiếp nhận mới")
    assert not any(one[2] == 5 and one[0].startswith("huyen") for one in told)
