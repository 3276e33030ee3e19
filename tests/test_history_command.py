"""python -m etl loads, withdraw, restore and export --known-on: what happened to the figures, and undoing it."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as cli
from etl import seals
from etl.snapshots import Warehouse
from tests.workbooks import form, workbook_bytes

RECEIVED = "Số hồ sơ TTHC do UBND cấp huyện tiếp nhận"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def quiet_log(quick_reading: None) -> Iterator[None]:  # noqa: ARG001
    yield
    for handler in list(logging.getLogger("cchc").handlers):
        handler.close()
        logging.getLogger("cchc").removeHandler(handler)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; its exit code and what it printed."""

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            code = cli.main([*map(str, arguments), "--warehouse", str(tmp_path / "kho")])
        except SystemExit as stopped:
            code = int(str(stopped.code))
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def drop(tmp_path: Path, run: Run) -> Callable[[str, int, int], Path]:
    """Load a workbook of Lắk of some day of April 2024."""

    def one(name: str, day: int, value: int) -> Path:
        title = f"(Kèm theo Báo cáo số {day}/BC-UBND ngày {day}/4/2024 của UBND huyện Lắk, tỉnh Đắk Lắk)"
        place = tmp_path / name
        drawn = form(f"1 | {RECEIVED} | Hồ sơ | {value}", f"Báo cáo quý I năm 2024\n{title}\nBiểu mẫu 3")
        place.write_bytes(workbook_bytes(Biểu_1=drawn))
        assert run("load", place)[0] == 0
        return place

    return one


def test_a_load_is_listed_withdrawn_and_restored(run: Run, drop: Callable[[str, int, int], Path]) -> None:
    drop("mot.xlsx", 1, 775)
    before = run("export")[1]
    file = drop("hai.xlsx", 2, 800)
    after = run("export")[1]
    assert before != after

    assert run("withdraw", 2, "--reason", "gửi nhầm")[:2] == (
        0, "Đã thu hồi 1 tệp của lần nạp 2 (lần 3): hai.xlsx.\nĐã công bố snapshot-000003.duckdb.\n",
    )  # fmt: skip
    assert run("export")[1] == before
    code, said, _ = run("loads")
    assert code == 0
    lines = said.splitlines()
    assert "thu hồi" in lines[0]
    assert "lý do: gửi nhầm" in lines[0]
    assert "1 tệp, 1 số liệu · 1 tệp đã thu hồi" in lines[1]
    assert lines[-1] == "3 lần"

    code, said, _ = run("load", file)
    assert (code, "đã nạp rồi bị thu hồi" in said, "lý do: gửi nhầm" in said) == (1, True, True)
    assert 'python -m etl restore 2 --file "hai.xlsx"' in said
    assert run("load", file, "--dry-run")[0] == 1
    assert run("export")[1] == before

    assert run("restore", 2, "--file", "hai.xlsx", "--reason", "số đúng")[0] == 0
    assert run("export")[1] == after
    code, said, _ = run("load", file)
    assert (code, said.splitlines()[0], said.splitlines()[-1]) == (
        0,
        "hai.xlsx: không có gì mới",
        "Không có gì để nạp.",
    )


def test_the_list_as_json(run: Run, drop: Callable[[str, int, int], Path]) -> None:
    drop("mot.xlsx", 1, 775)
    (one,) = json.loads(run("loads", "--json")[1])
    assert one.pop("made_at").endswith("+07:00")
    assert one.pop("made_by")
    assert one == {
        "load": 1, "kind": "load", "reason": "", "files": 1, "figures": 1, "withdrawn": 0, "new": 1, "changed": 0,
        "vanished": 0, "not_taken": 0,
    }  # fmt: skip


def test_what_was_known_on_a_day_or_a_load(tmp_path: Path, run: Run, drop: Callable[[str, int, int], Path]) -> None:
    """A day ends in Vietnam at 17:00 UTC."""
    drop("mot.xlsx", 1, 775)
    first = run("export", "--with-computed")[1]
    drop("hai.xlsx", 2, 800)
    second = run("export", "--with-computed")[1]
    run("withdraw", 1, "--reason", "x")
    third = run("export", "--with-computed")[1]
    current = Warehouse(tmp_path / "kho").current()
    with closing(duckdb.connect(str(current))) as con:
        for number, at in ((1, "2026-11-20 16:59:59"), (2, "2026-11-20 17:00:00"), (3, "2026-11-22 01:00:00")):
            con.execute("UPDATE loads SET made_at = ? WHERE load = ?", [at, number])
    assert current is not None
    seals.write(current, [])
    for when, told in (("2026-11-20", first), ("20/11/2026", first), ("2026-11-21", second), ("2026-11-22", third),
                       ("2030-01-01", third), (1, first), (2, second), (3, third)):  # fmt: skip
        assert run("export", "--with-computed", "--known-on", when)[:2] == (0, told), when
    code, printed, said = run("export", "--known-on", "2026-11-19")
    assert (code, printed) == (1, "")
    assert "Đến hết ngày 19/11/2026" in said


def test_misuse_is_two_and_changes_nothing(run: Run, drop: Callable[[str, int, int], Path]) -> None:
    drop("mot.xlsx", 1, 775)
    before = run("export")[1]
    for arguments in (
        ("withdraw", 9, "--reason", "x"),
        ("restore", 9, "--reason", "x"),
        ("withdraw", 1, "--file", "khác.xlsx", "--reason", "x"),
        ("withdraw", 1),
        ("withdraw", 1, "--reason", "  "),
        ("withdraw", "một", "--reason", "x"),
        ("export", "--known-on", 9),
        ("export", "--known-on", "hôm qua"),
        ("export", "--known-on", "31/02/2026"),
    ):
        code, printed, said = run(*arguments)
        assert (code, printed, bool(said)) == (2, "", True), arguments
    assert run("export")[1] == before


@pytest.mark.parametrize("command", ["withdraw", "restore"])
def test_what_is_so_already_needs_a_person(run: Run, drop: Callable[[str, int, int], Path], command: str) -> None:
    drop("mot.xlsx", 1, 775)
    if command == "withdraw":
        run("withdraw", 1, "--reason", "x")
    code, _, said = run(command, 1, "--reason", "x")
    assert (code, "không có gì thay đổi" in said) == (1, True)


@pytest.mark.parametrize("arguments", [("loads",), ("withdraw", 1, "--reason", "x"), ("export", "--known-on", 1)])
def test_without_a_warehouse_there_is_nothing_to_list(run: Run, arguments: tuple[object, ...]) -> None:
    code, _, said = run(*arguments)
    assert (code, "Chưa có kho số liệu" in said) == (1, True)
