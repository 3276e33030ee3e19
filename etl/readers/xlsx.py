"""Excel workbooks (.xlsx, .xlsm; macros are never run), cell by cell as they stand in the file.

Own code because no library gives, at a bearable price, all that a figure's provenance needs: error
cells, formulas without a result, number formats, merged ranges, what is hidden.
"""

import math
import re
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from etl import wording
from etl.message import RawSheet
from etl.readers.grid import Budget, Grid, sheets_of, too_large
from etl.readers.number_formats import BUILTIN, NumberFormat, date_text, number_format
from etl.readers.package import Package, attribute
from etl.workbook import UnreadableWorkbookError, column_number, number_text

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # "Strict Open XML"
)
_MOST_STRINGS = 2_000_000
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true")
_DIGITS = "0123456789"


def _tags(*names: str) -> tuple[str, ...]:
    return tuple(f"{{{namespace}}}{name}" for namespace in _NAMESPACES for name in names)


# A sheet as nearly all programs write it: one namespace without a prefix, and cells such as
# <c r="D7" s="2"><v>12</v></c>, <c r="D8" t="s"><v>40</v></c> or <c r="D9"><is><t>Hồ sơ</t></is></c>.
_USUAL_SHEET = re.compile(
    r"(?:\ufeff)?(?:<\?xml(?: [a-z]+=(?:\"(?:1\.0|utf-8|yes)\"|'(?:1\.0|utf-8|yes)'))+ ?\?>\s*)?"
    rf"<worksheet\b[^>]{{0,2000}} xmlns=\"(?:{'|'.join(map(re.escape, _NAMESPACES))})\"[^>]{{0,2000}}>",
    re.IGNORECASE,
)
_USUAL_CELL = re.compile(
    r'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,5})")?(?: t="([a-zA-Z]+)")?(?:/>|>'
    r'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_CELL_WITHOUT_ADDRESS = re.compile(r"<c(?! r=)[\s/>]")
_ROW_WITHOUT_ADDRESS = re.compile(r"<row(?! r=)[\s/>]")
# A row of which nothing is left to be read, for it says of itself only how it looks.
_EMPTY_ROW = re.compile(
    r'<row r="\d{1,7}"(?: (?:spans|s|ht|customFormat|customHeight|x14ac:dyDescent)="[^"<>]*")*(?:/>|>\s*</row>)'
)
_PLAIN, _RUN, _ROW, _MERGE, _CELL = (frozenset(_tags(name)) for name in ("t", "r", "row", "mergeCell", "c"))
_EXTENSIONS = frozenset(_tags("extLst"))  # may hold anything, also what looks like rows: no program shows it
_PART = {tag: name for name in ("v", "f", "is") for tag in _tags(name)}


def read(package: Package) -> list[RawSheet]:
    """The worksheets in the order of their tabs."""
    links = package.related("")
    main = next((path for kind, path in links.values() if kind == "officeDocument"), "xl/workbook.xml")
    book = package.tree(main)
    parts = package.related(main)
    by_kind = dict(reversed(parts.values()))
    strings = _strings(package, by_kind.get("sharedStrings"))
    formats = _formats(package, by_kind.get("styles"))
    since_1904 = any(element.get("date1904") in _TRUE for element in book.iter(*_tags("workbookPr")))
    budget = Budget()
    grids = []
    for sheet in book.iter(*_tags("sheet")):
        kind, path = parts.get(attribute(sheet, "id"), ("", ""))
        if kind == "worksheet":
            grid = Grid(sheet.get("name", ""), budget, hidden=sheet.get("state", "visible") != "visible")
            _SheetReader(grid, strings, formats, since_1904).read(package, path)
            grids.append(grid)
        elif not kind:
            raise UnreadableWorkbookError("thiếu trang " + sheet.get("name", ""))
    return sheets_of(grids)


def _strings(package: Package, path: str | None) -> list[str]:
    """The shared texts; cells name them by number."""
    strings: list[str] = []
    if path and path in package:
        for item in package.elements(path, *_tags("si")):
            strings.append(_text(item))
            if len(strings) > _MOST_STRINGS:
                raise too_large("quá nhiều chữ")
    return strings


def _text(item: Any) -> str:
    """The text of plain or formatted runs, without the pronunciation that Japanese editions add."""
    text = ""
    for child in item:
        if child.tag in _PLAIN:
            text += child.text or ""
        elif child.tag in _RUN:
            text += "".join(run.text or "" for run in child if run.tag in _PLAIN)
    return _unescaped(text)


def _unescaped(text: str) -> str:
    """A text with the characters that Excel writes as '_x000D_'."""
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _with_entities(text: str) -> str:
    """What XML says with 'Bi&#7875;u &amp; b&#7843;ng'; some programs write each accent so, on every sheet again."""
    return ElementTree.fromstring(f"<t>{text}</t>").text or ""  # noqa: S314 without a DTD there is nothing to unfold


def _formats(package: Package, path: str | None) -> dict[int, NumberFormat]:
    """What the number format of a cell style makes of a number, by the number of the style; few make anything."""
    if not path or path not in package:
        return {}
    styles = package.tree(path)
    codes = {**BUILTIN}
    for element in styles.iter(*_tags("numFmt")):
        codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
    shapes = {number: number_format(code) for number, code in codes.items()}
    special = {number: shape for number, shape in shapes.items() if shape.date or shape.sections}
    shown = [
        special.get(int(style.get("numFmtId", "0")))
        for styled in styles.iter(*_tags("cellXfs"))
        for style in styled.iter(*_tags("xf"))
    ]
    return {number: shape for number, shape in enumerate(shown) if shape is not None}


class _SheetReader:
    """Reads the rows of one sheet into a grid."""

    def __init__(self, grid: Grid, strings: list[str], formats: dict[int, NumberFormat], since_1904: bool) -> None:
        self._grid = grid
        self._strings = strings
        self._formats = formats
        self._since_1904 = since_1904

    def read(self, package: Package, path: str) -> None:
        row = 0
        wanted = _tags("row", "mergeCell", "col")
        for element in package.elements(path, *wanted, but=_EXTENSIONS, taken_from=self._take_usual):
            if element.tag in _ROW:
                row = self._row(element, row + 1)
            elif element.tag in _MERGE:
                first, _, last = element.get("ref", "").partition(":")
                self._grid.merge(*_address(first), *_address(last or first))
            elif element.get("hidden") in _TRUE:
                self._grid.hide_columns(int(element.get("min", "1")), int(element.get("max", "1")))

    def _take_usual(self, part: bytes) -> str | bytes:
        """Put the cells that are written in the usual way, and return the part without them.

        Reading them off the text takes half as long as a tree does. What is not quite so stays in the part.
        """
        try:
            text = part.decode().replace("\r\n", "\n").replace("\r", "\n")  # as XML has it
        except UnicodeDecodeError:
            return part
        usual = _USUAL_SHEET.match(text)
        # Nothing that looks like a cell may be in a comment, in a CDATA section or of another namespace.
        if usual is None or _marked(text, usual.end()) or text.count(" xmlns=") > 1:
            return part
        rows, mark, after = text.partition("</sheetData>")
        if not mark or "<extLst" in rows:
            return part
        pieces = _USUAL_CELL.split(rows)
        rest = "".join(pieces[::7]) + mark + after
        if _CELL_WITHOUT_ADDRESS.search(rest):  # it follows the one before
            return part
        put, number = self._grid.put, self._number
        for letters, row, style, kind, value, words in zip(*(pieces[field::7] for field in range(1, 7)), strict=True):
            if words:
                put(int(row), column_number(letters), "text", _inline(words))
            elif value and (kind is None or kind == "n"):
                number(_plain(value) if "&" in value else value, style, int(row), column_number(letters))
            elif value is not None:
                self._value(kind or "n", _plain(value), style, int(row), column_number(letters))
        if not _ROW_WITHOUT_ADDRESS.search(rest):  # as above
            rest = _EMPTY_ROW.sub("", rest)
        return rest

    def _row(self, element: Any, expected: int) -> int:
        """One row; rows and cells without an address follow the one before."""
        written = element.get("r") or ""
        row = int(written) if written else expected
        if element.get("hidden") in _TRUE:
            self._grid.hidden_rows.add(row)
        column = 0
        for cell in element:
            if cell.tag not in _CELL:
                continue
            reference = cell.get("r")
            if reference:
                letters = reference.rstrip(_DIGITS)
                column = column_number(letters)
                if reference[len(letters) :] != written:
                    row, column = _address(reference)
            else:
                column += 1
            if len(cell):
                self._cell(cell, row, column)
        return row

    def _cell(self, cell: Any, row: int, column: int) -> None:
        value: str | None = None
        formula: str | None = None
        for part in cell:
            name = _PART.get(part.tag)
            if name == "v":
                value = part.text or ""
            elif name == "is":
                self._grid.put(row, column, "text", _text(part))
                return
            elif name == "f":
                formula = part.text or ""
        kind = cell.get("t") or "n"
        if value or (kind == "e" and value is not None):
            self._value(kind, value, cell.get("s"), row, column)
        elif formula is not None and (value is None or kind != "str"):
            # An empty text is a result; no result at all is a file that no program has calculated.
            self._grid.put(row, column, "formula", f"={formula}")

    def _value(self, kind: str, value: str, style: str | None, row: int, column: int) -> None:
        if kind == "n" and value:
            self._number(value, style, row, column)
        elif value or kind == "e":
            self._stored(kind, value, row, column)

    def _number(self, stored: str, style: str | None, row: int, column: int) -> None:
        stored = stored.strip()
        shape = self._formats.get(int(style)) if style else None
        if stored.isascii() and stored.isdigit() and stored[0] != "0" and len(stored) < 16:
            if shape is None:
                self._grid.put(row, column, "number", stored)
                return
            value, text = float(stored), stored
        elif _NUMBER.fullmatch(stored):
            value = float(stored)
            text = number_text(int(stored) if stored.lstrip("+-").isdigit() else value) if math.isfinite(value) else ""
        else:
            value, text = math.nan, ""
        if not text:
            self._grid.put(row, column, "error" if stored.lower().strip("+-") in ("nan", "inf") else "text", stored)
        elif shape is None:
            self._grid.put(row, column, "number", text)
        elif shape.date:
            date = date_text(value, shape, since_1904=self._since_1904)
            self._grid.put(row, column, "date" if date else "error", date or "#VALUE!")
        else:
            self._grid.put(row, column, "number", text, percent=shape.percent(value))

    def _stored(self, kind: str, stored: str, row: int, column: int) -> None:
        """A value that says its own type."""
        if kind == "s":
            number = int(stored)
            if not 0 <= number < len(self._strings):
                raise UnreadableWorkbookError("thiếu bảng chữ dùng chung")
            self._grid.put(row, column, "text", self._strings[number])
        elif kind == "b":
            self._grid.put(row, column, "boolean", "TRUE" if stored in _TRUE else "FALSE")
        elif kind == "e":
            self._grid.put(row, column, "error", stored or "#ERROR!")
        elif kind == "d":
            self._grid.put(row, column, "date", _date(stored))
        else:
            self._grid.put(row, column, "text", _unescaped(stored))


@wording.remembering
def _inline(text: str) -> str:
    """A text in its cell; forms repeat theirs."""
    return _unescaped(_plain(text))


def _marked(text: str, begun: int) -> bool:
    """Whether a comment, CDATA or a processing instruction stands in a sheet whose root element begins so far.

    '<' is everywhere in a sheet, what would stand behind it nearly nowhere.
    """
    return ("!" in text and "<!" in text) or (text.find("?", begun) >= 0 and text.count("<?") > 1)


def _plain(text: str) -> str:
    return _with_entities(text) if "&" in text else text


def _date(stored: str) -> str:
    try:
        return str(datetime.fromisoformat(stored.removesuffix("Z")))
    except ValueError:
        return stored


def _address(reference: str) -> tuple[int, int]:
    """Row and column of an address such as B7 or $B$7; whole columns ('A:C') begin in row 1."""
    plain = reference.replace("$", "")
    letters = plain.rstrip(_DIGITS)
    digits = plain[len(letters) :]
    return int(digits or "1"), column_number(letters)
