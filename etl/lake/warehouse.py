"""A warehouse whose home is a shared lake, through this machine's own snapshots of it.

Readers see files, as ever: one page run, one file, which is one publication of the lake, at the speed of a file, also
while the lake does not answer. Loaders take their turn (`turn`), work on a copy of the latest publication, and commit
what differs before their own file is shown.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import deed_chains, deeds, files, seals
from etl.database import WarehouseError
from etl.deed_chains import Chain, Log
from etl.deeds import DeedsError
from etl.lake import common_log, contents, copying, engine, originals, publishing, shared, telling, turn, upkeep
from etl.lake.address import Address
from etl.lake.engine import LakeAwayError
from etl.lake.shared import Head
from etl.next_snapshot import NextSnapshot
from etl.sign_outs import SignOuts
from etl.snapshots import Warehouse

_OTHERS = 3.0  # seconds that a page waits for another one of this machine that is copying already


class LakeWarehouse(Warehouse):
    """The same interface over a lake."""

    is_shared = True

    def __init__(self, address: Address) -> None:
        """Nothing is asked, read or written yet."""
        super().__init__(address.local)
        self.address = address
        self._lake = shared.of(address)
        self._kept = originals.of(address, self)
        self.originals = self._kept.folder
        self._base: Path | None = None
        self._by = ""
        self._publishing = FileLock(self.folder / "follow.lock")
        deeds.whenever_written(self.folder, lambda: telling.tell(self._lake, self.folder, with_sign_outs=False))

    @property
    def away(self) -> str:
        """Why the latest figures of the lake cannot be shown, as a sentence; '' while all is well."""
        return self._lake.away

    def current(self) -> Path | None:
        """This machine's file of the latest publication; its last one while the lake does not answer."""
        return self._followed(seals.looks_whole, wait=_OTHERS)

    def sound(self) -> Path | None:
        """The same with every byte of it looked at."""
        return self._followed(seals.is_whole, wait=_OTHERS)

    def passed_over(self) -> list[Path]:
        """None: a file that is damaged is copied anew."""
        return []

    def lost(self) -> list[Path]:
        """None: the lake has everything."""
        return []

    def keep_original(self, data: bytes, file_hash: str, suffix: str) -> Path:
        """Keep the bytes as received where every machine finds them."""
        with self._noted():
            return self._kept.keep(data, file_hash, suffix, super().keep_original)

    def original(self, file_hash: str) -> Path | None:
        """A file with the bytes of a hash, if they are kept."""
        with self._noted():
            return self._kept.find(file_hash, super().original)

    def kept_originals(self) -> Iterator[Path]:
        """Every file as it was received, one after the other."""
        with self._noted():
            yield from self._kept.all(super().kept_originals())

    def log(self) -> Log:
        """The logs of all machines; this machine's alone while the lake does not answer."""
        try:
            telling.tell(self._lake, self.folder)
            return common_log.read(self._lake, self.folder)
        except (WarehouseError, DeedsError, duckdb.Error):
            return deed_chains.of_folder(self.folder, deed_chains.known_name(self.folder))._replace(is_partial=True)

    def bring_log(self, chains: Sequence[Chain]) -> None:
        """Put the chains of other machines where every machine reads them."""
        common_log.bring(self._lake, chains, deed_chains.name_of(self.folder))

    def signed_out(self) -> SignOuts:
        """Who signed out, at whichever machine: it is heard as soon as figures are."""
        with contextlib.suppress(WarehouseError):
            self._lake.head()
        return super().signed_out()

    def sign_out(self, told: Mapping[str, int]) -> None:
        """Keep that sign-ins ended, here at once and for all machines as soon as the lake answers."""
        super().sign_out(told)
        telling.tell(self._lake, self.folder)

    def compact(self) -> int:
        """Merge small files and delete what nobody reads any more; how many files are left."""
        with turn.taken(self._lake, 600, None):
            return upkeep.compact(self._lake)

    @contextlib.contextmanager
    def loading(self, *, wait: float = 600, waiting: Callable[[], None] | None = None) -> Iterator[NextSnapshot]:
        """As a folder's, with the turn of all machines held until the load is published.

        Raises:
            LakeAwayError: catalogue or storage do not answer.
            WarehouseError, DiskFullError: as a folder's.
        """
        self._make_folders()
        with turn.taken(self._lake, wait, waiting):
            head = self._lake.head(anew=True)
            self._base = self._copied(head, seals.is_whole, wait=wait)
            if head.number and self._base is None:
                raise WarehouseError(self.away or "Máy này chưa chép được bản số liệu mới nhất của kho chung.")
            try:
                with super().loading(wait=wait, waiting=waiting) as work:
                    yield work
                if self._publishing.is_locked:
                    upkeep.after_load(self._lake, self._lake.head().number)
            finally:
                self._publishing.release(force=True)

    def name_for(self, work: Path) -> str:
        """Commit a finished working copy to the lake; the name says which publication it became.

        Nobody of this machine copies the publication while its own file is about to be moved there.
        """
        self._publishing.acquire()
        head = publishing.publish(self._lake, self._base, work, self._by or engine.who())
        with closing(duckdb.connect(str(work))) as con:
            contents.mark(con, head.number, head.version)
            con.execute("CHECKPOINT")
            con.execute("SET threads = 1")
        return _name(head)

    def _followed(self, is_good: Callable[[Path], bool], *, wait: float) -> Path | None:
        try:
            head = self._lake.head()
            if self._lake.is_behind:
                telling.tell(self._lake, self.folder)
            found = self._copied(head, is_good, wait=wait)
            if found is not None or not head.number:
                return found
        except LakeAwayError as error:
            if not self._has_any():
                raise
            self._lake.note(error)
        except engine.NoExtensionError:
            raise
        except WarehouseError as error:  # of a later release, or not what was published
            if not self._has_any():
                raise
            self._lake.away = str(error)
        return super().current()

    def _copied(self, head: Head, is_good: Callable[[Path], bool], *, wait: float) -> Path | None:
        """This machine's file of a publication, copied where it is missing; None where another one copies too long."""
        if not head.number:
            return None
        wanted = self.snapshots / _name(head)
        if self._is_ready(wanted, is_good):
            return wanted
        self._make_folders()
        try:
            with self._publishing.acquire(timeout=wait):
                if not self._is_ready(wanted, is_good):
                    self._copy()
        except Timeout:
            return None
        return Path(self.snapshots / self._pointed()[0])

    def _is_ready(self, wanted: Path, is_good: Callable[[Path], bool]) -> bool:
        return self._pointed() == [wanted.name] and is_good(wanted)

    def _copy(self) -> None:
        for left in self.folder.glob("follow_*"):
            files.remove(left)
        last = self._first_good()
        into = self.folder / f"follow_{files.own().replace('-', '_')}.duckdb"  # DuckDB names a database by its file
        head = copying.copy(self._lake, last, into)
        files.sync_file(into)
        target = self.snapshots / _name(head)
        if target.exists():
            self.set_aside(target)
        files.replace(into, target)
        seals.write(target, [])
        files.sync_folder(self.snapshots)
        self.point_to(target)

    def _first_good(self) -> Path | None:
        return next((path for path in self._in_order() if seals.is_whole(path)), None)

    def _has_any(self) -> bool:
        with contextlib.suppress(WarehouseError):
            return super().current() is not None
        return False

    @contextlib.contextmanager
    def _noted(self) -> Iterator[None]:
        try:
            with engine.told("Không đọc hoặc ghi được tệp gốc trong kho chung"):
                yield
        except LakeAwayError as error:
            self._lake.note(error)
            raise


def _name(head: Head) -> str:
    return f"snapshot-{head.number:06d}.duckdb"
