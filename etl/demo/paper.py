"""Tables before they are drawn, and where their cells come to stand: pure, no file format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from etl.demo.printing import Ink, Value

Role = Literal["number", "label", "measure", "figure", "note"]
RowKind = Literal["row", "group", "total", "column_numbers"]
Look = Literal["head", "row", "bold", "title", "italic"]
Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Column:
    """A column by the heads above it, from the widest to its own."""

    heads: tuple[str, ...]
    role: Role = "figure"


@dataclass
class Line:
    """One row of a table's body: a cell per column."""

    cells: list[Ink]
    kind: RowKind = "row"
    hidden: bool = False


@dataclass
class Table:
    """A table; `repeat_at` is the body row before which a page break prints the heads again."""

    columns: list[Column]
    lines: list[Line]
    repeat_at: int | None = None

    def figures(self) -> Iterator[tuple[Line, int, Ink]]:
        """Every cell with a meaning, with its line and the number of its column."""
        for line in self.lines:
            for number, ink in enumerate(line.cells):
                if ink.fact is not None:
                    yield line, number, ink


@dataclass(frozen=True)
class Words:
    """A line of words above or below a table: over its whole width, or one part at the left and one at the right."""

    texts: tuple[str, ...]
    look: Look = "title"


@dataclass
class Page:
    """A sheet: words and tables below each other. `left` is the column where they begin."""

    name: str
    blocks: list[Words | Table]
    left: int = 1
    hidden: bool = False

    @property
    def tables(self) -> list[Table]:
        """The tables in their order."""
        return [block for block in self.blocks if isinstance(block, Table)]


@dataclass
class Placed:
    """A page with every cell at its place."""

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], tuple[Ink, Look]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


def place(page: Page) -> Placed:
    """Give every cell its address."""
    placed = Placed(page.name, page.hidden)
    width = max((len(table.columns) for table in page.tables), default=4)
    row = 1
    for block in page.blocks:
        if isinstance(block, Words):
            _words(placed, block, row, page.left, width)
            row += 1
        else:
            row = _table(placed, block, row, page.left) + 1  # an empty row below every table
    return placed


def _words(placed: Placed, words: Words, row: int, left: int, width: int) -> None:
    if not words.texts:
        return
    starts = [left, left + max(2, width // 2)][: len(words.texts)]
    ends = [start - 1 for start in starts[1:]] + [max(left + width - 1, starts[-1])]
    for text, first, last in zip(words.texts, starts, ends, strict=True):
        if text:
            placed.cells[row, first] = Ink(text), words.look
            _merge(placed, (row, first, row, last))


def _table(placed: Placed, table: Table, row: int, left: int) -> int:
    """Place a table from a row on; the first row below it is the answer."""
    row = _heads(placed, table.columns, row, left)
    for number, line in enumerate(table.lines):
        if number == table.repeat_at:
            placed.breaks.append(row - 1)
            row = _heads(placed, table.columns, row, left)
        look: Look = "row" if line.kind == "row" else "head" if line.kind == "column_numbers" else "bold"
        for column, ink in enumerate(line.cells, left):
            placed.cells[row, column] = ink, look
        if line.hidden:
            placed.hidden_rows.append(row)
        row += 1
    for number, column_heads in enumerate(table.columns, left):
        wide = {"number": 6.0, "label": 38.0, "note": 16.0}.get(column_heads.role, 13.0)
        placed.widths[number] = max(wide, placed.widths.get(number, 0.0))
    return row


def _heads(placed: Placed, columns: Sequence[Column], row: int, left: int) -> int:
    """A head spans the columns that share it; a column's own head reaches down to the body."""
    depth = max(len(column.heads) for column in columns)
    for level in range(depth):
        first = 0
        while first < len(columns):
            heads = columns[first].heads
            last = first
            if level < len(heads):
                own = level == len(heads) - 1
                while (
                    not own and last + 1 < len(columns) and columns[last + 1].heads[: level + 1] == heads[: level + 1]
                ):
                    last += 1
                bottom = row + depth - 1 if own else row + level
                placed.cells[row + level, left + first] = Ink(heads[level]), "head"
                _merge(placed, (row + level, left + first, bottom, left + last))
            first = last + 1
    return row + depth


def _merge(placed: Placed, area: Area) -> None:
    if area[:2] != area[2:]:
        placed.merged.append(area)


def text_of(value: Value) -> str:
    """A value as a text table holds it."""
    return "" if value is None else str(value)
