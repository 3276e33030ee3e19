"""What a draft would change, and loading it: the same load twice, first into a copy that nobody else sees.

The copy is a warehouse of its own in the draft's folder, so that everything that can be asked of a snapshot can be
asked of what would be one.
"""

import secrets
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from etl import database, decisions, derive, disk, guard, ledger, load, pipeline, seals
from etl.drafts import Draft, Drafts
from etl.guard import Allowed
from etl.model import LoadReport, PersonCanActError, Progress, ReceivedFile
from etl.snapshots import Warehouse


class OvertakenError(PersonCanActError):
    """Somebody changed the same figures since the draft was looked at; nothing was stored."""


@dataclass(frozen=True)
class Preview:
    """A load as it would be.

    `base` is the snapshot that it was compared with (None: an empty warehouse), `snapshot` the copy with the files in
    it (None where nothing would be stored and there was nothing before), `load` the number of the load in it.
    """

    base: Path | None
    base_load: int
    snapshot: Path | None
    report: LoadReport

    @property
    def load(self) -> int:
        """The number of the load in the copy."""
        return self.report.load


class _Copy(Warehouse):
    """A warehouse for trying; originals are those of the real one."""

    is_copy = True

    def __init__(self, folder: Path, real: Warehouse) -> None:
        super().__init__(folder)
        self.originals = real.originals

    def begin_with(self, snapshot: Path) -> None:
        """Make a published snapshot its first one."""
        self.snapshots.mkdir(parents=True)
        self.point_to(seals.link(snapshot, self.snapshots))


def preview(warehouse: Warehouse, draft: Draft, by: str, progress: Progress | None = None) -> Preview:
    """Load a draft into a copy of the warehouse.

    Raises:
        DraftGoneError: an original is gone.
        WarehouseError: the warehouse cannot be read or written.
    """
    pipeline.refresh(warehouse)
    base = warehouse.sound()
    drafts = Drafts(warehouse)
    drafts.clear_scratch(draft)
    folder = drafts.scratch(draft)
    copy = _Copy(folder / secrets.token_hex(4), warehouse)
    if base is not None:
        with disk.told(folder):
            copy.begin_with(base)
    report = pipeline.ingest(
        _files(warehouse, draft),
        copy,
        received_by=by,
        progress=progress,
        prepare=lambda con, number: _write(con, number, draft, by),
    )
    return Preview(base, _last_load(base), copy.current(), report)


def load_draft(
    warehouse: Warehouse,
    draft: Draft,
    seen: Preview,
    by: str,
    progress: Progress | None = None,
    allowed: Allowed = None,
) -> LoadReport:
    """Load a draft as it was looked at, with its answers and explanations, and throw it away.

    Raises:
        NotAllowedError: it speaks of units, or answers for units, beyond what the person holds (`allowed`).
        OvertakenError: others changed figures of the same units and periods since it was looked at.
        DraftGoneError: it was loaded or thrown away in another window, or an original is gone.
        WarehouseError: the warehouse cannot be read or written.
    """
    drafts = Drafts(warehouse)
    drafts.open(draft.draft)
    touched = _touched(seen)

    def prepare(con: duckdb.DuckDBPyConnection, number: int) -> None:
        guard.check_answers(con, allowed, draft.decisions)
        guard.check_units(con, allowed, "load", {said.reporting_unit for said in draft.explanations} - {""})
        _check_overtaken(con, seen.base_load, number, touched)
        _write(con, number, draft, by)

    report = pipeline.ingest(
        _files(warehouse, draft), warehouse, received_by=by, progress=progress, prepare=prepare, allowed=allowed
    )
    drafts.discard(draft)
    return report


def _files(warehouse: Warehouse, draft: Draft) -> list[ReceivedFile]:
    """The draft's files, and those of the warehouse that its answers concern and that can be read again."""
    own = Drafts(warehouse).received(draft)
    current = warehouse.current()
    if current is None or not draft.decisions:
        return own
    with closing(database.open_reading(current)) as con:
        concerned = decisions.files_about(con, [made.wording for made in draft.decisions])
    known = {file.file_hash for file in draft.files}
    others = [(file, warehouse.original(file.file_hash)) for file in concerned if file.file_hash not in known]
    return own + [ReceivedFile(file.name, path=place) for file, place in others if place is not None]


def _write(con: duckdb.DuckDBPyConnection, number: int, draft: Draft, by: str) -> None:
    decisions.decide(con, draft.decisions)
    now = ledger.now()
    load.insert_rows(
        con,
        "explanations",
        [{"load": number, **asdict(said), "made_by": by, "made_at": now} for said in draft.explanations],
    )


def _touched(seen: Preview) -> set[tuple[str, str]]:
    """Units and periods of which the previewed load speaks."""
    if seen.snapshot is None or not seen.load:
        return set()
    with closing(database.open_reading(seen.snapshot)) as con:
        return touched_by(con, seen.load)


def touched_by(con: duckdb.DuckDBPyConnection, number: int) -> set[tuple[str, str]]:
    """Units and periods of which a load, withdrawal or restoration speaks, or its files had spoken before."""
    return set(con.execute("FROM touched_by($number - 1, $number)", {"number": number}).fetchall())


def _check_overtaken(con: duckdb.DuckDBPyConnection, since: int, before: int, touched: set[tuple[str, str]]) -> None:
    between = con.execute(
        """SELECT l.load, l.made_by, l.made_at, string_agg(DISTINCT s.file, ', ' ORDER BY s.file)
           FROM loads l
           JOIN (SELECT load, submission FROM submissions
                 UNION ALL SELECT load, submission FROM withdrawals) t USING (load)
           JOIN submissions s ON s.submission = t.submission
           WHERE l.load > $since AND l.load < $before
           GROUP BY ALL ORDER BY l.load DESC""",
        {"since": since, "before": before},
    ).fetchall()
    for number, who, when, files in between:
        if touched & touched_by(con, number):
            raise OvertakenError(_OVERTAKEN.format(who=who, when=_moment(when), files=files))


_OVERTAKEN = (
    "Trong lúc bản nháp này đang mở, {who} đã thay đổi số liệu của cùng đơn vị và kỳ lúc {when} ({files}). "
    "Chưa có gì của bản nháp được nạp. Hãy xem lại khác biệt so với số mới rồi nạp."
)


def _moment(when: datetime) -> str:
    return f"{ledger.in_vietnam(when):%H:%M:%S ngày %d/%m/%Y}"


def _last_load(base: Path | None) -> int:
    if base is None:
        return 0
    with closing(database.open_reading(base)) as con:
        return derive.last_load(con)
