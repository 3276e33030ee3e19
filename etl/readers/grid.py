"""A sheet in the making, and how much one file may unfold to.

A few bytes can ask for a billion cells ("repeat this row", "merge the whole sheet"). Every reader
writes through `Grid`, so that no format has a way around the limits.
"""

from collections.abc import Iterable

from etl import wording
from etl.message import RawSheet
from etl.workbook import Area, Cell, CellKind, UnreadableWorkbookError

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet in Excel
MOST_CELLS = 500_000
MOST_CHARACTERS = 32_000_000
MOST_SHEETS = 1_000
MOST_MERGED = 1_000_000  # rows and columns under merged ranges, all counted
LONGEST_TEXT = 32_767  # of a cell in Excel
_NEW = tuple.__new__  # half the time of what NamedTuple offers, a thousand times for each file


class Budget:
    """What is left of the limits of one file."""

    def __init__(self) -> None:
        """All of it."""
        self.cells = MOST_CELLS
        self.characters = MOST_CHARACTERS
        self.merged = MOST_MERGED

    def check(self) -> None:
        """Refuse the file that has used up one of its limits."""
        if self.cells < 0:
            raise too_large(f"hơn {MOST_CELLS} ô có nội dung")
        if self.characters < 0:
            raise too_large("quá nhiều chữ")
        if self.merged < 0:
            raise too_large("quá nhiều ô gộp")


class Grid:
    """Collects the cells of one sheet."""

    def __init__(self, name: str, budget: Budget, *, hidden: bool = False) -> None:
        """An empty sheet; `budget` is the one of its file."""
        self._name = name
        self._hidden = hidden
        self._budget = budget
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merged: list[Area] = []
        self.hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []

    def put(self, row: int, column: int, kind: CellKind, text: str, *, percent: bool = False) -> None:
        """A cell as it stands; empty texts are not cells."""
        if kind != "number" and not text.isprintable():
            text = wording.seen(text)
        if not text:
            return
        if not (0 < row <= MOST_ROWS and 0 < column <= MOST_COLUMNS):
            raise UnreadableWorkbookError("có ô nằm ngoài trang")
        if len(text) > LONGEST_TEXT:
            text = text[: LONGEST_TEXT - 1] + "…"
        budget = self._budget
        budget.cells -= 1
        budget.characters -= len(text)
        if budget.cells < 0 or budget.characters < 0:
            budget.check()
        self._cells[row, column] = _NEW(Cell, (row, column, kind, text, percent))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """A merged range; of one cell it is none."""
        if (bottom, right) != (top, left) and 0 < top <= bottom <= MOST_ROWS and 0 < left <= right <= MOST_COLUMNS:
            self._merged.append((top, left, bottom, right))

    def hide_columns(self, first: int, last: int) -> None:
        """Columns that are not shown; often all to the right of a table."""
        self._hidden_columns.append((first, last))

    def sheet(self) -> RawSheet:
        """The finished sheet: what stands under a merged range is not shown, so it is not there."""
        bottom = max(self._cells, default=(0, 0))[0]
        right = max((column for _, column in self._cells), default=0)
        merged = tuple(dict.fromkeys(area for area in self._merged if area[0] <= bottom and area[1] <= right))
        for top, left, last, far in merged:
            self._budget.merged -= min(last, bottom) - top + far - left + 2
            self._budget.check()
            self._uncover(top, left, min(last, bottom), min(far, right))
        hidden = (range(first, min(last, right) + 1) for first, last in self._hidden_columns)
        return RawSheet(
            self._name,
            list(self._cells.values()),
            merged,
            self._hidden,
            sorted(row for row in self.hidden_rows if row <= bottom),
            sorted({column for columns in hidden for column in columns}),
        )

    def _uncover(self, top: int, left: int, bottom: int, right: int) -> None:
        """Drop the cells under a merged range, looking at whatever is fewer: its cells or those that are there."""
        if (bottom - top + 1) * (right - left + 1) <= len(self._cells):
            under = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        else:
            under = [(row, column) for row, column in self._cells if top <= row <= bottom and left <= column <= right]
        for place in under:
            if place != (top, left):
                self._cells.pop(place, None)


def too_large(why: str) -> UnreadableWorkbookError:
    """More than any appendix holds."""
    return UnreadableWorkbookError(why, "file_too_many_cells")


def sheets_of(grids: Iterable[Grid]) -> list[RawSheet]:
    """The finished sheets, each under a name of its own: places are told by sheet and cell."""
    sheets: list[RawSheet] = []
    taken: set[str] = set()
    for grid in grids:
        if len(sheets) == MOST_SHEETS:
            raise too_large(f"hơn {MOST_SHEETS} trang")
        sheet = grid.sheet()
        sheets.append(sheet._replace(name=own_name(sheet.name, taken)))
    return sheets


def own_name(printed: str, taken: set[str]) -> str:
    """The name by which a sheet is told from the others of its file; added to those that are `taken`."""
    cleaned = name = wording.clean(wording.seen(printed)) or "Trang"
    number = 1
    while name in taken:
        number += 1
        name = f"{cleaned} ({number})"
    taken.add(name)
    return name
