"""Judging a file by its content before anything parses it: cheap, and without trusting what it says of itself."""

import io
import zipfile
import zlib
from collections.abc import Iterable

from etl import formats
from etl.model import Place, Problem
from etl.problems import problem

MOST_BYTES = 50 * 1024 * 1024
MOST_INFLATED = 400 * 1024 * 1024
_MOST_PARTS = 5_000
_CHUNK = 1 << 20
_MOST_KEPT = 32 * _CHUNK
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # as office programs do
_XML = (".xml", ".rels", ".vml")

# What to say of a file that is whole but of no use here: the code, and what to send instead.
_INSTEAD = {
    "other": ("file_type", ".xlsx"),
    "doc": ("file_old_word", ".docx"),
    "scan": ("file_scan", ".xlsx"),
    "archive": ("file_archive", ".xlsx"),
    "password": ("file_password", ".xlsx"),
    "damaged": ("file_damaged", ".xlsx"),
}


def judge(data: bytes, name: str = "", kept: dict[str, bytes] | None = None) -> Problem | None:  # noqa: ARG001 a name proves nothing; callers have it at hand
    """Why a file must not be parsed, or None when it may be.

    Args:
        data: the file.
        name: as received.
        kept: takes the parts of a package as they were inflated, as far as they are small, for who reads it next.
    """
    if not data:
        return problem("file_empty", Place())
    if len(data) > MOST_BYTES:
        return problem("file_too_large", Place(), found=_megabytes(len(data)), expected=_megabytes(MOST_BYTES))
    if not data.startswith(b"PK\x03\x04"):
        return _refusal(formats.recognise(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _judge_package(parts, {} if kept is None else kept)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return problem("file_damaged", Place(), found="tệp nén hỏng hoặc thiếu")


def _refusal(found: formats.Recognised) -> Problem | None:
    if found.kind in formats.READABLE:
        return None
    code, expected = _INSTEAD[found.kind]
    return problem(code, Place(), found=found.name, expected=expected)


def _judge_package(parts: zipfile.ZipFile, kept: dict[str, bytes]) -> Problem | None:
    return _judge_directory(parts) or _judge_content(parts, kept)


def _judge_directory(parts: zipfile.ZipFile) -> Problem | None:
    listed = parts.infolist()
    if len(listed) > _MOST_PARTS:
        return problem("file_unsafe", Place(), found=f"{len(listed)} phần")
    if refused := _refusal(formats.of_package(parts)):
        return refused
    if unsafe := next((part.filename for part in listed if _leads_out(part.filename)), None):
        return problem("file_unsafe", Place(), found=f"tên phần “{unsafe[:80]}”")
    if twice := _told_apart(listed):
        return problem("file_unsafe", Place(), found=f"hai phần cùng tên “{twice[:80]}” mà nội dung khác nhau")
    if any(part.compress_type not in _PACKED for part in listed):  # some ways ask for gigabytes to unpack
        return problem("file_damaged", Place(), found="có phần được nén theo cách lạ")
    return None


def _judge_content(parts: zipfile.ZipFile, kept: dict[str, bytes]) -> Problem | None:
    inflated = 0
    for part in parts.infolist():
        with parts.open(part) as stream:
            tail = b""
            while chunk := stream.read(_CHUNK):  # the real size: the one in the directory may lie
                inflated += len(chunk)
                if inflated > MOST_INFLATED:
                    return problem("file_unsafe", Place(), found=f"giải nén quá {_megabytes(MOST_INFLATED)}")
                if part.filename.lower().endswith(_XML) and formats.has_dtd(tail + chunk):
                    return problem("file_unsafe", Place(), found="khai báo DTD")
                if not tail and len(chunk) < _CHUNK and inflated < _MOST_KEPT:
                    kept[part.filename] = chunk
                tail = chunk[-32:]
    return None


def _told_apart(parts: Iterable[zipfile.ZipInfo]) -> str:
    """The first name that two different parts have, '' where none has.

    Programs differ in which of the two they show.
    """
    checksums: dict[str, int] = {}
    for part in parts:
        if checksums.setdefault(part.filename.lower(), part.CRC) != part.CRC:
            return part.filename
    return ""


def _leads_out(name: str) -> bool:
    """A name with '..' or a drive would be written beside the folder that a file is unpacked into; here none is."""
    return ".." in name.replace("\\", "/").split("/") or name[1:2] == ":"


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
