"""Damaged snapshots: nobody is shown a wrong figure, nothing is built on them, their files come back by themselves.

    python -m bench.endurance.damage [--rounds 150] [--seed 1]

Each round damages the newest of two snapshots in one way (flipped bits, zeroed or foreign pages, cut, longer, empty,
gone; now and then with a damaged seal, without a seal, or with a pointer that leads nowhere). Then a page is opened
without a new session's recovery, and must show the newest figures, or those before with the word that it does; the
command line exports one of the two; and the next load brings everything back: three files, each once, no left-overs.
"""

import argparse
import contextlib
import csv
import io
import logging
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.endurance import common
from etl.snapshots import Warehouse
from tests.screens import ROOT, open_page, words

_PAGE = 4096
_WARNED = "bị hỏng hoặc bị mất"


def _flipped(data: bytearray, chance: random.Random, bits: int) -> None:
    for _ in range(bits):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _flip_one(data: bytearray, chance: random.Random) -> None:
    _flipped(data, chance, 1)


def _flip_many(data: bytearray, chance: random.Random) -> None:
    _flipped(data, chance, 1000)


def _header(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(3 * _PAGE)] ^= 1 << chance.randrange(8)


def _zero(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) // _PAGE) * _PAGE
    data[at : at + _PAGE] = bytes(_PAGE)


def _foreign(data: bytearray, chance: random.Random) -> None:
    to, of = (chance.randrange(len(data) // _PAGE) * _PAGE for _ in range(2))
    data[to : to + _PAGE] = bytes(data[of : of + _PAGE])


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _longer(data: bytearray, chance: random.Random) -> None:
    data += chance.randbytes(chance.randrange(1, 10_000))


def _empty(data: bytearray, _chance: random.Random) -> None:
    data.clear()


DAMAGES: dict[str, Callable[[bytearray, random.Random], None] | None] = {
    "one bit": _flip_one,
    "many bits": _flip_many,
    "a bit of the headers": _header,
    "a zeroed page": _zero,
    "a page of another place": _foreign,
    "cut": _cut,
    "longer": _longer,
    "empty": _empty,
    "gone": None,
}
_BESIDE = ("", "", "", "no seal", "half a seal", "no pointer", "pointer to nothing", "pointer of rubbish")


def damage(place: Path, how: str, beside: str, chance: random.Random) -> None:
    """Damage the newest snapshot, and what lies beside it."""
    snapshot = place / "snapshots" / "snapshot-000002.duckdb"
    change = DAMAGES[how]
    if change is None:
        snapshot.unlink()
    else:
        data = bytearray(snapshot.read_bytes())
        change(data, chance)
        snapshot.write_bytes(data)
    seal, pointer = snapshot.with_suffix(".seal"), place / "CURRENT"
    if beside == "no seal":
        seal.unlink()
    elif beside == "half a seal":
        seal.write_bytes(seal.read_bytes()[: chance.randrange(80)])
    elif beside == "no pointer":
        pointer.unlink()
    elif beside == "pointer to nothing":
        pointer.write_text("snapshot-000009.duckdb\n")
    elif beside == "pointer of rubbish":
        pointer.write_bytes(chance.randbytes(50))


def page(place: Path, name: str, said: common.Violations) -> str:
    """Open a page in a process of its own: 'new', or 'before' with the word that it is so."""
    told = place.parent / "page"

    def look() -> None:
        from dashboard import first_run

        first_run.prepare = lambda: None  # a session that was there before the damage
        os.environ["WAREHOUSE"] = str(place)
        os.chdir(ROOT)
        logging.disable()
        app = open_page("profile")
        shown = words(app) + "".join(frame.value.to_string() for frame in app.dataframe)
        failed = bool(app.exception) or "Trang này gặp lỗi" in shown
        told.write_text(repr((failed, _WARNED in shown, "1000001" in shown, "1000002" in shown)))

    if common.forked(look):
        said.expect(condition=False, said=f"{name}: the page ended its process")
        return "failed"
    failed, warned, old, new = eval(told.read_text(), {"__builtins__": {}})  # noqa: S307 what look wrote
    told.unlink()
    said.expect(not failed, f"{name}: the page failed")
    said.expect(old != new, f"{name}: shows {'both' if old else 'no'} figures")
    return ("new" if new else "before") + (", said so" if warned else "")


def export(place: Path, name: str, said: common.Violations) -> None:
    """The command line must give one of the two figures."""
    out = place.parent / "out.csv"

    def work() -> None:
        from etl.__main__ import main as command

        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            code = command(["export", "--warehouse", str(place), "-o", str(out)])
        os._exit(code)

    code = common.forked(work)
    said.expect(code == 0, f"{name}: export ended with {code}")
    if code == 0:
        values = [float(row["value"]) for row in csv.DictReader(out.open(encoding="utf-8"))]
        said.expect(values in ([1_000_001], [1_000_002]), f"{name}: exported {values}")


def load_next(place: Path, name: str, beside: str, said: common.Violations) -> None:
    """The next load must bring back what the damaged snapshot had brought, as far as its seal says it."""
    done = common.forked(lambda: common.load_one(place, 1_000_003, 3))
    said.expect(done == 0, f"{name}: the next load ended with {done}")
    seen = common.state(place)
    said.expect(not seen["wrong"], f"{name}: {seen['wrong']}")
    values = list(seen["values"].values())  # type: ignore[attr-defined]
    said.expect(values == [1_000_003], f"{name}: {values} after the next load")
    left = [one for one in common.leftovers(place) if not one.endswith(".damaged")]
    said.expect(not left, f"{name}: left over: {left}")
    if "seal" not in beside:
        files = seen["files"]
        said.expect(files == ["1.xlsx", "2.xlsx", "3.xlsx"], f"{name}: {files} after the next load")


def main() -> None:
    """Damage, look, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    common.read_here()
    said, clock, chance = common.Violations(), common.Clock(), random.Random(wanted.seed)
    ways: dict[str, Counter[str]] = {how: Counter() for how in DAMAGES}
    with common.folder() as folder:
        for number in (1, 2):
            common.forked(lambda n=number: common.load_one(folder / "kho", 1_000_000 + n, n))  # type: ignore[misc]
        with common.until_told_to_end():
            for count in range(wanted.rounds):
                how, beside = list(DAMAGES)[count % len(DAMAGES)], chance.choice(_BESIDE)
                place = folder / str(count) / "kho"
                shutil.copytree(folder / "kho", place)
                damage(place, how, beside, chance)
                name = f"round {count}, {how}{beside and ', '}{beside}"
                sound = Warehouse(place).sound()
                ways[how]["page: " + page(place, name, said)] += 1
                ways[how]["whole" if sound and sound.name == "snapshot-000002.duckdb" else "passed over"] += 1
                export(place, name, said)
                load_next(place, name, beside, said)
                shutil.rmtree(place.parent)
    seen = sorted({kind for counted in ways.values() for kind in counted})
    common.table(["damage", *seen], [[how, *(counted[kind] for kind in seen)] for how, counted in ways.items()])
    print(f"{sum(counted.total() for counted in ways.values()) // 2} damaged snapshots, {clock}")
    said.end()


if __name__ == "__main__":
    main()
