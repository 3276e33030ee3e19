"""Lists of bodies down and across: kinds in headings, levels in titles and groups, and totals over classes."""

import pytest

from etl.interpret import Reading
from tests.workbooks import read, said

LAK = "của UBND huyện Lắk, tỉnh Đắk Lắk"
PROVINCE = "(Kèm theo Báo cáo số 12/BC-UBND của UBND tỉnh Đắk Lắk)"
DOWN = "STT | Nội dung | Đơn vị tính | Số liệu"


def found(reading: Reading) -> list[tuple[str, str, str, float]]:
    """Unit, indicator, level and value of what would load."""
    return [(o.reporting_unit, o.indicator, o.handled_by, float(o.value)) for o in reading.observations]


def test_bare_names_across_under_the_kinds_of_bodies_are_bodies() -> None:
    title = "Kết quả giải quyết hồ sơ năm 2023\n(Kèm theo Báo cáo của UBND tỉnh Bạc Liêu)"
    header = "Nội dung | Huyện, thị xã, thành phố | | | Toàn tỉnh\n | TP. Bạc Liêu | Hòa Bình | Hồng Dân |"
    rows = "Hồ sơ đã giải quyết | 10 | 20 | 30 | 60\nmerge: A3:A4\nmerge: B3:D3\nmerge: E3:E4"
    assert found(read(rows, title, header)) == [
        ("bac-lieu.thanh-pho-bac-lieu", "dossiers_resolved", "", 10),
        ("bac-lieu.huyen-hoa-binh", "dossiers_resolved", "", 20),  # and not the thị trấn of that name
        ("bac-lieu.huyen-hong-dan", "dossiers_resolved", "", 30),
    ]


def test_where_a_few_print_that_they_are_thị_trấn_the_others_are_xã() -> None:
    def names(kinds: str, rows: str) -> list[str]:
        reading = read(rows, f"Kết quả giải quyết hồ sơ năm 2023 {LAK}", f"STT | {kinds} | Hồ sơ đã giải quyết")
        return [unit.rpartition(".")[2] for unit, *_ in found(reading)]

    rows = "1 | TT Cây Bàng | 7\n2 | Bằng Lăng | 5\n3 | Bằng Sơn | 4"
    assert names("Xã, thị trấn", rows) == ["thi-tran-cay-bang~moi", "xa-bang-lang~moi", "xa-bang-son~moi"]
    assert names("Tên xã, TT", rows) == ["thi-tran-cay-bang~moi", "xa-bang-lang~moi", "xa-bang-son~moi"]
    assert names("Xã, phường, thị trấn", rows) == ["thi-tran-cay-bang~moi"]
    # One that lacks its kind among others that print theirs may be any of them.
    assert names("Xã, thị trấn", "1 | Xã Cây Bàng | 7\n2 | Xã Bằng Lăng | 5\n3 | Bằng Sơn | 4") == [
        "xa-cay-bang~moi", "xa-bang-lang~moi",
    ]  # fmt: skip
    assert names("Xã, thị trấn", "1 | Xã Cây Bàng | 7\n2 | Bằng Lăng | 5\n3 | Bằng Sơn | 4") == ["xa-cay-bang~moi"]


@pytest.mark.parametrize("name", ["Huyện Krông Bông", "Thành phố Buôn Ma Thuột"])
def test_dossiers_of_the_communes_over_a_list_of_districts_are_of_that_level(name: str) -> None:
    """A thành phố among huyện is one of them: its dossiers of the communes must not pass for all of its dossiers."""
    title = f"Kết quả giải quyết thủ tục hành chính cấp xã năm 2023\n{PROVINCE}"
    reading = read(f"1 | Huyện Lắk | 50\n2 | {name} | 60", title, "STT | Đơn vị | Hồ sơ đã giải quyết")
    assert [level for _, _, level, _ in found(reading)] == ["commune", "commune"]


def test_communes_that_are_counted_are_of_no_level_whatever_the_title_says() -> None:
    title = f"Tình hình kết nối hệ thống một cửa điện tử đến cấp xã năm 2022\n{PROVINCE}"
    header = "STT | Địa phương | Đơn vị cấp xã | | \n | | Tổng số đơn vị cấp xã | Số đơn vị đã kết nối | Tỷ lệ (%)"
    rows = "1 | Thành phố Buôn Ma Thuột | 21 | 20 | 95,2\n2 | Huyện Lắk | 11 | 10 | 90,9"
    reading = read(f"{rows}\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:E3", title, header)
    assert [one[1:] for one in found(reading)[:3]] == [
        ("communes_total", "", 21), ("onestop_connected_communes", "", 20),
        ("onestop_connected_communes_rate", "", 95.2),
    ]  # fmt: skip


CUTS = """STT | Đơn vị | Khối hành chính (biên chế công chức cấp huyện) | | Khối sự nghiệp (số người làm việc) | | {}
 | | Có mặt | Tinh giản trong kỳ | Có mặt | Tinh giản trong kỳ |"""


@pytest.mark.parametrize("total", ["Tổng số tinh giản", "Tổng số người tinh giản"])
def test_the_total_of_the_cut_over_both_classes_is_a_check_value(total: str) -> None:
    rows = "1 | TP. Buôn Ma Thuột | 82 | 1 | 1560 | 8 | 9\n2 | Huyện Lắk | 100 | 4 | 1498 | 7 | 11"
    merges = "\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:D3\nmerge: E3:F3\nmerge: G3:G4"
    title = f"Kết quả tinh giản biên chế 6 tháng đầu năm 2022\n{PROVINCE}"
    reading = read(rows + merges, title, CUTS.format(total))
    cut = [one[1:] for one in found(reading) if "cut" in one[1]]
    assert cut == [
        ("staff_cut_in_period", "", 1), ("psu_staff_cut_in_period", "", 8),
        ("staff_cut_in_period", "", 4), ("psu_staff_cut_in_period", "", 7),
    ]  # fmt: skip


def test_a_total_of_the_cut_is_not_the_cut_of_công_chức_where_theirs_is_not_understood() -> None:
    header = "STT | Địa phương | Công chức khối đoàn thể tinh giản | Số viên chức tinh giản | Tổng số tinh giản"
    title = f"Kết quả tinh giản biên chế 6 tháng đầu năm 2022\n{PROVINCE}"
    reading = read("1 | Huyện Krông Bông | 1 | 8 | 9\n2 | Huyện Lắk | 4 | 7 | 11", title, header)
    assert {one[1] for one in found(reading)} <= {"psu_staff_cut_in_period"}


def test_rows_of_levels_over_fields_may_say_whose_procedures_they_are() -> None:
    rows = """ | TỔNG SỐ (I+II) | 60 | 50
I | Thủ tục hành chính cấp huyện | 20 | 15
1 | Đất đai | 12 | 10
2 | Xây dựng | 8 | 5
II | Thủ tục hành chính cấp xã | 40 | 35
1 | Chứng thực | 40 | 35"""
    header = "STT | Lĩnh vực | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết"
    reading = read(rows, f"Kết quả giải quyết TTHC năm 2024 {LAK}", header)
    assert {one[1:] for one in found(reading)} == {
        ("dossiers_received", "all", 60), ("dossiers_resolved", "all", 50),
        ("dossiers_received", "district", 20), ("dossiers_resolved", "district", 15),
        ("dossiers_received", "commune", 40), ("dossiers_resolved", "commune", 35),
    }  # fmt: skip


def test_a_sum_decides_what_a_row_counts_at_each_level() -> None:
    header = "TT | Nội dung | Số hồ sơ | \n | | Do UBND cấp huyện giải quyết | Do UBND cấp xã giải quyết"
    rows = """I | Tổng số hồ sơ tiếp nhận, thụ lý | 9014 | 5000
1 | Số hồ sơ mới tiếp nhận | 8784 | 4000
2 | Số hồ sơ tồn kỳ trước chuyển qua | 230 | 1000
merge: A2:A3
merge: B2:B3
merge: C2:D2"""
    reading = read(rows, f"Thống kê hồ sơ TTHC năm 2022 {LAK}", header)
    assert [one[1:] for one in found(reading)[:4]] == [
        ("dossiers_to_process", "district", 9014), ("dossiers_to_process", "commune", 5000),
        ("dossiers_received", "district", 8784), ("dossiers_received", "commune", 4000),
    ]  # fmt: skip


def test_received_with_the_old_ones_is_all_that_is_to_be_processed() -> None:
    rows = "1 | Hồ sơ đã thụ lý trong kỳ (cả tồn cũ) | Hồ sơ | 50\n2 | Tồn cũ chuyển sang | Hồ sơ | 10"
    reading = read(rows, f"Kết quả giải quyết TTHC năm 2022 {LAK}", DOWN)
    assert [one[1:] for one in found(reading)] == [
        ("dossiers_to_process", "", 50), ("dossiers_carried_over", "", 10),
    ]  # fmt: skip
    old = "1 | Hồ sơ kỳ trước chuyển sang (kể cả hồ sơ tiếp nhận qua bưu chính) | Hồ sơ | 10"
    assert "dossiers_to_process" not in {
        one[1] for one in found(read(old, f"Kết quả giải quyết TTHC năm 2022 {LAK}", DOWN))
    }


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        (r"UBND HUYỆN LẮK\nPHÒNG TÀI CHÍNH - KẾ HOẠCH", "dak-lak.huyen-lak"),
        (r"UBND TỈNH ĐẮK LẮK\nUBND HUYỆN LẮK", "dak-lak.huyen-lak"),
    ],
)
def test_a_division_below_its_huyện_in_one_cell_keeps_the_money_of_the_huyện(head: str, unit: str) -> None:
    title = f"{head}\nTình hình giải ngân vốn đầu tư công năm 2023\nĐVT: triệu đồng"
    header = "TT | Danh mục dự án | Kế hoạch vốn năm 2023 | Giải ngân năm 2023"
    rows = "1 | Đường liên xã A | 500 | 400\n2 | Trường học B | 300 | 200\n | Tổng số | 800 | 600"
    assert [one[:2] for one in found(read(rows, title, header))] == [
        (unit, "investment_plan"), (unit, "investment_disbursed"),
    ]  # fmt: skip


def test_names_end_before_what_their_body_does() -> None:
    header = "TT | Danh mục dự án | Kế hoạch vốn | Giải ngân"
    rows = "1 | Đường liên xã A | 500 | 400\n | Tổng số | 500 | 400"
    title = "UBND TỈNH ĐẮK LẮK\nUBND HUYỆN LẮK\nGIẢI NGÂN CÁC DỰ ÁN DO UBND HUYỆN LẮK LÀM CHỦ ĐẦU TƯ NĂM 2023"
    assert {one[0] for one in found(read(rows, f"{title}\nĐVT: triệu đồng", header))} == {"dak-lak.huyen-lak"}
    desk = "UBND XÃ BẰNG LĂNG\nTHỐNG KÊ HỒ SƠ TTHC TẠI BỘ PHẬN MỘT CỬA XÃ BẰNG LĂNG, HUYỆN LẮK, TỈNH ĐẮK LẮK NĂM 2023"
    reading = read("1 | Số hồ sơ đã giải quyết | Hồ sơ | 5", desk, DOWN)
    assert [one[0] for one in found(reading)] == ["dak-lak.huyen-lak.xa-bang-lang~moi"]


def test_the_name_of_a_province_in_a_letterhead_narrows_nothing() -> None:
    title = "KHO BẠC NHÀ NƯỚC\nĐẮK LẮK\nThanh toán vốn đầu tư công các huyện năm 2021\nĐVT: triệu đồng"
    rows = "1 | Huyện Lắk | 50 | 40\n2 | Huyện Krông Bông | 60 | 30"
    reading = read(rows, title, "STT | Địa phương | Kế hoạch vốn | Giải ngân")
    assert [one.split()[0] for one in said(reading) if one.startswith("title")] == []


def test_yes_or_no_beside_a_body_that_is_connected_is_a_flag() -> None:
    rows = """1 | UBND cấp huyện đã kết nối với Hệ thống một cửa điện tử của tỉnh | Chưa = 0; Có = 1 | 1
2 | Số đơn vị cấp xã đã kết nối với Hệ thống một cửa điện tử của tỉnh | Đơn vị | 14"""
    reading = read(rows, f"Số liệu thống kê cải cách hành chính năm 2021 {LAK}", DOWN)
    assert [one[1:] for one in found(reading)] == [
        ("onestop_connected_district_flag", "", 1), ("onestop_connected_communes", "", 14),
    ]  # fmt: skip


def test_all_procedures_under_the_rate_of_those_on_the_national_portal_are_all_of_them() -> None:
    rows = """1 | Tỷ lệ TTHC cung cấp trực tuyến mức độ 3 và 4 đã tích hợp trên Cổng DVC quốc gia | % | 80
1.1 | Tổng số TTHC đang cung cấp trực tuyến mức độ 3 và 4 | Thủ tục | 195
1.2 | Số TTHC đã tích hợp trên Cổng DVC quốc gia | Thủ tục | 156"""
    reading = read(rows, f"Số liệu thống kê cải cách hành chính năm 2021 {LAK}", DOWN)
    assert [one[1:] for one in found(reading)] == [
        ("online_l34_national_portal_rate", "", 80), ("online_l34_provided", "", 195),
        ("online_l34_national_portal", "", 156),
    ]  # fmt: skip


def test_procedures_received_under_a_title_of_the_post_are_those_of_the_post() -> None:
    title = f"Tiếp nhận hồ sơ, trả kết quả qua dịch vụ bưu chính công ích năm 2023\n{PROVINCE}"
    header = "STT | Đơn vị | Tiếp nhận | | Trả kết quả | \n | | Số TTHC | Số hồ sơ | Số TTHC | Số hồ sơ"
    rows = "1 | Huyện Lắk | 22 | 506 | 29 | 567\n2 | Huyện Krông Bông | 28 | 365 | 40 | 521"
    reading = read(f"{rows}\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:D3\nmerge: E3:F3", title, header)
    assert [one[1] for one in found(reading)[:4]] == [
        "postal_procedures_received", "postal_dossiers_received", "postal_procedures_returned",
        "postal_dossiers_returned",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("listed", "count"), [("các xã, thị trấn", 3), ("một số xã và TT", 3), ("các xã, thị trấn, phường", 1)]
)
def test_a_title_says_of_which_kinds_names_below_đơn_vị_are(listed: str, count: int) -> None:
    rows = "1 | TT Cây Bàng | 7\n2 | Bằng Lăng | 5\n3 | Bằng Sơn | 4"
    reading = read(
        rows,
        f"Kết quả giải quyết hồ sơ của {listed} năm 2023\n(Kèm theo Báo cáo {LAK})",
        "STT | Đơn vị | Hồ sơ đã giải quyết",
    )
    assert len(found(reading)) == count


def test_the_total_over_levels_counts_what_its_column_does() -> None:
    """'Đúng hạn' beside 'Trước hạn' is exactly on time, in the row 'Cộng' too."""
    header = "STT | Cấp giải quyết | Trước hạn | Đúng hạn | Trễ hạn"
    rows = "1 | Cấp huyện | 3980 | 2286 | 78\n2 | Cấp xã | 27196 | 6380 | 38\n | Cộng | 31176 | 8666 | 116"
    reading = read(rows, f"Hồ sơ đã giải quyết năm 2023 {LAK}", header)
    assert {one[1] for one in found(reading)} == {
        "dossiers_resolved_early", "dossiers_resolved_exactly_on_time", "dossiers_resolved_late",
    }  # fmt: skip
    assert ("dossiers_resolved_exactly_on_time", "all", 8666.0) in {one[1:] for one in found(reading)}


def test_whom_a_line_is_sent_to_does_not_report() -> None:
    title = "UBND HUYỆN LẮK\nPHÒNG NỘI VỤ\nSố liệu biên chế năm 2022\n(phục vụ báo cáo CCHC gửi Sở Nội vụ tỉnh Đắk Lắk)"
    reading = read("1 | Biên chế công chức được giao | Người | 83", title, DOWN)
    assert [one[:2] for one in found(reading)] == [("dak-lak.huyen-lak", "staff_assigned")]


def test_a_row_of_cấp_thị_xã_is_a_level() -> None:
    rows = """I | Cấp thị xã | 20
1 | Đất đai | 12
2 | Xây dựng | 8
II | Cấp xã | 40
1 | Chứng thực | 40"""
    title = "Kết quả giải quyết TTHC năm 2023 của UBND thị xã Buôn Hồ, tỉnh Đắk Lắk"
    reading = read(rows, title, "STT | Cấp, lĩnh vực | Hồ sơ đã giải quyết")
    assert {one[2:] for one in found(reading)} == {("district", 20), ("commune", 40)}


@pytest.mark.parametrize("total", ["Cộng 2 huyện", "Cộng 02 đơn vị", "Tổng cộng"])
def test_a_total_may_say_over_how_many_bodies_it_is(total: str) -> None:
    header = f"TT | Chỉ tiêu | Huyện Lắk | Huyện Krông Bông | {total}"
    reading = read("1 | Hồ sơ đã giải quyết | 10 | 20 | 30", f"Kết quả giải quyết TTHC năm 2024\n{PROVINCE}", header)
    assert ([one[3] for one in found(reading)], [one for one in said(reading) if "column" in one]) == ([10, 20], [])


def test_the_total_of_communes_under_a_topic_needs_no_other_column_to_be_all_of_them() -> None:
    header = "STT | Đơn vị | Kết nối hệ thống một cửa điện tử | \n | | Tổng số đơn vị cấp xã | Ghi chú"
    rows = "1 | Huyện Lắk | 11 |\n2 | Huyện Krông Bông | 14 |\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:D3"
    reading = read(rows, f"Tình hình kết nối năm 2022\n{PROVINCE}", header)
    assert {one[1] for one in found(reading)} == {"communes_total"}
