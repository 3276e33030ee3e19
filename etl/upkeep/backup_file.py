"""The file of a backup: a zip of a snapshot, originals and drafts, with a manifest of their sizes and SHA-256.

Nothing in it is trusted by its name: what does not look like a part of a warehouse, or is not in the manifest, refuses
the whole file, and places are made from the parts of a name that was recognised (docs/decisions/0027-backups.md).
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from etl import deed_chains, deeds, retention
from etl.database import SCHEMA_VERSION
from etl.model import PersonCanActError

FORMAT = 3  # the newest; the earliest that holds what is there is written (`format_for`)
MANIFEST = "manifest.json"
SETTINGS = retention.NAME
_PROGRAM = "cchc-dashboard"
_SNAPSHOT = re.compile(r"snapshots/snapshot-\d{6}\.duckdb")
_BASE = re.compile(r"snapshots/base-\d{6}-[0-9a-f]{8}\.duckdb")
_ORIGINAL = re.compile(r"originals/([0-9a-f]{2})/(\1[0-9a-f]{62})(\.[a-z0-9]{1,7})?")
_DRAFT = re.compile(r"drafts/([0-9a-f]{12})/draft\.json")
_DEEDS = re.compile(rf"{deeds.FOLDER}/({deed_chains.MACHINE.pattern}/)?{deeds.NAME.pattern}")
_LONGEST_MANIFEST = 256 * 2**20
_CHUNK = 2**20


class BackupError(PersonCanActError):
    """A backup cannot be made or used; nothing was changed."""


@dataclass(frozen=True)
class Entry:
    """A file of a backup."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; times are in UTC, `entries` by their names in the zip."""

    release: str
    schema_version: int
    made_at: str
    snapshot: str
    entries: dict[str, Entry]
    program: str = _PROGRAM
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        """As it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(entry.size for entry in self.entries.values())


def kind_of(name: str) -> str:
    """`snapshot`, `base`, `original`, `draft`, `deeds` or `settings`; '' for what is no part of a warehouse."""
    if name == SETTINGS:
        return "settings"
    kinds = {"snapshot": _SNAPSHOT, "base": _BASE, "original": _ORIGINAL, "draft": _DRAFT, "deeds": _DEEDS}
    return next((kind for kind, pattern in kinds.items() if pattern.fullmatch(name)), "")


def format_for(names: Iterable[str]) -> int:
    """The earliest format that holds such files: 2 knows a base, 3 the logs of other machines."""
    found = {(kind_of(name), name.count("/")) for name in names}
    return 3 if ("deeds", 2) in found else 2 if ("base", 1) in found else 1


def place_of(name: str, folder: Path) -> Path:
    """Where a part of a warehouse belongs below a folder; only for names that `kind_of` knows."""
    assert kind_of(name)  # noqa: S101 nothing else gets this far
    return folder.joinpath(*name.split("/"))


@contextmanager
def opened(source: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup and its manifest, with nothing in it that the manifest does not name.

    Raises:
        BackupError: it is damaged, of another program, or of a later release.
        FileNotFoundError: there is no such file.
    """
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise _not_ours(source) from error
    except (IsADirectoryError, PermissionError) as error:
        raise BackupError(f"Không đọc được {source.name}. Hãy chỉ tới tệp sao lưu và kiểm tra quyền đọc.") from error
    with archive:
        manifest = _manifest(archive, source)
        names = archive.namelist()
        if sorted(names) != sorted([MANIFEST, *manifest.entries]):
            raise _damaged(source)
        _check_names(archive, manifest, source)
        yield archive, manifest


def verify(archive: zipfile.ZipFile, manifest: Manifest, source: Path) -> None:
    """Read every file of a backup and compare it with the manifest.

    Raises:
        BackupError: one of them is not what it was.
    """
    for name, entry in manifest.entries.items():
        copy(archive, name, entry, None, source)


def copy(archive: zipfile.ZipFile, name: str, entry: Entry, out: IO[bytes] | None, source: Path) -> None:
    """Copy a file of a backup out of it, never more than the manifest says, and compare it.

    Raises:
        BackupError: it is not what it was.
    """
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as data:
            while (chunk := data.read(_CHUNK)) and size <= entry.size:
                digest.update(chunk)
                size += len(chunk)
                if out is not None and size <= entry.size:
                    out.write(chunk)
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error) as error:
        raise _damaged(source) from error
    if (size, digest.hexdigest()) != (entry.size, entry.sha256):
        raise _damaged(source)


def hashed(data: IO[bytes], out: IO[bytes]) -> Entry:
    """Copy a file and say its size and hash."""
    digest, size = hashlib.sha256(), 0
    while chunk := data.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        out.write(chunk)
    return Entry(size, digest.hexdigest())


def _manifest(archive: zipfile.ZipFile, source: Path) -> Manifest:
    try:
        told = archive.getinfo(MANIFEST)
        if told.file_size > _LONGEST_MANIFEST:
            raise ValueError("longer than any manifest")
        data = json.loads(archive.read(told))
        program, version = data["program"], int(data["format"])
    except (KeyError, TypeError) as error:
        raise _not_ours(source) from error
    except (ValueError, zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise _damaged(source) from error
    if program != _PROGRAM:
        raise _not_ours(source)
    if version > FORMAT:
        raise _newer(source, str(data.get("release", "")))
    try:
        entries = {str(name): Entry(int(one["size"]), str(one["sha256"])) for name, one in data["entries"].items()}
        version, made_at, snapshot = int(data["schema_version"]), str(data["made_at"]), str(data["snapshot"])
        datetime.fromisoformat(made_at)
        manifest = Manifest(str(data["release"]), version, made_at, snapshot, entries)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(source) from error
    if manifest.schema_version > SCHEMA_VERSION:
        raise _newer(source, manifest.release)
    return manifest


def _check_names(archive: zipfile.ZipFile, manifest: Manifest, source: Path) -> None:
    """One snapshot, one base at most, names of a warehouse only, sizes as declared, originals under their own hash."""
    if [name for name in manifest.entries if kind_of(name) == "snapshot"] != [f"snapshots/{manifest.snapshot}"]:
        raise _damaged(source)
    if sum(kind_of(name) == "base" for name in manifest.entries) > 1:
        raise _damaged(source)
    for name, entry in manifest.entries.items():
        info, kind = archive.getinfo(name), kind_of(name)
        original = _ORIGINAL.fullmatch(name)
        if not kind or info.is_dir() or info.flag_bits & 1 or info.file_size != entry.size:
            raise _damaged(source)
        if original and original[2] != entry.sha256:
            raise _damaged(source)


def _damaged(source: Path) -> BackupError:
    return BackupError(
        f"Tệp sao lưu {source.name} bị hỏng hoặc đã bị sửa; không có gì được khôi phục. Hãy dùng một bản sao lưu khác."
    )


def _not_ours(source: Path) -> BackupError:
    return BackupError(
        f"{source.name} không phải là bản sao lưu của chương trình này; không có gì được khôi phục. "
        "Hãy chọn tệp do lệnh python -m etl backup tạo ra."
    )


def _newer(source: Path, release: str) -> BackupError:
    return BackupError(
        f"{source.name} do phiên bản mới hơn của chương trình tạo ra ({release}); không có gì được khôi phục. "
        "Hãy cập nhật chương trình rồi khôi phục lại."
    )
