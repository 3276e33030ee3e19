"""The named questions at ten million observations, beside queries written by hand on a sorted table.

    python -m bench.queries [--observations 10000000] [--rounds 7] [--keep FOLDER]

Both sides run in turn in one process on one connection each, so that whatever else the machine does falls on both; a
question and its rival must give the same values, or the run stops. Cost is processor time over all threads.
"""

# ruff: noqa: S608 -- our own fixed texts are put together

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd

from bench import national
from dashboard import queries
from etl import database

_LEVEL, _KIND = "commune", "half"
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
    """One case for each question that pages put to many figures."""
    period, base = f"{world.last_year}-H1", f"{world.last_year - 1}-H1"
    units = world.units[:13]
    count, ratio = "dossiers_received", "dossiers_on_time_rate"
    of_period = _ON_TIME.format(only="AND period = $period")
    on_time, resolved = "dossiers_resolved_on_time", "dossiers_resolved"
    return [
        Case(
            "league of a count",
            lambda con: queries.league(con, count, "", period, _LEVEL),
            """SELECT rank() OVER (ORDER BY -f.value) AS rank, f.reporting_unit, u.name, u.parent_name, f.value,
                      f.period_start, f.period_end, f.sheet, f.cell, f.raw, s.file
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
            """SELECT n.reporting_unit, u.name, u.parent_name, n.period, p.period_end AS closes, n.cell, d.cell,
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
            """SELECT f.reporting_unit, u.name, u.parent_name, f.period, p.period_end AS closes, f.value
               FROM facts f JOIN reporting_units u USING (reporting_unit) JOIN periods p USING (period)
               WHERE indicator = $indicator AND p.kind = 'half' AND list_contains($units, f.reporting_unit)
               ORDER BY closes, u.name COLLATE vi""",
            {"indicator": count, "units": units},
            ("reporting_unit", "period", "value"),
        ),
        Case(
            "heat table of a rate, all units",
            lambda con: queries.trend(con, ratio, "", _KIND, _LEVEL),
            """SELECT n.reporting_unit, u.name, u.parent_name, n.period, p.period_end AS closes,
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
            """SELECT n.period, 100 * sum(n.value) / sum(d.value) AS value, count(*) AS reported
               FROM ("""
            + of_period
            + """) n JOIN facts d USING (reporting_unit, period)
               JOIN reporting_units u USING (reporting_unit)
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


def _agree(case: Case, ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Refuse to time two queries that do not say the same."""
    columns = list(case.agree)
    left, right = (frame[columns].sort_values(columns).reset_index(drop=True) for frame in (ours, theirs))
    try:
        pd.testing.assert_frame_equal(left, right, check_dtype=False, rtol=1e-9)
    except AssertionError as error:
        raise SystemExit(f"{case.name}: the question and its rival differ.\n{error}") from error


def measure(path: Path, world: national.World, rounds: int) -> dict[str, tuple[list[float], list[float], int]]:
    """Milliseconds of processor time of both sides by case, round by round, and how many rows came back."""
    found: dict[str, tuple[list[float], list[float], int]] = {}
    with closing(database.open_reading(path)) as con:
        for case in cases(world):
            ours, theirs = [], []
            for number in range(rounds + 1):
                spent, answer = _timed(lambda case=case: case.ask(con.cursor()))  # type: ignore[misc]
                other, rival = _timed(lambda case=case: con.cursor().execute(case.rival, case.values).df())  # type: ignore[misc]
                if number == 0:
                    _agree(case, answer, rival)
                    continue
                ours.append(spent)
                theirs.append(other)
            found[case.name] = (ours, theirs, len(answer))
    return found


def _timed(run: Callable[[], pd.DataFrame]) -> tuple[float, pd.DataFrame]:
    before = time.process_time()
    answer = run()
    return 1000 * (time.process_time() - before), answer


def main() -> None:
    """Make the warehouse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--observations", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="make the warehouse here, or use the one that is here")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = (wanted.keep or Path(folder)) / f"national-{wanted.observations}.duckdb"
        begun = time.perf_counter()
        world = national.make(path, wanted.observations)
        print(f"{world.observations:,} observations, {len(world.units):,} units, {path.stat().st_size / 1e6:,.0f} MB")
        print(f"made in {time.perf_counter() - begun:.0f} s; {wanted.rounds} rounds, ms of processor time\n")
        print("| question | rows | ours, median | by hand, median | ratio |")
        print("|---|---:|---:|---:|---:|")
        for name, (ours, theirs, rows) in measure(path, world, wanted.rounds).items():
            mine, hand = statistics.median(ours), statistics.median(theirs)
            print(f"| {name} | {rows:,} | {mine:.1f} | {hand:.1f} | {mine / hand:.2f} |")


if __name__ == "__main__":
    main()
