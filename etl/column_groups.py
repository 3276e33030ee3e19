"""What the columns beside a column make of it, where rows name the indicators: sums of names, of classes, of groups.

It knows no figures: what those prove, `evidence` tells.
"""

from collections.abc import Sequence
from dataclasses import replace

from etl.axes import Heading
from etl.column import Column, beside_each_other
from etl.facets import LEVELS_OF
from etl.matching import Matched
from etl.reference import Reference
from etl.table_context import TableContext
from etl.terms import Understood

CLASSES = frozenset({"cs", "pe", "vc"})
# Beside a reported figure these columns repeat it for another purpose.
_BESIDE_THE_VALUE = frozenset({"plan", "planned", "rate", "prev", "remain", "cum", "total", "done", "assigned"})


def without_others_sums(columns: Sequence[Column], context: TableContext) -> list[Column]:
    """'Phú Quốc | Kiên Hải | Tổng cộng' in the table of a sở: the sum of names that nobody knows is hardly its own."""
    names = [one for one in columns if one.role == "ask" and not one.said.facets and _is_name(one.heading)]
    if context.unit is None or context.unit.level != "department" or len(names) < 2:
        return list(columns)
    return [replace(one, role="ask") if one.said.facets == {"total"} else one for one in columns]


def _is_name(heading: Heading) -> bool:
    return bool(heading.path) and len(heading.path[-1].split()) > 1 and heading.path[-1].istitle()


def without_later_plans(columns: Sequence[Column]) -> list[Column]:
    """'Năm 2022 | Năm 2023 | Kế hoạch năm 2024': what is only planned for after all that is reported."""
    told = [one.period.window[1] for one in columns if one.period is not None and "plan" not in one.said.facets]
    return [
        replace(one, role="aside", reason="comparison")
        if one.role == "words" and told and one.period is not None and "plan" in one.said.facets
        and one.period.window[1] > max(told)
        else one
        for one in columns
    ]  # fmt: skip


def is_whole_of(column: Column, columns: Sequence[Column], said: Understood) -> bool:
    """'Kết quả giải quyết: tổng | đúng hạn | trễ hạn' beside other groups: the others of its group are its parts."""
    group = column.heading.path[:-1]
    others = [other for other in columns if other is not column and group and other.heading.path[: len(group)] == group]
    return "result" in said.facets and bool(others) and len(others) + 1 < len(columns)


def has_level_beside(column: Column, columns: Sequence[Column], reference: Reference) -> bool:
    """'Huyện A: cấp huyện | cấp xã': the first is a part of what the huyện tells, and no more than its name."""
    beside = [other for other in columns if other.heading.body and other.heading.body == column.heading.body]
    levels = {facet for other in beside for facet in reference.grammar.join(other.heading.path).facets & LEVELS_OF}
    return len(levels) > 1


def stands_beside(column: Column, row: Matched) -> bool:
    """Whether it is a plan, a rate or an earlier time beside the figure of a row, or anything beside a known one.

    'Khối hành chính', 'Khối sự nghiệp' are no such columns: each has a figure of its own.
    """
    return column.said.facets <= _BESIDE_THE_VALUE or (row.loads and not column.said.facets & CLASSES)


def adds_classes(total: Column, columns: Sequence[Column]) -> bool:
    """'Khối hành chính | Khối sự nghiệp | Cộng' over rows of posts: of both together the catalogue has no figure."""
    beside = [other for other in columns if other is not total and beside_each_other(other, total)]
    return any(other.said.facets & CLASSES and other.role in ("words", "ask") for other in beside)
