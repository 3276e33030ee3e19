"""The whole load beside reading alone: pandas with openpyxl, python-calamine, and ours with one and two workers.

    python -m bench.loading [--workbooks 500] [--rounds 3] [--source bench.workbooks:draw]

All cases take the same files, round by round in turn, so that whatever else the machine does falls on all of
them. Cost is processor time of this process and its children, starts included; wall time is for scaling only. The exit
code is 1 where a goal was missed.
"""

import argparse
import importlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from python_calamine import CalamineWorkbook

from bench import workbooks
from etl import pipeline
from etl.snapshots import Warehouse

_BASELINE = "pandas + openpyxl, read alone"
_CPU_GOAL, _SCALE_GOAL = 0.5, 1.7
_ONE, _TWO = "ours, whole load, 1 worker", "ours, whole load, 2 workers"


class Spent(NamedTuple):
    """Seconds of one round."""

    processor: float
    wall: float


def _pandas(files: Sequence[Path]) -> None:
    for file in files:
        pd.read_excel(file, sheet_name=None, header=None, engine="openpyxl")


def _calamine(files: Sequence[Path]) -> None:
    for file in files:
        book = CalamineWorkbook.from_path(file)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def _load(files: Sequence[Path], workers: int) -> None:
    """Into an empty warehouse; every workbook must load, or the figures would flatter."""
    with tempfile.TemporaryDirectory() as folder:
        report = pipeline.ingest(pipeline.received_from(files), Warehouse(folder), workers=workers)
    refused = [file.file for file in report.files if file.outcome not in ("loaded", "partly")]
    if refused:
        raise ValueError(f"{len(refused)} workbooks were not loaded, the first is {refused[0]}")


CASES: dict[str, Callable[[Sequence[Path]], None]] = {
    _BASELINE: _pandas,
    "python-calamine, read alone": _calamine,
    _ONE: lambda files: _load(files, 1),
    _TWO: lambda files: _load(files, 2),
}


def measure(files: Sequence[Path], rounds: int) -> dict[str, list[Spent]]:
    """What each case takes, round by round; a round over a few files warms all of them."""
    found: dict[str, list[Spent]] = {}
    for number in range(rounds + 1):
        for name, run in CASES.items():
            before, begun = processor_seconds(), time.perf_counter()
            run(files if number else files[:10])
            if number:
                spent = Spent(processor_seconds() - before, time.perf_counter() - begun)
                found.setdefault(name, []).append(spent)
    return found


def processor_seconds() -> float:
    """Of this process and of those that it started and that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def source(name: str) -> workbooks.Source:
    """The function that 'module:function' names."""
    module, _, function = name.partition(":")
    found: workbooks.Source = getattr(importlib.import_module(module), function)
    return found


def main() -> None:
    """Draw, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workbooks", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--source", type=source, default="bench.workbooks:draw", metavar="MODULE:FUNCTION")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = workbooks.write(wanted.source, wanted.workbooks, Path(folder))
        size = statistics.mean(file.stat().st_size for file in files) / 1000
        found = measure(files, wanted.rounds)
    print(f"{len(files)} workbooks, {size:.0f} kB each, {wanted.rounds} rounds; ms per workbook\n")
    sys.exit(0 if _print_table(found, len(files)) else 1)


def _print_table(found: dict[str, list[Spent]], count: int) -> bool:
    baseline = statistics.median(spent.processor for spent in found[_BASELINE])
    print(f"| {'case':<29} | CPU min | CPU median | ratio | wall min | wall median |")
    print(f"|{'-' * 31}|--------:|-----------:|------:|---------:|------------:|")
    for name, rounds in found.items():
        cpu = [spent.processor * 1000 / count for spent in rounds]
        wall = [spent.wall * 1000 / count for spent in rounds]
        middle = statistics.median(cpu)
        print(
            f"| {name:<29} | {min(cpu):7.2f} | {middle:10.2f} | {middle * count / 1000 / baseline:5.2f} "
            f"| {min(wall):8.2f} | {statistics.median(wall):11.2f} |"
        )
    one, two = found[_ONE], found[_TWO]
    pairs = [first.wall / second.wall for first, second in zip(one, two, strict=True)]
    whole, scaled = _ratio(found, _ONE), statistics.median(pairs)
    print(f"\nwhole load / pandas with openpyxl reading alone: {whole:.2f} (goal: at most {_CPU_GOAL})")
    print(f"one worker / two workers, wall time: {scaled:.2f} (goal: at least {_SCALE_GOAL})")
    return whole <= _CPU_GOAL and scaled >= _SCALE_GOAL


def _ratio(found: dict[str, list[Spent]], name: str) -> float:
    mine, other = (statistics.median(spent.processor for spent in found[case]) for case in (name, _BASELINE))
    return mine / other


if __name__ == "__main__":
    main()
