"""The one place that opens DuckDB files."""

import hashlib
import importlib.util
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import duckdb

from etl import RELEASE, base
from etl.migrations import MIGRATIONS as MIGRATIONS
from etl.model import PersonCanActError

SCHEMA_VERSION = 4
_SCHEMA = Path(__file__).with_name("schema.sql")
_QUESTIONS = [Path(__file__).with_name(name) for name in ("views.sql", "targets.sql", "findings.sql")]
_VIEWS = [Path(__file__).with_name("base.sql"), *_QUESTIONS]
# duckdb 1.5.5 fails with an internal error where a column of a "first of each" window is not used further on.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {"disabled_optimizers": "top_n_window_elimination"}
# Readers work in the thread that asks: many sessions share the cores among them as it is, the same answers cost less
# CPU, and no thread of DuckDB's is left to end with the connection, which once took a process down (decision 25).
# What does not fit in memory goes beside the snapshot, and may not fill the disk that the next load needs.
_READING = _SETTINGS | {"threads": 1, "max_temp_directory_size": "8GB"}
_SHARE = 5  # a dashboard keeps up to six snapshots open; DuckDB would take 80 % of the memory for each
# What DuckDB raises where a file, or its own picture of it, is damaged.
BROKEN = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)


class WarehouseError(PersonCanActError):
    """The warehouse cannot be used."""


def create(path: Path | None) -> duckdb.DuckDBPyConnection:
    """Make an empty warehouse file at `path` (None: in memory) and return a writing connection."""
    con = duckdb.connect(str(path) if path else ":memory:", config=_SETTINGS)
    con.execute(_SCHEMA.read_text(encoding="utf-8"))
    make_views(con)
    # One statement: `executemany` would import pandas first, which takes longer than all the rest.
    con.execute(
        "INSERT INTO meta VALUES ('schema_version', ?), ('release', ?), ('made_at', ?), ('views', ?)",
        [str(SCHEMA_VERSION), RELEASE, _now(), _fingerprint()],
    )
    return con


def open_writing(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a loader's working copy, upgraded to this release's schema.

    Raises:
        WarehouseError: the file was made by a newer release, or is damaged.
    """
    con = connect(path, read_only=False)
    version = schema_version(con)
    if version < SCHEMA_VERSION and version in MIGRATIONS:
        base.dissolve(con)
        version = _upgrade(con, version)
    if version != SCHEMA_VERSION:
        con.close()
        raise WarehouseError(_refusal(version))
    if not _has_views(con):
        con.execute(_SCHEMA.read_text(encoding="utf-8"))  # what this release adds without changing a table
        make_views(con)
        con.execute("INSERT OR REPLACE INTO meta VALUES ('views', ?), ('derived_tables', '')", [_fingerprint()])
    con.execute("INSERT OR REPLACE INTO meta VALUES ('made_at', ?), ('release', ?)", [_now(), RELEASE])
    return con


def open_taken(path: Path, of: Path) -> duckdb.DuckDBPyConnection:
    """Open for writing the copy of another warehouse's snapshot; what that one's base holds is taken into it first.

    Raises:
        WarehouseError: as `open_writing`.
    """
    with closing(duckdb.connect(str(path), config=_SETTINGS)) as con:
        base.attach(con, of)
        base.dissolve(con)
        con.execute("DELETE FROM meta WHERE name IN ('lake', 'views')")
        con.execute("CHECKPOINT")
    return open_writing(path)


def version_of(path: Path) -> int:
    """The schema version of a snapshot, of whatever release it is; 0 where it is no warehouse.

    Raises:
        WarehouseError: the file is damaged.
    """
    with closing(connect(path, read_only=True)) as con:
        return schema_version(con)


def has_collation() -> bool:
    """Whether DuckDB's extension for Vietnamese collation is installed."""
    return _icu_extension() is not None


def is_outdated(path: Path, reference: str, book: str) -> bool:
    """Whether a snapshot needs a newer schema or newer reviewed tables, by the fingerprints of `is_stale`.

    Raises:
        WarehouseError: the file is damaged, of a later release, or too old to upgrade.
    """
    con = connect(path, read_only=True)
    try:
        version = schema_version(con)
        if version > SCHEMA_VERSION or (version < SCHEMA_VERSION and version not in MIGRATIONS):
            raise WarehouseError(_refusal(version))
        if version < SCHEMA_VERSION:
            return True
        return is_stale(con, reference, book) or not _has_views(con)
    finally:
        con.close()


def is_stale(con: duckdb.DuckDBPyConnection, reference: str, book: str) -> bool:
    """Whether a warehouse holds other reviewed tables than those of these fingerprints (Reference, Rulebook)."""
    stored = dict(con.execute("SELECT name, value FROM meta WHERE name IN ('reference', 'rulebook')").fetchall())
    return stored != {"reference": reference, "rulebook": book}


def open_reading(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published snapshot read-only and locked down, with Vietnamese collation.

    Callers take a `cursor()` for each piece of work: one shared connection hands a user another
    user's rows.

    Raises:
        WarehouseError: the file is damaged or of another schema version.
    """
    con = connect(path, read_only=True)
    version = schema_version(con)
    if version != SCHEMA_VERSION:
        con.close()
        raise WarehouseError(_refusal(version))
    lock_down(con)
    return con


def close_written(con: duckdb.DuckDBPyConnection) -> None:
    """Write everything into the file and close it, with no thread of DuckDB's left to end at that moment."""
    con.execute("CHECKPOINT")
    con.execute("SET threads = 1")
    con.close()


def reads_whole(path: Path) -> bool:
    """Whether DuckDB can read every block of every table; each has a checksum."""
    try:
        con = connect(path, read_only=True)
    except WarehouseError:
        return False
    try:
        for table in base.own_tables(con):
            con.execute(f'SELECT bit_xor(hash(t)) FROM "{table}" t').fetchall()  # noqa: S608 a name of its own
    except BROKEN:
        return False
    finally:
        con.close()
    return True


def make_views(con: duckdb.DuckDBPyConnection) -> None:
    """Make the views and macros of this release, or make them anew."""
    base.make_views(con)
    for views in _QUESTIONS:
        con.execute(views.read_text(encoding="utf-8"))


def open_known_on(path: Path, load: int) -> duckdb.DuckDBPyConnection:
    """A snapshot as it was known after a load: the same tables and views, but `figures` of what counted then.

    Nothing is copied: the lens is a database in memory whose tables are views of the snapshot's.

    Raises:
        WarehouseError: as `open_reading`.
    """
    con = beside(path, f"{load:d}")
    for table, told in told_by(con, load).items():
        con.execute(f"CREATE VIEW {table} AS FROM held.main.{table} {told}")
    make_views(con)
    look_back(con, load)
    con.execute("CREATE OR REPLACE VIEW findings AS FROM rule_findings")
    lock_down(con)
    return con


def beside(path: Path, name: str) -> duckdb.DuckDBPyConnection:
    """A database in memory with a snapshot attached as `held`, for views of it; not locked down yet.

    Raises:
        WarehouseError: as `open_reading`.
    """
    open_reading(path).close()
    con = duckdb.connect(":memory:", config=_READING | {"temp_directory": f"{path}.{name}.tmp"})
    con.execute(f"ATTACH '{base.quoted(path)}' AS held (READ_ONLY)")
    base.attach(con, path, of="held.main.meta")
    return con


def told_by(con: duckdb.DuckDBPyConnection, load: int) -> dict[str, str]:
    """Of each table of `held`, the condition for what it held after a load; '' for all of it."""
    return dict(con.execute(_WHEN_TOLD, {"load": load, "shared": list(base.SHARED)}).fetchall())


def look_back(con: duckdb.DuckDBPyConnection, load: int) -> None:
    """Where the views are made: `figures` and who is expected of what counted after a load."""
    con.execute(f"CREATE TABLE known AS FROM standing_scopes({load:d})")
    con.execute("CREATE OR REPLACE VIEW standing AS FROM known")
    con.execute("CREATE OR REPLACE VIEW figures AS FROM standing_figures")
    con.execute("CREATE OR REPLACE VIEW expected_reports AS FROM who_is_expected")


# The tables of a snapshot, each with the condition for what it held after a load.
_WHEN_TOLD = """
SELECT t.name, CASE WHEN t.name IN ('figures', 'observations') THEN ''
                    WHEN c.column_name = 'load' THEN 'WHERE load <= ' || $load
                    WHEN c.column_name = 'submission'
                    THEN 'WHERE submission IN (SELECT submission FROM held.main.submissions WHERE load <= '
                         || $load || ')' ELSE '' END
FROM (
    SELECT table_name AS name FROM duckdb_tables()
    WHERE database_name = 'held' AND NOT starts_with(table_name, 'own_')
    UNION ALL
    SELECT view_name FROM duckdb_views() WHERE database_name = 'held' AND list_contains($shared, view_name)
) t
LEFT JOIN (
    SELECT table_name AS name, min(column_name) AS column_name FROM duckdb_columns()
    WHERE database_name = 'held' AND column_name IN ('load', 'submission') GROUP BY table_name
) c USING (name)
"""


def schema_version(con: duckdb.DuckDBPyConnection) -> int:
    """The schema version a warehouse file was made with; 0 where it does not say."""
    try:
        row = con.execute("SELECT value FROM meta WHERE name = 'schema_version'").fetchone()
    except duckdb.CatalogException:
        return 0
    return int(row[0]) if row else 0


def _upgrade(con: duckdb.DuckDBPyConnection, version: int) -> int:
    """Take each step that there is, make the views anew, and return the version reached."""
    con.execute(_SCHEMA.read_text(encoding="utf-8"))  # tables that a step fills
    while version in MIGRATIONS and version < SCHEMA_VERSION:
        con.execute(MIGRATIONS[version])
        version += 1
    con.execute(_SCHEMA.read_text(encoding="utf-8"))  # tables that a step took away to be made anew
    make_views(con)
    con.execute("UPDATE meta SET value = ? WHERE name = 'schema_version'", [str(version)])
    return version


def _has_views(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a warehouse has the tables and views of this release."""
    return con.execute("SELECT any_value(value) FROM meta WHERE name = 'views'").fetchone() == (_fingerprint(),)


@cache
def _fingerprint() -> str:
    """Of the tables and views of this release: what a warehouse has need not be made again."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in (_SCHEMA, *_VIEWS))).hexdigest()[:16]


def connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a file as it is, of whatever release; a damaged one is a WarehouseError."""
    con = None
    try:
        con = duckdb.connect(str(path), read_only=read_only, config=_READING if read_only else _SETTINGS)
        base.attach(con, path)
        return con
    except duckdb.Error as error:
        if con is not None:
            con.close()
        raise WarehouseError(
            f"Không mở được tệp kho số liệu {path.name}: tệp hỏng hoặc đang bị chương trình khác giữ. "
            "Chương trình sẽ dùng bản trước nếu có; nếu vẫn lỗi, hãy gửi tệp này cho người quản trị."
        ) from error


def lock_down(con: duckdb.DuckDBPyConnection) -> None:
    """Read-only alone still lets SQL read files and write exports, and take all memory; these settings do not."""
    locked = con.execute("SELECT current_setting('lock_configuration')").fetchone()
    if locked is not None and locked[0]:
        return  # this process has the same file open already: the settings are those of the file's instance
    extension = _icu_extension()
    if extension is not None:
        con.execute("LOAD '" + str(extension).replace("'", "''") + "'")
    con.execute(f"SET memory_limit = '{_share_of_memory(con)}'")
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET autoload_known_extensions = false")
    con.execute("SET python_enable_replacements = false")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")


def _share_of_memory(con: duckdb.DuckDBPyConnection) -> str:
    """A part of what DuckDB found that it may take, as '3.75 GiB'; it knows the limits of a container too."""
    whole = con.execute("SELECT current_setting('memory_limit')").fetchone()
    number, _, measure = str(whole[0] if whole else "5 GiB").partition(" ")
    return f"{float(number) / _SHARE:.2f} {measure}"


def _icu_extension() -> Path | None:
    """Vietnamese collation ships as a Python package, so that nothing is downloaded at run time."""
    spec = importlib.util.find_spec("duckdb_extension_icu")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "extensions" / f"v{duckdb.__version__}"
    extension = folder / "icu.duckdb_extension"
    return extension if extension.exists() else None


def _refusal(version: int) -> str:
    if version > SCHEMA_VERSION:
        return (
            f"Kho số liệu được tạo bằng phiên bản mới hơn (lược đồ {version}, chương trình này hiểu {SCHEMA_VERSION}). "
            "Hãy cập nhật chương trình rồi mở lại; kho số liệu không bị thay đổi."
        )
    return (
        "Tệp này không phải kho số liệu của chương trình, hoặc được tạo bằng phiên bản cũ không còn nâng cấp được "
        f"(lược đồ {version}). Hãy chỉ WAREHOUSE sang thư mục khác và nạp lại các phụ lục gốc."
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
