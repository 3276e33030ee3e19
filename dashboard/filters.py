"""The filter bar that all pages share, and its state in the address bar.

The address carries plain codes (ky, cap, dv). It wins over the widgets only where it differs from what
this session last wrote there: a shared link, or the browser's Back. Whatever does not exist in the
warehouse is ignored and said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import comparison, formatting, store, texts

_PERIOD, _LEVEL, _UNITS, _PUBLISHED, _CHOICE = "ky", "cap", "dv", "published", "choice"


@dataclass(frozen=True)
class Filters:
    """What the reader chose; `level` '' and no `reporting_units` mean all."""

    period: str = ""
    level: str = ""
    reporting_units: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Options:
    """What exists in the snapshot, and so what may be chosen."""

    periods: dict[str, str]
    levels: list[str]
    reporting_units: dict[str, str]
    levels_of_units: dict[str, str]
    default_period: str


def filter_bar(*, visible: bool, also: Mapping[str, str]) -> Filters:
    """Draw the bar (or only keep its state on pages that do not filter) and return the choice.

    `also` is what the page itself has in the address.
    """
    options = _options(store.fetch("reporting"), store.fetch("reporting_units"))
    if not options.periods:
        st.query_params.update(also)
        return Filters()
    choice, ignored = _chosen(options)
    if visible:
        choice = _widgets(choice, options)
    st.session_state[_CHOICE] = choice
    _publish(choice, also)
    if ignored:
        st.caption(texts.UNKNOWN_IN_LINK.format(values=formatting.for_markdown(", ".join(ignored))))
    return choice


def current() -> Filters:
    """The choice of this script run, for pages."""
    choice: Filters = st.session_state.get(_CHOICE, Filters())
    return choice


def choose(period: str) -> None:
    """For a button's on_click: go to a period with all its reporting units."""
    st.session_state[_CHOICE] = Filters(period)
    redraw()


def forget() -> None:
    """Back to what a new visitor sees: the other warehouse has periods and units of its own."""
    for key in (_CHOICE, _PUBLISHED, _PERIOD, _LEVEL, _UNITS):
        st.session_state.pop(key, None)


def redraw() -> None:
    """Let the widgets take their values from the choice again: it, or their language, is another one."""
    for key in (_PERIOD, _LEVEL, _UNITS):
        st.session_state.pop(key, None)


def _link(choice: Filters) -> dict[str, str | list[str]]:
    """The address parameters that reopen a choice."""
    parameters: dict[str, str | list[str]] = {_PERIOD: choice.period}
    if choice.level:
        parameters[_LEVEL] = choice.level
    if choice.reporting_units:
        parameters[_UNITS] = list(choice.reporting_units)
    return parameters


def _options(reporting: pd.DataFrame, units: pd.DataFrame) -> _Options:
    if reporting.empty:
        return _Options({}, [], {}, {}, "")
    counts = {str(code): len(rows) for code, rows in reporting.groupby("period", sort=False)}
    names = comparison.display_names(units)
    return _Options(
        periods={
            code: texts.PERIOD_OPTION.format(period=formatting.period_label(code), count=count)
            for code, count in counts.items()
        },
        levels=comparison.ordered(units["level"], formatting.LEVELS),
        reporting_units=dict(zip(units["reporting_unit"], names, strict=True)),
        levels_of_units=dict(zip(units["reporting_unit"], units["level"], strict=True)),
        default_period=comparison.default_period(reporting),
    )


def _chosen(options: _Options) -> tuple[Filters, list[str]]:
    """The address where somebody else wrote it, else the widgets, else what this session chose before."""
    kept: Filters = st.session_state.get(_CHOICE, Filters(options.default_period))
    kept = _existing(kept, options)  # the trial's warehouse holds others
    address = {key: st.query_params.get_all(key) for key in (_PERIOD, _LEVEL, _UNITS) if key in st.query_params}
    if not address or address == st.session_state.get(_PUBLISHED):
        return kept, []
    period, level = (address.get(key, [""])[-1] for key in (_PERIOD, _LEVEL))
    units = address.get(_UNITS, [])
    asked = _existing(Filters(period, level, tuple(units)), options)
    redraw()
    known = {"", *options.periods, *options.levels, *options.reporting_units}
    return asked, [value[:40] for value in (period, level, *units) if value not in known]


def _existing(choice: Filters, options: _Options) -> Filters:
    return Filters(
        choice.period if choice.period in options.periods else options.default_period,
        choice.level if choice.level in options.levels else "",
        tuple(code for code in options.reporting_units if code in choice.reporting_units),
    )


def _widgets(choice: Filters, options: _Options) -> Filters:
    _seed(_PERIOD, choice.period, options.periods)
    _seed(_LEVEL, choice.level, ["", *options.levels])
    levels = {"": texts.ALL_LEVELS} | {level: formatting.LEVELS[level] for level in options.levels}
    with st.container(horizontal=True, vertical_alignment="top", key="filters"):
        period = st.selectbox(
            texts.PERIOD, list(options.periods), format_func=options.periods.__getitem__, key=_PERIOD, filter_mode=None,
            width=266,
        )  # fmt: skip
        level = st.segmented_control(
            texts.LEVEL, list(levels), format_func=levels.__getitem__, key=_LEVEL, width="content", required=True
        )
        offered = [code for code in options.reporting_units if not level or options.levels_of_units[code] == level]
        st.session_state[_UNITS] = [
            code for code in st.session_state.get(_UNITS, choice.reporting_units) if code in offered
        ]
        units = st.multiselect(
            texts.REPORTING_UNITS, offered, format_func=options.reporting_units.__getitem__, key=_UNITS,
            placeholder=texts.ALL_REPORTING_UNITS, width=260, select_all=False,
        )  # fmt: skip
    return Filters(period or choice.period, level or "", tuple(units))


def _seed(key: str, value: str, allowed: Sequence[str] | dict[str, str]) -> None:
    """Give a widget its value before it is drawn; a value that no longer exists is replaced."""
    if st.session_state.get(key) not in allowed:
        st.session_state[key] = value


def _publish(choice: Filters, also: Mapping[str, str]) -> None:
    wanted = _link(choice) | store.address() | dict(also)
    st.session_state[_PUBLISHED] = {key: [value] if isinstance(value, str) else value for key, value in wanted.items()}
    there = {key: st.query_params.get_all(key) for key in st.query_params}
    if there != st.session_state[_PUBLISHED]:
        st.query_params.from_dict(wanted)
