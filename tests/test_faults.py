"""What a machine does to a load: full disks, crowds, killed processes, clocks, locales. Long runs: bench/endurance."""

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from streamlit import config

from etl import database, disk, files, ledger, pipeline, seals
from etl.database import WarehouseError
from etl.disk import DiskFullError
from etl.drafts import Drafts
from etl.snapshots import KEPT_SNAPSHOTS, Warehouse
from tests.appendices import SHIPPED, TITLES
from tests.screens import ROOT, open_page, words
from tests.test_damage import received, value
from tests.test_snapshots import note, publish
from tests.warehouses import publish as publish_figures

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="not run on Windows: locales and forks are of POSIX")


def lying_about(warehouse: Warehouse) -> set[str]:
    """What is in a warehouse beside what is always there."""
    known = {"CURRENT", "snapshots", "originals", "loader.lock", "logs"}
    beside = {path.name for path in warehouse.snapshots.iterdir() if path.suffix not in (".duckdb", ".seal")}
    return {path.name for path in warehouse.folder.iterdir()} - known | beside


# ---- a full disk -----------------------------------------------------------------------------------------------

NO_ROOM = OSError(errno.ENOSPC, "No space left on device")
CHECKPOINT = duckdb.IOException('IO Error: Could not write file "work.duckdb": No space left on device')
INVALID = duckdb.FatalException("FATAL Error: database has been invalidated. Original error: No space left on device")


@pytest.mark.parametrize(
    ("owner", "step", "error"),
    [
        (shutil, "copyfile", NO_ROOM),
        (database, "open_writing", CHECKPOINT),
        (database, "close_written", INVALID),
        (files, "sync_file", OSError(errno.EDQUOT, "Disk quota exceeded")),
        (seals, "write", NO_ROOM),
        (files, "write_durably", NO_ROOM),
    ],
)
def test_a_full_disk_is_told_and_changes_nothing(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, owner: object, step: str, error: Exception
) -> None:
    publish(warehouse, "1")
    kept = {path.name: path.stat().st_size for path in warehouse.snapshots.iterdir()}

    def fails(*_arguments: object, **_options: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, fails)
        with pytest.raises(DiskFullError, match="đã đầy"):
            publish(warehouse, "2")
    assert note(warehouse.current()) == "1"
    assert {path.name: path.stat().st_size for path in warehouse.snapshots.iterdir()} == kept
    assert lying_about(warehouse) == set()
    publish(warehouse, "3")
    assert note(warehouse.current()) == "3"


def test_half_a_copy_does_not_keep_the_disk_full(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(warehouse, "1")

    def half(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:1000])
        raise NO_ROOM

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", half)
        with pytest.raises(DiskFullError):
            publish(warehouse, "2")
    assert lying_about(warehouse) == set()


def test_an_original_for_which_there_is_no_room_leaves_nothing(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(warehouse)

    def fails(_source: Path, _target: Path) -> None:
        raise NO_ROOM

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", fails)
        with pytest.raises(DiskFullError):
            warehouse.keep_received(b"abc", ".xlsx")
        with pytest.raises(DiskFullError):
            Drafts(warehouse).begin([received(1, 1)], "an")
    assert not [path for path in warehouse.originals.rglob("*") if path.is_file()]
    assert Drafts(warehouse).all() == []
    assert len(Drafts(warehouse).begin([received(1, 1)], "an").files) == 1


def test_other_errors_are_not_taken_for_a_full_disk() -> None:
    for error in (KeyError("No space left"), OSError(errno.EIO, "I/O"), duckdb.IOException("Corrupt database file")):
        assert not disk.is_full(error)
    later = RuntimeError("later")
    later.__cause__ = NO_ROOM
    assert disk.is_full(later)


# ---- left-overs and crowds -------------------------------------------------------------------------------------


def test_originals_that_nobody_finishes_receiving_go_after_a_day(warehouse: Warehouse) -> None:
    publish(warehouse)
    place = warehouse.originals / "ab"
    place.mkdir()
    old, recent = place / "ab1.1-x.part", place / "ab2.2-x.part"
    for path in (old, recent):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 90_000,) * 2)
    publish(warehouse)
    assert (old.exists(), recent.exists()) == (False, True)


def test_what_a_killed_reader_left_goes_with_its_snapshot(warehouse: Warehouse) -> None:
    first = publish(warehouse)
    spilled = first.with_name(f"{first.name}.tmp")
    spilled.mkdir()
    (spilled / "duckdb_temp_block").write_bytes(b"x")
    for _ in range(KEPT_SNAPSHOTS):
        assert spilled.exists()
        publish(warehouse)
    assert not spilled.exists()
    assert not seals.place(first).exists()


def test_a_seal_goes_before_its_snapshot(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seal without a snapshot says that the snapshot was lost: one that is killed in between must not say so."""
    for number in range(KEPT_SNAPSHOTS):
        publish(warehouse, str(number))
    order: list[str] = []
    monkeypatch.setattr(files, "remove", lambda path: order.append(path.name))
    warehouse.point_to(publish(warehouse))
    assert order.index("snapshot-000001.seal") < order.index("snapshot-000001.duckdb")


def test_two_windows_that_drop_the_same_file_at_once_both_keep_it(warehouse: Warehouse) -> None:
    publish(warehouse)
    gate, errors = threading.Barrier(8), list[BaseException]()

    def keep() -> None:
        gate.wait()
        try:
            warehouse.keep_received(b"abc" * 100_000, ".xlsx")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=keep) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len([path for path in warehouse.originals.rglob("*") if path.is_file()]) == 1


def test_eight_loaders_at_once_all_land(warehouse: Warehouse) -> None:
    gate = threading.Barrier(8)

    def load(number: int) -> None:
        gate.wait()
        with Warehouse(warehouse.folder).loading() as work:
            work.connection.execute("INSERT INTO meta VALUES (?, 'x')", [f"note-{number}"])
            work.publish(lambda _con: None)

    threads = [threading.Thread(target=load, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    current = warehouse.current()
    assert current is not None
    assert current.name == "snapshot-000008.duckdb"
    with closing(database.open_reading(current)) as con:
        assert con.execute("SELECT count(*) FROM meta WHERE name LIKE 'note-%'").fetchone() == (8,)
    assert lying_about(warehouse) == set()


def test_who_waits_too_long_is_told_who_works(warehouse: Warehouse) -> None:
    def second() -> None:
        with Warehouse(warehouse.folder).loading(wait=0.1):
            pass

    with warehouse.loading():
        with pytest.raises(
            WarehouseError, match=rf"\(của .+, tiến trình {os.getpid()}, từ \d\d:\d\d \d\d/\d\d/\d{{4}}\)"
        ):
            second()
        (warehouse.folder / "loader.holder").write_bytes(b"\xff{")
        with pytest.raises(WarehouseError, match="Một lượt nạp khác đang chạy"):
            second()
    assert not (warehouse.folder / "loader.holder").exists()


@on_posix
def test_a_load_killed_at_any_step_leaves_the_old_figures_or_the_new() -> None:
    done = check("kills", "--rounds", "6", "--commands", "0")
    assert "violations: 0" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


def check(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A check of bench/endurance, on its own: it forks."""
    command = [sys.executable, "-X", "utf8", "-m", f"bench.endurance.{name}", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


# ---- pages -----------------------------------------------------------------------------------------------------


def test_a_page_that_stays_open_while_its_snapshot_is_deleted_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    first = publish_figures(tmp_path)
    app = open_page("figures")
    assert "số 1," in words(app)
    for _ in range(KEPT_SNAPSHOTS):
        publish_figures(tmp_path)
    assert not first.exists()
    app.run()
    assert not app.exception
    assert f"số {KEPT_SNAPSHOTS + 1}," in words(app)
    assert "bị hỏng" not in words(app)


# ---- clocks and locales ----------------------------------------------------------------------------------------


def test_a_clock_that_goes_backwards_changes_no_figure(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = datetime(2026, 11, 20, tzinfo=UTC).replace(tzinfo=None)
    for number, days in enumerate((0, -4000, 3000, -1), start=1):
        monkeypatch.setattr(ledger, "now", lambda days=days: begun + timedelta(days=days))
        pipeline.ingest([received(100 * number, number)], Warehouse(warehouse.folder))
        assert value(warehouse.current()) == 100 * number


@on_posix
@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8"])
def test_the_command_line_gives_the_same_bytes_in_every_locale(tmp_path: Path, locale: str) -> None:
    odd = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Pacific/Kiritimati"}
    file = shutil.copy(SHIPPED / TITLES["000"]["file"], tmp_path / "phụ lục huyện Lắk.xlsx")
    out = []
    for name, told in (("một", {}), ("hai", odd)):
        place = tmp_path / f"Kho số liệu {name}"
        environment = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ} | told
        for command in (("load", file), ("export",)):
            arguments = [sys.executable, "-m", "etl", *map(str, command), "--warehouse", str(place)]
            done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, check=False)
        out.append(done.stdout)
    assert out[0] == out[1]
    assert len(out[0]) > 1000
