"""Several figures as one: over the units of a level, or over periods of a unit. What must not be added raises."""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_REPORTED, Parts, ask, known, values_of
from etl import aggregation
from etl.aggregation import AggregationError, Declared

# What is added over the units of one window, as value, numerator and denominator.
_ADDED = {
    "sum": ("sum(value)", "NULL::DOUBLE", "NULL::DOUBLE"),
    "share_of_units": ("NULL::DOUBLE", "count(*) FILTER (value = 1)::DOUBLE", "count(*)::DOUBLE"),
    "ratio": ("NULL::DOUBLE", "sum(numerator)", "sum(denominator)"),
}
_ALIKE = pd.Timedelta(days=3)  # what windows may differ by
_COLUMNS = (
    "period", "value", "numerator", "denominator", "reported", "expected", "coverage", "minimum", "other_window",
    "status", "window_start", "window_end", "basis", "begun",
)  # fmt: skip
# The windows of which a period has figures, that of most units first, each with what is added over it.
_WINDOWS = """
WITH by_window AS (
    SELECT f.period, f.period_start, f.period_end, f.basis, count(*) AS n, count(f.begins) AS begun,
           {value} AS value, {numerator} AS numerator, {denominator} AS denominator
    FROM {relation} f JOIN reporting_units u USING (reporting_unit)
    WHERE ($period = '' OR f.period = $period) AND HANDLED_AT_LEVEL
      AND CHOSEN_UNITS AND ($within = '' OR u.province = $within)
    GROUP BY ALL
), asked AS (
    SELECT u.period, count(*) AS expected
    FROM expected_reports u
    WHERE CHOSEN_UNITS AND ($within = '' OR u.province = $within) AND ($period = '' OR u.period = $period)
    GROUP BY u.period
)
SELECT w.*, p.kind IN ('half', 'nine_months', 'year') OR coalesce(p.quarter = 1, false) AS from_the_year,
       a.expected, (SELECT value FROM limits WHERE name = 'coverage_minimum') AS minimum
FROM by_window w JOIN asked a USING (period) JOIN periods p USING (period)
ORDER BY p.period_end, p.period_start DESC, w.period, w.n DESC, w.period_start, w.period_end, w.basis
"""


def totals(
    con: duckdb.DuckDBPyConnection,
    indicator: str,
    handled_by: str,
    level: str,
    within: str = "",
    reporting_units: Sequence[str] = (),
    period: str = "",
) -> pd.DataFrame:
    """An indicator over the units of one level, by period, each with how many units it rests on.

    A ratio is the sum of numerators over the sum of denominators of the units that reported both. Figures over another
    window than most units' (3 days are allowed) are left out and counted. Below the declared coverage none is given.
    The total is the same however units are seen over time, so it is made of figures as reported.

    Columns: period, value, numerator, denominator, reported (units in the total), expected (units expected to report),
    coverage (percent), minimum (that is asked for), other_window (units left out for their window), status: complete,
    partial, withheld, zero_denominator; window_start, window_end and basis of most units; begun (units in the
    total that began within the window, where no days are printed).

    Args:
        con: of a snapshot.
        indicator: what.
        handled_by: cấp giải quyết, one.
        level: of the units, one: those of a higher level contain those below.
        within: a province by its name; '' for all.
        reporting_units: only these; empty for all.
        period: only this one; '' for all.

    Raises:
        AggregationError: the indicator has no total over units, or no level is given.
    """
    told, of_ratio = _known(con, indicator)
    value, numerator, denominator = _ADDED[aggregation.over_units(told, [level] if level else ["", "*"], [handled_by])]
    relation = values_of(of_ratio, AS_REPORTED, level, handled_by)
    windows = ask(
        con,
        _WINDOWS.format(relation=relation, value=value, numerator=numerator, denominator=denominator),
        indicator=indicator, handled_by=handled_by, level=level, within=within, period=period,
        reporting_units=list(reporting_units),
    )  # fmt: skip
    by_period = groupby(windows.itertuples(index=False), key=lambda window: window.period)
    return pd.DataFrame([_total(list(of_one)) for _, of_one in by_period], columns=list(_COLUMNS))


def _total(windows: Sequence[Any]) -> tuple[object, ...]:
    """What `totals` says of a period, of the windows that have figures, rows of `_WINDOWS`."""
    usual = windows[0]
    alike = [window for window in windows if _is_alike(window, usual)]
    value, numerator, denominator, reported, begun = (
        sum(getattr(window, name) for window in alike) for name in ("value", "numerator", "denominator", "n", "begun")
    )
    if not math.isnan(denominator):
        value = 100 * numerator / denominator if denominator else math.nan
    expected = max(usual.expected, reported)
    coverage = 100 * reported / expected
    if coverage < usual.minimum:
        status = "withheld"
        value = numerator = denominator = math.nan
    elif denominator == 0:
        status = "zero_denominator"
    else:
        status = "partial" if reported < expected else "complete"
    other_window = sum(window.n for window in windows) - reported
    return (
        usual.period, value, numerator, denominator, reported, expected, coverage, usual.minimum, other_window, status,
        usual.period_start, usual.period_end, usual.basis, begun,
    )  # fmt: skip


def _is_alike(window: Any, usual: Any) -> bool:
    """From where the year begins, cumulative and in the period are the same."""
    return bool(
        abs(window.period_end - usual.period_end) <= _ALIKE
        and (window.basis == "at_date" or abs(window.period_start - usual.period_start) <= _ALIKE)
        and (window.basis == usual.basis or window.from_the_year)
    )


def total_over_time(
    con: duckdb.DuckDBPyConnection, indicator: str, handled_by: str, reporting_unit: str, periods: Sequence[str]
) -> pd.DataFrame:
    """One unit's indicator over several periods: added, of the last one, or the ratio of added parts.

    Columns (one row): value (missing where a period is missing, or their windows do not adjoin), reported, expected
    (periods), missing (codes), status: exact, missing, windows_differ, zero_denominator.

    Raises:
        AggregationError: the indicator has no total over time, or the periods contain each other.
    """
    told, of_ratio = _known(con, indicator)
    how = aggregation.over_time(told, periods)
    if how == "ratio":
        _check_parts(con, told)
    wanted = [max(periods, key=lambda code: aggregation.window(code)[1])] if how == "last" else list(periods)
    relation = values_of(of_ratio, AS_REPORTED, "", handled_by)
    value, denominator = "sum(value)", "NULL::DOUBLE"
    if how == "ratio":
        value, denominator = "100 * sum(numerator) / nullif(sum(denominator), 0)", "sum(denominator)"
    return ask(
        con,
        f"""
        WITH wanted AS (SELECT unnest($periods::TEXT[]) AS period),
        found AS (
            SELECT f.*, lag(f.period_end) OVER (ORDER BY f.period_start) AS before
            FROM {relation} f SEMI JOIN wanted USING (period)
            WHERE f.handled_by = $handled_by AND f.reporting_unit = $reporting_unit
        ), added AS (
            SELECT {value} AS value, {denominator} AS denominator, count(*) AS reported,
                   coalesce(bool_and(abs(period_start - before - 1) <= 3) FILTER (before IS NOT NULL), true) AS adjoins
            FROM found
        ), lacking AS (
            SELECT count(*) AS expected,
                   coalesce(list(w.period ORDER BY w.period) FILTER (f.period IS NULL), []) AS missing
            FROM wanted w LEFT JOIN found f USING (period)
        )
        SELECT CASE WHEN reported = expected AND adjoins THEN value END AS value, reported, expected, missing,
               CASE WHEN reported < expected THEN 'missing' WHEN NOT adjoins THEN 'windows_differ'
                    WHEN denominator = 0 THEN 'zero_denominator' ELSE 'exact' END AS status
        FROM added, lacking
        """,  # noqa: S608
        indicator=indicator, handled_by=handled_by, reporting_unit=reporting_unit, periods=wanted,
    )  # fmt: skip


def _check_parts(con: duckdb.DuckDBPyConnection, told: Declared) -> None:
    """A ratio is one over time only where both of its parts are added over time."""
    parts = con.execute(
        """SELECT p.indicator, p.name, p.kind, p.aggregation, p.over_time FROM indicators p
           JOIN indicators r ON p.indicator IN (r.numerator, r.denominator) WHERE r.indicator = ?""",
        [told.indicator],
    ).fetchall()
    for part in (Declared(*row) for row in parts):
        if part.over_time != "sum":
            raise AggregationError(
                f"“{told.name}” không tính chung qua các kỳ: “{part.name}” là số tại một thời điểm. Hãy xem từng kỳ."
            )


def _known(con: duckdb.DuckDBPyConnection, indicator: str) -> tuple[Declared, Parts | None]:
    told, of_ratio = known(con, indicator)
    if told is None:
        raise AggregationError(f"Danh mục không có chỉ tiêu {indicator}.")
    return told, of_ratio
