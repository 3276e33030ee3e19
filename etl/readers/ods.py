"""OpenDocument sheets (.ods), as LibreOffice writes them.

Rows and cells that repeat are written once with a count. Blank ones cost nothing here; filled ones
are unfolded within the limits of a file.
"""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from etl.message import RawSheet
from etl.readers.grid import MOST_COLUMNS, MOST_ROWS, Budget, Grid, sheets_of, too_large
from etl.readers.package import Package, attribute, local
from etl.workbook import CellKind, number_text

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}style"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TAGS = (_STYLE, f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column")
_ERROR = re.compile(r"#[A-Z/0-9]+[!?]?|(?:Err|Lỗi):\d+")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_MOST_CELLS_SEEN = 5_000_000  # filled or blank, before they repeat

Content = tuple[CellKind, str, bool]


def read(package: Package) -> list[RawSheet]:
    """The sheets in the order of their tabs."""
    reader = _Reader()
    for event, element in package.events("content.xml", *_TAGS):
        name = local(element)
        if name == "table":
            reader.table(element, begins=event == "start")
        elif event == "end":
            if name == "style":
                reader.style(element)
            elif name == "table-row":
                reader.row(element)
            else:
                reader.column(element)
    return sheets_of(reader.grids)


class _Reader:
    """Where in the document the reading stands."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self._budget = Budget()
        self._seen = 0
        self._hidden_styles: set[str] = set()
        self._depth = 0  # a table inside a cell is part of that cell
        self._row = 0
        self._column = 0

    def style(self, element: Any) -> None:
        """Whether a sheet is hidden stands in its style."""
        for properties in element:
            if local(properties) == "table-properties" and attribute(properties, "display") == "false":
                self._hidden_styles.add(attribute(element, "name"))

    def table(self, element: Any, *, begins: bool) -> None:
        """A sheet begins or ends."""
        self._depth += 1 if begins else -1
        if begins and self._depth == 1:
            hidden = element.get(f"{_TABLE}style-name") in self._hidden_styles
            self.grids.append(Grid(element.get(f"{_TABLE}name", ""), self._budget, hidden=hidden))
            self._row = self._column = 0
        elif not self._depth:
            element.clear()

    def column(self, element: Any) -> None:
        """Columns are described before the rows."""
        if self._depth == 1:
            first = self._column + 1
            self._column += _count(element, "number-columns-repeated")
            if element.get(f"{_TABLE}visibility", "visible") != "visible":
                self.grids[-1].hide_columns(first, min(self._column, MOST_COLUMNS))

    def row(self, element: Any) -> None:
        """A row, as often as it repeats."""
        if self._depth != 1:
            return
        first, repeated = self._row + 1, _count(element, "number-rows-repeated")
        self._row += repeated
        contents = self._cells(element, first)
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            self.grids[-1].hidden_rows.update(range(first, min(self._row, first + MOST_ROWS) + 1))
        element.clear()
        if contents:
            for row in range(first, first + repeated):
                for left, right, (kind, text, percent) in contents:
                    for column in range(left, right + 1):
                        self.grids[-1].put(row, column, kind, text, percent=percent)

    def _cells(self, element: Any, row: int) -> list[tuple[int, int, Content]]:
        """The filled cells of a row: first and last column, content."""
        found = []
        column = 0
        for cell in element:
            first = column + 1
            column += _count(cell, "number-columns-repeated")
            self._seen += 1
            if self._seen > _MOST_CELLS_SEEN:
                raise too_large("quá nhiều ô")
            if local(cell) != "table-cell":
                continue
            rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if rows > 1 or columns > 1:
                self.grids[-1].merge(row, first, min(row + rows - 1, MOST_ROWS), min(first + columns - 1, MOST_COLUMNS))
            if content := _content(cell):
                found.append((first, column, content))
        return found


def _count(element: Any, name: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{name}", "1")))


def _content(cell: Any) -> Content | None:
    """What a cell holds, None where it is blank."""
    shown = _shown(cell) if len(cell) else ""
    kind = cell.get(f"{_OFFICE}value-type")
    formula = cell.get(f"{_TABLE}formula")
    # calcext:value-type says 'error' where the office one has to say something that it knows.
    if "error" in (attribute(cell, "value-type"), kind, *_types(cell)) or (formula and _ERROR.fullmatch(shown)):
        return "error", shown or "#ERROR!", False
    if kind in ("float", "percentage", "currency"):
        return _number(cell.get(f"{_OFFICE}value", ""), shown, percent=kind == "percentage")
    if kind == "boolean":
        return "boolean", cell.get(f"{_OFFICE}boolean-value", "").upper() or shown, False
    if kind in ("date", "time"):
        return "date", _date(cell.get(f"{_OFFICE}{kind}-value", "")) or shown, False
    text = shown or cell.get(f"{_OFFICE}string-value", "")
    if formula and not text and kind is None:
        return "formula", "=" + formula.partition("=")[2], False
    return ("text", text, False) if text else None


def _types(cell: Any) -> list[str]:
    return [value for key, value in cell.items() if key.endswith("}value-type")]


def _number(stored: str, shown: str, *, percent: bool) -> Content | None:
    try:
        value = float(stored) if "_" not in stored else math.nan
    except ValueError:
        return ("text", shown or stored, False) if shown or stored else None
    if not math.isfinite(value):
        return "error", shown or stored, False
    return "number", number_text(int(stored) if stored.lstrip("-").isdigit() else value), percent


def _date(stored: str) -> str:
    """A date, or a duration as a time of day where it is one; in ISO form as in the other formats."""
    if match := _DURATION.fullmatch(stored):
        sign, *numbers = match.groups()
        days, hours, minutes, seconds = (int(number or 0) for number in numbers)
        span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        if sign or span >= timedelta(days=1):
            return str(-span if sign else span)
        return str((datetime.combine(date.min, time()) + span).time())
    try:
        return str(datetime.fromisoformat(stored.removesuffix("Z")))
    except ValueError:
        return stored


def _shown(cell: Any) -> str:
    """The paragraphs of a cell as a person sees them; comments and drawings are not part of it."""
    return "\n".join(_runs(part) for part in cell if local(part) == "p")


def _runs(element: Any) -> str:
    parts = [element.text or ""]
    for part in element:
        name = local(part)
        if name == "s":
            parts.append(" " * min(int(attribute(part, "c") or "1"), 1000))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name not in ("annotation", "note", "frame"):
            parts.append(_runs(part))
        parts.append(part.tail or "")
    return "".join(parts)
