"""Several periods of one unit as one: added, of the last, or the ratio of added parts; never over a gap."""

from collections.abc import Sequence

import pytest

from dashboard import queries
from tests.world import ON_TIME, ON_TIME_RATE, PENDING, RECEIVED, RESOLVED, Fact, World, told_of


@pytest.fixture
def world(module_world: World) -> World:
    return module_world.clear().unit("a")


def said(value: float) -> str:
    return "-" if value != value else f"{value:g}"


def over_time(world: World, indicator: str, periods: Sequence[str]) -> str:
    row = queries.total_over_time(world.con, indicator, "", "a", periods).iloc[0]
    return " ".join([row["status"], said(row["value"]), *row["missing"]])


def test_years_of_a_unit(world: World) -> None:
    world.told(
        *told_of("a", {"2022": 1, "2023": 10, "2024": 100}), *told_of("a", {"2023": 7, "2024": 9}, indicator=PENDING),
        *told_of("a", {"2023": 10, "2024": 30}, indicator=RESOLVED),
        *told_of("a", {"2023": 10, "2024": 0}, indicator=ON_TIME),
    )  # fmt: skip
    assert over_time(world, RECEIVED, ["2022", "2023", "2024"]) == "exact 111"
    assert over_time(world, RECEIVED, ["2024", "2023", "2025"]) == "missing - 2025"
    assert over_time(world, RECEIVED, ["2022", "2024"]) == "windows_differ -"
    assert over_time(world, PENDING, ["2023", "2024"]) == "exact 9"
    assert over_time(world, PENDING, ["2024", "2025"]) == "missing - 2025"
    assert over_time(world, ON_TIME_RATE, ["2023", "2024"]) == "exact 25", "of the parts, not the mean of 100 and 0 %"


def test_a_year_in_which_nothing_was_resolved_is_a_report(world: World) -> None:
    world.told(
        *(fact for what in (RESOLVED, ON_TIME) for fact in told_of("a", {"2023": 10, "2024": 0}, indicator=what))
    )
    assert over_time(world, ON_TIME_RATE, ["2023", "2024"]) == "exact 100"
    assert over_time(world, ON_TIME_RATE, ["2024"]) == "zero_denominator -"


def test_years_over_other_windows_are_not_joined(world: World) -> None:
    world.told(Fact("a", "2022", 1, window=("2021-12-15", "2022-11-14")), Fact("a", "2023", 10))
    assert over_time(world, RECEIVED, ["2022", "2023"]) == "windows_differ -"
