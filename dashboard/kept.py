"""Answers, and what is made of them, kept for all sessions of the process: those used last, up to a weight.

Streamlit's own cache copies an answer through pickle and hashes its key at each question, and a page puts eighty.
Here whoever asks gets a copy of the frame itself, in a tenth of a millisecond for 60,000 rows. A lazy copy would be
cheaper still, but leaves a reference behind in the kept frame for each column that anybody ever looked at, and the
garbage collector goes through them all.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

import pandas as pd

from dashboard import turns

_Key = tuple[Hashable, ...]
_Found = TypeVar("_Found")
_SMALL = 64  # bytes of what is not looked into: a number, a date, a function, a cell of a short frame
_SHORT = 10_000  # cells: to weigh each of them would take longer than to make them
_SAMPLE, _MANY = 10, 300  # of a long list, which is of one kind, as a table of so many entries is
_PLAIN = {float, int, bool, type(None), pd.Timestamp}
_ROWS = 500


class Kept(Generic[_Found]):
    """What was found by key; what several ask for at once is made once."""

    def __init__(self, most_bytes: int, given: Callable[[_Found], _Found] = lambda found: found) -> None:
        """Keep nothing yet.

        Args:
            most_bytes: bounds all that is kept together; what was used last stays however heavy it is.
            given: makes what each asker gets of what is kept, where askers may change it.
        """
        self._most, self._given = most_bytes, given
        self._found: OrderedDict[_Key, tuple[_Found, int]] = OrderedDict()
        self._weight = 0
        self._making: dict[_Key, Future[None]] = {}
        self._lock = threading.Lock()

    def __contains__(self, key: _Key) -> bool:
        """Whether something is kept under a key."""
        return key in self._found

    def share(self) -> float:
        """How much of what may be kept is taken, from 0 to 1."""
        return self._weight / self._most

    def get(self, key: _Key, make: Callable[[], _Found], given: Callable[[_Found], _Found] | None = None) -> _Found:
        """What belongs to a key, made where it is not there; what `make` raises is not kept.

        `given` makes what this asker gets, instead of what every asker does; what is kept it must leave as it is.

        Whoever waits for another's that could not be made tries for himself, but not where that took too long:
        each of many readers would wait for all those before him.

        Raises:
            TimeoutError: making it took too long.
        """
        given = given or self._given
        while True:
            with self._lock:
                kept = self._found.get(key)
                others = self._making.get(key)
                if kept is not None:
                    self._found.move_to_end(key)
                elif others is None:
                    mine = self._making[key] = Future()
            if kept is not None:  # given outside the lock, for which everybody waits
                return given(kept[0])
            if others is None:
                break
            with turns.runs.aside():
                others.result()
        late: TimeoutError | None = None
        try:
            found = make()
            self._keep(key, found)
        except TimeoutError as error:
            late = error
            raise
        finally:
            with self._lock:
                del self._making[key]
            mine.set_exception(late) if late else mine.set_result(None)
        return given(found)

    def _keep(self, key: _Key, found: _Found) -> None:
        weight = weigh(found)
        with self._lock:
            self._found[key] = found, weight
            self._weight += weight
            while self._weight > self._most and len(self._found) > 1:
                _, (_, gone) = self._found.popitem(last=False)
                self._weight -= gone


def weigh(found: Any) -> int:
    """About how many bytes something holds: long frames by some of their rows, all else rather too much."""
    if type(found) in _PLAIN:
        return _SMALL
    if isinstance(found, str | bytes):
        return _SMALL + len(found)
    if isinstance(found, pd.DataFrame):
        return _SMALL * found.size if found.size < _SHORT else _weigh_long(found)
    if isinstance(found, pd.Series):
        return weigh(found.to_frame())
    if isinstance(found, Mapping):
        some = list(islice(found.items(), _SAMPLE if len(found) > _MANY else None))
        return _SMALL + sum(weigh(name) + weigh(value) for name, value in some) * len(found) // max(1, len(some))
    if isinstance(found, list) and len(found) > _SAMPLE:
        return _SMALL + sum(map(weigh, found[:_SAMPLE])) * len(found) // _SAMPLE
    if isinstance(found, list | tuple | set | frozenset):
        return _SMALL + sum(map(weigh, found))
    if is_dataclass(found) and not isinstance(found, type):
        return _SMALL + sum(weigh(getattr(found, field.name)) for field in fields(found))
    if hasattr(found, "to_dict"):  # a figure
        return weigh(found.to_dict())
    return _SMALL


def _weigh_long(frame: pd.DataFrame) -> int:
    """By rows from everywhere in it: to look at each text of a nation's answer takes longer than to copy it."""
    some = frame.iloc[:: max(1, len(frame) // _ROWS)]
    return int(some.memory_usage(deep=True).sum()) * len(frame) // max(1, len(some))
