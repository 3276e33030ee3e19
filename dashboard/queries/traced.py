"""From one figure back to the cells it was read from: the figure asked for, its parts, what was found about them.

Everything is bound to one unit and one period, so that it reads a handful of rows however many there are.
"""

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_PRINTED, AS_REPORTED, ask, ask_shown, parts, values_of

_ON_TIME = "dossiers_resolved_on_time"
_KINDS_OF_ON_TIME = ("dossiers_resolved_early", "dossiers_resolved_exactly_on_time")

_ASKED = """
asked AS MATERIALIZED (
    SELECT * FROM SHOWN_FIGURES
    WHERE reporting_unit = $reporting_unit AND period = $period AND is_shown
      AND indicator IN ($indicator, $part, $whole, $early, $exactly)  -- a list would be looked for in every row
)"""
# 'figure' is the one asked for; of a ratio also its numerator and denominator, as macro ratio_parts puts them together.
_PARTS = """
parts AS (
    SELECT a.*,
           CASE a.indicator WHEN $indicator THEN 'figure' WHEN $whole THEN 'denominator' ELSE 'numerator' END AS role
    FROM asked a
    WHERE CASE
        WHEN a.indicator = $indicator OR a.handled_by = $handled_by THEN a.handled_by = $handled_by AND (
            a.indicator IN ($indicator, $part, $whole)
            OR NOT EXISTS (FROM asked o WHERE o.indicator = $part AND o.handled_by = $handled_by))
        ELSE a.indicator = $whole AND $handled_by = ''
            AND NOT EXISTS (FROM asked o WHERE o.indicator = $whole AND o.handled_by = '')
            AND (a.handled_by = 'all') = EXISTS (FROM asked o WHERE o.indicator = $whole AND o.handled_by = 'all')
    END
)"""

_NO_RATIO = """(
    SELECT NULL::DOUBLE AS value, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator, period_start, period_end,
           basis
    FROM asked WHERE false
)"""


def traced_figure(
    con: duckdb.DuckDBPyConnection,
    reporting_unit: str,
    period: str,
    indicator: str,
    handled_by: str,
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """One figure or ratio of one unit and period; no row where nothing of it was reported.

    Columns: reporting_unit, name, level, parent_name, status, period, indicator, indicator_name, measure, handled_by,
    numerator_code, denominator_code ('' where it is no ratio), reported (as the document has it, or a correction),
    computed, numerator, denominator (of a ratio whose parts stand over one window), is_empty (its denominator is 0),
    has_parts (at least one part was reported), period_start, period_end, basis, is_restated.
    """
    bound = _bound(con, indicator)
    computed = _NO_RATIO
    if bound["part"]:
        level = con.execute("SELECT level FROM reporting_units WHERE reporting_unit = ?", [reporting_unit]).fetchone()
        computed = values_of(parts(con, indicator), units, level[0] if level else "", handled_by, place="asked")
        computed = f"(SELECT * FROM {computed} WHERE handled_by = $handled_by)"  # noqa: S608
    return ask_shown(
        con,
        _seen(units, handled_by),
        f"""
        WITH {_ASKED}, {_PARTS}, own AS (SELECT * FROM parts WHERE role = 'figure')
        SELECT u.reporting_unit, u.name, u.level, u.parent_name, u.status, $period AS period, $indicator AS indicator,
               i.name AS indicator_name, coalesce(i.measure, '%') AS measure, $handled_by AS handled_by,
               $part AS numerator_code, $whole AS denominator_code, o.value AS reported,
               c.value AS computed, c.numerator, c.denominator,
               EXISTS (FROM parts WHERE role = 'denominator' AND value = 0) AS is_empty,
               EXISTS (FROM parts WHERE role <> 'figure') AS has_parts,
               coalesce(c.period_start, o.period_start) AS period_start,
               coalesce(c.period_end, o.period_end) AS period_end, coalesce(c.basis, o.basis) AS basis,
               coalesce((SELECT bool_or(is_restated) FROM parts), false) AS is_restated
        FROM reporting_units u
        LEFT JOIN indicators i ON i.indicator = $indicator
        LEFT JOIN own o ON true
        LEFT JOIN {computed} c ON true
        WHERE u.reporting_unit = $reporting_unit AND EXISTS (FROM parts)
        """,  # noqa: S608
        reporting_unit=reporting_unit, period=period, indicator=indicator, handled_by=handled_by,
        **bound,
    )  # fmt: skip


def traced_cells(
    con: duckdb.DuckDBPyConnection,
    reporting_unit: str,
    period: str,
    indicator: str,
    handled_by: str,
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """The reported figures that a figure or ratio rests on, each with its cell and document: numerator first.

    Of a figure that several units of the past were added to, these units' figures. Columns: role (figure, numerator,
    denominator), reporting_unit, name, parent_name, indicator, indicator_name, measure, handled_by, value,
    reported_value (before a correction), correction, correction_reason, corrected_by, basis, period_start, period_end,
    source, submission, sheet, cell, raw, printed_measure, label, is_part_of_sum, file, file_hash, document_number,
    document_date, loaded_at (UTC), warning, warned.
    """
    bound = _bound(con, indicator)
    return ask_shown(
        con,
        _seen(units, handled_by),
        f"""
        WITH {_ASKED}, {_PARTS}, cells AS (
            SELECT * EXCLUDE (components), false AS is_part_of_sum FROM parts WHERE NOT is_restated
            UNION ALL BY NAME
            SELECT m.* EXCLUDE (successor, is_whole, components), p.role, true AS is_part_of_sum
            FROM members m
            JOIN parts p ON p.is_restated AND p.indicator = m.indicator AND p.handled_by = m.handled_by
            WHERE m.successor = $reporting_unit AND m.period = $period AND m.is_whole
        ), found AS (
            SELECT submission, sheet, cell, string_agg(DISTINCT sentence, ' ') AS warning,
                   list(DISTINCT {{'code': code, 'found': found, 'expected': expected, 'sentence': sentence}}) AS warned
            FROM problems SEMI JOIN cells USING (submission, sheet, cell)
            WHERE severity = 'warning'
            GROUP BY ALL
        )
        SELECT c.role, c.reporting_unit, u.name, u.parent_name, c.indicator, i.name AS indicator_name, i.measure,
               c.handled_by, c.value, c.reported_value, c.correction, k.reason AS correction_reason,
               k.made_by AS corrected_by, c.basis, c.period_start, c.period_end, c.source, c.submission, c.sheet,
               c.cell, c.raw, c.printed_measure, c.label, c.is_part_of_sum, s.file, s.file_hash, s.document_number,
               s.document_date, l.made_at AS loaded_at, w.warning, w.warned
        FROM cells c
        JOIN reporting_units u USING (reporting_unit)
        JOIN indicators i USING (indicator)
        JOIN submissions s USING (submission)
        LEFT JOIN loads l ON l.load = s.load
        LEFT JOIN corrections k USING (correction)
        LEFT JOIN found w USING (submission, sheet, cell)
        ORDER BY list_position(['numerator', 'denominator', 'figure'], c.role), i.position, c.handled_by,
                 u.name COLLATE vi, c.reporting_unit
        """,  # noqa: S608
        reporting_unit=reporting_unit, period=period, indicator=indicator, handled_by=handled_by,
        **bound,
    )  # fmt: skip


def traced_findings(
    con: duckdb.DuckDBPyConnection, reporting_unit: str, period: str, indicators: tuple[str, ...], handled_by: str
) -> pd.DataFrame:
    """What the rules find in some figures of a unit and period, and what was explained of it (giải trình).

    Columns: line, name (of the rule), severity, code, period, found, expected, sentence, cells, explanation,
    explained_by, explained_at (missing where nobody explained it).
    """
    return ask(
        con,
        """
        SELECT f.line, r.name, f.severity, f.line AS code, f.period, said(f.found) AS found,
               said(f.expected) AS expected, f.sentence, f.cells, e.explanation, e.explained_by, e.explained_at
        FROM findings f
        JOIN rules r USING (line)
        LEFT JOIN standing_explanations e
            ON e.line = f.line AND e.reporting_unit = f.reporting_unit AND e.period = f.period
            AND e.indicator = f.indicator AND e.handled_by = f.handled_by AND e.found = said(f.found)
        WHERE f.reporting_unit = $reporting_unit AND f.period = $period AND len(list_filter(f.cells, lambda one:
            one.reporting_unit = $reporting_unit AND one.period = $period
            AND list_contains($indicators, one.indicator) AND one.handled_by IN ('', $handled_by))) > 0
        ORDER BY list_position(['stop', 'question', 'refused', 'warning', 'info'], f.severity), f.line
        """,
        reporting_unit=reporting_unit, period=period, indicators=list(indicators), handled_by=handled_by,
    )  # fmt: skip


def _seen(units: str, handled_by: str) -> str:
    """Split as it was printed where a split is asked for; units of today have no print."""
    return AS_PRINTED if units == AS_REPORTED and handled_by else units


def _bound(con: duckdb.DuckDBPyConnection, indicator: str) -> dict[str, str]:
    """The two parts of a ratio, and the two kinds of dossiers on time where they may stand for one; '' where not."""
    part, whole = parts(con, indicator) or ("", "")
    early, exactly = _KINDS_OF_ON_TIME if part == _ON_TIME else ("", "")
    return {"part": part, "whole": whole, "early": early, "exactly": exactly}
