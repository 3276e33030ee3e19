"""A machine's own snapshot of the lake: made whole once, then from the one before and what changed since.

The file is like any other snapshot of the warehouse, so pages, questions and the lens on the past know nothing of a
lake. Beside the shared rows it holds which publication it is and which of DuckLake's snapshots it was read from.
"""

import contextlib
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb

from etl import database, derive, files
from etl.database import WarehouseError
from etl.lake import contents
from etl.lake.contents import Table
from etl.lake.engine import LAKE
from etl.lake.shared import Head, Lake, read_head

_KEYS = {"meta": "name", "submissions": "file_hash, reading"}


class _ElseWholeError(Exception):
    """What changed cannot be told; the whole is to be copied."""


def copy(lake: Lake, last: Path | None, into: Path) -> Head:
    """Write the latest publication into a new file, from the machine's last one where that is possible.

    Raises:
        LakeAwayError: catalogue or storage do not answer.
        WarehouseError: the lake was published by a later release, or what is read is not what was published.
    """
    since = contents.marked(last)[1] if last else 0
    try:
        if last and since:
            with contextlib.suppress(_ElseWholeError):
                return _following(lake, last, into, since)
            files.remove(into)
        return _whole(lake, into)
    except BaseException:
        files.remove(into)
        raise


def _following(lake: Lake, last: Path, into: Path, since: int) -> Head:
    """The last file with what changed."""
    shutil.copyfile(last, into)
    database.open_writing(into).close()  # of this release, whichever made it
    is_all = False
    with _reading(lake, into) as (con, head, name):
        tables = contents.tables_of(con, name)
        changed = lake.changed_tables(con, since, head.version)
        if head.schema != database.SCHEMA_VERSION or changed is None or contents.tables_of(con, LAKE) != tables:
            raise _ElseWholeError
        try:
            for table in sorted(changed & tables.keys() - {contents.META}):
                contents.differ_by_changes(con, tables[table], LAKE, since, head.version)
                contents.bring(con, tables[table], name)
                is_all |= contents.needs_all_derived(con, tables[table])
            contents.bring_meta(con, tables[contents.META], LAKE, name)
            _check(con, head, tables.values(), name)
        except (contents.InconsistentError, WarehouseError) as error:
            raise _ElseWholeError from error
    _finish(into, head, is_all=is_all)
    return head


def _whole(lake: Lake, into: Path) -> Head:
    """Everything anew. What an earlier release published is copied as it is, to be brought up to date as ever."""
    is_ours = lake.head(anew=True).schema == database.SCHEMA_VERSION
    if is_ours:
        database.close_written(database.create(into))
    with _reading(lake, into) as (con, head, name):
        tables = contents.tables_of(con, LAKE)
        if not is_ours:
            contents.make(con, list(tables.values()), name)
            for table, key in _KEYS.items():
                con.execute(f"ALTER TABLE {name}.{table} ADD PRIMARY KEY ({key})")
        elif tables != contents.tables_of(con, name):
            raise WarehouseError(_ODD.format(what="bảng"))
        contents.fill(con, [table for table in tables.values() if table.name != contents.META], LAKE, name)
        contents.bring_meta(con, tables[contents.META], LAKE, name)
        _check(con, head, tables.values(), name)
    _finish(into, head, is_all=True, is_ours=is_ours)
    return head


@contextlib.contextmanager
def _reading(lake: Lake, into: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Head, str]]:
    """A machine's file beside the lake, under a name of its own, and one state of the lake, in one transaction."""
    name = f"copy_{secrets.token_hex(6)}"
    with lake.asking() as con:
        con.execute(f"ATTACH '{str(into).replace(chr(39), chr(39) * 2)}' AS {name}")
        try:
            con.begin()
            head = read_head(con)
            if head.schema > database.SCHEMA_VERSION:
                raise WarehouseError(
                    "Kho chung đã được một máy khác nâng cấp lên phiên bản mới hơn của chương trình. Máy này vẫn hiện "
                    "bản số liệu gần nhất; hãy cập nhật chương trình trên máy này."
                )
            yield con, head, name
            con.commit()
        finally:
            with contextlib.suppress(duckdb.Error):
                con.rollback()  # a no-op after the commit
            con.execute(f"DETACH {name}")


def _finish(into: Path, head: Head, *, is_all: bool, is_ours: bool = True) -> None:
    """Say which publication it is and make what is derived."""
    with closing(database.connect(into, read_only=False)) as con:
        contents.mark(con, head.number, head.version)
        if is_all:
            con.execute("INSERT OR REPLACE INTO meta VALUES ('derived_tables', '')")
        if is_ours:
            derive.refresh(con)
        con.execute("CHECKPOINT")
        con.execute("SET threads = 1")  # as `database.close_written`


def _check(con: duckdb.DuckDBPyConnection, head: Head, tables: Iterable[Table], database_name: str) -> None:
    """Refuse a file that has not as many rows as were published."""
    found = contents.counts(con, tables, database_name)
    if found != head.counts:
        raise WarehouseError(_ODD.format(what=", ".join(sorted(dict(found.items() ^ head.counts.items())))))


_ODD = (
    "Kho chung không khớp với những gì đã công bố ({what}). Máy này không dùng bản đó và không ghi gì. "
    "Hãy báo người quản trị máy chủ khôi phục PostgreSQL và nơi chứa tệp về cùng một thời điểm."
)
