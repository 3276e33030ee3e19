"""Writing a backup: one published snapshot, the originals and the drafts, while loaders and readers go on.

A published snapshot is never written to, an original never changed or deleted, and a draft is replaced in one step, so
nothing has to stop. What names other things is read before them: drafts, then the snapshot, then the originals.
"""

import hashlib
import io
import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from etl import RELEASE, database, deed_chains, deeds, journal, seals
from etl.database import WarehouseError
from etl.snapshots import Warehouse
from etl.upkeep import backup_file, health, room
from etl.upkeep.backup_file import MANIFEST, SETTINGS, BackupError, Entry, Manifest, hashed

_MARGIN = 16 * 2**20  # bytes that stay free beside a file that is written
_ATTEMPTS = 5
_PACKED = {".xlsx", ".xlsm", ".docx", ".ods", ".zip"}  # zips themselves


@dataclass(frozen=True)
class Written:
    """A backup that was written and read back; `left_out` are originals that are damaged."""

    path: Path
    size: int
    snapshot: str
    originals: int
    drafts: int
    left_out: tuple[str, ...]


def backup(warehouse: Warehouse, target: Path, *, with_originals: bool = True) -> Written:
    """Write the warehouse's current snapshot, originals, drafts and settings into one file, and read it back.

    Args:
        warehouse: whose; loaders and readers may go on.
        target: the file, which must not exist yet, or a folder in which the file is named after the moment.
        with_originals: False for a copy that stays beside the originals.

    Raises:
        BackupError: the file exists, there is no room, or there is nothing to back up.
        WarehouseError: the current snapshot is damaged.
        FileNotFoundError: the folder of the file does not exist.
    """
    facts: dict[str, Any] = {}
    place = _place(target)
    drafts = _drafts(warehouse)
    with _held(warehouse) as (snapshot, held), journal.timed("backup" if with_originals else "keep", facts):
        originals = _originals(warehouse) if with_originals else []
        sizes = [file.stat().st_size for file in originals]
        sizes += [os.fstat(data.fileno()).st_size for data in held.values()]
        room.check(place.parent, sum(sizes) + _MARGIN)
        partial = place.with_name(f"{place.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
        try:
            taken, left_out = _write(partial, snapshot.name, held, drafts, originals)
            with backup_file.opened(partial) as (archive, manifest):
                backup_file.verify(archive, manifest, partial)
            if place.exists():  # made meanwhile
                raise _exists(place)
            partial.replace(place)
        finally:
            partial.unlink(missing_ok=True)
        size = place.stat().st_size
        facts |= {"snapshot": snapshot.name, "files": taken, "bytes": size, "outcome": "written"}
    count = sum(backup_file.kind_of(name) == "draft" for name in drafts)
    return Written(place, size, snapshot.name, taken, count, left_out)


@contextmanager
def _held(warehouse: Warehouse) -> Iterator[tuple[Path, dict[str, IO[bytes]]]]:
    """The current snapshot, looked at whole, and by name the bytes of it and of its base.

    They stay readable where loads make it an old one.
    """
    for _ in range(_ATTEMPTS):
        snapshot = warehouse.current()
        if snapshot is None:
            raise BackupError(f"Chưa có số liệu nào trong {warehouse.folder} để sao lưu.")
        with ExitStack() as stack:
            try:
                stands_on = seals.base_of(snapshot)
                parts = [snapshot, *([stands_on] if stands_on else [])]
                held: dict[str, IO[bytes]] = {part.name: stack.enter_context(part.open("rb")) for part in parts}
                health.verify(snapshot)
            except (FileNotFoundError, WarehouseError):
                if snapshot.exists():
                    raise
                continue  # loads made it an old one, which was deleted
            yield snapshot, held
            return
    raise BackupError("Số liệu đang được nạp liên tục nên chưa sao lưu được. Hãy chạy lại sau vài phút.")


def _write(
    partial: Path, snapshot: str, held: dict[str, IO[bytes]], drafts: dict[str, bytes], originals: list[Path]
) -> tuple[int, tuple[str, ...]]:
    """How many originals were taken, and the names of those that are not what they were."""
    entries: dict[str, Entry] = {}
    left_out = []
    with partial.open("xb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, draft in drafts.items():
                entries[name] = _add(archive, name, io.BytesIO(draft))
            for name, data in held.items():
                entries[f"snapshots/{name}"] = _add(archive, f"snapshots/{name}", data)
            for original in originals:
                if not _is_whole(original):
                    left_out.append(original.name)
                    continue
                name = f"originals/{original.parent.name}/{original.name}"
                with original.open("rb") as stream:
                    entries[name] = _add(archive, name, stream)
            how = backup_file.format_for(entries)
            manifest = Manifest(RELEASE, database.SCHEMA_VERSION, _now(), snapshot, entries, format=how)
            archive.writestr(MANIFEST, manifest.to_bytes())
        out.flush()
        os.fsync(out.fileno())
    return len(originals) - len(left_out), tuple(left_out)


def _add(archive: zipfile.ZipFile, name: str, stream: IO[bytes]) -> Entry:
    info = zipfile.ZipInfo(name, datetime.now().timetuple()[:6])
    info.external_attr = 0o600 << 16
    info.compress_type = zipfile.ZIP_STORED if Path(name).suffix in _PACKED else zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as out:
        return hashed(stream, out)


def _drafts(warehouse: Warehouse) -> dict[str, bytes]:
    """Drafts, the log of deeds and settings, held: they are small.

    A draft that is loaded or thrown away meanwhile is not missed.
    """
    found = {}
    for place in [*sorted((warehouse.folder / "drafts").glob("*/draft.json")), warehouse.folder / SETTINGS]:
        name = place.relative_to(warehouse.folder).as_posix()
        try:
            data = place.read_bytes()
        except OSError:
            continue
        if backup_file.kind_of(name):
            found[name] = data
    for chain in warehouse.log().chains:  # also of other machines
        machine = chain.machine or deed_chains.known_name(warehouse.folder)
        folder = f"{deeds.FOLDER}/{machine}" if machine else deeds.FOLDER
        found |= {f"{folder}/{name}": data for name, data in deed_chains.as_files(chain).items()}
    return found


def _originals(warehouse: Warehouse) -> list[Path]:
    """The kept originals; half-written ones have another name."""

    def listed() -> Iterator[Path]:
        for place in sorted(warehouse.originals.glob("*/*")):
            if backup_file.kind_of(f"originals/{place.parent.name}/{place.name}") == "original":
                yield place

    return list(listed())


def _is_whole(original: Path) -> bool:
    with original.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest() == original.name[:64]


def _place(target: Path) -> Path:
    place = target / f"cchc-{datetime.now():%Y%m%d-%H%M%S}.zip" if target.is_dir() else target
    if place.exists():
        raise _exists(place)
    if not place.parent.is_dir():
        raise FileNotFoundError(place.parent)
    return place


def _exists(place: Path) -> BackupError:
    return BackupError(f"{place} đã có; không có gì bị ghi đè. Hãy đặt tên khác, hoặc chỉ tới một thư mục.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
