"""Turns: few at a time, first come first served, and nobody waits for who takes long."""

import functools
import threading
import time
from collections.abc import Callable

import pytest

from dashboard import background
from dashboard import turns as turns_module
from dashboard.kept import Kept
from dashboard.turns import Turns


class Crowd:
    """People who come one after another and stay until they are let go."""

    def __init__(self, turns: Turns) -> None:
        """Nobody has come."""
        self._turns = turns
        self._inside: list[int] = []
        self._came: list[int] = []
        self._go: list[threading.Event] = []
        self._threads: list[threading.Thread] = []

    def come(self) -> None:
        """The next one joins the line."""
        self._go.append(threading.Event())
        self._threads.append(threading.Thread(target=self._stay, args=(len(self._go) - 1,), daemon=True))
        self._threads[-1].start()
        until(lambda: len(self._came) == len(self._go))

    def leave(self, number: int) -> None:
        """One has done what he came for."""
        self._go[number].set()
        self._threads[number].join(10)

    def sees(self, *inside: int) -> bool:
        """Whether these are let in, and nobody else a while later."""
        until(lambda: self._inside == list(inside))
        time.sleep(0.05)
        return self._inside == list(inside)

    def _stay(self, number: int) -> None:
        self._came.append(number)
        with self._turns.one():
            self._inside.append(number)
            self._go[number].wait(10)
            self._inside.remove(number)


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so() and time.monotonic() < end:
        time.sleep(0.005)


def test_two_at_a_time_in_the_order_in_which_they_came() -> None:
    crowd = Crowd(Turns(most=2, length=60))
    for _ in range(5):
        crowd.come()
        time.sleep(0.05)
    assert crowd.sees(0, 1)
    crowd.leave(1)
    assert crowd.sees(0, 2)
    crowd.leave(0)
    assert crowd.sees(2, 3)
    crowd.leave(3)
    assert crowd.sees(2, 4)
    crowd.leave(2)
    crowd.leave(4)
    assert crowd.sees()


def test_nobody_waits_for_who_takes_long() -> None:
    crowd = Crowd(Turns(most=1, length=0.05))
    crowd.come()
    assert crowd.sees(0)
    crowd.come()
    assert crowd.sees(0, 1)
    crowd.leave(0)
    crowd.leave(1)


def test_who_fails_gives_his_turn_back() -> None:
    turns = Turns(most=1, length=60)
    with pytest.raises(ZeroDivisionError), turns.one():
        raise ZeroDivisionError
    with turns.one():
        pass


def test_who_waits_for_the_warehouse_lets_others_work_and_is_then_the_next() -> None:
    turns, done = Turns(most=1, length=60), list[str]()
    answered, came = threading.Event(), threading.Event()

    def ask() -> None:
        with turns.one():
            with turns.aside():
                came.set()
                answered.wait(10)
            done.append("asked")

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    assert came.wait(10)
    assert not turns.is_quiet(), "somebody waits for an answer"
    crowd = Crowd(turns)
    crowd.come()
    assert crowd.sees(0)
    crowd.come()
    answered.set()
    assert crowd.sees(0), "his turn goes on"
    assert not done
    crowd.leave(0)
    asking.join(10)
    assert done == ["asked"]
    assert crowd.sees(1)
    crowd.leave(1)
    until(turns.is_quiet)
    assert turns.is_quiet()


def test_who_had_his_turn_for_long_works_on_as_soon_as_he_is_answered() -> None:
    turns = Turns(most=1, length=0.05)
    crowd = Crowd(turns)
    with turns.one():
        with turns.aside():
            crowd.come()
            assert crowd.sees(0)
        assert not turns.is_quiet()
    crowd.leave(0)
    assert turns.is_quiet()


def test_without_a_turn_nobody_stands_aside() -> None:
    turns = Turns(most=1, length=60)
    with turns.aside():
        assert turns.is_quiet()


def test_who_waits_for_anothers_answer_keeps_nobody_from_working() -> None:
    kept, begun, answered = Kept[str](1000), threading.Event(), threading.Event()
    found = list[str]()

    def make() -> str:
        with turns_module.runs.aside():
            begun.set()
            answered.wait(10)
        return "made once"

    def ask() -> None:
        with turns_module.runs.one():
            found.append(kept.get(("key",), make))

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    with turns_module.runs.one():
        answered.set()
    begin = time.monotonic()
    for thread in threads:
        thread.join(10)
    assert found == ["made once"] * 3
    assert time.monotonic() - begin < turns_module._LENGTH, "nobody waited until a turn was over"


def test_work_beside_the_pages_is_begun_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.runtime.exists", lambda: True)
    begun, go = list[int](), threading.Event()
    work = functools.partial(begun.append, 1)

    def ask() -> None:
        go.wait(10)
        background.begin("a test", work)

    at_once = [threading.Thread(target=ask, daemon=True) for _ in range(8)]
    for thread in at_once:
        thread.start()
    go.set()
    for thread in at_once:
        thread.join(10)
    until(lambda: bool(begun))
    assert begun == [1]
