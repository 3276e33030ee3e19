"""The log: one JSON line for each thing done or gone wrong, no figures or names in it, from many processes at once."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl import journal, load, pipeline, withdrawal
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from tests.asking import report

PROJECT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    yield
    for handler in list(logging.getLogger("cchc").handlers):
        logging.getLogger("cchc").removeHandler(handler)


def lines(place: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for file in journal.files(place) for line in file.read_text("utf-8").splitlines()]


def failed(secret: str) -> Exception:
    try:
        raise KeyError(secret)
    except KeyError as error:
        return error


# ---- what stands in it ---------------------------------------------------------------------------------------------


def test_an_error_has_an_id_a_kind_and_a_place_but_not_its_words(tmp_path: Path) -> None:
    journal.start(tmp_path)
    error_id = journal.note(failed("118.588 triệu đồng của xã Ea Mẫu"))
    (line,) = lines(tmp_path)
    assert (line["event"], line["id"], line["error"], line["level"]) == ("error", error_id, "KeyError", "ERROR")
    assert line["where"].startswith("test_journal.py:")
    assert {"time", "process", "program", "release"} <= set(line)
    assert "118.588" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize(
    "said",
    ["", "KeyError", "KeyError at bí mật 118.588", "xã Ea Mẫu\n{} at a.py:1 f", "E at a.py:1 f < 118.588 triệu"],
)
def test_what_another_process_says_is_kept_only_where_it_is_a_description(tmp_path: Path, said: str) -> None:
    journal.start(tmp_path)
    journal.note_described(said)
    (line,) = lines(tmp_path)
    told = json.dumps(line, ensure_ascii=False)
    assert not {"118.588", "Ea Mẫu", "bí mật"} & {word for word in ("118.588", "Ea Mẫu", "bí mật") if word in told}
    assert line["error"] in ("unknown", "KeyError", "E")


@pytest.mark.parametrize(
    ("facts", "kept"),
    [
        ({"files": 3, "seconds": 1.5, "snapshot": "snapshot-000001.duckdb"}, {"files", "seconds", "snapshot"}),
        ({"files": "3", "snapshot": "Kho số liệu", "outcome": "xã Ea Mẫu"}, set()),
        ({"made_by": "Chị Lan", "value": 118588}, set()),
        ({"codes": {"row_unknown": 2}}, {"codes"}),
        ({"codes": {"Xã Ea Mẫu": 2}}, set()),
        ({"codes": [1], "files": True, "seconds": None}, set()),
    ],
)
def test_a_fact_that_is_not_what_its_key_may_hold_is_left_out(
    tmp_path: Path, facts: dict[str, Any], kept: set[str]
) -> None:
    journal.start(tmp_path)
    journal.event("load", **facts)
    (line,) = lines(tmp_path)
    assert set(line) - {"time", "level", "event", "program", "process", "release"} == kept


@pytest.mark.usefixtures("quick_reading")
def test_a_load_is_a_line_that_leads_to_the_ledger(warehouse: Warehouse) -> None:
    journal.start(warehouse.folder)
    done = pipeline.ingest([report(), ReceivedFile("thư.pdf", b"%PDF-1.4")], warehouse, received_by="Chị Lan")
    withdrawal.withdraw(warehouse, done.load, "Chị Lan", reason="nhầm năm")
    loaded, taken_back = lines(warehouse.folder)
    expected = {"event": "load", "load": 1, "files": 2, "refused": 1, "outcome": "published", "snapshot": done.snapshot}
    assert expected.items() <= loaded.items()
    assert loaded["codes"].keys() >= {"file_scan"}
    assert loaded["seconds"] >= 0
    assert {"event": "withdrawal", "load": 2, "files": 1, "outcome": "published"}.items() <= taken_back.items()
    assert not [word for word in ("Lan", "quý", "nhầm") if word in json.dumps([loaded, taken_back], ensure_ascii=False)]


@pytest.mark.usefixtures("quick_reading")
def test_a_load_that_fails_is_a_line_too(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("bí mật")

    journal.start(warehouse.folder)
    monkeypatch.setattr(load, "publish", broken)
    with pytest.raises(RuntimeError, match="bí mật"):
        pipeline.ingest([report()], warehouse)
    (line,) = lines(warehouse.folder)
    assert {"event": "load", "outcome": "failed", "error": "RuntimeError"}.items() <= line.items()


@pytest.mark.usefixtures("quick_reading")
def test_a_dry_run_leaves_no_log(warehouse: Warehouse) -> None:
    journal.start(warehouse.folder)
    pipeline.ingest([report()], warehouse, dry_run=True)
    assert not warehouse.folder.exists()


# ---- where it is written -------------------------------------------------------------------------------------------


def test_a_line_goes_to_the_log_that_was_started_last_and_to_no_other(tmp_path: Path) -> None:
    journal.start(tmp_path / "a")
    journal.start(tmp_path / "b")
    journal.start(tmp_path / "b")
    journal.event("load")
    assert (len(lines(tmp_path / "a")), len(lines(tmp_path / "b"))) == (0, 1)


def test_a_server_says_it_on_standard_error_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal.start(tmp_path, "server")
    error_id = journal.note(failed(""))
    assert json.loads(capsys.readouterr().err)["id"] == error_id
    journal.start(tmp_path, "command")
    journal.note(failed(""))
    assert capsys.readouterr().err == ""


def test_without_a_place_to_write_it_is_said_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kho").write_text("a file where the folder should be")
    journal.start(tmp_path / "kho")
    error_id = journal.note(failed(""))
    said = capsys.readouterr().err
    assert json.loads(said)["id"] == error_id
    assert "Traceback" not in said


_MANY = """
import sys
from pathlib import Path
from etl import journal
journal._LARGEST = 20_000
journal.start(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    journal.event("load", load=number)
"""


def test_many_processes_write_one_log_and_turn_it_over_without_losing_a_line(tmp_path: Path) -> None:
    commands = [[sys.executable, "-c", _MANY, str(tmp_path), "80"] for _ in range(4)]
    running = [subprocess.Popen(command, cwd=PROJECT) for command in commands]
    assert [process.wait(timeout=60) for process in running] == [0] * 4
    found = lines(tmp_path)  # each line is whole, or this fails
    by_process: dict[int, list[int]] = {}
    for line in found:
        by_process.setdefault(line["process"], []).append(line["load"])
    assert list(by_process.values()) == [list(range(80))] * 4
    assert len(journal.files(tmp_path)) > 1


def test_the_log_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_LARGEST", 1000)
    journal.start(tmp_path)
    for number in range(100):
        journal.event("load", load=number)
    assert len(journal.files(tmp_path)) == 5
    assert all(file.stat().st_size <= 1000 for file in journal.files(tmp_path))
    assert lines(tmp_path)[-1]["load"] == 99


def test_a_file_that_somebody_has_open_on_windows_is_turned_over_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(journal, "_LARGEST", 300)
    journal.start(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        for number in range(10):
            journal.event("load", load=number)
    assert [line["load"] for line in lines(tmp_path)] == list(range(10))
    journal.event("load", load=10)
    assert len(journal.files(tmp_path)) == 2
