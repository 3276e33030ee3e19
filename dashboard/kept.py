"""Answers kept for all sessions of the process, the ones used last, up to a weight.

Streamlit's own cache copies an answer through pickle and hashes its key at each question, and a page puts eighty.
Here whoever asks gets a copy of the frame itself, in a tenth of a millisecond for 60,000 rows. A lazy copy would be
cheaper still, but leaves a reference behind in the kept frame for each column that anybody ever looked at, and the
garbage collector goes through them all.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future

import pandas as pd

_Key = tuple[Hashable, ...]


class Kept:
    """Frames by key; what several ask for at once is made once."""

    def __init__(self, most_bytes: int) -> None:
        """`most_bytes` bounds all frames together; the one used last stays however heavy it is."""
        self._most = most_bytes
        self._found: OrderedDict[_Key, tuple[pd.DataFrame, int]] = OrderedDict()
        self._weight = 0
        self._making: dict[_Key, Future[None]] = {}
        self._lock = threading.Lock()

    def get(self, key: _Key, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """The frame of a key, made where it is not there; what `make` raises is not kept.

        Whoever waits for another's frame that could not be made tries for himself, but not where that took too long:
        each of many readers would wait for all those before him.

        Raises:
            TimeoutError: making it took too long.
        """
        while True:
            with self._lock:
                if key in self._found:
                    self._found.move_to_end(key)
                    return self._found[key][0].copy(deep=True)
                others = self._making.get(key)
                if others is None:
                    mine = self._making[key] = Future()
                    break
            others.result()
        late: TimeoutError | None = None
        try:
            frame = make()
            self._keep(key, frame)
        except TimeoutError as error:
            late = error
            raise
        finally:
            with self._lock:
                del self._making[key]
            mine.set_exception(late) if late else mine.set_result(None)
        return frame.copy(deep=True)

    def _keep(self, key: _Key, frame: pd.DataFrame) -> None:
        weight = int(frame.memory_usage(deep=True).sum())
        with self._lock:
            self._found[key] = frame, weight
            self._weight += weight
            while self._weight > self._most and len(self._found) > 1:
                _, (_, gone) = self._found.popitem(last=False)
                self._weight -= gone
