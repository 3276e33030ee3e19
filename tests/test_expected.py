"""Who should have reported, and who did, when: by content, by the events of units, by working days."""

from datetime import date

import pytest

from dashboard import queries
from tests.world import RECEIVED, STAFF, Document, Fact, World, told_of


@pytest.fixture
def world(module_world: World) -> World:
    return module_world.clear().unit("a", "b", "c")


def expected(world: World, period: str) -> dict[str, bool]:
    """Unit → whether it reported."""
    return dict(
        world.rows("SELECT reporting_unit, has_reported FROM expected_reports WHERE period = $period", period=period)
    )


def state(world: World, unit: str, period: str) -> str:
    found = queries.reports(world.con, reporting_units=(unit,))
    (told,) = found[found["period"] == period].to_dict("records")
    if told["state"] in ("missing", "higher_only"):
        return str(told["state"])
    return f"{told['state']} {told['told_on']:%d/%m/%Y} {told['told_by']}"


# ---- who is expected -----------------------------------------------------------------------------------------


def test_whoever_has_ever_reported_is_expected_once_another_has(world: World) -> None:
    world.told(Fact("a", "2023", 1), Fact("b", "2023", 1), Fact("a", "2024", 1))
    assert expected(world, "2023") == {"a": True, "b": True}, "c has never reported anything"
    assert expected(world, "2024") == {"a": True, "b": False}


def test_a_period_that_nobody_asks_for_is_nobody_s_gap(world: World) -> None:
    world.told(Fact("a", "2024-H1", 1), Fact("b", "2024", 1))
    assert expected(world, "2024-Q1") == {}
    assert world.rows("SELECT DISTINCT period FROM expected_reports ORDER BY ALL") == [("2024",), ("2024-H1",)]


def test_a_level_and_a_province_ask_for_themselves(world: World) -> None:
    world.unit("h", level="district").unit("m", province="Tỉnh B")
    world.told(Fact("a", "2024-Q1", 1), Fact("h", "2024", 1), Fact("m", "2024-H1", 1), Fact("h", "2023", 1))
    assert expected(world, "2024-Q1") == {"a": True}
    assert expected(world, "2024-H1") == {"m": True}


def test_provinces_are_peers_of_each_other(world: World) -> None:
    world.unit("p", level="province", province="p").unit("q", level="province", province="q")
    assert expected(world.told(Fact("p", "2023", 1), Fact("q", "2024", 1)), "2024") == {"p": False, "q": True}


def test_abolished_units_are_not_missing_and_successors_are_expected(module_world: World) -> None:
    world = module_world.clear().unit("v", "w").unit("x", "y", until="2025-06-30").unit("a", since="2025-07-01")
    world.unit("z", until="2025-06-30").event("merge", ["x", "y"], ["a"], "2025-07-01")
    world.event("abolish", ["z"], [""], "2025-07-01", "none")
    world.told(*(Fact(unit, "2025-H1", 1) for unit in "vxz"), Fact("v", "2025-9M", 1))
    assert expected(world, "2025-H1") == {"v": True, "x": True, "z": True}, "y has never reported; a was not yet"
    assert expected(world, "2025-9M") == {"v": True, "a": False}


def test_a_unit_between_two_reforms_is_expected_in_its_time(module_world: World) -> None:
    """B took over from x in 2025 and became c in 2027: in 2026 it is b that does not report."""
    world = (
        module_world.clear().unit("v").unit("x", until="2025-06-30").unit("b", since="2025-07-01", until="2026-12-31")
    )
    world.unit("c", since="2027-01-01").event("rename", ["x"], ["b"], "2025-07-01")
    world.event("rename", ["b"], ["c"], "2027-01-01")
    world.told(Fact("x", "2024", 1), *told_of("v", {"2024": 1, "2026": 1, "2027": 1}))
    assert expected(world, "2026") == {"v": True, "b": False}
    assert expected(world, "2027") == {"v": True, "c": False}
    assert queries.totals(world.con, RECEIVED, "", "commune")["expected"].tolist() == [2, 2, 2]


def test_a_last_report_after_the_end_is_a_report(module_world: World) -> None:
    world = module_world.clear().unit("v").unit("x", until="2025-06-30")
    world.told(Fact("v", "2025", 1), Fact("x", "2025", 1, window=("2024-12-15", "2025-06-30")))
    assert expected(world, "2025") == {"v": True, "x": True}


# ---- on time, late, missing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "dated", "expected_state"),
    [
        ("2024-Q1", "2024-03-14", "on_time"),  # a Thursday
        ("2024-Q1", "2024-03-18", "on_time"),  # Friday and Monday are the two working days
        ("2024-Q1", "2024-03-19", "late"),
        ("2024-H1", "2024-06-18", "on_time"),  # 14/6/2024 is a Friday
        ("2024-H1", "2024-06-19", "late"),
        ("2024", "2024-12-17", "on_time"),  # 14/12/2024 is a Saturday
        ("2024", "2024-12-18", "late"),
        ("2022-07-08/2023-03-31", "2023-04-30", "no_deadline"),
        ("2024-M05", "2024-05-16", "on_time"),
        ("2024-M05", "2024-05-17", "late"),
    ],
)
def test_two_working_days_after_the_close(world: World, period: str, dated: str, expected_state: str) -> None:
    world.load(Document("a.xlsx", [Fact("a", period, 1)], dated))
    assert state(world, "a", period) == f"{expected_state} {date.fromisoformat(dated):%d/%m/%Y} document"


def arrived(world: World, file: str, at: str) -> None:
    world.con.execute("UPDATE submissions SET received_at = ? WHERE file = ?", [at, file])


@pytest.mark.parametrize(
    ("at", "expected_state"),
    [
        ("2024-03-18 16:59:00", "on_time 18/03/2024"),  # 23:59 in Vietnam
        ("2024-03-18 17:00:00", "late 19/03/2024"),
    ],
)
def test_without_a_date_the_day_of_arrival_in_vietnam_counts(world: World, at: str, expected_state: str) -> None:
    world.load(Document("a.xlsx", [Fact("a", "2024-Q1", 1)]))
    arrived(world, "a.xlsx", at)
    assert state(world, "a", "2024-Q1") == f"{expected_state} arrival"


def test_a_later_correction_does_not_make_the_first_report_late(world: World) -> None:
    world.load(
        Document("a.xlsx", [Fact("a", "2024-Q1", 1)]), Document("b.xlsx", [Fact("a", "2024-Q1", 2)], "2024-04-20")
    )
    arrived(world, "a.xlsx", "2024-03-15 03:00:00")
    assert state(world, "a", "2024-Q1") == "on_time 15/03/2024 arrival"


def test_the_date_of_a_document_comes_before_its_arrival(world: World) -> None:
    world.load(Document("a.xlsx", [Fact("a", "2024-Q1", 1)], "2024-03-15"))
    arrived(world, "a.xlsx", "2026-11-20 03:00:00")
    assert state(world, "a", "2024-Q1") == "on_time 15/03/2024 document"


def test_only_in_a_table_of_the_unit_above(world: World) -> None:
    world.load(Document("huyện.xlsx", [Fact("a", "2024-Q1", 1, source="higher_table")], "2024-03-15"))
    assert state(world, "a", "2024-Q1") == "higher_only"
    world.load(Document("a.xlsx", [Fact("a", "2024-Q1", 1)], "2024-04-01"))
    assert state(world, "a", "2024-Q1") == "late 01/04/2024 document"


def test_missing_and_what_was_told(world: World) -> None:
    world.told(Fact("a", "2023", 1), Fact("b", "2023", 1), Fact("b", "2024", 1), Fact("b", "2024", 3, STAFF))
    assert state(world, "a", "2024") == "missing"
    row = queries.reports(world.con, reporting_units=("b",)).iloc[-1]
    assert (row["figures"], list(row["themes"]), list(row["sources"])) == (
        2,
        ["dossiers", "staffing"],
        ["own_appendix"],
    )


def test_a_withdrawn_report_is_missing_again(world: World) -> None:
    world.told(Fact("a", "2023", 1), Fact("b", "2023", 1), Fact("b", "2024", 1)).told(Fact("a", "2024", 1))
    assert state(world, "a", "2024").startswith("late")
    assert state(world.withdraw(2), "a", "2024") == "missing"
    assert state(world.withdraw(2, back=True), "a", "2024").startswith("late")
