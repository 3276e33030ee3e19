"""Turns: few at a time, first come first served, and nobody waits for who takes long."""

import threading
import time
from collections.abc import Callable

import pytest

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
