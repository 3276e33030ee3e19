"""Where the tables of a sheet begin and end, and what each column holds."""

import pytest

from etl.layout import Laid, lay_out
from tests.workbooks import HEADER, LAK, TABLES, figures, form, read, said, workbook

ROW = "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 775"
OTHER = "2 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận | Hồ sơ | '23.009"
BOTH = {"dossiers_received@district": 775, "dossiers_received@commune": 23009}
WIDE = "STT | Chỉ tiêu thống kê | Kết quả | | Ghi chú\n | | Đơn vị tính | Số liệu |"


def laid(grid: str) -> Laid:
    return lay_out(workbook(Sheet=grid).sheets[0], TABLES)


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        "TT | Tên chỉ tiêu | ĐVT | Số lượng/ tỷ lệ | Ghi chú",
        "Số TT | Nội dung | Đơn vị tính | Kết quả thực hiện | Ghi chú",
        "STT | CHỈ TIÊU THỐNG KÊ (Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, năm) | ĐVT | SỐ LIỆU |",
        "STT | Chi tiêu thống kê | Đơn vị tính | Số liệu | Chi chú",
        f"{WIDE}\nmerge: C2:D2\nmerge: A2:A3\nmerge: B2:B3\nmerge: E2:E3",
        f"{HEADER}\n(1) | (2) | (3) | (4) | (5)",
        f"{HEADER}\n1 | 2 | 3 | 4 | 5",
        f"{HEADER}\nA | B | C | 1 | 2",
        f"\n{HEADER}",
    ],
    ids=lambda header: header[:40],
)
def test_headers(header: str) -> None:
    # Lines that merge stand after the rows.
    lines = header.split("\n")
    merges = [line for line in lines if line.startswith("merge")]
    rows = "\n".join([ROW, OTHER, *merges])
    assert figures(read(rows, header="\n".join(line for line in lines if line not in merges))) == BOTH


def test_columns_in_another_order() -> None:
    rows = "1 | Hồ sơ | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | x | 775"
    assert figures(read(rows, header="STT | Đơn vị tính | Chỉ tiêu | Ghi chú | Số liệu")) == {
        "dossiers_received@district": 775
    }


def test_a_label_over_two_columns() -> None:
    rows = "1 | Số hồ sơ TTHC do UBND | cấp huyện tiếp nhận | Hồ sơ | 775"
    header = "STT | Chỉ tiêu | | Đơn vị tính | Số liệu"
    assert figures(read(f"{rows}\nmerge: B2:C2", header=header)) == {"dossiers_received@district": 775}


@pytest.mark.parametrize("row", [1, 2, 5, 40])
@pytest.mark.parametrize("left", [0, 1, 4])
def test_a_table_anywhere_on_the_sheet(row: int, left: int) -> None:
    indent = "| " * left
    lines = [indent + line for line in form(f"{ROW}\n{OTHER}").split("\n")]
    (table,) = laid("\n".join(["| "] * (row - 1) + lines)).tables
    assert [r.text("value") for r in table.rows] == ["775", "23.009"]


def test_a_repeated_header_goes_on_with_the_table() -> None:
    sheet = laid(form(f"{ROW}\n{HEADER}\n{OTHER}"))
    (table,) = sheet.tables
    assert (table.headers, [r.row for r in table.rows]) == ([2, 4], [3, 5])


def test_a_repeated_header_keeps_the_rows_above_it_in_mind() -> None:
    rate = "1 | Tỷ lệ hồ sơ TTHC do UBND cấp xã tiếp nhận được giải quyết đúng hạn | % | '99,9"
    rows = f"{rate}\n{HEADER}\n | Tổng số hồ sơ TTHC đã giải quyết xong | Hồ sơ | 22979"
    assert "dossiers_resolved@commune" in figures(read(rows))


def test_a_header_under_a_title_of_its_own_begins_a_form() -> None:
    grid = f"{LAK}\nBiểu mẫu 3\n{HEADER}\n{ROW}\n\nBiểu số IV\n{HEADER}\n{OTHER}"
    assert [table.form for table in laid(grid).tables] == ["Biểu mẫu 3", "Biểu IV"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Biểu mẫu 3", "Biểu mẫu 3"),
        ("PHỤ LỤC SỐ II", "Phụ lục II"),
        ("Phụ lục II", "Phụ lục II"),
        ("BẢNG 2", "Bảng 2"),
        ("Thống kê số liệu", "Thống kê số liệu"),
    ],
)
def test_the_name_of_a_form(title: str, name: str) -> None:
    assert laid(f"{title}\n{HEADER}\n{ROW}").tables[0].form == name


# ---- columns of more than one kỳ or body ---------------------------------------------------------------


ONE = "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 800 | 775 |"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("STT | Chỉ tiêu | Đơn vị tính | Kế hoạch | Số liệu | Ghi chú", 775),
        ("STT | Chỉ tiêu | Đơn vị tính | Số liệu | So với cùng kỳ | Ghi chú", 800),
        ("STT | Chỉ tiêu | Đơn vị tính | Kế hoạch | Thực hiện | Ghi chú", 775),
        ("STT | Chỉ tiêu | Đơn vị tính | Kỳ trước | Kỳ này | Ghi chú", 775),
        ("STT | Chỉ tiêu | Đơn vị tính | Quý I/2023 | Quý I/2024 |", 775),
        ("STT | Chỉ tiêu | Đơn vị tính | Số liệu | | Ghi chú\n | | | Kỳ trước | Kỳ này |", 775),
    ],
)
def test_plans_comparisons_and_other_years_stand_beside_the_figure(header: str, value: float) -> None:
    reading = read(ONE, header=header)
    assert (figures(reading), said(reading)) == ({"dossiers_received@district": value}, [])
    assert "comparison" in {aside.reason for aside in reading.set_aside}


@pytest.mark.parametrize(
    "header",
    [
        "STT | Chỉ tiêu | Đơn vị tính | Kết quả | Số liệu | Ghi chú",
        "STT | Chỉ tiêu | Đơn vị tính | Số lượng | Kết quả | Ghi chú",
    ],
)
def test_two_columns_that_could_both_be_the_figure_are_questions(header: str) -> None:
    reading = read(ONE, header=header)
    assert (figures(reading), said(reading)) == ({}, ["column_unknown D3", "column_unknown E3"])


def test_periods_across() -> None:
    title = "Báo cáo kết quả công tác CCHC năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
    reading = read(ONE, title, "STT | Chỉ tiêu | Đơn vị tính | Quý I | 6 tháng |")
    assert {(o.period, float(o.value)) for o in reading.observations} == {("2024-Q1", 800), ("2024-H1", 775)}


def test_units_across_and_their_total() -> None:
    row = "1 | Số hồ sơ TTHC tiếp nhận mới | Hồ sơ | 800 | 775 | 1575"
    reading = read(row, header="STT | Chỉ tiêu | Đơn vị tính | Xã Yang Tao | Xã Nam Ka | Tổng")
    assert {(o.reporting_unit, float(o.value), o.source) for o in reading.observations} == {
        ("dak-lak.lak.xa-yang-tao", 800, "higher_table"),
        ("dak-lak.lak.xa-nam-ka", 775, "higher_table"),
    }


@pytest.mark.parametrize(
    "header",
    [
        "STT | Chỉ tiêu | Đơn vị tính | Số liệu | Ghi chú\n | | | Quý I/2023 |",
        "STT | Chỉ tiêu | Đơn vị tính | Kết quả | Ghi chú\n | | | Kế hoạch năm |",
    ],
)
def test_words_under_the_header_of_the_figures_count(header: str) -> None:
    row = "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 800"
    assert figures(read(row, header=header)) == {}


@pytest.mark.parametrize(
    "words",
    [
        "Số liệu (kỳ trước)",
        "Số liệu (Quý IV/2023)",
        "Số liệu (năm 2023)",
        "Kết quả (kế hoạch)",
        "Số liệu (nghìn hồ sơ)",
        "Số liệu (xã Yang Tao)",
    ],
)
def test_what_a_header_says_in_brackets_counts(words: str) -> None:
    reading = read(ROW, header=f"STT | Chỉ tiêu | Đơn vị tính | {words} | Ghi chú")
    assert figures(reading) == {} or said(reading)


def test_a_header_that_says_cumulative_counts() -> None:
    reading = read(ROW, header="STT | Chỉ tiêu | Đơn vị tính | Số liệu (lũy kế từ đầu năm) | Ghi chú")
    assert {o.basis for o in reading.observations} <= {"cumulative"}


def test_a_title_that_says_cumulative_counts() -> None:
    title = "Báo cáo lũy kế đến hết quý II năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
    assert {o.basis for o in read(ROW, title).observations} <= {"cumulative"}


# ---- sheets without a table, and figures outside of one ------------------------------------------------


def test_a_sheet_of_text_is_set_aside() -> None:
    assert laid("Kính gửi\nNội dung").tables == ()


def test_columns_that_say_nothing_are_questions() -> None:
    reading = read("Xã Yang Tao | 100 | 200", header="Tên | Năm | Số")
    assert (figures(reading), said(reading)) == ({}, ["column_unknown B3", "column_unknown C3"])


def test_a_sheet_of_figures_without_a_header_is_a_question() -> None:
    assert said(read("Xã Yang Tao | 100 | 200", header="Số liệu của các xã")) == ["layout_unknown B3"]


def test_a_table_of_prose_is_no_question() -> None:
    reading = read("1 | Chậm cập nhật | Rà soát | Quý II", header="TT | Các tồn tại, hạn chế | Giải pháp | Thời gian")
    assert said(reading) == []


@pytest.mark.parametrize(
    "above",
    [
        "Tên đơn vị | Kế hoạch | Thực hiện\nXã Yang Tao | 100 | 200",
        "Vốn đầu tư công | 118588 | 63639",
    ],
)
def test_figures_above_a_table_are_a_question(above: str) -> None:
    assert said(read(ROW, f"{LAK}\n{above}"))


def test_figures_below_a_table_under_another_header_are_a_question() -> None:
    below = "STT | Tên đơn vị | Kế hoạch | Thực hiện\n1 | Xã Yang Tao | 100 | 200"
    assert {"column_unknown C6", "column_unknown D6"} <= set(said(read(f"{ROW}\n\n{below}")))


def test_figures_below_a_table_without_a_header_do_not_become_its_rows() -> None:
    reading = read(f"{ROW}\n\nTên đơn vị | Kế hoạch | Thực hiện\nXã Yang Tao | 100 | 200")
    assert figures(reading) == {"dossiers_received@district": 775}
    assert said(reading)


def test_tables_side_by_side() -> None:
    rows = "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 775 | 2 | Số TTHC công bố mới | Thủ tục | 7"
    header = "STT | Chỉ tiêu | ĐVT | Số liệu | STT | Chỉ tiêu | ĐVT | Số liệu"
    assert figures(read(rows, header=header)) == {"dossiers_received@district": 775, "procedures_new": 7}


# ---- rows ------------------------------------------------------------------------------------------------


def test_a_row_typed_one_column_to_the_left_is_put_right_and_said() -> None:
    reading = read("Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 775")
    assert figures(reading) == {"dossiers_received@district": 775}
    assert said(reading) == ["row_shifted C3"]


def test_a_row_that_has_only_a_number_beside_a_column_of_units() -> None:
    rows = "1 | Huyện Lắk | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | 775\n2 | | | "
    reading = read(rows, header="TT | Đơn vị | Chỉ tiêu | Số liệu")
    assert figures(reading) == {"dossiers_received@district": 775}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | | 775", "value_misplaced E3"),
        ("1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | 775", "value_misplaced C3"),
        ("1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | | | 775", "value_misplaced F3"),
        (" | | | 775", "value_without_label D3"),
        (" | | Hồ sơ | 775", "value_without_label D3"),
    ],
)
def test_figures_beside_their_place_are_said(row: str, code: str) -> None:
    reading = read(row)
    assert (figures(reading), said(reading)) == ({}, [code])


@pytest.mark.parametrize(
    "row",
    [
        "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | 775 hồ sơ |",
        "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | | 775 hồ sơ",
        " | | | 775 hồ sơ",
    ],
)
def test_figures_with_words_beside_their_place_are_said(row: str) -> None:
    assert said(read(row))


def test_a_value_cell_merged_over_two_rows_is_a_question() -> None:
    reading = read(f"{ROW}\n2 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận | Hồ sơ |\nmerge: D3:D4")
    assert figures(reading) == {} or said(reading)


def test_a_text_typed_across_the_columns_is_a_heading() -> None:
    rows = f"{ROW}\nII. Cải cách thể chế\n{OTHER}\nmerge: A4:E4"
    assert figures(read(rows)) == BOTH
