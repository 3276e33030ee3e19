"""DuckDB with a lake attached. Nothing is downloaded: the extensions come as Python packages."""

import contextlib
import getpass
import importlib.util
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from etl.database import WarehouseError
from etl.lake.address import Address

LAKE, CATALOGUE = "lake", "__ducklake_metadata_lake"
# What is no fault of the catalogue's or the storage's.
_OURS = (duckdb.ParserException, duckdb.BinderException, duckdb.ConversionException, duckdb.NotImplementedException)
_EXTENSIONS = ("ducklake", "postgres_scanner", "httpfs")
# A catalogue that does not answer must not hold a page for long; what is set in the address counts.
_PATIENCE = {"connect_timeout": "3", "tcp_user_timeout": "8000", "keepalives_idle": "5", "keepalives_interval": "2"}


class LakeAwayError(WarehouseError):
    """The catalogue or the storage does not answer."""


class NoExtensionError(WarehouseError):
    """A package for shared lakes is not installed."""


def missing() -> list[str]:
    """Extensions of DuckDB that a lake needs and that are not installed."""
    return [name for name in _EXTENSIONS if _extension(name) is None]


def connect(address: Address) -> duckdb.DuckDBPyConnection:
    """An engine of its own, with the lake attached as `lake`; the lake is made where there is none.

    Loading the extensions costs a third of a second of processor time, so a process has one (`shared`).

    Raises:
        NoExtensionError: a package is not installed.
        LakeAwayError: the catalogue does not answer, or is that of another folder.
    """
    con = duckdb.connect(":memory:", config={"threads": 2})
    try:
        _load(con, [name for name in _EXTENSIONS if name != "httpfs" or address.is_bucket])
        _attach(con, address)
    except BaseException:
        con.close()
        raise
    return con


def _attach(con: duckdb.DuckDBPyConnection, address: Address) -> None:
    if address.is_bucket:
        con.execute(_secret(os.environ))
    where = f"ducklake:postgres:{words(address)}".replace("'", "''")
    data = address.tables.replace("'", "''")
    with told("Không mở được kho chung"):
        con.execute(f"ATTACH '{where}' AS {LAKE} (DATA_PATH '{data}')")


def words(address: Address) -> str:
    """PostgreSQL's words for a connection to the catalogue, with who we are and how patient."""
    told_patience = " ".join(f"{word}={value}" for word, value in _PATIENCE.items() if word not in address.catalogue)
    return f"{address.catalogue} {told_patience} application_name='{who()}'"


def who() -> str:
    """Who works here, for those who wait: account, machine and process."""
    name = "không rõ"
    with contextlib.suppress(Exception):  # no account name in some containers
        name = getpass.getuser()
    said = f"cchc {name}@{socket.gethostname()} {os.getpid()}"
    return "".join(letter for letter in said if letter not in "'\\")[:63]  # PostgreSQL keeps 63 bytes


@contextlib.contextmanager
def told(what: str) -> Iterator[None]:
    """Say which part of the lake does not answer.

    Raises:
        LakeAwayError: DuckDB could not reach the catalogue or the storage.
    """
    try:
        yield
    except _OURS:
        raise
    except duckdb.Error as error:
        away = LakeAwayError(
            f"{what}: PostgreSQL hoặc nơi chứa tệp không trả lời. Không có gì được ghi dở dang. "
            "Hãy thử lại sau ít phút; nếu vẫn vậy, hãy báo người quản trị máy chủ."
        )
        away.add_note(str(error).strip()[:400])  # for the administrator at the command line, not for pages
        raise away from error


def _load(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET autoload_known_extensions = false")
    for name in names:
        found = _extension(name)
        if found is None:
            raise NoExtensionError(
                "Máy này chưa cài gói cho kho chung. Hãy chạy: pip install -r requirements-lake.txt, rồi khởi động lại."
            )
        con.execute("LOAD '" + str(found).replace("'", "''") + "'")


def _extension(name: str) -> Path | None:
    spec = importlib.util.find_spec(f"duckdb_extension_{name}")
    if spec is None or spec.origin is None:
        return None
    found = Path(spec.origin).parent / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    return found if found.exists() else None


def _secret(told: Mapping[str, str]) -> str:
    """How DuckDB is to sign what it asks of a bucket; AWS_ENDPOINT_URL names a storage that is not Amazon's."""
    said = {
        "KEY_ID": told.get("AWS_ACCESS_KEY_ID", ""),
        "SECRET": told.get("AWS_SECRET_ACCESS_KEY", ""),
        "SESSION_TOKEN": told.get("AWS_SESSION_TOKEN", ""),
        "REGION": told.get("AWS_REGION") or told.get("AWS_DEFAULT_REGION") or "us-east-1",
    }
    endpoint = urlsplit(told.get("AWS_ENDPOINT_URL_S3") or told.get("AWS_ENDPOINT_URL") or "")
    ours = ["TYPE s3"]
    if endpoint.netloc:
        said |= {"ENDPOINT": endpoint.netloc, "URL_STYLE": "path"}
        ours.append(f"USE_SSL {str(endpoint.scheme != 'http').lower()}")
    ours += [f"{word} '{value.replace(chr(39), chr(39) * 2)}'" for word, value in said.items() if value]
    return f"CREATE OR REPLACE SECRET bucket ({', '.join(ours)})"
