"""The bodies whose figures are reported, and finding them among thousands by code, name or the body above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from etl import wording

K = TypeVar("K")
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
        found = UnitIndex(
            {**self.by_code, **{unit.reporting_unit: unit for unit in units}},
            _with(self.named, named),
            _with(self.children, children),
            {**self.position, **{unit.reporting_unit: first + number for number, unit in enumerate(units)}},
        )
        if "run_together" in self.__dict__:  # worked out already, and asked for at each name that is new
            found.__dict__["run_together"] = _with(self.run_together, _run_together(named))
        return found

    @cached_property
    def run_together(self) -> _Named:
        """The same as `named` with the bare names written as one word and i for y: 'Krông A Na', 'Phú Quí'."""
        return _with({}, _run_together(self.named))

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


def _with(
    known: Mapping[K, tuple[ReportingUnit, ...]], more: Mapping[K, Sequence[ReportingUnit]]
) -> Mapping[K, tuple[ReportingUnit, ...]]:
    """What is known by some key, with more behind it."""
    return {**known, **{key: (*known.get(key, ()), *found) for key, found in more.items()}}


def _run_together(
    named: Mapping[tuple[str, str], Sequence[ReportingUnit]],
) -> dict[tuple[str, str], list[ReportingUnit]]:
    found: dict[tuple[str, str], list[ReportingUnit]] = {}
    for (kind, name), units in named.items():
        found.setdefault((kind, wording.run_together(name)), []).extend(units)
    return found


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
