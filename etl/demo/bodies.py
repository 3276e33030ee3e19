"""A reporting unit of the invented province. Pure."""

from dataclasses import dataclass
from datetime import date
from random import Random

from etl import wording

BEGINNING = date(1900, 1, 1)


@dataclass(frozen=True)
class Unit:
    """A reporting unit.

    `weight` is its size, `care` its punctuality, both around 1; `number` its administrative code.
    """

    code: str
    bare: str
    kind: str
    level: str
    parent: "Unit | None"
    weight: float
    care: float
    number: str = ""
    since: date = BEGINNING
    until: date | None = None

    @property
    def name(self) -> str:
        """The official name: 'Xã Suối Trúc', 'Sở Tài chính'."""
        return f"{self.kind.capitalize()} {self.bare}".strip()

    @property
    def above(self) -> str:
        """The name of the unit above, '' for the province."""
        return self.parent.name if self.parent else ""

    @property
    def office(self) -> str:
        """The body that signs: 'UBND xã Suối Trúc', 'Sở Tài chính'."""
        return self.name if self.level == "department" else f"UBND {self.kind} {self.bare}"

    def exists(self, day: date) -> bool:
        """Whether there is such a unit on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def invented(bare: str, kind: str, level: str, parent: Unit | None, rng: Random) -> Unit:
    """A unit of some size and punctuality."""
    above = f"{parent.code}." if parent else ""
    weight, care = rng.uniform(0.45, 1.8), rng.choice((0.4, 0.8, 1.0, 1.0, 1.2))
    return Unit(above + wording.slug(f"{kind} {bare}"), bare, kind, level, parent, weight, care)
