"""The cards of dossiers over time: quarters of two years, backlog and clearance."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import (
    account_panel,
    cards,
    chart_words,
    charts,
    drill,
    filters,
    flow,
    formatting,
    groups,
    panels,
    quarters,
    store,
)
from dashboard import dossier_texts as words
from dashboard import time_texts as times
from dashboard.groups import Group


def quarters_panel(group: Group, series: str, units: tuple[str, ...]) -> panels.Panel | None:
    """Resolved dossiers in the quarters of the year beside those of the year before, of the same units."""
    rows = _in_quarters(group, flow.RESOLVED, series, units)
    year, last = quarters.last_ended(group.end)
    found = flow.two_years(rows, year, last)
    title = account_panel.title(group, words.QUARTERS, series, units)
    if all(each["value"] is None for each in found):
        own = rows[(rows["year"] == year) & (rows["quarter"] <= last)]
        if own.empty:
            return None
        no_base = times.NO_QUARTERS_BASE.format(year=year, before=year - 1)
        has_values = bool(own["value"].notna().any())
        return groups.silent(group, title, no_base if has_values else quarters.why_none(own))
    has_before = any(each["before"] is not None for each in found)

    def draw() -> None:
        told = [
            each | _quarter_words(each, year, len(units)) | _quarter_asked(group, series, rows, year, each)
            for each in found
        ]
        counted = "; ".join(
            words.QUARTER_OF.format(quarter=each["label"], units=each["units"], asked=len(units))
            for each in told
            if each["value"] is not None
        )
        sums, marks = words.QUARTER_ALONE, words.QUARTER_MARKS_ALONE
        if has_before:
            sums, marks = words.QUARTER_UNITS, words.QUARTER_MARKS
        said = sums.format(before=year - 1, units=counted)
        table = pd.DataFrame(
            {
                words.QUARTER: [each["label"] for each in told],
                words.YEAR_COLUMN.format(year=year): [each["value"] for each in told],
                words.YEAR_COLUMN.format(year=year - 1): [each["before"] for each in told],
                words.UNITS_COUNTED: [each["units"] for each in told],
                words.STATUS: [each["why"].replace("<br>", " ") for each in told],
            }
        )
        cards.show(
            group,
            cards.Card(
                f"two-years-{group.level}-{series}", title, flow.MEASURE,
                charts.beside_last_year(told, formatting.MEASURES[flow.MEASURE]), lambda: table,
                [(each["label"], each["value"]) for each in told], [said],
                marks.format(year=year, before=year - 1), [(flow.RESOLVED, series)],
                [drill.several((each["asked"], each["before_asked"])) for each in told],
            ),
        )  # fmt: skip

    return draw


def _quarter_asked(group: Group, series: str, rows: pd.DataFrame, year: int, each: Mapping[str, Any]) -> dict[str, str]:
    """What both columns of a quarter open: the cells of the one unit that counts, or what each of several has."""
    counted: tuple[str, ...] = each["counted"]
    found = {}
    for name, when in (("asked", year), ("before_asked", year - 1)):
        if len(counted) > 1:
            found[name] = drill.of_level(
                group.level, drill.in_quarter(when, each["quarter"]), flow.RESOLVED, series
            )  # fmt: skip
        else:
            own = rows[(rows["year"] == when) & (rows["quarter"] == each["quarter"])]
            own = own[own["reporting_unit"].isin(counted)]
            found[name] = next(iter(drill.quarter_codes(own, flow.RESOLVED, series)), "")
    return found


def _quarter_words(each: Mapping[str, Any], year: int, asked: int) -> dict[str, str]:
    label = words.SHORT_QUARTERS[each["quarter"] - 1]
    change = ""
    if each["value"] is not None and each["before"]:
        change = formatting.number(100 * (each["value"] / each["before"] - 1), 1)
        change = f"{'' if change.startswith('-') else '+'}{change} %"
    hover = [
        chart_words.bold(label), f"{year}: {formatting.quantity(each['value'], flow.MEASURE)}",
        f"{year - 1}: {formatting.quantity(each['before'], flow.MEASURE)}", formatting.coverage(each["units"], asked),
    ]  # fmt: skip
    told = chart_words.bold(formatting.number(each["value"]))
    why = "" if each["value"] is not None else words.WHY.get(each["status"], words.WHY["no_base"])
    return {
        "label": label, "why": why, "hover": "<br>".join(hover),
        "told": told + (f"<br>{chart_words.small(chart_words.grey(change))}" if change else ""),
    }  # fmt: skip


def clearance_panel(group: Group, series: str, units: tuple[str, ...]) -> panels.Panel | None:
    """Whether the backlog grows: resolved ÷ received in each quarter, and what is pending at its end."""
    year, _ = quarters.last_ended(group.end)
    years = (year - 1, year)
    frames = [
        quarters.until(_in_quarters(group, code, series, units), group.end) for code in (flow.RECEIVED, flow.RESOLVED)
    ]
    found = flow.clearance(frames[0], frames[1], years)
    while found and not found[0]["units"]:
        found = found[1:]
    while found and not found[-1]["units"]:
        found = found[:-1]
    title = account_panel.title(group, words.CLEARANCE, series, units)
    if not found:
        own = pd.concat([frame[frame["year"].isin(years)] for frame in frames])
        if own.empty:
            return None
        has_values = bool(own["value"].notna().any())
        return groups.silent(group, title, times.NO_QUARTERS_BOTH if has_values else quarters.why_none(own))

    def draw() -> None:
        pending = flow.quarter_ends(
            store.fetch("totals", indicator=flow.PENDING, handled_by=series, level=group.level, reporting_units=units)
        )
        told = [
            each | _clearance_words(each, pending.get((each["year"], each["quarter"])))
            | _clearance_asked(group, series, units, each, pending.get((each["year"], each["quarter"])))
            for each in found
        ]  # fmt: skip
        rests = [each["units"] for each in found if each["units"]]
        said = words.CLEARANCE_UNITS.format(least=min(rests), most=max(rests), asked=len(units))
        cards.show(
            group,
            cards.Card(
                f"clearance-{group.level}-{series}", title, "",
                charts.clearance(told, formatting.MEASURES[flow.MEASURE]), lambda: _clearance_table(told),
                [(each["label"].replace("<br>", " "), each["rate"]) for each in told],
                [words.CLEARANCE_NOTE, said], words.CLEARANCE_MARKS,
                [(code, series) for code in (flow.RECEIVED, flow.RESOLVED, flow.PENDING)],
                [drill.several((each["asked"], each["pending_asked"])) for each in told],
            ),
        )  # fmt: skip

    return draw


def _clearance_asked(
    group: Group, series: str, units: tuple[str, ...], each: Mapping[str, Any], total: Mapping[str, Any] | None
) -> dict[str, str]:
    """What a point of the clearance rate opens, and what the column below it: of the units together, or of the one."""
    own = units[0] if len(units) == 1 else ""
    found = {"asked": "", "pending_asked": ""}
    if each["rate"] is not None:
        when = drill.in_quarter(each["year"], each["quarter"])
        found["asked"] = _opens(group, own, when, drill.CLEARANCE, series)
    if total is not None and pd.notna(total["value"]):
        found["pending_asked"] = _opens(group, own, str(total["period"]), flow.PENDING, series)
    return found


def _opens(group: Group, unit: str, when: str, indicator: str, series: str) -> str:
    if unit:
        return drill.Asked(unit, when, indicator, series).code
    return drill.of_level(group.level, when, indicator, series)


def _clearance_words(each: Mapping[str, Any], total: Mapping[str, Any] | None) -> dict[str, Any]:
    label = f"{words.SHORT_QUARTERS[each['quarter'] - 1]}<br>{each['year']}"
    waiting = None if total is None or pd.isna(total["value"]) else float(total["value"])
    rate = formatting.number(each["rate"], 1)
    hover = [
        chart_words.bold(label.replace("<br>", " ")), f"{words.CLEARANCE_RATE}: {rate}",
        f"{words.RESOLVED}: {formatting.number(each['resolved'])} ({each['units']})",
        f"{words.RECEIVED}: {formatting.number(each['received'])} ({each['units']})",
        f"{words.PENDING}: {formatting.number(waiting)}",
    ]  # fmt: skip
    return {
        "label": label, "pending": waiting, "pending_units": None if total is None else int(total["reported"]),
        "rate_told": rate, "pending_told": formatting.number(waiting), "hover": "<br>".join(hover),
    }  # fmt: skip


def _clearance_table(told: list[dict[str, Any]]) -> pd.DataFrame:
    columns = {
        words.CLEARANCE_RATE: "rate", words.RESOLVED: "resolved", words.RECEIVED: "received",
        words.UNITS_COUNTED: "units", words.PENDING: "pending", words.PENDING_UNITS: "pending_units",
    }  # fmt: skip
    own = {title: [each[name] for each in told] for title, name in columns.items()}
    return pd.DataFrame({words.QUARTER: [each["label"].replace("<br>", " ") for each in told], **own})


def _in_quarters(group: Group, indicator: str, series: str, units: tuple[str, ...]) -> pd.DataFrame:
    """The units' quarters; asked once for all of the filters, whoever is picked."""
    rows = store.fetch(
        "in_quarters", indicator=indicator, handled_by=series, level=group.level,
        reporting_units=filters.current().reporting_units,
    )  # fmt: skip
    return rows[rows["reporting_unit"].isin(units)]
