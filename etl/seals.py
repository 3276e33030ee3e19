"""Seals: whether a snapshot still is what was published, and what is to be loaded again where it is not.

A seal lies beside its snapshot. Its first line is the size and the SHA-256 of the file; the second, as JSON, names the
files that the snapshot brought, whose originals are kept; the third the base that it stands on (`base`), which has a
seal of its own and is looked at with it. A snapshot of an earlier release has no seal: DuckDB reads all of it instead,
which takes longer.
"""

import contextlib
import hashlib
import json
import os
import shutil
import time
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from etl import database, files

_SMALLEST = 3 * 4096  # DuckDB's headers
# What tells a file from another one that once had its name: device, number, size and time. A link is the same file.
_Key = tuple[int, int, int, int]
# Snapshots that this process found damaged; another file of the same name is looked at anew.
_damaged: set[_Key] = set()
# Until when a look at every byte is trusted, by the clock of this process.
_trusted: dict[_Key, float] = {}
_TRUST = 300  # seconds
_TRUST_IN_BASE = 3600  # it is long, and every load stands on the same


class Brought(NamedTuple):
    """A file that a snapshot brought."""

    file: str
    file_hash: str
    received_by: str


def place(snapshot: Path) -> Path:
    """Where the seal of a snapshot lies."""
    return snapshot.with_suffix(".seal")


def write(snapshot: Path, brought: list[Brought], stands_on: str = "") -> None:
    """Seal a snapshot that nobody was pointed to yet, or a base; `stands_on` is the file name of a snapshot's base."""
    line = f"{snapshot.stat().st_size} {_hash(snapshot)}\n{json.dumps(brought, ensure_ascii=False)}\n{stands_on}\n"
    files.write_durably(line, place(snapshot))


def link(snapshot: Path, folder: Path) -> Path:
    """A snapshot with its seal and its base in another folder. None of them is ever written to, so links do."""
    stands_on = base_of(snapshot)
    for file in [snapshot, *([stands_on] if stands_on else [])]:
        here = folder / file.name
        try:
            os.link(file, here)
        except OSError:
            shutil.copyfile(file, here)
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(place(file), place(here))
    return folder / snapshot.name


def base_of(snapshot: Path) -> Path | None:
    """The base that a snapshot stands on, as its seal names it; None where it has none."""
    lines = _lines(snapshot)
    return snapshot.with_name(lines[1]) if lines[1] else None


def brought(snapshot: Path) -> list[Brought]:
    """The files that a snapshot brought, as its seal names them; none where the seal is gone too."""
    try:
        lines = place(snapshot).read_text(encoding="utf-8").split("\n")
        return [Brought(*map(str, one)) for one in json.loads(lines[1])]
    except (OSError, ValueError, IndexError, TypeError):
        return []


def looks_whole(snapshot: Path) -> bool:
    """At a glance: there with its base, as long as when it was sealed, and not known to be damaged."""
    key = _key(snapshot)
    if key is None or key in _damaged:
        return False
    sealed, size, stands_on = _sealed(snapshot), key[2], base_of(snapshot)
    return (size == sealed[0] if sealed else size >= _SMALLEST) and (stands_on is None or looks_whole(stands_on))


def is_whole(snapshot: Path, *, anew: bool = False) -> bool:
    """Every byte as it was sealed; reads the whole file, two thirds of a second for each gigabyte, and its base.

    No is remembered, yes for five minutes, so that the steps of a load look once, and of a base for an hour; `anew`
    looks again.
    """
    stands_on = base_of(snapshot)
    if stands_on is not None and not _is_whole(stands_on, _TRUST_IN_BASE, anew=anew):
        return False
    return _is_whole(snapshot, _TRUST, anew=anew)


def _is_whole(file: Path, trust: float, *, anew: bool) -> bool:
    key = _key(file)
    if key is None or not looks_whole(file):
        return False
    if not anew and _trusted.get(key, 0) > time.monotonic():
        return True
    sealed = _sealed(file)
    try:
        found = database.reads_whole(file) if sealed is None else _hash(file) == sealed[1]
    except OSError:  # a sector that cannot be read
        found = False
    if found:
        _trusted[key] = time.monotonic() + trust
    else:
        _damaged.add(key)
    return found


def _key(snapshot: Path) -> _Key | None:
    """None where it is gone."""
    try:
        found = snapshot.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _sealed(snapshot: Path) -> tuple[int, str] | None:
    """Size and hash; None without a seal that can be read."""
    try:
        size, file_hash = _lines(snapshot)[0].split()
        return int(size), file_hash
    except ValueError:
        return None


def _lines(snapshot: Path) -> tuple[str, str]:
    """First and third line of a seal, '' for what is not there; a page asks a dozen times, and the second is long."""
    key = _key(place(snapshot))
    try:
        return ("", "") if key is None else _read(place(snapshot), key)
    except (OSError, ValueError):
        return "", ""


@lru_cache(maxsize=64)
def _read(seal: Path, _key: _Key) -> tuple[str, str]:
    first, _, third = [*seal.read_text(encoding="utf-8").split("\n"), "", ""][:3]
    return first, third


def _hash(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
