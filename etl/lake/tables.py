"""Our own tables beside DuckLake's in the catalogue's PostgreSQL: what machines tell each other besides figures.

Whoever connects first makes them; a lock of PostgreSQL lets two that come at once do it one after the other.
"""

from typing import Any

import duckdb

from etl.lake.engine import CATALOGUE

DEEDS, SIGN_OUTS = "cchc_deeds", "cchc_sign_outs"
_LOCK = 7_300_813  # the loader's turn has the one before
# `made_at` is when PostgreSQL was told, `at` when it was done.
_MAKE = f"""DO $make$ BEGIN
    PERFORM pg_advisory_xact_lock({_LOCK});
    CREATE TABLE IF NOT EXISTS {DEEDS} (
        machine TEXT, file TEXT, line INTEGER, bytes BYTEA NOT NULL, PRIMARY KEY (machine, file, line));
    CREATE TABLE IF NOT EXISTS {SIGN_OUTS} (
        mark TEXT PRIMARY KEY, at BIGINT NOT NULL, made_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp());
    CREATE INDEX IF NOT EXISTS {SIGN_OUTS}_made_at ON {SIGN_OUTS} (made_at);
END $make$"""


def make(con: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing."""
    ((is_there,),) = ask(con, f"SELECT to_regclass('{DEEDS}') IS NOT NULL AND to_regclass('{SIGN_OUTS}') IS NOT NULL")
    if not is_there:
        tell(con, _MAKE)


def ask(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """What PostgreSQL answers."""
    return con.execute("FROM postgres_query(?, ?)", [CATALOGUE, query]).fetchall()


def tell(con: duckdb.DuckDBPyConnection, statement: str) -> None:
    """Have PostgreSQL do something."""
    con.execute("CALL postgres_execute(?, ?)", [CATALOGUE, statement])
