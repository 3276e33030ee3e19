"""A shared lake under many loaders, kills and outages: real PostgreSQL on loopback, each loader a machine of its own.

    python -m bench.endurance.lake [--rounds 50] [--loaders 8] [--own 20] [--kills 200] [--outages 20] [--seed 1]

One lake for all of it. First all loaders have periods of their own; then the same new period of one unit in files of
their own, a new period each round, and all but the first must be told who loaded it and when; then single loads are
killed anywhere on the way, by whichever machine; then the catalogue is stopped under a loader and two readers, and
started again. Linux.
"""

import argparse
import os
import random
import re
import signal
import time
from contextlib import closing
from pathlib import Path

from bench.endurance import common
from etl import database, homes, pipeline, verification
from etl.lake import address, engine
from etl.lake.engine import LakeAwayError
from etl.model import PersonCanActError
from tests import lakes

_QUARTERS = ("I", "II", "III", "IV")
# Each with 96 quarters that a document may name: no round has what another one had.
_UNITS = ("huyện Lắk, tỉnh Đắk Lắk", "huyện Thạnh Trị, tỉnh Sóc Trăng", "huyện Định Hóa, tỉnh Thái Nguyên",
          "huyện Vị Thủy, tỉnh Hậu Giang", "huyện Chợ Đồn, tỉnh Bắc Kạn", "huyện Đức Huệ, tỉnh Long An")  # fmt: skip
_WHO_AND_WHEN = re.compile(r"machine \d \(.+\), nạp lúc \d\d:\d\d:\d\d \d\d/\d\d/\d{4}")
_BACK = 10.0  # seconds after which the latest figures must be there again


class Turns:
    """Units and quarters that nobody had yet."""

    def __init__(self) -> None:
        """Begin with the first."""
        self._next = 0

    def next(self) -> dict[str, object]:
        """For `common.workbook`."""
        unit, quarter = divmod(self._next, 96)
        self._next += 1
        return {"unit": _UNITS[unit], "year": 2001 + quarter // 4, "quarter": _QUARTERS[quarter % 4]}


def period(file: dict[str, object]) -> str:
    """The end of the key under which `values` has it."""
    return f"{file['year']}-Q{_QUARTERS.index(str(file['quarter'])) + 1}"


class Office:
    """A lake and the machines around it."""

    def __init__(self, cluster: lakes.Cluster, folder: Path, said: common.Violations) -> None:
        """An empty lake."""
        self.cluster, self.folder, self.said = cluster, folder, said
        self.told = lakes.address(cluster, folder / "shared", folder / "reader")

    def machine(self, number: int) -> str:
        """The lake's address as one of the machines has it."""
        return lakes.on_machine(self.told, self.folder / f"machine-{number}")

    def load(self, machine: int, **file: object) -> int:
        """Start to load a file on one of the machines, in a process of its own; its id."""

        def work() -> None:
            warehouse = homes.at(self.machine(machine))
            report = pipeline.ingest([common.received(**file)], warehouse, received_by=f"machine {machine}")  # type: ignore[arg-type]
            (found,) = report.files
            if found.outcome == "refused":
                raise SystemExit(f"refused: {found.problems}")
            others = [one.sentence for one in found.problems if one.code == "beside_another"]
            self._told_file(machine).write_text("\n".join(others), encoding="utf-8")

        return common.start(work)

    def told_of(self, machine: int) -> str:
        """What the last load of a machine was told of others who had loaded the same."""
        return self._told_file(machine).read_text(encoding="utf-8")

    def _told_file(self, machine: int) -> Path:
        return self.folder / f"told-{machine}"

    def together(self, files: list[dict[str, object]]) -> list[int]:
        """Load each file on a machine of its own, all at once; their exit codes."""
        processes = [self.load(one, **file) for one, file in enumerate(files)]
        return [common.ended(process) for process in processes]

    def values(self, number: int = -1) -> dict[str, float]:
        """What a machine shows, by period; what is wrong with it is a violation."""
        reading, writing = os.pipe()

        def tell() -> None:
            path = homes.at(self.machine(number)).sound()
            found: dict[str, float] = {}
            if path is not None:
                with closing(database.open_reading(path)) as con:
                    verification.verify(con)
                    key = "reporting_unit || ' ' || period"
                    query = f"SELECT {key}, value FROM shown_observations WHERE indicator = ? ORDER BY ALL"  # noqa: S608
                    rows = con.execute(query, [common.INDICATOR]).fetchall()
                found = dict(rows)
                if len(found) != len(rows):
                    raise SystemExit("a figure is shown twice")
            os.write(writing, repr(found).encode())

        process = common.start(tell)
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            told = answer.read().decode()
        self.said.expect(common.ended(process) == 0, f"machine {number} cannot read the lake")
        found: dict[str, float] = eval(told or "{}", {"__builtins__": {}})  # noqa: S307 what tell wrote
        return found


def same_period(office: Office, rounds: int, loaders: int, turns: Turns) -> list[object]:
    """Every loader has the same new period."""
    begun, landed = time.monotonic(), 0
    for number in range(rounds):
        file, known = turns.next(), office.values().keys()
        codes = office.together([{**file, "value": one + 1, "number": one} for one in range(loaders)])
        landed += codes.count(0)
        office.said.expect(not any(codes), f"same period, round {number}: exit codes {codes}")
        found = {key: value for key, value in office.values().items() if key not in known}
        is_right = list(found.values()) == [loaders] and all(key.endswith(period(file)) for key in found)
        office.said.expect(is_right, f"same period, round {number}: {found}, not the latest document's alone")
        told = [office.told_of(one) for one in range(loaders)]
        is_told = told.count("") == 1 and all(_WHO_AND_WHEN.search(one) for one in told if one)
        office.said.expect(is_told, f"same period, round {number}: loaders were told {told}")
    return ["the same new period", rounds, rounds * loaders, landed, f"{time.monotonic() - begun:.0f}"]


def own_periods(office: Office, rounds: int, loaders: int, turns: Turns) -> list[object]:
    """Every loader has a period of its own."""
    begun, landed = time.monotonic(), 0
    for number in range(rounds):
        known = office.values().keys()
        files = [{**turns.next(), "value": one + 1, "number": one} for one in range(loaders)]
        codes = office.together(files)
        office.said.expect(not any(codes), f"own periods, round {number}: exit codes {codes}")
        found = [value for key, value in office.values().items() if key not in known]
        office.said.expect(sorted(found) == list(range(1, loaders + 1)), f"own periods, round {number}: {found}")
        landed += len(found)
    return ["periods of their own", rounds, rounds * loaders, landed, f"{time.monotonic() - begun:.0f}"]


def first(office: Office, turns: Turns) -> float:
    """Load one file undisturbed, and let every machine have it: how many seconds the load took."""
    begun = time.monotonic()
    office.said.expect(
        office.together([{**turns.next(), "value": 0, "number": 0}]) == [0], "an undisturbed load failed"
    )
    spent = time.monotonic() - begun
    for machine in range(3):
        office.values(machine)
    return spent


def killed(office: Office, kills: int, chance: random.Random, turns: Turns) -> list[object]:
    """Single loads, killed on the way; what was acknowledged is there, and nothing is lost."""
    begun, acknowledged, struck, number = time.monotonic(), 0, 0, 0
    whole = first(office, turns)
    known = office.values()
    while struck < kills:
        number += 1
        if number % 60 == 1:  # a unit's next quarter; the later document replaces the one before
            file = turns.next()
        # The first of a quarter has the first day: a document of that day after others would not replace them.
        process = office.load(number % 3, **{**file, "value": number, "number": (number - 1) % 60})
        time.sleep(chance.uniform(0, 1.5 * whole))
        os.kill(process, signal.SIGKILL)
        is_acknowledged = common.ended(process) == 0
        struck, acknowledged = struck + (not is_acknowledged), acknowledged + is_acknowledged
        if is_acknowledged or number % 4 == 0:
            found = office.values((number + 1) % 3)  # on another machine
            own = max((value for key, value in found.items() if key not in known), default=0)
            is_there = number in found.values()
            office.said.expect(is_there or not is_acknowledged, f"kill {number}: acknowledged, not there")
            office.said.expect(known.items() <= found.items(), f"kill {number}: others' figures changed")
            office.said.expect(own <= number, f"kill {number}: {own}")
            if number % 60 == 0:
                known = found
    office.said.expect(office.values(0) == office.values(1) == office.values(2), "machines differ after the kills")
    return ["killed on the way", struck, number, acknowledged, f"{time.monotonic() - begun:.0f}"]


def outages(office: Office, times: int, chance: random.Random, turns: Turns) -> list[object]:
    """The catalogue stops at any moment of a load; readers go on, and have the latest when it is back."""
    begun, longest, landed = time.monotonic(), 0.0, 0
    whole = first(office, turns)
    outcome = office.folder / "outcome"
    for number in range(times):
        file, before = turns.next(), office.values(1)

        def work(file: dict[str, object] = file, number: int = number) -> None:
            try:
                one = common.received(**{**file, "value": number + 1, "number": number})  # type: ignore[arg-type]
                pipeline.ingest([one], homes.at(office.machine(0)), received_by="machine 0")
                outcome.write_text("landed")
            except PersonCanActError as error:
                outcome.write_text(type(error).__name__)

        process = common.start(work)
        time.sleep(chance.uniform(0, 1.2 * whole))
        office.cluster.stop("immediate")
        seen = office.values(1)  # the last figures stand
        office.said.expect(before.items() <= seen.items(), f"outage {number}: figures were lost")
        time.sleep(chance.uniform(0, 2))
        office.cluster.start()
        back = time.monotonic()
        found = office.values(1)
        longest = max(longest, time.monotonic() - back)
        code = common.ended(process)
        told = outcome.read_text() if outcome.exists() else "nothing"
        outcome.unlink(missing_ok=True)
        office.said.expect(code == 0 and told != "nothing", f"outage {number}: the loader ended with {code}, {told}")
        found = office.values(1)
        new = [key for key in found if key not in before]
        office.said.expect(before.items() <= found.items() and len(new) <= 1, f"outage {number}: {new}")
        office.said.expect(told != "landed" or len(new) == 1, f"outage {number}: acknowledged, not there")
        print(f"outage {number}: {told}, {len(new)} new", flush=True)
        landed += told == "landed"
    office.said.expect(longest <= _BACK, f"the first answer took {longest:.1f} s")
    print(f"after a start of the catalogue the latest figures were there in {longest:.1f} s at most")
    return ["catalogue stopped", times, times, landed, f"{time.monotonic() - begun:.0f}"]


def main() -> None:
    """Start them, look, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, times in (("rounds", 50), ("loaders", 8), ("own", 20), ("kills", 200), ("outages", 20), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=times)
    wanted = parser.parse_args()
    if reason := lakes.reason_without():
        raise SystemExit(reason)
    common.read_here()
    turns = Turns()
    said, clock, chance, rows = common.Violations(), common.Clock(), random.Random(wanted.seed), list[list[object]]()
    with common.folder() as folder, lakes.running() as cluster:
        os.environ |= cluster.variables()
        office = Office(cluster, folder, said)
        with common.until_told_to_end():
            for what in (
                lambda: own_periods(office, wanted.own, wanted.loaders, turns),
                lambda: same_period(office, wanted.rounds, wanted.loaders, turns),
                lambda: killed(office, wanted.kills, chance, turns),
                lambda: outages(office, wanted.outages, chance, turns),
            ):
                rows.append(what())
                common.table(["loaders have", "rounds", "loads", "landed", "seconds"], rows[-1:])
        count = common.forked(lambda: _tidy(office))
        said.expect(count == 0, "compaction failed")
    common.table(["loaders have", "rounds", "loads", "landed", "seconds"], rows)
    print(f"{wanted.loaders} loaders, {clock}")
    said.end()


def _tidy(office: Office) -> None:
    found = address.parse(office.told)
    files = sum(1 for _ in Path(found.tables).rglob("*.parquet"))
    try:
        with closing(engine.connect(found)) as con:
            query = "SELECT n FROM postgres_query(?, 'SELECT count(*) AS n FROM ducklake_data_file')"
            (named,) = con.execute(query.replace("?", f"'{engine.CATALOGUE}'")).fetchone() or (0,)
    except LakeAwayError as error:
        raise AssertionError from error
    print(f"{files} Parquet files, {named} of them named by the catalogue", flush=True)


if __name__ == "__main__":
    main()
