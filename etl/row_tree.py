"""How deep the rows of a table of indicators stand by their numbering: which introduces which, and its siblings."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

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
    depth = _depth(row.text("number"), row.text("label"))
    return least if depth is None else depth


@lru_cache(10_000)
def _depth(number: str, label: str) -> int | None:
    if not number and axes.is_total(label):
        return None
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


def siblings_of(
    rows: Sequence[Row], least: int, facets_of: Callable[[str], frozenset[str]]
) -> dict[int, Counter[frozenset[str]]]:
    """For each row what the rows of its depth under the same row say, itself included, and how often.

    Rows of one group share their counter: there may be thousands of them.
    """
    groups: dict[int, Counter[frozenset[str]]] = {}
    found: dict[int, Counter[frozenset[str]]] = {}
    for row in rows:
        depth = depth_of(row, least)
        for deeper in [d for d in groups if d > depth]:
            del groups[deeper]
        found[row.row] = groups.setdefault(depth, Counter())
        found[row.row][facets_of(row.text("label"))] += 1
    return found
