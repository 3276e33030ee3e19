"""A row's value cell → a figure of its indicator, in the catalogue's measure, or the problem with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from etl import values, wording
from etl.model import Place, Problem, Question, QuestionKind, SetAside, Source, Suggestion
from etl.periods import Period
from etl.problems import problem
from etl.reference import Indicator, Measure, Reference, ReportingUnit
from etl.values import Refusal, Separator
from etl.workbook import Cell

# Why a count may in truth be a rate: its cell shows a percent sign, its note is a quotient, its đơn vị tính is %.
RateEvidence = Literal["", "percent", "note", "measure"]

_QUOTIENT = re.compile(r"\w\s*/\s*\w.*\w|tỷ lệ|tỉ lệ", re.IGNORECASE)
_NUMBER_WITH_WORDS = re.compile(r"[\d.,\s]+(%|[^\d\W]{0,12})")
_IN_WORDS = re.compile(r"([\d.,\s]+)(\D+)")
_LIKE_A_NUMBER = re.compile(r"[\d.,\s]+%?")
_LIKE_A_PHONE = re.compile(r"\+?[\d .]{9,}")
_SCALED = re.compile(r"(?:nghìn|ngàn|triệu|1 000|1000)\b")  # 'Nghìn hồ sơ'
_CLOSE = Decimal("0.0051")  # of a part of one with two decimals
_BILLION = 1000  # a factor to million đồng
# In million đồng, beyond any plan: the whole country's is some 700.000 tỷ đồng a year. Đồng under 'ĐVT: tỷ đồng'.
_MOST_MONEY = {"commune": Decimal(10**7), "division": Decimal(10**7), "district": Decimal(10**8), "": Decimal(10**9)}
_SAME_MEASURES = ({"đơn vị", "cơ quan, đơn vị"}, {"phiếu", ""}, {"phần mềm", ""})


_OF_A_TARGET = re.compile(r"%\s*(?:so với\s+)?(?:chỉ tiêu|kế hoạch|mục tiêu)", re.IGNORECASE)
_ATTAINMENT = re.compile(rf"(?:đạt|bằng|vượt)?\s*[\d.,]+\s*{_OF_A_TARGET.pattern}.*", re.IGNORECASE)


class Entry(NamedTuple):
    """A row that names an indicator and holds something in its value cell; a tuple, quick to make and to complete."""

    indicator: Indicator
    handled_by: str
    form: str
    label: str
    measure: str
    note: str
    cell: Cell
    place: Place
    heading: str = ""  # titles and column heads, where 'lũy kế' may stand
    period_start: date | None = None
    period_end: date | None = None
    asked: Question | None = None  # about its đơn vị tính and decimal mark, should they not be clear
    mark: Separator | None = None  # decided before
    is_echoed: bool = False  # the form says beside the cell how its number is understood, so it is no slip of a mark
    unit: ReportingUnit | None = None  # where the table names another than the titles
    period: Period | None = None
    source: Source | None = None
    window: tuple[date, date] | None = None  # printed for the kỳ

    def with_whose(
        self,
        unit: ReportingUnit | None,
        period: Period | None,
        source: Source | None,
        window: tuple[date, date] | None,
    ) -> "Entry":
        """The entry with its last four fields: all entries of a file come by; `_replace` takes many times as long."""
        return tuple.__new__(Entry, (*self[:-4], unit, period, source, window))


@dataclass
class Found:
    """What the rows of a table gave; units not known before by their code."""

    entries: list[Entry] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    new_units: dict[str, ReportingUnit] = field(default_factory=dict)
    decisions: set[int] = field(default_factory=set)


class Figure(NamedTuple):
    """A parsed entry; `indicator` differs from the entry's where a count cell holds a rate."""

    entry: Entry
    indicator: Indicator
    value: Decimal
    rate_evidence: RateEvidence = ""

    @property
    def key(self) -> tuple[str, str]:
        """What the figure is of."""
        return self.indicator.indicator, self.entry.handled_by

    @property
    def whose(self) -> tuple[str, str]:
        """Unit and kỳ that the table names for it, '' for those of the titles."""
        unit, period = self.entry.unit, self.entry.period
        return unit.reporting_unit if unit else "", period.code if period else ""

    def problem(self, code: str, *, found: str = "", expected: str = "") -> Problem:
        """A problem with this figure's cell."""
        return problem(
            code,
            self.entry.place,
            found=found or shown(self.entry.cell),
            expected=expected,
            indicator=self.indicator.indicator,
            handled_by=self.entry.handled_by,
        )


def read(entries: Sequence[Entry], problems: list[Problem], reference: Reference) -> list[Figure]:
    """Parse each entry; what gives no figure becomes a problem."""
    money = [entry.cell.text for entry in entries if entry.indicator.kind == "money" and entry.cell.kind == "text"]
    mark = values.decimal_mark(money)
    with_decimals = any(
        values.has_decimals(entry.cell) and printed.factor < _BILLION  # in tỷ đồng they are usual and prove nothing
        for entry in entries
        if entry.indicator.kind == "money" and (printed := _printed(entry, reference)) and printed.factor
    )
    figures: list[Figure] = []
    doubtful: list[tuple[Entry, Problem]] = []
    for entry in entries:
        found = _read_one(entry, entry.mark or mark, reference, with_decimals=with_decimals)
        if isinstance(found, Figure):
            figures.append(found)
            problems += _measure_warnings(found, reference)
        elif found.code == "rate_scale":
            doubtful.append((entry, found))
        else:
            problems.append(found)
    borne_out = _parts_of_one([entry for entry, _ in doubtful], figures) if doubtful else {}
    problems += [found for entry, found in doubtful if entry.place not in borne_out]
    return [*figures, *borne_out.values()]


def _parts_of_one(doubtful: Sequence[Entry], figures: Sequence[Figure]) -> dict[Place, Figure]:
    """'0,95' beside 190 of 200, '0,43' beside 35 of 8.120: parts of one, or percent, as all their quotients say."""
    counts = {(*figure.whose, *figure.key): figure.value for figure in figures}
    tested: dict[tuple[str, str], list[tuple[Entry, Decimal, Decimal]]] = {}
    for entry in doubtful:
        part, whole = (
            counts.get((*Figure(entry, entry.indicator, Decimal(0)).whose, code, entry.handled_by))
            for code in (entry.indicator.numerator, entry.indicator.denominator)
        )
        value = values.part_of_one(entry.cell)
        if part is not None and whole and value is not None:
            tested.setdefault((entry.place.sheet, entry.indicator.indicator), []).append((entry, value, part / whole))
    return {
        entry.place: Figure(entry, entry.indicator, value * scale)
        for found in tested.values()
        for scale in (100, 1)
        if all(abs(value * scale - 100 * quotient) <= _CLOSE * scale for _, value, quotient in found)
        for entry, value, _ in found
    }


def shown(cell: Cell) -> str:
    """A cell's content for a person: figures as they stand, free text only by its length (it may name people)."""
    text = values.raw_text(cell)
    if _LIKE_A_PHONE.fullmatch(text) and text.lstrip("+").startswith(("0", "84")):
        return "dãy số dạng điện thoại"
    if cell.kind in ("number", "error", "date", "formula") or _NUMBER_WITH_WORDS.fullmatch(text):
        return text
    return f"chữ, {len(text)} ký tự"


def looks_like_number(cell: Cell) -> bool:
    """A stored number, or text of digits."""
    return cell.kind == "number" or (cell.kind == "text" and bool(_LIKE_A_NUMBER.fullmatch(cell.text.strip())))


def _read_one(entry: Entry, mark: Separator | None, reference: Reference, *, with_decimals: bool) -> Figure | Problem:
    indicator, cell = entry.indicator, entry.cell
    if indicator.kind == "text":
        return _problem(entry, Refusal("text_not_loaded"))
    if indicator.kind in ("flag", "enum"):
        code_book = values.options(entry.measure)
        if not code_book and _printed(entry, reference) is not None:
            return _problem(entry, Refusal("count_in_flag", entry.measure[:60]))
        answer = values.parse_answer(cell, code_book, indicator.options)
        return _problem(entry, answer) if isinstance(answer, Refusal) else Figure(entry, indicator, answer.value)
    if _is_attainment(entry):
        return _problem(entry, Refusal("target_attainment"))
    if indicator.kind == "ratio":
        return _ratio(entry, reference)
    if indicator.kind == "money":
        return _money(entry, mark, reference, with_decimals=with_decimals)
    return _count(entry, reference)


def _is_attainment(entry: Entry) -> bool:
    """'Đạt 133 % chỉ tiêu': how far a target was reached is no value of the indicator (V13).

    Disbursement is measured against its plan, so there the words mean the indicator itself.
    """
    if entry.indicator.theme == "investment":
        return False
    measure, cell = entry.measure, entry.cell  # few of them say a percentage
    return bool(
        ("%" in measure and _OF_A_TARGET.match(wording.clean(measure)))
        or (cell.kind == "text" and "%" in cell.text and _ATTAINMENT.fullmatch(wording.clean(cell.text)))
    )


def _count(entry: Entry, reference: Reference) -> Figure | Problem:
    printed = _printed(entry, reference)
    if _scaled(entry.measure):
        return _problem(entry, Refusal("measure_scaled", entry.measure[:60]))
    number = values.parse(_without_unit(entry), "count")
    if isinstance(number, Refusal):
        return _problem(entry, number)
    evidence: RateEvidence = ""
    if number.percent:
        evidence = "percent"
    elif number.value <= 100 and entry.note and _QUOTIENT.search(entry.note) and not re.search(r"\d", entry.note):
        evidence = "note"
    elif printed is not None and printed.measure == "%":
        evidence = "measure"
    return Figure(entry, entry.indicator, number.value, evidence)


@lru_cache(maxsize=2_000)
def _scaled(measure: str) -> bool:
    """'Nghìn hồ sơ', '‰'."""
    return bool(_SCALED.match(wording.key(measure))) or "‰" in measure


def _ratio(entry: Entry, reference: Reference) -> Figure | Problem:
    printed = _printed(entry, reference)
    number = values.parse(entry.cell, "ratio")
    if isinstance(number, Refusal):
        return _problem(entry, number)
    if entry.cell.kind == "text" and not number.percent and 0 < number.value < 1:
        return _problem(entry, Refusal("rate_scale", f"{shown(entry.cell)} % hoặc {shown(entry.cell)} lần"))
    foreign = (
        bool(entry.measure)
        and (not _blank_measure(entry) or "‰" in entry.measure)
        and (printed is None or printed.measure != "%")
    )
    if foreign and not number.percent:
        return _problem(entry, Refusal("count_in_rate", entry.measure[:60]))
    # Disbursement and attainment may pass 100 %: a plan of another basis, money carried over (domain D.4).
    most = Decimal(1000) if entry.indicator.theme == "investment" else Decimal(100)
    if number.value > most:
        return _problem(entry, Refusal("rate_out_of_bounds", f"0–{most} %"))
    return Figure(entry, entry.indicator, number.value)


def _money(entry: Entry, mark: Separator | None, reference: Reference, *, with_decimals: bool) -> Figure | Problem:
    typed = re.fullmatch(r"([\d.,\s]+)([^\W\d].*)", wording.clean(entry.cell.text))
    if typed and entry.cell.kind == "text" and wording.key(typed[2]) in reference.measures:
        entry = entry._replace(measure=typed[2])  # '281,877 tỷ đồng' in the cell itself
    printed = _printed(entry, reference)
    if printed is None or printed.factor is None:
        return _problem(entry, Refusal("money_unit_missing"))
    usual = printed.factor >= _BILLION or (entry.cell.kind == "number" and (entry.is_echoed or with_decimals))
    number = values.parse(_without_unit(entry), "money", decimal_mark=mark, decimals_usual=usual)
    if isinstance(number, Refusal):
        return _problem(entry, number)
    value = number.value * printed.factor
    if value > _MOST_MONEY.get(entry.unit.level if entry.unit else "", _MOST_MONEY[""]):
        return _problem(entry, Refusal("money_out_of_scale", entry.measure))
    return Figure(entry, entry.indicator, value)


def _printed(entry: Entry, reference: Reference) -> Measure | None:
    """The reviewed meaning of the printed measure, None where it is blank or unknown."""
    return reference.measures.get(wording.key(entry.measure))


def _blank_measure(entry: Entry) -> bool:
    return not wording.key(entry.measure)


def _without_unit(entry: Entry) -> Cell:
    """'12 hồ sơ' in the value cell is 12 when the words are the row's own measure."""
    cell = entry.cell
    if cell.kind != "text":
        return cell
    match = _IN_WORDS.fullmatch(wording.clean(cell.text))
    words = wording.key(match[2]) if match else ""
    if match and words and words in (wording.key(entry.measure), wording.key(entry.indicator.measure)):
        return Cell(cell.row, cell.column, "text", match[1].strip())
    return cell


def _problem(entry: Entry, refusal: Refusal) -> Problem:
    return problem(
        refusal.code,
        entry.place,
        found=shown(entry.cell),
        expected=refusal.expected or entry.indicator.measure,
        indicator=entry.indicator.indicator,
        handled_by=entry.handled_by,
        question=_question(entry, refusal.code),
    )


# What an answer would settle: the đơn vị tính of the form, or what its comma and dot mean.
_SETTLED_BY: dict[str, tuple[QuestionKind, tuple[str, ...]]] = {
    "money_unit_missing": ("measure", ("triệu đồng", "tỷ đồng", "đồng", "nghìn đồng")),
    "number_ambiguous": ("mark", (",", ".")),
}


def _question(entry: Entry, code: str) -> Question | None:
    if entry.asked is None or code not in _SETTLED_BY or (code == "number_ambiguous" and entry.cell.kind != "text"):
        return None
    kind, answers = _SETTLED_BY[code]
    why = "cách ghi thường gặp" if kind == "mark" else "đơn vị tính thường dùng cho vốn đầu tư công"
    suggested = tuple(Suggestion(answer, 40 - number, why) for number, answer in enumerate(answers))
    return replace(entry.asked, kind=kind, suggestions=suggested)


def _measure_warnings(figure: Figure, reference: Reference) -> list[Problem]:
    """The printed đơn vị tính is not the catalogue's: loaded, and said."""
    entry = figure.entry
    if figure.indicator.kind != "count" or _blank_measure(entry) or figure.rate_evidence:
        return []
    printed = _printed(entry, reference)
    mine = figure.indicator.measure
    if printed is not None and (printed.measure in ("", mine) or {printed.measure, mine} in _SAME_MEASURES):
        return []
    return [figure.problem("measure_differs", found=wording.without_person(entry.measure[:60]), expected=mine)]


def plain(value: Decimal) -> str:
    """22979 → '22.979', 53.66 → '53,66'."""
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))
