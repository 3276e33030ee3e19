"""Text tables (.csv, .tsv): the encoding and the separator are found from the content, every cell is text."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from etl.formats import wide_encoding
from etl.message import RawSheet
from etl.readers.grid import LONGEST_TEXT, Budget, Grid, sheets_of, too_large
from etl.workbook import UnreadableWorkbookError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = (";", "\t", ",")  # the comma last: it is also the decimal mark
_SAMPLE_ROWS = 300
_SAMPLE = 200_000
_HINT = re.compile(r'"?sep=([;,\t|])"?\r?\n')
_END = "\x1f"  # a last row of our own: a quotation mark that is never closed swallows it


def read(data: bytes, name: str = "") -> list[RawSheet]:
    """One sheet, named after the file."""
    text = decoded(data).replace(_END, "")
    hint = _HINT.match(text)
    if hint:
        text = text[hint.end() :]
    separator = hint[1] if hint else _separator(text)
    grid = Grid(PurePath(name.replace("\\", "/")).stem, Budget())
    closed = False
    try:
        for number, row in enumerate(_rows(f"{text.rstrip()}\n{_END}\n", separator), start=1):
            closed = row == [_END]
            if not closed:
                for column, cell in enumerate(row, start=1):
                    grid.put(number, column, "text", cell.strip(" \r\n"))
    except csv.Error as error:
        raise too_large(f"có ô dài hơn {LONGEST_TEXT} ký tự") from error
    if not closed:
        raise UnreadableWorkbookError('có dấu ngoặc kép (") mở mà không đóng')
    return sheets_of([grid])


def decoded(data: bytes) -> str:
    """Bytes → text; what is neither marked nor UTF-8 is the Vietnamese Windows code page, whose accents are loose."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    if wide := wide_encoding(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_TEXT)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _separator(text: str) -> str:
    """The one that cuts most lines into the same number of cells; of two that do, not the decimal mark."""
    sample = text[:_SAMPLE]

    def evenness(separator: str) -> int:
        widths: Counter[int] = Counter()
        try:
            for number, row in enumerate(_rows(sample, separator)):
                widths[len(row)] += 1
                if number == _SAMPLE_ROWS:
                    break
        except csv.Error:
            return 0
        return max((lines for width, lines in widths.items() if width > 1), default=0)

    return max(_SEPARATORS, key=evenness)
