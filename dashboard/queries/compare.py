"""What may be compared: the indicators with figures of a level in a period."""

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_REPORTED, ask, source


def comparable(con: duckdb.DuckDBPyConnection, period: str, level: str, units: str = AS_REPORTED) -> pd.DataFrame:
    """The indicators that units of a level have figures of in a period, in the order of the catalogue.

    A ratio is there where it was printed or its numerator was reported; whether it can be recomputed, `league` says.

    Columns: indicator, handled_by, name, measure, theme, polarity, is_counted (a ratio of two counts of events, the one
    part of the other).
    """
    return ask(
        con,
        f"""
        WITH told AS MATERIALIZED (
            SELECT DISTINCT f.indicator, f.handled_by
            FROM {source(units)} f JOIN reporting_units u USING (reporting_unit)
            WHERE f.period = $period AND u.level = $level
              AND ($level NOT IN ('commune', 'department') OR f.handled_by = '')
        ), all_told AS (
            FROM told
            UNION
            SELECT i.indicator, t.handled_by
            FROM indicators i JOIN told t ON t.indicator = i.numerator
            WHERE i.over_time = 'ratio'
        )
        SELECT t.indicator, t.handled_by, i.name, i.measure, i.theme, i.polarity,
               coalesce(n.kind = 'count' AND d.kind = 'count' AND n.time = 'flow' AND d.time = 'flow', false)
                   AS is_counted
        FROM all_told t JOIN indicators i USING (indicator)
        LEFT JOIN indicators n ON n.indicator = i.numerator AND i.over_time = 'ratio'
        LEFT JOIN indicators d ON d.indicator = i.denominator AND i.over_time = 'ratio'
        WHERE i.kind IN ('count', 'money', 'ratio')
        ORDER BY i.position, t.handled_by
        """,  # noqa: S608 one of two fixed texts
        period=period, level=level,
    )  # fmt: skip


def unit_lives(con: duckdb.DuckDBPyConnection, level: str) -> pd.DataFrame:
    """From when to when the units of a level were there: reporting_unit, valid_from, valid_to (missing: no limit)."""
    return ask(
        con, "SELECT reporting_unit, valid_from, valid_to FROM reporting_units WHERE level = $level", level=level
    )
