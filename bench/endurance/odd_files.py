"""Thousands of hostile, damaged and odd files through the real reading and loading, and what became of them.

    python -m bench.endurance.odd_files [--files 4000] [--seed 1]

Needs requirements-dev.txt. Prints its figures and ends with 1 where one of these does not hold: no crash, none over
10 s, each refusal a sentence of the catalogue, nobody called, the warehouse unchanged by refused files, no error cell
read as blank, at most 0.3 % of the readable files refused, none of them read otherwise, the reading process flat.
"""

import argparse
import hashlib
import io
import logging
import random
import re
import socket
import sys
import tempfile
import threading
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

from bench.endurance import harm, hostile, readable
from bench.endurance.readable import Readable
from etl import database, pipeline, reference
from etl.context import Context
from etl.model import Problem, ReceivedFile
from etl.problems import KINDS
from etl.readers import read_workbook
from etl.reading import Readers
from etl.reading_data import FileReading
from etl.snapshots import Warehouse

_LONGEST = 10.0
_MOST_REFUSED = 0.003
_MOST_GROWN = 50 * 1024 * 1024
_CRASHED = "bộ đọc dừng giữa chừng"
_FORMS = ("csv", "ods", "docx", "xls")
_FIGURE = ("reporting_unit", "period", "indicator", "handled_by", "value")


@dataclass
class Judge:
    """What the files did; a violation is a line that should not be."""

    readers: Readers
    context: Context
    kept: Path
    outcomes: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    slowest: str = ""
    grown: int = 0
    errors: int = 0
    refused: int = 0

    def read(self, what: str, name: str, data: bytes) -> FileReading:
        """Read a file as a load does, and keep those that are refused."""
        before, begun = _resident(), time.monotonic()
        found = self.readers.interpret(data, name, self.context).reading
        took = time.monotonic() - begun
        if took > max(self.seconds, default=0):
            self.slowest = what
        self.seconds.append(took)
        self.grown = max(self.grown, _resident() - before)
        stops = [problem for problem in found.problems if problem.severity == "stop"]
        self.outcomes.update({stops[0].code if stops else "read"})
        if took > _LONGEST:
            self.violations.append(f"{took:.1f} s: {what}")
        for problem in found.problems:
            self._look_at(what, problem)
        if stops:
            (self.kept / f"{self.refused:06d}_{Path(name).name[-40:]}").write_bytes(data)
            self.refused += 1
        return found

    def _look_at(self, what: str, problem: Problem) -> None:
        if problem.code == "internal_error" or problem.found == _CRASHED:
            self.violations.append(f"crash: {what}")
        if problem.code not in KINDS or not problem.sentence or "Traceback" in problem.sentence:
            self.violations.append(f"no sentence ({problem.code}): {what}")

    def errors_of(self, what: str, name: str, data: bytes) -> None:
        """Each error cell that openpyxl sees must be one for us, or stand under a merged range."""
        theirs = _errors(data)
        ours = self.readers.read(data, name) if theirs else None
        if not theirs or ours is None or isinstance(ours, Problem):
            return
        for title, row, column in theirs:
            sheet = next((sheet for sheet in ours.sheets if sheet.name == title), None)
            cell = sheet.cells.get((row, column)) if sheet else None
            self.errors += 1
            covered = sheet is not None and cell is None and sheet.merged_at(row, column) != (row, column, row, column)
            if (cell is None or cell.kind != "error") and not covered:
                self.violations.append(f"an error cell is blank: {what}, {title} {row}:{column}")


def main() -> None:
    """Make the files, judge them, say what became of them."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--files", type=int, default=4000, help="odd and damaged files beside the hostile ones")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder, Readers(1) as readers, _listener() as (address, calls):
        kept = Path(folder) / "refused"
        kept.mkdir()
        judge = Judge(readers, Context(reference.load()), kept)
        begun = time.monotonic()
        hostiles = _hostile(judge, address)
        good = _readable(judge, given.files // 2, given.seed)
        _damaged(judge, good, given.files - given.files // 2, given.seed)
        unchanged = _load(judge, Path(folder) / "warehouse")
        took = time.monotonic() - begun
    if calls:
        judge.violations.append(f"{len(calls)} connections to the listener")
    ordered = sorted(judge.seconds)
    print(f"files judged            {len(ordered):>8}  ({hostiles} hostile, {took:.0f} s)")
    print(
        f"seconds a file          {ordered[len(ordered) // 2]:>8.3f}  median, "
        f"{ordered[int(len(ordered) * 0.99)]:.2f} p99, "
        f"{ordered[-1]:.1f} slowest ({judge.slowest})"
    )
    print(f"memory of the parent    {judge.grown / 2**20:>8.0f}  MB more by one file at most")
    print(f"error cells compared    {judge.errors:>8}")
    print(f"connections to outside  {len(calls):>8}")
    print(f"refused files loaded    {unchanged:>8}  with the warehouse unchanged")
    for code, count in judge.outcomes.most_common():
        print(f"  {code:<22}{count:>8}")
    if judge.grown > _MOST_GROWN:
        judge.violations.append(f"memory grew by {judge.grown >> 20} MB")
    for line in judge.violations[:50]:
        print("VIOLATION", line)
    sys.exit(1 if judge.violations else 0)


def _hostile(judge: Judge, address: str) -> int:
    count = 0
    for file in hostile.files(address):
        found = judge.read(file.what, file.name, file.data)
        codes = {problem.code for problem in found.problems if problem.severity == "stop"} or {hostile.READ}
        if not codes & file.allowed:
            judge.violations.append(f"{sorted(codes)} instead of {sorted(file.allowed)}: {file.what}")
        count += 1
    return count


def _readable(judge: Judge, count: int, seed: int) -> list[Readable]:
    """Readable files in every format and as other programs write them: read, and always saying the same."""
    chance = random.Random(seed)
    bases: list[Readable] = []
    seen = refused = other = 0
    for file in readable.drawn(seed, max(4, count // 40)):
        grid = read_workbook(file.data, file.name)
        here = [file, *(readable.in_format(grid, form, f"bieu-{len(bases)}", chance) for form in _FORMS)]
        bases += here
        for base in here:
            wanted = judge.read(f"{base.form} of {file.name}", base.name, base.data)
            seen += 1
            refused += wanted.refused
            for _ in range(10 if base.form in ("xlsx", "ods", "docx") else 0):
                again = readable.otherwise(base, chance)
                what = f"{base.form} of {file.name} ({', '.join(again.ways)})"
                found = judge.read(what, again.name, again.data)
                seen += 1
                refused += found.refused
                if not found.refused and _figures(found) != _figures(wanted):
                    other += 1
                    judge.violations.append(f"read otherwise: {what}")
        if file.form == "xlsx":
            broken, _ = harm.with_errors(file, chance)
            judge.read(f"{file.name} with errors", file.name, broken.data)
            judge.errors_of(f"{file.name} with errors", file.name, broken.data)
    print(
        f"readable files          {seen:>8}  {refused} refused ({refused / max(seen, 1):.2%}), {other} read otherwise"
    )
    if refused > _MOST_REFUSED * seen:
        judge.violations.append(f"{refused} of {seen} readable files are refused")
    return bases


def _damaged(judge: Judge, bases: Sequence[Readable], count: int, seed: int) -> None:
    chance = random.Random(seed + 1)
    for number in range(count):
        base = chance.choice(bases)
        if base.form == "xlsx" and chance.random() < 0.3:
            base, _ = harm.with_errors(base, chance)
        file = harm.harmed(base, chance)
        what = f"damaged {number}: {base.form} ({', '.join(file.ways)})"
        found = judge.read(what, file.name, file.data)
        if not found.refused and file.form == "xlsx":
            judge.errors_of(what, file.name, file.data)


def _figures(found: FileReading) -> list[tuple[object, ...]]:
    return sorted(zip(*(found.figures[name] for name in _FIGURE), strict=True), key=repr)


def _errors(data: bytes) -> list[tuple[str, int, int]]:
    """Sheet, row and column of each error cell, as openpyxl sees them; none where it sees nothing or too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name.lower()]
        if not any(re.search(rb'\bt="e"', body) for body in sheets) or sum(map(len, sheets)) > 2_000_000:
            return []
        if re.search(rb'r="[A-Z]*\d{6,}"|:XFD', b"".join(sheets)):
            return []
        book = load_workbook(io.BytesIO(data), data_only=True, read_only=True)
        return [
            (sheet.title, cell.row, cell.column)
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if getattr(cell, "data_type", "") == "e"
        ]
    except Exception:
        return []


def _load(judge: Judge, place: Path) -> int:
    """Load every refused file on top of the shipped reports; how many left all figures as they were."""
    warehouse = Warehouse(place)
    pipeline.first_load(warehouse)
    before = _content(warehouse)
    files = sorted(judge.kept.iterdir())
    for start in range(0, len(files), 500):
        group = [ReceivedFile(file.name, path=file) for file in files[start : start + 500]]
        report = pipeline.ingest(group, warehouse, received_by="thử")
        taken = [one.file for one in report.files if one.outcome != "refused"]
        judge.violations += [f"refused alone, but not in a load: {name}" for name in taken]
        if not taken and _content(warehouse) != before:
            judge.violations.append(f"refused files {start} to {start + len(group)} changed the warehouse")
    return len(files)


def _content(warehouse: Warehouse) -> str:
    """A checksum of everything that is a figure, a unit or a scope."""
    current = warehouse.current()
    if current is None:
        return ""
    told = hashlib.sha256()
    with closing(database.open_reading(current)) as con:
        for table in ("figures", "observations", "scopes", "reporting_units", "findings"):
            told.update(repr(con.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()).encode())  # noqa: S608
    return told.hexdigest()


@contextmanager
def _listener() -> Iterator[tuple[str, list[str]]]:
    """A port of this machine that notes who connects."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        over = threading.Event()

        def accept() -> None:
            while not over.is_set():
                try:
                    connection, peer = server.accept()
                except OSError:
                    continue
                calls.append(str(peer))
                connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls
        finally:
            over.set()
            thread.join()


def _resident() -> int:
    """Bytes of memory that this process has; 0 where the system does not say so simply."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096
    except OSError:
        return 0


if __name__ == "__main__":
    main()
