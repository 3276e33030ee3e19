"""The page Hồ sơ TTHC as Dash serves it: the first part, with the same figures, charts, notes and count of rows.

The cards come from the modules of our own page, asked without a session, so that both sides ask, compare and build
the same when they are asked for the first time. Answers are kept for the life of the process by both; ours keeps also
the cards that it made of them (decision 25), this page makes them at each change, as a callback usually does. Tables
wait until they are opened on both. What Streamlit's page has and this one has not: the menu and the sidebar, the
choice of language and of the lens, the buttons for files and pictures, the footer. Dash sends the body of the page
only.
"""

import functools
from collections.abc import Hashable, Sequence
from contextlib import closing
from contextvars import ContextVar
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, dcc, html

from dashboard import (
    address,
    cards,
    charts,
    comparison,
    dossier_panels,
    filters,
    formatting,
    groups,
    language,
    queries,
    ranking,
    share_panels,
    store,
    texts,
)
from etl import database
from etl.snapshots import Warehouse, default_place

RATE = "dossiers_on_time_rate"
_choice: ContextVar[filters.Filters] = ContextVar("choice")


@functools.cache
def _warehouse() -> Any:
    current = Warehouse(default_place()).current()
    if current is None:
        raise SystemExit("the warehouse is empty")
    return database.open_reading(current)


@functools.lru_cache(maxsize=500)
def _ask(question: str, values: tuple[tuple[str, Hashable], ...]) -> pd.DataFrame:
    with closing(_warehouse().cursor()) as cursor:
        answer: pd.DataFrame = getattr(queries, question)(cursor, **dict(values))
        return answer


def ask(question: str, **values: Hashable) -> pd.DataFrame:
    """One question of `queries`, asked once for the same values."""
    return _ask(question, tuple(sorted(values.items()))).copy()


def ask_of(reporting_units: Sequence[str], question: str, **values: Hashable) -> pd.DataFrame:
    """Of an answer about all units of a level the rows of some of them; none named are all."""
    answer = ask(question, **values)
    return answer[answer["reporting_unit"].isin(reporting_units)] if reporting_units else answer


@functools.lru_cache(maxsize=200)
def _made(make: Any, *values: Hashable) -> Any:
    """What is made of answers, once in a callback: rows and charts are made anew for each change."""
    return make(*values)


def _without_session() -> None:
    """What our modules ask of the session of a reader, answered from the choice of the callback."""
    store.fetch, store.fetch_of = ask, ask_of
    store.made = _made
    filters.current = _choice.get
    address.asked = lambda _key: []


def _cards(group: groups.Group) -> list[cards.Card]:
    """What our page would draw of a group."""
    drawn: list[cards.Card] = []
    cards.show = lambda _group, card: drawn.append(card)
    series = next(iter(group.handled_by(RATE)), "") if group.level not in ("commune", "department") else ""
    everyone = len(group.reporters) <= ranking.MOST
    for panel in (
        dossier_panels.rank_panel(group, RATE, series, texts.ON_TIME, everyone=everyone),
        share_panels.parts_panel(group, RATE, series, everyone=everyone),
    ):
        if panel is not None:
            panel()
    return drawn


def body(choice: filters.Filters) -> list[Any]:
    """Everything below the filters."""
    _choice.set(choice)
    _made.cache_clear()
    found = [group for group in groups.chosen_groups("dossiers") if not (group.figures.empty and group.rates.empty)]
    parts: list[Any] = []
    shown: set[tuple[str, str, str]] = set()
    for group in found:
        told = group.figures["reporting_unit"].nunique()
        parts += [
            html.H2(formatting.LEVELS.get(group.level, group.level)),
            html.P(f"{formatting.period_label(choice.period)} · {formatting.coverage(told, len(group.reporters))}"),
            html.P(texts.MARKS),
        ]
        for card in _cards(group):
            parts.append(_drawn(card))
            shown |= {(group.level, *series) for series in card.series}
    drawn = tuple(sorted(shown))
    count = store.fetch_of(
        choice.reporting_units, "count_drawn_rows", period=choice.period, drawn=drawn, level=choice.level
    )
    return [*parts, html.P(f"{count['rows'].sum()} rows")]


def _drawn(card: cards.Card) -> Any:
    return html.Div(
        [
            html.H3(card.title),
            *(html.P(line) for line in (*card.said, card.marks) if line),
            dcc.Graph(figure=card.figure.to_dict(), config=charts.CONFIG),
            html.Details([html.Summary(texts.TABLE)]),
        ]
    )


def _options(labels: dict[str, str]) -> list[dict[str, str]]:
    return [{"value": code, "label": label} for code, label in labels.items()]


def _layout() -> Any:
    reporting, units = ask("reporting"), ask("reporting_units")
    counts = {str(code): len(rows) for code, rows in reporting.groupby("period", sort=False)}
    periods = {code: f"{formatting.period_label(code)} ({count})" for code, count in counts.items()}
    levels = {code: formatting.LEVELS[code] for code in units["level"].value_counts().index}
    names = dict(zip(units["reporting_unit"], comparison.display_names(units), strict=True))
    return html.Div(
        [
            html.H1(texts.DOSSIERS),
            dcc.Dropdown(options=_options(periods), value=comparison.default_period(reporting), id="period"),
            dcc.RadioItems(options=_options(levels), value=next(iter(levels)), id="level"),
            dcc.Dropdown(options=_options(names), value=[], multi=True, id="units"),
            html.Div(id="body"),
        ]
    )


_without_session()
application = Dash(__name__, serve_locally=True, eager_loading=False)
application.layout = _layout
server = application.server


@application.callback(
    Output("body", "children"), Input("period", "value"), Input("level", "value"), Input("units", "value")
)
def _changed(period: str, level: str, units: Sequence[str]) -> list[Any]:
    with language.spoken("vi"):
        return body(filters.Filters(period, level, tuple(units)))
