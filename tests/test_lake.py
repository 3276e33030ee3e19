"""A warehouse that several machines share: real PostgreSQL, a shared folder or S3-compatible storage."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from etl import __main__ as command
from etl import database, homes, load, moving, pipeline, verification
from etl.database import WarehouseError
from etl.lake import address as lake_address
from etl.lake import contents, engine, shared, turn, upkeep
from etl.lake.engine import LakeAwayError
from etl.lake.overtaken import OvertakenPublishError
from etl.lake.warehouse import LakeWarehouse
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from tests import lakes
from tests.lakes import Cluster
from tests.screens import open_page
from tests.test_pages import PAGES
from tests.workbooks import form, workbook_bytes

pytestmark = pytest.mark.usefixtures("quick_reading")


@pytest.fixture
def cluster(running_cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    lakes.set_variables(monkeypatch, running_cluster.variables())
    return running_cluster


@pytest.fixture
def told(cluster: Cluster, tmp_path: Path) -> str:
    """The address of an empty lake in a shared folder."""
    return lakes.address(cluster, tmp_path / "chung", tmp_path / "may-1")


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket."""
    if not lakes.has_storage():
        lakes.skip_or_fail("no S3-compatible server: pip install -r requirements-lake-dev.txt")
    with lakes.bucket() as (place, variables):
        lakes.set_variables(monkeypatch, variables)
        yield place


def report(value: int, number: int = 1, quarter: str = "I", unit: str = "huyện Lắk") -> ReceivedFile:
    title = (
        f"Báo cáo quý {quarter} năm 2024\n(Kèm theo Báo cáo số {number}/BC-UBND ngày {number}/4/2024 của UBND {unit})"
    )
    return ReceivedFile(f"{number}.xlsx", workbook_bytes(B=form(f"1 | Số TTHC công bố mới | Thủ tục | {value}", title)))


def values(warehouse: Warehouse) -> list[tuple[str, float]]:
    path = warehouse.current()
    assert path is not None
    with closing(database.open_reading(path)) as con:
        verification.verify(con)
        query = "SELECT period, value FROM shown_observations WHERE indicator = 'procedures_new' ORDER BY ALL"
        return con.execute(query).fetchall()


def exported(told: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert command.main(["export", "--with-computed", "--warehouse", told]) == 0
    return hashlib.sha256(capsys.readouterr().out.encode()).hexdigest()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("ducklake:kho.ducklake;data=chung", "PostgreSQL"),
        ("ducklake:sqlite:kho.sqlite;data=chung", "PostgreSQL"),
        ("ducklake:duckdb:kho.duckdb;data=chung", "PostgreSQL"),
        ("ducklake:postgres:dbname=cchc", "data="),
        ("ducklake:postgres:dbname=cchc;data=", "data="),
        ("ducklake:postgres:dbname=cchc;data=a;kho=b", "data="),
        ("ducklake:postgres:dbname=cchc password=x;data=a", "mật khẩu"),
        ("ducklake:postgres:postgresql://an:x@db/cchc;data=a", "mật khẩu"),
    ],
)
def test_what_cannot_be_shared_is_refused(wrong: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WarehouseError, match=said):
        homes.at(wrong)
    assert command.main(["export", "--warehouse", wrong]) == 1
    assert said in capsys.readouterr().err


def test_an_address_says_where_everything_is(tmp_path: Path) -> None:
    found = lake_address.parse(f"ducklake:postgres:dbname=cchc host=db;data=s3://a/b/;local={tmp_path}")
    assert found == ("dbname=cchc host=db", "s3://a/b", tmp_path)
    assert (found.tables, found.originals, found.is_bucket) == ("s3://a/b/tables/", "s3://a/b/originals", True)
    one, other = (lake_address.parse(f"ducklake:postgres:dbname={name};data=/a").local for name in ("x", "y"))
    assert one != other
    assert homes.at(str(tmp_path)).folder == tmp_path


def test_every_page_over_a_lake_shows_what_a_folder_shows(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Warehouse(tmp_path / "kho")
    pipeline.first_load(folder)
    pipeline.first_load(homes.at(told))
    other = lakes.on_machine(told, tmp_path / "may-2")
    expected = exported(str(folder.folder), capsys)
    assert exported(told, capsys) == exported(other, capsys) == expected
    monkeypatch.setenv("WAREHOUSE", other)
    for page in PAGES:
        app: AppTest = open_page(page)
        assert not app.exception
        assert not app.error, page
        assert app.title[0].value == PAGES[page]


def test_machines_follow_each_other_with_what_changed_only(told: str, tmp_path: Path) -> None:
    one, other = homes.at(told), homes.at(lakes.on_machine(told, tmp_path / "may-2"))
    assert one.current() is None
    assert other.current() is None
    pipeline.ingest([report(5)], one, received_by="an")
    assert values(other) == [("2024-Q1", 5)]
    pipeline.ingest([report(7, 2, "II")], other, received_by="bình")
    pipeline.ingest([report(6, 2)], other, received_by="bình")
    assert values(one) == values(other) == [("2024-Q1", 6), ("2024-Q2", 7)]
    first, second = one.current(), other.current()
    assert first is not None
    assert second is not None
    assert first.name == second.name == "snapshot-000003.duckdb"
    _same(first, second)
    third = homes.at(lakes.on_machine(told, tmp_path / "may-3")).current()  # whole
    assert third is not None
    _same(first, third)


def _same(one: Path, other: Path) -> None:
    with closing(duckdb.connect(":memory:")) as con:
        con.execute(f"ATTACH '{one}' AS one (READ_ONLY)")
        con.execute(f"ATTACH '{other}' AS other (READ_ONLY)")
        for (table,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'one'").fetchall():
            where = "WHERE name NOT IN ('derived_sorted', 'lake')" if table == "meta" else ""
            for left, right in (("one", "other"), ("other", "one")):
                query = (
                    f"SELECT * FROM {left}.main.{table} {where} EXCEPT ALL SELECT * FROM {right}.main.{table} {where}"  # noqa: S608 a test
                )
                assert con.execute(query).fetchall() == [], table


def test_a_withdrawal_reaches_the_other_machine(told: str, tmp_path: Path) -> None:
    one, other = homes.at(told), homes.at(lakes.on_machine(told, tmp_path / "may-2"))
    pipeline.ingest([report(5)], one, received_by="an")
    pipeline.ingest([report(6, 2)], one, received_by="an")
    assert values(other) == [("2024-Q1", 6)]
    assert command.main(["withdraw", "2", "--reason", "nhầm", "--warehouse", told]) == 0
    assert values(other) == values(one) == [("2024-Q1", 5)]
    path = other.current()
    assert path is not None
    with closing(database.open_known_on(path, 2)) as con:
        assert con.execute("SELECT value FROM figures WHERE indicator = 'procedures_new'").fetchall() == [(6,)]


def test_a_copy_that_is_damaged_is_made_anew(told: str) -> None:
    one = homes.at(told)
    pipeline.ingest([report(5)], one, received_by="an")
    path = one.current()
    assert path is not None
    path.write_bytes(path.read_bytes()[:-4096])
    assert values(homes.at(told)) == [("2024-Q1", 5)]
    path.unlink()
    assert values(homes.at(told)) == [("2024-Q1", 5)]
    assert homes.at(told).passed_over() == []


def test_who_waits_too_long_is_told_who_loads(told: str) -> None:
    with (
        homes.at(told).loading(),
        pytest.raises(WarehouseError, match=r"của .+@.+, tiến trình \d+, từ"),
        homes.at(told).loading(wait=0.2),
    ):
        pass
    with homes.at(told).loading(wait=0.2):
        pass


def test_a_lock_that_was_lost_lets_nobody_publish_twice(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if PostgreSQL had been started anew in the middle of a load: both think that it is their turn."""
    pipeline.ingest([report(5)], homes.at(told), received_by="an")
    monkeypatch.setattr(turn, "_ask", lambda *_: True)
    with homes.at(told).loading() as late:
        pipeline.ingest([report(6, 2)], homes.at(lakes.on_machine(told, Path(f"{late._path}-other"))), received_by="b")
        load.begin(late.connection, "load", "an")
        with pytest.raises(OvertakenPublishError):
            load.publish(late)
    assert values(homes.at(told)) == [("2024-Q1", 6)]


def test_who_is_overtaken_loads_again(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from etl.lake import publishing

    publish, times = publishing.publish, [0]

    def overtaken(*arguments: object, **more: object) -> object:
        times[0] += 1
        if times[0] == 1:
            raise OvertakenPublishError
        return publish(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(publishing, "publish", overtaken)
    pipeline.ingest([report(5)], homes.at(told), received_by="an")
    assert values(homes.at(told)) == [("2024-Q1", 5)]


def test_the_last_figures_stand_while_the_catalogue_is_away(
    running_cluster: Cluster, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.ingest([report(5)], homes.at(told), received_by="an")
    running_cluster.stop("immediate")
    monkeypatch.setattr(shared, "_FRESH", 0)
    try:
        one = homes.at(told)
        assert values(one) == [("2024-Q1", 5)]
        assert isinstance(one, LakeWarehouse)
        assert "không trả lời" in one.away
        with pytest.raises(LakeAwayError):
            pipeline.ingest([report(6, 2)], one, received_by="an")
        with pytest.raises(LakeAwayError):
            homes.at(lakes.on_machine(told, tmp_path / "may-2")).current()
        monkeypatch.setenv("WAREHOUSE", told)
        app = open_page("overview")
        assert not app.exception
        assert any("không trả lời" in warning.value for warning in app.warning)
    finally:
        running_cluster.start()
    one._lake._failed = 0  # a second later
    assert values(one) == [("2024-Q1", 5)]
    assert not one.away
    pipeline.ingest([report(6, 2)], one, received_by="an")
    assert values(one) == [("2024-Q1", 6)]


def test_figures_and_originals_in_a_bucket(cluster: Cluster, storage: str, tmp_path: Path) -> None:
    told = lakes.address(cluster, storage, tmp_path / "may-1")
    file = report(5)
    pipeline.ingest([file], homes.at(told), received_by="an")
    other = homes.at(lakes.on_machine(told, tmp_path / "may-2"))
    assert values(other) == [("2024-Q1", 5)]
    path = other.current()
    assert path is not None
    with closing(database.open_reading(path)) as con:
        ((file_hash,),) = con.execute("SELECT file_hash FROM submissions").fetchall()
    kept = other.original(file_hash)
    assert kept is not None
    assert kept.read_bytes() == file.data
    assert kept.is_relative_to(tmp_path / "may-2")
    assert other.original("0" * 64) is None


def test_compaction_loses_nothing(told: str, tmp_path: Path) -> None:
    one, other = homes.at(told), homes.at(lakes.on_machine(told, tmp_path / "may-2"))
    for number in range(1, 5):
        pipeline.ingest([report(number, number)], one, received_by="an")
        other.current()
    stale = homes.at(lakes.on_machine(told, tmp_path / "may-3"))
    assert stale.current() is not None
    found = lake_address.parse(told)
    orphan = Path(found.tables) / "main" / "observations" / "ducklake-orphan.parquet"
    with closing(engine.connect(found)) as con:
        con.execute(f"COPY (SELECT 1 AS a) TO '{orphan}'")
    pipeline.ingest([report(9, 9)], one, received_by="an")
    tables = len(list((Path(found.tables) / "main").iterdir()))
    assert isinstance(one, LakeWarehouse)
    assert upkeep.compact(one._lake, keep_days=0, orphan_days=0) <= tables
    assert not orphan.exists()
    pipeline.ingest([report(10, 10)], one, received_by="an")
    for machine in (one, other, stale, homes.at(lakes.on_machine(told, tmp_path / "may-4"))):
        assert values(machine) == [("2024-Q1", 10)]


def test_moving_there_and_back_keeps_everything(
    cluster: Cluster, storage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Warehouse(tmp_path / "kho")
    for number in (1, 2, 3):
        pipeline.ingest([report(number, number)], folder, received_by="an")
    assert command.main(["withdraw", "3", "--reason", "nhầm", "--warehouse", str(folder.folder)]) == 0
    expected = exported(str(folder.folder), capsys)
    told = lakes.address(cluster, storage, tmp_path / "may-1")
    kept = LakeWarehouse.keep_original
    calls = []

    def breaks(self: LakeWarehouse, *arguments: str) -> Path:
        calls.append(arguments)
        if len(calls) == 2:
            raise LakeAwayError("away")
        return kept(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(LakeWarehouse, "keep_original", breaks)
    assert command.main(["move", str(folder.folder), told]) == 1, "broken off"
    assert homes.at(told).current() is None
    assert command.main(["move", str(folder.folder), told]) == 0
    assert len(calls) == 4, "what was there was not brought again"
    assert command.main(["move", str(folder.folder), told]) == 0, "done already"
    assert len(calls) == 4
    assert exported(told, capsys) == expected
    back = tmp_path / "kho mới"
    assert command.main(["move", lakes.on_machine(told, tmp_path / "may-2"), str(back)]) == 0
    assert exported(str(back), capsys) == expected
    assert moving.fingerprints(_there(Warehouse(back))) == moving.fingerprints(_there(folder))
    assert sorted(place.name for place in Warehouse(back).kept_originals()) == sorted(
        place.name for place in folder.kept_originals()
    )
    pipeline.ingest([report(9, 9)], Warehouse(back), received_by="an")
    assert values(Warehouse(back)) == [("2024-Q1", 9)]
    assert command.main(["move", str(folder.folder), str(back)]) == 1
    assert "Kho đích đang có số liệu khác" in capsys.readouterr().err


def _there(warehouse: Warehouse) -> Path:
    path = warehouse.current()
    assert path is not None
    return path


def test_a_folder_needs_no_compaction(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["compact", "--warehouse", str(tmp_path)]) == 1
    assert "thư mục" in capsys.readouterr().err


def test_what_the_lake_holds_is_counted(told: str) -> None:
    pipeline.ingest([report(5)], homes.at(told), received_by="an")
    found = lake_address.parse(told)
    with closing(engine.connect(found)) as con:
        con.execute("DELETE FROM lake.observations")
    fresh = homes.at(lakes.on_machine(told, found.local.parent / "may-9"))
    with pytest.raises(WarehouseError, match="không khớp"):
        fresh.current()


def test_a_lake_of_a_later_release_leaves_the_last_figures(told: str) -> None:
    one = homes.at(told)
    pipeline.ingest([report(5)], one, received_by="an")
    with closing(engine.connect(lake_address.parse(told))) as con:
        con.execute("UPDATE lake.lake_published SET number = 2, schema_version = 999")
    one._lake.failed(LakeAwayError())  # type: ignore[attr-defined]
    assert values(one) == [("2024-Q1", 5)]
    assert "phiên bản mới hơn" in one.away


def test_differences_are_of_multisets() -> None:
    with closing(duckdb.connect(":memory:")) as con:
        con.execute("ATTACH ':memory:' AS old; ATTACH ':memory:' AS new")
        con.execute("CREATE TABLE old.limits (a INT, b TEXT); CREATE TABLE new.limits (a INT, b TEXT)")
        con.execute("INSERT INTO old.limits VALUES (1, 'x'), (1, 'x'), (1, 'x'), (2, NULL), (3, 'z')")
        con.execute("INSERT INTO new.limits VALUES (1, 'x'), (2, NULL), (2, NULL), (4, 'w')")
        table = contents.tables_of(con, "old")["limits"]
        assert contents.differ(con, table, "old", "new") == 4
        contents.bring(con, table, "old")
        assert contents.differ(con, table, "old", "new") == 0
        con.execute("INSERT INTO change VALUES (9, 'nobody', -1)")
        with pytest.raises(contents.InconsistentError):
            contents.bring(con, table, "old")
