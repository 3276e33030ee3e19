"""The filter bar that all pages share: period, level, reporting units, in the address as plain codes (ky, cap, dv)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboard import address, comparison, controls, formatting, store, texts
from dashboard.address import LEVEL, PERIOD, REPORTING_UNITS
from dashboard.of_session import OfSession

# Which part of the bar a page has: pages that compare show one level at a time, lists may show all, one shows a unit.
Kind = Literal["none", "any_level", "one_level", "one_unit"]


@dataclass(frozen=True)
class Filters:
    """What the reader chose; `level` '' and no `reporting_units` mean all."""

    period: str = ""
    level: str = ""
    reporting_units: tuple[str, ...] = ()


_choice = OfSession("choice", Filters())


@dataclass(frozen=True)
class _Options:
    """What exists in the snapshot, and so what may be chosen; labels by code."""

    periods: dict[str, str]
    levels: list[str]
    reporting_units: dict[str, str]
    levels_of_units: dict[str, str]
    default_period: str
    first_units: dict[str, str]  # of each period, the one shown where nobody chose a unit


def filter_bar(kind: Kind, theme: str = "") -> Filters:
    """Draw the bar (or only keep its state on pages that do not filter) and return the choice.

    A page that shows one level at a time offers those that have figures of its theme, the one of most units first.
    """
    options = store.made(_options)
    if not options.periods:
        return Filters()
    if kind == "none":
        choice = _kept(options)
    else:
        with st.container(horizontal=True, vertical_alignment="top", key="filters"):
            if kind == "one_unit":
                choice = _one_unit(options)
            else:
                choice = _widgets(options, theme, needs_level=kind == "one_level")
    _carry_the_pinned(options)
    _choice.set(choice)
    return choice


def _carry_the_pinned(options: _Options) -> None:
    """The unit that the reader follows stays in the address of every page, also of those that have no choice of it."""
    wanted = [code for code in address.asked(address.PINNED)[-1:] if code]
    if wanted and wanted[0] in options.reporting_units:
        address.note(address.PINNED, wanted)
    else:
        address.refuse(wanted)
        address.set_to(**{address.PINNED: []})


def current() -> Filters:
    """The choice of this script run, for pages."""
    return _choice.get()


def choose(period: str) -> None:
    """For a button's on_click: go to a period with all its reporting units."""
    address.set_to(**{PERIOD: [period], LEVEL: [], REPORTING_UNITS: []})


def _options() -> _Options:
    reporting, units = store.fetch("reporting"), store.fetch("reporting_units")
    if reporting.empty:
        return _Options({}, [], {}, {}, "", {})
    counts = {str(code): len(rows) for code, rows in reporting.groupby("period", sort=False)}
    names, first = comparison.display_names(units), reporting.drop_duplicates("period")
    return _Options(
        periods={
            code: texts.PERIOD_OPTION.format(period=formatting.period_label(code), count=count)
            for code, count in counts.items()
        },
        levels=comparison.ordered(units["level"], formatting.LEVELS),
        reporting_units=dict(zip(units["reporting_unit"], names, strict=True)),
        levels_of_units=dict(zip(units["reporting_unit"], units["level"], strict=True)),
        default_period=comparison.default_period(reporting),
        first_units=dict(zip(first["period"], first["reporting_unit"].astype(str), strict=True)),
    )


def _kept(options: _Options) -> Filters:
    """What pages with a bar would show, noted so that the link of a page without one carries it along."""
    period = next(iter(address.asked(PERIOD)), "")
    level = next(iter(address.asked(LEVEL)), "")
    units = [code for code in address.asked(REPORTING_UNITS) if code in options.reporting_units]
    choice = Filters(
        period if period in options.periods else options.default_period,
        level if level in options.levels else "",
        tuple(units),
    )
    address.note(PERIOD, [choice.period], is_chosen=False)
    address.note(LEVEL, [choice.level], is_chosen=False)
    address.note(REPORTING_UNITS, choice.reporting_units, is_chosen=False)
    return choice


def _one_unit(options: _Options) -> Filters:
    """A period and a unit; the level that other pages show is only carried along."""
    _kept(options)
    period = _period(options)
    unit = controls.one_of(
        REPORTING_UNITS, texts.REPORTING_UNIT, options.reporting_units,
        default=options.first_units.get(period, ""), width=360,
    )  # fmt: skip
    return Filters(period, options.levels_of_units.get(unit, ""), (unit,) if unit else ())


def _period(options: _Options) -> str:
    return controls.select(
        PERIOD, texts.PERIOD, options.periods, default=options.default_period, filter_mode=None, width=266
    )


def _widgets(options: _Options, theme: str, *, needs_level: bool) -> Filters:
    period = _period(options)
    levels = _levels_of(period, theme) if needs_level else {}
    if not levels:
        levels = {"": texts.ALL_LEVELS} | {level: formatting.LEVELS[level] for level in options.levels}
    level = controls.segments(LEVEL, texts.LEVEL, levels, known=options.levels, width="content")
    units = controls.many(
        REPORTING_UNITS, texts.REPORTING_UNITS, store.made(_offered, level), known=options.reporting_units,
        placeholder=texts.ALL_REPORTING_UNITS, width=260,
    )  # fmt: skip
    return Filters(period, level, units)


def _offered(level: str) -> dict[str, str]:
    options: _Options = store.made(_options)
    of = options.levels_of_units
    return {code: name for code, name in options.reporting_units.items() if level in ("", of[code])}


def links() -> Callable[[str, Kind, str], dict[str, str | list[str]]]:
    """Tells of a page the parameters that open it on the same choice, exactly those that the page itself would write.

    For all links of one moment: what they share is looked up once.
    """
    period, shared, kept = current().period, store.address(), address.of_pages()

    def link(page: str, kind: Kind, theme: str) -> dict[str, str | list[str]]:
        parameters = kept(page) | shared
        if period:
            parameters.setdefault(PERIOD, period)
        if kind == "one_level":
            levels = _levels_of(period, theme)
            if levels and next(iter(parameters.get(LEVEL, [])), "") not in levels:
                parameters[LEVEL] = next(iter(levels))
        if kind == "one_unit":
            options, asked = store.made(_options), parameters.get(REPORTING_UNITS, [])
            known = (code for code in ([asked] if isinstance(asked, str) else asked) if code in options.reporting_units)
            if unit := next(known, options.first_units.get(period, "")):
                parameters[REPORTING_UNITS] = unit
        return parameters

    return link


def _levels_of(period: str, theme: str) -> dict[str, str]:
    """The levels that reported on a theme in a period, the one of most units first, with how many they are."""
    return store.made(_told_levels, period, theme) if period else {}


def _told_levels(period: str, theme: str) -> dict[str, str]:
    told = store.fetch_of((), "levels_reported", period=period)
    told = told[told["theme"] == theme] if theme else told.drop_duplicates("level")
    return {
        level: texts.LEVEL_OPTION.format(level=formatting.LEVELS[level], count=formatting.number(count))
        for level, count in zip(told["level"], told["reported"], strict=True)
        if level in formatting.LEVELS
    }
