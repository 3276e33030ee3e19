"""The program's log: one JSON object a line, each error with the id that its reader was told.

It holds no figures, no names and no text of files: a value that does not look like what its key may hold is left out
(`SHAPES`). Several processes write one log, also on Windows: a line is written under a lock into a file that is opened
for it, so nobody holds the file open while another one turns it over (docs/decisions/0026-the-log.md).
"""

import json
import logging
import os
import re
import sys
import traceback
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from etl import RELEASE

NAME = "cchc.log"
_LARGEST = 1024 * 1024  # bytes of one file of the log
_OLD = 4  # turned-over files that are kept
_PATIENCE = 2  # seconds to wait for another process's line; then the line is written all the same
_FRAMES = 12
_LOG = logging.getLogger("cchc")
Program = Literal["server", "command"]

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,60}")
_FRAME = re.compile(r"[\w.<>-]{1,80}:\d{1,6} [\w<>]{1,80}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")
# What may stand under each key of a line: a pattern, int, float, bool, or a mapping of words to numbers.
SHAPES: dict[str, re.Pattern[str] | type] = {
    "time": _MOMENT,
    "level": _WORD,
    "program": _WORD,
    "event": _WORD,
    "id": re.compile(r"[0-9a-f]{8}"),
    "error": _WORD,
    "where": re.compile(rf"{_FRAME.pattern}( < {_FRAME.pattern})*", re.ASCII),
    "process": int,
    "release": re.compile(r"[0-9A-Za-z.+-]{1,30}"),
    "load": int,
    "snapshot": re.compile(r"snapshot-\d{6}\.duckdb"),
    "outcome": _WORD,
    "files": int,
    "loaded": int,
    "partly": int,
    "unchanged": int,
    "refused": int,
    "codes": dict,
    "seconds": float,
    "bytes": int,
}


def folder(warehouse: Path) -> Path:
    """Where the log files lie."""
    return warehouse / "logs"


def files(warehouse: Path) -> list[Path]:
    """The files of the log that there are, the oldest first."""
    place = folder(warehouse) / NAME
    found = [*(place.with_name(f"{NAME}.{number}") for number in range(_OLD, 0, -1)), place]
    return [file for file in found if file.is_file()]


def entries(warehouse: Path) -> list[dict[str, Any]]:
    """The lines of the log, the oldest first; what is no line of ours is passed over."""
    found = []
    for file in files(warehouse):
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError):
                entry = json.loads(line)
                found += [entry] if isinstance(entry, dict) else []
    return found


def start(warehouse: Path, program: Program = "command") -> None:
    """Write the program's log beside this warehouse from the first entry on, and nowhere else.

    What a server notes also goes to its standard error, which its manager keeps (journald, a service's own file).
    """
    place = folder(warehouse) / NAME
    handlers = [handler for handler in _LOG.handlers if isinstance(handler, _Lines)]
    if [(handler.place, handler.program) for handler in handlers] != [(place, program)]:
        for handler in handlers:
            _LOG.removeHandler(handler)
        _LOG.addHandler(_Lines(place, program))
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False


def note(error: BaseException) -> str:
    """Record an error of ours; the id to tell whoever met it."""
    return note_described(describe(error))


def note_described(said: str) -> str:
    """Record an error of ours that another process describes (`describe`), whatever that process may have become."""
    error_id = uuid.uuid4().hex[:8]
    kind, _, where = " ".join(said.split()).partition(" at ")
    frames = where.split(" < ")[:_FRAMES]
    known = " < ".join(frame for frame in frames if _FRAME.fullmatch(frame))
    facts: dict[str, Any] = {"id": error_id, "error": kind if _WORD.fullmatch(kind) else "unknown", "where": known}
    _LOG.error("error %s: %s at %s", error_id, facts["error"], known, extra={"facts": {"event": "error", **facts}})
    return error_id


def event(name: str, **facts: Any) -> None:
    """Record what was done; facts are numbers and codes (`SHAPES`), never figures or names."""
    _LOG.info("%s", name, extra={"facts": {"event": name, **facts}})


@contextmanager
def timed(name: str, facts: dict[str, Any]) -> Iterator[None]:
    """Record what is done inside with its seconds and the facts that it gathers, also when it fails."""
    begun = datetime.now(UTC)
    try:
        yield
    except BaseException as error:
        facts |= {"outcome": "failed", "error": type(error).__name__}
        raise
    finally:
        event(name, **facts, seconds=round((datetime.now(UTC) - begun).total_seconds(), 2))


def describe(error: BaseException) -> str:
    """An error's kind and where it was raised, not its message (it may quote a file)."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {where}"


def fitting(facts: dict[str, Any]) -> dict[str, Any]:
    """Those of some facts that are what their keys may hold."""
    return {key: value for key, value in facts.items() if _fits(SHAPES.get(key), value)}


def _fits(shape: re.Pattern[str] | type | None, value: Any) -> bool:
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    if shape is dict:
        pairs = value.items() if isinstance(value, dict) else [(0, 0)]
        return all(_fits(_WORD, word) and _fits(int, number) for word, number in pairs)
    numbers = {float: (int, float), int: (int,)}.get(shape, ()) if shape else ()
    return isinstance(value, numbers) and not isinstance(value, bool)


class _Lines(logging.Handler):
    """Lines of JSON in a file that comes into being with its first one: a dry run leaves no folder behind."""

    def __init__(self, place: Path, program: Program) -> None:
        super().__init__()
        self.place = place
        self.program = program

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        try:
            self._write(line)
        except OSError:  # no place to write: standard error is better than silence
            self._say(line)
        else:
            if self.program == "server":
                self._say(line)

    def format(self, record: logging.LogRecord) -> str:
        head = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "program": self.program,
            "process": os.getpid(),
            "release": RELEASE,
        }
        return json.dumps(head | fitting(getattr(record, "facts", {})), ensure_ascii=False)

    def _write(self, line: str) -> None:
        self.place.parent.mkdir(parents=True, exist_ok=True)
        with self._alone() as is_alone:
            if is_alone and self.place.is_file() and self.place.stat().st_size + len(line) > _LARGEST:
                self._turn_over()
            with self.place.open("a", encoding="utf-8", newline="\n") as out:
                out.write(line + "\n")

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """While no other process or thread writes; a lock that is not to be had keeps no line back."""
        from filelock import FileLock, Timeout  # not at the top: a reading process has no need of it

        lock = FileLock(self.place.with_name(f"{NAME}.lock"))
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def _turn_over(self) -> None:
        """Number the files onwards; one that somebody has open on Windows stays, and grows until the next time."""
        with suppress(OSError):
            for number in range(_OLD, 0, -1):
                older = self.place.with_name(f"{NAME}.{number}")
                newer = self.place.with_name(f"{NAME}.{number - 1}") if number > 1 else self.place
                if newer.is_file():
                    newer.replace(older)

    def _say(self, line: str) -> None:
        with suppress(OSError, ValueError, AttributeError):  # a service of Windows may have no standard error
            sys.stderr.write(line + "\n")
