"""'Tên dự án | Chủ đầu tư': the rows are projects; what they come to is the figure of the unit that reports."""

import pytest

from tests.workbooks import figures, read, said

TITLE = "Giải ngân vốn đầu tư công năm 2024 của UBND huyện Tân Phú, tỉnh Đồng Nai\nĐơn vị tính: triệu đồng"
HEADER = "TT | Tên dự án | Chủ đầu tư | Kế hoạch vốn 2024 | Giải ngân | Tỷ lệ %"
TOTAL = " | Tổng số | | 20000 | 13900 | 69.5"
WHOLE = {"investment_plan": 20000, "investment_disbursed": 13900, "investment_disbursement_rate": 69.5}


@pytest.mark.parametrize("owners", [("UBND xã Phú Lộc", "UBND xã Phú Thịnh"), ("Ban QLDA huyện", "Ban QLDA huyện")])
@pytest.mark.parametrize("is_first", [True, False])
def test_owners_are_not_the_units_of_the_figures(owners: tuple[str, str], is_first: bool) -> None:
    projects = f"1 | Đường A | {owners[0]} | 12000 | 7800 | 65\n2 | Trường B | {owners[1]} | 8000 | 6100 | 76.25"
    reading = read(f"{TOTAL}\n{projects}" if is_first else f"{projects}\n{TOTAL}", TITLE, HEADER)
    assert figures(reading) == WHOLE
    assert {one.reporting_unit.rpartition(".")[2] for one in reading.observations} == {"huyen-tan-phu"}
    assert [code for code in said(reading) if not code.startswith("unit_new")] == []


def test_owners_with_their_projects_below_stay_units() -> None:
    header = "TT | Chủ đầu tư | Tên dự án | Kế hoạch vốn 2024 | Giải ngân"
    reading = read("1 | UBND xã Phú Lộc | Đường A | 12000 | 7800\n2 | UBND xã Phú Thịnh | Cầu B | 1 | 2", TITLE, header)
    assert "huyen-tan-phu" not in {one.reporting_unit.rpartition(".")[2] for one in reading.observations}


def test_the_time_of_a_project_splits_no_owner() -> None:
    title = "GIẢI NGÂN VỐN ĐẦU TƯ CÔNG NĂM 2024 CÁC DỰ ÁN DO SỞ, BAN, NGÀNH CẤP TỈNH LÀM CHỦ ĐẦU TƯ\nUBND TỈNH ĐỒNG NAI"
    header = (
        "TT | Chủ đầu tư/Danh mục dự án | Thời gian KC-HT | Kế hoạch vốn 2024 (triệu đồng) | Giải ngân (triệu đồng)"
    )
    rows = (
        "I | Sở Y tế | | 300 | 200\n1 | Nâng cấp bệnh viện | 2021-2024 | 300 | 200\n"
        "II | Sở Giáo dục và Đào tạo | | 80 | 60\n1 | Trường THPT Lê Lợi | 2022-2025 | 80 | 60\n"
        "III | Công an tỉnh | | 50 | 40\n1 | Trụ sở công an xã | 2023-2024 | 50 | 40"
    )
    reading = read(rows, title, header)
    plans = {one.reporting_unit: float(one.value) for one in reading.observations if one.indicator == "investment_plan"}
    assert sorted(plans.values()) == [50, 80, 300]
    assert {one.rpartition(".")[2].removesuffix("~moi") for one in plans} == {
        "so-y-te",
        "so-giao-duc-va-dao-tao",
        "cong-an-tinh",
    }
    assert [code for code in said(reading) if not code.startswith("unit_new")] == []
