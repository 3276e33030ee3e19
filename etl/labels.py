"""Row label and the rows above it → indicator, by the reviewed table; never by the printed number."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from etl import wording
from etl.reference import Label, Reference

_NUMBER_IN_LABEL = re.compile(r"^\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]+\.)\s*(?=\D)")


class Match(NamedTuple):
    """The result of matching: a label, or the indicators it might be (`candidates`), or nothing known."""

    label: Label | None = None
    candidates: tuple[str, ...] = ()
    heading: bool = False


def match(label: str, above: Sequence[str], reference: Reference) -> Match:
    """Find the indicator of a row.

    A label that is printed under several rows ('Tổng số hồ sơ TTHC đã giải quyết xong' of the
    district and of the communes) is told apart by the nearest row above that introduces it. A row in
    between that no table knows, or that is a sibling of the introducing rows, ends the search: what
    stands under it may be something else.

    Args:
        label: as printed.
        above: the keys of the labels of the same form before this one, the nearest last.
        reference: the reviewed tables.
    """
    return match_key(key_of(label, reference), above, reference)


def match_key(key: str, above: Sequence[str], reference: Reference) -> Match:
    """The same for the key of a label."""
    entries = reference.labels.get(key, ())
    if len(entries) == 1 and entries[0].indicator and not entries[0].under:  # most labels say it all
        return Match(entries[0])
    heading = any(not entry.indicator for entry in entries)
    entries = tuple(entry for entry in entries if entry.indicator)
    if not entries:
        return Match(heading=heading)
    introduced = {entry.under: entry for entry in entries if entry.under}
    for row in reversed(above) if introduced else ():
        if row in introduced:
            return Match(introduced[row], heading=heading)
        if _ends_search(row, introduced, reference):
            return Match(candidates=_named(entries), heading=heading)
    free = next((entry for entry in entries if not entry.under), None)
    if free is not None:
        return Match(free, heading=heading)
    return Match(candidates=_named(entries), heading=heading)


def _ends_search(row: str, introduced: Mapping[str, Label], reference: Reference) -> bool:
    """Whether a row that introduces nothing here begins another section: no table knows it, or it is a sibling."""
    codes = _indicators(row, reference)
    if not codes:
        return True
    if any(entry.under in introduced for entry in reference.labels[row]):  # it stands under one of those
        return False
    return any(codes & _indicators(under, reference) for under in introduced)


def key_of(label: str, reference: Reference) -> str:
    """The comparable form of a label; a number typed into the label cell ('1.1. Số văn bản') does not count."""
    key = wording.key(label)
    return key if key in reference.labels else _key_without_number(label)


@wording.remembering
def _key_without_number(label: str) -> str:
    return wording.key(_NUMBER_IN_LABEL.sub("", wording.clean(label)))


def _named(entries: Sequence[Label]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.indicator for entry in entries))


def _indicators(key: str, reference: Reference) -> set[str]:
    return {entry.indicator for entry in reference.labels.get(key, ()) if entry.indicator}
