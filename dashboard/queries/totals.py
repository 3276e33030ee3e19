"""Several figures as one: over the units of a level, or over periods of a unit. What must not be added raises."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_REPORTED, Parts, ask, known, values_of
from etl import aggregation
from etl.aggregation import AggregationError, Declared

# How sums of several rows (value, ones, n, numerator, denominator) become one value, numerator and denominator.
_ADDED = {
    "sum": ("sum(value)", "NULL::DOUBLE", "NULL::DOUBLE"),
    "share_of_units": ("100 * sum(ones) / sum(n)", "sum(ones)::DOUBLE", "sum(n)::DOUBLE"),
    "ratio": ("100 * sum(numerator) / nullif(sum(denominator), 0)", "sum(numerator)", "sum(denominator)"),
}
_TOTALS = """
WITH chosen AS (
    SELECT f.* FROM {relation} f JOIN reporting_units u USING (reporting_unit)
    WHERE ($period = '' OR f.period = $period) AND HANDLED_AT_LEVEL
      AND CHOSEN_UNITS AND ($within = '' OR u.province = $within)
), by_window AS (
    SELECT period, period_start, period_end, basis, sum(value) AS value, count(*) AS n,
           count(*) FILTER (value = 1) AS ones, sum(numerator) AS numerator, sum(denominator) AS denominator,
           count(begins) AS begun
    FROM chosen GROUP BY ALL
), windows AS (
    SELECT *, first({{opens: period_start, closes: period_end, basis: basis}}) OVER alike AS usual,  -- of most units
           sum(n) OVER alike AS told
    FROM by_window
    WINDOW alike AS (PARTITION BY period ORDER BY n DESC, period_start, period_end, basis
                     ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
), alike AS (  -- from where the year begins, cumulative and in the period are the same
    SELECT w.*, p.period_start AS opens, p.period_end AS closes
    FROM windows w JOIN periods p USING (period)
    WHERE abs(w.period_end - w.usual.closes) <= 3 AND (w.basis = 'at_date' OR abs(w.period_start - w.usual.opens) <= 3)
      AND (w.basis = w.usual.basis OR p.kind IN ('half', 'nine_months', 'year') OR p.quarter = 1)
), added AS (
    SELECT period, any_value(opens) AS opens, any_value(closes) AS closes, {value} AS value, {numerator} AS numerator,
           {denominator} AS denominator, sum(n)::BIGINT AS reported, any_value(told)::BIGINT - reported AS other_window,
           sum(begun)::BIGINT AS begun,
           any_value(usual) AS usual
    FROM alike GROUP BY period
), expected AS (
    SELECT u.period, count(*) AS expected
    FROM expected_reports u
    WHERE CHOSEN_UNITS AND ($within = '' OR u.province = $within) AND ($period = '' OR u.period = $period)
    GROUP BY u.period
), counted AS (
    SELECT a.*, greatest(e.expected, a.reported) AS expected,
           (SELECT value FROM limits WHERE name = 'coverage_minimum') AS minimum
    FROM added a JOIN expected e USING (period)
), judged AS (
    SELECT *, 100 * reported / expected AS coverage,
           CASE WHEN 100 * reported / expected < minimum THEN 'withheld'
                WHEN denominator = 0 THEN 'zero_denominator'
                WHEN reported < expected THEN 'partial' ELSE 'complete' END AS status
    FROM counted
)
SELECT period, CASE WHEN status <> 'withheld' THEN value END AS value,
       CASE WHEN status <> 'withheld' THEN numerator END AS numerator,
       CASE WHEN status <> 'withheld' THEN denominator END AS denominator,
       reported, expected, coverage, minimum, other_window, status, usual.opens AS window_start,
       usual.closes AS window_end, usual.basis AS basis, begun
FROM judged
ORDER BY closes, opens DESC
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
    added = aggregation.over_units(told, [level] if level else ["", "*"], [handled_by])
    relation = values_of(of_ratio, AS_REPORTED, level, handled_by)
    value, numerator, denominator = _ADDED[added]
    return ask(
        con,
        _TOTALS.format(relation=relation, value=value, numerator=numerator, denominator=denominator),
        indicator=indicator, handled_by=handled_by, level=level, within=within, period=period,
        reporting_units=list(reporting_units),
    )  # fmt: skip


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
    value, _, denominator = _ADDED["ratio" if how == "ratio" else "sum"]
    return ask(
        con,
        f"""
        WITH wanted AS (SELECT unnest($periods::TEXT[]) AS period),
        found AS (
            SELECT f.*, 1 AS n, 0 AS ones, lag(f.period_end) OVER (ORDER BY f.period_start) AS before
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
