"""Whose workbook holds which tables: the files that the offices of the province send in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from etl.demo import forms, layouts, pages, wordings
from etl.demo.bodies import Unit
from etl.demo.columns import THEMES, kind_of
from etl.demo.layouts import Desk
from etl.demo.pages import Heading
from etl.demo.paper import Page
from etl.demo.world import World
from etl.periods import Period

_ONE_INDICATOR = ("dossiers_received", "dossiers_resolved_late", "investment_disbursed", "igate_dossiers")
_MOST_ACROSS = 8


@dataclass(frozen=True)
class Order:
    """A workbook to be drawn: its layout, who sends it, and for which periods."""

    layout: str
    sender: Unit
    periods: tuple[str, ...]

    @property
    def period(self) -> str:
        """The last period that it reports on."""
        return max(self.periods, key=lambda code: Period(code).window[1])


def orders(world: World) -> Iterator[Order]:
    """Every workbook that the province sends, all layouts in turn, so that already the first ones differ much."""
    years: dict[tuple[str, bool], list[str]] = {}  # a table over periods lists one set of units
    for period in reversed(world.periods):
        years.setdefault((period[:4], world.is_after(period)), []).append(period)
    several = [tuple(periods) for periods in years.values() if len(periods) > 1][::-1]
    parents = (*world.districts, world.province)
    bodies = (*world.districts, *world.departments)
    senders = (*bodies, *(unit for unit in world.units if unit.level == "commune"))
    single = [(period,) for period in world.periods]
    asked: Sequence[tuple[str, Sequence[tuple[str, ...]], Sequence[Unit]]] = (
        ("units_down", single, parents),
        ("own_form", single, senders),
        ("periods_across", several, bodies),
        ("units_across", single, parents),
        ("items_down", single, bodies),
        ("one_indicator", several, parents),
        ("sheets_by_period", several, parents),
        ("sheets_by_unit", single, world.districts),
    )
    plans = [
        [Order(layout, unit, periods) for periods in windows for unit in world.at(units, periods[-1])]
        for layout, windows, units in asked
    ]
    rng = world.rng("orders")
    for plan in plans:
        rng.shuffle(plan)
    for turn in zip_longest(*plans):
        yield from (order for order in turn if order is not None)


def sheets(desk: Desk, order: Order, *, period_said: bool = True) -> list[Page]:
    """The sheets of a workbook.

    Args:
        desk: where it is drawn.
        order: which workbook.
        period_said: False leaves the period out of every title, as a careless office does.
    """
    drawn = _LAYOUTS[order.layout](desk, order, period_said)
    left = 2 if desk.rng.random() < 0.2 else 1
    for page in drawn:
        page.left = left
    return drawn


def many(desk: Desk, unit: Unit, periods: Sequence[str], amount: int) -> list[Page]:
    """One long workbook: a district's tables by theme and period, with its own fields, projects and years."""
    latest = periods[0]
    year = [code for code in periods if code[:4] == latest[:4]]
    years = Heading(pages.subject(desk, "staffing"), unit, latest, f"năm {latest[:4]}", "staffing", window=False)
    found = [pages.page(desk, years, layouts.periods_across(desk, "staffing", unit, year[::-1]))]
    for theme in ("dossiers", "investment"):
        table = layouts.items_down(desk, theme, unit, latest)
        found.append(pages.page(desk, _heading(desk, theme, unit, latest), table))
    more = (
        pages.page(
            desk,
            _heading(desk, theme, unit, code),
            layouts.units_down(desk, theme, unit, desk.world.below(unit, code), code),
        )
        for code in periods
        for theme in THEMES
    )
    found += islice(more, max(0, amount - len(found)))
    return pages.named(found[:amount])


def _heading(desk: Desk, theme: str, unit: Unit, period: str, *, period_said: bool = True) -> Heading:
    said = pages.said(desk, period) if period_said else ""
    reform = desk.world.reform
    mixed = reform is not None and unit.level == "province" and period[:4] == reform.period[:4] and reform.quarter > 1
    return Heading(pages.subject(desk, theme), unit, period, said, theme, window=not mixed)


def _units_down(desk: Desk, order: Order, period_said: bool) -> list[Page]:
    """The themes on sheets of their own, or below each other on one."""
    units = _listed(desk, order)
    themes = [theme for theme in THEMES if desk.rng.random() < 0.75] or ["dossiers"]
    tables = [(theme, layouts.units_down(desk, theme, order.sender, units, order.period)) for theme in themes]
    return pages.by_theme(desk, _heading(desk, "all", order.sender, order.period, period_said=period_said), tables)


def _own_form(desk: Desk, order: Order, period_said: bool) -> list[Page]:
    tables = [(theme, forms.own_form(desk, theme, order.sender, order.period)) for theme in _reported(desk, order)]
    return pages.by_theme(desk, _heading(desk, "all", order.sender, order.period, period_said=period_said), tables)


def _items_down(desk: Desk, order: Order, period_said: bool) -> list[Page]:
    themes = [theme for theme in _reported(desk, order) if theme in ("dossiers", "investment")]
    tables = [(theme, layouts.items_down(desk, theme, order.sender, order.period)) for theme in themes]
    return pages.by_theme(desk, _heading(desk, "all", order.sender, order.period, period_said=period_said), tables)


def _units_across(desk: Desk, order: Order, period_said: bool) -> list[Page]:
    units = _listed(desk, order)[:_MOST_ACROSS]
    themes = desk.rng.sample(THEMES, desk.rng.randint(1, 2))
    tables = [(theme, layouts.units_across(desk, theme, order.sender, units, order.period)) for theme in themes]
    return pages.by_theme(desk, _heading(desk, "all", order.sender, order.period, period_said=period_said), tables)


def _periods_across(desk: Desk, order: Order, _period_said: bool) -> list[Page]:
    """The heads say the windows, the title the year."""
    unit, year = order.sender, order.period[:4]
    tables = [(t, layouts.periods_across(desk, t, unit, order.periods)) for t in _reported(desk, order)]
    return pages.by_theme(desk, Heading("", unit, order.period, f"năm {year}", window=False), tables)


def _one_indicator(desk: Desk, order: Order, _period_said: bool) -> list[Page]:
    unit, units = order.sender, _listed(desk, order)
    found = []
    for code in desk.rng.sample(_ONE_INDICATOR, desk.rng.randint(1, 2)):
        theme = "investment" if kind_of(code) == "money" else "dossiers"
        said = f"các kỳ báo cáo năm {order.period[:4]}"
        heading = Heading(desk.one_of(wordings.LONG[code]), unit, order.period, said, theme, window=False)
        found.append(pages.page(desk, heading, layouts.one_indicator(desk, code, unit, units, order.periods)))
    return pages.named(found)


def _sheets_by_period(desk: Desk, order: Order, _period_said: bool) -> list[Page]:
    theme, units = desk.rng.choice(THEMES), _listed(desk, order)
    found = []
    for period in order.periods:
        table = layouts.units_down(desk, theme, order.sender, units, period)
        found.append(pages.page(desk, _heading(desk, theme, order.sender, period), table))
        found[-1].name = wordings.PERIODS_IN_HEADS[0][period[4:]]
    return found


def _sheets_by_unit(desk: Desk, order: Order, period_said: bool) -> list[Page]:
    found = []
    for unit in desk.world.below(order.sender, order.period):
        heading = _heading(desk, "dossiers", unit, order.period, period_said=period_said)
        found.append(pages.page(desk, heading, forms.own_form(desk, "dossiers", unit, order.period)))
        found[-1].name = unit.name
    return found


def _reported(desk: Desk, order: Order) -> list[str]:
    return [theme for theme in THEMES if forms.has(desk, theme, order.sender, order.period)]


_LAYOUTS: dict[str, Callable[[Desk, Order, bool], list[Page]]] = {
    "units_down": _units_down,
    "own_form": _own_form,
    "items_down": _items_down,
    "units_across": _units_across,
    "periods_across": _periods_across,
    "one_indicator": _one_indicator,
    "sheets_by_period": _sheets_by_period,
    "sheets_by_unit": _sheets_by_unit,
}
LAYOUTS = tuple(_LAYOUTS)


def _listed(desk: Desk, order: Order) -> list[Unit]:
    """What a table of a unit lists: of a small province sometimes the communes too, after a reform always."""
    world = desk.world
    below = list(world.below(order.sender, order.period))
    if world.is_after(order.period) or order.sender.level != "province":
        return below
    if len(world.communes) <= 40 and desk.rng.random() < 0.4:
        below += world.communes
    return below
