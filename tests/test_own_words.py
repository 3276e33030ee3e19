"""Words that say whose form it is, several topics of one heading, numbers with letters, sums of what is set aside."""

import pytest

from tests.test_readings_in_doubt import PROVINCE, found
from tests.workbooks import figures, read, said

SINGLE = "TT | Chỉ tiêu | ĐVT | Số liệu"


def codes(rows: str, title: str, header: str = SINGLE) -> dict[str, float]:
    """The figures by indicator, with the level where one is said."""
    return figures(read(rows, title, header))


@pytest.mark.parametrize(
    ("unit", "label", "code"),
    [
        ("UBND XÃ EA SÚP", "Số đơn vị sự nghiệp công lập trực thuộc UBND xã", "psu_total"),
        ("UBND XÃ EA SÚP", "Số hợp đồng lao động làm việc tại UBND xã", "staff_contract"),
        ("SỞ Y TẾ", "Tổng số TTHC thuộc thẩm quyền giải quyết của Sở", "procedures_in_force"),
        ("SỞ Y TẾ", "Tổng chỉ tiêu biên chế công chức của ngành Y tế", "staff_assigned"),
        ("SỞ Y TẾ", "Biên chế công chức giao cho Sở Y tế", "staff_assigned"),
        ("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP", "TTHC thuộc thẩm quyền giải quyết của Ban", "procedures_in_force"),
    ],
)
def test_a_body_says_of_itself_that_it_is_its_own(unit: str, label: str, code: str) -> None:
    rows = f"1 | Số biên chế công chức có mặt | người | 5\n2 | {label} | | 9"
    assert codes(rows, f"UBND {PROVINCE}\n{unit}\nSố liệu cải cách hành chính quý I năm 2024")[code] == 9


def test_another_field_is_not_that_of_a_sở() -> None:
    rows = "1 | Biên chế công chức ngành Giáo dục được giao | người | 9"
    assert codes(rows, f"UBND {PROVINCE}\nSỞ Y TẾ\nSố liệu năm 2024") == {}


def test_the_topic_of_a_heading_that_a_row_repeats() -> None:
    rows = (
        "B | Dịch vụ bưu chính công ích, thanh toán trực tuyến | | \n"
        "1 | Số hồ sơ tiếp nhận qua dịch vụ BCCI | hồ sơ | 41\n"
        "2 | Số TTHC đã triển khai thanh toán trực tuyến | TTHC | 12"
    )
    told = codes(rows, f"UBND huyện Lắk, {PROVINCE}\nSố liệu quý I năm 2024")
    assert told == {"postal_dossiers_received": 41, "fee_procedures_online_payment": 12}


def test_a_heading_with_a_topic_that_no_table_knows_stays_in_doubt() -> None:
    rows = "B | Đất đai, bưu chính công ích | | \n1 | Số hồ sơ tiếp nhận qua dịch vụ BCCI | hồ sơ | 41"
    assert codes(rows, f"UBND huyện Lắk, {PROVINCE}\nSố liệu quý I năm 2024") == {}


def test_rows_numbered_with_the_letter_of_their_group() -> None:
    rows = (
        "A | Công bố TTHC | | \nA1 | Tổng số TTHC đang có hiệu lực | TTHC | 195\nA1.1 | Cấp tỉnh | TTHC | 150\n"
        "A1.2 | Cấp huyện | TTHC | 30\nA1.3 | Cấp xã | TTHC | 15"
    )
    told = {(one[2], one[3], one[4]) for one in found(read(rows, f"UBND {PROVINCE}\nSố liệu quý I năm 2024", SINGLE))}
    assert {("procedures_in_force", "province", 150), ("procedures_in_force", "commune", 15)} <= told


def test_the_sum_of_rows_that_are_all_set_aside_is_no_silent_total() -> None:
    header = "TT | Nội dung vốn | Kế hoạch giao | Giải ngân"
    rows = "1 | Vốn ngân sách tỉnh | 112 | 58\n2 | Vốn ngân sách huyện | 403 | 187\n | Cộng | 515 | 245"
    reading = read(rows, f"UBND huyện Lắk, {PROVINCE}\nVốn đầu tư công năm 2024\nĐVT: triệu đồng", header)
    told = figures(reading)
    assert told.get("investment_plan") == 515 or any(one.endswith("C7") for one in said(reading))


@pytest.mark.parametrize("head", ["Nguồn", "Nguồn vốn"])
def test_sources_of_money_and_their_total(head: str) -> None:
    rows = "1 | Vốn ngân sách tỉnh | 112 | 58\n2 | Vốn ngân sách huyện | 403 | 187\n | Cộng | 515 | 245"
    title = f"UBND huyện Lắk, {PROVINCE}\nVốn đầu tư công năm 2024\nĐVT: triệu đồng"
    told = codes(rows, title, f"TT | {head} | Kế hoạch giao | Giải ngân")
    assert told == {"investment_plan": 515, "investment_disbursed": 245}


def test_a_kind_of_school_is_no_body() -> None:
    header = "TT | Loại hình đơn vị | Số đơn vị | Số người làm việc được giao | Số người làm việc có mặt"
    rows = "1 | Trường mầm non | 21 | 512 | 510\n2 | Trường tiểu học | 16 | 478 | 469\n | Cộng | 37 | 990 | 979"
    title = f"UBND HUYỆN LẮK\nII. KHỐI ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP NĂM 2023\n{PROVINCE}"
    reading = read(rows, title, header)
    assert {one.reporting_unit.rpartition(".")[2] for one in reading.observations} == {"huyen-lak"}
    assert figures(reading)["psu_staff_assigned"] == 990


def test_what_remained_of_the_year_before() -> None:
    header = "TT | Cấp giải quyết | Tồn năm 2020 | Nhận mới"
    rows = "1 | Cấp huyện | 107 | 2470\n2 | Cấp xã | 732 | 15749\n | Tổng số | 839 | 18219"
    told = codes(rows, f"UBND HUYỆN LẮK\nKết quả giải quyết hồ sơ TTHC năm 2021\n{PROVINCE}", header)
    assert told["dossiers_carried_over@commune"] == 732


def test_a_kind_of_staff_beside_those_present_is_no_class_of_theirs() -> None:
    rows = (
        "A | Bộ máy, biên chế | | \n1 | Biên chế cán bộ, công chức được giao | người | 58\n2 | Số có mặt | người | 51\n"
        "3 | Công chức chuyên trách công nghệ thông tin | người | 1"
    )
    told = codes(rows, f"UBND XÃ EA SÚP\nSố liệu 6 tháng đầu năm 2026\n{PROVINCE}")
    assert told["staff_present"] == 51


def test_the_sheet_of_an_office_over_a_list_of_bodies() -> None:
    from etl.interpret import interpret
    from tests.workbooks import TABLES, form, workbook

    rows = "1 | Sở Y tế | 36 | 16\n2 | UBND huyện Lắk | 78 | 63"
    title = f"Giải ngân vốn đầu tư công tháng 9 năm 2023\nUBND {PROVINCE}\nĐVT: triệu đồng"
    sheet = form(rows, title, "TT | Chủ đầu tư | Kế hoạch vốn năm 2023 | Lũy kế giải ngân")
    assert len(interpret(workbook(KBNN=sheet), "bieu.xlsx", TABLES).observations) == 4
