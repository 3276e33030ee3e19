"""What a change of filter costs the server: our page Hồ sơ TTHC beside a Dash page with the same charts and tables.

    python -m bench.pages [--warehouse FOLDER] [--changes 18] [--rounds 5] [--units 13]

Both servers run at once and take the same changes in turn, a round each: the period, the level, some units. First each
change is made once, when its questions have not been asked before; then, once a server has done what it does ahead of
questions, which is told apart, the rounds, when they have. Cost is processor time of the server, its children and what
it does after the answer included; every answer must show what was asked for.
Needs bench/requirements.txt, and Linux for what the system counts. The exit code is 1 where an answer was wrong or our
page costs more than the rival's.
"""

import argparse
import asyncio
import hashlib
import json
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from bench import serving
from bench.visitor import Visitor
from dashboard import comparison, formatting, queries
from etl import database
from etl.snapshots import Warehouse

PAGE = "ho-so"
FIRST, AGAIN = "asked for the first time", "asked before"
_SETTLES = 0.2  # seconds that a server has for what it does after its answer
_IDLE, _AT_LATEST = 1.0, 60.0  # seconds without work after which a server has nothing left to do; how long we wait


class Change(NamedTuple):
    """One filter is set to an option, by how its words begin; the rest is what the page then shows, in codes."""

    key: str
    words: str | list[str]
    period: str
    level: str
    units: tuple[str, ...]


class Answer(NamedTuple):
    """How long it took, how much was sent, what was drawn, and whether it is what was asked for."""

    milliseconds: float
    kilobytes: float
    charts: int
    drawn: str
    is_right: bool


class Spent(NamedTuple):
    """Of one round, per change."""

    processor: float
    wall: float
    kilobytes: float
    charts: float


Ask = Callable[[Change], Awaitable[Answer]]


def changes(warehouse: Path, count: int, some: int) -> list[Change]:
    """Level by level: the level, some of its units, another period, all its units; the last leads back to the first.

    A theme page shows one level at a time, first the one of most units.
    """
    current = Warehouse(warehouse).current()
    if current is None:
        raise SystemExit("the warehouse is empty")
    with closing(database.open_reading(current)) as con:
        reporting, units = queries.reporting(con), queries.reporting_units(con)
    units = units.assign(display=comparison.display_names(units))
    levels = list(units["level"].value_counts().index)
    periods = list(dict.fromkeys(reporting["period"]))
    return list(_changes(units, levels, [comparison.default_period(reporting), *periods], count, some))


def _changes(units: Any, levels: Sequence[str], periods: Sequence[str], count: int, some: int) -> Iterator[Change]:
    start, given = periods[0], 0
    period, level = start, levels[0]
    while given < count - 2:
        for wanted in levels:
            own = units[units["level"] == wanted]
            chosen = own.iloc[:: max(1, len(own) // some)][:some]
            codes = tuple(chosen["reporting_unit"])
            if wanted != level:
                level = wanted
                yield Change("cap", formatting.LEVELS[level], period, level, ())
            yield Change("dv", list(chosen["display"]), period, level, codes)
            period = periods[1 + (periods.index(period, 1) % (len(periods) - 1))]
            yield Change("ky", formatting.period_label(period), period, level, codes)
            yield Change("dv", [], period, level, ())
            given += 4
            if given >= count - 2:
                break
    if level != levels[0]:
        yield Change("cap", formatting.LEVELS[levels[0]], period, levels[0], ())
    yield Change("ky", formatting.period_label(start), start, levels[0], ())


def ours(visitor: Visitor) -> Ask:
    """Our page, already open."""

    async def ask(change: Change) -> Answer:
        words = change.words
        if isinstance(words, str):  # the option says a count too
            words = next(option for option in visitor.options(change.key) if option.startswith(words))
        answer = await visitor.choose(change.key, words)
        told = parse_qs(answer.address)
        is_right = (
            any(formatting.period_label(change.period) in text for text in answer.texts)
            and told.get("ky", [change.period]) == [change.period]
            and told.get("cap", [""]) == [change.level]
            and set(told.get("dv", [])) == set(change.units)
            and not answer.failed
        )
        return Answer(answer.milliseconds, 1000 * answer.megabytes, answer.charts, answer.drawn, is_right)

    return ask


def rival(server: serving.Server) -> Ask:
    """The Dash page: what its browser code sends when a filter changes."""

    async def ask(change: Change) -> Answer:
        values = {"period": change.period, "level": change.level, "units": list(change.units)}
        asked = {
            "output": "body.children",
            "outputs": {"id": "body", "property": "children"},
            "inputs": [{"id": name, "property": "value", "value": value} for name, value in values.items()],
            "changedPropIds": [{"ky": "period", "cap": "level", "dv": "units"}[change.key] + ".value"],
            "state": [],
        }
        request = urllib.request.Request(
            f"http://{server.address}/_dash-update-component",
            json.dumps(asked).encode(),
            {"Content-Type": "application/json"},
        )
        begun = time.perf_counter()
        with urllib.request.urlopen(request, timeout=600) as response:  # noqa: S310
            data = response.read()
        spent = 1000 * (time.perf_counter() - begun)
        children = json.loads(data)["response"]["body"]["children"]
        figures = list(_figures(children))
        is_right = formatting.period_label(change.period) in json.dumps(children, ensure_ascii=False)
        drawn = hashlib.sha256(json.dumps(figures).encode()).hexdigest()
        return Answer(spent, len(data) / 1000, len(figures), drawn, is_right and bool(figures))

    return ask


def _figures(part: Any) -> Iterator[Any]:
    """Every figure in an answer of Dash."""
    if isinstance(part, list):
        for one in part:
            yield from _figures(one)
    elif isinstance(part, dict):
        for name, one in part.items():
            if name == "figure":
                yield one
            else:
                yield from _figures(one)


class Side:
    """One of the two, with what it was seen to draw."""

    def __init__(self, server: serving.Server, ask: Ask) -> None:
        """Nothing is asked yet."""
        self.server, self.wrong = server, 0
        self._ask, self._drawn = ask, dict[int, str]()

    async def round(self, wanted: Sequence[Change]) -> Spent:
        """All changes, one after another."""
        before = self.server.processor_seconds()
        answers = []
        for place, change in enumerate(wanted):
            answer = await self._ask(change)
            self.wrong += not (answer.is_right and answer.drawn == self._drawn.setdefault(place, answer.drawn))
            answers.append(answer)
        await asyncio.sleep(_SETTLES)
        spent = 1000 * (self.server.processor_seconds() - before) / len(wanted)
        wall, sent, charts = (
            statistics.median(one.milliseconds for one in answers),
            statistics.mean(one.kilobytes for one in answers),
            statistics.mean(one.charts for one in answers),
        )
        return Spent(spent, wall, sent, charts)

    async def rest(self) -> float:
        """Wait until the server does nothing of its own accord any more; milliseconds of processor time until then."""
        begun, spent = time.monotonic(), self.server.processor_seconds()
        before = spent - 1
        now = spent
        while now - before > _IDLE / 50 and time.monotonic() - begun < _AT_LATEST:
            before = now
            await asyncio.sleep(_IDLE)
            now = self.server.processor_seconds()
        return 1000 * (now - spent)


async def measure(
    sides: dict[str, Side], wanted: Sequence[Change], rounds: int
) -> tuple[dict[tuple[str, str], list[Spent]], dict[str, float]]:
    """What each side spends, by how often it was asked, round by round in turn; and between the two kinds, unasked."""
    found = {(FIRST, name): [await side.round(wanted)] for name, side in sides.items()}
    unasked = {name: await side.rest() for name, side in sides.items()}
    for _ in range(rounds):
        for name, side in sides.items():
            found.setdefault((AGAIN, name), []).append(await side.round(wanted))
    return found, unasked


async def _run(wanted: argparse.Namespace, warehouse: Path) -> bool:
    asked = changes(warehouse, wanted.changes, wanted.units)
    with (
        serving.streamlit("app.py", warehouse) as streamlit,
        serving.gunicorn("bench.dash_page:server", warehouse) as dash,
    ):
        visitor, opened = await Visitor.arrive(streamlit.address, PAGE)
        sides = {"ours": Side(streamlit, ours(visitor)), "Dash": Side(dash, rival(dash))}
        found, unasked = await measure(sides, asked, wanted.rounds)
        await visitor.leave()
        held = {name: side.server.megabytes() for name, side in sides.items()}
    print(f"{serving.machine()}\n{len(asked)} changes, {wanted.rounds} rounds in turn; per change\n")
    _print_table(found)
    print("\nunasked, after the first round: " + ", ".join(f"{name} {spent:.0f} ms" for name, spent in unasked.items()))
    wrong = {name: side.wrong for name, side in sides.items()}
    print(f"wrong answers: {wrong}; memory after: " + ", ".join(f"{n} {m:.0f} MB" for n, m in held.items()))
    ratio = _ratio(found, AGAIN)
    print(f"server CPU of ours / Dash: {ratio:.2f} (goal: at most 1)")
    return not any(wrong.values()) and ratio <= 1 and bool(opened.charts)


def _ratio(found: dict[tuple[str, str], list[Spent]], when: str) -> float:
    """Of medians."""
    mine, other = (statistics.median(one.processor for one in found[when, name]) for name in ("ours", "Dash"))
    return mine / other


def _print_table(found: dict[tuple[str, str], list[Spent]]) -> None:
    print("| change | page | CPU ms, median (min-max) | to Dash | answer ms | charts | kB sent |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for (when, name), rounds in found.items():
        cpu = [one.processor for one in rounds]
        wall, charts, sent = (
            statistics.median(values)
            for values in zip(*((one.wall, one.charts, one.kilobytes) for one in rounds), strict=True)
        )
        ratio = f"{_ratio(found, when):.2f}" if name == "ours" else "1"
        print(
            f"| {when} | {name} | {statistics.median(cpu):.0f} ({min(cpu):.0f}-{max(cpu):.0f}) | {ratio} "
            f"| {wall:.0f} | {charts:.1f} | {sent:.0f} |"
        )


def main() -> None:
    """Make or take a warehouse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, help="default: an invented province, loaded first (minutes)")
    parser.add_argument("--changes", type=int, default=18, help="about so many in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--units", type=int, default=13, help="how many are chosen where some are")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = wanted.warehouse or serving.province(Path(folder))
        sys.exit(0 if asyncio.run(_run(wanted, warehouse.resolve())) else 1)


if __name__ == "__main__":
    main()
