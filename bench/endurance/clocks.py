"""Clocks and locales: the same files give the same export to the byte, whatever the machine believes.

    python -m bench.endurance.clocks [--rounds 12] [--seed 1]

Each round loads the shipped appendices and exports them in an environment drawn at random (TZ, LC_ALL, LANG,
PYTHONUTF8, PYTHONCOERCECLOCALE, and with `faketime`, where it is installed, a clock of another year), into a folder
with a Vietnamese name. Then the same five commands (load, correct, withdraw, restore, load) run with a clock that
jumps between them, backwards and forwards, and must show what they show with the true one. Locales that are not
installed act as C. Linux.
"""

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bench.endurance import common

_ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu", "")
_LOCALES = ("C", "C.UTF-8", "vi_VN.UTF-8", "tr_TR.UTF-8", "tr_TR.ISO-8859-9", "")
_CLOCKS = ("", "1999-12-31 23:59:58", "2020-02-29 12:00:00", "2031-01-01 00:00:00", "2037-06-30 07:00:00")
_APPENDICES = common.ROOT / "data" / "appendices"


def run(place: Path, environment: Mapping[str, str], clock: str, *arguments: object) -> tuple[int, bytes, str]:
    """A command of the product: its exit code, what it printed and what it complained of."""
    command = [sys.executable, "-m", "etl", *map(str, arguments), "--warehouse", str(place)]
    if clock:
        command = ["faketime", clock, *command]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    told = kept | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"} | dict(environment)
    done = subprocess.run(command, cwd=common.ROOT, env=told, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def drawn(chance: random.Random, *, may_fake: bool) -> tuple[dict[str, str], str]:
    """An environment and a clock."""
    environment = {
        "TZ": chance.choice(_ZONES),
        "LC_ALL": chance.choice(_LOCALES),
        "LANG": chance.choice(_LOCALES),
        "PYTHONUTF8": chance.choice(("0", "1", "")),
        "PYTHONCOERCECLOCALE": chance.choice(("0", "")),
    }
    return {name: value for name, value in environment.items() if value}, chance.choice(_CLOCKS) if may_fake else ""


def sequence(folder: Path, clocks: list[str], said: common.Violations) -> list[bytes]:
    """The export after each of five commands, each by its own clock."""
    place, files = folder / "kho", [folder / f"{number}.xlsx" for number in (1, 2, 3)]
    folder.mkdir()
    for number, file in enumerate(files, start=1):
        file.write_bytes(common.workbook(100 * number, number))
    commands: list[tuple[object, ...]] = [
        ("load", files[0]),
        ("load", files[1]),
        ("withdraw", 2, "--reason", "x"),
        ("restore", 2, "--reason", "y"),
        ("load", files[2]),
    ]
    seen = []
    for clock, command in zip(clocks, commands, strict=True):
        code, _, complaint = run(place, {}, clock, *command)
        said.expect(code == 0, f"{command[0]} at {clock or 'the true time'}: exit code {code} {complaint[-300:]}")
        seen.append(run(place, {}, clock, "export")[1])
    return seen


def main() -> None:
    """Load and export in every weather, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    said, begun, chance = common.Violations(), common.Clock(), random.Random(wanted.seed)
    may_fake = shutil.which("faketime") is not None
    rows: list[list[object]] = []
    with common.folder() as folder:
        found = set[str]()
        for count in range(wanted.rounds):
            environment, clock = drawn(chance, may_fake=may_fake) if count else ({}, "")
            place = folder / f"Kho số liệu {count}"
            code, _, complaint = run(place, environment, clock, "load", _APPENDICES)
            said.expect(
                code in (0, 1) and "lỗi (mã" not in complaint, f"{environment} {clock}: {code} {complaint[-300:]}"
            )
            _, out, _ = run(place, environment, clock, "export", "--with-computed")
            found.add(hashlib.sha256(out).hexdigest()[:12])
            told = " ".join(f"{name}={value}" for name, value in environment.items())
            rows.append([told or "as it is", clock or "true", len(out), hashlib.sha256(out).hexdigest()[:12]])
            shutil.rmtree(place, ignore_errors=True)
        said.expect(len(found) == 1, f"{len(found)} different exports")
        if may_fake:
            true = sequence(folder / "true", [""] * 5, said)
            jumps = [chance.choice(_CLOCKS[1:]) for _ in range(5)]
            said.expect(sequence(folder / "jumping", jumps, said) == true, f"with the clock at {jumps}: other figures")
            said.expect(len(set(true)) == 3, "the commands change nothing")
    common.table(["environment", "clock", "bytes", "sha256"], rows)
    print("jumping clock: " + (", ".join(jumps) if may_fake else "skipped, faketime is not installed"))
    print(f"{wanted.rounds} environments, {begun}")
    said.end()


if __name__ == "__main__":
    main()
