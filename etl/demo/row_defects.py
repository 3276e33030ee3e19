"""Faults in the rows of units: a name misspelt or in no list, a row hidden. And what all faults share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from etl.demo import names, seasons
from etl.demo.bodies import Unit
from etl.demo.layouts import Desk
from etl.demo.paper import Line, Page, Table
from etl.demo.printing import Ink
from etl.demo.seasons import Figures
from etl.demo.world import FIRST_YEAR, LAST_YEAR, real_names

SOUND = ("", "bare_name")  # reasons of cells that no fault has touched


def misspelt_unit(desk: Desk, pages: Sequence[Page]) -> bool:
    """A name in which a letter is doubled, lost or swapped: whose row it is, a person says."""
    rows = [(line, found) for line, found in _unit_rows(pages) if found.level in ("district", "commune")]
    if not rows:
        return False
    line, unit = desk.rng.choice(rows)
    said = str(line.cells[1].value)
    line.cells[1] = Ink(said.replace(unit.bare, names.misprint(unit.bare, desk.rng)))
    line.cells[:] = [asked(ink, "misspelt_unit") for ink in line.cells]
    return True


def hidden_row(desk: Desk, pages: Sequence[Page]) -> bool:
    """A hidden row is read all the same, and marked."""
    rows = [line for line, _ in _unit_rows(pages)]
    if not rows:
        return False
    line = desk.rng.choice(rows)
    line.hidden = True
    line.cells[:] = [marked(ink, "hidden_row") for ink in line.cells]
    return True


def unlisted_unit(desk: Desk, pages: Sequence[Page]) -> bool:
    """A row of a body that no list holds and whose kind is not printed: nobody can say what it is."""
    rows = [
        (table, line)
        for table in tables_of(pages)
        for line, _ in _rows_of_units(table)
        if all(ink.fact is None or ink.fact.indicator for ink in line.cells)
    ]
    if not rows:
        return False
    table, line = desk.rng.choice(rows)
    taken = [unit.bare for unit in desk.world.units]
    unit = Unit("", next(names.invented(desk.rng, [*taken, *real_names()])), "", "", None, 1, 1)
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    figures = seasons.figures("commune", unit.weight, unit.care, years, desk.rng)
    place = next(number for number, other in enumerate(table.lines) if other is line)
    table.lines.insert(place + 1, Line([_of(desk, ink, unit, figures) for ink in line.cells]))
    table.lines[place + 1].cells[1] = Ink(unit.bare)
    for later in takewhile(lambda other: other.kind == "row", table.lines[place + 1 :]):
        later.cells[0] = _next(later.cells[0])
    for other in table.lines:
        other.cells[:] = [_doubtful(ink) for ink in other.cells]
    return True


def _unit_rows(pages: Sequence[Page]) -> list[tuple[Line, Unit]]:
    return [found for table in tables_of(pages) for found in _rows_of_units(table)]


def _rows_of_units(table: Table) -> Iterator[tuple[Line, Unit]]:
    """Rows of a higher unit's table that stand for one unit each, still sound."""
    for line in table.lines:
        facts = [ink.fact for ink in line.cells if ink.fact]
        same = {fact.unit.code for fact in facts if fact.source == "higher_table"}
        sound = all(fact.expect == "aside" or (fact.expect == "load" and fact.why in SOUND) for fact in facts)
        if line.kind == "row" and facts and len(same) == 1 and sound and not _across(table):
            yield line, facts[0].unit


def _across(table: Table) -> bool:
    return any(column.role == "measure" for column in table.columns)


def _of(desk: Desk, ink: Ink, unit: Unit, figures: Mapping[str, Figures]) -> Ink:
    """The cell of another unit in the same column."""
    if ink.fact is None:
        return ink
    fact = replace(ink.fact, unit=unit, expect="load", why="")
    return asked(desk.ink(fact, fact.indicator, figures[fact.period]), "unlisted_unit")


def _next(number: Ink) -> Ink:
    """The number of the row after, typed as the others are."""
    value = int(str(number.value)) + 1
    return Ink(value if isinstance(number.value, int) else str(value))


def _doubtful(ink: Ink) -> Ink:
    """A total that does not count the row put in."""
    return ink.judged("aside", "total_mismatch") if ink.fact and ink.fact.why in ("total", "subtotal") else ink


def asked(ink: Ink, why: str) -> Ink:
    """A cell that is no longer to be loaded but asked about."""
    return ink.judged("ask", why) if ink.fact and ink.fact.expect == "load" else ink


def marked(ink: Ink, why: str) -> Ink:
    """A cell that loads as it stands, with a warning."""
    return ink.judged("load", why) if ink.fact and ink.fact.expect == "load" and ink.fact.why in SOUND else ink


def tables_of(pages: Sequence[Page]) -> list[Table]:
    """The tables of all sheets in their order."""
    return [table for page in pages for table in page.tables]
