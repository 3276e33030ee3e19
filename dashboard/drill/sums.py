"""What the units of a level come to together, with what each of them has: its row leads on to its own cells."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, comparison, filters, flow, formatting, quarters, running, store, tables, texts
from dashboard import drill_texts as words
from dashboard.drill import answers, derived, marks
from dashboard.drill.answers import Answer
from dashboard.drill.asked import CLEARANCE, KEY, RESIDUES, STEPS, Asked, quarter_codes


def answer(asked: Asked) -> Answer | None:
    """The units of the filters that count in the sum; None where nothing of it is there.

    Of one unit there is the clearance of a quarter, which no document has.
    """
    kind: Callable[[Asked], Answer | None]
    if asked.indicator in STEPS:
        kind = _step
    elif asked.indicator == CLEARANCE:
        kind = _clearance
    elif asked.indicator == flow.PENDING:
        kind = _waiting
    else:
        kind = _quarter if asked.quarter is not None else _through_the_year
    is_known = asked.level in formatting.LEVELS or answers.unit_of(asked.reporting_unit) is not None
    return kind(asked) if is_known and answers.indicator_name(asked.indicator) else None


def _step(asked: Asked) -> Answer | None:
    """A bar of the waterfall."""
    figures = store.fetch("figures", period=asked.period, theme="dossiers", **_whose(asked))
    own = figures[figures["handled_by"] == asked.handled_by] if len(figures) else figures
    told = flow.accounts(own) if len(own) else own
    if told.empty:
        return None
    step, sums = asked.indicator, told[list(STEPS)].sum()
    code = step if step in RESIDUES else flow.STEPS[step]
    printed = set(told.index) if step in RESIDUES else set(own.loc[own["indicator"] == code, "reporting_unit"])
    told = told[told[step].notna() & (told[step].ne(0) if step in RESIDUES else True)]
    if told.empty:
        return None
    rows = told.assign(code=[_of_unit(asked, unit, code) if unit in printed else "" for unit in told.index])
    equation = derived.residue_equation(step, sums) if step in RESIDUES else _added(rows)
    return _answer(asked, formatting.quantity(sums[step], flow.MEASURE), equation, rows.reset_index(), [step])


def _waiting(asked: Asked) -> Answer | None:
    """What was pending at the end of a period, of the units that the total of the chart counts."""
    same = {"indicator": asked.indicator, "handled_by": asked.handled_by, "period": asked.period, **_whose(asked)}
    total = store.fetch("totals", **same)
    if total.empty or pd.isna(total["value"].iloc[0]):
        return None
    rows, usual = store.fetch("league", **same), total.iloc[0]
    rows = rows[(rows["period_end"] - usual["window_end"]).abs() <= flow.DAYS]
    rows = rows.assign(code=[_of_unit(asked, unit, asked.indicator) for unit in rows["reporting_unit"]])
    return _answer(asked, formatting.quantity(usual["value"], flow.MEASURE), _added(rows), rows, ["value"])


def _quarter(asked: Asked) -> Answer | None:
    """A column of a quarter, of this year or of the one before."""
    rows = _in_quarters(asked, asked.indicator)
    if rows.empty or asked.quarter is None:
        return None
    year, quarter = asked.quarter
    ends = store.fetch("periods").set_index("period")["period_end"]
    shown, last = quarters.last_ended(ends[filters.current().period])
    if quarter > last or year not in (shown - 1, shown):
        return None
    found = flow.two_years(rows, shown, last)[quarter - 1]
    own = rows[(rows["year"] == year) & (rows["quarter"] == quarter) & rows["reporting_unit"].isin(found["counted"])]
    if own.empty:
        return None
    own = own.assign(code=quarter_codes(own, asked.indicator, asked.handled_by))
    total = formatting.quantity(own["value"].sum(), _measure(asked.indicator))
    return _answer(asked, total, _added(own), own, ["value"])


def _clearance(asked: Asked) -> Answer | None:
    """Resolved over received in a quarter; a row leads to what was resolved."""
    came, went = (_in_quarters(asked, code) for code in (flow.RECEIVED, flow.RESOLVED))
    if asked.quarter is None or came.empty or went.empty:
        return None
    year, quarter = asked.quarter
    went = went.assign(code=quarter_codes(went, flow.RESOLVED, asked.handled_by))
    own = flow.came_and_went(came, went).merge(went[["reporting_unit", "year", "quarter", "code"]])
    own = own[(own["year"] == year) & (own["quarter"] == quarter)]
    whole, part = own["value_in"].sum(), own["value_out"].sum()
    if not whole > 0:
        return None
    return _rate(asked, own.rename(columns={"value_out": "numerator", "value_in": "denominator"}), part, whole)


def _through_the_year(asked: Asked) -> Answer | None:
    """A point of the line through the year: the same units at each."""
    periods = store.fetch("periods").set_index("period")
    chosen = filters.current().period
    if asked.period not in periods.index or pd.isna(periods["quarter"].get(chosen)):
        return None
    year, last = int(periods["year"][chosen]), int(periods["quarter"][chosen])
    rows = store.fetch(
        "over_years", indicator=asked.indicator, handled_by=asked.handled_by, year=year, **_whose(asked)
    )  # fmt: skip
    counted = running.through_the_year(rows, year, last).rows if len(rows) else rows
    point = periods["year"][asked.period], periods["quarter"][asked.period]
    own = counted[(counted["year"] == point[0]) & (counted["position"] == point[1])] if len(counted) else counted
    if own.empty:
        return None
    own = own.assign(
        code=[
            Asked(unit, period, asked.indicator, asked.handled_by).code
            for unit, period in zip(own["reporting_unit"], own["period"], strict=True)
        ]
    )
    return _rate(asked, own, own["numerator"].sum(), own["denominator"].sum())


def _rate(asked: Asked, rows: pd.DataFrame, part: float, whole: float) -> Answer:
    sides = {"numerator": formatting.number(part), "denominator": formatting.number(whole)}
    rows = rows.assign(rate=100 * rows["numerator"] / rows["denominator"].where(rows["denominator"] > 0))
    said = words.FORMULA.format(**sides) + words.OF_UNITS.format(count=formatting.number(len(rows)))
    return _answer(asked, formatting.percent(100 * part / whole), said, rows, ["rate", "numerator", "denominator"])


def _answer(asked: Asked, total: str, equation: str, rows: pd.DataFrame, columns: list[str]) -> Answer:
    names = store.fetch("reporting_units")
    display = dict(zip(names["reporting_unit"], comparison.display_names(names), strict=True))
    order = rows[columns[0]].abs().sort_values(ascending=False, kind="stable").index
    rows = rows.loc[order]
    title = answers.indicator_name(asked.indicator)
    titles = {"rate": f"{title} (%)", "numerator": words.ROLES["numerator"], "denominator": words.ROLES["denominator"]}

    def draw() -> None:
        answers.value(total, equation)
        shown = {texts.COLUMNS["display"]: [display.get(unit, unit) for unit in rows["reporting_unit"]]}
        shown |= {titles.get(name, title): rows[name].astype("float64").tolist() for name in columns}
        marks.table(
            tables.with_numbers_written(pd.DataFrame(shown)), rows["code"].tolist(), f"traced-sum-{asked.code}",
            hide_index=True, placeholder=formatting.ABSENT, height="auto" if len(rows) < _TALL else 420,
        )  # fmt: skip
        if asked.code not in address.asked(KEY):
            st.rerun()  # a row was taken: the dialog is about its figure now

    whose = words.WHOLE_LEVEL.format(level=formatting.LEVELS.get(asked.level, ""))
    if not asked.level:
        whose = display.get(asked.reporting_unit, asked.reporting_unit)
    return answers.answer(whose, asked, draw)


_TALL = 12  # rows; a longer table scrolls


def _added(rows: pd.DataFrame) -> str:
    return words.ADDED.format(count=formatting.number(len(rows)))


def _of_unit(asked: Asked, unit: Any, code: str) -> str:
    return Asked(str(unit), asked.period, code, asked.handled_by).code


def _whose(asked: Asked) -> dict[str, Any]:
    """The units of the filters; or the one that is asked for."""
    if asked.level:
        return {"level": asked.level, "reporting_units": filters.current().reporting_units}
    unit = answers.unit_of(asked.reporting_unit)
    return {"level": "" if unit is None else str(unit["level"]), "reporting_units": (asked.reporting_unit,)}


def _in_quarters(asked: Asked, code: str) -> pd.DataFrame:
    """Of those that reported in the chosen period, as the page has them."""
    choice = filters.current()
    whose = _whose(asked)
    rows = store.fetch("in_quarters", indicator=code, handled_by=asked.handled_by, **whose)
    there = comparison.reporters(store.fetch("reporting"), choice.period, whose["level"], whose["reporting_units"])
    return rows[rows["reporting_unit"].isin(there["reporting_unit"])]


def _measure(indicator: str) -> str:
    found = store.fetch("indicator_names").set_index("indicator")["measure"]
    return str(found.get(indicator, ""))
