"""What a heading is about and what it counts; who stands in a letterhead; who signs below the figures."""

import pytest

from tests.workbooks import figures, read, said

LAK = "năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
DOWN = "STT | Nội dung | Đơn vị tính | Số liệu | Ghi chú"


def test_dossiers_of_procedures_in_a_heading_are_dossiers() -> None:
    rows = """I | KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC | | |
1 | Số hồ sơ tồn kỳ trước chuyển sang | Hồ sơ | 57 |
2 | Số hồ sơ mới tiếp nhận trong kỳ | Hồ sơ | 120 |
3 | Số hồ sơ đã giải quyết | Hồ sơ | 150 |
- | Quá hạn | Hồ sơ | 9 |"""
    assert figures(read(rows, f"Kết quả giải quyết thủ tục hành chính {LAK}", DOWN)) == {
        "dossiers_carried_over": 57,
        "dossiers_received": 120,
        "dossiers_resolved": 150,
        "dossiers_resolved_late": 9,
    }


def test_a_heading_tells_at_which_level_dossiers_are_resolved() -> None:
    rows = """I | Hồ sơ TTHC thuộc thẩm quyền giải quyết của UBND cấp huyện | | |
1 | Số hồ sơ tiếp nhận mới | Hồ sơ | 30 |
II | Hồ sơ TTHC thuộc thẩm quyền giải quyết của UBND cấp xã | | |
1 | Số hồ sơ tiếp nhận mới | Hồ sơ | 70 |"""
    reading = read(rows, f"Cải cách thủ tục hành chính {LAK}", DOWN)
    assert {(one.indicator, one.handled_by, float(one.value)) for one in reading.observations} == {
        ("dossiers_received", "district", 30),
        ("dossiers_received", "commune", 70),
    }


def test_a_topic_is_not_the_channel_of_what_stands_beside_that_channel() -> None:
    down = """I | DỊCH VỤ CÔNG TRỰC TUYẾN | | |
1 | Số hồ sơ TTHC tiếp nhận mới trong kỳ | Hồ sơ | 80 |
2 | Số hồ sơ tiếp nhận qua hình thức trực tuyến | Hồ sơ | 60 |
II | TIẾP NHẬN TRỰC TUYẾN | | |
1 | Số hồ sơ tiếp nhận toàn trình | Hồ sơ | 40 |"""
    title = f"Kết quả giải quyết thủ tục hành chính {LAK}"
    assert figures(read(down, title, DOWN)) == {"dossiers_received": 80, "online_dossiers_received": 60}

    def across(group: str) -> dict[str, float]:
        header = f"STT | Đơn vị | {group} | | Ghi chú\n | | Tổng số hồ sơ tiếp nhận | Số hồ sơ nộp trực tuyến |"
        merges = "\nmerge: A2:A3\nmerge: B2:B3\nmerge: C2:D2\nmerge: E2:E3"
        return figures(read(f"1 | Xã Ba Cung | 50 | 45 |{merges}", title, header))

    assert across("Hồ sơ trực tuyến") == {"dossiers_received": 50, "online_dossiers_received": 45}
    assert "dossiers_received" not in across("Hồ sơ phát sinh của DVCTT")


AUTONOMY = """\
STT | Đơn vị | Tổng số ĐVSN | Tự bảo đảm chi thường xuyên | Tự bảo đảm một phần chi thường xuyên | | | {} | Ghi chú
 | | | | Cộng | Từ 30% đến dưới 70% | Từ 10% đến dưới 30% | |"""
MERGES = "\nmerge: A2:A3\nmerge: B2:B3\nmerge: C2:C3\nmerge: D2:D3\nmerge: E2:G2\nmerge: H2:H3\nmerge: I2:I3"


@pytest.mark.parametrize("people", [False, True])
def test_the_classes_of_service_units_where_only_their_total_says_what_they_are(people: bool) -> None:
    last = "Số người làm việc" if people else "NSNN bảo đảm toàn bộ chi thường xuyên"
    header = AUTONOMY.format(last)
    rows = "1 | Xã Ba Cung | 67 | 3 | 7 | 2 | 5 | 57 |\n2 | Xã Yang Tao | 44 | 2 | 7 | 3 | 4 | 35 |"
    rows += "\n3 | Xã Bông Krang | 61 | 0 | 7 | 2 | 5 | 54 |"
    reading = read(rows + MERGES, f"Tình hình thực hiện cơ chế tự chủ của ĐVSN công lập {LAK}", header)
    found = {one.indicator for one in reading.observations}
    if people:  # 'Từ 30% đến dưới 70%' may count them
        assert not found & {"psu_autonomy_total", "psu_self_fund_partial_30_70"}
    else:
        assert found == {
            "psu_autonomy_total",  # by the sums, although nobody funds itself wholly and no column says so
            "psu_self_fund_recurrent",
            "psu_self_fund_partial",
            "psu_self_fund_partial_30_70",
            "psu_self_fund_partial_10_30",
            "psu_state_funded",
        }


def test_the_years_of_the_columns_tell_which_body_of_a_merged_province_is_meant() -> None:
    title = "UBND TỈNH YÊN BÁI\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\nSO SÁNH KẾT QUẢ TIẾP NHẬN HỒ SƠ QUA CÁC NĂM"
    header = "STT | Chỉ tiêu | Năm 2020 | Năm 2021 | Năm 2022"
    reading = read("1 | Số hồ sơ TTHC tiếp nhận | 58 | 49 | 37", title, header)
    assert [(one.period, float(one.value)) for one in reading.observations] == [
        ("2020", 58),
        ("2021", 49),
        ("2022", 37),
    ]
    (unit,) = reading.new_units
    assert (unit.name, unit.parent) == ("Sở Khoa học và Công nghệ", "yen-bai")


@pytest.mark.parametrize(
    ("letterhead", "name"),
    [
        ("BẢO HIỂM XÃ HỘI VIỆT NAM\nBHXH TỈNH VĨNH LONG", "Bảo hiểm xã hội"),
        ("KHO BẠC NHÀ NƯỚC\nKHO BẠC NHÀ NƯỚC VĨNH LONG", "Kho bạc nhà nước vĩnh long"),
        ("TỔNG CỤC QUẢN LÝ THỊ TRƯỜNG\nCỤC QUẢN LÝ THỊ TRƯỜNG TỈNH VĨNH LONG", "Cục quản lý thị trường"),
    ],
)
def test_the_centre_in_the_letterhead_of_a_branch_is_not_its_sender(letterhead: str, name: str) -> None:
    title = f"{letterhead}\nKẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC NĂM 2023, TỈNH VĨNH LONG"
    reading = read("1 | Số hồ sơ tiếp nhận | Hồ sơ | 12 |", title, DOWN)
    assert [unit.name for unit in reading.new_units] == [name]
    assert figures(reading) == {"dossiers_received": 12}


def test_who_signs_below_one_column_of_values_is_no_row() -> None:
    signed = """1 | Số hồ sơ tiếp nhận | Hồ sơ | 12 |
2 | Đã ban hành kế hoạch tuyên truyền CCHC | | Có |
 | | | |
NGƯỜI LẬP BIỂU | | | CHỦ TỊCH |
Nguyễn Văn A | | | Trần Văn B |"""
    reading = read(signed, f"Kết quả giải quyết hồ sơ TTHC {LAK}", DOWN)
    assert figures(reading)["dossiers_received"] == 12
    assert not any("NGƯỜI LẬP" in one or "Nguyễn" in one for one in said(reading))


def test_a_last_row_that_begins_like_a_signature_is_a_row() -> None:
    rows = """1 | Số hồ sơ tiếp nhận | Hồ sơ | 12 |
| Thủ trưởng đơn vị trực tiếp chỉ đạo công tác CCHC | | Có |"""
    reading = read(rows, f"Kết quả giải quyết hồ sơ TTHC {LAK}", DOWN)
    assert any("Thủ trưởng đơn vị trực tiếp" in problem.found for problem in reading.problems)


def test_the_one_stop_shop_and_the_post_together_are_not_the_post() -> None:
    rows = "1 | Tiếp nhận tại bộ phận một cửa và qua bưu chính | Hồ sơ | 12 |\n2 | Tiếp nhận trực tuyến | Hồ sơ | 3 |"
    assert figures(read(rows, f"Kết quả tiếp nhận hồ sơ TTHC {LAK}", DOWN)) == {
        "dossiers_received_direct": 12,
        "online_dossiers_received": 3,
    }


def test_rates_of_bodies_in_the_one_stop_system_are_none_of_dossiers() -> None:
    rows = """1 | Tỷ lệ sở, ban, ngành kết nối Hệ thống một cửa điện tử của tỉnh | % | 100 |
2 | Tỷ lệ đơn vị cấp huyện kết nối Hệ thống một cửa điện tử của tỉnh | % | 90 |
3 | Tỷ lệ đơn vị cấp xã kết nối Hệ thống một cửa điện tử của tỉnh | % | 80 |"""
    assert figures(read(rows, "Ứng dụng công nghệ thông tin năm 2023 của UBND tỉnh Hà Nam", DOWN)) == {
        "onestop_connected_sectors_rate": 100,
        "onestop_connected_districts_rate": 90,
        "onestop_connected_communes_rate": 80,
    }


@pytest.mark.parametrize(
    ("title", "parent"),
    [
        (
            "SỐ LIỆU PHỤC VỤ ĐOÀN KIỂM TRA CẢI CÁCH HÀNH CHÍNH CỦA TỈNH\nKết quả giải quyết hồ sơ TTHC năm 2023",
            "soc-trang",
        ),
        ("KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC TẠI SỞ THEO KẾ HOẠCH CỦA TỈNH NĂM 2023", "soc-trang"),
        ("HỒ SƠ TTHC TIẾP NHẬN TRÊN HỆ THỐNG MỘT CỬA ĐIỆN TỬ CỦA TỈNH NĂM 2023", "soc-trang"),
        ("KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC CỦA TỈNH NĂM 2023", None),
        ("KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC TRÊN ĐỊA BÀN TỈNH CỦA CÁC SỞ, BAN, NGÀNH NĂM 2023", None),
    ],
)
def test_a_department_speaks_for_the_province_only_where_the_title_says_whose_figures_these_are(
    title: str, parent: str | None
) -> None:
    letterhead = "UBND TỈNH SÓC TRĂNG\nSỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"
    reading = read("1 | Số hồ sơ tiếp nhận | Hồ sơ | 12 |", f"{letterhead}\n{title}", DOWN)
    assert [unit.parent for unit in reading.new_units] == ([parent] if parent else [])
    (figure,) = reading.observations
    assert (figure.reporting_unit == "soc-trang") == (parent is None)


@pytest.mark.parametrize(
    ("letterhead", "unit"),
    [
        (r"UBND TỈNH GIA LAI\nUBND HUYỆN IA GRAI", "gia-lai.huyen-ia-grai"),
        ("UBND TỈNH GIA LAI UBND HUYỆN IA GRAI", "gia-lai.huyen-ia-grai"),
        (r"ỦY BAN NHÂN DÂN\nHUYỆN IA GRAI\nSố: 12/BC-UBND", "gia-lai.huyen-ia-grai"),
        (r"ỦY BAN NHÂN DÂN TỈNH\nGIA LAI\nỦY BAN NHÂN DÂN\nHUYỆN IA GRAI", "gia-lai.huyen-ia-grai"),
        (
            r"UBND TỈNH GIA LAI\nSỞ NÔNG NGHIỆP VÀ\nPHÁT TRIỂN NÔNG THÔN",
            "gia-lai.so-nong-nghiep-va-phat-trien-nong-thon~moi",
        ),
        (r"UBND TỈNH GIA LAI\n-------", "gia-lai"),
        (r"UBND TỈNH BÀ RỊA - VŨNG TÀU\nUBND THÀNH PHỐ VŨNG TÀU", "ba-ria-vung-tau.thanh-pho-vung-tau"),
    ],
)
def test_the_lines_of_a_letterhead_in_one_cell_are_bodies_one_below_the_other(letterhead: str, unit: str) -> None:
    reading = read(
        "1 | Số hồ sơ mới tiếp nhận trong kỳ | Hồ sơ | 120 |", f"{letterhead}\nKết quả giải quyết TTHC năm 2022", DOWN
    )
    assert [one.reporting_unit for one in reading.observations] == [unit]


def test_a_province_with_a_dash_makes_no_other_province_of_its_first_half() -> None:
    title = "UBND TỈNH BÀ RỊA - VŨNG TÀU | |\nUBND THÀNH PHỐ VŨNG TÀU | |\nKết quả giải quyết TTHC năm 2022"
    reading = read("1 | Số hồ sơ mới tiếp nhận trong kỳ | Hồ sơ | 120 |", title, DOWN)
    assert [one.reporting_unit for one in reading.observations] == ["ba-ria-vung-tau.thanh-pho-vung-tau"]
    assert not reading.new_units


def test_all_communes_under_a_heading_of_those_connected_are_all_of_them() -> None:
    header = (
        "STT | Đơn vị | Kết nối iGate của cấp xã | | \n | | Tổng số xã, phường | Số xã, phường đã kết nối | Tỷ lệ (%)"
    )
    rows = (
        "1 | Huyện Lắk | 11 | 10 | 90,9\n2 | Huyện Krông Bông | 14 | 7 | 50\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:E3"
    )
    title = "Kết quả vận hành hệ thống một cửa điện tử liên thông năm 2023\n(Kèm theo Báo cáo của UBND tỉnh Đắk Lắk)"
    reading = read(rows, title, header)
    assert [(one.indicator, float(one.value)) for one in reading.observations[:3]] == [
        ("communes_total", 11), ("onestop_connected_communes", 10), ("onestop_connected_communes_rate", 90.9),
    ]  # fmt: skip
