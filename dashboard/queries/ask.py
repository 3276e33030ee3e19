"""How a question is put: bound values, a few fixed pieces of text, the Vietnamese order where it is there."""

import re

import duckdb
import pandas as pd

from etl.aggregation import Declared

# Pieces that several questions share; only these fixed texts are ever put into SQL, values are bound.
_PIECES = {
    "CHOSEN_UNITS": (
        "($level = '' OR u.level = $level) "
        "AND (len($reporting_units) = 0 OR list_contains($reporting_units, u.reporting_unit))"
    ),
    # A commune's or department's own figures count whether its form splits by level or not: it has no others.
    "OF_THE_LEVEL": """(
        f.handled_by = $handled_by
        OR (u.level IN ('commune', 'department') AND $handled_by IN ('', u.level) AND f.handled_by IN ('', u.level))
    )""",
    # By its value, not by row_number() = 1: what the engine makes of that fails in `totals`.
    "ONE_OF_THE_LEVEL": """
        f.handled_by = first_value(f.handled_by) OVER (
            PARTITION BY f.reporting_unit, f.period ORDER BY f.handled_by = $handled_by DESC)
    """,
    # One row per shown figure with its cell; `warning` collects what was found at that very cell.
    "FIGURES_WITH_CELLS": """(
        SELECT o.*, w.warning
        FROM shown_observations o
        LEFT JOIN (
            SELECT submission, sheet, cell, string_agg(DISTINCT sentence, ' ') AS warning
            FROM problems WHERE severity = 'warning' AND cell <> ''
            GROUP BY ALL
        ) w USING (submission, sheet, cell)
    )""",
}
_NAMES = re.compile(rf"\b(?:{'|'.join(_PIECES)})\b")
# How units are seen over time: as they reported, or as the units of today.
AS_REPORTED, CURRENT_UNITS = "as_reported", "current_units"
_SOURCES = {AS_REPORTED: "reported_figures", CURRENT_UNITS: "restated_figures"}


def ask(con: duckdb.DuckDBPyConnection, sql: str, **values: object) -> pd.DataFrame:
    """Run one question; without the Vietnamese collation Đ and Ơ sort after Z, and nothing else differs."""
    if not con.execute("SELECT 1 FROM pragma_collations() WHERE collname = 'vi'").fetchone():
        sql = sql.replace(" COLLATE vi", "")
    sql = _NAMES.sub(lambda found: _PIECES[found[0]], sql)
    return con.execute(sql, values).df() if values else con.execute(sql).df()


def source(units: str) -> str:
    """The relation of a way to see units.

    Raises:
        KeyError: there is no such way.
    """
    return _SOURCES[units]


def declared(con: duckdb.DuckDBPyConnection, indicator: str) -> Declared | None:
    """What the catalogue of the snapshot declares of an indicator; None where it has none of that code."""
    row = con.execute(
        """SELECT indicator, name, kind, aggregation, over_time, numerator IS NOT NULL AND denominator IS NOT NULL
           FROM indicators WHERE indicator = ?""",
        [indicator],
    ).fetchone()
    return Declared(*row) if row else None
