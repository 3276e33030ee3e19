"""The rows of a laid-out table → entries with an indicator; what carries no figure is set aside with its reason."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from etl import blank_form, figures, labels, periods, units, values, wording
from etl.figures import Entry
from etl.layout import Row, Table
from etl.model import Observation, Place, Problem, SetAside, Source
from etl.problems import problem
from etl.reference import Reference, ReportingUnit
from etl.workbook import Cell

_MONEY_LINE = re.compile(r"(?:đơn vị tính|đvt)\s*:\s*((?:triệu|nghìn|ngàn|tỷ|tỉ|1\.000)?\s*đồng)", re.IGNORECASE)


_COUNTED = re.compile(
    r"\d[\d.,]* (?:hồ sơ|người|thủ tục|văn bản|đơn vị|triệu|tỷ|đồng)\b.*", re.IGNORECASE
)  # '775 hồ sơ'
_ANOTHER_TIME = re.compile(r"\b(?:ky truoc|cung ky|nam truoc|quy truoc|ke hoach nam|uoc thuc hien|du kien)\b")


@dataclass
class Reading:
    """What a file says: figures with their cells, and everything that is not a figure with its reason."""

    source: Source = "own_appendix"
    document_number: str = ""
    document_date: date | None = None
    observations: list[Observation] = field(default_factory=list)
    new_units: list[ReportingUnit] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether nothing of the file may be loaded."""
        return any(found.severity == "stop" for found in self.problems)

    @property
    def rows(self) -> Counter[str]:
        """How many rows came to what end; every row of every table is counted once."""
        ends = Counter(aside.reason for aside in self.set_aside)
        ends["loaded"] = len(self.observations)
        seen = {(o.place.sheet, o.place.cell) for o in self.observations}
        cells = {(p.place.sheet, p.place.cell) for p in self.problems if p.severity in ("question", "refused", "info")}
        titles = {(aside.place.sheet, aside.place.cell) for aside in self.set_aside}
        ends["problem"] = len({cell for cell in cells - seen - titles if cell[1]})
        return ends


def read_table(table: Table, reading: Reading, reference: Reference) -> list[Entry]:
    """The rows of a table that carry a figure; the others go to `reading` with their reason."""
    sheet = table.sheet.name
    reading.set_aside += [SetAside(Place(sheet, f"A{number}"), "header") for number in table.headers]
    reading.set_aside += lines(sheet, table.titles, "title")
    reading.problems += _figures_in_titles(table)
    reading.set_aside += lines(sheet, table.outside, "prose" if table.prose else "title")
    if table.several_values:
        place = Place(sheet, f"A{table.headers[0]}")
        reading.problems.append(problem("layout_several_values", place, found=table.several_values))
        reading.set_aside += [SetAside(Place(sheet, f"A{row.row}"), "unread") for row in table.rows]
        return []
    if table.prose:
        reading.problems += _figures_in_prose(table)
        return []
    own_form = "code" in table.columns.values()
    money = _money_measure(table)
    entries: list[Entry] = []
    above: list[str] = []
    section = ""  # a heading that announces another unit or kỳ
    for row in _joined(table.rows, reading, sheet):
        place = Place(sheet, (row.cells.get("value") or next(iter((*row.cells.values(), *row.strays)))).address)
        reading.problems += _row_warnings(row, table, place)
        found = (
            blank_form.read_row(row, place, reference)
            if own_form
            else _read_row(row, table, place, above, money, reference)
        )
        section = _other_section(row, reference) or section
        if isinstance(found, Entry) and section and not own_form:
            found = problem("section_other", found.place, found=section[:60])
        if isinstance(found, Entry):
            entries.append(found)
        elif isinstance(found, Problem):
            reading.problems.append(found)
        else:
            reading.set_aside.append(found)
        if row.text("label"):
            above.append(labels.key_of(row.text("label"), reference))
    return entries


def _joined(rows: Sequence[Row], reading: Reading, sheet: str) -> Iterator[Row]:
    """The rows, a label that goes on in the next row ('… mức độ 3' / 'có phát sinh hồ sơ') joined to its beginning."""
    held: Row | None = None
    for row in rows:
        label = row.text("label")
        goes_on = set(row.cells) == {"label"} and label[:1].islower() and held is not None and held.text("label")
        if goes_on and held is not None:
            whole = replace(held.cells["label"], text=f"{held.text('label')} {label}")
            held = replace(held, cells={**held.cells, "label": whole})
            reading.set_aside.append(SetAside(Place(sheet, row.cells["label"].address), "continuation"))
            continue
        if held is not None:
            yield held
        held = row
    if held is not None:
        yield held


def _other_section(row: Row, reference: Reference) -> str:
    """A heading that no table knows and that names a body or a kỳ: what stands below may not be the title's."""
    label = row.text("label")
    if not label or row.text("measure") or row.text("value") or labels.key_of(label, reference) in reference.labels:
        return ""
    says = _ANOTHER_TIME.search(wording.fold(label)) or periods.named_in(label) or units.mentions(label)
    return label if says else ""


def _figures_in_titles(table: Table) -> list[Problem]:
    """A number beside words above the header: rows that stand outside their table."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.titles:
        rows.setdefault(cell.row, []).append(cell)
    return [
        problem("value_misplaced", Place(table.sheet.name, cell.address), found=figures.shown(cell))
        for cells in rows.values()
        if len(cells) > 2 and "code" not in table.columns.values()
        for cell in cells[1:]
        if figures.looks_like_number(cell)
    ]


def _figures_in_prose(table: Table) -> list[Problem]:
    """A table whose columns are not known is prose only if no figure stands in it but the row numbers."""
    first = min((cell.column for cell in table.outside), default=0)
    found = [cell for cell in table.outside if cell.column > first and figures.looks_like_number(cell)]
    if not found:
        return []
    addresses = ", ".join(cell.address for cell in found[:3])
    return [problem("layout_unknown", Place(table.sheet.name, found[0].address), found=addresses)]


def _row_warnings(row: Row, table: Table, place: Place) -> list[Problem]:
    found = []
    if row.row in table.sheet.hidden_rows and not values.is_blank(row.cells.get("value")):
        found.append(problem("row_hidden", place))
    if row.shifted:
        found.append(problem("row_shifted", place))
    found += [
        problem("value_misplaced", Place(table.sheet.name, cell.address), found=figures.shown(cell))
        for cell in row.strays
        if figures.looks_like_number(cell)
    ]
    return found


def _money_measure(table: Table) -> str:
    """'ĐVT: triệu đồng' above the table speaks for money rows without a measure of their own."""
    for cell in (*table.titles, *table.outside):
        match = _MONEY_LINE.search(wording.clean(cell.text))
        if match:
            return match[1]
    return ""


def _read_row(
    row: Row, table: Table, place: Place, above: Sequence[str], money: str, reference: Reference
) -> Entry | Problem | SetAside:
    """One row: an entry, or set aside with its reason, or a problem with its cell."""
    sheet, form = table.sheet, table.form
    cell, label, measure = row.cells.get("value"), row.text("label"), row.text("measure")
    if not label:
        return _without_label(cell, place)
    matched = labels.match(label, above, reference)
    known = matched.label is not None or bool(matched.candidates)
    if cell is None or values.is_blank(cell):
        if misplaced := _misplaced(row, place):
            return misplaced
        return _without_value(place, known=known, heading=matched.heading, measure=measure)
    if matched.label is not None:
        top, _, bottom, _ = sheet.merged_at(cell.row, cell.column)
        if bottom > top:
            return problem("value_merged", place, found=figures.shown(cell))
        indicator = reference.indicators[matched.label.indicator]
        if matched.heading and not measure and indicator.kind != "flag":
            return problem("heading_value", place, found=figures.shown(cell))
        if indicator.kind == "money" and not measure:
            measure = money
        return Entry(
            indicator, matched.label.handled_by, form, label, measure, row.text("note"), cell, place, table.heading
        )
    if matched.candidates:
        names = "; ".join(reference.indicators[code].name for code in matched.candidates)
        return problem("row_ambiguous", place, found=wording.without_person(label), expected=names)
    if matched.heading and not measure:
        return problem("heading_value", place, found=figures.shown(cell))
    return problem("row_unknown", place, found=wording.without_person(label))


def _misplaced(row: Row, place: Place) -> Problem | None:
    """A figure that stands beside its column: in the measure's or the note's, with the value cell empty."""
    for column in ("measure", "note"):
        cell = row.cells.get(column)
        counted = cell is not None and _COUNTED.fullmatch(wording.clean(cell.text))
        if cell is not None and (figures.looks_like_number(cell) or counted):
            return problem("value_misplaced", Place(place.sheet, cell.address), found=figures.shown(cell))
    return None


def _without_value(place: Place, *, known: bool, heading: bool, measure: str) -> SetAside:
    """Nothing reported: a heading, a blank of a known indicator, or a blank of a row that no table knows."""
    if heading and not measure:
        return SetAside(place, "heading")
    if known:
        return SetAside(place, "blank")
    return SetAside(place, "unknown_blank" if measure else "heading")


def _without_label(cell: Cell | None, place: Place) -> Problem | SetAside:
    """A row without STT, label and measure goes on with the row above: a cell that a page break split."""
    if cell is not None and (figures.looks_like_number(cell) or _COUNTED.match(wording.clean(cell.text))):
        return problem("value_without_label", place, found=figures.shown(cell))
    return SetAside(place, "continuation")


def lines(sheet: str, cells: Sequence[Cell], reason: str) -> list[SetAside]:
    """One entry for each row in which some cells stand."""
    first = {cell.row: cell for cell in reversed(cells)}
    return [SetAside(Place(sheet, first[row].address), reason) for row in sorted(first)]
