"""Readings → rows of the warehouse: a batch of files in one transaction, each replacing what its forms said before.

Few statements for many files: a statement costs as much as hundreds of rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl import base, compaction, database, derive, ledger, rows, rulebook, rules, standing, verification
from etl.model import Problem
from etl.next_snapshot import NextSnapshot
from etl.reading_data import FileReading, by_column
from etl.reference import Reference, ReportingUnit
from etl.rows import Row
from etl.rulebook import Rulebook
from etl.seals import Brought
from etl.standing import Change
from etl.tables import Reading


@dataclass(frozen=True)
class Item:
    """A file to be stored: its name, its hash and what was read of it."""

    file: str
    file_hash: str
    read: FileReading


_UNITS = """SELECT reporting_unit, name, kind, level, coalesce(parent, ''), coalesce(province, ''), coalesce(code, ''),
                  valid_from, valid_to, status, coalesce(printed_name, '') FROM reporting_units"""


def units_of(con: duckdb.DuckDBPyConnection) -> tuple[ReportingUnit, ...]:
    """All units of a warehouse, by their code."""
    return tuple(ReportingUnit(*row) for row in con.execute(f"{_UNITS} ORDER BY reporting_unit").fetchall())


def added_units(con: duckdb.DuckDBPyConnection) -> tuple[ReportingUnit, ...]:
    """Units that the reviewed tables do not have, or of which the office knows more than they.

    Those that only documents name (provisional), so that the next document finds them again, and those that an office
    took in (imported); an imported one stands before the reviewed one of the same code.
    """
    found = con.execute(f"{_UNITS} WHERE status <> 'reviewed' ORDER BY reporting_unit").fetchall()
    return tuple(ReportingUnit(*row) for row in found)


def added_aliases(con: duckdb.DuckDBPyConnection) -> tuple[tuple[str, str, str, str], ...]:
    """Other spellings of units' names that an office took in, as `Reference.aliases` has them."""
    query = """SELECT alias, coalesce(province, ''), reporting_unit, reason FROM reporting_unit_aliases
               WHERE origin = 'imported' ORDER BY alias, province"""
    return tuple(con.execute(query).fetchall())


def refresh_reference(con: duckdb.DuckDBPyConnection, reference: Reference, book: Rulebook | None = None) -> bool:
    """Bring the reviewed tables of the warehouse up to those of this release; True when something changed."""
    book = book or rulebook.load()
    if not database.is_stale(con, reference.fingerprint, book.fingerprint):
        return False
    con.begin()
    con.execute("DELETE FROM reporting_units WHERE status = 'reviewed'")
    imported = _imported(con, reference)
    reviewed = [unit for unit in reference.units if unit.reporting_unit not in imported]
    insert_rows(con, "reporting_units", rows.of_units(reviewed, reference.units))
    con.execute("DELETE FROM reporting_unit_aliases WHERE origin = 'shipped'")
    known = reference.with_aliases(added_aliases(con)).aliases  # an imported one stands before the shipped one
    insert_rows(
        con,
        "reporting_unit_aliases",
        [
            {"alias": alias, "province": province, "reporting_unit": unit, "reason": reason, "origin": "shipped"}
            for alias, province, unit, reason in reference.aliases
            if (alias, province, unit, reason) in known
        ],
    )
    con.execute("DELETE FROM indicators")
    insert_rows(con, "indicators", rows.of_indicators(reference.indicators.values()))
    for table, found in book.tables.items():
        con.execute(f"DELETE FROM {table} WHERE origin = 'shipped'")  # noqa: S608 one of our own tables
        key = rulebook.KEYS[table]
        held = set(con.execute(f"SELECT {', '.join(f'{name}::TEXT' for name in key)} FROM {table}").fetchall())  # noqa: S608 as above
        shipped = [row for row in found if tuple(row[name] for name in key) not in held]
        insert_rows(con, table, [{**rows.blank_as_missing(row), "origin": "shipped"} for row in shipped])
    con.execute("DELETE FROM rule_terms")
    terms = rules.terms(book.tables["rules"], reference.indicators)
    insert_rows(con, "rule_terms", [term._asdict() for term in terms])
    con.execute(
        "INSERT OR REPLACE INTO meta VALUES ('reference', ?), ('rulebook', ?)",
        [reference.fingerprint, book.fingerprint],
    )
    con.commit()
    return True


def _imported(con: duckdb.DuckDBPyConnection, reference: Reference) -> set[str]:
    """Codes of the imported units that stand before reviewed ones: there the office knows when a unit ended.

    Where this release knows the end too, or lists what was new to the office, its own row is taken.
    """
    query = """DELETE FROM reporting_units
               WHERE list_contains($ended, reporting_unit)
                  OR (list_contains($listed, reporting_unit) AND (status <> 'imported' OR valid_to IS NULL))"""
    ended = [unit.reporting_unit for unit in reference.units if unit.valid_to is not None]
    con.execute(query, {"ended": ended, "listed": [unit.reporting_unit for unit in reference.units]})
    return {code for (code,) in con.execute("SELECT reporting_unit FROM reporting_units").fetchall()}


def load(
    con: duckdb.DuckDBPyConnection,
    reading: Reading,
    *,
    file: str,
    file_hash: str,
    reference: Reference,
    received_by: str,
    memory: str = "",
    number: int = 0,
) -> tuple[dict[str, int], list[Problem]]:
    """Write one reading, all of it or nothing, and what follows from it. See `store`.

    Returns:
        Counts of figures by difference to what stood (new, same, changed, vanished), and the problems
        that only the comparison shows.
    """
    item = Item(file, file_hash, by_column(reading))
    number = number or begin(con, "load", received_by)
    (made,) = store(con, [item], reference=reference, received_by=received_by, memory=memory, number=number)
    derive.refresh(con)
    return made.counts, made.problems


def begin(con: duckdb.DuckDBPyConnection, kind: str, made_by: str, reason: str = "") -> int:
    """Enter what is about to change the figures (load, withdrawal, restoration) and return its number."""
    number = derive.last_load(con) + 1
    row = {"load": number, "kind": kind, "made_at": ledger.now(), "made_by": made_by, "reason": reason}
    insert_rows(con, "loads", [row])
    return number


def elect(con: duckdb.DuckDBPyConnection, submissions: Sequence[int]) -> None:
    """Decide anew what stands where some files spoke, in whichever of their readings, by what counts now."""
    con.execute(
        """UPDATE scopes SET is_current = scope IN (FROM standing_scopes(9223372036854775807))
           WHERE (reporting_unit, period, source) IN (
               SELECT (c.reporting_unit, c.period, c.source) FROM scopes c JOIN submissions s USING (submission)
               WHERE s.file_hash IN (SELECT file_hash FROM submissions WHERE list_contains($submissions, submission))
           )""",
        {"submissions": list(submissions)},
    )


def _elect_again(con: duckdb.DuckDBPyConnection, hashes: Sequence[str]) -> None:
    """Of files that were read again: what an earlier reading said, and had replaced."""
    if hashes:
        query = "SELECT submission FROM submissions WHERE list_contains(?, file_hash)"
        elect(con, [submission for (submission,) in con.execute(query, [hashes]).fetchall()])


def publish(work: NextSnapshot) -> Path:
    """Bring what is derived up to date, with a new base where one is due, then publish what holds together."""
    if not work.is_shared and compaction.is_due(work.connection):
        work.compact()
        return work.publish(verification.verify, _brought(work.connection))
    derive.refresh(work.connection)
    return work.publish(verification.verify_added, _brought(work.connection))


def _brought(con: duckdb.DuckDBPyConnection) -> list[Brought]:
    """The files of the last load, for the seal; of what changed figures without a file, none."""
    query = "SELECT file, file_hash, received_by FROM submissions WHERE load = ? ORDER BY submission"
    return [Brought(*row) for row in con.execute(query, [derive.last_load(con)]).fetchall()]


def store(
    con: duckdb.DuckDBPyConnection,
    items: Sequence[Item],
    *,
    reference: Reference,
    received_by: str,
    number: int,
    memory: str = "",
) -> list[Change]:
    """Write some readings, all or none; no two of them may speak of one subject (`standing.subjects`).

    Of a refused file only what was found is written: what it asks can be answered, and the file read again. `memory`
    is the fingerprint of the decisions that the files were read with, `number` that of the load (`begin`).
    """
    items = [replace(item, read=item.read.without_figures) if item.read.refused else item for item in items]
    con.begin()
    try:
        arrivals = ledger.arrivals(con, [item.file_hash for item in items])
        changes = _changes(con, items, arrivals)
        _insert_units(con, items, reference)
        insert_periods(con, {code for item in items for code in set(item.read.figures["period"])})
        first_submission = ledger.last(con) + 1
        first_scope = _one(con.execute("SELECT coalesce(max(scope), 0) + 1 FROM scopes"))
        tables: dict[str, list[dict[str, list[Any]]]] = {}
        for submission, (item, made) in enumerate(zip(items, changes, strict=True), start=first_submission):
            scopes = {group: first_scope + number for number, group in enumerate(made.groups)}
            first_scope += len(scopes)
            parts = {
                "submissions": ledger.entry(
                    submission,
                    item.read,
                    file=item.file,
                    file_hash=item.file_hash,
                    key=ledger.key_of(reference.fingerprint, memory, refused=item.read.refused),
                    received_by=received_by,
                    load=number,
                    arrival=arrivals.get(item.file_hash, submission),
                ),
                "scopes": rows.of_scopes(submission, scopes, made.elected),
                "alike_scopes": rows.of_alike_scopes(scopes, made.alike),
                "observations": rows.of_observations(submission, scopes, made.groups, item.read.figures),
                "problems": rows.of_problems(submission, [*item.read.problems, *made.problems]),
                "set_aside": {
                    "submission": [submission] * len(item.read.set_aside["reason"]),
                    **item.read.set_aside,
                },
                "decisions_used": rows.of_decisions_used(submission, item.read.decisions),
            }
            for table, part in parts.items():
                tables.setdefault(table, []).append(part)
        for table, of_files in tables.items():
            _insert(con, base.own(con, table), rows.joined(of_files))
        _replace(con, [scope for made in changes for scope in made.replaced])
        _elect_again(con, list(arrivals))
        con.commit()
    except BaseException:
        con.rollback()
        raise
    return changes


def compare(con: duckdb.DuckDBPyConnection, items: Sequence[Item]) -> list[Change]:
    """What `store` would change, without writing."""
    return _changes(con, items, ledger.arrivals(con, [item.file_hash for item in items]))


def _changes(con: duckdb.DuckDBPyConnection, items: Sequence[Item], arrivals: Mapping[str, int]) -> list[Change]:
    stands = standing.fetch(con, {subject for item in items for subject in standing.subjects(item.read)})
    return [standing.change(item.read, stands, item.file_hash, arrivals.get(item.file_hash)) for item in items]


def _one(result: duckdb.DuckDBPyConnection) -> int:
    row = result.fetchone()
    return int(row[0]) if row else 0


def _replace(con: duckdb.DuckDBPyConnection, scopes: Sequence[int]) -> None:
    """Older scopes that cease to stand."""
    if scopes:
        con.execute("UPDATE scopes SET is_current = false WHERE scope IN (SELECT unnest(?::BIGINT[]))", [list(scopes)])


def _insert_units(con: duckdb.DuckDBPyConnection, items: Sequence[Item], reference: Reference) -> None:
    """Units that are listed nowhere yet, each as the first file that names it has it."""
    named: dict[str, Row] = {}
    for item in items:
        for row in rows.of_units(item.read.new_units, (*reference.units, *item.read.new_units)):
            named.setdefault(str(row["reporting_unit"]), row)
    if named:
        query = "SELECT reporting_unit FROM reporting_units WHERE reporting_unit IN (SELECT unnest(?::TEXT[]))"
        known = {code for (code,) in con.execute(query, [list(named)]).fetchall()}
        query = "SELECT reporting_unit, name FROM reporting_units WHERE reporting_unit IN (SELECT unnest(?::TEXT[]))"
        names = dict(con.execute(query, [[row["parent"] for row in named.values()]]).fetchall())
        for row in named.values():  # imported ones are not in the reviewed tables
            row["parent_name"] = row["parent_name"] or names.get(row["parent"])
        insert_rows(con, "reporting_units", [row for code, row in named.items() if code not in known])


def insert_periods(con: duckdb.DuckDBPyConnection, codes: Iterable[str]) -> None:
    """Periods that are listed nowhere yet, by their codes."""
    known = {row[0] for row in con.execute("SELECT period FROM periods").fetchall()}
    insert_rows(con, "periods", rows.of_periods(sorted(set(codes) - known)))


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, incoming: Sequence[Row]) -> None:
    """Add rows by column name; `table` is one of our own."""
    if incoming:
        _insert(con, table, {name: [row[name] for row in incoming] for name in incoming[0]})


def _insert(con: duckdb.DuckDBPyConnection, table: str, incoming: Mapping[str, list[Any]]) -> None:
    """Insert columns by name in one statement; `table` is one of this module's own words."""
    if not next(iter(incoming.values()), None):
        return
    con.register("incoming", pa.table(dict(incoming)))
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608 not from outside
    con.unregister("incoming")
