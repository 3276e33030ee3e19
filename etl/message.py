"""Sheets as the readers give them, as bytes for the pipe between the reading process and ours, and as a workbook.

JSON, because whatever a hostile file makes of the reader, decoding its answer must not run anything.
A reader gives the cells in their order; whoever is asked for a workbook makes it of them.
"""

import json
from collections.abc import Sequence
from itertools import starmap
from typing import Any, NamedTuple

from etl.workbook import Area, Cell, CellKind, Sheet, UnreadableWorkbookError, Workbook

_KINDS: tuple[CellKind, ...] = ("text", "number", "date", "error", "boolean", "formula")
_LETTER = {kind: kind[0] for kind in _KINDS}
_KIND = {letter: kind for kind, letter in _LETTER.items()}


class RawSheet(NamedTuple):
    """The fields of a `Sheet`."""

    name: str
    cells: Any  # of Cell; in a message, a list for each field
    merged: Sequence[Area]
    hidden: bool
    hidden_rows: Sequence[int]
    hidden_columns: Sequence[int]


def workbook_of(sheets: Sequence[RawSheet]) -> Workbook:
    """The grid that the later steps work with."""
    return Workbook(tuple(_sheet(sheet) for sheet in sheets))


def _sheet(raw: RawSheet) -> Sheet:
    return Sheet(
        name=raw.name,
        cells={cell[:2]: cell for cell in raw.cells},
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in raw.merged),
        hidden=raw.hidden,
        hidden_rows=frozenset(raw.hidden_rows),
        hidden_columns=frozenset(raw.hidden_columns),
    )


def encode(sheets: Sequence[RawSheet]) -> bytes:
    """The answer for a file that was read."""
    return _bytes({"sheets": [sheet._replace(cells=_by_column(sheet.cells)) for sheet in sheets]})


TOO_MANY_CELLS = b'{"code":"file_too_many_cells"'


def encode_refusal(error: UnreadableWorkbookError) -> bytes:
    """The answer for a file that was not."""
    return _bytes({"code": error.code, "unreadable": str(error)})


def decode(answer: bytes) -> Workbook:
    """What an answer says.

    Raises:
        UnreadableWorkbookError: it says that the file was not read.
        ValueError, KeyError, TypeError: it is not an answer of ours.
    """
    said = json.loads(answer)
    if "unreadable" in said:
        raise UnreadableWorkbookError(said["unreadable"], said["code"])
    return workbook_of([RawSheet(name, _as_cells(*columns), *rest) for name, columns, *rest in said["sheets"]])


def _by_column(cells: Sequence[Cell]) -> list[Any]:
    """A list for each field: fewer and larger lists are quicker to write and to read."""
    return [
        [cell[0] for cell in cells],
        [cell[1] for cell in cells],
        "".join([_LETTER[cell[2]] for cell in cells]),
        [cell[3] for cell in cells],
        [number for number, cell in enumerate(cells) if cell[4]],
    ]


def _as_cells(rows: list[int], columns: list[int], kinds: str, texts: list[str], percents: list[int]) -> list[Cell]:
    shown = set(percents)
    kind_of = [_KIND[letter] for letter in kinds]
    percent_of = [number in shown for number in range(len(rows))]
    return list(starmap(Cell, zip(rows, columns, kind_of, texts, percent_of, strict=True)))


def _bytes(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
