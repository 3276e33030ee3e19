"""What the profile computes without a screen: the balance of dossiers, the strips, what is said of a unit."""

import html
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.overview import attention
from dashboard.profile import flow, judged, strips
from dashboard.profile.strips import Peers

COUNTS = st.integers(min_value=0, max_value=10**6)
RATES = st.floats(min_value=0, max_value=100, allow_nan=False)


def residues(values: dict[str, float | None]) -> dict[str, float | None]:
    return {check.of: check.residue for check in flow.checks(values)}


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_what_is_made_of_its_parts_closes(early: int, exactly: int, late: int, in_time: int, overdue: int) -> None:
    resolved, pending = early + exactly + late, in_time + overdue
    values: dict[str, float | None] = {
        "carried_over": resolved, "received": pending, "to_process": resolved + pending, "resolved": resolved,
        "resolved_early": early, "resolved_exactly_on_time": exactly, "resolved_late": late, "pending": pending,
        "pending_in_time": in_time, "pending_late": overdue,
    }  # fmt: skip
    assert all(check.closes for check in flow.checks(values))


@given(st.dictionaries(st.sampled_from(flow.PARTS), COUNTS), st.sampled_from(flow.PARTS))
def test_what_was_not_reported_is_never_taken_for_nothing(values: dict[str, int], missing: flow.Part) -> None:
    known: dict[str, float | None] = {part: float(count) for part, count in values.items()} | {missing: None}
    needed = {"to_process": ("to_process", "carried_over", "received"), "pending": ("pending",)}
    for of, parts in needed.items():
        if missing in parts:
            assert residues(known)[of] is None


def test_a_residue_says_how_much_stands_too_much_or_too_little() -> None:
    found = residues({"carried_over": 10, "received": 90, "to_process": 103, "resolved": 95, "pending": 5})
    assert found == {"to_process": 3, "resolved": None, "pending": None, "balance": 3}
    assert [check.closes for check in flow.checks({"carried_over": 1, "received": 1, "resolved": 1, "pending": 1})] == [
        None, None, None, True,
    ]  # fmt: skip


def test_on_time_is_one_row_unless_both_kinds_were_told() -> None:
    assert "resolved_on_time" in flow.shown({"resolved_early": 1})
    assert "resolved_on_time" not in flow.shown({"resolved_early": 1, "resolved_exactly_on_time": 2})


@given(st.lists(RATES, min_size=1, max_size=60), RATES)
def test_every_value_has_its_place_in_order(values: list[float], other: float) -> None:
    over = strips.scale(values)
    places = [over.place(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in [*places, over.place(other)])
    assert over.low <= over.first <= over.median <= over.third <= over.high


def peers(values: list[float], own: float, rank: int | None = 1) -> Peers:
    return Peers("Đúng hạn", own, tuple((f"Xã <b>{n}</b>", value) for n, value in enumerate(values)), 1, rank)


def test_a_strip_of_many_says_in_words_what_it_draws() -> None:
    body = strips.strip(peers([50.0, 60.0, 70.0, 80.0, 90.0], 90.0))
    alt = html.unescape(re.findall(r"aria-label='([^']*)'", body)[0])
    assert alt == (
        "Đúng hạn: đơn vị này 90 %; 5 đơn vị từ 50 % đến 90 %, trung vị 70 %, một nửa ở giữa từ 60 % đến 80 %"
    )
    assert body.count("<i ") == 5
    assert "<em style='left:100.0%'>" in body
    assert "trung vị 70 % · hạng 1 trên 5 đơn vị" in body


def test_fewer_than_five_peers_are_listed_by_name_best_first() -> None:
    body = strips.strip(peers([50.0, 70.0], 50.0, 2))
    assert "Xã &lt;b&gt;1&lt;/b&gt; 70 %; Xã &lt;b&gt;0&lt;/b&gt; 50 %" in body
    assert "track" not in body
    assert "<b>1" not in body


def test_the_record_says_each_period_in_words() -> None:
    body = strips.reported([("2023-Q1", "on_time"), ("2023-Q2", "missing")])
    assert "Quý II/2023: chưa báo cáo" in body
    assert "○" in body
    assert "Q1 23" in body


def rows(values: list[float], changes: list[float | None] | None = None) -> pd.DataFrame:
    """Communes with a rate of 1.000 dossiers each, as query `side_by_side` answers, judged."""
    known = pd.DataFrame({
        "indicator": "dossiers_on_time_rate", "handled_by": "", "reporting_unit": [f"u{n}" for n in range(len(values))],
        "display": [f"Xã {n}" for n in range(len(values))], "value": values, "numerator": [10 * v for v in values],
        "denominator": 1000.0, "base_value": None, "change": pd.Series(changes or [None] * len(values), dtype=float),
        "before_value": None, "printed": None, "raw": None,
    })  # fmt: skip
    return attention.judge(known, pd.DataFrame(columns=["reporting_unit", "indicator", "handled_by"]), {
        "dossiers_on_time_rate": 1,
    })  # fmt: skip


@pytest.mark.parametrize(("own", "kinds"), [(0, ["weak"]), (1, []), (4, ["strong"])])
def test_far_from_the_median_is_weak_or_strong_and_near_it_is_nothing(own: int, kinds: list[str]) -> None:
    level = rows([60.0, 80.0, 80.0, 80.0, 100.0])
    assert [said.kind for said in judged.judged(level.iloc[[own]], "commune")] == kinds


def test_what_moved_is_said_once_and_only_if_it_is_seen() -> None:
    level = rows([80.0, 80.0, 80.0, 60.0], [0.4, -3.0, None, -9.0])
    assert [[said.kind for said in judged.judged(level.iloc[[own]], "commune")] for own in range(4)] == [
        [], ["moved"], [], ["weak"],
    ]  # fmt: skip


@settings(deadline=None, max_examples=25)  # judging a level takes pandas a while, more where others compute
@given(st.lists(RATES, min_size=1, max_size=8))
def test_never_more_than_four_things_are_said(values: list[float]) -> None:
    level = rows(values)
    assert all(len(judged.judged(level.iloc[[own]], "commune")) <= 4 for own in range(len(values)))
