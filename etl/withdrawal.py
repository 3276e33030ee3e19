"""Taking a load back and bringing it back: the figures are then what they were without it, or with it.

Nothing is deleted. A withdrawal is an entry of its own in the ledger, so it can be asked what was known before it, and
it can itself be undone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from etl import deeds, guard, journal, load, reference
from etl.guard import Allowed
from etl.model import PersonCanActError
from etl.snapshots import Warehouse


class WithdrawalError(PersonCanActError):
    """What was asked cannot be withdrawn or restored; nothing was changed."""


class NoSuchLoadError(WithdrawalError):
    """There is no load of that number, or no such file in it."""


@dataclass(frozen=True)
class Withdrawn:
    """What was done: the entry's number, the files concerned, and the snapshot now published."""

    load: int
    files: tuple[str, ...]
    snapshot: str


def withdraw(
    warehouse: Warehouse, number: int, by: str, *, reason: str, files: Sequence[str] = (), allowed: Allowed = None
) -> Withdrawn:
    """Take the files of a load out of the figures, with all later readings of the same files.

    What an earlier load had read of them counts again, as does what they had replaced.

    Args:
        warehouse: where.
        number: of the load, or of an earlier withdrawal or restoration of the same files.
        by: who.
        reason: in the person's words; kept.
        files: names of files of the load; empty for all of them.
        allowed: what the person holds; None for who is asked nothing (`etl.guard`).

    Raises:
        NoSuchLoadError: there is no such load, or no such file in it.
        WithdrawalError: it is withdrawn already.
        NotAllowedError: it speaks of units beyond what the person holds.
        WarehouseError: the warehouse cannot be read or written.
    """
    return _enter(warehouse, number, by, reason=reason, files=files, withdrawn=True, allowed=allowed)


def restore(
    warehouse: Warehouse, number: int, by: str, *, reason: str, files: Sequence[str] = (), allowed: Allowed = None
) -> Withdrawn:
    """Bring the withdrawn files of a load back; arguments and errors as `withdraw`."""
    return _enter(warehouse, number, by, reason=reason, files=files, withdrawn=False, allowed=allowed)


def _enter(
    warehouse: Warehouse, number: int, by: str, *, reason: str, files: Sequence[str], withdrawn: bool, allowed: Allowed
) -> Withdrawn:
    facts: dict[str, Any] = {}
    done: dict[str, Any] = {"of_load": number, "is_withdrawn": withdrawn, "reason": reason, "files": list(files)}
    with (
        deeds.doing(warehouse.folder, by, "withdraw", done),
        journal.timed("withdrawal" if withdrawn else "restoration", facts),
        warehouse.loading() as work,
    ):
        load.refresh_reference(work.connection, reference.load())
        entry, named = enter(work.connection, number, by, reason=reason, files=files, withdrawn=withdrawn)
        concerned = _concerned(work.connection, entry)
        guard.check(work.connection, allowed, "withdraw", concerned)
        done |= {"files": list(named), "units": sorted({one.unit for one in concerned})}
        snapshot = load.publish(work).name
        facts |= {"load": entry, "files": len(named), "snapshot": snapshot, "outcome": "published"}
        done |= {"load": entry, "snapshot": snapshot}
    return Withdrawn(entry, named, snapshot)


def enter(
    con: duckdb.DuckDBPyConnection, number: int, by: str, *, reason: str, files: Sequence[str] = (), withdrawn: bool
) -> tuple[int, tuple[str, ...]]:
    """Write a withdrawal, or a restoration, into a working copy; its number and the names of the files."""
    meant = _meant(con, number, files, withdrawn=withdrawn)
    entry = load.begin(con, "withdrawal" if withdrawn else "restoration", by, reason)
    con.execute(
        "INSERT INTO withdrawals SELECT $entry, unnest($meant::BIGINT[]), $withdrawn",
        {"entry": entry, "meant": list(meant), "withdrawn": withdrawn},
    )
    load.elect(con, list(meant))
    return entry, tuple(sorted(set(meant.values())))


def _concerned(con: duckdb.DuckDBPyConnection, entry: int) -> list[guard.Spoken]:
    """Of which units the files of a withdrawal or restoration speak."""
    found = con.execute("SELECT submission FROM withdrawals WHERE load = ?", [entry]).fetchall()
    return guard.of_submissions(con, [submission for (submission,) in found])


def _meant(con: duckdb.DuckDBPyConnection, number: int, files: Sequence[str], *, withdrawn: bool) -> dict[int, str]:
    """The submissions of a load's files, with later readings of the same files, that are not so yet."""
    named = con.execute(
        """SELECT file, file_hash, submission FROM submissions
           WHERE (load = $number OR submission IN (SELECT submission FROM withdrawals WHERE load = $number))
             AND (len($files) = 0 OR list_contains($files, file))""",
        {"number": number, "files": list(files)},
    ).fetchall()
    missing = set(files) - {file for file, *_ in named}
    if not named or missing:
        what = f"tệp {', '.join(sorted(missing))} trong lần nạp" if missing else "lần nạp"
        raise NoSuchLoadError(f"Không có {what} {number}. Hãy xem danh sách bằng `python -m etl loads`.")
    first: dict[str, int] = {}
    for _, file_hash, submission in named:
        first[file_hash] = min(submission, first.get(file_hash, submission))
    found = con.execute(
        """SELECT s.submission, s.file
           FROM submissions s
           JOIN (SELECT unnest($hashes::TEXT[]) AS file_hash, unnest($first::BIGINT[]) AS first) n USING (file_hash)
           LEFT JOIN withdrawn_submissions(9223372036854775807) w USING (submission)
           WHERE s.submission >= n.first AND (w.submission IS NULL) = $withdrawn""",
        {"hashes": list(first), "first": list(first.values()), "withdrawn": withdrawn},
    ).fetchall()
    if not found:
        state = "đã được thu hồi" if withdrawn else "không bị thu hồi"
        raise WithdrawalError(f"Lần nạp {number} {state}; không có gì thay đổi.")
    return dict(found)
