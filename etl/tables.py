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
    headers,
    indicator_rows,
    labels,
    listing,
    matching,
    parts_set_aside,
    row_periods,
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

_OF_OFFICES = re.compile(r"(?:khối |các )*(?:sở|cơ quan hành chính|cơ quan cấp tỉnh|cấp tỉnh)\b")
_OF_TERRITORIES = re.compile(r"(?:khối |các |ubnd )*(?:huyện|xã|phường|thị xã|thành phố|cấp huyện|cấp xã)\b")
_OTHERS_TOO = re.compile(r"\b(?:trường|đảng|đòan thể|phòng|chi cục|hội|sự nghiệp)\b")  # as comparable forms write it
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
    axis = axis_of(table, context)
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
    listed = listing.read(table, axis, planned, owners, context)
    reading.problems, reading.set_aside = reading.problems + listed.problems, reading.set_aside + listed.set_aside
    reading.new_units = list(dict.fromkeys((*reading.new_units, *listed.new_units.values())))
    reading.decisions |= listed.decisions
    reading.listed.append(listed)
    return listed.entries


def axis_of(table: Table, context: TableContext) -> str:
    """What the rows of a table are: label (indicators), units, details (fields, projects) or periods."""
    reference = context.reference
    named = table.columns.get(table.axis, "label")
    names = [row.label for row in table.rows if row.figures and not axes.is_total(row.label)]
    names = [name for name in names if name]
    known = sum(labels.key_of(name, reference) in reference.labels for name in names)
    if named == "label" and 2 * known > len(names):  # no reviewed label is a body's or a kỳ's name
        return named
    # 'Trường B' in a list of projects is what is built.
    bodies = sum(
        axes.whole_body(name) is not None and not (named == "details" and axes.is_other_body(name)) for name in names
    )
    if names and 2 * bodies >= len(names) and bodies > known:
        return "details" if row_units.are_parts_of(names, context.unit) else "units"
    head = table.heads.get(table.axis, ())
    if context.unit is not None and context.unit.level == "province" and _are_blocks(table, names, reference):
        return "details"
    if names and 2 * sum(row_periods.of_row(name, context, None, head) is not None for name in names) > len(names):
        return "periods"
    if named == "units" and headers.says_details(head) and not bodies:
        return "details"
    if named in ("units", "details") and 2 * (known + _understood(names, reference)) > len(names):
        return "label"
    if named == "label" and not known and not _understood(names, reference) and _columns_say_all(table, reference):
        return "details"  # 'Nội dung | Kế hoạch vốn | Giải ngân' over programmes, with their total
    return named


def _are_blocks(table: Table, names: Sequence[str], reference: Reference) -> bool:
    """'Các sở, ban, ngành | UBND các xã, phường | Tổng' over posts or money: all the bodies of a tỉnh, of one class."""
    keys = [wording.key(name) for name in names]
    of_all = any(_OF_OFFICES.match(key) for key in keys) and any(_OF_TERRITORIES.match(key) for key in keys)
    known = all((_OF_OFFICES.match(key) or _OF_TERRITORIES.match(key)) and not _OTHERS_TOO.search(key) for key in keys)
    if not of_all or not known or not any(axes.is_total(row.label) for row in table.rows):
        return False
    heads = {cell.text for column in table.values for cell in table.heads.get(column, ())}
    said = {facet for text in heads for facet in reference.grammar.read(text).facets}
    classes = {facet for name in names for facet in reference.grammar.read(name).facets} & {"cs", "pe"}
    return (
        bool(said & {"staff", "invest", "assigned", "present", "disbursed"})
        and not said & {"dossier", "procedure"}
        and len(classes) < 2
    )


def _columns_say_all(table: Table, reference: Reference) -> bool:
    """Whether columns name indicators by themselves, over a total row and names that speak of none."""
    if not any(row.figures and axes.is_total(row.label) for row in table.rows):
        return False
    paths = [
        axes.heading(column, [c.text for c in table.heads[column]], None, reference).path for column in table.values
    ]
    said = [reference.grammar.join(path) for path in paths]
    meant = [reference.grammar.mean(one) for one in said if one.subjects]
    return sum(one is not None and one.indicator in reference.indicators for one in meant) > 1


def _understood(names: Sequence[str], reference: Reference) -> int:
    """How many names speak of indicators, every word of them known; 'Ngân sách tỉnh' is where money comes from."""
    said = [reference.grammar.read(name) for name in names]
    return sum(bool(one.facets) and not one.strange and "fund" not in one.facets for one in said)


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
