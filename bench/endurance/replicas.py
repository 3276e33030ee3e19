"""Two replicas of the dashboard and a loader over one lake, with many people: who follows a load, and how soon.

    python -m bench.endurance.replicas [--rounds 20] [--visitors 50] [--thinking 5] [--province] [--seed 1]

Real PostgreSQL on loopback, two servers with a watch on their questions (`watched`), each a machine of its own, and a
third machine that loads. Half of the visitors are at each replica: they open pages, read, think, and draw them again.
After every load, as soon as it is acknowledged, a page that has been open on each replica all along is drawn once more:
that run must already be of the new publication, with the new figure. No run of anybody may be of an older one than the
run before, fail, or mix two. With --province the lake holds an invented province, otherwise one figure. Needs
bench/requirements.txt and PostgreSQL; Linux.
"""

import argparse
import asyncio
import contextlib
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench import serving
from bench.endurance import common
from bench.endurance.readers import Visits, numbers
from bench.endurance.watched import BASE
from bench.sessions import percentile
from bench.visitor import Visitor
from etl import database, demo, homes, pipeline
from etl.demo import world
from etl.model import ReceivedFile
from tests import lakes

_PROVINCE = (40, 12, 1)  # units, periods, seed
_REPLICAS = 2
_LOOKED_AT = "so-lieu"


class Loader:
    """The machine that loads; publication n bears the value of a million and n: a value tells where it is from."""

    def __init__(self, address: str) -> None:
        """Nothing is loaded yet."""
        self._address = address

    def next(self) -> int:
        """Load the next document, in a process of its own; the number of the publication that has it."""
        number = self.latest() + 1
        code = common.forked(lambda: self._load(number))
        if code:
            raise SystemExit(f"the load of publication {number} ended with {code}")
        return number

    def latest(self) -> int:
        """The number of the latest publication, 0 where there is none."""
        said: list[int] = []
        reading, writing = os.pipe()

        def tell() -> None:
            path = homes.at(self._address).current()
            os.write(writing, str(int(path.stem.rpartition("-")[2]) if path else 0).encode())

        process = common.start(tell)
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            said.append(int(answer.read() or b"-1"))
        if common.ended(process) or said[0] < 0:
            raise SystemExit("the loader's machine cannot read the lake")
        return said[0]

    def fill(self) -> None:
        """An invented province."""

        def work() -> None:
            drawn = demo.draw(world.build(*_PROVINCE), with_defects=False)
            pipeline.ingest([ReceivedFile(one.name, one.data) for one in drawn], homes.at(self._address))

        if common.forked(work):
            raise SystemExit("the province was not loaded")

    def _load(self, number: int) -> None:
        warehouse = homes.at(self._address)
        report = pipeline.ingest([common.received(BASE + number, number)], warehouse, received_by="the third machine")
        assert report.snapshot.startswith(f"snapshot-{number:06d}."), report  # noqa: S101 else the values would lie
        path = warehouse.current()
        assert path is not None  # noqa: S101 as above
        with closing(database.open_reading(path)) as con:
            query = "SELECT max(value) FROM shown_observations WHERE indicator = ?"
            assert con.execute(query, [common.INDICATOR]).fetchone() == (BASE + number,)  # noqa: S101 as above


@contextlib.contextmanager
def replicas(address: str, folder: Path) -> Iterator[list[serving.Server]]:
    """Two servers, each with a folder of its own."""
    with contextlib.ExitStack() as servers:
        found = []
        for number in range(_REPLICAS):
            told = {
                "WAREHOUSE": lakes.on_machine(address, folder / f"replica-{number}"),
                "WATCHED": str(folder / f"watched-{number}"),
            }
            command = [sys.executable, "-m", "bench.endurance.watched", "run", "app.py", "--server.port", "{port}"]
            found.append(servers.enter_context(serving.served(command, told, "/_stcore/health")))
        yield found


class Publishing:
    """The loads of a check, and how long after each a page of each replica had it."""

    def __init__(self, loader: Loader, said: common.Violations) -> None:
        """None yet."""
        self._loader, self._said = loader, said
        self.is_over = False
        self.followed: list[float] = []
        self.loads: list[float] = []

    async def go(self, servers: list[serving.Server], rounds: int) -> None:
        """Load, and after each acknowledgement draw the page that is open on each replica once."""
        try:
            arrived = [await Visitor.arrive(server.address, _LOOKED_AT) for server in servers]
            for _ in range(rounds):
                begun = time.monotonic()
                wanted = await asyncio.to_thread(self._loader.next)
                self.loads.append(time.monotonic() - begun)
                await asyncio.gather(*(self._look(one, wanted, at) for at, (one, _) in enumerate(arrived)))
            for visitor, _ in arrived:
                await visitor.leave()
        finally:
            self.is_over = True

    async def _look(self, visitor: Visitor, wanted: int, replica: int) -> None:
        answer = await visitor.again()
        told = numbers(answer)
        self.followed.append(answer.milliseconds)
        self._said.expect(told == {wanted}, f"replica {replica}: {told} after publication {wanted} was acknowledged")


async def _visit(visits: Visits, number: int, publishing: Publishing, wanted: argparse.Namespace) -> None:
    """A person at a replica until it is over: some pages, each drawn a few times, with pauses."""
    chance = random.Random(wanted.seed * 1000 + number)
    await asyncio.sleep(chance.uniform(0, wanted.thinking))
    await visits.stay(number, lambda: publishing.is_over, chance, wanted.thinking)


async def _run(
    wanted: argparse.Namespace, servers: list[serving.Server], loader: Loader, said: common.Violations
) -> None:
    publishing = Publishing(loader, said)
    visits = [Visits(server.address, said) for server in servers]
    spent, begun = sum(server.processor_seconds() for server in servers), time.monotonic()
    people = (_visit(visits[number % _REPLICAS], number, publishing, wanted) for number in range(wanted.visitors))
    await asyncio.gather(publishing.go(servers, wanted.rounds), *people)
    lasted = time.monotonic() - begun
    spent = sum(server.processor_seconds() for server in servers) - spent
    rows = [
        [f"replica {at}", len(one.waits), len(one.seen), *(f"{percentile(one.waits, share):.0f}" for share in (50, 95))]
        for at, one in enumerate(visits)
    ]
    common.table(["visitors of", "pages drawn", "publications seen", "p50 ms", "p95 ms"], rows)
    print(
        f"{len(publishing.loads)} loads of {statistics.median(publishing.loads):.1f} s at the median; the first run "
        f"after each, on each replica: {statistics.median(publishing.followed):.0f} ms at the median, "
        f"{max(publishing.followed):.0f} at most; both replicas used {100 * spent / lasted:.0f} % of a processor"
    )


def main() -> None:
    """Serve, load, look, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20, help="loads")
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--thinking", type=float, default=5, help="seconds between a visitor's runs, on average")
    parser.add_argument("--province", action="store_true", help="an invented province is in the lake")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    if reason := lakes.reason_without():
        raise SystemExit(reason)
    said, clock = common.Violations(), common.Clock()
    with common.folder() as folder, lakes.running() as cluster:
        os.environ |= cluster.variables()
        address = lakes.address(cluster, folder / "shared", folder / "loader")
        loader = Loader(address)
        if wanted.province:
            loader.fill()
        common.read_here()
        loader.next()
        with replicas(address, folder) as servers:
            asyncio.run(_run(wanted, servers, loader, said))
        for number in range(_REPLICAS):
            told = folder / f"watched-{number}"
            mixed = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
            said.expect(not mixed, f"replica {number}: {len(mixed)} answers of another publication: {mixed[:1]}")
            print(f"replica {number}: {told.with_name(told.name + '.counts').read_text(encoding='utf-8')}")
    print(f"{wanted.visitors} visitors, {clock}")
    said.end()


if __name__ == "__main__":
    main()
