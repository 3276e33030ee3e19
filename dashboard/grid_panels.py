"""The panels of a theme page that show units over periods: rates of a kind of period, what happened in each quarter."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import (
    address,
    charts,
    comparison,
    drill,
    ends,
    filters,
    formatting,
    lives,
    panels,
    quarters,
    store,
    tables,
    texts,
    twins,
)
from dashboard import export_texts as words
from dashboard import time_texts as times
from dashboard.groups import Group, silent, split_title


def history_panel(group: Group, indicator: str, handled_by: str) -> panels.Panel | None:
    """The recomputed rate over periods of the same kind, where there are at least two."""
    history = store.fetch(
        "trend", indicator=indicator, handled_by=handled_by, kind=group.kind, level=group.level,
        reporting_units=filters.current().reporting_units,
    )  # fmt: skip
    closings = history[history["closes"] <= group.end].drop_duplicates("period").set_index("period")["closes"][-8:]
    codes = list(closings.index)
    if len(codes) < 2:
        return None

    def draw() -> None:
        days, rows = lives.of_level(group.level), history[history["period"].isin(codes)]
        kept, ended = lives.of_then(rows["reporting_unit"], days, group.end, set(group.reporters["reporting_unit"]))
        rows = rows[rows["reporting_unit"].isin(kept)]
        labels = {code: formatting.period_label(code) for code in codes}
        some, order = ends.over_periods(
            rows, rows["period"] == codes[-1], labels[codes[-1]], address.asked(address.PINNED)
        )
        notes = [texts.HISTORY_NOTE, *ended, order]
        names = rows.drop_duplicates("reporting_unit")
        shown = dict(zip(names["reporting_unit"], comparison.display_names(names), strict=True))
        rows = rows.assign(display=rows["reporting_unit"].map(shown))
        title = texts.HISTORY_TITLE.format(indicator=panels.short_name(indicator).lower())
        name = split_title(title, handled_by)
        st.subheader(name, anchor=False)
        for line in notes:
            st.caption(formatting.bound(line))
        rows = rows.assign(asked=drill.codes(rows, [True] * len(rows), indicator=indicator, handled_by=handled_by))
        key = f"history-{group.level}-{indicator}-{handled_by}"
        drawn = rows.loc[some.index]
        figure = charts.rate_heat(drawn, labels, lives.there_in(drawn, days, closings.tolist()))
        panels.draw_chart(group, figure, key, name, "%", notes, _over_periods(drawn, labels))
        if (place := twins.twin(key)) is not None:
            with place:
                table = tables.history_table(rows, labels)
                by_name = {
                    name: drill.several(reversed(own.tolist())) for name, own in rows.groupby("display")["asked"]
                }
                panels.show_table(table, codes=[by_name[name] for name in table.iloc[:, 0]], key=f"table-{key}")
                told = rows.assign(period=rows["period"].map(labels))
                panels.offer_rows(group, name, told, words.HISTORY, " ".join(notes))

    return draw


def quarter_panel(group: Group, indicator: str, handled_by: str) -> panels.Panel | None:
    """What happened in each quarter of the chosen year and the year before, derived from cumulative figures."""
    found = store.fetch(
        "in_quarters", indicator=indicator, handled_by=handled_by, level=group.level,
        reporting_units=filters.current().reporting_units,
    )  # fmt: skip
    year = group.end.year
    rows = quarters.until(found[found["year"].isin((year - 1, year))], group.end)
    days = lives.of_level(group.level)
    kept, ended = lives.of_then(rows["reporting_unit"], days, group.end, set(group.reporters["reporting_unit"]))
    rows = rows[rows["reporting_unit"].isin(kept)]
    name = split_title(times.QUARTERS_TITLE.format(indicator=panels.short_name(indicator).lower()), handled_by)
    if rows["value"].isna().all():  # figures of one window a year give no quarter to look at
        return None if rows.empty else silent(group, name, quarters.why_none(rows))

    def draw() -> None:
        def in_words(some: pd.DataFrame) -> pd.DataFrame:
            told = quarters.in_words(some, panels.measure_of(indicator))
            return told.assign(asked=drill.quarter_codes(some, indicator, handled_by))

        some, order = ends.over_periods(rows, *quarters.last_of(rows), address.asked(address.PINNED))
        told = in_words(some)
        labels = quarters.labels(told)
        st.subheader(name, anchor=False)
        notes = [times.QUARTERS_NOTE, *ended, order]
        for line in notes:
            st.caption(formatting.bound(line))
        marks = _over_periods(told, labels)
        key = f"quarters-{group.level}-{indicator}-{handled_by}"
        there = lives.there_in(told, days, [lives.quarter_end(code) for code in labels])
        figure, measure = charts.quarter_heat(told, labels, there), panels.measure_of(indicator)
        panels.draw_chart(group, figure, key, name, measure, notes, marks)
        if (place := twins.twin(key)) is not None:
            with place:
                told = in_words(rows) if len(some) < len(rows) else told
                panels.show_table(quarters.table(told), codes=told["asked"].tolist(), key=f"table-{key}")
                told = told.assign(period=told["period"].map(labels))
                panels.offer_rows(group, name, told, words.QUARTERS, " ".join(notes))

    return draw


def _over_periods(rows: pd.DataFrame, labels: Mapping[str, str]) -> list[panels.Mark]:
    """Unit and period of each cell of a heat map, with its value."""
    return [(f"{row.display}, {labels[str(row.period)]}", row.value) for row in rows.itertuples()]  # type: ignore[misc]
