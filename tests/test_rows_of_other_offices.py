"""Rows that other offices write: as well understood as columns are, and asked where words and sums do not tell."""

import pytest

from tests.test_other_hands import asked
from tests.workbooks import figures, read, said

OF_LAK = "của UBND huyện Lắk, tỉnh Đắk Lắk"
DOSSIERS = f"Kết quả giải quyết TTHC quý I năm 2024 {OF_LAK}"
ROWS = "STT | Nội dung | Đơn vị tính | Số lượng"
RESOLVED = """{0} | Số hồ sơ đã giải quyết | Hồ sơ | 95
{0}.1 | - Trước hạn | Hồ sơ | 60
{0}.2 | - Đúng hạn | Hồ sơ | 33
{0}.3 | - Trễ hạn | Hồ sơ | 2"""


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("Hồ sơ do UBND huyện (Bộ phận TN&TKQ cấp huyện) tiếp nhận", "district"),
        ("Hồ sơ do UBND các xã, thị trấn tiếp nhận", "commune"),
        ("Hồ sơ tại Bộ phận một cửa cấp xã", "commune"),
        ("Hồ sơ tiếp nhận tại BPMC cấp huyện", "district"),
        ("Hồ sơ của UBND xã, phường, thị trấn", "commune"),
    ],
)
def test_a_group_of_rows_says_whose_dossiers_they_count(heading: str, level: str) -> None:
    rows = f"I | {heading}\n1 | Số hồ sơ tồn kỳ trước chuyển sang | Hồ sơ | 4\n" + RESOLVED.format("2")
    rows += "\n3 | Số hồ sơ đang giải quyết | Hồ sơ | 9\n3.1 | - Trong hạn | Hồ sơ | 8\n3.2 | - Đã quá hạn | Hồ sơ | 1"
    rows += "\n4 | Tỷ lệ hồ sơ giải quyết trước và đúng hạn | % | 97.89"
    reading = read(rows, DOSSIERS, ROWS)
    assert said(reading) == []
    assert figures(reading) == {
        f"dossiers_carried_over@{level}": 4, f"dossiers_resolved@{level}": 95, f"dossiers_resolved_early@{level}": 60,
        f"dossiers_resolved_exactly_on_time@{level}": 33, f"dossiers_resolved_late@{level}": 2,
        f"dossiers_pending@{level}": 9, f"dossiers_pending_in_time@{level}": 8, f"dossiers_pending_late@{level}": 1,
        f"dossiers_on_time_rate@{level}": 97.89,
    }  # fmt: skip


@pytest.mark.parametrize("heading", ["Hồ sơ do Phòng Tư pháp tiếp nhận", "Hồ sơ lĩnh vực đất đai cấp huyện"])
def test_a_group_of_rows_that_narrows_goes_on_asking(heading: str) -> None:
    reading = read(f"I | {heading}\n" + RESOLVED.format("1"), DOSSIERS, ROWS)
    assert figures(reading) == {}
    assert len(asked(reading)) == 4


PARTS = " | - Trực tuyến | Hồ sơ | {0}\n | - Trực tiếp | Hồ sơ | 37\n"
BEFORE = "2 | Số hồ sơ quý trước chuyển sang | Hồ sơ | 8"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("1 | Tổng số hồ sơ tiếp nhận trong quý | Hồ sơ | 251\n" + PARTS.format(214) + BEFORE, "dossiers_received"),
        ("1 | Tổng số hồ sơ tiếp nhận | Hồ sơ | 259\n" + PARTS.format(214) + BEFORE, "dossiers_to_process"),
        ("1 | Tổng số hồ sơ tiếp nhận trong quý | Hồ sơ | 251\n" + PARTS.format(200) + BEFORE, ""),
        ("1 | Tổng số hồ sơ tiếp nhận | Hồ sơ | 251\n" + BEFORE, ""),
        ("1 | Tổng số hồ sơ phải giải quyết | Hồ sơ | 251\n" + BEFORE, "dossiers_to_process"),
    ],
)
def test_receipts_beside_what_was_carried_over_are_what_their_parts_add_up_to(rows: str, code: str) -> None:
    reading = read(rows, DOSSIERS, ROWS)
    assert {one.indicator for one in reading.observations if one.place.cell == "D3"} == ({code} if code else set())
    assert said(reading) == ([] if code else ["row_ambiguous D3"])
    assert code or asked(reading)["Tổng số hồ sơ tiếp nhận" + " trong quý" * ("quý |" in rows)] == (
        "dossiers_to_process", "dossiers_received"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Tổng số hồ sơ tiếp nhận (bao gồm hồ sơ kỳ trước chuyển sang)", "dossiers_to_process"),
        ("Số hồ sơ tiếp nhận (gồm cả hồ sơ tồn kỳ trước)", "dossiers_to_process"),
        ("Hồ sơ tiếp nhận và tồn kỳ trước", "dossiers_to_process"),
        ("Hồ sơ tồn kỳ trước và tiếp nhận mới", "dossiers_to_process"),
    ],
)
def test_receipts_with_those_carried_over(label: str, code: str) -> None:
    rows = f"1 | {label} | Hồ sơ | 120\n | Hồ sơ tiếp nhận trực tuyến | Hồ sơ | 90"
    assert figures(read(rows, DOSSIERS, ROWS)) == {code: 120, "online_dossiers_received": 90}


def test_units_across_under_the_name_of_their_level() -> None:
    title = f"Kết quả giải quyết TTHC của UBND các xã, thị trấn quý I năm 2024 {OF_LAK}"
    header = "STT | Chỉ tiêu | ĐVT | Các xã, thị trấn | | Toàn huyện\n | | | Xã Yang Tao | Xã Đắk Liêng | "
    rows = "1 | Hồ sơ đã giải quyết | Hồ sơ | 5 | 6 | 11\n | Giải quyết quá hạn | Hồ sơ | 1 | 2 | 3"
    reading = read(f"{rows}\nmerge: A2:A3\nmerge: B2:B3\nmerge: C2:C3\nmerge: D2:E2\nmerge: F2:F3", title, header)
    assert said(reading) == []
    found = {(one.indicator, one.handled_by, one.place.cell) for one in reading.observations}
    assert found == {
        ("dossiers_resolved", "", "D4"), ("dossiers_resolved", "", "E4"),
        ("dossiers_resolved_late", "", "D5"), ("dossiers_resolved_late", "", "E5"),
    }  # fmt: skip


def test_fields_under_the_levels_that_handle_them() -> None:
    title = f"Kết quả giải quyết hồ sơ TTHC quý I năm 2024 {OF_LAK}"
    header = "STT | Lĩnh vực | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết | Hồ sơ trực tuyến"
    rows = "A | Cấp huyện | 30 | 28 | 9\n1 | Đất đai | 20 | 19 | 4\n2 | Xây dựng | 10 | 9 | 5\n"
    rows += "B | Cấp xã | 50 | 44 | 7\n1 | Hộ tịch | 50 | 44 | 7"
    reading = read(rows, title, header)
    assert figures(reading) == {
        "dossiers_received@district": 30, "dossiers_resolved@district": 28,
        "dossiers_received@commune": 50, "dossiers_resolved@commune": 44,
    }  # fmt: skip
    assert said(reading) == ["details_without_total E3"]  # received online is not kept by level
    assert reading.rows["detail"] > 0


@pytest.mark.parametrize(
    "rows",
    [
        "A | Cấp huyện | 30\n1 | Đất đai | 21\n2 | Xây dựng | 10",
        "A | Nhóm đất đai | 30\n1 | Đất đai | 20\n2 | Đo đạc | 10",
        "1 | Đất đai | 20\nA | Cấp huyện | 30\n1 | Xây dựng | 30",
        "A | Cấp huyện | 30\n1 | Đất đai | 30\nB | Cấp huyện | 10\n1 | Xây dựng | 10",
    ],
)
def test_fields_without_a_total_go_on_asking_where_levels_do_not_add_up(rows: str) -> None:
    reading = read(rows, f"Kết quả giải quyết hồ sơ TTHC quý I năm 2024 {OF_LAK}", "STT | Lĩnh vực | Đã giải quyết")
    assert figures(reading) == {}
    assert "details_without_total" in " ".join(said(reading))


POSTS = f"Tình hình thực hiện biên chế năm 2024 {OF_LAK}"
BLOCKS = "STT | Nội dung | Số giao năm 2024 | Số có mặt | Chênh lệch"
OF_UNITS = """II | Số lượng người làm việc trong các đơn vị sự nghiệp | 100 | 90 | -10
1 | Sự nghiệp giáo dục và đào tạo | 80 | {0} | -10
 | - Mầm non | 30 | 28 | -2
 | - Tiểu học | 50 | 42 | -8
2 | Sự nghiệp khác | 20 | 20 | 0"""


def test_blocks_of_posts_are_read_and_their_parts_set_aside() -> None:
    rows = "I | Biên chế công chức khối quản lý nhà nước | 87 | 80 | -7\n" + OF_UNITS.format(70)
    reading = read(f"{rows}\nIII | Hợp đồng lao động theo Nghị định 111 | 4 | 3 | -1", POSTS, BLOCKS)
    assert said(reading) == []
    assert figures(reading) == {
        "staff_assigned": 87, "staff_present": 80, "psu_staff_assigned": 100, "psu_staff_present": 90,
        "staff_contract": 3,
    }  # fmt: skip


def test_parts_that_do_not_add_up_are_asked() -> None:
    reading = read(OF_UNITS.format(71), POSTS, BLOCKS)
    assert figures(reading) == {"psu_staff_assigned": 100, "psu_staff_present": 90}
    assert said(reading) == [f"row_unknown D{row}" for row in (4, 5, 6, 7)]


def test_parts_of_dossiers_are_asked_though_they_add_up() -> None:
    rows = "1 | Hồ sơ tiếp nhận mới | Hồ sơ | 9\n1.1 | Qua ứng dụng xyz | Hồ sơ | 4\n1.2 | Tại quầy xyz | Hồ sơ | 5"
    reading = read(rows, DOSSIERS, ROWS)
    assert figures(reading) == {"dossiers_received": 9}
    assert len(asked(reading)) == 2


def test_short_labels_under_their_heading() -> None:
    rows = """I | Biên chế công chức
1 | Biên chế công chức được giao | Người | 96
2 | Biên chế công chức hiện có mặt | Người | 91
3 | Số lao động hợp đồng theo Nghị định 68 | Người | 7
II | Số lượng người làm việc trong các đơn vị sự nghiệp
1 | Được giao | Người | 1088
2 | Có mặt tại thời điểm báo cáo | Người | 1021
3 | Số người tinh giản trong năm | Người | 5
4 | Tỷ lệ tinh giản so với năm 2015 | % | 11.7
5 | Hợp đồng theo NĐ 111/2022/NĐ-CP | Người | 3
III | Tuyển dụng
1 | Số công chức tuyển dụng trong năm (thi tuyển, xét tuyển) | Người | 3
2 | Số viên chức tuyển dụng trong năm (thi tuyển, xét tuyển) | Người | 46"""
    reading = read(rows, f"Biểu mẫu 04: Tổ chức bộ máy, biên chế năm 2022 {OF_LAK}")
    assert figures(reading) == {
        "staff_assigned": 96, "staff_present": 91, "staff_contract": 7, "psu_staff_assigned": 1088,
        "psu_staff_present": 1021, "psu_staff_cut_in_period": 5, "psu_staff_cut_rate_vs_2015": 11.7,
        "civil_servants_recruited": 3, "public_employees_recruited": 46,
    }  # fmt: skip
    assert said(reading) == ["row_unknown D12"]  # contracts of service units are no indicator


def test_contracts_assigned_are_set_aside() -> None:
    header = (
        "STT | Đơn vị | Biên chế công chức | | Hợp đồng theo NĐ 111/2022/NĐ-CP |\n | | Giao | Có mặt | Giao | Hiện có"
    )
    title = "Số liệu biên chế năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    reading = read("1 | Xã Ba Cung | 20 | 19 | 4 | 3\nmerge: C2:D2\nmerge: E2:F2", title, header)
    assert figures(reading) == {"staff_assigned": 20, "staff_present": 19, "staff_contract": 3}
    assert said(reading) == []


SEVERAL = """STT | Đơn vị | Số được giao năm 2024 | | |
 | | Tổng số | Trong đó | |
 | | | Công chức | Viên chức | HĐLĐ 68"""


@pytest.mark.parametrize(("total", "asks"), [(24, False), (25, True)])
def test_a_total_of_posts_of_several_kinds_is_a_check_value(total: int, asks: bool) -> None:
    title = "Biên chế, hợp đồng lao động năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    merges = "merge: A2:A4\nmerge: B2:B4\nmerge: C2:F2\nmerge: C3:C4\nmerge: D3:F3"
    reading = read(f"1 | Xã Ba Cung | {total} | 18 | 4 | 2\n{merges}", title, SEVERAL)
    assert figures(reading) == {"staff_assigned": 18, "psu_staff_assigned": 4}
    assert bool(said(reading)) is asks


MONEY = f"Giải ngân vốn đầu tư công năm 2024 {OF_LAK} (ĐVT: triệu đồng)"
PLANS = """STT | Chủ đầu tư | Kế hoạch vốn | | | Giải ngân | Tỷ lệ giải ngân (%)
 | | Tổng số | Trong đó | | |
 | | | Kế hoạch năm 2024 | Kế hoạch năm 2023 kéo dài sang năm 2024 | |"""


@pytest.mark.parametrize(("part", "asks"), [(3, False), (4, True)])
def test_what_a_plan_consists_of_is_set_aside_where_it_adds_up(part: int, asks: bool) -> None:
    merges = "merge: A2:A4\nmerge: B2:B4\nmerge: C2:E2\nmerge: F2:F4\nmerge: G2:G4\nmerge: C3:C4\nmerge: D3:E3"
    reading = read(f"1 | Xã Yang Tao | 10 | 7 | {part} | 5 | 50\n{merges}", MONEY, PLANS)
    assert figures(reading) == {
        "investment_plan": 10, "investment_disbursed": 5, "investment_disbursement_rate": 50,
    }  # fmt: skip
    assert bool(said(reading)) is asks


def test_two_plans_and_two_rates_are_asked_with_what_they_may_be() -> None:
    rows = """1 | Kế hoạch vốn Thủ tướng Chính phủ giao | Tr.đồng | 8200
2 | Kế hoạch vốn HĐND tỉnh giao | Tr.đồng | 9100
3 | Vốn đã giải ngân (tính đến hết niên độ 31/01/2025) | Tr.đồng | 8400
4 | Tỷ lệ giải ngân so với kế hoạch Thủ tướng Chính phủ giao | % | 102.4
5 | Tỷ lệ giải ngân so với kế hoạch HĐND tỉnh giao | % | 92.3"""
    reading = read(rows, f"Kết quả giải ngân vốn đầu tư công năm 2024 {OF_LAK}")
    assert figures(reading) == {"investment_disbursed": 8400}
    assert [one[0] for one in asked(reading).values()] == [
        "investment_plan", "investment_plan", "investment_disbursement_rate", "investment_disbursement_rate"
    ]  # fmt: skip


AUTONOMY = """1 | Số ĐVSN trực thuộc thực hiện tự chủ tài chính | {1} | {0}
1.1 | Tự bảo đảm chi thường xuyên | {1} | 3
1.2 | Nhà nước bảo đảm chi thường xuyên | {1} | 1"""


def test_how_service_units_fund_themselves() -> None:
    title = f"Số liệu cải cách tài chính công năm 2024 {OF_LAK}"
    reading = read(AUTONOMY.format(4, "Đơn vị"), title)
    assert figures(reading) == {"psu_autonomy_total": 4, "psu_self_fund_recurrent": 3, "psu_state_funded": 1}
    assert said(reading) == []
    doubtful = read(AUTONOMY.format(5, "Đơn vị"), title)
    assert figures(doubtful) == {"psu_self_fund_recurrent": 3, "psu_state_funded": 1}
    assert list(asked(doubtful).values()) == [("psu_autonomy_total",)]
    assert figures(read(AUTONOMY.format(4, "Người"), title)) == {}
    assert figures(read(AUTONOMY.format(4, "Triệu đồng"), title)) == {}


def test_how_service_units_fund_themselves_in_columns() -> None:
    header = """STT | Đơn vị | Tổng số ĐVSN công lập | Chia ra theo mức độ tự chủ | |
 | | | Tự bảo đảm chi thường xuyên | Tự bảo đảm một phần chi thường xuyên | Do NSNN bảo đảm chi thường xuyên"""
    title = "Tình hình thực hiện cơ chế tự chủ của các đơn vị sự nghiệp công lập năm 2024 của UBND tỉnh Thái Bình"
    rows = "1 | Sở Y tế | 27 | 4 | 15 | 8\n2 | Sở Tư pháp | 6 | 0 | 2 | 4"
    merges = "merge: A2:A3\nmerge: B2:B3\nmerge: C2:C3\nmerge: D2:F2"
    found = read(f"{rows}\n{merges}", title, header)
    assert {one.indicator for one in found.observations} >= {
        "psu_self_fund_recurrent", "psu_self_fund_partial", "psu_state_funded"
    }  # fmt: skip


LEVELS_OF_SERVICES = """STT | Đơn vị | Dịch vụ công trực tuyến mức độ 3 | | Dịch vụ công trực tuyến mức độ 4
 | | Số TTHC đủ điều kiện | Số TTHC có phát sinh hồ sơ | Số TTHC đang cung cấp"""


def test_what_a_title_names_narrows_nothing_of_columns_that_say_it_themselves() -> None:
    title = "Tình hình cung cấp dịch vụ công trực tuyến mức độ 3, mức độ 4 năm 2021 của UBND tỉnh An Giang"
    merges = "merge: A2:A3\nmerge: B2:B3\nmerge: C2:D2"
    reading = read(f"1 | Sở Công Thương | 40 | 12 | 80\n{merges}", title, LEVELS_OF_SERVICES)
    assert figures(reading) == {"online_l3_eligible": 40, "online_l3_with_dossiers": 12, "online_l4_provided": 80}
    assert not asked(reading)
    title = "Triển khai thanh toán trực tuyến phí, lệ phí năm 2023 của UBND tỉnh Quảng Bình"
    header = "STT | Đơn vị | Số TTHC có yêu cầu nghĩa vụ tài chính | Số TTHC đã tích hợp thanh toán trực tuyến | {0}"
    reading = read("1 | Sở Tư pháp | 44 | 40 | 90", title, header.format("Hồ sơ đã giải quyết"))
    assert figures(reading) == {"fee_procedures_total": 44, "fee_procedures_online_payment": 40}
    assert [one for one in said(reading) if not one.startswith("unit_")] == ["title_unclear A1"], "those paid, or all?"


def test_officials_of_communes_beside_those_without_a_post() -> None:
    title = "Số lượng cán bộ, công chức và người hoạt động không chuyên trách cấp xã năm 2022"
    header = """TT | Đơn vị | Cán bộ, công chức cấp xã | | | | Người hoạt động không chuyên trách |
 | | Số giao | Số có mặt | | | Số giao | Số có mặt
 | | | Tổng | Cán bộ | Công chức | | """
    merges = "merge: A3:A5\nmerge: B3:B5\nmerge: C3:F3\nmerge: G3:H3\nmerge: C4:C5\nmerge: D4:F4\nmerge: G4:G5"
    rows = f"1 | Xã Ba Cung | 22 | 21 | 10 | 11 | 14 | 13\n{merges}\nmerge: H4:H5"
    reading = read(rows, f"UBND huyện Ba Tơ, tỉnh Quảng Ngãi\n{title}", header)
    assert figures(reading) == {"staff_assigned": 22, "staff_present": 21}
    assert said(reading) == []


RATES = """STT | Đơn vị | Hồ sơ đã giải quyết | | | |
 | | Tổng số | Trước hạn và đúng hạn | Tỷ lệ | Trễ hạn | Tỷ lệ"""


@pytest.mark.parametrize(("rate", "asks"), [("99.85%", False), ("80%", True)])
def test_a_bare_rate_under_what_was_resolved_is_of_the_column_before_it(rate: str, asks: bool) -> None:
    title = "Kết quả giải quyết hồ sơ TTHC năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    rows = f"1 | Xã Ba Cung | 5906 | 5897 | {rate} | 9 | 0.15%\nmerge: A2:A3\nmerge: B2:B3\nmerge: C2:G2"
    reading = read(rows, title, RATES)
    counts = {"dossiers_resolved": 5906, "dossiers_resolved_on_time": 5897, "dossiers_resolved_late": 9}
    assert figures(reading) == counts | ({} if asks else {"dossiers_on_time_rate": 99.85})
    assert bool(asked(reading)) is asks


@pytest.mark.parametrize(("year", "code"), [(2023, "dossiers_carried_over"), (2022, "")])
def test_what_the_year_before_left_is_no_figure_of_that_year(year: int, code: str) -> None:
    title = "Kết quả giải quyết hồ sơ TTHC năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    header = f"STT | Đơn vị | Tiếp nhận mới | Năm {year} chuyển sang"
    reading = read("1 | Xã Ba Cung | 50 | 4", title, header)
    assert figures(reading) == {"dossiers_received": 50} | ({code: 4} if code else {})
    row = read(f"1 | Hồ sơ năm {year} chuyển sang | Hồ sơ | 4", DOSSIERS, ROWS)
    assert figures(row) == ({code: 4} if code else {})


OF_TRA_VINH = "UBND TỈNH TRÀ VINH\nTình hình giải quyết hồ sơ TTHC của các cấp năm 2023"


def test_receipts_that_hold_what_was_carried_over_are_all_in_each_level() -> None:
    header = "STT | Nội dung | Tổng số | Cấp tỉnh | Cấp huyện"
    rows = (
        "I | Hồ sơ tiếp nhận | 131 | 42 | 89\n1 | Tiếp nhận mới trong kỳ | 129 | 41 | 88\n"
        "2 | Từ kỳ trước chuyển sang | 2 | 1 | 1"
    )
    found = figures(read(rows, OF_TRA_VINH, header))
    assert {key: found[key] for key in found if "to_process" in key} == {
        "dossiers_to_process@all": 131, "dossiers_to_process@province": 42, "dossiers_to_process@district": 89,
    }  # fmt: skip
    assert found["dossiers_received@district"] == 88


def test_the_total_over_levels_of_fields_is_of_all_levels() -> None:
    header = "TT | Lĩnh vực | Tiếp nhận mới | Số hồ sơ đã giải quyết"
    rows = (
        "I | CẤP HUYỆN | 53 | 51\n1 | Đất đai | 33 | 32\n2 | Hộ tịch | 20 | 19\n"
        "II | CẤP XÃ | 90 | 88\n1 | Chứng thực | 60 | 59\n2 | Hộ tịch | 30 | 29\n | TỔNG CỘNG (I+II) | 143 | 139"
    )
    title = "UBND huyện Giồng Trôm, tỉnh Bến Tre\nKết quả giải quyết hồ sơ TTHC năm 2023"
    assert figures(read(rows, title, header)) == {
        "dossiers_received@district": 53, "dossiers_received@commune": 90, "dossiers_received@all": 143,
        "dossiers_resolved@district": 51, "dossiers_resolved@commune": 88, "dossiers_resolved@all": 139,
    }  # fmt: skip


@pytest.mark.parametrize("total", ["Tổng cộng", "Tổng số"])
def test_the_sum_over_classes_of_staff_is_no_figure_of_one(total: str) -> None:
    """Of 'Công chức' with a strange word nothing is read, and not the sum of both instead."""
    header = f"STT | Đơn vị | Công chức lũm | Viên chức | {total}"
    rows = "1 | Quận Hải Châu | 4 | 31 | 35\n2 | Quận Sơn Trà | 1 | 14 | 15"
    title = "Kết quả tinh giản biên chế năm 2021 của các quận, huyện thành phố Đà Nẵng"
    reading = read(rows, title, header)
    assert {o.indicator for o in reading.observations} <= {"psu_staff_cut_in_period"}


def test_nine_months_beside_their_quarters_are_a_kỳ_of_their_own() -> None:
    header = "TT | Chỉ tiêu | Quý I | Quý II | Quý III | Lũy kế 9 tháng"
    rows = "1 | Số hồ sơ tiếp nhận mới | 20 | 30 | 40 | 90\n2 | Số hồ sơ đã giải quyết | 18 | 29 | 41 | 88"
    title = "UBND HUYỆN TUY AN, TỈNH PHÚ YÊN\nKết quả giải quyết TTHC các quý trong năm 2023"
    reading = read(rows, title, header)
    assert {o.period: int(o.value) for o in reading.observations if o.indicator == "dossiers_received"} == {
        "2023-Q1": 20, "2023-Q2": 30, "2023-Q3": 40, "2023-9M": 90,
    }  # fmt: skip


def test_owners_behind_the_figures_of_projects_name_no_rows() -> None:
    header = "TT | Danh mục dự án, công trình | Kế hoạch vốn năm 2023 | Giải ngân đến 31/12/2023 | Chủ đầu tư"
    rows = (
        " | TỔNG CỘNG | 900 | 800 |\n1 | Đường huyện 07 | 600 | 550 | Ban QLDA huyện\n"
        "2 | Trường THCS | 300 | 250 | Phòng Kinh tế và Hạ tầng"
    )
    title = "UBND HUYỆN TÂN PHÚ ĐÔNG, TỈNH TIỀN GIANG\nGiải ngân vốn đầu tư công năm 2023\nĐVT: triệu đồng"
    assert figures(read(rows, title, header)) == {"investment_plan": 900, "investment_disbursed": 800}


def test_years_that_are_typed_as_numbers_head_columns() -> None:
    header = "TT | Đơn vị | 2021 | | 2022 |\n | | Giao | Có mặt | Giao | Có mặt"
    rows = "1 | Huyện Bình Đại | 92 | 88 | 90 | 86\nmerge: A3:A4\nmerge: B3:B4\nmerge: C3:D3\nmerge: E3:F3"
    title = "UBND TỈNH BẾN TRE\nBiên chế công chức cấp huyện giai đoạn 2021 - 2022"
    reading = read(rows, title, header)
    assert {(o.period, o.indicator, int(o.value)) for o in reading.observations} == {
        ("2021", "staff_assigned", 92), ("2021", "staff_present", 88),
        ("2022", "staff_assigned", 90), ("2022", "staff_present", 86),
    }  # fmt: skip


@pytest.mark.parametrize(("over", "loads"), [("các xã, phường", True), ("", False)])
def test_who_sends_a_letter_with_a_list_is_who_sends_the_list(over: str, loads: bool) -> None:
    """Over one body's figures the letter may be the one that prescribed the form."""
    title = (
        f"Kết quả giải quyết hồ sơ TTHC {over} tháng 10/2025\n"
        "(Kèm theo Công văn số 1873/VPUBND-KSTTHC ngày 03/11/2025 của Văn phòng UBND tỉnh Vĩnh Long)"
    )
    reading = read("1 | Phường Trà Vinh | 19 | 18", title, "TT | Tên đơn vị | Tiếp nhận mới | Đã giải quyết")
    assert bool(reading.observations) == loads


def test_a_heading_of_two_acts_leaves_to_its_rows_which_they_count() -> None:
    title = "UBND THỊ XÃ AN NHƠN, TỈNH BÌNH ĐỊNH\nKết quả giải quyết TTHC năm 2022"
    rows = (
        "I | Tiếp nhận, trả kết quả TTHC qua dịch vụ bưu chính công ích | | |\n"
        "1 | Số hồ sơ tiếp nhận qua BCCI | Hồ sơ | 20 |\n2 | Số hồ sơ trả kết quả qua BCCI | Hồ sơ | 15 |"
    )
    assert figures(read(rows, title)) == {"postal_dossiers_received": 20, "postal_dossiers_returned": 15}
