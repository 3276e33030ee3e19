"""Frames to a workbook (.xlsx): numbers, dates and texts as what they are, and no text that runs as a formula.

Written by hand, because a workbook of rows is a few kinds of XML line: a million cells are there in seconds, where the
libraries take minutes (docs/decisions). Texts go into the workbook's one table of texts, each once; a cell
is then a number, whatever the text says.
"""

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any
from xml.sax.saxutils import escape

import pandas as pd

from dashboard import spreadsheet_parts as parts

MOST_ROWS = 1_048_576  # of a sheet, as Excel has it; one of them is the header
MOST_CHARACTERS = 32_767  # of a cell
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DAY_ZERO = date(1899, 12, 30)
_AT_ONCE = 5_000  # rows
_CUT = "…"
# What XML cannot say, and what would read as the way of saying it.
_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Table:
    """A sheet with a header, a filter on it, and typed columns.

    `formats` gives the number format of each row of a column of numbers; without, whole numbers and decimals show as
    they are. A table with more rows than a sheet has goes on in further sheets.
    """

    name: str
    rows: pd.DataFrame
    formats: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Notes:
    """A sheet of lines in two columns: what, and its value; a line without a value is a heading."""

    name: str
    lines: Sequence[tuple[str, str]]


@dataclass
class _Book:
    """The workbook while it is written: its texts and number formats, each once."""

    texts: dict[str, int] = field(default_factory=dict)
    formats: dict[str, int] = field(default_factory=dict)

    def text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def style(self, number_format: str) -> int:
        return parts.FIRST_FORMAT + self.formats.setdefault(number_format, len(self.formats))


def workbook(tables: Sequence[Table], notes: Notes) -> bytes:
    """The file: the tables, then the notes."""
    sheets = [sheet for table in tables for sheet in _split(table)]
    book, out = _Book(), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for number, table in enumerate(sheets, start=1):
            with _part(archive, f"xl/worksheets/sheet{number}.xml") as part:
                _write_table(part, table, book, is_first=number == 1)
        with _part(archive, f"xl/worksheets/sheet{len(sheets) + 1}.xml") as part:
            part.writelines(line.encode() for line in _notes_lines(notes, book))
        with _part(archive, "xl/sharedStrings.xml") as part:
            part.writelines(_texts_lines(book))
        names = [*(table.name for table in sheets), notes.name]
        filters = [_area(table.rows) for table in sheets]
        for name, text in parts.of_workbook(names, filters, list(book.formats)).items():
            with _part(archive, name) as part:
                part.write(text.encode())
    return out.getvalue()


def sheets_needed(rows: int) -> int:
    """How many sheets a table of so many rows takes."""
    return max(1, math.ceil(rows / (MOST_ROWS - 1)))


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet that reads or edits the text could run it."""
    return text.startswith(FORMULA_STARTS)


def _part(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A file inside, without the time of writing: the same rows give the same bytes."""
    told = zipfile.ZipInfo(name)
    told.compress_type = zipfile.ZIP_DEFLATED
    return archive.open(told, "w", force_zip64=True)


def _split(table: Table) -> Iterator[Table]:
    most, count = MOST_ROWS - 1, sheets_needed(len(table.rows))
    for number in range(count):
        name = table.name if number == 0 else f"{table.name} ({number + 1})"
        here = slice(number * most, (number + 1) * most)
        formats = {column: formats[here] for column, formats in table.formats.items()}
        yield Table(name, table.rows.iloc[here], formats)


def _area(rows: pd.DataFrame) -> str:
    """The whole table, header included: 'A1:P101'."""
    return f"$A$1:${_letters(len(rows.columns))}${len(rows) + 1}"


def _letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _write_table(part: IO[bytes], table: Table, book: _Book, *, is_first: bool) -> None:
    rows = table.rows
    widths = [_width(str(name), rows.iloc[:, place]) for place, name in enumerate(rows.columns)]
    part.write(parts.sheet_start(widths, freeze=True, is_first=is_first).encode())
    header = [f' s="{parts.HEADER}" t="s"><v>{book.text(str(name))}</v></c>' for name in rows.columns]
    pattern = _pattern(len(rows.columns))
    part.write((pattern % (1, *_between(1, header))).encode())
    for start in range(0, len(rows), _AT_ONCE):
        here = slice(start, start + _AT_ONCE)
        columns = [
            _cells(rows.iloc[here, place], book, table.formats.get(str(name), ())[here])
            for place, name in enumerate(rows.columns)
        ]
        lines = [
            pattern % (number, *_between(number, cells))
            for number, cells in enumerate(zip(*columns, strict=True), start=start + 2)
        ]
        part.write("".join(lines).encode())
    part.write(parts.sheet_end(_area(rows).replace("$", "")).encode())


def _pattern(columns: int) -> str:
    cells = "".join(f'<c r="{_letters(number)}%d"%s' for number in range(1, columns + 1))
    return f'<row r="%d">{cells}</row>'


def _between(number: int, cells: Iterable[str]) -> Iterator[Any]:
    for cell in cells:
        yield number
        yield cell


def _cells(values: pd.Series, book: _Book, formats: Sequence[str]) -> list[str]:
    """What follows the place of each cell of a column: its style, kind and value."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return [_day_cell(value) for value in values]
    if pd.api.types.is_numeric_dtype(values.dtype):
        styles = [book.style(one) for one in formats] if len(formats) else [parts.PLAIN] * len(values)
        return [_number_cell(value, style) for value, style in zip(values.tolist(), styles, strict=True)]
    return _text_cells(values, book)


def _text_cells(values: pd.Series, book: _Book) -> list[str]:
    """Cells of texts: each different text is looked at once. Numbers and dates among them stay what they are."""
    made: dict[Any, str] = {}
    found: list[str] = []
    for value in values.tolist():
        key = value if isinstance(value, str) else (type(value), str(value))
        cell = made.get(key)
        if cell is None:
            cell = made[key] = _cell_of(value, book)
        found.append(cell)
    return found


def _cell_of(value: Any, book: _Book) -> str:
    if isinstance(value, date):  # a datetime too
        return _day_cell(value)
    if isinstance(value, int | float):
        return _number_cell(value, parts.PLAIN)
    if value is None or value is pd.NA or value is pd.NaT or value == "":
        return "/>"
    text = str(value)
    style = parts.QUOTED if starts_formula(text) else parts.PLAIN
    return f' s="{style}" t="s"><v>{book.text(text)}</v></c>'


def _number_cell(value: Any, style: int) -> str:
    if value is None or value is pd.NA or not math.isfinite(value):
        return "/>"
    return f' s="{style}"><v>{value:.17g}</v></c>'


def _day_cell(value: Any) -> str:
    if pd.isna(value):
        return "/>"
    return f' s="{parts.DAY}"><v>{(date(value.year, value.month, value.day) - _DAY_ZERO).days}</v></c>'


def _width(header: str, values: pd.Series) -> int:
    """Wide enough for what is usual in the column, never so wide that the next is out of sight."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return max(12, len(header) + 4)
    lengths = values.head(500).astype("str").str.len().dropna()
    usual = 0 if lengths.empty else int(lengths.quantile(0.95))
    return min(48, max(10, len(header) + 4, usual + 2))


def _notes_lines(notes: Notes, book: _Book) -> Iterator[str]:
    yield parts.sheet_start([30, 110], freeze=False, is_first=False)
    for number, (what, said) in enumerate(notes.lines, start=1):
        yield f'<row r="{number}">'
        if what:
            yield f'<c r="A{number}" s="{parts.LABEL}" t="s"><v>{book.text(what)}</v></c>'
        if said:
            style = parts.QUOTED_WRAPPED if starts_formula(said) else parts.WRAPPED
            yield f'<c r="B{number}" s="{style}" t="s"><v>{book.text(said)}</v></c>'
        yield "</row>"
    yield parts.sheet_end("")


def _texts_lines(book: _Book) -> Iterator[bytes]:
    yield parts.TEXTS_START.encode()
    for text in book.texts:
        yield f'<si><t xml:space="preserve">{_sayable(text)}</t></si>'.encode()
    yield b"</sst>"


def _sayable(text: str) -> str:
    """The text in XML: what XML has no letter for as _xHHHH_, the way that spreadsheets agreed on."""
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1] + _CUT
    return _UNSAYABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", escape(text))
