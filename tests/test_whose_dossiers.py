"""Whose dossiers and whose money rows and columns hold, by the words that offices put around bodies and levels."""

import pytest

from tests.workbooks import figures, read, said

OF_AN_BIEN = "(Kèm theo Báo cáo của UBND huyện An Biên, tỉnh Kiên Giang)"


@pytest.mark.parametrize("over", ["Cấp giải quyết", "Cấp thực hiện", "Trong đó"])
def test_a_heading_over_levels_says_nothing_of_them(over: str) -> None:
    header = f"TT | Nội dung | ĐVT | {over} | | Ghi chú\n | | | Cấp huyện | Cấp xã |"
    rows = "1 | Hồ sơ đã giải quyết | Hồ sơ | 2301 | 14198 |\n2 | Trong đó: quá hẹn trả | Hồ sơ | 27 | 8 |"
    reading = read(f"{rows}\nmerge: D3:E3", f"Kết quả giải quyết TTHC năm 2022\n{OF_AN_BIEN}", header)
    assert figures(reading) == {
        "dossiers_resolved@district": 2301, "dossiers_resolved@commune": 14198,
        "dossiers_resolved_late@district": 27, "dossiers_resolved_late@commune": 8,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("districts", "communes"),
    [
        ("HỒ SƠ THUỘC THẨM QUYỀN GIẢI QUYẾT CỦA UBND CẤP HUYỆN", "HỒ SƠ THUỘC THẨM QUYỀN GIẢI QUYẾT CỦA UBND CẤP XÃ"),
        ("Hồ sơ do UBND cấp huyện tiếp nhận", "Hồ sơ do UBND cấp xã tiếp nhận (theo địa bàn huyện)"),
        ("UBND CẤP HUYỆN", "UBND CẤP XÃ"),
    ],
)
def test_the_same_districts_under_two_groups(districts: str, communes: str) -> None:
    rows = (
        f"I | {districts} | 11 | 9\n1 | Huyện An Biên | 5 | 4\n2 | Huyện Hòn Đất | 6 | 5\n"
        f"II | {communes} | 70 | 60\n1 | Huyện An Biên | 30 | 28\n2 | Huyện Hòn Đất | 40 | 32"
    )
    title = "Giải quyết hồ sơ TTHC năm 2024\n(Kèm theo Báo cáo của UBND tỉnh Kiên Giang)"
    reading = read(rows, title, "STT | Đơn vị | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết")
    told = {(one.reporting_unit[-7:], one.handled_by, float(one.value)) for one in reading.observations}
    assert {one for one in told if one[2] in (5, 30, 40)} >= {("an-bien", "district", 5), ("an-bien", "commune", 30)}
    assert len(reading.observations) == 8
    assert [one for one in said(reading) if one.startswith("duplicate")] == []


@pytest.mark.parametrize(
    ("title", "whose"),
    [
        ("Thực hiện kế hoạch vốn đầu tư công năm 2023 của huyện An Biên, tỉnh Kiên Giang", "huyen-an-bien"),
        ("Thực hiện kế hoạch vốn đầu tư công năm 2023", "ban-quan-ly-du-an-dau-tu-xay-dung~moi"),
    ],
)
def test_a_title_says_whose_money_a_board_reports(title: str, whose: str) -> None:
    lines = f"UBND HUYỆN AN BIÊN\nBAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG\n{title}\nĐơn vị tính: triệu đồng"
    rows = "1 | Đường A | 14500 | 14120\n2 | Trường B | 9000 | 9000\n | TỔNG SỐ | 23500 | 23120"
    reading = read(rows, lines, "TT | Danh mục dự án | Kế hoạch vốn năm 2023 | Giải ngân")
    assert {one.reporting_unit.rpartition(".")[2] for one in reading.observations} == {whose}
    assert figures(reading) == {"investment_plan": 23500, "investment_disbursed": 23120}


def test_rates_and_totals_of_levels_are_of_the_same_thing_as_their_row() -> None:
    """A column that only says a level neither loses the rate of a row nor makes 'mới' a total."""
    header = "TT | Nội dung | ĐVT | Cấp giải quyết | | Cộng\n | | | Cấp huyện | Cấp xã |"
    rows = (
        "1 | Hồ sơ phải giải quyết | Hồ sơ | 2365 | 14237 | 16602\n"
        "'1.1 | - Kỳ trước chuyển sang | Hồ sơ | 47 | 31 | 78\n'1.2 | - Tiếp nhận mới | Hồ sơ | 2318 | 14206 | 16524\n"
        "2 | Hồ sơ đã giải quyết | Hồ sơ | 2301 | 14198 | 16499\n"
        "'2.1 | - Tỷ lệ trả kết quả đúng hẹn | % | 98.8 | 99.9 | 99.8\nmerge: D3:E3\nmerge: F3:F4"
    )
    reading = read(rows, f"Kết quả giải quyết TTHC năm 2022\n{OF_AN_BIEN}", header)
    found = figures(reading)
    assert said(reading) == []
    assert {key: found[key] for key in found if "rate" in key} == {
        "dossiers_on_time_rate@district": 98.8, "dossiers_on_time_rate@commune": 99.9,
        "dossiers_on_time_rate@all": 99.8,
    }  # fmt: skip
    assert (found["dossiers_received@all"], found["dossiers_to_process@all"]) == (16524, 16602)
