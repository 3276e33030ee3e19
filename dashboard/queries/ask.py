"""How a question is put: bound values, a few fixed pieces of text, the Vietnamese order where it is there."""

import re

import duckdb
import pandas as pd

from dashboard import patience
from etl.aggregation import Declared

# A commune's or department's own figures have one series, whether its form splits by level or not.
_HANDLED_BY = (
    "CASE WHEN u.level IN ('commune', 'department') AND $handled_by IN ('all', u.level) THEN '' ELSE $handled_by END"
)
# Pieces that several questions share; only these fixed texts are ever put into SQL, values are bound.
_PIECES = {
    "CHOSEN_UNITS": (
        "($level = '' OR u.level = $level) "
        "AND (len($reporting_units) = 0 OR list_contains($reporting_units, u.reporting_unit))"
    ),
    # Every indicator that a ratio may be made of: dossiers on time also of their two kinds.
    "PARTS_OF_RATIO": """unnest(CASE numerator WHEN 'dossiers_resolved_on_time'
        THEN [numerator, denominator, 'dossiers_resolved_early', 'dossiers_resolved_exactly_on_time']
        ELSE [numerator, denominator] END)""",
    "HANDLED_BY": _HANDLED_BY,
    "HANDLED_AT_LEVEL": f"(f.handled_by = {_HANDLED_BY})",
    # One row per shown figure with its cell; `warning` collects what was found at that very cell,
    # `warned` the parts of each sentence.
    "FIGURES_WITH_CELLS": """(
        SELECT o.*, w.warning, w.warned
        FROM SHOWN_OBSERVATIONS o
        LEFT JOIN (
            SELECT submission, sheet, cell, string_agg(DISTINCT sentence, ' ') AS warning,
                   list(DISTINCT {'code': code, 'found': found, 'expected': expected, 'sentence': sentence}) AS warned
            FROM problems WHERE severity = 'warning' AND cell <> ''
            GROUP BY ALL
        ) w USING (submission, sheet, cell)
    )""",
}
_COLLATION = " COLLATE vi"
_HAS_COLLATION = "SELECT 1 FROM pragma_collations() WHERE collname = 'vi'"
_NAMES = re.compile(rf"\b(?:{'|'.join(_PIECES)})\b")
# How units are seen over time: as they reported, or as the units of today.
AS_REPORTED, CURRENT_UNITS = "as_reported", "current_units"
_SOURCES = {AS_REPORTED: "reported_figures", CURRENT_UNITS: "restated_figures"}
# Or, for lists of what was printed, split by level as it was printed; units of today have no print.
AS_PRINTED = "as_printed"
_SHOWN = {
    AS_REPORTED: "reported_observations", CURRENT_UNITS: "restated_observations", AS_PRINTED: "shown_observations",
}  # fmt: skip
_SHOWN_FIGURES = {AS_REPORTED: "reported_figures", CURRENT_UNITS: "restated_figures", AS_PRINTED: "shown_figures"}


# The figures of an indicator, or its recomputed ratio, in the same columns.
_FIGURES = """(
    SELECT reporting_unit, period, handled_by, value, basis, period_start, period_end, submission, sheet, cell, raw,
           is_restated, components, begins, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator
    FROM {source} f WHERE indicator = $indicator{of_figures}
)"""
_RATIO = """(
    SELECT n.reporting_unit, n.period, n.handled_by, CASE WHEN d.value > 0 THEN 100 * n.value / d.value END AS value,
           n.basis, n.period_start, n.period_end, n.submission, n.sheet, n.cell || ' / ' || d.cell AS cell, '' AS raw,
           n.is_restated, NULL::BIGINT AS components, greatest(n.begins, d.begins) AS begins,
           n.value AS numerator, d.value AS denominator
    FROM {numerators} n JOIN {denominators} d USING (reporting_unit, period, handled_by, period_start, period_end)
    WHERE (d.value > 0 OR n.value = 0) AND $indicator <> ''{of_parts}
)"""
_ON_TIME = "dossiers_resolved_on_time"
# Shares of figures that no form prints, and so no ratio of the catalogue: of what waits, the part that is late.
SHARES = {"dossiers_pending_late_share": ("dossiers_pending_late", "dossiers_pending")}


# A page works on frames of a few hundred rows, where Arrow's texts cost many times what Python's do: each step of
# pandas converts them. Only in large answers they are faster, and smaller.
pd.set_option("mode.string_storage", "python")
_LARGE = 10_000  # rows
_ARROW = pd.StringDtype("pyarrow", na_value=float("nan"))


def ask(con: duckdb.DuckDBPyConnection, sql: str, **values: object) -> pd.DataFrame:
    """Run one question; without the Vietnamese collation Đ and Ơ sort after Z, and nothing else differs.

    Raises:
        TooSlowError: it took longer than it may.
    """
    sql = _NAMES.sub(lambda found: _PIECES[found[0]], sql)
    with patience.bounded(con):
        try:
            return _stored(con.execute(sql, values or None).df())
        except duckdb.CatalogException:
            if _COLLATION not in sql or con.execute(_HAS_COLLATION).fetchone():
                raise
            return _stored(con.execute(sql.replace(_COLLATION, ""), values or None).df())


def _stored(answer: pd.DataFrame) -> pd.DataFrame:
    if len(answer) < _LARGE:
        return answer
    return answer.astype(dict.fromkeys(answer.select_dtypes("str").columns, _ARROW))


def ask_shown(con: duckdb.DuckDBPyConnection, units: str, sql: str, **values: object) -> pd.DataFrame:
    """A question about SHOWN_OBSERVATIONS and SHOWN_FIGURES: as_reported, current_units or as_printed."""
    text = _NAMES.sub(lambda found: _PIECES[found[0]], sql)
    text = text.replace("SHOWN_OBSERVATIONS", _SHOWN[units]).replace("SHOWN_FIGURES", _SHOWN_FIGURES[units])
    return ask(con, text, **values)


def source(units: str) -> str:
    """The relation of a way to see units.

    Raises:
        KeyError: there is no such way.
    """
    return _SOURCES[units]


Parts = tuple[str, str]  # numerator and denominator


def parts(con: duckdb.DuckDBPyConnection, indicator: str) -> Parts | None:
    """Of a ratio that can be recomputed, or of one of SHARES; None for everything else."""
    return known(con, indicator)[1]


def declared(con: duckdb.DuckDBPyConnection, indicator: str) -> Declared | None:
    """What the catalogue of the snapshot declares of an indicator; None where it has none of that code."""
    return known(con, indicator)[0]


def known(con: duckdb.DuckDBPyConnection, indicator: str) -> tuple[Declared | None, Parts | None]:
    """Both, for a question that needs both.

    One of SHARES is put together over units as ratios are; its parts are stocks, so over time it has no total.
    """
    if indicator in SHARES:
        return Declared(indicator, indicator, "ratio", "ratio", "none"), SHARES[indicator]
    row = con.execute(
        """SELECT indicator, name, kind, aggregation, over_time, numerator IS NOT NULL AND denominator IS NOT NULL,
                  numerator, denominator
           FROM indicators WHERE indicator = ?""",
        [indicator],
    ).fetchone()
    if row is None:
        return None, None
    told = Declared(*row[:6])
    return told, (row[6], row[7]) if told.over_time == "ratio" else None


def values_of(
    of_ratio: Parts | None,
    units: str,
    level: str,
    handled_by: str,
    place: str = "",
    periods: str = "",
) -> str:
    """Where the values of $indicator are: its figures, or the ratio of its parts; codes are the catalogue's own.

    `place` is a relation of the same columns to look in instead; `periods` the name of a value ('$of_kind') with the
    only periods that are wanted: both parts of a ratio are then read of these alone, before they are joined.

    `level` and `handled_by` are those that the question asks for. What cannot be split there is not looked for split:
    what a commune or department handles is its own, and a level's own figures are printed as such.
    """
    place = place or source(units)
    if of_ratio is None:
        return _FIGURES.format(source=place, of_figures=_within("f", periods))
    part, whole = of_ratio
    is_whole = bool(handled_by) or level in ("commune", "department")
    return _RATIO.format(
        numerators=f"part_on_time('{place}')" if part == _ON_TIME else f"part_as_reported('{place}', '{part}')",
        denominators=f"{'part_as_reported' if is_whole else 'whole_over_levels'}('{place}', '{whole}')",
        of_parts=_within("n", periods) + _within("d", periods),
    )


def _within(figures: str, periods: str) -> str:
    return f" AND {figures}.period IN {periods}" if periods else ""
