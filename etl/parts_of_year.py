"""'Quý I | Quý II | Cả năm' of vốn, whose figures are sums since January: of the quarter alone, or since January?

Where the year is the sum of its quarters they are of each alone, no figures of the catalogue; where it is the last one
they are such sums. Where neither words nor figures tell, a person is asked. The first quarter and month are both.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from typing import Literal, NamedTuple

from etl import axes, period_days, periods, values, wording
from etl.column import Column
from etl.figures import Entry, Found
from etl.layout import Row
from etl.matching import Matched
from etl.model import Problem, SetAside
from etl.periods import Period
from etl.problems import problem
from etl.reference import Indicator, Reference
from etl.values import Refusal
from etl.workbook import Cell

Numbers = Mapping[int, Decimal]  # of one row, by column
Verdict = Literal["alone", "since", ""]
_MOST = Decimal("0.6")  # of the rows must bear it out
_ANY_KY = re.compile(
    r"\b(?:tháng|quý)\s*/\s*(?:\D|\d+\s*tháng)", re.IGNORECASE
)  # 'trong quý/6 tháng/năm': of whichever it is
_ALONE = re.compile(r"\btrong (thang|quy|ky)\b")


class _Window(NamedTuple):
    """Where the figures of a kỳ stand."""

    column: int
    period: Period


def numbers(cells: Sequence[Cell]) -> dict[int, Decimal]:
    """What the cells of a row say, by column; those that are no numbers are left out."""
    found = {}
    for cell in cells:
        kind = "ratio" if cell.percent or "%" in cell.text else "count"
        number = values.parse(cell, kind)
        if isinstance(number, Refusal):
            number = values.parse(cell, "ratio")
        if not isinstance(number, Refusal):
            found[cell.column] = number.value
    return found


def in_columns(
    columns: Sequence[Column], rows: Sequence[Numbers], reference: Reference, *, of_parts: bool = False
) -> list[Column]:
    """Where each column names its indicator: set aside what is of a quarter alone, ask where nothing tells.

    Args:
        columns: with what they hold.
        rows: their numbers.
        reference: the reviewed tables.
        of_parts: whether the rows name the months or quarters.
    """
    found = list(columns)
    for number, column in enumerate(columns):
        if not column.matched.loads or column.role != "indicator":
            continue
        indicator = reference.indicators[column.matched.indicator]
        if column.matched.how == "remembered":
            continue
        if _is_of_another_time(column, columns, indicator, of_parts=of_parts):
            found[number] = replace(column, role="ask", matched=Matched(choices=(indicator.indicator,)))
            continue
        if "cum" in column.said.facets:
            continue
        if column.heading.period is None or not _is_in_doubt(indicator, column.heading.period):
            continue
        alike = [_Window(one.heading.column, one.period) for one in columns if _is_of_same(one, column) and one.period]
        if len(alike) > 1:
            verdict = _verdict(column.heading.period, alike, rows)
            if verdict == "alone":
                found[number] = replace(column, role="aside", reason="comparison")
            elif not verdict:
                found[number] = replace(column, role="ask", matched=Matched(choices=(indicator.indicator,)))
    return found


def _is_of_another_time(column: Column, columns: Sequence[Column], indicator: Indicator, *, of_parts: bool) -> bool:
    """Whether a column counts more or less than its kỳ: 'Tiếp nhận từ đầu năm' in a report of tháng 5."""
    if "cum" in column.said.facets:
        return indicator.time == "flow" and _since_another_time(column.period)
    if is_of_part_alone(column.heading.printed, indicator, column.period) or _has_sum_beside(column, columns):
        return True
    by_titles = not of_parts and column.heading.period is None
    return by_titles and _is_of_shorter_time(column.heading.printed, column.period)


def since_last_sum(above: Sequence[tuple[Row, list[Entry]]]) -> list[Entry]:
    """The figures of the rows above that stand below the last sum: 'Tháng 4 | Tháng 5' behind 'Cộng quý I'."""
    rows = list(takewhile(lambda one: not axes.totals_a_body(one[0].label), reversed(above)))
    return [entry for _, entries in reversed(rows) for entry in entries]


def at_the_end(entries: list[Entry], above: Sequence[Entry], found: Found) -> list[Entry]:
    """The figures of 'Cộng 6 tháng' below six months: sums of what adds up, and else what stood at the end.

    A sum of what waited each month says nothing; it is set aside. Money of which the months make up the sum is that of
    each alone and none since January: it is taken back, and asked.

    Args:
        entries: of the row.
        above: those of the rows whose sum it is.
        found: what the table gave so far.
    """
    last = {one.cell.column: one.cell.text for one in above}
    kept: list[Entry] = []
    for one in entries:
        at_end = last.get(one.cell.column) == one.cell.text
        if one.indicator.over_time == "ratio" or adds_over_time(one) or at_end:
            kept.append(one)
        elif one.indicator.over_time == "sum" and one.cell.column in last:
            alone = [part for part in above if part.cell.column == one.cell.column and _since_another_time(part.period)]
            found.entries = [part for part in found.entries if not any(part is other for other in alone)]
            found.problems += [_unclear(part) for part in (*alone, one)]
        else:
            found.set_aside.append(SetAside(one.place, "total"))
    return kept


def adds_over_time(one: Entry) -> bool:
    """Whether the figures of the kỳ within a longer one add up to its own: not of money since January."""
    return one.indicator.over_time == "sum" and one.indicator.time != "ytd"


def _since_another_time(period: Period | None) -> bool:
    """Whether what is counted since January is no figure of a month or quarter."""
    return period is not None and period.kind in ("quarter", "month") and period.code[5:] not in ("Q1", "M01")


def in_rows(found: Found) -> None:
    """Where rows name the indicators and columns the kỳ: the same for the entries of each row."""
    by_row: dict[tuple[int, str, str, str], list[Entry]] = {}
    for one in found.entries:
        if one.period is not None and one.indicator.time == "ytd":
            unit = one.unit.reporting_unit if one.unit else ""
            by_row.setdefault((one.cell.row, one.indicator.indicator, one.handled_by, unit), []).append(one)
    gone = {id(one) for one in (*_of_shorter_time(found.entries), *filter(_counts_since_january, found.entries))}
    found.problems += [_unclear(one) for one in found.entries if id(one) in gone]
    for entries in by_row.values():
        if len(entries) == 1:
            continue
        windows = [_Window(one.cell.column, one.period) for one in entries if one.period]
        row = [numbers([one.cell for one in entries])]
        for one in entries:
            is_said = counts_up(f"{one.heading} {one.label}")
            if is_said or one.period is None or not _is_in_doubt(one.indicator, one.period):
                continue
            verdict = _verdict(one.period, windows, row)
            if verdict == "alone":
                found.set_aside.append(SetAside(one.place, "comparison"))
            elif not verdict:
                found.problems.append(_unclear(one))
            gone |= {id(one)} if verdict != "since" else set()
    if gone:
        found.entries = [one for one in found.entries if id(one) not in gone]


def counts_up(words: str) -> bool:
    """Whether words say that figures count since January: 'Kết quả lũy kế từ đầu năm'."""
    return bool(periods.CUMULATIVE.search(wording.fold(words)))


def _counts_since_january(one: Entry) -> bool:
    """'Tiếp nhận lũy kế từ đầu năm' in a report of tháng 5."""
    return one.indicator.time == "flow" and counts_up(one.label) and _since_another_time(one.period)


def _of_shorter_time(entries: Sequence[Entry]) -> list[Entry]:
    """Those of 'Tiếp nhận trong tháng' that stand below the year alone; beside its months stands their sum."""
    shorter = [one for one in entries if one.indicator.time == "flow" and _is_of_shorter_time(one.label, one.period)]
    ids = {id(one) for one in shorter}
    fit = {one.cell.row for one in entries if id(one) not in ids}
    return [one for one in shorter if one.cell.row not in fit]


def _unclear(entry: Entry) -> Problem:
    return problem("column_period_unclear", entry.place, found=wording.without_person(entry.label[:80]))


def is_of_part_alone(words: str, indicator: Indicator, period: Period | None) -> bool:
    """'Giải ngân trong tháng' in a report of tháng 10 is no sum since January, unless 'lũy kế' is said too."""
    if indicator.time == "ytd" and period_days.begins_later(words):
        return True
    said = _ALONE.search(wording.fold(words))
    if said is None or period is None or periods.CUMULATIVE.search(wording.fold(words)):
        return False
    return _is_in_doubt(indicator, period) or (indicator.time == "ytd" and _is_shorter(said[1], period))


def _is_shorter(said: str, period: Period) -> bool:
    """'Trong tháng' in a report of a quarter or a year, 'trong quý' in one of more than a quarter."""
    return period.kind not in {"thang": ("month",), "quy": ("quarter", "month")}.get(said, (period.kind,))


def _is_of_shorter_time(words: str, period: Period | None) -> bool:
    """'Tiếp nhận trong tháng' in a report of a year counts a month of it."""
    said = None if _ANY_KY.search(wording.clean(words)) else _ALONE.search(wording.fold(words))
    return said is not None and period is not None and _is_shorter(said[1], period)


def _has_sum_beside(column: Column, columns: Sequence[Column]) -> bool:
    """'Giải ngân tháng 10' beside 'Lũy kế …' of words that no table knows: that one may be the sum, this one is not."""
    if column.heading.period is None or column.heading.period.kind != "month" or "disbursed" not in column.said.facets:
        return False
    return any(one.role == "ask" and {"cum", "disbursed"} <= one.said.facets for one in columns)


def _is_in_doubt(indicator: Indicator, period: Period) -> bool:
    is_part = period.kind in ("quarter", "month") and period.code[5:] not in ("Q1", "M01")
    return is_part and indicator.time == "ytd"


def _is_of_same(other: Column, column: Column) -> bool:
    mine, theirs = column.matched, other.matched
    same = (mine.indicator, mine.handled_by, column.heading.body)
    return other.role == "indicator" and same == (theirs.indicator, theirs.handled_by, other.heading.body)


def _verdict(period: Period, windows: Sequence[_Window], rows: Sequence[Numbers]) -> Verdict:
    """What the longer windows of a year say of its parts; nothing where they disagree."""
    same_year = [one for one in windows if one.period.window[1].year == period.window[1].year]
    parts = sorted((one for one in same_year if one.period.kind == period.kind), key=lambda one: one.period.window[1])
    told = {_told_by(one, parts, rows) for one in same_year if one.period.kind != period.kind} - {""}
    return told.pop() if len(told) == 1 else ""


def _told_by(whole: _Window, parts: Sequence[_Window], rows: Sequence[Numbers]) -> Verdict:
    within = [one for one in parts if one.period.window[1] <= whole.period.window[1]]
    if not within or within[-1].period.window[1] != whole.period.window[1]:
        return ""
    at = [one.column for one in within]
    compared = [row for row in rows if {whole.column, *at} <= row.keys()]
    if len(at) == 1:
        return _told_beside([(row[whole.column], row[at[0]]) for row in compared])
    alone = sum(row[whole.column] == sum(row[one] for one in at) for row in compared)
    since = sum(row[whole.column] == row[at[-1]] for row in compared)
    if alone == since:
        return ""
    most = _MOST * len(compared)
    return "alone" if alone >= most else "since" if since >= most else ""


def _told_beside(compared: Sequence[tuple[Decimal, Decimal]]) -> Verdict:
    """'Tháng 9 | 9 tháng', which end together: were both sums since January, they would be the same in each row."""
    if any(part > whole for whole, part in compared):
        return ""
    return "alone" if any(part < whole for whole, part in compared) else "since" if compared else ""


def sums_beside(planned: Sequence[Column]) -> dict[int, int]:
    """'Trong quý | Lũy kế từ đầu năm': of vốn the second is the figure; by the column of the first."""
    plain = [one for one in planned if one.role == "row" and "cum" not in one.said.facets]
    sums = [one for one in planned if one.role in ("aside", "row") and "cum" in one.said.facets]
    sums = [one for one in sums if not one.said.comparing]
    return {one.heading.column: other.heading.column for one in plain for other in sums if _end_together(one, other)}


def _end_together(one: Column, other: Column) -> bool:
    """Whether two columns are of the same body and of kỳ that end on the same day."""
    ends = [column.period.window[1] if column.period else None for column in (one, other)]
    return one.heading.body == other.heading.body and ends[0] == ends[1]
