"""How deep the rows of a table of indicators stand by their numbering: which introduces which, and its siblings."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

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
_PART = re.compile(r"^(?:tr\.?\s?đó|trong đó)\b\s*:?\s*\S", re.IGNORECASE)
UNNUMBERED, _DASH, _PLUS = 7, 8, 9


def depth_of(row: Row, least: int = UNNUMBERED) -> int:
    """How deep a row stands by its numbering: A, I, 1, 1.1, …, a), none, a dash, a plus; a total as high as any."""
    depth = _depth(row.number, row.label)
    return least if depth is None else depth


@lru_cache(10_000)
def _is_part(label: str) -> bool:
    return bool(_PART.match(label))


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


class Stands(NamedTuple):
    """Where a row stands: the labels that introduce it, the outermost first, and what the rows beside it say.

    `siblings` counts what the rows of its depth under the same row say, itself included. Rows of one group share
    their counter: there may be thousands of them.
    """

    parents: tuple[str, ...]
    siblings: Counter[frozenset[str]]


def tree(rows: Sequence[Row], facets_of: Callable[[str], frozenset[str]]) -> list[Stands]:
    """Where each row stands among the rows of its table."""
    depths = [_depth(row.number, row.label) for row in rows]
    least = min((UNNUMBERED if depth is None else depth for depth in depths), default=UNNUMBERED)
    parents: list[tuple[int, str]] = []
    labels: tuple[str, ...] = ()  # those of `parents`
    groups: dict[int, Counter[frozenset[str]]] = {}
    found: list[Stands] = []
    for row, told in zip(rows, depths, strict=True):
        label, depth = row.label, least if told is None else told
        before = parents[-1] if parents else (0, "")
        if depth == before[0] and _is_part(label) and not _is_part(before[1]):
            _count(groups, depth, facets_of(label))  # and maybe not the only one
            depth = _DASH  # 'Trong đó: …' is a part of the row before it, though it be numbered on
        if before[0] >= depth:
            parents = [above for above in parents if above[0] < depth]
            labels = tuple(above for _, above in parents)
        for deeper in [d for d in groups if d > depth]:
            del groups[deeper]
        found.append(Stands(labels, _count(groups, depth, facets_of(label))))
        if label:
            parents.append((depth, label))
            labels = (*labels, label)
    return found


def _count(groups: dict[int, Counter[frozenset[str]]], depth: int, facets: frozenset[str]) -> Counter[frozenset[str]]:
    """The counter of a depth, one more of what a row says."""
    siblings = groups.get(depth)
    if siblings is None:
        siblings = groups[depth] = Counter()
    siblings[facets] = siblings.get(facets, 0) + 1
    return siblings
