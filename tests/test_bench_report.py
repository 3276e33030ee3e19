"""The report of all benches says what each was to reach, and never that something held which did not run."""

import subprocess
import sys

from bench.__main__ import Bench, Ran, benches, goals, report
from tests.screens import ROOT


def ran(name: str, code: int, said: str, failed: str = "") -> Ran:
    return Ran(Bench(name), code, 60, said, failed)


def test_a_goal_is_a_line_that_names_it() -> None:
    said = (
        "| a | b |\n\nserver CPU of ours / Dash: 0.93 (goal: at most 1)\n"
        "wrong answers: {}; p95 of 50: 480 ms (goal: at most 500)"
    )
    assert goals(said) == [
        ("server CPU of ours / Dash", "0.93", "at most 1"),
        ("wrong answers: {}; p95 of 50", "480 ms", "at most 500"),
    ]


def test_each_bench_has_its_end_and_its_own_tables() -> None:
    told = report(
        [
            ran("pages", 0, "| t |\nours / Dash: 0.93 (goal: at most 1)"),
            ran("sessions", 1, "p95: 900 ms (goal: at most 500)"),
            ran("first_view", 1, "", "no Chromium here"),
        ],
        quickly=False,
    )
    assert "| pages | ours / Dash | 0.93 | at most 1 | 1.0 | ok |" in told
    assert "| sessions | p95 | 900 ms | at most 500 | 1.0 | **missed** |" in told
    assert "| first_view | – | – | – | 1.0 | **did not run** |" in told
    assert "no Chromium here" in told
    assert "## pages\n\n| t |" in told


def test_every_bench_of_the_list_exists() -> None:
    for bench in benches(ROOT):
        assert (ROOT / "bench" / f"{bench.name}.py").is_file()


def test_help_says_how() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--help"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert "--quick" in done.stdout
