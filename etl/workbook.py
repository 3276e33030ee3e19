"""The grid of cells that every format is read into; nothing in it is interpreted.

One grid for every format, so that the later steps never ask where a cell came from. `etl.readers`
makes it from bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

CellKind = Literal["text", "number", "date", "error", "boolean", "formula"]
Area = tuple[int, int, int, int]  # top, left, bottom, right


class UnreadableWorkbookError(Exception):
    """The bytes are no workbook that can be read: why, in Vietnamese, and the code of the problem."""

    def __init__(self, why: str, code: str = "file_damaged") -> None:
        """`why` is shown inside the sentence of the problem."""
        super().__init__(why)
        self.code = code


class Cell(NamedTuple):
    """A cell as it stands. `text` is what was typed; for numbers the shortest text of the stored value.

    A `formula` cell is one whose result was never stored in the file. A tuple, because a workbook has thousands.
    """

    row: int
    column: int
    kind: CellKind
    text: str
    percent: bool = False  # the number format shows a percent sign

    @property
    def address(self) -> str:
        """A1 style."""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def blank(self) -> bool:
        """Whether only white space stands here."""
        return not self.text.strip()


@dataclass(frozen=True)
class Sheet:
    """A sheet: its cells by (row, column), merged ranges as (top, left, bottom, right).

    A merged range shows its first cell only: under the rest of it stands no cell.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @cached_property
    def rows(self) -> Mapping[int, tuple[Cell, ...]]:
        """The cells that hold something, by row, from left to right."""
        cells = sorted(cell for cell in self.cells.values() if cell.text.strip())  # nearly always in order already
        return {row: tuple(of_row) for row, of_row in groupby(cells, itemgetter(0))}

    @cached_property
    def _merged_from(self) -> Mapping[tuple[int, int], Area]:
        return {area[:2]: area for area in self.merged}

    def merged_at(self, row: int, column: int) -> Area:
        """The merged range that covers a cell, or the cell itself."""
        if (row, column) in self._merged_from:
            return self._merged_from[row, column]
        if (row, column) not in self.cells:
            for top, left, bottom, right in self.merged:
                if top <= row <= bottom and left <= column <= right:
                    return top, left, bottom, right
        return row, column, row, column


@dataclass(frozen=True)
class Workbook:
    """The sheets of a file in their order."""

    sheets: tuple[Sheet, ...]


def number_text(value: float) -> str:
    """The shortest decimal text of a stored number, without an exponent: 22979.0 gives '22979'."""
    if float(value).is_integer():
        return str(int(value))
    text = repr(float(value))
    return text if "e" not in text else f"{value:.15f}".rstrip("0")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters of a column: 1 gives 'A', 28 gives 'AB'."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The column of some letters: 'AB' gives 28; 0 where they are none."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
