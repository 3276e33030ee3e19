"""Grid → tables: header blocks, the kind of each column, titles above, rows below.

Nothing here knows an indicator. A table begins at a header block and runs to the next one; a header
that is repeated without a title of its own (a page break) goes on with the same table.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from etl import wording
from etl.reference import Reference
from etl.workbook import Cell, Sheet

_DEEPEST_HEADER = 4
_NEUTRAL_BRACKETS = ("su dung", "luy ke", "lay ke", "don vi tinh", "dvt")
_NUMBERING = re.compile(r"(?:\(?\d{1,3}\)?(?:\.\d{1,3})*\.?|[IVXLC]{1,6}\.?|[a-zđ][.)]|[A-Z]\.)")
_COLUMN_NUMBERS = re.compile(r"\(?(?:\d{1,2}|[A-H])\)?")
FORM_TITLE = re.compile(
    r"\b(?P<kind>biểu mẫu|phụ lục|biểu|bảng|mẫu)(?: số| biểu)? ?(?P<number>\d+[a-z]?|[ivx]+)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Row:
    """One row of a table, its cells by the kind of their column (number, label, measure, value, note, …)."""

    row: int
    cells: Mapping[str, Cell]
    shifted: bool = False
    strays: tuple[Cell, ...] = ()  # in columns that the header does not name

    def text(self, column: str) -> str:
        """The cleaned text of a column, '' where nothing stands."""
        cell = self.cells.get(column)
        return wording.clean(cell.text) if cell else ""


@dataclass
class Table:
    """A table of indicators down: titles above it, column kinds, rows, and the rows of repeated headers."""

    sheet: Sheet
    columns: dict[int, str]
    titles: list[Cell]
    rows: list[Row] = field(default_factory=list)
    headers: list[int] = field(default_factory=list)
    outside: list[Cell] = field(default_factory=list)
    several_values: str = ""
    prose: bool = False  # a numbered table without a column of figures: texts only

    @property
    def form(self) -> str:
        """The designation printed above the table ('Biểu mẫu 3'), else its first title, else the sheet's name."""
        designations = [match for title in self.titles for match in FORM_TITLE.finditer(_line(title))]
        if designations:
            # 'PHỤ LỤC SỐ II' and 'Phụ lục II' are one form.
            kind, number = designations[-1]["kind"].lower(), designations[-1]["number"].upper()
            return f"{kind.capitalize()} {number}"
        return _line(self.titles[0]) if self.titles else self.sheet.name

    @property
    def heading(self) -> str:
        """All that stands above the rows: titles and column heads."""
        heads = [cell for row in self.headers for cell in self.sheet.rows.get(row, ())]
        return " ".join(_line(cell) for cell in (*self.titles, *heads))


@dataclass(frozen=True)
class Laid:
    """A sheet laid out: its tables, and what stands outside all of them."""

    tables: tuple[Table, ...]
    titles: tuple[Cell, ...]


def lay_out(sheet: Sheet, reference: Reference) -> Laid:
    """Find the tables of a sheet without configuration."""
    tables: list[Table] = []
    pending: list[Cell] = []  # texts since the last row of a table: titles of the next, or notes below the last
    done = 0  # the last row of the header just read
    for number, cells in sheet.rows.items():
        if number <= done:
            continue
        if block := _header_block(sheet, number, reference):
            columns, done = block
            pending = [*_titles_among_rows(tables[-1]), *pending] if tables else pending
            if tables and _goes_on_below(tables[-1], columns, pending):
                tables[-1].outside += pending
                tables[-1].columns = columns
            else:
                tables.append(Table(sheet, columns, pending, several_values=_several(sheet, columns, number, done)))
            tables[-1].headers += [row for row in range(number, done + 1) if row in sheet.rows]
            pending = []
        elif _prose_header(cells, reference):
            tables.append(Table(sheet, {}, pending, headers=[number], prose=True))
            pending = []
        elif not tables or _running_text(sheet, cells, tables[-1]):
            pending += cells
        else:
            _add_row(tables[-1], number, cells, pending)
            pending = []
    if not tables:
        return Laid((), tuple(pending))
    tables[-1].outside += pending
    return Laid(tuple(tables), tuple(tables[0].titles))


def _titles_among_rows(table: Table) -> list[Cell]:
    """Take back the last rows where they are the titles of the next form: lone labels, from one that names a form on.

    Without a column for numbers, titles stand in the column of labels.
    """
    lone = list(takewhile(lambda row: set(row.cells) == {"label"} and not row.strays, reversed(table.rows)))[::-1]
    first = next((i for i, row in enumerate(lone) if FORM_TITLE.search(row.text("label"))), len(lone))
    titles = [row.cells["label"] for row in lone[first:]]
    if titles:
        table.rows = table.rows[: -len(titles)]
    return titles


def _goes_on_below(table: Table, columns: Mapping[int, str], pending: Sequence[Cell]) -> bool:
    """Whether a header repeats that of the table above: a page break, with no title of another form between."""
    names_form = any(FORM_TITLE.search(_line(cell)) for cell in pending)
    return not names_form and sorted(columns.values()) == sorted(table.columns.values())


def _add_row(table: Table, number: int, cells: Sequence[Cell], pending: Sequence[Cell]) -> None:
    """A row of the table; text lines before it were headings typed across the columns."""
    if table.prose:
        table.outside += [*pending, *cells]
        return
    rows = list(_rows(number, cells, table))
    words = not any(cell.text.strip()[:1].isdigit() for cell in cells)
    if not table.rows and words and all(set(row.cells) <= {"measure", "value", "note"} for row in rows):
        # Words under the header's own: 'Số liệu' over 'Kỳ trước | Kỳ này', typed without merging.
        table.several_values = "; ".join(_line(cell) for cell in cells)
        table.headers.append(number)
        return
    table.rows += [Row(cell.row, {"label": cell}) for cell in pending]
    table.rows += rows


def _prose_header(cells: Sequence[Cell], reference: Reference) -> bool:
    """'TT | Các tồn tại, hạn chế | Giải pháp | Thời gian': a header whose columns no table knows."""
    kinds = [_kind(cell, reference) for cell in cells]
    return "number" in kinds and len(cells) > 2 and all(cell.kind == "text" for cell in cells)


def _line(cell: Cell) -> str:
    return wording.clean(cell.text)


def _header_block(sheet: Sheet, first: int, reference: Reference) -> tuple[dict[int, str], int] | None:
    """The column kinds of a header that starts in this row, and its last row; None where none does."""
    kinds = {cell.column: _kind(cell, reference) for cell in sheet.rows[first]}
    if "label" not in kinds.values() or any(_numbered(cell) for cell in sheet.rows[first]):
        return None
    last = max(sheet.merged_at(first, column)[2] for column in kinds)
    last = min(last, first + _DEEPEST_HEADER - 1)
    below = [row for row in sheet.rows if last < row <= first + _DEEPEST_HEADER]  # a blank row may stand between
    last = max([last, *takewhile(lambda row: _goes_on(sheet, row, reference), below)])
    columns = _column_kinds(sheet, first, last, reference)
    label = min((column for column, kind in columns.items() if kind == "label"), default=0)
    values = [column for column, kind in columns.items() if kind == "value"]
    if not label or not values or min(values) < label:
        return None
    return columns, last


def _goes_on(sheet: Sheet, row: int, reference: Reference) -> bool:
    """Whether a row goes on with the header: only header words, or a row of column numbers."""
    cells = sheet.rows[row]
    if len(cells) > 2 and all(_COLUMN_NUMBERS.fullmatch(_line(cell)) for cell in cells):
        return True
    return all(_kind(cell, reference) in ("measure", "value", "note") for cell in cells)


def _column_kinds(sheet: Sheet, first: int, last: int, reference: Reference) -> dict[int, str]:
    """Each column's kind: the lowest header cell that says one; a merged cell speaks for all it covers."""
    kinds: dict[int, str] = {}
    for row in range(first, last + 1):
        for cell in sheet.rows.get(row, ()):
            kind = _kind(cell, reference)
            _, left, _, right = sheet.merged_at(row, cell.column)
            for column in range(left, right + 1):
                # A header over measure and figures ('Kết quả') gives way to the words below it.
                if kind:
                    kinds[column] = kind
    return kinds


def _kind(cell: Cell, reference: Reference) -> str:
    """The kind of column a header cell announces, '' where its words are not in headers.csv."""
    if cell.kind != "text":
        return ""
    words = wording.key(cell.text)
    if words in reference.headers:
        return reference.headers[words]
    # 'Chỉ tiêu thống kê (Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, năm)'; but 'Số liệu (kỳ trước)' is another column.
    before, _, bracket = cell.text.partition("(")
    kind = reference.headers.get(wording.key(before), "")
    return kind if kind != "value" or wording.fold(bracket).startswith(_NEUTRAL_BRACKETS) else ""


def _several(sheet: Sheet, columns: Mapping[int, str], first: int, last: int) -> str:
    """The names of the figure columns where there is more than one, '' where there is one."""
    values = [column for column, kind in columns.items() if kind == "value"]
    unnamed = [
        cell
        for row in range(first, last + 1)
        for cell in sheet.rows.get(row, ())
        if cell.column not in columns and cell.kind == "text"
    ]
    if len(values) == 1 and not unnamed:
        return ""
    names = [_line(cell) for row in range(first, last + 1) for cell in sheet.rows.get(row, ())]
    return "; ".join(names)


def _running_text(sheet: Sheet, cells: Sequence[Cell], table: Table) -> bool:
    """Whether a row holds only running text: one cell, not in the label column, or merged across the table."""
    cell = cells[0]
    if len(cells) != 1 or cell.kind != "text" or _numbered(cell):
        return False
    _, left, _, right = sheet.merged_at(cell.row, cell.column)
    return table.prose or right - left >= 2 or table.columns.get(cell.column) not in ("label", "value", "note")


def _numbered(cell: Cell) -> bool:
    return cell.kind != "text" or bool(_NUMBERING.fullmatch(_line(cell)))


def _rows(number: int, cells: Sequence[Cell], table: Table) -> Iterator[Row]:
    """The cells of a row by column kind; a row typed one column to the left is put right and marked."""
    by_kind: dict[str, Cell] = {}
    for cell in cells:
        kind = table.columns.get(cell.column)
        if kind in by_kind and kind == "label":  # a header over two columns, a label typed into both
            cell = replace(by_kind[kind], text=f"{by_kind[kind].text} {cell.text}")
        if kind:
            by_kind[kind] = cell
    strays = tuple(cell for cell in cells if cell.column not in table.columns)
    table.outside += strays
    if by_kind or strays:
        shifted = _shifted(by_kind)
        yield Row(number, shifted or by_kind, shifted=shifted is not None, strays=strays)


def _shifted(by_kind: Mapping[str, Cell]) -> dict[str, Cell] | None:
    """A row whose number cell is missing so that label, measure and value each stand one column too far left."""
    number, label, measure = by_kind.get("number"), by_kind.get("label"), by_kind.get("measure")
    if number is None or label is None or measure is None or "value" in by_kind or "code" in by_kind:
        return None
    long_words = number.kind == "text" and not _NUMBERING.fullmatch(_line(number)) and len(_line(number).split()) > 3
    figure = measure.kind == "number" or bool(re.fullmatch(r"[\d.,]+\s*%?", _line(measure)))
    return {"label": number, "measure": label, "value": measure} if long_words and figure else None
