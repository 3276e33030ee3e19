"""May these figures be trusted: who reported what and when, what was loaded and withdrawn, what was corrected."""

import duckdb
import pandas as pd

from dashboard.queries.ask import ask


def reports(con: duckdb.DuckDBPyConnection, level: str = "", reporting_units: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row per unit and period that was expected, by content (view `reports`).

    Columns: reporting_unit, name, level, parent_name, province, status, period, kind, closes (default end), figures,
    themes, sources, told_on, told_by, deadline, state (on_time, late, no_deadline, higher_only, missing).
    """
    return ask(
        con,
        """
        SELECT r.reporting_unit, u.name, u.level, u.parent_name, u.province, u.status, r.period, p.kind,
               p.period_end AS closes, r.figures, r.themes, r.sources, r.told_on, r.told_by, r.deadline, r.state
        FROM reports r JOIN reporting_units u USING (reporting_unit) JOIN periods p USING (period)
        WHERE CHOSEN_UNITS
        ORDER BY p.period_end, p.period_start DESC, u.level, u.name COLLATE vi, u.parent_name
        """,
        level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


def corrections(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The ledger of corrections, newest first, each with what the standing source says now.

    Columns: those of table corrections, name (of the unit), indicator_name, measure, raw (as it stands), file, sheet,
    cell, state: applied, stopped (the source no longer says what was expected), withdrawn.
    """
    return ask(
        con,
        """
        SELECT k.*, u.name, i.name AS indicator_name, i.measure, o.raw, s.file, o.sheet, o.cell,
               CASE WHEN k.status <> 'active' THEN 'withdrawn'
                    WHEN o.raw = k.expected_raw THEN 'applied' ELSE 'stopped' END AS state
        FROM corrections k
        LEFT JOIN reporting_units u USING (reporting_unit)
        LEFT JOIN indicators i USING (indicator)
        LEFT JOIN (SELECT o.* FROM observations o JOIN standing USING (scope)) o
            ON o.reporting_unit = k.reporting_unit AND o.period = k.period AND o.indicator = k.indicator
            AND o.handled_by = k.handled_by AND o.source = k.source
        LEFT JOIN submissions s USING (submission)
        ORDER BY k.made_on DESC, k.correction
        """,
    )


def loads(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """What changed the figures, newest first.

    Columns: load, kind (load, withdrawal, restoration), made_at (UTC), made_by, reason, files, figures (read by the
    load, or concerned by the withdrawal or restoration), withdrawn (files of the load that do not count now), new,
    changed, vanished (figures, when it was loaded; missing where that was not kept), not_taken (cells and files that
    were refused or wait).
    """
    return ask(con, "FROM load_history ORDER BY load DESC")


def files_of_load(con: duckdb.DuckDBPyConnection, load: int) -> pd.DataFrame:
    """The files that a load stored, or that a withdrawal or restoration concerned.

    Columns: submission, file, file_hash, document_number, document_date, units (names), periods (codes), figures,
    not_taken (cells refused or waiting), is_withdrawn (now).
    """
    return ask(
        con,
        """
        WITH concerned AS (
            SELECT submission FROM submissions WHERE load = $load
            UNION SELECT submission FROM withdrawals WHERE load = $load
        ), told AS (
            SELECT c.submission, list(DISTINCT u.name ORDER BY u.name) AS units,
                   list(DISTINCT c.period ORDER BY c.period) AS periods
            FROM scopes c JOIN reporting_units u USING (reporting_unit) GROUP BY c.submission
        ), refused AS (
            SELECT submission, count(*) AS not_taken FROM problems
            WHERE severity IN ('stop', 'question', 'refused') GROUP BY submission
        )
        SELECT s.submission, s.file, s.file_hash, s.document_number, s.document_date,
               coalesce(t.units, []) AS units, coalesce(t.periods, []) AS periods, s.figures,
               coalesce(r.not_taken, 0) AS not_taken, w.submission IS NOT NULL AS is_withdrawn
        FROM submissions s
        SEMI JOIN concerned USING (submission)
        LEFT JOIN told t USING (submission)
        LEFT JOIN refused r USING (submission)
        LEFT JOIN withdrawn_submissions(9223372036854775807) w USING (submission)
        ORDER BY s.submission
        """,
        load=load,
    )  # fmt: skip


def findings(
    con: duckdb.DuckDBPyConnection, period: str = "", level: str = "", reporting_units: tuple[str, ...] = ()
) -> pd.DataFrame:
    """What the rules found that still counts, gravest first: in figures, and in cells while they were read.

    Columns: line, rule, name (of the rule), severity, code, reporting_unit, unit_name, period, indicator, handled_by,
    found, expected, sentence, file, sheet, cell, submission, cells (list of all that it rests on; missing for what was
    found while reading, which has one place).
    """
    return ask(
        con,
        """
        SELECT f.*
        FROM open_findings f
        LEFT JOIN reporting_units u ON u.reporting_unit = f.reporting_unit
        WHERE ($period = '' OR f.period = $period OR f.period IS NULL) AND (u.reporting_unit IS NULL OR CHOSEN_UNITS)
        ORDER BY list_position(['stop', 'question', 'refused', 'warning', 'info'], f.severity), f.rule, f.line,
                 f.unit_name, f.period, f.file, f.sheet, f.cell
        """,
        period=period, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


def findings_counted(
    con: duckdb.DuckDBPyConnection, period: str, level: str = "", reporting_units: tuple[str, ...] = ()
) -> pd.DataFrame:
    """How many `findings` there are of each severity: severity, findings."""
    return ask(
        con,
        """
        SELECT f.severity, count(*) AS findings
        FROM open_findings f
        LEFT JOIN reporting_units u ON u.reporting_unit = f.reporting_unit
        WHERE ($period = '' OR f.period = $period OR f.period IS NULL) AND (u.reporting_unit IS NULL OR CHOSEN_UNITS)
        GROUP BY f.severity
        """,
        period=period, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


def coverage(
    con: duckdb.DuckDBPyConnection, period: str, level: str = "", reporting_units: tuple[str, ...] = ()
) -> pd.DataFrame:
    """How many units of each level are expected to report in a period, and have: level, expected, reported."""
    return ask(
        con,
        """
        SELECT u.level, count(*) AS expected, count(*) FILTER (u.has_reported) AS reported
        FROM expected_reports u WHERE u.period = $period AND CHOSEN_UNITS
        GROUP BY u.level
        """,
        period=period, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


def files(con: duckdb.DuckDBPyConnection, submissions: tuple[int, ...]) -> pd.DataFrame:
    """Some submissions: submission, file (name as received), file_hash, document_number, document_date."""
    return ask(
        con,
        """
        SELECT submission, file, file_hash, document_number, document_date FROM submissions
        WHERE list_contains($submissions, submission) ORDER BY submission
        """,
        submissions=list(submissions),
    )


def limits(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The named numbers that rules and totals go by: name, value, measure, source."""
    return ask(con, "SELECT name, value, measure, source FROM limits ORDER BY name")


def indicator_names(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The catalogue in its order: indicator, name, measure, theme, polarity, numerator and denominator (of a ratio)."""
    return ask(
        con,
        "SELECT indicator, name, measure, theme, polarity, numerator, denominator FROM indicators ORDER BY position",
    )
