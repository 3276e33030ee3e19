"""The panels of a theme page: chart, coverage, windows that differ, and the table twin with every cell.

A panel function returns what draws it, or None where nobody reported: the page lays out only what there is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from dashboard import (
    chart_alt,
    charts,
    comparison,
    drill,
    ends,
    filters,
    formatting,
    page_exports,
    pictures,
    scrolling,
    store,
    tables,
    targets,
    texts,
    totals,
    twins,
)
from dashboard import export_texts as words
from dashboard.groups import Group, say, split_title

Panel = Callable[[], None]
Mark = tuple[str, float | None]
_MOST_FORMATTED_CELLS = 200_000  # pandas formats no more; beyond, plain numbers


def lay_out(panels: Sequence[Panel | None]) -> None:
    """Draw the panels that have something to show, two in a row; on a phone they stack."""
    there = [panel for panel in panels if panel is not None]
    for start in range(0, len(there), 2):
        row = there[start : start + 2]
        for column, panel in zip(st.columns(min(2, len(there)), gap="medium"), row, strict=False):
            with column, st.container(border=True, gap="xsmall"):
                panel()


def rate_panel(group: Group, indicator: str, handled_by: str, title: str) -> Panel | None:
    """A rate of every reporter, printed beside recomputed."""
    rows = comparison.rate_league(group.rates, group.reporters, indicator, handled_by)
    if (rows["state"] == "missing").all():
        return None
    rows = drill.opened(rows, rows["state"] != "missing", indicator=indicator, handled_by=handled_by)

    def draw() -> None:
        name = split_title(title, handled_by)
        st.subheader(name, anchor=False)
        coverage = totals.words(totals.of(group, indicator, handled_by), "%")
        say(group, name, coverage)
        st.caption(formatting.bound(texts.MARKS))
        for line in targets.lines(group, indicator, handled_by, measure_of(indicator)):
            say(group, name, line)
        parts = (catalogue(indicator, "numerator"), catalogue(indicator, "denominator"))
        group.drawn.series.update((code, handled_by) for code in (indicator, *parts))
        marks = list(zip(rows["display"], rows["computed"].fillna(rows["printed"]), strict=True))
        key = f"{group.level}-{indicator}-{handled_by}"
        draw_chart(group, charts.rate_bars(rows), key, name, "%", [coverage, texts.MARKS], marks)
        notes_and_table(group, name, rows, key, lambda: tables.rate_table(rows))

    return draw


def value_panel(group: Group, indicators: Sequence[str], handled_by: str, title: str) -> Panel | None:
    """Several indicators of one measure: all of them for a few units, one at a time for many."""
    own = group.figures[(group.figures["handled_by"] == handled_by) & group.figures["indicator"].isin(indicators)]
    if own.empty:
        return None
    key = f"{group.level}-{indicators[0]}-{handled_by}"
    measure = str(own["measure"].iloc[0])

    def draw() -> None:
        name = split_title(title, handled_by)
        st.subheader(name, anchor=False)
        group.drawn.series.update((code, handled_by) for code in own["indicator"].unique())
        if len(group.reporters) > comparison.MANY_UNITS:
            chosen = _one_of(comparison.ordered(own["indicator"], indicators), key)
            rows = comparison.value_league(own, group.reporters, chosen, handled_by)
            coverage = totals.words(totals.of(group, chosen, handled_by), measure)
            drawn = f"{name}: {short_name(chosen)}"
        else:
            rows = comparison.value_groups(own, group.reporters, indicators, texts.SHORT)
            reported = rows.loc[rows["value"].notna(), "reporting_unit"].nunique()
            coverage, drawn = formatting.coverage(reported, len(group.reporters)), name
        say(group, name, coverage)
        rows = drill.opened(rows, rows["value"].notna(), handled_by=handled_by)
        names = rows["group"] + ", " + rows["display"] if "group" in rows else rows["display"]
        marks = list(zip(names, rows["value"], strict=True))
        draw_chart(group, charts.value_bars(rows, measure), key, drawn, measure, [coverage], marks)
        notes_and_table(group, name, rows, key, lambda: tables.value_table(rows))

    return draw


def pair_panel(
    group: Group, whole: str, part: str, title: str, names: tuple[str, str], *, show_all: bool = True
) -> Panel | None:
    """A whole and its part of every reporter: plan and disbursed, assigned and present."""
    rows = comparison.pair_league(group.figures, group.reporters, whole, part)
    if not rows["reported"].any():
        return None
    rows = drill.opened_pair(rows, whole, part)
    measure = str(group.figures.loc[group.figures["indicator"].isin((whole, part)), "measure"].iloc[0])

    def draw() -> None:
        st.subheader(title, anchor=False)
        marks = texts.PAIR_MARKS.format(whole=names[0].lower(), part=names[1].lower())
        coverage = f"{formatting.coverage(int(rows['reported'].sum()), len(rows))}\u2003{marks}"
        say(group, title, coverage)
        group.drawn.series.update((code, "") for code in (whole, part))
        shown = ends.Ends(rows) if show_all else ends.ends(rows, rows["reported"])
        if shown.note:
            say(group, title, shown.note)
        drawn = list(zip(rows["display"], rows["part_value"], strict=True))
        key = f"{group.level}-{whole}"
        draw_chart(
            group, charts.pair_bars(shown.rows, measure, names), key, title, measure, [coverage, shown.note], drawn
        )
        told = rows.rename(columns={"part_period_start": "period_start", "part_period_end": "period_end"})
        notes_and_table(group, title, told, key, lambda: tables.pair_table(rows, measure, names))

    return draw


def not_reported(group: Group, indicators: Sequence[str]) -> None:
    """Name the indicators that nobody in the group reported, so that their absence is not overlooked."""
    there = {*group.told["indicator"], *group.rates["indicator"]}
    absent = [short_name(code) for code in indicators if code not in there]
    if absent:
        said = texts.NOBODY_REPORTED.format(names=", ".join(absent))
        st.caption(said)
        group.drawn.notes.append(said)


def show_table(
    table: pd.DataFrame, height: int | Literal["auto"] = "auto", *, codes: Sequence[str] = (), key: str = ""
) -> None:
    """A table of ready texts and of numbers in the reader's format; only a missing number is empty in it.

    `codes` are what its rows open (`drill.codes`); such a table needs a key.
    """
    right = {
        texts.MARK_COMPUTED, texts.MARK_PRINTED, texts.COLUMNS["parts"], texts.ASSIGNED, texts.PRESENT, texts.PLAN,
        texts.DISBURSED, texts.COMMUNES, texts.CONNECTED, texts.SHARE,
    }  # fmt: skip
    drill.table(
        tables.with_numbers_written(table) if table.size <= _MOST_FORMATTED_CELLS else table, codes, key,
        hide_index=True, height=height, placeholder=texts.NOT_REPORTED,
        column_config={
            column: st.column_config.TextColumn(alignment="right") for column in table.columns if column in right
        }
        | {texts.COLUMNS["indicator_name"]: st.column_config.TextColumn(width="large")},
    )  # fmt: skip


def show_problems(problems: pd.DataFrame) -> None:
    """Findings with their whole sentence: a grid would cut it off. A long list scrolls, and says that it does."""
    scrolls = len(problems) > 9
    if scrolls:
        st.caption(texts.PROBLEMS_SCROLL.format(count=formatting.number(len(problems))))
    with st.container(height=560 if scrolls else "content", border=False):
        st.table(tables.problem_table(problems), border="horizontal", hide_index=True)


def _one_of(indicators: Sequence[str], key: str) -> str:
    if len(indicators) == 1:
        return indicators[0]
    names = {code: short_name(code) for code in indicators}
    chosen: str | None = st.segmented_control(
        texts.INDICATOR, list(names), default=indicators[0], format_func=names.__getitem__, key=f"pick-{key}",
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    return chosen or indicators[0]


def notes_and_table(
    group: Group,
    title: str,
    rows: pd.DataFrame,
    key: str,
    table: Callable[[], pd.DataFrame],
    begins: pd.Timestamp | None = None,
) -> None:
    """Below a chart: windows that differ from the period's, and the table twin, made when it is looked at.

    `begins` is the first day of the usual window where it is not the period's.
    A column `asked` of the rows is what the lines of the table open.
    """
    for line in window_notes(rows, begins or group.start, group.end):
        say(group, title, line)
    if (place := twins.twin(key)) is not None:
        with place:
            show_table(table(), codes=rows["asked"].tolist() if "asked" in rows else (), key=f"table-{key}")


def window_notes(rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> list[str]:
    """A line for each window that differs from the period's own, with the units whose figures have it."""
    return window_lines(comparison.other_windows(rows, start, end))


def window_lines(windows: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """A line for each of some windows with the units whose figures have it."""
    lines = []
    for window, names in windows:
        listed = ", ".join(names[:4]) + (texts.MORE_UNITS.format(count=len(names) - 4) if len(names) > 4 else "")
        lines.append(texts.WINDOW_NOTE.format(window=window, names=formatting.for_markdown(listed)))
    return lines


def offer_rows(group: Group, chart: str, rows: pd.DataFrame, columns: Mapping[str, str], note: str = "") -> None:
    """The rows of a chart whose numbers are not those of the page's own export: other periods, derived figures."""
    level = formatting.LEVELS.get(group.level, group.level)
    title, more = words.CHART_OF_LEVEL.format(chart=chart, level=level), [(texts.LEVEL, level)]
    page_exports.offer_table(title, rows, columns, asked=("reporting_units",), more=more, notes=[note] if note else [])


def draw_chart(
    group: Group,
    figure: charts.Drawing,
    key: str,
    title: str,
    measure: str,
    notes: Sequence[str],
    marks: Sequence[Mark],
) -> None:
    """The chart and its picture; `notes` are the lines of the page that the picture repeats, `marks` what is drawn."""
    alt = chart_alt.alt(title, measure, formatting.period_label(filters.current().period), marks)
    with scrolling.room(figure, key):
        name = drill.chart(figure, f"chart-{key}", theme=None, config=charts.CONFIG, alt=alt)
    pictures.offer(name, title, measure, group.level, notes)


def measure_of(indicator: str) -> str:
    """The measure that the catalogue has of an indicator."""
    return catalogue(indicator, "measure")


def catalogue(indicator: str, column: str) -> str:
    """What the catalogue says of an indicator; '' where it does not have it."""
    found = store.made(_catalogue, column).get(indicator)
    return "" if pd.isna(found) else str(found)


def _catalogue(column: str) -> dict[str, Any]:
    names = store.fetch("indicator_names")
    return dict(zip(names["indicator"].tolist(), names[column].tolist(), strict=True))


def short_name(indicator: str) -> str:
    """An indicator as charts call it."""
    return texts.SHORT.get(indicator) or catalogue(indicator, "name") or indicator
