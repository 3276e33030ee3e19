"""What happened in a quarter: from cumulative figures or its own report, with a status; never doubled."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import queries
from dashboard.quarters import last_ended, until
from tests.world import (
    DISBURSED,
    ON_TIME,
    ON_TIME_RATE,
    PENDING,
    PLAN,
    RECEIVED,
    RESOLVED,
    RUNNING,
    STAFF,
    Fact,
    World,
    running_totals,
    told_of,
)  # fmt: skip


@pytest.fixture
def world(module_world: World) -> World:
    return module_world.clear().unit("a")


# What one unit reported of dossiers in 2024, and what each quarter is then.
CASES: dict[str, tuple[dict[str, float], dict[str, str]]] = {
    "the whole year": (
        {"2024-Q1": 100, "2024-H1": 250, "2024-9M": 400, "2024": 640},
        {"2024-1": "first_period 100", "2024-2": "exact 150", "2024-3": "exact 150", "2024-4": "exact 240"},
    ),
    "quý I is missing": (
        {"2024-H1": 250, "2024-9M": 400},
        {"2024-1": "blocked 2024-Q1", "2024-2": "blocked 2024-Q1", "2024-3": "exact 150"},
    ),
    "6 tháng is missing": (
        {"2024-Q1": 100, "2024-9M": 400, "2024": 640},
        {"2024-1": "first_period 100", "2024-2": "blocked 2024-H1", "2024-3": "blocked 2024-H1", "2024-4": "exact 240"},
    ),
    "only the year": (
        {"2024": 640},
        {"2024-1": "blocked 2024-Q1", "2024-2": "blocked 2024-H1", "2024-3": "blocked 2024-9M",
         "2024-4": "blocked 2024-9M"},
    ),
    "nothing after quý I": ({"2024-Q1": 100}, {"2024-1": "first_period 100"}),
    "the quarter's own report beside the difference": (
        {"2024-Q1": 100, "2024-Q2": 149, "2024-H1": 250},
        {"2024-1": "first_period 100", "2024-2": "exact 150"},
    ),
    "own reports only": (
        {"2024-Q1": 100, "2024-Q2": 150, "2024-Q3": 90, "2024-Q4": 300},
        {"2024-1": "first_period 100", "2024-2": "reported 150", "2024-3": "reported 90", "2024-4": "reported 300"},
    ),
    "the own report stands in for a gap": (
        {"2024-Q2": 150, "2024-H1": 250},
        {"2024-1": "blocked 2024-Q1", "2024-2": "reported 150"},
    ),
    "a cumulative figure that fell": (
        {"2024-Q1": 100, "2024-H1": 90, "2024-9M": 400},
        {"2024-1": "first_period 100", "2024-2": "negative", "2024-3": "exact 310"},
    ),
    "the own report where the cumulative fell": (
        {"2024-Q1": 100, "2024-Q2": 50, "2024-H1": 90},
        {"2024-1": "first_period 100", "2024-2": "reported 50"},
    ),
    # In quý II the form was filled with what came since December: 250 twice is no quarter of 250.
    "an own report that is the running total": (
        {"2024-Q2": 250, "2024-H1": 250},
        {"2024-1": "blocked 2024-Q1", "2024-2": "blocked 2024-Q1"},
    ),
    "an own report larger than what contains it": (
        {"2024-Q1": 100, "2024-Q2": 700, "2024-9M": 400},
        {"2024-1": "first_period 100", "2024-2": "blocked 2024-H1", "2024-3": "blocked 2024-H1"},
    ),
    "zeros are figures": (
        {"2024-Q1": 0, "2024-H1": 0, "2024-9M": 5, "2024": 5},
        {"2024-1": "first_period 0", "2024-2": "exact 0", "2024-3": "exact 5", "2024-4": "exact 0"},
    ),
    "a zero of the quarter itself": (
        {"2024-Q2": 0, "2024-H1": 0},
        {"2024-1": "blocked 2024-Q1", "2024-2": "reported 0"},
    ),
    "months are never used": ({"2024-M01": 10, "2024-M02": 20, "2024-M03": 30}, {}),
    "nor are intervals": ({"2023-12-15/2024-03-14": 10}, {}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_quarters_of_what_was_reported(world: World, case: str) -> None:
    told, expected = CASES[case]
    assert world.told(*told_of("a", told)).quarters() == expected


# ---- what is never differenced -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "indicator",
    [PENDING, STAFF, PLAN, "dossiers_carried_over", "dossiers_to_process", "communes_total", "staff_fill_rate"],
)
def test_stocks_and_what_holds_a_stock_have_no_quarters(world: World, indicator: str) -> None:
    assert world.told(*running_totals("a", 2024, (9, 9, 9, 9), indicator=indicator)).quarters(indicator=indicator) == {}
    assert queries.in_quarters(world.con, indicator, "").empty


def test_levels_and_units_are_never_mixed(world: World) -> None:
    world.unit("b").told(
        Fact("a", "2024-Q1", 5, handled_by="commune"), Fact("a", "2024-H1", 9, handled_by="district"),
        Fact("b", "2024-9M", 30, handled_by="commune"),
    )  # fmt: skip
    given_value = world.rows("SELECT reporting_unit, quarter, value FROM quarters('reported_figures') WHERE value > 0")
    assert given_value == [("a", 1, 5)]


# ---- ratios of a quarter ------------------------------------------------------------------------------------------


def ratios(world: World) -> dict[tuple[int, int], tuple[str, float | None]]:
    found = queries.in_quarters(world.con, ON_TIME_RATE, "")
    values = [None if value != value else round(value, 2) for value in found["value"]]
    return dict(
        zip(zip(found["year"], found["quarter"], strict=True), zip(found["status"], values, strict=True), strict=True)
    )


def test_a_ratio_of_a_quarter_is_that_of_its_parts(world: World) -> None:
    """Half of what came in quý II was late, though 80 % of six months was on time; printed rates play no part."""
    world.told(
        *running_totals("a", 2024, (60, 40, 0, 10), indicator=RESOLVED),
        *running_totals("a", 2024, (60, 20, 0, 10), indicator=ON_TIME),
        *told_of("a", {"2024-Q1": 99, "2024-H1": 99}, indicator=ON_TIME_RATE),
    )
    assert ratios(world) == {
        (2024, 1): ("first_period", 100), (2024, 2): ("exact", 50), (2024, 3): ("zero_denominator", None),
        (2024, 4): ("exact", 100),
    }  # fmt: skip


def test_a_ratio_is_withheld_with_the_status_of_the_part_that_is(world: World) -> None:
    world.told(
        *told_of("a", {"2024-Q1": 60, "2024-H1": 100}, indicator=RESOLVED),
        *told_of("a", {"2024-H1": 80}, indicator=ON_TIME),
    )
    assert ratios(world) == {(2024, 1): ("blocked", None), (2024, 2): ("blocked", None)}


def test_parts_of_a_quarter_over_two_windows_make_no_ratio(world: World) -> None:
    world.told(
        *told_of("a", {"2024-Q1": 60, "2024-H1": 100}, indicator=RESOLVED),
        Fact("a", "2024-Q2", 40, ON_TIME, window=("2024-04-01", "2024-06-30")),
        *told_of("a", {"2024-Q1": 60}, indicator=ON_TIME),
    )
    assert ratios(world)[2024, 2] == ("windows_differ", None)


# ---- properties ---------------------------------------------------------------------------------------------------

GIVES_VALUE = {"exact", "first_period", "reported"}


@st.composite
def units(draw: st.DrawFn) -> tuple[list[int], dict[str, float], str]:
    """What happened to a unit in four quarters, which of it was reported, and of what."""
    true = draw(st.lists(st.integers(0, 50), min_size=4, max_size=4))
    totals = {f"2024{kind}": sum(true[: n + 1]) for n, kind in enumerate(RUNNING)}
    told = {period: float(totals[period]) for period in totals if draw(st.booleans())}
    indicator = draw(st.sampled_from([RECEIVED, DISBURSED]))
    if indicator == RECEIVED:
        told |= {f"2024-Q{n}": float(true[n - 1]) for n in (2, 3, 4) if draw(st.booleans())}
    return true, told, indicator


@settings(max_examples=8, deadline=None)
@given(st.lists(units(), min_size=6, max_size=20))
def test_derived_quarters_are_the_true_ones_or_none(
    module_world: World, drawn: list[tuple[list[int], dict[str, float], str]]
) -> None:
    """Whatever is missing: a value that is given is what happened, and quarters re-sum to every cumulative figure."""
    world = module_world.clear().unit(*map(str, range(len(drawn))))
    world.told(*(f for n, (_, told, what) in enumerate(drawn) for f in told_of(str(n), told, indicator=what)))
    found = world.rows(
        "SELECT reporting_unit, quarter, status, value, missing_period FROM quarters('reported_figures')"
    )
    values = {(int(str(unit)), int(str(quarter))): value for unit, quarter, _, value, _ in found}
    for unit, quarter, status, value, missing in found:
        true, told, _ = drawn[int(str(unit))]
        assert value == (true[int(str(quarter)) - 1] if status in GIVES_VALUE else None)
        assert (missing is not None) == (status == "blocked")
        assert missing not in told
    for unit, (true, told, _) in enumerate(drawn):
        for number, kind in enumerate(RUNNING, start=1):
            given_values = [values.get((unit, quarter)) for quarter in range(1, number + 1)]
            if f"2024{kind}" in told:
                assert (unit, number) in values
                assert None in given_values or sum(map(float, map(str, given_values))) == told[f"2024{kind}"]
                if number == 1 or f"2024{RUNNING[number - 2]}" in told:
                    assert values[unit, number] == true[number - 1], "both sides were reported"


@pytest.mark.parametrize(("first", "second"), [*product(("in_period", "cumulative"), repeat=2)])
def test_wording_of_a_running_figure_changes_nothing(world: World, first: str, second: str) -> None:
    world.told(Fact("a", "2024-Q1", 10, basis=first), Fact("a", "2024-H1", 30, basis=second))
    assert world.quarters() == {"2024-1": "first_period 10", "2024-2": "exact 20"}


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2024-12-14", (2024, 4)), ("2024-06-14", (2024, 2)), ("2024-06-30", (2024, 2)), ("2024-05-14", (2024, 1)),
        ("2024-01-14", (2023, 4)), ("2023-03-31", (2023, 1)),
    ],
)  # fmt: skip
def test_no_quarter_is_later_than_the_viewed_period(day: str, last: tuple[int, int]) -> None:
    assert last_ended(pd.Timestamp(day)) == last
    rows = pd.DataFrame([(year, quarter) for year in (2022, 2023, 2024) for quarter in (1, 2, 3, 4)])
    rows.columns = pd.Index(["year", "quarter"])
    assert tuple(until(rows, pd.Timestamp(day)).iloc[-1]) == last
