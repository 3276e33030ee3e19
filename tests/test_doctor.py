"""The doctor: each line on each state of an installation, in a sentence that says what to do, and its exit code."""

import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import __main__ as cli
from etl import database, drafts, journal, pipeline
from etl.drafts import Drafts
from etl.snapshots import Warehouse
from etl.upkeep import contents, doctor, place, program, room
from etl.upkeep.line import Line, Standing
from tests.asking import report

PROJECT = Path(__file__).parents[1]
pytestmark = pytest.mark.usefixtures("quick_reading")
Damage = Callable[[Warehouse], object]


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    yield
    for handler in list(logging.getLogger("cchc").handlers):
        logging.getLogger("cchc").removeHandler(handler)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two loads, made once."""
    warehouse = Warehouse(tmp_path_factory.mktemp("made") / "kho")
    pipeline.ingest([report(day=1)], warehouse)
    pipeline.ingest([report(quarter="II", day=7)], warehouse)
    return warehouse.folder


@pytest.fixture
def loaded(made: Path, warehouse: Warehouse) -> Warehouse:
    """Two snapshots and a backup in the log: nothing to complain about."""
    shutil.copytree(made, warehouse.folder)
    journal.start(warehouse.folder)
    journal.event("backup", outcome="written")
    return warehouse


def lines(warehouse: Warehouse, check: str) -> list[Line]:
    return [line for line in doctor.examine(warehouse) if line.check == check]


def snapshot(warehouse: Warehouse, number: int) -> Path:
    return warehouse.snapshots / f"snapshot-{number:06d}.duckdb"


def with_schema(path: Path, version: int) -> None:
    with closing(duckdb.connect(str(path))) as con:
        con.execute("UPDATE meta SET value = ? WHERE name = 'schema_version'", [str(version)])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(len(data) // 4, len(data) - 4096, 4096):
        data[at] ^= 0xFF
    path.write_bytes(data)


def test_all_is_well(loaded: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor", "--warehouse", str(loaded.folder)]) == 0, capsys.readouterr().out
    out = capsys.readouterr().out
    assert {line.split()[0] for line in out.splitlines()} == {"TỐT"}
    assert "snapshot-000002.duckdb nguyên vẹn" in out
    assert str(journal.folder(loaded.folder)) in out


def test_looking_changes_nothing(loaded: Warehouse) -> None:
    def state() -> dict[str, int]:
        return {str(file): file.stat().st_mtime_ns for file in loaded.folder.rglob("*") if file.suffix != ".lock"}

    before = state()
    doctor.examine(loaded)
    assert {name: at for name, at in state().items() if not Path(name).is_dir()} == {
        name: at for name, at in before.items() if not Path(name).is_dir()
    }


def broken_draft(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "draft.json").write_text("{")


STATES: dict[str, tuple[Damage, str, Standing, str]] = {
    "pointer gone": (lambda w: (w.folder / "CURRENT").unlink(), "pointer", "warning", "đang dùng snapshot-000002"),
    "pointer damaged": (lambda w: (w.folder / "CURRENT").write_bytes(b"\xff\0"), "pointer", "warning", "ghi lại"),
    "current damaged": (lambda w: flip(snapshot(w, 2)), "snapshot", "trouble", "etl restore"),
    "current is no database": (lambda w: snapshot(w, 2).write_bytes(b"x" * 50_000), "snapshot", "trouble", "bị hỏng"),
    "old one damaged": (lambda w: flip(snapshot(w, 1)), "snapshot", "warning", "không bị ảnh hưởng"),
    "current of a later release": (lambda w: with_schema(snapshot(w, 2), 99), "snapshot", "trouble", "cập nhật"),
    "current of an earlier release": (lambda w: with_schema(snapshot(w, 2), 2), "snapshot", "warning", "tự nâng cấp"),
    "current is of no release": (lambda w: with_schema(snapshot(w, 2), 0), "snapshot", "trouble", "không phải"),
    "old one of an earlier release": (lambda w: with_schema(snapshot(w, 1), 2), "snapshot", "ok", "không cần làm gì"),
    "left over": (
        lambda w: [(w.folder / name).write_bytes(b"half") for name in ("work-1.duckdb", "CURRENT.1.part")],
        "left_over", "warning", "2 tệp dở dang",
    ),
    "errors": (lambda _w: journal.note(KeyError("x")), "log", "warning", "1 lỗi"),
    "draft not readable": (
        lambda w: broken_draft(w.folder / "drafts" / ("a" * 12)),
        "drafts", "warning", "không đọc được",
    ),
    "draft": (lambda w: Drafts(w).begin([report(day=3)], "Lan"), "drafts", "ok", "1 bản nháp"),
    "question": (lambda _w: None, "questions", "ok", "1 câu hỏi chờ trả lời"),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_told_with_what_to_do(loaded: Warehouse, state: str) -> None:
    damage, check, standing, said = STATES[state]
    damage(loaded)
    assert [line for line in lines(loaded, check) if line.standing == standing and said in line.said], [
        line.said for line in lines(loaded, check)
    ]
    if standing != "ok":
        assert doctor.exit_code(doctor.examine(loaded)) == {"warning": 1, "trouble": 2}[standing]


def test_an_old_draft_is_worth_a_look(loaded: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=20)
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "_now", lambda: long_ago)
        Drafts(loaded).begin([report(day=3)], "Lan")
    (line,) = lines(loaded, "drafts")
    assert (line.standing, line.facts["oldest_days"]) == ("warning", 20)


def test_a_warehouse_without_backups_for_a_week_is_worth_a_look(warehouse: Warehouse) -> None:
    pipeline.ingest([report()], warehouse)
    (line,) = lines(warehouse, "backup")
    assert (line.standing, "etl backup" in line.said) == ("warning", True)
    old = {"time": (datetime.now(UTC) - timedelta(days=8)).isoformat(), "event": "backup", "outcome": "written"}
    log = journal.folder(warehouse.folder) / journal.NAME
    log.parent.mkdir(exist_ok=True)
    log.write_text(json.dumps(old) + "\nno JSON\n[1]\n", encoding="utf-8")
    (line,) = lines(warehouse, "backup")
    assert (line.standing, "quá 7 ngày" in line.said) == ("warning", True)


def test_no_warehouse_is_no_trouble_and_makes_none(tmp_path: Path) -> None:
    found = doctor.examine(Warehouse(tmp_path / "kho"))
    assert doctor.exit_code(found) == 1
    assert any("etl load data/appendices" in line.said for line in found)
    assert not (tmp_path / "kho").exists()


@pytest.mark.parametrize(("free", "standing"), [(10**6, "trouble"), (3 * 10**8, "warning"), (10**12, "ok")])
def test_room_is_measured_against_the_next_load(
    loaded: Warehouse, monkeypatch: pytest.MonkeyPatch, free: int, standing: str
) -> None:
    monkeypatch.setattr(room, "free", lambda _folder: free)
    (line,) = lines(loaded, "disk")
    assert (line.standing, line.facts["free"]) == (standing, free)
    assert line.facts["needed"] > snapshot(loaded, 2).stat().st_size


def test_room_is_asked_of_the_system(tmp_path: Path) -> None:
    assert abs(room.free(tmp_path / "not" / "there") - shutil.disk_usage(tmp_path).free) < 10**9


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_trouble(loaded: Warehouse) -> None:
    loaded.folder.chmod(0o500)
    try:
        (line,) = lines(loaded, "folder")
    finally:
        loaded.folder.chmod(0o700)
    assert line.standing == "trouble"


def test_a_folder_that_refuses_a_file_is_trouble(loaded: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_options: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    (line,) = lines(loaded, "folder")
    assert (line.standing, "quyền ghi" in line.said) == ("trouble", True)


# ---- a load that runs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "standing"), [(0, "ok"), (2, "warning")])
def test_who_holds_the_warehouse_is_told(loaded: Warehouse, hours: int, standing: str) -> None:
    since = datetime.now(UTC) - timedelta(hours=hours)
    told = json.dumps({"who": "chị Lan", "process": 4711, "since": since.timestamp()})
    with loaded.loading():
        (loaded.folder / "loader.holder").write_text(told, encoding="utf-8")
        (line,) = lines(loaded, "lock")
        left = lines(loaded, "left_over")
    assert (line.standing, line.facts["held"]) == (standing, True)
    assert "chị Lan (tiến trình 4711" in line.said
    assert "Lan" not in line.anonymous
    assert [one.standing for one in left] == ["ok"], "what a running load writes is not left over"
    (line,) = lines(loaded, "lock")
    assert line.facts["held"] is False


@pytest.mark.parametrize("told", ["", "[]", '{"who": "x"}', '{"who": 1, "process": "a", "since": 1e999}'])
def test_a_holder_that_says_nothing_sensible_is_another_process(loaded: Warehouse, told: str) -> None:
    with loaded.loading():
        (loaded.folder / "loader.holder").write_text(told, encoding="utf-8")
        (line,) = lines(loaded, "lock")
    assert "một tiến trình khác" in line.said


def test_a_look_does_not_disturb_a_load(loaded: Warehouse) -> None:
    looked, stop = [0], threading.Event()

    def look() -> None:
        while not stop.is_set():
            place.examine(loaded)
            looked[0] += 1

    thread = threading.Thread(target=look)
    thread.start()
    try:
        for number in range(4):
            pipeline.ingest([report(quarter="III", day=number + 1)], loaded)
    finally:
        stop.set()
        thread.join()
    assert looked[0] > 5


# ---- the program ---------------------------------------------------------------------------------------------------


def test_packages_are_compared_with_the_pins(tmp_path: Path) -> None:
    def packages(text: str) -> Line:
        (tmp_path / "requirements.txt").write_text(text, encoding="utf-8")
        return next(line for line in program.examine(tmp_path, tmp_path) if line.check == "packages")

    real = metadata.version("duckdb")
    assert packages(f"# why\nduckdb=={real}\n").standing == "ok"
    other = packages("duckdb==0.0.1\n")
    assert (other.standing, f"duckdb {real} (cần 0.0.1)" in other.said) == ("warning", True)
    elsewhere = packages(f'duckdb=={real}\nnot-a-package==1; sys_platform != "win32"\n')
    assert elsewhere.standing == ("ok" if sys.platform == "win32" else "trouble")
    missing = packages(f"duckdb=={real}\nnot-a-package==1\n")
    assert (missing.standing, "not-a-package" in missing.said) == ("trouble", True)


def test_this_installation_is_the_pinned_one() -> None:
    assert [line.said for line in program.examine() if line.standing != "ok"] == []


def test_an_old_python_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert [line.standing for line in program.examine() if line.check == "python"] == ["trouble"]


def test_missing_collation_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_icu_extension", lambda: None)
    assert [line.standing for line in program.examine() if line.check == "collation"] == ["trouble"]


SETTINGS: list[tuple[str, str, Any, str]] = [
    ("server", "address", "0.0.0.0", "warning"),  # noqa: S104 -- what is to be warned of
    ("server", "enableXsrfProtection", False, "trouble"),
    ("server", "enableCORS", False, "trouble"),
    ("client", "showErrorDetails", "full", "warning"),
    ("browser", "gatherUsageStats", True, "warning"),
    ("client", "disableDataExport", False, "warning"),
    ("server", "maxUploadSize", 2000, "warning"),
    ("server", "enableStaticServing", True, "warning"),
]


@pytest.mark.parametrize(("section", "key", "value", "standing"), SETTINGS)
@pytest.mark.parametrize("by", ["project", "environment"])
def test_an_unsafe_setting_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str, key: str, value: Any, standing: str, by: str
) -> None:
    text = (PROJECT / ".streamlit" / "config.toml").read_text("utf-8")
    if by == "environment":
        words = re.sub(r"([A-Z]+)", r"_\1", f"{section}_{key}").upper()
        name = {"enableCORS": "STREAMLIT_SERVER_ENABLE_CORS"}.get(key, f"STREAMLIT_{words}")
        monkeypatch.setenv(name, str(value).lower())
    else:
        text = re.sub(rf"^{key} = .*\n", "", text, flags=re.MULTILINE)
        told = str(value).lower() if isinstance(value, bool | int) else f'"{value}"'
        text = text.replace(f"[{section}]\n", f"[{section}]\n{key} = {told}\n")
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(text, encoding="utf-8")
    found = program._settings(program.settings(tmp_path, tmp_path / "home"))
    assert [(line.standing, f"{section}.{key}" in line.said) for line in found] == [(standing, True)]


def test_the_names_of_the_environment_are_streamlit_s_own() -> None:
    from streamlit import config

    options = config.get_config_options()
    assert {option: options[option].env_var for option in program._JUDGED} == {
        option: program._variable(option) for option in program._JUDGED
    }
    defaults = {option: options[option].default_val for option in program._JUDGED}
    assert defaults | {"global.developmentMode": False} == {
        option: default for option, (default, *_) in program._JUDGED.items()
    }


def test_without_the_project_s_settings_streamlit_s_defaults_count(tmp_path: Path) -> None:
    found = {str(line.facts["option"]) for line in program._settings(program.settings(tmp_path, tmp_path))}
    assert found == {
        "client.showErrorDetails",
        "browser.gatherUsageStats",
        "client.disableDataExport",
        "server.address",
    }


# ---- the command ---------------------------------------------------------------------------------------------------


def test_as_json(loaded: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor", "--json", "--warehouse", str(loaded.folder)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"standing", "exit_code", "release", "lines"}
    assert {frozenset(line) for line in told["lines"]} == {frozenset({"check", "standing", "said", "facts"})}
    assert (told["standing"], told["exit_code"]) == ("ok", 0)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda _w: None, 0),
        (lambda w: shutil.rmtree(w.folder), 1),
        (lambda w: list(map(flip, w.snapshots.iterdir())), 2),
    ],
)
def test_quick_says_whether_the_figures_can_be_read(loaded: Warehouse, damage: Damage, code: int) -> None:
    damage(loaded)
    command = [sys.executable, "-m", "etl", "doctor", "--quick", "--warehouse", str(loaded.folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_part_that_fails_is_a_line_and_the_others_are_told(
    loaded: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> list[Line]:
        raise KeyError("bí mật")

    monkeypatch.setattr(contents, "examine", broken)
    found = doctor.examine(loaded)
    assert doctor.exit_code(found) == 2
    assert "bí mật" not in "".join(line.said for line in found)
    assert {"release", "disk", "doctor"} <= {line.check for line in found}
