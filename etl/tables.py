"""The rows of a laid-out table → entries with an indicator; what carries no figure is set aside with its reason."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from etl import (
    axes,
    bare_rates,
    blank_form,
    columns,
    evidence,
    figures,
    indicator_rows,
    levels_of_bodies,
    listing,
    matching,
    parts_set_aside,
    row_axis,
    row_units,
    splitting,
    title_doubts,
    values,
    wording,
)
from etl.column import Column
from etl.figures import Entry
from etl.layout import Row, Table
from etl.listing import Listed
from etl.model import Observation, Place, Problem, SetAside, Source
from etl.problems import problem
from etl.reference import Reference, ReportingUnit
from etl.table_context import TableContext
from etl.workbook import Cell, column_letters

_MONEY = r"((?:triệu|nghìn|ngàn|tỷ|tỉ|1\.000)?\s*đồng|tr\.?đ|vnđ)"
_MONEY_LINE = re.compile(
    rf"(?:(?:đơn vị(?: tính)?|đvt)\s*:?\s*{_MONEY}|\(\s*{_MONEY}\s*\)|^\W*{_MONEY}\W*$)", re.IGNORECASE
)


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
    listed: list[Listed] = field(default_factory=list)  # lists of units or projects, for the check of their totals
    decisions: set[int] = field(default_factory=set)  # remembered decisions that this reading rests on

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


def read_table(table: Table, reading: Reading, context: TableContext) -> list[Entry]:
    """The figures of a table; what is none goes to `reading` with its reason."""
    sheet = table.sheet.name
    reading.set_aside += [SetAside(Place(sheet, f"A{number}"), "header") for number in table.headers]
    reading.set_aside += lines(sheet, table.titles, "title")
    reading.problems += _figures_in_titles(table)
    reading.set_aside += lines(sheet, table.outside, "prose" if table.prose else "title")
    if table.prose:
        reading.problems += _figures_in_prose(table)
        return []
    for row in table.rows:
        if row.shifted or row.strays or row.row in table.sheet.hidden_rows:
            reading.problems += _row_warnings(row, table, Place(sheet, row.first.address))
    if table.sheet.hidden_columns:
        reading.problems += _hidden_columns(table)
    if "code" in table.columns.values():
        return _own_form(table, reading, context.reference)
    return _crossed(table, reading, context)


def _own_form(table: Table, reading: Reading, reference: Reference) -> list[Entry]:
    """The product's own form: each row carries the code of its indicator."""
    entries: list[Entry] = []
    is_echoed = "check" in table.columns.values()
    for row in table.rows:
        place = Place(table.sheet.name, row.first.address)
        found = blank_form.read_row(row, place, reference, is_echoed=is_echoed)
        if isinstance(found, Entry):
            entries.append(found)
        elif isinstance(found, Problem):
            reading.problems.append(found)
        else:
            reading.set_aside.append(found)
    return entries


def _crossed(table: Table, reading: Reading, context: TableContext) -> list[Entry]:
    """Rows × columns: what one does not say, the other or the titles do."""
    by_level = levels_of_bodies.split(table, context.reference)
    table = by_level.get(levels_of_bodies.ALL, table)
    axis = "units" if by_level else row_axis.of(table, context)
    planned, above = columns.plan(table, axis == "label", context)
    if axis != "label":
        planned = bare_rates.settle(table, evidence.settle(table, planned, context.reference), context.reference)
        planned = parts_set_aside.in_columns(table, planned, context.reference)
        planned, doubts = title_doubts.hold(table, planned, above, context.reference)
        reading.problems += doubts
        reading.decisions |= {above.decision} - {0}
    if splits := splitting.column(table, axis, context):
        planned = [replace(column, role="aside", reason="waiting") for column in planned]
        reading.problems.append(splits)
    planned, owners = _owned(table, planned, reading, context)
    reading.problems += _about_columns(table, planned, context)
    reading.decisions |= {column.matched.decision for column in planned} - {0}
    money = _money_measure(table)
    if axis == "label":
        found = indicator_rows.read(table, planned, owners, money, context)
        reading.problems, reading.set_aside = reading.problems + found.problems, reading.set_aside + found.set_aside
        reading.new_units = list(dict.fromkeys((*reading.new_units, *found.new_units.values())))
        reading.decisions |= found.decisions
        return found.entries
    planned = [_with_money(column, money, context.reference) for column in planned]
    found_by_level = [
        listing.read(part, axis, levels_of_bodies.columns_of(level, planned, context.reference), owners, context)
        for level, part in by_level.items()
    ]
    return [
        entry
        for listed in found_by_level or [listing.read(table, axis, planned, owners, context)]
        for entry in _told(listed, reading)
    ]


def _told(listed: Listed, reading: Reading) -> list[Entry]:
    """The entries of a list; what else it says goes to `reading`."""
    reading.problems += [found for found in listed.problems if found not in reading.problems]
    reading.set_aside += listed.set_aside
    reading.new_units = list(dict.fromkeys((*reading.new_units, *listed.new_units.values())))
    reading.decisions |= listed.decisions
    reading.listed.append(listed)
    return listed.entries


def _owned(
    table: Table, planned: Sequence[Column], reading: Reading, context: TableContext
) -> tuple[list[Column], dict[int, ReportingUnit]]:
    """Columns that name a unit, with that unit; beside them one that names none is their total, a check value."""
    owners: dict[int, ReportingUnit] = {}
    found: list[Column] = []
    printed = row_units.kinds_printed([cells[-1].text for at in table.values if (cells := table.heads.get(at))])
    for column in planned:
        heading = column.heading
        name = heading.body.printed if heading.body else heading.path[-1] if heading.path else ""
        head = row_units.head_of(table, heading.column)
        bare = column.role == "ask" and row_units.is_bare_name(name, heading.path[:-1], head, printed, context)
        if heading.body is None and not bare:
            found.append(column)
            continue
        place = Place(table.sheet.name, table.heads[heading.column][-1].address)
        body = (heading.body, heading.above) if heading.body else None
        resolution = row_units.resolve(name, body, (), head, context, place, printed)
        reading.problems += resolution.problems
        reading.decisions |= {resolution.decision} - {0}
        reading.new_units += [unit for unit in resolution.new if unit not in reading.new_units]
        if resolution.unit is None:
            found.append(replace(column, role="aside", reason="waiting"))
            continue
        owners[heading.column] = resolution.unit
        found.append(replace(column, role="row") if bare else column)
    owned = {column.heading.path for column in found if column.heading.column in owners}
    return [replace(one, role="check") if _sums_up(one, owners, owned) else one for one in found], owners


def _sums_up(column: Column, owners: Mapping[int, ReportingUnit], owned: Collection[tuple[str, ...]]) -> bool:
    """Whether a column without a unit is the total of those with one: 'Xã A | Xã B | Tổng' under the same heading."""
    if not owners or column.heading.column in owners:
        return False
    path = column.heading.path
    outer = tuple(text for text in path[:-1] if not axes.is_group(text))
    is_total = bool(path) and axes.is_total(path[-1])
    return column.role in ("row", "words") or (is_total and (outer in owned or len(path) == 1))


def _about_columns(table: Table, planned: Sequence[Column], context: TableContext) -> list[Problem]:
    """What a person should know of the columns: the ones to be asked, and the ones not read by a reviewed word."""
    found: list[Problem] = []
    for column in planned:
        cells = [cell for row in table.rows for cell in row.figures if cell.column == column.heading.column]
        filled = [cell for cell in cells if not values.is_blank(cell)]
        if not filled:
            continue
        area = f"{filled[0].address}:{filled[-1].address}" if len(filled) > 1 else filled[0].address
        place = Place(table.sheet.name, area)
        printed = wording.without_person(column.heading.printed)
        matched = column.matched
        if column.role == "period_unclear":
            found.append(problem("column_period_unclear", place, found=printed))
        elif column.role == "ask":
            question = columns.asked(column, planned, context)
            expected = matching.named(question.suggestions, context.reference)
            found.append(problem("column_unknown", place, found=printed, expected=expected, question=question))
        elif matched.how == "remembered":
            found.append(problem("wording_remembered", place, found=printed, expected=matched.why))
        elif column.role == "indicator" and matched.loads:
            name = context.reference.indicators[matched.indicator].name
            found.append(
                problem("wording_understood", place, found=printed, expected=name, indicator=matched.indicator)
            )
    return found


def _with_money(column: Column, money: str, reference: Reference) -> Column:
    """A money column without a unit of its own has that of the table ('ĐVT: triệu đồng')."""
    indicator = reference.indicators.get(column.matched.indicator)
    if indicator is None or indicator.kind != "money" or column.heading.measure or not money:
        return column
    return replace(column, heading=replace(column.heading, measure=money))


def _hidden_columns(table: Table) -> list[Problem]:
    filled = {cell.column for row in table.rows for cell in row.figures if not values.is_blank(cell)}
    hidden = sorted(filled & table.sheet.hidden_columns)
    return [
        problem("column_hidden", Place(table.sheet.name, f"{column_letters(column)}1"), found=column_letters(column))
        for column in hidden
    ]


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
            return match[1] or match[2] or match[3]
    return ""


def lines(sheet: str, cells: Sequence[Cell], reason: str) -> list[SetAside]:
    """One entry for each row in which some cells stand."""
    first = {cell.row: cell for cell in reversed(cells)}
    return [SetAside(Place(sheet, first[row].address), reason) for row in sorted(first)]
