"""How far figures are from their targets, and whether they are on pace (macro `targets_of` of etl/targets.sql)."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_REPORTED, ask, source


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
    return ask(
        con,
        f"""
        SELECT f.reporting_unit, u.name, u.parent_name, f.value, f.target, f.inherited_from, f.document, f.decided_on,
               f.pace_method, f.pace_from, f.pace_share, f.pace_value, f.gap, f.gap_measure, f.status
        FROM targets_of('{source(units)}', [$period], only_indicators := [$indicator]) f
        JOIN reporting_units u USING (reporting_unit)
        WHERE HANDLED_AT_LEVEL AND CHOSEN_UNITS
        ORDER BY f.gap, u.name COLLATE vi, u.parent_name
        """,  # noqa: S608 one of two fixed words
        indicator=indicator, handled_by=handled_by, period=period, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip
