"""Words of titles that narrow nothing, and headings that other hands write for what the catalogue names."""

import pytest

from etl.interpret import Reading
from tests.workbooks import read, said

BA_TO = "của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
STAFF = f"Số liệu tinh giản biên chế năm 2022 {BA_TO}"


def values(reading: Reading) -> dict[str, float]:
    """The figures of a table of one unit by indicator."""
    return {one.indicator: float(one.value) for one in reading.observations}


def staff(heading: str, title: str = STAFF) -> Reading:
    """A column beside what was assigned."""
    header = f"STT | Đơn vị | Biên chế công chức được giao | {heading}"
    return read("1 | Xã Ba Cung | 105 | 10.5\n2 | Xã Ba Bích | 102 | 10.1", title, header)


def columns_asked(reading: Reading) -> list[str]:
    """The columns that are asked for, each alone or all with their title."""
    return [problem[:16] for problem in said(reading) if problem.startswith(("column_unknown", "title_unclear"))]


@pytest.mark.parametrize(
    ("heading", "indicator"),
    [
        ("Tỷ lệ tinh giản so với năm 2015 (%)", "staff_cut_rate_vs_2015"),
        ("Tỷ lệ giảm biên chế so với năm 2015 (%)", "staff_cut_rate_vs_2015"),
        ("Tỷ lệ % biên chế đã tinh giản so với năm 2015", "staff_cut_rate_vs_2015"),
        ("Tỷ lệ tinh giản so với biên chế giao năm 2015 (%)", "staff_cut_rate_vs_2015"),
        ("Tỷ lệ viên chức đã tinh giản so với năm 2015 (%)", "psu_staff_cut_rate_vs_2015"),
        ("Tỷ lệ tinh giản so với kế hoạch năm (%)", "staff_cut_rate_vs_plan"),
        ("Tỷ lệ tinh giản so với kế hoạch (%)", "staff_cut_rate_vs_plan"),
    ],
)
def test_a_comparison_that_is_an_indicator(heading: str, indicator: str) -> None:
    reading = staff(heading)
    assert values(reading) == {"staff_assigned": 102, indicator: 10.1}
    assert said(reading) == []


@pytest.mark.parametrize(
    "heading",
    [
        "Tỷ lệ so với năm 2015 (%)",
        "Biên chế giảm so với năm 2015",
        "Biên chế hiện có so với năm 2015 (%)",
        "Tỷ lệ có mặt so với kế hoạch (%)",
        "Biên chế hiện có so với",
        "Tỷ lệ tinh giản so với viên chức (%)",
    ],
)
def test_a_comparison_with_what_no_word_tells_is_asked_for(heading: str) -> None:
    reading = staff(heading)
    assert values(reading) == {"staff_assigned": 102}
    assert columns_asked(reading)


@pytest.mark.parametrize(
    "heading",
    [
        "Tăng, giảm so với năm 2021",
        "So với cùng kỳ",
        "So với năm 2021",
        "So với kỳ trước",
        "Biên chế hiện có năm 2021",
        "So sánh cùng kỳ (%)",
    ],
)
def test_a_comparison_with_another_time_is_set_aside(heading: str) -> None:
    reading = staff(heading)
    assert values(reading) == {"staff_assigned": 102}
    assert said(reading) == []


MONEY_COLUMNS = "STT | Đơn vị | Kế hoạch vốn | Giải ngân | Tỷ lệ giải ngân (%)"
DOSSIER_COLUMNS = "STT | Đơn vị | Số hồ sơ tiếp nhận | Số hồ sơ đã giải quyết"
POSTS_COLUMNS = "STT | Đơn vị | Biên chế công chức được giao | Biên chế công chức có mặt"


def of_money(title: str) -> Reading:
    return read("1 | Xã Ba Cung | 2000 | 1500 | 75", f"{title}\nĐVT: triệu đồng", MONEY_COLUMNS)


@pytest.mark.parametrize(
    "title",
    [
        f"Giải ngân vốn đầu tư công năm 2024 {BA_TO} phân theo chủ đầu tư",
        f"Giải ngân vốn đầu tư công năm 2024 phân theo chủ đầu tư {BA_TO}",
        f"Giải ngân vốn đầu tư công năm 2024 chia theo chủ đầu tư {BA_TO}",
        f"Giải ngân vốn đầu tư công năm 2024 theo nguồn vốn {BA_TO}",
        f"Tình hình phân bổ và giải ngân vốn đầu tư công năm 2024 {BA_TO}",
        f"Tình hình phân bổ, giải ngân kế hoạch vốn đầu tư công năm 2024 {BA_TO}",
        f"Giải ngân vốn đầu tư công nguồn ngân sách nhà nước năm 2024 {BA_TO}",
        f"Giải ngân kế hoạch đầu tư vốn ngân sách nhà nước năm 2024 {BA_TO}",
        f"Kết quả tổ chức thực hiện và giải ngân vốn đầu tư công năm 2024 {BA_TO}",
        f"Tiến độ triển khai thực hiện và giải ngân vốn đầu tư công năm 2024 {BA_TO}",
        f"Kết quả giải ngân các công trình, dự án năm 2024 {BA_TO}",
        f"BIỂU 6 - TÀI CHÍNH CÔNG năm 2024 {BA_TO}",
        f"Phụ biểu 02 - Nội dung: giải ngân vốn đầu tư công năm 2024 {BA_TO}",
    ],
)
def test_a_title_that_narrows_nothing(title: str) -> None:
    reading = of_money(title)
    assert values(reading) == {
        "investment_plan": 2000,
        "investment_disbursed": 1500,
        "investment_disbursement_rate": 75,
    }
    assert columns_asked(reading) == []


@pytest.mark.parametrize(
    "title",
    [
        "Giải ngân vốn chương trình mục tiêu quốc gia",
        "Giải ngân vốn đầu tư công chương trình MTQG giảm nghèo bền vững",
        "Giải ngân vốn ODA",
        "Giải ngân vốn kéo dài",
        "Giải ngân vốn đầu tư công thuộc vốn kéo dài",
        "Giải ngân vốn ngân sách tỉnh",
        "Giải ngân vốn đầu tư công nguồn ngân sách trung ương",
        "Giải ngân vốn đầu tư công nguồn thu tiền sử dụng đất",
        "Giải ngân vốn đầu tư công lĩnh vực giáo dục",
        "Giải ngân các công trình thủy lợi",
        "Giải ngân các công trình chuyển tiếp",
        "Giải ngân vốn đầu tư công cho các dự án trọng điểm",
        "Giải ngân vốn đầu tư công phân theo thôn",
        "Giải ngân vốn sự nghiệp",
        "Giải ngân vốn đầu tư công (vốn kéo dài)",
    ],
)
def test_a_title_that_narrows_goes_on_asking_for_money(title: str) -> None:
    reading = of_money(f"{title} năm 2024 {BA_TO}")
    assert values(reading) == {}
    assert columns_asked(reading)


@pytest.mark.parametrize(
    ("title", "loads"),
    [
        ("Thực trạng kết quả giải quyết hồ sơ TTHC", True),
        ("Tổng quan công tác tiếp nhận, giải quyết hồ sơ TTHC", True),
        ("Kết quả giải quyết hồ sơ TTHC phân theo đơn vị", True),
        ("Kết quả giải quyết hồ sơ TTHC lĩnh vực đất đai", False),
        ("Kết quả giải quyết hồ sơ khiếu nại", False),
        ("Kết quả giải quyết hồ sơ công việc", False),
        ("Kết quả giải quyết hồ sơ TTHC liên thông", False),
        ("Kết quả giải quyết hồ sơ TTHC phi địa giới", False),
        ("Kết quả giải quyết hồ sơ TTHC nội bộ", False),
        ("Kết quả giải quyết hồ sơ TTHC của người nước ngoài", False),
    ],
)
def test_a_title_over_dossiers(title: str, loads: bool) -> None:
    reading = read("1 | Xã Ba Cung | 20 | 15", f"{title} năm 2024 {BA_TO}", DOSSIER_COLUMNS)
    assert values(reading) == ({"dossiers_received": 20, "dossiers_resolved": 15} if loads else {})
    assert bool(columns_asked(reading)) != loads


@pytest.mark.parametrize(
    ("title", "loads"),
    [
        ("Thực trạng đội ngũ công chức", True),
        ("Hiện trạng đội ngũ cán bộ, công chức", True),
        ("Tình hình quản lý, sử dụng biên chế công chức", True),
        ("Biên chế công chức nữ", False),
        ("Biên chế công chức khối đảng", False),
        ("Thực trạng đội ngũ công chức lãnh đạo, quản lý", False),
        ("Đội ngũ công chức người dân tộc thiểu số", False),
        ("Biên chế công chức dôi dư", False),
    ],
)
def test_a_title_over_posts(title: str, loads: bool) -> None:
    reading = read("1 | Xã Ba Cung | 20 | 15", f"{title} năm 2024 {BA_TO}", POSTS_COLUMNS)
    assert values(reading) == ({"staff_assigned": 20, "staff_present": 15} if loads else {})
    assert bool(columns_asked(reading)) != loads


RATES = f"Kết quả giải quyết hồ sơ TTHC quý IV năm 2024 {BA_TO}"


def test_a_rate_beside_a_row_is_of_what_the_row_counts() -> None:
    rows = (
        "I | Tổng số hồ sơ tiếp nhận | Hồ sơ | 1420 |\n1 | Trực tuyến | Hồ sơ | 1390 | 97,89\n"
        "II | Số hồ sơ đã giải quyết | Hồ sơ | 1398 |\n1 | Trước hạn | Hồ sơ | 1200 | 85,84\n"
        "2 | Đúng hạn | Hồ sơ | 195 | 13,95\n3 | Trễ hạn | Hồ sơ | 3 | 0,21"
    )
    reading = read(rows, RATES, "STT | Nội dung | ĐVT | Số liệu | Tỷ lệ (%)")
    found = values(reading)
    assert found["online_dossier_rate"] == 97.89
    assert found["dossiers_resolved_exactly_on_time"] == 195
    assert "dossiers_on_time_rate" not in found
    assert said(reading) == []


def test_a_rate_beside_what_was_resolved_on_time_is_loaded() -> None:
    rows = "1 | Số hồ sơ đã giải quyết | Hồ sơ | 200 |\n1.1 | Đúng hạn | Hồ sơ | 195 | 97,5\n"
    rows += "1.2 | Quá hạn | Hồ sơ | 5 | 2,5"
    reading = read(rows, RATES, "STT | Nội dung | ĐVT | Số liệu | Tỷ lệ (%)")
    assert values(reading)["dossiers_on_time_rate"] == 97.5
    assert said(reading) == []


def test_rates_under_the_post_of_their_group() -> None:
    header = (
        "STT | Đơn vị | Tiếp nhận hồ sơ qua BCCI | | Trả kết quả qua BCCI |\n"
        " | | Số hồ sơ | Tỷ lệ (%) | Số hồ sơ | Tỷ lệ (%)"
    )
    rows = "1 | Xã Ba Cung | 32 | 12,5 | 141 | 55,1\nmerge: C2:D2\nmerge: E2:F2"
    assert values(read(rows, RATES, header)) == {
        "postal_dossiers_received": 32, "postal_dossiers_received_rate": 12.5,
        "postal_dossiers_returned": 141, "postal_results_returned_rate": 55.1,
    }  # fmt: skip


def rated(header: str, row: str, other: str = "") -> Reading:
    return read(f"1 | Xã Ba Cung | {row}" + (f"\n2 | Xã Ba Bích | {other}" if other else ""), RATES, header)


def test_a_bare_rate_is_of_the_column_before_it() -> None:
    header = "STT | Đơn vị | Tổng số hồ sơ TTHC phát sinh | Hồ sơ trực tuyến | Tỷ lệ % | Hồ sơ thanh toán trực tuyến"
    reading = rated(f"{header} | Tỷ lệ %", "200 | 180 | 90 | 90 | 50")
    assert values(reading) == {"dossiers_received": 200, "online_dossiers_received": 180, "online_dossier_rate": 90}
    assert columns_asked(reading) == []


def test_a_bare_rate_of_what_is_late_is_in_no_catalogue() -> None:
    header = "STT | Đơn vị | Hồ sơ đã giải quyết | Đúng hạn | Tỷ lệ (%) | Quá hạn | Tỷ lệ (%)"
    reading = rated(header, "200 | 190 | 95 | 10 | 5", "100 | 99 | 99 | 1 | 1")
    assert values(reading)["dossiers_on_time_rate"] == 99
    assert columns_asked(reading) == []


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ("Tổng số hồ sơ tiếp nhận | Hồ sơ trực tuyến | Tỷ lệ %", "200 | 180 | 70"),  # not of these
        ("Hồ sơ trực tuyến | Tỷ lệ %", "180 | 90"),  # of what?
        ("Hồ sơ đã giải quyết | Quá hạn | Tỷ lệ (%)", "200 | 10 | 95"),
        ("Hồ sơ đã giải quyết | Hồ sơ trực tuyến | Tỷ lệ (%)", "200 | 180 | 90"),
        ("Tổng số hồ sơ tiếp nhận | Hồ sơ trực tuyến | Hồ sơ đất đai | Tỷ lệ %", "200 | 180 | 180 | 90"),
    ],
)
def test_a_bare_rate_that_nothing_bears_out_is_asked_for(columns: str, row: str) -> None:
    reading = rated(f"STT | Đơn vị | {columns}", row)
    assert columns_asked(reading)
    assert not [code for code in values(reading) if code.endswith("_rate")]


def of_units(header: str, row: str, title: str) -> Reading:
    return read(f"1 | Xã Ba Cung | {row}", f"{title} năm 2023 {BA_TO}", f"STT | Đơn vị | {header}")


AUTONOMY = (
    "Tổng số ĐVSN | Tự bảo đảm chi thường xuyên và chi đầu tư | Tự bảo đảm chi thường xuyên | "
    "Tự bảo đảm một phần chi thường xuyên | Do NSNN bảo đảm chi thường xuyên"
)
CLASSES = {
    "psu_self_fund_recurrent_and_investment": 1, "psu_self_fund_recurrent": 3,
    "psu_self_fund_partial": 14, "psu_state_funded": 2,
}  # fmt: skip


@pytest.mark.parametrize("title", ["Thống kê cơ chế tự chủ của đơn vị sự nghiệp công lập", "Cải cách tài chính công"])
def test_columns_headed_by_reviewed_labels(title: str) -> None:
    reading = of_units(AUTONOMY, "20 | 1 | 3 | 14 | 2", title)
    assert values(reading) == {"psu_autonomy_total": 20, **CLASSES}
    assert columns_asked(reading) == []


def test_a_total_that_is_not_the_sum_of_its_classes_is_asked_for() -> None:
    reading = of_units(AUTONOMY, "25 | 1 | 3 | 14 | 2", "Thống kê cơ chế tự chủ của đơn vị sự nghiệp công lập")
    assert values(reading) == CLASSES
    assert columns_asked(reading) == ["column_unknown C"]


@pytest.mark.parametrize(
    ("header", "title"),
    [
        (AUTONOMY, "Số lượng người làm việc theo cơ chế tự chủ"),
        ("Tổng | Tự bảo đảm chi thường xuyên | Do NSNN bảo đảm chi thường xuyên", "Số viên chức"),
        ("Tự bảo đảm chi thường xuyên | Do NSNN bảo đảm chi thường xuyên", "Cải cách tài chính công"),
        ("Số đơn vị cấp xã chưa kết nối hệ thống một cửa điện tử", "Hệ thống một cửa điện tử"),
        ("Tổng số xã, phường, thị trấn đạt chuẩn", "Hệ thống một cửa điện tử"),
        ("Số TTHC có yêu cầu nghĩa vụ tài chính", "Thủ tục hành chính lĩnh vực đất đai"),
        ("Tổng số hồ sơ TTHC đã giải quyết xong", "Kết quả giải quyết hồ sơ TTHC trực tuyến"),
        ("Số hồ sơ TTHC do UBND cấp xã tiếp nhận", "Kết quả giải quyết hồ sơ TTHC lĩnh vực đất đai"),
    ],
)
def test_columns_that_no_label_names_are_asked_for(header: str, title: str) -> None:
    reading = of_units(header, " | ".join(["20", "1", "3", "14", "2"][: header.count("|") + 1]), title)
    assert values(reading) == {}
    columns = [one for one in columns_asked(reading) if one.startswith("column_unknown")]
    assert len(columns) == header.count("|") + 1 or columns_asked(reading) == ["title_unclear A1"]


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("Tổng số đơn vị cấp xã", "Số đơn vị cấp xã kết nối hệ thống một cửa điện tử"),
        ("Tổng số xã, phường, thị trấn", "Số xã, phường, thị trấn đã kết nối một cửa điện tử"),
    ],
)
def test_communes_at_the_one_stop(whole: str, part: str) -> None:
    reading = of_units(f"{whole} | {part} | Tỷ lệ (%)", "20 | 18 | 90", "Tình hình triển khai hệ thống một cửa điện tử")
    assert values(reading) == {
        "communes_total": 20, "onestop_connected_communes": 18, "onestop_connected_communes_rate": 90,
    }  # fmt: skip
    assert columns_asked(reading) == []


def test_posts_that_the_tinh_gave() -> None:
    header = "Số biên chế được UBND tỉnh giao | Số đã tuyển dụng (có mặt) | Số còn lại chưa tuyển | Tỷ lệ % sử dụng"
    reading = of_units(header, "20 | 18 | 2 | 90", "Tình hình quản lý, sử dụng biên chế")
    assert values(reading) == {"staff_assigned": 20, "staff_present": 18, "staff_fill_rate": 90}
    assert columns_asked(reading) == []


def test_two_that_gave_posts_are_asked_for() -> None:
    header = "Biên chế Bộ Nội vụ giao | Biên chế UBND tỉnh giao | Có mặt"
    reading = of_units(header, "20 | 18 | 17", "Tình hình quản lý, sử dụng biên chế")
    assert values(reading) == {"staff_present": 17}
    assert len(columns_asked(reading)) == 2


def test_what_was_left_from_before() -> None:
    header = "STT | Đơn vị | Tiếp nhận | | | Đã giải quyết\n | | Mới | Tồn trước | Tổng |"
    reading = read("1 | Xã Ba Cung | 120 | 4 | 124 | 119\nmerge: C2:E2", RATES, header)
    assert values(reading) == {
        "dossiers_received": 120, "dossiers_carried_over": 4, "dossiers_to_process": 124, "dossiers_resolved": 119,
    }  # fmt: skip


def test_the_rate_of_what_was_paid() -> None:
    header = "Kế hoạch vốn được giao | Thanh toán | Tỷ lệ TT/KH"
    reading = of_units(header, "200 | 100 | 50", "Tình hình thanh toán vốn đầu tư công (ĐVT: triệu đồng)")
    assert values(reading)["investment_disbursement_rate"] == 50


@pytest.mark.parametrize("heading", ["Tỷ lệ giải ngân so với KH TTg giao (%)", "Tỷ lệ giải ngân so với TTg giao (%)"])
def test_the_rate_against_one_of_two_plans_is_suggested_first(heading: str) -> None:
    header = f"Kế hoạch vốn | Giải ngân | {heading}"
    reading = of_units(header, "200 | 100 | 40", "Giải ngân vốn đầu tư công (ĐVT: triệu đồng)")
    (question,) = [one.question for one in reading.problems if one.question]
    assert question.suggestions[0].answer == "investment_disbursement_rate"


@pytest.mark.parametrize(
    ("label", "indicator"),
    [
        ("Tổng số TTHC đang cung cấp trực tuyến mức độ 3", "online_l3_provided"),
        ("Tổng số TTHC đang cung cấp trực tuyến mức độ 4", "online_l4_provided"),
        ("Số TTHC có yêu cầu nghĩa vụ tài chính", "fee_procedures_total"),
        ("Tổng số phòng chuyên môn thuộc UBND cấp huyện", "org_departments_count"),
        ("Số đơn vị tự bảo đảm chi thường xuyên", "psu_self_fund_recurrent"),
        ("Số đơn vị do Nhà nước bảo đảm chi thường xuyên", "psu_state_funded"),
    ],
)
def test_rows_that_other_hands_write(label: str, indicator: str) -> None:
    reading = read(f"1 | {label} | | 12", f"Số liệu CCHC năm 2023 {BA_TO}", "STT | Nội dung | ĐVT | Số liệu")
    assert values(reading) == {indicator: 12}


@pytest.mark.parametrize("title", ["Đội ngũ cán bộ, công chức, viên chức", "Biên chế công chức và viên chức"])
def test_posts_of_both_kinds_are_asked_for(title: str) -> None:
    reading = read("1 | Xã Ba Cung | 20 | 15", f"{title} năm 2024 {BA_TO}", "STT | Đơn vị | Được giao | Có mặt")
    assert values(reading) == {}
    assert len(columns_asked(reading)) == 2
    header = "STT | Đơn vị | Biên chế được giao | Có mặt"
    assert values(read("1 | Xã Ba Cung | 20 | 15", f"{title} năm 2024 {BA_TO}", header)) == {}


@pytest.mark.parametrize(
    "columns",
    [
        "Trước hạn | Tỷ lệ (%) | Đúng hạn | Tỷ lệ (%) | Quá hạn | Tỷ lệ (%)",
        "Sớm hạn | Tỷ lệ (%) | Đúng hạn | Tỷ lệ (%) | Trễ hạn | Tỷ lệ (%)",
    ],
)
def test_the_rate_of_those_exactly_on_time_is_in_no_catalogue(columns: str) -> None:
    reading = rated(f"STT | Đơn vị | Hồ sơ đã giải quyết | {columns}", "200 | 100 | 50 | 90 | 45 | 10 | 5")
    assert values(reading) == {
        "dossiers_resolved": 200, "dossiers_resolved_early": 100, "dossiers_resolved_exactly_on_time": 90,
        "dossiers_resolved_late": 10,
    }  # fmt: skip
    assert columns_asked(reading) == []


def test_a_day_without_a_year_is_of_the_year_around_it() -> None:
    """'Có mặt 31/12' under 'Năm 2021'; money until 30/9 is not that of the year."""
    header = "STT | Đơn vị | Năm 2021 | | Năm 2022 |\n | | Giao | Có mặt 31/12 | Giao | Có mặt đến 31/12"
    merges = "merge: A2:A3\nmerge: B2:B3\nmerge: C2:D2\nmerge: E2:F2"
    title = f"Biên chế công chức các năm 2021, 2022 {BA_TO}"
    reading = read(f"1 | Xã Ba Cung | 22 | 21 | 20 | 19\n{merges}", title, header)
    assert [(o.period, o.indicator, int(o.value)) for o in reading.observations] == [
        ("2021", "staff_assigned", 22), ("2021", "staff_present", 21),
        ("2022", "staff_assigned", 20), ("2022", "staff_present", 19),
    ]  # fmt: skip
    header = "STT | Đơn vị | Kế hoạch vốn (triệu đồng) | Giải ngân đến 30/9 (triệu đồng)"
    money = read("1 | Xã Ba Cung | 900 | 400", f"Giải ngân vốn đầu tư công năm 2024 {BA_TO}", header)
    assert values(money) == {"investment_plan": 900}


@pytest.mark.parametrize("formula", ["(4/3)", "((4)/(3))", "(5)=(4)/(3)", "(4/3*100)"])
def test_how_a_column_is_calculated_says_nothing_of_what_it_is(formula: str) -> None:
    header = f"STT | Đơn vị | Số hồ sơ tiếp nhận | Số hồ sơ trực tuyến | Tỷ lệ hồ sơ trực tuyến {formula}"
    reading = read("1 | Xã Ba Cung | 20 | 15 | 75", f"Kết quả giải quyết hồ sơ TTHC năm 2024 {BA_TO}", header)
    assert values(reading)["online_dossier_rate"] == 75


@pytest.mark.parametrize(
    ("words", "is_read"),
    [
        ("Biến động biên chế và mức độ tự chủ của các đơn vị thuộc Sở Y tế", True),
        ("Tình hình biên chế, thực hiện cơ chế tự chủ tài chính tại Sở Y tế", True),
        ("Biên chế theo cơ chế tự chủ của Sở Y tế", False),
        ("Biên chế và mức tự chủ trên 70% của Sở Y tế", False),
    ],
)
def test_autonomy_as_a_second_topic_narrows_no_posts(words: str, is_read: bool) -> None:
    rows = "1 | Biên chế công chức được giao | 71\n2 | Biên chế công chức có mặt | 66"
    reading = read(rows, f"UBND TỈNH TÂY NINH\nSỞ Y TẾ\n{words} năm 2024", "STT | Chỉ tiêu | Số lượng")
    assert values(reading) == ({"staff_assigned": 71, "staff_present": 66} if is_read else {})
