"""From received files to a published snapshot, in the order of design §7.

receive → gate and read (in a child process) → lay out, identify, match, parse, check (`interpret`) →
load (one transaction per file) → publish one snapshot for the whole call.
"""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path, PurePath

import duckdb

from etl import database, gate, journal, load, reference
from etl.interpret import Reading, interpret
from etl.model import FileReport, LoadReport, Place, Problem, Progress, ReceivedFile
from etl.problems import problem
from etl.reading import Readers
from etl.reference import Reference, ReportingUnit
from etl.snapshots import Warehouse
from etl.workbook import Workbook

PROJECT = Path(__file__).resolve().parent.parent
APPENDICES = PROJECT / "data" / "appendices"
_READERS = 2  # child processes at once: the office machines this runs on have few cores


def received_from(paths: Iterable[Path]) -> list[ReceivedFile]:
    """The files of a list of files and folders, folders with all below them, in a stable order.

    Raises:
        FileNotFoundError: a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        found |= {file: None for file in files if file.is_file() and not file.name.startswith((".", "~$"))}
    return [ReceivedFile(path.name, path.read_bytes()) for path in found]


def first_load(warehouse: Warehouse, progress: Progress | None = None) -> LoadReport:
    """Load the appendices that the project ships into a warehouse that has none yet."""
    return ingest(received_from([APPENDICES]), warehouse, received_by="chương trình", progress=progress)


def refresh(warehouse: Warehouse) -> bool:
    """Bring a warehouse of an earlier release up to date in a new snapshot; True when one was published.

    Raises:
        WarehouseError: it was made by a later release, or cannot be upgraded.
    """
    current = warehouse.current()
    tables = reference.load()
    if current is None or not database.is_outdated(current, tables.fingerprint):
        return False
    with warehouse.loading() as work:
        load.refresh_reference(work.connection, tables)
        work.publish(load.verify)
    return True


def ingest(
    files: Sequence[ReceivedFile],
    warehouse: Warehouse,
    *,
    dry_run: bool = False,
    strict: bool = False,
    received_by: str = "",
    progress: Progress | None = None,
) -> LoadReport:
    """Load files into the warehouse and publish them together.

    Each file is loaded whole or not at all. Figures that are certain load even when others in the
    file need a decision, unless `strict`. With `dry_run` nothing is written anywhere.

    Raises:
        WarehouseError: the warehouse cannot be read or written.
    """
    told = progress or (lambda _done, _total, _what: None)
    tables = reference.load()
    if not dry_run:
        refresh(warehouse)
    hashes = [hashlib.sha256(file.data).hexdigest() for file in files]
    known = _already_loaded(warehouse, hashes, tables)
    grids = _read_all(files, [file_hash in known for file_hash in hashes], told)
    job = _Job(tables, strict, received_by, told)
    if dry_run:
        return LoadReport(tuple(job.compared(files, hashes, grids, warehouse)), dry_run=True)
    if all(grid is None or isinstance(grid, Problem) for grid in grids):
        return LoadReport(tuple(_not_loaded(file, h, grid) for file, h, grid in zip(files, hashes, grids, strict=True)))
    with warehouse.loading(waiting=lambda: told(0, len(files), "Đang chờ lượt nạp khác xong")) as work:
        load.refresh_reference(work.connection, tables)
        reports = tuple(job.loaded(files, hashes, grids, warehouse, work.connection))
        snapshot = ""
        if any(report.outcome in ("loaded", "partly") for report in reports):
            told(len(files), len(files), "Đang công bố số liệu")
            snapshot = work.publish(load.verify).name
    return LoadReport(reports, snapshot=snapshot)


def _already_loaded(warehouse: Warehouse, hashes: Sequence[str], tables: Reference) -> set[str]:
    current = warehouse.current()
    if current is None:
        return set()
    with closing(database.open_reading(current)) as con:
        return {file_hash for file_hash in hashes if load.is_loaded(con, file_hash, tables.fingerprint)}


_Grid = Workbook | Problem | None  # None: loaded before


def _read_all(files: Sequence[ReceivedFile], known: Sequence[bool], told: Progress) -> list[_Grid]:
    """Judge and read each file that is not known yet, a few at a time."""

    def read(job: tuple[ReceivedFile, bool]) -> _Grid:
        file, loaded_before = job
        if loaded_before:
            return None
        return gate.judge(file.data, file.name) or readers.read(file.data, file.name)

    grids: list[_Grid] = []
    with Readers(_READERS) as readers, ThreadPoolExecutor(_READERS) as pool:
        for number, grid in enumerate(pool.map(read, zip(files, known, strict=True))):
            told(number, len(files), f"Đang đọc {files[number].name}")
            grids.append(grid)
    return grids


class _Job:
    """What the files of one call share."""

    def __init__(self, tables: Reference, strict: bool, received_by: str, told: Progress) -> None:
        self._tables = tables
        self._strict = strict
        self._received_by = received_by
        self._told = told

    def loaded(
        self,
        files: Sequence[ReceivedFile],
        hashes: Sequence[str],
        grids: Sequence[_Grid],
        warehouse: Warehouse,
        con: duckdb.DuckDBPyConnection,
    ) -> Iterator[FileReport]:
        """Interpret and load one file after the other: a unit that one names first is known to the next."""
        for number, (file, file_hash, grid) in enumerate(zip(files, hashes, grids, strict=True)):
            self._told(number, len(files), f"Đang nạp {file.name}")
            if not isinstance(grid, Workbook) or load.is_loaded(con, file_hash, self._tables.fingerprint):
                yield _not_loaded(file, file_hash, grid if isinstance(grid, Problem) else None)
                continue
            read = self._interpret(grid, file, con)
            counts: dict[str, int] = {}
            if not read.refused:
                warehouse.keep_original(file.data, file_hash, PurePath(file.name).suffix.lower()[:8])
                counts, comparison = load.load(
                    con,
                    read,
                    file=file.name,
                    file_hash=file_hash,
                    reference=self._tables,
                    received_by=self._received_by,
                )
                read.problems += comparison
            yield self._report(file, file_hash, read, counts)

    def compared(
        self,
        files: Sequence[ReceivedFile],
        hashes: Sequence[str],
        grids: Sequence[_Grid],
        warehouse: Warehouse,
    ) -> Iterator[FileReport]:
        """What `loaded` would say, against the current snapshot or an empty warehouse in memory."""
        current = warehouse.current()
        con = database.open_reading(current) if current else database.create(None)
        new_units: list[ReportingUnit] = []
        with closing(con):
            for file, file_hash, grid in zip(files, hashes, grids, strict=True):
                if not isinstance(grid, Workbook):
                    yield _not_loaded(file, file_hash, grid)
                    continue
                read = self._interpret(grid, file, con, tuple(new_units))
                counts: dict[str, int] = {}
                if not read.refused:
                    new_units += read.new_units
                    counts, comparison = load.compare(con, read)
                    read.problems += comparison
                yield self._report(file, file_hash, read, counts)

    def _interpret(
        self,
        grid: Workbook,
        file: ReceivedFile,
        con: duckdb.DuckDBPyConnection,
        new_units: tuple[ReportingUnit, ...] = (),
    ) -> Reading:
        """An error of ours in one file must not take the others of the call with it."""
        try:
            known = self._tables.with_units((*load.provisional_units(con), *new_units))
            read = interpret(grid, file.name, known)
        except Exception as error:
            error_id = uuid.uuid4().hex[:8]
            journal.note(error_id, error)
            return Reading(problems=[problem("internal_error", Place(), found=error_id)])
        undecided = sum(found.severity in ("question", "refused") for found in read.problems)
        if self._strict and undecided and not read.refused:
            read.problems.append(problem("strict_refused", Place(), found=str(undecided)))
        return read

    def _report(self, file: ReceivedFile, file_hash: str, read: Reading, counts: dict[str, int]) -> FileReport:
        names = {unit.reporting_unit: unit.name for unit in (*self._tables.units, *read.new_units)}
        figures = [] if read.refused else read.observations
        report = FileReport(
            file=file.name,
            file_hash=file_hash,
            outcome="refused" if read.refused else "loaded",
            problems=tuple(read.problems),
            reporting_units=tuple(dict.fromkeys(names.get(f.reporting_unit, f.reporting_unit) for f in figures)),
            periods=tuple(dict.fromkeys(figure.period for figure in figures)),
            forms=tuple(dict.fromkeys(figure.form for figure in figures)),
            figures=len(figures),
            counts=counts,
            rows=dict(read.rows),
        )
        if report.outcome == "loaded" and report.needs_person:
            return FileReport(**{**report.__dict__, "outcome": "partly"})
        return report


def _not_loaded(file: ReceivedFile, file_hash: str, why: _Grid) -> FileReport:
    if isinstance(why, Problem):
        return FileReport(file.name, file_hash, "refused", problems=(why,))
    return FileReport(file.name, file_hash, "unchanged")
