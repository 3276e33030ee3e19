"""Forms as more offices draw them: what stands over levels, bodies, rates and money, in words of their own."""

import pytest

from tests.workbooks import figures, read, said

OF_KON_RAY = "UBND HUYỆN KON RẪY, TỈNH KON TUM"
DOSSIERS = "Kết quả giải quyết thủ tục hành chính quý III năm 2024"


def values(title: str, header: str, rows: str) -> list[float]:
    """The figures that would load, row by row."""
    return [float(o.value) for o in read(rows, title, header).observations]


@pytest.mark.parametrize("of", ["UBND huyện", "UBND cấp huyện", "cấp huyện"])
def test_fields_within_the_competence_of_a_level(of: str) -> None:
    header = "STT | Lĩnh vực | Mới tiếp nhận | Số hồ sơ đã giải quyết"
    rows = (
        f"A | Lĩnh vực thuộc thẩm quyền giải quyết của {of} | 53 | 51\n1 | Đất đai | 33 | 32\n2 | Hộ tịch | 20 | 19\n"
        "B | Lĩnh vực thuộc thẩm quyền giải quyết của UBND cấp xã | 90 | 88\n1 | Hộ tịch | 60 | 59\n"
        "2 | Đất đai | 30 | 29\n"
        " | Tổng cộng | 143 | 139"
    )
    found = figures(read(rows, f"{OF_KON_RAY}\n{DOSSIERS}", header))
    assert (found["dossiers_received@district"], found["dossiers_received@commune"]) == (53, 90)


def test_a_ward_between_its_province_and_its_own_desk() -> None:
    title = (
        "UBND TỈNH LÂM ĐỒNG\nUBND PHƯỜNG XUÂN HƯƠNG - ĐÀ LẠT\n"
        "Số liệu giải quyết TTHC tại Trung tâm Phục vụ hành chính công phường\nQuý III năm 2025"
    )
    reading = read("1 | Số hồ sơ đã giải quyết | Hồ sơ | 5533 |", title)
    names = {unit.reporting_unit: unit.name for unit in reading.new_units}
    assert {names[o.reporting_unit] for o in reading.observations} == {"Phường Xuân Hương - Đà Lạt"}


@pytest.mark.parametrize("group", ["Xã, thị trấn", "Các xã, thị trấn", "Đơn vị"])
def test_kinds_of_bodies_over_their_columns_say_no_more_than_they(group: str) -> None:
    header = f"STT | Nội dung | {group} | | Cộng\n | | TT. Di Linh | Xã Đinh Lạc |"
    title = "UBND HUYỆN DI LINH, TỈNH LÂM ĐỒNG\nSố liệu giải quyết hồ sơ TTHC cấp xã 9 tháng năm 2022"
    merges = "merge: A3:A4\nmerge: B3:B4\nmerge: C3:D3\nmerge: E3:E4"
    assert values(title, header, f"1 | Hồ sơ tiếp nhận trong kỳ | 1065 | 1016 | 2081\n{merges}") == [1065, 1016]


@pytest.mark.parametrize(("printed", "rate"), [("0,43", 0.43), ("8,08", 8.08)])
def test_a_small_rate_is_percent_where_its_parts_say_so(printed: str, rate: float) -> None:
    header = "STT | Đơn vị | Số hồ sơ đã giải quyết | Số hồ sơ giải quyết đúng hạn | Tỷ lệ hồ sơ đúng hạn"
    part = round(8120 * rate / 100)
    title = "UBND TỈNH TUYÊN QUANG\nKết quả giải quyết hồ sơ TTHC năm 2023"
    assert values(title, header, f"1 | Huyện Sơn Dương | 8120 | {part} | '{printed}") == [8120, part, rate]


def test_a_small_rate_without_its_parts_is_asked() -> None:
    title = "UBND TỈNH TUYÊN QUANG\nKết quả giải quyết hồ sơ TTHC năm 2023"
    reading = read("1 | Huyện Sơn Dương | '0,43", title, "STT | Đơn vị | Tỷ lệ hồ sơ trực tuyến")
    assert [one for one in said(reading) if one.startswith("rate_scale")]


@pytest.mark.parametrize("line", ["Triệu đồng", "(Triệu đồng)", "ĐVT: triệu đồng"])
def test_a_line_of_a_money_unit_speaks_for_the_table(line: str) -> None:
    title = f"UBND TỈNH ĐẮK NÔNG\nGiải ngân vốn đầu tư công năm 2024\n | | {line}"
    assert values(title, "STT | Chủ đầu tư | Kế hoạch vốn | Giải ngân", "1 | Sở Y tế | '47.179 | '33.648") == [
        47179,
        33648,
    ]


def test_money_since_the_first_of_january() -> None:
    header = "STT | Chủ đầu tư | Kế hoạch vốn năm 2024 | Lũy kế giải ngân từ 01/01/2024 đến 30/9/2024"
    title = "UBND TỈNH ĐẮK NÔNG\nGiải ngân vốn đầu tư công 9 tháng năm 2024 (ĐVT: triệu đồng)"
    assert values(title, header, "1 | Sở Y tế | 47179 | 33648") == [47179, 33648]


def test_money_since_another_day_is_not_that_of_the_year() -> None:
    header = "STT | Chủ đầu tư | Kế hoạch vốn năm 2024 | Giải ngân từ 01/7/2024 đến 30/9/2024"
    title = "UBND TỈNH ĐẮK NÔNG\nGiải ngân vốn đầu tư công 9 tháng năm 2024 (ĐVT: triệu đồng)"
    assert values(title, header, "1 | Sở Y tế | 47179 | 33648") == [47179]


@pytest.mark.parametrize("first", ["Tổng số", "Cộng"])
def test_the_sum_of_classes_may_stand_first(first: str) -> None:
    header = f"STT | Đơn vị | Số người tinh giản trong năm | |\n | | {first} | Biên chế công chức | Viên chức"
    merges = "merge: A3:A4\nmerge: B3:B4\nmerge: C3:E3"
    title = "UBND TỈNH HÀ GIANG\nKết quả thực hiện tinh giản biên chế năm 2020"
    reading = read(f"1 | Sở Tư pháp | 3 | 1 | 2\n2 | Sở Y tế | 12 | 4 | 8\n{merges}", title, header)
    assert {(o.indicator, int(o.value)) for o in reading.observations} == {
        ("staff_cut_in_period", 1), ("psu_staff_cut_in_period", 2),
        ("staff_cut_in_period", 4), ("psu_staff_cut_in_period", 8),
    }  # fmt: skip


def test_the_class_of_a_commune_splits_no_row() -> None:
    title = "UBND THỊ XÃ ĐÔNG TRIỀU, TỈNH QUẢNG NINH\nBiên chế cán bộ, công chức cấp xã quý I năm 2023"
    header = "STT | Đơn vị | Loại xã | Biên chế được giao | Có mặt"
    assert values(title, header, "1 | Xã An Sinh | I | 23 | 21\n2 | Xã Bình Dương | II | 22 | 20") == [23, 21, 22, 20]


@pytest.mark.parametrize(
    "title",
    [
        "Kết quả thực hiện các dự án thuộc Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2023",
        "CÁC CHỦ ĐẦU TƯ CHƯA GIẢI NGÂN KẾ HOẠCH VỐN ĐẦU TƯ CÔNG NĂM 2023",
    ],
)
def test_a_title_of_some_of_the_money_asks(title: str) -> None:
    header = "STT | Đơn vị | Kế hoạch vốn (triệu đồng) | Giải ngân (triệu đồng)"
    assert values(f"UBND HUYỆN BA BỂ, TỈNH BẮC KẠN\n{title}", header, "1 | Xã A Lù | 900 | 400") == []


def test_kinds_in_a_line_of_capitals_do_not_make_a_name_of_what_follows() -> None:
    title = "UBND TỈNH LẠNG SƠN\nTÌNH HÌNH HỒ SƠ TẠI CÁC XÃ, PHƯỜNG CÒN HỒ SƠ ĐẤT ĐAI QUÁ HẠN THÁNG 6/2026"
    reading = read("1 | Số hồ sơ đã giải quyết | Hồ sơ | 5 |", title)
    assert not [unit for unit in reading.new_units if "Còn" in unit.name]
    assert reading.observations == []


def test_a_rate_of_the_total_is_no_sum() -> None:
    header = "STT | Chủ đầu tư | Kế hoạch vốn | Giải ngân | Tỷ lệ giải ngân (%) |\n | | | | Tổng số | Ngân sách tỉnh"
    title = "UBND TỈNH LÂM ĐỒNG\nGiải ngân vốn đầu tư công 9 tháng năm 2022 (ĐVT: triệu đồng)"
    merges = "merge: A3:A4\nmerge: B3:B4\nmerge: C3:C4\nmerge: D3:D4\nmerge: E3:F3"
    assert values(title, header, f"1 | Sở Y tế | 900 | 450 | 50 | 60\n{merges}") == [900, 450, 50]


def test_notaries_are_a_field_and_no_total() -> None:
    """'Công chứng' and 'cộng chung' have the same letters without accents."""
    title = "SỞ TƯ PHÁP THÀNH PHỐ HẢI PHÒNG\nKết quả giải quyết hồ sơ TTHC quý I năm 2023"
    header = "STT | Lĩnh vực | Số hồ sơ tiếp nhận mới | Số hồ sơ đã giải quyết"
    rows = "1 | Hộ tịch | 36 | 35\n2 | Công chứng | 89 | 85\n | Tổng cộng | 125 | 120"
    assert values(title, header, rows) == [125, 120]


def test_the_last_day_of_each_year_over_the_columns() -> None:
    title = "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN THÀNH PHỐ CẦN THƠ\nTình hình biên chế giai đoạn 2020 - 2021"
    header = "STT | Chỉ tiêu | ĐVT | Năm 2020 | Năm 2021"
    rows = (
        "1 | Biên chế công chức được giao | Người | 52 | 50\n2 | Biên chế công chức có mặt đến 31/12 | Người | 50 | 47"
    )
    assert sorted(values(title, header, rows)) == [47, 50, 50, 52]


def test_a_level_with_its_bodies_in_brackets_is_one_level() -> None:
    title = "UBND TỈNH LÂM ĐỒNG\nTình hình giải quyết hồ sơ TTHC của các cấp năm 2023"
    header = "STT | Cấp giải quyết | Mới tiếp nhận | Số hồ sơ đã giải quyết"
    rows = "1 | Cấp tỉnh (các sở, ban, ngành) | 53 | 51\n2 | Cấp huyện | 90 | 88"
    found = figures(read(rows, title, header))
    assert found["dossiers_received@province"] == 53


def test_a_district_of_the_years_that_a_stage_names() -> None:
    """Huyện An Lão of Hải Phòng ended in 2025, when the city began anew."""
    title = "THÀNH PHỐ HẢI PHÒNG\nUBND HUYỆN AN LÃO\nMột số chỉ tiêu về dịch vụ công trực tuyến giai đoạn 2020 - 2021"
    header = "STT | Chỉ tiêu | Năm 2020 | Năm 2021"
    reading = read("1 | Số hồ sơ tiếp nhận trực tuyến | 53 | 51", title, header)
    assert {(o.reporting_unit, o.period) for o in reading.observations} == {
        ("hai-phong.huyen-an-lao", "2020"), ("hai-phong.huyen-an-lao", "2021"),
    }  # fmt: skip


def test_who_receives_a_report_does_not_send_it() -> None:
    title = (
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC QUÝ II NĂM 2024\n"
        "Đơn vị báo cáo: UBND huyện Yên Thành, tỉnh Nghệ An - Đơn vị nhận báo cáo: Văn phòng UBND tỉnh"
    )
    reading = read("1 | Số hồ sơ đã giải quyết | 53", title, "STT | Chỉ tiêu | Số liệu")
    assert {o.reporting_unit for o in reading.observations} == {"nghe-an.huyen-yen-thanh"}


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("SỐ LIỆU GIẢI QUYẾT HỒ SƠ TTHC TRÊN ĐỊA BÀN TỈNH ĐẮK LẮK NĂM 2022", "dak-lak"),
        ("SỐ LIỆU GIẢI QUYẾT HỒ SƠ TTHC NĂM 2022", "dak-lak.so-tai-chinh~moi"),
        (
            "SỐ LIỆU GIẢI QUYẾT HỒ SƠ TTHC CỦA SỞ TÀI CHÍNH TRÊN ĐỊA BÀN TỈNH ĐẮK LẮK NĂM 2022",
            "dak-lak.so-tai-chinh~moi",
        ),
    ],
)
def test_what_a_department_tells_of_the_whole_province_is_the_province_s(line: str, unit: str) -> None:
    title = f"UBND TỈNH ĐẮK LẮK\nSỞ TÀI CHÍNH\n{line}"
    reading = read("1 | Số hồ sơ đã giải quyết | 53", title, "STT | Chỉ tiêu | Số liệu")
    assert {o.reporting_unit for o in reading.observations} == {unit}


def test_a_total_over_levels_adds_nothing_to_what_a_row_says() -> None:
    title = "UBND HUYỆN LẮK, TỈNH ĐẮK LẮK\nTHỐNG KÊ HỒ SƠ TTHC NĂM 2022"
    header = "TT | Nội dung | Số hồ sơ | |\n | | Do UBND cấp huyện giải quyết | Do UBND cấp xã giải quyết | Tổng cộng"
    rows = (
        "1 | Số hồ sơ mới tiếp nhận | 87 | 218 | 305\n2 | Số hồ sơ tồn kỳ trước chuyển qua | 3 | 7 | 10\n"
        "3 | Số hồ sơ đã giải quyết xong | 80 | 200 | 280\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:E3"
    )
    found = figures(read(rows, title, header))
    assert found["dossiers_received@district"] == 87
    assert found["dossiers_carried_over@commune"] == 7
    assert "dossiers_to_process" not in found
    assert "dossiers_to_process@all" not in found


def test_a_level_with_the_number_of_its_bodies_is_one() -> None:
    title = "UBND TỈNH KHÁNH HÒA\nTÌNH HÌNH GIẢI QUYẾT HỒ SƠ TTHC NĂM 2025"
    header = "STT | Cấp giải quyết | Số hồ sơ mới tiếp nhận | Số hồ sơ đã giải quyết"
    rows = "1 | Cấp tỉnh | 53 | 51\n2 | Cấp xã (65 xã, phường, đặc khu) | 90 | 88"
    assert figures(read(rows, title, header))["dossiers_received@commune"] == 90


def test_i_and_y_in_a_name_are_the_same() -> None:
    title = "UBND TỈNH BÌNH THUẬN\nKẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC NĂM 2023"
    reading = read("1 | Huyện Phú Quý | 402", title, "STT | Đơn vị | Số hồ sơ đã giải quyết")
    assert {o.reporting_unit for o in reading.observations} == {"binh-thuan.huyen-phu-qui"}


def test_those_on_time_beside_those_early_are_exactly_so() -> None:
    title = "UBND HUYỆN LẮK, TỈNH ĐẮK LẮK\nKẾT QUẢ GIẢI QUYẾT TTHC NĂM 2022"
    rows = "1 | Số hồ sơ đã giải quyết (trước hạn, đúng hạn, quá hạn) | 53\n1.1 | Đúng hạn | 40"
    assert "dossiers_resolved_exactly_on_time" in figures(read(rows, title, "STT | Chỉ tiêu | Số liệu"))


@pytest.mark.parametrize("title", ["KẾT QUẢ GIẢI NGÂN", "TÌNH HÌNH GIAO KẾ HOẠCH VÀ GIẢI NGÂN"])
def test_what_was_done_of_a_plan_under_a_title_of_what_was_disbursed(title: str) -> None:
    titles = f"UBND TỈNH QUẢNG BÌNH\n{title} VỐN ĐẦU TƯ CÔNG CẤP HUYỆN NĂM 2023\nĐơn vị tính: Triệu đồng"
    rows = "1 | Thành phố Đồng Hới | '349.002 | '325.350 | 93,2"
    found = figures(read(rows, titles, "TT | Đơn vị | Kế hoạch | Thực hiện | Tỷ lệ (%)"))
    assert found["investment_disbursed"] == 325350


def test_a_numbered_part_of_the_row_before_it() -> None:
    titles = "UBND HUYỆN LẮK, TỈNH ĐẮK LẮK\nKẾT QUẢ DỊCH VỤ CÔNG TRỰC TUYẾN NĂM 2023"
    rows = "1 | Số hồ sơ tiếp nhận trong kỳ | 409\n2 | Trong đó: tiếp nhận trực tuyến | 250"
    found = figures(read(f"{rows}\n3 | Số hồ sơ đã giải quyết | 400", titles, "STT | Chỉ tiêu | Số liệu"))
    assert found["online_dossiers_received"] == 250


def test_a_total_over_what_came_and_what_was_carried_is_to_be_processed_in_rows_of_levels_too() -> None:
    titles = "UBND TỈNH ĐẮK LẮK\nTỔNG HỢP KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC QUÝ III NĂM 2021"
    header = (
        "STT | Cấp giải quyết | Hồ sơ tiếp nhận | | | Hồ sơ đã giải quyết\n"
        " | | Trực tiếp, qua bưu chính | Kỳ trước chuyển sang | Tổng cộng |"
    )
    merges = "merge: A3:A4\nmerge: B3:B4\nmerge: C3:E3\nmerge: F3:F4"
    rows = f"1 | Cấp tỉnh | 9963 | 509 | 10472 | 9000\n2 | Cấp xã | 597 | 19 | 616 | 600\n{merges}"
    found = figures(read(rows, titles, header))
    assert found["dossiers_to_process@province"] == 10472
    assert "dossiers_received@province" not in found


def test_years_over_the_columns_of_titles_without_one() -> None:
    titles = (
        "UBND TỈNH SÓC TRĂNG\nUBND HUYỆN MỸ XUYÊN\nGIẢI NGÂN VỐN ĐẦU TƯ CÔNG DO XÃ, THỊ TRẤN LÀM CHỦ ĐẦU TƯ\n"
        "Đơn vị tính: triệu đồng"
    )
    header = "STT | Xã, thị trấn | Năm 2022 | | Năm 2023 |\n | | Kế hoạch | Giải ngân | Kế hoạch | Giải ngân"
    rows = "1 | Xã Đại Tâm | 6876 | 4932 | 7891 | 6857\nmerge: A5:A6\nmerge: B5:B6\nmerge: C5:D5\nmerge: E5:F5"
    reading = read(rows, titles, header)
    assert sorted((o.period, int(o.value)) for o in reading.observations) == [
        ("2022", 4932), ("2022", 6876), ("2023", 6857), ("2023", 7891),
    ]  # fmt: skip


def test_posts_at_the_end_of_a_year_are_those_of_the_year() -> None:
    titles = "Tỉnh Đắk Lắk\nSỐ LƯỢNG BIÊN CHẾ CÔNG CHỨC CÓ MẶT ĐẾN 31/12/2021"
    reading = read("1 | Sở Xây dựng | 37 | 36", titles, "TT | Đơn vị | Biên chế được giao | Biên chế có mặt")
    assert {(o.indicator, o.period) for o in reading.observations} == {
        ("staff_assigned", "2021"), ("staff_present", "2021"),
    }  # fmt: skip
    dossiers = "Tỉnh Đắk Lắk\nKẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC ĐẾN 31/12/2021"
    assert not read("1 | Sở Xây dựng | 37", dossiers, "TT | Đơn vị | Số hồ sơ đã giải quyết").observations
