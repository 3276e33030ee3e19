"""'1 Huyện A | - Cấp huyện | - Cấp xã | 2 Huyện B | …': bodies over the levels that handle their dossiers.

The row of a body then counts the dossiers of all its levels.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from etl import axes, evidence
from etl.column import Column
from etl.layout import Row, Table
from etl.levels_of_fields import level_of, of_all, of_level
from etl.mentions import LEVEL_OF_KIND
from etl.reference import Reference

ALL = "all"
_OF_A_DISTRICT = frozenset({"district", "commune"})
_OF_NO_LEVEL = frozenset({"staff", "invest", "disbursed", "assigned", "present"})
_RATE = re.compile(r"%|\btỷ lệ\b|\btỉ lệ\b", re.IGNORECASE)
_DISTRICTS = ("district", "other")  # 'Thành phố' may be either


def split(table: Table, reference: Reference) -> dict[str, Table]:
    """The list of the bodies, and one for each level, whose rows are called as the body above them.

    Args:
        table: laid out.
        reference: the reviewed tables.

    Returns:
        By level, `ALL` first; nothing where not every huyện stands over its levels, or is not their sum.
    """
    heads = [cell.text for at in table.values for cell in table.heads.get(at, ())]
    said = {facet for text in heads for facet in reference.grammar.read(text).facets}
    if said & _OF_NO_LEVEL:  # 'Biên chế' of a huyện and of its xã are no figure of the huyện
        return {}
    found: dict[str, list[Row]] = {ALL: []}
    rows = [row for row in table.rows if row.label]
    summed = [at for at in table.values if not any(_RATE.search(cell.text) for cell in table.heads.get(at, ()))]
    number = 0
    while number < len(rows):
        row = rows[number]
        parts = list(takewhile(lambda one: level_of(one, reference), rows[number + 1 :]))
        levels = [level_of(part, reference) for part in parts]
        number += 1 + len(parts)
        if parts and (set(levels) != _OF_A_DISTRICT or len(levels) != len(_OF_A_DISTRICT)):
            return {}
        is_body = (body := axes.whole_body(row.label)) is not None and LEVEL_OF_KIND[body[0].kind] in _DISTRICTS
        if not (axes.is_total(row.label) or (is_body and _is_sum(row, parts, summed))):
            return {}
        found[ALL].append(row)
        for level, part in zip(levels, parts, strict=True):
            cells = {**part.cells, "label": row.cells["label"], "number": row.cells.get("number", row.cells["label"])}
            found.setdefault(level, []).append(replace(part, cells=cells))
    if len(found) == 1 or len(found[ALL]) < 2:
        return {}
    return {level: replace(table, rows=of_level) for level, of_level in found.items()}


def columns_of(level: str, planned: Sequence[Column], reference: Reference) -> list[Column]:
    """The columns as they are read in the rows of a level; what is not kept by level is a part of the body's own."""
    by_number = {column.heading.column: column for column in planned}
    own = of_all(by_number, reference) if level == ALL else of_level(by_number, level, reference)
    return [own.get(at, replace(column, role="aside", reason="detail")) for at, column in by_number.items()]


def _is_sum(row: Row, parts: Sequence[Row], columns: Sequence[int]) -> bool:
    """Whether each figure of a row is the sum of those below it."""
    told = evidence.sums(row.figures, [part.figures for part in parts], columns)
    return bool(parts) and all(told)
