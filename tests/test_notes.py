"""Notes below a table that say that its figures are not of all: asked once for the table, never passed over."""

import pytest

from tests.test_readings_in_doubt import PROVINCE, found
from tests.workbooks import read, said

LIST = "TT | Đơn vị | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết"
OF_ALL = f"Kết quả giải quyết hồ sơ TTHC quý II năm 2024\nUBND {PROVINCE}"
OF_LAK = f"UBND HUYỆN LẮK\nSố liệu cải cách hành chính quý I năm 2024\n{PROVINCE}"
ROWS = ["1 | Huyện Lắk | 40 | 38", "2 | Huyện Ea Kar | 50 | 47", "Tổng | | 90 | 85"]


@pytest.mark.parametrize(
    "note",
    [
        "Ghi chú: Số liệu chưa bao gồm cấp xã",
        "* Chỉ tính hồ sơ trực tuyến",
        "- Số liệu trên không bao gồm hồ sơ của Chi nhánh Văn phòng đăng ký đất đai.",
        "Ghi chú: toàn bộ các phòng, trừ Phòng Tài nguyên và Môi trường",
    ],
)
def test_a_note_that_leaves_something_out_is_asked_for_the_table(note: str) -> None:
    of_a_list = read("\n".join([*ROWS, note]), OF_ALL, LIST)
    of_one = read(f"1 | Hồ sơ tiếp nhận mới | hồ sơ | 40\n | {note}", OF_LAK, "TT | Chỉ tiêu | ĐVT | Số liệu")
    for got in (of_a_list, of_one):
        assert not found(got)
        asked = [one for one in got.problems if one.code == "title_unclear"]
        assert len(asked) == 1
        assert asked[0].question
        assert note.split(": ")[-1].strip("*-. ")[:20] in asked[0].question.printed
        assert asked[0].question.suggestions[0].answer == "part"
    assert "title_unclear A7" in said(of_a_list)


@pytest.mark.parametrize(
    "note",
    ["Ghi chú: Số liệu tổng hợp từ Hệ thống thông tin giải quyết TTHC", "Ghi chú: bao gồm cả hồ sơ trực tuyến"],
)
def test_other_notes_ask_for_nothing(note: str) -> None:
    assert len(found(read("\n".join([*ROWS, note]), OF_ALL, LIST))) == 4


def test_contracts_are_never_among_posts() -> None:
    rows = ["1 | Sở Tư pháp | 40 | 38", "Ghi chú: không bao gồm hợp đồng lao động theo Nghị định số 111/2022/NĐ-CP"]
    title = f"Biên chế công chức năm 2024\nUBND {PROVINCE}"
    assert len(found(read("\n".join(rows), title, "TT | Đơn vị | Được giao | Có mặt"))) == 2


def test_contracts_left_out_are_asked_where_contracts_are_counted() -> None:
    rows = "1 | Hợp đồng lao động | người | 40\n | Ghi chú: không bao gồm hợp đồng lao động"
    got = read(rows, OF_LAK, "TT | Chỉ tiêu | ĐVT | Số liệu")
    assert not found(got)
    assert "title_unclear B6" in said(got)


def test_a_note_between_two_tables_is_of_the_one_above_it() -> None:
    rows = [
        *ROWS,
        "Ghi chú: chưa bao gồm hồ sơ liên thông",
        f"Biên chế công chức năm 2024 UBND {PROVINCE}",
        "TT | Đơn vị | Được giao | Có mặt",
        "1 | Sở Tư pháp | 40 | 38",
    ]
    got = read("\n".join(rows), OF_ALL, LIST)
    assert {one[2] for one in found(got)} == {"staff_assigned", "staff_present"}
    assert "title_unclear A7" in said(got)
