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
_MOST = 40  # questions that are remembered, the last ones
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
        self._rest: Iterator[Question] = iter(())
        self._lock = threading.Lock()

    def note(self, asked: Question) -> None:
        """Somebody asks this. What few see, and what is seen otherwise than usual, is not asked ahead."""
        values, snapshot = dict(asked.values), asked.snapshot
        if not values.pop("period", "") or "units" in values or snapshot.remits or snapshot.known_on:
            return
        wanted = _Wanted(asked.name, tuple(values.items()), asked.spoken)
        with self._lock:
            if wanted not in self._wanted or snapshot != self._snapshot:
                self._wanted[wanted], self._snapshot = None, snapshot
                if len(self._wanted) > _MOST:
                    del self._wanted[next(iter(self._wanted))]
                self._rest = _of_all_periods(snapshot, tuple(self._wanted))

    def step(self) -> bool:
        """Ask what comes next, if it is quiet and there is room; whether anything was asked."""
        if not self._is_quiet() or asking.answers.share() >= _FULL:
            return False
        asked = next((one for one in self._rest if one not in asking.answers), None)
        if asked is None:
            return False
        begun = self._clock()
        try:
            asking.answer(asked)
        except (TimeoutError, *asking.BROKEN):  # told to whoever asks himself
            self._rest = iter(())
        if self._clock() - begun > _SLOW:
            self._rest = (one for one in self._rest if one.name != asked.name)
        return True


def _of_all_periods(snapshot: Snapshot, wanted: tuple[_Wanted, ...]) -> Iterator[Question]:
    """The latest period first; which there are, every page has asked before."""
    reporting = asking.answer(Question("reporting", (), snapshot, wanted[0].spoken))
    for period in dict.fromkeys(reporting["period"].tolist()):
        for one in wanted:
            values = tuple(sorted((*one.values, ("period", period))))
            yield Question(one.name, values, snapshot, one.spoken)


questions = Ahead(turns.runs.is_quiet)


def begin() -> None:
    """Once in a server's life; nothing where pages are run without one."""
    background.begin("ahead", _go_on)


def _go_on() -> None:
    while True:
        time.sleep(_BREATH if questions.step() else _PAUSE)
