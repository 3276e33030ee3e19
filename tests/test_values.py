"""Printed figures become numbers by the kind of their indicator, and never by a guess."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import values, wording
from etl.values import Number, Refusal
from etl.workbook import Cell, CellKind, number_text

KINDS = ("count", "ratio", "money")


def text(printed: str) -> Cell:
    return Cell(1, 1, "text", printed)


def stored(value: float, *, percent: bool = False) -> Cell:
    return Cell(1, 1, "number", number_text(value), percent)


def parsed(cell: Cell, kind: str, mark: values.Separator | None = None) -> object:
    """The number as a float, or the code of the refusal."""
    found = values.parse(cell, kind, decimal_mark=mark)
    return float(found.value) if isinstance(found, Number) else found.code


@pytest.mark.parametrize(
    ("printed", "kind", "wanted"),
    [
        # counts: any mark groups thousands
        ("22.979", "count", 22979),
        ("4,304", "count", 4304),
        ("23 270", "count", 23270),
        ("23\u00a0270", "count", 23270),
        ("1.220.963", "count", 1220963),
        ("1,220,963", "count", 1220963),
        ("04", "count", 4),
        ("0", "count", 0),
        ("00", "count", 0),
        (" 764 ", "count", 764),
        ("1,5", "count", "not_whole"),
        ("1.5", "count", "not_whole"),
        ("22.97", "count", "not_whole"),
        ("1.198.5", "count", "not_a_number"),
        ("1.198,5", "count", "not_whole"),
        ("12.34.567", "count", "not_a_number"),
        ("1,234.567", "count", "not_whole"),
        ("02623.586.073", "count", "not_a_number"),
        ("-5", "count", "negative"),
        ("− 5", "count", "negative"),
        ("100%", "count", 100),
        ("99,2%", "count", 99.2),
        # ratios: one mark is a decimal mark
        ("1,5", "ratio", 1.5),
        ("25,65", "ratio", 25.65),
        ("53.39", "ratio", 53.39),
        ("53,51%", "ratio", 53.51),
        ("98.684%", "ratio", 98.684),
        ("100%", "ratio", 100),
        ("100 %", "ratio", 100),
        ("100", "ratio", 100),
        ("0%", "ratio", 0),
        ("0", "ratio", 0),
        ("04", "ratio", 4),
        ("-1,5", "ratio", "negative"),
        # money: three digits after one mark
        ("118.588", "money", 118588),
        ("63.639", "money", 63639),
        ("1.220.963.992", "money", 1220963992),
        ("380.000.000", "money", 380000000),
        ("1.234,5", "money", 1234.5),
        ("1,234.5", "money", 1234.5),
        ("63,6", "money", 63.6),
        ("118,588", "money", "number_ambiguous"),
        # words are no numbers
        ("Đảm bảo", "count", "not_a_number"),
        ("Không", "count", "not_a_number"),
        ("12.698/23.784", "count", "not_a_number"),
        ("13/13 đơn vị sử dụng (100%)", "ratio", "not_a_number"),
        ("166/301 thủ tục (55.15%)", "ratio", 55.15),  # borne out by its parts
        ("166/301 thủ tục (51.55%)", "ratio", "not_a_number"),
        ("486 /BC-UBND", "count", "not_a_number"),
        ("15/12/2021", "count", "not_a_number"),
        ("mức độ 3,4", "count", "not_a_number"),
        ("khoảng 30", "count", "not_a_number"),
        ("30-40", "count", "not_a_number"),
        ("#DIV/0!", "count", "not_a_number"),
        ("%", "ratio", "not_a_number"),
        ("1.", "ratio", "not_a_number"),
        (",5", "ratio", "not_a_number"),
        ("1e5", "count", "not_a_number"),
        ("½", "ratio", "not_a_number"),
    ],
)
def test_printed_figures(printed: str, kind: str, wanted: object) -> None:
    assert parsed(text(printed), kind) == wanted


@pytest.mark.parametrize("printed", ["0.123", "0,500", "04.304", "00.979"])
def test_a_group_of_thousands_does_not_begin_with_zero(printed: str) -> None:
    assert parsed(text(printed), "count") in ("not_a_number", "not_whole", "number_ambiguous")


@pytest.mark.parametrize("printed", ["775\n780", "12\n345", "1\n198\n156"])
def test_figures_on_two_lines_are_not_one(printed: str) -> None:
    assert parsed(text(printed), "count") == "not_a_number"


@pytest.mark.parametrize("printed", ["0912345678", "0987654321"])
def test_a_telephone_number_is_no_count(printed: str) -> None:
    assert parsed(text(printed), "count") in ("not_a_number", "number_ambiguous")


@pytest.mark.parametrize(
    ("value", "percent", "kind", "wanted"),
    [
        (22979, False, "count", 22979),
        (22979.0, False, "count", 22979),
        (0, False, "count", 0),
        (22.979, False, "count", "not_whole"),
        (-1, False, "count", "negative"),
        (1, True, "count", 100),
        (53.66, False, "ratio", 53.66),
        (0.5366, True, "ratio", 53.66),
        (1, True, "ratio", 100),
        (0, True, "ratio", 0),
        (0, False, "ratio", 0),
        (100, False, "ratio", 100),
        (0.5366, False, "ratio", "rate_scale"),
        (1, False, "ratio", "rate_scale"),
        (118588, False, "money", 118588),
        (118588.5, False, "money", 118588.5),
        (118.588, False, "money", "number_ambiguous"),
        (1e-7, False, "ratio", "rate_scale"),
        (1e15, False, "count", 1e15),
    ],
)
def test_stored_figures(value: float, percent: bool, kind: str, wanted: object) -> None:
    assert parsed(stored(value, percent=percent), kind) == wanted


@pytest.mark.parametrize(
    ("cell_kind", "code"),
    [
        ("error", "formula_error"),
        ("formula", "formula_no_value"),
        ("date", "date_in_number"),
        ("boolean", "not_a_number"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_cells_that_hold_no_figure(cell_kind: CellKind, code: str, kind: str) -> None:
    assert values.parse(Cell(1, 1, cell_kind, "2024-06-12 00:00:00"), kind) == Refusal(code, "số")


@pytest.mark.parametrize("printed", ["", " ", "-", "- -", "–", "…", "...", "\u00a0", "_ _"])
def test_blanks(printed: str) -> None:
    assert values.is_blank(text(printed))


@pytest.mark.parametrize("printed", ["0", "0%", "x", "Không", "-5", "/"])
def test_what_is_not_blank(printed: str) -> None:
    assert not values.is_blank(text(printed))


def test_no_cell_is_blank_and_a_stored_zero_is_not() -> None:
    assert values.is_blank(None)
    assert not values.is_blank(stored(0))


# ---- properties -----------------------------------------------------------------------------------

whole = st.integers(0, 10**12)


@given(whole, st.sampled_from([".", ",", " ", "\u00a0"]))
def test_any_printing_of_thousands_reads_back(number: int, mark: str) -> None:
    printed = f"{number:,}".replace(",", mark)
    assert parsed(text(printed), "count") == number


@given(st.integers(10**6, 10**12), st.sampled_from([".", ",", " "]))
def test_two_groups_of_money_read_back(number: int, mark: str) -> None:
    assert parsed(text(f"{number:,}".replace(",", mark)), "money") == number


@given(st.text(max_size=30), st.sampled_from(KINDS), st.sampled_from([None, ".", ","]))
def test_no_text_breaks_the_reader(printed: str, kind: str, mark: values.Separator | None) -> None:
    found = values.parse(text(printed), kind, decimal_mark=mark)
    assert found.value.is_finite() if isinstance(found, Number) else found.code


@given(st.text(alphabet="0123456789., %-\u00a0", max_size=16))
def test_a_count_is_whole_or_refused(printed: str) -> None:
    found = values.parse(text(printed), "count")
    if isinstance(found, Number) and not found.percent:
        assert found.value == found.value.to_integral_value()
        assert found.value >= 0


@given(st.decimals(0, 100, places=2))
def test_a_printed_ratio_is_never_scaled(value: Decimal) -> None:
    for printed in (f"{value}", f"{value}%", f"{value}".replace(".", ",")):
        assert parsed(text(printed), "ratio") == float(value)


@given(st.floats(-1e12, 1e12, allow_nan=False), st.booleans(), st.sampled_from(KINDS))
def test_no_stored_number_breaks_the_reader(value: float, percent: bool, kind: str) -> None:
    found = values.parse(stored(value, percent=percent), kind)
    if isinstance(found, Number):
        assert found.value >= 0
        assert found.percent or kind != "count" or found.value == found.value.to_integral_value()


@given(st.integers(0, 10000))
def test_a_stored_percentage_is_what_the_reader_sees(hundredths: int) -> None:
    cell = stored(hundredths / 10000, percent=True)
    assert parsed(cell, "ratio") == pytest.approx(hundredths / 100)
    assert Decimal(values.raw_text(cell).removesuffix("%")) == Decimal(hundredths) / 100


# ---- what the file's other money cells prove ---------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["118.588", "63.639"], None),
        (["118,588"], None),
        (["1.234,5"], ","),
        (["12.345.678"], ","),
        (["12,345,678"], "."),
        (["63,6"], ","),
        (["53.64"], "."),
        (["63,6", "53.64"], None),
        (["1.234,5", "118.588"], ","),
        ([], None),
        (["Đảm bảo"], None),
    ],
)
def test_the_decimal_mark_of_a_file(texts: list[str], mark: str | None) -> None:
    assert values.decimal_mark(texts) == mark


@pytest.mark.parametrize(
    ("printed", "mark", "wanted"),
    [
        ("118.588", ",", 118588),
        ("118.588", ".", 118.588),
        ("118,588", ",", 118.588),
        ("118,588", ".", 118588),
        ("118.588", None, 118588),
    ],
)
def test_the_mark_decides_three_digits_of_money(printed: str, mark: values.Separator | None, wanted: float) -> None:
    assert parsed(text(printed), "money", mark) == wanted


# ---- code books ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "book"),
    [
        ("Có = 1; Không = 0", {1: "có", 0: "không"}),
        ("Có = 1 Không = 0", {1: "có", 0: "không"}),
        ("Không = 0; Có = 1", {0: "không", 1: "có"}),
        ("Có: 1, Không: 0", {1: "có", 0: "không"}),
        ("Có=1;Không=0", {1: "có", 0: "không"}),
        ("Đạt = 1\nKhông đạt = 0", {1: "đạt", 0: "không đạt"}),
        ("Hoàn thành = 1 Chưa hoàn thành = 0", {1: "hoàn thành", 0: "chưa hoàn thành"}),
        ("Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2", {0: "trực tuyến", 1: "phát phiếu", 2: "kết hợp"}),
        ("Chưa có = 0 2 cấp = 1 3 cấp = 2", {0: "chưa có", 1: "2 cấp", 2: "3 cấp"}),
        ("Chưa có = 0 2 cấp = 0 3 cấp = 0", {0: "chưa có|2 cấp|3 cấp"}),
        ("Đã thực hiện = 0 Chưa thực hiện = 0", {0: "đã thực hiện|chưa thực hiện"}),
        ("Tốt = 1 Có vi phạm = 0", {1: "tốt", 0: "có vi phạm"}),
        ("Văn bản", {}),
        ("", {}),
        ("%", {}),
        ("Có = 1; Không", {}),
        ("= 1; Không = 0", {}),
    ],
)
def test_options(measure: str, book: dict[int, str]) -> None:
    assert values.options(measure) == {
        digit: "|".join(map(wording.key, words.split("|"))) for digit, words in book.items()
    }


METHOD = {"trực tuyến": 0, "phát phiếu": 1, "kết hợp": 2}


@pytest.mark.parametrize(
    ("printed", "measure", "meaning", "wanted"),
    [
        ("1", "Có = 1; Không = 0", {}, 1),
        ("0", "Có = 1; Không = 0", {}, 0),
        ("Có", "Có = 1; Không = 0", {}, 1),
        ("không", "Có = 1; Không = 0", {}, 0),
        ("1", "Có = 0; Không = 1", {}, 0),
        ("Có", "Có = 0; Không = 1", {}, 1),
        ("0", "Tốt = 1 Có vi phạm = 0", {}, 0),
        ("1", "Tốt = 0 Có vi phạm = 1", {}, 0),
        ("1", "Chưa = 0 Thực hiện = 1", {}, 1),
        ("01", "Có = 1; Không = 0", {}, 1),
        ("2", "Có = 1; Không = 0", {}, "option_unknown"),
        ("10", "Có = 1 Không = 0", {}, "option_unknown"),
        ("Đảm bảo", "Có = 1; Không = 0", {}, "option_unknown"),
        ("0", "Đã thực hiện = 0 Chưa thực hiện = 0", {}, "options_unclear"),
        ("1", "Có = 1", {}, "options_unclear"),
        ("1", "Đủ = 1; Thiếu = 0", {}, "options_unclear"),
        ("1", "Chưa = 0; Không = 1", {}, "options_unclear"),
        ("1", "", {}, 1),
        ("0", "", {}, 0),
        ("2", "", {}, "option_unknown"),
        ("Có", "", {}, "option_unknown"),
        ("1", "Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2", METHOD, 1),
        ("1", "Phát phiếu = 0; Trực tuyến = 1; Kết hợp = 2", METHOD, 0),
        ("Kết hợp", "Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2", METHOD, 2),
        ("3", "Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2", METHOD, "option_unknown"),
        ("1", "Trực tuyến = 0 Qua bưu điện = 1", METHOD, "options_unclear"),
        ("2", "", METHOD, 2),
        ("3", "", METHOD, "option_unknown"),
    ],
)
def test_answers(printed: str, measure: str, meaning: dict[str, int], wanted: object) -> None:
    found = values.parse_answer(text(printed), values.options(measure), meaning)
    assert (int(found.value) if isinstance(found, Number) else found.code) == wanted


@given(st.text(max_size=20), st.text(max_size=40))
def test_no_code_book_breaks_the_reader(printed: str, measure: str) -> None:
    found = values.parse_answer(text(printed), values.options(measure), {})
    assert found.value in (0, 1) if isinstance(found, Number) else found.code
