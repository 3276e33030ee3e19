"""Where units stand in a period: the same as the questions about one indicator say, beside two earlier periods."""

from itertools import product

import pandas as pd
import pytest

from dashboard import queries
from dashboard.queries.side_by_side import period_before, year_before
from tests.world import ON_TIME, ON_TIME_RATE, PENDING, RESOLVED, STAFF, Fact, World

RATES = (ON_TIME_RATE, "dossiers_pending_late_share", "staff_fill_rate")
LATE_PENDING, ASSIGNED = "dossiers_pending_late", "staff_assigned"


@pytest.fixture
def world(module_world: World) -> World:
    return module_world.clear().unit("a", "b", "c")


def rate(unit: str, period: str, part: float, whole: float, handled_by: str = "") -> list[Fact]:
    return [Fact(unit, period, part, ON_TIME, handled_by), Fact(unit, period, whole, RESOLVED, handled_by)]


def row(found: pd.DataFrame, **of: str) -> pd.Series:
    for name, value in of.items():
        found = found[found[name] == value]
    (only,) = (each for _, each in found.iterrows())
    return only


def test_a_rate_stands_beside_the_year_before_and_the_period_before(world: World) -> None:
    facts = [*rate("a", "2024", 90, 100), *rate("a", "2023", 40, 50), *rate("a", "2024-9M", 30, 40)]
    found = row(queries.side_by_side(world.told(*facts).con, "2024", RATES, "commune"))
    assert (found["indicator"], found["handled_by"], found["reporting_unit"]) == (ON_TIME_RATE, "", "a")
    assert (found["value"], found["numerator"], found["denominator"]) == (90, 90, 100)
    assert (found["base_value"], found["change"], found["comparison"]) == (80, 10, "exact")
    assert found["before_value"] == 75


def test_another_window_is_not_compared(world: World) -> None:
    november = ("2022-12-15", "2023-11-14")
    before = [Fact("a", "2023", 40, ON_TIME, window=november), Fact("a", "2023", 50, RESOLVED, window=november)]
    found = row(queries.side_by_side(world.told(*rate("a", "2024", 90, 100), *before).con, "2024", RATES, "commune"))
    assert found["comparison"] == "windows_differ"
    assert pd.isna(found["base_value"])
    assert pd.isna(found["change"])


def test_a_printed_rate_stays_with_its_parts_or_without(world: World) -> None:
    facts = [*rate("a", "2024", 90, 100), Fact("a", "2024", 99, ON_TIME_RATE), Fact("b", "2024", 70, ON_TIME_RATE)]
    found = queries.side_by_side(world.told(*facts).con, "2024", RATES, "commune")
    assert row(found, reporting_unit="a")[["value", "printed"]].tolist() == [90, 99]
    alone = row(found, reporting_unit="b")
    assert alone["printed"] == 70
    assert pd.isna(alone["value"])


def test_a_zero_denominator_is_there_without_a_value(world: World) -> None:
    found = row(queries.side_by_side(world.told(*rate("a", "2024", 0, 0)).con, "2024", RATES, "commune"))
    assert pd.isna(found["value"])
    assert found["denominator"] == 0


def test_the_share_of_late_dossiers_is_made_of_what_waits(world: World) -> None:
    facts = [Fact("a", "2024", 3, LATE_PENDING), Fact("a", "2024", 12, PENDING), Fact("b", "2024", 4, PENDING)]
    con = world.told(*facts).con
    found = row(queries.side_by_side(con, "2024", RATES, "commune"))
    assert (found["indicator"], found["value"]) == ("dossiers_pending_late_share", 25)
    total = queries.totals(con, "dossiers_pending_late_share", "", "commune", reporting_units=["a"]).iloc[0]
    assert (total["value"], total["numerator"], total["denominator"]) == (25, 3, 12)


def test_a_communes_own_figures_are_one_series_and_a_districts_are_split(world: World) -> None:
    world.unit("d", level="district")
    facts = [
        *rate("a", "2024", 9, 10, "commune"), *rate("d", "2024", 6, 10, "commune"),
        *rate("d", "2024", 8, 10, "district"),
    ]  # fmt: skip
    con = world.told(*facts).con
    assert row(queries.side_by_side(con, "2024", RATES, "commune"))["handled_by"] == ""
    split = queries.side_by_side(con, "2024", RATES, "district")
    assert dict(zip(split["handled_by"], split["value"], strict=True)) == {"commune": 60, "district": 80}


def test_counts_are_told_too_and_what_the_catalogue_lacks_is_left_out(world: World) -> None:
    con = world.told(Fact("a", "2024", 7, "dossiers_resolved_late")).con
    found = row(queries.side_by_side(con, "2024", ("dossiers_resolved_late", "no_such_thing"), "commune"))
    assert found["value"] == 7
    assert pd.isna(found["numerator"])
    assert queries.side_by_side(con, "2024", ("no_such_thing",), "commune").empty


def test_only_the_chosen_units_of_the_level(world: World) -> None:
    world.unit("d", level="district")
    facts = [fact for unit in ("a", "b", "d") for fact in rate(unit, "2024", 9, 10)]
    con = world.told(*facts).con
    assert set(queries.side_by_side(con, "2024", RATES, "commune")["reporting_unit"]) == {"a", "b"}
    assert set(queries.side_by_side(con, "2024", RATES, "commune", ["b"])["reporting_unit"]) == {"b"}


def test_it_says_what_the_questions_about_one_indicator_say(world: World) -> None:
    """The league and the comparison with the year before, over several units and periods."""
    facts = [
        fact
        for number, (unit, year) in enumerate(product("abc", (2023, 2024)), start=1)
        for period in (f"{year}-H1", f"{year}")
        for fact in (
            *rate(unit, period, 10 * number, 70), Fact(unit, period, number, STAFF), Fact(unit, period, 9, ASSIGNED),
        )
    ]  # fmt: skip
    con = world.told(*facts).con
    for indicator, period in product((ON_TIME_RATE, "staff_fill_rate"), ("2024-H1", "2024", "2023")):
        found = queries.side_by_side(con, period, RATES, "commune")
        own = found[found["indicator"] == indicator].sort_values("reporting_unit")
        league = queries.league(con, indicator, "", period, "commune").sort_values("reporting_unit")
        years = queries.year_on_year(con, indicator, "", period, "commune").sort_values("reporting_unit")
        assert own["value"].tolist() == league["value"].tolist()
        assert own["comparison"].tolist() == years["status"].tolist()
        assert own["change"].fillna(-1).tolist() == years["change"].fillna(-1).tolist()


@pytest.mark.parametrize(
    ("period", "before", "earlier"),
    [
        ("2024-Q1", "2023-Q4", "2023-Q1"), ("2024-Q3", "2024-Q2", "2023-Q3"), ("2024-H1", "2024-Q1", "2023-H1"),
        ("2024-9M", "2024-H1", "2023-9M"), ("2024", "2024-9M", "2023"), ("2024-M01", "2023-M12", "2023-M01"),
        ("2024-M10", "2024-M09", "2023-M10"), ("2022-07-08/2023-03-31", "", ""),
    ],
)  # fmt: skip
def test_the_periods_that_one_is_looked_at_beside(period: str, before: str, earlier: str) -> None:
    assert (period_before(period), year_before(period)) == (before, earlier)


def test_how_many_findings_and_reporters_there_are(world: World) -> None:
    facts = [*rate("a", "2024", 90, 100), Fact("a", "2024", 30, ON_TIME_RATE), *rate("b", "2023", 1, 2)]
    con = world.told(*facts).con
    every = queries.findings(con, "2024")
    counted = queries.findings_counted(con, "2024").set_index("severity")["findings"]
    assert counted.to_dict() == every["severity"].value_counts().to_dict() != {}
    assert queries.coverage(con, "2024").to_dict("records") == [{"level": "commune", "expected": 2, "reported": 1}]
