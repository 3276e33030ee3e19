"""What a file is, by its content: names and endings are often wrong, and never trusted."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from etl import ole

Kind = Literal["xlsx", "xls", "ods", "docx", "text", "damaged", "other", "scan", "doc", "archive", "password"]
READABLE = ("xlsx", "xls", "ods", "docx", "text")

_BIFF = (b"\x09\x08", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")  # .xls without a container
_STARTS: tuple[tuple[bytes, Kind, str], ...] = (
    (b"%PDF", "scan", "PDF"),
    (b"\xff\xd8\xff", "scan", "ảnh"),
    (b"\x89PNG", "scan", "ảnh"),
    (b"GIF8", "scan", "ảnh"),
    (b"BM", "scan", "ảnh"),
    (b"II*\x00", "scan", "ảnh"),
    (b"MM\x00*", "scan", "ảnh"),
    (b"Rar!", "archive", "RAR"),
    (b"7z\xbc\xaf", "archive", "7z"),
    (b"\x1f\x8b", "archive", "gzip"),
)
_MARKUP = (
    (b"{\\rtf", "RTF"),
    (b"<!doctype html", "trang web HTML"),
    (b"<html", "trang web HTML"),
    (b"<table", "trang web HTML"),
    (b"mime-version", "trang web MHTML"),
    (b"<?xml", "XML"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 65_536
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")


@dataclass(frozen=True)
class Recognised:
    """What a file is, and how to name it to the person who sent it."""

    kind: Kind
    name: str = ""


def recognise(data: bytes) -> Recognised:
    """The kind of a file that is not empty."""
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as parts:
                return of_package(parts)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return Recognised("damaged", "tệp nén hỏng hoặc thiếu")
    if data.startswith(ole.MAGIC):
        return _of_container(ole.names_in_root(data))
    if data.startswith(_BIFF):
        return Recognised("xls")
    if data[:12].startswith(b"RIFF") or data[4:8] == b"ftyp":
        return Recognised("scan", "ảnh")
    for start, kind, name in _STARTS:
        if data.startswith(start) and (start != b"BM" or not _is_text(data)):
            return Recognised(kind, name)
    return _of_text(data)


def of_package(parts: zipfile.ZipFile) -> Recognised:
    """What an open zip is, by its parts."""
    names = {name.replace("\\", "/").lstrip("/").lower() for name in parts.namelist()}
    if any(part.flag_bits & 1 for part in parts.infolist()):
        return Recognised("password")
    if "xl/workbook.bin" in names:
        return Recognised("other", "Excel nhị phân (.xlsb)")
    if "content.xml" in names:
        return _of_open_document(parts, names)
    if names & {"xl/workbook.xml", "word/document.xml"}:
        return Recognised("xlsx" if "xl/workbook.xml" in names else "docx")
    if any(name.startswith("ppt/") for name in names):
        return Recognised("other", "PowerPoint")
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        return Recognised("other", "Apple Numbers")
    types = _beginning(parts, "[Content_Types].xml")  # the main part may have another name
    if b"spreadsheetml" in types or b"wordprocessingml" in types:
        return Recognised("xlsx" if b"sheet.main+xml" in types else "docx")
    return Recognised("archive", "ZIP")


def has_dtd(chunk: bytes) -> bool:
    """Whether XML declares a DTD (entities, external references), in UTF-16 too; no real workbook has one."""
    plain = chunk.translate(None, b"\0") if b"\0" in chunk[:200] else chunk
    return b"!" in plain and (b"<!DOCTYPE" in plain or b"<!ENTITY" in plain)  # a sheet of figures has no mark at all


def _of_open_document(parts: zipfile.ZipFile, names: Collection[str]) -> Recognised:
    if b"encryption-data" in _beginning(parts, "META-INF/manifest.xml"):
        return Recognised("password")
    kind = _beginning(parts, "mimetype") if "mimetype" in names else b"spreadsheet"
    if b"spreadsheet" in kind:
        return Recognised("ods")
    return Recognised("other", "OpenDocument văn bản (.odt)" if b"text" in kind else "OpenDocument")


def _beginning(parts: zipfile.ZipFile, name: str) -> bytes:
    try:
        with parts.open(name) as part:
            return part.read(_SAMPLE)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return b""


def _of_container(names: Collection[str]) -> Recognised:
    """Old office files, and new ones under a password."""
    if "EncryptedPackage" in names:
        return Recognised("password")
    if {"Workbook", "Book", "WORKBOOK", "BOOK"} & set(names):
        return Recognised("xls")
    if "WordDocument" in names:
        return Recognised("doc", "Word 97-2003 (.doc)")
    if not names:
        return Recognised("damaged", "tệp Office 97-2003 hỏng hoặc thiếu")
    return Recognised("other", "PowerPoint" if "PowerPoint Document" in names else "tệp Office khác")


def _of_text(data: bytes) -> Recognised:
    beginning = data[:_SAMPLE].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    for start, name in _MARKUP:
        if beginning.startswith(start):
            web = any(mark in beginning for mark in (b"<html", b"<table"))
            return Recognised("other", "trang web HTML" if web else name)
    return Recognised("text") if _is_text(data) else Recognised("other", "không phải tệp bảng tính")


def _is_text(data: bytes) -> bool:
    """Text has no control characters; bytes of zero only where each character takes two bytes."""
    wide = "utf-16" if data.startswith(_WIDE_MARKS) else wide_encoding(data)
    if wide:
        return not _CONTROLS.search(data[:_SAMPLE].decode(wide, "replace"))
    return b"\0" not in data and not _CONTROLS.search(data[:_SAMPLE].decode("latin-1"))


def wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark: nearly every other byte of its separators and digits is zero."""
    sample = data[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if not max(even, odd) or max(even, odd) * 5 < len(sample) // 2 or min(even, odd) * 20 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"
