"""A workbook, laid out → observations, what was set aside, and problems. Pure: no database, no clock."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from etl import (
    blank_form,
    checks,
    figures,
    periods,
    returned_words,
    tables,
    totals,
    units,
    values,
    whose,
    wording,
    years_of_columns,
)
from etl.figures import Entry, Figure
from etl.identify import Identity
from etl.identities import Identities
from etl.layout import Laid, lay_out
from etl.memory import Memory
from etl.model import Basis, Observation, Place, SetAside
from etl.periods import Period
from etl.problems import problem
from etl.reference import Indicator, Reference, ReportingUnit
from etl.table_context import TableContext
from etl.tables import Reading as Reading
from etl.workbook import Sheet, Workbook


def interpret(
    workbook: Workbook,
    file_name: str,
    reference: Reference,
    memory: Memory = Memory(),  # noqa: B008 immutable
    file_hash: str = "",
) -> Reading:
    """Read every table of a workbook.

    Args:
        workbook: the grid.
        file_name: as received; asked for a period only when no title names one.
        reference: the reviewed tables, with the warehouse's provisional units.
        memory: what was decided about wordings, and about files.
        file_hash: SHA-256 of the file's bytes, under which its unit and kỳ are asked and decided; '' for neither.
    """
    reading = Reading()
    workbook = _without_list(workbook, reading)
    laid = {sheet.name: lay_out(sheet, reference) for sheet in workbook.sheets}
    sheets = [sheet for sheet in workbook.sheets if laid[sheet.name].tables]
    for sheet in workbook.sheets:
        _note_sheet(sheet, laid[sheet.name], reading)
    if not sheets:
        if not any(found.code == "layout_unknown" for found in reading.problems):
            reading.problems.append(problem("file_no_table", Place()))
        return reading
    identities = Identities(workbook, laid, file_name, file_hash, reference, memory)
    if len(identities.heads) > 1:
        reading.problems.append(problem("form_several", Place(identities.heads[1].name)))
        return reading
    if identities.heads and (head := blank_form.read_head(identities.heads[0])) is not None:
        reading.source = head.source or "own_appendix"
    reading.document_number, reading.document_date = identities.whole.document_number, identities.whole.document_date
    entries = list(_entries(sheets, laid, identities, reading, reference, memory))
    _wait_for_the_sender(reading)
    _put_above_first(reading)
    if not reading.refused:
        reading.observations += _observations(entries, reading, reference)
    return reading


def _without_list(workbook: Workbook, reading: Reading) -> Workbook:
    """A workbook that was sent back and corrected, without the list of what was to be corrected: it is ours."""
    lists = [sheet for sheet in workbook.sheets if returned_words.is_summary(sheet)]
    for sheet in lists:
        cells = [cell for row in sheet.rows.values() for cell in row]
        reading.set_aside += tables.lines(sheet.name, cells, returned_words.ASIDE)
    return Workbook(tuple(sheet for sheet in workbook.sheets if sheet not in lists)) if lists else workbook


def _entries(
    sheets: Sequence[Sheet],
    laid: dict[str, Laid],
    identities: Identities,
    reading: Reading,
    reference: Reference,
    memory: Memory,
) -> Iterator[Entry]:
    """The figures of all tables, each with the unit and kỳ of its own titles where the file's titles differ."""
    told: set[Identity] = set()
    for sheet in sheets:
        if _is_of_another(sheet, laid[sheet.name], identities, reading):
            continue
        identity = whole = identities.of_sheet(sheet.name)
        for table in laid[sheet.name].tables:
            identity = identities.of_table(table, identity, whole)
            new = tuple(dict.fromkeys((*reading.new_units, *identity.new_units)))
            known = reference.with_units(new) if new else reference
            together = identity.together or (() if identity.period else years_of_columns.of(table, known))
            context = TableContext(known, memory, identity.unit or identity.above, identity.period, together)
            told_here = [_complete(entry, identity, reading) for entry in tables.read_table(table, reading, context)]
            found = [one for entry in told_here if (one := _of_its_time(entry, known, reading)) is not None]
            without = [entry for entry in found if entry.unit is None or entry.period is None]
            if identity not in told and (found or not identity.problems):
                told.add(identity)
                _tell(identity, identities, reading, sheet.name, stops=bool(without))
            yield from found
    if not told:
        _tell(identities.whole, identities, reading, "", stops=True)


def _tell(identity: Identity, identities: Identities, reading: Reading, sheet: str, *, stops: bool) -> None:
    """What is to be said of titles; that they name no unit or kỳ only where some figure needs it."""
    for found in identity.problems:
        if found.severity != "stop":
            new = found
        elif stops or not whose.is_settled_by_an_answer(found):
            new = identities.asked(found, sheet)
        else:
            continue
        reading.problems += [new] if new not in reading.problems else []
    reading.new_units += [unit for unit in identity.new_units if unit not in reading.new_units]
    reading.decisions |= set(identity.decisions)


def _wait_for_the_sender(reading: Reading) -> None:
    """Not to ask whose rows are before it is known who sent the table: what is answered then would not be found."""
    unknown = any(found.code.startswith("unit_") and found.severity == "stop" for found in reading.problems)
    early = [
        found
        for found in reading.problems
        if unknown and found.code == "unit_row_unclear" and found.question is not None and not found.question.sender
    ]
    reading.set_aside += [SetAside(found.place, "waiting") for found in early]
    reading.problems = [found for found in reading.problems if found not in early]


def _put_above_first(reading: Reading) -> None:
    """Order the new units so that each comes after the one above it: a table may list those below before it is told."""
    by_code = {unit.reporting_unit: unit for unit in reading.new_units}

    def depth(unit: ReportingUnit) -> int:
        steps = 0
        while unit.parent in by_code and steps <= len(by_code):
            unit, steps = by_code[unit.parent], steps + 1
        return steps

    reading.new_units.sort(key=depth)


def _complete(entry: Entry, identity: Identity, reading: Reading) -> Entry:
    """An entry with the unit, kỳ and source of the titles where the table names none."""
    window = entry.window or (identity.window if entry.period in (None, identity.period) else None)
    return entry.with_whose(
        entry.unit or identity.unit, entry.period or identity.period, entry.source or reading.source, window
    )


def _of_its_time(entry: Entry, reference: Reference, reading: Reading) -> Entry | None:
    """An entry with the version of its unit that there was in its kỳ; None, and said, where there was none."""
    unit, period = entry.unit, entry.period
    if unit is None or period is None or unit.valid_on(period.window[1]):
        return entry
    meant = units.version_in(unit, period.window, reference)
    if meant is None:
        reading.problems.append(problem("unit_not_then", entry.place, found=unit.name, expected=period.label))
        return None
    return entry if meant is unit else entry.with_whose(meant, period, entry.source, entry.window)


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


def _is_of_another(sheet: Sheet, laid: Laid, identities: Identities, reading: Reading) -> bool:
    """Whether a sheet's name says another unit or kỳ than the titles: then it is asked, and not read."""
    other = identities.other(sheet)
    if other is not None:
        reading.problems.append(other)
        cells = [cell for table in laid.tables for cell in (*table.titles, *table.outside)]
        reading.set_aside += tables.lines(sheet.name, cells, "unread")
        rows = {row.row for table in laid.tables for row in table.rows} | {n for t in laid.tables for n in t.headers}
        reading.set_aside += [SetAside(Place(sheet.name, f"A{row}"), "unread") for row in sorted(rows)]
    return other is not None


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
        entry.unit.reporting_unit,
        entry.period.code,
        entry.source or "own_appendix",
        entry.form,
        figure.indicator.indicator,
        entry.handled_by,
        figure.value,
        _basis(figure.indicator, entry.label, entry.heading),
        start,
        end,
        printed,
        entry.place,
        values.raw_text(entry.cell),
        wording.without_person(entry.measure),
        entry.label,
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


@lru_cache(maxsize=64)
def _of_heading(heading: str) -> tuple[bool, str]:
    """Whether a heading says so, which is that of all rows of its table, and how it begins."""
    folded = wording.fold(heading)
    return bool(periods.CUMULATIVE.search(folded)), folded[:10]


@lru_cache(maxsize=4_000)
def _in_label(label: str, beginning: str) -> bool:
    return bool(periods.CUMULATIVE.search(f"{wording.fold(label)} {beginning}"))


def _says_cumulative(label: str, heading: str) -> bool:
    says, beginning = _of_heading(heading)
    return says or _in_label(label, beginning)


def _basis(indicator: Indicator, label: str, heading: str) -> Basis:
    """In the period, cumulative since the start of the year, or at the reporting date (domain C.2)."""
    if indicator.time in ("stock", "point"):
        return "at_date"
    return "cumulative" if indicator.time == "ytd" or _says_cumulative(label, heading) else "in_period"
