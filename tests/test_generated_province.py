"""A generated province over four years: nothing that the named questions answer differs from what happened.

It has gaps, late corrections, own and cumulative quarters, printed and calendar windows, a merge within a year and the
reform of 1 July 2025. Whatever is withheld has a status that says why.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard import queries
from etl import database
from etl.periods import Period
from tests import provinces
from tests.provinces import WHOLE, Province
from tests.world import ON_TIME, ON_TIME_RATE, RESOLVED, STAFF, Document, World

SEEDS = (1, 2)
VIEWS = ("as_reported", "current_units")
GIVES_VALUE = {"exact", "first_period", "reported"}
WITHHELD = {"blocked", "negative", "windows_differ", "zero_denominator"}
Told = dict[tuple[str, str], Document]  # unit, period → the newest document


class Case:
    """A province as it stands after its last load, and what was answered after each."""

    def __init__(self, made: Province, world: World, path: Path) -> None:
        """Load all that there is."""
        self.made, self.world, self.path = made, provinces.settle(world), path
        self.answers: dict[int, list[str]] = {}
        self.told: dict[int, Told] = {}
        newest: Told = {}
        for number, documents in enumerate(made.loads, start=1):
            world.load(*documents)
            for one in documents:
                key = one.facts[0].unit, one.facts[0].period
                if key not in newest or newest[key].dated < one.dated:
                    newest[key] = one
            self.told[number] = dict(newest)
            self.answers[number] = answers(world.con)
        world.con.execute("CHECKPOINT")


@pytest.fixture(scope="module", params=SEEDS)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    path = tmp_path_factory.mktemp("kho") / "w.duckdb"
    with closing(database.create(path)) as con:
        world = World(con)
        yield Case(provinces.build(request.param), world, path)
        world.con.close()


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): None if value is None or value != value else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def answers(con: duckdb.DuckDBPyConnection) -> list[str]:
    """What every question says, as text."""
    frames = [queries.reports(con), *(queries.totals(con, what, "", "commune") for what in (STAFF, ON_TIME_RATE))]
    for units in VIEWS:
        frames += [
            queries.trend(con, RESOLVED, "", "half", units=units),
            queries.league(con, ON_TIME_RATE, "", "2024", "commune", units=units),
            queries.year_on_year(con, RESOLVED, "", "2025-H1", units=units),
            queries.in_quarters(con, ON_TIME_RATE, "", units=units),
        ]
    return [frame.to_csv() for frame in frames]


def value_of(told: Told, unit: str, period: str, indicator: str) -> float | None:
    document = told.get((unit, period))
    return next((fact.value for fact in document.facts if fact.indicator == indicator), None) if document else None


def day(value: Any) -> date:
    return pd.Timestamp(value).date()


# ---- figures -------------------------------------------------------------------------------------


def test_leagues_hold_what_the_newest_documents_said(case: Case) -> None:
    told = case.told[max(case.told)]
    for period in {period for _, period in told}:
        said = {unit: document for (unit, of), document in told.items() if of == period}
        for indicator in (RESOLVED, STAFF, ON_TIME_RATE):
            found = rows(queries.league(case.world.con, indicator, "", period, "commune"))
            values = {unit: value_of(told, unit, period, indicator) for unit in said}
            if indicator == ON_TIME_RATE:
                values = {unit: rate(told, unit, period) for unit in said if value_of(told, unit, period, RESOLVED)}
            assert {row["reporting_unit"]: row["value"] for row in found} == pytest.approx(values)


def rate(told: Told, unit: str, period: str) -> float:
    part, whole = (value_of(told, unit, period, what) for what in (ON_TIME, RESOLVED))
    assert part is not None
    assert whole is not None
    return 100 * part / whole


def test_trends_hold_the_same_and_restated_ones_what_happened(case: Case) -> None:
    told, restated = case.told[max(case.told)], 0
    for kind in ("half", "nine_months", "year", "quarter"):
        for row in rows(queries.trend(case.world.con, RESOLVED, "", kind)):
            assert row["value"] == value_of(told, row["reporting_unit"], row["period"], RESOLVED)
        for row in rows(queries.trend(case.world.con, RESOLVED, "", kind, units="current_units")):
            if row["is_restated"]:
                restated += 1
                parts = WHOLE[row["reporting_unit"]]
                unit, period, opens = row["reporting_unit"], row["period"], day(row["period_start"])
                if row["basis"] == "cumulative" and opens == provinces.window(unit, period)[0]:
                    opens = provinces.opening(unit, int(period[:4]))  # 'lũy kế' over the days of a quarter
                assert row["value"] == case.made.happened(parts, RESOLVED, opens, day(row["period_end"])), row
            else:
                assert row["value"] == value_of(told, row["reporting_unit"], row["period"], RESOLVED)
    assert restated > 5


# ---- quarters ------------------------------------------------------------------------------------


@pytest.mark.parametrize("units", VIEWS)
def test_quarters_are_what_happened(case: Case, units: str) -> None:
    statuses: Counter[str] = Counter()
    for row in rows(queries.in_quarters(case.world.con, RESOLVED, "", units=units)):
        statuses[row["status"]] += 1
        assert (row["value"] is not None) == (row["status"] in GIVES_VALUE)
        if row["value"] is not None:
            assert row["value"] == truth(case, row, RESOLVED, units), row
        else:
            assert row["status"] in WITHHELD
            assert (row["missing_period"] is None) == (row["status"] != "blocked")
            gap = value_of(case.told[max(case.told)], row["reporting_unit"], row["missing_period"] or "", RESOLVED)
            assert gap is None or units == "current_units", "what is said to be missing is missing"
    assert statuses["negative"] == 0, "every correction has arrived"
    assert all(statuses[name] for name in ("exact", "first_period", "reported", "blocked", "windows_differ"))


@pytest.mark.parametrize("units", VIEWS)
def test_ratios_of_quarters_are_of_what_happened(case: Case, units: str) -> None:
    given = 0
    for row in rows(queries.in_quarters(case.world.con, ON_TIME_RATE, "", units=units)):
        if row["value"] is None:
            assert row["status"] in WITHHELD
            continue
        given += 1
        part, whole = (truth(case, row, what, units) for what in (ON_TIME, RESOLVED))
        assert part is not None
        assert whole
        assert row["value"] == pytest.approx(100 * part / whole)
    assert given > 30


def truth(case: Case, row: dict[str, Any], indicator: str, units: str) -> int | None:
    """What happened to a unit, as it is seen, within the days of a row."""
    unit = row["reporting_unit"]
    meant = {unit} | (WHOLE.get(unit, set()) if units == "current_units" else set())
    return case.made.happened(meant, indicator, day(row["window_start"]), day(row["window_end"]))


# ---- year on year --------------------------------------------------------------------------------


@pytest.mark.parametrize("units", VIEWS)
def test_years_are_compared_over_the_same_days_of_the_same_unit(case: Case, units: str) -> None:
    exact = 0
    for period in sorted({period for _, period in case.told[max(case.told)] if period > "2024"}):
        for row in rows(queries.year_on_year(case.world.con, RESOLVED, "", period, units=units)):
            assert (row["change"] is not None) == (row["status"] == "exact")
            if row["status"] != "exact":
                assert row["status"] in {"no_base", "unit_new", "windows_differ", "basis_differs"}
                continue
            exact += 1
            unit = row["reporting_unit"]
            meant = {unit} | (WHOLE.get(unit, set()) if units == "current_units" else set())
            for of, value in ((period, row["value"]), (row["base_period"], row["base_value"])):
                first, last = provinces.window(unit, of)
                begins = (first, provinces.opening(unit, int(of[:4])))  # of 'lũy kế', where the year opens
                assert value in {case.made.happened(meant, RESOLVED, opens, last) for opens in begins}, (row, of)
    assert exact > 20


# ---- totals --------------------------------------------------------------------------------------


def test_totals_are_direct_sums_and_counts(case: Case) -> None:
    told = case.told[max(case.told)]
    statuses: Counter[str] = Counter()
    known = {unit for unit, _ in told} | {
        new for _, old, into, *_ in provinces.EVENTS for new in into if set(old) & {unit for unit, _ in told}
    }
    ((minimum,),) = case.world.rows("SELECT value FROM limits WHERE name = 'coverage_minimum'")
    for row in rows(queries.totals(case.world.con, RESOLVED, "", "commune")):
        period = row["period"]
        statuses[row["status"]] += 1
        reporting = {unit for unit, of in told if of == period}
        closes = Period(period).window[1]
        alive = {unit for unit in known if provinces.UNITS[unit][0] <= closes <= provinces.UNITS[unit][1]}
        assert row["expected"] == len(alive | reporting)
        assert row["reported"] + row["other_window"] == len(reporting)
        assert (
            (row["status"] == "withheld")
            == (100 * row["reported"] / row["expected"] < minimum)
            == (row["value"] is None)
        )
        assert (row["status"] == "complete") == (row["reported"] == row["expected"])
        groups: dict[tuple[Any, ...], float] = {}
        for unit in reporting:
            fact = next(fact for fact in told[unit, period].facts if fact.indicator == RESOLVED)
            opens, ends = fact.window or tuple(day.isoformat() for day in Period(period).window)
            basis = fact.basis if period[4:] in ("-Q2", "-Q3", "-Q4") else ""
            groups[opens, ends, basis] = groups.get((opens, ends, basis), 0) + fact.value
        if row["value"] is not None:
            assert row["value"] in groups.values(), "one window, none doubled"
    assert min(statuses[name] for name in ("withheld", "partial")) > 1


# ---- as it was known -----------------------------------------------------------------------------


def test_each_load_can_be_looked_back_to(case: Case) -> None:
    case.world.con.close()
    try:
        for number, said in case.answers.items():
            told = case.told[number]
            with closing(database.open_known_on(case.path, number)) as con:
                assert answers(con) == said
                league = queries.league(con, RESOLVED, "", "2024-H1", "commune")
            known = {unit: value_of(told, unit, of, RESOLVED) for unit, of in told if of == "2024-H1"}
            assert dict(zip(league["reporting_unit"], league["value"], strict=True)) == known
    finally:
        case.world.con = database.open_writing(case.path)
