"""Bodies of several ranks in one list: a row above lower ones is their sum only where the figures say so."""

from datetime import date

import pytest

from etl import units
from etl.interpret import Reading, interpret
from etl.reference import ReportingUnit
from tests.workbooks import TABLES, form, read, said, workbook

HAU_GIANG = "HỒ SƠ TTHC CỦA CÁC CƠ QUAN TỈNH HẬU GIANG 9 THÁNG NĂM 2023"
STAFF = "BIÊN CHẾ CÔNG CHỨC CỦA CÁC CƠ QUAN TỈNH HẬU GIANG NĂM 2023"
LAK = "HỒ SƠ TTHC CỦA CÁC CƠ QUAN HUYỆN LẮK, TỈNH ĐẮK LẮK 9 THÁNG NĂM 2023"
DISTRICTS = "HỒ SƠ TTHC CỦA CÁC ĐƠN VỊ TỈNH ĐẮK LẮK 9 THÁNG NĂM 2023"
DOSSIERS = "Cơ quan | Hồ sơ tiếp nhận | Hồ sơ đã giải quyết"
TITLES = {
    "Sở Tư pháp": HAU_GIANG,
    "UBND huyện Lắk": LAK,
}


def of_units(reading: Reading) -> dict[str, list[float]]:
    """The figures of each unit, in the order of the columns."""
    found: dict[str, list[float]] = {}
    for one in reading.observations:
        found.setdefault(one.reporting_unit.rpartition(".")[2].removesuffix("~moi"), []).append(float(one.value))
    return found


def wrong(reading: Reading) -> list[str]:
    """What was said, but for the units that no list knows."""
    return [one for one in said(reading) if not one.startswith("unit_new")]


@pytest.mark.parametrize("numbers", ["", "I II", "1 1", "1 2", "1 3"])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Sở Tư pháp", "Văn phòng UBND tỉnh"),
        ("Sở Tư pháp", "Thanh tra tỉnh"),
        ("Sở Tư pháp", "Ban Dân tộc"),
        ("Sở Tư pháp", "BQL khu kinh tế"),
        ("Sở Tư pháp", "Chi cục Thủy lợi"),
        ("Sở Tư pháp", "Công an tỉnh"),
        ("Sở Tư pháp", "Trung tâm Phục vụ hành chính công tỉnh"),
        ("Sở Tư pháp", "UBND xã Vị Thanh"),
        ("UBND huyện Lắk", "Phòng Tư pháp"),
    ],
)
@pytest.mark.parametrize("own", ["40 | 38", "90 | 38", "90 | 88"])
def test_a_body_above_another_keeps_its_figures(above: str, below: str, numbers: str, own: str) -> None:
    """Also where one column, or by chance both, are those of the row below."""
    rows = [f"{above} | {own}", f"{below} | 90 | 88"]
    if numbers:
        rows = [f"{number} | {row}" for number, row in zip(numbers.split(), rows, strict=True)]
    reading = read("\n".join(rows), TITLES[above], f"STT | {DOSSIERS}" if numbers else DOSSIERS)
    assert list(of_units(reading).values()) == [[float(one) for one in own.split("|")], [90, 88]]
    assert wrong(reading) == []


def test_a_column_that_is_equal_by_chance_is_no_sum() -> None:
    rows = "1 | Sở Tư pháp | 33 | 30\n2 | Thanh tra tỉnh | 31 | 30\n | Tổng cộng | 64 | 60"
    reading = read(rows, STAFF, "STT | Cơ quan | Biên chế được giao | Biên chế có mặt")
    assert of_units(reading) == {"so-tu-phap": [33, 30], "thanh-tra-tinh": [31, 30]}
    assert wrong(reading) == []


def test_figures_that_tell_nothing_are_kept() -> None:
    reading = read("Sở Tư pháp | 0 | 0\nThanh tra tỉnh | 0 | 0\nBan Dân tộc | 4 | ", HAU_GIANG, DOSSIERS)
    assert of_units(reading) == {"so-tu-phap": [0, 0], "thanh-tra-tinh": [0, 0], "ban-dan-toc": [4]}
    header = "STT | Cơ quan | Tỷ lệ hồ sơ giải quyết đúng hạn (%)"
    rates = read("1 | Sở Tư pháp | 95.5\n3 | Thanh tra tỉnh | 98.5", HAU_GIANG, header)
    assert of_units(rates) == {"so-tu-phap": [95.5], "thanh-tra-tinh": [98.5]}
    same = read("Sở Tư pháp | 5 | 5\nThanh tra tỉnh | 2 | 2\nBan Dân tộc | 3 | 3", HAU_GIANG, DOSSIERS)
    assert len(of_units(same)) == 3  # two columns of the same figures bear out no more than one


def test_a_department_over_its_offices_is_their_sum_where_the_figures_say_so() -> None:
    rows = "Sở Tư pháp | 40 | 38\nVăn phòng Sở | 10 | 8\nThanh tra Sở | 30 | 30"
    assert of_units(read(rows, HAU_GIANG, DOSSIERS)) == {"van-phong-so": [10, 8], "thanh-tra-so": [30, 30]}
    assert "so-tu-phap" in of_units(read(rows.replace("30 | 30", "30 | 29"), HAU_GIANG, DOSSIERS))
    numbered = "I | Sở Tư pháp | 40 | 38\n1 | Văn phòng Sở | 10 | 8\n2 | Thanh tra Sở | 30 | 30\nII | Sở Y tế | 7 | 6"
    found = of_units(read(numbered, HAU_GIANG, f"STT | {DOSSIERS}"))
    assert found == {"van-phong-so": [10, 8], "thanh-tra-so": [30, 30], "so-y-te": [7, 6]}


def test_an_office_numbered_above_others_is_their_sum_only_where_the_figures_allow_it() -> None:
    rows = "I | Thanh tra tỉnh | 40 | 38\n1 | Sở Tư pháp | 90 | 88\n2 | Sở Y tế | 7 | 6"
    found = of_units(read(rows, HAU_GIANG, f"STT | {DOSSIERS}"))
    assert found == {"thanh-tra-tinh": [40, 38], "so-tu-phap": [90, 88], "so-y-te": [7, 6]}


def test_a_district_above_its_communes_is_their_sum_only_where_the_figures_say_so() -> None:
    rows = "Huyện Lắk | {} | {}\nXã Yang Tao | 13 | 11\nXã Nam Ka | 14 | 13\nHuyện Krông Bông | 9 | 9"
    parts = {"xa-yang-tao": [13, 11], "xa-nam-ka": [14, 13], "huyen-krong-bong": [9, 9]}
    header = DOSSIERS.replace("Cơ quan", "Đơn vị")
    assert of_units(read(rows.format(27, 24), DISTRICTS, header)) == parts
    assert of_units(read(rows.format(300, 290), DISTRICTS, header)) == {"huyen-lak": [300, 290], **parts}


@pytest.mark.parametrize("numbers", ["| | | |", "I 1 2 II"])
def test_a_slip_in_the_sum_of_a_district_is_said(numbers: str) -> None:
    names = ["Huyện Lắk | 27 | 23", "Xã Yang Tao | 13 | 11", "Xã Nam Ka | 14 | 13", "Huyện Krông Bông | 9 | 9"]
    rows = [f"{n.strip('|')} | {name}" for n, name in zip(numbers.split(), names, strict=True)]
    reading = read("\n".join(rows), DISTRICTS, "STT | Đơn vị | Hồ sơ tiếp nhận | Hồ sơ đã giải quyết")
    assert "huyen-lak" not in of_units(reading)
    assert wrong(reading) == ["total_mismatch D3"]


def test_a_province_above_districts_above_communes() -> None:
    rows = "Tỉnh Đắk Lắk | 36\nHuyện Lắk | 27\nXã Yang Tao | 13\nXã Nam Ka | 14\nHuyện Krông Bông | 9\nXã Hòa Sơn | 9"
    reading = read(rows, DISTRICTS, "Đơn vị | Hồ sơ tiếp nhận")
    assert list(of_units(reading).values()) == [[13], [14], [9]]
    assert wrong(reading) == []


LAM_DONG = "Kết quả giải quyết hồ sơ TTHC của UBND tỉnh Lâm Đồng 9 tháng năm 2025"
OF_UNITS = "STT | Đơn vị | Hồ sơ tiếp nhận | Hồ sơ đã giải quyết"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Phường Xuân Hương - Đà Lạt", "phuong-xuan-huong-da-lat"),
        ("Phường Xuân Hương-Đà Lạt", "phuong-xuan-huong-da-lat"),
        ("Phường Xuân Hương -Đà Lạt", "phuong-xuan-huong-da-lat"),
        ("PHƯỜNG LÂM VIÊN – ĐÀ LẠT", "phuong-lam-vien-da-lat"),
        ("UBND phường Cam Ly – Đà Lạt", "phuong-cam-ly-da-lat"),
        ("Xã Chân Mây - Lăng Cô", "xa-chan-may-lang-co"),
    ],
)
def test_a_name_of_two_parts_is_read_whole(name: str, code: str) -> None:
    reading = read(f"1 | {name} | 5 | 4\n2 | Xã Lát | 7 | 6", LAM_DONG, OF_UNITS)
    assert of_units(reading) == {code: [5, 4], "xa-lat": [7, 6]}
    assert wrong(reading) == []
    assert not any("ĐÀ" in unit.name for unit in reading.new_units)


def test_a_unit_of_two_parts_reports() -> None:
    title = "Kết quả giải quyết TTHC 9 tháng năm 2025 của UBND phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng"
    reading = read("1 | UBND phường Xuân Hương – Đà Lạt | 5 | 4", title, OF_UNITS)
    assert of_units(reading) == {"phuong-xuan-huong-da-lat": [5, 4]}
    assert [unit.name for unit in reading.new_units] == ["Phường Xuân Hương - Đà Lạt"]


def test_what_stands_behind_a_known_name_is_no_part_of_it() -> None:
    thai_nguyen = LAM_DONG.replace("Lâm Đồng", "Thái Nguyên")
    province = read("1 | Xã Bình Yên - Thái Nguyên | 5 | 4\n2 | Xã Mới - Thái Nguyên | 7 | 6", thai_nguyen, OF_UNITS)
    assert of_units(province) == {"xa-binh-yen~2025": [5, 4], "xa-moi": [7, 6]}
    known = read("1 | Xã Bình Yên - Nguyễn Văn Tý | 5 | 4", thai_nguyen, OF_UNITS)
    assert (of_units(known), wrong(known)) == ({}, ["unit_row_unclear B3"])
    before = read("1 | Phường Mới - Ba Mươi | 5 | 4", LAM_DONG.replace("2025", "2024"), OF_UNITS)
    assert (of_units(before), wrong(before)) == ({}, ["unit_row_unclear B3"])
    words = read("1 | Xã Lát | 5 | 4", "UBND XÃ LÁT - KẾT QUẢ GIẢI QUYẾT\n" + LAM_DONG, OF_UNITS)
    assert not any("Kết" in unit.name for unit in words.new_units)


def of_lam_dong(code: str, name: str, parent: str, *, is_new: bool) -> ReportingUnit:
    """A unit of the lists that a province brings: of the reform, or ended by it."""
    is_city = name.startswith("Thành phố")
    kind, level = ("thành phố", "district") if is_city else (name.split(" ")[0].casefold(), "commune")
    days = (date(2025, 7, 1), None) if is_new else (date(1900, 1, 1), date(2025, 6, 30))
    return ReportingUnit(code, name, kind, level, parent, "Tỉnh Lâm Đồng", "", *days)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Phường Xuân Hương - Đà Lạt", "xh"),
        ("Phường Xuân Hương–Đà Lạt", "xh"),
        ("Phường Xuân Hương- Đà Lạt", "xh"),
        ("PHƯỜNG XUÂN HƯƠNG -ĐÀ LẠT", "xh"),
        ("P. Xuân Hương - Đà Lạt, tỉnh Lâm Đồng", "xh"),
        ("Phường 1 - Đà Lạt", "p1"),
        ("Xã Hiệp Thạnh - Lâm Đồng", "ht"),
        ("Phường Cam Ly - Đà Lạt", "lam-dong~2025.phuong-cam-ly-da-lat~moi"),
        ("Xã Hiệp Thạnh - Đà Lạt", ""),
    ],
)
def test_names_of_two_parts_beside_the_district_that_ended(name: str, code: str) -> None:
    """Its name is part of that of a new phường, behind an old one it is where that lay; else a person is asked."""
    tables = TABLES.with_units(
        (
            of_lam_dong("dl", "Thành phố Đà Lạt", "lam-dong", is_new=False),
            of_lam_dong("p1", "Phường 1", "dl", is_new=False),
            of_lam_dong("xh", "Phường Xuân Hương - Đà Lạt", "lam-dong~2025", is_new=True),
            of_lam_dong("ht", "Xã Hiệp Thạnh", "lam-dong~2025", is_new=True),
        )
    )
    reading = interpret(workbook(Sheet=form(f"1 | {name} | 5 | 4", LAM_DONG, OF_UNITS)), "a.xlsx", tables)
    assert {one.reporting_unit for one in reading.observations} == {code} - {""}
    assert wrong(reading) == ([] if code else ["unit_row_unclear B3"])


@pytest.mark.parametrize(
    "office",
    [
        "Trung tâm phục vụ hành chính công cấp xã tỉnh Quảng Ngãi",
        "Trung tâm Phục vụ hành chính công cấp xã, tỉnh Quảng Ngãi",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG CẤP XÃ TỈNH QUẢNG NGÃI",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG CẤP XÃ",
        "Trung tâm Phục vụ hành chính công cấp xã trên địa bàn tỉnh Quảng Ngãi",
        "Trung tâm Phục vụ hành chính công các xã, phường tỉnh Quảng Ngãi",
    ],
)
@pytest.mark.parametrize("before", ["Kết quả giải quyết hồ sơ tại ", "Kết quả giải quyết hồ sơ TTHC của ", ""])
def test_offices_of_a_level_are_no_unit(office: str, before: str) -> None:
    title = f"{before.upper() if office.isupper() else before}{office} 9 tháng năm 2024"
    reading = read("1 | Xã Ba Cung | 5 | 4\n2 | Xã Ba Bích | 7 | 6", title, OF_UNITS)
    assert of_units(reading) == {"xa-ba-cung": [5, 4], "xa-ba-bich": [7, 6]}
    assert list(reading.new_units) == []
    assert wrong(reading) == said(reading)


def test_an_office_of_one_unit_is_still_named() -> None:
    title = "Kết quả giải quyết hồ sơ tại Văn phòng HĐND và UBND cấp xã tỉnh Quảng Ngãi năm 2024"
    assert [one.printed for one in units.mentions(title)] == ["tỉnh Quảng Ngãi"]
    title = "Kết quả giải quyết TTHC tại Văn phòng UBND tỉnh Quảng Ngãi theo cấp xã 9 tháng năm 2024"
    assert any("Văn phòng UBND" in one.name for one in units.mentions(title))
    title = "Biên chế của Ban Quản lý các khu công nghiệp tỉnh Quảng Ngãi năm 2024"
    assert any(one.name.startswith("Ban Quản lý") for one in units.mentions(title))
