"""Files as they were received, where every machine finds them: a shared folder, or a bucket with copies here."""

from collections.abc import Callable, Iterator
from pathlib import Path

from etl import files
from etl.lake import shared
from etl.lake.address import Address
from etl.snapshots import Warehouse

_Keep = Callable[[bytes, str, str], Path]
_Find = Callable[[str], Path | None]


class Folder:
    """Originals in a folder that all machines share."""

    def __init__(self, folder: Path) -> None:
        """`folder` may be missing yet."""
        self.folder = folder

    def keep(self, data: bytes, file_hash: str, suffix: str, keep: _Keep) -> Path:
        """Keep some bytes."""
        return keep(data, file_hash, suffix)

    def find(self, file_hash: str, find: _Find) -> Path | None:
        """A file with the bytes of a hash."""
        return find(file_hash)

    def all(self, kept: Iterator[Path]) -> Iterator[Path]:
        """Every original; `kept` are those of the folder."""
        yield from kept


class Bucket(Folder):
    """Originals in S3-compatible storage; what was needed here lies in this machine's folder too."""

    def __init__(self, address: Address, folder: Path) -> None:
        """`folder` is this machine's."""
        super().__init__(folder)
        self._address = address

    def keep(self, data: bytes, file_hash: str, suffix: str, keep: _Keep) -> Path:
        """Keep some bytes here and there."""
        place = keep(data, file_hash, suffix)
        there = f"{self._address.originals}/{file_hash[:2]}/{file_hash}{suffix}"
        with shared.of(self._address).asking() as con:
            # A name without a star is not looked for: it is taken to be there.
            if not con.execute("SELECT 1 FROM glob(?)", [f"{there}*"]).fetchone():
                quoted = there.replace("'", "''")
                con.execute(f"COPY (SELECT ?::BLOB) TO '{quoted}' (FORMAT BLOB)", [data])
        return place

    def find(self, file_hash: str, find: _Find) -> Path | None:
        """A file with the bytes of a hash, fetched where it is not here yet."""
        return find(file_hash) or self._fetched(f"{self._address.originals}/{file_hash[:2]}/{file_hash}*")

    def all(self, kept: Iterator[Path]) -> Iterator[Path]:  # noqa: ARG002 the bucket has them all
        """Every original, fetched where it is not here yet."""
        with shared.of(self._address).asking() as con:
            names = [name for (name,) in con.execute("FROM glob(?)", [f"{self._address.originals}/*/*"]).fetchall()]
        for name in sorted(names):
            here = self.folder / name.split("/")[-2] / name.split("/")[-1]
            found = here if here.exists() else self._fetched(name)
            if found:
                yield found

    def _fetched(self, pattern: str) -> Path | None:
        with shared.of(self._address).asking() as con:
            there = con.execute("SELECT 1 FROM glob(?)", [pattern]).fetchone()
            found = "SELECT filename, content FROM read_blob(?) LIMIT 1"
            row = con.execute(found, [pattern]).fetchone() if there else None
        if row is None:
            return None
        name = str(row[0]).rsplit("/", 1)[-1]
        place = self.folder / name[:2] / name
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_suffix(f".{files.own()}.part")
        partial.write_bytes(row[1])
        files.replace(partial, place)
        return place


def of(address: Address, warehouse: Warehouse) -> Folder:
    """Where the originals of a lake are."""
    return Bucket(address, warehouse.folder / "originals") if address.is_bucket else Folder(Path(address.originals))
