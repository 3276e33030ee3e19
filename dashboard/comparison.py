"""Rules for putting figures side by side: who is compared, what is missing, when two rates disagree.

Neither SQL nor drawing. A reporting unit that sent something this period but not this figure stays in
the comparison as "not reported"; it is never a zero.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import formatting, texts
from dashboard.records import Record, records
from etl.rates import disagrees as rate_disagrees

PEERS = 3  # of fewer units no median is taken
MANY_UNITS = 8  # above this a chart shows one indicator at a time, with dense rows
_WHO = ["reporting_unit", "name", "parent_name", "level", "status", "display"]


def median(values: pd.Series) -> float | None:
    """The middle of a level; None of too few."""
    known = values.dropna()
    return float(known.median()) if len(known) >= PEERS else None


def default_period(reporting: pd.DataFrame) -> str:
    """The latest period with enough coverage, else the best covered one; '' when nothing was reported.

    Enough: at least two reporting units of one level, and at least half of that level's best period. The
    latest file alone never decides what a leader sees first.
    """
    if reporting.empty:
        return ""
    counts = reporting.groupby(["period", "period_end", "level"]).size().reset_index(name="units")
    best = counts.groupby("level")["units"].transform("max")
    enough = counts[(counts["units"] >= 2) & (2 * counts["units"] >= best)]
    if not enough.empty:
        return str(enough.sort_values("period_end")["period"].iloc[-1])
    return str(counts.sort_values(["units", "period_end"])["period"].iloc[-1])


def reporters(reporting: pd.DataFrame, period: str, level: str, chosen: Sequence[str]) -> pd.DataFrame:
    """Reporting units that sent something for the period, each with a label that is unique among them."""
    wanted = reporting["period"] == period
    if level:
        wanted &= reporting["level"] == level
    if chosen:
        wanted &= reporting["reporting_unit"].isin(chosen)
    rows = reporting[wanted]
    return rows.assign(display=display_names(rows))


def display_names(rows: pd.DataFrame) -> pd.Series:
    """The name; with its parent where two share it; marked where a person has not confirmed the unit."""
    twins = rows["name"].duplicated(keep=False).tolist()
    names, parents, statuses = (rows[each].tolist() for each in ("name", "parent_name", "status"))
    named = [
        formatting.full_name(name, parent) if twin else name
        for name, parent, twin in zip(names, parents, twins, strict=True)
    ]
    marked = [
        name + texts.PROVISIONAL_UNIT if status == "provisional" else name
        for name, status in zip(named, statuses, strict=True)
    ]
    return pd.Series(marked, index=rows.index, dtype="object")


def disagrees(printed: Any, raw: Any, numerator: Any, denominator: Any) -> bool:
    """Whether a printed rate contradicts its own parts, by the loader's own rule; never where a part is missing."""
    if any(pd.isna(value) for value in (printed, numerator, denominator)) or not denominator:
        return False
    return rate_disagrees(float(printed), str(raw), float(numerator), float(denominator))


def mark_rates(rates: pd.DataFrame) -> pd.DataFrame:
    """Add `state` (computed, printed_only, zero_denominator), `disagrees` and `gap` in percentage points."""
    states = [
        "computed" if not pd.isna(computed) else "zero_denominator" if zero else "printed_only"
        for computed, zero in zip(rates["computed"].tolist(), rates["zero_denominator"].tolist(), strict=True)
    ]
    told = (rates[name].tolist() for name in ("printed", "raw", "numerator", "denominator"))
    contradictions = [disagrees(*values) for values in zip(*told, strict=True)]
    return rates.assign(
        state=pd.Series(states, index=rates.index, dtype="object"),
        disagrees=pd.Series(contradictions, index=rates.index, dtype="bool"),
        gap=(rates["printed"] - rates["computed"]).abs(),
    )


def rate_league(rates: pd.DataFrame, reporters: pd.DataFrame, indicator: str, handled_by: str) -> pd.DataFrame:
    """One row per reporter, best rate first; then those with a printed rate only, then those without any."""
    rows = rates[(rates["indicator"] == indicator) & (rates["handled_by"] == handled_by)]
    rows = _with_everyone(rows, reporters)
    rows["state"] = rows["state"].fillna("missing")
    rows["disagrees"] = rows["disagrees"].eq(True)
    order = rows["state"].map({"computed": 0, "printed_only": 1, "zero_denominator": 2, "missing": 3})
    return rows.assign(_order=order).sort_values(
        ["_order", "computed", "printed"], ascending=[True, False, False], kind="stable", ignore_index=True
    )


def rates_of_all(rates: pd.DataFrame, reporters: pd.DataFrame, indicator: str, handled_by: str) -> list[Record]:
    """One row per reporter, in their order: what code reads one by one of a `rate_league`, at a tenth of its cost."""
    series = zip(rates["indicator"].tolist(), rates["handled_by"].tolist(), strict=True)
    places = [place for place, of in enumerate(series) if of == (indicator, handled_by)]
    rows = records(rates if len(places) == len(rates) else rates.take(places))
    found = {row["reporting_unit"]: row for row in rows}
    missing = dict.fromkeys(rates.columns, float("nan")) | {"state": "missing", "disagrees": False}
    return [{**missing, **found.get(who["reporting_unit"], {}), **who} for who in records(reporters[_WHO])]


def value_league(figures: pd.DataFrame, reporters: pd.DataFrame, indicator: str, handled_by: str) -> pd.DataFrame:
    """One row per reporter, largest value first, those that did not report last."""
    rows = figures[(figures["indicator"] == indicator) & (figures["handled_by"] == handled_by)]
    return _with_everyone(rows, reporters).sort_values(
        "value", ascending=False, na_position="last", kind="stable", ignore_index=True
    )


def value_groups(
    figures: pd.DataFrame, reporters: pd.DataFrame, indicators: Sequence[str], names: Mapping[str, str]
) -> pd.DataFrame:
    """Several indicators under each reporter: `group` is the unit, `display` the indicator's short name."""
    order = {code: position for position, code in enumerate(indicators)}
    wanted = reporters.merge(pd.DataFrame({"indicator": list(indicators)}), how="cross")
    catalogue = figures.drop_duplicates("indicator").set_index("indicator")
    own = figures[figures["indicator"].isin(indicators)].drop(
        columns=["name", "level", "parent_name", "status", "period", "indicator_name", "measure"]
    )
    rows = wanted[[*_WHO, "indicator"]].merge(own, on=["reporting_unit", "indicator"], how="left")
    return rows.assign(
        group=rows["display"],
        display=rows["indicator"].map(lambda code: names.get(code, code)),
        indicator_name=rows["indicator"].map(catalogue["indicator_name"]).fillna(rows["indicator"].map(names)),
        measure=rows["indicator"].map(catalogue["measure"]).fillna(figures["measure"].iloc[0]),
        _order=rows["indicator"].map(order),
    ).sort_values(["group", "_order"], key=_unit_order(reporters), kind="stable", ignore_index=True)


def pair_league(
    figures: pd.DataFrame, reporters: pd.DataFrame, whole: str, part: str, handled_by: str = ""
) -> pd.DataFrame:
    """A whole and its part side by side (assigned and present, plan and disbursed), largest share first."""
    own = figures[figures["handled_by"] == handled_by]
    columns = ["reporting_unit", "value", "file", "sheet", "cell", "raw", "source", "period_start", "period_end"]
    sides = [
        own.loc[own["indicator"] == code, columns].rename(columns={name: f"{side}_{name}" for name in columns[1:]})
        for code, side in ((whole, "whole"), (part, "part"))
    ]
    rows = reporters[_WHO].merge(sides[0], on="reporting_unit", how="left")
    rows = rows.merge(sides[1], on="reporting_unit", how="left")
    rows["share"] = 100 * rows["part_value"] / rows["whole_value"].where(rows["whole_value"] > 0)
    rows["reported"] = rows["whole_value"].notna() | rows["part_value"].notna()
    return rows.sort_values(
        ["reported", "share"], ascending=[False, False], na_position="last", kind="stable", ignore_index=True
    )


def other_windows(rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> list[tuple[str, list[str]]]:
    """Windows that differ from the period's default, each with the units whose figures have it."""
    units = "group" if "group" in rows else "display"
    told = zip(*(rows[each].tolist() for each in ("period_start", "period_end", units)), strict=True)
    return windows_told(told, start, end)


def windows_told(
    told: Iterable[tuple[Any, Any, str]], start: pd.Timestamp, end: pd.Timestamp
) -> list[tuple[str, list[str]]]:
    """The same of first day, last day and name of each."""
    found: dict[str, dict[str, None]] = {}
    for first, last, name in told:
        if not pd.isna(first) and (first, last) != (start, end):
            found.setdefault(formatting.window(first, last), {})[name] = None
    return [(window, list(names)) for window, names in found.items()]


def ordered(present: Iterable[str], known: Iterable[str]) -> list[str]:
    """The codes that are present, in the catalogue's order."""
    there = set(present)
    return [code for code in known if code in there]


def _unit_order(reporters: pd.DataFrame) -> Callable[[pd.Series], pd.Series]:
    """Keep the Vietnamese order in which the reporters came, not the order of code points."""
    places = {name: place for place, name in enumerate(reporters["display"])}
    return lambda column: column.map(places) if column.name == "group" else column


def _with_everyone(rows: pd.DataFrame, reporters: pd.DataFrame) -> pd.DataFrame:
    own = rows.drop(columns=["name", "level", "parent_name", "status", "period"], errors="ignore")
    return reporters[_WHO].merge(own, on="reporting_unit", how="left")
