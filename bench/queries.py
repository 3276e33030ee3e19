"""The named questions at ten million observations, beside queries written by hand on a sorted table.

    python -m bench.queries [--observations 10000000] [--rounds 7] [--keep FOLDER]

Both sides run in turn in one process on one connection each, so that whatever else the machine does falls on both; a
question and its rival must give the same values, or the run stops. Cost is processor time over all threads. The exit
code is 1 where a question costs more than twice its rival.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd

from bench import national
from bench.rivals import Case, cases
from etl import database

GOAL = 2.0


def _agree(case: Case, ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Refuse to time two queries that do not say the same."""
    columns = list(case.agree)
    left, right = (frame[columns].sort_values(columns).reset_index(drop=True) for frame in (ours, theirs))
    try:
        pd.testing.assert_frame_equal(left, right, check_dtype=False, rtol=1e-9)
    except AssertionError as error:
        raise SystemExit(f"{case.name}: the question and its rival differ.\n{error}") from error


def measure(path: Path, world: national.World, rounds: int) -> dict[str, tuple[list[float], list[float], int]]:
    """Milliseconds of processor time of both sides by case, round by round, and how many rows came back."""
    found: dict[str, tuple[list[float], list[float], int]] = {}
    with closing(database.open_reading(path)) as con:
        for case in cases(world):
            ours, theirs = [], []
            for number in range(rounds + 1):
                spent, answer = _timed(lambda case=case: case.ask(con.cursor()))  # type: ignore[misc]
                other, rival = _timed(lambda case=case: con.cursor().execute(case.rival, case.values).df())  # type: ignore[misc]
                if number == 0:
                    _agree(case, answer, rival)
                    continue
                ours.append(spent)
                theirs.append(other)
            found[case.name] = (ours, theirs, len(answer))
    return found


def _timed(run: Callable[[], pd.DataFrame]) -> tuple[float, pd.DataFrame]:
    before = time.process_time()
    answer = run()
    return 1000 * (time.process_time() - before), answer


def main() -> None:
    """Make the warehouse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--observations", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="make the warehouse here, or use the one that is here")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = (wanted.keep or Path(folder)) / f"national-{wanted.observations}"
        begun = time.perf_counter()
        world = national.make(place, wanted.observations)
        path = national.with_facts(place)
        print(f"{world.observations:,} observations, {len(world.units):,} units, {path.stat().st_size / 1e6:,.0f} MB")
        print(f"made in {time.perf_counter() - begun:.0f} s; {wanted.rounds} rounds, ms of processor time\n")
        print("| question | rows | ours, median | by hand, median | ratio |")
        print("|---|---:|---:|---:|---:|")
        slowest = 0.0
        for name, (ours, theirs, rows) in measure(path, world, wanted.rounds).items():
            mine, hand = statistics.median(ours), statistics.median(theirs)
            slowest = max(slowest, mine / hand)
            print(f"| {name} | {rows:,} | {mine:.1f} | {hand:.1f} | {mine / hand:.2f} |")
    print(f"\nslowest question / by hand: {slowest:.2f} (goal: at most {GOAL})")
    sys.exit(0 if slowest <= GOAL else 1)


if __name__ == "__main__":
    main()
