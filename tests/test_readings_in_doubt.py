"""Forms over which one reading seems plain and another holds: what is asked, what is read, for whom."""

import pytest

from etl.interpret import Reading
from tests.workbooks import figures, read, said

PROVINCE = "tỉnh Đắk Lắk"
LAK = "của UBND huyện Lắk, tỉnh Đắk Lắk"


def found(reading: Reading) -> list[tuple[str, str, str, str, float]]:
    """Each figure: (unit, kỳ, indicator, level, value)."""
    return [
        (
            one.reporting_unit.split(".")[-1].removesuffix("~moi"),
            one.period,
            one.indicator,
            one.handled_by,
            float(one.value),
        )
        for one in reading.observations
    ]


def test_the_desk_of_a_commune_reports_for_the_commune() -> None:
    title = (
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG HÒA KHÁNH\nTHÀNH PHỐ ĐÀ NẴNG\nKết quả giải quyết TTHC quý I năm 2026"
    )
    reading = read("1 | Hồ sơ tiếp nhận mới | 9", title, "TT | Chỉ tiêu | Số liệu")
    assert found(reading) == [("phuong-hoa-khanh", "2026-Q1", "dossiers_received", "", 9)]


def test_a_name_may_end_in_a_word_that_ends_others() -> None:
    title = "UBND XÃ ĐẠI TỪ\nGIẢI QUYẾT THỦ TỤC HÀNH CHÍNH CỦA UBND XÃ ĐẠI TỪ QUÝ III NĂM 2025\nTỈNH THÁI NGUYÊN"
    reading = read("1 | Hồ sơ tiếp nhận mới | 9", title, "TT | Chỉ tiêu | Số liệu")
    assert found(reading) == [("xa-dai-tu", "2025-Q3", "dossiers_received", "", 9)]


def test_figures_that_count_up_are_no_column_numbers() -> None:
    header = "Tháng | Hồ sơ tiếp nhận mới | Đã giải quyết"
    reading = read("1 | 5 | 7\n2 | 7 | 6", f"Kết quả giải quyết TTHC năm 2024 {LAK}", header)
    assert [(one[1], int(one[4])) for one in found(reading)] == [
        ("2024-M01", 5), ("2024-M01", 7), ("2024-M02", 7), ("2024-M02", 6),
    ]  # fmt: skip
    numbered = read("1 | 2 | 3\n1 | 7 | 6", f"Kết quả giải quyết TTHC năm 2024 {LAK}", header)
    assert [(one[1], int(one[4])) for one in found(numbered)] == [("2024-M01", 7), ("2024-M01", 6)]


@pytest.mark.parametrize("office", ["SỞ Y TẾ", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"])
def test_names_in_the_table_of_a_department_with_branches_are_asked(office: str) -> None:
    title, rows = f"{office} TỈNH ĐẮK LẮK\nBiên chế công chức năm 2024", "1 | Lắk | 9\n2 | Buôn Đôn | 7"
    assert found(read(rows, title, "TT | Đơn vị | Biên chế được giao")) == []
    inner = read(rows, "SỞ NỘI VỤ TỈNH ĐẮK LẮK\nBiên chế công chức năm 2024", "TT | Đơn vị | Biên chế được giao")
    assert [one[0] for one in found(inner)] == ["huyen-lak", "huyen-buon-don"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Biên chế sự nghiệp", "psu_staff_assigned"),
        ("Biên chế viên chức", "psu_staff_assigned"),
        ("Biên chế công chức", "staff_assigned"),
        ("Biên chế", "staff_assigned"),
    ],
)
def test_the_class_that_a_title_says_is_that_of_the_posts(title: str, code: str) -> None:
    reading = read(
        "1 | Huyện Lắk | 9", f"{title} năm 2024 của các huyện\n{PROVINCE}", "TT | Đơn vị | Biên chế được giao"
    )
    assert figures(reading) == {code: 9}


def test_present_beside_posts_of_service_units_is_asked() -> None:
    title = f"Biên chế năm 2024 của các huyện\n{PROVINCE}"
    alone = read("1 | Huyện Lắk | 9 | 8", title, "TT | Đơn vị | Biên chế sự nghiệp được giao | Có mặt")
    assert figures(alone) == {"psu_staff_assigned": 9}
    assert "column_unknown D4" in said(alone)
    header = "TT | Đơn vị | Biên chế được giao | Biên chế có mặt | Số người làm việc được giao"
    both = read("1 | Huyện Lắk | 9 | 8 | 7", title, header)
    assert figures(both) == {"staff_assigned": 9, "staff_present": 8, "psu_staff_assigned": 7}


@pytest.mark.parametrize("title", ["Kết quả rà soát, đơn giản hóa thủ tục hành chính", "Kết quả rà soát TTHC"])
def test_what_was_simplified(title: str) -> None:
    header = (
        "TT | Cơ quan thực hiện | Số TTHC rà soát | Nội dung đơn giản hóa | | \n"
        " | | | Rút ngắn thời gian giải quyết | Giảm thành phần hồ sơ | Khác\n"
        "merge: D3:F3\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:C4"
    )
    reading = read("1 | Huyện Lắk | 9 | 1 | 2 | 3", f"{title} năm 2023 của các huyện\n{PROVINCE}", header)
    assert figures(reading) == {
        "procedures_reviewed": 9, "procedures_time_shortened": 1, "procedures_documents_reduced": 2,
        "procedures_other_simplification": 3,
    }  # fmt: skip


def test_one_column_of_another_act_under_a_title_of_recruitment() -> None:
    header = (
        "TT | Đơn vị | Công chức được tuyển dụng | Cán bộ, công chức cấp xã chuyển thành công chức cấp huyện trở lên"
    )
    title = f"Kết quả tuyển dụng công chức, viên chức năm 2024 của các huyện\n{PROVINCE}"
    assert figures(read("1 | Huyện Lắk | 9 | 3", title, header)) == {
        "civil_servants_recruited": 9, "commune_officials_promoted": 3,
    }  # fmt: skip


def test_units_across_under_a_heading_of_their_level() -> None:
    header = (
        "Chỉ tiêu | ĐVT | Đơn vị hành chính cấp huyện | \n | | Huyện Lắk | Huyện Buôn Đôn\n"
        "merge: C3:D3\nmerge: A3:A4\nmerge: B3:B4"
    )
    reading = read("Số phòng chuyên môn | phòng | 12 | 11", f"Tổ chức bộ máy năm 2023\n{PROVINCE}", header)
    assert [(one[0], one[2], int(one[4])) for one in found(reading)] == [
        ("huyen-lak", "org_departments_count", 12), ("huyen-buon-don", "org_departments_count", 11),
    ]  # fmt: skip


def test_a_month_of_each_row_under_received_in_the_month() -> None:
    header = "Tháng | Tiếp nhận trong tháng | Đã giải quyết"
    reading = read("Tháng 10/2025 | 5 | 7\nTháng 11/2025 | 7 | 6", f"Hồ sơ TTHC quý IV năm 2025\n{PROVINCE}", header)
    assert [(one[1], one[2]) for one in found(reading)][:2] == [
        ("2025-M10", "dossiers_received"), ("2025-M10", "dossiers_resolved"),
    ]  # fmt: skip
    names = read("1 | Sở Y tế | 5", f"Hồ sơ TTHC quý IV năm 2025\n{PROVINCE}", "TT | Đơn vị | Tiếp nhận trong tháng")
    assert figures(names) == {}


def test_of_the_years_of_a_title_a_section_says_which() -> None:
    header, rows = "TT | Đơn vị | Biên chế công chức được giao", "1 | Huyện Lắk | 9"
    title = f"Biên chế các năm 2022, 2023 của các huyện\n{PROVINCE}\nI. Năm 2022"
    sections = f"{rows}\n\nII. Năm 2023\n{header}\n1 | Huyện Lắk | 4"
    assert [(one[1], one[4]) for one in found(read(sections, title, header))] == [("2022", 9), ("2023", 4)]
    assert [one[1] for one in found(read(rows, title, header))] == ["2022"]


@pytest.mark.parametrize(
    "title",
    ["Biên chế các sở, ban, ngành và đơn vị sự nghiệp", "Biên chế và số lượng người làm việc trong đơn vị sự nghiệp"],
)
def test_posts_of_servants_and_of_service_units_in_one_title_are_asked(title: str) -> None:
    header = "TT | Đơn vị | Biên chế được giao | Có mặt"
    assert found(read("1 | Huyện Lắk | 9 | 8", f"{title} năm 2024\n{PROVINCE}", header)) == []


def test_units_whose_names_look_like_a_period_are_none() -> None:
    header = "TT | Huyện | Tiếp nhận trong tháng"
    rows = "1 | Quỳ Châu | 9\n2 | Quỳ Hợp | 7\n3 | Kỳ Sơn | 5"
    assert found(read(rows, "Hồ sơ TTHC quý III năm 2024\ntỉnh Nghệ An", header)) == []


@pytest.mark.parametrize("title", ["Kết quả rà soát, đơn giản hóa TTHC", "Kết quả công bố, công khai TTHC"])
def test_what_is_done_to_procedures_counts_no_dossiers(title: str) -> None:
    header = "TT | Đơn vị | Hoàn thành đúng hạn | Quá hạn"
    assert found(read("1 | Huyện Lắk | 9 | 8", f"{title} năm 2024 của các huyện\n{PROVINCE}", header)) == []


def test_what_came_in_since_january_is_no_figure_of_a_month() -> None:
    title = f"Hồ sơ TTHC tháng 5 năm 2024\n{PROVINCE}"
    for words in ("Tiếp nhận từ đầu năm đến hết tháng 5", "Tiếp nhận lũy kế từ đầu năm"):
        assert found(read("1 | Huyện Lắk | 9", title, f"TT | Đơn vị | {words}")) == []
        assert found(read(f"1 | {words} | 9", f"Hồ sơ TTHC tháng 5 năm 2024 {LAK}", "TT | Chỉ tiêu | Số liệu")) == []
    january = read("1 | Huyện Lắk | 9", title.replace("tháng 5", "tháng 1"), "TT | Đơn vị | Tiếp nhận từ đầu năm")
    assert [one[1] for one in found(january)] == ["2024-M01"]


@pytest.mark.parametrize(
    ("months", "whole", "loaded"),
    [
        ((6, 14, 23), 23, ["2024-M10", "2024-M11", "2024-M12", "2024-Q4"]),  # since January
        ((6, 8, 9), 23, []),  # of each month alone
        ((6, 14, 23), 25, []),  # neither
    ],
)
def test_money_of_months_above_their_sum(months: tuple[int, ...], whole: int, loaded: list[str]) -> None:
    rows = [f"Tháng {month} | 50 | {money}" for month, money in zip((10, 11, 12), months, strict=True)]
    title = f"Giải ngân vốn đầu tư công quý IV năm 2024 (triệu đồng) {LAK}"
    reading = read("\n".join([*rows, f"Tổng | 50 | {whole}"]), title, "Kỳ | Kế hoạch vốn | Giải ngân")
    assert [one[1] for one in found(reading) if one[2] == "investment_disbursed"] == loaded
    assert bool(loaded) == ("column_period_unclear C5" not in said(reading))


def test_of_the_years_of_a_title_a_decision_says_nothing() -> None:
    title = f"Biên chế năm 2022 và năm 2023 của các huyện\n{PROVINCE}\nCăn cứ Quyết định giao biên chế năm 2022"
    reading = read("1 | Huyện Lắk | 9", title, "TT | Đơn vị | Biên chế được giao")
    assert found(reading) == []
    assert "period_several A1" in said(reading)


def test_present_beside_contracts_is_asked() -> None:
    title = f"Biên chế năm 2024 của các huyện\n{PROVINCE}"
    reading = read("1 | Huyện Lắk | 9 | 8", title, "TT | Đơn vị | Hợp đồng 111 được giao | Có mặt")
    assert "staff_present" not in figures(reading)


def test_a_heading_of_organisation_with_its_measure() -> None:
    header = (
        "TT | Đơn vị | Cơ cấu tổ chức (đơn vị) | \n | | Phòng chuyên môn thuộc UBND huyện | Số ĐVSN công lập\n"
        "merge: C3:D3\nmerge: A3:A4\nmerge: B3:B4"
    )
    reading = read("1 | Huyện Lắk | 12 | 40", f"Tổ chức bộ máy năm 2023 của các huyện\n{PROVINCE}", header)
    assert figures(reading) == {"org_departments_count": 12, "psu_total": 40}


def test_of_what_a_quarter_and_a_year_of_a_title_are_is_asked() -> None:
    header = "TT | Đơn vị | Hồ sơ tiếp nhận mới"
    for quarter in ("I", "II", "III"):
        title = f"Hồ sơ TTHC đến hết quý {quarter}, báo cáo năm 2024\n{PROVINCE}"
        reading = read("1 | Huyện Lắk | 9", title, header)
        assert found(reading) == []
        assert "period_missing A1" in said(reading)


def test_one_month_above_its_sum_is_no_row_of_column_numbers() -> None:
    header, title = "Tháng | Hồ sơ tiếp nhận mới | Đã giải quyết", f"Kết quả giải quyết TTHC tháng 1 năm 2024 {LAK}"
    alone = read("1 | 5 | 7\nTổng | 5 | 7", title, header)
    assert [(one[1], int(one[4])) for one in found(alone)] == [("2024-M01", 5), ("2024-M01", 7)]
    numbered = read("1 | 2 | 3\nTổng | 5 | 7", title, header)
    assert [int(one[4]) for one in found(numbered)] != [2, 3]


def test_present_behind_posts_of_both_classes_is_asked() -> None:
    title = f"Biên chế năm 2024 của các huyện\n{PROVINCE}"
    header = "TT | Đơn vị | Biên chế công chức được giao | Số người làm việc được giao | Số có mặt"
    reading = read("1 | Huyện Lắk | 9 | 8 | 7", title, header)
    assert figures(reading) == {"staff_assigned": 9, "psu_staff_assigned": 8}
    assert "column_unknown E4" in said(reading)
    own = read("1 | Huyện Lắk | 9 | 8 | 7", title, header.replace("Biên chế công chức", "Biên chế"))
    assert figures(own)["staff_present"] == 7


def test_contracts_are_of_no_class_of_posts() -> None:
    title = f"Biên chế công chức năm 2022 của các huyện\n{PROVINCE}"
    header = "TT | Đơn vị | Giao năm 2022 | Có mặt 31/12/2021 | Có mặt 20/12/2022 | Hợp đồng 68 tại cơ quan hành chính"
    reading = read("1 | Huyện Lắk | 9 | 8 | 7 | 2", title, header)
    assert figures(reading) == {"staff_assigned": 9, "staff_present": 7, "staff_contract": 2}


@pytest.mark.parametrize(("year", "quarter"), [("2023", "I"), ("2024", "III")])
def test_a_column_of_what_a_quarter_left(year: str, quarter: str) -> None:
    before = {"I": "IV/2023", "III": "II/2024"}[quarter]
    header = f"TT | Đơn vị | Tồn quý {before} chuyển sang | Đã giải quyết"
    reading = read("1 | Huyện Lắk | 9 | 8", f"Hồ sơ TTHC quý {quarter} năm 2024\n{PROVINCE}", header)
    assert figures(reading) == {"dossiers_carried_over": 9, "dossiers_resolved": 8}
    other = header.replace(before, f"{quarter}/{year}" if quarter == "I" else "I/2024")
    assert "dossiers_carried_over" not in figures(
        read("1 | Huyện Lắk | 9 | 8", f"Hồ sơ TTHC quý {quarter} năm 2024\n{PROVINCE}", other)
    )


def test_what_is_left_to_the_next_year() -> None:
    for year, known in ((2023, {"dossiers_pending": 9}), (2024, {})):
        title = f"Hồ sơ TTHC năm 2022 {LAK}"
        assert figures(read(f"1 | Số hồ sơ chuyển sang năm {year} | 9", title, "TT | Chỉ tiêu | Số liệu")) == known


def test_names_below_two_letterheads_with_branches_are_asked() -> None:
    title = (
        "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG\nVĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI TỈNH ĐẮK LẮK\nKết quả giải quyết TTHC quý I năm 2024"
    )
    assert found(read("1 | Lắk | 9\n2 | Buôn Đôn | 7", title, "TT | Đơn vị | Đã giải quyết")) == []


def test_groups_say_whose_posts_their_rows_count() -> None:
    rows = (
        "A | Khối hành chính | 5 | 4\n1 | Sở Y tế | 3 | 2\n2 | Sở Nội vụ | 2 | 2\n"
        "B | Khối sự nghiệp công lập | 9 | 8\n1 | Sở Y tế | 9 | 8\n | Tổng cộng | 14 | 12"
    )
    title = f"Biên chế năm 2024\nUBND {PROVINCE}"
    of_health = [one[2:] for one in found(read(rows, title, "TT | Đơn vị | Được giao | Có mặt")) if one[0] == "so-y-te"]
    assert of_health == [
        ("staff_assigned", "", 3), ("staff_present", "", 2),
        ("psu_staff_assigned", "", 9), ("psu_staff_present", "", 8),
    ]  # fmt: skip
    said_so = read(rows, title, "TT | Đơn vị | Biên chế công chức được giao | Biên chế công chức có mặt")
    assert {one[2] for one in found(said_so)} == {"staff_assigned", "staff_present"}


def test_the_sum_over_posts_of_both_classes_is_no_figure() -> None:
    rows = (
        "I | Khối hành chính | \n1 | Văn phòng Sở | 3\n2 | Phòng Kế hoạch | 2\n"
        "II | Khối sự nghiệp | \n1 | Trung tâm Khuyến nông | 9\n | Tổng cộng | 14"
    )
    title = "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH ĐẮK LẮK\nBiên chế năm 2026"
    reading = read(rows, title, "TT | Đơn vị | Được giao")
    assert 14 not in {one[4] for one in found(reading)}


def test_the_offices_of_a_department_are_bodies_and_their_total_is_its_figure() -> None:
    rows = "1 | Văn phòng Sở và các phòng chuyên môn | 3\n2 | Chi cục Kiểm lâm | 9\n | Cộng | 12"
    title = "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH ĐẮK LẮK\nBiên chế công chức năm 2026"
    assert [(one[0], one[4]) for one in found(read(rows, title, "TT | Đơn vị | Biên chế được giao"))] == [
        ("van-phong-so-va-cac-phong-chuyen-mon", 3), ("chi-cuc-kiem-lam", 9), ("so-nong-nghiep-va-moi-truong", 12),
    ]  # fmt: skip


def test_the_office_of_a_commune_in_its_own_headings() -> None:
    rows = (
        "I | Hồ sơ TTHC tại Trung tâm Phục vụ hành chính công xã | \n1 | Hồ sơ tiếp nhận mới | 9\n"
        "II | Hồ sơ tại Bộ phận một cửa xã | \n1 | Hồ sơ đã giải quyết | 7"
    )
    title = "UBND XÃ EA SÚP\nSố liệu quý III năm 2025\ntỉnh Đắk Lắk"
    assert figures(read(rows, title, "TT | Chỉ tiêu | Số liệu")) == {"dossiers_received": 9, "dossiers_resolved": 7}


def test_the_days_of_the_report_in_a_heading() -> None:
    header, title = "TT | Chỉ tiêu | Số liệu", f"Số liệu quý I năm 2024 {LAK}"
    rows = "I | Kết quả giải quyết hồ sơ TTHC (từ {} đến 14/3/2024) | \n1 | Hồ sơ tiếp nhận mới | 9"
    assert figures(read(rows.format("15/12/2023"), title, header)) == {"dossiers_received": 9}
    assert figures(read(rows.format("15/12/2020"), title, header)) == {}


def test_what_stands_beside_projects_by_its_heading() -> None:
    title = "SỞ TÀI CHÍNH TỈNH ĐẮK LẮK\nGiải ngân vốn đầu tư công năm 2024 (triệu đồng)"
    header = "TT | Chủ đầu tư / dự án | {} | Kế hoạch vốn | Giải ngân"
    rows = (
        "I | Huyện Lắk | | 9 | 8\n1 | Đường A | 2021-2024 | 9 | 8\nII | Huyện Ea Kar | | 7 | 6\n"
        "1 | Cầu B | 2022-2025 | 5 | 5\n2 | Cầu C | 2022-2025 | 2 | 1"
    )
    for words in ("Thời gian KC-HT", "Mã dự án"):
        told = found(read(rows, title, header.format(words)))
        assert [(one[0], one[4]) for one in told if one[2] == "investment_plan"] == [
            ("huyen-lak", 9),
            ("huyen-ea-kar", 7),
        ]
    alone = "1 | Huyện Lắk | 2021-2024 | 9 | 8\n2 | Huyện Ea Kar | 2022-2025 | 7 | 6"
    assert found(read(alone, title, header.format("Thời gian KC-HT"))) == []  # one of its projects?


def test_an_office_sends_what_the_title_says_of_its_province() -> None:
    header, rows = "TT | Đơn vị | Hồ sơ tiếp nhận mới", "1 | Cấp tỉnh | 9\n2 | Cấp huyện | 7\n3 | Cấp xã | 5"
    of_all = "UBND TỈNH HẬU GIANG\nVĂN PHÒNG\nKết quả giải quyết hồ sơ ở 3 cấp chính quyền tỉnh Hậu Giang năm 2024"
    assert {one[0] for one in found(read(rows, of_all, header.replace("Đơn vị", "Cấp giải quyết")))} == {"hau-giang"}
    own = "UBND TỈNH HẬU GIANG\nVĂN PHÒNG\nKết quả giải quyết hồ sơ năm 2024"
    assert found(read(rows, own, header.replace("Đơn vị", "Cấp giải quyết"))) == []


def test_a_title_says_of_dossiers_what_columns_say_of_procedures() -> None:
    title = f"Thống kê thực hiện TTHC qua dịch vụ bưu chính công ích quý III năm 2024\n{PROVINCE}"
    header = (
        "TT | Đơn vị | Số TTHC | | Số hồ sơ |\n | | Đã công bố triển khai qua BCCI | Có tiếp nhận qua BCCI | "
        "Tiếp nhận | Trả kết quả\nmerge: C3:D3\nmerge: E3:F3\nmerge: A3:A4\nmerge: B3:B4"
    )
    reading = read("1 | Huyện Lắk | 96 | 9 | 43 | 37", title, header)
    assert figures(reading) == {
        "postal_procedures_announced": 96, "postal_procedures_received": 9,
        "postal_dossiers_received": 43, "postal_dossiers_returned": 37,
    }  # fmt: skip
    told = header.replace("Trả kết quả", "Trong đó qua BCCI")
    split = figures(read("1 | Huyện Lắk | 96 | 9 | 43 | 37", title, told))
    assert (split["dossiers_received"], split["postal_dossiers_received"]) == (43, 37)


def test_below_a_kind_of_territories_no_name_is_a_school() -> None:
    title = "TỈNH NGHỆ AN\nHồ sơ TTHC quý III năm 2025"
    reading = read("1 | Trường Vinh | 9\n2 | Thành Vinh | 7", title, "TT | UBND phường | Hồ sơ tiếp nhận mới")
    assert [one[0] for one in found(reading)] == ["phuong-truong-vinh", "phuong-thanh-vinh"]


def test_a_board_of_a_zone_and_of_others() -> None:
    title = "BAN QUẢN LÝ KHU KINH TẾ NGHI SƠN VÀ CÁC KHU CÔNG NGHIỆP\nSố liệu quý I năm 2026\ntỉnh Thanh Hóa"
    reading = read("1 | Hồ sơ tiếp nhận mới | 9", title, "TT | Chỉ tiêu | Số liệu")
    assert [one[4] for one in found(reading)] == [9]


def test_the_form_of_the_government_office_names_its_sender_behind_a_dash() -> None:
    rows = "1 | Hộ tịch | 9 | 7\n2 | Đất đai | 8 | 8\n | Tổng cộng | 17 | 15"
    title = (
        "Biểu số II.06b/VPCP/KSTT | Kết quả giải quyết TTHC | - Đơn vị báo cáo: UBND huyện Lắk, tỉnh Đắk Lắk\n"
        "| Kỳ báo cáo: quý I năm 2024 | - Đơn vị nhận báo cáo: UBND tỉnh Đắk Lắk"
    )
    reading = read(rows, title, "TT | Lĩnh vực | Hồ sơ tiếp nhận mới | Đã giải quyết")
    assert found(reading) == [
        ("huyen-lak", "2024-Q1", "dossiers_received", "", 17), ("huyen-lak", "2024-Q1", "dossiers_resolved", "", 15),
    ]  # fmt: skip


def test_column_numbers_in_letters_with_sums() -> None:
    header = "TT | Đơn vị | Tồn kỳ trước chuyển sang | Hồ sơ tiếp nhận mới | Tổng số phải giải quyết"
    rows = "a | b | (a) | (b) | (c)=(a)+(b)\n1 | Huyện Lắk | 2 | 7 | 9"
    reading = read(rows, f"Hồ sơ TTHC quý I năm 2024\n{PROVINCE}", header)
    assert figures(reading) == {"dossiers_carried_over": 2, "dossiers_received": 7, "dossiers_to_process": 9}


def test_the_sum_over_blocks_of_bodies_is_that_of_who_reports() -> None:
    header, title = "TT | Khối | Biên chế được giao | Có mặt", f"UBND {PROVINCE}\nBiên chế công chức năm 2025"
    rows = "1 | Các sở, ban, ngành cấp tỉnh | 5 | 4\n2 | UBND các xã, phường | 9 | 8\n | Tổng | 14 | 12"
    assert figures(read(rows, title, header)) == {"staff_assigned": 14, "staff_present": 12}
    mixed = "1 | Khối hành chính | 5 | 4\n2 | Khối sự nghiệp | 9 | 8\n | Tổng | 14 | 12"
    assert 14 not in figures(read(mixed, title.replace(" công chức", ""), header)).values()


def test_recruited_beside_assigned() -> None:
    rows = "I | Biên chế công chức | \n1 | Số được giao | 9\n2 | Số công chức được tuyển dụng trong năm | 2"
    title = f"Biên chế năm 2024 {LAK}"
    assert figures(read(rows, title, "TT | Chỉ tiêu | Số liệu")) == {"staff_assigned": 9, "civil_servants_recruited": 2}


def test_names_across_below_the_figures_of_a_kind() -> None:
    title = "UBND HUYỆN MÙ CANG CHẢI\nKết quả một cửa điện tử tại một số xã quý II năm 2023\ntỉnh Yên Bái"
    header = "TT | Chỉ tiêu | Số liệu của các xã |\n | | Nậm Có | La Pán Tẩn\nmerge: C4:D4\nmerge: A4:A5\nmerge: B4:B5"
    reading = read("1 | Số hồ sơ TTHC tiếp nhận trực tuyến | 9 | 7", title, header)
    assert [(one[0], one[4]) for one in found(reading)] == [("xa-nam-co", 9), ("xa-la-pan-tan", 7)]


def test_the_year_of_a_label_that_begins_with_a_number() -> None:
    rows = "6. Biên chế công chức được giao năm 2025 | 9\n7. Công chức có mặt | 7"
    reading = read(rows, "UBND XÃ EA SÚP\nSố liệu quý IV năm 2025\ntỉnh Đắk Lắk", "Nội dung | Số liệu")
    assert figures(reading) == {"staff_assigned": 9, "staff_present": 7}


def test_a_title_of_dossiers_and_posts() -> None:
    rows = "1 | Hồ sơ tiếp nhận mới | HS | 9\n2 | Biên chế công chức được giao | người | 7"
    reading = read(
        rows, f"Một số chỉ tiêu về giải quyết TTHC và biên chế năm 2024 {LAK}", "TT | Chỉ tiêu | ĐVT | Số liệu"
    )
    assert figures(reading) == {"dossiers_received": 9, "staff_assigned": 7}
