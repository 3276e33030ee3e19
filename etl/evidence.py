"""What the figures of a table prove about its columns: sums and quotients decide where words alone do not."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from etl import on_time_rates, parts_of_year, proofs, rates, wording
from etl.column import Column
from etl.facets import LEVELS_OF, SUBJECTS
from etl.layout import Table
from etl.matching import Matched
from etl.parts_of_year import Numbers
from etl.reference import Reference, Sum
from etl.terms import ASK
from etl.workbook import Cell

_ENOUGH = 3  # rows that say something about a sum
_MOST = Decimal("0.6")  # of the rows must bear out a quotient

_PLAN, _DISBURSED, _RATE = "investment_plan", "investment_disbursed", "investment_disbursement_rate"
_OF_BOTH = "bằng thương của trước hạn và đúng hạn trên đã giải quyết"
_CLASSES = frozenset({"cs", "pe", "vc", "cadre", "contract"})
_PERIOD = re.compile(r"(?:tháng|qúy) (?:\d|[iv]+\b)")
_PERIODS = frozenset({"tháng", "qúy", "kỳ", "thời gian", "kỳ báo cáo"})
_SUBJECT = SUBJECTS | {"total", "cs", "pe", "new"}


def settle(table: Table, columns: Sequence[Column], reference: Reference) -> list[Column]:
    """Decide what the words left open: total or new receipts, with or without early ones, and bare 'Tỷ lệ' columns."""
    rows = [parts_of_year.numbers(row.figures) for row in table.rows]
    found = list(columns)
    for number, column in enumerate(found):
        if column.matched.choices and column.matched.indicator:
            found[number] = _chosen(column, found, rows, reference)
    for number, column in enumerate(found):
        if column.role == "ask" and column.said.facets - _SUBJECT - LEVELS_OF == {"rate"} and not column.said.strange:
            found[number] = _rate(column, found, rows, reference)
    found = _alone_again([_total_of(column, found, rows, reference) for column in found])
    found = _measured_against(found, rows)
    found = [_of_exact(column, found, rows) for column in found]
    found = proofs.in_columns(table, found, reference)
    return _guarded(parts_of_year.in_columns(found, rows, reference, of_parts=_lists_periods(table)), rows, reference)


def _lists_periods(table: Table) -> bool:
    """Whether rows name months or quarters: 'Tiếp nhận trong tháng' over 'Tháng 1', 'Tháng 2'."""
    named = [bool(_PERIOD.match(wording.key(row.label))) for row in table.rows if row.label]
    head = table.heads.get(table.axis, ())
    return 2 * sum(named) > len(named) or any(wording.key(cell.text) in _PERIODS for cell in head)


def sums(whole: Sequence[Cell], parts: Sequence[Sequence[Cell]], summed: Collection[int]) -> list[bool]:
    """For each column that tells something, whether the figure of a row is the sum of those of other rows.

    Columns of the same figures tell one thing. A blank may hide a part, but no sum is below the parts that are printed.
    `summed` are the columns whose figures add up.
    """
    told, others = parts_of_year.numbers(whole), [parts_of_year.numbers(part) for part in parts]
    found: dict[tuple[Decimal | None, ...], bool] = {}
    for column in summed:
        printed = [part.get(column) for part in others]
        of_parts = sum((one for one in printed if one is not None), Decimal(0))
        if column not in told or not (told[column] or of_parts) or all(one is None for one in printed):
            continue
        if told[column] == of_parts or of_parts > told[column] or None not in printed:
            found[told[column], *printed] = told[column] == of_parts
    return list(found.values())


def _chosen(column: Column, columns: Sequence[Column], rows: Sequence[Numbers], reference: Reference) -> Column:
    """The one indicator under which the sums of the table come out; the usual one where nothing can be tested."""
    matched = column.matched
    usual = "" if matched.indicator == ASK else matched.indicator
    tested = {code: _sums(column, code, columns, rows, reference) for code in filter(None, (usual, *matched.choices))}
    proved = [code for code, (right, wrong) in tested.items() if right and not wrong]
    if len(proved) == 1 and proved[0] != usual:
        how = f"phép cộng trong bảng đúng ở {tested[proved[0]][0]} hàng"
        return replace(column, role="indicator", matched=matched._replace(indicator=proved[0], why=how))
    outer = column.heading.path[:-1]
    unknown = any(
        other.role == "ask" and other.heading.path[: len(outer)] == outer and "rate" not in other.said.facets
        for other in columns
        if outer
    )
    if usual and unknown and not proved:  # what it is the total of is not known
        return replace(column, role="ask", matched=Matched(choices=matched.choices))
    return column


def _sums(
    column: Column, code: str, columns: Sequence[Column], rows: Sequence[Numbers], reference: Reference
) -> tuple[int, int]:
    """In how many rows the sums with this column come out, and in how many they do not."""
    at = {other.matched.indicator: other.heading.column for other in _group_of(column, columns) if other is not column}
    at[code] = column.heading.column
    right = wrong = 0
    for one in reference.sums:
        if code not in one.indicators or one.total not in at:
            continue
        here = [part for part in one.parts if part in at]
        more, less = _comes_out(one, at, rows)
        if len(here) == len(one.parts):
            right, wrong = right + more, wrong + less
        elif code == one.total and len(here) > 1 and more >= _ENOUGH and not less:  # a class that nobody has
            right += more
    return right, wrong


def _comes_out(one: Sum, at: Mapping[str, int], rows: Sequence[Numbers]) -> tuple[int, int]:
    right = wrong = 0
    for numbers in rows:
        parts = [numbers[at[part]] for part in one.parts if at.get(part) in numbers]
        if at[one.total] in numbers and parts:
            equal = numbers[at[one.total]] == sum(parts)
            right, wrong = right + equal, wrong + (not equal)
    return right, wrong


def _guarded(columns: Sequence[Column], rows: Sequence[Numbers], reference: Reference) -> list[Column]:
    """Columns that should add up and mostly do not were misunderstood or count something else: a person is asked."""
    doubtful: set[int] = set()
    for column in columns:
        at = {
            other.matched.indicator: other.heading.column for other in _group_of(column, columns) if other.matched.loads
        }
        sums = [
            one
            for one in reference.sums
            if one.guards and one.total == column.matched.indicator and all(code in at for code in one.indicators)
        ]
        tested = [_comes_out(one, at, rows) for one in sums]
        if sums and all(wrong > right and (right + wrong >= _ENOUGH or not right) for right, wrong in tested):
            doubtful |= {at[code] for one in sums for code in one.indicators}
    return [
        replace(column, role="ask", matched=Matched())
        if column.heading.column in doubtful and column.matched.how == "understood"
        else column
        for column in columns
    ]


def _group_of(column: Column, columns: Sequence[Column]) -> list[Column]:
    mine = column.period, column.heading.body
    return [other for other in columns if (other.period, other.heading.body) == mine]


def _rate(column: Column, columns: Sequence[Column], rows: Sequence[Numbers], reference: Reference) -> Column:
    """'Tỷ lệ (%)' without more words: the ratio of the catalogue that the figures beside it bear out."""
    group = _group_of(column, columns)
    outer = column.heading.path[:-1]
    inner = [other for other in group if outer and other.heading.path[: len(outer)] == outer]
    counted = {other.matched.indicator: other for other in inner or group if other.matched.loads}
    at = {code: other.heading.column for code, other in counted.items()}
    here = column.heading.column
    borne: dict[str, int] = {}
    for indicator in reference.indicators.values():
        if indicator.numerator in at and indicator.denominator in at and indicator.indicator not in at:
            fits = _quotient(here, at[indicator.numerator], at[indicator.denominator])
            tested = [fits(numbers) for numbers in rows if {here, at[indicator.numerator]} <= numbers.keys()]
            if tested and sum(tested) >= _MOST * len(tested):
                borne[indicator.indicator] = at[indicator.numerator]
    # Where all rates are 100 % several ratios fit: the one whose numerator stands nearest before is meant.
    before = {code: column for code, column in borne.items() if column < here}
    if len(borne) > 1 and before:
        nearest = max(before.values())
        borne = {code: column for code, column in before.items() if column == nearest}
    if len(borne) != 1:
        return column
    (code,) = borne
    why = "bằng thương của hai cột trong bảng"
    level = counted[str(reference.indicators[code].numerator)].matched.handled_by
    return replace(column, role="indicator", matched=Matched(code, level, "understood", why))


def _total_of(column: Column, columns: Sequence[Column], rows: Sequence[Numbers], reference: Reference) -> Column:
    """'Công chức | Viên chức | Tổng cộng' under a title of one indicator: the sum over classes is a check value."""
    own = reference.grammar.read(column.heading.path[-1] if column.heading.path else "")
    doubled = column.role == "ask" and len(column.matched.choices) == 1  # with the column of one class
    bare = (column.role == "indicator" or doubled) and not own.strange and own.facets <= {"total"}
    if not bare or column.matched.how == "remembered" or column.said.facets & (_CLASSES | {"rate"}):
        return column
    group = [one for one in _group_of(column, columns) if "rate" not in one.said.facets]
    at = group.index(column)
    for parts in [group[start:at] for start in range(at - 1)] + [
        group[at + 1 : end] for end in range(at + 3, len(group) + 1)
    ]:
        said = frozenset(facet for one in parts for facet in one.said.facets)
        classes = said & _CLASSES and not ("cadre" in said and not said & {"pe", "vc"})  # cán bộ, công chức of a xã
        told = [row for row in rows if column.heading.column in row]
        sums = [sum(row.get(one.heading.column, Decimal(0)) for one in parts) for row in told]
        if classes and sums == [row[column.heading.column] for row in told]:
            return replace(column, role="check")
    return column


def _alone_again(columns: Sequence[Column]) -> list[Column]:
    """The columns, that one read again which was doubled by what turned out to be a total of it and others."""
    checks = {one.heading.column for one in columns if one.role == "check"}
    open_ = [
        one for one in columns if one.role == "ask" and len(one.matched.choices) == 1 and not one.matched.indicator
    ]
    alone = [
        one for one in open_ if checks and sum(other.matched.choices == one.matched.choices for other in open_) == 1
    ]
    return [
        replace(one, role="indicator", matched=Matched(one.matched.choices[0], "", "understood"))
        if one in alone and one.said.facets & _CLASSES
        else one
        for one in columns
    ]


def _measured_against(columns: Sequence[Column], rows: Sequence[Numbers]) -> list[Column]:
    """'Kế hoạch vốn: tổng | giao trong năm' beside what was disbursed and its rate: the plan is what the rate is of."""
    plans = [one for one in columns if one.role == "ask" and one.matched.choices == (_PLAN,)]
    at = {one.matched.indicator: one.heading.column for one in columns if one.role == "indicator"}
    if len(plans) < 2 or not {_DISBURSED, _RATE} <= at.keys() or _PLAN in at:
        return list(columns)
    told = [row for row in rows if {at[_DISBURSED], at[_RATE]} <= row.keys()]
    fits = {
        plan.heading.column: sum(_quotient(at[_RATE], at[_DISBURSED], plan.heading.column)(row) for row in told)
        for plan in plans
    }
    borne = [column for column, right in fits.items() if right and right >= _MOST * len(told)]
    if len(borne) != 1:
        return list(columns)
    plan = Matched(_PLAN, "", "understood", "tỷ lệ giải ngân trong bảng tính trên cột này")
    return [
        column
        if column not in plans
        else replace(column, role="indicator", matched=plan)
        if column.heading.column in borne
        else replace(column, role="aside", matched=Matched("-"), reason="other")
        for column in columns
    ]


def _of_exact(column: Column, columns: Sequence[Column], rows: Sequence[Numbers]) -> Column:
    """'Trước hạn | Tỷ lệ | Đúng hạn | Tỷ lệ': the second rate is of those exactly on time, if its figures say so."""
    at = {other.matched.indicator: other.heading.column for other in _group_of(column, columns) if other.matched.loads}
    parts = {"dossiers_resolved_exactly_on_time", "dossiers_resolved_early", "dossiers_resolved"}
    doubled = column.role == "ask" and column.matched.choices == (on_time_rates.RATE,)
    if not (doubled or column.matched.indicator == on_time_rates.RATE) or column.matched.how == "remembered":
        return column
    if not parts <= at.keys():
        if doubled:
            return column
        others = [other.said.facets for other in columns if other is not column]
        asked = on_time_rates.beside(column.matched, column.said.facets, others)
        return replace(column, role="ask", matched=asked) if asked != column.matched else column
    whole, here = at["dossiers_resolved"], column.heading.column
    exactly, early = at["dossiers_resolved_exactly_on_time"], at["dossiers_resolved_early"]
    told = [row for row in rows if {whole, here, exactly, early} <= row.keys() and row[early]]
    alone = sum(_quotient(here, exactly, whole)(row) for row in told)
    both = sum(_quotient(here, exactly, whole)({**row, exactly: row[exactly] + row[early]}) for row in told)
    if alone > both:
        return replace(column, role="aside", matched=Matched("-"), reason="other")
    if doubled and both > alone and both >= _MOST * len(told):  # beside the rate of those exactly on time
        return replace(column, role="indicator", matched=Matched(on_time_rates.RATE, "", "understood", _OF_BOTH))
    return column


def _quotient(rate: int, part: int, whole: int) -> Callable[[Numbers], bool]:
    def fits(numbers: Numbers) -> bool:
        return whole in numbers and rates.is_quotient(numbers[rate], numbers[part], numbers[whole])

    return fits
