"""What follows from several figures of one unit: what happened in a quarter, and what an account of dossiers lacks."""

from typing import Any

import pandas as pd

from dashboard import drill_texts as words
from dashboard import flow, formatting, store, time_texts
from dashboard.drill import answers, card
from dashboard.drill.answers import Answer
from dashboard.drill.asked import Asked

_OF = {
    "residue_in": (flow.TO_PROCESS, flow.CARRIED, flow.RECEIVED),
    "residue_out": (flow.PENDING, flow.TO_PROCESS, flow.ON_TIME, flow.LATE),
}


def in_quarter(asked: Asked) -> Answer | None:
    """The difference of two cumulative figures; None where the quarter is not one."""
    unit, when = answers.unit_of(asked.reporting_unit), asked.quarter
    if unit is None or when is None or not answers.indicator_name(asked.indicator):
        return None
    rows = store.fetch(
        "in_quarters", indicator=asked.indicator, handled_by=asked.handled_by, level=unit["level"],
        reporting_units=(asked.reporting_unit,),
    )  # fmt: skip
    rows = rows[(rows["year"] == when[0]) & (rows["quarter"] == when[1])]
    if rows.empty or rows["status"].iloc[0] not in ("exact", "negative"):
        return None
    row = rows.iloc[0]
    both = [asked._replace(period=row[name]) for name in ("period", "previous_period")]
    found = [store.fetch("traced_figure", **each._asdict()) for each in both]
    if any(each.empty for each in found):
        return None
    now, before = (each.iloc[0] for each in found)

    def draw() -> None:
        is_ratio = bool(now["numerator_code"])
        answers.value(
            formatting.quantity(row["value"], now["measure"]) if pd.notna(row["value"]) else words.NO_VALUE,
            _difference(now, before), [_days(row), _reason(row)],
        )  # fmt: skip
        cells = pd.concat([_cells(each, is_ratio=is_ratio) for each in both], ignore_index=True)
        card.cells(cells, is_ratio=is_ratio)
        for each in both:
            card.findings(each, tuple(dict.fromkeys(cells["indicator"])))

    name = formatting.full_name(unit["name"], unit["parent_name"])
    return answers.answer(name, asked, draw)


def _cells(asked: Asked, *, is_ratio: bool) -> pd.DataFrame:
    """The cells of one of the two periods, which they name; a rate that was printed is no part of a difference."""
    cells = store.fetch("traced_cells", **asked._asdict())
    shown = cells[cells["role"] != "figure"] if is_ratio else cells
    return shown.assign(of_period=formatting.period_label(asked.period))


def _difference(now: Any, before: Any) -> str:
    """'= 3.456 (9 tháng) − 2.222 (6 tháng)'; of a ratio the differences of both its parts."""
    labels = {"period": formatting.period_label(now["period"]), "before": formatting.period_label(before["period"])}
    if not now["numerator_code"]:
        numbers = {"now": formatting.number(now["reported"]), "then": formatting.number(before["reported"])}
        return words.DIFFERENCE.format(**numbers, **labels)
    sides = {
        f"{when}_{side}": formatting.number(row[side])
        for when, row in (("now", now), ("then", before))
        for side in ("numerator", "denominator")
    }
    return words.DIFFERENCE_RATIO.format(**sides, **labels)


def _days(row: Any) -> str:
    if pd.isna(row["window_start"]) or pd.isna(row["window_end"]):
        return ""
    window = formatting.window(row["window_start"], row["window_end"])
    return words.WINDOW.format(basis=formatting.BASES["in_period"], window=window)


def _reason(row: Any) -> str:
    """Why there is no value, where there is none."""
    if pd.notna(row["value"]):
        return words.DERIVED
    said = time_texts.QUARTER_REASONS[row["status"]].format(
        period=formatting.period_label(row["period"]), before=formatting.period_label(row["previous_period"]),
        difference=formatting.number(row["difference"]),
    )  # fmt: skip
    return f"{said[0].upper()}{said[1:]}."


def residue(asked: Asked) -> Answer | None:
    """What the printed numbers of dossiers do not account for; None where the unit has no account in the period."""
    unit = answers.unit_of(asked.reporting_unit)
    if unit is None:
        return None
    figures = store.fetch(
        "figures", period=asked.period, theme="dossiers", level=unit["level"], reporting_units=(asked.reporting_unit,)
    )  # fmt: skip
    told = flow.accounts(figures[figures["handled_by"] == asked.handled_by]) if len(figures) else figures
    if told.empty:
        return None
    row = told.iloc[0]

    def draw() -> None:
        answers.value(formatting.quantity(row[asked.indicator], flow.MEASURE), residue_equation(asked.indicator, row))
        cells = [
            store.fetch("traced_cells", **asked._replace(indicator=code)._asdict()) for code in _OF[asked.indicator]
        ]
        card.cells(pd.concat(cells, ignore_index=True), is_ratio=False)
        card.findings(asked, _OF[asked.indicator])

    name = formatting.full_name(unit["name"], unit["parent_name"])
    return answers.answer(name, asked, draw)


def residue_equation(step: str, row: Any) -> str:
    """'= 105 − (50 + 50)', from a row of `flow.accounts` or the sum of several."""
    told = {name: formatting.number(row[name]) for name in ("carried", "received", "to_process", "on_time", "late",
                                                            "pending")}  # fmt: skip
    return words.RESIDUES[step].format(**told)
