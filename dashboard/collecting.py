"""Python's search for circles of objects, at moments when nobody waits for a page.

Answers and cards that are kept are some hundred thousand objects. To go through all of them stops everybody for a
quarter of a second, and Python does it whenever a quarter as many have been added: under fifty readers every three
seconds. Here it looks at young objects only by itself, and at all of them when no page is being made.
"""

import gc
import time
from collections.abc import Callable

from dashboard import background, turns

_YOUNG, _MIDDLE, _NEVER = 10_000, 10, 1_000_000  # new objects; looks at them; looks at those of middle age
_EVERY, _AT_LATEST = 60.0, 180.0  # seconds
_PAUSE = 0.5


class Collector:
    """Looks at all objects once in a while, when it is quiet; when it never is, in the end anyway."""

    def __init__(self, is_quiet: Callable[[], bool], clock: Callable[[], float] = time.monotonic) -> None:
        """The first look is due when it is quiet."""
        self._is_quiet, self._clock = is_quiet, clock
        self._last: float | None = None

    def look(self) -> bool:
        """Look at all objects if it is time to; whether it did."""
        waited = _EVERY if self._last is None else self._clock() - self._last
        if waited < _EVERY or not (self._is_quiet() or waited >= _AT_LATEST) or not gc.get_count()[2]:
            return False
        gc.collect()
        if self._last is None:
            gc.freeze()  # the libraries, which stay as they are: half of all objects
        self._last = self._clock()
        return True


def begin() -> None:
    """Once in a server's life; nothing where pages are run without one."""
    background.begin("collecting", _go_on)


def _go_on() -> None:
    gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
    collector = Collector(turns.runs.is_quiet)
    while True:
        time.sleep(_PAUSE)
        collector.look()
