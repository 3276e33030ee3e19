"""From a loader's finished working copy into the lake: what differs from the state it was built on, in one commit."""

# ruff: noqa: S608 -- names and numbers of our own

import contextlib
import json
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl import database
from etl.lake import contents
from etl.lake.contents import Table
from etl.lake.engine import LAKE, LakeAwayError
from etl.lake.overtaken import OvertakenPublishError
from etl.lake.shared import PUBLISHED, Head, Lake, read_head

_UNSURE = 10.0  # seconds to ask whether a commit whose answer was lost had happened


def publish(lake: Lake, base: Path | None, work: Path, by: str) -> Head:
    """Commit a working copy as the next publication.

    Args:
        lake: where.
        base: the machine's file of the publication that the copy was built on; None for an empty lake.
        work: the working copy, closed.
        by: who, for the lake's own history.

    Raises:
        OvertakenPublishError: somebody else published since the base; nothing was changed.
        LakeAwayError: catalogue or storage do not answer.
    """
    if base and not lake.address.is_bucket and not Path(lake.address.tables).is_dir():
        raise LakeAwayError(
            f"Không thấy thư mục chung {lake.address.data} (chưa được gắn vào máy này?). Không có gì được ghi. "
            "Hãy gắn lại thư mục rồi nạp lại."
        )
    token = secrets.token_hex(8)
    number = contents.marked(base)[0] if base else 0
    try:
        with lake.asking("Không ghi được vào kho chung") as con, _attached(con, token, base, work) as (old, new):
            con.begin()
            if read_head(con).number != number:
                raise OvertakenPublishError
            tables = contents.tables_of(con, new)
            _write(con, tables, old if base else "", new)
            _enter(con, number + 1, token, contents.counts(con, tables.values(), new))
            con.execute(f"CALL {LAKE}.set_commit_message(?, ?)", [by or "cchc", f"cchc {number + 1}"])
            try:
                con.commit()
            except duckdb.TransactionException as error:
                raise OvertakenPublishError from error
    except LakeAwayError:
        return _after_all(lake, token)
    return lake.head(anew=True)


@contextlib.contextmanager
def _attached(con: duckdb.DuckDBPyConnection, token: str, base: Path | None, work: Path) -> Iterator[tuple[str, str]]:
    """Both files under names that nobody else of this process uses."""
    names = {f"base_{token}": base, f"work_{token}": work}
    try:
        for name, path in names.items():
            if path:
                con.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {name} (READ_ONLY)")
        old, new = names
        yield old, new
    finally:
        with contextlib.suppress(duckdb.Error):
            con.rollback()  # a no-op after the commit
        for name in names:
            with contextlib.suppress(duckdb.Error):
                con.execute(f"DETACH DATABASE IF EXISTS {name}")


def _write(con: duckdb.DuckDBPyConnection, tables: dict[str, Table], old: str, new: str) -> None:
    """What differs from the base, if there is one; tables of another shape, or of an empty lake, are made anew."""
    there = contents.tables_of(con, LAKE)
    for name in there.keys() - tables.keys():
        con.execute(f'DROP TABLE {LAKE}.main."{name}"')
    for name, table in tables.items():
        if there.get(name) != table or not old:
            if name in there:
                con.execute(f'DROP TABLE {LAKE}.main."{name}"')
            contents.make(con, [table], LAKE)
            contents.fill(con, [table], new, LAKE)
        elif name == contents.META:
            contents.bring_meta(con, table, new, LAKE)
        elif contents.differ(con, table, old, new):
            try:
                contents.bring(con, table, LAKE)
            except contents.InconsistentError as error:
                raise OvertakenPublishError from error


def _enter(con: duckdb.DuckDBPyConnection, number: int, token: str, counts: dict[str, int]) -> None:
    """One row says what is published: two commits that both replace it cannot both succeed."""
    con.execute(
        f"CREATE TABLE IF NOT EXISTS {PUBLISHED} (number BIGINT, made_at TIMESTAMP, schema_version INTEGER, "
        "rows TEXT, token TEXT)"
    )
    con.execute(f"DELETE FROM {PUBLISHED}")
    con.execute(
        f"INSERT INTO {PUBLISHED} VALUES (?, ?, ?, ?, ?)",
        [number, datetime.now(UTC).replace(tzinfo=None), database.SCHEMA_VERSION, json.dumps(counts), token],
    )


def _after_all(lake: Lake, token: str) -> Head:
    """The lake fell silent: whether the commit had happened before, which it says itself when it is back.

    Raises:
        LakeAwayError: it had not, or that cannot be found out.
    """
    until = time.monotonic() + _UNSURE
    while True:
        try:
            head = lake.head(anew=True)
        except LakeAwayError:
            if time.monotonic() > until:
                raise LakeAwayError(
                    "Mất kết nối với kho chung đúng lúc công bố nên chưa biết lần nạp đã vào hay chưa; không có gì ghi "
                    "dở dang. Khi kho chung trở lại, hãy nạp lại đúng các tệp đó: tệp đã vào không được tính hai lần."
                ) from None
            time.sleep(0.5)
            continue
        if head.token == token:
            return head
        raise LakeAwayError(
            "Mất kết nối với kho chung trong lúc ghi; không có gì được ghi. Kho chung đã trở lại, hãy nạp lại."
        )
