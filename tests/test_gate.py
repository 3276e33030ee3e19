"""Files are judged by what they hold before anything parses them; each bad one gives one problem."""

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest

from etl import gate
from etl.model import Problem
from tests.workbooks import form, workbook_bytes

GOOD = workbook_bytes(S=form("1 | Số TTHC công bố mới | Thủ tục | 5"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def package(parts: Mapping[str, bytes]) -> bytes:
    """A zip of some parts, in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in parts.items():
            target.writestr(name, body)
    return out.getvalue()


def with_part(name: str, body: bytes) -> bytes:
    """The good workbook with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source:
        return package({part: source.read(part) for part in source.namelist()} | {name: body})


def code_and_found(found: Problem | None) -> tuple[str, str]:
    return (found.code, found.found) if found else ("", "")


def test_a_workbook_passes() -> None:
    assert gate.judge(GOOD) is None


@pytest.mark.parametrize(
    ("data", "code", "found"),
    [
        (b"", "file_empty", ""),
        (b"PK\x03\x04", "file_damaged", "tệp nén hỏng hoặc thiếu"),
        (GOOD[: len(GOOD) // 2], "file_damaged", "tệp nén hỏng hoặc thiếu"),
        (GOOD[:-30], "file_damaged", "tệp nén hỏng hoặc thiếu"),
    ],
)
def test_other_files(data: bytes, code: str, found: str) -> None:
    assert code_and_found(gate.judge(data)) == (code, found)


def test_a_damaged_part() -> None:
    at = GOOD.index(b"xl/worksheets/sheet1.xml") + 60
    broken = GOOD[:at] + bytes(byte ^ 0xFF for byte in GOOD[at : at + 40]) + GOOD[at + 40 :]
    assert code_and_found(gate.judge(broken))[0] == "file_damaged"


@pytest.mark.parametrize(
    "declaration",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://example.com/x.dtd"><x/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "docProps/app.xml", "xl/_rels/workbook.xml.rels"])
def test_a_dtd_in_any_part(part: str, declaration: bytes) -> None:
    assert code_and_found(gate.judge(with_part(part, declaration))) == ("file_unsafe", "khai báo DTD")


def test_a_dtd_behind_a_long_comment() -> None:
    body = b'<?xml version="1.0"?><!--' + b"x" * 70_000 + b"--><!DOCTYPE x><x/>"
    assert code_and_found(gate.judge(with_part("xl/worksheets/sheet1.xml", body))) == ("file_unsafe", "khai báo DTD")


def test_the_word_doctype_in_a_cell_is_no_dtd() -> None:
    assert gate.judge(workbook_bytes(S="<!DOCTYPE html>")) is None


def test_what_inflates_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_INFLATED", 2 * 1024 * 1024)
    bomb = with_part("xl/worksheets/sheet1.xml", bytes(3 * 1024 * 1024))
    assert len(bomb) < 20_000
    assert code_and_found(gate.judge(bomb)) == ("file_unsafe", "giải nén quá 2 MB")


def test_a_size_that_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_INFLATED", 2 * 1024 * 1024)
    size = 3 * 1024 * 1024
    bomb = with_part("xl/worksheets/sheet1.xml", bytes(size)).replace(struct.pack("<I", size), struct.pack("<I", 10))
    assert code_and_found(gate.judge(bomb))[0] in ("file_unsafe", "file_damaged")


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_MOST_PARTS", 20)
    assert gate.judge(GOOD) is None
    many = package({"xl/workbook.xml": b"<x/>"} | {f"xl/{number}.xml": b"" for number in range(20)})
    assert code_and_found(gate.judge(many)) == ("file_unsafe", "21 phần")


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_BYTES", 1024 * 1024)
    assert code_and_found(gate.judge(bytes(2 * 1024 * 1024))) == ("file_too_large", "2 MB")
