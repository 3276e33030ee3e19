"""What it costs to load one unit's report into a nation's figures, step by step: seconds and bytes written.

    python -m bench.publish [--observations 10000000] [--rounds 3] [--keep FOLDER]

The workbook is the unit form of a commune, filled; it goes through `pipeline.ingest` into the same warehouse, each
round that of another commune, so that the snapshots grow as they would. Each load runs in a process of its own, as the
command line's does: the first of a process looks at every byte of what it builds on. The exit code is 1 where a goal
was missed.
"""

import argparse
import io
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bench import national
from etl import (
    answers,
    compaction,
    database,
    derive,
    files,
    form_history,
    load,
    periods,
    pipeline,
    seals,
    unit_form,
    unit_form_writing,
    verification,
)
from etl.form_words import SHEET, UNIT_COLUMNS
from etl.model import ReceivedFile
from etl.snapshots import Warehouse

_SECONDS, _MEGABYTES = 5.0, 60.0
# What is timed, in the order of a load; what runs within another is part of it, too.
_STEPS: list[tuple[Any, str, str]] = [
    (seals, "is_whole", "look at every byte"),
    (shutil, "copyfile", "copy"),
    (load, "store", "store"),
    (derive, "refresh", "derive"),
    (compaction, "write", "write a base"),
    (database, "close_written", "checkpoint"),
    (verification, "verify_added", "verify"),
    (verification, "verify", "verify all"),
    (files, "sync_file", "sync"),
    (seals, "write", "seal"),
    (Warehouse, "point_to", "point to it, forget old ones"),
]


def written() -> int:
    """Bytes that this process has handed to the disk."""
    for line in Path("/proc/self/io").read_text().splitlines():
        if line.startswith("write_bytes"):
            return int(line.split()[1])
    return 0


@contextmanager
def steps(found: dict[str, tuple[float, int]]) -> Iterator[None]:
    """Take the time of each step of the product while this lasts."""

    def timed(work: Callable[..., Any], name: str) -> Callable[..., Any]:
        def run(*args: Any, **more: Any) -> Any:
            begun, before = time.perf_counter(), written()
            try:
                return work(*args, **more)
            finally:
                seconds, size = found.get(name, (0.0, 0))
                found[name] = (seconds + time.perf_counter() - begun, size + written() - before)

        return run

    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in _STEPS]
    try:
        for owner, name, told in _STEPS:
            setattr(owner, name, timed(getattr(owner, name), told))
        yield
    finally:
        for owner, name, work in kept:
            setattr(owner, name, work)


def report_of(warehouse: Warehouse, unit: str, code: str) -> ReceivedFile:
    """A unit's form for a period, filled; with other figures after every load."""
    tables, period = answers.known_tables(warehouse), periods.parse_code(code)
    current = warehouse.current()
    assert current is not None  # noqa: S101 made before
    assert period is not None  # noqa: S101 of our own
    whose = tables.unit_of[unit]
    with closing(database.open_reading(current)) as con:
        seed = derive.last_load(con)
        history = form_history.read(con, [form_history.whose(whose)])[unit]
    form = unit_form.plan(whose, period, [], history, tables)
    book = load_workbook(io.BytesIO(unit_form_writing.write(form, tables)))
    column = {name: number for number, (name, _) in enumerate(UNIT_COLUMNS)}
    for number, row in enumerate(book[SHEET].iter_rows(min_row=12)):
        indicator = tables.indicators.get(str(row[column["Mã chỉ tiêu"]].value))
        if indicator is not None and indicator.kind in ("count", "money"):
            row[column["Giá trị"]].value = 300 + (seed + number) % 50
    out = io.BytesIO()
    book.save(out)
    return ReceivedFile(form.file_name, out.getvalue())


def one_load(place: Path, unit: str, code: str) -> None:
    """Load one report and print the steps as rows; for a process of its own."""
    warehouse = Warehouse(place)
    file = report_of(warehouse, unit, code)
    found: dict[str, tuple[float, int]] = {}
    before, begun, wrote = time.process_time(), time.perf_counter(), written()
    with steps(found):
        report = pipeline.ingest([file], warehouse, received_by="bench", workers=1)
    (one,) = report.files
    if one.outcome not in ("loaded", "partly"):
        raise SystemExit(f"{file.name}: {one.outcome} {[problem.code for problem in one.problems]}")
    found["the whole load"] = (time.perf_counter() - begun, written() - wrote)
    for name, (seconds, size) in found.items():
        print(f"step\t{name}\t{seconds}\t{size}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"cost\t{time.process_time() - before}\t{peak}\t{one.figures}")


def measure(place: Path, world: national.World, rounds: int) -> tuple[dict[str, list[tuple[float, int]]], list[float]]:
    """Seconds and bytes by step, round by round, and the peaks of memory in megabytes."""
    found: dict[str, list[tuple[float, int]]] = {}
    peaks = []
    for number in range(rounds):
        options = [str(place), world.units[number], f"{world.last_year}-Q1"]
        done = subprocess.run(
            [sys.executable, "-m", "bench.publish", "--one", *options], capture_output=True, text=True, check=False,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"the load failed: {done.stderr.strip()[-800:]}{done.stdout.strip()[-300:]}")
        for line in done.stdout.splitlines():
            kind, *told = line.split("\t")
            if kind == "step":
                found.setdefault(told[0], []).append((float(told[1]), int(told[2])))
            elif kind == "cost":
                peaks.append(float(told[1]))
    return found, peaks


def main() -> None:
    """Make the warehouse, load, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--observations", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="make the warehouse here, or use the one that is here")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.one:
        place, unit, code = wanted.one
        one_load(Path(place), unit, code)
        return
    with tempfile.TemporaryDirectory() as folder:
        place = (wanted.keep or Path(folder)) / f"national-{wanted.observations}"
        begun = time.perf_counter()
        world = national.make(place, wanted.observations)
        print(f"{world.observations:,} observations, {len(world.units):,} units; made in "
              f"{time.perf_counter() - begun:.0f} s\n")  # fmt: skip
        found, peaks = measure(place, world, wanted.rounds)
    print("| step | s, median | MB written, median |\n|---|---:|---:|")
    for name, told in found.items():
        seconds, size = (statistics.median(one) for one in zip(*told, strict=True))
        print(f"| {name} | {seconds:.2f} | {size / 1e6:.1f} |")
    seconds, size = (statistics.median(one) for one in zip(*found["the whole load"], strict=True))
    print(f"\npeak memory {max(peaks):.0f} MB\n")
    print(f"seconds of one unit's load: {seconds:.1f} (goal: at most {_SECONDS:.0f})")
    print(f"megabytes written by it: {size / 1e6:.0f} (goal: at most {_MEGABYTES:.0f})")
    sys.exit(0 if seconds <= _SECONDS and size / 1e6 <= _MEGABYTES else 1)


if __name__ == "__main__":
    main()
