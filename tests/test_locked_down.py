"""What SQL may not do on a reader's connection, of whatever kind: whoever finds a way to put some, gets no further."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl import database, pipeline, preview
from etl.drafts import Drafts
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from tests.workbooks import form, workbook_bytes

ROOT = Path(__file__).parents[1]
KINDS = ("a snapshot", "as known on a load", "a preview", "a cursor of the dashboard")
MARK = "bi-mat-cua-may"
PROBES = (
    # read what is not the warehouse's
    "SELECT * FROM read_csv('{place}/secret.csv')",
    "SELECT * FROM read_csv_auto('{place}/secret.csv')",
    "SELECT * FROM '{place}/secret.csv'",
    "SELECT * FROM read_text('{place}/secret.csv')",
    "SELECT * FROM read_blob('{place}/secret.csv')",
    "SELECT * FROM read_json('{place}/secret.csv')",
    "SELECT * FROM read_parquet('{place}/secret.csv')",
    "SELECT * FROM sniff_csv('{place}/secret.csv')",
    "SELECT * FROM glob('{place}/*')",
    "SELECT * FROM query_table('{place}/secret.csv')",
    "SELECT * FROM query('SELECT * FROM read_text(''{place}/secret.csv'')')",
    "CREATE MARK s (TYPE s3)",
    "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
    "SELECT * FROM read_csv('s3://bucket/x.csv')",
    "SELECT getenv('HOME')",
    "SELECT * FROM frame",
    "SELECT * FROM parquet_metadata('{place}/secret.csv')",
    # write
    "COPY meta TO '{place}/out.csv'",
    "COPY (SELECT 1) TO '{place}/out.parquet' (FORMAT parquet)",
    "COPY meta FROM '{place}/secret.csv'",
    "EXPORT DATABASE '{place}/out'",
    "IMPORT DATABASE '{place}/out'",
    "DELETE FROM meta",
    "INSERT INTO meta VALUES ('a', 'b')",
    "UPDATE reporting_units SET name = 'x'",
    "DROP VIEW reports",
    "CREATE OR REPLACE VIEW reports AS SELECT 1",
    # attach, extend, configure
    "ATTACH '{place}/other.duckdb'",
    "ATTACH '{place}/other.duckdb' AS o (READ_ONLY)",
    "ATTACH 'http://127.0.0.1:9/x.duckdb' AS o",
    "INSTALL httpfs",
    "FORCE INSTALL httpfs FROM 'http://127.0.0.1:9/'",
    "LOAD httpfs",
    "LOAD '{place}/evil.duckdb_extension'",
    "SET enable_external_access = true",
    "SET GLOBAL enable_external_access = true",
    "RESET enable_external_access",
    "PRAGMA enable_external_access = true",
    "SET allowed_directories = ['/']",
    "SET allowed_paths = ['{place}/secret.csv']",
    "SET lock_configuration = false",
    "SET memory_limit = '900GB'",
    "RESET memory_limit",
    "SET max_temp_directory_size = '900GB'",
    "SET temp_directory = '{place}'",
    "SET threads = 64",
    "SET autoload_known_extensions = true",
    "SET custom_extension_repository = 'http://127.0.0.1:9'",
    "SET allow_unsigned_extensions = true",
    "SET log_query_path = '{place}/out.log'",
    "PRAGMA enable_profiling = 'json'",
    "PRAGMA profile_output = '{place}/out.json'",
    "SET profiling_output = '{place}/out.json'",
    "SET home_directory = '{place}'",
    "SET secret_directory = '{place}'",
    "SET python_enable_replacements = true",
    "SET extension_directory = '{place}'",
)

# The lens is a database in memory: what is changed there is gone with it, and no snapshot is touched.
WITHIN_MEMORY = ("DROP VIEW", "CREATE OR REPLACE VIEW")


@pytest.fixture(scope="module")
def connections(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, duckdb.DuckDBPyConnection]]:
    """One connection of each kind, to the same small warehouse."""
    warehouse = Warehouse(tmp_path_factory.mktemp("kho"))
    first = workbook_bytes(S=form("1 | Số TTHC công bố mới | Thủ tục | 5"))
    pipeline.ingest([ReceivedFile("a.xlsx", first)], warehouse)
    snapshot = warehouse.current()
    assert snapshot is not None
    with closing(database.open_reading(snapshot)) as plain, closing(database.open_known_on(snapshot, 1)) as lens:
        second = workbook_bytes(S=form("1 | Số TTHC công bố mới | Thủ tục | 6"))
        draft = Drafts(warehouse).begin([ReceivedFile("b.xlsx", second)], "thử")
        copy = preview.preview(warehouse, draft, "thử").snapshot
        assert copy is not None
        with closing(database.open_reading(copy)) as tried:
            yield dict(zip(KINDS, (plain, lens, tried, plain.cursor()), strict=True))


@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leads_out(
    connections: dict[str, duckdb.DuckDBPyConnection], kind: str, probe: str, tmp_path: Path
) -> None:
    frame = pd.DataFrame({"a": [MARK]})  # in reach of a replacement scan
    (tmp_path / "secret.csv").write_text(f"a\n{MARK}\n", "utf-8")
    con = connections[kind].cursor()
    allowed = probe.startswith(WITHIN_MEMORY) if kind == "as known on a load" else False
    try:
        found = repr(con.execute(probe.format(place=tmp_path.as_posix())).fetchall())
    except duckdb.Error:
        found = ""
    else:
        assert allowed
    assert MARK not in found
    assert [file.name for file in tmp_path.iterdir()] == ["secret.csv"]
    assert len(frame) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_memory_threads_and_disk_are_bounded(connections: dict[str, duckdb.DuckDBPyConnection], kind: str) -> None:
    def setting(con: duckdb.DuckDBPyConnection, name: str) -> str:
        row = con.execute(f"SELECT current_setting('{name}')").fetchone()
        assert row is not None
        return str(row[0])

    with closing(duckdb.connect(":memory:")) as free:
        whole = setting(free, "memory_limit")
    con = connections[kind].cursor()
    mine = setting(con, "memory_limit")
    assert mine.split()[1] == whole.split()[1]
    assert float(mine.split()[0]) <= float(whole.split()[0]) / 4.9
    assert (setting(con, "threads"), setting(con, "max_temp_directory_size")) == ("1", "7.4 GiB")


def test_a_log_of_the_engine_is_written_nowhere(tmp_path: Path) -> None:
    """DuckDB 1.5.5 takes the call and refuses the file; the instance is of no use then, hence another process."""
    place = tmp_path / "kho"
    pipeline.ingest([ReceivedFile("a.xlsx", workbook_bytes(S=form("1 | Số TTHC | Thủ tục | 5")))], Warehouse(place))
    code = f"""
from pathlib import Path
import duckdb
from etl import database
con = database.open_reading(next(Path({str(place / "snapshots")!r}).iterdir()))
for sql in ("CALL enable_logging(storage='file', storage_path={str(tmp_path / "logs")!r})", "SELECT 1"):
    try:
        con.execute(sql)
    except duckdb.Error:
        pass
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert [file.name for file in tmp_path.iterdir()] == ["kho"]
