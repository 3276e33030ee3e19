"""How far figures are from their targets, and whether they are on pace (macros of etl/targets.sql)."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_REPORTED, ask, source, values_of

# A rate that cannot be recomputed is judged as it was printed.
_PRINTED = """UNION ALL
            SELECT p.reporting_unit, $indicator, p.handled_by, p.period, p.value, p.basis, p.period_start, p.period_end
            FROM {} p ANTI JOIN told USING (reporting_unit, handled_by)
            WHERE p.indicator = $indicator AND p.period = $period"""
_CURVES = "FROM curves_of('{}', [$period], [$indicator])"
_NO_CURVES = """SELECT 0 AS for_year, '' AS reporting_unit, '' AS indicator, '' AS handled_by, 0 AS years,
                   [1.0] AS shares WHERE false"""


def targets(
    con: duckdb.DuckDBPyConnection,
    indicator: str,
    handled_by: str,
    period: str,
    level: str,
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """An indicator of the units of a level beside the target that counts for each: its own, or the nearest above.

    Columns: reporting_unit, name, parent_name, value, target, inherited_from (own, parent, province, level, all),
    document, decided_on, pace_method (direct, linear, seasonal_own, seasonal_peers, not_running), pace_from,
    pace_share, pace_value, gap, gap_measure, status (reached, near, behind, no_judgement, no_figure).
    """
    place = source(units)
    return ask(
        con,
        f"""
        WITH told AS (
            SELECT f.reporting_unit, f.handled_by, f.period, f.value, f.basis, f.period_start, f.period_end
            FROM {values_of(con, indicator, units, level, handled_by)} f
            WHERE f.period = $period AND f.value IS NOT NULL
        ), judged_values AS (
            SELECT reporting_unit, $indicator AS indicator, * EXCLUDE (reporting_unit) FROM told
            {_PRINTED.format(place)}
        ), season_curves AS (
            {_CURVES.format(place) if _has_pace(con, indicator) else _NO_CURVES}
        )
        SELECT f.reporting_unit, u.name, u.parent_name, f.value, f.target, f.inherited_from, f.document, f.decided_on,
               f.pace_method, f.pace_from, f.pace_share, f.pace_value, f.gap, f.gap_measure, f.status
        FROM judged_by_targets('judged_values', 'season_curves', [$period], [$indicator], NULL, DATE '9999-12-31') f
        JOIN reporting_units u USING (reporting_unit)
        WHERE HANDLED_AT_LEVEL AND CHOSEN_UNITS
        ORDER BY f.gap, u.name COLLATE vi, u.parent_name
        """,  # noqa: S608 fixed texts
        indicator=indicator, handled_by=handled_by, period=period, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


def _has_pace(con: duckdb.DuckDBPyConnection, indicator: str) -> bool:
    return con.execute("SELECT 1 FROM accumulating WHERE indicator = ?", [indicator]).fetchone() is not None
