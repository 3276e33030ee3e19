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
