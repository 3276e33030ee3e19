"""Judging a file by its content before anything parses it: cheap, and without trusting what it says of itself."""

import io
import zipfile
import zlib

from etl.model import Place, Problem
from etl.problems import problem

MOST_BYTES = 50 * 1024 * 1024
MOST_INFLATED = 400 * 1024 * 1024
_MOST_PARTS = 5_000
_CHUNK = 1 << 20

_OTHER_TYPES = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "ảnh"),
    (b"\x89PNG", "ảnh"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
)


def judge(data: bytes) -> Problem | None:
    """Why a file must not be parsed, or None when it may be."""
    if not data:
        return problem("file_empty", Place())
    if len(data) > MOST_BYTES:
        return problem("file_too_large", Place(), found=_megabytes(len(data)), expected=_megabytes(MOST_BYTES))
    if not data.startswith(b"PK\x03\x04"):
        return problem("file_type", Place(), found=_type_of(data), expected=".xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _judge_parts(parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return problem("file_damaged", Place(), found="tệp nén hỏng hoặc thiếu")


def _judge_parts(parts: zipfile.ZipFile) -> Problem | None:
    names = parts.namelist()
    if "xl/workbook.xml" not in names:
        return problem("file_type", Place(), found=_package_type(names), expected=".xlsx")
    if len(names) > _MOST_PARTS:
        return problem("file_unsafe", Place(), found=f"{len(names)} phần")
    inflated = 0
    for name in names:
        with parts.open(name) as part:
            tail = b""
            while chunk := part.read(_CHUNK):  # the real size: the one in the directory may lie
                inflated += len(chunk)
                if inflated > MOST_INFLATED:
                    return problem("file_unsafe", Place(), found=f"giải nén quá {_megabytes(MOST_INFLATED)}")
                if name.endswith((".xml", ".rels", ".vml")) and _has_dtd(tail + chunk):
                    return problem("file_unsafe", Place(), found="khai báo DTD")
                tail = chunk[-32:]
    return None


def _has_dtd(chunk: bytes) -> bool:
    """A DTD (entities, external references) never stands in a real workbook; also not in UTF-16."""
    plain = chunk.replace(b"\0", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _type_of(data: bytes) -> str:
    for magic, name in _OTHER_TYPES:
        if data.startswith(magic):
            return name
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # OLE: an old workbook, or a new one under a password
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "tệp có mật khẩu"
        return "Word 97-2003 (.doc)" if "WordDocument".encode("utf-16-le") in data else "Excel 97-2003 (.xls)"
    return "không phải tệp Excel"


def _package_type(names: list[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "Word (.docx)"
    if "content.xml" in names:
        return "OpenDocument (.ods)"
    return "Excel nhị phân (.xlsb)" if "xl/workbook.bin" in names else "tệp nén"


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
