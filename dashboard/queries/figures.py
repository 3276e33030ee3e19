"""Figures with their cells, rates with their parts, who reported, what is open: one period at a time."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from dashboard.queries.ask import AS_PRINTED, AS_REPORTED, ask, ask_shown


def snapshot_version(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row: when the snapshot was made and how much it holds."""
    return ask(
        con,
        """
        SELECT (SELECT value FROM meta WHERE name = 'made_at') AS made_at,
               (SELECT count(*) FROM submissions) AS submissions,
               count(DISTINCT reporting_unit) AS reporting_units, count(*) AS figures
        FROM shown_observations
        """,
    )


def periods(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Periods that hold figures, newest first: period, kind, period_start, period_end (its default window)."""
    return ask(
        con,
        """
        SELECT * FROM periods WHERE period IN (SELECT period FROM shown_observations)
        ORDER BY period_end DESC, period_start DESC
        """,
    )


def reporting_units(con: duckdb.DuckDBPyConnection, units: str = AS_REPORTED) -> pd.DataFrame:
    """Reporting units that have figures in any period, in Vietnamese alphabetical order."""
    return ask_shown(
        con,
        units,
        """
        SELECT reporting_unit, name, level, parent_name, status FROM reporting_units
        WHERE reporting_unit IN (SELECT reporting_unit FROM SHOWN_FIGURES)
        ORDER BY name COLLATE vi, parent_name
        """,
    )


def reporting(con: duckdb.DuckDBPyConnection, units: str = AS_REPORTED) -> pd.DataFrame:
    """Who reported in which period: one row per period and reporting unit with its number of figures."""
    return ask_shown(
        con,
        units,
        """
        WITH counted AS (
            SELECT period, reporting_unit, count(*) AS figures FROM SHOWN_FIGURES GROUP BY ALL
        )
        SELECT o.*, p.kind, p.period_start, p.period_end, u.name, u.level, u.parent_name, u.status
        FROM counted o
        JOIN periods p USING (period)
        JOIN reporting_units u USING (reporting_unit)
        ORDER BY p.period_end DESC, p.period_start DESC, u.level, u.name COLLATE vi, u.parent_name
        """,
    )


def themes_reported(con: duckdb.DuckDBPyConnection, period: str = "", units: str = AS_REPORTED) -> pd.DataFrame:
    """On which themes each reporting unit has how many figures, by period; an empty period means all."""
    return ask_shown(
        con,
        units,
        """
        SELECT o.period, o.reporting_unit, u.level, i.theme, count(*) AS figures
        FROM SHOWN_FIGURES o
        JOIN indicators i USING (indicator)
        JOIN reporting_units u USING (reporting_unit)
        WHERE i.theme IS NOT NULL AND ($period = '' OR o.period = $period)
        GROUP BY ALL
        """,
        period=period,
    )


def levels_reported(con: duckdb.DuckDBPyConnection, period: str, units: str = AS_REPORTED) -> pd.DataFrame:
    """How many units of each level have figures of each theme in a period: theme, level, reported (most first)."""
    return ask_shown(
        con,
        units,
        """
        SELECT i.theme, u.level, count(DISTINCT o.reporting_unit) AS reported
        FROM SHOWN_FIGURES o JOIN indicators i USING (indicator) JOIN reporting_units u USING (reporting_unit)
        WHERE o.period = $period AND i.theme IS NOT NULL
        GROUP BY ALL ORDER BY reported DESC, u.level
        """,
        period=period,
    )


_FIGURES = """
    SELECT o.reporting_unit, u.name, u.level, u.parent_name, u.status, o.period,
           o.indicator, i.name AS indicator_name, i.theme, i.area, i.measure, i.kind, i.polarity, i.position,
           o.handled_by, o.value, o.basis, o.source, o.period_start, o.period_end, o.window_printed,
           o.file, o.sheet, o.cell, o.raw, o.printed_measure, o.label, o.warning, o.warned, o.is_restated,
           o.components
    FROM FIGURES_WITH_CELLS o
    JOIN reporting_units u USING (reporting_unit)
    JOIN indicators i USING (indicator)
    WHERE o.period = $period {more} AND CHOSEN_UNITS
    ORDER BY u.level, u.name COLLATE vi, u.parent_name, i.position, o.handled_by
"""


def figures(
    con: duckdb.DuckDBPyConnection,
    period: str,
    theme: str = "",
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """Shown figures of a period with their cells; an empty theme, level or selection means all.

    Seen as units of today (`units`), a figure may be the sum of several (is_restated, components): it has no cell then.
    """
    return ask_shown(
        con,
        units,
        _FIGURES.format(more="AND ($theme = '' OR i.theme = $theme)"),
        period=period, theme=theme, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


def told(
    con: duckdb.DuckDBPyConnection, period: str, theme: str = "", level: str = "", units: str = AS_REPORTED
) -> pd.DataFrame:
    """Which figures `figures` has and their values, nothing else: reporting_unit, indicator, handled_by, value.

    Without cells, documents and order it costs less of a whole level than those of a dozen units do.
    """
    return ask_shown(
        con,
        units,
        """
        SELECT o.reporting_unit, o.indicator, o.handled_by, o.value
        FROM SHOWN_FIGURES o JOIN reporting_units u USING (reporting_unit) JOIN indicators i USING (indicator)
        WHERE o.period = $period AND ($theme = '' OR i.theme = $theme) AND ($level = '' OR u.level = $level)
        ORDER BY o.reporting_unit
        """,
        period=period, theme=theme, level=level,
    )  # fmt: skip


def printed_figures(
    con: duckdb.DuckDBPyConnection,
    period: str,
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_PRINTED,
) -> pd.DataFrame:
    """As `figures`, split by level of handling as each form printed them: for lists, not for comparison."""
    return figures(con, period, "", level, reporting_units, units)


def first_figures(
    con: duckdb.DuckDBPyConnection,
    period: str,
    most: int,
    indicators: Sequence[str] = (),
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_PRINTED,
) -> pd.DataFrame:
    """Of `printed_figures` the first `most` in their order, of some indicators or of all: as much as a table holds."""
    return ask_shown(
        con,
        units,
        _FIGURES.format(more="AND (len($indicators) = 0 OR list_contains($indicators, o.indicator))") + "LIMIT $most",
        period=period, most=most, indicators=list(indicators), level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


def printed_indicators(
    con: duckdb.DuckDBPyConnection,
    period: str,
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_PRINTED,
) -> pd.DataFrame:
    """The indicators that `printed_figures` has figures of, in the catalogue's order: indicator, indicator_name."""
    return ask_shown(
        con,
        units,
        """
        SELECT i.indicator, i.name AS indicator_name
        FROM indicators i
        WHERE i.indicator IN (
            SELECT o.indicator FROM SHOWN_OBSERVATIONS o JOIN reporting_units u USING (reporting_unit)
            WHERE o.period = $period AND CHOSEN_UNITS
        )
        ORDER BY i.position
        """,
        period=period, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


_RATES = """
WITH printed AS (
    SELECT o.* FROM FIGURES_WITH_CELLS o JOIN indicators i USING (indicator)
    WHERE o.period = $period AND i.kind = 'ratio' AND ($theme = '' OR i.theme = $theme)
),
asked AS MATERIALIZED (  -- the only figures that are read: those of the period that ratios are made of
    SELECT o.* FROM SHOWN_FIGURES o
    WHERE o.period = $period AND o.indicator IN (
        SELECT PARTS_OF_RATIO
        FROM indicators WHERE kind = 'ratio' AND ($theme = '' OR theme = $theme)
    )
),
documents AS MATERIALIZED (SELECT submission, file FROM submissions SEMI JOIN asked USING (submission)),
computed AS (
    SELECT c.*, n.file AS numerator_file, d.file AS denominator_file
    FROM ratios('asked') c
    LEFT JOIN documents n ON n.submission = c.numerator_submission
    LEFT JOIN documents d ON d.submission = c.denominator_submission
),
empty_base AS (
    SELECT o.reporting_unit, i.indicator, o.handled_by
    FROM asked o JOIN indicators i ON i.denominator = o.indicator
    WHERE i.kind = 'ratio' AND o.value = 0
),
told AS (
    SELECT reporting_unit, indicator, handled_by FROM printed
    UNION SELECT reporting_unit, indicator, handled_by FROM computed
    UNION SELECT reporting_unit, indicator, handled_by FROM empty_base
)
SELECT t.reporting_unit, u.name, u.level, u.parent_name, u.status,
       i.indicator, i.name AS indicator_name, i.theme, i.measure, i.polarity, i.position,
       t.handled_by, c.value AS computed, c.numerator, c.denominator,
       c.numerator_file, c.numerator_sheet, c.numerator_cell,
       c.denominator_file, c.denominator_sheet, c.denominator_cell,
       p.value AS printed, p.raw, p.file, p.sheet, p.cell, p.source, p.warning, p.warned,
       coalesce(c.basis, p.basis) AS basis, coalesce(c.period_start, p.period_start) AS period_start,
       coalesce(c.period_end, p.period_end) AS period_end, z.reporting_unit IS NOT NULL AS zero_denominator
FROM told t
LEFT JOIN printed p USING (reporting_unit, indicator, handled_by)
LEFT JOIN computed c USING (reporting_unit, indicator, handled_by)
LEFT JOIN empty_base z USING (reporting_unit, indicator, handled_by)
JOIN reporting_units u USING (reporting_unit)
JOIN indicators i USING (indicator)
WHERE ($theme = '' OR i.theme = $theme) AND CHOSEN_UNITS
ORDER BY u.name COLLATE vi, u.parent_name, i.position, t.handled_by
"""


def rates(
    con: duckdb.DuckDBPyConnection,
    period: str,
    theme: str = "",
    level: str = "",
    reporting_units: Sequence[str] = (),
    units: str = AS_REPORTED,
) -> pd.DataFrame:
    """Every rate of a period: recomputed from its parts where they stand, and as printed where it was.

    `computed` is missing when a part was not reported; `zero_denominator` says that it cannot exist.
    """
    return ask_shown(
        con,
        units,
        _RATES,
        period=period, theme=theme, level=level, reporting_units=list(reporting_units),
    )  # fmt: skip


def open_problems(con: duckdb.DuckDBPyConnection, period: str = "") -> pd.DataFrame:
    """Findings of files that still count, gravest first; an empty period means all periods.

    A file whose figures have all been replaced by a newer one has nothing open any more. What a rule finds in the
    figures too is among the `findings`, not here.
    """
    return ask(
        con,
        """
        WITH told AS (
            SELECT c.submission, list(DISTINCT c.period) AS periods,
                   string_agg(DISTINCT u.name, ', ' ORDER BY u.name) AS names
            FROM scopes c JOIN reporting_units u USING (reporting_unit)
            GROUP BY c.submission
        )
        SELECT p.severity, p.code, p.file, t.names, p.sheet, p.cell, i.name AS indicator_name, i.theme,
               p.handled_by, p.found, p.expected, p.sentence
        FROM open_problems p
        LEFT JOIN told t USING (submission)
        LEFT JOIN indicators i USING (indicator)
        ANTI JOIN rule_codes r ON r.code = p.code AND r.is_superseded
        WHERE p.severity <> 'info' AND ($period = '' OR list_contains(t.periods, $period))
        ORDER BY list_position(['stop', 'question', 'refused', 'warning'], p.severity), p.file, p.sheet, p.cell,
                 p.code, p.indicator, p.handled_by, p.found, p.expected
        """,
        period=period,
    )
