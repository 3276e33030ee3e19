"""Row label and the rows above it → indicator, by the reviewed table; never by the printed number."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl import wording
from etl.reference import Label, Reference


@dataclass(frozen=True)
class RowAbove:
    """What matching needs of a row above: its label's key, and whether it is a heading without a figure."""

    key: str
    heading: bool


@dataclass(frozen=True)
class Match:
    """The result of matching: a label, or the indicators it might be (`candidates`), or nothing known."""

    label: Label | None = None
    candidates: tuple[str, ...] = ()
    heading: bool = False


def match(label: str, above: Sequence[RowAbove], reference: Reference) -> Match:
    """Find the indicator of a row.

    A label that is printed under several rows ('Tổng số hồ sơ TTHC đã giải quyết xong' of the
    district and of the communes) is told apart by the nearest row above that introduces it. An
    unknown heading in between ends the search: what stands under it may be something else.

    Args:
        label: as printed.
        above: the rows of the same form before this one, the nearest last.
        reference: the reviewed tables.
    """
    entries = reference.labels.get(wording.key(label), ())
    heading = any(not entry.indicator for entry in entries)
    entries = tuple(entry for entry in entries if entry.indicator)
    if not entries:
        return Match(heading=heading)
    introduced = {entry.under: entry for entry in entries if entry.under}
    for row in reversed(above):
        if row.key in introduced:
            return Match(introduced[row.key], heading=heading)
        if row.heading and row.key not in reference.labels:
            break
    free = next((entry for entry in entries if not entry.under), None)
    if free is not None:
        return Match(free, heading=heading)
    return Match(candidates=tuple(dict.fromkeys(entry.indicator for entry in entries)), heading=heading)
