"""Logs of several machines, read together: each machine writes its own chain of lines (`etl.deeds`).

A machine has a name that it makes once, in its own folder: its host's, for people, and a part that no other has. The
chains of other machines lie in a folder's log under their names, `deeds/<machine>/2026-11.jsonl`, line by line as they
were written; a shared lake keeps them in its catalogue (`etl.lake.common_log`).
"""

import hashlib
import re
import secrets
import socket
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from filelock import Timeout

from etl import deeds, files
from etl.deeds import Deed, DeedsError

MACHINE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}-[0-9a-f]{12}")
_NAMED = "machine"  # file in the folder of the log


class Line(NamedTuple):
    """A line of a chain: its file, its number in it, and the bytes without the line's end."""

    file: str
    number: int
    text: bytes


class Chain(NamedTuple):
    """What one machine wrote, the oldest first; `machine` is '' for a folder that is nobody else's."""

    machine: str
    lines: tuple[Line, ...]


class Log(NamedTuple):
    """The chains of all machines.

    Attributes:
        chains: each machine's.
        is_partial: whether only this machine's could be read, because the shared lake does not answer.
        differing: lines of this machine's that are not what it had sent to the lake: 'file:line'.
    """

    chains: tuple[Chain, ...]
    is_partial: bool = False
    differing: tuple[str, ...] = ()

    @property
    def deeds(self) -> list[Deed]:
        """All deeds in order of time; one that stands in the chains of two machines once."""
        hosts = self._hosts()
        found: dict[bytes, Deed] = {}
        for chain in self.chains:
            for line in chain.lines:
                told = deeds.told_in(line.text)
                if told is not None:
                    found.setdefault(hashlib.sha256(line.text).digest(), replace(told, machine=hosts[chain.machine]))
        return sorted(found.values(), key=attrgetter("at", "machine", "number"))

    @property
    def broken(self) -> list[str]:
        """Where lines were changed, taken out or put in: 'file:line', after the machine's name where it has one."""
        hosts = self._hosts()
        found = [(chain.machine, place) for chain in self.chains for place in deeds.broken(chain.lines)]
        return [f"{hosts[machine]}/{place}" if machine else place for machine, place in found]

    def _hosts(self) -> dict[str, str]:
        """What to call machines: the name of the host, and the whole name where two have that."""
        named = {chain.machine: chain.machine.rpartition("-")[0] for chain in self.chains}
        count = Counter(named.values())
        return {machine: host if count[host] == 1 else machine for machine, host in named.items()}


def of_folder(place: Path, machine: str = "") -> Log:
    """The log that is written in a folder, under a name, and those that were brought there."""
    folder = place / deeds.FOLDER
    brought = sorted(path for path in folder.glob("*-*/") if MACHINE.fullmatch(path.name))
    own = Chain(machine, tuple(Line(*line) for line in deeds.lines(place)))
    others = [Chain(path.name, tuple(Line(*line) for line in deeds.lines_in(path))) for path in brought]
    return Log(tuple(chain for chain in (own, *others) if chain.lines))


def known_name(place: Path) -> str:
    """The name of the machine whose log is written in a folder; '' where it has none yet."""
    try:
        name = (place / deeds.FOLDER / _NAMED).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return name if MACHINE.fullmatch(name) else ""


def name_of(place: Path) -> str:
    """The same, made where there is none.

    Raises:
        DeedsError: it cannot be written.
    """
    if known := known_name(place):
        return known
    host = re.sub(r"[^A-Za-z0-9.-]+", "-", socket.gethostname())[:40].strip(".-") or "may"
    try:
        (place / deeds.FOLDER).mkdir(parents=True, exist_ok=True)
        with deeds.locked(place):
            if not known_name(place):
                files.write_durably(f"{host}-{secrets.token_hex(6)}\n", place / deeds.FOLDER / _NAMED)
    except (OSError, Timeout) as error:
        raise DeedsError(
            f"Không ghi được tên của máy này vào {place / deeds.FOLDER}. Hãy kiểm tra quyền ghi."
        ) from error
    return known_name(place)


def named(log: Log, place: Path) -> list[Chain]:
    """The chains of a log as they go elsewhere: the one that is written in its folder has a name there."""
    return [chain if chain.machine else Chain(name_of(place), chain.lines) for chain in log.chains]


def bring(chains: Iterable[Chain], place: Path) -> None:
    """Put the chains of other machines into a folder's log; what is there already is not brought again."""
    own = known_name(place)
    for chain in chains:
        if chain.machine == own:
            continue  # what is written here goes on, and is no shorter
        there = Chain(chain.machine, tuple(Line(*line) for line in deeds.lines_in(_folder(place, chain.machine))))
        if not agree(there.lines, chain.lines):
            chain = Chain(other_name(chain), chain.lines)
        elif len(there.lines) >= len(chain.lines):
            continue
        _folder(place, chain.machine).mkdir(parents=True, exist_ok=True)
        for name, data in as_files(chain).items():
            files.write_durably(data, _folder(place, chain.machine) / name)


def as_files(chain: Chain) -> dict[str, bytes]:
    """The files of a chain by their names."""
    found: dict[str, bytes] = {}
    for line in chain.lines:
        found[line.file] = found.get(line.file, b"") + line.text + b"\n"
    return found


def agree(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether one is the other's beginning."""
    return all(left == right for left, right in zip(one, other, strict=False))


def other_name(chain: Chain) -> str:
    """The name under which a chain is kept where another one has its name: a folder was copied, or lines changed."""
    digest = hashlib.sha256(b"\n".join(line.text for line in chain.lines)).hexdigest()
    return f"{chain.machine.rpartition('-')[0]}-{digest[:12]}"


def _folder(place: Path, machine: str) -> Path:
    return place / deeds.FOLDER / machine
