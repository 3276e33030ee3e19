"""How long a load will still take, as honestly as its pace so far tells."""

import math
import time
from collections import deque
from collections.abc import Callable

REMAINING = {
    "soon": "còn chưa đến 1 phút",
    "minutes": "còn khoảng {} phút",
    "hours": "còn khoảng {} giờ",
}
_FEWEST_FILES = 5
_FEWEST_SECONDS = 3.0
_WINDOW = 200  # files: the pace of the last ones, not of a start that is long past
_MINUTE, _HOUR = 60, 3600


class Pace:
    """Told of each file that is done, it estimates the rest."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`total` files are to be done from now on."""
        self._total = total
        self._clock = clock
        self._started = clock()
        self._done = 0
        self._times: deque[tuple[float, int]] = deque([(self._started, 0)], maxlen=_WINDOW)

    def file_done(self) -> None:
        """One more."""
        self._done += 1
        self._times.append((self._clock(), self._done))

    @property
    def remaining(self) -> float | None:
        """Seconds, None while too little is known."""
        now = self._clock()
        if self._done < _FEWEST_FILES or now - self._started < _FEWEST_SECONDS:
            return None
        since, then = self._times[0]
        return (now - since) / (self._done - then) * (self._total - self._done)

    def say(self, what: str) -> str:
        """What is being done, with the time that is left where it can be told."""
        left = self.remaining
        return what if left is None else f"{what} · {in_words(left)}"


def in_words(seconds: float) -> str:
    """Seconds as one says them: the longer, the coarser."""
    if seconds < _MINUTE:
        return REMAINING["soon"]
    if seconds < 10 * _MINUTE:
        return REMAINING["minutes"].format(round(seconds / _MINUTE))
    if seconds < 1.5 * _HOUR:
        return REMAINING["minutes"].format(5 * round(seconds / (5 * _MINUTE)))
    return REMAINING["hours"].format(math.ceil(seconds / _HOUR))
