"""A figure that accumulates, at the ends of the quarters of a year and of the year before."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_REPORTED, ask, parts, values_of

_ENDINGS = ("-Q1", "-Q2", "-H1", "-Q3", "-9M", "-Q4", "")  # of the codes of periods that end with a quarter


def over_years(
    con: duckdb.DuckDBPyConnection,
    indicator: str,
    handled_by: str,
    year: int,
    level: str,
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """A ratio whose numerator runs from 1 January, of the units of a level, at the ends of the quarters of two years.

    Only figures that begin with the year (3 days are allowed), not those of a unit that began within it. Six months by
    that name come before a cumulative second quarter. Only the periods of the two years are read.

    Columns: reporting_unit, name, year, position (1-4, quarters that have ended), period, value, numerator,
    denominator, period_start, period_end.
    """
    periods = ", ".join(f"'{each}{ending}'" for each in (int(year) - 1, int(year)) for ending in _ENDINGS)
    return ask(
        con,
        f"""
        WITH told AS (
            SELECT f.reporting_unit, u.name, p.year, p.quarter AS position, f.period, f.value, f.numerator,
                   f.denominator, f.period_start, f.period_end, p.kind
            FROM {values_of(parts(con, indicator), units, level, handled_by)} f
            JOIN reporting_units u USING (reporting_unit)
            JOIN periods p USING (period)
            WHERE f.period IN ({periods}) AND f.value IS NOT NULL AND HANDLED_AT_LEVEL AND CHOSEN_UNITS
              AND f.begins IS NULL AND abs(f.period_start - make_date(p.year, 1, 1)) <= 3
        )
        SELECT * EXCLUDE (kind) FROM told
        QUALIFY row_number() OVER (PARTITION BY reporting_unit, year, position ORDER BY kind = 'quarter', period) = 1
        ORDER BY year, position, name COLLATE vi, reporting_unit
        """,  # noqa: S608 fixed texts
        indicator=indicator, handled_by=handled_by, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip
