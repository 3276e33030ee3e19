"""A workbook is read in a child process: the same grid comes back, and what kills the child kills only it."""

import io
import zipfile

from etl import gate, reading
from etl.model import Problem
from etl.readers import read_workbook
from etl.workbook import Workbook
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
