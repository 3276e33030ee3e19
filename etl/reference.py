"""The reviewed tables of data/reference: what the world and the paper look like, kept as data."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from etl import wording
from etl.model import PersonCanActError

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
    polarity: str
    numerator: str
    denominator: str
    levels: tuple[str, ...]
    options: Mapping[str, int]
    note: str


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

    @property
    def bare_name(self) -> str:
        """The name without its kind, comparable: 'xã Bình Yên' gives 'bình yên'."""
        return wording.key(self.name).removeprefix(wording.key(self.kind)).strip()


@dataclass(frozen=True)
class Label:
    """One reviewed row label; `under` is the row above that must introduce it, '' where the label says it all.

    `indicator` is '' for the label of a heading.
    """

    indicator: str
    handled_by: str
    under: str


@dataclass(frozen=True)
class Measure:
    """A printed đơn vị tính: the catalogue's word, and for money the factor to million đồng."""

    measure: str
    factor: Decimal | None


@dataclass(frozen=True)
class Reference:
    """All reviewed tables; `fingerprint` changes whenever one of them does."""

    fingerprint: str
    indicators: Mapping[str, Indicator]
    units: tuple[ReportingUnit, ...]
    aliases: tuple[tuple[str, str, str, str], ...]
    events: tuple[tuple[str, str, str, date, str], ...]
    labels: Mapping[str, tuple[Label, ...]]
    headers: Mapping[str, str]
    measures: Mapping[str, Measure]
    copies: Mapping[str, tuple[tuple[str, str], ...]]

    @cached_property
    def ratio_of(self) -> Mapping[str, Indicator]:
        """The ratio indicator of each numerator, where there is just one."""
        ratios: dict[str, list[Indicator]] = {}
        for indicator in self.indicators.values():
            if indicator.numerator:
                ratios.setdefault(indicator.numerator, []).append(indicator)
        return {numerator: found[0] for numerator, found in ratios.items() if len(found) == 1}

    @cached_property
    def unit_of(self) -> Mapping[str, ReportingUnit]:
        """The units by their code."""
        return {unit.reporting_unit: unit for unit in self.units}

    def with_units(self, units: tuple[ReportingUnit, ...]) -> "Reference":
        """The same tables knowing further units (the provisional ones of a warehouse)."""
        return replace(self, units=(*self.units, *units))


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
    tables = sorted(folder.glob("*.csv"))
    digest = hashlib.sha256()
    for table in tables:
        digest.update(table.name.encode() + b"\0" + table.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    reference = Reference(
        fingerprint=digest.hexdigest()[:16],
        indicators={row["indicator"]: _indicator(row) for row in _rows(folder, "indicators")},
        units=tuple(_unit(row) for row in _rows(folder, "reporting_units")),
        aliases=tuple(
            (row["alias"], row["province"], row["reporting_unit"], row["reason"])
            for row in _rows(folder, "reporting_unit_aliases")
        ),
        events=tuple(
            (row["old_unit"], row["new_unit"], row["relation"], date.fromisoformat(row["valid_from"]), row["document"])
            for row in _rows(folder, "reporting_unit_events")
        ),
        labels=_labels(folder),
        headers={wording.key(row["words"]): row["column"] for row in _rows(folder, "headers")},
        measures={
            wording.key(row["printed"]): Measure(row["measure"], Decimal(row["factor"]) if row["factor"] else None)
            for row in _rows(folder, "measures")
        },
        copies=_copies(folder),
    )
    _check(reference)
    return reference


@cache
def department_names(kind: str) -> tuple[str, ...]:
    """The official names of sở or phòng, the longest first: 'Văn hóa, Thể thao và Du lịch' before 'Văn hóa'."""
    names = [row["name"] for row in _rows(FOLDER, "department_names") if row["kind"] == kind]
    return tuple(sorted(names, key=len, reverse=True))


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


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
        polarity=row["polarity"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        levels=tuple(row["levels"].split()),
        options={wording.key(words): int(digit) for words, digit in options.items()},
        note=row["note"],
    )


def _unit(row: dict[str, str]) -> ReportingUnit:
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


def _labels(folder: Path) -> dict[str, tuple[Label, ...]]:
    found: dict[str, list[Label]] = {}
    for row in _rows(folder, "labels"):
        label = Label(row["indicator"], row["handled_by"], wording.key(row["under"]))
        found.setdefault(wording.key(row["label"]), []).append(label)
    return {label: tuple(entries) for label, entries in found.items()}


def _copies(folder: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    """Counts that are known to be copied from another section, by group."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in _rows(folder, "copies"):
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
