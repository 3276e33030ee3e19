"""What figures prove of a wording that its words leave open: 'Tồn chuyển tiếp' = phải giải quyết − đã giải quyết.

Its words must speak of that indicator, all else of the sum or the quotient must be read by its own words, and it must
come out wherever it can be tested, in figures with so many digits that chance does not explain it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from etl import matching, parts_of_year, rates
from etl.column import Column
from etl.facets import SUBJECTS
from etl.layout import Table
from etl.matching import Matched
from etl.model import Suggestion
from etl.parts_of_year import Numbers
from etl.reference import Indicator, Reference
from etl.terms import Understood

Line = Mapping[str, Decimal]  # figures that belong together, by indicator
_ENOUGH = 4.0  # decimal digits that must come out: a sum of 12.345 has four
_FEW = 3  # parts of a sum
_DIGITS_OF_A_RATE = 3.0  # one of 100, with a decimal
# A plan of some of the money, too, is what a printed rate may be measured against.
_NOT_OF = frozenset({"investment"})
_SAYS_LITTLE = frozenset({"done", "total", "new", "result"})
_LIKELY = 60  # what a suggestion is worth that is tried


def in_columns(table: Table, columns: Sequence[Column], reference: Reference) -> list[Column]:
    """The columns with those read that the others prove; `columns` name the indicators of a table."""
    rows = [parts_of_year.numbers(row.figures) for row in table.rows]
    found = [
        _settled(column, columns, rows, reference) if _is_open(column, reference) else column for column in columns
    ]
    return _without_twins(found, columns)


def _is_open(column: Column, reference: Reference) -> bool:
    """Whether a column is asked, and not for a strange word of the title: under that sums come out of a part, too."""
    own = reference.grammar.join(column.heading.path)
    asked = column.role == "ask" and column.matched.how in ("", "understood") and column.question is not None
    return asked and len(column.said.strange) <= len(own.strange)


def _settled(column: Column, columns: Sequence[Column], rows: Sequence[Numbers], reference: Reference) -> Column:
    beside = frozenset(facet for one in columns if one is not column for facet in one.said.facets)
    known = _read_beside(column, columns)
    told = [
        (row[column.heading.column], {code: row[at] for code, at in known.items() if at in row})
        for row in rows
        if column.heading.column in row
    ]
    assert column.question is not None  # noqa: S101 _is_open
    likely = matching.suggestions(column.question, column.said, beside, reference)
    matched = proved(likely, column.said, told, reference)
    return replace(column, role="indicator", matched=matched) if matched.loads else column


def _read_beside(column: Column, columns: Sequence[Column]) -> dict[str, int]:
    mine = column.period, column.heading.body
    return {
        one.matched.indicator: one.heading.column
        for one in columns
        if one.role == "indicator"
        and (one.period, one.heading.body) == mine
        and one.matched.handled_by in ("", column.said.handled_by)
    }


def _without_twins(found: Sequence[Column], before: Sequence[Column]) -> list[Column]:
    """Of two columns that would be one indicator neither is proved."""
    taken = [(one.matched.indicator, one.matched.handled_by, one.period, one.heading.body) for one in found]
    return [
        was if now is not was and taken.count(mine) > 1 else now
        for now, was, mine in zip(found, before, taken, strict=True)
    ]


def proved(
    suggested: Sequence[Suggestion], said: Understood, told: Sequence[tuple[Decimal, Line]], reference: Reference
) -> Matched:
    """The one indicator of which the figures prove it; one that does not load without proof.

    Args:
        suggested: what the words may mean, with what that is worth.
        said: the words.
        told: its figures, each with those beside it that are read.
        reference: the reviewed tables.
    """
    borne = {}
    for answer in dict.fromkeys([one.answer for one in suggested if one.score >= _LIKELY] + _within(said, reference)):
        indicator = reference.indicators[answer.partition("@")[0]]
        if indicator.theme in _NOT_OF or any(indicator.indicator in line for _, line in told):
            continue
        lines = [{**_completed(line, reference), indicator.indicator: value} for value, line in told]
        if _digits(lines, indicator, reference) >= _ENOUGH:
            borne[indicator.indicator] = answer.partition("@")[2]
    if len(borne) != 1:
        return Matched()
    ((code, level),) = borne.items()
    return Matched(code, level, "understood", f"phép tính với các số bên cạnh đúng ở {len(told)} chỗ")


def _within(said: Understood, reference: Reference) -> list[str]:
    """The indicators that hold all that the known words say: 'Biên chế …' may be those assigned or those present."""
    facets = said.facets - _SAYS_LITTLE
    if not facets & SUBJECTS:
        return []
    return [
        meaning.indicator
        for told, meanings in reference.grammar.meanings.items()
        for _, meaning in meanings
        if facets <= told and meaning.indicator in reference.indicators
    ]


def _completed(line: Line, reference: Reference) -> Line:
    """With the sums of which all parts are printed and the total is not: 'nhận' + 'kỳ trước' = 'phải giải quyết'."""
    found = dict(line)
    for one in reference.sums:
        if one.total not in found and all(part in found for part in one.parts):
            found[one.total] = sum((found[part] for part in one.parts), Decimal(0))
    return found


def _digits(lines: Sequence[Line], indicator: Indicator, reference: Reference) -> float:
    """How many digits of the figures come out under the sums and rates of an indicator; none where one does not."""
    found = 0.0
    for tested in (*_sums(indicator, reference), *_quotients(indicator, reference)):
        told = {tuple(line.items()): tested(line) for line in lines}
        verdicts = [one for one in told.values() if one is not None]
        if any(one < 0 for one in verdicts):
            return 0.0
        found += sum(verdicts)
    return found


Test = Callable[[Line], float | None]  # the digits that come out, -1 where it does not, None where it says nothing


def _sums(indicator: Indicator, reference: Reference) -> list[Test]:
    return [_sum(one.total, one.parts) for one in reference.sums if indicator.indicator in one.indicators]


def _sum(total: str, parts: Sequence[str]) -> Test:
    def test(line: Line) -> float | None:
        if total not in line or any(part not in line for part in parts):
            return None
        if line[total] != sum(line[part] for part in parts):
            return -1.0
        # 'Quá hạn: 0' makes of the sum that two figures are the same, which others may be too; not so of many parts.
        needed = len(parts) - 1 if len(parts) > _FEW else len(parts)
        return math.log10(line[total]) if sum(line[part] > 0 for part in parts) >= needed else 0.0

    return test


def _quotients(indicator: Indicator, reference: Reference) -> list[Test]:
    return [
        _quotient(ratio)
        for ratio in reference.indicators.values()
        if ratio.numerator and ratio.denominator
        if indicator.indicator in (ratio.indicator, ratio.numerator, ratio.denominator)
    ]


def _quotient(ratio: Indicator) -> Test:
    def test(line: Line) -> float | None:
        if any(code not in line for code in (ratio.indicator, ratio.numerator, ratio.denominator)):
            return None
        part, whole = line[ratio.numerator], line[ratio.denominator]
        if not whole:
            return None
        if not rates.is_quotient(line[ratio.indicator], part, whole):
            return -1.0
        return _DIGITS_OF_A_RATE if 0 < part < whole else 0.0

    return test
