"""A .zip of appendices → its files, each to be read like any other; nothing is written to disk, no name is trusted.

Workbooks are zips too: what a file is, its content decides. What its directory says of sizes is an upper bound of what
is inflated: reading stops there, and an entry that holds more or less is refused.
"""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from etl import gate
from etl.model import Place, Problem, ReceivedFile
from etl.problems import problem

MOST_BYTES = 200 * 1024 * 1024
MOST_ENTRIES = 1_000
MOST_INFLATED = 1024 * 1024 * 1024  # of all entries together; each is held only while it is read
MOST_RATIO = 200  # a table of text shrinks to a tenth, a bomb to a thousandth
_SMALL = 1024 * 1024  # of an entry whose ratio says nothing
_ZIP, _EMPTY_ZIP, _DIRECTORY = b"PK\x03\x04", b"PK\x05\x06", b"PK\x01\x02"
_LOCAL_HEADER = 30  # bytes before the name of the first entry
# What the parts of office files are called, in the order in which programs write them first.
_OFFICE = ("[content_types].xml", "mimetype", "content.xml", "_rels/", "xl/", "word/", "ppt/", "docprops/", "index/")
_LITTER = ("thumbs.db", "desktop.ini")
_UNICODE_PATH = 0x7075  # the extra field in which some programs keep a name in UTF-8
_UTF8, _ENCRYPTED = 0x800, 0x1
_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class DamagedEntryError(OSError):
    """An entry of an archive is not what the directory says; the message is half a Vietnamese sentence."""


@dataclass(frozen=True)
class ArchivedFile(ReceivedFile):
    """An entry of an archive, inflated whenever it is read: where it stands, how it is packed, what it must give."""

    archive: ReceivedFile = field(default=ReceivedFile(""))
    offset: int = 0
    packed: int = 0
    method: int = zipfile.ZIP_STORED
    inflated: int = 0
    checksum: int = 0

    @property
    def size(self) -> int:
        """How many bytes it says it has, which is the most that is inflated."""
        return self.inflated

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            OSError: the archive is gone, or the entry is damaged.
        """
        header = self._taken(self.offset, _LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(_ZIP):
            raise DamagedEntryError("nội dung trong tệp nén bị hỏng hoặc thiếu")
        packed = self._taken(self.offset + _LOCAL_HEADER + sum(struct.unpack_from("<HH", header, 26)), self.packed)
        try:
            data = packed
            if self.method == zipfile.ZIP_DEFLATED:
                data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, self.inflated + 1)
        except zlib.error as error:
            raise DamagedEntryError("nội dung trong tệp nén bị hỏng hoặc thiếu") from error
        if len(data) != self.inflated or zlib.crc32(data) != self.checksum:
            raise DamagedEntryError("nội dung thật khác với kích thước, mã kiểm ghi trong tệp nén")
        return data

    def _taken(self, start: int, length: int) -> bytes:
        if self.archive.path is None:
            return self.archive.read()[start : start + length]
        with self.archive.path.open("rb") as stream:
            stream.seek(start)
            return stream.read(length)


def expanded(files: Iterable[ReceivedFile]) -> list[ReceivedFile]:
    """The files, with the entries of each archive in its place."""
    return [one for file in files for one in (unpack(file) if is_archive(file) else [file])]


def is_archive(file: ReceivedFile) -> bool:
    """Whether a file is a .zip that is no office file, whatever it is called; one that cannot be read is none."""
    try:
        beginning = _beginning(file)
        if beginning.startswith(_EMPTY_ZIP):
            return True
        if not beginning.startswith(_ZIP) or _is_of_office(beginning[_LOCAL_HEADER:].decode("latin-1")):
            return False
        if _refusal_of_size(file) is not None:
            return True
        with _opened(file) as parts:
            return not any(map(_is_of_office, parts.namelist()))
    except (*_ERRORS, OSError):
        return False


def unpack(file: ReceivedFile) -> list[ReceivedFile]:
    """The files of an archive, named 'archive.zip/name'; those that may not be read carry why (`refusal`).

    An archive that may not be opened at all comes back alone, with its refusal. Archives inside are not opened: they
    are files that the gate refuses.
    """
    try:
        if (refusal := _refusal_of_size(file)) is not None:
            return [_refused(file.name, refusal)]
        with _opened(file) as parts:
            entries = parts.infolist()
    except (*_ERRORS, OSError):
        return [_refused(file.name, problem("archive_refused", Place(), found="tệp hỏng hoặc thiếu"))]
    wanted = [(entry, name) for entry in entries if (name := _name(entry))]
    if refusal := _refusal_of_all([entry for entry, _ in wanted]):
        return [_refused(file.name, refusal)]
    apart = _apart([name for _, name in wanted])
    return [_entry(entry, f"{file.name}/{name}", file) for (entry, _), name in zip(wanted, apart, strict=True)]


def _entry(entry: zipfile.ZipInfo, name: str, archive: ReceivedFile) -> ReceivedFile:
    if why := _why_not(entry):
        return _refused(name, problem("archive_entry", Place(), found=why))
    return ArchivedFile(
        name,
        archive=archive,
        offset=entry.header_offset,
        packed=entry.compress_size,
        method=entry.compress_type,
        inflated=entry.file_size,
        checksum=entry.CRC,
    )


@contextmanager
def _opened(file: ReceivedFile) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(file.path or io.BytesIO(file.read())) as parts:
        yield parts


def _beginning(file: ReceivedFile) -> bytes:
    if file.path is None or isinstance(file, ArchivedFile):
        return file.read()[:100]
    with file.path.open("rb") as stream:
        return stream.read(100)


def _is_of_office(name: str) -> bool:
    return name.replace("\\", "/").lstrip("/").lower().startswith(_OFFICE)


def _refusal_of_size(file: ReceivedFile) -> Problem | None:
    """Before the directory is read: a million entries would fill the memory with their names alone."""
    if file.size > MOST_BYTES:
        return problem("archive_refused", Place(), found=f"tệp lớn hơn {MOST_BYTES >> 20} MB")
    # Workbooks that are stored as they are have directories too, of some parts each.
    if file.read().count(_DIRECTORY) > 20 * MOST_ENTRIES:
        return problem("archive_refused", Place(), found=f"có quá nhiều tệp bên trong, tối đa {MOST_ENTRIES}")
    return None


def _refusal_of_all(entries: Sequence[zipfile.ZipInfo]) -> Problem | None:
    if not entries:
        return problem("archive_refused", Place(), found="không có tệp nào bên trong")
    if len(entries) > MOST_ENTRIES:
        said = f"có {len(entries)} tệp bên trong, tối đa {MOST_ENTRIES}"
        return problem("archive_refused", Place(), found=said)
    total = sum(entry.file_size for entry in entries)
    if total > MOST_INFLATED:
        said = f"giải nén ra {total >> 20} MB, tối đa {MOST_INFLATED >> 20} MB"
        return problem("archive_refused", Place(), found=said)
    return None


def _why_not(entry: zipfile.ZipInfo) -> str:
    """Why one entry is not read, '' where it may be."""
    if entry.flag_bits & _ENCRYPTED:
        return "tệp được đặt mật khẩu"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "tệp được nén theo cách lạ"
    if entry.file_size > gate.MOST_BYTES:
        return f"tệp lớn hơn {gate.MOST_BYTES >> 20} MB"
    if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * entry.compress_size:
        return f"tệp nén quá {MOST_RATIO} lần, không giống một bảng số liệu"
    return ""


def _refused(name: str, why: Problem) -> ReceivedFile:
    return ReceivedFile(name, refusal=why)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry with its folders; '' for folders and what systems leave behind.

    Of one that leads out of its folder only the last part is used.
    """
    if entry.is_dir():
        return ""
    plain = unicodedata.normalize("NFC", _decoded(entry)).replace("\\", "/")
    plain = "".join(char for char in plain if char.isprintable())
    parts = [part.strip() for part in plain.split("/")]
    base = parts[-1]
    leads_out = plain.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", plain) is not None
    if not base or base.startswith((".", "~$")) or base.lower() in _LITTER or "__MACOSX" in parts:
        return ""
    return re.sub(r"^[A-Za-z]:", "", base) if leads_out else "/".join(part for part in parts if part not in ("", "."))


def _decoded(entry: zipfile.ZipInfo) -> str:
    """A name as it was meant: programs write UTF-8 without saying so, or beside the name."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437", "replace")
    if (told := _unicode_path(entry.extra, raw)) is not None:
        return told
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return entry.orig_filename


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    while len(extra) >= 4:
        number, length = struct.unpack_from("<HH", extra)
        content, extra = extra[4 : 4 + length], extra[4 + length :]
        if number == _UNICODE_PATH and content[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return content[5:].decode("utf-8", "replace")
    return None


def _apart(names: Sequence[str]) -> list[str]:
    """The names, the second of the same with ' (2)' before its ending."""
    taken: set[str] = set()
    found: list[str] = []
    for name in names:
        path = PurePosixPath(name)
        fresh, number = name, 1
        while fresh.casefold() in taken:
            number += 1
            fresh = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        taken.add(fresh.casefold())
        found.append(fresh)
    return found
