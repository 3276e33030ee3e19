"""The catalogue as it stands: indicators, units, spellings, remembered answers, targets, and who changed what.

Every answer has a column `folded`: what can be searched of a row, in small letters without accents or punctuation.
"""

import duckdb
import pandas as pd

from dashboard.queries.ask import ask

_FOLDED = (
    "regexp_replace(strip_accents(replace(lower(nfc_normalize(concat_ws(' ', {words}))), 'đ', 'd')), "
    "'[^a-z0-9%]+', ' ', 'g') AS folded"
)


def catalogue_indicators(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The indicators in their order.

    Columns: those of table indicators, numerator_name, denominator_name, units and periods (how many have a shown
    figure), folded.
    """
    return ask(
        con,
        f"""
        SELECT i.*, n.name AS numerator_name, d.name AS denominator_name, coalesce(f.units, 0) AS units,
               coalesce(f.periods, 0) AS periods,
               {_FOLDED.format(words="i.indicator, replace(i.indicator, '_', ' '), i.name, i.measure")}
        FROM indicators i
        LEFT JOIN indicators n ON n.indicator = i.numerator
        LEFT JOIN indicators d ON d.indicator = i.denominator
        LEFT JOIN (SELECT indicator, count(DISTINCT reporting_unit) AS units, count(DISTINCT period) AS periods
                   FROM figures WHERE is_shown GROUP BY indicator) f ON f.indicator = i.indicator
        ORDER BY i.position
        """,  # noqa: S608 our own words
    )


def catalogue_units(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """All reporting units of all times, by province, level and name.

    Columns: those of table reporting_units, before and after (names of the units that it was and became, ◐ behind one
    that it shares only a part with), aliases, folded.
    """
    return ask(
        con,
        f"""
        WITH named AS (
            SELECT e.old_unit, e.new_unit, o.name || CASE e.relation WHEN 'part' THEN ' ◐' ELSE '' END AS old_name,
                   n.name || CASE e.relation WHEN 'part' THEN ' ◐' ELSE '' END AS new_name
            FROM reporting_unit_events e
            LEFT JOIN reporting_units o ON o.reporting_unit = e.old_unit
            LEFT JOIN reporting_units n ON n.reporting_unit = e.new_unit
        ),
        past AS (SELECT new_unit AS reporting_unit, string_agg(DISTINCT coalesce(old_name, old_unit), ', ') AS before
                 FROM named WHERE new_unit <> '' GROUP BY new_unit),
        future AS (SELECT old_unit AS reporting_unit,
                          string_agg(DISTINCT coalesce(new_name, nullif(new_unit, ''), '—'), ', ') AS after
                   FROM named GROUP BY old_unit),
        spelt AS (SELECT reporting_unit, string_agg(alias, ', ' ORDER BY alias) AS aliases
                  FROM reporting_unit_aliases GROUP BY reporting_unit)
        SELECT u.*, past.before, future.after, spelt.aliases,
               {_FOLDED.format(words="u.name, u.parent_name, u.province, u.code, spelt.aliases, u.reporting_unit")}
        FROM reporting_units u
        LEFT JOIN past USING (reporting_unit)
        LEFT JOIN future USING (reporting_unit)
        LEFT JOIN spelt USING (reporting_unit)
        ORDER BY coalesce(u.province, u.name) COLLATE vi,
                 list_position(['province', 'department', 'district', 'division', 'commune'], u.level),
                 u.parent_name COLLATE vi, u.name COLLATE vi, u.valid_from
        """,  # noqa: S608 our own words
    )


def catalogue_aliases(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Other spellings of units' names: alias, province, reporting_unit, name (of the unit), reason, origin, folded."""
    return ask(
        con,
        f"""
        SELECT a.alias, a.province, a.reporting_unit, u.name, a.reason, a.origin,
               {_FOLDED.format(words="a.alias, a.province, u.name, a.reporting_unit, a.reason")}
        FROM reporting_unit_aliases a LEFT JOIN reporting_units u USING (reporting_unit)
        ORDER BY a.alias COLLATE vi, a.province
        """,  # noqa: S608 our own words
    )


def catalogue_decisions(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Remembered answers, the latest first, also those taken back.

    Columns: those of table decisions, answer_name (of the indicator or unit), sender_name, folded.
    """
    return ask(
        con,
        f"""
        SELECT d.*, CASE d.kind WHEN 'indicator' THEN i.name WHEN 'unit' THEN u.name END AS answer_name,
               s.name AS sender_name,
               {_FOLDED.format(words="d.printed, d.path, d.answer, i.name, u.name, s.name, d.decided_by")}
        FROM decisions d
        LEFT JOIN indicators i ON d.kind = 'indicator' AND i.indicator = split_part(d.answer, '@', 1)
        LEFT JOIN reporting_units u ON d.kind = 'unit' AND u.reporting_unit = d.answer
        LEFT JOIN reporting_units s ON s.reporting_unit = d.sender
        ORDER BY d.decision DESC
        """,  # noqa: S608 our own words
    )


def catalogue_targets(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Targets: the columns of table targets, name (of the unit), indicator_name, measure, folded."""
    return ask(
        con,
        f"""
        SELECT t.*, u.name, i.name AS indicator_name, i.measure,
               {_FOLDED.format(words="t.target, t.indicator, i.name, u.name, t.reporting_unit, t.document, t.note")}
        FROM targets t LEFT JOIN reporting_units u USING (reporting_unit) LEFT JOIN indicators i USING (indicator)
        ORDER BY t.year DESC NULLS LAST, i.position, t.target
        """,  # noqa: S608 our own words
    )


def catalogue_roles(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Who holds which role.

    Columns: those of table roles, name (of the unit; missing for all units), folded.
    """
    return ask(
        con,
        f"""
        SELECT r.*, u.name, {_FOLDED.format(words="r.person, r.role, r.remit, u.name")}
        FROM roles r
        LEFT JOIN reporting_units u ON u.reporting_unit = r.remit
        ORDER BY r.person, r.role, r.remit
        """,  # noqa: S608 our own words
    )


def catalogue_trail(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The audit trail, newest first: the columns of table audit, folded."""
    return ask(
        con,
        f"SELECT *, {_FOLDED.format(words='made_by, changed_row, old, new')} FROM audit ORDER BY change DESC",  # noqa: S608 our own words
    )
