"""The bodies whose figures are reported, and finding them among thousands by code, name or the body above."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from etl import wording

_Named = Mapping[tuple[str, str], tuple["ReportingUnit", ...]]
_Below = Mapping[str, tuple["ReportingUnit", ...]]


@dataclass(frozen=True)
class ReportingUnit:
    """One version of a body; `parent` is the code of the unit above."""

    reporting_unit: str
    name: str
    kind: str
    level: str
    parent: str
    province: str
    code: str
    valid_from: date
    valid_to: date | None
    status: str = "reviewed"
    printed_name: str = ""

    def valid_on(self, day: date) -> bool:
        """Whether this version existed on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @cached_property
    def bare_name(self) -> str:
        """The name without its kind, comparable: 'xã Bình Yên' gives 'bình yên'."""
        return wording.key(self.name).removeprefix(wording.key(self.kind)).strip()


@dataclass(frozen=True)
class UnitIndex:
    """Units by code, by kind and bare name in their comparable form, and by the unit above; with their order."""

    by_code: Mapping[str, ReportingUnit]
    named: _Named
    children: _Below
    position: Mapping[str, int]

    @classmethod
    def of(cls, units: tuple[ReportingUnit, ...]) -> "UnitIndex":
        """The index of some units."""
        return cls({}, {}, {}, {}).more(units)

    def more(self, units: tuple[ReportingUnit, ...]) -> "UnitIndex":
        """With further units behind those; none of them is known yet."""
        first = len(self.position)
        named: dict[tuple[str, str], list[ReportingUnit]] = {}
        children: dict[str, list[ReportingUnit]] = {}
        for unit in units:
            named.setdefault((wording.key(unit.kind), unit.bare_name), []).append(unit)
            children.setdefault(unit.parent, []).append(unit)
        return UnitIndex(
            {**self.by_code, **{unit.reporting_unit: unit for unit in units}},
            {**self.named, **{name: (*self.named.get(name, ()), *found) for name, found in named.items()}},
            {**self.children, **{code: (*self.children.get(code, ()), *found) for code, found in children.items()}},
            {**self.position, **{unit.reporting_unit: first + number for number, unit in enumerate(units)}},
        )

    def below(self, unit: ReportingUnit) -> list[ReportingUnit]:
        """The units that stand anywhere under another, in their order."""
        found: dict[str, ReportingUnit] = {}
        waiting = [unit.reporting_unit]
        while waiting:
            for child in self.children.get(waiting.pop(), ()):
                if child.reporting_unit not in found:  # whatever a stranger's file says of its units
                    found[child.reporting_unit] = child
                    waiting.append(child.reporting_unit)
        return sorted(found.values(), key=lambda one: self.position[one.reporting_unit])


def unit_of_row(row: dict[str, str]) -> ReportingUnit:
    """A unit as the reviewed table lists it."""
    return ReportingUnit(
        reporting_unit=row["reporting_unit"],
        name=row["name"],
        kind=row["kind"],
        level=row["level"],
        parent=row["parent"],
        province=row["province"],
        code=row["code"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    )
