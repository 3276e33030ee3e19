"""Units as they reported, and as the units of today: restated from whole predecessors only, and totals never change."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import queries
from tests.world import (
    ON_TIME,
    ON_TIME_RATE,
    PENDING,
    RECEIVED,
    RESOLVED,
    STAFF,
    Fact,
    World,
    running_totals,
    told_of,
)  # fmt: skip

OLD, NEW = {"until": "2025-06-30"}, {"since": "2025-07-01"}
DAY = "2025-07-01"


@pytest.fixture
def world(module_world: World) -> World:
    """Communes x and y, which became a on 1 July 2025; z, which became part of b and part of c; w, which ended."""
    world = module_world.clear().unit("x", "y", "z", "w", **OLD).unit("a", "b", "c", **NEW).unit("v")
    world.event("merge", ["x", "y"], ["a"], DAY).event("split", ["z"], ["b", "c"], DAY, "part")
    return world.event("abolish", ["w"], [""], DAY, "none")


def seen(world: World, indicator: str = RECEIVED) -> dict[str, float]:
    """'a 2024' → value of the units of today; '*' marks what was restated."""
    found = world.rows(
        "SELECT reporting_unit || ' ' || period || CASE WHEN is_restated THEN '*' ELSE '' END, value "
        "FROM restated_figures WHERE indicator = $indicator",
        indicator=indicator,
    )
    assert len(dict(found)) == len(found)
    return dict(found)


CASES: dict[str, tuple[list[Fact], dict[str, float]]] = {
    "both merged units": ([Fact("x", "2024", 10), Fact("y", "2024", 5)], {"a 2024*": 15}),
    "one of them did not report": ([Fact("x", "2024", 10)], {"x 2024": 10}),
    "zero is a report": ([Fact("x", "2024", 10), Fact("y", "2024", 0)], {"a 2024*": 10}),
    "one by calendar": (
        [Fact("x", "2024", 10), Fact("y", "2024", 5, window=("2024-01-01", "2024-12-31"))], {"x 2024": 10, "y 2024": 5},
    ),
    "one cumulative, one in the period": (
        [Fact("x", "2024", 10), Fact("y", "2024", 5, basis="cumulative")], {"x 2024": 10, "y 2024": 5},
    ),
    "a commune whose form splits by level": (
        [Fact("x", "2024", 10), Fact("y", "2024", 5, handled_by="commune")], {"a 2024*": 15},
    ),
    "by different levels": (
        [Fact("x", "2024", 10), Fact("y", "2024", 5, handled_by="district")], {"x 2024": 10, "y 2024": 5},
    ),
    "a unit that was divided": ([Fact("z", "2024", 10)], {"z 2024": 10}),
    "a unit that ended": ([Fact("w", "2024", 10)], {"w 2024": 10}),
    "a unit to which nothing happened": ([Fact("v", "2024", 10)], {"v 2024": 10}),
    "the successor's own figure": (
        [Fact("x", "2025", 10), Fact("y", "2025", 5), Fact("a", "2025", 20)], {"x 2025": 10, "y 2025": 5, "a 2025": 20},
    ),
    "the successor tells of a time before it": (
        [Fact("x", "2024", 10), Fact("y", "2024", 5), Fact("a", "2024", 14)], {"x 2024": 10, "y 2024": 5, "a 2024": 14},
    ),
    "a period that closes after the merge": ([Fact("x", "2025-9M", 7), Fact("y", "2025-9M", 2)],
                                             {"x 2025-9M": 7, "y 2025-9M": 2}),
    "the shown source of each": (
        [Fact("x", "2024", 10), Fact("x", "2024", 99, source="narrative"), Fact("y", "2024", 5, source="higher_table")],
        {"a 2024*": 15},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_figures_of_the_units_of_today(world: World, case: str) -> None:
    told, expected = CASES[case]
    assert seen(world.told(*told)) == expected


@pytest.mark.parametrize(
    ("indicator", "is_added"),
    [(STAFF, True), (PENDING, True), ("procedures_in_force", False), ("onestop_connected_district_flag", False),
     (ON_TIME_RATE, False), ("online_l3_with_dossiers", False)],
)  # fmt: skip
def test_only_sums_are_added(world: World, indicator: str, is_added: bool) -> None:
    world.told(Fact("x", "2024", 1, indicator), Fact("y", "2024", 1, indicator))
    assert seen(world, indicator) == ({"a 2024*": 2} if is_added else {"x 2024": 1, "y 2024": 1})


def test_ratios_are_those_of_restated_parts(world: World) -> None:
    world.told(
        *(Fact(unit, "2024", value, RESOLVED) for unit, value in (("x", 90), ("y", 10))),
        *(Fact(unit, "2024", value, ON_TIME) for unit, value in (("x", 45), ("y", 10))),
    )
    league = queries.league(world.con, ON_TIME_RATE, "", "2024", "commune", units="current_units")
    assert league[["reporting_unit", "value", "is_restated"]].values.tolist() == [["a", 55.0, True]]
    as_reported = queries.league(world.con, ON_TIME_RATE, "", "2024", "commune")
    assert dict(zip(as_reported["reporting_unit"], as_reported["value"], strict=True)) == {"x": 50, "y": 100}


def test_a_ratio_of_which_one_part_cannot_be_restated_is_not_one(world: World) -> None:
    world.told(
        *(Fact(unit, "2024", value, RESOLVED) for unit, value in (("x", 90), ("y", 10))), Fact("x", "2024", 45, ON_TIME)
    )
    assert queries.league(world.con, ON_TIME_RATE, "", "2024", "commune", units="current_units").empty


def test_as_reported_no_line_joins_the_old_and_the_new(world: World) -> None:
    world.told(Fact("x", "2024", 10), Fact("y", "2024", 5), Fact("a", "2026", 20))
    told = queries.trend(world.con, RECEIVED, "", "year", "commune")
    assert set(zip(told["reporting_unit"], told["period"], strict=True)) == {
        ("x", "2024"),
        ("y", "2024"),
        ("a", "2026"),
    }
    now = queries.trend(world.con, RECEIVED, "", "year", "commune", units="current_units")
    assert now[["reporting_unit", "period", "value", "is_restated"]].values.tolist() == [
        ["a", "2024", 15.0, True], ["a", "2026", 20.0, False],
    ]  # fmt: skip


# ---- chains ---------------------------------------------------------------------------------------------------


@pytest.fixture
def chained(module_world: World) -> World:
    """In 2025 x and y became b, in 2027 b and z became c: only rows."""
    world = module_world.clear().unit("x", "y", **OLD).unit("b", since=DAY, until="2026-12-31")
    world.unit("z", until="2026-12-31").unit("c", since="2027-01-01")
    world.event("merge", ["x", "y"], ["b"], DAY)
    return world.event("merge", ["b", "z"], ["c"], "2027-01-01")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"x": 1, "y": 2, "z": 4}, {"c 2024*": 7}),
        ({"x": 1, "y": 2}, {"x 2024": 1, "y 2024": 2}),
        ({"x": 1, "z": 4}, {"x 2024": 1, "z 2024": 4}),
        # b did not exist in 2024: what it tells of that year stands in for nobody
        ({"x": 1, "z": 4, "b": 3}, {"x 2024": 1, "z 2024": 4, "b 2024": 3}),
        ({"x": 1, "y": 2, "z": 4, "b": 3}, {"c 2024*": 7, "b 2024": 3}),
    ],
)
def test_a_past_of_two_steps(chained: World, told: dict[str, float], expected: dict[str, float]) -> None:
    assert seen(chained.told(*(Fact(unit, "2024", value) for unit, value in told.items()))) == expected


def test_each_period_has_the_units_of_its_time(chained: World) -> None:
    chained.told(
        *(Fact(unit, "2024", 1) for unit in "xyz"), Fact("b", "2026", 20), Fact("z", "2026", 4), Fact("c", "2027", 30)
    )
    assert seen(chained) == {"c 2024*": 3, "c 2026*": 24, "c 2027": 30}


def test_a_merge_of_2027_changes_the_view_of_today_and_no_total(world: World) -> None:
    """Rows of two tables; nothing else tells the program of it."""
    world.told(*(Fact(unit, "2024", 1) for unit in "xyv"), Fact("a", "2026", 20), Fact("v", "2026", 3))
    assert seen(world) == {"a 2024*": 2, "v 2024": 1, "a 2026": 20, "v 2026": 3}
    world.con.execute("UPDATE reporting_units SET valid_to = '2026-12-31' WHERE reporting_unit IN ('a', 'v')")
    world.unit("d", since="2027-01-01").event("merge", ["a", "v"], ["d"], "2027-01-01").told(Fact("d", "2027", 30))
    assert seen(world) == {"d 2024*": 3, "d 2026*": 23, "d 2027": 30}
    assert queries.totals(world.con, RECEIVED, "", "commune")["value"].tolist() == [3, 23, 30]


def test_a_unit_that_took_in_another_and_kept_its_name(module_world: World) -> None:
    """Without a new version of v, its past is its own figure and that of x, both or neither."""
    world = module_world.clear().unit("v").unit("x", **OLD).event("merge", ["x"], ["v"], DAY)
    assert seen(world.told(Fact("x", "2024", 10))) == {"x 2024": 10}
    assert seen(world.told(Fact("v", "2024", 5))) == {"v 2024*": 15}
    assert seen(world.told(Fact("v", "2025", 20))) == {"v 2024*": 15, "v 2025": 20}


@pytest.mark.parametrize(("event", "relation"), [("rename", "whole"), ("re-parent", "unchanged")])
def test_a_unit_that_only_changed_its_name_or_parent(module_world: World, event: str, relation: str) -> None:
    world = module_world.clear().unit("x", **OLD).unit("a", **NEW).event(event, ["x"], ["a"], DAY, relation)
    assert seen(world.told(Fact("x", "2024", 10), Fact("a", "2025", 20))) == {"a 2024*": 10, "a 2025": 20}


@pytest.mark.parametrize(
    "events",
    [
        [("merge", "x", "a", "part"), ("merge", "y", "a", "whole")],  # 'một phần'
        [("merge", "x", "a", "whole"), ("split", "x", "b", "whole"), ("merge", "y", "a", "whole")],  # two wholes
        [("merge", "x", "a", "whole"), ("merge", "y", "a", "whole"), ("merge", "a", "x", "whole")],  # bites its tail
        [("rename", "a", "a", "unchanged"), ("merge", "x", "a", "part"), ("merge", "y", "a", "part")],
    ],
)
def test_what_is_not_whole_stays_where_it_was(module_world: World, events: list[tuple[str, str, str, str]]) -> None:
    world = module_world.clear().unit("x", "y", **OLD).unit("a", "b", **NEW)
    for event, old, new, relation in events:
        world.event(event, [old], [new], DAY, relation)
    assert seen(world.told(Fact("x", "2024", 10), Fact("y", "2024", 5))) == {"x 2024": 10, "y 2024": 5}


def test_an_event_that_two_tables_list_counts_once(world: World) -> None:
    world.event("merge", ["x", "y"], ["a"], DAY).told(Fact("x", "2024", 10), Fact("y", "2024", 5))
    assert seen(world) == {"a 2024*": 15}


def test_restated_quarters_follow_from_restated_figures(world: World) -> None:
    world.told(*running_totals("x", 2024, (1, 2, 3, 4)), *told_of("y", {"2024-Q1": 10, "2024-9M": 60, "2024": 100}))
    assert world.quarters("restated_figures") == {
        "2024-1": "first_period 11", "2024-2": "blocked 2024-H1", "2024-3": "blocked 2024-H1", "2024-4": "exact 44",
    }  # fmt: skip


# ---- the property ------------------------------------------------------------------------------------------------

PERIODS = ("2023", "2024-H1", "2026-H1", "2027")
Drawn = Callable[[st.SearchStrategy[object]], object]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[tuple[str, str, str, str]], list[Fact]]:
    """Units old (o), of 2025 (n) and of 2027 (t), who became whom, and what they reported, rightly or not."""
    events = []
    for layer, following, day in (("o", "n", DAY), ("n", "t", "2027-01-01")):
        for number in range(5):
            ends = draw(st.lists(st.integers(0, 2), max_size=2, unique=True))
            relation = "part" if len(ends) > 1 else draw(st.sampled_from(["whole", "whole", "unchanged", "part"]))
            events += [(f"{layer}{number}", f"{following}{end}", relation, day) for end in ends]
    units = [f"{layer}{number}" for layer in "ont" for number in range(5)]
    told = [
        Fact(unit, period, draw(st.integers(0, 9)), indicator)
        for unit in units for period in PERIODS for indicator in (RECEIVED, STAFF) if draw(st.booleans())
    ]  # fmt: skip
    return events, told


@settings(max_examples=8, deadline=None)
@given(histories())
def test_totals_are_the_same_in_both_views(
    module_world: World, drawn: tuple[list[tuple[str, str, str, str]], list[Fact]]
) -> None:
    events, told = drawn
    world = module_world.clear()
    for layer, since, until in (("o", "1900-01-01", "2025-06-30"), ("n", DAY, "2026-12-31"), ("t", "2027-01-01", None)):
        world.unit(*(f"{layer}{number}" for number in range(5)), since=since, until=until)
    for old, new, relation, day in events:
        world.event("merge", [old], [new], day, relation)
    world.told(*told)
    total = "SELECT period, indicator, handled_by, sum(value) FROM {} GROUP BY ALL ORDER BY ALL"
    assert world.rows(total.format("restated_figures")) == world.rows(total.format("reported_figures"))
    key = "SELECT reporting_unit, period, indicator FROM restated_figures"
    assert len(world.rows(key)) == len(set(world.rows(key)))
    for unit, period, components in world.rows(
        "SELECT reporting_unit, period, components FROM restated_figures WHERE is_restated"
    ):
        assert components == _alive(world, str(unit), str(period)), "every predecessor that existed, and no other"


def _alive(world: World, unit: str, period: str) -> int:
    """How many predecessors of a unit existed when a period closed, by walking the events."""
    events = world.rows("SELECT DISTINCT old_unit, new_unit FROM reporting_unit_events")
    before, found = {unit}, set[str]()
    while before:
        before = {str(old) for old, new in events if new in before}
        found |= before
    alive = world.rows(
        "SELECT reporting_unit FROM reporting_units u JOIN periods p ON p.period = $period "
        "AND p.period_end BETWEEN u.valid_from AND coalesce(u.valid_to, DATE '9999-12-31')",
        period=period,
    )
    return len(found & {str(one) for (one,) in alive})
