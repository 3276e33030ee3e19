"""The rules of the overview: how much a figure needs attention, what a status says, what is said first."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.overview import attention, levels, need, sentences
from dashboard.overview.lines import Line, Target, by_need, direction

RATE = "dossiers_on_time_rate"
percents = st.floats(0, 100)
moves = st.floats(-100, 100)
signs = st.sampled_from([-1, 1])
spreads = st.floats(0, 50) | st.none()


@given(percents, percents, moves, spreads, signs)
def test_a_better_value_never_needs_more(value: float, reference: float, change: float, spread: Any, sign: int) -> None:
    """With what it is compared with as it is; the change moves along with the value."""
    before = need.need(value, reference, change, spread, sign)
    for better in (0.01, 1.0, 30.0):
        assert need.need(value + sign * better, reference, change + sign * better, spread, sign) <= before


@given(percents, percents, spreads, signs)
def test_nothing_to_compare_with_is_neutral(value: float, reference: float, spread: Any, sign: int) -> None:
    unknown = need.need(value, reference, None, spread, sign)
    assert unknown == need.need(value, reference, 0.0, spread, sign)
    assert need.need(value, reference, -5.0 * sign, spread, sign) >= unknown
    assert need.need(value, reference, 5.0 * sign, spread, sign) <= unknown
    assert math.isnan(need.need(value, None, None, spread, sign))
    assert math.isnan(need.need(value, reference, None, spread, 0))


@given(percents, percents, moves, spreads)
def test_lower_is_better_turned_round_is_the_same(value: float, reference: float, change: float, spread: Any) -> None:
    assert need.need(value, reference, change, spread, 1) == pytest.approx(
        need.need(100 - value, 100 - reference, -change, spread, -1)
    )


def test_the_formula_in_numbers() -> None:
    """20 points below, where units differ by 10: twice the usual; 10 points worse than last year doubles it."""
    assert need.need(60, 80, None, 10, 1) == 2
    assert need.need(60, 80, -10, 10, 1) == 4
    assert need.need(60, 80, -40, 10, 1) == 4  # no more than doubled
    assert need.need(60, 80, 10, 10, 1) == 1
    assert need.need(60, 80, None, 1, 1) == need.need(60, 80, None, None, 1) == 4  # less than 5 points is usual
    assert need.need(80, 60, -30, 10, 1) == 0


@given(st.lists(st.floats(0, 10) | st.just(math.nan), max_size=9))
def test_what_is_not_known_stands_between_what_needs_and_what_does_not(found: list[float]) -> None:
    placed = [need.order(one)[0] for one in sorted(found, key=need.order)]
    assert placed == sorted(placed)
    assert [one for one in sorted(found, key=need.order) if one > 0] == sorted(
        (n for n in found if n > 0), reverse=True
    )


def line(**more: Any) -> Line:
    told: dict[str, Any] = {"indicator": RATE, "handled_by": "", "title": "Đúng hạn", "link": "", "sign": 1} | more
    return Line(**told)


def target(status: Any, *, is_paced: bool = False) -> Target:
    return Target(95, 50 if is_paced else 95, 50, "Quyết định 1", is_paced, status)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (line(), "no_value"),
        (line(value=90.0), "no_reference"),
        (line(value=90.0, earlier=80.0), "better"),
        (line(value=90.0, earlier=90.001), "same"),
        (line(value=90.0, earlier=95.0), "worse"),
        (line(value=90.0, earlier=95.0, sign=-1), "better"),
        (line(value=90.0, earlier=95.0, sign=0), "no_judgement"),
        (line(value=90.0, earlier=80.0, target=target("behind")), "behind"),
        (line(value=40.0, earlier=30.0, target=target("behind", is_paced=True)), "behind_pace"),
        (line(value=93.0, target=target("near", is_paced=True)), "near"),
        (line(value=96.0, earlier=99.0, target=target("reached")), "reached"),
    ],
)
def test_the_target_decides_the_status_else_the_year_before(told: Line, status: str) -> None:
    assert told.status == status


def test_lines_come_by_need_and_equal_ones_stay() -> None:
    needs = [0.0, math.nan, 2.0, 0.0, 3.0]
    lines = [line(title=str(number), need=found) for number, found in enumerate(needs)]
    assert [each.title for each in by_need(lines)] == ["4", "2", "1", "0", "3"]


def test_a_direction_knows_the_polarity() -> None:
    assert [direction(2.0, 1), direction(2.0, -1), direction(-2.0, 1), direction(2.0, 0), direction(None, 1)] == [
        1, -1, -1, 0, 0,
    ]  # fmt: skip


def rows(*told: dict[str, Any]) -> pd.DataFrame:
    """Rows as query `side_by_side` gives them, with names."""
    empty = {
        "indicator": RATE, "handled_by": "", "value": math.nan, "numerator": math.nan, "denominator": math.nan,
        "base_value": math.nan, "change": math.nan, "comparison": "no_base", "before_value": math.nan,
        "printed": math.nan, "raw": None,
    }  # fmt: skip
    made = [empty | {"reporting_unit": f"u{number}"} | row for number, row in enumerate(told)]
    return pd.DataFrame(made, columns=[*empty, "reporting_unit"])


def rated(value: float, of: float = 1000, **more: Any) -> dict[str, Any]:
    return {"value": value, "numerator": value * of / 100, "denominator": of} | more


NO_TARGETS = pd.DataFrame(columns=["reporting_unit", "indicator", "handled_by"])


def judged(told: Sequence[dict[str, Any]], targets: pd.DataFrame = NO_TARGETS) -> pd.DataFrame:
    found = attention.judge(rows(*told), targets, {RATE: 1, "staff_fill_rate": 1})
    return found.assign(display=found["reporting_unit"])


def named(told: Sequence[dict[str, Any]], targets: pd.DataFrame = NO_TARGETS) -> list[str]:
    return [each.reporting_unit for each in attention.concerns(judged(told, targets), "commune")]


def test_units_far_below_the_median_come_worst_first() -> None:
    assert named([rated(98), rated(97), rated(80), rated(99), rated(90)]) == ["u2", "u4"]


def test_one_that_got_worse_comes_before_one_as_far_that_improved() -> None:
    assert named([rated(98), rated(98), rated(98), rated(85, change=9.0), rated(86, change=-9.0)]) == ["u4", "u3"]


def test_a_rate_of_few_dossiers_is_marked_and_never_first() -> None:
    told = [rated(98), rated(97), rated(99), rated(0, of=3), rated(90)]
    found = attention.concerns(judged(told), "commune")
    assert [each.reporting_unit for each in found] == ["u4", "u3"]
    assert [each.reasons[0].is_small for each in found] == [False, True]


def test_a_small_staff_is_no_small_number() -> None:
    told = [rated(100, of=20, indicator="staff_fill_rate")] * 3 + [rated(80, of=20, indicator="staff_fill_rate")]
    (found,) = attention.concerns(judged(told), "commune")
    assert not found.reasons[0].is_small


@settings(deadline=None)
@given(st.lists(st.integers(0, 100), min_size=3, max_size=12, unique=True), st.randoms())
def test_names_and_their_order_change_nothing(values: list[int], random: Any) -> None:
    told = [rated(value, reporting_unit=f"u{value}") for value in values]
    shuffled = list(told)
    random.shuffle(shuffled)
    assert named(told) == named(shuffled)
    renamed = [row | {"reporting_unit": f"x{random.randint(0, 99)}-{row['value']}"} for row in told]
    assert [name.split("-", 1)[1] for name in named(renamed)] == [name[1:] for name in named(told)]


@given(st.lists(percents, min_size=3, max_size=12), st.integers(0, 11), st.floats(0, 50))
def test_improving_never_widens_the_gap_to_the_median(values: list[float], which: int, better: float) -> None:
    """The median may rise with the value, but never by more."""
    which %= len(values)
    improved = [value + better * (place == which) for place, value in enumerate(values)]
    gaps = [float(np.median(each)) - each[which] for each in (values, improved)]
    assert gaps[1] <= gaps[0] + 1e-9


def test_of_two_units_neither_is_the_others_median() -> None:
    assert named([rated(100), rated(100)]) == []
    late = attention.concerns(judged([rated(100), rated(60)]), "district")
    assert [(each.reporting_unit, each.reasons[0].kind) for each in late] == [("u1", "late")]


def test_late_dossiers_without_a_rate_do_not_go_unseen() -> None:
    told = [{"indicator": "dossiers_resolved_late", "handled_by": "district", "value": 6.0}]
    (found,) = attention.concerns(judged(told), "district")
    assert (found.reasons[0].kind, found.reasons[0].row["late"]) == ("late", 6)
    assert named([told[0] | {"value": 0.0}, told[0] | {"handled_by": "all"}]) == []


def test_a_printed_rate_that_contradicts_its_parts_comes_last() -> None:
    told = [rated(98), rated(98), rated(98, printed=30.0, raw="30"), rated(70)]
    found = attention.concerns(judged(told), "commune")
    assert [(each.reporting_unit, each.reasons[0].kind) for each in found] == [("u3", "performance"), ("u2", "printed")]


def test_a_target_comes_before_the_median() -> None:
    targets = pd.DataFrame(
        [
            {
                "reporting_unit": "u0", "indicator": RATE, "handled_by": "", "target": 95.0, "document": "QĐ 1",
                "pace_method": "direct", "status": "behind", "reached_at": 95.0,
            },
            {
                "reporting_unit": "u3", "indicator": RATE, "handled_by": "", "target": 70.0, "document": "QĐ 1",
                "pace_method": "direct", "status": "reached", "reached_at": 70.0,
            },
        ]
    )  # fmt: skip
    told = [rated(94), rated(99), rated(93), rated(75)]
    found = attention.concerns(judged(told, targets), "commune")
    assert [(each.reporting_unit, each.reasons[0].row["aim"]) for each in found] == [("u0", "target")]


def said(*lines: Line, units: Sequence[dict[str, Any]] = ()) -> list[str]:
    own = judged(units) if units else judged([rated(90)])
    return [each.kind for each in sentences.sentences([("commune", one, own) for one in lines])]


def test_only_what_the_figures_give_is_said() -> None:
    whole = {"reported": 3, "expected": 3}
    assert said() == []
    assert said(line(value=90.0, **whole)) == []
    assert said(line(value=90.0, earlier=90.0, **whole)) == []
    assert said(line(value=90.0, earlier=95.0, **whole)) == ["worse"]
    assert said(line(value=90.0, earlier=95.0, **whole), line(value=9.0, earlier=1.0, **whole)) == ["worse", "better"]
    assert said(line(reported=1, expected=3)) == ["coverage"]
    assert said(line(value=90.0, target=target("behind"), **whole)) == ["target"]
    assert said(line(value=90.0, **whole), units=[rated(90), rated(60), rated(99)]) == ["range"]
    everything = line(value=90.0, earlier=95.0, target=target("behind"), reported=1, expected=3)
    assert said(everything, line(value=9.0, earlier=1.0), units=[rated(9), rated(90)]) == ["worse", "better", "target"]


def test_the_unit_that_moved_most_is_named() -> None:
    units = [rated(90, change=-1.0), rated(80, change=-7.0), rated(99, change=2.0)]
    told = [("commune", line(value=90.0, earlier=95.0, reported=3, expected=3), judged(units))]
    (worse, _) = sentences.sentences(told)
    assert [(unit.reporting_unit, unit.value, unit.change) for unit in worse.units] == [("u1", 80, -7)]


def test_the_widest_range_names_both_ends() -> None:
    told = [("commune", line(value=90.0, reported=3, expected=3), judged([rated(90), rated(60), rated(99)]))]
    (widest,) = sentences.sentences(told)
    assert [(unit.reporting_unit, unit.value) for unit in widest.units] == [("u1", 60), ("u2", 99)]


def aimed(unit: str, target: float, due: float, **more: Any) -> dict[str, Any]:
    return {
        "reporting_unit": unit, "indicator": RATE, "handled_by": "", "target": target, "document": "Kế hoạch 1",
        "pace_method": "linear", "pace_value": due, "status": "behind", "reached_at": due, "near_at": 0.8 * due,
    } | more  # fmt: skip


@pytest.mark.parametrize(
    ("value", "status"), [(50.0, "reached"), (45.0, "reached"), (44.9, "near"), (36.0, "near"), (35.9, "behind")]
)
def test_the_target_of_a_level_is_weighted_as_its_rate_is(value: float, status: str) -> None:
    """Of 300 and 100: (300 × 40 + 100 × 60) / 400 = 45 is due, of (300 × 80 + 100 × 100) / 400 = 85 in the year."""
    targets = pd.DataFrame([aimed("u0", 80, 40), aimed("u1", 100, 60)])
    found = levels.level_target(judged([rated(30, of=300), rated(30, of=100)], targets), value, 1)
    assert found is not None
    assert (found.value, found.by_now, found.status, found.is_paced) == (85, 45, status, True)
    assert found.document == "Kế hoạch 1"


def test_a_level_has_a_target_only_where_each_of_its_units_has() -> None:
    targets = pd.DataFrame([aimed("u0", 80, 40)])
    assert levels.level_target(judged([rated(30), rated(30)], targets), 30.0, 1) is None
    unjudged = pd.DataFrame([aimed("u0", 80, 40), aimed("u1", 80, 40, status="no_judgement")])
    assert levels.level_target(judged([rated(30), rated(30)], unjudged), 30.0, 1) is None


def test_ranks_go_by_polarity_and_ties_share_one() -> None:
    found = attention.judge(rows(rated(98), rated(70), rated(98), {}), NO_TARGETS, {RATE: 1})
    assert found["rank"].fillna(0).tolist() == [1, 3, 1, 0]
    assert attention.judge(rows(rated(98), rated(70)), NO_TARGETS, {RATE: -1})["rank"].tolist() == [2, 1]
    assert attention.judge(rows(rated(98), rated(70)), NO_TARGETS, {})["rank"].isna().all()
