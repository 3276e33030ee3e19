"""Where readings go: batches of a warehouse's next snapshot, or for a dry run only a comparison with the last."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import PurePath
from types import TracebackType
from typing import Self

import duckdb

from etl import database, decisions, journal, ledger, load, others, periods, standing
from etl.ahead import Incoming
from etl.context import Context
from etl.load import Item
from etl.model import FileReport, Outcome, Place, Problem
from etl.next_snapshot import NextSnapshot
from etl.problems import SEVERITIES, problem
from etl.reading_data import FileReading
from etl.reference import Reference
from etl.snapshots import Warehouse
from etl.standing import Change, Subject

_FILES = 64  # of a batch; fewer when the rows become many
_ROWS = 40_000
# Problems that the reports of one call name in full; beyond them each file names its worst few. A report of ten
# thousand files must not be what fills the memory, and nobody reads that far.
_PROBLEMS = 20_000
_WORST = 3
# Told the working copy and the number of the load, before the first file is stored.
Prepare = Callable[[duckdb.DuckDBPyConnection, int], None]


class Sink:
    """Takes the files of a call one after the other.

    Attributes:
        known: hashes of the files that need not be read: loaded before, or by this call.
        context: what the interpretation of the next file depends on.
        number: of this load; 0 before anything is to be stored.
    """

    def __init__(
        self,
        warehouse: Warehouse,
        tables: Reference,
        reports: dict[int, FileReport],
        *,
        dry_run: bool,
        strict: bool,
        received_by: str,
        waiting: Callable[[int], None],
    ) -> None:
        """Nothing is locked or written before the first file that has something to load, or `prepare`."""
        self._warehouse, self._tables, self._reports = warehouse, tables, reports
        self._dry_run, self._strict, self._received_by, self._waiting = dry_run, strict, received_by, waiting
        self._open = ExitStack()
        self._work: NextSnapshot | None = None
        self._con: duckdb.DuckDBPyConnection | None = None
        self._batch: list[tuple[int, Item]] = []
        self._rows = 0
        self._problems = 0
        self._subjects: set[Subject] = set()
        self._before = 0  # the last submission before this call
        self.number = 0
        self._is_prepared = False
        self._changed: Counter[str] = Counter()
        self._loaded: set[str] = set()  # files loaded before, as far as they would read the same
        self._refused: set[str] = set()  # files whose questions are kept already
        self._withdrawn: dict[str, ledger.Withdrawn] = {}
        self.known: set[str] = set()
        self.context = Context(tables)
        self._look_at_last_snapshot()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    @property
    def is_loading(self) -> bool:
        """Whether something is to be published."""
        return self._work is not None

    def prepare(self, work: Prepare) -> None:
        """Do something in the working copy before the first file is read; what it writes is published in any case."""
        self._begin(0)
        assert self._con is not None  # noqa: S101 just begun
        work(self._con, self.number)
        self._is_prepared = True
        self._learn(self._con)

    def take(self, number: int, incoming: Incoming, renew: Callable[[Incoming], Incoming]) -> None:
        """Store a file with the next batch, or report at once why not.

        Args:
            number: its place among the reports.
            incoming: the file as it was read, perhaps before those in front of it were taken.
            renew: reads it again where that would make a difference.
        """
        if self._con is None and self._is_kept(incoming):
            self._begin(number)  # another loader may have come first: what it loaded is known from here on
        incoming = renew(incoming)
        item = Item(incoming.file.name, incoming.file_hash, incoming.read or FileReading())
        if withdrawn := self._withdrawn.get(item.file_hash):
            self._reports[number] = _still_withdrawn(item, withdrawn)
        elif incoming.read is None or item.file_hash in self.known:
            self._reports[number] = FileReport(item.file, item.file_hash, "unchanged")
        elif not self._is_kept(incoming):
            self._reports[number] = self._report(item, Change({}))
        else:
            if not self._dry_run:
                suffix = PurePath(item.file).suffix.lower()[:8]
                self._warehouse.keep_original(incoming.data, item.file_hash, suffix)
            self._add(number, item)

    def finish(self, judge: Prepare | None = None) -> str:
        """Store what is left and publish; the name of the snapshot, '' where nothing was loaded.

        `judge` is asked before that of what was stored under the number of the load; what it raises stops all.
        """
        self._flush()
        self._tell_who_was_first()
        if self._work is None:
            return ""
        if ledger.last(self._work.connection) == self._before and not self._is_prepared:
            return ""
        if judge is not None:
            judge(self._work.connection, self.number)
        changed = [{"load": self.number, "state": state, "figures": count} for state, count in self._changed.items()]
        load.insert_rows(self._work.connection, "load_changes", changed)
        return load.publish(self._work).name

    def _is_kept(self, incoming: Incoming) -> bool:
        """Whether a file is stored: with its figures, or refused with a question, so that it can be read again."""
        if self._may_load(incoming):
            return True
        asks = incoming.read is not None and incoming.read.asks_to_load
        return asks and not self._dry_run and incoming.file_hash not in self.known | self._refused

    def _may_load(self, incoming: Incoming) -> bool:
        """Whether a file is new and not refused; `strict` refuses one of which anything needs a decision."""
        read = incoming.read
        if read is None or incoming.file_hash in self.known:
            return False
        if not read.refused and not self._is_sound(read):
            read.problems.append(problem("file_damaged", Place(), found="bộ đọc dừng giữa chừng"))
        undecided = sum(found.severity in ("question", "refused") for found in read.problems)
        if self._strict and undecided and not read.refused:
            read.problems.append(problem("strict_refused", Place(), found=str(undecided)))
        return not read.refused

    def _is_sound(self, read: FileReading) -> bool:
        """Whether figures are of indicators, units and periods that there are: a stranger's file may have spoken."""
        named: set[str] = {""}
        unknown: set[str] = set()
        for unit in read.new_units:  # those above come first
            unknown |= {unit.parent} - named
            named.add(unit.reporting_unit)
        unknown |= set(read.figures["reporting_unit"]) - named
        return (
            set(read.figures["indicator"]) <= self._tables.indicators.keys()
            and all(map(self.context.knows, unknown))
            and set(read.decisions) <= self.context.decided
            and all(periods.parse_code(code) for code in set(read.figures["period"]))
        )

    def _add(self, number: int, item: Item) -> None:
        subjects = standing.subjects(item.read)
        if subjects & self._subjects:  # what this file changes is known when that file is stored
            self._flush()
        self._batch.append((number, item))
        self._subjects |= subjects
        self._rows += item.read.count
        if item.read.refused:
            self._refused.add(item.file_hash)
        else:
            self.known.add(item.file_hash)
            self.context.add(item.read.new_units)
        if len(self._batch) >= _FILES or self._rows >= _ROWS:
            self._flush()

    def _look_at_last_snapshot(self) -> None:
        current = self._warehouse.current()
        if current is not None:
            with closing(database.open_reading(current)) as con:
                self._learn(con)

    def _learn(self, con: duckdb.DuckDBPyConnection) -> None:
        self.context.restart(load.added_units(con), decisions.read(con), load.added_aliases(con))
        loaded = ledger.loaded_files(con, self._tables.fingerprint, self.context.fingerprint)
        self._withdrawn = ledger.withdrawn_files(con)
        loaded |= self._withdrawn.keys()
        self.known -= self._loaded - loaded
        self.known |= loaded
        self._loaded = loaded
        self._refused = ledger.refused_files(con, self._tables.fingerprint, self.context.fingerprint)

    def _begin(self, done: int) -> None:
        """Wait for the loader's lock and copy the last snapshot; for a dry run, look at it."""
        if self._con is not None:
            return
        if self._dry_run:
            current = self._warehouse.current()
            con = database.open_reading(current) if current else database.create(None)
            self._con = self._open.enter_context(closing(con))
            return
        self._work = self._open.enter_context(self._warehouse.loading(waiting=lambda: self._waiting(done)))
        self._con = self._work.connection
        self._con.execute("SET threads = 1")  # a batch is too small to be shared out: that costs more than it gives
        load.refresh_reference(self._con, self._tables)
        self._before = ledger.last(self._con)
        self.number = load.begin(self._con, "load", self._received_by)
        self._learn(self._con)

    def _flush(self) -> None:
        if self._batch:
            assert self._con is not None  # noqa: S101 _begin comes before the first file of a batch
            changes = self._changes()
            others.tell(self._con, changes)
            for (number, item), made in zip(self._batch, changes, strict=True):
                self._reports[number] = self._report(item, made)
        self._batch, self._rows, self._subjects = [], 0, set()

    def _tell_who_was_first(self) -> None:
        """Who loaded the files that were there already, in one question for all of them."""
        unchanged = {number: one.file_hash for number, one in self._reports.items() if one.outcome == "unchanged"}
        if not unchanged:
            return
        hashes, current = list(unchanged.values()), self._warehouse.current()
        told: dict[str, Problem] = {}
        if self._con is not None:
            told = others.loaded_already(self._con, hashes)
        elif current is not None:
            with closing(database.open_reading(current)) as con:
                told = others.loaded_already(con, hashes)
        for number, file_hash in unchanged.items():
            if file_hash in told:
                self._reports[number] = replace(self._reports[number], problems=(told[file_hash],))

    def _changes(self) -> list[Change]:
        """Store the batch; where that fails, file by file, so that one cannot take the others with it."""
        assert self._con is not None  # noqa: S101 _begin comes before the first file of a batch
        items = [item for _, item in self._batch]
        if self._dry_run:
            return load.compare(self._con, items)
        try:
            return self._store(items)
        except _OF_THE_MACHINE:
            raise
        except Exception as error:
            if len(items) == 1:
                return [self._failed(items[0], error)]
        return [self._change(item) for item in items]

    def _change(self, item: Item) -> Change:
        try:
            return self._store([item])[0]
        except _OF_THE_MACHINE:
            raise
        except Exception as error:
            return self._failed(item, error)

    def _store(self, items: Sequence[Item]) -> list[Change]:
        assert self._con is not None  # noqa: S101 as above
        return load.store(
            self._con,
            items,
            reference=self._tables,
            received_by=self._received_by,
            memory=self.context.fingerprint,
            number=self.number,
        )

    def _failed(self, item: Item, error: Exception) -> Change:
        """An error of ours in one file: it is said by its id and nothing of the file is stored."""
        error_id = journal.note(error)
        self.known.discard(item.file_hash)
        self._refused.discard(item.file_hash)
        return Change({}, problems=[problem("internal_error", Place(), found=error_id)])

    def _report(self, item: Item, made: Change) -> FileReport:
        read = item.read
        self._changed.update(made.counts)
        problems = [*read.problems, *made.problems]
        stopped = any(found.severity == "stop" for found in problems)
        figures = FileReading().figures if stopped else read.figures
        names = {unit.reporting_unit: unit.name for unit in read.new_units}
        units = dict.fromkeys(figures["reporting_unit"])
        named = self._named(problems)
        return FileReport(
            file=item.file,
            file_hash=item.file_hash,
            outcome=_outcome(problems),
            problems=named,
            reporting_units=tuple(dict.fromkeys(self._name(code, names) for code in units)),
            periods=tuple(map(sys.intern, dict.fromkeys(figures["period"]))),
            forms=tuple(map(sys.intern, dict.fromkeys(figures["form"]))),
            figures=len(figures["value"]),
            counts=made.counts,
            rows={sys.intern(end): count for end, count in read.rows.items()},
            left_out=len(problems) - len(named),
        )

    def _named(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """The problems that a report names."""
        if self._problems + len(problems) > _PROBLEMS:
            order = list(SEVERITIES)
            problems = sorted(problems, key=lambda found: order.index(found.severity))[:_WORST]
        self._problems += len(problems)
        return tuple(problems)

    def _name(self, code: str, new: dict[str, str]) -> str:
        return new.get(code) or self.context.name_of(code)


def _still_withdrawn(item: Item, withdrawn: ledger.Withdrawn) -> FileReport:
    """A person took this file back; that it is dropped again is no reason to count it again in silence."""
    said = f"ngày {ledger.in_vietnam(withdrawn.at):%d/%m/%Y}, lý do: {withdrawn.reason}"
    how = f'python -m etl restore {withdrawn.load} --file "{withdrawn.file}"'
    found = (problem("file_withdrawn", Place(), found=said, expected=how),)
    return FileReport(item.file, item.file_hash, "refused", problems=found)


def _outcome(problems: Iterable[Problem]) -> Outcome:
    severities = {found.severity for found in problems}
    if "stop" in severities:
        return "refused"
    return "partly" if severities & {"question", "refused"} else "loaded"


# What is wrong with the disk or the engine is no fault of a file, and no other file would fare better.
_OF_THE_MACHINE = (OSError, duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)
