"""A warehouse is a folder of immutable snapshots and a pointer to the newest.

One loader at a time builds the next snapshot from a copy of the last and publishes it by replacing
the pointer; readers open the snapshot they were pointed to and are never blocked. A loader that is
killed leaves the pointer where it was, so readers see the old figures or the new ones.
"""

import contextlib
import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import database, retention
from etl.database import WarehouseError

KEPT_SNAPSHOTS = retention.KEPT
_RETRIES = 40  # of 50 ms: on Windows a file that a reader has open cannot be replaced at once
_NAME = re.compile(r"snapshot-(\d{6})\.duckdb")


def default_place() -> Path:
    """The warehouse's folder: the environment variable WAREHOUSE, else data/warehouse of the project."""
    return Path(os.environ.get("WAREHOUSE") or Path(__file__).resolve().parent.parent / "data" / "warehouse")


class Warehouse:
    """A folder of snapshots; created when it is missing.

    Attributes:
        is_copy: whether it is one for trying what a draft would change.
    """

    is_copy = False

    def __init__(self, place: str | Path) -> None:
        """`place` is the folder; nothing is read or written yet."""
        self.folder = Path(place)
        self.snapshots = self.folder / "snapshots"
        self.originals = self.folder / "originals"
        self._pointer = self.folder / "CURRENT"

    def current(self) -> Path | None:
        """The newest published snapshot, or None before the first load.

        A pointer that is missing, damaged or names a file that is gone falls back to the newest
        snapshot there is: every file in the folder was whole when it was moved there.
        """
        try:
            named = self.snapshots / self._pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            named = None
        if named is not None and _NAME.fullmatch(named.name) and named.exists():
            return named
        return max(self._published(), default=None, key=_number)

    @contextlib.contextmanager
    def loading(self, *, wait: float = 600, waiting: Callable[[], None] | None = None) -> Iterator["NextSnapshot"]:
        """Hold the loader lock and yield a working copy of the last snapshot to write into.

        Args:
            wait: seconds to queue behind another loader.
            waiting: told once when another loader holds the lock.

        Raises:
            WarehouseError: the folder cannot be written, or the other loader did not finish in time.
        """
        self._make_folders()
        lock = FileLock(self.folder / "loader.lock")
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                if waiting:
                    waiting()
                lock.acquire(timeout=wait)
        except Timeout as error:
            raise WarehouseError(
                "Một lượt nạp khác đang chạy quá lâu nên lượt này chưa bắt đầu. Hãy thử lại sau vài phút; "
                "chưa có số liệu nào thay đổi."
            ) from error
        try:
            self._clear_leftovers()
            work = NextSnapshot(self)
            try:
                yield work
            finally:
                work.close()
        finally:
            lock.release()

    def keep_original(self, data: bytes, file_hash: str, suffix: str) -> Path:
        """Keep the bytes as received under their hash; the same bytes are kept once."""
        place = self.originals / file_hash[:2] / f"{file_hash}{suffix}"
        if not place.exists():
            if not place.parent.is_dir():
                if not self.originals.is_dir():
                    self._make_folders()
                place.parent.mkdir(exist_ok=True)
            partial = place.with_suffix(f".{os.getpid()}.part")
            partial.write_bytes(data)
            _replace(partial, place)
        return place

    def keep_received(self, data: bytes, suffix: str) -> str:
        """Keep the bytes as received, and return the hash under which they are kept."""
        file_hash = hashlib.sha256(data).hexdigest()
        self.keep_original(data, file_hash, suffix)
        return file_hash

    def original(self, file_hash: str) -> Path | None:
        """Where the bytes of a hash are kept, if they are."""
        kept = (self.originals / file_hash[:2]).glob(f"{file_hash}*")
        return next((place for place in sorted(kept) if place.suffix != ".part"), None)

    def point_to(self, snapshot: Path) -> None:
        """Publish: replace the pointer in one step, so that a reader sees the old name or the new one."""
        partial = self.folder / f"CURRENT.{os.getpid()}.part"
        with partial.open("w", encoding="ascii", newline="\n") as out:
            out.write(snapshot.name + "\n")
            out.flush()
            os.fsync(out.fileno())
        _replace(partial, self._pointer)
        _sync_folder(self.folder)
        self._forget_old(snapshot)

    def next_name(self) -> str:
        """The name of the snapshot after the newest."""
        newest = max((_number(path) for path in self._published()), default=0)
        return f"snapshot-{newest + 1:06d}.duckdb"

    def _published(self) -> list[Path]:
        if not self.snapshots.is_dir():
            return []
        return [path for path in self.snapshots.iterdir() if _NAME.fullmatch(path.name)]

    def _make_folders(self) -> None:
        try:
            self.snapshots.mkdir(parents=True, exist_ok=True)
            self.originals.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WarehouseError(
                f"Không ghi được vào thư mục kho số liệu {self.folder}. Hãy kiểm tra quyền ghi và dung lượng đĩa, "
                "hoặc chọn thư mục khác bằng --warehouse hay biến môi trường WAREHOUSE."
            ) from error

    def _clear_leftovers(self) -> None:
        """What a killed loader left behind; safe because the lock is held."""
        for leftover in [*self.folder.glob("work-*"), *self.folder.glob("CURRENT.*.part")]:
            with contextlib.suppress(OSError):
                leftover.unlink()

    def _forget_old(self, newest: Path) -> None:
        """Delete what need not be kept (`retention`); one that is open on Windows stays for the next time."""
        for path in retention.outdated(sorted(self._published(), key=_number), self.folder):
            if path != newest:
                with contextlib.suppress(OSError):
                    path.unlink()


class NextSnapshot:
    """The loader's working copy. Nothing is visible to readers until `publish`."""

    def __init__(self, warehouse: Warehouse) -> None:
        """Copy the last snapshot, or make an empty warehouse, and open it for writing."""
        self._warehouse = warehouse
        self._path = warehouse.folder / f"work-{os.getpid()}.duckdb"
        last = warehouse.current()
        if last is None:
            self.connection = database.create(self._path)
        else:
            shutil.copyfile(last, self._path)
            self.connection = database.open_writing(self._path)

    def publish(self, check: Callable[[duckdb.DuckDBPyConnection], None]) -> Path:
        """Checkpoint, close, re-open read-only, `check`, then point readers to the new snapshot.

        Args:
            check: raises when the re-opened snapshot must not be published.

        Raises:
            WarehouseError: the written snapshot does not read back.
        """
        database.close_written(self.connection)
        reading = database.open_reading(self._path)
        try:
            check(reading)
        finally:
            reading.close()
        _sync_file(self._path)
        target = self._warehouse.snapshots / self._warehouse.next_name()
        _replace(self._path, target)
        _sync_folder(self._warehouse.snapshots)
        self._warehouse.point_to(target)
        return target

    def close(self) -> None:
        """Let go of the working copy; without `publish` it is thrown away."""
        self.connection.close()
        for path in (self._path, self._path.with_suffix(".duckdb.wal")):
            with contextlib.suppress(OSError):
                path.unlink()


def _number(path: Path) -> int:
    match = _NAME.fullmatch(path.name)
    return int(match.group(1)) if match else 0


def _replace(source: Path, target: Path) -> None:
    """os.replace, patient where Windows refuses because a reader has the target open."""
    for attempt in range(_RETRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _RETRIES - 1:
                raise
            time.sleep(0.05)
        else:
            return


def _sync_file(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows has no handle on a folder to flush; NTFS journals the rename."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
