"""Answers before anybody asks: what was asked about everybody in one period, in quiet moments, of the other periods.

Whoever is the first to look at a period waits for questions about a whole level: four fifths of what that costs.
"""

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

from dashboard import asking, background, turns
from dashboard.asking import Question, Snapshot
from dashboard.language import Language

_FULL = 0.5  # of what answers may weigh: the rest is for what people ask themselves
_SLOW = 0.25  # seconds: for as long waits who comes meanwhile, so what takes longer is left to whoever wants it
_MOST = 120  # questions that are remembered, the last ones: a page asks a dozen, of each of five levels
_PAUSE, _BREATH = 0.5, 0.02  # seconds: until it may be quiet, and in which somebody may come


class _Wanted(NamedTuple):
    """A question that was asked of some period."""

    name: str
    values: tuple[tuple[str, Hashable], ...]  # the others
    spoken: Language


class Ahead:
    """Asks of all periods of a snapshot, the latest first, what was asked of any of them; one question at a time."""

    def __init__(self, is_quiet: Callable[[], bool], clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody has asked anything."""
        self._is_quiet, self._clock = is_quiet, clock
        self._wanted: dict[_Wanted, None] = {}
        self._snapshot: Snapshot | None = None
        self._rest: dict[_Wanted, Iterator[Question]] = {}  # of each what is left; in turn, so period by period
        self._lock = threading.Lock()

    def note(self, asked: Question) -> None:
        """Somebody asks this. What few see, and what is seen otherwise than usual, is not asked ahead."""
        values, snapshot = dict(asked.values), asked.snapshot
        if not values.pop("period", "") or "units" in values or snapshot.remits or snapshot.known_on:
            return
        wanted = _Wanted(asked.name, tuple(values.items()), asked.spoken)
        with self._lock:
            if snapshot != self._snapshot:
                self._snapshot = snapshot
                self._rest = {one: _of_all_periods(snapshot, one) for one in self._wanted}
            if wanted not in self._wanted:
                self._wanted[wanted], self._rest[wanted] = None, _of_all_periods(snapshot, wanted)
                if len(self._wanted) > _MOST:
                    oldest = next(iter(self._wanted))
                    del self._wanted[oldest]
                    self._rest.pop(oldest, None)

    def step(self) -> bool:
        """Ask what comes next, if it is quiet and there is room; whether anything was asked."""
        if not self._is_quiet() or asking.answers.share() >= _FULL:
            return False
        asked = self._next()
        if asked is None:
            return False
        begun = self._clock()
        try:
            asking.answer(asked)
        except (TimeoutError, asking.STOPPED, *asking.BROKEN):  # told to whoever asks himself, or the end
            self._leave(lambda _: True)
        if self._clock() - begun > _SLOW:
            self._leave(lambda one: one.name == asked.name)
        return True

    def _next(self) -> Question | None:
        """A question without an answer; whose turn it was goes to the end of the line."""
        with self._lock:
            while self._rest:
                wanted = next(iter(self._rest))
                line = self._rest.pop(wanted)
                for one in line:
                    if one not in asking.answers:
                        self._rest[wanted] = line
                        return one
        return None

    def _leave(self, is_left: Callable[[_Wanted], bool]) -> None:
        with self._lock:
            self._rest = {one: line for one, line in self._rest.items() if not is_left(one)}


def _of_all_periods(snapshot: Snapshot, wanted: _Wanted) -> Iterator[Question]:
    """The latest period first; which there are, every page has asked before."""
    reporting = asking.answer(Question("reporting", (), snapshot, wanted.spoken))
    for period in dict.fromkeys(reporting["period"].tolist()):
        values = tuple(sorted((*wanted.values, ("period", period))))
        yield Question(wanted.name, values, snapshot, wanted.spoken)


questions = Ahead(turns.runs.is_quiet)


def begin() -> None:
    """Once in a server's life; nothing where pages are run without one."""
    background.begin("ahead", _go_on)


def _go_on() -> None:
    while True:
        time.sleep(_BREATH if questions.step() else _PAUSE)
