"""From a mark to its cells: what a figure rests on, what the dialog says of it, and what opens and closes it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import queries
from dashboard.drill import formula
from dashboard.drill.asked import Asked, codes, read
from dashboard.queries.ask import CURRENT_UNITS
from tests.world import ON_TIME, ON_TIME_RATE, RECEIVED, RESOLVED, Fact, World

EARLY, EXACTLY = "dossiers_resolved_early", "dossiers_resolved_exactly_on_time"


@pytest.fixture
def world(module_world: World) -> World:
    return module_world.clear().unit("a", "b", "c")


def figure(world: World, unit: str, indicator: str, handled_by: str = "", **more: str) -> pd.Series:
    (row,) = (
        row for _, row in queries.traced_figure(world.con, unit, "2024", indicator, handled_by, **more).iterrows()
    )
    return row


def cells(
    world: World, unit: str, indicator: str, handled_by: str = "", **more: str
) -> list[tuple[str, str, str, float]]:
    found = queries.traced_cells(world.con, unit, "2024", indicator, handled_by, **more)
    return list(found[["role", "indicator", "handled_by", "value"]].itertuples(index=False, name=None))


def test_a_figure_is_its_one_cell_with_its_document(world: World) -> None:
    world.told(Fact("a", "2024", 12), Fact("a", "2023", 7), Fact("b", "2024", 5))
    assert cells(world, "a", RECEIVED) == [("figure", RECEIVED, "", 12)]
    found = queries.traced_cells(world.con, "a", "2024", RECEIVED, "").iloc[0]
    assert (found["file"], found["source"], found["is_part_of_sum"]) == ("1 a 2024 own_appendix", "own_appendix", False)
    assert found["file_hash"] == "1 a 2024 own_appendix"
    assert not pd.isna(found["loaded_at"])
    assert (figure(world, "a", RECEIVED)["reported"], figure(world, "a", RECEIVED)["numerator_code"]) == (12, "")


def test_a_ratio_is_its_two_parts_and_what_was_printed(world: World) -> None:
    world.told(Fact("a", "2024", 90, ON_TIME), Fact("a", "2024", 120, RESOLVED), Fact("a", "2024", 99, ON_TIME_RATE))
    assert cells(world, "a", ON_TIME_RATE) == [
        ("numerator", ON_TIME, "", 90), ("denominator", RESOLVED, "", 120), ("figure", ON_TIME_RATE, "", 99),
    ]  # fmt: skip
    found = figure(world, "a", ON_TIME_RATE)
    assert (found["computed"], found["numerator"], found["denominator"], found["reported"]) == (75, 90, 120, 99)


def test_dossiers_on_time_may_be_two_cells(world: World) -> None:
    world.told(Fact("a", "2024", 175, EARLY), Fact("a", "2024", 5, EXACTLY), Fact("a", "2024", 240, RESOLVED))
    assert [(role, value) for role, _, _, value in cells(world, "a", ON_TIME_RATE)] == [
        ("numerator", 175), ("numerator", 5), ("denominator", 240),
    ]  # fmt: skip
    found = figure(world, "a", ON_TIME_RATE)
    assert found["computed"] == 75
    said = formula.html_of(found, queries.traced_cells(world.con, "a", "2024", ON_TIME_RATE, ""))
    assert "(175 + 5) ÷ 240 × 100" in said


def test_where_on_time_is_reported_its_two_kinds_are_no_terms(world: World) -> None:
    kinds = [Fact("a", "2024", 175, EARLY), Fact("a", "2024", 5, EXACTLY)]
    world.told(*kinds, Fact("a", "2024", 180, ON_TIME), Fact("a", "2024", 240, RESOLVED))
    assert [value for *_, value in cells(world, "a", ON_TIME_RATE)] == [180, 240]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"district": 30, "commune": 70}, [("district", 30), ("commune", 70)]),
        ({"district": 30, "commune": 70, "all": 100}, [("all", 100)]),
        ({"district": 30, "commune": 70, "": 100}, [("", 100)]),
    ],
)
def test_a_denominator_that_is_split_serves_a_numerator_that_is_not(
    world: World, levels: dict[str, int], expected: list[tuple[str, int]]
) -> None:
    world.unit("d", level="district")
    world.told(
        Fact("d", "2024", 40, "igate_dossiers"), *(Fact("d", "2024", n, RECEIVED, level) for level, n in levels.items())
    )
    found = [(level, n) for role, _, level, n in cells(world, "d", "igate_dossier_rate") if role == "denominator"]
    assert sorted(found) == sorted(expected)
    assert figure(world, "d", "igate_dossier_rate")["computed"] == 40


def test_another_window_or_an_empty_base_gives_no_ratio_and_says_why(world: World) -> None:
    november = ("2023-12-15", "2024-11-14")
    world.told(
        Fact("a", "2024", 9, ON_TIME, window=november), Fact("a", "2024", 10, RESOLVED),
        Fact("b", "2024", 0, ON_TIME), Fact("b", "2024", 0, RESOLVED), Fact("c", "2024", 98, ON_TIME_RATE),
    )  # fmt: skip
    told = {}
    for unit in "abc":
        found = figure(world, unit, ON_TIME_RATE)
        assert pd.isna(found["computed"])
        told[unit] = formula.html_of(found, queries.traced_cells(world.con, unit, "2024", ON_TIME_RATE, ""))
    assert "không cùng khoảng thời gian" in told["a"]
    assert "Mẫu số bằng 0" in told["b"]
    assert "98 %" in told["c"]
    assert "chỉ in tỷ lệ" in told["c"]


def test_a_figure_of_a_unit_of_today_is_traced_to_those_before_it(world: World) -> None:
    world.clear().unit("x", "y", until="2025-06-30").unit("now", since="2025-07-01")
    world.event("merge", ["x", "y"], ["now"], "2025-07-01").told(Fact("x", "2024", 3), Fact("y", "2024", 4))
    found = queries.traced_cells(world.con, "now", "2024", RECEIVED, "", units=CURRENT_UNITS)
    assert list(zip(found["reporting_unit"], found["value"], found["is_part_of_sum"], strict=True)) == [
        ("x", 3, True), ("y", 4, True),
    ]  # fmt: skip
    row = figure(world, "now", RECEIVED, units=CURRENT_UNITS)
    assert row["reported"] == 7
    assert "cộng từ 2 đơn vị" in formula.html_of(row, found)


def test_a_communes_figure_opens_as_compared_and_as_printed(world: World) -> None:
    world.told(Fact("a", "2024", 8, RECEIVED, "commune"))
    assert cells(world, "a", RECEIVED) == [("figure", RECEIVED, "", 8)]
    assert cells(world, "a", RECEIVED, "commune") == [("figure", RECEIVED, "commune", 8)]


@pytest.mark.parametrize(
    "invented", [("nowhere", RECEIVED, ""), ("a", "no_such", ""), ("a", RECEIVED, "province"), ("b", RECEIVED, "")]
)
def test_what_nobody_reported_is_no_row(world: World, invented: tuple[str, str, str]) -> None:
    unit, indicator, handled_by = invented
    world.told(Fact("a", "2024", 8))
    assert queries.traced_figure(world.con, unit, "2024", indicator, handled_by).empty


def test_an_explanation_stands_with_its_finding(world: World) -> None:
    world.told(Fact("a", "2024", 200, ON_TIME), Fact("a", "2024", 120, RESOLVED))
    found = queries.traced_findings(world.con, "a", "2024", (ON_TIME, RESOLVED), "")
    assert not found.empty
    assert found["explanation"].isna().all()
    key = world.rows("SELECT line, indicator, handled_by, said(found) FROM findings WHERE reporting_unit = 'a'")
    for line, indicator, handled_by, value in key:
        world.con.execute(
            "INSERT INTO explanations VALUES (1, ?, 'a', '2024', ?, ?, ?, 'hồ sơ kỳ trước', 'Lan', now()::TIMESTAMP)",
            [line, indicator, handled_by, value],
        )
    found = queries.traced_findings(world.con, "a", "2024", (ON_TIME, RESOLVED), "")
    world.con.execute("DELETE FROM explanations")
    assert set(found["explanation"]) == {"hồ sơ kỳ trước"}
    assert queries.traced_findings(world.con, "b", "2024", (ON_TIME, RESOLVED), "").empty


plain = st.text("abcxyz0123-./_", min_size=1)


@given(st.text("ab~.-", min_size=1), plain, plain, st.sampled_from(["", "all", "commune"]))
def test_a_code_is_read_as_it_was_written(unit: str, period: str, indicator: str, handled_by: str) -> None:
    asked = Asked(unit, period, indicator, handled_by)
    assert read(asked.code) == asked


@pytest.mark.parametrize("code", ["", "a", "a~2024", "a~2024~x", "~2024~x~", "a~~x~", "a~2024~~all"])
def test_what_is_no_code_is_none(code: str) -> None:
    assert read(code) is None


def test_a_row_without_a_figure_opens_nothing() -> None:
    rows = pd.DataFrame({"reporting_unit": ["a", "b"], "indicator": ["x", None], "handled_by": ["", None]})
    assert codes(rows, [True, False], period="2024") == ["a~2024~x~", ""]
