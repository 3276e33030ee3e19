"""Rules for putting figures side by side: who is compared, what is missing, when two rates disagree.

Neither SQL nor drawing. A reporting unit that sent something this period but not this figure stays in
the comparison as "not reported"; it is never a zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import formatting

MANY_UNITS = 8  # above this a chart shows one indicator at a time, with dense rows
_CLAIMS = (0.0, 100.0)  # "all" and "none" are claims about the parts, not rounded rates


@dataclass(frozen=True)
class PooledRate:
    """A rate over several reporting units: sum of numerators over sum of denominators."""

    value: float | None
    numerator: float
    denominator: float
    reported: int
    expected: int


def default_period(reporting: pd.DataFrame) -> str:
    """The latest period with enough coverage, else the best covered one; '' when nothing was reported.

    Enough: at least two reporting units of one level, and at least half of that level's best period. The
    latest file alone never decides what a leader sees first.
    """
    if reporting.empty:
        return ""
    counts = reporting.groupby(["period", "period_end", "level"], as_index=False)["reporting_unit"].nunique()
    best = counts.groupby("level")["reporting_unit"].transform("max")
    enough = counts[(counts["reporting_unit"] >= 2) & (2 * counts["reporting_unit"] >= best)]
    if not enough.empty:
        return str(enough.sort_values("period_end")["period"].iloc[-1])
    return str(counts.sort_values(["reporting_unit", "period_end"])["period"].iloc[-1])


def reporters(reporting: pd.DataFrame, period: str, level: str, chosen: Sequence[str]) -> pd.DataFrame:
    """Reporting units that sent something for the period, each with a label that is unique among them."""
    rows = reporting[reporting["period"] == period]
    if level:
        rows = rows[rows["level"] == level]
    if chosen:
        rows = rows[rows["reporting_unit"].isin(chosen)]
    return rows.assign(display=display_names(rows))


def display_names(rows: pd.DataFrame) -> pd.Series:
    """The name; with its parent where two share it; marked where a person has not confirmed the unit."""
    twins = rows["name"].duplicated(keep=False)
    named = [
        formatting.full_name(name, parent) if twin else name
        for name, parent, twin in zip(rows["name"], rows["parent_name"], twins, strict=True)
    ]
    marked = [
        f"{name} (tạm)" if status == "provisional" else name for name, status in zip(named, rows["status"], strict=True)
    ]
    return pd.Series(marked, index=rows.index, dtype="object")


def disagrees(printed: Any, raw: Any, numerator: Any, denominator: Any) -> bool:
    """Whether a printed rate contradicts its own parts.

    One unit of the last printed decimal is allowed (0,01 point at least). A printed 100 needs
    numerator = denominator and a printed 0 needs an empty numerator: 22.963 of 22.979 is not 100 %.
    """
    if any(pd.isna(value) for value in (printed, numerator, denominator)) or not denominator:
        return False
    rate = 100 * numerator / denominator
    if printed in _CLAIMS:
        return bool(rate != printed)
    decimals = len(str(raw).strip().rstrip("%").strip().replace(",", ".").partition(".")[2])
    return bool(abs(rate - printed) > max(0.01, 10.0**-decimals) + 1e-9)


def mark_rates(rates: pd.DataFrame) -> pd.DataFrame:
    """Add `state` (computed, printed_only, zero_denominator), `disagrees` and `gap` in percentage points."""
    states = [
        "computed" if not pd.isna(computed) else "zero_denominator" if zero else "printed_only"
        for computed, zero in zip(rates["computed"], rates["zero_denominator"], strict=True)
    ]
    contradictions = [
        disagrees(*values)
        for values in zip(rates["printed"], rates["raw"], rates["numerator"], rates["denominator"], strict=True)
    ]
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


def value_league(figures: pd.DataFrame, reporters: pd.DataFrame, indicator: str, handled_by: str) -> pd.DataFrame:
    """One row per reporter, largest value first, those that did not report last."""
    rows = figures[(figures["indicator"] == indicator) & (figures["handled_by"] == handled_by)]
    return _with_everyone(rows, reporters).sort_values(
        "value", ascending=False, na_position="last", kind="stable", ignore_index=True
    )


def pair_league(
    figures: pd.DataFrame, reporters: pd.DataFrame, whole: str, part: str, handled_by: str = ""
) -> pd.DataFrame:
    """A whole and its part side by side (assigned and present, plan and disbursed), largest share first."""
    own = figures[figures["handled_by"] == handled_by]
    columns = ["reporting_unit", "value", "file", "sheet", "cell", "raw", "source", "period_start", "period_end"]
    sides = [
        own.loc[own["indicator"] == code, columns].rename(columns=lambda name, s=side: _prefixed(name, s))
        for code, side in ((whole, "whole"), (part, "part"))
    ]
    rows = reporters.merge(sides[0], on="reporting_unit", how="left").merge(sides[1], on="reporting_unit", how="left")
    rows["share"] = 100 * rows["part_value"] / rows["whole_value"].where(rows["whole_value"] > 0)
    rows["reported"] = rows["whole_value"].notna() | rows["part_value"].notna()
    return rows.sort_values(
        ["reported", "share"], ascending=[False, False], na_position="last", kind="stable", ignore_index=True
    )


def pooled_rate(league: pd.DataFrame) -> PooledRate:
    """Sum of numerators over sum of denominators, over the units that reported both; never an average of rates."""
    both = league[league["state"] == "computed"]
    numerator, denominator = float(both["numerator"].sum()), float(both["denominator"].sum())
    value = 100 * numerator / denominator if denominator else None
    return PooledRate(value, numerator, denominator, len(both), len(league))


def other_windows(rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> list[tuple[str, list[str]]]:
    """Windows that differ from the period's default, each with the units whose figures have it."""
    told = rows[rows["period_start"].notna()]
    told = told[(told["period_start"] != start) | (told["period_end"] != end)]
    grouped = told.groupby(["period_start", "period_end"], sort=True)["display"].unique()
    return [(formatting.window(*window), list(names)) for window, names in grouped.items()]


def ordered(present: Iterable[str], known: Iterable[str]) -> list[str]:
    """The codes that are present, in the catalogue's order."""
    there = set(present)
    return [code for code in known if code in there]


def _with_everyone(rows: pd.DataFrame, reporters: pd.DataFrame) -> pd.DataFrame:
    own = rows.drop(columns=["name", "level", "parent_name", "status", "period"], errors="ignore")
    everyone = reporters[["reporting_unit", "name", "parent_name", "level", "status", "display"]]
    return everyone.merge(own, on="reporting_unit", how="left")


def _prefixed(name: str, side: str) -> str:
    return name if name == "reporting_unit" else f"{side}_{name}"
