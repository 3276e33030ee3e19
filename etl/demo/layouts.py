"""Tables of higher units and of items: units, projects or fields down; periods or units across."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from etl.demo import columns, seasons, wordings
from etl.demo.bodies import Unit
from etl.demo.columns import ASIDE, BRIEF, Asked
from etl.demo.key import Expect, Fact
from etl.demo.paper import Column, Line, RowKind, Table
from etl.demo.printing import Hand, Ink
from etl.demo.seasons import Figures
from etl.demo.wordings import one_of
from etl.demo.world import World

_ROMAN = ("I", "II", "III", "IV")
_MEASURES = {"dossiers": "Hồ sơ", "igate": "Hồ sơ", "staffing": "Người"}
_PAGE_BREAK_FROM = 14


@dataclass(frozen=True)
class Desk:
    """Where a workbook is drawn: the world it reports on, the office's habits, and its own chance."""

    world: World
    hand: Hand
    rng: Random

    def ink(self, fact: Fact, code: str, figures: Figures) -> Ink:
        """A figure out of a set, as this office prints it."""
        if code in ASIDE and fact.expect == "load":
            fact = replace(fact, expect="aside", why=ASIDE[code])
        fact = replace(fact, indicator="" if code in ASIDE else code)
        return self.hand.ink(fact, columns.kind_of(code), columns.amount(figures, code))

    def one_of(self, words: Sequence[str]) -> str:
        """One of the wordings that mean the same."""
        return one_of(self.rng, words)

    def measure(self, theme: str, code: str) -> str:
        """The đơn vị tính of a row."""
        return {"ratio": "%", "money": self.hand.money_unit}.get(columns.kind_of(code), _MEASURES.get(theme, "Hồ sơ"))


def units_down(desk: Desk, theme: str, parent: Unit, units: Sequence[Unit], period: str) -> Table:
    """A higher unit's table: the units below it down, the theme's figures across, totals as check values."""
    asked = columns.asked(theme, desk.hand, desk.rng)
    note = desk.rng.random() < 0.4
    style = _naming(desk, units)
    table = Table(_columns(desk, asked, _unit_head(desk, theme, units, style), note=note), [])
    levels = list(dict.fromkeys(unit.level for unit in units))
    sums = desk.rng.random() < 0.7
    for number, level in enumerate(levels):
        of_level = [unit for unit in units if unit.level == level]
        if len(levels) > 1:
            label = desk.one_of(wordings.GROUPS[level])
            cells = _sums(desk, parent, of_level, period, asked, "subtotal") if sums else [Ink()] * len(asked)
            table.lines.append(_line(_ROMAN[number], label, cells, kind="group", note=note))
        for place, unit in enumerate(of_level, 1):
            fact = Fact(unit, period, "", source="higher_table", why="bare_name" if style == "bare" else "")
            cells = [desk.ink(fact, column.code, desk.world.figures(unit, period)) for column in asked]
            table.lines.append(_line(str(place), printed_name(unit, style), cells, note=note))
    where = desk.rng.choice(("first", "last", "last", "none"))
    if where != "none":
        words = desk.one_of(wordings.TOTALS[parent.level])
        total = _line("", words, _sums(desk, parent, units, period, asked, "total"), kind="total", note=note)
        table.lines.insert(0 if where == "first" else len(table.lines), total)
    return _finished(desk, table)


def items_down(desk: Desk, theme: str, unit: Unit, period: str) -> Table:
    """A unit's own table by lĩnh vực (dossiers) or by project (investment): its total row is the unit's figure."""
    asked = columns.asked(theme, desk.hand, desk.rng)
    figures = desk.world.figures(unit, period)
    if theme == "dossiers":
        head, why = desk.one_of(wordings.FIELD), "field_row"
        labels = desk.rng.sample(wordings.FIELDS, desk.rng.randint(4, 8))
        parts = _by_field(figures, len(labels), desk.rng)
    else:
        head, why = desk.one_of(wordings.PROJECT), "project_row"
        labels = [f"{desk.one_of(wordings.WORKS)}, giai đoạn {turn}" for turn in range(1, desk.rng.randint(4, 10))]
        parts = _by_project(figures, len(labels), desk.rng)
    table = Table(_columns(desk, asked, head, note=False), [])
    for place, (label, part) in enumerate(zip(labels, parts, strict=True), 1):
        fact = Fact(unit, period, "", expect="aside", why=why)
        table.lines.append(_line(str(place), label, [desk.ink(fact, column.code, part) for column in asked]))
    fact = Fact(unit, period, "")
    total = _line("", desk.one_of(wordings.TOTALS["other"]), [desk.ink(fact, c.code, figures) for c in asked], "total")
    table.lines.insert(desk.rng.choice((0, len(table.lines))), total)
    return _finished(desk, table)


def periods_across(desk: Desk, theme: str, unit: Unit, periods: Sequence[str]) -> Table:
    """A unit's own table: indicators down, the windows of a year across."""
    heads = _period_heads(desk, periods)
    table = Table([*_indicator_columns(desk), *(Column(head) for head in heads)], [])
    for place, code in enumerate(BRIEF[theme], 1):
        cells = [desk.ink(Fact(unit, period, ""), code, desk.world.figures(unit, period)) for period in periods]
        words = Ink(desk.one_of(wordings.LONG[code])), Ink(desk.measure(theme, code))
        table.lines.append(Line([Ink(str(place)), *words, *cells]))
    return _finished(desk, table)


def one_indicator(desk: Desk, code: str, parent: Unit, units: Sequence[Unit], periods: Sequence[str]) -> Table:
    """A higher unit's table of one indicator: the units below it down, the windows of a year across."""
    style = _naming(desk, units)
    heads = _period_heads(desk, periods, desk.one_of(wordings.LONG[code]))
    label = Column((_unit_head(desk, "", units, style),), "label")
    table = Table([Column((desk.one_of(wordings.NUMBER),), "number"), label, *(Column(head) for head in heads)], [])
    for place, unit in enumerate(units, 1):
        fact = Fact(unit, "", "", source="higher_table", why="bare_name" if style == "bare" else "")
        cells = [desk.ink(replace(fact, period=p), code, desk.world.figures(unit, p)) for p in periods]
        table.lines.append(_line(str(place), printed_name(unit, style), cells))
    sums = [_sums(desk, parent, units, period, [Asked((), code)], "total")[0] for period in periods]
    table.lines.append(_line("", desk.one_of(wordings.TOTALS[parent.level]), sums, kind="total"))
    return _finished(desk, table)


def units_across(desk: Desk, theme: str, parent: Unit, units: Sequence[Unit], period: str) -> Table:
    """A higher unit's table: indicators down, the units below it across."""
    over = (desk.one_of(("Đơn vị", "Số liệu của các đơn vị", "Kết quả")),) if desk.rng.random() < 0.6 else ()
    style = desk.rng.choice(("office", "kind"))
    heads = [Column((*over, printed_name(unit, style))) for unit in units]
    with_total = desk.rng.random() < 0.5
    total_head = [Column((*over, desk.one_of(wordings.TOTALS[parent.level])))] if with_total else []
    table = Table([*_indicator_columns(desk), *heads, *total_head], [])
    for place, code in enumerate(BRIEF[theme], 1):
        facts = [Fact(unit, period, "", source="higher_table") for unit in units]
        cells = [desk.ink(fact, code, desk.world.figures(fact.unit, period)) for fact in facts]
        cells += _sums(desk, parent, units, period, [Asked((), code)], "total") if with_total else []
        words = Ink(desk.one_of(wordings.LONG[code])), Ink(desk.measure(theme, code))
        table.lines.append(Line([Ink(str(place)), *words, *cells]))
    return _finished(desk, table)


def printed_name(unit: Unit, style: str) -> str:
    """'UBND xã Suối Trúc', 'Xã Suối Trúc' or 'Suối Trúc'; a sở keeps its kind."""
    if unit.level == "department" or style == "kind":
        return unit.name
    return unit.office if style == "office" else unit.bare


def _naming(desk: Desk, units: Sequence[Unit]) -> str:
    """Bare names only where the column's head can say what they are."""
    styles = ["office", "kind"]
    if {unit.level for unit in units} == {"commune"}:
        styles.append("bare")
    return desk.rng.choice(styles)


def _unit_head(desk: Desk, theme: str, units: Sequence[Unit], style: str) -> str:
    if style == "bare" or ({unit.level for unit in units} == {"commune"} and desk.rng.random() < 0.4):
        return desk.one_of(wordings.COMMUNES)
    return desk.one_of(wordings.OWNER if theme == "investment" else wordings.ANY_UNIT)


def _columns(desk: Desk, asked: Sequence[Asked], label: str, *, note: bool) -> list[Column]:
    figures = [Column(column.heads) for column in asked]
    notes = [Column((desk.one_of(wordings.NOTE),), "note")] if note else []
    return [Column((desk.one_of(wordings.NUMBER),), "number"), Column((label,), "label"), *figures, *notes]


def _indicator_columns(desk: Desk) -> list[Column]:
    return [
        Column((desk.one_of(wordings.NUMBER),), "number"),
        Column((desk.one_of(wordings.INDICATOR),), "label"),
        Column((desk.one_of(wordings.MEASURE),), "measure"),
    ]


def _period_heads(desk: Desk, periods: Sequence[str], over: str = "") -> list[tuple[str, ...]]:
    style = desk.rng.choice(wordings.PERIODS_IN_HEADS)
    above = (over,) if over and desk.rng.random() < 0.5 else ()
    return [(*above, style[period[4:]].format(year=period[:4])) for period in periods]


def _line(number: str, label: str, cells: Sequence[Ink], kind: RowKind = "row", *, note: bool = False) -> Line:
    inks = [Ink(number or None), Ink(label), *cells, *([Ink()] if note else [])]
    return Line(inks, kind)


def _sums(desk: Desk, parent: Unit, units: Sequence[Unit], period: str, asked: Sequence[Asked], why: str) -> list[Ink]:
    expect: Expect = "aside"
    figures = seasons.added(desk.world.figures(unit, period) for unit in units)
    fact = Fact(parent, period, "", source="higher_table", expect=expect, why=why)
    return [desk.ink(fact, column.code, figures) for column in asked]


def _finished(desk: Desk, table: Table) -> Table:
    """Sometimes a row of column numbers under the heads; the heads again where a page is full."""
    if desk.rng.random() < 0.4:
        style = desk.rng.choice(("({})", "{}"))
        numbers = [Ink(style.format(number)) for number in range(1, len(table.columns) + 1)]
        table.lines.insert(0, Line(numbers, "column_numbers"))
    if desk.hand.count in ("typed", "typed_grouped"):
        for line in table.lines:
            line.cells[:] = [_typed(ink) if ink.fact is None else ink for ink in line.cells]
    if len(table.lines) >= _PAGE_BREAK_FROM and desk.rng.random() < 0.6:
        table.repeat_at = desk.rng.randint(len(table.lines) // 2, len(table.lines) - 3)
    return table


def _typed(ink: Ink) -> Ink:
    """Who types figures as numbers types the numbers of rows and columns so too."""
    return Ink(int(ink.value)) if isinstance(ink.value, str) and ink.value.isdigit() else ink


_IN = ("online_dossiers_received", "dossiers_received_direct", "dossiers_carried_over")
_OUT = (
    "dossiers_resolved_early",
    "dossiers_resolved_exactly_on_time",
    "dossiers_resolved_late",
    "dossiers_pending_in_time",
    "dossiers_pending_late",
)


def _by_field(figures: Figures, number: int, rng: Random) -> list[dict[str, int | None]]:
    """Divide dossiers among fields so that every identity of the form holds for each of them."""
    left = {code: figures[code] or 0 for code in (*_IN, *_OUT)}
    sizes = seasons.apportion(figures["dossiers_to_process"] or 0, [rng.randint(2, 30) for _ in range(number)])
    found = []
    for size in sizes:
        part: dict[str, int | None] = {}
        for codes in (_IN, _OUT):
            shares = seasons.apportion(size, [left[code] for code in codes])
            for code, share in zip(codes, shares, strict=True):
                left[code] -= share
                part[code] = share
        found.append(_with_sums(part))
    return found


def _with_sums(part: dict[str, int | None]) -> dict[str, int | None]:
    online, direct, carried = (part[code] or 0 for code in _IN)
    early, exact, late, in_time, overdue = (part[code] or 0 for code in _OUT)
    return part | {
        "dossiers_received": online + direct,
        "dossiers_to_process": online + direct + carried,
        "dossiers_resolved_on_time": early + exact,
        "dossiers_resolved": early + exact + late,
        "dossiers_pending": in_time + overdue,
    }


def _by_project(figures: Figures, number: int, rng: Random) -> list[dict[str, int | None]]:
    """Divide a plan among projects, some quick and some slow; none spends more than its plan."""
    plans = seasons.apportion(figures["investment_plan"] or 0, [rng.randint(3, 40) for _ in range(number)])
    left, spent = figures["investment_disbursed"] or 0, []
    for place, plan in enumerate(plans):
        later = sum(plans[place + 1 :])
        even = Decimal(left) / (plan + later) if plan + later else Decimal(0)
        share = max(left - later, min(plan, left, round(plan * even * Decimal(rng.uniform(0.5, 1.5)))))
        spent.append(share)
        left -= share
    return [{"investment_plan": plan, "investment_disbursed": share} for plan, share in zip(plans, spent, strict=True)]
