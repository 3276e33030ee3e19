"""All benches, one after another, with their tables and what each was to reach in one file.

    python -m bench [--out docs/measured.md] [--keep FOLDER] [--quick] [--only pages sessions]

Each runs in a process of its own and prints the tables that it prints alone; the first table here gathers the lines in
which it holds a ratio against its goal. `--keep` is where the warehouses of ten million observations and of an invented
province are made once and used again; `--quick` takes fewer files, rounds and seconds, to see that all of them run.
What needs a browser or a rival needs bench/requirements.txt; what cannot run is named, with the end of what it said.
The exit code is 1 where a goal was missed, an answer was wrong, or a bench did not run.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bench import serving

_GOAL = re.compile(r"^(?P<what>.+?): (?P<reached>[^:]+) \(goal: (?P<goal>[^)]+)\)$")


class Bench(NamedTuple):
    """A module of this package with its options, in full and quickly."""

    name: str
    full: Sequence[str] = ()
    quick: Sequence[str] = ()


class Ran(NamedTuple):
    """What came of one."""

    bench: Bench
    code: int
    seconds: float
    said: str
    failed: str


def benches(kept: Path) -> list[Bench]:
    """In the order of the work: reading, loading, memory, matching, questions, pages, many people."""
    nation, province = ["--keep", str(kept / "nation")], ["--warehouse", str(kept / "province")]
    fewer = ["--observations", "1000000"]
    return [
        Bench("reading", quick=["--workbooks", "20", "--rounds", "1"]),
        Bench("loading", quick=["--workbooks", "40", "--rounds", "1"]),
        Bench("memory", ["--workbooks", "10000", "--every", "1000"], ["--workbooks", "100", "--every", "50"]),
        Bench("matching"),
        Bench("queries", nation, ["--rounds", "2", *fewer, *nation]),
        Bench("publish", nation, ["--rounds", "1", *fewer, *nation]),
        Bench("pages", province, ["--rounds", "1", *province]),
        Bench("first_view", province, ["--rounds", "1", *province]),
        Bench("sessions", nation, ["--sessions", "5", "--seconds", "15", *fewer, *nation]),
    ]


def run(bench: Bench, *, quickly: bool) -> Ran:
    """One bench in a process of its own; progress that it tells on the error stream is kept only where it failed."""
    options = bench.quick if quickly else bench.full
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{bench.name}", *options], cwd=serving.ROOT, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    return Ran(bench, done.returncode, time.perf_counter() - begun, done.stdout.strip(), done.stderr.strip()[-500:])


def goals(said: str) -> list[tuple[str, str, str]]:
    """What was measured, what was reached and what was to be, of each line that holds one against the other."""
    return [
        (found["what"], found["reached"], found["goal"]) for line in said.splitlines() if (found := _GOAL.match(line))
    ]


def report(ran: Sequence[Ran], *, quickly: bool) -> str:
    """The file: the machine, every goal in one table, then each bench as it printed itself."""
    day = datetime.now(UTC).date().isoformat()
    how = "quickly, so the figures say only that all benches run" if quickly else "in full"
    lines = [
        "# Measured", "",
        f"By `python -m bench` on {day}, {how}: {serving.machine()}.",
        "What each measures: [performance.md](performance.md).",
        "", "| bench | measured | reached | goal | minutes | end |", "|---|---|---:|---|---:|---|",
    ]  # fmt: skip
    for one in ran:
        told = goals(one.said) or [("–", "–", "–")]
        end = "ok" if one.code == 0 else "**missed**" if goals(one.said) else "**did not run**"
        lines += [
            f"| {one.bench.name} | {what} | {reached} | {goal} | {one.seconds / 60:.1f} | {end} |"
            for what, reached, goal in told
        ]
    for one in ran:
        lines += ["", f"## {one.bench.name}", "", one.said or "Nothing was printed."]
        if one.code and not goals(one.said):
            lines += ["", "```", one.failed, "```"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run what is wanted, write the file after each, tell the goals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("docs/measured.md"))
    parser.add_argument("--keep", type=Path, help="default: a folder that is deleted afterwards")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = (wanted.keep or Path(folder)).resolve()
        for name in ("nation", "province"):
            (kept / name).mkdir(parents=True, exist_ok=True)
        serving.province(kept / "province")
        ran: list[Ran] = []
        for bench in benches(kept):
            if wanted.only and bench.name not in wanted.only:
                continue
            ran.append(run(bench, quickly=wanted.quick))
            print(f"{bench.name}: {ran[-1].seconds:.0f} s, exit code {ran[-1].code}", flush=True)
            wanted.out.write_text(report(ran, quickly=wanted.quick), encoding="utf-8")
    sys.exit(1 if any(one.code for one in ran) else 0)


if __name__ == "__main__":
    main()
