"""One reporting unit: what it is and became, and the documents that its figures of a period come from."""

import duckdb
import pandas as pd

from dashboard.queries.ask import ask


def unit_facts(con: duckdb.DuckDBPyConnection, reporting_unit: str) -> pd.DataFrame:
    """What the catalogue says of a unit, its latest version first.

    Columns: name, level, parent_name, province, valid_from, valid_to (last day; missing while it exists), status.
    """
    return ask(
        con,
        """
        SELECT name, level, parent_name, province, valid_from, valid_to, status
        FROM reporting_units WHERE reporting_unit = $reporting_unit ORDER BY valid_from DESC
        """,
        reporting_unit=reporting_unit,
    )


def unit_events(con: duckdb.DuckDBPyConnection, reporting_unit: str) -> pd.DataFrame:
    """What a unit came from and became, oldest first.

    Columns: event, relation, valid_from, document, old_unit, new_unit, old_name, new_name (missing without a
    successor), is_old (the unit is the one that was).
    """
    return ask(
        con,
        """
        WITH names AS (
            SELECT reporting_unit, arg_max(name, valid_from) AS name FROM reporting_units GROUP BY reporting_unit
        )
        SELECT e.event, e.relation, e.valid_from, e.document, e.old_unit, e.new_unit,
               coalesce(o.name, e.old_unit) AS old_name, coalesce(n.name, nullif(e.new_unit, '')) AS new_name,
               e.old_unit = $reporting_unit AS is_old
        FROM reporting_unit_events e
        LEFT JOIN names o ON o.reporting_unit = e.old_unit
        LEFT JOIN names n ON n.reporting_unit = e.new_unit
        WHERE $reporting_unit IN (e.old_unit, e.new_unit)
        ORDER BY e.valid_from, is_old, old_name COLLATE vi, new_name COLLATE vi
        """,
        reporting_unit=reporting_unit,
    )


def unit_documents(con: duckdb.DuckDBPyConnection, reporting_unit: str, period: str) -> pd.DataFrame:
    """The files that the standing figures of a unit and period come from, most figures first.

    Columns: file, document_number, document_date (both missing where the file does not say), source, figures.
    """
    return ask(
        con,
        """
        SELECT s.file, s.document_number, s.document_date, f.source, count(*) AS figures
        FROM figures f JOIN submissions s USING (submission)
        WHERE f.reporting_unit = $reporting_unit AND f.period = $period
        GROUP BY ALL ORDER BY figures DESC, s.file, f.source
        """,
        reporting_unit=reporting_unit, period=period,
    )  # fmt: skip


def unit_reports(con: duckdb.DuckDBPyConnection, reporting_unit: str) -> pd.DataFrame:
    """In which periods a unit was expected to report and whether it did, oldest first (view `reports`).

    Columns: period, kind, closes (default end), state (on_time, late, no_deadline, higher_only, missing).
    """
    return ask(
        con,
        """
        SELECT r.period, p.kind, p.period_end AS closes, r.state
        FROM reports r JOIN periods p USING (period)
        WHERE r.reporting_unit = $reporting_unit ORDER BY p.period_end, p.period_start DESC
        """,
        reporting_unit=reporting_unit,
    )
