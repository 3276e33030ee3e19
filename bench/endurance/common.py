"""What the checks of faults share: files whose figure tells which load it was, and what must be true of a warehouse.

Linux only: a load runs in a fork of the check, which can be killed and costs half a second instead of two.
"""

import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from etl import database, pipeline, verification
from etl.context import Context
from etl.interpret import interpret
from etl.model import ReceivedFile
from etl.readers import read_workbook
from etl.reading import Answer, Readers
from etl.reading_data import by_column
from etl.snapshots import KEPT_SNAPSHOTS, Warehouse
from tests.workbooks import TABLES, form, workbook_bytes

INDICATOR = "procedures_new"
ROOT = Path(__file__).resolve().parents[2]
_FIRST_DAY = date(2024, 4, 1)


class Violations:
    """What did not hold, printed as it is found."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.found: list[str] = []

    def expect(self, condition: bool, said: str) -> None:
        """Note that something should have been."""
        if not condition:
            self.found.append(said)
            print(f"VIOLATION: {said}", flush=True)

    def end(self) -> None:
        """Leave with exit code 1 where something did not hold."""
        print(f"violations: {len(self.found)}", flush=True)
        sys.exit(1 if self.found else 0)


def workbook(value: int, number: int, unit: str = "huyện Lắk", quarter: str = "I", year: int = 2024) -> bytes:
    """An appendix with one figure; a later number is a later document, which replaces the ones before."""
    day = _FIRST_DAY + timedelta(days=number)
    title = (
        f"Báo cáo quý {quarter} năm {year}\n"
        f"(Kèm theo Báo cáo số {number}/BC-UBND ngày {day.day}/{day.month}/{day.year} "
        f"của UBND {unit})"
    )
    return workbook_bytes(Biểu_1=form(f"1 | Số TTHC công bố mới | Thủ tục | {value}", title))


def received(value: int, number: int, **more: Any) -> ReceivedFile:
    """The same as a file that arrived."""
    return ReceivedFile(f"{number}.xlsx", workbook(value, number, **more))


def read_here() -> None:
    """Interpret files in this process: what is tried is the loader, not its readers."""

    def interpret_here(_readers: Readers, data: bytes, name: str, context: Context) -> Answer:
        return Answer(by_column(interpret(read_workbook(data, name), name, TABLES)), context.version)

    Readers.interpret = interpret_here  # type: ignore[method-assign, assignment]


def forked(work: Callable[[], object]) -> int:
    """Do something in a process of its own and wait for it: its exit code, below 0 the signal that ended it."""
    return ended(start(work))


def start(work: Callable[[], object]) -> int:
    """Begin to do something in a process of its own; its id."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    sys.stdout.flush()
    os._exit(0)


def ended(process: int) -> int:
    """Wait for a process of `start`."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def load_one(place: Path, value: int, number: int, **more: Any) -> None:
    """Load one file in this process."""
    pipeline.ingest([received(value, number, **more)], Warehouse(place), received_by="check")


def state(place: Path) -> dict[str, object]:
    """What a warehouse shows, asked in a process of its own: values by unit and period, and what is wrong with it."""
    reading, writing = os.pipe()

    def tell() -> None:
        os.write(writing, repr(_look(place)).encode())

    process = start(tell)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read().decode()
    if ended(process) or not said:
        return {"values": {}, "wrong": ["the warehouse cannot be read"]}
    found: dict[str, object] = eval(said, {"__builtins__": {}})  # noqa: S307 what _look wrote
    return found


def _look(place: Path) -> dict[str, object]:
    warehouse, wrong = Warehouse(place), list[str]()
    current = warehouse.current()
    if current is None:
        return {"values": {}, "wrong": [], "name": ""}
    if warehouse.sound() != current:
        wrong.append(f"{current.name} is not whole")
    with closing(database.open_reading(current)) as con:
        try:
            verification.verify(con)
        except RuntimeError as error:
            wrong.append(str(error))
        rows = con.execute(
            "SELECT reporting_unit, period, value FROM shown_observations WHERE indicator = ?", [INDICATOR]
        ).fetchall()
        files = [file for (file,) in con.execute("SELECT file FROM submissions ORDER BY file").fetchall()]
        doubled = con.execute("SELECT file FROM submissions GROUP BY ALL HAVING count(*) > 1").fetchall()
    if doubled:
        wrong.append(f"loaded twice: {doubled}")
    values = {f"{unit} {period}": value for unit, period, value in rows}
    if len(values) != len(rows):
        wrong.append("a figure is shown twice")
    return {"values": values, "wrong": wrong, "name": current.name, "files": files}


def leftovers(place: Path) -> list[str]:
    """What lies in a warehouse that no loader at work would leave there."""
    known = {"CURRENT", "snapshots", "originals", "loader.lock", "logs", "drafts", "deeds"}
    found = [path.name for path in place.iterdir() if path.name not in known]
    snapshots = sorted(path.name for path in (place / "snapshots").iterdir())
    found += [name for name in snapshots if not name.endswith((".duckdb", ".seal"))]
    found += [name for name in snapshots if name.endswith(".seal") and name[:-5] + ".duckdb" not in snapshots]
    if sum(name.endswith(".duckdb") for name in snapshots) > KEPT_SNAPSHOTS + 1:  # one that nobody was pointed to
        found.append(f"{len(snapshots)} files in snapshots")
    return found


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for the warehouses of a check, thrown away with them."""
    with tempfile.TemporaryDirectory(prefix="endurance-", ignore_cleanup_errors=True) as made:
        yield Path(made)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print figures as a table of Markdown."""
    print("\n| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    print(flush=True)


@contextmanager
def until_told_to_end() -> Iterator[None]:
    """Let a check end early (SIGTERM or Ctrl-C) with the figures that it has."""

    def end(_signal: int, _frame: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # whoever asks a group of processes asks twice
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        print("ended early", flush=True)


class Clock:
    """Seconds since it was made."""

    def __init__(self) -> None:
        """Begin now."""
        self._begun = time.monotonic()

    def __str__(self) -> str:
        return f"{time.monotonic() - self._begun:.0f} s"
