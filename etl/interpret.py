"""A workbook, laid out → observations, what was set aside, and problems. Pure: no database, no clock."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from etl import blank_form, checks, figures, periods, tables, totals, units, values, wording
from etl.columns import Context
from etl.figures import Entry, Figure
from etl.identify import Identity, Title, identify
from etl.layout import Laid, Table, lay_out
from etl.memory import Memory
from etl.mentions import LEVEL_OF_KIND
from etl.model import Basis, Observation, Place, SetAside
from etl.periods import Period
from etl.problems import problem
from etl.reference import Indicator, Reference
from etl.tables import Reading as Reading
from etl.workbook import Cell, Sheet, Workbook


def interpret(
    workbook: Workbook,
    file_name: str,
    reference: Reference,
    memory: Memory = Memory(),  # noqa: B008 immutable
) -> Reading:
    """Read every table of a workbook.

    Args:
        workbook: the grid.
        file_name: as received; asked for a period only when no title names one.
        reference: the reviewed tables, with the warehouse's provisional units.
        memory: what was decided about wordings.
    """
    reading = Reading()
    laid = {sheet.name: lay_out(sheet, reference) for sheet in workbook.sheets}
    sheets = [sheet for sheet in workbook.sheets if laid[sheet.name].tables]
    for sheet in workbook.sheets:
        _note_sheet(sheet, laid[sheet.name], reading)
    if not sheets:
        if not any(found.code == "layout_unknown" for found in reading.problems):
            reading.problems.append(problem("file_no_table", Place()))
        return reading
    heads = [sheet for sheet in sheets if blank_form.read_head(sheet) is not None]
    if len(heads) > 1:
        reading.problems.append(problem("form_several", Place(heads[1].name)))
        return reading
    if heads and (head := blank_form.read_head(heads[0])) is not None:
        reading.source = head.source or "own_appendix"
        whole = blank_form.identify(head, heads[0].name, reference)
    else:
        whole = identify(_titles(workbook, laid), file_name, reference, memory)
    reading.document_number, reading.document_date = whole.document_number, whole.document_date
    entries = list(_entries(sheets, laid, whole, reading, reference, memory))
    if not reading.refused:
        reading.observations += _observations(entries, reading, reference)
    return reading


def _entries(
    sheets: Sequence[Sheet],
    laid: dict[str, Laid],
    whole: Identity,
    reading: Reading,
    reference: Reference,
    memory: Memory,
) -> Iterator[Entry]:
    """The figures of all tables, each with the unit and kỳ of its own titles where the file's titles differ."""
    told: set[Identity] = set()
    for sheet in sheets:
        if _is_of_another(sheet, laid[sheet.name], whole, reading):
            continue
        identity = whole
        for table in laid[sheet.name].tables:
            identity = _own(table, identity, whole, reference, memory)
            new = tuple(dict.fromkeys((*reading.new_units, *identity.new_units)))
            known = reference.with_units(new) if new else reference
            context = Context(known, memory, identity.unit, identity.period)
            found = [_complete(entry, identity, reading) for entry in tables.read_table(table, reading, context)]
            without = [entry for entry in found if entry.unit is None or entry.period is None]
            if identity not in told and (found or not identity.problems):
                told.add(identity)
                _tell(identity, reading, stops=bool(without))
            yield from found
    if not told:
        _tell(whole, reading, stops=True)


def _tell(identity: Identity, reading: Reading, *, stops: bool) -> None:
    """What is to be said of titles; that they name no unit or kỳ only where some figure needs it."""
    reading.problems += [found for found in identity.problems if stops or found.severity != "stop"]
    reading.new_units += [unit for unit in identity.new_units if unit not in reading.new_units]
    reading.decisions |= {identity.decision} - {0}


def _own(table: Table, before: Identity, whole: Identity, reference: Reference, memory: Memory) -> Identity:
    """The identity of a table: the file's where its titles agree on one, else that of its own titles and sheet."""
    if (whole.unit is not None and whole.period is not None) or "code" in table.columns.values():
        return whole
    titles = [Title(cell.text, Place(table.sheet.name, cell.address)) for cell in table.titles if cell.kind == "text"]
    name = table.sheet.name.replace(".", " ")
    known = whole.period or before.period
    own = identify(titles, name, reference, memory, whole.context, within=known, of_sheet=True)
    return replace(
        own,
        # Without a kỳ the version of a unit is not known: that of the table's own kỳ is.
        unit=(whole.unit if whole.period else None) or own.unit or before.unit or whole.unit,
        period=whole.period or own.period or before.period,
        window=own.window or (whole.window if whole.period else None),
        problems=own.problems if own.unit or own.period else whole.problems,
    )


def _complete(entry: Entry, identity: Identity, reading: Reading) -> Entry:
    """An entry with the unit, kỳ and source of the titles where the table names none."""
    window = entry.window or (identity.window if entry.period in (None, identity.period) else None)
    return entry.with_whose(
        entry.unit or identity.unit, entry.period or identity.period, entry.source or reading.source, window
    )


def _observations(entries: Sequence[Entry], reading: Reading, reference: Reference) -> Iterator[Observation]:
    """Parse, check and complete the figures; those of one unit and kỳ are checked together."""
    read = figures.read(entries, reading.problems, reference)
    of_totals = [*read, *figures.read([e for listed in reading.listed for e in listed.details], [], reference)]
    by_place = {figure.entry.place: figure for figure in of_totals} if reading.listed else {}
    for listed in reading.listed:
        reading.problems += totals.that_differ(listed, by_place, reference)
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in read:
        groups.setdefault(figure.whose, []).append(figure)
    for group in groups.values():
        kept = checks.check(group, reading.problems, reference)
        unit = group[0].entry.unit
        if unit is not None and unit.level == "commune":
            reading.problems += checks.unusual_levels(kept)
        yield from map(_observation, kept)
    sources = {entry.source for entry in entries if entry.source}
    if len(sources) == 1:
        reading.source = sources.pop()


def _is_of_another(sheet: Sheet, laid: Laid, identity: Identity, reading: Reading) -> bool:
    """Whether a sheet's name says another unit or kỳ than the titles ('Xã Yang Tao', 'Quý II'): then it is asked."""
    if identity.unit is None or identity.period is None:
        return False
    other = _names_another(sheet.name, identity)
    if other:
        place = Place(sheet.name, f"A{min(sheet.rows)}")
        reading.problems.append(problem("sheet_other", place, found=sheet.name, expected=other))
        cells = [cell for table in laid.tables for cell in (*table.titles, *table.outside)]
        reading.set_aside += tables.lines(sheet.name, cells, "unread")
        rows = {row.row for table in laid.tables for row in table.rows} | {n for t in laid.tables for n in t.headers}
        reading.set_aside += [SetAside(Place(sheet.name, f"A{row}"), "unread") for row in sorted(rows)]
    return bool(other)


def _names_another(text: str, identity: Identity) -> str:
    """The unit or period of the titles where a text names another one, else ''."""
    assert identity.unit is not None  # noqa: S101 interpret() has returned otherwise
    assert identity.period is not None  # noqa: S101
    named = periods.named_in(text) or periods.named_in(f"{text} {identity.period.year}")
    if named and identity.period not in named and identity.period.kind != "interval":
        return identity.period.label
    bodies = units.mentions(text)
    own = identity.unit.bare_name
    same_kind = [body for body in bodies if LEVEL_OF_KIND[body.kind] == identity.unit.level]
    lower = [body for body in bodies if units.rank(body) == 0 and identity.unit.level not in ("commune", "division")]
    if any(wording.key(body.name) != own and wording.key(body.name) not in _spellings(identity) for body in same_kind):
        return identity.unit.name
    return identity.unit.name if lower and not same_kind else ""


def _spellings(identity: Identity) -> set[str]:
    """How the titles themselves print the unit's name: 'Lát' for Lắk."""
    return {wording.key(found.found.split(" ", 1)[-1]) for found in identity.problems if found.code == "unit_alias"}


def _titles(workbook: Workbook, laid: dict[str, Laid]) -> list[Title]:
    """Lines above the tables of all sheets, in order; the same line on every sheet is one."""
    lines: dict[str, Title] = {}
    for sheet in workbook.sheets:
        groups: list[Sequence[Cell]] = [table.titles for table in laid[sheet.name].tables]
        groups = groups or [laid[sheet.name].titles]
        for number, cells in enumerate(groups):
            for cell in cells:
                if cell.kind == "text":
                    title = Title(cell.text, Place(sheet.name, cell.address), group=f"{sheet.name} {number}")
                    lines.setdefault(wording.clean(cell.text), title)
    return list(lines.values())


def _note_sheet(sheet: Sheet, laid: Laid, reading: Reading) -> None:
    """Account for a sheet's text, and for a sheet without a table."""
    if sheet.hidden and sheet.rows:
        reading.problems.append(problem("sheet_hidden", Place(sheet.name)))
    if laid.tables:
        return
    figures_here = [c for cells in sheet.rows.values() for c in cells[1:] if figures.looks_like_number(c)]
    if figures_here:
        found = ", ".join(cell.address for cell in figures_here[:3])
        reading.problems.append(problem("layout_unknown", Place(sheet.name, figures_here[0].address), found=found))
    reading.set_aside += tables.lines(sheet.name, laid.titles, "unread" if figures_here else "title")


def _observation(figure: Figure) -> Observation:
    """A figure with its unit, period, window and basis."""
    entry = figure.entry
    assert entry.unit is not None  # noqa: S101 a reading with entries that lack one is refused
    assert entry.period is not None  # noqa: S101
    start, end, printed = _window(figure.indicator, entry, entry.period, entry.window)
    return Observation(
        reporting_unit=entry.unit.reporting_unit,
        period=entry.period.code,
        source=entry.source or "own_appendix",
        form=entry.form,
        indicator=figure.indicator.indicator,
        handled_by=entry.handled_by,
        value=figure.value,
        basis=_basis(figure.indicator, entry.label, entry.heading),
        period_start=start,
        period_end=end,
        window_printed=printed,
        place=entry.place,
        raw=values.raw_text(entry.cell),
        printed_measure=wording.without_person(entry.measure),
        label=entry.label,
    )


def _window(
    indicator: Indicator, entry: Entry, period: Period, printed: tuple[date, date] | None
) -> tuple[date, date, bool]:
    """The true days of a figure: the row's own, else the title's, else the period's; investment from 1 January."""
    start, end = printed or period.window
    if indicator.theme == "investment":
        start, end = period.investment_window(end)
    own = entry.period_start is not None or entry.period_end is not None
    return entry.period_start or start, entry.period_end or end, own or printed is not None


# 'Lấy kể' is how 'lũy kế' was misread three times in report 000.
_CUMULATIVE = re.compile("luy ke|lay ke|tu dau nam")


@lru_cache(maxsize=64)
def _of_heading(heading: str) -> tuple[bool, str]:
    """Whether a heading says so, which is that of all rows of its table, and how it begins."""
    folded = wording.fold(heading)
    return bool(_CUMULATIVE.search(folded)), folded[:10]


@lru_cache(maxsize=4_000)
def _in_label(label: str, beginning: str) -> bool:
    return bool(_CUMULATIVE.search(f"{wording.fold(label)} {beginning}"))


def _says_cumulative(label: str, heading: str) -> bool:
    says, beginning = _of_heading(heading)
    return says or _in_label(label, beginning)


def _basis(indicator: Indicator, label: str, heading: str) -> Basis:
    """In the period, cumulative since the start of the year, or at the reporting date (domain C.2)."""
    if indicator.time in ("stock", "point"):
        return "at_date"
    return "cumulative" if indicator.time == "ytd" or _says_cumulative(label, heading) else "in_period"
