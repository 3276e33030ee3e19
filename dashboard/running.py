"""A ratio through the year, of the same units at every point of two years: else a line would show who reported."""

from typing import NamedTuple

import pandas as pd

POSITIONS = (1, 2, 3, 4)  # quarters that have ended: quý I, 6 tháng, 9 tháng, cả năm
_NEAR = 3  # days by which a window may differ from that of most units
LINE = 2  # points at least
_ENOUGH = 0.5  # of the best covered point; one of fewer units is a gap


class Running(NamedTuple):
    """The points of both years, and of how many units they are.

    `points`: year, position, value (percent), numerator, denominator, reported (units that have it) and closes; one row
    for each position of both years, a gap without value. `units` are in every point, of `told` in any; `rows` are the
    rows of the query that were added.
    """

    points: pd.DataFrame
    units: int
    told: int
    other_window: int
    rows: pd.DataFrame


def through_the_year(rows: pd.DataFrame, year: int, last: int) -> Running:
    """Rows of query `over_years`, up to position `last` in `year` and all of the year before.

    A point counts where at least half as many units have it as the best covered point; the units that have all of
    those are added up: numerators over denominators. Where no unit has both years, this year alone is told.
    """
    asked = rows[(rows["year"] < year) | (rows["position"] <= last)]
    found = _same_units(asked, year, last)
    if found.points["value"].notna().sum() < LINE:  # after a reform no unit has both years
        found = _same_units(asked[asked["year"] == year], year, last)
    return found


def _same_units(asked: pd.DataFrame, year: int, last: int) -> Running:
    alike = _alike(asked)
    counts = alike.groupby(["year", "position"])["reporting_unit"].nunique()
    usable = counts[counts >= _ENOUGH * counts.max()] if len(counts) else counts
    usable = usable if (year, last) in usable.index else usable.iloc[:0]
    there = alike[pd.MultiIndex.from_frame(alike[["year", "position"]]).isin(usable.index)]
    of_unit = there.groupby("reporting_unit").size()
    same = set(of_unit.index[of_unit == len(usable)])
    counted = there[there["reporting_unit"].isin(same)]
    sums = counted.groupby(["year", "position"])[["numerator", "denominator"]].sum()
    every = pd.MultiIndex.from_product([(year - 1, year), POSITIONS], names=["year", "position"])
    points = sums.reindex(every).assign(
        value=lambda told: 100 * told["numerator"] / told["denominator"].where(told["denominator"] > 0),
        reported=counts.reindex(every).fillna(0).astype(int),
        closes=alike.groupby(["year", "position"])["period_end"].first().reindex(every),
    )
    other = asked["reporting_unit"].nunique() - alike["reporting_unit"].nunique()
    return Running(points.reset_index(), len(same), asked["reporting_unit"].nunique(), other, counted)


def _alike(rows: pd.DataFrame) -> pd.DataFrame:
    """Without figures that end on another day than most of their point; of equally many, the later day."""
    if rows.empty:
        return rows
    usual = rows.groupby(["year", "position"])["period_end"].transform(lambda ends: ends.mode().iloc[-1])
    return rows[(rows["period_end"] - usual).dt.days.abs() <= _NEAR]
