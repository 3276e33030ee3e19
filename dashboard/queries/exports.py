"""The observation table of a page: what its filters leave, or what its charts draw; and how many rows that is."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_PRINTED, AS_REPORTED, ask_shown

_COLUMNS = """
    u.name AS reporting_unit, u.level, u.parent_name AS parent, o.period,
    CAST(o.period_start AS VARCHAR) AS period_start, CAST(o.period_end AS VARCHAR) AS period_end,
    o.indicator, o.handled_by, o.value, i.measure, o.basis, o.origin, o.file, o.sheet, o.cell, o.raw
"""
_JOINED = """
    JOIN reporting_units u USING (reporting_unit)
    JOIN indicators i USING (indicator)
"""
_IN_ORDER = """
    ORDER BY o.period_end, u.level, u.name COLLATE vi, u.parent_name, i.position, o.handled_by, o.origin DESC
"""
_FIGURES = "(SELECT *, CASE WHEN is_restated THEN 'computed' ELSE 'reported' END AS origin FROM SHOWN_OBSERVATIONS)"
_PRINTED = f"""
    FROM {_FIGURES} o {_JOINED}
    WHERE ($period = '' OR o.period = $period)
      AND (len($indicators) = 0 OR list_contains($indicators, o.indicator)) AND CHOSEN_UNITS
"""
# Of the figures only those that the drawn rates are made of: rates of all would be made first.
_PARTS = """
    WITH parts AS MATERIALIZED (
        SELECT o.* FROM SHOWN_FIGURES o
        WHERE o.period = $period AND o.indicator IN (
            SELECT PARTS_OF_RATIO
            FROM indicators WHERE kind = 'ratio' AND list_contains($drawn_indicators, indicator)
        )
    ), documents AS MATERIALIZED (SELECT submission, file FROM submissions SEMI JOIN parts USING (submission))
"""
_DRAWN = f"""
    FROM (
        SELECT reporting_unit, period, period_start, period_end, indicator, handled_by, value, basis, origin, file,
               sheet, cell, raw
        FROM {_FIGURES}
        WHERE period = $period AND indicator IN (SELECT unnest($drawn_indicators::TEXT[]))
        UNION ALL
        SELECT c.reporting_unit, c.period, c.period_start, c.period_end, c.indicator, c.handled_by, c.value, c.basis,
               'computed', n.file, c.numerator_sheet, c.numerator_cell || ' / ' || c.denominator_cell, ''
        FROM ratios('parts') c LEFT JOIN documents n ON n.submission = c.numerator_submission
    ) o {_JOINED}
    SEMI JOIN (
        SELECT unnest($drawn_levels::TEXT[]) AS level, unnest($drawn_indicators::TEXT[]) AS indicator,
               unnest($drawn_handled_by::TEXT[]) AS handled_by
    ) d ON d.level = u.level AND d.indicator = o.indicator AND d.handled_by = o.handled_by
    WHERE CHOSEN_UNITS
"""  # noqa: S608 fixed texts
_COUNT = "SELECT count(*) AS rows"


def export_rows(
    con: duckdb.DuckDBPyConnection,
    period: str,
    indicators: Sequence[str] = (),
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_PRINTED,
) -> pd.DataFrame:
    """The observation table as exported, in the agreed columns and order; an empty selection means all."""
    return _printed(con, f"SELECT {_COLUMNS} {_PRINTED} {_IN_ORDER}", period, indicators, level, reporting_units, units)


def count_export_rows(
    con: duckdb.DuckDBPyConnection,
    period: str,
    indicators: Sequence[str] = (),
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_PRINTED,
) -> pd.DataFrame:
    """One row: rows, how many `export_rows` gives."""
    return _printed(con, f"{_COUNT} {_PRINTED}", period, indicators, level, reporting_units, units)


def drawn_rows(
    con: duckdb.DuckDBPyConnection,
    period: str,
    drawn: Sequence[tuple[str, str, str]],
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """The figures of a period that charts draw, in the columns of `export_rows`; recomputed rates too, as `computed`.

    `drawn` holds what is drawn: level, indicator, handled_by.
    """
    return _drawn(con, f"{_PARTS} SELECT {_COLUMNS} {_DRAWN} {_IN_ORDER}", period, drawn, level, reporting_units, units)


def count_drawn_rows(
    con: duckdb.DuckDBPyConnection,
    period: str,
    drawn: Sequence[tuple[str, str, str]],
    level: str = "",
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """How many rows `drawn_rows` gives of each unit: reporting_unit, rows."""
    counted = f"{_PARTS} SELECT o.reporting_unit, count(*) AS rows {_DRAWN} GROUP BY ALL"
    return _drawn(con, counted, period, drawn, level, (), units)


def _printed(
    con: duckdb.DuckDBPyConnection, sql: str, period: str, indicators: Sequence[str], level: str,
    reporting_units: Sequence[str], units: str,
) -> pd.DataFrame:  # fmt: skip
    return ask_shown(
        con, units, sql, period=period, indicators=list(indicators), level=level, reporting_units=list(reporting_units)
    )


def _drawn(
    con: duckdb.DuckDBPyConnection, sql: str, period: str, drawn: Sequence[tuple[str, str, str]], level: str,
    reporting_units: Sequence[str], units: str,
) -> pd.DataFrame:  # fmt: skip
    levels, indicators, handled_by = (list(column) for column in zip(*drawn, strict=True)) if drawn else ([], [], [])
    return ask_shown(
        con, units, sql, period=period, drawn_levels=levels, drawn_indicators=indicators, drawn_handled_by=handled_by,
        level=level, reporting_units=list(reporting_units),
    )  # fmt: skip
