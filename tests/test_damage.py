"""Damage to what was published: readers pass over it and say so, nothing is built on it, its files come back."""

import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from etl import __main__ as cli
from etl import database, pipeline, seals
from etl.database import WarehouseError
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from tests.screens import ROOT, open_page, words
from tests.workbooks import form, workbook_bytes

NEW, FIRST, SECOND = "procedures_new", 100, 200
WARNED = "bị hỏng hoặc bị mất"


def received(value: int, day: int) -> ReceivedFile:
    title = f"Báo cáo quý I năm 2024\n(Kèm theo Báo cáo số {day}/BC-UBND ngày {day}/4/2024 của UBND huyện Lắk)"
    rows = f"1 | Số TTHC công bố mới | Thủ tục | {value}"
    return ReceivedFile(f"{day}.xlsx", workbook_bytes(Biểu_1=form(rows, title)))


def load(place: Path, value: int, day: int, by: str = "an") -> None:
    pipeline.ingest([received(value, day)], Warehouse(place), received_by=by)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two loads of one figure: the second snapshot has another value."""
    place = tmp_path_factory.mktemp("mau") / "kho"
    load(place, FIRST, 1)
    load(place, SECOND, 2, by="bình")
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = shutil.copytree(made, tmp_path / "kho")
    monkeypatch.setenv("WAREHOUSE", str(copied))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    return copied


def value(path: Path | None) -> float:
    assert path is not None
    with closing(database.open_reading(path)) as con:
        ((found,),) = con.execute("SELECT value FROM shown_observations WHERE indicator = ?", [NEW]).fetchall()
    return float(found)


def senders(path: Path | None) -> list[tuple[str, str]]:
    assert path is not None
    with closing(database.open_reading(path)) as con:
        return con.execute("SELECT file, received_by FROM submissions ORDER BY submission").fetchall()


def newest(place: Path) -> Path:
    return place / "snapshots" / "snapshot-000002.duckdb"


def flip(path: Path, at: float) -> None:
    data = bytearray(path.read_bytes())
    data[int(at * (len(data) - 1))] ^= 0x10
    path.write_bytes(data)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "other": lambda path: path.write_bytes(b"not a database" * 100_000),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "head": lambda path: flip(path, 0.0005),
    "end": lambda path: flip(path, 1),
}
every_damage = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())


@every_damage
@pytest.mark.usefixtures("quick_reading")
def test_the_next_load_builds_on_the_last_whole_one_and_brings_the_files_back(
    place: Path, damage: Callable[[Path], object]
) -> None:
    damage(newest(place))
    warehouse = Warehouse(place)
    before = warehouse.sound()
    assert before == place / "snapshots" / "snapshot-000001.duckdb"
    assert value(before) == FIRST
    assert warehouse.passed == {"snapshot-000002.duckdb"}
    load(place, 300, 3)
    after = Warehouse(place).current()
    assert value(after) == 300
    assert senders(after) == [("1.xlsx", "an"), ("2.xlsx", "bình"), ("3.xlsx", "an")]
    assert Warehouse(place).passed_over() == []
    assert after is not None
    assert int(after.stem[-6:]) > 2
    assert Warehouse(place).lost() == []


def test_a_flipped_bit_anywhere_is_found_before_anything_is_built_on_it(place: Path) -> None:
    chance = random.Random(7)
    whole = newest(place).read_bytes()
    for _ in range(40):
        flip(newest(place), chance.random())
        assert Warehouse(place).sound() != newest(place)
        newest(place).write_bytes(whole)
    assert Warehouse(place).sound() == newest(place)


def test_a_snapshot_without_a_seal_is_read_whole(place: Path) -> None:
    seals.place(newest(place)).unlink()
    assert Warehouse(place).sound() == newest(place)
    whole, found = newest(place).read_bytes(), 0
    for step in range(1, 20):  # in blocks that hold nothing a flipped bit means nothing
        flip(newest(place), step / 20)
        found += Warehouse(place).sound() != newest(place)
        newest(place).write_bytes(whole)
    assert found > 5


@pytest.mark.parametrize("seal", [b"", b"12", b"\xff\xfe", b"12 ab\nnot json", b"1 2 3 4\n[]\n"])
def test_a_seal_that_cannot_be_read_is_no_seal_or_no_proof(place: Path, seal: bytes) -> None:
    seals.place(newest(place)).write_bytes(seal)
    assert value(Warehouse(place).sound()) in (FIRST, SECOND)
    assert seals.brought(newest(place)) == []


def test_where_nothing_can_be_read_nothing_is_begun_anew(place: Path) -> None:
    for path in (place / "snapshots").glob("*.duckdb"):
        path.write_bytes(b"")
    kept = sorted(path.name for path in place.rglob("*"))
    for use in (Warehouse(place).current, Warehouse(place).sound, lambda: load(place, 300, 3)):
        with pytest.raises(WarehouseError, match="Không còn bản số liệu nào đọc được"):
            use()
    assert set(kept) <= {path.name for path in place.rglob("*")}


def test_an_original_that_is_gone_too_does_not_stop_the_others(place: Path) -> None:
    newest(place).unlink()
    (lost,) = seals.brought(newest(place))
    (place / "originals" / lost.file_hash[:2] / f"{lost.file_hash}.xlsx").unlink()
    load(place, 300, 3)
    assert senders(Warehouse(place).current()) == [("1.xlsx", "an"), ("3.xlsx", "an")]


@every_damage
def test_every_command_passes_over_it_and_says_so(
    place: Path, damage: Callable[[Path], object], capsys: pytest.CaptureFixture[str]
) -> None:
    damage(newest(place))
    told = received(300, 3)
    (place.parent / told.name).write_bytes(told.data)
    for command in (["problems"], ["loads"], ["load", str(place.parent / told.name), "--dry-run"], ["labels", "list"]):
        assert cli.main([*command, "--warehouse", str(place)]) in (0, 1)
        said = capsys.readouterr().err
        assert WARNED in said or not Warehouse(place).passed_over()
        assert "lỗi (mã" not in said


# ---- readers ---------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(place: Path) -> Iterator[AppTest]:  # noqa: ARG001 the warehouse that it opens
    """A page that shows the second snapshot."""
    app = open_page("figures")
    assert shown(app, "200")
    assert "số 2," in words(app)
    yield app
    assert not app.exception


def shown(app: AppTest, text: str) -> bool:
    return any(text in frame.value.to_string() for frame in app.dataframe) or text in words(app)


@every_damage
def test_an_open_page_shows_the_version_before_and_says_so(
    place: Path, opened: AppTest, damage: Callable[[Path], object]
) -> None:
    damage(newest(place))
    opened.run()
    told = words(opened)
    if "số 2," in told:  # what was read before the damage is held in memory, and true
        assert WARNED not in told
        assert "Trang này gặp lỗi" not in told
    else:
        assert (WARNED in told, "Bản số liệu số 1," in told) == (True, True)


@every_damage
@pytest.mark.usefixtures("quick_reading")
def test_a_new_session_brings_the_files_back_by_itself(place: Path, damage: Callable[[Path], object]) -> None:
    damage(newest(place))
    app = open_page("figures")
    assert not app.exception
    told = words(app)
    assert "Trang này gặp lỗi" not in told
    if not seals.looks_whole(newest(place)):
        assert value(Warehouse(place).sound()) == SECOND
        assert WARNED not in told


def test_a_damaged_block_is_met_by_the_query_that_reads_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever block is damaged: the page shows whole figures, of this snapshot or of the one before with a word."""
    from dashboard import asking

    whole = newest(place).read_bytes()
    chance, fallen = random.Random(3), 0
    for number in range(12):
        here = shutil.copytree(place, place.with_name(f"kho{number}"))
        monkeypatch.setenv("WAREHOUSE", str(here))
        monkeypatch.setattr("dashboard.first_run.prepare", lambda: None)
        flip(newest(here), chance.random())
        app = open_page("overview")
        told = words(app)
        assert not app.exception
        assert "Trang này gặp lỗi" not in told
        assert (WARNED in told) == ("số 1," in told)
        fallen += WARNED in told
        asking.whole.clear()
    assert newest(place).read_bytes() == whole
    assert fallen > 0


def test_an_instance_that_became_invalid_is_opened_again(opened: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB refuses everything after a fatal error until what was open is closed: no restart of the server needed."""
    import duckdb

    from dashboard import asking, queries, store

    real, failed = queries.snapshot_version, threading.Event()

    def fails_once(con: duckdb.DuckDBPyConnection) -> object:
        if not failed.is_set():
            failed.set()
            raise duckdb.FatalException("database has been invalidated because of a previous fatal error")
        return real(con)

    monkeypatch.setattr(queries, "snapshot_version", fails_once)
    asking.answers._found.clear()
    store._made._found.clear()
    opened.run()
    assert failed.is_set()
    assert "số 2," in words(opened)
