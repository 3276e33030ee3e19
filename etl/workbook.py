"""Bytes of a workbook → a grid of cells; nothing is interpreted.

One grid for every format, so that the later steps never ask where a cell came from. openpyxl is
behind it because it keeps what a faster reader loses: error cells, number formats, hidden rows.
"""

import io
import math
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Literal

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl import wording

CellKind = Literal["text", "number", "date", "error", "boolean", "formula"]
_LITERALS = re.compile(r'"[^"]*"|\\.')
_MOST_CELLS = 500_000


class UnreadableWorkbookError(Exception):
    """The bytes are no workbook that can be read."""


@dataclass(frozen=True)
class Cell:
    """A cell as it stands. `text` is what was typed; for numbers the shortest text of the stored value.

    A `formula` cell is one whose result was never stored in the file.
    """

    row: int
    column: int
    kind: CellKind
    text: str
    percent: bool = False  # the number format shows a percent sign

    @property
    def address(self) -> str:
        """A1 style."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def blank(self) -> bool:
        """Whether only white space stands here."""
        return not self.text.strip()


@dataclass(frozen=True)
class Sheet:
    """A sheet: its cells by (row, column), merged ranges as (top, left, bottom, right)."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()

    @cached_property
    def rows(self) -> Mapping[int, tuple[Cell, ...]]:
        """The cells that hold something, by row, from left to right."""
        rows: dict[int, list[Cell]] = {}
        for (row, _), cell in sorted(self.cells.items()):
            if not cell.blank:
                rows.setdefault(row, []).append(cell)
        return {row: tuple(cells) for row, cells in rows.items()}

    def merged_at(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The merged range that covers a cell, or the cell itself."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left, bottom, right
        return row, column, row, column


@dataclass(frozen=True)
class Workbook:
    """The sheets of a file in their order."""

    sheets: tuple[Sheet, ...]


def read_workbook(data: bytes) -> Workbook:
    """Read an .xlsx or .xlsm (macros are never run).

    Raises:
        UnreadableWorkbookError: not a workbook, damaged, or larger than any appendix.
    """
    try:
        formulas = _has_formulas(data)
        # rich_text off, links off: only values, formats, merges and visibility are wanted.
        values = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        unevaluated = load_workbook(io.BytesIO(data), data_only=False, keep_links=False) if formulas else None
    except Exception as error:  # openpyxl raises whatever its XML or zip layer does
        raise UnreadableWorkbookError(type(error).__name__) from error
    sheets = []
    total = 0
    for sheet in values.worksheets:
        cells = _cells(sheet, unevaluated[sheet.title] if unevaluated else None)
        total += len(cells)
        if total > _MOST_CELLS:
            raise UnreadableWorkbookError(f"hơn {_MOST_CELLS} ô")
        sheets.append(
            Sheet(
                name=wording.clean(sheet.title),
                cells=cells,
                merged=tuple((r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges),
                hidden=sheet.sheet_state != "visible",
                hidden_rows=frozenset(row for row, shape in sheet.row_dimensions.items() if shape.hidden),
            )
        )
    return Workbook(tuple(sheets))


def _has_formulas(data: bytes) -> bool:
    """Whether a second reading is needed to tell a formula without a result from a blank cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(b"<f>" in part or b"<f " in part for part in map(parts.read, names))


def _cells(sheet: Worksheet, unevaluated: Worksheet | None) -> dict[tuple[int, int], Cell]:
    # `_cells` is openpyxl's sparse store: iter_rows would visit every cell up to the farthest one.
    formulas = unevaluated._cells if unevaluated is not None else {}
    cells = {}
    for (row, column), cell in formulas.items():
        if cell.data_type == "f" and sheet._cells[row, column].value is None:
            cells[row, column] = Cell(row, column, "formula", str(cell.value))
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None:
            kind, text = _content(cell.value, cell.data_type)
            cells[row, column] = Cell(row, column, kind, text, kind == "number" and _is_percent(cell.number_format))
    return cells


def _is_percent(number_format: str | None) -> bool:
    """Whether a number format shows the stored value times 100; a percent sign in quotes is only text."""
    return "%" in _LITERALS.sub("", number_format or "")


def _content(value: Any, data_type: str) -> tuple[CellKind, str]:
    """What a cell holds; values that Excel could not compute stay errors."""
    if data_type == "e":
        return "error", str(value)
    if isinstance(value, bool):
        return "boolean", "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if isinstance(value, float) and not math.isfinite(value):
            return "error", str(value)
        return "number", number_text(value)
    if isinstance(value, datetime | date | time | timedelta):
        return "date", str(value)
    return "text", str(value)


def number_text(value: float) -> str:
    """The shortest decimal text of a stored number, without an exponent: 22979.0 gives '22979'."""
    if float(value).is_integer():
        return str(int(value))
    text = repr(float(value))
    return text if "e" not in text else f"{value:.15f}".rstrip("0")
