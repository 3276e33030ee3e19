"""Columns of one table that say the same: which of them is the figure."""

from collections.abc import Sequence
from dataclasses import replace

from etl.column import SAYS_NOTHING, Column, beside_each_other
from etl.matching import Matched
from etl.reference import Reference


def one_of_two(columns: Sequence[Column], reference: Reference) -> list[Column]:
    """'Trong quý | Lũy kế từ đầu năm': of vốn the cumulative figure counts, of all else that of the kỳ."""
    found = []
    for column in columns:
        if column.heading.period is not None and _of_a_shorter_time(column, columns, reference):
            column = replace(column, role="aside", reason="comparison")
        if column.role == "check" and all(other.role != "indicator" for other in columns):
            column = replace(column, role="ask", matched=Matched())  # of nothing that is read
        twins = [other for other in columns if _twins(other, column)]
        cumulative = "cum" in column.said.facets
        if twins and column.role == "indicator":
            money = reference.indicators[column.matched.indicator].theme == "investment"
            differ = any(("cum" in twin.said.facets) != cumulative for twin in twins)
            if cumulative != money and differ:
                column = replace(column, role="aside", reason="comparison")
            elif not differ and not _alone_names_it(column, twins, reference):  # two that say the same are not the same
                column = replace(column, role="ask", matched=Matched(choices=(column.matched.indicator,)))
        found.append(column)
    return found


def _alone_names_it(column: Column, twins: Sequence[Column], reference: Reference) -> bool:
    """'Thực hiện | Giải ngân' under a title of what was disbursed: the second says it in its own words, the first not.

    'Thanh toán | Tổng' is another matter: a total may be of more than what is named.
    """
    own = reference.grammar.join(column.heading.path).facets
    others = [reference.grammar.join(twin.heading.path).facets for twin in twins]
    return not own <= SAYS_NOTHING | {"cum"} and all(other <= {"done", "new"} for other in others)


def _of_a_shorter_time(column: Column, columns: Sequence[Column], reference: Reference) -> bool:
    """'Tháng 9 | Lũy kế 9 tháng': of vốn what was disbursed in the month alone is no figure of the catalogue."""
    if column.role != "indicator" or reference.indicators[column.matched.indicator].time != "ytd":
        return False
    return "cum" not in column.said.facets and any(
        "cum" in other.said.facets and other.matched.indicator == column.matched.indicator
        for other in columns
        if other.role == "indicator" and other.period != column.period
    )


def _twins(one: Column, other: Column) -> bool:
    mine, theirs = one.matched, other.matched
    same = (mine.indicator, mine.handled_by) == (theirs.indicator, theirs.handled_by)
    return one is not other and one.role == "indicator" and same and beside_each_other(one, other)
