"""One indicator over units and periods: ranked, in time, by quarter, against the year before; with a status each.

`units` says how units are seen over time: as_reported, or current_units (restated, see `restated_figures`).
"""

from collections.abc import Sequence

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_REPORTED, ask, parts, source, values_of
from dashboard.queries.side_by_side import year_before


def league(
    con: duckdb.DuckDBPyConnection,
    indicator: str,
    handled_by: str,
    period: str,
    level: str,
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """The units of a level that have the figure in a period, best first; ties share a rank.

    Columns: rank (by polarity; the larger first where there is none), reporting_unit, name, parent_name, status, value
    (of a ratio: recomputed, in percent), numerator, denominator, basis, period_start, period_end, is_restated,
    components (units that were added up), file, sheet, cell, raw.
    """
    return ask(
        con,
        f"""
        WITH chosen AS (
            SELECT f.*, u.name, u.parent_name, u.status
            FROM {values_of(parts(con, indicator), units, level, handled_by)} f
            JOIN reporting_units u USING (reporting_unit)
            WHERE f.period = $period AND f.value IS NOT NULL AND HANDLED_AT_LEVEL AND CHOSEN_UNITS
        )
        SELECT rank() OVER (ORDER BY CASE WHEN i.polarity = 'lower' THEN c.value ELSE -c.value END) AS rank,
               c.* EXCLUDE (submission, period, begins), s.file
        FROM chosen c
        JOIN indicators i ON i.indicator = $indicator
        LEFT JOIN submissions s USING (submission)
        ORDER BY rank, c.name COLLATE vi, c.parent_name, c.reporting_unit
        """,  # noqa: S608 one of two fixed texts
        indicator=indicator, handled_by=handled_by, period=period, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


def trend(
    con: duckdb.DuckDBPyConnection,
    indicator: str,
    handled_by: str,
    kind: str,
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """An indicator of some units over periods of one kind, oldest first: like beside like.

    A unit that ended and the one that took its place are two units: no line joins them.

    Columns: reporting_unit, name, parent_name, status, valid_from, valid_to, period, closes (default end of the
    period), value, numerator, denominator, basis, period_start, period_end, is_restated, components.
    """
    of_kind = [
        code for (code,) in con.execute("SELECT period FROM periods WHERE kind = $kind", {"kind": kind}).fetchall()
    ]
    return ask(
        con,
        f"""
        SELECT f.reporting_unit, u.name, u.parent_name, u.status, u.valid_from, u.valid_to, f.period,
               p.period_end AS closes, f.value, f.numerator, f.denominator, f.basis, f.period_start, f.period_end,
               f.is_restated, f.components
        FROM {values_of(parts(con, indicator), units, level, handled_by, periods="$of_kind")} f
        JOIN reporting_units u USING (reporting_unit)
        JOIN periods p USING (period)
        WHERE f.value IS NOT NULL AND HANDLED_AT_LEVEL AND CHOSEN_UNITS
        ORDER BY p.period_end, u.name COLLATE vi, u.parent_name, f.reporting_unit
        """,  # noqa: S608
        indicator=indicator, handled_by=handled_by, of_kind=of_kind, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


def in_quarters(
    con: duckdb.DuckDBPyConnection,
    indicator: str,
    handled_by: str,
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """What happened in each quarter: derived from cumulative figures, or the quarter's own report (macro `quarters`).

    A ratio is that of its parts in the quarter. There are no rows for what is not differenced (stocks, pending).

    Columns: reporting_unit, name, parent_name, unit_status, year, quarter, value (missing unless the status gives one),
    status (exact, first_period, reported, blocked, negative, windows_differ; of a ratio also zero_denominator),
    difference, window_start, window_end, period, previous_period, missing_period.
    """
    of_ratio = parts(con, indicator)
    chosen = f"""
        SELECT f.*, u.name, u.parent_name, u.status AS unit_status
        FROM quarters('{source(units)}') f JOIN reporting_units u USING (reporting_unit)
        WHERE f.indicator = $indicator AND HANDLED_AT_LEVEL AND CHOSEN_UNITS
    """  # noqa: S608
    values = {"handled_by": handled_by, "level": level, "reporting_units": list(reporting_units)}
    if of_ratio is None:
        sql, values["indicator"] = chosen.replace("SELECT f.*", "SELECT f.* EXCLUDE (indicator, own_value)"), indicator
    else:
        sql = f"""
            WITH n AS ({chosen.replace("$indicator", "$numerator")}),
                 d AS ({chosen.replace("$indicator", "$denominator")})
            SELECT n.* EXCLUDE (indicator, own_value, value, status, difference),
                   CASE WHEN is_alike AND d.value > 0 THEN 100 * n.value / d.value END AS value,
                   CASE WHEN n.value IS NULL THEN n.status WHEN d.value IS NULL THEN d.status
                        WHEN NOT is_alike THEN 'windows_differ'
                        WHEN d.value = 0 THEN 'zero_denominator' ELSE n.status END AS status,
                   NULL::DOUBLE AS difference
            FROM n JOIN d USING (reporting_unit, handled_by, year, quarter),
                 LATERAL (SELECT (n.window_start, n.window_end) = (d.window_start, d.window_end) AS is_alike)
        """  # noqa: S608
        values |= {"numerator": of_ratio[0], "denominator": of_ratio[1]}
    return ask(con, f"SELECT * FROM ({sql}) ORDER BY year, quarter, name COLLATE vi, parent_name", **values)  # noqa: S608


def year_on_year(
    con: duckdb.DuckDBPyConnection,
    indicator: str,
    handled_by: str,
    period: str,
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """A period beside the same window a year before, unit by unit (rules: macro `compared`).

    Columns: reporting_unit, name, parent_name, unit_status, value, base_period, base_value, change (in the measure; of
    a ratio in percentage points), status (exact, no_base, unit_new, windows_differ, basis_differs). Base and change are
    missing unless the status is exact.
    """
    return ask(
        con,
        f"""
        WITH both_years AS (
            SELECT f.*, u.name, u.parent_name, u.status AS unit_status, u.valid_from
            FROM {values_of(parts(con, indicator), units, level, handled_by)} f
            JOIN reporting_units u USING (reporting_unit)
            WHERE f.period IN ($period, $base) AND f.value IS NOT NULL AND HANDLED_AT_LEVEL AND CHOSEN_UNITS
        ), judged AS (
            SELECT t.reporting_unit, t.name, t.parent_name, t.unit_status, t.value, b.value AS earlier,
                   compared(t, b, p.period_end) AS status
            FROM both_years t
            JOIN periods p ON p.period = t.period
            LEFT JOIN both_years b ON b.reporting_unit = t.reporting_unit AND b.period = $base
            WHERE t.period = $period
        )
        SELECT reporting_unit, name, parent_name, unit_status, value, $base AS base_period,
               CASE WHEN status = 'exact' THEN earlier END AS base_value,
               CASE WHEN status = 'exact' THEN value - earlier END AS change, status
        FROM judged
        ORDER BY name COLLATE vi, parent_name, reporting_unit
        """,  # noqa: S608
        indicator=indicator, handled_by=handled_by, period=period, base=year_before(period), level=level,
        reporting_units=list(reporting_units),
    )  # fmt: skip
