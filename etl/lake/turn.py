"""Whose turn it is to load into a lake: an advisory lock of PostgreSQL, held until the load is published.

PostgreSQL lets go of it when the connection that holds it ends, however that came about: a loader that is killed, a
machine that is switched off. It is one for all of a lake, as the loader's lock of a folder is: two loads that speak of
different units still number their submissions and scopes one after the other.
"""

# ruff: noqa: S608 -- names and numbers of our own

import contextlib
import re
from collections.abc import Callable, Iterator
from contextlib import closing

import duckdb

from etl.database import WarehouseError
from etl.lake import engine
from etl.lake.engine import CATALOGUE, LakeAwayError
from etl.lake.shared import Lake

_LOCK = 7_300_812  # of our own choosing; other programs in the same database have theirs
_HOLDER = f"""SELECT a.application_name,
       to_char(a.xact_start AT TIME ZONE 'Asia/Ho_Chi_Minh', 'HH24:MI DD/MM/YYYY') AS since
FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND l.objid = {_LOCK}
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


@contextlib.contextmanager
def taken(lake: Lake, wait: float, waiting: Callable[[], None] | None) -> Iterator[None]:
    """Hold the lock; whoever came first has it first.

    Args:
        lake: which.
        wait: seconds to queue behind others.
        waiting: told once when another loader has it.

    Raises:
        LakeAwayError: the catalogue does not answer.
        WarehouseError: the others did not finish in time; says who has the lock and since when.
    """
    with closing(lake.cursor()) as con:
        try:
            with engine.told("Không xin được lượt nạp"):
                con.begin()
                if not _ask(con, f"SELECT pg_try_advisory_xact_lock({_LOCK}) AS got"):
                    if waiting:
                        waiting()
                    _queue(con, lake, wait)
        except LakeAwayError as error:
            lake.failed(error)
            raise
        try:
            yield
        finally:
            with contextlib.suppress(duckdb.Error):
                con.rollback()  # lets go of the lock


def holder(lake: Lake) -> str:
    """' (của an@may-chu-1, tiến trình 4711, từ 08:15 20/11/2026)', or nothing where it is not known."""
    with contextlib.suppress(WarehouseError, duckdb.Error), closing(lake.cursor()) as con:
        row = con.execute(f"FROM postgres_query('{CATALOGUE}', {_quoted(_HOLDER)})").fetchone()
        said = re.fullmatch(r"cchc (.+) (\d+)", row[0]) if row else None
        if row and said:
            return f" (của {said[1]}, tiến trình {said[2]}, từ {row[1]})"
    return ""


def _queue(con: duckdb.DuckDBPyConnection, lake: Lake, wait: float) -> None:
    try:
        con.execute(f"CALL postgres_execute('{CATALOGUE}', 'SET LOCAL lock_timeout = {max(1, round(wait * 1000)):d}')")
        _ask(con, f"SELECT pg_advisory_xact_lock({_LOCK})::TEXT AS got")
    except duckdb.Error as error:
        if "lock timeout" not in str(error):
            raise
        raise WarehouseError(
            f"Một lượt nạp khác{holder(lake)} đang chạy quá lâu nên lượt này chưa bắt đầu. "
            "Hãy thử lại sau vài phút; chưa có số liệu nào thay đổi."
        ) from error


def _ask(con: duckdb.DuckDBPyConnection, query: str) -> object:
    row = con.execute(f"SELECT got FROM postgres_query('{CATALOGUE}', {_quoted(query)})").fetchone()
    return row and row[0]


def _quoted(query: str) -> str:
    return "'" + query.replace("'", "''") + "'"
