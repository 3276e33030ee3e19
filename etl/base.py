"""The base of a large warehouse: its long tables in a file of their own, which many snapshots share.

A snapshot is a copy of the one before it, so that a load of one unit into a nation's figures would copy the world.
Above a size (`compaction`) the long tables lie in an immutable file beside the snapshots; a snapshot names it and holds
only what came since. Who asks sees no difference: `figures` and the others are views of both (base.sql). Who writes
names the snapshot's own table (`own`). What a small warehouse holds is all in the snapshot; it has no base.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb

# Tables that grow with every report; those of the base and those of the snapshot have the same columns.
SHARED = ("observations", "figures", "findings", "set_aside", "problems")
_SQL = Path(__file__).with_name("base.sql")
# Reports in the base that were sent again, up to which the view names them: a join in their place would keep what a
# question joins with from reaching the sorted figures, at two to four times the cost. Beyond, planning costs more.
_NAMED = 300


def named(con: duckdb.DuckDBPyConnection, of: str = "meta") -> str:
    """The file name of the base of a snapshot that is open, as a table `meta` says; '' where it has none."""
    try:
        row = con.execute(f"SELECT value FROM {of} WHERE name = 'base'").fetchone()  # noqa: S608 our own words
    except duckdb.CatalogException:  # no warehouse at all
        return ""
    return str(row[0]) if row else ""


def place(snapshot: Path, name: str) -> Path:
    """Where the base of a snapshot, or of a working copy beside the folder of snapshots, lies."""
    beside = snapshot.with_name(name)
    return beside if beside.exists() else snapshot.parent / "snapshots" / name


def attach(con: duckdb.DuckDBPyConnection, snapshot: Path, of: str = "meta") -> None:
    """Attach the base that a snapshot names, if it names one; nothing where another connection has attached it.

    Raises:
        duckdb.Error: it is gone or damaged.
    """
    if (name := named(con, of)) and not _is_attached(con):
        con.execute(f"ATTACH IF NOT EXISTS '{quoted(place(snapshot, name))}' AS base (READ_ONLY)")


def own(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """The table of a snapshot to write into."""
    return f"own_{table}" if table in SHARED and named(con) else table


def build_on(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Make a warehouse whose long tables are empty one that holds what comes after a base."""
    con.execute("INSERT OR REPLACE INTO meta VALUES ('base', ?)", [file.name])
    for table in SHARED:
        con.execute(f"ALTER TABLE {table} RENAME TO own_{table}")
    con.execute(f"ATTACH '{quoted(file)}' AS base (READ_ONLY)")
    make_views(con)


def make_views(con: duckdb.DuckDBPyConnection) -> None:
    """Put base and own tables together under their names; nothing without a base, or in a view of a snapshot."""
    query = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'own_figures' AND database_name = current_database()"
    if con.execute(query).fetchone():
        con.execute(_SQL.read_text(encoding="utf-8"))
        leave_out(con)


def leave_out(con: duckdb.DuckDBPyConnection) -> None:
    """Make the view of figures anew once others of the base do not count any more."""
    gone = con.execute(
        "SELECT period, list_sort(list(reporting_unit)) FROM replaced GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    if sum(len(units) for _, units in gone) <= _NAMED:
        kept = [f"NOT (period = {_text(period)} AND reporting_unit IN ({_texts(units)}))" for period, units in gone]
        con.execute(
            f"""CREATE OR REPLACE VIEW figures AS
                FROM base.main.figures WHERE {" AND ".join(kept) or "true"} UNION ALL FROM own_figures"""
        )
    else:
        con.execute(
            """CREATE OR REPLACE VIEW figures AS
               SELECT f.* FROM base.main.figures f
               ANTI JOIN replaced r ON r.reporting_unit = f.reporting_unit AND r.period = f.period
               UNION ALL FROM own_figures"""
        )


def dissolve(con: duckdb.DuckDBPyConnection) -> None:
    """Take into a snapshot all that its base holds: for a release that changes the tables."""
    if not named(con):
        return
    for table in SHARED:
        con.execute(f"CREATE TABLE whole_{table} AS FROM {table}")
        con.execute(f"DROP VIEW {table}")
        con.execute(f"DROP TABLE own_{table}")
        con.execute(f"ALTER TABLE whole_{table} RENAME TO {table}")
    con.execute("DROP TABLE replaced")
    con.execute("DROP TABLE replaced_findings")
    con.execute("DELETE FROM meta WHERE name = 'base'")
    con.execute("DETACH base")


def own_tables(con: duckdb.DuckDBPyConnection, of: str | None = None) -> list[str]:
    """The tables in the file that is open (or in one attached under a name), without its base, in order."""
    query = "SELECT table_name FROM duckdb_tables() WHERE database_name = coalesce(?, current_database()) ORDER BY ALL"
    return [table for (table,) in con.execute(query, [of]).fetchall()]


def quoted(path: Path) -> str:
    """A path within quotes."""
    return str(path).replace("'", "''")


def _texts(values: Iterable[str]) -> str:
    return ", ".join(map(_text, values))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _is_attached(con: duckdb.DuckDBPyConnection) -> bool:
    return con.execute("SELECT 1 FROM duckdb_databases() WHERE database_name = 'base'").fetchone() is not None
