"""Readers during a hundred publishes: every page is of one snapshot, none fails, and an open page goes on.

    python -m bench.endurance.readers [--rounds 100] [--visitors 8] [--seed 1]

A server with a watch on its questions (`watched`), visitors that open pages and draw them again while another process
publishes, and one who opened a page before the first publish and looks again after the last, when its snapshot has been
deleted. Snapshot n holds nothing but the value of a million and n, so that a value tells where it is from. Needs
bench/requirements.txt; Linux.
"""

import argparse
import asyncio
import os
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import serving
from bench.endurance import common
from bench.endurance.watched import BASE
from bench.sessions import percentile
from bench.visitor import Answer, Visitor
from etl.snapshots import Warehouse
from tests.warehouses import ROWS, publish

_PAGES = ("", "ho-so", "mot-cua", "bien-che", "giai-ngan", "so-sanh", "don-vi", "so-lieu", "chat-luong", "lich-su")
_FOOTER = re.compile(r"Bản số liệu số (\d+),")


def publish_next(place: Path) -> int:
    """Publish the next snapshot, and return its number."""
    number = int(Warehouse(place).next_name()[9:15])
    rows = tuple(row._replace(value=BASE + number, raw=str(BASE + number)) for row in ROWS)
    assert publish(place, rows).name == f"snapshot-{number:06d}.duckdb"  # noqa: S101 else the values would lie
    return number


def numbers(answer: Answer) -> set[int]:
    """The snapshots that a page says it is from."""
    return {int(number) for text in answer.texts for number in _FOOTER.findall(text)}


class Visits:
    """What visitors saw."""

    def __init__(self, server: str, said: common.Violations) -> None:
        """Nobody has come yet."""
        self.server, self.said = server, said
        self.waits: list[float] = []
        self.seen: set[int] = set()

    def look(self, answer: Answer, page: str) -> int:
        """Note an answer: it must have come off, and be of one snapshot, whose number is returned."""
        told = numbers(answer)
        self.said.expect(not answer.failed, f"{page}: {[text for text in answer.texts if 'lỗi' in text][:2]}")
        self.said.expect(len(told) == 1, f"{page}: snapshots {told} in the footer")
        self.waits.append(answer.milliseconds)
        self.seen |= told
        return max(told, default=0)

    async def stay(
        self, number: int, is_over: Callable[[], bool], chance: random.Random, thinking: float = 0.15
    ) -> None:
        """Open pages, draw each a few times, until it is over; so many seconds of thinking between, on average."""
        while not is_over():
            page = _PAGES[(number + chance.randrange(len(_PAGES))) % len(_PAGES)]
            visitor, answer = await Visitor.arrive(self.server, page)
            last = self.look(answer, page)
            for _ in range(chance.randrange(1, 6)):
                await asyncio.sleep(chance.uniform(0, 2 * thinking))
                now = self.look(await visitor.again(), page)
                self.said.expect(now >= last, f"{page}: snapshot {now} after {last}")
                last = now
            await visitor.leave()


async def run(wanted: argparse.Namespace, place: Path, server: str, said: common.Violations) -> None:
    """A quiet time, then the publishes, then the page that was open all the time."""
    open_all_along, answer = await Visitor.arrive(server, "so-lieu")
    quiet, busy = Visits(server, said), Visits(server, said)
    first = quiet.look(answer, "so-lieu")

    async def together(visits: Visits, is_over: Callable[[], bool]) -> None:
        chances = [random.Random(wanted.seed * 100 + number) for number in range(wanted.visitors)]
        await asyncio.gather(*(visits.stay(number, is_over, chance) for number, chance in enumerate(chances)))

    until = time.monotonic() + 20
    await together(quiet, lambda: time.monotonic() > until)
    publisher = common.start(lambda: [publish_next(place) for _ in range(wanted.rounds)])
    await together(busy, lambda: os.waitid(os.P_PID, publisher, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None)
    said.expect(common.ended(publisher) == 0, "a publish failed")
    gone = not (place / "snapshots" / f"snapshot-{first:06d}.duckdb").exists()
    last = busy.look(await open_all_along.again(), "the page that was open all along")
    said.expect(last == first + wanted.rounds, f"the open page shows {last}, not {first + wanted.rounds}")
    await open_all_along.leave()
    rows = [
        [what, len(visits.waits), len(visits.seen), *(f"{percentile(visits.waits, share):.0f}" for share in (50, 95))]
        for what, visits in (("quiet", quiet), (f"{wanted.rounds} publishes", busy))
    ]
    common.table(["time", "pages drawn", "snapshots seen", "p50 ms", "p95 ms"], rows)
    print(f"a page was open from snapshot {first} ({'deleted meanwhile' if gone else 'still there'}) to {last}")


def main() -> None:
    """Serve, publish, look, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100, help="publishes")
    parser.add_argument("--visitors", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    said, clock = common.Violations(), common.Clock()
    with common.folder() as folder:
        place, told = folder / "kho", folder / "watched"
        publish_next(place)
        os.environ["WATCHED"] = str(told)
        command = [sys.executable, "-m", "bench.endurance.watched", "run", "app.py", "--server.port", "{port}"]
        with serving.served(command, {"WAREHOUSE": str(place)}, "/_stcore/health") as server:
            asyncio.run(run(wanted, place, server.address, said))
        counts = told.with_name("watched.counts").read_text()
        mixed = told.read_text().splitlines() if told.exists() else []
        said.expect(not mixed, f"{len(mixed)} answers of another snapshot, the first: {mixed[:1]}")
    print(f"watched: {counts}; {wanted.visitors} visitors, {clock}")
    said.end()


if __name__ == "__main__":
    main()
