"""Changing cells of a worksheet's XML in place: what is not touched keeps its very bytes.

A sheet may be large and hold what no library knows. So it is not parsed into a tree and written anew: a parser says
where things stand, and the few bytes that change are replaced there.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from etl.returned.package import UneditableError
from etl.workbook import Area, column_letters, column_number

Spot = tuple[int, int]  # row and column
_STYLE = re.compile(rb"""(\ss\s*=\s*)("[^"]*"|'[^']*')""")
_SPANS = re.compile(rb"""\sspans\s*=\s*("[^"]*"|'[^']*')""")
_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
# What stands behind the reference to the drawing of comments (ISO 29500, CT_Worksheet).
_BEHIND = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
)
_DEEPEST = 4  # worksheet, sheetData, row, c: what stands deeper is not looked at
_ALTERNATIVE = "AlternateContent"  # around controls or oleObjects, or early on around what is not ours to know


@dataclass
class Outline:
    """What is to be known of a sheet before cells are marked: merged ranges, sizes, its drawing of comments."""

    merged: list[Area] = field(default_factory=list)
    widths: list[tuple[int, int, float]] = field(default_factory=list)  # first and last column, width
    heights: dict[int, float] = field(default_factory=dict)
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)
    drawing: str = ""  # id of the relationship
    protected: bool = False

    def anchor(self, spot: Spot) -> Spot:
        """The cell that shows what stands at a place: the first of a merged range."""
        row, column = spot
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return spot


class _Walk:
    """A parser that knows at which byte each start and end stands, and in which elements."""

    def __init__(self, data: bytes) -> None:
        encoding = _ENCODING.match(data[:200])
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
            raise UneditableError("encoding")
        self.data = data
        self.path: list[str] = []
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse

    def run(self) -> None:
        try:
            self._parser.Parse(self.data, True)
        except expat.ExpatError as error:
            raise UneditableError("xml") from error

    def _refuse(self, *_: object) -> None:
        raise UneditableError("DTD")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth <= _DEEPEST:
            self.path.append(name.rpartition(":")[2])
            self.begins(attributes, self._parser.CurrentByteIndex)

    def _end(self, _name: str) -> None:
        if self._depth < _DEEPEST:
            self.ends(self._parser.CurrentByteIndex)
        if self._depth <= _DEEPEST:
            self.path.pop()
        self._depth -= 1

    def begins(self, attributes: dict[str, str], at: int) -> None:
        """An element begins."""

    def ends(self, at: int) -> None:
        """An element ends: `at` is its end tag, or behind it where it is empty."""

    def tag(self, at: int) -> bytes:
        found = _TAG.match(self.data, at)
        if found is None:
            raise UneditableError("tag")
        return found[0]


class _Outliner(_Walk):
    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.outline = Outline()

    def begins(self, attributes: dict[str, str], at: int) -> None:  # noqa: ARG002 a walk tells it
        depth, name = len(self.path), self.path[-1]
        if depth == 3 and name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            self.outline.merged.append((*address(first), *address(last or first)))
        elif depth == 3 and name == "col":
            self._column(attributes)
        elif depth == 3 and name == "row" and attributes.get("r", "").isdigit():
            hidden = attributes.get("hidden") in ("1", "true")
            if hidden or "ht" in attributes:
                self.outline.heights[int(attributes["r"])] = 0.0 if hidden else float(attributes["ht"])
        elif depth == 2 and name == "legacyDrawing":
            self.outline.drawing = next((v for key, v in attributes.items() if key.rpartition(":")[2] == "id"), "")
        elif depth == 2 and name == "sheetProtection":
            self.outline.protected = attributes.get("sheet") in ("1", "true")

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
        hidden = attributes.get("hidden") in ("1", "true")
        if hidden or "width" in attributes:
            self.outline.widths.append((first, last, 0.0 if hidden else float(attributes["width"])))
        if "style" in attributes:
            self.outline.column_styles.append((first, last, int(attributes["style"])))


def outline(data: bytes) -> Outline:
    """Look through a sheet.

    Raises:
        UneditableError: it is not what we can change.
    """
    walk = _Outliner(data)
    try:
        walk.run()
    except ValueError as error:
        raise UneditableError("number") from error
    return walk.outline


class _Marker(_Walk):
    """Gives cells another style, makes those that are not there, and puts the drawing of comments in."""

    def __init__(
        self, data: bytes, outline: Outline, styles: Mapping[Spot, Callable[[int], int]], made: frozenset[Spot]
    ) -> None:
        super().__init__(data)
        self.edits: list[tuple[int, int, bytes]] = []  # where, how many bytes go, what comes
        self._outline, self._styles = outline, styles
        self._missing: dict[int, set[int]] = {}
        for row, column in made:
            self._missing.setdefault(row, set()).add(column)
        self._waiting = sorted(self._missing)[::-1]  # rows, the next one last
        self.prefix = b""
        self._row, self._row_at, self._row_style = 0, 0, -1
        self._column = 0
        self._due: list[int] = []  # columns of this row, the next one last
        self._rows = {row for row, _ in styles}
        self._is_wanted = False
        self._put_in = False
        self._sheet_at = 0
        self.drawing_at = 0

    def begins(self, attributes: dict[str, str], at: int) -> None:
        depth, name = len(self.path), self.path[-1]
        if depth == 1:
            if name != "worksheet":
                raise UneditableError(name)
            self.prefix = self.tag(at)[1:].split(b"worksheet", 1)[0]
        elif depth == 2:
            if name == "sheetData":
                self._sheet_at = at
            elif not self.drawing_at and (name in _BEHIND or (name == _ALTERNATIVE and self._is_control(at))):
                self.drawing_at = at
        elif self.path[1:3] == ["sheetData", "row"]:
            if depth == 3:
                self._begin_row(attributes, at)
            elif depth == 4 and name == "c" and self._is_wanted:
                self._cell(attributes, at)

    def _is_control(self, at: int) -> bool:
        beginning = self.data[at : at + 2_000]
        return b"controls" in beginning or b"oleObjects" in beginning

    def ends(self, at: int) -> None:
        depth, name = len(self.path), self.path[-1]
        if depth == 3 and self.path[1:] == ["sheetData", "row"]:
            self._end_row(at)
        elif depth == 2 and name == "sheetData":
            rows = b"".join(self._rows_before(1 << 30))
            self._insert_at_end(self._sheet_at, at, b"sheetData", rows)
        elif depth == 1 and not self.drawing_at:
            self.drawing_at = at

    def _begin_row(self, attributes: dict[str, str], at: int) -> None:
        self._row = int(attributes["r"]) if attributes.get("r") else self._row + 1
        rows = b"".join(self._rows_before(self._row))
        if rows:
            self.edits.append((at, 0, rows))
        self._row_at, self._column, self._put_in = at, 0, False
        self._is_wanted = self._row in self._rows
        styled = attributes.get("customFormat") in ("1", "true") and attributes.get("s", "").isdigit()
        self._row_style = int(attributes["s"]) if styled else -1
        self._due = sorted(self._missing.get(self._row, ()))[::-1]
        if self._waiting and self._waiting[-1] == self._row:
            self._waiting.pop()

    def _cell(self, attributes: dict[str, str], at: int) -> None:
        reference = attributes.get("r", "")
        row, self._column = address(reference) if reference else (self._row, self._column + 1)
        cells = b"".join(self._cells_before(self._column))
        if cells:
            self._put_in = True
            self.edits.append((at, 0, cells))
        change = self._styles.get((row, self._column))
        if change is None:
            return
        tag = self.tag(at)
        style = str(change(int(attributes.get("s") or "0"))).encode()
        if _STYLE.search(tag):
            changed = _STYLE.sub(rb'\g<1>"' + style + b'"', tag, count=1)
        else:
            opening = b"<" + self.prefix + b"c"
            changed = opening + b' s="' + style + b'"' + tag[len(opening) :]
        self.edits.append((at, len(tag), changed))

    def _end_row(self, at: int) -> None:
        cells = b"".join(self._cells_before(1 << 30))
        if cells:
            self._put_in = True
        tag = self.tag(self._row_at)
        opened = self._insert_at_end(self._row_at, at, b"row", cells)
        if self._put_in and not opened and (spans := _SPANS.search(tag)):
            self.edits.append((self._row_at + spans.start(), len(spans[0]), b""))  # a hint that may now be wrong

    def _insert_at_end(self, start: int, end: int, name: bytes, inner: bytes) -> bool:
        """Put something in before an end tag; True where an element without one had to be opened for it."""
        if not inner:
            return False
        tag = self.tag(start)
        if not tag.endswith(b"/>"):
            self.edits.append((end, 0, inner))
            return False
        opened = _SPANS.sub(b"", tag.removesuffix(b"/>").rstrip()) + b">"
        self.edits.append((start, len(tag), opened + inner + b"</" + self.prefix + name + b">"))
        return True

    def _rows_before(self, row: int) -> Iterator[bytes]:
        while self._waiting and self._waiting[-1] < row:
            number = self._waiting.pop()
            self._row_style = -1
            cells = b"".join(self._made(number, column) for column in sorted(self._missing[number]))
            yield b'<%srow r="%d">%s</%srow>' % (self.prefix, number, cells, self.prefix)

    def _cells_before(self, column: int) -> Iterator[bytes]:
        while self._due and self._due[-1] <= column:
            due = self._due.pop()
            if due < column:
                yield self._made(self._row, due)

    def _made(self, row: int, column: int) -> bytes:
        """A cell that was not there, as it looked: by its row, else by its column."""
        of_columns = (style for first, last, style in self._outline.column_styles if first <= column <= last)
        looked = self._row_style if self._row_style >= 0 else next(of_columns, 0)
        style = self._styles[row, column](looked)
        return b'<%sc r="%s" s="%d"/>' % (self.prefix, f"{column_letters(column)}{row}".encode(), style)


def marked(
    data: bytes,
    outline: Outline,
    styles: Mapping[Spot, Callable[[int], int]],
    made: frozenset[Spot],
    drawing: tuple[str, str] | None = None,
) -> bytes:
    """A sheet whose cells have other styles.

    Args:
        data: the sheet.
        outline: the same, looked through.
        styles: for cells, what becomes of their style.
        made: those of them that are to be there even where they are not yet.
        drawing: namespace of relationships and id of the drawing of comments, where the sheet has none.

    Raises:
        UneditableError: the sheet is not what we can change.
    """
    walk = _Marker(data, outline, styles, made)
    try:
        walk.run()
    except ValueError as error:
        raise UneditableError("number") from error
    edits = walk.edits
    if drawing:
        element = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % (walk.prefix, *(part.encode() for part in drawing))
        edits.append((walk.drawing_at, 0, element))
    out, done = [], 0
    for at, gone, come in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        out += [data[done:at], come]
        done = at + gone
    return b"".join((*out, data[done:]))


def address(reference: str) -> Spot:
    """Row and column of an address such as B7 or $B$7; a whole column begins in row 1.

    Raises:
        ValueError: it is none.
    """
    plain = reference.replace("$", "")
    letters = plain.rstrip("0123456789")
    row, column = int(plain[len(letters) :] or "1"), column_number(letters)
    if not (row and column):
        raise ValueError(reference)
    return row, column
