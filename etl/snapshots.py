"""A warehouse is a folder of immutable snapshots and a pointer to the newest.

One loader at a time builds the next snapshot from a copy of the last and publishes it by replacing
the pointer; readers open the snapshot they were pointed to and are never blocked. A loader that is
killed leaves the pointer where it was, so readers see the old figures or the new ones. Many snapshots
of a large warehouse share one `base`, so that the copy stays small.
"""

import contextlib
import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from etl import deed_chains, disk, files, holder, retention, seals, sign_outs
from etl.database import WarehouseError
from etl.deed_chains import Chain, Log
from etl.lake import address
from etl.next_snapshot import NextSnapshot
from etl.sign_outs import SignOuts

KEPT_SNAPSHOTS = retention.KEPT
_ABANDONED = 24 * 3600  # seconds after which a file that is still being received is taken for left over
_NAME = re.compile(r"snapshot-(\d{6})\.duckdb")


def default_address() -> str:
    """What the environment variable WAREHOUSE says, else the folder data/warehouse of the project."""
    return os.environ.get("WAREHOUSE") or str(Path(__file__).resolve().parent.parent / "data" / "warehouse")


def default_place() -> Path:
    """This machine's folder of it: the warehouse itself, or where copies of a shared lake, log and drafts lie."""
    told = default_address()
    return address.local_folder(told) if address.is_lake(told) else Path(told)


class Warehouse:
    """A folder of snapshots; created when it is missing.

    Attributes:
        is_copy: whether it is one for trying what a draft would change.
        is_shared: whether several machines have it (a lake). Its snapshots stand on no base: they are compared whole.
    """

    is_copy = False
    is_shared = False

    def __init__(self, place: str | Path) -> None:
        """`place` is the folder; nothing is read or written yet. `passed` will name snapshots found damaged or gone."""
        self.folder = Path(place)
        self.snapshots = self.folder / "snapshots"
        self.originals = self.folder / "originals"
        self._pointer = self.folder / "CURRENT"
        self.passed: set[str] = set()

    @property
    def away(self) -> str:
        """Why the latest figures of a shared warehouse cannot be shown; '' while all is well."""
        return ""

    def current(self) -> Path | None:
        """The snapshot to read: the published one, or None before the first load.

        A pointer that is missing or damaged falls back to the newest snapshot there is: every file in the folder was
        whole when it was moved there. Where the published one is gone or damaged, that is the one before it; damage is
        seen at a glance only (`seals.looks_whole`), the rest by `sound` and by whoever reads a damaged block.

        Raises:
            WarehouseError: there were snapshots, and none is left that can be read.
        """
        return self._first(seals.looks_whole)

    def sound(self) -> Path | None:
        """The same with every byte of it looked at, for whoever builds on it or makes a file of it.

        Raises:
            WarehouseError: as `current`.
        """
        return self._first(seals.is_whole)

    def passed_over(self) -> list[Path]:
        """Snapshots that should be read before the one that is, but are gone or damaged; the latest first."""
        order = self._in_order()
        shown = next((number for number, path in enumerate(order) if seals.looks_whole(path)), len(order))
        after = _number(order[shown]) if shown < len(order) else 0
        lost = [path for path in self.lost() if _number(path) > after]
        return sorted({*order[:shown], *lost}, reverse=True)

    def lost(self) -> list[Path]:
        """Snapshots whose seal is there, but which are gone or damaged; the first first.

        Not those before all that are kept: what they held is in the later ones.
        """
        sealed = [seal.with_suffix(".duckdb") for seal in self.snapshots.glob("snapshot-*.seal")]
        oldest = min(map(_number, self._published()), default=0)
        return sorted(path for path in sealed if _number(path) >= oldest and not seals.looks_whole(path))

    def set_aside(self, snapshot: Path) -> None:
        """Keep a damaged snapshot for whoever wants to know why, under a name that nobody reads."""
        with contextlib.suppress(OSError):
            seals.place(snapshot).unlink(missing_ok=True)
            files.replace(snapshot, snapshot.with_suffix(".damaged"))

    def is_lost(self, snapshot: Path) -> bool:
        """Whether a snapshot that could not be read is gone or damaged, so that another one is to be read."""
        return not seals.is_whole(snapshot, anew=True)

    def _first(self, is_good: Callable[[Path], bool]) -> Path | None:
        """Which snapshot is read; once more where a publish deleted them while they were looked at."""
        for _ in range(2):
            order = self._in_order()
            found = next((path for path in order if is_good(path)), None)
            if found is not None:
                self.passed |= {path.name for path in order[: order.index(found)]}
            if found is not None or not order:
                return found
        raise WarehouseError(
            f"Không còn bản số liệu nào đọc được trong {self.snapshots}. Không có gì được ghi đè. Hãy khôi phục từ "
            "bản sao lưu, hoặc chuyển thư mục kho số liệu đi nơi khác rồi nạp lại các tệp gốc trong thư mục originals."
        )

    def _in_order(self) -> list[Path]:
        """The published snapshot, those before it from the latest, then any after it that nobody was pointed to."""
        published = sorted(self._published(), key=_number, reverse=True)
        named = [self.snapshots / name for name in self._pointed()]
        newest = _number(named[0]) if named else len(published) and _number(published[0])
        before = [path for path in published if _number(path) <= newest and path not in named]
        return [*named, *before, *(path for path in published if _number(path) > newest)]

    def _pointed(self) -> list[str]:
        """The name in the pointer; none where there is no pointer, or it names no snapshot."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return []
        return [name] if _NAME.fullmatch(name) else []

    @contextlib.contextmanager
    def loading(self, *, wait: float = 600, waiting: Callable[[], None] | None = None) -> Iterator[NextSnapshot]:
        """Hold the loader lock and yield a working copy of the last sound snapshot to write into.

        Args:
            wait: seconds to queue behind another loader.
            waiting: told once when another loader holds the lock.

        Raises:
            WarehouseError: the folder cannot be written, the other loader did not finish in time, or no snapshot is
                sound.
            DiskFullError: there is no room.
        """
        self._make_folders()
        lock, held_by = FileLock(self.folder / "loader.lock"), self.folder / "loader.holder"
        with disk.told(self.folder):
            try:
                try:
                    lock.acquire(timeout=0)
                except Timeout:
                    if waiting:
                        waiting()
                    lock.acquire(timeout=wait)
            except Timeout as error:
                raise WarehouseError(
                    f"Một lượt nạp khác{holder.told(held_by)} đang chạy quá lâu nên lượt này chưa bắt đầu. "
                    "Hãy thử lại sau vài phút; chưa có số liệu nào thay đổi."
                ) from error
            try:
                with holder.named(held_by):
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
            partial = place.with_suffix(f".{files.own()}.part")
            with disk.told(self.originals):
                try:
                    partial.write_bytes(data)
                    files.replace(partial, place)
                except BaseException:
                    partial.unlink(missing_ok=True)
                    raise
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

    def kept_originals(self) -> Iterator[Path]:
        """Every file as it was received, one after the other."""
        yield from (place for place in sorted(self.originals.glob("*/*")) if place.suffix != ".part")

    def log(self) -> Log:
        """The log of deeds, with what was brought from other machines."""
        return deed_chains.of_folder(self.folder)

    def bring_log(self, chains: Sequence[Chain]) -> None:
        """Put the chains of other machines into the log."""
        deed_chains.bring(chains, self.folder)

    def signed_out(self) -> SignOuts:
        """Who signed out."""
        return sign_outs.of(self.folder)

    def sign_out(self, told: Mapping[str, int]) -> None:
        """Keep that sign-ins ended, and when."""
        sign_outs.of(self.folder).take(told)

    def point_to(self, snapshot: Path) -> None:
        """Publish: replace the pointer in one step, so that a reader sees the old name or the new one."""
        files.write_durably(f"{snapshot.name}\n", self._pointer)
        files.sync_folder(self.folder)
        self._forget_old(snapshot)

    def next_name(self) -> str:
        """The name after the newest that is or was there: DuckDB knows a file by its name as long as it is open."""
        beside = [path.stem + ".duckdb" for path in self.snapshots.glob("snapshot-*")]
        newest = max((_number(Path(name)) for name in (*beside, *self._pointed())), default=0)
        return f"snapshot-{newest + 1:06d}.duckdb"

    def next_base(self) -> Path:
        """Where the base of the next snapshot lies; no other has its name, so that a backup can be brought back."""
        number = _number(Path(self.next_name()))
        return self.snapshots / f"base-{number:06d}-{secrets.token_hex(4)}.duckdb"

    def name_for(self, work: Path) -> str:  # noqa: ARG002 a lake takes what is in it first
        """The name under which a finished working copy is published."""
        return self.next_name()

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
        """What a killed loader or server left behind; safe because the lock is held.

        Originals are also kept without the lock, by a server that takes a draft: only what is a day old is left over.
        """
        for leftover in [
            *self.folder.glob("work-*"),
            *self.folder.glob("CURRENT.*.part"),
            *self.snapshots.glob("snapshot-*.part"),
            *self.snapshots.glob("base-*.part*"),
        ]:
            files.remove(leftover)
        retention.forget_bases(self._published(), self.snapshots)
        idle = time.time() - _ABANDONED
        for partial in self.originals.glob("*/*.part"):
            with contextlib.suppress(OSError):
                if partial.stat().st_mtime < idle:
                    partial.unlink()

    def _forget_old(self, newest: Path) -> None:
        """Delete what need not be kept (`retention`); one that is open on Windows stays for the next time."""
        for path in retention.outdated(sorted(self._published(), key=_number), self.folder):
            if path != newest:  # the seal first: one without a snapshot says that the snapshot was lost
                files.remove(seals.place(path))
                files.remove(path)
        retention.forget_bases(self._published(), self.snapshots)
        kept = {path.stem for path in self._published()}
        for beside in self.snapshots.glob("snapshot-*.*"):
            name = beside.name.partition(".")[0]
            if name not in kept and beside.suffix in (".tmp", *([".seal", ".damaged"] if name < min(kept) else [])):
                files.remove(beside)  # of a deleted one, or of a reader that was killed


def _number(path: Path) -> int:
    match = _NAME.fullmatch(path.name)
    return int(match.group(1)) if match else 0
