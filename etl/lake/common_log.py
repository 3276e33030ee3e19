"""The logs of all machines of a lake, in its catalogue's PostgreSQL: who reads one machine's sees what all did.

Each machine writes its own log in its own folder, quickly and also while the lake is away, and sends what the lake does
not have yet, byte for byte; so the chain of each can be checked anywhere, and a machine that is lost leaves its deeds.
"""

# ruff: noqa: S608 -- names of our own; what was written goes as base64

import base64
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path

import duckdb

from etl import deed_chains, deeds
from etl.deed_chains import Chain, Line, Log
from etl.deeds import NAME
from etl.lake import engine, tables
from etl.lake.shared import Lake

_BATCH = 2**20  # bytes of a statement, or one line


class DiffersError(Exception):
    """What was sent before is not what this machine's log says now: nothing more is sent, and who checks is told."""


def send(lake: Lake, place: Path) -> None:
    """Send what this machine wrote and the lake does not have yet.

    Raises:
        LakeAwayError: the lake does not answer.
        DeedsError: this machine has no name and cannot be given one.
        DiffersError: the log was changed, or the folder is the copy of another machine's.
    """
    machine = deed_chains.name_of(place)
    lines = [Line(*line) for line in deeds.lines(place)]
    if lines and not deeds.is_ended(place):
        lines.pop()  # being written, or cut short by a kill: it goes with the next one
    with _asking(lake) as con:
        query = f"""SELECT file, line, bytes FROM {tables.DEEDS} WHERE machine = '{machine}'
                    ORDER BY file DESC, line DESC LIMIT 1"""
        last = [Line(*row) for row in tables.ask(con, query)]
        if last and last[0] not in lines:
            raise DiffersError
        _insert(con, machine, [line for line in lines if not last or line[:2] > last[0][:2]])


def bring(lake: Lake, chains: Iterable[Chain], own: str) -> None:
    """Put chains of other machines into the lake; what is there already is not brought again.

    Raises:
        LakeAwayError: the lake does not answer.
    """
    with _asking(lake) as con:
        kept = {chain.machine: chain.lines for chain in _chains(con)}
        for chain in chains:
            if chain.machine == own:
                continue
            there = kept.get(chain.machine, ())
            if deed_chains.agree(there, chain.lines):
                _insert(con, chain.machine, chain.lines[len(there) :])
            else:
                _insert(con, deed_chains.other_name(chain), chain.lines)


def read(lake: Lake, place: Path) -> Log:
    """The logs of all machines; this machine's as it stands here, compared with what was sent.

    Raises:
        LakeAwayError: the lake does not answer.
        DeedsError: this machine has no name and cannot be given one.
    """
    machine = deed_chains.name_of(place)
    with _asking(lake) as con:
        kept = {chain.machine: chain for chain in _chains(con)}
    here = {chain.machine: chain for chain in deed_chains.of_folder(place, machine).chains}
    own, sent = (_by_place(chains.get(machine)) for chains in (here, kept))
    last = max(sent, default=("", 0))
    differing = sorted(one for one in own.keys() | sent.keys() if one <= last and own.get(one) != sent.get(one))
    chains = here | kept | ({machine: here[machine]} if machine in here else {})
    return Log(tuple(chains.values()), differing=tuple(f"{file}:{number}" for file, number in differing))


def _by_place(chain: Chain | None) -> dict[tuple[str, int], bytes]:
    return {(line.file, line.number): line.text for line in (chain.lines if chain else ())}


def _insert(con: duckdb.DuckDBPyConnection, machine: str, lines: Iterable[Line]) -> None:
    """Also where another process of this machine does the same."""
    for batch in _batches(lines):
        rows = ", ".join(
            f"('{machine}', '{line.file}', {line.number:d}, decode('{base64.b64encode(line.text).decode()}', 'base64'))"
            for line in batch
        )
        tables.tell(con, f"INSERT INTO {tables.DEEDS} VALUES {rows} ON CONFLICT DO NOTHING")


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in lines:
        if batch and size + len(line.text) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line.text) + 100
    if batch:
        yield batch


def _chains(con: duckdb.DuckDBPyConnection) -> list[Chain]:
    query = f"SELECT machine, file, line, bytes FROM {tables.DEEDS} ORDER BY machine, file, line"
    rows = [row for row in tables.ask(con, query) if deed_chains.MACHINE.fullmatch(row[0]) and NAME.fullmatch(row[1])]
    return [
        Chain(machine, tuple(Line(file, number, text) for _, file, number, text in some))
        for machine, some in groupby(rows, key=lambda row: str(row[0]))
    ]


@contextmanager
def _asking(lake: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor; that something fails here makes nobody think that the lake is away."""
    lake.head()  # says at once where it is known to be away
    with closing(lake.cursor()) as con, engine.told("Không đọc hoặc ghi được nhật ký trong kho chung"):
        yield con
