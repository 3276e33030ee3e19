"""The questions that pages put to many figures, each with its rival written by hand on the sorted table `facts`."""

# ruff: noqa: S608 -- our own fixed texts are put together

from collections.abc import Callable, Sequence
from typing import NamedTuple

import duckdb
import pandas as pd

from bench import national
from dashboard import queries

_LEVEL, _KIND = "commune", "half"
_DRAWN = ("staff_fill_rate", "staff_present", "staff_assigned")
# Dossiers on time, as whoever knows the forms writes it: some give only early and exactly on time.
_ON_TIME = """
    SELECT reporting_unit, period, coalesce(max(value) FILTER (indicator = $numerator), sum(value)) AS value,
           max(period_start) AS period_start, max(period_end) AS period_end, max(cell) AS cell, max(sheet) AS sheet,
           max(submission) AS submission
    FROM facts
    WHERE indicator IN ($numerator, 'dossiers_resolved_early', 'dossiers_resolved_exactly_on_time') {only}
    GROUP BY reporting_unit, period
"""


class Case(NamedTuple):
    """A question, its rival in SQL on table `facts`, and the columns in which both must agree."""

    name: str
    ask: Callable[[duckdb.DuckDBPyConnection], pd.DataFrame]
    rival: str
    values: dict[str, object]
    agree: Sequence[str]


def cases(world: national.World) -> list[Case]:
    """One case for each question, and several where the kind of indicator decides what it costs."""
    return [*_of_series(world), *_of_overview(world), *_of_lists(world), *_of_targets(world)]


def _of_series(world: national.World) -> list[Case]:
    period, base = f"{world.last_year}-H1", f"{world.last_year - 1}-H1"
    units = world.units[:13]
    count, ratio = "dossiers_received", "dossiers_on_time_rate"
    of_period = _ON_TIME.format(only="AND period = $period")
    on_time, resolved = "dossiers_resolved_on_time", "dossiers_resolved"
    return [
        Case(
            "league of a count",
            lambda con: queries.league(con, count, "", period, _LEVEL),
            """SELECT rank() OVER (ORDER BY -f.value) AS rank, f.reporting_unit, u.name, u.parent_name, u.status,
                      f.value, f.basis, f.period_start, f.period_end, f.sheet, f.cell, f.raw, s.file
               FROM facts f JOIN reporting_units u USING (reporting_unit) JOIN submissions s USING (submission)
               WHERE indicator = $indicator AND period = $period AND u.level = 'commune'
               ORDER BY rank, u.name COLLATE vi""",
            {"indicator": count, "period": period},
            ("reporting_unit", "value", "rank"),
        ),
        Case(
            "league of a rate",
            lambda con: queries.league(con, ratio, "", period, _LEVEL),
            """SELECT rank() OVER (ORDER BY -100 * n.value / d.value) AS rank, n.reporting_unit, u.name, u.parent_name,
                      100 * n.value / d.value AS value, n.value AS numerator, d.value AS denominator, n.period_start,
                      n.period_end, n.sheet, n.cell, d.cell, s.file
               FROM ("""
            + of_period
            + """) n JOIN facts d USING (reporting_unit, period)
               JOIN reporting_units u USING (reporting_unit) JOIN submissions s ON s.submission = n.submission
               WHERE d.indicator = $denominator AND d.period = $period AND u.level = 'commune'
               ORDER BY rank, u.name COLLATE vi""",
            {"numerator": on_time, "denominator": resolved, "period": period},
            ("reporting_unit", "value", "rank"),
        ),
        Case(
            "heat table of another rate",
            lambda con: queries.trend(con, "staff_fill_rate", "", _KIND, _LEVEL),
            """SELECT n.reporting_unit, u.name, u.parent_name, u.status, u.valid_from, u.valid_to, n.period,
                      p.period_end AS closes, n.basis, n.period_start, n.period_end,
                      100 * n.value / d.value AS value, n.value AS numerator, d.value AS denominator
               FROM facts n JOIN facts d USING (reporting_unit, period, period_start, period_end)
               JOIN reporting_units u USING (reporting_unit) JOIN periods p USING (period)
               WHERE n.indicator = 'staff_present' AND d.indicator = 'staff_assigned' AND p.kind = 'half'
                 AND u.level = 'commune' ORDER BY closes, u.name COLLATE vi""",
            {},
            ("reporting_unit", "period", "value"),
        ),
        Case(
            "trend of 13 units",
            lambda con: queries.trend(con, count, "", _KIND, "", units),
            """SELECT f.reporting_unit, u.name, u.parent_name, u.status, u.valid_from, u.valid_to, f.period,
                      p.period_end AS closes, f.value, f.basis, f.period_start, f.period_end
               FROM facts f JOIN reporting_units u USING (reporting_unit) JOIN periods p USING (period)
               WHERE indicator = $indicator AND p.kind = 'half' AND list_contains($units, f.reporting_unit)
               ORDER BY closes, u.name COLLATE vi""",
            {"indicator": count, "units": units},
            ("reporting_unit", "period", "value"),
        ),
        Case(
            "heat table of a rate, all units",
            lambda con: queries.trend(con, ratio, "", _KIND, _LEVEL),
            """SELECT n.reporting_unit, u.name, u.parent_name, u.status, u.valid_from, u.valid_to, n.period,
                      p.period_end AS closes, n.period_start, n.period_end,
                      100 * n.value / d.value AS value, n.value AS numerator, d.value AS denominator
               FROM ("""
            + _ON_TIME.format(only="")
            + """) n JOIN facts d USING (reporting_unit, period)
               JOIN reporting_units u USING (reporting_unit) JOIN periods p USING (period)
               WHERE d.indicator = $denominator AND p.kind = 'half'
                 AND u.level = 'commune' ORDER BY closes, u.name COLLATE vi""",
            {"numerator": on_time, "denominator": resolved},
            ("reporting_unit", "period", "value"),
        ),
        Case(
            "quarters of all units",
            lambda con: queries.in_quarters(con, count, "", _LEVEL),
            """WITH told AS (
                   SELECT f.*, p.year, p.quarter FROM facts f JOIN periods p USING (period)
                   WHERE indicator = $indicator
               ), steps AS (
                   SELECT *, coalesce(lag(value) OVER years, 0) AS before, lag(period) OVER years AS previous_period,
                          lag(period_start) OVER years AS begun, lag(period_end) OVER years AS closed
                   FROM told WINDOW years AS (PARTITION BY reporting_unit, year ORDER BY quarter))
               SELECT s.reporting_unit, u.name, u.parent_name, s.year, s.quarter,
                      CASE WHEN begun IS NULL OR begun = period_start THEN value - before END AS value,
                      CASE WHEN begun IS NULL THEN 'first_period' WHEN begun <> period_start THEN 'windows_differ'
                           ELSE 'exact' END AS status, closed + 1 AS window_start, period_end AS window_end, period,
                      previous_period
               FROM steps s JOIN reporting_units u USING (reporting_unit) WHERE u.level = 'commune'
               ORDER BY s.year, s.quarter, u.name COLLATE vi""",
            {"indicator": count},
            ("reporting_unit", "year", "quarter", "value"),
        ),
        Case(
            "year on year",
            lambda con: queries.year_on_year(con, count, "", period, _LEVEL),
            """SELECT t.reporting_unit, u.name, u.parent_name, t.value, b.value AS base_value,
                      t.value - b.value AS change
               FROM facts t LEFT JOIN facts b ON b.reporting_unit = t.reporting_unit AND b.period = $base
                    AND b.indicator = $indicator
               JOIN reporting_units u ON u.reporting_unit = t.reporting_unit
               WHERE t.indicator = $indicator AND t.period = $period AND u.level = 'commune'
               ORDER BY u.name COLLATE vi""",
            {"indicator": count, "period": period, "base": base},
            ("reporting_unit", "value", "change"),
        ),
        Case(
            "totals of a count, all periods",
            lambda con: queries.totals(con, count, "", _LEVEL),
            """SELECT period, sum(value) AS value, count(*) AS reported, any_value(expected) AS expected
               FROM facts f JOIN reporting_units u USING (reporting_unit)
               JOIN (SELECT period, count(*) AS expected FROM expected_reports WHERE level = 'commune'
                     GROUP BY period) USING (period)
               WHERE indicator = $indicator AND u.level = 'commune' GROUP BY period""",
            {"indicator": count},
            ("period", "value", "reported"),
        ),
        Case(
            "totals of a rate, one period",
            lambda con: queries.totals(con, ratio, "", _LEVEL, period=period),
            """SELECT n.period, 100 * sum(n.value) / sum(d.value) AS value, count(*) AS reported,
                      any_value(expected) AS expected
               FROM ("""
            + of_period
            + """) n JOIN facts d USING (reporting_unit, period)
               JOIN reporting_units u USING (reporting_unit)
               JOIN (SELECT period, count(*) AS expected FROM expected_reports WHERE level = 'commune'
                     GROUP BY period) e ON e.period = n.period
               WHERE d.indicator = $denominator AND d.period = $period AND u.level = 'commune' GROUP BY n.period""",
            {"numerator": on_time, "denominator": resolved, "period": period},
            ("period", "value", "reported"),
        ),
        Case(
            "who reported, all units and periods",
            lambda con: queries.reports(con, _LEVEL),
            """WITH held AS (
                   SELECT f.reporting_unit, f.period, count(*) AS figures, list_sort(list(DISTINCT i.theme)) AS themes,
                          max(submission) AS submission
                   FROM facts f JOIN indicators i USING (indicator) GROUP BY ALL)
               SELECT h.*, u.name, u.parent_name, p.period_end AS closes, s.document_date
               FROM held h JOIN reporting_units u USING (reporting_unit) JOIN periods p USING (period)
               JOIN submissions s USING (submission) WHERE u.level = 'commune'
               ORDER BY closes, u.name COLLATE vi""",
            {},
            ("reporting_unit", "period", "figures"),
        ),
        Case(
            "all figures of a unit in a period",
            lambda con: queries.figures(con, period, reporting_units=units[:1]),
            """SELECT f.*, u.name, u.level, i.name AS indicator_name, s.file
               FROM facts f JOIN reporting_units u USING (reporting_unit) JOIN indicators i USING (indicator)
               JOIN submissions s USING (submission)
               WHERE f.period = $period AND f.reporting_unit = $unit ORDER BY i.position""",
            {"period": period, "unit": units[0]},
            ("indicator", "value"),
        ),
    ]


def _of_overview(world: national.World) -> list[Case]:
    period, base, before = (f"{world.last_year - back}{kind}" for back, kind in ((0, "-H1"), (1, "-H1"), (0, "-Q1")))
    return [
        Case(
            "two rates beside the year and the period before",
            lambda con: queries.side_by_side(con, period, ("dossiers_on_time_rate", "staff_fill_rate"), _LEVEL),
            """WITH told AS (
                   SELECT 'dossiers_on_time_rate' AS indicator, n.reporting_unit, n.period, n.value AS numerator,
                          d.value AS denominator
                   FROM ("""
            + _ON_TIME.format(only="AND period IN ($period, $base, $before)")
            + """) n JOIN facts d USING (reporting_unit, period)
                   WHERE d.indicator = $denominator AND d.period IN ($period, $base, $before)
                   UNION ALL
                   SELECT 'staff_fill_rate', n.reporting_unit, n.period, n.value, d.value
                   FROM facts n JOIN facts d USING (reporting_unit, period)
                   WHERE n.indicator = 'staff_present' AND d.indicator = 'staff_assigned'
                     AND n.period IN ($period, $base, $before) AND d.period IN ($period, $base, $before)
               ), rated AS (
                   SELECT *, 100 * numerator / denominator AS value
                   FROM told JOIN reporting_units u USING (reporting_unit) WHERE u.level = 'commune'
               ), printed AS (
                   SELECT f.indicator, f.reporting_unit, f.value AS printed, f.raw
                   FROM facts f JOIN reporting_units u USING (reporting_unit)
                   WHERE f.indicator IN ('dossiers_on_time_rate', 'staff_fill_rate') AND f.period = $period
                     AND u.level = 'commune'
               ), beside AS (
                   SELECT r.indicator, r.reporting_unit, r.value, r.numerator, r.denominator,
                          b.value AS base_value, r.value - b.value AS change, e.value AS before_value
                   FROM rated r
                   LEFT JOIN rated b ON b.period = $base AND b.indicator = r.indicator
                        AND b.reporting_unit = r.reporting_unit
                   LEFT JOIN rated e ON e.period = $before AND e.indicator = r.indicator
                        AND e.reporting_unit = r.reporting_unit
                   WHERE r.period = $period
               )
               SELECT indicator, reporting_unit, u.name, u.parent_name, u.status, r.value, r.numerator, r.denominator,
                      r.base_value, r.change, r.before_value, p.printed, p.raw
               FROM beside r FULL JOIN printed p USING (indicator, reporting_unit)
               JOIN reporting_units u USING (reporting_unit)
               ORDER BY indicator, u.name COLLATE vi""",
            {
                "numerator": "dossiers_resolved_on_time", "denominator": "dossiers_resolved", "period": period,
                "base": base, "before": before,
            },
            ("indicator", "reporting_unit", "value", "change", "before_value", "printed"),
        ),
    ]  # fmt: skip


def _of_lists(world: national.World) -> list[Case]:
    period = f"{world.last_year}-H1"
    return [
        Case(
            "who reported what in how many figures",
            lambda con: queries.reporting(con),
            """WITH counted AS (SELECT period, reporting_unit, count(*) AS figures FROM facts GROUP BY ALL)
               SELECT c.*, p.kind, p.period_start, p.period_end, u.name, u.level, u.parent_name
               FROM counted c JOIN periods p USING (period) JOIN reporting_units u USING (reporting_unit)
               ORDER BY p.period_end DESC, u.level, u.name COLLATE vi""",
            {},
            ("period", "reporting_unit", "figures"),
        ),
        Case(
            "themes reported",
            lambda con: queries.themes_reported(con),
            """SELECT f.period, f.reporting_unit, u.level, i.theme, count(*) AS figures
               FROM facts f JOIN indicators i USING (indicator) JOIN reporting_units u USING (reporting_unit)
               WHERE i.theme IS NOT NULL GROUP BY ALL""",
            {},
            ("period", "reporting_unit", "theme", "figures"),
        ),
        Case(
            "rates of a theme in a period",
            lambda con: queries.rates(con, period, "staffing", _LEVEL),
            """SELECT n.reporting_unit, u.name, u.level, u.parent_name, u.status, i.indicator, i.name AS indicator_name,
                      i.theme, i.measure, i.polarity, i.position, 100 * n.value / d.value AS computed,
                      n.value AS numerator, d.value AS denominator, s.file, n.sheet, n.cell, d.sheet, d.cell,
                      n.basis, n.period_start, n.period_end
               FROM indicators i
               JOIN facts n ON n.indicator = i.numerator JOIN facts d ON d.indicator = i.denominator
                    AND d.reporting_unit = n.reporting_unit AND d.period = n.period
               JOIN reporting_units u ON u.reporting_unit = n.reporting_unit
               JOIN submissions s ON s.submission = n.submission
               WHERE i.kind = 'ratio' AND i.theme = 'staffing' AND n.period = $period AND d.value > 0
                 AND u.level = 'commune'
               ORDER BY u.name COLLATE vi, i.position""",
            {"period": period},
            ("reporting_unit", "indicator", "computed"),
        ),
        Case(
            "rows to export of a period",
            lambda con: queries.export_rows(con, period, level=_LEVEL),
            """SELECT u.name AS reporting_unit, u.level, u.parent_name, f.period, f.period_start::TEXT,
                      f.period_end::TEXT, f.indicator, f.value, i.measure, f.basis, s.file, f.sheet, f.cell, f.raw
               FROM facts f JOIN reporting_units u USING (reporting_unit) JOIN indicators i USING (indicator)
               JOIN submissions s USING (submission)
               WHERE f.period = $period AND u.level = 'commune'
               ORDER BY f.period_end, u.level, u.name COLLATE vi, i.position""",
            {"period": period},
            ("reporting_unit", "indicator", "value"),
        ),
        Case(
            "rows of a page with a recomputed rate",
            lambda con: queries.drawn_rows(con, period, tuple((_LEVEL, code, "") for code in _DRAWN), _LEVEL),
            """SELECT u.name AS reporting_unit, u.level, u.parent_name, o.*, i.measure
               FROM (
                   SELECT f.reporting_unit, f.period, f.period_start::TEXT, f.period_end::TEXT, f.indicator, f.value,
                          f.basis, s.file, f.sheet, f.cell, f.raw
                   FROM facts f JOIN submissions s USING (submission)
                   WHERE f.period = $period AND f.indicator IN ('staff_present', 'staff_assigned')
                   UNION ALL
                   SELECT n.reporting_unit, n.period, n.period_start::TEXT, n.period_end::TEXT, 'staff_fill_rate',
                          100 * n.value / d.value, n.basis, s.file, n.sheet, n.cell || ' / ' || d.cell, ''
                   FROM facts n JOIN facts d USING (reporting_unit, period)
                   JOIN submissions s ON s.submission = n.submission
                   WHERE n.period = $period AND n.indicator = 'staff_present' AND d.indicator = 'staff_assigned'
               ) o JOIN reporting_units u USING (reporting_unit) JOIN indicators i USING (indicator)
               WHERE u.level = 'commune' ORDER BY u.name COLLATE vi, i.position""",
            {"period": period},
            ("reporting_unit", "indicator", "value"),
        ),
        Case(
            "findings of a period",
            lambda con: queries.findings(con, period, _LEVEL),
            """SELECT f.line, r.rule, r.name, f.reporting_unit, u.name AS unit_name, f.period, f.indicator, f.sentence,
                      s.file, f.cells
               FROM findings f JOIN rules r USING (line) JOIN reporting_units u USING (reporting_unit)
               LEFT JOIN submissions s ON s.submission = f.cells[1].submission
               WHERE f.period = $period AND u.level = 'commune'
               ORDER BY f.severity, r.rule, f.line, u.name""",
            {"period": period},
            ("line", "reporting_unit", "indicator", "sentence"),
        ),
    ]


# What a full year's end was made of by the middle of the year, for each unit in each earlier year.
_CURVES = """
    SELECT reporting_unit, median(half / whole) AS share
    FROM (
        SELECT f.reporting_unit, p.year, max(value) FILTER (p.quarter = 1) AS first,
               max(value) FILTER (p.quarter = 2) AS half, max(value) FILTER (p.quarter = 3) AS third,
               max(value) FILTER (p.quarter = 4) AS whole
        FROM facts f JOIN periods p USING (period)
        WHERE f.indicator = $indicator AND p.year < $year GROUP BY ALL
    ) WHERE first <= half AND half <= third AND third <= whole AND whole > 0
    GROUP BY reporting_unit HAVING count(*) >= 2
"""


# Which target counts for each unit: its own, that of the unit above or of its province, of its level, of everybody.
_CHOSEN_TARGETS = """
    SELECT DISTINCT ON (u.reporting_unit) u.reporting_unit, u.name, u.parent_name, u.province, t.value AS target,
           t.band_good, t.band_watch, t.document, t.decided_on,
           CASE t.reporting_unit WHEN u.reporting_unit THEN 'own' WHEN u.parent THEN 'parent'
                WHEN '' THEN CASE t.level WHEN '' THEN 'all' ELSE 'level' END ELSE 'province' END AS inherited_from
    FROM reporting_units u
    LEFT JOIN reporting_units p ON p.name = u.province AND p.level = 'province'
    JOIN targets t ON t.indicator = $indicator AND coalesce(t.year = $year, true) AND t.level IN ('', u.level)
         AND t.reporting_unit IN ('', u.reporting_unit, u.parent, p.reporting_unit)
    WHERE u.level = 'commune' AND u.reporting_unit IN (SELECT reporting_unit FROM scopes WHERE period = $period)
    ORDER BY t.reporting_unit = '', t.reporting_unit <> u.reporting_unit, t.level = '', t.decided_on DESC
"""
_STATUS = """CASE WHEN value IS NULL THEN 'no_figure' WHEN value >= coalesce(band_good, target) * share THEN 'reached'
                  WHEN value >= band_watch * share THEN 'near' ELSE 'behind' END AS status"""


def _of_targets(world: national.World) -> list[Case]:
    period, year = f"{world.last_year}-H1", world.last_year
    rate = "staff_fill_rate"
    return [
        Case(
            "targets of a rate",
            lambda con: queries.targets(con, rate, "", period, _LEVEL),
            f"""WITH chosen AS ({_CHOSEN_TARGETS}), told AS (
                    SELECT n.reporting_unit, 100 * n.value / d.value AS value, 1 AS share
                    FROM facts n JOIN facts d USING (reporting_unit, period)
                    WHERE n.indicator = 'staff_present' AND d.indicator = 'staff_assigned' AND n.period = $period)
                SELECT c.*, value, value - target AS gap, {_STATUS}
                FROM chosen c LEFT JOIN told USING (reporting_unit) ORDER BY gap, name COLLATE vi""",
            {"indicator": rate, "period": period, "year": year},
            ("reporting_unit", "value", "gap", "status"),
        ),
        Case(
            "targets of a count, with pace",
            lambda con: queries.targets(con, "dossiers_received", "", period, _LEVEL),
            f"""WITH chosen AS ({_CHOSEN_TARGETS}), curves AS ({_CURVES}), peers AS (
                    SELECT province, median(share) AS share FROM curves JOIN reporting_units USING (reporting_unit)
                    WHERE level = 'commune' GROUP BY province HAVING count(*) >= 5
                ), told AS (
                    SELECT f.reporting_unit, f.value FROM facts f WHERE indicator = $indicator AND period = $period
                ), paced AS (
                    SELECT c.*, value, CASE WHEN o.share IS NOT NULL THEN 'seasonal_own' WHEN e.share IS NOT NULL
                           THEN 'seasonal_peers' ELSE 'linear' END AS pace_method,
                           coalesce(o.share, e.share, 0.5) AS share
                    FROM chosen c LEFT JOIN told USING (reporting_unit)
                    LEFT JOIN curves o USING (reporting_unit) LEFT JOIN peers e USING (province))
                SELECT *, target * share AS pace_value, value - target * share AS gap, {_STATUS}
                FROM paced ORDER BY gap, name COLLATE vi""",
            {"indicator": "dossiers_received", "period": period, "year": year},
            ("reporting_unit", "value", "pace_value", "gap"),
        ),
    ]
