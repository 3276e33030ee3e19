"""What of a snapshot lies in the lake, how two states differ, and bringing one of them to the other.

Everything that people or documents entered; what is derived from it each machine makes itself (`derive`), as it would
anyway. Differences are rows with how many of them there are more or fewer: no table needs a key.
"""

# ruff: noqa: S608 -- names and numbers of our own

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import duckdb

DERIVED = ("figures", "findings", "pasts", "expected_reports", "lineage")
# Rows of `meta` that say something of one machine's file.
_OWN = ("derived_load", "derived_tables", "derived_sorted", "views", "lake", "base")
_MARK = "lake"  # of them: which publication a file is, and which of DuckLake's snapshots it was read from
META = "meta"  # brought whole: opening a file writes into it
# Tables that only grow, by a number that only grows: what is new is found without comparing all the rest.
_GROWING = {
    "observations": "submission",
    "set_aside": "submission",
    "problems": "submission",
    "decisions_used": "submission",
    "alike_scopes": "scope",
}
# Tables that change in a load of documents; of the others `derive` must know that they changed.
_OF_LOADS = {
    *_GROWING, "submissions", "scopes", "decisions", "loads", "load_changes", "withdrawals", "explanations", "audit",
    "meta",
}  # fmt: skip
_GROW_IN_LOADS = {"reporting_units", "periods"}
CHANGE = "change"  # temporary table: the columns of a table, and n


class Table(NamedTuple):
    """A table and its columns with their types, in order."""

    name: str
    columns: tuple[tuple[str, str], ...]

    @property
    def names(self) -> str:
        """Its columns for a list in SQL."""
        return ", ".join(f'"{name}"' for name, _ in self.columns)

    def matched(self, one: str, other: str) -> str:
        """The condition that two rows are the same."""
        return " AND ".join(f'{one}."{name}" IS NOT DISTINCT FROM {other}."{name}"' for name, _ in self.columns)


class InconsistentError(Exception):
    """A row that should go is not there: the two sides are not the states that they were taken for."""


def tables_of(con: duckdb.DuckDBPyConnection, database: str, schema: str = "main") -> dict[str, Table]:
    """The tables of an attached database that belong in a lake."""
    found: dict[str, list[tuple[str, str]]] = {}
    query = """SELECT table_name, column_name, data_type FROM duckdb_columns()
               WHERE database_name = $database AND schema_name = $schema AND table_name IN (
                   SELECT table_name FROM duckdb_tables() WHERE database_name = $database AND schema_name = $schema)
               ORDER BY table_name, column_index"""
    for table, column, kind in con.execute(query, {"database": database, "schema": schema}).fetchall():
        if table not in DERIVED and not table.startswith("lake_"):
            found.setdefault(table, []).append((column, kind))
    return {name: Table(name, tuple(columns)) for name, columns in found.items()}


def rows_of(table: Table, database: str) -> str:
    """A query for the rows of a table that every machine has."""
    own = f" WHERE name NOT IN {_OWN}" if table.name == META else ""
    return f'SELECT {table.names} FROM {database}.main."{table.name}"{own}'


def count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    """How many rows a query gives."""
    row = con.execute(f"SELECT count(*) FROM ({query})").fetchone()
    return int(row[0]) if row else 0


def differ(con: duckdb.DuckDBPyConnection, table: Table, old: str, new: str) -> int:
    """Make temporary table `change`: what must be added (n > 0) or taken away (n < 0) to come from `old` to `new`.

    Args:
        con: both are attached to it.
        table: as both have it.
        old: the name under which the earlier state is attached.
        new: the later.

    Returns:
        How many different rows are in it.
    """
    before, after = rows_of(table, old), rows_of(table, new)
    if key := _GROWING.get(table.name):
        last = con.execute(f'SELECT max("{key}") FROM {old}.main."{table.name}"').fetchone()
        grown = after if last is None or last[0] is None else f'{after} WHERE "{key}" > {int(last[0]):d}'
        if count(con, before) + count(con, grown) == count(con, after):
            return _made(con, f"SELECT *, count(*) AS n FROM ({grown}) GROUP BY ALL ORDER BY {key}")
    return _made(
        con,
        f"""SELECT * EXCLUDE sign, sum(sign)::BIGINT AS n
            FROM (SELECT *, 1 AS sign FROM ({after}) UNION ALL SELECT *, -1 FROM ({before}))
            GROUP BY ALL HAVING sum(sign) <> 0""",
    )


def differ_by_changes(con: duckdb.DuckDBPyConnection, table: Table, lake: str, since: int, until: int) -> int:
    """The same from what the lake says that changed after a snapshot of its own, up to another."""
    return _made(
        con,
        f"""SELECT {table.names},
                   sum(CASE WHEN change_type IN ('insert', 'update_postimage') THEN 1 ELSE -1 END)::BIGINT AS n
            FROM ducklake_table_changes('{lake}', 'main', '{table.name}', {since + 1:d}, {until:d})
            GROUP BY ALL HAVING n <> 0""",
    )


def bring(con: duckdb.DuckDBPyConnection, table: Table, target: str) -> None:
    """Apply temporary table `change` to a table of an attached database.

    Raises:
        InconsistentError: a row that should go is not there.
    """
    place = f'{target}.main."{table.name}"'
    gone = f"SELECT * FROM {CHANGE} WHERE n < 0"
    if number := count(con, gone):
        con.execute(
            f"""CREATE OR REPLACE TEMP TABLE fewer AS
                SELECT {", ".join(f'g."{name}"' for name, _ in table.columns)}, any_value(g.n) + count(*) AS n
                FROM ({gone}) g JOIN {place} t ON {table.matched("g", "t")} GROUP BY ALL"""
        )
        if count(con, "SELECT * FROM fewer WHERE n >= 0") != number:
            raise InconsistentError(table.name)
        con.execute(f"DELETE FROM {place} USING fewer g WHERE {table.matched(place, 'g')}")
        _add(con, table, place, "fewer")
    _add(con, table, place, CHANGE)


def bring_meta(con: duckdb.DuckDBPyConnection, table: Table, source: str, target: str) -> None:
    """Take over what `meta` says of the shared rows."""
    con.execute(f"DELETE FROM {target}.main.meta WHERE name NOT IN {_OWN}")
    con.execute(f"INSERT INTO {target}.main.meta ({table.names}) {rows_of(table, source)}")


def mark(con: duckdb.DuckDBPyConnection, number: int, version: int) -> None:
    """Say in a machine's file which publication it is."""
    con.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [_MARK, f"{number} {version}"])


def marked(path: Path) -> tuple[int, int]:
    """Publication and version of a machine's file; zeros where it does not say."""
    with closing(duckdb.connect(":memory:")) as con:  # a page of this process may have it open in its own way
        con.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS held (READ_ONLY)")
        row = con.execute("SELECT any_value(value) FROM held.main.meta WHERE name = ?", [_MARK]).fetchone()
    number, _, version = str((row and row[0]) or "0 0").partition(" ")
    return int(number), int(version)


def counts(con: duckdb.DuckDBPyConnection, tables: Iterable[Table], database: str) -> dict[str, int]:
    """Rows of each table."""
    return {table.name: count(con, rows_of(table, database)) for table in tables}


def needs_all_derived(con: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether temporary table `change` of this table is more than what a load of documents brings."""
    if table.name in _GROW_IN_LOADS:
        return bool(count(con, f"SELECT * FROM {CHANGE} WHERE n < 0"))
    return table.name not in _OF_LOADS


def fill(con: duckdb.DuckDBPyConnection, tables: Iterable[Table], source: str, target: str) -> None:
    """Copy all rows of tables that are empty, in the order in which they are read."""
    for table in tables:
        order = f' ORDER BY "{key}"' if (key := _GROWING.get(table.name)) else ""
        con.execute(f'INSERT INTO {target}.main."{table.name}" ({table.names}) {rows_of(table, source)}{order}')


def make(con: duckdb.DuckDBPyConnection, tables: Sequence[Table], target: str) -> None:
    """Make empty tables without any constraint."""
    for table in tables:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns)
        con.execute(f'CREATE TABLE {target}.main."{table.name}" ({columns})')


def _made(con: duckdb.DuckDBPyConnection, query: str) -> int:
    con.execute(f"CREATE OR REPLACE TEMP TABLE {CHANGE} AS {query}")
    return count(con, f"SELECT * FROM {CHANGE}")


def _add(con: duckdb.DuckDBPyConnection, table: Table, place: str, source: str) -> None:
    con.execute(
        f"""INSERT INTO {place} ({table.names})
            SELECT {table.names} FROM (SELECT *, unnest(range(n)) FROM {source} WHERE n > 0)"""
    )
