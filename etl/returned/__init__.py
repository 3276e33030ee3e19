"""A file sent back to who sent it: its problem cells coloured, one comment in each, and a list of what to correct.

All else of the file stays as it is, so that the corrected file loads. Where a file has no cells that could be marked
(.xls, .ods, .csv, Word), its table is written anew at the same places, and the list says so.
"""

import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from lxml import etree

from etl import formats, gate, reading
from etl.model import PersonCanActError, Place, Problem
from etl.returned import marking, notes
from etl.returned.notes import Arranged
from etl.returned.package import Parts, UneditableError
from etl.returned_words import SUFFIX
from etl.workbook import UnreadableWorkbookError, Workbook

_LONGEST_STEM = 80
_FORBIDDEN = re.compile('[\x00-\x1f\x7f<>:"/\\\\|?*\u202a-\u202e\u2066-\u2069]')
_ENDINGS = {
    "template.macroEnabled.main+xml": ".xltm",
    "macroEnabled.main+xml": ".xlsm",
    "template.main+xml": ".xltx",
}
_REWRITTEN = (
    "Tệp gốc “{file}” không phải Excel .xlsx nên bảng được chép sang tệp Excel này: nội dung và vị trí ô giữ nguyên, "
    "định dạng thì không. Hãy sửa và gửi lại tệp Excel này."
)
_UNUSUAL = (
    "Tệp gốc “{file}” có cấu trúc khác thường nên bảng được chép sang tệp Excel này: nội dung và vị trí ô giữ nguyên, "
    "định dạng, hình và công thức thì không. Hãy sửa và gửi lại tệp Excel này."
)
# A reading process gave up on the file: it is not for this one to try.
_UNREADABLE = frozenset(("file_damaged", "file_too_many_cells", "file_too_slow"))
_UNEDITABLE = (UneditableError, UnreadableWorkbookError, etree.LxmlError, zipfile.BadZipFile, ValueError, KeyError)


class NotReturnableError(PersonCanActError):
    """The file cannot be read at all, so that nothing can be marked in it."""


@dataclass(frozen=True)
class Returned:
    """A workbook to send back.

    `cells` have a comment; `lines` are all points, of which those `to_correct` are more than warnings; `rewritten`
    where it was written anew from the grid.
    """

    data: bytes
    name: str
    cells: int
    lines: int
    to_correct: int
    rewritten: bool = False


def returned_workbook(data: bytes, name: str, problems: Sequence[Problem]) -> Returned | None:
    """The workbook to send back for a file and what was found in it; None where nothing is to be corrected.

    Args:
        data: the file as received.
        name: its name as received.
        problems: of a report of this file, or as the warehouse keeps them.

    Raises:
        NotReturnableError: the file cannot be read; the sentence says why and what to do.
    """
    told = notes.to_tell(problems)
    if not told:
        return None
    unreadable = next((found for found in told if found.code in _UNREADABLE), None)
    if refused := unreadable or gate.judge(data, name):
        raise NotReturnableError(refused.sentence)
    file = _base(name)
    if formats.recognise(data).kind == "xlsx":
        try:
            ending = _ending(data)
            marked, made = marking.mark(data, file, told, ())
            return _returned(marked, file, ending, made)
        except _UNEDITABLE:
            return _rewritten(data, name, told, _UNUSUAL)
    return _rewritten(data, name, told, _REWRITTEN)


def returned_name(name: str, ending: str = ".xlsx") -> str:
    """What a file sent back is called: as the one received, and that it is to be corrected."""
    stem = PurePosixPath(_base(name)).stem.partition(SUFFIX)[0].strip(" .")
    return f"{stem[:_LONGEST_STEM].rstrip(' .') or 'phu-luc'}{SUFFIX}{ending}"


def _rewritten(data: bytes, name: str, told: Sequence[Problem], remark: str) -> Returned:
    from etl.returned import rewriting  # only when it is wanted: openpyxl takes longer to start than all of ours

    grid = reading.read_in_child(data, name)
    if not isinstance(grid, Workbook):
        raise NotReturnableError(grid.sentence)
    written, titles = rewriting.rewrite(grid)
    moved = [replace(one, place=Place(titles.get(one.place.sheet, one.place.sheet), one.place.cell)) for one in told]
    file = _base(name)
    marked, made = marking.mark(written, file, moved, (remark.format(file=file),))
    return replace(_returned(marked, file, ".xlsx", made), rewritten=True)


def _returned(data: bytes, file: str, ending: str, made: Arranged) -> Returned:
    cells, lines = sum(map(len, made.notes.values())), len(made.lines) + made.unlisted
    return Returned(data, returned_name(file, ending), cells, lines, made.to_correct)


def _base(name: str) -> str:
    """The name alone, without folders and without what no file system takes."""
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    return _FORBIDDEN.sub("_", base).strip() or "phu-luc"


def _ending(data: bytes) -> str:
    """Excel opens a workbook with macros, or a template, by its own ending only."""
    kind = Parts(data).kind_of_book()
    return next((ending for words, ending in _ENDINGS.items() if kind.endswith(words)), ".xlsx")
