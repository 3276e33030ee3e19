"""Words around a table that make its figures a part: days, channels, groups, addressees, titles of some posts."""

import pytest

from tests.test_readings_in_doubt import PROVINCE, found
from tests.workbooks import read, said

SINGLE = "TT | Chỉ tiêu | Số liệu"
LIST = "TT | Đơn vị | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết"
MONEY = "TT | Chủ đầu tư | Kế hoạch vốn | Giải ngân"
POSTS = "TT | Đơn vị | Được giao | Có mặt"
OF_LAK = f"\nUBND huyện Lắk, {PROVINCE}"
OF_ALL = f"\nUBND {PROVINCE}"
RECEIVED = "1 | Hồ sơ tiếp nhận mới | 9"
LISTED = "1 | Huyện Lắk | 40 | 38\n2 | Huyện Ea Kar | 40 | 37"


def values(rows: str, title: str, header: str) -> set[tuple[str, str, str, float]]:
    """Each figure: (unit, indicator, level, value)."""
    figures = found(read(rows, title, header))
    return {(unit.removesuffix("~moi"), code, level, value) for unit, _, code, level, value in figures}


@pytest.mark.parametrize("words", ["lũy kế từ đầu năm đến 14/6/2024", "từ đầu năm đến nay", "lũy kế từ đầu năm"])
def test_what_a_heading_counts_since_january_is_cumulative(words: str) -> None:
    rows = f"I | Kết quả giải quyết hồ sơ TTHC ({words}) | \n{RECEIVED}"
    assert [one.basis for one in read(rows, f"Số liệu quý II năm 2024{OF_LAK}", SINGLE).observations] == ["cumulative"]


@pytest.mark.parametrize(
    ("quarter", "days", "is_its"),
    [
        ("II", "từ 01/01 đến 14/6/2024", False),
        ("II", "từ 15/3 đến 14/6/2024", True),
        ("II", "từ 01/4 đến 30/6/2024", True),
        ("I", "từ 15/12 đến 14/3/2024", True),
        ("I", "từ 01/01 đến 29/02/2024", False),
        ("I", "tính đến 15/02/2024", False),
        ("I", "tính đến 10/3/2024", True),
    ],
)
@pytest.mark.parametrize("place", ["row", "column"])
def test_days_that_are_those_of_the_kỳ_or_of_a_part(quarter: str, days: str, is_its: bool, place: str) -> None:
    title = f"Số liệu quý {quarter} năm 2024{OF_LAK}"
    in_row = place == "row"
    rows = RECEIVED.replace("mới", f"mới ({days})") if in_row else RECEIVED
    reading = read(rows, title, SINGLE if in_row else f"{SINGLE} ({days})")
    assert [float(one.value) for one in reading.observations] == ([9] if is_its else [])
    assert is_its or said(reading)


@pytest.mark.parametrize(
    "kỳ", ["6 tháng đầu năm 2024 (từ 15/3/2024 đến 14/6/2024)", "năm 2024 (từ 01/7/2024 đến 31/12/2024)"]
)
def test_the_days_of_half_a_kỳ_in_a_title_are_asked(kỳ: str) -> None:
    assert [one.split()[0] for one in said(read(RECEIVED, f"Số liệu {kỳ}{OF_LAK}", SINGLE))] == ["period_several"]


@pytest.mark.parametrize(
    ("row", "is_read"),
    [
        ("Lũy kế giải ngân từ 01/01 đến 31/10/2024", True),
        ("Giải ngân từ 01/10 đến 31/10/2024", False),
        ("Giải ngân từ đầu năm đến 31/10/2024", True),
    ],
)
def test_money_of_a_month_alone_is_no_sum_since_january(row: str, is_read: bool) -> None:
    title = f"Giải ngân tháng 10 năm 2024 (triệu đồng){OF_LAK}"
    as_row = values(f"1 | Kế hoạch vốn | 9\n2 | {row} | 8", title, SINGLE)
    as_column = values("1 | Dự án A | 9 | 8\n | Tổng số | 9 | 8", title, f"TT | Dự án | Kế hoạch vốn | {row}")
    for figures in (as_row, as_column):
        assert [one[3] for one in figures if one[1] == "investment_disbursed"] == ([8] if is_read else [])


@pytest.mark.parametrize(
    "title",
    ["Biên chế công chức và số lượng người làm việc năm 2024", "Biên chế hành chính, sự nghiệp năm 2024"],
)
def test_a_title_of_both_classes_leaves_bare_columns_open(title: str) -> None:
    assert values("1 | Sở Y tế | 600 | 585\n2 | Huyện Lắk | 900 | 880", f"{title}{OF_ALL}", POSTS) == set()


@pytest.mark.parametrize("procedures", ["Số TTHC thực hiện qua BCCI", "Số TTHC được tiếp nhận qua BCCI"])
def test_procedures_by_post_do_not_make_dossiers_of_all_of_them(procedures: str) -> None:
    title = f"Kết quả tiếp nhận, trả kết quả qua BCCI năm 2024{OF_ALL}"
    header = f"TT | Đơn vị | {procedures} | Số hồ sơ tiếp nhận | Số hồ sơ trả kết quả"
    codes = {one[1] for one in values("1 | Huyện Lắk | 10 | 40 | 30", title, header)}
    assert codes >= {"postal_dossiers_received", "postal_dossiers_returned"}
    assert not codes & {"dossiers_received", "dossiers_resolved"}


def test_a_second_topic_of_a_title_is_not_how_all_dossiers_came() -> None:
    title = f"Kết quả giải quyết TTHC và cung cấp dịch vụ công trực tuyến năm 2024{OF_ALL}"
    codes = {one[1] for one in values("1 | Huyện Lắk | 100 | 40", title, LIST)}
    assert codes == {"dossiers_received", "dossiers_resolved"}


@pytest.mark.parametrize("words", ["Đơn vị gửi đến:", "Cơ quan nhận báo cáo:", "Cơ quan nhận:", "Đơn vị báo cáo cho:"])
def test_an_addressee_is_no_sender(words: str) -> None:
    title = f"Số liệu quý I năm 2024\n{words} Sở Nội vụ {PROVINCE}"
    assert [one.split()[0] for one in said(read(RECEIVED, title, SINGLE))] == ["unit_missing"]


def test_a_sender_behind_a_dash() -> None:
    title = f"Số liệu quý I năm 2024\n- Đơn vị báo cáo UBND huyện Lắk, {PROVINCE}"
    assert values(RECEIVED, title, SINGLE) == {("huyen-lak", "dossiers_received", "", 9)}


@pytest.mark.parametrize(
    ("offices", "districts"),
    [
        ("Các sở, ban, ngành, Mặt trận", "UBND các huyện"),
        ("Sở, ban, ngành và cơ quan trung ương trên địa bàn", "UBND các huyện"),
        ("Các sở, ban, ngành", "Các huyện phía Đông"),
        ("Các sở, ban, ngành", "UBND các huyện (chưa gồm TP Buôn Ma Thuột)"),
        ("Các sở, ban, ngành (vốn NSTW)", "UBND các huyện (vốn NSTW)"),
    ],
)
def test_blocks_that_are_not_all_of_a_tỉnh_are_asked(offices: str, districts: str) -> None:
    rows = f"1 | {offices} | 100 | 95\n2 | {districts} | 80 | 70\n | Tổng cộng | 180 | 165"
    assert values(rows, f"UBND {PROVINCE}\nBiên chế công chức năm 2024", POSTS) == set()


@pytest.mark.parametrize(
    "title",
    [
        "Biên chế công chức 05 phòng chuyên môn năm 2024",
        "Biên chế công chức các đơn vị còn thiếu biên chế năm 2024",
        "Biên chế công chức năm 2024 (giao bổ sung)",
        "Tinh giản biên chế công chức năm 2024",
    ],
)
def test_a_title_of_some_posts_gives_the_huyện_no_total(title: str) -> None:
    rows = "1 | Văn phòng HĐND và UBND | 10 | 9\n2 | Phòng Nội vụ | 6 | 6\n | Tổng cộng | 16 | 15"
    read_units = {one[0] for one in values(rows, f"UBND HUYỆN LẮK\n{title}\n{PROVINCE}", POSTS)}
    assert "huyen-lak" not in read_units


@pytest.mark.parametrize(
    "group",
    ["Cấp xã trực thuộc các huyện", "Xã, thị trấn thuộc các huyện", "Hồ sơ cấp xã tiếp nhận", "Bộ phận Một cửa cấp xã"],
)
def test_groups_of_the_xã_of_each_huyện(group: str) -> None:
    title = f"Kết quả giải quyết TTHC quý I năm 2024{OF_ALL}"
    assert {one[2] for one in values(f"I | {group} | | \n{LISTED}", title, LIST)} == {"commune"}


@pytest.mark.parametrize("group", ["Hồ sơ trực tuyến", "Lĩnh vực Đất đai"])
def test_groups_of_some_dossiers_are_asked(group: str) -> None:
    reading = read(f"I | {group} | | \n{LISTED}", f"Kết quả giải quyết TTHC quý I năm 2024{OF_ALL}", LIST)
    assert reading.observations == []
    assert {one.split()[0] for one in said(reading)} == {"section_other"}


def test_groups_of_some_money_are_asked_and_boards_are_none() -> None:
    title = f"Giải ngân vốn đầu tư công năm 2024 (triệu đồng){OF_ALL}"
    assert values(f"I | Vốn ngân sách trung ương | | \n{LISTED}", title, MONEY) == set()
    nested = f"A | Vốn ngân sách trung ương | | \nI | Các huyện | | \n{LISTED}"
    assert values(nested, title, MONEY) == set()
    assert len(values(f"I | Các Ban Quản lý dự án | | \n{LISTED}", title, MONEY)) == 4


@pytest.mark.parametrize("name", ["Dự phòng", "Chưa phân bổ", "Chưa phân khai", "Vốn dự phòng", "Chưa giao chi tiết"])
def test_what_is_not_yet_given_out_is_no_huyện(name: str) -> None:
    rows = f"I | UBND các huyện | 80 | 75\n{LISTED}\nII | {name} | 9 | 0\n | Tổng cộng | 89 | 75"
    reading = read(rows, f"Giải ngân vốn đầu tư công năm 2024 (triệu đồng){OF_ALL}", MONEY)
    assert {one[0] for one in found(reading)} == {"huyen-lak", "huyen-ea-kar"}
    assert any(one.startswith("unit_row_unclear") for one in said(reading))
