"""Moving house: a warehouse from a folder into a shared lake, or back, with everything that people entered.

Originals go first, then drafts and the log, then the figures in one publication; what is there already is not brought
again, so a move that broke off is begun anew and ends. The figures of both must then be the same, row by row and as
exported.
"""

import hashlib
import io
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import base, database, deed_chains, export, files, pipeline, verification
from etl.database import WarehouseError
from etl.model import PersonCanActError
from etl.snapshots import Warehouse

# Tables that follow from the others, and what `meta` says of one file.
_DERIVED = {"figures", "findings", "pasts", "expected_reports", "lineage"}
_NOT_SHARED = {"meta", "replaced", "replaced_findings"}


class MoveError(PersonCanActError):
    """A warehouse cannot be moved there, or did not arrive as it was."""


@dataclass(frozen=True)
class Moved:
    """What came of a move: the snapshot there, the SHA-256 of the export of both, and how much was brought now."""

    snapshot: str
    checksum: str
    figures: int
    originals: int
    drafts: int
    left_out: tuple[str, ...]


def move(source: Warehouse, target: Warehouse, progress: Callable[[str], None] = lambda _: None) -> Moved:
    """Bring everything of a warehouse into an empty one, or go on where a move broke off.

    Args:
        source: is not changed, but for being brought to this release's schema, and a name for its log.
        target: empty, or with the same figures already.
        progress: told what is being done.

    Raises:
        MoveError: there is nothing to move, other figures are in the target, or what arrived differs.
        WarehouseError: one of the two cannot be read or written.
    """
    if source.sound() is None:
        raise MoveError("Kho nguồn chưa có số liệu nào để chuyển.")
    pipeline.refresh(source)
    snapshot = source.sound()
    assert snapshot is not None  # noqa: S101 there was one
    before = target.sound()
    if before is not None and fingerprints(before) != fingerprints(snapshot):
        raise MoveError(
            "Kho đích đang có số liệu khác; không có gì được chuyển. Hãy chuyển vào một kho mới, còn trống (thư mục "
            "mới, hoặc cơ sở dữ liệu PostgreSQL và nơi chứa tệp mới)."
        )
    originals, left_out = _bring_originals(source, target, progress)
    drafts = _bring_drafts(source.folder, target.folder)
    _bring_log(source, target)
    target.sign_out(source.signed_out().all())
    if before is None:
        progress("số liệu")
        with target.loading() as work:
            work.take(snapshot)
            work.publish(verification.verify)
    arrived = target.sound()
    if arrived is None or fingerprints(arrived) != fingerprints(snapshot):
        raise WarehouseError("Số liệu ở kho đích khác kho nguồn sau khi chuyển. Hãy giữ kho nguồn và báo người hỗ trợ.")
    (checksum, figures), (there, _) = checksum_of(snapshot), checksum_of(arrived)
    if checksum != there:
        raise WarehouseError("Bản xuất ở kho đích khác kho nguồn. Hãy giữ kho nguồn và báo người hỗ trợ.")
    return Moved(arrived.name, checksum, figures, originals, drafts, left_out)


def fingerprints(snapshot: Path) -> dict[str, tuple[int, int]]:
    """Of each table that people or documents filled: how many rows, and a hash of them all in whatever order."""
    with closing(database.open_reading(snapshot)) as con:
        tables = {name.removeprefix("own_") for name in base.own_tables(con)} - _DERIVED - _NOT_SHARED
        return {name: _fingerprint(con, name) for name in sorted(tables)}


def checksum_of(snapshot: Path) -> tuple[str, int]:
    """SHA-256 of everything as exported, and how many rows that is."""
    with closing(database.open_reading(snapshot)) as con:
        rows = export.observations(con, with_computed=True)
    text = io.StringIO()
    export.write_csv(rows, text)
    return hashlib.sha256(text.getvalue().encode()).hexdigest(), len(rows)


def _fingerprint(con: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    row = con.execute(f'SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0) FROM "{table}" t').fetchone()  # noqa: S608 ours
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _bring_originals(
    source: Warehouse, target: Warehouse, progress: Callable[[str], None]
) -> tuple[int, tuple[str, ...]]:
    """Originals that are not there yet; names of those that are no longer what their name says."""
    brought, left_out = 0, []
    for place in source.kept_originals():
        file_hash, suffix = place.stem, place.suffix
        there = target.original(file_hash)
        if there is not None and there.stat().st_size == place.stat().st_size:
            continue
        data = place.read_bytes()
        if hashlib.sha256(data).hexdigest() != file_hash:
            left_out.append(place.name)
            continue
        target.keep_original(data, file_hash, suffix)
        brought += 1
        progress(f"tệp gốc {brought}")
    return brought, tuple(left_out)


def _bring_drafts(source: Path, target: Path) -> int:
    """Drafts that are not there yet, and the settings; how many drafts."""
    brought = 0
    for place in [*source.glob("drafts/*/draft.json"), source / "settings.toml"]:
        there = target / place.relative_to(source)
        if place.exists() and not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            files.write_durably(place.read_text(encoding="utf-8"), there)
            brought += place.name == "draft.json"
    return brought


def _bring_log(source: Warehouse, target: Warehouse) -> None:
    """The chains of all machines, and the one that is written in the source, each under its name."""
    log = source.log()
    if log.is_partial:
        raise WarehouseError("Chưa đọc được nhật ký của các máy khác trong kho nguồn; chưa chuyển xong. Hãy chạy lại.")
    target.bring_log(deed_chains.named(log, source.folder))
