"""Which windows may be subtracted: printed days, the calendar, investment from 1 January, a unit that began in July."""

import pytest

from tests.world import (
    DISBURSED,
    Fact,
    World,
    running_totals,
    told_of,
)  # fmt: skip


@pytest.fixture
def world(module_world: World) -> World:
    return module_world.clear().unit("a")


# (period, value, printed window, basis) and what each quarter is then.
WINDOWS: dict[str, tuple[list[tuple[str, float, tuple[str, str] | None, str]], dict[str, str]]] = {
    "calendar quarters": (
        [("2024-Q1", 100, ("2024-01-01", "2024-03-31"), ""), ("2024-H1", 250, ("2024-01-01", "2024-06-30"), ""),
         ("2024-9M", 400, ("2024-01-01", "2024-09-30"), ""), ("2024", 640, ("2024-01-01", "2024-12-31"), "")],
        {"2024-1": "first_period 100", "2024-2": "exact 150", "2024-3": "exact 150", "2024-4": "exact 240"},
    ),
    "calendar quarters, own report": (
        [("2024-Q2", 150, ("2024-04-01", "2024-06-30"), "")], {"2024-2": "reported 150"},
    ),
    "calendar beside December": (
        [("2024-Q1", 100, None, ""), ("2024-H1", 250, ("2024-01-01", "2024-06-30"), "")],
        {"2024-1": "first_period 100", "2024-2": "windows_differ"},
    ),
    "a year that closes on 14/11": (  # report 000
        [("2022-9M", 400, None, ""), ("2022", 500, ("2021-12-15", "2022-11-14"), "")],
        {"2022-1": "blocked 2022-Q1", "2022-2": "blocked 2022-H1", "2022-3": "blocked 2022-H1",
         "2022-4": "windows_differ"},
    ),
    "both close a month early": (
        [("2022-9M", 400, ("2021-12-15", "2022-08-14"), ""), ("2022", 500, ("2021-12-15", "2022-11-14"), "")],
        {"2022-1": "blocked 2022-Q1", "2022-2": "blocked 2022-H1", "2022-3": "windows_differ",
         "2022-4": "windows_differ"},
    ),
    "quý I that closes early": (
        [("2024-Q1", 60, ("2023-12-15", "2024-02-14"), "")], {"2024-1": "windows_differ"},
    ),
    "a month short by its days": (  # 1/12 – 29/2
        [("2020-Q1", 60, ("2019-12-01", "2020-02-29"), "")], {"2020-1": "first_period 60"},
    ),
    "6 tháng that tell quý II only": (
        [("2024-Q1", 100, None, ""), ("2024-H1", 150, ("2024-03-15", "2024-06-14"), "")],
        {"2024-1": "first_period 100", "2024-2": "first_period 150"},
    ),
    "6 tháng that begin where nothing does": (
        [("2024-Q1", 100, None, ""), ("2024-H1", 150, ("2024-02-15", "2024-06-14"), "")],
        {"2024-1": "first_period 100", "2024-2": "windows_differ"},
    ),
    "lũy kế in quý II": (
        [("2024-Q1", 100, None, "cumulative"), ("2024-Q2", 250, None, "cumulative")],
        {"2024-1": "first_period 100", "2024-2": "exact 150"},
    ),
    "lũy kế in quý II without quý I": (
        [("2024-Q2", 250, None, "cumulative")], {"2024-1": "blocked 2024-Q1", "2024-2": "blocked 2024-Q1"},
    ),
    "lũy kế in quý II beside 6 tháng": (
        [("2024-Q1", 100, None, ""), ("2024-Q2", 251, None, "cumulative"), ("2024-H1", 250, None, "")],
        {"2024-1": "first_period 100", "2024-2": "exact 150"},
    ),
    "lũy kế by calendar": (
        [("2024-Q1", 100, ("2024-01-01", "2024-03-31"), "cumulative"),
         ("2024-Q2", 250, ("2024-04-01", "2024-06-30"), "cumulative")],
        {"2024-1": "first_period 100", "2024-2": "exact 150"},
    ),
    "two windows of other lengths never meet": (
        [("2024-Q1", 100, ("2023-12-15", "2024-03-31"), ""), ("2024-H1", 250, None, "")],
        {"2024-1": "windows_differ", "2024-2": "windows_differ"},
    ),
    "an own report over another window": (
        [("2024-Q2", 250, ("2023-12-15", "2024-06-14"), "")], {"2024-2": "blocked 2024-H1"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WINDOWS)
def test_windows_decide_what_may_be_subtracted(world: World, case: str) -> None:
    told, expected = WINDOWS[case]
    facts = [Fact("a", period, value, window=window, basis=basis) for period, value, window, basis in told]
    assert world.told(*facts).quarters() == expected


def test_windows_of_a_derived_quarter_are_its_own(world: World) -> None:
    world.told(*running_totals("a", 2024, (1, 2, 3, 4)))
    windows = world.rows("SELECT window_start::TEXT, window_end::TEXT FROM quarters('reported_figures') ORDER BY ALL")
    assert windows == [("2023-12-15", "2024-03-14"), ("2024-03-15", "2024-06-14"), ("2024-06-15", "2024-09-14"),
                       ("2024-09-15", "2024-12-14")]  # fmt: skip


# ---- investment runs from 1 January ------------------------------------------------------------------------


def test_investment_is_subtracted_from_its_own_first_day(world: World) -> None:
    world.told(*running_totals("a", 2024, (10, 20, 30, 40), indicator=DISBURSED))
    assert world.quarters(indicator=DISBURSED) == {
        "2024-1": "first_period 10", "2024-2": "exact 20", "2024-3": "exact 30", "2024-4": "exact 40",
    }  # fmt: skip


def test_investment_in_a_quarter_s_report_is_cumulative(world: World) -> None:
    world.told(*told_of("a", {"2024-Q1": 10, "2024-Q2": 30, "2024-Q3": 60}, indicator=DISBURSED))
    assert world.quarters(indicator=DISBURSED) == {
        "2024-1": "first_period 10",
        "2024-2": "exact 20",
        "2024-3": "exact 30",
    }


def test_investment_by_calendar_quarters(world: World) -> None:
    days = {"2024-Q1": "2024-03-31", "2024-H1": "2024-06-30"}
    facts = [Fact("a", p, v, DISBURSED, window=("2024-01-01", days[p])) for p, v in (("2024-Q1", 10), ("2024-H1", 30))]
    assert world.told(*facts).quarters(indicator=DISBURSED) == {"2024-1": "first_period 10", "2024-2": "exact 20"}


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (("2024-01-01", "2024-06-14"), "blocked 2024-H1"),  # half a year is no quarter
        (("2024-03-15", "2024-06-14"), "reported 30"),
        (("2024-04-01", "2024-06-30"), "reported 30"),
    ],
)
def test_investment_within_a_quarter(world: World, window: tuple[str, str], expected: str) -> None:
    world.told(Fact("a", "2024-Q2", 30, DISBURSED, window=window, basis="in_period"))
    assert world.quarters(indicator=DISBURSED)["2024-2"] == expected


# ---- a unit that began within the year --------------------------------------------------------------------------


@pytest.fixture
def reformed(module_world: World) -> World:
    """Two communes that became one on 1 July 2025."""
    world = module_world.clear().unit("a", since="2025-07-01").unit("x", "y", until="2025-06-30")
    world.event("merge", ["x", "y"], ["a"], "2025-07-01")
    return world.told(*told_of("x", {"2025-Q1": 10, "2025-H1": 30}), *told_of("y", {"2025-Q1": 1, "2025-H1": 3}))


BEGAN = ("2025-07-01", "2025-09-14")


def test_a_unit_begins_its_quarters_where_it_begins(reformed: World) -> None:
    reformed.told(Fact("a", "2025-9M", 25, window=BEGAN), Fact("a", "2025", 65, window=("2025-07-01", "2025-12-14")))
    own = {"2025-3": "first_period 25", "2025-4": "exact 40"}
    assert reformed.quarters() == own, "no gap before there was a unit"
    assert reformed.quarters("restated_figures") == {"2025-1": "first_period 11", "2025-2": "exact 22", **own}


def test_days_that_nobody_printed_are_not_those_before_the_unit(reformed: World) -> None:
    """9 tháng of a unit of 1 July: since July, or with what came before it? Nobody said, so it is not a quarter."""
    reformed.told(*told_of("a", {"2025-9M": 25, "2025": 65}))
    assert reformed.quarters() == {"2025-3": "windows_differ", "2025-4": "exact 40"}
    assert reformed.quarters("restated_figures") == {
        "2025-1": "first_period 11", "2025-2": "exact 22", "2025-3": "windows_differ", "2025-4": "exact 40",
    }  # fmt: skip


def test_printed_days_that_hold_the_predecessors_are_taken_at_their_word(reformed: World) -> None:
    reformed.told(Fact("a", "2025-9M", 60, window=("2024-12-15", "2025-09-14")))
    assert reformed.quarters("restated_figures")["2025-3"] == "exact 27"
    assert reformed.quarters()["2025-3"] == "blocked 2025-H1"


def test_a_first_report_that_runs_past_its_quarter_is_none(reformed: World) -> None:
    reformed.told(Fact("a", "2025-9M", 25, window=("2025-07-01", "2025-10-31")))
    assert reformed.quarters() == {"2025-3": "windows_differ"}


def test_a_predecessor_that_began_within_the_year_is_no_half_year(module_world: World) -> None:
    """M and o became k in April 2024, and k became n in 2025: six months of k are not those of m, o and k."""
    world = module_world.clear().unit("m", "o", until="2024-04-19").unit("k", since="2024-04-20", until="2025-06-30")
    world.unit("n", since="2025-07-01").event("merge", ["m", "o"], ["k"], "2024-04-20")
    world.event("rename", ["k"], ["n"], "2025-07-01")
    world.told(Fact("m", "2024-Q1", 10), Fact("o", "2024-Q1", 1), *told_of("k", {"2024-H1": 25, "2024-9M": 40}))
    assert world.quarters("restated_figures", "n") == {"2024-1": "first_period 11"}
    assert world.quarters("restated_figures", "k") == {"2024-2": "windows_differ", "2024-3": "exact 15"}
