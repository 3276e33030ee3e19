"""How far figures are from their targets, and whether they are on pace (macros of etl/targets.sql)."""

from collections.abc import Sequence
from datetime import date

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_REPORTED, ask, parts, source, values_of

# A rate that cannot be recomputed is judged as it was printed.
_PRINTED = """UNION ALL
            SELECT p.reporting_unit, p.handled_by, p.value, p.basis, p.period_start, p.period_end
            FROM {} p ANTI JOIN told_values USING (reporting_unit, handled_by)
            WHERE p.indicator = $indicator AND p.period = $period"""
_REACH = "FROM target_reach('asked_units', $indicator)"
_EVERYONE_S = """SELECT '' AS target_unit, reporting_unit, level, handled_by, 40 AS distance, false AS is_awaited
            FROM asked_units"""
_PACES = "FROM paces_of('asked_units', '{}', $base, $theme, $period)"
_NO_PACES = """SELECT '' AS reporting_unit, '' AS pace_method, 0 AS pace_from, 0.0 AS pace_share WHERE false"""


def targets(
    con: duckdb.DuckDBPyConnection,
    indicator: str,
    handled_by: str,
    period: str,
    level: str,
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
    known_on: date = date.max,
) -> pd.DataFrame:
    """An indicator of the units of a level beside the target that counts for each: its own, or the nearest above.

    Targets decided after `known_on` are not known yet.

    Columns: reporting_unit, name, parent_name, value, target, inherited_from (own, parent, province, level, all),
    document, decided_on, pace_method (direct, linear, seasonal_own, seasonal_peers, not_running), pace_from,
    pace_share, pace_value, gap, gap_measure, reached_at and near_at (from which value on it is so), status (reached,
    near, behind, no_judgement, no_figure).
    """
    place, of_ratio = source(units), parts(con, indicator)
    pace, are_of_units = _looked_up(con, indicator)
    return ask(
        con,
        f"""
        WITH asked_units AS (
            SELECT u.reporting_unit, u.name, u.parent_name, u.level, u.province, u.valid_from, u.valid_to,
                   HANDLED_BY AS handled_by
            FROM reporting_units u WHERE CHOSEN_UNITS
        ), reach AS (
            {_REACH if are_of_units else _EVERYONE_S}
        ), told_values AS (
            SELECT f.reporting_unit, f.handled_by, f.value, f.basis, f.period_start, f.period_end
            FROM {values_of(of_ratio, units, level, handled_by)} f
            WHERE f.period = $period AND f.value IS NOT NULL
        ), judged_values AS (
            FROM told_values
            {_PRINTED.format(place) if of_ratio else ""}
        ), paces AS (
            {_PACES.format(place) if pace else _NO_PACES}
        )
        FROM targets_of('asked_units', 'reach', 'judged_values', 'paces', $indicator, $period, $known_on)
        ORDER BY gap, name COLLATE vi, parent_name
        """,  # noqa: S608 fixed texts
        indicator=indicator, handled_by=handled_by, period=period, level=level, reporting_units=list(reporting_units),
        known_on=known_on, **pace,
    )  # fmt: skip


def accumulating(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The indicators that grow from the beginning of the year to its end: indicator, base, theme."""
    return ask(con, "FROM accumulating ORDER BY indicator")


def targeted(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The indicators of which any target is decided: indicator."""
    return ask(con, "SELECT DISTINCT indicator FROM targets ORDER BY indicator")


def _looked_up(con: duckdb.DuckDBPyConnection, indicator: str) -> tuple[dict[str, str], bool]:
    """The figures by which an indicator accumulates over a year, and their theme; empty where it does not.

    And whether some unit has a target of its own, so that it matters who stands below whom.
    """
    base, theme, are_of_units = con.execute(
        """SELECT any_value(base), any_value(theme),
                  EXISTS (FROM targets WHERE indicator = $indicator AND reporting_unit <> '')
           FROM accumulating WHERE indicator = $indicator""",
        {"indicator": indicator},
    ).fetchone() or (None, None, False)
    return {"base": base, "theme": theme} if base else {}, are_of_units
