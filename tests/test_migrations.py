"""A warehouse of an earlier release becomes what this release makes itself, with all that it held."""

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import database, decisions, load, pipeline, verification
from etl.memory import Memory
from etl.snapshots import Warehouse
from tests.asking import report
from tests.workbooks import TABLES

OLD_SCHEMAS = Path(__file__).parent / "schemas"
HELD = """
INSERT INTO meta VALUES ('schema_version', '1'), ('release', '0.1.0'), ('made_at', '2026-11-01T08:00:00+00:00');
INSERT INTO reporting_units VALUES
    ('dak-lak.huyen-lak', 'Huyện Lắk', 'huyện', 'district', NULL, NULL, NULL, NULL, '1900-01-01', NULL, 'reviewed',
     NULL);
INSERT INTO indicators VALUES
    ('dossiers_received', 2, 'dossiers', 'Hồ sơ', 'hồ sơ', 'count', 'sum', 'flow', NULL, NULL, NULL, NULL, 1);
INSERT INTO periods VALUES ('2024-Q1', 'quarter', 2024, '2023-12-15', '2024-03-14', 'Quý I/2024');
INSERT INTO submissions VALUES
    (1, 'one', 'tables', 'a.xlsx', 'own_appendix', NULL, NULL, '2026-11-01', 'test', 1),
    (2, 'two', 'tables', 'b.xlsx', 'own_appendix', NULL, NULL, '2026-11-01', 'test', 0),
    (3, 'one', 'newer tables', 'a.xlsx', 'own_appendix', NULL, NULL, '2026-11-02', 'test', 1);
INSERT INTO scopes VALUES
    (1, 1, 'dak-lak.huyen-lak', '2024-Q1', 'own_appendix', 'Biểu 1', FALSE),
    (2, 3, 'dak-lak.huyen-lak', '2024-Q1', 'own_appendix', 'Biểu 1', TRUE);
INSERT INTO observations VALUES
    (1, 1, 'dak-lak.huyen-lak', '2024-Q1', 'dossiers_received', 'district', 'own_appendix', 7, 'in_period',
     '2023-12-15', '2024-03-14', FALSE, 'Biểu 1', 'D4', '7', 'Hồ sơ', 'Hồ sơ'),
    (2, 3, 'dak-lak.huyen-lak', '2024-Q1', 'dossiers_received', 'district', 'own_appendix', 8, 'in_period',
     '2023-12-15', '2024-03-14', FALSE, 'Biểu 1', 'D4', '8', 'Hồ sơ', 'Hồ sơ');
INSERT INTO problems VALUES (3, 'row_unknown', 'question', 'Biểu 1', 'D5', NULL, NULL, 'x', '', 'Chưa biết “x”.');
"""


def of_version_1(warehouse: Warehouse) -> Path:
    """A published snapshot as release 0.1.0 made it."""
    warehouse.snapshots.mkdir(parents=True)
    path = warehouse.snapshots / "snapshot-000001.duckdb"
    with closing(duckdb.connect(str(path))) as con:
        con.execute((OLD_SCHEMAS / "version_1.sql").read_text("utf-8"))
        con.execute(HELD)
    return path


def shape(con: duckdb.DuckDBPyConnection) -> set[tuple[str, ...]]:
    """Tables and views with their columns, types and what may be missing."""
    columns = "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
    views = "SELECT view_name, sql, '', '' FROM duckdb_views() WHERE NOT internal"
    return set(con.execute(f"{columns} UNION ALL {views}").fetchall())


@pytest.fixture
def upgraded(warehouse: Warehouse) -> Warehouse:
    of_version_1(warehouse)
    assert pipeline.refresh(warehouse)
    return warehouse


def test_an_upgraded_warehouse_has_the_shape_of_a_new_one(upgraded: Warehouse, tmp_path: Path) -> None:
    path = upgraded.current()
    assert path is not None
    new = tmp_path / "new.duckdb"
    database.create(new).close()  # the engine words a view otherwise once it was written
    with closing(database.open_reading(path)) as con, closing(database.open_reading(new)) as fresh:
        assert shape(con) == shape(fresh)
        verification.verify(con)


def test_an_upgraded_warehouse_keeps_what_it_held(upgraded: Warehouse) -> None:
    path = upgraded.current()
    assert path is not None
    with closing(database.open_reading(path)) as con:
        assert con.execute("SELECT value FROM shown_observations").fetchall() == [(8,)]
        assert con.execute("SELECT submission, arrival FROM submissions ORDER BY ALL").fetchall() == [
            (1, 1), (2, 2), (3, 1),
        ]  # fmt: skip
        assert con.execute("SELECT code, question, file FROM open_problems").fetchall() == [
            ("row_unknown", None, "a.xlsx")
        ]
        assert decisions.read(con) == Memory()
        assert decisions.open_questions(con) == []


@pytest.mark.usefixtures("quick_reading")
def test_an_upgraded_warehouse_loads(upgraded: Warehouse) -> None:
    assert pipeline.ingest([report()], upgraded).snapshot == "snapshot-000003.duckdb"


def test_the_first_load_after_an_update_upgrades_too(warehouse: Warehouse) -> None:
    of_version_1(warehouse)
    with warehouse.loading() as work:
        load.refresh_reference(work.connection, TABLES)
        assert database.schema_version(work.connection) == database.SCHEMA_VERSION
        work.publish(verification.verify)


def test_spellings_of_an_earlier_release_are_the_shipped_ones_and_the_trail_begins(warehouse: Warehouse) -> None:
    warehouse.snapshots.mkdir(parents=True)
    with closing(duckdb.connect(str(warehouse.snapshots / "snapshot-000001.duckdb"))) as con:
        con.execute((OLD_SCHEMAS / "version_3.sql").read_text("utf-8"))
        con.execute("INSERT INTO meta VALUES ('schema_version', '3'), ('release', '0.3.0'), ('made_at', '2026-11-01')")
        con.execute(
            "INSERT INTO reporting_unit_aliases VALUES ('huyện Lát', 'Tỉnh Đắk Lắk', 'dak-lak.huyen-lak', 'cũ')"
        )
    assert pipeline.refresh(warehouse)
    path = warehouse.current()
    assert path is not None
    with closing(database.open_reading(path)) as con:
        assert con.execute("SELECT DISTINCT origin FROM reporting_unit_aliases").fetchall() == [("shipped",)]
        assert con.execute("SELECT count(*) FROM reporting_unit_aliases").fetchall() == [(len(TABLES.aliases),)]
        assert con.execute("FROM audit").fetchall() == []
        verification.verify(con)
