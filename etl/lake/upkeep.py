"""Keeping a lake small: many small loads become few files, and what nobody reads any more is deleted, with an age."""

# ruff: noqa: S608 -- names and numbers of our own

import contextlib

from etl import journal
from etl.lake import engine
from etl.lake.engine import LAKE, LakeAwayError
from etl.lake.shared import Lake

EVERY = 20  # publications
KEEP_DAYS = 7  # snapshots of DuckLake's: a machine that was away longer copies the whole
ORPHAN_DAYS = 1  # files of loads that were killed; a load that is being written is younger


def after_load(lake: Lake, number: int) -> None:
    """Now and then, with the loader's turn still held; that it fails is no reason for a load to fail."""
    if number % EVERY == 0:
        with contextlib.suppress(LakeAwayError):
            compact(lake)


def compact(lake: Lake, *, keep_days: float = KEEP_DAYS, orphan_days: float = ORPHAN_DAYS) -> int:
    """Merge small files, forget old snapshots, delete files of neither; how many files there are for tables now.

    Whoever calls holds the loader's turn.

    Raises:
        LakeAwayError: catalogue or storage do not answer.
    """
    steps = (
        f"CALL ducklake_flush_inlined_data('{LAKE}')",
        f"CALL ducklake_merge_adjacent_files('{LAKE}')",
        f"CALL ducklake_rewrite_data_files('{LAKE}')",
        f"CALL ducklake_expire_snapshots('{LAKE}', older_than => now() - to_microseconds({_micros(keep_days)}))",
        f"CALL ducklake_cleanup_old_files('{LAKE}', older_than => now() - to_microseconds({_micros(orphan_days)}))",
        f"CALL ducklake_delete_orphaned_files('{LAKE}', older_than => now() - to_microseconds({_micros(orphan_days)}))",
    )
    with lake.asking("Không dọn được kho chung") as con:
        for step in steps:
            con.execute(step)
        row = con.execute(
            f"SELECT n FROM postgres_query('{engine.CATALOGUE}', "
            "'SELECT count(*) AS n FROM ducklake_data_file WHERE end_snapshot IS NULL')"
        ).fetchone()
    found = int(row[0]) if row else 0
    journal.event("compacted", files=found)
    return found


def _micros(days: float) -> int:
    return round(days * 24 * 3600 * 1_000_000)
