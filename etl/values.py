"""Printed figures → numbers, by the kind of the indicator. Ambiguous is a problem, never a guess.

Formats as seen in the reports: 22.979 and 4,304 are thousands in a count; 1,5 and 53.39 are decimals in
a rate; 118.588 triệu đồng is thousands; 357,792 tỷ is a decimal; 04 is 4; 100% is 100; '- -' is blank.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal, NamedTuple

from etl import wording
from etl.workbook import Cell

Separator = Literal[".", ","]

_BLANK = re.compile(r"[\s\-–—.…_]*")
_WHOLE = re.compile(r"\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*")
_ONE_MARK = re.compile(r"(\d+)([.,])(\d+)")
_TWO_MARKS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+")
_WITH_ITS_PARTS = re.compile(r"([\d., ]+)/([\d., ]+)(?:hồ sơ|người|thủ tục)?\s*\(\s*([\d.,]+)\s*%\s*\)", re.IGNORECASE)
_CLOSE = Decimal("0.06")  # a rate printed with one decimal
_OPTION = re.compile(r"\s*[:=]\s*(\d+)(?!\d)")
_MOST = Decimal(10) ** 18  # no body in the country has so much of anything, in whatever measure
_NO_WORDS = ("không", "chưa", "có vi phạm")


class Number(NamedTuple):
    """A parsed figure; `percent` says that the cell shows it as a percentage."""

    value: Decimal
    percent: bool = False


class Refusal(NamedTuple):
    """Why a cell gives no number: a problem code and what was expected."""

    code: str
    expected: str = ""


def is_blank(cell: Cell | None) -> bool:
    """Nothing stands here, or only dashes or dots that mean nothing."""
    return cell is None or (cell.kind == "text" and bool(_BLANK.fullmatch(cell.text)))


def raw_text(cell: Cell) -> str:
    """The cell's text as a reader sees it; a number under a percent format shows its sign."""
    if cell.kind == "number" and cell.percent:
        return f"{(Decimal(cell.text) * 100).normalize():f}%"
    return wording.clean(cell.text)


def parse(
    cell: Cell, kind: str, *, decimal_mark: Separator | None = None, decimals_usual: bool = False
) -> Number | Refusal:
    """A figure of an indicator of some kind: count, ratio or money.

    Args:
        cell: the value cell, not blank.
        kind: of the indicator.
        decimal_mark: what the other money cells of the file prove to be the decimal mark.
        decimals_usual: money in so large a unit (tỷ đồng) that decimals are to be expected.
    """
    if cell.kind in ("error", "formula", "date", "boolean"):
        code = {"error": "formula_error", "formula": "formula_no_value", "date": "date_in_number"}
        return Refusal(code.get(cell.kind, "not_a_number"), "số")
    if cell.kind == "number":
        return _typed(cell, kind, decimals_usual=decimals_usual)
    if "\n" in cell.text.strip() and sum(any(char.isdigit() for char in line) for line in cell.text.splitlines()) > 1:
        return Refusal("not_a_number", "một số")  # '775' above '780' in one cell
    text = wording.clean(cell.text)
    if kind == "ratio" and (whole := _WITH_ITS_PARTS.fullmatch(text)):
        return _borne_out(*whole.groups())
    percent = text.endswith("%")
    text = text.removesuffix("%").strip()
    if text.startswith(("-", "−", "–")) and any(char.isdigit() for char in text):
        return Refusal("negative")
    number = _grouped(text, kind, percent, decimal_mark, decimals_usual)
    if isinstance(number, Refusal):
        return number
    return _checked(Number(number, percent), kind)


def _typed(cell: Cell, kind: str, *, decimals_usual: bool) -> Number | Refusal:
    """A number that Excel stored. '22.979' typed where a dot is the decimal mark is stored as 22.979."""
    value = Decimal(cell.text)
    if value < 0:
        return Refusal("negative")
    if cell.percent:
        return _checked(Number(value * 100, percent=True), kind)
    if kind == "money" and value < 1000 and value != value.to_integral_value() and not decimals_usual:
        # 118.580 typed where the dot is the decimal mark is stored as 118.58
        grouped, plain = _vietnamese(value * 1000), _vietnamese(value)
        return Refusal("number_ambiguous", f"{grouped} hoặc {plain}")
    if kind == "ratio" and 0 < value <= 1:
        return Refusal("rate_scale", f"{_vietnamese(value)} % hoặc {_vietnamese(value * 100)} %")
    return _checked(Number(value), kind)


def has_decimals(cell: Cell) -> bool:
    """Whether a stored number shows that decimals are meant: 1000.5 and 90.4567 are no slips of '1.000.500'."""
    if cell.kind != "number" or cell.percent:
        return False
    value = Decimal(cell.text)
    return value != value.to_integral_value() and (value >= 1000 or round(value, 3) != value)


def part_of_one(cell: Cell) -> Decimal | None:
    """0.95 as it stands, or None: of a ratio that may be 95 % or 0,95 %."""
    try:
        value = Decimal(wording.clean(cell.text).replace(",", "."))
    except InvalidOperation:
        return None
    return value if 0 < value <= 1 else None


def _borne_out(part: str, whole: str, rate: str) -> Number | Refusal:
    """'1.234/1.300 (94,9%)': the rate that its own parts bear out."""
    numbers = [_grouped(text.strip(), kind, False, None, False) for text, kind in ((part, "count"), (whole, "count"))]
    said = _grouped(rate, "ratio", True, None, False)
    if any(isinstance(number, Refusal) for number in (*numbers, said)) or not numbers[1]:
        return Refusal("not_a_number", "số")
    few, many, value = map(Decimal, (*numbers, said))  # type: ignore[arg-type]
    return Number(value, percent=True) if abs(100 * few / many - value) <= _CLOSE else Refusal("not_a_number", "số")


def _grouped(
    text: str, kind: str, percent: bool, decimal_mark: Separator | None, decimals_usual: bool
) -> Decimal | Refusal:
    """Text → number, deciding what each separator means."""
    if _WHOLE.fullmatch(text):
        # '04' is 4; '0912345678' is no number of anything
        return Decimal(text) if len(text) < 4 or text[0] != "0" else Refusal("not_a_number", "số")
    grouped = _GROUPED.fullmatch(text)
    one = _ONE_MARK.fullmatch(text)
    if _TWO_MARKS.fullmatch(text):
        mark = max(".,", key=text.rfind)
        return Decimal(text.replace("." if mark == "," else ",", "").replace(mark, "."))
    if grouped and (one is None or (kind == "count" and not percent)):
        return Decimal(re.sub(r"\D", "", text))  # several groups, or a count: it has no decimals
    if one is None:
        return Refusal("not_a_number", "số")
    decimal = Decimal(f"{one[1]}.{one[3]}")
    if kind != "money" or not grouped:
        return decimal
    thousands = Decimal(one[1] + one[3])
    return _money(one[2], decimal, thousands, decimal_mark, decimals_usual)


def _money(
    mark: str, decimal: Decimal, thousands: Decimal, decimal_mark: Separator | None, decimals_usual: bool
) -> Decimal | Refusal:
    """118.588 or 357,792: three digits after one mark. The dot groups by habit, unless the file proves otherwise.

    In tỷ đồng a comma is decimal by habit, and a dot may be either.
    """
    if decimal_mark is not None:
        return decimal if mark == decimal_mark else thousands
    if mark == "." and not decimals_usual:
        return thousands
    if mark == "," and decimals_usual:
        return decimal
    return Refusal("number_ambiguous", f"{_vietnamese(thousands)} hoặc {_vietnamese(decimal)}")


def _checked(number: Number, kind: str) -> Number | Refusal:
    if number.value >= _MOST:
        return Refusal("not_a_number", "số")
    if kind == "count" and not number.percent and number.value != number.value.to_integral_value():
        return Refusal("not_whole")
    return number


def decimal_mark(texts: Iterable[str]) -> Separator | None:
    """What the money cells of a file prove to be the decimal mark; None without proof or with contradicting ones.

    '1.234,5' and '12.345.678' prove the comma; '1,5' proves the comma, '53.64' the dot.
    """
    marks: set[Separator] = set()
    for text in map(wording.clean, texts):
        several, one = _GROUPED.fullmatch(text), _ONE_MARK.fullmatch(text)
        if _TWO_MARKS.fullmatch(text):
            marks.add("," if text.rfind(",") > text.rfind(".") else ".")
        elif several and one is None and several[1] in ".,":
            marks.add("," if several[1] == "." else ".")
        elif one and not several:
            marks.add("," if one[2] == "," else ".")
    return marks.pop() if len(marks) == 1 else None


@lru_cache(maxsize=2_000)
def options(measure: str) -> Mapping[int, str]:
    """The code book in a measure cell: 'Có = 1; Không = 0' gives {1: 'có', 0: 'không'}; {} where there is none.

    Digits may stand inside a label ('2 cấp = 1'). Two options with one digit cannot be told apart:
    then the digit's labels are joined by '|'.
    """
    found: dict[int, str] = {}
    start = 0
    text = wording.clean(measure)
    for match in _OPTION.finditer(text):
        label = wording.key(text[start : match.start()])
        digit = int(match[1])
        found[digit] = f"{found[digit]}|{label}" if digit in found else label
        start = match.end()
    return found if found and not wording.key(text[start:]) and all(found.values()) else {}


def parse_answer(cell: Cell, code_book: Mapping[int, str], meaning: Mapping[str, int]) -> Number | Refusal:
    """The answer of a yes/no row or an enumeration, in the catalogue's digits.

    Args:
        cell: the value cell, not blank.
        code_book: the options printed in the row.
        meaning: the catalogue's digits by label for an enumeration; empty for yes/no, where an option
            that begins with 'không', 'chưa' or 'có vi phạm' is 0 and the other one 1.
    """
    text = wording.key(raw_text(cell))
    digit = int(text) if _WHOLE.fullmatch(text) else next((d for d, label in code_book.items() if label == text), None)
    if not code_book:
        known = set(meaning.values()) or {0, 1}
        fits = digit is not None and digit in known
        return Number(Decimal(digit or 0)) if fits else Refusal("option_unknown", "; ".join(map(str, sorted(known))))
    printed = "; ".join(f"{label.replace('|', ' và ')} = {number}" for number, label in sorted(code_book.items()))
    if any("|" in label for label in code_book.values()) or len(code_book) < 2:
        return Refusal("options_unclear", printed)
    if digit is None or digit not in code_book:
        return Refusal("option_unknown", printed)
    if meaning:
        said = meaning.get(code_book[digit])
        return Number(Decimal(said)) if said is not None else Refusal("options_unclear", printed)
    negative = {number for number, label in code_book.items() if label.startswith(_NO_WORDS)}
    if len(code_book) != 2 or len(negative) != 1:
        return Refusal("options_unclear", printed)
    return Number(Decimal(0 if digit in negative else 1))


def _vietnamese(value: Decimal) -> str:
    """1234.5 → '1.234,5'."""
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))
