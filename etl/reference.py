"""The reviewed tables of data/reference that reading needs: what the world and the paper look like, kept as data.

Those that judge figures once they are read (events of units, rules, corrections, targets) are `rulebook`'s.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path

from etl import grammar_tables, rulebook, terms, wording
from etl.model import PersonCanActError
from etl.offices import Offices
from etl.reporting_unit import ReportingUnit as ReportingUnit
from etl.reporting_unit import UnitIndex, unit_of_row
from etl.terms import Grammar

FOLDER = Path(__file__).resolve().parent.parent / "data" / "reference"
LEVELS = ("all", "province", "department", "district", "commune")


class TableError(PersonCanActError):
    """A reviewed table cannot be used."""


@dataclass(frozen=True)
class Indicator:
    """A chỉ tiêu of the catalogue; `measure` is its đơn vị tính, `options` the answers of an enumeration."""

    indicator: str
    area: int
    theme: str
    name: str
    measure: str
    kind: str
    aggregation: str
    time: str
    over_time: str
    polarity: str
    numerator: str
    denominator: str
    levels: tuple[str, ...]
    options: Mapping[str, int]
    note: str


@dataclass(frozen=True)
class Label:
    """One reviewed row label; `under` is the row above that must introduce it, '' where the label says it all.

    `indicator` is '' for the label of a heading.
    """

    indicator: str
    handled_by: str
    under: str


@dataclass(frozen=True)
class KnownWording:
    """A reviewed wording without accents, to compare others with, and the indicator and level that it means."""

    folded: str
    printed: str
    meaning: tuple[str, str]
    under: str = ""

    @cached_property
    def in_order(self) -> str:
        """The words sorted, to compare whatever their order."""
        return " ".join(sorted(self.folded.split()))


@dataclass(frozen=True)
class Sum:
    """An indicator and those that add up to it (domain H, V03, V04).

    `guards`: columns that were understood by their words alone are asked where they do not add up so.
    """

    total: str
    parts: tuple[str, ...]
    guards: bool

    @property
    def indicators(self) -> tuple[str, ...]:
        """The total and its parts."""
        return self.total, *self.parts


@dataclass(frozen=True)
class Measure:
    """A printed đơn vị tính: the catalogue's word, and for money the factor to million đồng."""

    measure: str
    factor: Decimal | None


@dataclass(frozen=True)
class Reference:
    """The reviewed tables that reading depends on; `fingerprint` changes whenever one of them does."""

    fingerprint: str
    indicators: Mapping[str, Indicator]
    units: tuple[ReportingUnit, ...]
    aliases: tuple[tuple[str, str, str, str], ...]
    labels: Mapping[str, tuple[Label, ...]]
    headers: Mapping[str, str]
    measures: Mapping[str, Measure]
    copies: Mapping[str, tuple[tuple[str, str], ...]]
    grammar: Grammar
    offices: Offices
    sums: tuple[Sum, ...]

    @cached_property
    def ratio_of(self) -> Mapping[str, Indicator]:
        """The ratio indicator of each numerator, where there is just one."""
        ratios: dict[str, list[Indicator]] = {}
        for indicator in self.indicators.values():
            if indicator.numerator:
                ratios.setdefault(indicator.numerator, []).append(indicator)
        return {numerator: found[0] for numerator, found in ratios.items() if len(found) == 1}

    @cached_property
    def _index(self) -> UnitIndex:
        return UnitIndex.of(self.units)

    @property
    def unit_of(self) -> Mapping[str, ReportingUnit]:
        """The units by their code."""
        return self._index.by_code

    @property
    def units_named(self) -> Mapping[tuple[str, str], tuple[ReportingUnit, ...]]:
        """The units by kind and bare name, both in their comparable form, in the order of `units`."""
        return self._index.named

    @cached_property
    def aliases_named(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For each alias, in its comparable form, the bare name of its province ('' for any) and the unit meant."""
        found: dict[str, list[tuple[str, str]]] = {}
        for alias, province, target, _ in self.aliases:
            bare = wording.key(province).removeprefix("tỉnh ").removeprefix("thành phố ")
            found.setdefault(wording.key(alias), []).append((bare, target))
        return {key: tuple(meant) for key, meant in found.items()}

    @property
    def units_run_together(self) -> Mapping[tuple[str, str], tuple[ReportingUnit, ...]]:
        """The same with the bare names written as one word and i for y: 'Krông A Na', 'Phú Quí'."""
        return self._index.run_together

    @cached_property
    def folded_names(self) -> tuple[tuple[ReportingUnit, str, str], ...]:
        """Each unit with its name and its bare name without accents, between spaces: to be found among other words."""
        return tuple((unit, f" {wording.fold(unit.name)} ", f" {wording.fold(unit.bare_name)} ") for unit in self.units)

    def below(self, unit: ReportingUnit) -> list[ReportingUnit]:
        """The units that stand anywhere under another, in the order of `units`."""
        return self._index.below(unit)

    @cached_property
    def wordings(self) -> tuple[KnownWording, ...]:
        """Every reviewed wording of an indicator, and the names of the catalogue."""
        reviewed = [
            KnownWording(wording.fold(label), label, (entry.indicator, entry.handled_by), entry.under)
            for label, entries in self.labels.items()
            for entry in entries
            if entry.indicator
        ]
        names = [
            KnownWording(wording.fold(name), name, (indicator.indicator, ""))
            for indicator in self.indicators.values()
            for name in dict.fromkeys([indicator.name, indicator.name.partition(" (")[0]])
        ]
        return (*reviewed, *names)

    def with_units(self, units: tuple[ReportingUnit, ...]) -> "Reference":
        """The same tables knowing further units (the provisional and imported ones of a warehouse).

        One of the code of a known unit takes its place: an office knows when it ended. What was worked out from the
        tables is kept: this is asked for each table of a file that names new units.
        """
        if not units:
            return self
        replaced = {unit.reporting_unit for unit in units if unit.reporting_unit in self.unit_of}
        known = self.units
        if replaced:
            known = tuple(unit for unit in known if unit.reporting_unit not in replaced)
        more = replace(self, units=(*known, *units))
        more.__dict__.update(ratio_of=self.ratio_of, wordings=self.wordings)
        if not replaced:
            more.__dict__["_index"] = self._index.more(units)
        return more

    def with_aliases(self, aliases: tuple[tuple[str, str, str, str], ...]) -> "Reference":
        """The same tables knowing further spellings (the imported ones of a warehouse).

        One of a known spelling and province takes its place. What was worked out from the tables is kept.
        """
        if not aliases:
            return self
        told = {(wording.key(alias), wording.key(province)) for alias, province, *_ in aliases}
        kept = [one for one in self.aliases if (wording.key(one[0]), wording.key(one[1])) not in told]
        more = replace(self, aliases=(*aliases, *kept))
        more.__dict__.update(ratio_of=self.ratio_of, wordings=self.wordings, _index=self._index)
        return more


def load(folder: Path = FOLDER) -> Reference:
    """Read the reviewed tables.

    Raises:
        TableError: a table is damaged, or contradicts itself or another.
    """
    try:
        return _load(folder)
    except (OSError, KeyError, ValueError) as error:
        raise TableError(f"Bảng tra cứu trong {folder} có lỗi: {error}. Hãy sửa bảng rồi chạy lại.") from error


def _load(folder: Path) -> Reference:
    digest = hashlib.sha256()
    for table in sorted(table for table in folder.glob("*.csv") if table.stem not in rulebook.TABLES):
        digest.update(table.name.encode() + b"\0" + table.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return _parsed(folder, digest.hexdigest()[:16])


@lru_cache(maxsize=2)
def _parsed(folder: Path, fingerprint: str) -> Reference:
    """The tables, read and checked once for as long as none of them changes."""
    reference = Reference(
        fingerprint=fingerprint,
        indicators={row["indicator"]: _indicator(row) for row in rulebook.rows(folder, "indicators")},
        units=tuple(unit_of_row(row) for row in rulebook.rows(folder, "reporting_units")),
        aliases=tuple(
            (row["alias"], row["province"], row["reporting_unit"], row["reason"])
            for row in rulebook.rows(folder, "reporting_unit_aliases")
        ),
        labels=_labels(folder),
        headers={wording.key(row["words"]): row["column"] for row in rulebook.rows(folder, "headers")},
        measures={
            wording.key(row["printed"]): Measure(row["measure"], Decimal(row["factor"]) if row["factor"] else None)
            for row in rulebook.rows(folder, "measures")
        },
        copies=_copies(folder),
        grammar=grammar_tables.load(rulebook.rows(folder, "terms"), rulebook.rows(folder, "meanings")),
        offices=Offices(rulebook.rows(folder, "offices")),
        sums=tuple(
            Sum(row["total"], tuple(row["parts"].split()), row["guards"] == "yes")
            for row in rulebook.rows(folder, "sums")
        ),
    )
    _check(reference)
    return reference


def _indicator(row: dict[str, str]) -> Indicator:
    options = dict(option.split(" ", 1)[::-1] for option in row["options"].split("; ") if option)
    return Indicator(
        indicator=row["indicator"],
        area=int(row["area"]),
        theme=row["theme"],
        name=row["name"],
        measure=row["measure"],
        kind=row["kind"],
        aggregation=row["aggregation"],
        time=row["time"],
        over_time=row["over_time"],
        polarity=row["polarity"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        levels=tuple(row["levels"].split()),
        options={wording.key(words): int(digit) for words, digit in options.items()},
        note=row["note"],
    )


def _labels(folder: Path) -> dict[str, tuple[Label, ...]]:
    found: dict[str, list[Label]] = {}
    for row in rulebook.rows(folder, "labels"):
        label = Label(row["indicator"], row["handled_by"], wording.key(row["under"]))
        found.setdefault(wording.key(row["label"]), []).append(label)
    return {label: tuple(entries) for label, entries in found.items()}


def _copies(folder: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    """Counts that are known to be copied from another section, by group."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rulebook.rows(folder, "copies"):
        groups.setdefault(row["group"], []).append((row["indicator"], row["copied_from"]))
    return {group: tuple(pairs) for group, pairs in groups.items()}


def _check(reference: Reference) -> None:
    """Refuse tables that point nowhere or say two things of one label."""
    codes = {unit.reporting_unit for unit in reference.units}
    if len(codes) != len(reference.units):
        raise ValueError("reporting_units.csv: a code stands twice")
    for unit in reference.units:
        if unit.parent and unit.parent not in codes:
            raise ValueError(f"reporting_units.csv: parent {unit.parent} of {unit.reporting_unit} is not listed")
    for alias, _, target, _ in reference.aliases:
        if target not in codes:
            raise ValueError(f"reporting_unit_aliases.csv: {alias} points to {target}, which is not listed")
    _check_labels(reference)
    _check_meanings(reference)


def _check_meanings(reference: Reference) -> None:
    """Every meaning and every sum speaks of indicators of the catalogue."""
    meant = {
        code
        for rows in reference.grammar.meanings.values()
        for _, meaning in rows
        for code in (meaning.indicator, *meaning.choices)
    }
    summed = {code for one in reference.sums for code in one.indicators}
    unknown = (meant | summed) - {*reference.indicators, terms.ASIDE, terms.CHECK, terms.ASK}
    if unknown:
        raise ValueError(f"meanings.csv, sums.csv: {', '.join(sorted(unknown))} not in indicators.csv")


def _check_labels(reference: Reference) -> None:
    for label, entries in reference.labels.items():
        for entry in entries:
            if entry.indicator and entry.indicator not in reference.indicators:
                raise ValueError(f"labels.csv: {label} points to {entry.indicator}, which is not in indicators.csv")
            if entry.handled_by and entry.handled_by not in LEVELS:
                raise ValueError(f"labels.csv: {label} has the unknown level {entry.handled_by}")
        unders = [entry.under for entry in entries if entry.indicator]
        if len(unders) != len(set(unders)):
            raise ValueError(f"labels.csv: {label} stands twice under the same row")
