"""No question keeps a reader waiting without end: what takes too long is interrupted, and the page says so.

DuckDB has no limit of time of its own. One thread of the process looks a few times a second at the questions that run;
a question costs it two entries in a table.
"""

import atexit
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import duckdb

SECONDS = 20.0  # for a question of a page: the slowest of a whole nation's figures takes a tenth of it
FOR_FILES = 180.0  # for the rows of a file, which may be all that there are
_EVERY = 0.25
_AT_THE_END = 5.0  # seconds: for as long a process that ends waits for what it stops
_allowed: ContextVar[float | None] = ContextVar("allowed_seconds", default=None)


class TooSlowError(TimeoutError):
    """A question took longer than it may, or more memory, and was stopped."""


@dataclass
class _Asked:
    con: duckdb.DuckDBPyConnection
    until: float
    late: bool = False


class _Watch:
    """The thread, and what it looks at."""

    def __init__(self) -> None:
        self._running: dict[int, _Asked] = {}
        self._lock = threading.Lock()
        self._busy = threading.Event()
        self._thread: threading.Thread | None = None
        self._closed = False

    def begin(self, asked: _Asked) -> None:
        with self._lock:
            if not self._closed:
                self._running[id(asked)] = asked
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="patience", daemon=True)
                self._thread.start()
        if self._closed and id(asked) not in self._running:
            threading.Event().wait()  # for the end of the process
        if not self._busy.is_set():
            self._busy.set()

    def end(self, asked: _Asked) -> None:
        with self._lock:
            del self._running[id(asked)]

    def close(self) -> None:
        """Stop what runs and let nothing begin: a thread that Python ends inside DuckDB aborts the process."""
        with self._lock:
            self._closed = True
        until = time.monotonic() + _AT_THE_END
        while self._running and time.monotonic() < until:
            with self._lock:
                for asked in self._running.values():
                    asked.con.interrupt()
            time.sleep(0.01)

    def _run(self) -> None:
        while True:
            self._busy.wait()
            time.sleep(_EVERY)
            with self._lock:
                if not self._running:
                    self._busy.clear()
                now = time.monotonic()
                for asked in self._running.values():
                    if now > asked.until:  # again and again: one may come between two steps of a question
                        asked.late = True
                        asked.con.interrupt()


_watch = _Watch()
atexit.register(_watch.close)


@contextmanager
def allowing(seconds: float) -> Iterator[None]:
    """Let the questions that are asked in here take longer than those of a page."""
    before = _allowed.set(seconds)
    try:
        yield
    finally:
        _allowed.reset(before)


@contextmanager
def bounded(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Ask with this cursor, which must be nobody else's, for no longer than is allowed; it may be used again.

    Raises:
        TooSlowError: it took longer, or more memory than readers have together.
    """
    asked = _Asked(con, time.monotonic() + (_allowed.get() or SECONDS))
    _watch.begin(asked)
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise TooSlowError("a question needed too much memory") from error
    except duckdb.Error as error:
        if asked.late:
            raise TooSlowError("a question was interrupted") from error
        raise
    finally:
        _watch.end(asked)
