"""A generated province whose truth is known piece by piece: what happened, who reported it when, who became whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from etl.periods import Period
from tests.world import ON_TIME, RESOLVED, RUNNING, STAFF, Document, Fact, World

YEARS = (2023, 2024, 2025, 2026)
MERGE, REFORM = date(2024, 4, 20), date(2025, 7, 1)
CALENDAR = "u1"  # the unit that counts by the calendar, and prints it
_DAY, _OPEN, _FAR = timedelta(days=1), date(1900, 1, 1), date(2099, 1, 1)
UNITS: Mapping[str, tuple[date, date]] = {
    **dict.fromkeys(("o0", "o1", "o2", "o3", "o4", "o5"), (_OPEN, REFORM - _DAY)),
    **dict.fromkeys(("u0", "u1", "u2"), (_OPEN, _FAR)),
    **dict.fromkeys(("m0", "m1"), (_OPEN, MERGE - _DAY)),
    "k0": (MERGE, REFORM - _DAY),
    **dict.fromkeys(("n0", "n1", "n2", "n3", "n4", "n5"), (REFORM, _FAR)),
}
EVENTS = (
    ("merge", ("o0", "o1"), ("n0",), REFORM, "whole"),
    ("rename", ("o2",), ("n1",), REFORM, "whole"),
    ("merge", ("o3", "o4"), ("n2",), REFORM, "whole"),
    ("split", ("o5",), ("n3", "n4"), REFORM, "part"),
    ("merge", ("m0", "m1"), ("k0",), MERGE, "whole"),
    ("rename", ("k0",), ("n5",), REFORM, "whole"),
)
# What is one unit today; the rest stays as it was.
WHOLE = {"n0": {"o0", "o1"}, "n1": {"o2"}, "n2": {"o3", "o4"}, "n5": {"m0", "m1", "k0"}}
_MONTHS = {"-Q1": (1, 3), "-Q2": (4, 6), "-Q3": (7, 9), "-Q4": (10, 12), "-H1": (1, 6), "-9M": (1, 9), "": (1, 12)}


@dataclass(frozen=True)
class Piece:
    """What happened to a unit in days that no window divides."""

    first: date
    last: date
    happened: Mapping[str, int]


@dataclass
class Province:
    """Truth by unit, and the loads in order, each with the documents that arrived together."""

    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    loads: list[list[Document]] = field(default_factory=list)

    def happened(self, units: set[str], indicator: str, first: date, last: date) -> int | None:
        """What happened to some units within a window; None where the window divides a piece."""
        total = 0
        for piece in (piece for unit in units for piece in self.pieces[unit]):
            inside = first <= piece.first and piece.last <= last
            if not inside and piece.first <= last and first <= piece.last:
                return None
            total += piece.happened[indicator] if inside else 0
        return total


def build(seed: int) -> Province:
    """A province by its seed: gaps, late corrections, own quarters, 'lũy kế', printed and calendar windows."""
    rng, made = Random(seed), Province()
    for unit in UNITS:
        made.pieces[unit] = list(_pieces(rng, unit))
    documents = [document for unit in UNITS for document in _reports(rng, made, unit)]
    rng.shuffle(documents)
    cuts = [0, *sorted(rng.sample(range(1, len(documents)), 2)), len(documents)]
    made.loads = [documents[first:last] for first, last in pairwise(cuts)]
    return made


def opening(unit: str, year: int) -> date:
    """The first day of a year for a unit."""
    return date(year, 1, 1) if unit == CALENDAR else date(year - 1, 12, 15)


def window(unit: str, period: str) -> tuple[date, date]:
    """The days of a period as a unit counts them, whether it exists or not."""
    if unit != CALENDAR:
        return Period(period).window
    year, (opens, closes) = int(period[:4]), _MONTHS[period[4:]]
    return date(year, opens, 1), date(year + closes // 12, closes % 12 + 1, 1) - _DAY


def settle(world: World) -> World:
    """The units and what became of them, and nothing reported yet."""
    world.clear()
    for unit, (since, until) in UNITS.items():
        world.unit(unit, since=since.isoformat(), until=until.isoformat() if until < _FAR else None)
    for event, old, new, day, relation in EVENTS:
        world.event(event, old, new, day.isoformat(), relation)
    return world


def _pieces(rng: Random, unit: str) -> Iterator[Piece]:
    since, until = UNITS[unit]
    days = {opening(unit, year) for year in (*YEARS, YEARS[-1] + 1)} | {MERGE, REFORM}
    days |= {window(unit, f"{year}-Q{number}")[0] for year in YEARS for number in (2, 3, 4)}
    for first, after in pairwise(sorted(days)):
        if since <= first and after - _DAY <= until:
            resolved = rng.choice((0, rng.randint(0, 60), rng.randint(0, 60)))
            yield Piece(first, after - _DAY, {RESOLVED: resolved, ON_TIME: rng.randint(0, resolved)})


def _reports(rng: Random, made: Province, unit: str) -> Iterator[Document]:
    since, until = UNITS[unit]
    for period in (f"{year}{kind}" for year in YEARS for kind in _MONTHS):
        exists = since <= window(unit, period)[1] <= until
        if exists and rng.random() < (0.8 if period[4:] in RUNNING else 0.25):
            yield from _documents(rng, made, unit, period)


def _documents(rng: Random, made: Province, unit: str, period: str) -> Iterator[Document]:
    """A report, sometimes wrong at first and put right by a later document."""
    first, last = window(unit, period)
    is_running = period[4:] not in RUNNING and rng.random() < 0.3  # 'lũy kế' in a quarter's report
    if is_running:
        first = opening(unit, int(period[:4]))
    first = max(first, UNITS[unit][0])
    printed = (first.isoformat(), last.isoformat()) if unit == CALENDAR or rng.random() < 0.4 else None
    right = {what: made.happened({unit}, what, first, last) or 0 for what in (RESOLVED, ON_TIME)} | {
        STAFF: rng.randint(5, 40)
    }
    day = last + timedelta(days=rng.randint(1, 9))
    told = [right]
    if rng.random() < 0.25:
        told.insert(0, {what: value + rng.randint(1, 500) for what, value in right.items()})
    for values in told:
        facts = [
            Fact(unit, period, value, what, "", printed, "cumulative" if is_running and what != STAFF else "")
            for what, value in values.items()
        ]
        yield Document(f"{unit} {period} {day}", facts, day.isoformat())
        day += timedelta(days=rng.randint(1, 40))
