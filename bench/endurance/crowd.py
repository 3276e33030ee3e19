"""Eight loaders at once: every file lands once, whichever comes first, and who waits too long is told who works.

    python -m bench.endurance.crowd [--rounds 20] [--loaders 8] [--seed 1]

Each round begins with nothing and starts all loaders behind one gate, in four ways: the same new period of one unit in
files of their own, the same file, periods of their own, and the same new period with half of the loaders killed on the
way. Linux.
"""

import argparse
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

from bench.endurance import common
from etl import pipeline
from etl.database import WarehouseError
from etl.model import ReceivedFile
from etl.snapshots import Warehouse

_QUARTERS = ("I", "II", "III", "IV")


def together(place: Path, files: list[dict[str, object]], killed: dict[int, float]) -> list[int]:
    """Load each file in a process of its own, all at once; their exit codes. `killed` are killed after so long."""
    # Drawn here: a workbook holds the second of its saving, and two processes would not have the same bytes.
    received = [common.received(**file) for file in files]  # type: ignore[arg-type]
    gate = time.monotonic() + 0.3

    def load(file: ReceivedFile) -> None:
        time.sleep(max(0.0, gate - time.monotonic()))
        report = pipeline.ingest([file], Warehouse(place), received_by="check")
        (place.parent / f"outcome-{os.getpid()}").write_text(report.files[0].outcome)

    processes = [common.start(lambda file=file: load(file)) for file in received]  # type: ignore[misc]
    for number, after in sorted(killed.items(), key=lambda one: one[1]):
        time.sleep(max(0.0, gate + after - time.monotonic()))
        os.kill(processes[number], signal.SIGKILL)
    return [common.ended(process) for process in processes]


def outcomes(folder: Path) -> Counter[str]:
    """What the loaders said of their files; told once."""
    found: Counter[str] = Counter()
    for told in folder.glob("outcome-*"):
        found[told.read_text()] += 1
        told.unlink()
    return found


def told_who(place: Path, said: common.Violations) -> str:
    """What a loader is told that does not want to wait."""
    with Warehouse(place).loading():
        try:
            with Warehouse(place).loading(wait=0.1):
                said.expect(condition=False, said="two loaders at work")
        except WarehouseError as error:
            said.expect(f"tiến trình {os.getpid()}" in str(error), f"nobody is named: {error}")
            return str(error)
    return ""


class Rounds:
    """The rounds of a check and what they came to."""

    def __init__(self, folder: Path, loaders: int, chance: random.Random, said: common.Violations) -> None:
        """Nothing was tried yet."""
        self.folder, self.loaders, self.chance, self.said = folder, loaders, chance, said
        self.rows: list[list[object]] = []

    def run(self, what: str, rounds: int) -> None:
        """So many rounds in one way."""
        begun, landed, loads = time.monotonic(), 0, 0
        for number in range(rounds):
            place = self.folder / f"{len(self.rows)}-{number}" / "kho"
            place.parent.mkdir()
            files = self._files(what)
            killed = (
                {one: self.chance.uniform(0, 4) for one in self.chance.sample(range(self.loaders), self.loaders // 2)}
                if "killed" in what
                else {}
            )
            codes = together(place, files, killed)
            loads += len(codes)
            landed += self._look(what, place, files, codes)
        spent = (time.monotonic() - begun) / max(1, rounds)
        self.rows.append([what, rounds, loads, landed, f"{spent:.1f}"])

    def _files(self, what: str) -> list[dict[str, object]]:
        if what == "the same file":
            return [{"value": 7, "number": 1}] * self.loaders
        if what == "own periods":
            return [
                {"value": one + 1, "number": one, "quarter": _QUARTERS[one % 4], "year": 2023 + one // 4}
                for one in range(self.loaders)
            ]
        return [{"value": one + 1, "number": one} for one in range(self.loaders)]

    def _look(self, what: str, place: Path, files: list[dict[str, object]], codes: list[int]) -> int:
        said, found = outcomes(place.parent), common.state(place)
        self.said.expect(not found["wrong"], f"{what}: {found['wrong']}")
        self.said.expect(all(code in (0, -signal.SIGKILL) for code in codes), f"{what}: exit codes {codes}")
        values: list[float] = sorted(found["values"].values())  # type: ignore[attr-defined]
        if what == "the same file":
            self.said.expect(said == Counter(loaded=1, unchanged=self.loaders - 1), f"{what}: {said}")
            self.said.expect(values == [7], f"{what}: {values}")
        elif what == "own periods":
            self.said.expect(values == [one["value"] for one in files], f"{what}: {values}")
        else:
            sure = max((one["value"] for one, code in zip(files, codes, strict=True) if code == 0), default=0)  # type: ignore[type-var]
            self.said.expect(len(values) == 1 and values[0] >= sure, f"{what}: {values}, at least {sure}")  # type: ignore[operator]
        return said["loaded"] + said["unchanged"]


def main() -> None:
    """Start them, look, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--loaders", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    common.read_here()
    said, clock = common.Violations(), common.Clock()
    with common.folder() as folder:
        rounds = Rounds(folder, wanted.loaders, random.Random(wanted.seed), said)
        with common.until_told_to_end():
            for what in ("the same file", "one new period", "own periods", "one new period, half of them killed"):
                rounds.run(what, wanted.rounds)
        sentence = told_who(folder / "who", said)
    common.table(["loaders have", "rounds", "loads", "landed", "seconds a round"], rounds.rows)
    print(f"who waits too long reads: {sentence}\n{wanted.loaders} loaders, {clock}")
    said.end()


if __name__ == "__main__":
    main()
