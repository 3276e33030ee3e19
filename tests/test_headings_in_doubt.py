"""Headings that narrow the rows below them, groups beside such groups, levels that do not add up: never read as all."""

import pytest

from tests.test_readings_in_doubt import PROVINCE, found
from tests.workbooks import read, said

SINGLE = "TT | Chỉ tiêu | ĐVT | Số liệu"
LIST = "TT | Đơn vị | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết"
OF_LAK = f"UBND HUYỆN LẮK\nSố liệu cải cách hành chính quý I năm 2024\n{PROVINCE}"
OF_THE_PROVINCE = f"Kết quả giải quyết hồ sơ TTHC quý II năm 2024\nUBND {PROVINCE}"


def values(rows: list[str], title: str = OF_LAK, header: str = SINGLE) -> set[tuple[str, str, float]]:
    """Each figure: (indicator, level, value)."""
    return {(code, level, value) for _, _, code, level, value in found(read("\n".join(rows), title, header))}


@pytest.mark.parametrize(
    "heading",
    ["Biên chế sự nghiệp được giao và có mặt", "Viên chức được giao, có mặt", "Công chức cấp xã được giao, có mặt"],
)
def test_posts_below_a_heading_of_some_are_not_those_of_all(heading: str) -> None:
    rows = [f"B | {heading} | | ", "1 | Số biên chế được giao | người | 39", "2 | Số biên chế có mặt | người | 38"]
    assert not {one for one in values(rows) if one[0].startswith("staff_")}


@pytest.mark.parametrize(
    "heading",
    [
        "Hồ sơ trực tuyến tiếp nhận, giải quyết",
        "Hồ sơ phi địa giới tiếp nhận, đã giải quyết",
        "Hồ sơ TTHC liên thông tiếp nhận, giải quyết",
        "Hồ sơ cấp xã tiếp nhận, giải quyết",
        "Hồ sơ trực tuyến: trước hạn, đúng hạn, quá hạn",
        "Hồ sơ qua BCCI đã giải quyết: trước hạn, đúng hạn, quá hạn",
    ],
)
def test_dossiers_below_a_heading_of_some_are_not_all(heading: str) -> None:
    rows = [f"B | {heading} | | ", "1 | Số hồ sơ tiếp nhận | hồ sơ | 39", "2 | Số hồ sơ đã giải quyết | hồ sơ | 38"]
    rows += ["3 | Trước hạn | hồ sơ | 37", "4 | Đúng hạn | hồ sơ | 36", "5 | Quá hạn | hồ sơ | 35"]
    assert not {one for one in values(rows) if one[0].startswith("dossiers_") and one[1] != "commune"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("TTHC toàn trình", "TTHC một phần"),
        ("Lĩnh vực đất đai", "Các thủ tục còn lại"),
        ("Hồ sơ trực tuyến", "Hồ sơ nộp tại bộ phận một cửa"),
        ("Hồ sơ nộp trực tuyến", "Hồ sơ giấy"),
    ],
)
def test_the_other_groups_beside_one_that_narrows_are_parts_too(first: str, second: str) -> None:
    rows = [f"I | {first} | | ", "1 | Huyện Lắk | 80 | 78", f"II | {second} | | ", "1 | Huyện Lắk | 8 | 7"]
    reading = read("\n".join(rows), OF_THE_PROVINCE, LIST)
    assert reading.observations == []
    assert {one.split()[0] for one in said(reading)} == {"section_other"}


@pytest.mark.parametrize(
    "label",
    [
        "Số công chức bố trí cho bộ phận một cửa",
        "Số công chức thực tế làm việc ở bộ phận một cửa",
        "Số công chức có mặt tại bộ phận một cửa",
        "Số TTHC đang áp dụng cơ chế một cửa",
        "Số TTHC hiện hành thực hiện tại bộ phận một cửa",
        "Số TTHC hiện hành được công khai",
    ],
)
def test_posts_and_procedures_of_a_desk_are_some(label: str) -> None:
    assert values([f"1 | {label} | | 9"]) == set()


@pytest.mark.parametrize(
    "rows",
    [
        ["1 | HĐLĐ tại UBND xã | người | 8"],
        ["1 | Kế hoạch vốn giao cho xã làm chủ đầu tư | triệu đồng | 9"],
        [
            "1 | Hợp đồng lao động | người | ",
            "1.1 | Lái xe, bảo vệ, tạp vụ | người | 4",
            "1.2 | Chuyên môn | người | 6",
        ],
        ["1 | Số hồ sơ đã tiếp nhận, xử lý | hồ sơ | 9"],
    ],
)
def test_what_is_of_others_or_of_some_is_asked(rows: list[str]) -> None:
    assert values(rows) == set()


@pytest.mark.parametrize(
    "label", ["Hồ sơ tồn năm 2023", "Tháng trước còn lại", "Số hồ sơ còn lại của kỳ trước chưa giải quyết"]
)
def test_what_was_left_of_another_time_is_not_what_the_quarter_began_with(label: str) -> None:
    title = f"Kết quả giải quyết hồ sơ TTHC quý II năm 2024\nUBND huyện Lắk, {PROVINCE}"
    told = values(["1 | Tiếp nhận mới | hồ sơ | 40", f"2 | {label} | hồ sơ | 2"], title)
    assert told == {("dossiers_received", "", 40)}


def test_a_xã_below_its_huyện_is_no_group_of_the_next_one() -> None:
    rows = [
        "1 | Huyện Lắk | 40 | 38",
        " | - Cấp xã | 30 | 29",
        "2 | Huyện Ea Kar | 50 | 47",
        "3 | Huyện Ea Súp | 25 | 24",
    ]
    told = values(rows, OF_THE_PROVINCE, LIST)
    assert ("dossiers_received", "", 50) in told
    assert "commune" not in {one[1] for one in told}


def test_levels_that_do_not_add_up_are_asked() -> None:
    rows = ["1 | Huyện Lắk | 40 | 10", " | - Cấp huyện | 10 | 9", " | - Cấp xã | 30 | 29"]
    rows += ["2 | Huyện Ea Kar | 50 | 47", " | - Cấp huyện | 20 | 18", " | - Cấp xã | 30 | 29"]
    assert values(rows, OF_THE_PROVINCE, LIST) == set()


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Kết quả giải quyết TTHC cấp xã năm 2023", "commune"),
        ("Kết quả giải quyết hồ sơ thuộc thẩm quyền cấp huyện năm 2023", "district"),
        ("Kết quả giải quyết TTHC của UBND huyện năm 2023", ""),
    ],
)
def test_the_level_of_a_title_over_fields_and_over_rows(title: str, level: str) -> None:
    fields = ["1 | Đất đai | 5 | 4", "2 | Hộ tịch | 6 | 5", " | Tổng | 11 | 9"]
    header = "TT | Lĩnh vực | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết"
    unit = f"UBND huyện Lắk, {PROVINCE}\n{title}"
    assert values(fields, unit, header) == {("dossiers_received", level, 11), ("dossiers_resolved", level, 9)}
    assert values(["1 | Hồ sơ tiếp nhận mới | hồ sơ | 9"], unit) == {("dossiers_received", level, 9)}


def test_two_tables_of_one_header_and_a_level_each() -> None:
    rows = (
        "1 | Hồ sơ tiếp nhận mới | hồ sơ | 8\n\nB. HỒ SƠ THUỘC THẨM QUYỀN GIẢI QUYẾT CỦA CẤP XÃ\n"
        f"{SINGLE}\n1 | Hồ sơ tiếp nhận mới | hồ sơ | 80"
    )
    title = (
        f"UBND HUYỆN LẮK\nTHỐNG KÊ HỒ SƠ TTHC NĂM 2020\n{PROVINCE}\nA. HỒ SƠ THUỘC THẨM QUYỀN GIẢI QUYẾT CỦA CẤP HUYỆN"
    )
    told = {(one[3], one[4]) for one in found(read(rows, title, SINGLE))}
    assert told == {("district", 8), ("commune", 80)}


@pytest.mark.parametrize(
    "label", ["Số hồ sơ tiếp nhận mới (đến ngày 15/5)", "Hồ sơ tiếp nhận mới (tính đến hết 15/05)"]
)
def test_a_row_up_to_a_day_within_the_period_is_a_part(label: str) -> None:
    assert not values([f"1 | {label} | hồ sơ | 40"], OF_LAK.replace("quý I", "quý II"))


@pytest.mark.parametrize("label", ["Số công chức xã có mặt", "Cán bộ, công chức xã có mặt"])
def test_posts_of_communes_are_not_those_of_their_district(label: str) -> None:
    assert not values([f"1 | {label} | người | 40"])
    of_a_commune = OF_LAK.replace("HUYỆN LẮK", "XÃ ĐẮK LIÊNG, HUYỆN LẮK")
    assert values([f"1 | {label} | người | 40"], of_a_commune) == {("staff_present", "", 40)}


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Kết quả giải quyết TTHC trên Hệ thống thông tin giải quyết TTHC cấp tỉnh năm 2023", ""),
        ("Kết quả giải quyết TTHC cấp huyện, xã năm 2023", ""),
        ("Báo cáo số liệu CCHC cấp huyện năm 2023", ""),
        ("Kết quả giải quyết TTHC cấp huyện năm 2023", "district"),
    ],
)
def test_a_level_in_a_title_is_of_the_dossiers_where_it_stands_behind_them(title: str, level: str) -> None:
    unit = f"{title}\nUBND huyện Lắk, {PROVINCE}"
    assert values(["1 | Hồ sơ tiếp nhận mới | hồ sơ | 9"], unit) == {("dossiers_received", level, 9)}


@pytest.mark.parametrize(
    "group",
    [
        "Hồ sơ trực tuyến cấp huyện",
        "Lĩnh vực Lao động, Thương binh và Xã hội",
        "Vốn ngân sách huyện",
        "Chương trình MTQG trên địa bàn các huyện",
        "NSTW",
        "Hồ sơ liên thông",
        "Cùng kỳ năm trước",
    ],
)
def test_a_group_of_some_is_no_group_of_bodies_because_it_names_a_level(group: str) -> None:
    assert not values([f"I | {group} | | ", "1 | Huyện Lắk | 80 | 78"], OF_THE_PROVINCE, LIST)


@pytest.mark.parametrize("number", ["", "1.1", "-"])
def test_communes_below_their_district_are_a_part_of_it_whatever_their_number(number: str) -> None:
    rows = ["1 | Huyện Lắk | 40 | 38", f"{number} | Cấp xã | 30 | 29", "2 | Huyện Ea Kar | 50 | 47"]
    rows.append(f"{number.replace('1.', '2.')} | Cấp xã | 35 | 31")
    assert not values(rows, OF_THE_PROVINCE, LIST)


def test_a_total_below_the_last_body_is_no_part_of_it() -> None:
    rows = ["1 | Huyện Lắk | 40 | 38", "2 | Huyện Ea Kar | 50 | 47", " | Toàn tỉnh | 90 | 85"]
    assert {40, 38, 50, 47} <= {value for *_, value in values(rows, OF_THE_PROVINCE, LIST)}


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("TT | Đơn vị | Lĩnh vực | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết", ("Đất đai", "Hộ tịch")),
        ("TT | Đơn vị | Loại hình | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết", ("Trực tuyến", "Trực tiếp")),
    ],
)
def test_a_second_column_of_what_rows_are_about_makes_parts_of_them(header: str, parts: tuple[str, str]) -> None:
    rows = [f"1 | Huyện Lắk | {parts[0]} | 40 | 38", f"2 | Huyện Ea Kar | {parts[1]} | 50 | 47"]
    got = read("\n".join(rows), OF_THE_PROVINCE, header)
    assert not found(got)
    assert "column_splits_rows C4" in said(got)


@pytest.mark.parametrize(
    "heading", ["Lãnh đạo, quản lý", "Chủ tịch, Phó Chủ tịch", "Công chức tại Bộ phận Một cửa", "Bộ phận một cửa"]
)
def test_posts_below_a_heading_of_leaders_or_of_a_desk_are_some(heading: str) -> None:
    assert not values([f"II | {heading} | | ", "1 | Số công chức có mặt | người | 9"])


@pytest.mark.parametrize(
    ("label", "measure"),
    [
        ("Kế hoạch vốn 6 tháng", "triệu đồng"),
        ("Số công chức có mặt theo NĐ 29/2023/NĐ-CP", "người"),
        ("Công chức có mặt từ thi tuyển, xét tuyển", "người"),
        ("Số công chức bộ phận một cửa có mặt", "người"),
    ],
)
def test_rows_of_a_part_are_asked(label: str, measure: str) -> None:
    assert not values([f"1 | {label} | {measure} | 9"], OF_LAK.replace("quý I", "6 tháng đầu"))
