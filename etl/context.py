"""What of a warehouse the interpretation of a file depends on, and how a reading process comes to know it.

These are the units that the warehouse adds (provisional and imported), the spellings of their names that an office took
in, and what was decided about wordings. Units only become more while a load goes on, so a process is told what it has
not been told yet; a reading says up to which unit its process knew them. Spellings and decisions are those of the
snapshot that is added to: other ones begin the context anew.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from etl import reading_data, wording
from etl.memory import Memory
from etl.reading_data import FileReading
from etl.reference import Reference, ReportingUnit

Aliases = tuple[tuple[str, str, str, str], ...]
_TOLD = ("provisional", "imported")
_NAMES_A_UNIT = ("unit_new", "unit_parent_assumed")  # what is said of a unit under its own name


@dataclass(frozen=True)
class Version:
    """A state of a context: `epoch` changes when it is begun anew, `units` with every unit that is added."""

    epoch: int = 0
    units: int = 0


class Context:
    """The parent's side: the decisions, and the warehouse's units so far in the order of their arrival.

    Attributes:
        memory: the decisions.
        decided: their ids.
        fingerprint: of the decisions, the imported units and spellings, by which a file with an open question is read
            anew.
    """

    def __init__(self, tables: Reference) -> None:
        """`tables` are the reviewed ones, which a process reads for itself."""
        self._tables = tables
        self.memory = Memory()
        self.decided: set[int] = set()
        self.fingerprint = ""
        self._epoch = 1
        self._aliases: Aliases = ()
        self._units: dict[str, ReportingUnit] = {}
        self._order: list[ReportingUnit] = []  # only appended to: other threads take slices of it

    @property
    def version(self) -> Version:
        """Where it stands now."""
        return Version(self._epoch, len(self._order))

    def knows(self, code: str) -> bool:
        """Whether a unit of this code is listed, reviewed, imported or provisional."""
        return code in self._tables.unit_of or code in self._units

    def name_of(self, code: str) -> str:
        """The name of a unit; its code where it is not known."""
        unit = self._units.get(code) or self._tables.unit_of.get(code)
        return unit.name if unit is not None else code

    def add(self, units: Iterable[ReportingUnit]) -> None:
        """Units that a file names first."""
        for unit in units:
            if unit.reporting_unit not in self._units:
                self._units[unit.reporting_unit] = unit
                self._order.append(unit)

    def restart(self, units: Sequence[ReportingUnit], memory: Memory, aliases: Aliases = ()) -> None:
        """The warehouse holds these: others may have loaded or decided since the context was made."""
        held = {unit.reporting_unit: unit for unit in units}
        if held != self._units or memory != self.memory or aliases != self._aliases:
            self._units, self._order = held, list(held.values())
            self.memory, self._aliases = memory, aliases
            self.fingerprint = memory.fingerprint + _fingerprint(units) + _hashed(aliases)
            self.decided = {decision.decision for decision in memory.decisions}
            self._epoch += 1  # last: who sees the new epoch sees what it means

    def told(self, known: Version, now: Version) -> dict[str, Any] | None:
        """What a process that knows `known` must be told to know `now`; None where that is nothing."""
        if known == now:
            return None
        begun = known.epoch != now.epoch
        first = 0 if begun else known.units
        return {
            "from": first,
            "units": [reading_data.unit_fields(unit) for unit in self._order[first : now.units]],
            "decisions": self.memory.to_data() if begun else None,
            "aliases": self._aliases if begun else None,
        }

    def outdated(self, read: FileReading, known: Version) -> bool:
        """Whether a reading might be another one with what was learnt since.

        A unit that is new since changes a reading only where the reading leaves open who is meant (a refused one keeps
        no figures that would tell), names a body of a similar name (then it may be found instead, or be what the name
        is too like), or is of a unit above the new one: there a name without its kind may mean it, and such a name is
        not asked about everywhere.
        """
        if known.epoch != self._epoch:
            return True
        if known.units == len(self._order):
            return False
        if any(found.code.startswith("unit_") and found.code not in _NAMES_A_UNIT for found in read.problems):
            return True
        if not read.count:  # whose it is, is not known
            return not (read.refused and all(_is_of_the_file(found.code) for found in read.problems))
        fresh = self._order[known.units :]
        own = {unit.reporting_unit: unit for unit in read.new_units}
        lists = "higher_table" in read.figures["source"]
        codes = set(read.figures["reporting_unit"])
        above = {unit.reporting_unit for code in codes for unit in self._chain(code, own)[1:]}
        whose = above | codes if lists else codes
        if any(unit.reporting_unit in whose for one in fresh for unit in self._chain(one.parent, own)):
            return True
        mine = {unit.bare_name for code in {*codes, *above, *own} for unit in self._chain(code, own)[:1]}
        return _any_alike({unit.bare_name for unit in fresh}, mine)

    def _chain(self, code: str, own: Mapping[str, ReportingUnit]) -> list[ReportingUnit]:
        """A unit and those above it; `own` are those of a reading."""
        found: list[ReportingUnit] = []
        while unit := self._tables.unit_of.get(code) or own.get(code) or self._units.get(code):
            if unit in found:
                break  # whatever a stranger's file made its process say
            found.append(unit)
            code = unit.parent
        return found


class Learnt:
    """The reading process's side of a `Context`."""

    def __init__(self) -> None:
        """Nothing is read from disk before it is needed."""
        self.memory = Memory()
        self._aliases: Aliases = ()
        self._units: list[ReportingUnit] = []
        self._imported: Reference | None = None  # thousands, once an office took the national table in: kept
        self._known: Reference | None = None

    def learn(self, told: dict[str, Any]) -> None:
        """Take what `Context.told` gives."""
        del self._units[told["from"] :]
        self._units += [reading_data.unit_of(fields, _TOLD) for fields in told["units"]]
        self._known = None
        if told["decisions"] is not None:
            self.memory = Memory.from_data(told["decisions"])
            self._aliases = tuple((alias, province, unit, reason) for alias, province, unit, reason in told["aliases"])
            self._imported = None

    @property
    def reference(self) -> Reference:
        """The reviewed tables with the imported units, then the provisional ones, in the order of their codes."""
        from etl import reference

        if self._imported is None:
            known = reference.load().with_aliases(self._aliases)
            self._imported = known.with_units(self._of_status("imported"))
        if self._known is None:
            self._known = self._imported.with_units(self._of_status("provisional"))
        return self._known

    def _of_status(self, status: str) -> tuple[ReportingUnit, ...]:
        units = (unit for unit in self._units if unit.status == status)
        return tuple(sorted(units, key=lambda unit: unit.reporting_unit))


def _fingerprint(units: Sequence[ReportingUnit]) -> str:
    """Changes whenever units are imported; '' while none are."""
    return _hashed([reading_data.unit_fields(unit) for unit in units if unit.status == "imported"])


def _hashed(told: Sequence[object]) -> str:
    """'' of nothing."""
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12] if told else ""


def _is_of_the_file(code: str) -> bool:
    """Whether a problem is one of a file that was not read so far that a unit mattered: damaged, too slow, no table."""
    return code.startswith("file_") or code == "internal_error"


def _any_alike(mine: Set[str], theirs: Set[str]) -> bool:
    """Whether any two names are what `units` calls alike."""
    from etl import units  # a reading process needs it later, or not at all

    folded, others = {wording.fold(name) for name in mine}, {wording.fold(name) for name in theirs}
    return bool(folded & others) or any(units.resemble(one, other) for one in folded for other in others)
