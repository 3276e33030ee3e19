"""kill -9 at every step of a load, and at random moments: the old figures or the new, never between.

    python -m bench.endurance.kills [--rounds 500] [--seed 1] [--commands 20]

A load is a sequence of calls (read, lock, copy, store, derive, checkpoint, verify, close, flush, move, seal, point,
clean). The first rounds kill before and after each of them in turn, the rest at random moments; after each the
warehouse is looked at and the next file is loaded, which must work and leave nothing lying about. `--commands` more
rounds kill `python -m etl load` with its reading processes, which must end too. Linux.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.endurance import common
from etl import ahead, database, derive, files, holder, load, seals, sink, verification
from etl.next_snapshot import NextSnapshot
from etl.snapshots import KEPT_SNAPSHOTS, Warehouse

_OLDER = KEPT_SNAPSHOTS + 1  # loads before, so that each one deletes an old snapshot
_STEPS: list[tuple[str, Any, str]] = [
    ("reading", ahead, "_read"),
    ("keeping the original", Warehouse, "keep_original"),
    ("locked", Warehouse, "_clear_leftovers"),
    ("saying who", holder, "named"),
    ("choosing the base", Warehouse, "sound"),
    ("copying", shutil, "copyfile"),
    ("opening the copy", database, "open_writing"),
    ("reviewed tables", load, "refresh_reference"),
    ("beginning", load, "begin"),
    ("storing", load, "store"),
    ("inserting", load, "_insert"),
    ("deriving", derive, "refresh"),
    ("publishing", NextSnapshot, "publish"),
    ("opening again", database, "open_reading"),
    ("verifying", verification, "verify_added"),
    ("flushing", files, "sync_file"),
    ("moving", files, "replace"),
    ("sealing", seals, "write"),
    ("flushing the folder", files, "sync_folder"),
    ("pointing", Warehouse, "point_to"),
    ("writing the pointer", files, "write_durably"),
    ("cleaning", Warehouse, "_forget_old"),
    ("removing", files, "remove"),
    ("closing", NextSnapshot, "close"),
    ("finishing", sink.Sink, "finish"),
]


class Steps:
    """Counts the steps of a load, and ends the process at one of them."""

    def __init__(self, fatal: int = 0) -> None:
        """`fatal` is the number of the step before which the process is killed; 0 for none."""
        self.names: list[str] = []
        self._fatal = fatal

    def watch(self) -> None:
        """Wrap every step in this process."""
        for name, owner, attribute in _STEPS:
            setattr(owner, attribute, self._wrapped(name, getattr(owner, attribute)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            self._reached(f"before {name}")
            answer = real(*arguments, **options)
            self._reached(f"after {name}")
            return answer

        return step

    def _reached(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def steps_of_a_load(place: Path) -> list[str]:
    """The steps of a load that nothing happens to, in their order."""
    told = place.parent / "steps"

    def work() -> None:
        steps = Steps()
        steps.watch()
        common.load_one(place, _OLDER + 1, _OLDER + 1)
        told.write_text("\n".join(steps.names))

    assert common.forked(work) == 0  # noqa: S101 or nothing can be tried
    return told.read_text().split("\n")


def kill_at(place: Path, value: int, number: int, step: int) -> int:
    """Load a file in a process that is killed at a step."""

    def work() -> None:
        Steps(step).watch()
        common.load_one(place, value, number)

    return common.forked(work)


def kill_after(place: Path, value: int, number: int, seconds: float) -> int:
    """Load a file in a process that is killed after a while."""
    process = common.start(lambda: common.load_one(place, value, number))
    timer = threading.Timer(seconds, os.kill, (process, signal.SIGKILL))
    timer.start()
    code = common.ended(process)
    timer.cancel()
    return code


def kill_command(place: Path, file: Path, seconds: float) -> tuple[int, int]:
    """Kill `python -m etl load`; its exit code and how many reading processes outlive it by two seconds."""
    command = [sys.executable, "-X", "utf8", "-m", "etl", "load", str(file), "--warehouse", str(place)]
    running = subprocess.Popen(command, cwd=common.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    children = _children(running.pid)
    running.kill()
    code = running.wait()
    time.sleep(2)
    return code, sum(Path(f"/proc/{child}").exists() for child in children)


def _children(parent: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


class Run:
    """The rounds of a check: the value that is shown, and what was seen."""

    def __init__(self, place: Path, said: common.Violations) -> None:
        """`place` is a warehouse whose last load, one after the older ones, shows its number."""
        self.place, self.said = place, said
        self.number, self.shown = _OLDER + 1, float(_OLDER + 1)
        self.ends: Counter[str] = Counter()
        self.slowest = 0.0

    def round(self, what: str, attempt: Callable[[int, int], int]) -> None:
        """Try to load the next file with an attempt that is killed, look, and load the one after it."""
        self.number += 1
        code = attempt(self.number, self.number)
        before, new = self.shown, float(self.number)
        self._look(what, {before, new} if code else {new})
        self.ends[("killed, " if code else "done, ") + ("new" if self.shown == new else "old")] += 1
        self.number += 1
        begun = time.monotonic()
        done = common.forked(lambda: common.load_one(self.place, self.number, self.number))
        self.slowest = max(self.slowest, time.monotonic() - begun)
        self.said.expect(done == 0, f"{what}: the next load ended with {done}")
        self._look(f"the load after {what}", {float(self.number)})
        left = common.leftovers(self.place)
        self.said.expect(not left, f"{what}: left over after the next load: {left}")

    def _look(self, what: str, possible: set[float]) -> None:
        seen = common.state(self.place)
        self.said.expect(not seen["wrong"], f"{what}: {seen['wrong']}")
        values: dict[str, float] = dict(seen["values"])  # type: ignore[call-overload]
        self.said.expect(set(values.values()) <= possible and len(values) == 1, f"{what}: {values}, not {possible}")
        self.shown = next(iter(values.values()), self.shown)


def in_forks(run: Run, names: list[str], rounds: int, whole: float, chance: random.Random) -> None:
    """Kill at every step, or at some evenly spread, then at random moments of a load that takes `whole` seconds."""
    few = min(1.0, rounds / len(names))
    for count in range(rounds):
        if count < len(names):
            step = int(count / few) + 1
            run.round(names[step - 1], lambda value, number, step=step: kill_at(run.place, value, number, step))  # type: ignore[misc]
        else:
            after = chance.uniform(0, whole)
            run.round(f"{after:.3f} s", lambda value, number, s=after: kill_after(run.place, value, number, s))  # type: ignore[misc]
        if count % 50 == 49:
            print(f"{count + 1} kills, {len(run.said.found)} violations", flush=True)


def of_commands(run: Run, rounds: int, chance: random.Random) -> None:
    """Kill the command line with its reading processes."""
    outlived = 0

    def attempt(value: int, number: int, after: float) -> int:
        nonlocal outlived
        file = run.place.parent / f"{number}.xlsx"
        file.write_bytes(common.workbook(value, number))
        code, alive = kill_command(run.place, file, after)
        outlived += alive
        return code

    for _ in range(rounds):
        after = chance.uniform(0.3, 2.5)
        what = f"the command after {after:.2f} s"
        run.round(what, lambda value, number, after=after: attempt(value, number, after))  # type: ignore[misc]
    run.said.expect(outlived == 0, f"{outlived} reading processes outlived their load")


def main() -> None:
    """Kill, look, print; also what was seen so far, when it is asked to end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--commands", type=int, default=20, help="more rounds, with the command line")
    wanted = parser.parse_args()
    common.read_here()
    chance, said, clock = random.Random(wanted.seed), common.Violations(), common.Clock()
    with common.folder() as folder:
        place = folder / "kho"
        for number in range(1, _OLDER + 1):
            common.forked(lambda number=number: common.load_one(place, number, number))  # type: ignore[misc]
        names = steps_of_a_load(place)
        run = Run(place, said)
        begun = time.monotonic()
        run.round("a load that nothing happens to", lambda value, number: kill_at(place, value, number, 0))
        whole = (time.monotonic() - begun) / 2
        in_forks_seen: Counter[str] = Counter()
        with common.until_told_to_end():
            in_forks(run, names, wanted.rounds, whole, chance)
            in_forks_seen = Counter(run.ends)
            of_commands(run, wanted.commands, chance)
        in_forks_seen = in_forks_seen or Counter(run.ends)
        print(f"{len(names)} steps of one load: {', '.join(dict.fromkeys(name.split(' ', 1)[1] for name in names))}")
        rows = [[how, in_forks_seen[how], run.ends[how] - in_forks_seen[how]] for how in sorted(run.ends)]
        common.table(["ended, shown", "in a fork", "the command"], rows)
        print(f"{sum(run.ends.values()) - 1} rounds, slowest load after one {run.slowest:.1f} s, {clock}")
    said.end()


if __name__ == "__main__":
    main()
