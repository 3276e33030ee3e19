"""Answers that are kept: shared, never mixed up, made once, bounded."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import pandas as pd
import pytest

from dashboard.charts.frame import Drawing
from dashboard.kept import Kept, weigh


def frame(value: int = 1, rows: int = 1) -> pd.DataFrame:
    return pd.DataFrame({"value": [value] * rows})


def copied(kept: pd.DataFrame) -> pd.DataFrame:
    return kept.copy(deep=True)


def test_what_one_reader_changes_no_other_sees() -> None:
    kept = Kept(10_000, copied)
    first = kept.get(("a",), lambda: frame(1))
    first.loc[0, "value"] = 99
    first["more"] = 1
    again = kept.get(("a",), lambda: frame(2))
    assert again.to_dict("records") == [{"value": 1}]
    again["value"] *= 5
    assert kept.get(("a",), frame)["value"].tolist() == [1]


def test_frames_are_told_apart_by_every_part_of_the_key() -> None:
    kept = Kept(10_000, copied)
    keys = [("q", ("x", 1)), ("q", ("x", 2)), ("r", ("x", 1))]
    for number, key in enumerate(keys):
        kept.get(key, partial(frame, number))
    assert [int(kept.get(key, frame)["value"][0]) for key in keys] == [0, 1, 2]


def test_the_weight_is_bounded_and_what_was_used_last_stays() -> None:
    made: list[str] = []

    def make(name: str) -> pd.DataFrame:
        made.append(name)
        return frame(rows=100)

    kept = Kept(15_000, copied)  # of 6,400 bytes each: two fit
    for name in ("a", "b", "a", "c", "a", "b"):
        kept.get((name,), partial(make, name))
    assert made == ["a", "b", "c", "b"]
    kept.get(("heavy",), lambda: frame(rows=10_000))
    assert len(kept.get(("heavy",), lambda: pytest.fail("the last one is kept however heavy"))) == 10_000


def test_what_several_ask_for_at_once_is_made_once() -> None:
    kept, made, all_there = Kept(10_000, copied), [], threading.Barrier(4)

    def slow() -> pd.DataFrame:
        made.append(1)
        threading.Event().wait(0.05)
        return frame(7)

    def reader(_number: int) -> int:
        all_there.wait(30)
        return int(kept.get(("a",), slow)["value"][0])

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(reader, range(4))) == [7] * 4
    assert len(made) == 1


def test_a_failure_is_not_kept() -> None:
    kept = Kept(10_000, copied)
    with pytest.raises(ValueError, match="no"):
        kept.get(("a",), lambda: (_ for _ in ()).throw(ValueError("no")))
    assert kept.get(("a",), lambda: frame(3))["value"].tolist() == [3]


def test_what_is_made_of_answers_is_shared_as_it_is_and_bounded_by_all_that_it_holds() -> None:
    kept: Kept[tuple[str, pd.DataFrame]] = Kept(20_000)
    first = kept.get(("a",), lambda: ("a", frame(rows=1_000)))
    assert kept.get(("a",), lambda: pytest.fail("it is kept")) is first
    kept.get(("b",), lambda: ("b", frame(rows=2_000)))  # 8,000 and 16,000 bytes do not fit together
    assert kept.get(("a",), lambda: ("anew", frame()))[0] == "anew"


def test_the_weight_of_a_group_is_that_of_its_frames_and_of_a_figure_that_of_its_marks() -> None:
    @dataclass(frozen=True)
    class Held:
        frame: pd.DataFrame
        figure: Drawing

    light = Held(frame(), Drawing([{"x": [1], "hovertext": ["a"]}], {}))
    heavy = Held(frame(rows=1_000), Drawing([{"x": [1] * 50, "hovertext": ["a" * 100] * 50}], {}))
    assert weigh(heavy) - weigh(light) > 8 * 999 + 50 * 100
    assert weigh(light) < 2_000
