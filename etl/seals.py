"""Seals: whether a snapshot still is what was published, and what is to be loaded again where it is not.

A seal lies beside its snapshot. Its first line is the size and the SHA-256 of the file; the second, as JSON, names the
files that the snapshot brought, whose originals are kept. A snapshot of an earlier release has no seal: DuckDB reads
all of it instead, which takes longer.
"""

import contextlib
import hashlib
import json
import shutil
import time
from pathlib import Path
from typing import NamedTuple

from etl import database, files

_SMALLEST = 3 * 4096  # DuckDB's headers
# Snapshots that this process found damaged; another file of the same name is looked at anew.
_damaged: set[tuple[str, int, int]] = set()
# Until when a look at every byte is trusted, by the clock of this process.
_trusted: dict[tuple[str, int, int], float] = {}
_TRUST = 300  # seconds
_LINE = 200  # bytes at most of the first line


class Brought(NamedTuple):
    """A file that a snapshot brought."""

    file: str
    file_hash: str
    received_by: str


def place(snapshot: Path) -> Path:
    """Where the seal of a snapshot lies."""
    return snapshot.with_suffix(".seal")


def write(snapshot: Path, brought: list[Brought]) -> None:
    """Seal a snapshot that nobody was pointed to yet."""
    line = f"{snapshot.stat().st_size} {_hash(snapshot)}\n{json.dumps(brought, ensure_ascii=False)}\n"
    files.write_durably(line, place(snapshot))


def take_along(snapshot: Path, to: Path) -> None:
    """For a copy of a snapshot: its seal, where it has one."""
    with contextlib.suppress(FileNotFoundError):
        shutil.copyfile(place(snapshot), place(to))


def brought(snapshot: Path) -> list[Brought]:
    """The files that a snapshot brought, as its seal names them; none where the seal is gone too."""
    try:
        lines = place(snapshot).read_text(encoding="utf-8").split("\n")
        return [Brought(*map(str, one)) for one in json.loads(lines[1])]
    except (OSError, ValueError, IndexError, TypeError):
        return []


def looks_whole(snapshot: Path) -> bool:
    """At a glance: there, as long as when it was sealed, and not known to be damaged."""
    key = _key(snapshot)
    if key is None or key in _damaged:
        return False
    sealed, size = _sealed(snapshot), key[1]
    return size == sealed[0] if sealed else size >= _SMALLEST


def is_whole(snapshot: Path, *, anew: bool = False) -> bool:
    """Every byte as it was sealed; reads the whole file, two thirds of a second for each gigabyte.

    No is remembered, yes for five minutes, so that the steps of a load look once; `anew` looks again.
    """
    key = _key(snapshot)
    if key is None or not looks_whole(snapshot):
        return False
    if not anew and _trusted.get(key, 0) > time.monotonic():
        return True
    sealed = _sealed(snapshot)
    try:
        found = database.reads_whole(snapshot) if sealed is None else _hash(snapshot) == sealed[1]
    except OSError:  # a sector that cannot be read
        found = False
    if found:
        _trusted[key] = time.monotonic() + _TRUST
    else:
        _damaged.add(key)
    return found


def _key(snapshot: Path) -> tuple[str, int, int] | None:
    """What tells a file from another one that once had its name; None where it is gone."""
    try:
        found = snapshot.stat()
    except OSError:
        return None
    return str(snapshot), found.st_size, found.st_mtime_ns


def _sealed(snapshot: Path) -> tuple[int, str] | None:
    """Size and hash; None without a seal that can be read."""
    try:
        with place(snapshot).open("rb") as lines:
            size, file_hash = lines.readline(_LINE).decode("ascii").split()
        return int(size), file_hash
    except (OSError, ValueError):
        return None


def _hash(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
