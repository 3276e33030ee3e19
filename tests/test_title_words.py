"""Titles as offices print them: words that narrow nothing are known, those that do make a question."""

import pytest

from etl.interpret import Reading
from tests.workbooks import read, said

LAK = "của UBND huyện Lắk, tỉnh Đắk Lắk"
DOSSIERS = "STT | Đơn vị | Số hồ sơ tiếp nhận | Số hồ sơ đã giải quyết"
POSTS = "STT | Đơn vị | Biên chế công chức được giao | Biên chế công chức có mặt"
MONEY = "STT | Đơn vị | Kế hoạch vốn (triệu đồng) | Giải ngân (triệu đồng)"
ONLINE = "STT | Đơn vị | Tổng số hồ sơ tiếp nhận | Số hồ sơ tiếp nhận trực tuyến"
HEADERS = {"dossiers": DOSSIERS, "posts": POSTS, "money": MONEY, "online": ONLINE}


def values(reading: Reading) -> list[float]:
    """The figures that would load."""
    return [float(one.value) for one in reading.observations]


def asked(reading: Reading) -> list[str]:
    """The questions, but those about units that no list knows."""
    return [one for one in said(reading) if not one.startswith("unit_")]


def over(theme: str, title: str) -> Reading:
    """A list of two xã of huyện Lắk under a title."""
    of = "" if "HUYỆN LẮK" in title else f" {LAK}"
    lines = title if "năm 2023" in title.casefold() else f"{title}\nNăm 2023"
    lines += f"\n(Kèm theo Báo cáo{of})"
    return read("1 | Xã Yang Tao | 20 | 15\n2 | Xã Nam Ka | 12 | 11", lines, HEADERS[theme])


HARMLESS = [
    ("dossiers", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC TẠI 05 XÃ NĂM 2023"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC tại 11/11 xã, thị trấn năm 2023"),
    ("dossiers", "Biểu 2.1. Tình hình giải quyết TTHC tại các xã, thị trấn"),
    ("dossiers", "Biểu số 2.1.3: Tình hình giải quyết TTHC"),
    ("dossiers", "Bảng 3-1. Tình hình giải quyết TTHC của 10 đơn vị"),
    ("dossiers", "Phụ lục II.1 Tình hình giải quyết TTHC của các đơn vị trực thuộc"),
    ("dossiers", "TÌNH HÌNH GIẢI QUYẾT TTHC CỦA CÁC XÃ, THỊ TRẤN TRÊN ĐỊA BÀN HUYỆN"),
    ("dossiers", "Tình hình giải quyết TTHC của một số xã năm 2023"),
    ("dossiers", "KẾT QUẢ GIẢI QUYẾT TTHC CỦA CÁC SỞ, BAN, NGÀNH VÀ UBND CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ"),
    (
        "dossiers",
        "Kết quả giải quyết hồ sơ TTHC theo quy định tại Nghị định 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ",
    ),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC theo Thông tư 01/2020/TT-VPCP"),
    ("posts", "BIÊN CHẾ CÔNG CHỨC CỦA CÁC CƠ QUAN CHUYÊN MÔN THUỘC UBND HUYỆN LẮK, TỈNH ĐẮK LẮK"),
    ("posts", "BIÊN CHẾ CÔNG CHỨC CÁC PHÒNG CHUYÊN MÔN VÀ UBND CẤP XÃ"),
    ("posts", "Bảng so sánh biên chế công chức của một số cơ quan"),
    ("posts", "Biên chế công chức theo Quyết định số 123/QĐ-UBND ngày 05/01/2023 của UBND tỉnh"),
    ("money", "Giải ngân vốn đầu tư công do UBND cấp xã làm chủ đầu tư"),
    ("money", "Giải ngân vốn đầu tư công do các xã làm chủ đầu tư"),
    ("money", "Tiến độ giải ngân vốn đầu tư công của 12 chủ đầu tư"),
    ("money", "Giải ngân vốn đầu tư công 15 dự án do xã quản lý"),
]


@pytest.mark.parametrize(("theme", "title"), HARMLESS)
def test_a_title_that_narrows_nothing(theme: str, title: str) -> None:
    reading = over(theme, title)
    assert values(reading) == [20, 15, 12, 11]
    assert asked(reading) == []


NARROW = [
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC lĩnh vực đất đai tại 05 xã"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC của các xã lĩnh vực đất đai"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC tại các đơn vị đối với doanh nghiệp"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC trên địa bàn huyện lĩnh vực hộ tịch"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC (lĩnh vực đất đai)"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC (không bao gồm lĩnh vực chứng thực)"),
    ("dossiers", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC\n(Lĩnh vực đất đai)"),
    ("dossiers", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC\nSố liệu không bao gồm lĩnh vực chứng thực."),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC so với cùng kỳ năm 2022 lĩnh vực đất đai"),
    ("dossiers", "Kết quả giải quyết hồ sơ TTHC giai đoạn 2021 - 2023 lĩnh vực đất đai"),
    ("posts", "Biên chế công chức các xã khối đảng"),
    ("posts", "Biên chế công chức của các cơ quan tham mưu của Đảng"),
    ("posts", "Biên chế công chức nữ của các xã"),
    ("money", "Giải ngân vốn đầu tư công các xã vốn ODA"),
    ("money", "Thực hiện giải ngân vốn ODA của các xã"),
    ("money", "Giải ngân vốn đầu tư công theo Nghị quyết 43/2022/QH15"),
    ("money", "Giải ngân vốn đầu tư công tại các đơn vị nguồn thu tiền sử dụng đất"),
    ("money", "Giải ngân các chương trình mục tiêu quốc gia tại 05 xã"),
]


@pytest.mark.parametrize(("theme", "title"), NARROW)
def test_a_title_that_narrows(theme: str, title: str) -> None:
    reading = over(theme, title)
    assert values(reading) == []
    assert len([one for one in asked(reading) if one.startswith("column_unknown")]) == 2


def test_some_bodies_are_not_all_where_they_are_not_listed() -> None:
    """Over a list of fields the total is of those bodies alone."""
    rows = "1 | Đất đai | 20 | 15\n2 | Hộ tịch | 12 | 11\n | Tổng cộng | 32 | 26"
    header = "STT | Lĩnh vực | Số hồ sơ tiếp nhận | Số hồ sơ đã giải quyết"
    for whose, found in (("một số cơ quan", []), ("các cơ quan", [32, 26])):
        title = f"Kết quả giải quyết hồ sơ TTHC của {whose} năm 2023\n(Kèm theo Báo cáo {LAK})"
        assert values(read(rows, title, header)) == found
    rows = rows.replace("Đất đai", "Trường Lê Lợi").replace("Hộ tịch", "Cầu Ea Rbin")
    header = "STT | Dự án | Kế hoạch vốn (triệu đồng) | Giải ngân (triệu đồng)"
    for owner, found in (("do UBND cấp xã", []), ("do huyện", [32, 26])):
        title = f"Giải ngân vốn đầu tư công {owner} làm chủ đầu tư năm 2023\n(Kèm theo Báo cáo {LAK})"
        assert values(read(rows, title, header)) == found


@pytest.mark.parametrize(
    "heading", ["Tổng số hồ sơ tiếp nhận và tồn kỳ trước", "Hồ sơ kỳ trước chuyển sang và tiếp nhận trong kỳ"]
)
def test_what_came_in_and_what_was_left_is_what_is_to_be_done(heading: str) -> None:
    header = f"STT | Đơn vị | {heading} | Hồ sơ đã giải quyết"
    title = f"Kết quả giải quyết hồ sơ TTHC năm 2023 {LAK}"
    reading = read("1 | Xã Yang Tao | 20 | 15", title, header)
    assert {one.indicator: float(one.value) for one in reading.observations} == {
        "dossiers_to_process": 20, "dossiers_resolved": 15,
    }  # fmt: skip
