"""Whether a snapshot can be read to its last block and holds together."""

from contextlib import closing
from pathlib import Path

import duckdb

from etl import base, database, seals, verification
from etl.database import WarehouseError


def opens(snapshot: Path) -> None:
    """Open a snapshot as a reader would and ask it one thing.

    Raises:
        WarehouseError: it is damaged or of another schema version.
    """
    with closing(database.open_reading(snapshot)) as con:
        _asked(con, snapshot, "SELECT count(*) FROM submissions")


def verify(snapshot: Path) -> None:
    """Open a snapshot, read every block of every table, and check its keys as a load does before it publishes.

    Raises:
        WarehouseError: it is damaged, of another schema version, or does not hold together.
    """
    with closing(database.open_reading(snapshot)) as con:
        for table in base.own_tables(con):
            _asked(con, snapshot, f'SELECT bit_xor(hash(t)) FROM "{table}" AS t')  # noqa: S608 named by the catalogue
        if (name := base.named(con)) and not seals.is_whole(base.place(snapshot, name)):
            raise _damaged(snapshot)
        try:
            verification.verify(con)
        except (RuntimeError, duckdb.Error) as error:
            raise _damaged(snapshot) from error


def _asked(con: duckdb.DuckDBPyConnection, snapshot: Path, query: str) -> None:
    try:
        con.execute(query).fetchall()
    except duckdb.Error as error:
        raise _damaged(snapshot) from error


def _damaged(snapshot: Path) -> WarehouseError:
    return WarehouseError(
        f"Bản số liệu {snapshot.name} bị hỏng nên không dùng được. Hãy khôi phục từ bản sao lưu gần nhất: "
        "python -m etl restore TỆP."
    )
