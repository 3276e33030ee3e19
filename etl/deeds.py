"""The log of deeds: who did what, when, to which figures. Only appended to; it stands beside the snapshots.

A sign-in or an export changes no figures and waits for no loader, and a deed must outlive withdrawal, restoration and
its own refusal: so the log is no table of a snapshot. It is one file of JSON lines a month. A line carries the hash of
the line before, over the ends of months too: one that was changed, taken out or put in later is seen (`check`). Taking
lines off the end is seen by whoever wrote the last number down.

Several processes append, under a lock and into a file that is opened for it. What a killed one left of a line stays,
ends with a new line, and is part of the chain like any other (docs/decisions/0031-the-log-of-deeds.md). Where several
machines share a warehouse each has its own log, and all of them are read together (`etl.deed_chains`).
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from filelock import FileLock, Timeout

from etl import journal
from etl.model import PersonCanActError
from etl.roles import Action

FOLDER = "deeds"
NAME = re.compile(r"\d{4}-\d\d\.jsonl")
Kind = Literal[Action, "sign_in", "sign_out", "back_up", "bring_back"]
Outcome = Literal["done", "nothing", "refused", "failed"]
KINDS: tuple[str, ...] = (*get_args(Action), "sign_in", "sign_out", "back_up", "bring_back")
_PATIENCE = 10  # seconds for another process's line
_MOST = 100  # names of units, files or rows in one line; how many there are is said
_LONGEST_LINE = 256 * 1024
FIRST = "0" * 64  # what the first line says of the one before
_tellers: dict[Path, Callable[[], None]] = {}  # who wants to know that something was written in a folder


class DeedsError(PersonCanActError):
    """The log cannot be written, so what must stand in it was not done."""


@dataclass(frozen=True)
class Deed:
    """A line of the log.

    Attributes:
        number: counts on from the first.
        at: in UTC, ISO.
        person: account, or the account of the machine for commands.
        deed: what was done, or tried.
        outcome: done, nothing (nothing to do), refused (a rule or a person's mistake), failed (an error of ours).
        units: names or codes of the reporting units concerned; empty where all are, or none.
        periods: codes.
        facts: more by name: the number of a load, files, rows of the catalogue, why it was refused.
        machine: through which machine, where several share the warehouse; not in the line itself.
    """

    number: int
    at: str
    person: str
    deed: str
    outcome: str
    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    machine: str = ""


def write(
    place: Path,
    person: str,
    deed: Kind,
    outcome: Outcome = "done",
    *,
    units: Sequence[str] = (),
    periods: Sequence[str] = (),
    **facts: Any,
) -> Deed:
    """Append a deed to the log of the warehouse in a folder; on the disk when this returns.

    Raises:
        DeedsError: the log cannot be written.
    """
    folder = place / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(place):
            now = datetime.now(UTC)
            number, before, is_torn = _end(folder)
            made = Deed(
                number + 1, now.isoformat(timespec="milliseconds"), person, deed, outcome,
                tuple(units[:_MOST]), tuple(periods[:_MOST]),
                {name: value for name, value in _bounded(facts, units).items() if value not in ("", (), [], None)},
            )  # fmt: skip
            _append(folder, now, made, before, is_torn=is_torn)
    except (OSError, Timeout) as error:
        raise DeedsError(
            f"Không ghi được nhật ký hoạt động trong {folder}, nên việc này chưa được làm. Hãy kiểm tra quyền ghi và "
            "dung lượng đĩa của kho số liệu."
        ) from error
    if tell := _tellers.get(place):
        tell()
    return made


def locked(place: Path) -> FileLock:
    """The lock under which a line is written."""
    return FileLock(place / FOLDER / "deeds.lock", timeout=_PATIENCE)


def whenever_written(place: Path, tell: Callable[[], None]) -> None:
    """Have something called after each deed of this process in a folder; it must not fail, nor take long."""
    _tellers[place] = tell


@contextmanager
def doing(place: Path, person: str, deed: Kind, facts: dict[str, Any]) -> Iterator[None]:
    """Do something that changes the warehouse and append what came of it; `facts` may be filled meanwhile.

    A change that is published stands in the warehouse's own ledger as well: where the log cannot be written afterwards
    that is an error of ours, and the change stays.
    """
    outcome: Outcome = "failed"
    try:
        yield
        outcome = facts.pop("outcome", "done")
    except PersonCanActError as error:
        outcome = "refused"
        facts["why"] = str(error)[:500]
        raise
    finally:
        try:
            if place.is_dir():  # what was refused before there is a warehouse leaves none behind
                write(place, person, deed, outcome, **facts)
        except DeedsError as error:
            journal.note(error)


def read(place: Path) -> list[Deed]:
    """The log that is written in a folder, the oldest first; what is no line of ours is passed over."""
    told = (told_in(line) for _, _, line in lines(place))
    return [deed for deed in told if deed is not None]


def check(place: Path) -> list[str]:
    """Where its chain is broken: 'file:line', the first first; empty where nothing was changed."""
    return broken(lines(place))


def broken(chain: Iterable[tuple[str, int, bytes]]) -> list[str]:
    """Where lines do not follow from the ones before: 'file:line'; each is told with its file and number there."""
    found, before = [], FIRST
    for name, number, line in chain:
        told = _told(line)
        if told is not None and told["before"] != before:
            found.append(f"{name}:{number}")
        before = hashlib.sha256(line).hexdigest()
    return found


def files(place: Path) -> list[Path]:
    """The files of the log, the oldest first."""
    return _files_in(place / FOLDER)


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.jsonl") if NAME.fullmatch(path.name))


def to_data(deed: Deed) -> dict[str, Any]:
    """A deed as it is exported."""
    return {**asdict(deed), "units": list(deed.units), "periods": list(deed.periods), "facts": dict(deed.facts)}


def lines(place: Path) -> Iterator[tuple[str, int, bytes]]:
    """The lines of a folder's log with their file and number in it, the oldest first."""
    return lines_in(place / FOLDER)


def lines_in(folder: Path) -> Iterator[tuple[str, int, bytes]]:
    """The same of the folder in which the files are."""
    for path in _files_in(folder):
        data = path.read_bytes()
        for number, line in enumerate(data.removesuffix(b"\n").split(b"\n") if data else [], start=1):
            yield path.name, number, line


def is_ended(place: Path) -> bool:
    """Whether the last line is whole: not being written now, nor cut short by a kill."""
    found = files(place)
    return not found or not _tail(found[-1])[1]


def told_in(line: bytes) -> Deed | None:
    """The deed in a line; None where it is no line of ours."""
    told = _told(line)
    if told is None:
        return None
    names = {name: told[name] for name in ("number", "at", "person", "deed", "outcome", "facts")}
    return Deed(**names, units=tuple(told["units"]), periods=tuple(told["periods"]))


def _bounded(facts: dict[str, Any], units: Sequence[str]) -> dict[str, Any]:
    """Facts with no more names than a line may hold, and how many there are of what is cut."""
    bounded = {name: list(value[:_MOST]) if isinstance(value, list | tuple) else value for name, value in facts.items()}
    counts = {
        f"{name}_count": len(value)
        for name, value in {**facts, "units": units}.items()
        if isinstance(value, list | tuple) and len(value) > _MOST
    }
    return bounded | counts


def _append(folder: Path, now: datetime, made: Deed, before: str, *, is_torn: bool) -> None:
    data = {name: value for name, value in to_data(made).items() if name != "machine"}
    line = json.dumps({**data, "before": before}, ensure_ascii=False, default=str).encode()
    with (folder / f"{now:%Y-%m}.jsonl").open("ab") as out:
        if is_torn and out.tell():
            out.write(b"\n")
        out.write(line + b"\n")
        out.flush()
        os.fsync(out.fileno())


def _end(folder: Path) -> tuple[int, str, bool]:
    """The number of the last deed, the hash of the last line, and whether that was left unfinished."""
    number, last, is_torn = 0, b"", False
    for path in reversed(files(folder.parent)):
        lines, torn = _tail(path)
        if lines and not last:
            last, is_torn = lines[-1], torn
        numbers = [told["number"] for told in map(_told, lines) if told is not None]
        if numbers:
            number = max(numbers)
            break
    return number, hashlib.sha256(last).hexdigest() if last else FIRST, is_torn


def _tail(path: Path) -> tuple[list[bytes], bool]:
    """The last whole lines of a file, and whether its end is missing."""
    with path.open("rb") as data:
        size = data.seek(0, os.SEEK_END)
        data.seek(max(0, size - _LONGEST_LINE))
        piece = data.read()
    lines = piece.split(b"\n")
    is_torn = bool(lines.pop()) if piece.endswith(b"\n") else bool(piece)
    return (lines if size <= _LONGEST_LINE else lines[1:]), is_torn


def _told(line: bytes) -> dict[str, Any] | None:
    """What a line says, in the shapes of `Deed` and `before`: it may come from another machine."""
    try:
        told = json.loads(line)
        is_moment = datetime.fromisoformat(told["at"]).tzinfo is not None
        named = all(isinstance(name, str) for name in (*told["units"], *told["periods"]))
        shapes = {"number": int, "person": str, "deed": str, "outcome": str, "facts": dict, "before": str}
        is_ours = is_moment and named and all(isinstance(told[name], kind) for name, kind in shapes.items())
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return told if is_ours else None
