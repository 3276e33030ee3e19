"""A figure beside that of the year before: only over the same window, of the same kind, of a unit that existed."""

import pytest

from dashboard import queries
from tests.world import (
    DISBURSED,
    ON_TIME,
    ON_TIME_RATE,
    PENDING,
    RECEIVED,
    RESOLVED,
    STAFF,
    Fact,
    World,
    told_of,
)  # fmt: skip


def changes(world: World, period: str, indicator: str = RECEIVED, units: str = "as_reported") -> dict[str, str]:
    """Unit → 'exact 10 → 15' or the reason why there is none."""
    found = queries.year_on_year(world.con, indicator, "", period, "commune", units=units)
    told: dict[str, str] = {}
    for row in found.to_dict("records"):
        given = row["status"] == "exact"
        assert (row["base_value"] == row["base_value"]) == (row["change"] == row["change"]) == given
        told[row["reporting_unit"]] = row["status"] + (f" {row['base_value']:g} → {row['value']:g}" if given else "")
        assert not given or row["change"] == row["value"] - row["base_value"]
    return told


@pytest.fixture
def world(module_world: World) -> World:
    return module_world.clear().unit("a", "b")


NOVEMBER = ("2021-12-15", "2022-11-14")  # report 000
CASES: dict[str, tuple[list[Fact], str, str]] = {
    "the same window": (told_of("a", {"2023": 10, "2024": 15}), "2024", "exact 10 → 15"),
    "a fall": (told_of("a", {"2023-H1": 10, "2024-H1": 4}), "2024-H1", "exact 10 → 4"),
    "from nothing": (told_of("a", {"2023": 0, "2024": 15}), "2024", "exact 0 → 15"),
    "to nothing": (told_of("a", {"2023": 10, "2024": 0}), "2024", "exact 10 → 0"),
    "nothing reported a year before": (told_of("a", {"2022": 10, "2024": 15}), "2024", "no_base"),
    "another kỳ is no base": (told_of("a", {"2023-9M": 10, "2023-Q4": 3, "2024": 15}), "2024", "no_base"),
    "an interval has none": (told_of("a", {"2022-07-08/2023-03-31": 15}), "2022-07-08/2023-03-31", "no_base"),
    "a base of eleven months": (
        [Fact("a", "2022", 10, window=NOVEMBER), Fact("a", "2023", 15)], "2023", "windows_differ",
    ),
    "both by calendar": (
        [Fact("a", "2023-Q1", 10, window=("2023-01-01", "2023-03-31")),
         Fact("a", "2024-Q1", 15, window=("2024-01-01", "2024-03-31"))],
        "2024-Q1", "exact 10 → 15",
    ),
    "a leap year": (
        [Fact("a", "2023-Q1", 10, window=("2022-12-01", "2023-02-28")),
         Fact("a", "2024-Q1", 15, window=("2023-12-01", "2024-02-29"))],
        "2024-Q1", "exact 10 → 15",
    ),
    "a leap year before": (
        [Fact("a", "2024-Q1", 10, window=("2023-12-01", "2024-02-29")),
         Fact("a", "2025-Q1", 15, window=("2024-12-01", "2025-02-28"))],
        "2025-Q1", "exact 10 → 15",
    ),
    "only one by calendar": (
        [Fact("a", "2023-Q1", 10), Fact("a", "2024-Q1", 15, window=("2024-01-01", "2024-03-31"))],
        "2024-Q1", "windows_differ",
    ),
    "cumulative beside in the period": (
        [Fact("a", "2023-Q2", 10), Fact("a", "2024-Q2", 15, basis="cumulative")], "2024-Q2", "basis_differs",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_against_the_year_before(world: World, case: str) -> None:
    facts, period, expected = CASES[case]
    assert changes(world.told(*facts), period) == {"a": expected}


@pytest.mark.parametrize("indicator", [STAFF, PENDING])
def test_a_stock_is_compared_by_its_day_alone(world: World, indicator: str) -> None:
    early = ("2023-12-15", "2024-11-14")
    world.told(
        Fact("a", "2023", 10, indicator), Fact("a", "2024", 15, indicator, window=("2024-01-01", "2024-12-14")),
        Fact("b", "2023", 10, indicator), Fact("b", "2024", 15, indicator, window=early),
    )  # fmt: skip
    assert changes(world, "2024", indicator) == {"a": "exact 10 → 15", "b": "windows_differ"}


def test_investment_is_compared_from_its_own_first_day(world: World) -> None:
    world.told(*told_of("a", {"2023-9M": 10, "2024-9M": 15}, indicator=DISBURSED))
    assert changes(world, "2024-9M", DISBURSED) == {"a": "exact 10 → 15"}


def test_a_ratio_changes_in_percentage_points_of_what_was_recomputed(world: World) -> None:
    world.told(
        *told_of("a", {"2023": 10, "2024": 20}, indicator=RESOLVED),
        *told_of("a", {"2023": 9, "2024": 10}, indicator=ON_TIME),
        *told_of("a", {"2023": 100, "2024": 100}, indicator=ON_TIME_RATE),
    )  # fmt: skip
    assert changes(world, "2024", ON_TIME_RATE) == {"a": "exact 90 → 50"}


def test_a_rate_that_is_only_printed_is_not_compared_with_a_recomputed_one(world: World) -> None:
    world.told(Fact("a", "2023", 100, ON_TIME_RATE), Fact("a", "2024", 20, RESOLVED), Fact("a", "2024", 10, ON_TIME))
    assert changes(world, "2024", ON_TIME_RATE) == {"a": "no_base"}


# ---- units that began ------------------------------------------------------------------------------------------


@pytest.fixture
def reformed(module_world: World) -> World:
    world = module_world.clear().unit("a", since="2025-07-01").unit("x", "y", until="2025-06-30")
    world.event("merge", ["x", "y"], ["a"], "2025-07-01")
    return world.told(*told_of("x", {"2024": 10, "2024-Q3": 2}), *told_of("y", {"2024": 5, "2024-Q3": 1}))


def test_a_unit_that_did_not_exist_has_no_base(reformed: World) -> None:
    reformed.told(*told_of("a", {"2025": 9, "2026": 30}))
    assert changes(reformed, "2025") == {"a": "unit_new"}


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (None, "windows_differ"),  # nobody said whether it holds what was of x and y
        (("2025-07-01", "2025-12-14"), "windows_differ"),
        (("2024-12-15", "2025-12-14"), "exact 9 → 30"),  # the document says that it does
    ],
)
def test_a_year_in_which_the_unit_began(reformed: World, window: tuple[str, str] | None, expected: str) -> None:
    reformed.told(Fact("a", "2025", 9, window=window), Fact("a", "2026", 30))
    assert changes(reformed, "2026") == {"a": expected}
    assert changes(reformed, "2025", units="current_units") == {
        "a": "exact 15 → 9" if expected.startswith("exact") else expected
    }


def test_a_restated_year_in_which_a_predecessor_began_is_no_base(module_world: World) -> None:
    """Since 20 April 2024 there was k; since July 2025 it is n. What k told of six months holds no one knows what."""
    world = module_world.clear().unit("k", since="2024-04-20", until="2025-06-30").unit("n", since="2025-07-01")
    world.event("rename", ["k"], ["n"], "2025-07-01").told(*told_of("k", {"2024-H1": 10, "2025-H1": 30}))
    assert changes(world, "2025-H1", units="current_units") == {"n": "unit_new"}


def test_restated_years_are_compared(reformed: World) -> None:
    reformed.told(*told_of("x", {"2023": 7}), *told_of("y", {"2023": 1}))
    assert changes(reformed, "2024", units="current_units") == {"a": "exact 8 → 15"}
    assert changes(reformed, "2024") == {"x": "exact 7 → 10", "y": "exact 1 → 5"}


def test_a_restated_quarter_is_the_base_of_one_that_was_reported(reformed: World) -> None:
    reformed.told(*told_of("a", {"2025-Q4": 9, "2026-Q3": 4, "2025-Q3": 3}))
    reformed.told(*told_of("x", {"2024-Q4": 3}), *told_of("y", {"2024-Q4": 3}))
    assert changes(reformed, "2025-Q4", units="current_units") == {"a": "exact 6 → 9"}
    assert changes(reformed, "2025-Q3", units="current_units") == {"a": "windows_differ"}, "15 days were of x and y"
    assert changes(reformed, "2026-Q3", units="current_units") == {"a": "windows_differ"}


# ---- the league ------------------------------------------------------------------------------------------------


def test_units_are_ranked_by_polarity_and_ties_share(world: World) -> None:
    world.unit("c", "d", "huyện").told(
        *(Fact(unit, "2024", value, "dossiers_resolved_late") for unit, value in zip("abcd", (5, 0, 5, 9), strict=True))
    )
    found = queries.league(world.con, "dossiers_resolved_late", "", "2024", "commune")
    assert dict(zip(found["reporting_unit"], found["rank"], strict=True)) == {"b": 1, "a": 2, "c": 2, "d": 4}
