"""Disbursement of a level through the year beside the year before: the same units at every point."""

from collections.abc import Mapping
from typing import Any, cast

import pandas as pd
import streamlit as st

from dashboard import charts, drill, filters, formatting, panels, running, store, targets, totals, twins
from dashboard import theme_texts as words
from dashboard.groups import Group, say, silent
from dashboard.panels import Panel

_PLACES = (74 / 365, 165 / 365, 257 / 365, 348 / 365)  # 14/3, 14/6, 14/9, 14/12: where nobody says another day


def running_panel(group: Group, rate: str) -> Panel | None:
    """This year up to the chosen period, the year before whole; None where the period does not end with a quarter."""
    choice = filters.current()
    periods = store.fetch("periods").set_index("period")
    quarter = periods["quarter"].get(choice.period)
    if quarter is None or pd.isna(quarter):
        return None
    year = int(periods["year"][choice.period])
    rows = store.fetch(
        "over_years", indicator=rate, handled_by="", year=year, level=group.level,
        reporting_units=choice.reporting_units,
    )  # fmt: skip
    if rows.empty:
        return None
    found = running.through_the_year(rows, year, int(quarter))
    if found.points["value"].notna().sum() < running.LINE:
        return silent(group, words.RUNNING_TITLE, words.NO_RUNNING.format(year=year))

    def draw() -> None:
        title = words.RUNNING_TITLE
        st.subheader(title, anchor=False)
        target = _common_target(group, rate)
        total = max(totals.of(group, rate, "").expected, found.told)
        mark = words.RUNNING_BEFORE.format(before=year - 1) if _has_before(found, year) else ""
        marks_told = words.RUNNING_NOTE.format(year=year, before=mark, target=formatting.percent(target))
        notes = [_coverage(found, year, total), marks_told]
        for line in notes:
            say(group, title, line)
        group.drawn.series.add((rate, ""))
        told = found.points.assign(words=_hovers(found))
        asked = _asked(found, group.level, rate)
        now, before = (_line(told, each, asked) for each in (year, year - 1))
        figure = charts.running(_places(told), words.RUNNING_POSITIONS, now, before, target, words.RUNNING_PACE)
        marks = [(f"{_position(place)} {when}", value) for when, place, value in
                 zip(told["year"], told["position"], told["value"], strict=True)]  # fmt: skip
        key = f"running-{group.level}-{rate}"
        panels.draw_chart(group, figure, key, title, "%", notes, marks)
        if (place := twins.twin(key)) is not None:
            with place:
                table = _table(found)
                codes = [asked.get(place, "") for place in zip(told["year"], told["position"], strict=True)]
                panels.show_table(table, codes=codes, key=f"table-{key}")
                panels.offer_rows(group, title, table, {name: name for name in table.columns}, notes[0])

    return draw


def _coverage(found: running.Running, year: int, total: int) -> str:
    template = words.RUNNING_UNITS if _has_before(found, year) else words.RUNNING_UNITS_ONE_YEAR
    said = template.format(count=found.units, total=total, before=year - 1)
    return said + (words.RUNNING_OTHER.format(count=found.other_window) if found.other_window else "")


def _has_before(found: running.Running, year: int) -> bool:
    points = found.points
    return bool(points.loc[points["year"] == year - 1, "value"].notna().any())


def _common_target(group: Group, rate: str) -> float:
    """The target of the year where it is the same for all units; else the whole plan."""
    choice = filters.current()
    asked = targets.of_level(rate, "", choice.period, group.level, choice.reporting_units)
    known = set(asked["target"].dropna()) if len(asked) else set()
    return float(known.pop()) if len(known) == 1 else 100.0


def _asked(found: running.Running, level: str, rate: str) -> dict[tuple[int, int], str]:
    """What each point opens: what each of the units has, or of one unit its cells."""
    codes = {}
    for place, own in found.rows.groupby(["year", "position"]):
        year, position = cast("tuple[int, int]", place)
        period = str(own["period"].mode().iloc[0])
        unit = str(own["reporting_unit"].iloc[0])
        code = drill.of_level(level, period, rate, "") if len(own) > 1 else drill.Asked(unit, period, rate, "").code
        codes[year, position] = code
    return codes


def _line(told: pd.DataFrame, year: int, asked: Mapping[tuple[int, int], str]) -> charts.Line:
    own = told[told["year"] == year]
    values = [None if pd.isna(value) else float(value) for value in own["value"]]
    known = [value for value in values if value is not None]
    end = words.RUNNING_END.format(year=year, value=formatting.percent(known[-1])) if known else ""
    opened = [asked.get((year, position), "") for position in own["position"]]
    return charts.Line(values, own["words"].tolist(), end, opened)


def _hovers(found: running.Running) -> list[str]:
    return [_hover(row, found.units) for row in found.points.to_dict("records")]


def _hover(row: Any, units: int) -> str:
    if pd.isna(row["value"]):
        return ""
    numbers = {side: formatting.number(row[side]) for side in ("numerator", "denominator")}
    return str(words.RUNNING_HOVER.format(
        position=_position(row["position"]), year=row["year"], value=formatting.percent(row["value"]), count=units,
        **numbers,
    ))  # fmt: skip


def _places(told: pd.DataFrame) -> list[float]:
    """Where in the year each position ends: of this year, else of the year before, else the usual days."""
    places = []
    for position, usual in zip(running.POSITIONS, _PLACES, strict=True):
        closes = told.loc[told["position"] == position, "closes"].dropna()
        places.append(
            usual if closes.empty else closes.iloc[-1].day_of_year / (366 if closes.iloc[-1].is_leap_year else 365)
        )
    return places


def _table(found: running.Running) -> pd.DataFrame:
    points = found.points
    columns = {
        "year": points["year"].astype(str),
        "position": points["position"].map(_position),
        "value": points["value"].map(formatting.percent),
        "numerator": points["numerator"].astype("float64"),
        "denominator": points["denominator"].astype("float64"),
        "units": points["value"].notna() * found.units,
        "reported": points["reported"],
    }
    return pd.DataFrame({words.RUNNING_COLUMNS[name]: column for name, column in columns.items()})


def _position(position: int) -> str:
    return str(words.RUNNING_POSITIONS[position - 1])
