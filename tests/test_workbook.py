"""A workbook's bytes become a grid in which nothing is lost that a later step needs."""

import io

import pytest
from openpyxl import Workbook as ExcelWorkbook

from etl.readers import read_workbook
from etl.workbook import Cell, UnreadableWorkbookError, number_text
from tests.workbooks import workbook, workbook_bytes

GRID = """
A | 12 | 22979.5 | 53.66% | @2024-06-12 | #DIV/0! | =A1+A2 | '04
"""


def cells_of(grid: str) -> dict[str, Cell]:
    (sheet,) = workbook(S=grid).sheets
    return {cell.address: cell for cell in sheet.cells.values()}


def test_each_kind_of_cell() -> None:
    assert {address: (cell.kind, cell.text) for address, cell in cells_of(GRID).items()} == {
        "A1": ("text", "A"),
        "B1": ("number", "12"),
        "C1": ("number", "22979.5"),
        "D1": ("number", "0.5366"),
        "E1": ("date", "2024-06-12 00:00:00"),
        "F1": ("error", "#DIV/0!"),
        "G1": ("formula", "=A1+A2"),
        "H1": ("text", "04"),
    }


def test_only_a_percent_format_shows_a_percentage() -> None:
    assert {address for address, cell in cells_of(GRID).items() if cell.percent} == {"D1"}


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"])
def test_errors_stay_errors(error: str) -> None:
    assert cells_of(error)["A1"].kind == "error"


def test_booleans() -> None:
    book = ExcelWorkbook()
    book.worksheets[0]["A1"] = True
    out = io.BytesIO()
    book.save(out)
    (sheet,) = read_workbook(out.getvalue()).sheets
    assert (sheet.cells[1, 1].kind, sheet.cells[1, 1].text) == ("boolean", "TRUE")


def test_merged_ranges_hidden_rows_and_sheets() -> None:
    book = workbook(A="a | b | c\nd\nmerge: A1:C1\nhide: 2", B="x\nhide: sheet")
    assert [sheet.hidden for sheet in book.sheets] == [False, True]
    assert book.sheets[0].merged == ((1, 1, 1, 3),)
    assert book.sheets[0].hidden_rows == {2}
    assert book.sheets[0].merged_at(1, 2) == (1, 1, 1, 3)
    assert book.sheets[0].merged_at(2, 1) == (2, 1, 2, 1)


def test_rows_leave_out_blank_cells_and_go_from_left_to_right() -> None:
    (sheet,) = workbook(S="b | | a\n'  |\nc").sheets
    assert {row: [cell.text for cell in cells] for row, cells in sheet.rows.items()} == {1: ["b", "a"], 3: ["c"]}


def test_a_far_cell_costs_nothing() -> None:
    book = ExcelWorkbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["XFD1048576"] = "near", "far"
    out = io.BytesIO()
    book.save(out)
    assert sorted(cell.address for cell in read_workbook(out.getvalue()).sheets[0].cells.values()) == [
        "A1",
        "XFD1048576",
    ]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"%PDF-1.4", workbook_bytes(S="a")[:-200]])
def test_bytes_that_are_no_workbook(data: bytes) -> None:
    with pytest.raises(UnreadableWorkbookError):
        read_workbook(data)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (22979.0, "22979"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-7, "0.0000001"),
        (53.66, "53.66"),
        (1e15, "1000000000000000"),
        (0.0, "0"),
    ],
)
def test_the_text_of_a_stored_number(value: float, text: str) -> None:
    assert number_text(value) == text
