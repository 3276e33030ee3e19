"""Many people at once: sessions on the page Hồ sơ TTHC of one Streamlit process, over ten million observations.

    python -m bench.sessions [--sessions 1 50] [--seconds 60] [--thinking 5] [--units 13] [--observations 10000000]
                             [--keep FOLDER] [--option NAME=VALUE]

Each session looks at units of its own, chooses another period at random, reads the answer, thinks half to one and a
half times as long as asked, and goes on. What is measured is the time from the choice until the script has finished, of
every change after the arrivals; every answer must show the period that was chosen, and the same charts as before for
the same view. With --thinking 0 it is a closed loop, for throughput and for what memory does. The client shares the
machine with the server. Needs bench/requirements.txt, and Linux for what the system counts. The exit code is 1 where an
answer was wrong, or where the most sessions were slower at the 95th percentile than the goal (half a second).
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from bench import serving
from bench.visitor import Visitor
from dashboard import formatting, queries
from etl import database
from etl.snapshots import Warehouse

PAGE, GOAL = "ho-so", 500  # milliseconds at the 95th percentile
_ARRIVE_WITHIN = 10  # seconds


class World(NamedTuple):
    """What sessions may ask for."""

    periods: list[str]
    units: list[str]


class Seen(NamedTuple):
    """Of one step: the waits of all changes, wrong answers, and what the server spent."""

    waits: list[float]
    wrong: int
    processor: float
    seconds: float
    before: float
    after: float


class Crowd:
    """The sessions of one step; `drawn` is what each view was seen to draw."""

    def __init__(self, world: World, thinking: float, units: int) -> None:
        """Nobody has come yet."""
        self.world, self._thinking, self._units = world, thinking, units
        self.waits: list[float] = []
        self.wrong = 0
        self._drawn: dict[tuple[str, tuple[str, ...]], str] = {}

    async def visit(self, server: str, number: int, begin: float, until: float) -> None:
        """One session, from its arrival to the end of the step."""
        chance = random.Random(number)
        await asyncio.sleep(chance.uniform(0, _ARRIVE_WITHIN))
        units = self._own(number)
        visitor, _ = await Visitor.arrive(server, PAGE, ky=chance.choice(self.world.periods), dv=units)
        options = visitor.options("ky")
        await asyncio.sleep(self._think(chance))
        while time.monotonic() < until:
            period = chance.choice(self.world.periods)
            label = formatting.period_label(period)
            words = next(option for option in options if option.startswith(label))
            answer = await visitor.choose("ky", words)
            if time.monotonic() >= begin:
                self.waits.append(answer.milliseconds)
            same = self._drawn.setdefault((period, units), answer.drawn) == answer.drawn
            told = any(label in text for text in answer.texts)
            self.wrong += not (told and same and answer.charts and not answer.failed)
            await asyncio.sleep(self._think(chance))
        await visitor.leave()

    def _own(self, number: int) -> tuple[str, ...]:
        """Units beside each other in the list, as those of a province are; 0 means all."""
        first = number * self._units % max(1, len(self.world.units) - self._units)
        return tuple(self.world.units[first : first + self._units])

    def _think(self, chance: random.Random) -> float:
        return chance.uniform(0.5, 1.5) * self._thinking


async def step(server: serving.Server, crowd: Crowd, sessions: int, seconds: float) -> Seen:
    """So many sessions for so long, after all have arrived."""
    held = server.megabytes()
    begin = time.monotonic() + _ARRIVE_WITHIN + 2
    visits = asyncio.gather(
        *(crowd.visit(server.address, number, begin, begin + seconds) for number in range(sessions))
    )
    await asyncio.sleep(begin - time.monotonic())
    spent, begun = server.processor_seconds(), time.monotonic()
    await asyncio.sleep(seconds)
    spent, lasted = server.processor_seconds() - spent, time.monotonic() - begun
    await visits
    return Seen(crowd.waits, crowd.wrong, spent, lasted, held, server.megabytes())


def world(warehouse: Path) -> World:
    """All periods and units of a warehouse."""
    current = Warehouse(warehouse).current()
    if current is None:
        raise SystemExit("the warehouse is empty")
    with closing(database.open_reading(current)) as con:
        units = queries.reporting_units(con)["reporting_unit"]
        return World(list(queries.periods(con)["period"]), sorted(units))


def percentile(values: Sequence[float], share: int) -> float:
    """In hundredths."""
    return statistics.quantiles(values, n=100)[share - 1] if len(values) > 1 else sum(values)


def _row(sessions: int, seen: Seen) -> str:
    changes = max(1, len(seen.waits))
    return (
        f"| {sessions} | {len(seen.waits)} | {len(seen.waits) / seen.seconds:.1f} | {percentile(seen.waits, 50):.0f} "
        f"| {percentile(seen.waits, 95):.0f} | {max(seen.waits, default=0):.0f} "
        f"| {1000 * seen.processor / changes:.0f} | {100 * seen.processor / seen.seconds:.0f} % | {seen.wrong} "
        f"| {seen.before:.0f} → {seen.after:.0f} |"
    )


async def _run(wanted: argparse.Namespace, warehouse: Path) -> bool:
    known, options = world(warehouse), [part for option in wanted.option for part in _option(option)]
    print(
        f"{serving.machine()}\n"
        f"{len(known.units):,} units, {wanted.units or 'all'} a session, {len(known.periods)} periods; "
        f"{wanted.thinking:g} s thinking\n"
    )
    print("| sessions | changes | a second | p50 ms | p95 ms | most ms | CPU ms a change | CPU | wrong | memory MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    seen: dict[int, Seen] = {}
    with serving.streamlit("app.py", warehouse, *options) as server:
        for sessions in wanted.sessions:
            crowd = Crowd(known, wanted.thinking, wanted.units)
            seen[sessions] = await step(server, crowd, sessions, wanted.seconds)
            print(_row(sessions, seen[sessions]), flush=True)
    wrong, most = sum(one.wrong for one in seen.values()), percentile(seen[max(seen)].waits, 95)
    print(f"\nwrong answers: {wrong}; p95 of {max(seen)} sessions: {most:.0f} ms (goal: at most {GOAL})")
    return not wrong and (most <= GOAL or not wanted.thinking)


def _option(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return f"--{name}", value


def main() -> None:
    """Make or take a warehouse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, nargs="+", default=[1, 50])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--thinking", type=float, default=5)
    parser.add_argument("--units", type=int, default=13, help="of each session; 0: all")
    parser.add_argument("--observations", type=int, default=10_000_000)
    parser.add_argument("--keep", type=Path, help="make the warehouse here, or use the one that is here")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", help="of Streamlit")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = serving.nation((wanted.keep or Path(folder)).resolve(), wanted.observations)
        sys.exit(0 if asyncio.run(_run(wanted, warehouse)) else 1)


if __name__ == "__main__":
    main()
