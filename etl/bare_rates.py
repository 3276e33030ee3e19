"""'Hồ sơ trực tuyến | Tỷ lệ %': a rate without words of its own is of the column before it, if the figures say so."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from etl import parts_of_year, rates
from etl.column import Column
from etl.layout import Table
from etl.matching import Matched
from etl.parts_of_year import Numbers
from etl.reference import Reference
from etl.terms import ASIDE, Understood

_MOST = Decimal("0.6")  # of the rows must bear it out
_SAYS_NOTHING = frozenset({"total", "new"})


def settle(table: Table, columns: Sequence[Column], reference: Reference) -> list[Column]:
    """Read the rates that only the column before them names; one that is in no catalogue is set aside.

    The words of that column with 'tỷ lệ' say which rate it is, and its figures over those of a column further left
    must give the printed ones: behind 'Đúng hạn | Quá hạn' a 'Tỷ lệ' may be of either.
    """
    rows = [parts_of_year.numbers(row.figures) for row in table.rows]
    found = list(columns)
    for number, column in enumerate(found):
        if number and _is_bare(column, reference):
            asked = replace(column, role="ask", matched=Matched(), reason="")
            found[number] = _read(asked, found[:number], rows, reference)
    taken = [one.matched.indicator for one in found if one.role == "indicator"]
    return [
        mine if mine is was or mine.role != "indicator" or taken.count(mine.matched.indicator) == 1 else was
        for mine, was in zip(found, columns, strict=True)
    ]


def _is_bare(column: Column, reference: Reference) -> bool:
    """'Tỷ lệ' that is asked, or that with what it stands in ('Đã giải quyết') would be in no catalogue."""
    aside = column.role == "aside" and column.matched[:1] == (ASIDE,) and column.matched.how == "understood"
    if not (aside and len(column.heading.path) > 1) and (column.role != "ask" or column.matched.how):
        return False
    if not column.heading.path or column.said.strange:
        return False
    own = reference.grammar.read(column.heading.path[-1])
    return not own.strange and own.facets - _SAYS_NOTHING == {"rate"}


def _read(column: Column, before: Sequence[Column], rows: Sequence[Numbers], reference: Reference) -> Column:
    """The column as the rate of the one right before it, where words and figures agree."""
    part = before[-1]
    understood = (
        part.matched.how in ("understood", "reviewed") and part.role in ("indicator", "aside") and not part.said.strange
    )
    if not understood or not _stand_together(part, column):
        return column
    said = Understood((part.said.facets - _SAYS_NOTHING) | {"rate"})
    meaning = reference.grammar.mean(said)
    if meaning is None or not (meaning.indicator == ASIDE or meaning.indicator in reference.indicators):
        return column
    code = meaning.indicator
    if code != ASIDE and reference.indicators[code].numerator not in ("", part.matched.indicator):
        code = ASIDE  # 'Trước hạn | Tỷ lệ | Đúng hạn | Tỷ lệ': the second is of those exactly on time
    wholes = [one for one in before[:-1] if _stand_together(one, column) and one.role in ("indicator", "aside")]
    if code != ASIDE:
        wholes = [one for one in wholes if _is_whole(one, part, code, reference)]
    borne = [one for one in wholes if _fits(column, part, one, rows)]
    if not borne:
        return column
    if code == ASIDE:
        return replace(column, role="aside", matched=Matched(ASIDE, "", "understood"), reason="other")
    why = "bằng thương của hai cột trong bảng"
    return replace(column, role="indicator", matched=Matched(code, part.matched.handled_by, "understood", why))


def _stand_together(one: Column, other: Column) -> bool:
    return (one.period, one.heading.body) == (other.period, other.heading.body)


def _is_whole(whole: Column, part: Column, rate: str, reference: Reference) -> bool:
    """Whether the catalogue knows one column as a total over the other, or as what its rate is measured against."""
    code = whole.matched.indicator
    if code == reference.indicators[rate].denominator:
        return True
    return any(one.total == code and part.matched.indicator in one.parts for one in reference.sums)


def _fits(rate: Column, part: Column, whole: Column, rows: Sequence[Numbers]) -> bool:
    at = [one.heading.column for one in (rate, part, whole)]
    told = [[row[column] for column in at] for row in rows if all(column in row for column in at)]
    told = [numbers for numbers in told if numbers[2]]
    right = sum(rates.is_quotient(printed, mine, all_) for printed, mine, all_ in told)
    return bool(told) and right >= _MOST * len(told)
