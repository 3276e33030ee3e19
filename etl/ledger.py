"""The ledger of submissions: which file was read with which tables and decisions, so that nothing is loaded twice."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import duckdb

from etl.reading_data import FileReading

_REFUSED = "refused"
VIETNAM = timedelta(hours=7)  # ahead of UTC


class Arrived(NamedTuple):
    """A submission: the file's name, who handed it in and when (UTC)."""

    file: str
    by: str
    at: datetime


class Withdrawn(NamedTuple):
    """A file that was taken back: the load that it came with, its name there, and when and why it was withdrawn."""

    load: int
    file: str
    at: datetime
    reason: str


def loaded_files(con: duckdb.DuckDBPyConnection, reference: str, memory: str = "") -> set[str]:
    """The hashes of the files that were loaded before and would read the same.

    The reviewed tables must be the same. Other decisions than then matter only where a question was open, a decision
    was used or one was made about the file. `reference` and `memory` are the fingerprints of both.
    """
    query = f"""
        SELECT file_hash FROM submissions WHERE reading = ?
        UNION
        SELECT file_hash FROM (SELECT file_hash, max(submission) AS submission FROM submissions
                               WHERE split_part(reading, '+', 1) = ? AND reading NOT LIKE '%+{_REFUSED}'
                               GROUP BY file_hash) s
        WHERE NOT EXISTS (FROM problems p WHERE p.submission = s.submission AND p.question IS NOT NULL)
          AND NOT EXISTS (FROM decisions_used u WHERE u.submission = s.submission)
          AND NOT EXISTS (FROM decisions d WHERE d.subject = s.file_hash AND d.revoked_at IS NULL)"""  # noqa: S608 our own word
    return {file_hash for (file_hash,) in con.execute(query, [key_of(reference, memory), reference]).fetchall()}


def refused_files(con: duckdb.DuckDBPyConnection, reference: str, memory: str = "") -> set[str]:
    """The hashes of the files that are kept although they were refused, as they read with these decisions."""
    query = "SELECT file_hash FROM submissions WHERE reading = ?"
    key = key_of(reference, memory, refused=True)
    return {file_hash for (file_hash,) in con.execute(query, [key]).fetchall()}


def withdrawn_files(con: duckdb.DuckDBPyConnection) -> dict[str, Withdrawn]:
    """The files of which a reading is withdrawn, by hash, and by which entry: they are restored, not loaded again."""
    found = con.execute(
        """SELECT s.file_hash, min(s.load), arg_min(s.file, s.submission), max(l.made_at), max_by(l.reason, l.load)
           FROM withdrawn_submissions(9223372036854775807) w
           JOIN submissions s USING (submission) JOIN loads l ON l.load = w.load
           GROUP BY s.file_hash"""
    ).fetchall()
    return {file_hash: Withdrawn(*more) for file_hash, *more in found}


def key_of(reference: str, memory: str, *, refused: bool = False) -> str:
    """Under what a reading of a file is kept once: the tables, and the decisions where there are any."""
    return "+".join(filter(None, (reference, memory, _REFUSED if refused else "")))


def last(con: duckdb.DuckDBPyConnection) -> int:
    """The number of the latest submission; 0 while there is none."""
    row = con.execute("SELECT coalesce(max(submission), 0) FROM submissions").fetchone()
    return int(row[0]) if row else 0


def arrivals(con: duckdb.DuckDBPyConnection, hashes: Iterable[str]) -> dict[str, int]:
    """The places at which files arrived that were read before: read again, a file keeps its own."""
    query = """SELECT file_hash, min(arrival) FROM submissions
               WHERE file_hash IN (SELECT unnest(?::TEXT[])) GROUP BY file_hash"""
    return dict(con.execute(query, [list(hashes)]).fetchall())


def arrived(con: duckdb.DuckDBPyConnection, scopes: Sequence[int]) -> dict[int, Arrived]:
    """Where some scopes are from."""
    query = """SELECT scope, file, received_by, received_at FROM scopes JOIN submissions USING (submission)
               WHERE scope IN (SELECT unnest(?::BIGINT[]))"""
    return {scope: Arrived(*more) for scope, *more in con.execute(query, [list(scopes)]).fetchall()}


def last_arrived(con: duckdb.DuckDBPyConnection, hashes: Sequence[str]) -> dict[str, Arrived]:
    """The latest submission of each of some files, by hash."""
    query = """SELECT file_hash, arg_max(file, submission), arg_max(received_by, submission), max(received_at)
               FROM submissions WHERE file_hash IN (SELECT unnest(?::TEXT[])) GROUP BY file_hash"""
    return {file_hash: Arrived(*more) for file_hash, *more in con.execute(query, [list(hashes)]).fetchall()}


def now() -> datetime:
    """This moment in UTC, as the ledger keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def in_vietnam(moment: datetime) -> datetime:
    """A moment of the ledger by the clocks of Vietnam, which has one time zone and changes no clocks."""
    return moment + VIETNAM


def entry(
    submission: int,
    read: FileReading,
    *,
    file: str,
    file_hash: str,
    key: str,
    received_by: str,
    load: int,
    arrival: int,
) -> dict[str, list[Any]]:
    """The row of a reading."""
    return {
        "submission": [submission],
        "file_hash": [file_hash],
        "reading": [key],
        "file": [file],
        "source": [read.source],
        "document_number": [read.document_number or None],
        "document_date": [read.document_date],
        "received_at": [now()],
        "received_by": [received_by],
        "figures": [read.count],
        "arrival": [arrival],
        "load": [load],
    }
