"""The log of deeds: appended by many, unbroken by kills, told when it was changed, and filled by what is done."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from etl import __main__ as command
from etl import answers, database, deeds, guard, pipeline, withdrawal
from etl.deeds import Deed, DeedsError
from etl.guard import NotAllowedError
from etl.model import Question, ReceivedFile
from etl.roles import Grant
from etl.snapshots import Warehouse
from etl.upkeep.backing_up import backup
from etl.upkeep.restoring import restore
from tests.screens import ROOT

APPENDICES = Path(__file__).parents[1] / "data" / "appendices"
LAK = next(APPENDICES.glob("000*"))


def told(place: Path) -> list[tuple[str, str, str]]:
    return [(one.person, one.deed, one.outcome) for one in deeds.read(place)]


def _append(place: Path, name: str, count: int) -> None:
    for number in range(count):
        deeds.write(place, name, "export", rows=number)


def test_a_deed_stands_as_it_was_told(tmp_path: Path) -> None:
    deeds.write(tmp_path, "lan", "export", units=["Xã Bình Yên"], periods=["2024-Q1"], rows=3, empty="")
    (one,) = deeds.read(tmp_path)
    assert one == Deed(1, one.at, "lan", "export", "done", ("Xã Bình Yên",), ("2024-Q1",), {"rows": 3})
    assert deeds.check(tmp_path) == []


def test_several_processes_write_one_chain(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from etl import deeds\n"
    code += "for number in range(40): deeds.write(Path(sys.argv[1]), sys.argv[2], 'export', rows=number)"
    command = [sys.executable, "-X", "utf8", "-c", code, str(tmp_path)]
    workers = [subprocess.Popen([*command, f"p{number}"], cwd=ROOT) for number in range(4)]
    assert [worker.wait(timeout=60) for worker in workers] == [0] * 4
    assert [one.number for one in deeds.read(tmp_path)] == list(range(1, 161))
    assert deeds.check(tmp_path) == []


@pytest.mark.parametrize("kept", [1, 20, -1])
def test_a_line_that_a_kill_cut_short_breaks_nothing(tmp_path: Path, kept: int) -> None:
    _append(tmp_path, "lan", 3)
    (log,) = deeds.files(tmp_path)
    *whole, last = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(whole) + last[:kept])
    _append(tmp_path, "an", 1)
    assert deeds.check(tmp_path) == []
    assert [one.person for one in deeds.read(tmp_path)] == ["lan", "lan", *(["lan"] if kept == -1 else []), "an"]


def test_the_chain_goes_over_the_ends_of_months(tmp_path: Path) -> None:
    _append(tmp_path, "lan", 2)
    (log,) = deeds.files(tmp_path)
    log.rename(log.with_name("2001-01.jsonl"))
    _append(tmp_path, "lan", 2)
    assert [one.number for one in deeds.read(tmp_path)] == [1, 2, 3, 4]
    assert deeds.check(tmp_path) == []
    (log.with_name("2001-01.jsonl")).unlink()
    assert deeds.check(tmp_path) == [f"{log.name}:1"]


@pytest.mark.parametrize("change", ["edit", "take out", "put in", "swap"])
def test_a_changed_log_is_told(tmp_path: Path, change: str) -> None:
    _append(tmp_path, "lan", 4)
    (log,) = deeds.files(tmp_path)
    lines = log.read_bytes().splitlines(keepends=True)
    if change == "edit":
        lines[1] = lines[1].replace(b"lan", b"bob")
    elif change == "take out":
        del lines[1]
    elif change == "put in":
        lines.insert(1, lines[0])
    else:
        lines[1], lines[2] = lines[2], lines[1]
    log.write_bytes(b"".join(lines))
    assert deeds.check(tmp_path)


def test_long_lists_are_counted_not_kept(tmp_path: Path) -> None:
    deeds.write(tmp_path, "lan", "load", units=[str(n) for n in range(500)], files=["x" * 500] * 300)
    (one,) = deeds.read(tmp_path)
    assert len(one.units) == 100
    assert one.facts["units_count"] == 500
    assert one.facts["files_count"] == 300
    deeds.write(tmp_path, "lan", "load")
    assert [found.number for found in deeds.read(tmp_path)] == [1, 2]


@pytest.mark.skipif(os.name == "nt", reason="a file where a folder must be")
def test_a_log_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "deeds").write_text("")
    with pytest.raises(DeedsError, match="nhật ký"):
        deeds.write(tmp_path, "lan", "export")


@pytest.fixture
def loaded(warehouse: Warehouse) -> Warehouse:
    pipeline.ingest([ReceivedFile(LAK.name, path=LAK)], warehouse, received_by="lan")
    return warehouse


def units(warehouse: Warehouse) -> set[str]:
    path = warehouse.current()
    assert path is not None
    with closing(database.open_reading(path)) as con:
        return {one.unit for one in guard.of_load(con, 1)}


def test_loads_withdrawals_and_refusals_are_deeds_and_outlive_each_other(loaded: Warehouse, tmp_path: Path) -> None:
    elsewhere = [Grant("analyst", "thai-nguyen")]
    with pytest.raises(NotAllowedError, match="Ngoài phạm vi"):
        withdrawal.withdraw(loaded, 1, "an", reason="x", allowed=elsewhere)
    withdrawal.withdraw(loaded, 1, "lan", reason="wrong file")
    withdrawal.restore(loaded, 1, "lan", reason="right after all")
    assert told(loaded.folder) == [
        ("lan", "load", "done"), ("an", "withdraw", "refused"), ("lan", "withdraw", "done"), ("lan", "withdraw", "done")
    ]  # fmt: skip
    of_load, refused, taken, _ = deeds.read(loaded.folder)
    assert of_load.units == ("Huyện Lắk",)
    assert of_load.facts["load"] == 1
    assert of_load.facts["files"] == [LAK.name]
    assert "Huyện Lắk" in refused.facts["why"]
    assert taken.facts["reason"] == "wrong file"
    copy = backup(loaded, tmp_path / "copy.zip").path
    deeds.write(loaded.folder, "lan", "export")
    restore(loaded, copy, replace=True)
    assert len(deeds.read(loaded.folder)) == 5  # the log here goes on
    fresh = Warehouse(tmp_path / "fresh")
    restore(fresh, copy, replace=False)
    assert len(deeds.read(fresh.folder)) == 4
    assert deeds.check(fresh.folder) == []


def test_a_file_of_another_unit_is_not_loaded_and_not_published(loaded: Warehouse) -> None:
    before = loaded.current()
    other = next(APPENDICES.glob("001*"))
    mine = [Grant("analyst", unit) for unit in units(loaded)]
    with pytest.raises(NotAllowedError, match=f"tệp {other.name}"):
        pipeline.ingest([ReceivedFile(other.name, path=other)], loaded, received_by="an", allowed=mine)
    with pytest.raises(NotAllowedError, match="chưa có vai trò"):
        pipeline.ingest(
            [ReceivedFile(other.name, path=other)], loaded, received_by="an", allowed=[Grant("reader", "*")]
        )
    assert loaded.current() == before
    assert told(loaded.folder)[1:] == [("an", "load", "refused")] * 2
    withdrawal.withdraw(loaded, 1, "an", reason="mine", allowed=mine)


def test_answers_reach_no_further_than_who_gives_them(loaded: Warehouse) -> None:
    (unit,) = units(loaded)
    asked = Question("indicator", "lời lạ", "", "", form="form of many", sender=unit)
    mine, everywhere = [Grant("analyst", unit)], [Grant("analyst")]
    given = answers.answered(asked, "-", "an", "form")
    with pytest.raises(NotAllowedError, match="ngoài phạm vi"):
        answers.answer(loaded, [given], "an", allowed=mine)
    assert told(loaded.folder)[-1] == ("an", "answer", "refused")
    answers.answer(loaded, [given.within("sender")], "an", allowed=mine)
    done = answers.answer(loaded, [given], "lan", allowed=everywhere)
    with pytest.raises(NotAllowedError, match="ngoài phạm vi"):
        answers.revoke(loaded, [done.decisions[0].decision], "an", allowed=mine)
    answers.revoke(loaded, [done.decisions[0].decision], "lan", allowed=everywhere)
    assert ("lan", "answer", "done") in told(loaded.folder)


def test_the_command_lists_filters_writes_and_checks(
    loaded: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--warehouse", str(loaded.folder)]
    assert command.main(["export", "-o", str(tmp_path / "a.csv"), *place]) == 0
    capsys.readouterr()
    assert command.main(["audit", "--json", "--deed", "export", *place]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert one["deed"] == "export"
    assert command.main(["audit", "--person", "lan", "--from", "2001-01-01", *place]) == 0
    assert "lan · load · done · Huyện Lắk" in capsys.readouterr().out
    assert command.main(["audit", "--to", "01/01/2001", *place]) == 0
    assert capsys.readouterr().out == "0 việc\n"
    assert command.main(["audit", "-o", str(tmp_path / "b.csv"), *place]) == 0
    assert "Huyện Lắk" in (tmp_path / "b.csv").read_text("utf-8-sig")
    assert command.main(["audit", "--check", *place]) == 0
    (log,) = deeds.files(loaded.folder)
    log.write_bytes(log.read_bytes().replace(b"lan", b"bob", 1))
    assert command.main(["audit", "--check", *place]) == 1
