"""A disk that is full at some moment of a load, at twenty levels.

    python -m bench.endurance.full_disk [--levels 20] [--seed 1]

A small tmpfs is mounted (as root, on Linux; elsewhere this says why it is skipped). Each level leaves a little more
room than the one before, from none to a bit more than a load needs. At each: `python -m etl load` must load, or end
with code 1 and the sentence that the disk is full, without a traceback; readers see the figures of before; after room
is made the same command loads, and nothing is left over. Not run on Windows.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from bench.endurance import common
from etl.snapshots import Warehouse

_MEGABYTES = 256


def load(place: Path, file: Path) -> tuple[int, str]:
    """The load command: its exit code and all it said."""
    command = [sys.executable, "-X", "utf8", "-m", "etl", "load", str(file), "--warehouse", str(place)]
    done = subprocess.run(command, cwd=common.ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def level(place: Path, file: Path, room: int, said: common.Violations) -> str:
    """Load with so many bytes left, then again with all of them; how the first ended."""
    before = common.state(place)
    ballast = place.parent / "ballast"
    free = shutil.disk_usage(place).free
    with ballast.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, max(1, free - room))
    code, words = load(place, file)
    seen = common.state(place)
    name = f"with {room / 2**20:.2f} MB left"
    full = code == 1 and "đã đầy" in words
    said.expect(code == 0 or full, f"{name}: exit code {code}: {words[-400:]}")
    said.expect("Traceback" not in words and "Error" not in words, f"{name}: {words[-400:]}")
    said.expect(not seen["wrong"], f"{name}: {seen['wrong']}")
    if code:
        said.expect(seen["values"] == before["values"], f"{name}: {seen['values']} instead of {before['values']}")
    ballast.unlink()
    code, words = load(place, file)
    said.expect(code == 0, f"{name}, after room was made: exit code {code}: {words[-400:]}")
    after = common.state(place)
    number = float(file.stem)
    said.expect(list(after["values"].values()) == [number], f"{name}, after room was made: {after}")  # type: ignore[attr-defined]
    said.expect(not common.leftovers(place), f"{name}: left over: {common.leftovers(place)}")
    return "a sentence, nothing changed" if full else "loaded"


def main() -> None:
    """Mount, fill, load, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--levels", "--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1, help="levels are moved a little at random")
    wanted = parser.parse_args()
    if sys.platform != "linux" or os.geteuid() != 0:
        print("skipped: a small disk can be mounted by root on Linux only")
        return
    said, clock, chance = common.Violations(), common.Clock(), random.Random(wanted.seed)
    with common.folder() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(folder)], check=True)  # noqa: S607
        try:
            rows = _levels(folder, wanted.levels, chance, said)
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607
    common.table(["room left, MB", "how the load ended"], rows)
    print(f"{len(rows)} levels on a tmpfs of {_MEGABYTES} MB, {clock}")
    said.end()


def _levels(folder: Path, levels: int, chance: random.Random, said: common.Violations) -> list[list[object]]:
    place, file = folder / "kho", folder / "1.xlsx"
    file.write_bytes(common.workbook(1, 1))
    said.expect(load(place, file)[0] == 0, "the first load")
    rows: list[list[object]] = []
    for count in range(levels):
        current = Warehouse(place).current()
        need = 2 * current.stat().st_size if current else 0  # the copy and what is written behind it
        room = int(need * (count + chance.random()) / levels)
        file = folder / f"{count + 2}.xlsx"
        file.write_bytes(common.workbook(count + 2, count + 2))
        rows.append([f"{room / 2**20:.2f}", level(place, file, room, said)])
    return rows


if __name__ == "__main__":
    main()
