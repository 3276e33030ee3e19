"""Sign-outs of all machines of a lake: told to its catalogue, and heard with the question for the latest figures."""

# ruff: noqa: S608 -- names, hashes and numbers of our own

import time

import duckdb

from etl.lake import tables
from etl.sign_outs import KEPT, LINE, SignOuts

_MARGIN = 60  # seconds: longer than the statement that tells of one takes to end
_BATCH = 1000


def heard_since(seconds: float) -> str:
    """The part of a question to PostgreSQL that gives what was told within some seconds, as text."""
    since = ""
    if seconds < KEPT:
        since = f"WHERE made_at > clock_timestamp() - interval '{round(seconds) + _MARGIN:d} seconds'"
    return f"(SELECT string_agg(mark || ' ' || at, E'\\n') FROM {tables.SIGN_OUTS} {since})"


def take(text: object, known: SignOuts) -> None:
    """What such a question was answered."""
    known.take({mark: int(at) for mark, at in LINE.findall(str(text or ""))})


def send(con: duckdb.DuckDBPyConnection, known: SignOuts) -> None:
    """Tell what the lake does not know yet, and let it forget what is old."""
    oldest = int(time.time() - KEPT)
    there = {mark for (mark,) in tables.ask(con, f"SELECT mark FROM {tables.SIGN_OUTS}")}
    unsent = sorted((mark, at) for mark, at in known.all().items() if mark not in there and at > oldest)
    for start in range(0, len(unsent), _BATCH):
        rows = ", ".join(f"('{mark}', {at:d})" for mark, at in unsent[start : start + _BATCH])
        tables.tell(con, f"INSERT INTO {tables.SIGN_OUTS} (mark, at) VALUES {rows} ON CONFLICT DO NOTHING")
    tables.tell(con, f"DELETE FROM {tables.SIGN_OUTS} WHERE at < {oldest:d}")
