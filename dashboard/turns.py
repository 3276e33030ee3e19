"""Who works next: one script run at a time, in the order in which they came.

Python does one thing at a time, and a run lets go of it a few hundred times. Among fifty runs each of these waits for
all others, so that everybody's page is there last; one after another, half of them have theirs in half of the time.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

_MOST = 1  # whoever waits for the warehouse meanwhile stands aside
_LENGTH = 1.0  # seconds: who loads a file or makes a large one keeps nobody waiting


class Turns:
    """Lets in up to `most` at a time, not counting those whose turn has lasted for `length` seconds."""

    def __init__(self, most: int, length: float) -> None:
        """Nobody is there."""
        self._most, self._length = most, length
        self._line: deque[threading.Event] = deque()
        self._begun: dict[threading.Event, float] = {}
        self._lock = threading.Lock()
        self._aside = 0
        self._of_thread = threading.local()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn, and have it."""
        mine = threading.Event()
        with self._lock:
            self._line.append(mine)
        self._wait(mine)
        self._of_thread.turn = mine
        try:
            yield
        finally:
            self._of_thread.turn = None
            self._leave(mine)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While something else than Python is waited for somebody works; afterwards this thread is the next.

        Nothing happens in threads without a turn, and whoever had his for too long need not wait for another.
        """
        mine: threading.Event | None = getattr(self._of_thread, "turn", None)
        if mine is None:
            yield
            return
        with self._lock:
            self._aside += 1
        begun = self._leave(mine)
        try:
            yield
        finally:
            self._come_back(mine, begun)
            with self._lock:
                self._aside -= 1

    def is_quiet(self) -> bool:
        """Whether nobody works or waits."""
        return not (self._begun or self._line or self._aside)

    def _wait(self, mine: threading.Event) -> None:
        with self._lock:
            self._call()
        while not mine.wait(self._length):
            with self._lock:
                self._call()

    def _come_back(self, mine: threading.Event, begun: float) -> None:
        if time.monotonic() - begun < self._length:
            mine.clear()
            with self._lock:
                self._line.appendleft(mine)
            self._wait(mine)
        with self._lock:
            self._begun[mine] = begun

    def _leave(self, mine: threading.Event) -> float:
        with self._lock:
            begun = self._begun.pop(mine)
            self._call()
        return begun

    def _call(self) -> None:
        """Let in the first of the line, while there is room."""
        now = time.monotonic()
        while self._line and sum(now - begun < self._length for begun in self._begun.values()) < self._most:
            first = self._line.popleft()
            self._begun[first] = now
            first.set()


runs = Turns(_MOST, _LENGTH)
