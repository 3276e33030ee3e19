"""Who sends a file: letterheads of two lines, a department with its province behind it, divisions, desks."""

import pytest

from etl.interpret import Reading
from tests.workbooks import TABLES, read, said

DOSSIERS = "STT | Chỉ tiêu | Đơn vị tính | Số liệu"
ROWS = "1 | Tổng số hồ sơ tiếp nhận | Hồ sơ | 20\n2 | Số hồ sơ tiếp nhận trực tuyến | Hồ sơ | 15"


def names(reading: Reading) -> set[str]:
    """Whose figures were loaded."""
    new = {unit.reporting_unit: unit.name for unit in (*TABLES.units, *reading.new_units)}
    return {new.get(one.reporting_unit, one.reporting_unit) for one in reading.observations}


def told(reading: Reading) -> list[str]:
    """What was said, but for the units that no list knows."""
    return [one for one in said(reading) if not one.startswith(("unit_new", "unit_parent_assumed"))]


@pytest.mark.parametrize(
    "sender",
    [
        "SỞ Y TẾ HẢI DƯƠNG",
        "SỞ Y TẾ - HẢI DƯƠNG",
        "Sở Y tế Hải Dương",
        "SỞ Y TẾ TỈNH HẢI DƯƠNG",
        "UBND TỈNH HẢI DƯƠNG\nSỞ Y TẾ",
        "SỞ NÔNG NGHIỆP VÀ PTNT HẢI DƯƠNG",
        "SỞ TN&MT HẢI DƯƠNG",
    ],
)
def test_a_department_with_its_province_behind_it(sender: str) -> None:
    reading = read(ROWS, f"{sender}\nTÌNH HÌNH GIẢI QUYẾT TTHC NĂM 2023", DOSSIERS)
    assert len(reading.observations) == 2
    assert told(reading) == []
    (unit,) = [unit for unit in reading.new_units if unit.kind == "sở"]
    assert unit.parent == "hai-duong"


def test_words_behind_a_department_that_narrow_are_no_name() -> None:
    title = "SỞ TƯ PHÁP TỈNH HẢI DƯƠNG\nKẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC CỦA SỞ TƯ PHÁP LĨNH VỰC HỘ TỊCH NĂM 2023"
    header = "STT | Đơn vị | Số hồ sơ tiếp nhận"
    reading = read("1 | Phòng Hành chính tư pháp | 20", title, header)
    assert reading.observations == []


@pytest.mark.parametrize(
    ("sender", "name", "parent"),
    [
        ("VĂN PHÒNG UBND TỈNH BẠC LIÊU", "Văn phòng UBND", "bac-lieu"),
        ("BQL dự án đầu tư xây dựng tỉnh Bạc Liêu", "BQL dự án đầu tư xây dựng", "bac-lieu"),
        ("BAN QLDA ĐẦU TƯ XÂY DỰNG TỈNH BẠC LIÊU", "Ban QLDA đầu tư xây dựng", "bac-lieu"),
        ("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG HUYỆN LẮK", "Ban quản lý dự án đầu tư xây dựng", "dak-lak.huyen-lak"),
    ],
)
def test_an_office_is_not_the_body_above_it(sender: str, name: str, parent: str) -> None:
    reading = read(
        "1 | Kế hoạch vốn đầu tư công | triệu đồng | 900\n2 | Đã giải ngân | triệu đồng | 800",
        f"{sender}\nTIẾN ĐỘ GIẢI NGÂN VỐN ĐẦU TƯ CÔNG NĂM 2023",
        DOSSIERS,
    )
    assert names(reading) == {name}
    assert {unit.parent for unit in reading.new_units} == {parent}


@pytest.mark.parametrize(
    "title",
    [
        "UBND XÃ EA KPAM\nHUYỆN CƯ M'GAR, TỈNH ĐẮK LẮK\nSỐ LIỆU CCHC QUÝ I NĂM 2025",
        "ỦY BAN NHÂN DÂN\nXÃ EA KPAM\nHUYỆN CƯ M'GAR - TỈNH ĐẮK LẮK\nSỐ LIỆU CCHC QUÝ I NĂM 2025",
    ],
)
def test_the_second_line_of_a_letterhead_says_where_the_first_lies(title: str) -> None:
    reading = read(ROWS, title, DOSSIERS)
    assert names(reading) == {"Xã Ea Kpam"}
    assert told(reading) == []


def test_two_communes_are_asked_for() -> None:
    reading = read(ROWS, "UBND XÃ EA KPAM\nUBND XÃ EA TUL\nSỐ LIỆU CCHC QUÝ I NĂM 2025", DOSSIERS)
    assert reading.observations == []
    assert "unit_several A1" in told(reading)


@pytest.mark.parametrize(
    "title",
    [
        "ỦY BAN NHÂN DÂN\nPHƯỜNG PHAN THIẾT\nTÌNH HÌNH GIẢI QUYẾT HỒ SƠ TẠI TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "UBND PHƯỜNG PHAN THIẾT\nTRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG\nTÌNH HÌNH GIẢI QUYẾT HỒ SƠ",
    ],
)
def test_the_desk_of_a_commune_is_the_commune(title: str) -> None:
    reading = read(ROWS, f"{title} THÁNG 10 NĂM 2025", DOSSIERS)
    assert names(reading) == {"Phường Phan Thiết"}
    assert told(reading) == []


YEN_DINH = "UBND HUYỆN YÊN ĐỊNH\n"
STAFF = "1 | Biên chế công chức được giao | Người | 96\n2 | Biên chế công chức hiện có mặt | Người | 91"
MONEY = "1 | Kế hoạch vốn đầu tư công | triệu đồng | 900"


@pytest.mark.parametrize(
    ("rows", "title", "name"),
    [
        (STAFF, "PHÒNG NỘI VỤ\nTHỐNG KÊ BIÊN CHẾ CÔNG CHỨC NĂM 2023", "Huyện Yên Định"),
        (STAFF, "PHÒNG NỘI VỤ\nTHỐNG KÊ BIÊN CHẾ CỦA PHÒNG NỘI VỤ NĂM 2023", "Phòng Nội vụ"),
        (MONEY, "PHÒNG TÀI CHÍNH - KẾ HOẠCH\nGIẢI NGÂN VỐN ĐẦU TƯ CÔNG NĂM 2023", "Huyện Yên Định"),
        (ROWS, "VĂN PHÒNG HĐND VÀ UBND\nKẾT QUẢ GIẢI QUYẾT TTHC NĂM 2023", "Huyện Yên Định"),
        (ROWS, "PHÒNG TƯ PHÁP\nKẾT QUẢ GIẢI QUYẾT TTHC NĂM 2023", "Phòng Tư pháp"),
        (ROWS, "PHÒNG NỘI VỤ\nKẾT QUẢ GIẢI QUYẾT TTHC NĂM 2023", ""),
    ],
)
def test_a_division_sends_what_it_keeps_of_the_district(rows: str, title: str, name: str) -> None:
    reading = read(rows, YEN_DINH + title, DOSSIERS)
    assert names(reading) == ({name} if name else set())
    assert ("unit_several A1" in told(reading)) == (not name)


def test_a_quarter_and_the_half_year_side_by_side() -> None:
    title = "SỞ Y TẾ HẢI DƯƠNG\nBIỂU TỔNG HỢP GIẢI QUYẾT TTHC QUÝ II VÀ LŨY KẾ 6 THÁNG ĐẦU NĂM 2024"
    rows = "1 | Tổng số hồ sơ tiếp nhận | 12 | 20\n2 | Kế hoạch vốn đầu tư công (triệu đồng) | 300 | 900\n"
    rows += "3 | Vốn đầu tư công đã giải ngân (triệu đồng) | 100 | 800"
    reading = read(rows, title, "STT | Chỉ tiêu | Quý II/2024 | Lũy kế 6 tháng đầu năm 2024")
    found = {(one.period, one.indicator): float(one.value) for one in reading.observations}
    assert found[("2024-Q2", "dossiers_received")] == 12
    assert found[("2024-H1", "dossiers_received")] == 20
    assert found[("2024-H1", "investment_disbursed")] == 800
    assert ("2024-Q2", "investment_disbursed") not in found


POSTS = "STT | Tên phòng, ban | Biên chế được giao | Biên chế có mặt"
OFFICES = "1 | Văn phòng HĐND và UBND | 18 | 17\n2 | Phòng Nội vụ | 7 | 7\n3 | Phòng Tài chính - Kế hoạch | 9 | 8\n"
OFFICES += "4 | Thanh tra huyện | 5 | 4\n | Cộng | 39 | 36"
CHAMBERS = "PHÒNG NỘI VỤ\nTHỐNG KÊ BIÊN CHẾ CÔNG CHỨC CÁC PHÒNG CHUYÊN MÔN THUỘC UBND HUYỆN NĂM 2023"


def test_the_divisions_of_a_district_are_its_own() -> None:
    reading = read(OFFICES, YEN_DINH + CHAMBERS, POSTS)
    assert names(reading) == {
        "Văn phòng HĐND và UBND", "Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Thanh tra huyện", "Huyện Yên Định",
    }  # fmt: skip
    own = [one for one in reading.observations if one.reporting_unit == "thanh-hoa.huyen-yen-dinh"]
    assert [float(one.value) for one in own] == [39, 36]  # their sum, of which each is compared with it
    assert told(reading) == []
    assert {unit.parent for unit in reading.new_units} == {"thanh-hoa.huyen-yen-dinh"}
    assert {unit.level for unit in reading.new_units} == {"division"}


DESKS = (
    "VĂN PHÒNG UBND TỈNH BẾN TRE\nTRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG\n"
    "Kết quả giải quyết thủ tục hành chính tại Trung tâm Phục vụ hành chính công\nQuý I/2023"
)


def test_two_desks_of_a_province_in_a_letterhead_list_its_departments() -> None:
    """Which of them sends it does not matter where each row names its body; over the figures of one it does."""
    rows = "1 | Sở Công Thương | 20 | 15\n2 | Sở Tư pháp | 12 | 11"
    reading = read(rows, DESKS, "TT | Đơn vị | Số hồ sơ tiếp nhận | Số hồ sơ đã giải quyết")
    assert told(reading) == []
    assert names(reading) == {"Sở Công Thương", "Sở Tư pháp"}
    assert {unit.parent for unit in reading.new_units} == {"ben-tre"}
    assert [one for one in told(read(ROWS, DESKS, DOSSIERS)) if one.startswith("unit_several")]


def test_a_heading_over_offices_that_belong_to_the_sender_says_nothing_of_them() -> None:
    header = "TT | Chỉ tiêu | Đơn vị trực thuộc Sở | | Toàn Sở\n | | Chi cục Kiểm lâm | Chi cục Thủy lợi |"
    rows = (
        "1 | Biên chế công chức được giao | 88 | 31 | 119\n2 | Biên chế công chức có mặt | 83 | 30 | 113\n"
        "merge: A4:A5\nmerge: B4:B5\nmerge: C4:D4\nmerge: E4:E5"
    )
    title = "UBND TỈNH NGHỆ AN\nSỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nBiên chế công chức quý I năm 2026"
    reading = read(rows, title, header)
    assert names(reading) == {"Chi cục Kiểm lâm", "Chi cục Thủy lợi"}


@pytest.mark.parametrize(
    ("division", "what", "whose"),
    [
        ("PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", "TIẾN ĐỘ GIẢI NGÂN VỐN ĐẦU TƯ CÔNG", {"Phường Hải Châu"}),
        ("PHÒNG KINH TẾ", "TIẾN ĐỘ GIẢI NGÂN VỐN ĐẦU TƯ CÔNG", {"Phường Hải Châu"}),
        ("PHÒNG VĂN HÓA - XÃ HỘI", "TIẾN ĐỘ GIẢI NGÂN VỐN ĐẦU TƯ CÔNG", set()),
    ],
)
def test_a_division_of_a_commune_keeps_its_figures(division: str, what: str, whose: set[str]) -> None:
    title = f"UBND PHƯỜNG HẢI CHÂU, THÀNH PHỐ ĐÀ NẴNG\n{division}\n{what} QUÝ III NĂM 2025\nĐVT: triệu đồng"
    rows = "1 | Kế hoạch vốn được giao | triệu đồng | 900\n2 | Vốn đã giải ngân | triệu đồng | 400"
    assert names(read(rows, title, DOSSIERS)) == whose


@pytest.mark.parametrize("city", ["HẢI PHÒNG", "ĐÀ NẴNG", "HÀ NỘI", "CẦN THƠ"])
def test_a_sở_of_a_city_that_is_a_province(city: str) -> None:
    """'Thành phố' may be a province or a district: a sở is of the first."""
    title = f"UBND THÀNH PHỐ {city}\nSỞ TÀI CHÍNH\nKết quả giải quyết hồ sơ TTHC năm 2023"
    assert names(read(ROWS, title, DOSSIERS)) == {"Sở Tài chính"}


def test_a_time_is_no_name() -> None:
    title = (
        "UBND HUYỆN TIÊN LÃNG, THÀNH PHỐ HẢI PHÒNG\nUBND XÃ ĐẠI THẮNG\n"
        "TÌNH HÌNH GIẢI QUYẾT HỒ SƠ TTHC CỦA XÃ GIAI ĐOẠN 2021 - 2023\nNăm 2023"
    )
    assert names(read(ROWS, title, DOSSIERS)) == {"Xã Đại Thắng"}
