"""TTHC by what was done to them, headings that say no more than a topic, months, classes and levels across."""

import pytest

from etl import units
from etl.interpret import Reading
from tests.workbooks import figures, read, said

LAK = "của UBND huyện Lắk, tỉnh Đắk Lắk"
PROVINCE = "(Kèm theo Báo cáo số 12/BC-UBND của UBND tỉnh Đắk Lắk)"
SNV = "(Kèm theo Báo cáo số 1/BC-SNV của Sở Nội vụ tỉnh Đắk Lắk)"
DOWN = "STT | Nội dung | Đơn vị tính | Số liệu"


def found(reading: Reading) -> list[tuple[str, str, str, float]]:
    """Unit, indicator, level and value of what would load."""
    return [
        (o.reporting_unit.rpartition(".")[2], o.indicator, o.handled_by, float(o.value)) for o in reading.observations
    ]


def over_time(reading: Reading) -> list[tuple[str, str, float]]:
    return [(o.period, o.indicator, float(o.value)) for o in reading.observations]


def down(
    label: str, title: str = f"Số liệu cải cách hành chính quý II năm 2024 {LAK}", measure: str = "TTHC"
) -> Reading:
    return read(f"1 | {label} | {measure} | 5", title, DOWN)


# TTHC.


@pytest.mark.parametrize(
    ("label", "indicator"),
    [
        ("Số TTHC được công bố mới trong quý", "procedures_new"),
        ("TTHC mới ban hành", "procedures_new"),
        ("Số TTHC bị bãi bỏ, thay thế", "procedures_abolished_replaced"),
        ("Tổng số TTHC đang còn hiệu lực", "procedures_in_force"),
        ("Số TTHC đang có hiệu lực thi hành", "procedures_in_force"),
        ("Tổng số TTHC thuộc thẩm quyền giải quyết", "procedures_in_force"),
        ("Số TTHC được rà soát trong quý", "procedures_reviewed"),
        ("Số TTHC được phê duyệt phương án đơn giản hóa", "procedures_simplification_approved"),
        ("Số TTHC đã được cắt giảm thời gian giải quyết", "procedures_time_shortened"),
        ("Số TTHC giảm thành phần hồ sơ", "procedures_documents_reduced"),
        ("Số TTHC đã công khai trên Cổng Dịch vụ công", "procedures_published_portal"),
        ("Số TTHC liên thông cùng cấp", "procedures_interlinked_same_level"),
        ("Số TTHC liên thông giữa các cấp chính quyền", "procedures_interlinked_cross_level"),
        ("Số TTHC tiếp nhận không phụ thuộc địa giới hành chính", "procedures_boundary_free"),
    ],
)
def test_what_was_done_to_procedures(label: str, indicator: str) -> None:
    assert figures(down(label)) == {indicator: 5}


@pytest.mark.parametrize(
    "label",
    ["Số TTHC bãi bỏ", "Số TTHC sửa đổi, bổ sung", "Số hồ sơ liên thông", "TTHC không thuộc thẩm quyền giải quyết"],
)
def test_what_the_catalogue_does_not_count_of_them_is_asked(label: str) -> None:
    reading = down(label)
    assert figures(reading) == {}
    assert said(reading) == ["row_unknown D3"]


def test_parts_of_what_is_in_force_are_of_their_levels() -> None:
    rows = (
        "1 | Tổng số TTHC thuộc thẩm quyền giải quyết | TTHC | 9\n"
        "1.1 | Số TTHC cấp huyện | TTHC | 5\n1.2 | Số TTHC cấp xã | TTHC | 4"
    )
    assert figures(read(rows, f"Số liệu quý I năm 2024 {LAK}", DOWN)) == {
        "procedures_in_force": 9, "procedures_in_force@district": 5, "procedures_in_force@commune": 4,
    }  # fmt: skip


def test_acts_below_procedures_of_a_level_count_their_dossiers() -> None:
    header = (
        "TT | Huyện | TTHC thuộc thẩm quyền giải quyết của UBND cấp huyện | "
        "| TTHC thuộc thẩm quyền giải quyết của UBND cấp xã |\n"
        " | | Tiếp nhận mới | Đã giải quyết | Tiếp nhận mới | Đã giải quyết\nmerge: C3:D3\n"
        "merge: E3:F3\nmerge: A3:A4\nmerge: B3:B4"
    )
    title = f"Kết quả giải quyết TTHC tại các huyện quý I năm 2024\n{PROVINCE}"
    assert found(read("1 | Huyện Lắk | 9 | 8 | 7 | 1", title, header)) == [
        ("huyen-lak", "dossiers_received", "district", 9), ("huyen-lak", "dossiers_resolved", "district", 8),
        ("huyen-lak", "dossiers_received", "commune", 7), ("huyen-lak", "dossiers_resolved", "commune", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("narrow", ["liên thông", "không phụ thuộc địa giới hành chính", "được công bố mới"])
def test_in_a_title_what_was_done_to_procedures_narrows(narrow: str) -> None:
    title = f"Kết quả tiếp nhận và giải quyết hồ sơ TTHC {narrow} năm 2024\n{PROVINCE}"
    rows = "1 | Huyện Lắk | 9 | 3"
    assert found(read(rows, title, "STT | Đơn vị | Hồ sơ đã giải quyết")) == []
    # A column that speaks of it does not make it a topic: the others may be of nothing else.
    assert not any(
        one[1] == "dossiers_resolved"
        for one in found(read(rows, title, "STT | Đơn vị | Hồ sơ đã giải quyết | Số TTHC liên thông cùng cấp"))
    )


def test_of_several_topics_of_a_title_none_narrows_the_others() -> None:
    title = f"Thống kê biên chế và cán bộ chuyên trách CNTT tại các huyện năm 2024\n{PROVINCE}"
    rows = "1 | Huyện Lắk | 9 | 2"
    both = read(rows, title, "STT | Đơn vị | Biên chế công chức được giao | Số CCVC chuyên trách CNTT")
    assert figures(both) == {"staff_assigned": 9, "it_staff": 2}
    alone = read(rows, title, "STT | Đơn vị | Biên chế công chức được giao | Biên chế công chức có mặt")
    assert figures(alone) == {}


# Headings.


def test_received_back_are_results() -> None:
    assert figures(down("Số hồ sơ nhận kết quả qua bưu chính công ích", measure="hồ sơ")) == {
        "postal_dossiers_returned": 5
    }
    assert figures(down("Hồ sơ gửi đến qua bưu chính công ích", measure="hồ sơ")) == {"postal_dossiers_received": 5}


@pytest.mark.parametrize(
    "section",
    ["CÔNG VỤ", "TỔ CHỨC BỘ MÁY, CÔNG VỤ", "NHÂN SỰ", "Tổ chức", "Cơ cấu tổ chức", "Phần I. Tổ chức, biên chế"],
)
def test_a_section_that_is_a_topic_makes_nothing_strange(section: str) -> None:
    rows = f"I | {section} | |\n1 | Biên chế công chức được giao | người | 9"
    assert figures(read(rows, f"Số liệu năm 2024 {LAK}", DOWN)) == {"staff_assigned": 9}


def test_a_topic_is_one_only_as_a_whole_heading() -> None:
    reading = down("Số hồ sơ đã giải quyết của tổ chức", measure="hồ sơ")
    assert figures(reading) == {}


def test_the_sum_over_classes_of_posts_is_no_figure_of_one_of_them() -> None:
    rows = (
        "1 | Biên chế, số người làm việc được giao | người | 96 | 3112 | 3208\n2 | Số có mặt | người | 91 | 3004 | 3095"
    )
    header = "STT | Nội dung | ĐVT | Khối cơ quan hành chính | Khối đơn vị sự nghiệp công lập | Cộng"
    assert figures(read(rows, f"Tình hình biên chế năm 2022 {LAK}", header)) == {
        "staff_assigned": 96, "psu_staff_assigned": 3112, "staff_present": 91, "psu_staff_present": 3004,
    }  # fmt: skip


def test_the_sum_over_names_that_nobody_knows_is_not_that_of_the_sở() -> None:
    def load(names: str) -> Reading:
        return read(
            "1 | Hồ sơ tiếp nhận mới | hồ sơ | 9 | 20 | 29",
            f"Hồ sơ năm 2026\n{SNV}",
            f"STT | Nội dung | ĐVT | {names} | Tổng cộng",
        )

    assert figures(load("Sơn Trà Bắc | Ngũ Hành Nam")) == {}
    assert figures(load("Đất đai | Hộ tịch")) == {"dossiers_received": 29}


def test_đặc_khu_over_names_says_their_kind() -> None:
    header = (
        "TT | Chỉ tiêu | ĐVT | Đặc khu | | Tổng cộng\n | | | Phú Quốc | Thổ Châu |\n"
        "merge: D3:E3\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:C4\nmerge: F3:F4"
    )
    title = (
        "Số liệu năm 2025 của các đặc khu thuộc tỉnh An Giang\n"
        "(Kèm theo Báo cáo số 640/BC-SNV của Sở Nội vụ tỉnh An Giang)"
    )
    assert found(read("1 | Hồ sơ tiếp nhận mới | Hồ sơ | 18 | 2 | 20", title, header)) == [
        ("dac-khu-phu-quoc~moi", "dossiers_received", "", 18), ("dac-khu-tho-chau~moi", "dossiers_received", "", 2),
    ]  # fmt: skip
    assert [units.expanded(text) for text in ("ĐK Lý Sơn", "ĐK. Côn Đảo")][:1] == ["đặc khu Lý Sơn"]


def test_a_level_below_a_huyện_across_is_a_part_of_what_it_tells() -> None:
    header = (
        "STT | Tiêu chí | Huyện Lắk | | Huyện Krông Bông |\n"
        " | | Cấp huyện | Cấp xã | Cấp huyện | Cấp xã\nmerge: C3:D3\nmerge: E3:F3\n"
        "merge: A3:A4\nmerge: B3:B4"
    )
    title = f"Kết quả giải quyết hồ sơ TTHC tại các huyện năm 2023\n{PROVINCE}"
    assert found(read("1 | Hồ sơ đã giải quyết | 5 | 6 | 7 | 8", title, header)) == [
        ("huyen-lak", "dossiers_resolved", "district", 5), ("huyen-lak", "dossiers_resolved", "commune", 6),
        ("huyen-krong-bong", "dossiers_resolved", "district", 7),
        ("huyen-krong-bong", "dossiers_resolved", "commune", 8),
    ]  # fmt: skip


def test_the_total_of_a_group_of_results_is_what_was_resolved() -> None:
    header = (
        "TT | Cấp giải quyết | Mới tiếp nhận | Kết quả giải quyết | | | Đang giải quyết\n"
        " | | | Tổng | Đúng hạn | Trễ hạn\n"
        "merge: D2:F2\nmerge: A2:A3\nmerge: B2:B3\nmerge: C2:C3\nmerge: G2:G3"
    )
    rows = "1 | Cấp huyện | 10 | 8 | 6 | 2 | 2\n2 | Cấp xã (15 xã, thị trấn) | 20 | 18 | 17 | 1 | 2"
    loaded = figures(read(rows, f"Giải quyết hồ sơ quý I năm 2025 {LAK}", header))
    assert loaded["dossiers_resolved@district"] == 8
    assert loaded["dossiers_resolved@commune"] == 18


def test_a_group_typed_over_the_header_belongs_to_it() -> None:
    title = f"Thủ tục hành chính của các huyện năm 2024\n{PROVINCE}"
    header = (
        " | | | Số TTHC liên thông |\n"
        "# | Tên cơ quan | Số TTHC đang có hiệu lực | Cùng cấp | Giữa các cấp chính quyền\n"
        "merge: D3:E3"
    )
    assert figures(read("1 | Huyện Lắk | 90 | 3 | 4", title, header)) == {
        "procedures_in_force": 90, "procedures_interlinked_same_level": 3, "procedures_interlinked_cross_level": 4,
    }  # fmt: skip
    money = " | | | ĐVT: triệu đồng |\nTT | Đơn vị | Ghi chú | Kế hoạch vốn | Đã giải ngân\nmerge: D3:E3"
    assert figures(read("1 | Huyện Lắk | | 90 | 3", f"Vốn đầu tư công năm 2024\n{PROVINCE}", money)) == {
        "investment_plan": 90, "investment_disbursed": 3,
    }  # fmt: skip


def test_column_numbers_count_up() -> None:
    """A first row of small figures is no row of column numbers, which would be lost without a word."""
    reading = read(
        "Huyện Lắk | 16 | 14", f"Hồ sơ năm 2024\n{PROVINCE}", "Đơn vị | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết"
    )
    assert figures(reading) == {"dossiers_received": 16, "dossiers_resolved": 14}
    months = read(
        "1 | 16 | 14\n2 | 17 | 12", f"Hồ sơ năm 2024 {LAK}", "Tháng | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết"
    )
    assert len(months.observations) == 4


# Time.


@pytest.mark.parametrize("first", ["01/2026", "Tháng 1", "1", "Tháng 01/2026"])
def test_months_down_and_their_sum(first: str) -> None:
    names = [
        first,
        *(
            first.replace("1", str(month), 1) if "0" not in first else first.replace("01", f"0{month}")
            for month in (2, 3)
        ),
    ]
    rows = "\n".join(
        f"'{name} | {figure} | {waits}" for name, figure, waits in zip(names, (16, 17, 20), (5, 6, 9), strict=True)
    )
    title = f"Theo dõi hồ sơ TTHC quý I năm 2026\n{PROVINCE}"
    reading = read(f"{rows}\nCộng | 53 | 9", title, "Tháng | Hồ sơ tiếp nhận mới | Hồ sơ đang giải quyết")
    assert over_time(reading) == [
        ("2026-M01", "dossiers_received", 16), ("2026-M01", "dossiers_pending", 5),
        ("2026-M02", "dossiers_received", 17), ("2026-M02", "dossiers_pending", 6),
        ("2026-M03", "dossiers_received", 20), ("2026-M03", "dossiers_pending", 9),
        ("2026-Q1", "dossiers_received", 53), ("2026-Q1", "dossiers_pending", 9),
    ]  # fmt: skip


def test_the_sum_of_some_months_is_of_no_kỳ() -> None:
    title = f"Theo dõi hồ sơ TTHC quý I năm 2026\n{PROVINCE}"
    reading = read(
        "Tháng 1 | 16 | 5\nTháng 2 | 17 | 6\nCộng | 33 | 11", title, "Tháng | Hồ sơ tiếp nhận mới | Số hồ sơ gì đó"
    )
    assert [period for period, *_ in over_time(reading)] == ["2026-M01", "2026-M02"]


def test_a_kỳ_in_a_label_is_that_of_the_titles_or_asked() -> None:
    assert figures(down("Hồ sơ tiếp nhận mới trong quý II", measure="hồ sơ")) == {"dossiers_received": 5}
    assert figures(down("Hồ sơ tiếp nhận mới trong 6 tháng", measure="hồ sơ")) == {}
    assert figures(down("Tồn quý I chuyển sang", measure="hồ sơ")) == {"dossiers_carried_over": 5}
    assert figures(down("Tồn quý IV chuyển sang", measure="hồ sơ")) == {}


def test_the_end_of_each_year_over_years_says_no_more_than_they() -> None:
    header = (
        "TT | Nội dung | Tại thời điểm 31/12 hằng năm | | Mục tiêu đến 2026\n"
        " | | Năm 2022 | Năm 2023 |\nmerge: C3:D3\nmerge: A3:A4\nmerge: B3:B4\nmerge: E3:E4"
    )
    reading = read(
        "1 | Biên chế công chức có mặt (người) | 9 | 8 | 7", f"Biên chế giai đoạn 2022 - 2023\n{PROVINCE}", header
    )
    assert over_time(reading) == [("2022", "staff_present", 9), ("2023", "staff_present", 8)]


def test_years_named_together_and_each_above_its_own_table() -> None:
    rows = (
        "1 | Đường A | 5 | 4\n | Cộng năm 2022 | 5 | 4\nII. NĂM 2023\n"
        "TT | Tên dự án | Kế hoạch vốn giao năm 2023 | Giải ngân đến 31/12/2023\n"
        "1 | Trường B | 8 | 7\n | Cộng năm 2023 | 8 | 7"
    )
    title = f"Vốn đầu tư công theo dự án các năm 2022, 2023 {LAK}\nĐVT: triệu đồng\nI. NĂM 2022"
    reading = read(rows, title, "TT | Tên dự án | Kế hoạch vốn giao năm 2022 | Giải ngân đến 31/12/2022")
    assert over_time(reading)[:2] == [("2022", "investment_plan", 5), ("2022", "investment_disbursed", 4)]


# Whose.


def test_projects_below_their_owners_are_no_units() -> None:
    rows = (
        "I | Sở Y tế | 90 | 60\n1 | Trường THPT số 2 | 66 | 46\n2 | Trạm y tế | 24 | 14\n"
        "II | Ban Quản lý Khu kinh tế | 50 | 40"
    )
    title = f"Giải ngân vốn đầu tư công năm 2025\n{PROVINCE}\nĐVT: triệu đồng"
    loaded = found(read(rows, title, "TT | Chủ đầu tư / Dự án | Kế hoạch vốn | Đã giải ngân"))
    assert {unit for unit, *_ in loaded} == {"so-y-te~moi", "ban-quan-ly-khu-kinh-te~moi"}


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Sở Kế hoạch - Đầu tư", "Sở Kế hoạch và Đầu tư"),
        ("Sở Kế hoạch và ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở NN và PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở Văn hóa, TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở LĐ - TB và XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở Tài nguyên & Môi trường", "Sở Tài nguyên và Môi trường"),
        ("Sở Văn hóa và Thể thao", "Sở Văn hóa và Thể thao"),
        ("Phòng Văn hóa - Thông tin", "Phòng Văn hóa - Thông tin"),
        ("Phòng Văn hóa và Thông tin", "Phòng Văn hóa và Thông tin"),
    ],
)
def test_departments_in_parts(printed: str, name: str) -> None:
    assert units.expanded(printed) == name


def test_what_a_division_keeps_is_the_huyện_s_also_where_only_the_letter_names_both() -> None:
    sender = "(Kèm theo Báo cáo số 77/BC-PNV của Phòng Nội vụ huyện Lắk, tỉnh Đắk Lắk)"

    def owner(title: str) -> list[str]:
        return [unit for unit, *_ in found(read("1 | Công chức có mặt | người | 9", f"{title}\n{sender}", DOWN))]

    assert owner("Biến động biên chế năm 2023") == ["huyen-lak"]
    assert owner("Biên chế công chức của phòng năm 2023") == []  # its own, or the huyện's: asked
    assert owner("Số liệu năm 2023") == []


def test_whom_a_report_serves_does_not_report() -> None:
    title = "UBND HUYỆN LẮK\nTình hình sử dụng biên chế năm 2024\n(Phục vụ báo cáo Sở Nội vụ tỉnh Đắk Lắk)"
    assert [unit for unit, *_ in found(read("1 | Công chức có mặt | người | 9", title, DOWN))] == ["huyen-lak"]


def test_a_letter_over_a_list_names_who_sent_it() -> None:
    title = (
        "Giải ngân năm 2025\n"
        "(Kèm theo Công văn số 318/STC-ĐT ngày 05/02/2026 của Sở Tài chính tỉnh Quảng Ngãi)\n"
        "ĐVT: triệu đồng"
    )
    reading = read("1 | P. Sa Huỳnh | 9\n2 | ĐK Lý Sơn | 8", title, "TT | Xã/phường/đặc khu | Kế hoạch vốn năm 2025")
    assert [unit for unit, *_ in found(reading)] == ["phuong-sa-huynh~moi", "dac-khu-ly-son~moi"]


def test_bodies_over_their_indicators_in_one_column() -> None:
    rows = (
        "1 | SỞ TN&MT | |\n | - Số TTHC có nghĩa vụ tài chính | TTHC | 34\n"
        " | - Số TTHC đã triển khai thanh toán trực tuyến | TTHC | 29\n2 | Sở Xây dựng | |\n"
        " | - Số TTHC có nghĩa vụ tài chính | TTHC | 65"
    )
    title = f"Kết quả thanh toán trực tuyến của một số sở năm 2022\n{PROVINCE}"
    assert [one[0] for one in found(read(rows, title, "STT | Đơn vị / Chỉ tiêu | ĐVT | Số liệu"))] == [
        "so-tai-nguyen-va-moi-truong~moi", "so-tai-nguyen-va-moi-truong~moi", "so-xay-dung~moi",
    ]  # fmt: skip


def test_a_sheet_called_by_initials_is_that_of_the_body() -> None:
    from etl.interpret import interpret
    from tests.workbooks import TABLES, form, workbook

    title = "Kết quả 6 tháng đầu năm 2023 của Ban Quản lý Khu kinh tế Quảng Ninh\n(Kèm theo Báo cáo số 1/BC-BQL)"
    grid = form("1 | Hồ sơ tiếp nhận mới | hồ sơ | 9", f"UBND TỈNH QUẢNG NINH\nBAN QUẢN LÝ KHU KINH TẾ\n{title}", DOWN)
    reading = interpret(workbook(BQLKKT=grid), "x.xlsx", TABLES)
    assert figures(reading) == {"dossiers_received": 9}


def test_owners_are_read_whose_projects_add_up_to_them() -> None:
    rows = (
        "I | Sở Y tế | 90 | 60\n1 | Trạm A | 66 | 46\n2 | Trạm B | 24 | 14\n"
        "II | Ban Quản lý Khu kinh tế Phú Yên | 50 | 40\n1 | Hạ tầng khu A | 30 | 30\n2 | Hạ tầng khu B | 20 | 10\n"
        "III | UBND huyện Sông Hinh | 7 | 6\n1 | Đường đi xã Ea Bar | 4 | 3\n2 | Trường THCS Tô Vĩnh Diện | 3 | 3"
    )
    title = "Giải ngân vốn đầu tư công năm 2022\n(Kèm theo Báo cáo số 1/BC-UBND của UBND tỉnh Phú Yên)\nĐVT: triệu đồng"
    loaded = found(read(rows, title, "TT | Chủ đầu tư/Danh mục dự án | Kế hoạch vốn | Đã giải ngân"))
    assert [unit for unit, indicator, *_ in loaded if indicator == "investment_plan"] == [
        "so-y-te~moi", "ban-quan-ly-khu-kinh-te-phu-yen~moi", "huyen-song-hinh",
    ]  # fmt: skip


def test_a_board_in_the_letterhead_and_by_its_full_name_is_one() -> None:
    title = (
        "UBND HUYỆN LẮK\nBAN QLDA ĐẦU TƯ XÂY DỰNG HUYỆN\nGiải ngân vốn đầu tư công năm 2023\n"
        "Của: Ban Quản lý dự án đầu tư xây dựng huyện Lắk, tỉnh Đắk Lắk\nĐVT: triệu đồng"
    )
    reading = read("1 | Kế hoạch vốn | triệu đồng | 9", title, DOWN)
    assert [unit for unit, *_ in found(reading)] == ["ban-quan-ly-du-an-dau-tu-xay-dung~moi"]


def test_names_without_their_kind_that_another_sheet_tells() -> None:
    from etl.interpret import interpret
    from tests.workbooks import TABLES, form, workbook

    sender = "(Kèm theo Báo cáo số 1/BC-VP của Văn phòng UBND tỉnh Đắk Lắk)"
    down = form(
        ("1 | Phường Bằng Lăng | 9\n2 | Xã Cây Bàng | 8"),
        f"Hồ sơ quý I năm 2026\n{sender}",
        "TT | Đơn vị | Đã giải quyết",
    )
    across = form(
        "Hồ sơ tiếp nhận trực tuyến | 5 | 4",
        ("Dịch vụ công trực tuyến quý I năm 2026"),
        "Chỉ tiêu | Bằng Lăng | Cây Bàng",
    )
    reading = interpret(workbook(Một=down, Hai=across), "x.xlsx", TABLES)
    assert {one[:2] for one in found(reading) if one[1] != "dossiers_resolved"} == {
        ("phuong-bang-lang~moi", "online_dossiers_received"), ("xa-cay-bang~moi", "online_dossiers_received"),
    }  # fmt: skip


def test_whose_dossiers_a_heading_says_is_no_act_of_theirs() -> None:
    """'UBND huyện giải quyết' across is the level: no row below it counts what was resolved for that."""
    header = "STT | Nội dung | ĐVT | Toàn huyện | UBND cấp huyện giải quyết | UBND cấp xã giải quyết"
    reading = read("1 | Hồ sơ tiếp nhận mới | Hồ sơ | 9 | 5 | 4", f"Giải quyết TTHC năm 2021 {LAK}", header)
    assert figures(reading) == {
        "dossiers_received@all": 9, "dossiers_received@district": 5, "dossiers_received@commune": 4,
    }  # fmt: skip


def test_leaders_of_ubnd_are_those_of_whom_the_table_lists() -> None:
    title = f"Biên chế và đội ngũ lãnh đạo năm 2025\n{PROVINCE}"
    reading = read(
        ("1 | Xã Bằng Lăng | 50 | 3\n2 | Xã Cây Bàng | 40 | 2"),
        title,
        "TT | Đơn vị | Biên chế được giao | Số lãnh đạo UBND",
    )
    assert [one[1] for one in found(reading)][1::2] == ["leaders_commune", "leaders_commune"]
    own = read("1 | Số lãnh đạo UBND | Người | 3", f"Số liệu năm 2024 {LAK}", DOWN)
    assert figures(own) == {"leaders_district": 3}


def test_posts_of_leaders_still_narrow_a_title() -> None:
    title = f"Biên chế công chức lãnh đạo các huyện năm 2024\n{PROVINCE}"
    assert figures(read("1 | Huyện Lắk | 9", title, "STT | Đơn vị | Biên chế được giao | Ghi chú")) == {}


def test_what_is_planned_for_after_the_years_reported_is_no_figure() -> None:
    header = "TT | Nội dung | ĐVT | Năm 2022 | Năm 2023 | Kế hoạch năm 2024"
    reading = read(
        ("1 | Biên chế công chức được giao | người | 9 | 8 | 7"), f"Biên chế giai đoạn 2022 - 2023 {LAK}", header
    )
    assert over_time(reading) == [("2022", "staff_assigned", 9), ("2023", "staff_assigned", 8)]


def test_measures_behind_the_figures() -> None:
    header = "TT | Nội dung thống kê | Số liệu | Đơn vị"
    reading = read(
        ("1 | Hồ sơ tiếp nhận mới | 8276 | hồ sơ\n2 | Đã giải quyết | 8463 | hồ sơ"),
        f"Kết quả giải quyết TTHC quý I năm 2024 {LAK}",
        header,
    )
    assert figures(reading) == {"dossiers_received": 8276, "dossiers_resolved": 8463}


def test_rows_of_a_month_in_a_report_of_a_year_are_asked() -> None:
    row = "1 | Tổng số hồ sơ tiếp nhận trong quý | hồ sơ | 12"
    assert figures(read(row, f"Số liệu năm 2024 {LAK}")) == {}
    assert figures(read(row, f"Số liệu quý I năm 2024 {LAK}")) == {"dossiers_received": 12}
    months = "TT | Chỉ tiêu | Tháng 1 | Tháng 2"
    reading = read("1 | Hồ sơ tiếp nhận trong tháng | 5 | 6", f"Hồ sơ TTHC năm 2024 {LAK}", months)
    assert [(one.period, int(one.value)) for one in reading.observations] == [("2024-M01", 5), ("2024-M02", 6)]
