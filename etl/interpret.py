"""A workbook, laid out → observations, what was set aside, and problems. Pure: no database, no clock."""

from collections.abc import Sequence
from datetime import date

from etl import blank_form, checks, figures, periods, tables, units, values, wording
from etl.figures import Entry, Figure
from etl.identify import Identity, Title, identify
from etl.layout import Laid, lay_out
from etl.mentions import LEVEL_OF_KIND
from etl.model import Basis, Observation, Place, SetAside, Source
from etl.periods import Period
from etl.problems import problem
from etl.reference import Indicator, Reference
from etl.tables import Reading as Reading
from etl.workbook import Cell, Sheet, Workbook


def interpret(workbook: Workbook, file_name: str, reference: Reference) -> Reading:
    """Read every table of a workbook.

    Args:
        workbook: the grid.
        file_name: as received; asked for a period only when no title names one.
        reference: the reviewed tables, with the warehouse's provisional units.
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
    head = blank_form.read_head(heads[0]) if heads else None
    if head is not None:
        identity = blank_form.identify(head, heads[0].name, reference)
        reading.source = head.source or "own_appendix"
    else:
        identity = identify(_titles(workbook, laid), file_name, reference)
    if len(heads) > 1:
        reading.problems.append(problem("form_several", Place(heads[1].name)))
        return reading
    reading.document_number, reading.document_date = identity.document_number, identity.document_date
    reading.problems += identity.problems
    reading.new_units += identity.new_units
    if identity.unit is None or identity.period is None:
        return reading
    entries = [
        entry
        for sheet in sheets
        if not _is_of_another(sheet, laid[sheet.name], identity, reading)
        for table in laid[sheet.name].tables
        for entry in tables.read_table(table, reading, reference)
    ]
    kept = checks.check(figures.read(entries, reading.problems, reference), reading.problems, reference)
    if identity.unit.level == "commune":
        reading.problems += checks.unusual_levels(kept)
    reading.observations += [_observation(figure, identity, reading.source) for figure in kept]
    return reading


def _is_of_another(sheet: Sheet, laid: Laid, identity: Identity, reading: Reading) -> bool:
    """Whether a sheet's name says another unit or kỳ than the titles ('Xã Yang Tao', 'Quý II'): then it is asked."""
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


def _observation(figure: Figure, identity: Identity, source: Source) -> Observation:
    """A figure with its unit, period, window and basis."""
    assert identity.unit is not None  # noqa: S101 interpret() has returned otherwise
    assert identity.period is not None  # noqa: S101
    entry = figure.entry
    start, end, printed = _window(figure.indicator, entry, identity.period, identity.window)
    return Observation(
        reporting_unit=identity.unit.reporting_unit,
        period=identity.period.code,
        source=source,
        form=entry.form,
        indicator=figure.indicator.indicator,
        handled_by=entry.handled_by,
        value=figure.value,
        basis=_basis(figure.indicator, f"{entry.label} {entry.heading}"),
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


def _basis(indicator: Indicator, label: str) -> Basis:
    """In the period, cumulative since the start of the year, or at the reporting date (domain C.2)."""
    if indicator.time in ("stock", "point"):
        return "at_date"
    folded = wording.fold(label)
    # 'Lấy kể' is how 'lũy kế' was misread three times in report 000.
    says_cumulative = any(words in folded for words in ("luy ke", "lay ke", "tu dau nam"))
    return "cumulative" if indicator.time == "ytd" or says_cumulative else "in_period"
