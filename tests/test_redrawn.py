"""Layout mutations: the same appendix retyped by another hand gives the same figures, or asks; never another figure."""

import io
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl import reference
from etl.interpret import Reading, interpret
from etl.readers import read_workbook
from tests import appendices
from tests.appendices import Drawing

TABLES = reference.load()
Grid = list[list[tuple[Any, str]]]  # value and number format of each cell
MUTATIONS = ("one_line_header", "no_number_column", "value_first", "blank_rows", "blank_column", "spaces", "signature")
HEADER_WORDS = {"Đơn vị tính", "Số liệu", "Ghi chú", "STT", "Chỉ tiêu"}


def retyped(data: bytes, mutations: Sequence[str], seed: int) -> bytes:
    """The workbook without merges and styles, sheet by sheet, with some mutations; as if typed anew."""
    dice = random.Random(seed)
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, sheet in enumerate(load_workbook(io.BytesIO(data)).worksheets, start=1):
        grid: Grid = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
        for mutation in mutations:
            grid = MUTATE[mutation](grid, dice)
        _type(grid, book.create_sheet(f"Sheet{number}"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _type(grid: Grid, sheet: Worksheet) -> None:
    for row, cells in enumerate(grid, start=1):
        for column, (value, number_format) in enumerate(cells, start=1):
            if value is not None:
                sheet.cell(row, column, value).number_format = number_format


def _one_line_header(grid: Grid, _dice: random.Random) -> Grid:
    """'STT | Chỉ tiêu | Đơn vị tính | Số liệu | Ghi chú' in one row instead of two."""
    kept: Grid = []
    for cells in grid:
        words = {value for value, _ in cells if value}
        if kept and words == {"Đơn vị tính", "Số liệu"}:
            kept[-1] = [above if below[0] is None else below for above, below in zip(kept[-1], cells, strict=True)]
        else:
            kept.append(list(cells))
    return kept


def _no_number_column(grid: Grid, _dice: random.Random) -> Grid:
    """No STT at all; titles that stood in its column move to the next."""
    return [
        [cells[1] if cells[1][0] is not None else cells[0], *cells[2:]] if _alone(cells) else cells[1:]
        for cells in grid
    ]


def _alone(cells: list[tuple[Any, str]]) -> bool:
    return all(value is None for value, _ in cells[1:])


def _value_first(grid: Grid, _dice: random.Random) -> Grid:
    """The figure's column before the measure's."""
    return [[*cells[:-3], cells[-2], cells[-3], cells[-1]] for cells in grid]


def _blank_rows(grid: Grid, dice: random.Random) -> Grid:
    nothing = [(None, "General")] * len(grid[0])
    return [row for cells in grid for row in ([nothing, cells] if dice.random() < 0.1 else [cells])]


def _blank_column(grid: Grid, _dice: random.Random) -> Grid:
    return [[(None, "General"), *cells] for cells in grid]


def _spaces(grid: Grid, dice: random.Random) -> Grid:
    """Stray spaces inside and around words, no-break ones among them."""

    def typed(value: Any) -> Any:
        if not isinstance(value, str) or value in HEADER_WORDS or dice.random() < 0.6:
            return value
        return f"  {value}".replace(" ", "\u00a0 ", 3) + " "

    return [[(typed(value), number_format) for value, number_format in cells] for cells in grid]


def _signature(grid: Grid, _dice: random.Random) -> Grid:
    width = len(grid[0])
    block = (("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), ("- Như trên;", "CHỦ TỊCH"), ("- Lưu: VT.", None))
    lines: Grid = [[(None, "General")] * width]
    for left, right in block:
        line: list[tuple[Any, str]] = [(None, "General")] * width
        line[0], line[-2] = (left, "General"), (right, "General")
        lines.append(line)
    return [*grid, *lines]


MUTATE = {
    "one_line_header": _one_line_header,
    "no_number_column": _no_number_column,
    "value_first": _value_first,
    "blank_rows": _blank_rows,
    "blank_column": _blank_column,
    "spaces": _spaces,
    "signature": _signature,
}


def read(data: bytes) -> Reading:
    return interpret(read_workbook(data), "phụ lục.xlsx", TABLES)


def compare(report: str, reading: Reading) -> tuple[list[Any], list[Any]]:
    """Figures that are wrong or that nobody reported, and figures that are missing."""
    expected = {(truth.indicator, truth.handled_by): truth.value for truth in appendices.expected(report)}
    found = {(figure.indicator, figure.handled_by): float(figure.value) for figure in reading.observations}
    wrong = [(key, value) for key, value in found.items() if expected.get(key) != pytest.approx(value)]
    return wrong, [key for key in expected if key not in found]


@pytest.mark.parametrize("report", ["000", "002", "003", "004"])
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_one_mutation_changes_no_figure(report: str, mutation: str) -> None:
    reading = read(retyped(appendices.draw(report), [mutation], seed=1))
    assert compare(report, reading) == ([], [])


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    report=st.sampled_from(["000", "002", "003", "004"]),
    mutations=st.lists(st.sampled_from(MUTATIONS), unique=True, max_size=5),
    drawing=st.builds(
        Drawing,
        one_sheet=st.booleans(),
        nfd=st.booleans(),
        typed_numbers=st.booleans(),
        repeat_header_every=st.sampled_from([None, 5, 9]),
    ),
    seed=st.integers(0, 10**6),
)
def test_mutations_together_change_no_figure(report: str, mutations: list[str], drawing: Drawing, seed: int) -> None:
    reading = read(retyped(appendices.draw(report, drawing), mutations, seed))
    assert compare(report, reading) == ([], [])
