"""A unit's own form, indicators down, as in the real reports: STT, chỉ tiêu, đơn vị tính, số liệu, ghi chú."""

from collections.abc import Mapping, Sequence

from etl.demo import columns, seasons, wordings
from etl.demo.bodies import Unit
from etl.demo.columns import BRIEF
from etl.demo.key import Fact
from etl.demo.layouts import Desk
from etl.demo.paper import Column, Line, Table
from etl.demo.printing import Ink
from etl.demo.seasons import Figures

Rows = Sequence[tuple[str, str]]  # indicator ('' for a heading) and its words


def own_form(desk: Desk, theme: str, unit: Unit, period: str) -> Table:
    """One theme of a unit's form.

    A district's form carries the dossiers of its communes too, in rows of their own, as report 000 does.
    """
    table = Table(_columns(desk), [])
    if theme == "dossiers":
        for rows, handled_by, figures in _dossiers(desk, unit, period):
            _add(desk, table, rows, Fact(unit, period, "", handled_by=handled_by), figures)
        return table
    figures = desk.world.figures(unit, period)
    for rows in _rows(desk, theme, figures):
        _add(desk, table, rows, Fact(unit, period, ""), figures)
    return table


def has(desk: Desk, theme: str, unit: Unit, period: str) -> bool:
    """Whether a unit has figures of a theme: some sở have no project of their own."""
    figures = desk.world.figures(unit, period)
    return theme != "investment" or figures["investment_plan"] is not None


def _dossiers(desk: Desk, unit: Unit, period: str) -> list[tuple[Rows, str, Figures]]:
    own = desk.world.figures(unit, period)
    style = desk.rng.choice(("rate first", "count first", "brief"))
    if unit.level == "department" and style != "brief":
        return [(wordings.OF_DEPARTMENTS, "department", own)]
    if style == "brief" or unit.level not in wordings.LEVELS:
        return [([(code, desk.one_of(wordings.LONG[code])) for code in BRIEF["dossiers"]], "", own)]
    rows = wordings.RATE_FIRST if style == "rate first" else wordings.COUNT_FIRST
    found = [(_said_of(rows, unit.level), unit.level, own)]
    if unit.level == "district":
        below = seasons.added(desk.world.figures(commune, period) for commune in desk.world.below(unit, period))
        found.append((_said_of(rows, "commune"), "commune", below))
    return found


def _said_of(rows: Rows, level: str) -> Rows:
    return [(code, words.format(who=wordings.LEVELS[level])) for code, words in rows]


def _rows(desk: Desk, theme: str, figures: Figures) -> list[Rows]:
    if theme == "investment":
        return [wordings.INVESTMENT_ROWS]
    if theme == "staffing":
        with_workers = figures["psu_staff_assigned"] is not None or desk.rng.random() < 0.5
        return [wordings.STAFF_ROWS, *([wordings.WORKER_ROWS] if with_workers else [])]
    return [[(code, desk.one_of(wordings.LONG[code])) for code in BRIEF[theme]]]


def _columns(desk: Desk) -> list[Column]:
    number, label, measure, figure = (
        desk.one_of(words) for words in (wordings.NUMBER, wordings.INDICATOR, wordings.MEASURE, wordings.FIGURE)
    )
    over = ("Kết quả thống kê",) if desk.rng.random() < 0.5 else ()
    if over:
        label, figure = f"{label} (Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, 9 tháng, năm)", "Số liệu"
    return [
        Column((number,), "number"),
        Column((label,), "label"),
        Column((*over, measure), "measure"),
        Column((*over, figure)),
        Column((desk.one_of(wordings.NOTE),), "note"),
    ]


def _add(desk: Desk, table: Table, rows: Rows, fact: Fact, figures: Mapping[str, int | None]) -> None:
    """Rows numbered below those before: parts of their first row where it is a heading or a rate, else each its own."""
    section = sum(str(line.cells[0].value).count(".") == 1 for line in table.lines)
    nested = rows[0][0] in ("", *columns.RATES)
    for place, (code, words) in enumerate(rows):
        part = nested and place > 0
        section += not part
        number = Ink(f"{section}.{place}." if part else f"{section}.")
        if code:
            measure = Ink(desk.measure(_theme(code), code))
            table.lines.append(Line([number, Ink(words), measure, desk.ink(fact, code, figures), Ink()]))
        else:
            table.lines.append(Line([number, Ink(words), Ink(), Ink(), Ink()], "group"))


def _theme(code: str) -> str:
    return "staffing" if "staff" in code else "dossiers"
