"""A backup is one file that brings everything back: while loads go on, into ruins, and never over what is there."""

import contextlib
import hashlib
import io
import json
import logging
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from etl import __main__ as cli
from etl import database, homes, pipeline, snapshots
from etl.drafts import Drafts
from etl.snapshots import Warehouse
from etl.upkeep import backing_up, backup_file, health, restoring, room
from etl.upkeep.backup_file import BackupError
from etl.upkeep.restoring import restore
from tests.asking import report

PROJECT = Path(__file__).parents[1]
pytestmark = pytest.mark.usefixtures("quick_reading")


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    yield
    for handler in list(logging.getLogger("cchc").handlers):
        logging.getLogger("cchc").removeHandler(handler)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse of two loads and a draft, and its backup, made once."""
    folder = tmp_path_factory.mktemp("made")
    warehouse = Warehouse(folder / "kho")
    pipeline.ingest([report(day=1)], warehouse, received_by="Lan")
    pipeline.ingest([report(quarter="II", day=7)], warehouse, received_by="Minh")
    Drafts(warehouse).begin([report(quarter="III", day=9)], "Lan")
    backing_up.backup(warehouse, folder / "sao lưu.zip")
    return folder


@pytest.fixture
def loaded(made: Path, warehouse: Warehouse) -> Warehouse:
    """A warehouse with two loads and a draft."""
    shutil.copytree(made / "kho", warehouse.folder)
    return warehouse


@pytest.fixture
def saved(made: Path, tmp_path: Path) -> Path:
    """A backup of such a warehouse."""
    return Path(shutil.copy(made / "sao lưu.zip", tmp_path))


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def exported(place: Path, out: Path) -> bytes:
    assert run("export", "--with-computed", "--warehouse", place, "-o", out) == 0
    return out.read_bytes()


def state(place: Path) -> dict[str, str]:
    """Every file below a folder with its hash; the log is not part of a warehouse's state, nor is a lock."""
    return {
        file.relative_to(place).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(place.rglob("*"))
        if file.is_file() and "logs" not in file.parts and file.suffix != ".lock"
    }


# ---- there and back ------------------------------------------------------------------------------------------------


def test_the_rehearsal_load_back_up_damage_everything_restore_export_to_the_byte(
    loaded: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = exported(loaded.folder, tmp_path / "before.csv")
    (draft,) = Drafts(loaded).all()
    assert run("backup", tmp_path / "b.zip", "--warehouse", loaded.folder) == 0
    for file in loaded.folder.rglob("*"):
        if file.is_file() and file.suffix != ".lock":
            file.write_bytes(b"damaged")
    assert run("restore", tmp_path / "b.zip", "--warehouse", loaded.folder) == 0, capsys.readouterr().err
    assert exported(loaded.folder, tmp_path / "after.csv") == before
    assert before.count(b"\n") == 3
    for original in loaded.originals.glob("*/*"):
        assert hashlib.sha256(original.read_bytes()).hexdigest() == original.stem
    # a draft that cannot be read is no reason to lose the one that can
    assert draft.draft in {path.parent.name for path in loaded.folder.glob("drafts/*/draft.json")}


def test_into_an_empty_place_everything_comes_back_and_loads_go_on(
    saved: Path, loaded: Warehouse, tmp_path: Path
) -> None:
    there = Warehouse(tmp_path / "máy mới" / "kho")
    done = restoring.restore(there, saved)
    assert (done.snapshot, done.originals, done.drafts, done.kept) == ("snapshot-000001.duckdb", 3, 1, None)
    assert exported(there.folder, tmp_path / "a.csv") == exported(loaded.folder, tmp_path / "b.csv")
    assert Drafts(there).all() == Drafts(loaded).all()
    again = pipeline.ingest([report(day=1)], there)
    assert [file.outcome for file in again.files] == ["unchanged"]
    assert pipeline.ingest([report(quarter="III", day=9)], there).load == 3


def test_a_folder_gets_a_file_named_after_the_moment(loaded: Warehouse, tmp_path: Path) -> None:
    made = backing_up.backup(loaded, tmp_path).path
    assert made.parent == tmp_path
    assert made.name.startswith("cchc-20")
    assert not list(tmp_path.glob("*.part"))


def test_what_is_in_it_is_listed_with_sizes_and_hashes_and_nothing_else_is(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert set(archive.namelist()) == {"manifest.json", *manifest["entries"]}
        for name, entry in manifest["entries"].items():
            data = archive.read(name)
            assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["size"], entry["sha256"])
    kinds = [backup_file.kind_of(name) for name in manifest["entries"]]
    assert sorted(kinds) == ["deeds", "draft", "original", "original", "original", "snapshot"]


# ---- while others work ---------------------------------------------------------------------------------------------

_LOADS = """
import sys
from pathlib import Path
from etl.snapshots import Warehouse
warehouse = Warehouse(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    warehouse.keep_received(str(number).encode(), ".csv")
    with warehouse.loading() as work:
        work.connection.execute("INSERT OR REPLACE INTO meta VALUES ('note', ?)", [str(number)])
        work.publish(lambda con: None)
"""


def test_backups_under_loads_are_each_of_one_state_and_restore(loaded: Warehouse, tmp_path: Path) -> None:
    before = exported(loaded.folder, tmp_path / "before.csv")
    loads = subprocess.Popen([sys.executable, "-c", _LOADS, str(loaded.folder), "20"], cwd=PROJECT)
    made: list[backing_up.Written] = []
    while loads.poll() is None:
        made.append(backing_up.backup(loaded, tmp_path / f"{len(made)}.zip"))
    assert loads.returncode == 0
    assert len(made) > 1
    assert len({one.snapshot for one in made}) > 1, "loads went on meanwhile"
    for one in (made[0], made[len(made) // 2], made[-1]):
        there = Warehouse(tmp_path / f"kho {one.path.stem}")
        restoring.restore(there, one.path)
        assert exported(there.folder, tmp_path / "after.csv") == before


def test_a_snapshot_that_becomes_an_old_one_meanwhile_is_no_reason_to_fail(
    loaded: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = health.verify
    gone: list[Path] = []

    def loads_meanwhile(snapshot: Path) -> None:
        if not gone:
            gone.append(snapshot)
            for _ in range(snapshots.KEPT_SNAPSHOTS):
                with loaded.loading() as work:
                    work.publish(lambda _con: None)
        verify(snapshot)

    monkeypatch.setattr(health, "verify", loads_meanwhile)
    done = backing_up.backup(loaded, tmp_path / "b.zip")
    assert not gone[0].exists()
    assert done.snapshot != gone[0].name
    assert restoring.restore(Warehouse(tmp_path / "kho"), done.path).originals == 3


# ---- what is there stays -------------------------------------------------------------------------------------------


def test_figures_that_are_there_are_not_replaced_unasked(saved: Path, loaded: Warehouse) -> None:
    pipeline.ingest([report(day=3)], loaded)
    before = state(loaded.folder)
    assert run("restore", saved, "--warehouse", loaded.folder) == 1
    assert state(loaded.folder) == before


def test_replaced_figures_are_kept_and_come_back(saved: Path, loaded: Warehouse, tmp_path: Path) -> None:
    old = exported(loaded.folder, tmp_path / "old.csv")
    pipeline.ingest([report(quarter="III", day=9)], loaded)
    newer = exported(loaded.folder, tmp_path / "newer.csv")
    there = {name for name in state(loaded.folder) if "snapshots" in name}
    done = restoring.restore(loaded, saved, replace=True)
    assert done.snapshot == "snapshot-000004.duckdb"
    assert there <= set(state(loaded.folder))
    assert exported(loaded.folder, tmp_path / "a.csv") == old != newer
    assert done.kept is not None
    restoring.restore(loaded, done.kept, replace=True)
    assert exported(loaded.folder, tmp_path / "b.csv") == newer


def test_a_draft_that_was_worked_on_since_is_left_alone(saved: Path, loaded: Warehouse) -> None:
    drafts = Drafts(loaded)
    (draft,) = drafts.all()
    changed = drafts.add(draft, [report(quarter="IV", day=10)], "Lan")
    done = restoring.restore(loaded, saved, replace=True)
    assert (done.drafts, done.drafts_left) == (0, (draft.draft,))
    assert drafts.all() == [changed]


def test_a_file_that_exists_is_not_overwritten(saved: Path, loaded: Warehouse) -> None:
    before = saved.read_bytes()
    with pytest.raises(BackupError, match="đã có"):
        backing_up.backup(loaded, saved)
    assert saved.read_bytes() == before


# ---- what is refused -----------------------------------------------------------------------------------------------


def rewritten(saved: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> bytes:
    """The backup with its manifest and files changed."""
    with zipfile.ZipFile(saved) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(manifest, files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        if manifest:
            archive.writestr("manifest.json", json.dumps(manifest))
    return out.getvalue()


def with_file(name: str, *, told: bool = True) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    def change(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
        files[name] = b"x"
        if told:
            manifest["entries"][name] = {"size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}

    return change


def with_value(**values: object) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    return lambda manifest, _files: manifest.update(values)


def without(kind: str) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    def change(_manifest: dict[str, Any], files: dict[str, bytes]) -> None:
        del files[next(name for name in files if backup_file.kind_of(name) == kind)]

    return change


def other_bytes(kind: str) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    """Same size, one byte changed, and for an original also a manifest that agrees."""

    def change(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
        name = next(name for name in files if backup_file.kind_of(name) == kind)
        files[name] = files[name][:-1] + bytes([files[name][-1] ^ 1])
        if kind == "original":
            manifest["entries"][name]["sha256"] = hashlib.sha256(files[name]).hexdigest()

    return change


def no_database(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    name = f"snapshots/{manifest['snapshot']}"
    files[name] = b"x"
    manifest["entries"][name] = {"size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}


REFUSED: dict[str, tuple[Callable[[dict[str, Any], dict[str, bytes]], None], str]] = {
    "climbs out": (with_file("../../ngoài.txt"), "bị hỏng"),
    "climbs out of originals": (with_file(f"originals/../{'a' * 64}"), "bị hỏng"),
    "absolute": (with_file("/etc/cron.d/x"), "bị hỏng"),
    "drive of Windows": (with_file("C:\\Windows\\x"), "bị hỏng"),
    "backslashes": (with_file(f"originals\\aa\\{'a' * 64}"), "bị hỏng"),
    "pointer": (with_file("CURRENT"), "bị hỏng"),
    "a folder": (with_file("originals/aa/"), "bị hỏng"),
    "not in the manifest": (with_file(f"drafts/{'a' * 12}/draft.json", told=False), "bị hỏng"),
    "two snapshots": (with_file("snapshots/snapshot-000009.duckdb"), "bị hỏng"),
    "a file missing": (without("original"), "bị hỏng"),
    "snapshot missing": (without("snapshot"), "bị hỏng"),
    "snapshot changed": (other_bytes("snapshot"), "bị hỏng"),
    "original changed with the manifest": (other_bytes("original"), "bị hỏng"),
    "snapshot is no database": (no_database, "không mở được"),
    "later format": (with_value(format=backup_file.FORMAT + 1, release="9.9"), r"mới hơn .*9\.9"),
    "later schema": (with_value(schema_version=99, release="9.9"), r"mới hơn .*9\.9"),
    "another program": (with_value(program="khác"), "không phải là bản sao lưu"),
    "no manifest": (lambda manifest, _files: manifest.clear(), "không phải là bản sao lưu"),
    "entries of another kind": (with_value(entries=[1]), "bị hỏng"),
    "a moment that is none": (with_value(made_at="hôm qua"), "bị hỏng"),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("is_there", [True, False])
def test_a_backup_that_is_not_ours_or_not_whole_changes_nothing(
    saved: Path, loaded: Warehouse, tmp_path: Path, what: str, is_there: bool
) -> None:
    change, said = REFUSED[what]
    (tmp_path / "xấu.zip").write_bytes(rewritten(saved, change))
    there = loaded if is_there else Warehouse(tmp_path / "mới")
    outside, before = state(tmp_path), state(there.folder)
    with pytest.raises(BackupError, match=said):
        restoring.restore(there, tmp_path / "xấu.zip", replace=True)
    assert state(there.folder) == before
    assert state(tmp_path) == outside
    assert not list(there.folder.glob("work-restore-*"))


def test_damage_at_any_place_is_seen(saved: Path, tmp_path: Path) -> None:
    whole, there = saved.read_bytes(), Warehouse(tmp_path / "mới")
    cuts = [whole[: len(whole) * part // 8] for part in range(8)]
    flips = []
    for part in range(24):
        data = bytearray(whole)
        data[(len(whole) - 1) * part // 23] ^= 0x10
        flips.append(bytes(data))
    for number, damaged in enumerate([*cuts, *flips]):
        (tmp_path / "xấu.zip").write_bytes(damaged)
        with contextlib.suppress(BackupError):
            # a date or an attribute may differ, which no reader of zips looks at; the files are those of the manifest
            with backup_file.opened(tmp_path / "xấu.zip") as (archive, manifest):
                backup_file.verify(archive, manifest, saved)
            assert number >= len(cuts)
            restoring.restore(there, tmp_path / "xấu.zip", replace=True)
    assert restoring.restore(Warehouse(tmp_path / "kho"), saved).originals == 3


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x05\x06" + b"\0" * 18])
def test_another_file_is_refused(tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "khác.zip").write_bytes(data)
    assert run("restore", tmp_path / "khác.zip", "--warehouse", tmp_path / "kho") == 1
    assert "không phải là bản sao lưu" in capsys.readouterr().err
    assert not (tmp_path / "kho").exists()


def test_without_room_nothing_begins(
    saved: Path, loaded: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "free", lambda _folder: 1000)
    before = state(tmp_path)
    for begin in (
        lambda: backing_up.backup(loaded, tmp_path / "b.zip"),
        lambda: restoring.restore(Warehouse(tmp_path / "kho"), saved),
    ):
        with pytest.raises(room.NoRoomError, match="chỉ còn 0 MB"):
            begin()
    assert state(tmp_path) == before


def test_a_damaged_warehouse_is_not_backed_up(loaded: Warehouse, tmp_path: Path) -> None:
    for snapshot in loaded.snapshots.glob("*.duckdb"):  # a whole one would be used
        data = bytearray(snapshot.read_bytes())
        for place in range(len(data) // 4, len(data) - 4096, 4096):  # a byte of most blocks
            data[place] ^= 0xFF
        snapshot.write_bytes(data)
    assert run("backup", tmp_path / "b.zip", "--warehouse", loaded.folder) == 1
    assert not list(tmp_path.glob("*.zip*"))


def test_an_original_that_is_damaged_is_named_and_the_rest_saved(
    loaded: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = next(loaded.originals.glob("*/*"))
    bad.write_bytes(b"x")
    assert run("backup", tmp_path / "b.zip", "--warehouse", loaded.folder) == 1
    assert bad.name in capsys.readouterr().err
    assert restoring.restore(Warehouse(tmp_path / "kho"), tmp_path / "b.zip").originals == 2


def test_a_kill_leaves_neither_half_a_backup_nor_half_a_restoration(
    saved: Path, loaded: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Warehouse(tmp_path / "mới")

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Warehouse, "point_to", killed)
        patch.setattr(shutil, "rmtree", lambda *_arguments, **_options: None)  # as after kill -9
        with pytest.raises(KeyboardInterrupt):
            restoring.restore(there, saved)
    assert list(there.folder.glob("work-restore-*"))
    restoring.restore(there, saved, replace=True)
    assert not list(there.folder.glob("work-restore-*"))
    with monkeypatch.context() as patch:
        patch.setattr(backup_file, "verify", killed)
        with pytest.raises(KeyboardInterrupt):
            backing_up.backup(loaded, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


# ---- the command ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["12", "--replace", "--reason", "x"], ["12"], ["b.zip", "--reason", "x"], ["b.zip", "--file", "a"], ["không có"]],
)
def test_restoring_a_load_and_a_backup_are_told_apart(loaded: Warehouse, arguments: list[str]) -> None:
    before = state(loaded.folder)
    assert run("restore", *arguments, "--warehouse", loaded.folder) == 2
    assert state(loaded.folder) == before


def test_a_backup_of_nothing_is_refused_and_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", tmp_path / "b.zip", "--warehouse", tmp_path / "kho") == 1
    assert "Chưa có số liệu nào" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_after_an_update_the_figures_are_brought_up_to_date_and_backed_up(
    loaded: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = database.SCHEMA_VERSION + 1
    monkeypatch.setattr(database, "SCHEMA_VERSION", newer)
    monkeypatch.setattr(backup_file, "SCHEMA_VERSION", newer)
    monkeypatch.setitem(database.MIGRATIONS, newer - 1, "CREATE TABLE added (a TEXT)")
    assert run("backup", tmp_path / "b.zip", "--warehouse", loaded.folder) == 0
    with backup_file.opened(tmp_path / "b.zip") as (_, manifest):
        assert (manifest.schema_version, manifest.snapshot) == (newer, "snapshot-000003.duckdb")


def test_a_backup_of_an_earlier_release_is_brought_to_this_one_s_schema(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = database.SCHEMA_VERSION + 1
    monkeypatch.setattr(database, "SCHEMA_VERSION", newer)
    monkeypatch.setattr(backup_file, "SCHEMA_VERSION", newer)
    monkeypatch.setitem(database.MIGRATIONS, newer - 1, "CREATE TABLE added (a TEXT)")
    there = Warehouse(tmp_path / "kho")
    restoring.restore(there, saved)
    current = there.current()
    assert current is not None
    assert database.version_of(current) == newer


def test_nothing_is_brought_back_into_a_lake_of_several_machines(tmp_path: Path) -> None:
    lake = homes.at(f"ducklake:postgres:dbname=cchc;data={tmp_path}/chung;local={tmp_path}/may")
    with pytest.raises(BackupError, match="kho chung của nhiều máy"):
        restore(lake, tmp_path / "backup.zip")
    assert list(tmp_path.iterdir()) == []
