"""Bringing a backup back as a new snapshot: checked whole before anything is written, published in one step.

What is there stays: snapshots are not overwritten, originals are kept under their hash, drafts that are there are left
alone. Figures that are replaced are kept first, as a backup of their own in `replaced/`, to return to.
"""

import hashlib
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock, Timeout

from etl import base, database, deed_chains, deeds, journal, seals
from etl.database import WarehouseError
from etl.snapshots import Warehouse
from etl.upkeep import backup_file, health, room
from etl.upkeep.backing_up import backup
from etl.upkeep.backup_file import BackupError, Manifest, copy, kind_of, place_of

REPLACED = "replaced"
_STAGE = "work-restore-"
_MARGIN = 64 * room.MEGABYTE
_WAIT = 600  # seconds to queue behind a load


@dataclass(frozen=True)
class Restored:
    """What a restoration brought; `kept` is where the figures before it are, None where there were none."""

    snapshot: str
    made_at: str
    originals: int
    drafts: int
    drafts_left: tuple[str, ...]
    kept: Path | None


def restore(warehouse: Warehouse, source: Path, *, replace: bool = False) -> Restored:
    """Bring a backup back into an empty or an existing warehouse.

    Args:
        warehouse: where to; made when it is missing.
        source: the file of the backup.
        replace: whether figures that are there may be replaced.

    Raises:
        BackupError: the backup is damaged, foreign or of a later release, figures are there, or the warehouse is a
            lake that several machines share; nothing was changed.
        NoRoomError: there is less room than it needs.
        WarehouseError: another load did not finish in time, or the folder cannot be written.
        FileNotFoundError: there is no such file.
    """
    facts: dict[str, Any] = {}
    if warehouse.is_shared:
        raise BackupError(
            "Không khôi phục thẳng vào kho chung của nhiều máy. Hãy khôi phục vào một thư mục trống, rồi chuyển sang "
            "một kho chung mới bằng lệnh python -m etl move (docs/deploy.md)."
        )
    with backup_file.opened(source) as (archive, manifest):
        backup_file.verify(archive, manifest, source)
        room.check(warehouse.folder, 2 * manifest.size + _MARGIN)
        if not replace and _present(warehouse) is not None:
            raise _figures_are_there(warehouse)
        with journal.timed("restore", facts), _alone(warehouse), _stage(warehouse) as stage:
            snapshot = _staged(archive, manifest, stage, source)
            before = _present(warehouse)
            if before is not None and not replace:  # loaded while the lock was waited for
                raise _figures_are_there(warehouse)
            kept = _keep(warehouse) if before is not None else None
            originals = _bring_originals(stage, warehouse)
            drafts, left = _bring_drafts(stage, warehouse)
            _bring_deeds(stage, warehouse)
            target = warehouse.snapshots / warehouse.next_name()
            warehouse.snapshots.mkdir(exist_ok=True)
            stands_on = _bring_base(snapshot, warehouse)
            snapshot.replace(target)
            seals.write(target, [], stands_on)
            warehouse.point_to(target)
            for lost in warehouse.lost():  # what is restored takes their place: their files need not come back
                warehouse.set_aside(lost)
            facts |= {"snapshot": target.name, "files": originals, "bytes": manifest.size, "outcome": "published"}
    return Restored(target.name, manifest.made_at, originals, drafts, left, kept)


def _present(warehouse: Warehouse) -> Path | None:
    """The snapshot that a reader can open, None where there is none or it is damaged."""
    try:
        found = warehouse.current()
        if found is not None:
            health.opens(found)
    except WarehouseError:
        return None
    return found


def _staged(archive: zipfile.ZipFile, manifest: Manifest, stage: Path, source: Path) -> Path:
    """Everything beside what is there, compared once more, and the snapshot brought to this release's schema."""
    for name, entry in manifest.entries.items():
        place = place_of(name, stage)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as out:
            copy(archive, name, entry, out, source)
            out.flush()
            os.fsync(out.fileno())
    snapshot = stage / "snapshots" / manifest.snapshot
    try:
        database.close_written(database.open_writing(snapshot))
        health.verify(snapshot)
    except (WarehouseError, duckdb.Error) as error:
        raise BackupError(
            f"Bản số liệu trong {source.name} không mở được; không có gì được khôi phục. Hãy dùng một bản sao lưu khác."
        ) from error
    return snapshot


def _keep(warehouse: Warehouse) -> Path | None:
    """A copy of the figures that are about to be replaced; the originals stay where they are."""
    folder = warehouse.folder / REPLACED
    folder.mkdir(exist_ok=True)
    target = folder / f"cchc-{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}.zip"
    try:
        return backup(warehouse, target, with_originals=False).path
    except WarehouseError:  # damaged further in: nobody wants to return to it, and its file stays where it is
        return None


def _bring_originals(stage: Path, warehouse: Warehouse) -> int:
    """Originals that are missing, or that are no longer what their name says."""
    brought = 0
    for staged in sorted((stage / "originals").glob("*/*")):
        place = warehouse.originals / staged.parent.name / staged.name
        if not _is_whole(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(place)
            brought += 1
    return brought


def _bring_base(snapshot: Path, warehouse: Warehouse) -> str:
    """The base on which a staged snapshot stands, and its name; one that is there and whole is the same."""
    with closing(database.open_reading(snapshot)) as con:
        name = base.named(con)
    place = warehouse.snapshots / name
    if name and not seals.is_whole(place, anew=True):
        snapshot.with_name(name).replace(place)
        seals.write(place, [])
    return name


def _is_whole(original: Path) -> bool:
    try:
        with original.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest() == original.name[:64]
    except OSError:
        return False


def _bring_drafts(stage: Path, warehouse: Warehouse) -> tuple[int, tuple[str, ...]]:
    """Drafts and settings that are not there; how many drafts, and which were left because they are there."""
    brought, left = 0, []
    for staged in [*sorted((stage / "drafts").glob("*/draft.json")), stage / backup_file.SETTINGS]:
        if not staged.exists():
            continue
        name = staged.relative_to(stage).as_posix()
        place = place_of(name, warehouse.folder)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(place)
            brought += kind_of(name) == "draft"
        elif kind_of(name) == "draft" and place.read_bytes() != staged.read_bytes():
            left.append(place.parent.name)
    return brought, tuple(left)


def _bring_deeds(stage: Path, warehouse: Warehouse) -> None:
    """The log of deeds where there is none: one that is there goes on, it says what a backup cannot know.

    The logs of machines with a name are brought beside it.
    """
    if not deeds.files(warehouse.folder):
        for staged in deeds.files(stage):
            place = warehouse.folder / deeds.FOLDER / staged.name
            place.parent.mkdir(exist_ok=True)
            staged.replace(place)
    warehouse.bring_log([chain for chain in deed_chains.of_folder(stage).chains if chain.machine])


@contextmanager
def _alone(warehouse: Warehouse) -> Iterator[None]:
    """Hold the loader's lock."""
    try:
        warehouse.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(warehouse.folder / "loader.lock")
        lock.acquire(timeout=_WAIT)
    except Timeout as error:
        raise WarehouseError(
            "Một lượt nạp khác đang chạy quá lâu nên chưa khôi phục được; không có gì thay đổi. Hãy thử lại sau."
        ) from error
    except OSError as error:
        raise WarehouseError(
            f"Không ghi được vào thư mục kho số liệu {warehouse.folder}; không có gì được khôi phục. "
            "Hãy kiểm tra quyền ghi của thư mục."
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _stage(warehouse: Warehouse) -> Iterator[Path]:
    """A folder beside the snapshots, thrown away at the end; those that a kill left go first."""
    for old in warehouse.folder.glob(f"{_STAGE}*"):
        shutil.rmtree(old, ignore_errors=True)
    stage = warehouse.folder / f"{_STAGE}{os.getpid()}"
    stage.mkdir()
    try:
        yield stage
    finally:
        with suppress(OSError):
            shutil.rmtree(stage)


def _figures_are_there(warehouse: Warehouse) -> BackupError:
    return BackupError(
        f"Kho số liệu {warehouse.folder} đang có số liệu; không có gì được khôi phục. Thêm --replace để thay bằng bản "
        "sao lưu (số liệu đang có được giữ lại trong thư mục replaced), hoặc chọn kho khác bằng --warehouse."
    )
