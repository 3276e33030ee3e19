"""Where disbursement should be by now: the target at its pace, or without a target the plan spread over the year.

An average pace is a reference, no judgement: money does not flow evenly. Targets bring their own (etl/targets.sql).
"""

from collections.abc import Collection

import pandas as pd

AVERAGE = "average"
_NEAR = 3  # days by which a window may begin beside the year
_TARGETS = ["reporting_unit", "target", "document", "pace_method", "pace_value", "gap"]


def linear_share(start: pd.Series, end: pd.Series) -> pd.Series:
    """Share (0-1) of the calendar year that has passed by each last day; missing unless the window begins with it."""
    begins = pd.to_datetime({"year": end.dt.year, "month": 1, "day": 1})
    days = end.dt.is_leap_year.map({True: 366, False: 365})
    share = ((end - begins).dt.days + 1) / days
    told: pd.Series = share.where((start - begins).dt.days.abs() <= _NEAR)
    return told


def beside_pace(rates: pd.DataFrame, targets: pd.DataFrame, begun: Collection[str] = ()) -> pd.DataFrame:
    """Rows of `comparison.rate_league` with the pace of each, furthest behind first; who has no figure last.

    Added: value (recomputed, else printed), target, document, method (of `targets`, or average), due (percent of the
    plan by the end of the window) and gap (value - due, in points). Units that have `begun` within the year have no
    average pace: nobody says whether their figures hold what was before them.
    """
    own = targets.reindex(columns=_TARGETS).rename(columns={"gap": "target_gap"})
    told = rates.drop(columns="gap", errors="ignore").merge(own, on="reporting_unit", how="left")
    value = told["computed"].fillna(told["printed"]).astype("float64")
    share = linear_share(pd.to_datetime(told["period_start"]), pd.to_datetime(told["period_end"]))
    share = share.mask(told["reporting_unit"].isin(list(begun)))
    is_asked = told["target"].notna()
    due = told["pace_value"].astype("float64").where(is_asked, 100 * share).where(value.notna())
    method = told["pace_method"].where(is_asked, share.notna().map({True: AVERAGE, False: "not_running"}))
    told = told.assign(value=value, due=due, method=method.where(value.notna()), gap=value - due)
    order = value.isna().astype(int) * 2 + told["gap"].isna().astype(int)
    return told.assign(_order=order).sort_values(
        ["_order", "gap", "value"], kind="stable", na_position="last", ignore_index=True
    )


def behind(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of `beside_pace` that are below their pace, the furthest first."""
    return rows[rows["gap"] < -1e-9].sort_values("gap", kind="stable")
