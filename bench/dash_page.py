"""The page Hồ sơ TTHC as somebody would write it with Dash: same questions, same charts, tables, totals and notes.

Answers are cached for the life of the process, as ours are. What Streamlit's page has and this one has not: the menu
and the sidebar, the choice of language and of the lens, the files to take along (their number of rows is asked for and
said, their buttons would not be drawn again), the footer. Dash sends the body of the page only.
"""

import functools
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import pandas as pd
from dash import Dash, Input, Output, dash_table, dcc, html

from dashboard import charts, comparison, formatting, language, quarters, queries, tables, texts, time_texts, totals
from dashboard.groups import Group
from etl import database
from etl.model import PersonCanActError
from etl.snapshots import Warehouse, default_place

ASKED = {"dossiers_received", "dossiers_resolved", "dossiers_resolved_late", "dossiers_pending"}
ORDER = (
    "dossiers_received", "dossiers_carried_over", "dossiers_to_process", "dossiers_resolved",
    "dossiers_resolved_early", "dossiers_resolved_exactly_on_time", "dossiers_resolved_on_time",
    "dossiers_resolved_late", "dossiers_pending",
)  # fmt: skip
RATE, RESOLVED = "dossiers_on_time_rate", "dossiers_resolved"


class Choice(NamedTuple):
    """What the reader chose."""

    period: str
    level: str
    units: tuple[str, ...]


class Panel(NamedTuple):
    """What is drawn of one question."""

    title: str
    notes: Sequence[str]
    figure: Any
    table: pd.DataFrame


@functools.cache
def _warehouse() -> Any:
    current = Warehouse(default_place()).current()
    if current is None:
        raise SystemExit("the warehouse is empty")
    return database.open_reading(current)


@functools.lru_cache(maxsize=500)
def ask(question: str, **values: Hashable) -> pd.DataFrame:
    """One question of `queries`, asked once for the same values."""
    with closing(_warehouse().cursor()) as cursor:
        answer: pd.DataFrame = getattr(queries, question)(cursor, **values)
        return answer


def groups(choice: Choice) -> list[Group]:
    """As `dashboard.groups`, without its session."""
    who = comparison.reporters(ask("reporting"), choice.period, choice.level, choice.units)
    asked = {"period": choice.period, "theme": "dossiers", "level": choice.level, "reporting_units": choice.units}
    figures, rates = ask("figures", **asked), comparison.mark_rates(ask("rates", **asked))
    found = [
        Group(
            str(level), own, figures[figures["level"] == level], rates[rates["level"] == level],
            own["kind"].iloc[0], own["period_start"].iloc[0], own["period_end"].iloc[0],
        )
        for level, own in sorted(who.groupby("level"), key=lambda pair: -len(pair[1]))
    ]  # fmt: skip
    return [group for group in found if not (group.figures.empty and group.rates.empty)]


def rate_panel(group: Group, choice: Choice, split: str) -> Panel | None:
    """On time, unit by unit."""
    rows = comparison.rate_league(group.rates, group.reporters, RATE, split)
    if (rows["state"] == "missing").all():
        return None
    notes = [_total(group, choice, RATE, split, "%"), *_targets(group, choice, split)]
    return Panel(_title(texts.ON_TIME, split), notes, charts.rate_bars(rows), tables.rate_table(rows))


def value_panel(group: Group, choice: Choice, split: str) -> Panel | None:
    """How many dossiers."""
    shown = ASKED | set(group.reported(ORDER, split))
    indicators = tuple(code for code in ORDER if code in shown)
    own = group.figures[(group.figures["handled_by"] == split) & group.figures["indicator"].isin(indicators)]
    if own.empty:
        return None
    measure = str(own["measure"].iloc[0])
    if len(group.reporters) > comparison.MANY_UNITS:
        chosen = comparison.ordered(own["indicator"], indicators)[0]
        rows = comparison.value_league(own, group.reporters, chosen, split)
        note = _total(group, choice, chosen, split, measure)
    else:
        rows = comparison.value_groups(own, group.reporters, indicators, texts.SHORT)
        reported = rows.loc[rows["value"].notna(), "reporting_unit"].nunique()
        note = formatting.coverage(reported, len(group.reporters))
    return Panel(_title(texts.VOLUMES, split), [note], charts.value_bars(rows, measure), tables.value_table(rows))


def quarter_panel(group: Group, choice: Choice, split: str) -> Panel | None:
    """What happened in each quarter."""
    found = ask(
        "in_quarters", indicator=RESOLVED, handled_by=split, level=group.level, reporting_units=choice.units
    )  # fmt: skip
    rows = found[found["year"].isin((group.end.year - 1, group.end.year))]
    if rows["value"].isna().all():
        return None
    told = quarters.in_words(rows, _measure(RESOLVED))
    labels = quarters.labels(told)
    title = time_texts.QUARTERS_TITLE.format(indicator=texts.SHORT.get(RESOLVED, RESOLVED).lower())
    return Panel(
        _title(title, split), [time_texts.QUARTERS_NOTE], charts.quarter_heat(told, labels), quarters.table(told)
    )


def history_panel(group: Group, choice: Choice, split: str) -> Panel | None:
    """The rate over periods of one kind."""
    history = ask(
        "trend", indicator=RATE, handled_by=split, kind=group.kind, level=group.level, reporting_units=choice.units
    )  # fmt: skip
    codes = list(dict.fromkeys(history["period"]))[-8:]
    if len(codes) < 2:
        return None
    rows = history[history["period"].isin(codes)]
    names = rows.drop_duplicates("reporting_unit")
    shown = dict(zip(names["reporting_unit"], comparison.display_names(names), strict=True))
    rows = rows.assign(display=rows["reporting_unit"].map(shown))
    labels = {code: formatting.period_label(code) for code in codes}
    title = texts.HISTORY_TITLE.format(indicator=texts.SHORT.get(RATE, RATE).lower())
    return Panel(
        _title(title, split), [texts.HISTORY_NOTE], charts.rate_heat(rows, labels), tables.history_table(rows, labels)
    )


PANELS: tuple[Callable[[Group, Choice, str], Panel | None], ...] = (
    rate_panel, value_panel, quarter_panel, history_panel,
)  # fmt: skip


def body(choice: Choice) -> list[Any]:
    """Everything below the filters."""
    found = groups(choice)
    drawn: list[tuple[str, str, str]] = []
    parts: list[Any] = []
    for group in found:
        splits = group.handled_by(RATE, *ORDER)
        told = group.figures["reporting_unit"].nunique()
        period = formatting.period_label(choice.period)
        parts += [
            html.H2(formatting.LEVELS.get(group.level, group.level)),
            html.P(f"{period} · {formatting.coverage(told, len(group.reporters))}"),
        ]
        for make in PANELS:
            parts += [_drawn(panel) for split in splits if (panel := make(group, choice, split))]
        drawn += [(group.level, code, split) for split in splits for code in (RATE, *ORDER)]
    count = ask(
        "count_drawn_rows", period=choice.period, drawn=tuple(sorted(drawn)), level=choice.level,
        reporting_units=choice.units,
    )  # fmt: skip
    return [*parts, html.P(f"{count['rows'].iloc[0]} rows")]


def _drawn(panel: Panel) -> Any:
    cells = panel.table.map(formatting.number) if panel.table.empty else _formatted(panel.table)
    return html.Div(
        [
            html.H3(panel.title),
            *(html.P(note) for note in panel.notes),
            dcc.Graph(figure=panel.figure.to_dict(), config=charts.CONFIG),
            html.Details(
                [
                    html.Summary(texts.TABLE),
                    dash_table.DataTable(
                        data=cells.to_dict("records"), columns=[{"name": name, "id": name} for name in cells.columns]
                    ),
                ]
            ),
        ]
    )


def _formatted(table: pd.DataFrame) -> pd.DataFrame:
    numbers = table.select_dtypes("number").columns
    return table.assign(**{name: table[name].map(formatting.number) for name in numbers})


def _title(title: str, split: str) -> str:
    if not split:
        return title
    return texts.SPLIT_TITLE.format(title=title, handled_by=formatting.HANDLED_BY[split].lower())


def _total(group: Group, choice: Choice, indicator: str, split: str, measure: str) -> str:
    try:
        rows = ask(
            "totals", indicator=indicator, handled_by=split, level=group.level, period=choice.period,
            reporting_units=choice.units,
        )  # fmt: skip
    except PersonCanActError as error:
        return totals.words(totals.Total(reason=str(error)), measure)
    total = totals.from_row(rows.iloc[0]) if len(rows) else totals.Total(expected=len(group.reporters))
    return totals.words(total, measure)


def _targets(group: Group, choice: Choice, split: str) -> Iterator[str]:
    found = ask(
        "targets", indicator=RATE, handled_by=split, period=choice.period, level=group.level,
        reporting_units=choice.units,
    )  # fmt: skip
    for (target, document), rows in found.groupby(["target", "document"], sort=False):
        states = [f"{count} {code}" for code, count in rows["status"].value_counts().items()]
        yield f"{formatting.quantity(target, '%')} · {document} · {', '.join(states)}"


def _measure(indicator: str) -> str:
    return str(ask("indicator_names").set_index("indicator")["measure"][indicator])


def _options(labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"value": code, "label": label} for code, label in labels.items()]


def _layout() -> Any:
    reporting, units = ask("reporting"), ask("reporting_units")
    counts = {str(code): len(rows) for code, rows in reporting.groupby("period", sort=False)}
    periods = {code: f"{formatting.period_label(code)} ({count})" for code, count in counts.items()}
    levels = {"": texts.ALL_LEVELS} | {code: formatting.LEVELS[code] for code in units["level"].unique()}
    names = dict(zip(units["reporting_unit"], comparison.display_names(units), strict=True))
    return html.Div(
        [
            html.H1(texts.DOSSIERS),
            dcc.Dropdown(options=_options(periods), value=comparison.default_period(reporting), id="period"),
            dcc.RadioItems(options=_options(levels), value="", id="level"),
            dcc.Dropdown(options=_options(names), value=[], multi=True, id="units"),
            html.Div(id="body"),
        ]
    )


application = Dash(__name__, serve_locally=True, eager_loading=False)
application.layout = _layout
server = application.server


@application.callback(
    Output("body", "children"), Input("period", "value"), Input("level", "value"), Input("units", "value")
)
def _changed(period: str, level: str, units: Sequence[str]) -> list[Any]:
    with language.spoken("vi"):
        return body(Choice(period, level, tuple(units)))
