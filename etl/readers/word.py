"""Tables in Word documents (.docx): each is a sheet, with the paragraphs above it as lines merged across it.

What a person sees counts: tracked deletions, field codes and drawings are left out, tracked
insertions are read.
"""

from collections.abc import Iterator
from typing import Any

from etl.message import RawSheet
from etl.readers.grid import Budget, Grid, sheets_of, too_large
from etl.readers.package import Package, attribute, local

_MOST_COLUMNS = 256  # Word itself allows 63
_WRAPPERS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple")
_OFF = ("0", "false", "off")


def read(package: Package) -> list[RawSheet]:
    """The tables in their order, each with the lines above it; those below the last belong to the last."""
    links = package.related("")
    main = next((path for kind, path in links.values() if kind == "officeDocument"), "word/document.xml")
    budget = Budget()
    grids: list[Grid] = []
    tables: list[_Table] = []
    lines: list[str] = []
    for body in package.tree(main):
        if local(body) == "body":
            for block in _blocks(body):
                if local(block) == "tbl":
                    for table in _nested(block):
                        grids.append(Grid(f"Bảng {len(grids) + 1}", budget))
                        tables.append(_Table(grids[-1], lines, table))
                        lines = []
                else:
                    lines += filter(None, [_text(block).strip()])
    if tables:
        tables[-1].lines(lines)
    elif lines:
        grids.append(Grid("Văn bản", budget))
        for row, line in enumerate(lines, start=1):
            grids[0].put(row, 1, "text", line)
    return sheets_of(grids)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs, tables, rows or cells, also those inside content controls and tracked insertions."""
    for child in parent:
        name = local(child)
        if name in ("p", "tbl", "tr", "tc"):
            yield child
        elif name in _WRAPPERS:
            yield from _blocks(child)


def _nested(table: Any) -> Iterator[Any]:
    """A table, then the tables that stand in its cells."""
    yield table
    for row in _blocks(table):
        for cell in _blocks(row):
            for block in _blocks(cell):
                if local(block) == "tbl":
                    yield from _nested(block)


class _Table:
    """Writes one table into its grid."""

    def __init__(self, grid: Grid, lines: list[str], table: Any) -> None:
        self._grid = grid
        rows = [row for row in _blocks(table) if _property(row, "trPr", "del") is None]
        self._width = max((self._width_of(row) for row in rows), default=1)
        self._row = 0
        self.lines(lines)
        self._open: dict[int, tuple[int, int]] = {}  # column → first row and last column of a cell that goes on below
        for row in rows:
            self._read(row)
        for column in list(self._open):
            self._close(column, self._row)

    def lines(self, lines: list[str]) -> None:
        """Paragraphs around the table."""
        for line in lines:
            self._row += 1
            self._grid.put(self._row, 1, "text", line)
            self._grid.merge(self._row, 1, self._row, self._width)

    def _width_of(self, row: Any) -> int:
        width = _number(row, "trPr", "gridBefore", 0)
        for cell in _blocks(row):
            width += _number(cell, "tcPr", "gridSpan", 1)
            if width > _MOST_COLUMNS:
                raise too_large(f"bảng hơn {_MOST_COLUMNS} cột")
        return width

    def _read(self, row: Any) -> None:
        self._row += 1
        column = 1 + _number(row, "trPr", "gridBefore", 0)
        continued: set[int] = set()
        for cell in _blocks(row):
            last = column + _number(cell, "tcPr", "gridSpan", 1) - 1
            merge = _property(cell, "tcPr", "vMerge")
            goes_on = merge is not None and attribute(merge, "val") != "restart"
            if not goes_on or self._open.get(column, (0, 0))[1] != last:
                self._close(column, self._row - 1)
                self._grid.put(self._row, column, "text", "\n".join(_paragraphs(cell)).strip())
                self._open[column] = (self._row, last)
            continued.add(column)
            column = last + 1
        for column in self._open.keys() - continued:
            self._close(column, self._row - 1)

    def _close(self, column: int, bottom: int) -> None:
        """The cell that begins in this column ends."""
        if column in self._open:
            top, last = self._open.pop(column)
            self._grid.merge(top, column, bottom, last)


def _property(element: Any, group: str, name: str) -> Any | None:
    """A property of a row or cell, by the group it stands in."""
    for properties in element:
        if local(properties) == group:
            return next((found for found in properties if local(found) == name), None)
    return None


def _number(element: Any, group: str, name: str, default: int) -> int:
    found = _property(element, group, name)
    value = attribute(found, "val") if found is not None else ""
    number = int(value) if value.isdigit() else default
    if number > _MOST_COLUMNS:
        raise too_large(f"bảng hơn {_MOST_COLUMNS} cột")
    return max(number, default)


def _paragraphs(cell: Any) -> Iterator[str]:
    for block in _blocks(cell):
        if local(block) == "p":
            yield _text(block)


def _text(element: Any) -> str:
    """The visible text of a paragraph."""
    parts = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in ("tab", "br", "cr", "noBreakHyphen"):
            parts.append({"tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))
        elif name in _WRAPPERS or (name == "r" and not _hidden(child)):
            parts.append(_text(child))
    return "".join(parts)


def _hidden(run: Any) -> bool:
    vanish = _property(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in _OFF
