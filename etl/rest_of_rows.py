"""What in rows of indicators is no figure in its place: broken labels, headings of another kỳ, strays."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl import figures, labels, periods, units, wording
from etl.layout import Row
from etl.model import Place, Problem, SetAside
from etl.own_words import of_itself
from etl.problems import problem
from etl.row_wording import RowWording
from etl.table_context import TableContext
from etl.workbook import Cell

_COUNTED = re.compile(
    r"\d[\d.,]* (?:hồ sơ|người|thủ tục|văn bản|đơn vị|triệu|tỷ|đồng)\b.*", re.IGNORECASE
)  # '775 hồ sơ'
_ANOTHER_TIME = re.compile(r"\b(?:ky truoc|cung ky|nam truoc|quy truoc|ke hoach nam|uoc thuc hien|du kien)\b")


def joined(rows: Sequence[Row], set_aside: list[SetAside], sheet: str) -> Iterator[Row]:
    """The rows, a label that goes on in the next row ('… mức độ 3' / 'có phát sinh hồ sơ') joined to its beginning."""
    held: Row | None = None
    for row in rows:
        label = row.label
        alone = not row.figures and row.cells.keys() == {"label"}
        goes_on = alone and label[:1].islower() and held is not None and held.label
        if goes_on and held is not None:
            whole = held.cells["label"]._replace(text=f"{held.label} {label}")
            held = replace(held, cells={**held.cells, "label": whole})
            set_aside.append(SetAside(Place(sheet, row.cells["label"].address), "continuation"))
            continue
        if held is not None:
            yield held
        held = row
    if held is not None:
        yield held


def other_section(row: Row, context: TableContext) -> str:
    """A heading that no table knows and that names a body or a kỳ: what stands below may not be the title's."""
    label, reference = row.label, context.reference
    if row.figures or not label or row.measure or labels.key_of(label, reference) in reference.labels:
        return ""
    others = of_itself(label, context.unit)
    says = _ANOTHER_TIME.search(wording.fold(label)) or periods.named_in(label) or units.mentions(others)
    return label if says else ""


def misplaced(row: Row, place: Place) -> Problem | None:
    """A figure that stands beside its column: in the measure's or the note's, with the value cell empty."""
    for column in ("measure", "note"):
        cell = row.cells.get(column)
        counted = cell is not None and _COUNTED.fullmatch(wording.clean(cell.text))
        if cell is not None and (figures.looks_like_number(cell) or counted):
            return problem("value_misplaced", Place(place.sheet, cell.address), found=figures.shown(cell))
    return None


def without_label(cell: Cell | None, place: Place) -> Problem | SetAside:
    """A row without STT, label and measure goes on with the row above: a cell that a page break split."""
    if cell is not None and (figures.looks_like_number(cell) or _COUNTED.match(wording.clean(cell.text))):
        return problem("value_without_label", place, found=figures.shown(cell))
    return SetAside(place, "continuation")


def without_figure(row: Row, words: RowWording | None, sheet: str) -> Problem | SetAside:
    """A row in which no figure stands: a heading, what was left blank, or what stands beside its place."""
    place = Place(sheet, row.first.address)
    if words is None:
        return without_label(next(iter(row.figures), None), place)
    if found := misplaced(row, place):
        return found
    if words.reviewed.heading and not row.measure:
        return SetAside(place, "heading")
    if words.known:
        return SetAside(place, "blank")
    return SetAside(place, "unknown_blank" if row.measure else "heading")


def unnumbered(row: Row) -> Row:
    """A row without its number, which counts something else there."""
    cells = {kind: cell for kind, cell in row.cells.items() if kind != "number"}
    return replace(row, cells=cells) if cells or row.figures or row.strays else row
