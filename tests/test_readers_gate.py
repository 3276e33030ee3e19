"""The gate: what a file is by its content, and one sentence on what to send instead."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlwt  # type: ignore[import-untyped]

from etl import formats, gate, ole
from etl.model import Problem
from tests.appendices import SHIPPED
from tests.test_readers_others import as_csv, as_ods, as_word, as_xls

APPENDIX = (sorted(SHIPPED.glob("*.xlsx"))[0]).read_bytes()
SECTOR = 512


def zipped(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            package.writestr(name, data)
    return out.getvalue()


def container(*names: str, next_sector: int = 0xFFFFFFFE) -> bytes:
    """An OLE container whose root holds streams of these names; its directory is sector 1, its table sector 0."""
    header = bytearray(SECTOR)
    header[:8] = ole.MAGIC
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, next_sector, *[0xFFFFFFFF] * 126)
    entries = b""
    for number, name in enumerate(("Root Entry", *names)):
        encoded = f"{name}\0".encode("utf-16-le")
        entry = bytearray(128)
        entry[: len(encoded)] = encoded
        struct.pack_into("<H", entry, 64, len(encoded))
        beside = number + 1 if 0 < number < len(names) else 0xFFFFFFFF
        struct.pack_into("<III", entry, 68, 0xFFFFFFFF, beside, 0xFFFFFFFF if number else 1)
        entries += bytes(entry)
    return bytes(header) + table + entries.ljust(SECTOR, b"\0")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (APPENDIX, "xlsx"),
        (as_xls(), "xls"),
        (as_ods(), "ods"),
        (as_word(), "docx"),
        (as_csv(), "text"),
        ("a;b\n1;2".encode("utf-16"), "text"),
        ("Số liệu;b\n1;2".encode("utf-16-le"), "text"),
        (b"BMT;1\n2;3\n", "text"),
    ],
    ids=["xlsx", "xls", "ods", "docx", "csv", "utf-16", "utf-16 without mark", "begins like a picture"],
)
def test_content_decides(data: bytes, kind: str) -> None:
    assert formats.recognise(data).kind == kind
    assert gate.judge(data, "ten-sai.pdf") is None


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "file_empty", "rỗng"),
        (b"%PDF-1.7 ...", "file_scan", "PDF"),
        (b"\xff\xd8\xff\xe0..", "file_scan", "ảnh"),
        (b"Rar!\x1a\x07", "file_archive", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "file_archive", "7z"),
        (zipped(("phu luc.xlsx", APPENDIX)), "file_archive", "giải nén"),
        (zipped(("xl/workbook.bin", b"")), "file_type", ".xlsb"),
        (zipped(("ppt/presentation.xml", b"")), "file_type", "PowerPoint"),
        (zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")), "file_type", ".odt"),
        (container("WordDocument", "1Table"), "file_old_word", "Word"),
        (container("EncryptedPackage", "EncryptionInfo"), "file_password", "mật khẩu"),
        (container("PowerPoint Document"), "file_type", "PowerPoint"),
        (container("Workbook")[:600], "file_damaged", "hỏng"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "file_type", "HTML"),
        (b'<?xml version="1.0"?><Workbook/>', "file_type", "XML"),
        (b"{\\rtf1", "file_type", "RTF"),
        (b"\x00\x01\x02\x03" * 99, "file_type", "không phải"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "file_type", "không phải"),
        (APPENDIX[: len(APPENDIX) // 2], "file_damaged", "hỏng"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_other_kind_gets_one_sentence(data: bytes, code: str, words: str) -> None:
    found = gate.judge(data, "phu-luc.xlsx")
    assert isinstance(found, Problem)
    assert (found.code, found.severity) == (code, "stop")
    assert words in found.sentence
    assert "Hãy" in found.sentence


def test_a_workbook_with_a_word_document_inside_is_a_workbook() -> None:
    assert formats.recognise(container("Workbook", "ObjectPool")).kind == "xls"


def test_a_directory_that_runs_in_a_circle_ends() -> None:
    assert ole.names_in_root(container("Workbook", next_sector=1)) == {"Workbook"}


@pytest.mark.parametrize("name", ["../../etc/x.xml", "..\\x.xml", "C:\\x.xml"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    found = gate.judge(zipped(("xl/workbook.xml", b"<x/>"), (name, b"")))
    assert found is not None
    assert found.code == "file_unsafe"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_is_refused_wherever_it_stands(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{" " * 100_000}<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    found = gate.judge(zipped(("xl/workbook.xml", text.encode(encoding))))
    assert found is not None
    assert (found.code, found.found) == ("file_unsafe", "khai báo DTD")


def test_the_real_size_counts_not_the_one_that_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_INFLATED", 1_000_000)
    bomb = zipped(("xl/workbook.xml", b" " * 2_000_000))
    found = gate.judge(bomb)
    assert found is not None
    assert found.code == "file_unsafe"
    lying = bytearray(bomb)
    for header, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", lying, lying.index(header) + offset, 10)
    found = gate.judge(bytes(lying))
    assert found is not None
    assert found.code == "file_damaged"


def test_many_parts_are_refused_before_any_is_opened() -> None:
    found = gate.judge(zipped(*((f"xl/{number}.xml", b"") for number in range(6000))))
    assert found is not None
    assert found.code == "file_unsafe"


def test_a_large_file_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_BYTES", 1000)
    found = gate.judge(APPENDIX)
    assert found is not None
    assert found.code == "file_too_large"


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.xlsx")), ids=lambda file: file.name[:20])
def test_the_shipped_appendices_pass(file: Path) -> None:
    assert gate.judge(file.read_bytes(), file.name) is None


def test_an_old_workbook_that_another_program_wrote_passes() -> None:
    book = xlwt.Workbook()
    book.add_sheet("Sheet").write(0, 0, 1)
    out = io.BytesIO()
    book.save(out)
    assert gate.judge(out.getvalue()) is None
