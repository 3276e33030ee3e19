"""The working copy in which a loader builds the next snapshot."""

import contextlib
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import duckdb

from etl import base, compaction, database, files, seals


class Home(Protocol):
    """What a working copy needs of the warehouse that it is to become a snapshot of (`snapshots.Warehouse`)."""

    folder: Path
    snapshots: Path
    is_shared: bool

    def current(self) -> Path | None:
        """The snapshot that readers are pointed to."""

    def sound(self) -> Path | None:
        """The snapshot to build on."""

    def next_base(self) -> Path:
        """Where a new base lies."""

    def name_for(self, work: Path) -> str:
        """The name of the next snapshot."""

    def point_to(self, snapshot: Path) -> None:
        """Show a snapshot to readers."""


class NextSnapshot:
    """The loader's working copy. Nothing is visible to readers until `publish`."""

    def __init__(self, warehouse: Home) -> None:
        """Copy the last sound snapshot, or make an empty warehouse, and open it for writing."""
        self._warehouse = warehouse
        # A name of its own: DuckDB keeps what it has open by its path.
        self._path = warehouse.folder / f"work-{files.own()}.duckdb"
        self._new_base: Path | None = None
        self.is_shared = warehouse.is_shared
        last = warehouse.sound()
        try:
            if last is None:
                self.connection = database.create(self._path)
            else:
                shutil.copyfile(last, self._path)
                self.connection = database.open_writing(self._path)
        except BaseException:
            self._throw_away()  # half a copy would keep a full disk full
            raise

    def compact(self) -> None:
        """Write a base of all that the working copy holds, sorted, and go on in a small copy that stands on it."""
        file = self._warehouse.next_base()
        self._new_base = file
        partial = file.with_suffix(".part")
        compaction.write(self.connection, partial)
        files.sync_file(partial)
        files.replace(partial, file)
        seals.write(file, [])
        database.close_written(self.connection)
        old, self._path = self._path, self._path.with_stem(f"{self._path.stem}-small")
        self.connection = compaction.put_on(old, self._path, file)
        files.remove(old)

    def take(self, snapshot: Path) -> None:
        """Put another warehouse's snapshot, with all that its base holds, in the place of the working copy."""
        self.connection.close()
        shutil.copyfile(snapshot, self._path)
        self.connection = database.open_taken(self._path, snapshot)

    def publish(
        self, check: Callable[[duckdb.DuckDBPyConnection], None], brought: Sequence[seals.Brought] = ()
    ) -> Path:
        """Checkpoint, close, re-open read-only, `check`, seal, then point readers to the new snapshot.

        Args:
            check: raises when the re-opened snapshot must not be published.
            brought: the files that came with it, to be loaded again should it ever be damaged.

        Raises:
            WarehouseError: the written snapshot does not read back.
        """
        stands_on = base.named(self.connection)
        database.close_written(self.connection)
        reading = database.open_reading(self._path)
        try:
            check(reading)
        finally:
            reading.close()
        files.sync_file(self._path)
        target = self._warehouse.snapshots / self._warehouse.name_for(self._path)
        files.replace(self._path, target)
        try:
            seals.write(target, list(brought), stands_on)
            files.sync_folder(self._warehouse.snapshots)
            self._warehouse.point_to(target)
        except BaseException:
            if self._warehouse.current() != target:  # what nobody was pointed to would keep a full disk full
                files.remove(target)
                files.remove(seals.place(target))
                raise
            self._new_base = None
            raise
        self._new_base = None
        return target

    def close(self) -> None:
        """Let go of the working copy; without `publish` it is thrown away."""
        with contextlib.suppress(duckdb.Error):  # an instance that a full disk made invalid
            self.connection.close()
        self._throw_away()

    def _throw_away(self) -> None:
        for path in self._warehouse.folder.glob(f"{self._path.stem.removesuffix('-small')}*"):
            files.remove(path)
        if (file := self._new_base) is not None:
            for path in (file.with_suffix(".part"), seals.place(file), file):
                files.remove(path)
