"""Who signed out: kept beside the snapshots until no cookie of that time counts any more.

A cookie lives on in a browser, or with whoever stole it, after its owner signed out; so that is remembered over a
restart, by every process of the warehouse. What is kept is a hash of account and token, never the token.
"""

import hashlib
import json
import re
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from etl import files, journal
from etl.account_settings import LONGEST_SESSION

NAME = "sign-outs"
KEPT = (LONGEST_SESSION + 24) * 3600  # seconds: longer than any cookie counts, with a day for clocks that differ
LINE = re.compile(r"([0-9a-f]{64}) (\d{1,12})")
_PATIENCE = 5  # seconds for another process


def mark_of(name: str, token: str) -> str:
    """What is kept of a sign-in."""
    return hashlib.sha256(json.dumps([name, token]).encode()).hexdigest()


class SignOuts:
    """Those of a folder, as one process knows them: what it cannot write it still goes by."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet."""
        self._folder = folder
        self._known: dict[str, int] = {}
        self._stamp = (0, 0)
        self._lock = threading.Lock()

    def __contains__(self, mark: str) -> bool:
        """Whether a sign-in was ended."""
        with self._lock:
            self._read()
            return mark in self._known

    def all(self) -> dict[str, int]:
        """All marks with the moment, in seconds since 1970."""
        with self._lock:
            self._read()
            return dict(self._known)

    def take(self, told: Mapping[str, int]) -> None:
        """Keep sign-ins that ended, with their moments; what is old is forgotten."""
        with self._lock:
            self._read()
            if told.keys() <= self._known.keys():
                return
            self._known = dict(told) | self._known
            try:
                with FileLock(self._folder / f"{NAME}.lock", timeout=_PATIENCE):
                    self._stamp = (0, 0)
                    self._read()
                    self._forget()
                    text = "".join(f"{mark} {at}\n" for mark, at in self._known.items())
                    files.write_durably(text, self._folder / NAME)
            except (OSError, Timeout) as error:
                journal.note(error)

    def _read(self) -> None:
        try:
            there = (self._folder / NAME).stat()
            stamp = there.st_mtime_ns, there.st_ino ^ there.st_size
            if stamp != self._stamp:
                text = (self._folder / NAME).read_text(encoding="ascii", errors="replace")
                self._known = {mark: int(at) for mark, at in LINE.findall(text)} | self._known
                self._stamp = stamp
        except OSError:
            return

    def _forget(self) -> None:
        oldest = time.time() - KEPT
        self._known = {mark: at for mark, at in self._known.items() if at > oldest}


_of: dict[Path, SignOuts] = {}
_of_lock = threading.Lock()


def of(folder: Path) -> SignOuts:
    """Those of a folder."""
    with _of_lock:
        return _of.setdefault(folder, SignOuts(folder))
