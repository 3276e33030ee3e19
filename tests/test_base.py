"""A base that many snapshots share: the figures are those of one file, and nothing is lost where it is damaged."""

import contextlib
import io
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from etl import (
    base,
    compaction,
    database,
    derive,
    export,
    load,
    moving,
    pipeline,
    preview,
    reference,
    seals,
    sight,
    withdrawal,
)
from etl.database import WarehouseError
from etl.drafts import Drafts
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from etl.upkeep.backing_up import backup
from etl.upkeep.restoring import restore
from tests.screens import ROOT
from tests.workbooks import form, workbook_bytes

ROWS = """1 | Số TTHC công bố mới | Thủ tục | {}
2 | Số Nghị quyết QPPL đã ban hành | Văn bản | {}
3 | Số Quyết định QPPL đã ban hành | Văn bản | {}
4 | Số VBQPPL đã ban hành | Văn bản | {}"""


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful of figures is enough for a base, and no load makes a new one."""
    monkeypatch.setattr(compaction, "LARGE", 0)
    monkeypatch.setattr(derive, "_UNSORTED_SHARE", 1e9)


def received(place: str, quarter: str, day: int, seed: int) -> ReceivedFile:
    """A district's report of a quarter; its figures add up, or do not."""
    title = f"Báo cáo quý {quarter} năm 2024\n(Kèm theo Báo cáo số {day}/BC-UBND ngày {day}/10/2024 của UBND {place})"
    random = Random(seed)
    parts = [random.randrange(100), random.randrange(20), random.randrange(20)]
    rows = ROWS.format(*parts, parts[1] + parts[2] + random.randrange(2))
    return ReceivedFile(f"{place}-{quarter}-{day}.xlsx", workbook_bytes(Biểu_1=form(rows, title)))


def held(path: Path | None, known_on: int | None = None) -> list[list[tuple[Any, ...]]]:
    """All that a snapshot says, whatever the order in which it lies there."""
    assert path is not None
    opened = database.open_reading(path) if known_on is None else database.open_known_on(path, known_on)
    with closing(opened) as con:
        asked = [
            f"SELECT * FROM {table} ORDER BY ALL"  # noqa: S608 names of our own
            for table in ("figures", "observations", "findings", "set_aside", "problems", "reports", "open_findings")
        ]
        return [con.execute(query).fetchall() for query in asked]


def csv_of(path: Path | None) -> str:
    assert path is not None
    out = io.StringIO()
    with closing(database.open_reading(path)) as con:
        export.write_csv(export.observations(con, with_computed=True), out)
    return out.getvalue()


def bases(warehouse: Warehouse) -> list[Path]:
    return sorted(warehouse.snapshots.glob("base-*.duckdb"))


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Two loads: the base is of the first."""
    made = Warehouse(tmp_path / "kho")
    pipeline.ingest([received("huyện Lắk", "I", 1, 1), received("huyện Lắk", "II", 1, 2)], made)
    pipeline.ingest([received("huyện Lắk", "I", 2, 3)], made)
    return made


def test_a_load_writes_beside_the_base_and_not_into_it(warehouse: Warehouse) -> None:
    (file,) = bases(warehouse)
    current = warehouse.current()
    assert current is not None
    assert seals.base_of(current) == file
    with closing(database.open_reading(current)) as con:
        for table, count in (("base.main.figures", 8), ("own_figures", 4), ("figures", 8)):
            assert con.execute(f"SELECT count(*) FROM {table}").fetchall() == [(count,)]  # noqa: S608 names of our own
        assert con.execute("FROM replaced").fetchall() == [("dak-lak.huyen-lak", "2024-Q1")]


Step = tuple[str, str, str, int, int]


def _steps(seed: int) -> list[Step]:
    random = Random(seed)
    steps: list[Step] = []
    for number in range(5):
        act = random.choice(["load", "load", "load", "withdraw", "restore"]) if number > 1 else "load"
        place = random.choice(["huyện Lắk", "huyện Krông Búk", "huyện Ea Kar"])
        steps.append((act, place, random.choice(["I", "II", "III"]), random.randrange(1, 28), random.randrange(1, 9)))
    return steps


def _do(warehouse: Warehouse, step: Step) -> None:
    act, place, quarter, day, seed = step
    if act == "load":
        pipeline.ingest([received(place, quarter, day, seed)], warehouse, received_by="an")
        return
    with contextlib.suppress(withdrawal.WithdrawalError):  # no such load, or withdrawn already: in both warehouses
        {"withdraw": withdrawal.withdraw, "restore": withdrawal.restore}[act](warehouse, seed, "an", reason="thử")


@pytest.mark.parametrize("seed", range(2))
def test_what_is_asked_of_a_base_is_what_one_file_says(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "_NAMED", seed)  # left out by name, or by a join
    shared, whole = Warehouse(tmp_path / "shared"), Warehouse(tmp_path / "whole")
    steps = _steps(seed)
    for step in steps:
        _do(shared, step)
    monkeypatch.setattr(compaction, "LARGE", 10**9)
    for step in steps:
        _do(whole, step)
    ours, theirs = shared.current(), whole.current()
    assert len(bases(shared)) == 1
    assert not bases(whole)
    assert csv_of(ours) == csv_of(theirs)
    assert _without_times(held(ours)) == _without_times(held(theirs))
    for known_on in (1, 3):
        assert _without_times(held(ours, known_on)) == _without_times(held(theirs, known_on))


def _without_times(told: list[list[tuple[Any, ...]]]) -> list[list[str]]:
    return [sorted(map(str, rows)) for rows in told]


def test_all_is_made_anew_into_a_new_base(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    before = warehouse.current()
    monkeypatch.setattr(derive, "_UNSORTED_SHARE", 0)
    pipeline.ingest([received("huyện Ea Kar", "I", 3, 5)], warehouse)
    assert len(bases(warehouse)) == 2
    after = warehouse.current()
    assert after is not None
    with closing(database.open_reading(after)) as con:
        assert con.execute("SELECT count(*) FROM own_figures").fetchall() == [(0,)]
        assert con.execute("SELECT count(*) FROM figures").fetchall() == [(12,)]
        assert con.execute("FROM replaced").fetchall() == []
    assert seals.base_of(after) != seals.base_of(before or after)


def test_what_a_draft_would_change_is_looked_at_on_the_same_base(warehouse: Warehouse) -> None:
    drafts = Drafts(warehouse)
    draft = drafts.begin([received("huyện Lắk", "II", 9, 7)], "an")
    before = held(warehouse.current())
    seen = preview.preview(warehouse, draft, "an")
    assert held(warehouse.current()) == before
    told = held(seen.snapshot)
    assert told != before
    preview.load_draft(warehouse, drafts.open(draft.draft), seen, "an")
    assert _without_times(held(warehouse.current())) == _without_times(told)


def test_a_backup_takes_the_base_along(warehouse: Warehouse, tmp_path: Path) -> None:
    before = held(warehouse.current())
    made = backup(warehouse, tmp_path / "sao-luu.zip")
    elsewhere = Warehouse(tmp_path / "noi-khac")
    restore(elsewhere, made.path)
    assert held(elsewhere.current()) == before
    assert seals.is_whole(elsewhere.current() or Path(), anew=True)
    pipeline.ingest([received("huyện Lắk", "I", 20, 8)], warehouse)
    assert held(warehouse.current()) != before
    restore(warehouse, made.path, replace=True)
    assert held(warehouse.current()) == before
    assert len(bases(warehouse)) == 1


def test_a_damaged_base_is_passed_over_with_all_that_stand_on_it(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(warehouse.current())
    monkeypatch.setattr(derive, "_UNSORTED_SHARE", 0)
    pipeline.ingest([received("huyện Ea Kar", "I", 3, 5)], warehouse)
    after = held(warehouse.current())
    newest = warehouse.current()
    stands_on = seals.base_of(newest) if newest else None
    assert stands_on is not None
    data = bytearray(stands_on.read_bytes())
    data[len(data) // 2] ^= 255
    stands_on.write_bytes(data)
    assert held(warehouse.sound()) == before
    pipeline.ingest([received("huyện Lắk", "III", 4, 6)], warehouse)  # and what it had brought is loaded again
    with closing(database.open_reading(warehouse.current() or Path())) as con:
        found = con.execute("SELECT DISTINCT file FROM current_observations ORDER BY file").fetchall()
    assert "huyện Ea Kar-I-3.xlsx" in str(found)
    assert "huyện Lắk-III-4.xlsx" in str(found)
    assert len(after[0]) == 12


def test_without_its_base_no_snapshot_can_be_read(warehouse: Warehouse) -> None:
    (file,) = bases(warehouse)
    file.unlink()
    with pytest.raises(WarehouseError, match="bản sao lưu"):
        warehouse.current()


def test_bases_go_with_the_last_snapshot_that_stands_on_them(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = bases(warehouse)
    (warehouse.folder / "settings.toml").write_text("[snapshots]\nkeep = 2\n", encoding="utf-8")
    monkeypatch.setattr(derive, "_UNSORTED_SHARE", 0)
    pipeline.ingest([received("huyện Ea Kar", "I", 3, 5)], warehouse)
    assert first in bases(warehouse)
    pipeline.ingest([received("huyện Ea Kar", "II", 3, 5)], warehouse)
    assert first not in bases(warehouse)
    assert not seals.place(first).exists()
    assert len(bases(warehouse)) == 2


_KILLED = """
import os, sys
from pathlib import Path
from etl import base, compaction, database, derive, files, load, pipeline, seals, verification
from etl.snapshots import Warehouse
from tests.test_base import received
compaction.LARGE, derive._UNSORTED_SHARE = 0, 0
owner, name, at = sys.argv[2], sys.argv[3], int(sys.argv[4])
owner = Warehouse if owner == "Warehouse" else globals()[owner]
work, calls = getattr(owner, name), []
def killed(*args, **more):
    calls.append(1)
    if len(calls) == at:
        os._exit(9)
    return work(*args, **more)
setattr(owner, name, killed)
pipeline.ingest([received("huyện Ea Kar", "I", 3, 5)], Warehouse(sys.argv[1]), workers=1)
"""


@pytest.mark.parametrize(
    ("owner", "step", "at"),
    [
        ("compaction", "_judge", 1),
        ("files", "sync_file", 1),
        ("files", "replace", 2),
        ("seals", "write", 1),
        ("compaction", "put_on", 1),
        ("derive", "finish", 1),
        ("verification", "verify", 1),
        ("seals", "write", 2),
        ("Warehouse", "point_to", 1),
    ],
)
def test_a_new_base_killed_at_any_step_leaves_the_old_figures(
    warehouse: Warehouse, owner: str, step: str, at: int
) -> None:
    before = held(warehouse.current())
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _KILLED, str(warehouse.folder), owner, step, str(at)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 9, done.stderr
    assert held(warehouse.current()) == before
    pipeline.ingest([received("huyện Lắk", "III", 4, 6)], warehouse)
    assert len(held(warehouse.current())[0]) == 12
    assert [path.name for path in warehouse.snapshots.iterdir() if ".part" in path.name] == []
    left = {("seals", 2), ("Warehouse", 1)}  # a snapshot that nobody was pointed to, on its base
    assert len(bases(warehouse)) == 1 + ((owner, at) in left)


def test_a_move_takes_along_what_the_base_holds(warehouse: Warehouse, tmp_path: Path) -> None:
    there = Warehouse(tmp_path / "elsewhere")
    told = moving.move(warehouse, there)
    assert csv_of(there.current()) == csv_of(warehouse.current())
    assert told.figures == 8
    assert len(bases(warehouse)) == 1
    assert moving.move(warehouse, there).checksum == told.checksum


def test_who_sees_some_units_sees_them_also_on_a_base(warehouse: Warehouse) -> None:
    pipeline.ingest([received("huyện Krông Búk", "I", 3, 4)], warehouse)
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as whole:
        counts = whole.execute("SELECT reporting_unit, count(*) FROM figures GROUP BY ALL").fetchall()
    assert sorted(count for _, count in counts) == [4, 8]
    for remit, figures in counts:
        with closing(sight.open_within(current, [remit])) as con:
            query = "SELECT DISTINCT reporting_unit FROM figures"
            assert con.execute(query).fetchall() == con.execute(query.replace("figures", "observations")).fetchall()
            assert con.execute(query).fetchall() == [(remit,)]
            assert con.execute("SELECT count(*) FROM figures").fetchall() == [(figures,)]


def test_a_change_of_the_tables_takes_everything_into_one_file_first(warehouse: Warehouse) -> None:
    with warehouse.loading() as work:
        before = work.connection.execute("SELECT * FROM figures ORDER BY ALL").fetchall()
        base.dissolve(work.connection)
        assert work.connection.execute("SELECT * FROM figures ORDER BY ALL").fetchall() == before
        assert not base.named(work.connection)
        load.refresh_reference(work.connection, reference.load())
        load.publish(work)
    assert len(bases(warehouse)) == 2
