"""A workbook is read in a child process: the same grid comes back, and what kills the child kills only it."""

import builtins
import io
import json
import subprocess
import sys
import time
import zipfile
from typing import Any

import pytest

from etl import gate, reading
from etl.model import Problem
from etl.workbook import Workbook, read_workbook
from tests.workbooks import form, workbook_bytes

GOOD = workbook_bytes(
    Bảng_1=form("1 | Số TTHC công bố mới | Thủ tục | 53.66% | @2024-06-12\nhide: 3\nmerge: A1:E1"),
    Nháp="#DIV/0! | =A1+A2 | '04\nhide: sheet",
)


def sheet_xml(body: str) -> bytes:
    """A workbook whose only sheet is this XML."""
    book = workbook_bytes(S="a")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = body.encode() if name == "xl/worksheets/sheet1.xml" else source.read(name)
            target.writestr(name, part)
    return out.getvalue()


SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
TWO_FAR_CELLS = sheet_xml(f"<worksheet {SPACE}><sheetData>{FAR}</sheetData></worksheet>")
ALL_MERGED = sheet_xml(
    f'<worksheet {SPACE}><sheetData>{FAR}</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/>'
    "</mergeCells></worksheet>"
)


def test_the_child_gives_the_same_grid() -> None:
    assert reading.read_in_child(GOOD) == read_workbook(GOOD)


def test_two_far_cells_are_read_sparsely() -> None:
    assert gate.judge(TWO_FAR_CELLS) is None
    found = reading.read_in_child(TWO_FAR_CELLS, seconds=10)
    assert isinstance(found, Workbook)
    assert sorted(cell.address for cell in found.sheets[0].cells.values()) == ["A1", "XFD1048576"]


def test_a_merge_over_the_whole_sheet_ends_in_one_problem() -> None:
    found = gate.judge(ALL_MERGED) or reading.read_in_child(ALL_MERGED, seconds=2)
    assert isinstance(found, Problem | Workbook)
    assert isinstance(found, Workbook) or found.severity == "stop"


def test_the_time_limit_kills_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    started = time.monotonic()
    _let_the_child_sleep(monkeypatch)
    found = reading.read_in_child(GOOD, seconds=0.5)
    assert isinstance(found, Problem)
    assert (found.code, found.severity) == ("file_too_slow", "stop")
    assert time.monotonic() - started < 10


def _let_the_child_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    run = subprocess.run

    def run_sleeper(command: list[str], **options: Any) -> Any:
        return run([command[0], "-c", "import time; time.sleep(30)"], **options)

    monkeypatch.setattr(subprocess, "run", run_sleeper)


KILL = "import os; os.kill(os.getpid(), 9)"


@pytest.mark.parametrize("ending", ["import os; os.abort()", "raise SystemExit(3)", KILL])
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_child_that_dies_is_one_problem(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **options: run([command[0], "-c", ending], **options))
    found = reading.read_in_child(GOOD)
    assert isinstance(found, Problem)
    assert found.code == "file_damaged"


@pytest.mark.parametrize("data", [b"not a workbook", sheet_xml("<worksheet")], ids=["text", "cut off"])
def test_what_the_parser_refuses_is_one_problem_or_an_empty_grid(data: bytes) -> None:
    found = reading.read_in_child(data)
    assert (isinstance(found, Problem) and found.code == "file_damaged") or (
        isinstance(found, Workbook) and not any(sheet.cells for sheet in found.sheets)
    )


def test_the_answer_is_json_whatever_stands_in_the_cells() -> None:
    data = workbook_bytes(S='a"b\\n<c> 😀 \u2028')
    assert json.loads(json.dumps(reading._answer(data)))["sheets"][0]["name"] == "S"
    assert reading.read_in_child(data) == read_workbook(data)


def test_without_limits_of_the_platform_the_child_still_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.__import__

    def without_resource(name: str, *others: Any, **options: Any) -> Any:
        if name == "resource":
            raise ImportError(name)
        return plain(name, *others, **options)

    monkeypatch.delitem(sys.modules, "resource", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_resource)
    reading._limit_self()
    assert "sheets" in reading._answer(GOOD)
