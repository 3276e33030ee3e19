"""What sums and quotients prove of wordings that no table knows, and what they do not."""

import pytest

from etl.interpret import Reading
from tests.workbooks import figures, read, said

ROWS = """1 | Tổng số hồ sơ phải giải quyết | Hồ sơ | 16602 |
2 | Hồ sơ đã giải quyết | Hồ sơ | 16499 |
3 | {} | Hồ sơ | {} |"""
TITLE = "Kết quả giải quyết hồ sơ TTHC quý I năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
LIST = """1 | Xã Yang Tao | 412 | 377 | {} |
2 | Xã Bông Krang | 968 | 911 | {} |
3 | Xã Đắk Liêng | 1530 | 1490 | {} |"""
LIST_HEADER = "STT | Đơn vị | Tổng số hồ sơ phải giải quyết | Hồ sơ đã giải quyết | {} | Ghi chú"


def _of_list(heading: str, *values: int, title: str = TITLE) -> Reading:
    return read(LIST.format(*values), title=title, header=LIST_HEADER.format(heading))


@pytest.mark.parametrize("label", ["Hồ sơ đang giải quyết lũm thũm", "Tồn lũm thũm", "Số hồ sơ đang lũm xử lý"])
def test_a_row_is_read_that_is_what_others_leave(label: str) -> None:
    assert figures(read(ROWS.format(label, 103), title=TITLE))["dossiers_pending"] == 103


@pytest.mark.parametrize("value", [102, 0, 16499])
def test_a_row_is_asked_where_the_sum_does_not_come_out(value: int) -> None:
    reading = read(ROWS.format("Hồ sơ đang giải quyết lũm thũm", value), title=TITLE)
    assert "dossiers_pending" not in figures(reading)
    assert "row_unknown D5" in said(reading)


def test_a_row_is_asked_where_few_digits_come_out() -> None:
    rows = ROWS.format("Hồ sơ đang giải quyết lũm thũm", 3).replace("16602", "45").replace("16499", "42")
    assert "row_unknown D5" in said(read(rows, title=TITLE))


def test_a_row_is_asked_whose_words_speak_of_something_else() -> None:
    """Whatever the sum says: 103 survey sheets are not the dossiers that are left."""
    assert "row_unknown D5" in said(read(ROWS.format("Số phiếu khảo sát lũm thũm", 103), title=TITLE))


def test_a_column_is_read_that_is_what_others_leave() -> None:
    reading = _of_list("Hồ sơ tồn lũm thũm", 35, 57, 40)
    assert sorted(o.value for o in reading.observations if o.indicator == "dossiers_pending") == [35, 40, 57]
    assert "row_unknown" not in " ".join(said(reading))


def test_a_column_is_asked_where_one_row_does_not_come_out() -> None:
    assert any("column_unknown" in one for one in said(_of_list("Hồ sơ tồn lũm thũm", 35, 57, 41)))


def test_nothing_is_proved_under_a_strange_title() -> None:
    """The sums come out of one field as of all."""
    reading = _of_list("Hồ sơ tồn lũm thũm", 35, 57, 40, title=TITLE.replace("TTHC", "TTHC lũm thũm"))
    assert not reading.observations


def test_two_columns_that_would_be_the_same_are_both_asked() -> None:
    header = LIST_HEADER.format("Hồ sơ tồn lũm thũm | Hồ sơ đang giải quyết lũm lịu")
    rows = "\n".join(
        f"{n} | {name} | {all_} | {done} | {all_ - done} | {all_ - done} |"
        for n, (name, all_, done) in enumerate(
            [("Xã Yang Tao", 412, 377), ("Xã Bông Krang", 968, 911), ("Xã Đắk Liêng", 1530, 1490)], 1
        )
    )
    reading = read(rows, title=TITLE, header=header)
    assert not [o for o in reading.observations if o.indicator == "dossiers_pending"]


def test_a_rate_and_its_whole_prove_the_part() -> None:
    header = (
        "STT | Đơn vị | Biên chế được giao | Biên chế lũm thũm | Tỷ lệ biên chế có mặt so với được giao (%) | Ghi chú"
    )
    rows = "1 | Sở Nội vụ | 64 | 61 | 95.3 |\n2 | Sở Tư pháp | 41 | 37 | 90.2 |\n3 | Sở Y tế | 87 | 79 | 90.8 |"
    title = "Biên chế công chức năm 2024 của các sở thuộc UBND tỉnh Đắk Lắk"
    reading = read(rows, title=title, header=header)
    assert not [one for one in said(reading) if not one.startswith("unit_new")]
    assert sorted(o.value for o in reading.observations if o.indicator == "staff_present") == [37, 61, 79]
