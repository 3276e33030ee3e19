"""Notes below a table that say that its figures are not of all: 'Ghi chú: số liệu chưa bao gồm cấp xã'."""

import re
from collections.abc import Collection
from itertools import takewhile

from etl import wording
from etl.layout import Table
from etl.reference import Reference
from etl.workbook import Cell

_LESS = re.compile(
    r"\b(?:chỉ|mới chỉ|mới) (?:tính|gồm|bao gồm)\b|\b(?:không|chưa) (?:bao )?(?:gồm|tính|kể)\b"
    r"|(?:^|[,;(–-])\s*(?:ngoại )?trừ\b",
    re.IGNORECASE,
)
_SOME_BODIES = re.compile(
    r"\b(?:không|chưa) (?:bao )?(?:gồm|tính|kể) (?:số liệu )?(?:của )?\d+ (?:xã|phường|huyện|sở|đơn vị|cơ quan)\b",
    re.IGNORECASE,
)
_NEVER_IN_POSTS = frozenset({"contract", "staff", "people"})  # 'Không bao gồm hợp đồng lao động'
_LEFT_OUT = re.compile(r"(?:không|chưa) (?:bao )?(?:gồm|tính|kể)\b(.*)", re.IGNORECASE)


def below(table: Table) -> list[Cell]:
    """What stands below the last figure of a table, or outside its columns."""
    rows = takewhile(lambda row: not row.figures, reversed(table.rows))
    lone = [row.cells["label"] for row in rows if set(row.cells) == {"label"}]
    return [cell for cell in (*reversed(lone), *table.outside) if cell.kind == "text"]


def narrowing(table: Table, reference: Reference) -> list[Cell]:
    """The notes that leave something out of what the columns or rows count, or count only some of it.

    Contracts are never among posts, only among contracts; of a list of bodies some may be missing, which it shows.
    """
    found = [cell for cell in below(table) if _narrows(cell, table, reference)]
    return [cell for cell in found if not (table.lists_bodies and _SOME_BODIES.search(wording.clean(cell.text)))]


def named(table: Table, words: Collection[str]) -> list[Cell]:
    """The notes among the words of a doubt, which are kept by their keys."""
    return [cell for cell in below(table) if wording.key(cell.text) in words]


def _narrows(cell: Cell, table: Table, reference: Reference) -> bool:
    text = wording.clean(cell.text)
    if not _LESS.search(text):
        return False
    left_out = _LEFT_OUT.search(text)
    said = reference.grammar.read(left_out[1]) if left_out else None
    if said is None or said.strange or "contract" not in said.facets or not said.facets <= _NEVER_IN_POSTS:
        return True
    heads = [head.text for column in table.values for head in table.heads.get(column, ())]
    labels = [row.label for row in table.rows if row.figures]
    return any("contract" in reference.grammar.read(text).facets for text in (*heads, *labels))
