"""What the machines of a lake tell each other besides figures: the log of deeds, and who signed out."""

# ruff: noqa: S608 -- a test

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import __main__ as command
from etl import deed_chains, deeds, homes, pipeline, sign_outs
from etl.deed_chains import Chain, Line, Log
from etl.lake import address as lake_address
from etl.lake import common_log, engine, shared, tables
from etl.lake.shared import Lake
from etl.lake.warehouse import LakeWarehouse
from etl.snapshots import Warehouse
from etl.upkeep.backing_up import backup
from etl.upkeep.restoring import restore
from tests import lakes
from tests.lakes import Cluster
from tests.screens import ROOT, open_page
from tests.test_lake import report

pytestmark = pytest.mark.usefixtures("quick_reading")


@pytest.fixture
def told(running_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty lake, as machine 1 has it; nothing is remembered from one look to the next."""
    lakes.set_variables(monkeypatch, running_cluster.variables())
    monkeypatch.setattr(shared, "_FRESH", 0)
    return lakes.address(running_cluster, tmp_path / "chung", tmp_path / "may-1")


@pytest.fixture
def machines(told: str, tmp_path: Path) -> tuple[LakeWarehouse, LakeWarehouse]:
    """Two machines, each with its own folder."""
    return machine(told), machine(lakes.on_machine(told, tmp_path / "may-2"))


def machine(told: str) -> LakeWarehouse:
    found = homes.at(told)
    assert isinstance(found, LakeWarehouse)
    return found


def who(log: Log) -> list[str]:
    return [one.person for one in log.deeds]


def test_each_machine_reads_what_all_did_in_order_of_time(machines: tuple[LakeWarehouse, LakeWarehouse]) -> None:
    one, other = machines
    for number in range(3):
        deeds.write(one.folder, f"an{number}", "export")
        deeds.write(other.folder, f"be{number}", "export")
    wanted = ["an0", "be0", "an1", "be1", "an2", "be2"]
    assert who(one.log()) == who(other.log()) == wanted
    assert one.log().broken == other.log().broken == []
    assert not one.log().is_partial
    assert len({deed.machine for deed in one.log().deeds}) == 2
    assert {deed.machine for deed in one.log().deeds} == {deed.machine for deed in other.log().deeds}
    assert [deed.machine for deed in deeds.read(one.folder)] == [""] * 3, "the lines themselves do not name it"


def test_a_machine_that_is_lost_leaves_its_deeds(machines: tuple[LakeWarehouse, LakeWarehouse]) -> None:
    one, other = machines
    deeds.write(other.folder, "be", "export")
    (other.folder / "deeds").rename(other.folder / "gone")
    assert who(one.log()) == ["be"]
    deeds.write(other.folder, "be", "load")  # the disk was replaced: another name, and a chain of its own
    assert who(one.log()) == ["be", "be"]
    assert one.log().broken == []


def test_loads_and_refusals_of_both_are_read_by_the_command(
    machines: tuple[LakeWarehouse, LakeWarehouse], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = machines
    pipeline.ingest([report(5)], one, received_by="an")
    pipeline.ingest([report(6, 2)], other, received_by="be")
    assert command.main(["audit", "--deed", "load", "--json", "--warehouse", told]) == 0
    said = capsys.readouterr().out
    assert said.count('"deed": "load"') == 2
    assert '"person": "be"' in said
    assert command.main(["audit", "--warehouse", told]) == 0
    host = deed_chains.name_of(other.folder)
    assert f" · {host} · be · load · done · Huyện Lắk" in capsys.readouterr().out


@pytest.mark.parametrize("change", ["edit", "take out", "put in"])
def test_a_changed_line_of_another_machine_is_told_with_its_place(
    machines: tuple[LakeWarehouse, LakeWarehouse], told: str, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = machines
    for _ in range(4):
        deeds.write(other.folder, "be", "export")
    name = deed_chains.name_of(other.folder)
    ((file, _, _), *_) = one.log().chains[0].lines
    change_by = {
        "edit": f"UPDATE {tables.DEEDS} SET bytes = set_byte(bytes, 40, get_byte(bytes, 40) + 1) WHERE line = 2",
        "take out": f"DELETE FROM {tables.DEEDS} WHERE line = 2",
        "put in": f"INSERT INTO {tables.DEEDS} SELECT machine, file, 9, bytes FROM {tables.DEEDS} WHERE line = 2",
    }
    with closing(one._lake.cursor()) as con:
        tables.tell(con, change_by[change])
    at = {"edit": 3, "take out": 3, "put in": 9}[change]
    assert one.log().broken == [f"{name.rpartition('-')[0]}/{file}:{at}"]
    assert command.main(["audit", "--check", "--warehouse", told]) == 1
    assert f"{file}:{at}" in capsys.readouterr().err
    own = {"edit": 2, "take out": 2, "put in": 9}[change]
    assert other.log().differing == (f"{file}:{own}",), "who has the lines knows which it was"
    assert one.log().differing == ()


def test_a_log_that_was_written_anew_here_is_told_and_goes_no_further(
    machines: tuple[LakeWarehouse, LakeWarehouse],
) -> None:
    one, other = machines
    for number in range(3):
        deeds.write(other.folder, f"be{number}", "export")
    (log,) = deeds.files(other.folder)
    log.unlink()  # a chain without a fault, but another one
    for number in range(4):
        deeds.write(other.folder, f"xx{number}", "export")
    assert other.log().differing == tuple(f"{log.name}:{number}" for number in (1, 2, 3))
    assert who(one.log()) == ["be0", "be1", "be2"]


def test_what_was_done_while_the_lake_was_away_is_told_when_it_is_back(
    running_cluster: Cluster, machines: tuple[LakeWarehouse, LakeWarehouse], told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    one, other = machines
    deeds.write(other.folder, "be", "export")
    pipeline.ingest([report(5)], one, received_by="an")
    running_cluster.stop("immediate")
    try:
        deeds.write(one.folder, "lan", "export")
        one.sign_out({"a" * 64: int(time.time())})
        assert "a" * 64 in one.signed_out(), "at this machine at once"
        log = one.log()
        assert log.is_partial
        assert who(log) == ["an", "lan"]
        assert command.main(["audit", "--warehouse", told]) == 0
        assert "chỉ có nhật ký của máy này" in capsys.readouterr().err
    finally:
        running_cluster.start()
    assert "lan" not in who(other.log())
    assert "a" * 64 not in other.signed_out()
    one._lake._failed = 0  # a second later
    assert one.current() is not None, "somebody looks at a page"
    assert who(other.log()) == who(one.log()) == ["be", "an", "lan"]
    assert "a" * 64 in other.signed_out()


def test_the_screen_names_the_machine_and_says_when_it_reads_its_own_log_only(
    running_cluster: Cluster, machines: tuple[LakeWarehouse, LakeWarehouse], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = machines
    deeds.write(other.folder, "be", "export")
    pipeline.ingest([report(5)], one, received_by="an")
    monkeypatch.setenv("WAREHOUSE", told)
    app = open_page("history")
    app.toggle(key="deeds-see").set_value(True).run()
    assert not app.exception
    table = app.dataframe[-1].value
    assert list(table["Máy"])[-2:] == [deed_chains.name_of(one.folder), deed_chains.name_of(other.folder)]
    assert not [said.value for said in app.warning if "chỉ là nhật ký của máy này" in said.value]
    running_cluster.stop("immediate")
    try:
        app.run()
        assert not app.exception
        assert [said.value for said in app.warning if "chỉ là nhật ký của máy này" in said.value]
        assert "be" not in list(app.dataframe[-1].value["Tài khoản"])
    finally:
        running_cluster.start()


def test_what_cannot_be_sent_stops_nobody(
    machines: tuple[LakeWarehouse, LakeWarehouse],
) -> None:
    one, other = machines
    assert one.log().chains == ()
    with closing(one._lake.cursor()) as con:
        tables.tell(con, f"ALTER TABLE {tables.DEEDS} RENAME TO elsewhere")
    deeds.write(one.folder, "an", "export")
    assert one.log().is_partial
    assert not one.away
    assert one.current() is None
    with closing(one._lake.cursor()) as con:
        tables.tell(con, f"ALTER TABLE elsewhere RENAME TO {tables.DEEDS}")
    assert one.current() is None
    assert who(other.log()) == ["an"]


def test_a_catalogue_that_was_brought_back_without_our_tables_gets_them(
    machines: tuple[LakeWarehouse, LakeWarehouse],
) -> None:
    one, other = machines
    deeds.write(one.folder, "an", "export")
    one.sign_out({"a" * 64: int(time.time())})
    assert other.current() is None
    with closing(one._lake.cursor()) as con:
        tables.tell(con, f"DROP TABLE {tables.DEEDS}, {tables.SIGN_OUTS}")
    assert one.current() is None
    assert who(other.log()) == ["an"]
    assert set(other.signed_out().all()) == {"a" * 64}


def test_a_line_that_is_being_written_waits_for_its_end(machines: tuple[LakeWarehouse, LakeWarehouse]) -> None:
    one, other = machines
    deeds.write(one.folder, "an", "export")
    (log,) = deeds.files(one.folder)
    whole = log.read_bytes()
    log.write_bytes(whole + b'{"number": 2, "\xc4')  # cut in the middle of a letter
    assert who(one.log()) == ["an"]
    with closing(one._lake.cursor()) as con:
        assert tables.ask(con, f"SELECT line FROM {tables.DEEDS}") == [(1,)]
    deeds.write(one.folder, "be", "export")
    assert who(other.log()) == ["an", "be"]
    assert other.log().broken == one.log().broken == []
    assert one.log().differing == ()


def test_several_processes_make_the_tables_and_send_at_once(told: str, tmp_path: Path) -> None:
    homes.at(told).current()  # DuckLake's own tables are made by one
    with closing(engine.connect(lake_address.parse(told))) as con:
        tables.tell(con, f"DROP TABLE IF EXISTS {tables.DEEDS}, {tables.SIGN_OUTS}")
    code = (
        "import sys; from etl import deeds, homes\n"
        "home = homes.at(sys.argv[1])\n"
        "for number in range(10): deeds.write(home.folder, sys.argv[2], 'export', rows=number)\n"
        "home.sign_out({sys.argv[3] * 64: 2_000_000_000})\n"
    )
    run = [sys.executable, "-X", "utf8", "-c", code]
    places = [told, told, lakes.on_machine(told, tmp_path / "may-2"), lakes.on_machine(told, tmp_path / "may-3")]
    working = [subprocess.Popen([*run, place, f"p{n}", "abcd"[n]], cwd=ROOT) for n, place in enumerate(places)]
    assert [one.wait(timeout=120) for one in working] == [0] * 4
    for place in places:
        log = machine(place).log()
        assert sorted(who(log)) == sorted(f"p{n}" for n in range(4) for _ in range(10))
        assert log.broken == [*log.differing] == []
        assert all(letter * 64 in machine(place).signed_out() for letter in "abcd")


@pytest.fixture(scope="module")
def kept_lake(running_cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    place = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patched:
        lakes.set_variables(patched, running_cluster.variables())
        yield shared.of(lake_address.parse(lakes.address(running_cluster, place / "chung", place / "may-1")))


_count = iter(range(10**6))


@given(texts=st.lists(st.binary(max_size=300) | st.text().map(str.encode) | st.just(b"$$'\\\x00\xff\"%"), max_size=8))
@settings(max_examples=30)
def test_lines_arrive_byte_for_byte(kept_lake: Lake, texts: list[bytes]) -> None:
    name = f"may-{next(_count):012x}"
    chain = Chain(name, tuple(Line("2026-11.jsonl", number, text) for number, text in enumerate(texts, start=1)))
    for _ in range(2):
        common_log.bring(kept_lake, [chain], "")
    with closing(kept_lake.cursor()) as con:
        assert [one for one in common_log._chains(con) if one.machine == name] == [chain] * bool(texts)


def test_long_lines_and_many_arrive(kept_lake: Lake) -> None:
    lines = [b"x" * (3 * 2**20), *(b"%d" % number for number in range(3000)), b"y" * 2**20]
    chain = Chain(f"may-{0xABC:012x}", tuple(Line("2026-11.jsonl", n, text) for n, text in enumerate(lines, start=1)))
    common_log.bring(kept_lake, [chain], "")
    with closing(kept_lake.cursor()) as con:
        assert chain in common_log._chains(con)


def test_a_name_that_is_no_machine_is_not_read(kept_lake: Lake) -> None:
    with closing(kept_lake.cursor()) as con:
        tables.tell(con, f"INSERT INTO {tables.DEEDS} VALUES ('../../etc-abcdef123456', '2026-11.jsonl', 1, '')")
        tables.tell(con, f"INSERT INTO {tables.DEEDS} VALUES ('may-abcdef123456', '../x.jsonl', 1, '')")
        assert not {"../../etc-abcdef123456", "may-abcdef123456"} & {one.machine for one in common_log._chains(con)}


def test_the_log_of_all_goes_along_when_house_is_moved_and_comes_back(
    running_cluster: Cluster, told: str, tmp_path: Path
) -> None:
    folder = Warehouse(tmp_path / "kho")
    pipeline.ingest([report(5)], folder, received_by="an")
    for _ in range(2):
        assert command.main(["move", str(folder.folder), told]) == 0
    one, other = machine(told), machine(lakes.on_machine(told, tmp_path / "may-2"))
    deeds.write(other.folder, "be", "export")
    deeds.write(one.folder, "lan", "export")
    assert who(one.log()) == who(other.log()) == ["an", "be", "lan"]
    other.sign_out({"b" * 64: int(time.time())})
    back = Warehouse(tmp_path / "về nhà")
    for _ in range(2):
        assert command.main(["move", told, str(back.folder)]) == 0
    deeds.write(back.folder, "hoa", "export")
    log = back.log()
    assert who(log) == ["an", "be", "lan", "hoa"]
    assert [deed.machine == "" for deed in log.deeds] == [False, False, False, True]
    assert log.broken == []
    assert "b" * 64 in back.signed_out()
    again = lakes.address(running_cluster, tmp_path / "chung 2", tmp_path / "may-1b")
    assert command.main(["move", str(back.folder), again]) == 0
    assert who(machine(again).log()) == ["an", "be", "lan", "hoa"]
    assert machine(again).log().broken == []
    (place,) = (back.folder / "deeds" / deed_chains.name_of(other.folder)).glob("*.jsonl")
    place.write_bytes(place.read_bytes().replace(b'"be"', b'"xx"') + b"{}\n")
    assert command.main(["audit", "--check", "--warehouse", str(back.folder)]) == 0, (
        "the end cannot be seen from inside"
    )
    (place,) = (back.folder / "deeds" / deed_chains.name_of(folder.folder)).glob("*.jsonl")
    place.write_bytes(b"\n" + place.read_bytes())
    assert command.main(["audit", "--check", "--warehouse", str(back.folder)]) == 1


def test_a_backup_of_one_machine_has_the_deeds_of_all(
    machines: tuple[LakeWarehouse, LakeWarehouse], tmp_path: Path
) -> None:
    one, other = machines
    pipeline.ingest([report(5)], one, received_by="an")
    deeds.write(other.folder, "be", "export")
    copy = backup(one, tmp_path / "copy.zip").path
    fresh = Warehouse(tmp_path / "fresh")
    restore(fresh, copy)
    assert who(fresh.log()) == ["an", "be"]
    assert fresh.log().broken == []
    deeds.write(fresh.folder, "lan", "export")
    assert deeds.read(fresh.folder)[0].number == 1, "a chain of its own"
    second = backup(fresh, tmp_path / "second.zip").path
    restore(fresh, second, replace=True)
    assert who(fresh.log()) == ["an", "be", "lan"]
    later = Warehouse(tmp_path / "later")
    restore(later, second)
    assert who(later.log()) == ["an", "be", "lan"]
    assert later.log().broken == []


def test_a_sign_out_is_known_at_the_other_machine_and_after_a_restart(
    machines: tuple[LakeWarehouse, LakeWarehouse], told: str
) -> None:
    one, other = machines
    mark = sign_outs.mark_of("an@xa.vn", "token")
    assert mark not in other.signed_out()
    one.sign_out({mark: int(time.time())})
    assert mark in other.signed_out()
    sign_outs._of.clear()  # as if both were started anew
    shared._known.clear()
    assert mark in machine(told).signed_out()
    third = machine(lakes.on_machine(told, other.folder.parent / "may-3"))
    assert mark in third.signed_out(), "also where a machine is new"
    assert mark in sign_outs.SignOuts(third.folder), "and kept there"
    assert "token" not in (one.folder / sign_outs.NAME).read_text()


def test_old_sign_outs_are_forgotten_everywhere(machines: tuple[LakeWarehouse, LakeWarehouse]) -> None:
    one, other = machines
    old = int(time.time() - sign_outs.KEPT - 10)
    one.sign_out({"a" * 64: old})
    one.sign_out({"b" * 64: int(time.time())})
    with closing(one._lake.cursor()) as con:
        tables.tell(con, f"INSERT INTO {tables.SIGN_OUTS} (mark, at) VALUES ('{'c' * 64}', {old})")
    one.sign_out({"d" * 64: int(time.time())})
    assert set(other.signed_out().all()) == {"b" * 64, "d" * 64}
    assert set(sign_outs.SignOuts(one.folder).all()) == {"b" * 64, "d" * 64}


def test_one_question_a_look_asks_for_both(
    machines: tuple[LakeWarehouse, LakeWarehouse], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = machines
    assert one.current() is None
    asked: list[str] = []
    ask = tables.ask

    def noted(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
        asked.append(query)
        return ask(con, query)

    monkeypatch.setattr(tables, "ask", noted)
    monkeypatch.setattr(tables, "tell", lambda *_: pytest.fail("told something"))
    assert one.current() is None
    assert len(asked) == 1
    monkeypatch.setattr(shared, "_FRESH", 60)
    assert one.current() is None
    assert "a" * 64 not in one.signed_out()
    assert len(asked) == 1
