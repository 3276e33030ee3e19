"""Where the units of one level stand in a period: several indicators at once, each beside two earlier periods."""

import re
from collections.abc import Sequence

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_REPORTED, ask, known, source, values_of

# What a commune or department handles is its own, so it has one series; the others have one for each cấp giải quyết.
_OF_PERIODS = """
    SELECT '{indicator}' AS indicator, f.reporting_unit, f.period, f.handled_by, f.value, f.basis,
           f.period_start, f.period_end, f.begins, f.numerator, f.denominator
    FROM {relation} f"""
_THREE_PERIODS = "($period, $base, $before)"
_SIDE_BY_SIDE = """
WITH chosen AS MATERIALIZED (
    SELECT t.*, u.valid_from
    FROM ({told}) t JOIN reporting_units u USING (reporting_unit)
    WHERE CHOSEN_UNITS AND ($level NOT IN ('commune', 'department') OR t.handled_by = '')
), printed AS (
    SELECT f.reporting_unit, f.indicator, f.handled_by, f.value, f.raw
    FROM {place} f JOIN reporting_units u USING (reporting_unit)
    WHERE f.period = $period AND f.indicator IN ({ratios}) AND CHOSEN_UNITS
      AND ($level NOT IN ('commune', 'department') OR f.handled_by = '')
), compared_figures AS (
    SELECT t.*, b.value AS base_value, e.value AS before_value, compared(t, b, p.period_end) AS comparison
    FROM chosen t
    JOIN periods p ON p.period = $period
    LEFT JOIN chosen b ON b.period = $base AND b.reporting_unit = t.reporting_unit AND b.indicator = t.indicator
        AND b.handled_by = t.handled_by AND b.value IS NOT NULL
    LEFT JOIN chosen e ON e.period = $before AND e.reporting_unit = t.reporting_unit AND e.indicator = t.indicator
        AND e.handled_by = t.handled_by
    WHERE t.period = $period
)
SELECT indicator, handled_by, reporting_unit, u.name, u.parent_name, u.status AS unit_status,
       c.value, c.numerator, c.denominator,
       CASE WHEN c.comparison = 'exact' AND c.value IS NOT NULL THEN c.base_value END AS base_value,
       CASE WHEN c.comparison = 'exact' THEN c.value - c.base_value END AS change, c.comparison,
       CASE WHEN c.value IS NOT NULL THEN c.before_value END AS before_value, p.value AS printed, p.raw
FROM compared_figures c
FULL JOIN printed p USING (indicator, handled_by, reporting_unit)
JOIN reporting_units u USING (reporting_unit)
ORDER BY indicator, handled_by, u.name COLLATE vi, u.parent_name, reporting_unit
"""


def side_by_side(
    con: duckdb.DuckDBPyConnection,
    period: str,
    indicators: Sequence[str],
    level: str,
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """Some indicators of the units of a level, each beside the same window a year before and the kỳ before.

    Indicators that the catalogue does not have are left out, so that an empty answer is one of no rows.

    Columns: indicator, handled_by, reporting_unit, name, parent_name, unit_status, value (of a ratio: recomputed;
    missing where only the rate was printed or the denominator is 0), numerator, denominator, base_value (a year before)
    and change (both missing unless comparison is exact), comparison (statuses of macro `compared`), before_value (of
    the period that `period_before` names), printed and raw (the rate as the form has it).
    """
    catalogued = {code: known(con, code) for code in indicators}
    there = {code: of_ratio for code, (told, of_ratio) in catalogued.items() if told is not None}
    if not there:
        return pd.DataFrame(columns=_COLUMNS)
    ratios = ", ".join(f"'{code}'" for code, of_ratio in there.items() if of_ratio) or "''"
    told = " UNION ALL ".join(
        _OF_PERIODS.format(
            indicator=code,
            relation=values_of(of_ratio, units, level, "", periods=_THREE_PERIODS).replace("$indicator", f"'{code}'"),
        )
        for code, of_ratio in there.items()
    )
    return ask(
        con,
        _SIDE_BY_SIDE.format(told=told, place=source(units), ratios=ratios),
        period=period, base=year_before(period), before=period_before(period), level=level,
        reporting_units=list(reporting_units),
    )  # fmt: skip


_COLUMNS = [
    "indicator", "handled_by", "reporting_unit", "name", "parent_name", "unit_status", "value", "numerator",
    "denominator", "base_value", "change", "comparison", "before_value", "printed", "raw",
]  # fmt: skip


_RUNNING = {"H1": "Q1", "9M": "H1", "": "9M"}  # what runs from the beginning of the year, and what ends before it


def year_before(period: str) -> str:
    """'2024-H1' → '2023-H1'; an interval has none: ''."""
    return "" if "/" in period else f"{int(period[:4]) - 1}{period[4:]}"


def period_before(period: str) -> str:
    """The kỳ that a report comes after: '2024-Q1' → '2023-Q4', '2024-H1' → '2024-Q1'; an interval has none: ''."""
    if not (found := re.fullmatch(r"(\d{4})(?:-(Q|M)(\d+)|-(H1|9M))?", period)):
        return ""
    year, kind, number, running = int(found[1]), found[2], int(found[3] or 0), found[4]
    if kind == "Q":
        return f"{year}-Q{number - 1}" if number > 1 else f"{year - 1}-Q4"
    if kind == "M":
        return f"{year}-M{number - 1:02d}" if number > 1 else f"{year - 1}-M12"
    return f"{year}-{_RUNNING[running or '']}"
