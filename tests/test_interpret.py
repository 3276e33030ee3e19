"""A whole workbook becomes figures, set-aside rows and problems, and each row comes to one end."""

import io
from collections import Counter
from datetime import date

import pytest
from openpyxl import load_workbook

from etl.interpret import Reading, interpret
from etl.readers import read_workbook
from tests.workbooks import HEADER, LAK, TABLES, figures, form, read, said, workbook, workbook_bytes

ROW = "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 775"
RATE = "Tỷ lệ hồ sơ TTHC do UBND cấp huyện tiếp nhận được giải quyết đúng hạn"
DISBURSED = "Tỷ lệ thực hiện Kế hoạch giải ngân vốn đầu tư công"


def ends(reading: Reading) -> Counter[str]:
    return Counter(aside.reason for aside in reading.set_aside)


def test_a_figure_carries_its_cell_and_its_text() -> None:
    (figure,) = read("1 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận: | Hồ sơ | '23.009 | cả năm").observations
    assert (figure.place.sheet, figure.place.cell, figure.raw) == ("Sheet", "D3", "23.009")
    assert (figure.printed_measure, figure.label) == ("Hồ sơ", "Số hồ sơ TTHC do UBND cấp xã tiếp nhận:")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ |", "blank"),
        ("1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | - -", "blank"),
        ("1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | | …", "blank"),
        ("I | Cải cách thể chế", "heading"),
        ("I | Một đề mục chưa biết", "heading"),
        ("1 | Số phần mềm chưa biết | Phần mềm |", "unknown_blank"),
        (" | | | ghi tiếp của hàng trên", "continuation"),
        (" | | | | ghi chú tiếp", "continuation"),
    ],
)
def test_rows_without_a_figure(row: str, reason: str) -> None:
    reading = read(f"{ROW}\n{row}")
    assert ends(reading) == {"title": 1, "header": 1, reason: 1}
    assert said(reading) == []


def test_blank_is_not_zero() -> None:
    rows = f"{ROW.replace('775', '0')}\n2 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận | Hồ sơ |"
    assert figures(read(rows)) == {"dossiers_received@district": 0}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1 | Số phần mềm chưa biết | Phần mềm | 5", "row_unknown D3"),
        ("1 | Xã Yang Tao | Hồ sơ | 100", "column_unknown D3"),
        ("I | Cải cách thể chế | | 25,65", "heading_value D3"),
        ("1 | Kế hoạch được giao | Triệu đồng | '118.588", "row_ambiguous D3"),
    ],
)
def test_figures_of_rows_that_are_not_certain_wait(row: str, code: str) -> None:
    reading = read(row)
    assert (figures(reading), said(reading)) == ({}, [code])


def test_a_heading_that_counts_with_its_own_measure_is_a_row() -> None:
    assert figures(read("1 | Kiểm tra CCHC | Cuộc | 5")) == {"inspections_done": 5}


def test_what_is_certain_loads_beside_what_is_not() -> None:
    reading = read(f"{ROW}\n2 | Số phần mềm chưa biết | Phần mềm | 5")
    assert figures(reading) == {"dossiers_received@district": 775}
    assert not reading.refused


# ---- hidden ------------------------------------------------------------------------------------------


def test_a_hidden_row_with_a_figure_is_read_and_said() -> None:
    reading = read(f"{ROW}\nhide: 3")
    assert (figures(reading), said(reading)) == ({"dossiers_received@district": 775}, ["row_hidden D3"])


def test_a_hidden_row_without_a_figure_is_nothing() -> None:
    assert said(read("1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ |\nhide: 3")) == []


def test_a_hidden_sheet_is_read_and_said() -> None:
    assert said(read(f"{ROW}\nhide: sheet")) == ["sheet_hidden"]


# ---- measures and money --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "plan", "million"),
    [
        ("Triệu đồng", "'118.588", 118588),
        ("triệu đồng", "118588", 118588),
        ("Tr.đ", "'118.588", 118588),
        ("Đồng", "'118.588.000.000", 118588),
        ("VNĐ", "118588000000", 118588),
        ("Nghìn đồng", "'118.588.000", 118588),
        ("1.000 đồng", "'118.588.000", 118588),
        ("Tỷ đồng", "'118,588", 118588),
        ("Tỉ đồng", "'118,6", 118600),
        ("Tỷ đồng", "118.5", 118500),
        ("Triệu đồng", "'1.234,5", 1234.5),
    ],
)
def test_money_comes_out_in_million_dong(measure: str, plan: str, million: float) -> None:
    reading = read(f"1 | {DISBURSED} | % |\n | Kế hoạch được giao | {measure} | {plan}")
    assert {key: float(value) for key, value in figures(reading).items()} == {"investment_plan": million}
    assert reading.observations[0].printed_measure == measure
    assert reading.observations[0].raw == plan.removeprefix("'")


@pytest.mark.parametrize(
    ("measure", "plan", "code"),
    [
        ("", "'118.588", "money_unit_missing D4"),
        ("Người", "'118.588", "money_unit_missing D4"),
        ("Triệu đồng", "'118,588", "number_ambiguous D4"),
        ("Triệu đồng", "118.588", "number_ambiguous D4"),
        ("Triệu đồng", "đang rà soát", "not_a_number D4"),
        ("Triệu đồng", "-5", "negative D4"),
    ],
)
def test_money_that_is_not_certain_waits(measure: str, plan: str, code: str) -> None:
    reading = read(f"1 | {DISBURSED} | % |\n | Kế hoạch được giao | {measure} | {plan}")
    assert (figures(reading), said(reading)) == ({}, [code])


def test_three_digits_of_ty_dong_after_a_dot_are_a_question() -> None:
    rows = f"1 | {DISBURSED} | % |\n | Kế hoạch được giao | Tỷ đồng | '118.588\n | Đã thực hiện | Tỷ đồng | '63.639"
    reading = read(rows)
    assert figures(reading) in ({}, {"investment_plan": 118588, "investment_disbursed": 63639})


def test_a_stored_million_with_decimals_is_a_question() -> None:
    assert figures(read(f"1 | {DISBURSED} | % |\n | Kế hoạch được giao | Triệu đồng | 118.58")) == {}


@pytest.mark.parametrize("line", ["Đơn vị tính: nghìn đồng", "(ĐVT: Nghìn đồng)", "ĐVT: 1.000 đồng"])
def test_the_line_above_the_table_speaks_for_money_without_a_measure(line: str) -> None:
    rows = f"1 | {DISBURSED} | % |\n | Kế hoạch được giao | | '118.588.000"
    assert figures(read(rows, f"{LAK}\n{line}")) == {"investment_plan": 118588}


def test_that_line_speaks_for_its_own_table_only() -> None:
    rows = f"{ROW}\n\nBiểu 2\n{HEADER}\n1 | {DISBURSED} | % |\n | Kế hoạch được giao | | '118.588"
    assert said(read(rows, f"{LAK}\nBiểu 1\nĐơn vị tính: nghìn đồng")) == ["money_unit_missing D10"]


def test_the_other_money_cells_prove_the_mark() -> None:
    rows = f"1 | {DISBURSED} | % |\n | Kế hoạch được giao | Triệu đồng | '118,588\n | Đã thực hiện | Triệu đồng | '63,6"
    assert {k: float(v) for k, v in figures(read(rows)).items()} == {
        "investment_plan": 118.588,
        "investment_disbursed": 63.6,
    }


@pytest.mark.parametrize("measure", ["Nghìn hồ sơ", "1.000 hồ sơ", "Triệu hồ sơ"])
def test_a_count_in_thousands_is_a_question(measure: str) -> None:
    assert figures(read(f"1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | {measure} | 23")) == {}


@pytest.mark.parametrize("printed", ["775 hồ sơ", "775 Hồ sơ", "'775hồ sơ"])
def test_the_rows_own_measure_may_stand_in_the_value_cell(printed: str) -> None:
    row = f"1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | {printed}"
    assert figures(read(row)) == {"dossiers_received@district": 775}


@pytest.mark.parametrize("printed", ["775 văn bản", "23 nghìn", "775 hồ sơ TTHC", "775/780", "khoảng 775 hồ sơ"])
def test_other_words_in_the_value_cell_do_not_load(printed: str) -> None:
    row = f"1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | {printed}"
    assert said(read(row)) == ["not_a_number D3"]


# ---- ratios ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "printed", "value"),
    [
        ("%", "53.66%", 53.66),
        ("%", "'53,66%", 53.66),
        ("%", "53.66", 53.66),
        ("%", "100%", 100),
        ("%", "100", 100),
        ("Tỷ lệ %", "'99,2", 99.2),
        ("", "'99,2", 99.2),
        ("", "99.2%", 99.2),
        ("Hồ sơ", "99.2%", 99.2),
    ],
)
def test_ratios_are_percentages(measure: str, printed: str, value: float) -> None:
    (figure,) = read(f"1 | {RATE} | {measure} | {printed}").observations
    assert float(figure.value) == pytest.approx(value)


@pytest.mark.parametrize(
    ("measure", "printed", "code"),
    [
        ("%", "0.9966", "rate_scale D3"),
        ("%", "1", "rate_scale D3"),
        ("%", "5366%", "rate_out_of_bounds D3"),
        ("%", "'100,5", "rate_out_of_bounds D3"),
        ("%", "-5%", "negative D3"),
        ("Hồ sơ", "99", "count_in_rate D3"),
        ("Văn bản", "'12", "count_in_rate D3"),
    ],
)
def test_ratios_that_are_not_certain_wait(measure: str, printed: str, code: str) -> None:
    reading = read(f"1 | {RATE} | {measure} | {printed}")
    assert (figures(reading), said(reading)) == ({}, [code])


@pytest.mark.parametrize("printed", ["'0,53", "'0.9993"])
def test_a_fraction_printed_as_text_is_a_question_too(printed: str) -> None:
    assert said(read(f"1 | {RATE} | % | {printed}")) == ["rate_scale D3"]


def test_a_disbursement_far_above_the_plan_is_marked() -> None:
    assert said(read(f"1 | {DISBURSED} | % | 536"))


@pytest.mark.parametrize("number_format", ['0.00" %"', '0"%"', "0.0\\%"])
def test_a_percent_sign_that_is_only_text_does_not_scale(number_format: str) -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(S=form(f"1 | {RATE} | % | 1"))))
    book.worksheets[0]["D3"].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    reading = interpret(read_workbook(out.getvalue()), "a.xlsx", TABLES)
    assert figures(reading) != {"dossiers_on_time_rate@district": 100}


def test_per_mille_is_no_percentage() -> None:
    assert said(read(f"1 | {RATE} | ‰ | '99"))


# ---- answers -----------------------------------------------------------------------------------------------


def test_a_reversed_code_book_is_turned_round() -> None:
    reading = read("1 | Kế hoạch rà soát TTHC | Có = 0; Không = 1 | 1\n2 | Kiểm soát TTHC | Có = 0; Không = 1 | Có")
    assert figures(reading) == {"tthc_review_plan_flag": 0, "tthc_control_flag": 1}


def test_a_count_in_a_yes_no_row_is_marked() -> None:
    assert said(read("1 | Kiểm soát TTHC | Văn bản | 1"))


def test_an_answer_in_words_of_another_book_is_refused() -> None:
    assert said(read("1 | Kiểm soát TTHC | Có = 1; Không = 0 | Đảm bảo")) == ["option_unknown D3"]


# ---- windows and basis ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "basis", "start"),
    [
        (ROW, "in_period", date(2023, 12, 15)),
        ("1 | Tổng số biên chế được giao trong năm | Người | 90", "at_date", date(2023, 12, 15)),
        (f"1 | {DISBURSED} | % | 53.66%", "cumulative", date(2024, 1, 1)),
        ("1 | Kiểm tra CCHC | Cuộc | 5", "cumulative", date(2023, 12, 15)),
        ("1 | Kiểm soát TTHC | Có = 1; Không = 0 | 1", "at_date", date(2023, 12, 15)),
        (
            "1 | Tỷ lệ hoàn thành Kế hoạch CCHC năm (Lấy kể đến thời điểm % báo cáo) | | 100",
            "cumulative",
            date(2023, 12, 15),
        ),
    ],
)
def test_basis_and_first_day(row: str, basis: str, start: date) -> None:
    (figure,) = read(row).observations
    assert (figure.basis, figure.period_start, figure.period_end) == (basis, start, date(2024, 3, 14))


@pytest.mark.parametrize(
    "heading",
    [
        "Kỳ trước",
        "Cùng kỳ năm 2023",
        "Năm 2023",
        "Kế hoạch năm 2024",
        "Xã Yang Tao",
        "UBND xã Nam Ka",
    ],
)
@pytest.mark.parametrize("merged", [False, True])
def test_rows_under_a_heading_of_another_body_or_time_wait(heading: str, merged: bool) -> None:
    rows = f"{heading}\n{ROW}\nmerge: A3:E3" if merged else f"I | {heading} |||\n{ROW}"
    assert said(read(rows))


def test_a_commune_that_fills_the_district_row_is_marked() -> None:
    assert said(read(ROW, "Báo cáo quý I năm 2024 của UBND xã Yang Tao, huyện Lắk, tỉnh Đắk Lắk"))


# ---- whole files ---------------------------------------------------------------------------------------------


def test_a_file_without_a_table_is_refused() -> None:
    reading = interpret(workbook(A="Kính gửi Sở Nội vụ", B="Nội dung"), "a.xlsx", TABLES)
    assert (said(reading), reading.refused) == (["file_no_table"], True)


def test_an_empty_sheet_beside_a_table_is_nothing() -> None:
    reading = interpret(workbook(Bìa=" ", Bảng=form(ROW)), "a.xlsx", TABLES)
    assert (figures(reading), said(reading)) == ({"dossiers_received@district": 775}, [])


def test_the_same_figure_in_two_forms_counts_once() -> None:
    grid = f"{LAK}\nBiểu 1\n{HEADER}\n{ROW}\n\nBiểu 2\n{HEADER}\n{ROW}"
    reading = interpret(workbook(S=grid), "a.xlsx", TABLES)
    assert (figures(reading), said(reading)) == ({"dossiers_received@district": 775}, [])


def test_the_same_figure_twice_is_accounted_for_twice() -> None:
    reading = read(f"{ROW}\n{ROW}")
    places = {o.place.cell for o in reading.observations} | {p.place.cell for p in reading.problems}
    assert places | {aside.place.cell for aside in reading.set_aside} >= {"D3", "D4"}


NAMED = "Ông Trần Văn Thử 0912 345 678"


@pytest.mark.parametrize(
    "row",
    [
        f"1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 775 | {NAMED}",
        f"1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | {NAMED} |",
        f"1 | Kiểm soát TTHC | Có = 1; Không = 0 | {NAMED} |",
        f"1 | Chất lượng Cổng thông tin điện tử | | {NAMED} |",
        f"1 | {DISBURSED} | % | {NAMED} |",
        f"1 | Số phần mềm chưa biết | Phần mềm | {NAMED} | {NAMED}",
        f"I | Cải cách thể chế | | {NAMED} |",
        f" | | | {NAMED} | {NAMED}",
        f"Người lập biểu: {NAMED}",
    ],
)
def test_no_text_of_a_cell_leaves_the_reading(row: str) -> None:
    assert "Trần Văn Thử" not in texts_of(read(f"{ROW}\n{row}"))


@pytest.mark.parametrize("value", ["0912 345 678", "0912.345.678", "02623.586.073"])
def test_no_telephone_number_leaves_the_reading(value: str) -> None:
    assert value not in texts_of(read(f"{ROW}\n2 | Số TTHC công bố mới | Thủ tục | '{value}"))


@pytest.mark.parametrize(
    "row",
    [
        f"1 | Đồng chí phụ trách: {NAMED} | Người | 1",
        f"1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | {NAMED} | 775",
    ],
)
def test_no_name_in_a_label_leaves_the_reading(row: str) -> None:
    assert "Trần Văn Thử" not in texts_of(read(f"2 | Số TTHC công bố mới | Thủ tục | 1\n{row}"))


def texts_of(reading: Reading) -> str:
    found = [*reading.observations, *reading.problems, *reading.set_aside]
    return "\n".join(map(repr, found))
