"""Who works next: a few script runs at a time, in the order in which they came.

Python does one thing at a time, and a run lets go of it a few hundred times. Among fifty runs each of these waits for
all others, so that everybody's page is there last; one after another, half of them have theirs in half of the time.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

_MOST = 3  # while two wait for the warehouse, one computes
_LENGTH = 1.0  # seconds: who loads a file or makes a large one keeps nobody waiting


class Turns:
    """Lets in up to `most` at a time, not counting those whose turn has lasted for `length` seconds."""

    def __init__(self, most: int, length: float) -> None:
        """Nobody is there."""
        self._most, self._length = most, length
        self._line: deque[threading.Event] = deque()
        self._begun: dict[threading.Event, float] = {}
        self._lock = threading.Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn, and have it."""
        mine = threading.Event()
        with self._lock:
            self._line.append(mine)
            self._call()
        while not mine.wait(self._length):
            with self._lock:
                self._call()
        try:
            yield
        finally:
            with self._lock:
                del self._begun[mine]
                self._call()

    def is_quiet(self) -> bool:
        """Whether nobody works or waits."""
        return not (self._begun or self._line)

    def _call(self) -> None:
        """Let in the first of the line, while there is room."""
        now = time.monotonic()
        while self._line and sum(now - begun < self._length for begun in self._begun.values()) < self._most:
            first = self._line.popleft()
            self._begun[first] = now
            first.set()


runs = Turns(_MOST, _LENGTH)
