"""Faults that offices make, put into a workbook on purpose. Each says in the key what a reader may do with it.

Only cells that were to be loaded are spoilt, each once, so that no fault hides another.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from etl.demo import row_defects, wordings
from etl.demo.columns import RATES, kind_of
from etl.demo.key import Fact
from etl.demo.layouts import Desk
from etl.demo.paper import Column, Line, Page, Table
from etl.demo.printing import Ink, Value
from etl.demo.row_defects import SOUND, asked, marked, tables_of

Spot = tuple[Line, int, Ink]
_NO_UNIT_OF_ITS_OWN = ("total", "subtotal", "total_mismatch", "field_row", "project_row")


def add(desk: Desk, pages: Sequence[Page], amount: int, *, text_only: bool = False) -> list[str]:
    """Put up to `amount` different faults into a workbook; the names of those that could be placed are the answer."""
    names_of_faults = [name for name in _FAULTS if not (text_only and name in _ONLY_TYPED)]
    desk.rng.shuffle(names_of_faults)
    done: list[str] = []
    for name in names_of_faults:
        if len(done) < amount and _FAULTS[name](desk, pages):
            done.append(name)
    return done


def _sound(pages: Sequence[Page]) -> Iterator[Spot]:
    """The cells that are to be loaded and that no fault has touched."""
    for table in tables_of(pages):
        for line, number, ink in table.figures():
            if ink.fact and ink.fact.expect == "load" and ink.fact.why in SOUND:
                yield line, number, ink


def _spoil(desk: Desk, pages: Sequence[Page], value: Value, why: str, number_format: str = "General") -> bool:
    spots = list(_sound(pages))
    if not spots:
        return False
    line, number, ink = desk.rng.choice(spots)
    line.cells[number] = ink.spoilt(value, why, number_format)
    return True


def _text_in_number(desk: Desk, pages: Sequence[Page]) -> bool:
    return _spoil(desk, pages, desk.one_of(wordings.TEXT_ANSWERS), "text_in_number", "@")


def _error_cell(desk: Desk, pages: Sequence[Page]) -> bool:
    return _spoil(desk, pages, desk.one_of(("#DIV/0!", "#N/A")), "error_cell")


def _formula_without_value(desk: Desk, pages: Sequence[Page]) -> bool:
    return _spoil(desk, pages, "=SUM(A1:A1)", "formula_without_value")


def _date_in_number(desk: Desk, pages: Sequence[Page]) -> bool:
    return _spoil(
        desk, pages, date(2024, desk.rng.randint(1, 12), desk.rng.randint(1, 28)), "date_in_number", "dd/mm/yyyy"
    )


def _blank_cell(desk: Desk, pages: Sequence[Page]) -> bool:
    spots = list(_sound(pages))
    if spots:
        line, number, ink = desk.rng.choice(spots)
        line.cells[number] = ink.spoilt(None, "blank_cell", expect="aside")
    return bool(spots)


def _rate_mismatch(desk: Desk, pages: Sequence[Page]) -> bool:
    """A rate that its parts, printed in the same workbook, do not give. It loads as printed and is to be marked."""
    spots = list(_sound(pages))
    present = {_figure(ink.fact) for _, _, ink in spots if ink.fact}
    rates = []
    for line, number, ink in spots:
        fact = ink.fact
        if fact and fact.value is not None and fact.indicator in RATES:
            parts = {_figure(replace(fact, indicator=part)) for part in RATES[fact.indicator]}
            if parts <= present:
                rates.append((line, number, fact, fact.value))
    if not rates:
        return False
    line, number, fact, rate = desk.rng.choice(rates)
    off = Decimal(desk.rng.randint(400, 1900)) / 100
    wrong = desk.hand.ink(fact, "ratio", rate - off if rate - off > 2 else rate + off)
    line.cells[number] = wrong.judged("load", "rate_mismatch")
    return True


def _figure(fact: Fact) -> tuple[str, str, str, str, str]:
    return fact.unit.code, fact.period, fact.indicator, fact.handled_by, fact.source


def _total_mismatch(desk: Desk, pages: Sequence[Page]) -> bool:
    """A total row that its parts do not give; totals are check values, so nothing wrong is loaded."""
    spots = [
        (line, number, ink.fact, ink.fact.value)
        for table in tables_of(pages)
        for line, number, ink in table.figures()
        if ink.fact and ink.fact.why == "total" and ink.fact.value and ink.fact.indicator not in ("", *RATES)
    ]
    if not spots:
        return False
    line, number, fact, value = desk.rng.choice(spots)
    kind = kind_of(fact.indicator)
    line.cells[number] = desk.hand.ink(fact, kind, value + desk.rng.choice((1, 2, 9, 10))).judged(
        "aside", "total_mismatch"
    )
    return True


def _hidden_sheet(desk: Desk, pages: Sequence[Page]) -> bool:
    if len(pages) < 2:
        return False
    page = desk.rng.choice(pages[1:])
    page.hidden = True
    for table in page.tables:
        for line in table.lines:
            line.cells[:] = [marked(ink, "hidden_sheet") for ink in line.cells]
    return True


def _unknown_indicator(desk: Desk, pages: Sequence[Page]) -> bool:
    """A figure that the catalogue does not know: a column among the units, or a row among the indicators."""
    tables = [table for table in tables_of(pages) if any(True for _ in table.figures())]
    if not tables:
        return False
    table = desk.rng.choice(tables)
    words = desk.one_of(wordings.UNKNOWN)
    if any(column.role == "measure" for column in table.columns):
        pattern = desk.rng.choice([line for line in table.lines if any(ink.fact for ink in line.cells)])
        cells = [ink if ink.fact is None else _unknown(desk, ink.fact) for ink in pattern.cells]
        number = Ink(str(1 + sum(line.kind == "row" for line in table.lines)))
        table.lines.append(Line([number, Ink(words), Ink("Cuộc"), *cells[3:]]))
        return True
    last = max(number for number, column in enumerate(table.columns) if column.role == "figure")
    if any(ink.fact and ink.fact.indicator == table_fact.indicator for ink, table_fact in _twins(table)):
        return False  # one indicator over the periods: a further column would be one more period
    table.columns.insert(last + 1, Column((words,)))
    for line in table.lines:
        fact = line.cells[last].fact
        new = _unknown(desk, fact) if fact else Ink()
        line.cells.insert(last + 1, new)
        if line.kind == "column_numbers":
            style = "({})" if str(line.cells[0].value).startswith("(") else "{}"
            line.cells[:] = [Ink(style.format(number)) for number in range(1, len(line.cells) + 1)]
    return True


def _ambiguous_money(desk: Desk, pages: Sequence[Page]) -> bool:
    """118.588 triệu đồng typed where the dot is the decimal mark: Excel keeps 118,588."""
    if not desk.hand.types_numbers or desk.hand.money_factor != 1:
        return False
    spots = [
        (line, number, ink, ink.fact.value)
        for line, number, ink in _sound(pages)
        if ink.fact and ink.fact.value and kind_of(ink.fact.indicator) == "money"
    ]
    fitting = [spot for spot in spots if 1000 < spot[3] < 1_000_000 and spot[3] % 1000]
    if not fitting:
        return False
    line, number, ink, value = desk.rng.choice(fitting)
    line.cells[number] = replace(
        ink.judged("ask", "ambiguous_money"), value=float(value / 1000), number_format="General"
    )
    return True


_FAULTS: dict[str, Callable[[Desk, Sequence[Page]], bool]] = {
    "rate_mismatch": _rate_mismatch,
    "total_mismatch": _total_mismatch,
    "misspelt_unit": row_defects.misspelt_unit,
    "unknown_indicator": _unknown_indicator,
    "text_in_number": _text_in_number,
    "error_cell": _error_cell,
    "formula_without_value": _formula_without_value,
    "ambiguous_money": _ambiguous_money,
    "date_in_number": _date_in_number,
    "hidden_row": row_defects.hidden_row,
    "hidden_sheet": _hidden_sheet,
    "unlisted_unit": row_defects.unlisted_unit,
    "blank_cell": _blank_cell,
}
_ONLY_TYPED = {"formula_without_value", "date_in_number", "hidden_row", "hidden_sheet", "ambiguous_money"}
DEFECTS = (*_FAULTS, "missing_period")


def without_period(pages: Sequence[Page]) -> None:
    """Every figure of a workbook whose titles name no period is a question."""
    for table in tables_of(pages):
        for line in table.lines:
            line.cells[:] = [asked(ink, "missing_period") for ink in line.cells]


def _twins(table: Table) -> list[tuple[Ink, Fact]]:
    """Neighbouring cells of one row that hold the same indicator."""
    line = next(line for line in table.lines if any(ink.fact for ink in line.cells))
    facts = [ink.fact for ink in line.cells if ink.fact and ink.fact.indicator]
    return [(Ink(fact=one), two) for one, two in pairwise(facts)]


def _unknown(desk: Desk, fact: Fact) -> Ink:
    """A figure of no indicator; in a total or in the row of a project it stays what the others of its row are."""
    if fact.expect == "aside" and fact.why in _NO_UNIT_OF_ITS_OWN:
        about = replace(fact, indicator="")
    else:
        about = replace(fact, indicator="", expect="ask", why="unknown_indicator")
    return desk.hand.ink(about, "count", desk.rng.randint(10, 60))
