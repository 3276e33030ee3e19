"""Writing a base: the long tables of a large warehouse, sorted, into a file that many snapshots share (`base`).

It is written beside the snapshots, part by part, so that memory stays flat however many figures there are: figures by
indicators, findings by provinces, as their orders and rules want it. What is left is written into a working copy
without the room that the long tables took. Until a snapshot that names it is published, nobody knows of a new base.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from etl import base, database, derive

# Observations from which a warehouse has a base. Below, a snapshot is at most some 100 MB, and copied in a tenth of a
# second; every question to a base costs a millisecond or two more of planning.
LARGE = 2_000_000
_AT_ONCE = 4_000_000  # figures that are sorted or judged together: two to three gigabytes of memory
_MADE_ANEW = {"figures", "findings"}


def is_due(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a new base is to be written: at first, and whenever figures are to be made anew and sorted."""
    if not base.named(con) and _count(con, "SELECT count(*) FROM observations") <= LARGE:
        return False
    return not base.named(con) or (not derive.is_up_to_date(con) and derive.is_to_be_made_anew(con))


def write(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write the base of a working copy: all that its long tables are to hold from now on.

    Args:
        con: the working copy, in no transaction, with all that a load stored.
        file: of the base; must not exist yet.
    """
    derive.make_lineage(con)
    con.execute(f"ATTACH '{base.quoted(file)}' AS fresh")
    try:
        for table in base.SHARED:
            con.execute(f"CREATE TABLE fresh.{table} AS FROM {table} LIMIT 0")
            if table not in _MADE_ANEW:
                con.execute(f"INSERT INTO fresh.{table} FROM {table}")
        for first, last in _spans(con, "SELECT indicator, count(*) FROM observations GROUP BY ALL ORDER BY ALL"):
            con.execute(
                f"""INSERT INTO fresh.figures FROM standing_figures WHERE indicator BETWEEN ? AND ?
                    ORDER BY {derive.ORDER}""",
                [first, last],
            )
        _judge(con)
        con.execute("CHECKPOINT fresh")
    finally:
        con.execute("DETACH fresh")


def _judge(con: duckdb.DuckDBPyConnection) -> None:
    """Findings of all figures, some provinces at a time: rules look at one unit, or at the units of one place."""
    con.execute("CREATE OR REPLACE TEMP TABLE judged AS FROM fresh.findings")
    con.execute("CREATE OR REPLACE TEMP VIEW all_figures AS FROM fresh.main.figures")
    con.execute(_PLACES)
    counted = "SELECT place, count(*) FROM all_figures JOIN places USING (reporting_unit) GROUP BY ALL ORDER BY ALL"
    for first, last in _spans(con, counted):
        con.execute(
            """CREATE OR REPLACE TEMP TABLE near_figures AS
               FROM all_figures SEMI JOIN (FROM places WHERE place BETWEEN ? AND ?) USING (reporting_unit)""",
            [first, last],
        )
        for among in ("unit", "peers"):
            con.execute(f"INSERT INTO judged FROM findings_in('near_figures', '{among}')")
    con.execute("INSERT INTO judged FROM findings_in('all_figures', 'corrections')")
    con.execute(f"INSERT INTO fresh.findings FROM judged ORDER BY {derive.ORDER_OF_FINDINGS}")
    for table in ("judged", "places", "near_figures"):
        con.execute(f"DROP TABLE IF EXISTS {table}")
    con.execute("DROP VIEW all_figures")


# Where the units are that a unit is judged beside: provinces beside each other, others within their province.
_PLACES = """
CREATE OR REPLACE TEMP TABLE places AS
SELECT reporting_unit, CASE level WHEN 'province' THEN '' ELSE coalesce(province, '') END AS place FROM reporting_units
"""


def put_on(copy: Path, to: Path, file: Path) -> duckdb.DuckDBPyConnection:
    """A working copy that holds what another one does beside its long tables, on a base that was written of it.

    Args:
        copy: the working copy, closed.
        to: the new one.
        file: the base.
    """
    con = database.create(to)
    try:
        known = base.own_tables(con)
        con.execute(f"ATTACH '{base.quoted(copy)}' AS held (READ_ONLY)")
        con.begin()
        for table in base.own_tables(con, "held"):
            if _is_left_behind(table):
                continue
            if table not in known:
                con.execute(f'CREATE TABLE "{table}" AS FROM held."{table}"')
            else:
                con.execute(f'DELETE FROM "{table}"')  # noqa: S608 as above
                con.execute(f'INSERT INTO "{table}" BY NAME SELECT * FROM held."{table}"')  # noqa: S608 as above
        con.commit()
        con.execute("DETACH held")
        base.build_on(con, file)
        con.execute("INSERT OR REPLACE INTO meta SELECT 'derived_sorted', count(*)::TEXT FROM base.main.figures")
        derive.finish(con)
    except BaseException:
        con.close()
        raise
    return con


def _is_left_behind(table: str) -> bool:
    return table in base.SHARED or table.startswith(("own_", "replaced"))


def _spans(con: duckdb.DuckDBPyConnection, counted: str) -> Iterator[tuple[str, str]]:
    """First and last of the names that are taken together, in their order; `counted` gives each with its figures."""
    first, last, together = "", "", 0
    for name, count in con.execute(counted).fetchall():
        if together and together + count > _AT_ONCE:
            yield first, last
            together = 0
        first = name if not together else first
        last, together = name, together + count
    if together:
        yield first, last


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0
