"""What the rows of a table are: indicators, units, details such as fields and projects, or periods."""

import re
from collections.abc import Sequence

from etl import axes, headers, labels, row_periods, row_units, wording
from etl.classes_of_posts import is_part
from etl.layout import Table
from etl.levels_of_fields import level_of
from etl.reference import Reference
from etl.table_context import TableContext

_OF_OFFICES = re.compile(r"(?:khối |các )*(?:sở|cơ quan hành chính|cơ quan cấp tỉnh|cấp tỉnh)\b")
_OF_TERRITORIES = re.compile(r"(?:khối |các |ubnd )*(?:huyện|xã|phường|thị xã|thành phố|cấp huyện|cấp xã)\b")
# What may stand in the names of blocks: with a word more they are not all of a tỉnh.
_OF_BLOCKS = re.compile(
    r"(?:(?:các|khối|sở|ban|ngành|cơ quan|đơn vị|hành chính|chuyên môn|cấp|tỉnh|trực|thuộc|ubnd|hđnd|và|huyện|quận|"
    r"thị xã|thị trấn|thành phố|xã|phường|đặc khu|\d+)(?: |$))+"
)


def of(table: Table, context: TableContext) -> str:
    """What the rows of a table are: label (indicators), units, details (fields, projects) or periods."""
    reference = context.reference
    named = table.columns.get(table.axis, "label")
    rows = [row for row in table.rows if row.label and row.figures and not axes.is_total(row.label)]
    names = [row.label for row in rows if not (is_part(row) and level_of(row, reference))]  # 'Huyện A | - Cấp xã'
    known = sum(labels.key_of(name, reference) in reference.labels for name in names)
    if named == "label" and 2 * known > len(names):  # no reviewed label is a body's or a kỳ's name
        return named
    # 'Trường B' in a list of projects is what is built.
    bodies = sum(
        axes.whole_body(name) is not None and not (named == "details" and axes.is_other_body(name)) for name in names
    )
    if names and 2 * bodies >= len(names) and bodies > known:
        return "details" if row_units.are_parts_of(names, context.unit) else "units"
    head = table.heads.get(table.axis, ())
    if context.unit is not None and context.unit.level == "province" and _are_blocks(table, names, reference):
        return "details"
    if names and 2 * sum(row_periods.of_row(name, context, None, head) is not None for name in names) > len(names):
        return "periods"
    if named == "units" and headers.says_details(head) and not bodies:
        return "details"
    if named in ("units", "details") and 2 * (known + _understood(names, reference)) > len(names):
        return "label"
    if named == "label" and not known and not _understood(names, reference) and _columns_say_all(table, reference):
        return "details"  # 'Nội dung | Kế hoạch vốn | Giải ngân' over programmes, with their total
    return named


def _are_blocks(table: Table, names: Sequence[str], reference: Reference) -> bool:
    """'Các sở, ban, ngành | UBND các xã, phường | Tổng' over posts or money: all the bodies of a tỉnh, of one class."""
    keys = [wording.key(name) for name in names]
    of_all = any(_OF_OFFICES.match(key) for key in keys) and any(_OF_TERRITORIES.match(key) for key in keys)
    known = all(_OF_BLOCKS.fullmatch(key) and (_OF_OFFICES.match(key) or _OF_TERRITORIES.match(key)) for key in keys)
    if not of_all or not known or not any(axes.is_total(row.label) for row in table.rows):
        return False
    heads = {cell.text for column in table.values for cell in table.heads.get(column, ())}
    said = {facet for text in heads for facet in reference.grammar.read(text).facets}
    classes = {facet for name in names for facet in reference.grammar.read(name).facets} & {"cs", "pe"}
    return (
        bool(said & {"staff", "invest", "assigned", "present", "disbursed"})
        and not said & {"dossier", "procedure"}
        and len(classes) < 2
    )


def _columns_say_all(table: Table, reference: Reference) -> bool:
    """Whether columns name indicators by themselves, over a total row and names that speak of none."""
    if not any(row.figures and axes.is_total(row.label) for row in table.rows):
        return False
    paths = [
        axes.heading(column, [c.text for c in table.heads[column]], None, reference).path for column in table.values
    ]
    said = [reference.grammar.join(path) for path in paths]
    meant = [reference.grammar.mean(one) for one in said if one.subjects]
    return sum(one is not None and one.indicator in reference.indicators for one in meant) > 1


def _understood(names: Sequence[str], reference: Reference) -> int:
    """How many names speak of indicators, every word of them known; 'Ngân sách tỉnh' is where money comes from."""
    said = [reference.grammar.read(name) for name in names]
    return sum(bool(one.facets) and not one.strange and "fund" not in one.facets for one in said)
