"""The tables of the catalogue that an office may edit: taken out as a workbook or CSV, and what is handed in again.

Parsing and validation are those of the commands: `targets`, `corrections`, `units` and `labels`. Indicators are not
among them: their codes are what forms, rules and figures of all years rest on, and change with the program only.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb

from etl import (
    aliases,
    answers,
    catalogue_guard,
    catalogue_words,
    corrections,
    database,
    decision_plan,
    decision_table,
    decisions,
    exchange,
    grants,
    load,
    reference,
    targets,
    unit_plan,
    unit_tables,
)
from etl.audit import fingerprint as fingerprint
from etl.decision_table import Taken
from etl.exchange import Column, ExchangeError, Plan
from etl.guard import Allowed
from etl.model import LoadReport, Progress
from etl.snapshots import Warehouse

Section = Literal["units", "aliases", "decisions", "targets", "corrections", "roles"]
Record = Mapping[str, object]
_UNIT_SHAPES = {name: columns for name, columns in unit_tables.SHAPES.items() if name != "aliases"}
_SHAPES: Mapping[Section, Mapping[str, Sequence[Column]]] = {
    "units": _UNIT_SHAPES,
    "aliases": {"aliases": unit_tables.SHAPES["aliases"]},
    "decisions": decision_table.SHAPES,
    "targets": targets.SHAPES,
    "corrections": corrections.SHAPES,
    "roles": grants.SHAPES,
}
_EVERY = {shape: columns for shapes in _SHAPES.values() for shape, columns in shapes.items()}
_SECTION_OF: Mapping[str, Section] = {shape: section for section, shapes in _SHAPES.items() for shape in shapes}


@dataclass(frozen=True)
class Person:
    """Who hands a table in, and what the table of units may leave out."""

    name: str
    first_day: date | None = None
    document: str = ""


@dataclass(frozen=True)
class Handed:
    """A table that was read: what it would do to a warehouse, and whose questions it answers."""

    plan: Callable[[duckdb.DuckDBPyConnection], Plan]
    by: str
    taken: Taken | None = None


def read(section: Section, data: bytes, name: str, warehouse: Warehouse, person: Person) -> Handed:
    """Read a table that is handed in for a section.

    Raises:
        ExchangeError: it cannot be read, is another table, or holds nothing.
        AnswersError: answers cannot be taken; every row is named.
    """
    table = exchange.read_data(data, name, _EVERY, _SHAPES[section])
    belongs = _SECTION_OF[table.shape]
    if belongs != section:
        other, own = catalogue_words.NAMES[belongs], catalogue_words.NAMES[section]
        raise ExchangeError(
            f"{name} là bảng của mục “{other}”, không phải “{own}”. Hãy mở mục “{other}” rồi tải lên ở đó."
        )
    if not table.rows:
        raise ExchangeError(f"Bảng trong {name} không có dòng nào dưới dòng tiêu đề. Hãy ghi ít nhất một dòng.")
    if section == "decisions":
        taken = decision_table.read(data, answers.known_tables(warehouse), person.name, name)
        return Handed(lambda con: decision_plan.plan(con, taken, person.name), person.name, taken)
    tables, today = reference.load(), date.today()

    def plan(con: duckdb.DuckDBPyConnection) -> Plan:
        if section == "targets":
            made = targets.plan(con, table.rows, tables)
        elif section == "corrections":
            made = corrections.plan(con, table.rows, tables, person.name, today)
        elif section == "roles":
            made = grants.plan(con, table.rows, person.name)
        else:
            return unit_plan.plan(con, table, person.first_day, person.document)
        made.notes[:0] = table.notes
        return made

    return Handed(plan, person.name)


def compare(warehouse: Warehouse, handed: Handed) -> Plan:
    """What a table would change now; nothing is stored."""
    return exchange.carry_out(warehouse, handed.plan, by=handed.by, dry_run=True)[0]


def store(warehouse: Warehouse, handed: Handed, seen: str, allowed: Allowed = None) -> tuple[Plan, str]:
    """Store what a person has seen and confirmed, in one publication.

    Args:
        warehouse: that is changed.
        handed: the table.
        seen: the fingerprint of the changes that were shown; where they are others by now, nothing is stored.
        allowed: what the person holds; None for who is asked nothing (`etl.guard`).

    Returns:
        What it changes now, and the name of the snapshot; '' where nothing was stored.

    Raises:
        NotAllowedError: it is about units beyond what the person holds.
        WarehouseError: the warehouse cannot be read or written.
    """
    return exchange.carry_out(
        warehouse,
        handed.plan,
        by=handed.by,
        seen=seen,
        judge=lambda con, made: catalogue_guard.check(con, allowed, made),
    )


def read_again(
    warehouse: Warehouse, handed: Handed, progress: Progress | None = None, allowed: Allowed = None
) -> LoadReport:
    """After answers were stored: read the files that they concern again."""
    current = warehouse.current()
    if handed.taken is None or current is None:
        return LoadReport(())
    with closing(database.open_reading(current)) as con:
        wordings = [made.wording for made in decision_plan.concerned(con, handed.taken)]
    return answers.read_again(warehouse, wordings, handed.by, progress, allowed)


def reading(snapshot: Path) -> duckdb.DuckDBPyConnection:
    """A published snapshot, to take tables out of it."""
    return database.open_reading(snapshot)


def rows(con: duckdb.DuckDBPyConnection, section: Section, units: Collection[str] = ()) -> list[Record]:
    """The rows of a section's table, as they are edited; of units only those named, or all.

    A unit that is only provisional is left out unless it is named: handed in again it would be confirmed.
    """
    if section == "units":
        wanted = set(units)
        known = [
            one
            for one in load.units_of(con)
            if (one.reporting_unit in wanted if wanted else one.status != "provisional")
        ]
        return [{name: getattr(unit, name) for name in unit_tables.UNIT_COLUMNS} for unit in known]
    if section == "aliases":
        return list(aliases.all_of(con))
    if section == "decisions":
        return list(decision_table.decision_rows(decisions.read(con).decisions))
    if section == "roles":
        return list(grants.all_of(con))
    return list(targets.all_of(con) if section == "targets" else corrections.all_of(con))


def workbook(section: Section, found: Sequence[Record]) -> bytes:
    """A section's table as an .xlsx."""
    from etl import table_workbook  # only when it is wanted: openpyxl takes longer to start than all of ours

    choices = catalogue_words.choices(section, reference.load())
    title, lines = catalogue_words.NAMES[section], catalogue_words.lines(section)
    return table_workbook.write(title, _columns(section), found, choices, lines)


def csv(section: Section, found: Sequence[Record]) -> str:
    """A section's table as CSV for Vietnamese Excel."""
    return exchange.csv_text([column.name for column in _columns(section)], found)


def listing(title: str, columns: Sequence[str], found: Sequence[Record], lines: Sequence[str]) -> bytes:
    """Rows that are only for reading as an .xlsx."""
    from etl import table_workbook  # as above

    own = [Column(name, (name,), required=False) for name in columns]
    return table_workbook.write(title, own, found, {}, lines)


def listing_csv(columns: Sequence[str], found: Sequence[Record]) -> str:
    """Rows that are only for reading as CSV for Vietnamese Excel."""
    return exchange.csv_text(columns, found)


def _columns(section: Section) -> Sequence[Column]:
    return _SHAPES[section]["units" if section == "units" else section]
