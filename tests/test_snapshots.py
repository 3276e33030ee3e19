"""A folder of immutable snapshots: readers keep theirs, a load publishes whole or not at all, damage is survived."""

import os
import threading
import time
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import database, files, pipeline, seals
from etl.database import WarehouseError
from etl.disk import NotWritableError
from etl.snapshots import KEPT_SNAPSHOTS, Warehouse


def passes(_con: duckdb.DuckDBPyConnection) -> None:
    """A check that finds nothing."""


def publish(warehouse: Warehouse, note: str = "1") -> Path:
    with warehouse.loading() as work:
        work.connection.execute("INSERT OR REPLACE INTO meta VALUES ('note', ?)", [note])
        return work.publish(passes)


def note(path: Path | None) -> str:
    assert path is not None
    with closing(database.open_reading(path)) as con:
        row = con.execute("SELECT value FROM meta WHERE name = 'note'").fetchone()
    return str(row[0]) if row else ""


def test_nothing_is_read_or_made_before_it_is_needed(warehouse: Warehouse) -> None:
    assert warehouse.current() is None
    assert not warehouse.folder.exists()


def test_a_published_snapshot_is_the_current_one(warehouse: Warehouse) -> None:
    first, second = publish(warehouse, "1"), publish(warehouse, "2")
    assert (first.name, second.name) == ("snapshot-000001.duckdb", "snapshot-000002.duckdb")
    assert warehouse.current() == second
    assert (note(first), note(second)) == ("1", "2")


def test_without_publish_nothing_changes_and_nothing_stays(warehouse: Warehouse) -> None:
    publish(warehouse, "1")
    with warehouse.loading() as work:
        work.connection.execute("UPDATE meta SET value = '2' WHERE name = 'note'")
    assert note(warehouse.current()) == "1"
    assert {path.name for path in warehouse.folder.iterdir()} - {"loader.lock"} == {"CURRENT", "snapshots", "originals"}


def test_an_error_in_a_load_leaves_the_last_snapshot(warehouse: Warehouse) -> None:
    publish(warehouse, "1")

    def fail() -> None:
        with warehouse.loading() as work:
            work.connection.execute("DELETE FROM meta")
            raise KeyError("bug")

    with pytest.raises(KeyError):
        fail()
    assert note(warehouse.current()) == "1"
    assert publish(warehouse, "2").name == "snapshot-000002.duckdb"


def test_a_check_that_fails_keeps_the_snapshot_from_readers(warehouse: Warehouse) -> None:
    publish(warehouse, "1")

    def refuse(_con: duckdb.DuckDBPyConnection) -> None:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"), warehouse.loading() as work:
        work.publish(refuse)
    assert note(warehouse.current()) == "1"


def test_a_reader_keeps_its_snapshot_across_a_publish(warehouse: Warehouse) -> None:
    with closing(database.open_reading(publish(warehouse, "old"))) as con:
        for number in range(KEPT_SNAPSHOTS + 2):
            publish(warehouse, str(number))
        assert con.execute("SELECT value FROM meta WHERE name = 'note'").fetchall() == [("old",)]


def test_only_the_last_few_snapshots_are_kept(warehouse: Warehouse) -> None:
    for number in range(KEPT_SNAPSHOTS + 3):
        publish(warehouse, str(number))
    kept = sorted(path.name for path in warehouse.snapshots.iterdir())
    names = [f"snapshot-{number:06d}" for number in range(4, KEPT_SNAPSHOTS + 4)]
    assert kept == [f"{name}.{ending}" for name in names for ending in ("duckdb", "seal")]


def test_undo_is_pointing_back(warehouse: Warehouse) -> None:
    first = publish(warehouse, "1")
    publish(warehouse, "2")
    warehouse.point_to(first)
    assert note(warehouse.current()) == "1"
    assert publish(warehouse, "3").name == "snapshot-000003.duckdb"


@pytest.mark.parametrize(
    "pointer",
    [
        None,
        b"",
        b"\xff\xfe\x00",
        b"snapshot-000009.duckdb\n",
        b"../../etc/passwd\n",
        b"snapshot-000002.duckdb.bak\n",
        b"x" * 10_000,
    ],
)
def test_a_pointer_that_leads_nowhere_falls_back_to_the_newest(warehouse: Warehouse, pointer: bytes | None) -> None:
    publish(warehouse, "1")
    publish(warehouse, "2")
    place = warehouse.folder / "CURRENT"
    place.unlink()
    if pointer is not None:
        place.write_bytes(pointer)
    assert note(warehouse.current()) == "2"
    publish(warehouse, "3")
    assert note(warehouse.current()) == "3"


def test_what_a_killed_loader_left_is_cleared(warehouse: Warehouse) -> None:
    publish(warehouse)
    leftovers = [warehouse.folder / name for name in ("work-1.duckdb", "work-1.duckdb.wal", "CURRENT.1.part")]
    for path in leftovers:
        path.write_bytes(b"half")
    publish(warehouse)
    assert not any(path.exists() for path in leftovers)


def test_a_damaged_snapshot_is_refused_with_a_sentence(warehouse: Warehouse) -> None:
    path = publish(warehouse)
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(WarehouseError, match="tệp hỏng"):
        database.open_reading(path)


def test_a_folder_that_cannot_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    with pytest.raises(WarehouseError, match="Không ghi được"), Warehouse(tmp_path / "file" / "kho").loading():
        pass


def test_a_second_loader_waits_for_the_first_and_says_so(warehouse: Warehouse) -> None:
    told: list[str] = []
    inside, go = threading.Event(), threading.Event()

    def first() -> None:
        with warehouse.loading() as work:
            inside.set()
            go.wait(5)
            work.connection.execute("INSERT OR REPLACE INTO meta VALUES ('note', 'first')")
            work.publish(passes)

    def waiting() -> None:
        told.append("waits")
        go.set()

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(5)
    with warehouse.loading(waiting=waiting) as work:
        row = work.connection.execute("SELECT value FROM meta WHERE name = 'note'").fetchone()
    thread.join(30)
    assert (told, row) == (["waits"], ("first",))


def test_a_loader_that_waits_too_long_says_so(warehouse: Warehouse) -> None:
    def second() -> None:
        with Warehouse(warehouse.folder).loading(wait=0.1):
            pass

    with warehouse.loading(), pytest.raises(WarehouseError, match="đang chạy quá lâu"):
        second()


def test_the_same_bytes_are_kept_once(warehouse: Warehouse) -> None:
    first = warehouse.keep_original(b"abc", "00ff", ".xlsx")
    assert warehouse.keep_original(b"abc", "00ff", ".xlsx") == first
    assert first.read_bytes() == b"abc"
    assert len(list(warehouse.originals.rglob("*.*"))) == 1


# ---- what a reader may not do ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM meta",
        "CREATE TABLE t (a INT)",
        "COPY meta TO '{place}/out.csv'",
        "SELECT * FROM read_csv('{place}/secret.csv')",
        "ATTACH '{place}/other.duckdb'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "SELECT * FROM frame",
    ],
)
def test_a_reader_is_locked_down(warehouse: Warehouse, tmp_path: Path, query: str) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with closing(database.open_reading(publish(warehouse))) as con, pytest.raises(duckdb.Error):
        con.execute(query.format(place=tmp_path.as_posix()))


# ---- versions of the schema ----------------------------------------------------------------------------------


def made_by(warehouse: Warehouse, version: str) -> Path:
    """A snapshot that says it has another schema version."""
    path = publish(warehouse)
    with closing(duckdb.connect(str(path))) as con:
        con.execute("UPDATE meta SET value = ? WHERE name = 'schema_version'", [version])
    seals.write(path, [])
    return path


def test_a_snapshot_of_a_later_release_is_refused_with_a_sentence(warehouse: Warehouse) -> None:
    path = made_by(warehouse, "99")
    before = path.read_bytes()
    for use in (database.open_reading, lambda _: publish(warehouse), lambda _: pipeline.refresh(warehouse)):
        with pytest.raises(WarehouseError, match=r"phiên bản mới hơn \(lược đồ 99"):
            use(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_warehouse_is_refused_with_a_sentence(warehouse: Warehouse) -> None:
    warehouse.snapshots.mkdir(parents=True)
    duckdb.connect(str(warehouse.snapshots / "snapshot-000001.duckdb")).close()
    with pytest.raises(WarehouseError, match="không phải kho số liệu"):
        publish(warehouse)


def test_a_migration_upgrades_in_a_new_snapshot(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    old = made_by(warehouse, "1")
    before = old.read_bytes()
    monkeypatch.setattr(database, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(
        database,
        "MIGRATIONS",
        {1: "CREATE TABLE added (a TEXT)", 2: "INSERT INTO added VALUES ('yes')"},
    )
    with pytest.raises(WarehouseError):
        database.open_reading(old)
    assert pipeline.refresh(warehouse)
    new = warehouse.current()
    assert new not in (None, old)
    assert old.read_bytes() == before
    assert new is not None
    with closing(database.open_reading(new)) as con:
        assert con.execute("FROM added").fetchall() == [("yes",)]
        assert database.schema_version(con) == 3
    assert not pipeline.refresh(warehouse)


def test_a_migration_that_fails_leaves_the_old_snapshot(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    old = made_by(warehouse, "1")
    monkeypatch.setattr(database, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(database, "MIGRATIONS", {1: "ALTER TABLE missing ADD COLUMN a TEXT"})
    with pytest.raises(duckdb.Error):
        pipeline.refresh(warehouse)
    assert warehouse.current() == old


def test_a_gap_in_the_migrations_is_refused(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    made_by(warehouse, "1")
    monkeypatch.setattr(database, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(database, "MIGRATIONS", {2: "SELECT 1"})
    with pytest.raises(WarehouseError, match="không còn nâng cấp được"):
        pipeline.refresh(warehouse)


def test_other_reviewed_tables_refresh_the_warehouse_once(warehouse: Warehouse) -> None:
    publish(warehouse)  # made without reviewed tables
    assert pipeline.refresh(warehouse)
    assert not pipeline.refresh(warehouse)
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        assert con.execute("SELECT count(*) > 100 FROM reporting_units").fetchone() == (True,)


# ---- Windows, on any platform ----------------------------------------------------------------------------------


def test_a_pointer_that_a_reader_holds_is_replaced_a_little_later(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(warehouse, "1")
    refused = [0]
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target.name == "CURRENT" and refused[0] < 3:
            refused[0] += 1
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    publish(warehouse, "2")
    assert (refused, note(warehouse.current())) == ([3], "2")


def test_a_pointer_that_stays_held_leaves_the_old_figures(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(warehouse, "1")
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target.name == "CURRENT":
            raise PermissionError(13, "in use")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        patch.setattr(time, "sleep", lambda _seconds: None)
        with pytest.raises(NotWritableError):
            publish(warehouse, "2")
    assert note(warehouse.current()) == "1"
    assert publish(warehouse, "3").name == "snapshot-000002.duckdb"


def test_on_windows_no_folder_is_flushed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def no_handle(*_arguments: object) -> int:
        raise PermissionError(13, "no handle on a folder")

    monkeypatch.setattr(os, "open", no_handle)
    monkeypatch.setattr(os, "name", "nt")
    files.sync_folder(tmp_path)
    monkeypatch.setattr(os, "name", "posix")
    with pytest.raises(PermissionError):
        files.sync_folder(tmp_path)


def test_an_old_snapshot_that_is_open_on_windows_stays(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = Path.unlink

    def held(self: Path, missing_ok: bool = False) -> None:
        if self.name.startswith("snapshot-"):
            raise PermissionError(13, "in use")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    for number in range(KEPT_SNAPSHOTS + 2):
        publish(warehouse, str(number))
    assert note(warehouse.current()) == str(KEPT_SNAPSHOTS + 1)
