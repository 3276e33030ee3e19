"""From received files to a published snapshot, in the order of design §7.

receive → judge, read, lay out, identify, match, parse, check (`interpret`; in child processes, a few files
ahead) → store (one transaction for a batch of files) → publish one snapshot for the whole call.
"""

import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

from etl import archive, database, deeds, guard, journal, load, recovery, reference, rulebook
from etl.ahead import read_ahead, up_to_date
from etl.guard import Allowed
from etl.lake.overtaken import OvertakenPublishError
from etl.model import FileReport, LoadReport, Progress, ReceivedFile
from etl.pace import Pace
from etl.reading import Readers
from etl.sink import Prepare, Sink
from etl.snapshots import Warehouse

PROJECT = Path(__file__).resolve().parent.parent
APPENDICES = PROJECT / "data" / "appendices"
_PAUSES = (0.5, 1.0, 2.0)  # seconds before a load that was overtaken is done again
_READERS = 2  # child processes at once: the office machines this runs on have few cores


def received_from(paths: Iterable[Path]) -> list[ReceivedFile]:
    """The files of a list of files and folders, folders with all below them, in a stable order; not read yet.

    Raises:
        FileNotFoundError: a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        found |= {file: None for file in files if file.is_file() and not file.name.startswith((".", "~$"))}
    return [ReceivedFile(path.name, path=path) for path in found]


def first_load(warehouse: Warehouse, progress: Progress | None = None) -> LoadReport:
    """Load the appendices that the project ships into a warehouse that has none yet."""
    return ingest(received_from([APPENDICES]), warehouse, received_by="chương trình", progress=progress)


def refresh(warehouse: Warehouse) -> bool:
    """Bring a warehouse of an earlier release up to date in a new snapshot; True when one was published.

    Before that, what a damaged snapshot had brought is loaded again.

    Raises:
        WarehouseError: it was made by a later release, cannot be upgraded, or no snapshot of it can be read.
    """
    _recover(warehouse)
    current = warehouse.current()
    tables = reference.load()
    try:
        if current is None or not database.is_outdated(current, tables.fingerprint, rulebook.load().fingerprint):
            return False
    except (database.WarehouseError, *database.BROKEN):
        if current is None or not warehouse.is_lost(current):
            raise
        return refresh(warehouse)  # now it is known to be damaged
    with warehouse.loading() as work:
        load.refresh_reference(work.connection, tables)
        load.publish(work)
    return True


def ingest(
    files: Sequence[ReceivedFile],
    warehouse: Warehouse,
    *,
    dry_run: bool = False,
    strict: bool = False,
    received_by: str = "",
    progress: Progress | None = None,
    workers: int = _READERS,
    prepare: Prepare | None = None,
    allowed: Allowed = None,
) -> LoadReport:
    """Load files into the warehouse and publish them together.

    The files of an archive are loaded one by one. Each file is loaded whole or not at all. Figures that are certain
    load even when others in the file need a decision, unless `strict`. With `dry_run` nothing is written anywhere.
    However many files there are, only a few are held at a time, and a report of each. `prepare` is done first, in the
    same working copy and under the loader's lock: what it writes is published with the files, what it raises stops all.
    `allowed` is what the person holds (None: who is asked nothing): the files as they were read must be within it.

    Where another machine published meanwhile, all is done again on what it published, with a growing pause.

    Raises:
        NotAllowedError: they speak of units beyond what the person holds; nothing was published.
        WarehouseError: the warehouse cannot be read or written.
    """
    if not dry_run:
        warehouse.sound()  # damage is known before anything is built
        refresh(warehouse)
    for pause in (*_PAUSES, None):
        try:
            return _ingest(
                files,
                warehouse,
                dry_run=dry_run,
                strict=strict,
                received_by=received_by,
                progress=progress,
                workers=workers,
                prepare=prepare,
                allowed=allowed,
            )
        except OvertakenPublishError:
            if pause is None:
                raise
            time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 no secret: two must not come back together
    raise AssertionError


def _recover(warehouse: Warehouse) -> None:
    recovery.recover(warehouse, lambda files, sender: _ingest(files, warehouse, received_by=sender))


def _ingest(
    files: Sequence[ReceivedFile],
    warehouse: Warehouse,
    *,
    dry_run: bool = False,
    strict: bool = False,
    received_by: str = "",
    progress: Progress | None = None,
    workers: int = _READERS,
    prepare: Prepare | None = None,
    allowed: Allowed = None,
) -> LoadReport:
    told = progress or (lambda _done, _total, _what: None)
    tables = reference.load()
    files = archive.expanded(files)
    total = len(files)
    pace = Pace(total)
    reports: dict[int, FileReport] = {}
    sink = Sink(
        warehouse,
        tables,
        reports,
        dry_run=dry_run,
        strict=strict,
        received_by=received_by,
        waiting=lambda done: told(done, total, "Đang chờ lượt nạp khác xong"),
    )
    facts: dict[str, Any] = {}
    done: dict[str, Any] = {"files": [file.name for file in files]}
    is_real = not (dry_run or warehouse.is_copy)
    with (
        nullcontext() if dry_run else journal.timed("preview" if warehouse.is_copy else "load", facts),
        deeds.doing(warehouse.folder, received_by, "load", done) if is_real else nullcontext(),
        sink,
    ):
        guard.require(allowed, "load")  # or the original would be kept; of which units files speak is known later
        if prepare is not None:
            sink.prepare(prepare)
        with Readers(workers) as readers, closing(read_ahead(files, readers, sink.known, sink.context)) as ahead:
            for number, incoming in enumerate(ahead):
                told(number, total, pace.say(f"Đang nạp {incoming.file.name}"))
                sink.take(number, incoming, lambda one: up_to_date(one, readers, sink.known, sink.context))
                pace.file_done()
            if sink.is_loading:
                told(total, total, "Đang công bố số liệu")
            snapshot = sink.finish(lambda con, number: guard.check(con, allowed, "load", guard.of_load(con, number)))
        found = tuple(reports[number] for number in range(total))
        report = LoadReport(found, dry_run=dry_run, snapshot=snapshot, load=sink.number if snapshot else 0)
        facts |= _for_the_log(report)
        done |= _for_the_deeds(report)
    return report


def _for_the_log(report: LoadReport) -> dict[str, Any]:
    """How many files came to what end and why; nothing that stands in them. Who loaded is in the ledger, by `load`."""
    ends = Counter(file.outcome for file in report.files)
    codes = Counter(
        found.code
        for file in report.files
        for found in file.problems
        if found.severity in ("stop", "question", "refused")
    )
    return {
        "load": report.load,
        "snapshot": report.snapshot,
        "files": len(report.files),
        "codes": dict(codes),
        **{end: ends[end] for end in ("loaded", "partly", "unchanged", "refused")},
        "outcome": "published" if report.snapshot else "nothing",
    }


def _for_the_deeds(report: LoadReport) -> dict[str, Any]:
    """Of whom and when the figures are that were loaded; which they are is in the ledger, by `load`."""
    return {
        "outcome": "done" if report.snapshot else "nothing",
        "load": report.load,
        "snapshot": report.snapshot,
        "units": sorted({name for file in report.files for name in file.reporting_units}),
        "periods": sorted({code for file in report.files for code in file.periods}),
        "figures": sum(file.figures for file in report.files),
        "refused": [file.file for file in report.files if file.outcome == "refused"],
    }
