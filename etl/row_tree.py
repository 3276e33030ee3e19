"""How deep the rows of a table of indicators stand by their numbering: which introduces which, and its siblings."""

import re
from collections.abc import Sequence

from etl import axes
from etl.layout import Row

_DEPTHS = (
    re.compile(r"[A-HK-UY][.)]?"),
    re.compile(r"[IVXLC]{1,6}[.)]?"),
    re.compile(r"\(?\d{1,2}[.)]?"),
    re.compile(r"\d{1,2}\.\d{1,2}\.?"),
    re.compile(r"\d{1,2}(?:\.\d{1,2}){2}\.?"),
    re.compile(r"\d{1,2}(?:\.\d{1,2}){3,}\.?"),
    re.compile(r"[a-zđ][.)]?"),
)
_PART_OF = re.compile(r"^(?:tr\.?\s?đó|trong đó)\s*:?\s*(?=[-–•*+])", re.IGNORECASE)
UNNUMBERED, _DASH, _PLUS = 7, 8, 9


def depth_of(row: Row, least: int = UNNUMBERED) -> int:
    """How deep a row stands by its numbering: A, I, 1, 1.1, …, a), none, a dash, a plus; a total as high as any."""
    number, label = row.text("number"), row.text("label")
    if not number and axes.is_total(label):
        return least
    label = _PART_OF.sub("", label)
    if label[:1] in "-–•*+":  # also where such a row is numbered on, or 'Tr.đó: - Trước hạn'
        return _PLUS if label.startswith("+") else _DASH
    for depth, pattern in enumerate(_DEPTHS):
        if pattern.fullmatch(number):
            return depth
    typed = re.match(r"(\(?\d{1,2}(?:\.\d{1,2})*[.)]?|[IVXLC]{1,6}\.|[a-zđ]\))\s+(?=\D)", label)
    if not number and typed:
        return next((depth for depth, pattern in enumerate(_DEPTHS) if pattern.fullmatch(typed[1])), UNNUMBERED)
    return UNNUMBERED


def siblings_of(rows: Sequence[Row], least: int) -> dict[int, list[str]]:
    """For each row the labels of the others of its depth under the same row."""
    groups: dict[int, list[list[Row]]] = {}
    found: dict[int, list[str]] = {}
    for row in rows:
        depth = depth_of(row, least)
        for deeper in [d for d in groups if d > depth]:
            del groups[deeper]
        groups.setdefault(depth, [[]])[0].append(row)
        group = groups[depth][0]
        for member in group:
            found[member.row] = [other.text("label") for other in group if other is not member]
    return found
