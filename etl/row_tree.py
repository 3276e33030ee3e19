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
_LETTER = re.compile(r"^[A-Z](?=\d)")  # 'A1', 'A3.1' below 'A'
_PART_OF = re.compile(r"^(?:tr\.?\s?đó|trong đó)\s*:?\s*(?=[-–•*+])", re.IGNORECASE)
_PART = re.compile(r"^(?:tr\.?\s?đó|trong đó)\b\s*:?\s*\S", re.IGNORECASE)
UNNUMBERED, _DASH, _PLUS = 7, 8, 9
_LONGEST_REMEMBERED = 300  # rows


def depth_of(row: Row, least: int = UNNUMBERED) -> int:
    """How deep a row stands by its numbering: A, I, 1, 1.1, …, a), none, a dash, a plus; a total as high as any."""
    depth = _depth(row.number, row.label)
    return least if depth is None else depth


@lru_cache(10_000)
def _depth(number: str, label: str) -> int | None:
    if not number and axes.is_total(label):
        return None
    label, number = _PART_OF.sub("", label), _LETTER.sub("", number)
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
    places = _places if len(rows) <= _LONGEST_REMEMBERED else _places.__wrapped__
    found = places(tuple((row.number, row.label) for row in rows))
    siblings = [Counter(map(facets_of, labels)) for labels in found.groups]
    return [Stands(parents, siblings[group]) for parents, group in found.rows]


class _Places(NamedTuple):
    """For each row the labels that introduce it and the number of its group; the labels of each group."""

    rows: list[tuple[tuple[str, ...], int]]
    groups: list[list[str]]


@lru_cache(200)  # a form comes again with its rows
def _places(rows: Sequence[tuple[str, str]]) -> _Places:
    """The same by the numbers and labels of the rows alone."""
    depths = [_depth(number, label) for number, label in rows]
    least = min((UNNUMBERED if depth is None else depth for depth in depths), default=UNNUMBERED)
    parents: list[tuple[int, str]] = []
    group_at: dict[int, int] = {}  # by depth, the number of the group that goes on there
    found = _Places([], [])

    def grouped(depth: int, label: str) -> int:
        if depth not in group_at:
            group_at[depth] = len(found.groups)
            found.groups.append([])
        found.groups[group_at[depth]].append(label)
        return group_at[depth]

    for (_, label), told in zip(rows, depths, strict=True):
        depth = least if told is None else told
        before = parents[-1] if parents else (0, "")
        if depth == before[0] and _PART.match(label) and not _PART.match(before[1]):
            grouped(depth, label)  # and maybe not the only one
            depth = _DASH  # 'Trong đó: …' is a part of the row before it, though it be numbered on
        parents = [(above, name) for above, name in parents if above < depth]
        group_at = {above: group for above, group in group_at.items() if above <= depth}
        found.rows.append((tuple(name for _, name in parents), grouped(depth, label)))
        if label:
            parents.append((depth, label))
    return found
