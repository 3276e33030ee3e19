"""Grid → tables: titles above, columns by the header block, rows below.

Nothing here knows an indicator. A table begins at a header block and runs to the next one; a header
that is repeated without a title of its own (a page break) goes on with the same table.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from etl import axes, header_rows, headers, periods, shifted_rows, wording
from etl.headers import AXES, FIGURE, Header, Part, numbered
from etl.headers import line as _line
from etl.mentions import mentions
from etl.reference import Reference
from etl.workbook import Cell, Sheet

_MEASURE_LINE = re.compile(r"\(?\s*(?:đvt|đơn vị(?: tính)?)\s*:", re.IGNORECASE)
_SIGNS = re.compile(
    r"(?:tm|kt)\.|nơi nhận\b|"
    r"(?:(?:người|cán bộ|công chức|bộ phận) (?:lập|tổng hợp|báo cáo)(?: biểu| bảng| số liệu| báo cáo)?|lập biểu|"
    r"thủ trưởng(?: đơn vị| cơ quan)?|kế toán trưởng|(?:phó )?(?:chủ tịch|giám đốc|trưởng phòng|chánh văn phòng))"
    r"\W*(?:\(.*)?$",  # 'Người lập biểu (ký, ghi rõ họ tên)', and no row that goes on
    re.IGNORECASE,
)
_NOTE = re.compile(r"^\W*(?:ghi chú|lưu ý)\s*:", re.IGNORECASE)
_SECTION = re.compile(r"^\s*(?:[A-H]|[IVX]{1,4})[.)]\s+\w")  # 'B. Hồ sơ thuộc thẩm quyền của cấp xã'
FORM_TITLE = re.compile(
    r"\b(?P<kind>biểu mẫu|phụ lục|biểu|bảng|mẫu)(?: số| biểu)? ?(?P<number>\d+[a-z]?|[ivx]+)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Row:
    """One row of a table, its cells by the kind of their column (number, label, measure, note, …).

    `figures` are the cells of all value columns; where there is one such column, its cell is also that
    of the kind 'value'. What the row is about stands under 'label', whatever its column is called.
    """

    row: int
    cells: Mapping[str, Cell]
    shifted: bool = False
    strays: tuple[Cell, ...] = ()  # in columns that the header does not name
    figures: tuple[Cell, ...] = ()
    label: str = field(init=False)  # these two are asked for by every step
    measure: str = field(init=False)

    def __post_init__(self) -> None:
        label, measure = self.cells.get("label"), self.cells.get("measure")
        self.label = "" if label is None else wording.clean(label.text)
        self.measure = "" if measure is None else wording.clean(measure.text)

    def text(self, column: str) -> str:
        """The cleaned text of a column, '' where nothing stands."""
        cell = self.cells.get(column)
        return "" if cell is None else wording.clean(cell.text)

    @property
    def number(self) -> str:
        """The printed number of the row."""
        return self.text("number")

    @property
    def first(self) -> Cell:
        """The cell by which the row is called: its first figure, else what else stands in it."""
        return next(iter((*self.figures, *self.cells.values(), *self.strays)))


@dataclass
class Table:
    """A table: titles above it, kind and header cells of each column, rows, and the rows of (repeated) headers."""

    sheet: Sheet
    columns: dict[int, str]
    heads: dict[int, tuple[Cell, ...]]
    titles: list[Cell]
    rows: list[Row] = field(default_factory=list)
    headers: list[int] = field(default_factory=list)
    outside: list[Cell] = field(default_factory=list)
    above: list[Cell] = field(default_factory=list)  # the titles of the first table of the sheet
    prose: bool = False  # a numbered table without a column of figures: texts only
    fingerprint: str = ""  # of the form, once `columns.fingerprint` was asked for it

    def go_on_under(self, columns: Mapping[int, str]) -> None:
        """Read on under a header that repeats this one, with its columns."""
        self.columns = dict(columns)
        for found in ("values", "axis", "kinds"):
            self.__dict__.pop(found, None)

    @cached_property
    def values(self) -> list[int]:
        """The columns of figures, from left to right."""
        return sorted(column for column, kind in self.columns.items() if kind == "value")

    @cached_property
    def axis(self) -> int:
        """The column that says what a row is about."""
        axes = {kind: column for column, kind in sorted(self.columns.items(), reverse=True) if kind in AXES}
        return axes.get("label") or axes.get("units") or min(axes.values(), default=0)

    @cached_property
    def kinds(self) -> Mapping[int, str]:
        """The kind of each column, as its cells are found in a row: what the row is about stands under 'label'."""
        return {**self.columns, self.axis: "label"}

    @cached_property
    def designations(self) -> list[re.Match[str]]:
        """The designations of a form ('Biểu mẫu 3') in the titles."""
        return [match for title in self.titles for match in FORM_TITLE.finditer(_line(title))]

    @cached_property
    def form(self) -> str:
        """The designation printed above the table ('Biểu mẫu 3'), else its first title, else the sheet's name."""
        if self.designations:
            # 'PHỤ LỤC SỐ II' and 'Phụ lục II' are one form.
            kind, number = self.designations[-1]["kind"].lower(), self.designations[-1]["number"].upper()
            return f"{kind.capitalize()} {number}"
        return _line(self.titles[0]) if self.titles else self.sheet.name

    @cached_property
    def lists_bodies(self) -> bool:
        """Whether the rows or the columns are bodies; asked once all rows are known."""
        names = [row.label for row in self.rows if row.label and not axes.is_total(row.label)]
        bodies = sum(axes.whole_body(name) is not None for name in names)
        groups = [row.label for row in self.rows if row.label and not row.figures]
        heads = [cells for cells in (self.heads.get(column) for column in self.values) if cells]
        across = [cells[-1].text for cells in heads]
        return (
            self.columns.get(self.axis) == "units"
            or 2 * bodies > len(names)
            or sum(axes.whole_body(axes.without_number(name)) is not None for name in groups) > 1
            or 2 * sum(axes.whole_body(text) is not None for text in across) > len(self.values)
            or 2 * sum(len(cells) > 1 and axes.only_kinds(cells[-2].text) for cells in heads) > len(self.values)
        )

    @cached_property
    def titling(self) -> str:
        """The titles alone: what a column says of itself is no other column's."""
        return " ".join(map(_line, self.titles))


@dataclass(frozen=True)
class Laid:
    """A sheet laid out: its tables, and what stands outside all of them."""

    tables: tuple[Table, ...]
    titles: tuple[Cell, ...]


def lay_out(sheet: Sheet, reference: Reference) -> Laid:
    """Find the tables of a sheet without configuration."""
    tables: list[Table] = []
    current: list[Table] = []  # those under the last header: more than one where they stand side by side
    pending: list[Cell] = []  # texts since the last row of a table: titles of the next, or notes below the last
    done = 0  # the last row of the header just read
    for number, cells in sheet.rows.items():
        if number <= done:
            continue
        if current and cells[0].kind != "text" and len(cells) > 1:  # nothing but a row begins with a number
            _add_rows(current, number, cells, pending)
            pending = []
        elif header := headers.find(sheet, number, reference, fresh=not current or bool(pending)):
            done = header.last
            groups = header_rows.groups_above(sheet, number, reference)
            pending = [cell for cell in pending if cell not in groups]
            pending = [*_titles_among_rows(current[0]), *_without_notes(current, pending)] if current else pending
            current = _under(header, sheet, current, tables, pending)
            current[0].headers += [row for row in range(number, done + 1) if row in sheet.rows]
            pending = []
        elif _prose_header(cells, reference):
            current = [Table(sheet, {}, {}, pending, headers=[number], prose=True)]
            tables += current
            pending = []
        elif not current or (len(cells) == 1 and all(_running_text(sheet, cells[0], table) for table in current)):
            pending += cells
        else:
            _add_rows(current, number, cells, pending)
            pending = []
    if not tables:
        return Laid((), tuple(pending))
    tables[-1].outside += pending
    for table in tables:
        _drop_signatures(table)
    return Laid(tuple(tables), tuple(tables[0].titles))


def _under(
    header: Header, sheet: Sheet, current: Sequence[Table], tables: list[Table], pending: list[Cell]
) -> list[Table]:
    """The tables under a header: those above it where it only repeats theirs, else new ones."""
    if current and _goes_on_below(current, header, pending):
        current[0].outside += pending
        for table, part in zip(current, header.parts, strict=True):
            table.go_on_under(part.kinds)
        return list(current)
    above = tables[0].titles if tables else pending
    titles = _titles_of_parts(header, pending)
    parts = zip(header.parts, titles, strict=True)
    begun = [Table(sheet, dict(part.kinds), dict(part.heads), own, above=above) for part, own in parts]
    tables += begun
    return begun


def _titles_among_rows(table: Table) -> list[Cell]:
    """Take back the last rows where they are the titles of the next form: lone labels, from one that names a form on.

    Without a column for numbers, titles stand in the column of labels.
    """
    lone = list(takewhile(lambda row: set(row.cells) == {"label"} and not row.strays, reversed(table.rows)))[::-1]
    first = next((i for i, row in enumerate(lone) if FORM_TITLE.search(row.label)), len(lone))
    titles = [row.cells["label"] for row in lone[first:]]
    if titles:
        table.rows = table.rows[: -len(titles)]
    return titles


def _without_notes(tables: Sequence[Table], pending: Sequence[Cell]) -> list[Cell]:
    """The titles of the next table; what is marked as a note belongs to the ones above it."""
    notes = [cell for cell in pending if _NOTE.match(cell.text)]
    tables[-1].outside += notes
    return [cell for cell in pending if cell not in notes]


def _titles_of_parts(header: Header, titles: Sequence[Cell]) -> list[list[Cell]]:
    """Side by side, what is printed over the columns of a table is its title; what stands first is the first one's."""
    found: list[list[Cell]] = [[] for _ in header.parts]
    starts = [min(part.heads) for part in header.parts]
    for cell in titles:
        found[max((place for place, start in enumerate(starts) if start <= cell.column), default=0)].append(cell)
    return found


def _add_rows(tables: Sequence[Table], number: int, cells: Sequence[Cell], pending: Sequence[Cell]) -> None:
    """Give each table the cells in its columns; what no table names, and the lines before, belong to the first."""
    if len(tables) == 1:
        _add_row(tables[0], number, cells, pending)
        return
    others = {column for table in tables[1:] for column in table.columns}
    _add_row(tables[0], number, [cell for cell in cells if cell.column not in others], pending)
    for table in tables[1:]:
        if mine := [cell for cell in cells if cell.column in table.columns]:
            _add_row(table, number, mine, [])


def _goes_on_below(current: Sequence[Table], header: Header, pending: Sequence[Cell]) -> bool:
    """Whether a header repeats that of the tables above: a page break, with no title of another form between."""
    if len(current) != len(header.parts) or any(_titles_another(_line(cell)) for cell in pending):
        return False
    return all(_same_columns(table, part) for table, part in zip(current, header.parts, strict=True))


def _same_columns(table: Table, part: Part) -> bool:
    same_kinds = sorted(part.kinds.values()) == sorted(table.columns.values())
    if len(table.values) > 1:  # what the columns are called is then all that tells two tables apart
        return same_kinds and _called(table.heads, table.values) == _called(part.heads, table.values)
    return same_kinds


def _titles_another(text: str) -> bool:
    """Whether a line between two headers is a title: it names a form, a body or a kỳ."""
    return bool(_SECTION.match(text) or FORM_TITLE.search(text) or mentions(text) or periods.named_in(text))


def _called(heads: Mapping[int, tuple[Cell, ...]], columns: Sequence[int]) -> list[list[str]]:
    return [[wording.key(cell.text) for cell in heads.get(column, ())] for column in columns]


def _drop_signatures(table: Table) -> None:
    """Below the last figure of a table stand only notes, places and names of those who sign.

    Where one column holds the values a row may have words for its figure: there the first who signs is known by name.
    """
    last = len(table.rows)
    while last and not any(_figure(cell) for cell in table.rows[last - 1].figures):
        row = table.rows[last - 1]
        if row.number or (len(table.values) > 1 and not (row.figures or row.strays)):
            break
        last -= 1
    if len(table.values) < 2:
        last = next((at for at in range(last, len(table.rows)) if _SIGNS.match(table.rows[at].label)), len(table.rows))
    for row in table.rows[last:]:
        table.outside += [*row.cells.values(), *row.figures]
    del table.rows[last:]


def _figure(cell: Cell) -> bool:
    return cell.kind != "text" or bool(FIGURE.fullmatch(_line(cell)))


def _add_row(table: Table, number: int, cells: Sequence[Cell], pending: Sequence[Cell]) -> None:
    """A row of the table; text lines before it were headings typed across the columns."""
    if table.prose:
        table.outside += [*pending, *cells]
        return
    if pending:
        table.rows += [Row(cell.row, {"label": cell}) for cell in pending]
    if row := _row(number, cells, table):
        table.rows.append(row)


def _prose_header(cells: Sequence[Cell], reference: Reference) -> bool:
    """'TT | Các tồn tại, hạn chế | Giải pháp | Thời gian': a header whose columns no table knows."""
    if len(cells) < 3 or cells[0].kind != "text" or any(cell.kind != "text" for cell in cells):
        return False
    return any(headers.kind_of(cell, reference) == "number" for cell in cells)


def _running_text(sheet: Sheet, cell: Cell, table: Table) -> bool:
    """Whether a cell alone in its row is running text: not in the label column, or merged across the table."""
    if cell.kind != "text" or numbered(cell):
        return False
    if _MEASURE_LINE.match(cell.text.strip()):
        return True
    _, left, _, right = sheet.merged_at(cell.row, cell.column)
    kind = table.columns.get(cell.column)
    return table.prose or right - left >= 2 or kind not in (*AXES, "value", "note")


def _row(number: int, cells: Sequence[Cell], table: Table) -> Row | None:
    """The cells of a row by column kind; a row typed one column to the left is put right and marked."""
    by_kind: dict[str, Cell] = {}
    values: list[Cell] = []
    strays: list[Cell] = []
    kinds = table.kinds
    for cell in cells:
        kind = kinds.get(cell.column)
        if kind == "value":
            values.append(cell)
        elif kind is None:
            strays.append(cell)
        elif kind == "label" and kind in by_kind:  # a header over two columns, a label typed into both
            cell = by_kind[kind]._replace(text=f"{by_kind[kind].text} {cell.text}")
        if kind:
            by_kind[kind] = cell
    if len(table.values) > 1:
        by_kind.pop("value", None)
    if values and "label" not in by_kind and "number" in by_kind and not numbered(by_kind["number"]):
        by_kind["label"] = by_kind.pop("number")  # 'Tổng cộng' typed across number and name
    table.outside += strays
    if not (by_kind or strays or values):
        return None
    shifted = None if "value" in by_kind else shifted_rows.put_right(by_kind)
    figures = (shifted["value"],) if shifted else tuple(values)
    return Row(number, shifted or by_kind, shifted=shifted is not None, strays=tuple(strays), figures=figures)
