"""Where a shared lake is: `ducklake:postgres:dbname=cchc host=db;data=s3://bucket/cchc;local=/var/lib/cchc`.

The first part is DuckLake's own way to name a catalogue, with PostgreSQL's words for a connection; `data` is where the
figures lie that everybody reads, a folder that all machines share or a bucket; `local` is this machine's folder for its
copies, its log and its drafts. Secrets are in no address: PostgreSQL's PG* variables or ~/.pgpass, AWS_* for a bucket.
"""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from etl.database import WarehouseError

_BEGINS = "ducklake:"
_POSTGRES = "postgres:"
_BUCKET = "s3://"
_PARTS = ("data", "local")
_PROJECT = Path(__file__).resolve().parents[2]
_SHAPE = 'WAREHOUSE="ducklake:postgres:dbname=cchc host=máy-chủ;data=/thư-mục-chung/cchc"'


class LakeAddressError(WarehouseError):
    """An address does not name a lake that can be shared."""


class Address(NamedTuple):
    """A lake: PostgreSQL's words for the catalogue, the folder or bucket of the figures, this machine's own folder."""

    catalogue: str
    data: str
    local: Path

    @property
    def is_bucket(self) -> bool:
        """Whether the figures lie in S3-compatible storage and not in a folder."""
        return self.data.startswith(_BUCKET)

    @property
    def tables(self) -> str:
        """Where DuckLake puts its Parquet files."""
        return f"{self.data}/tables/"

    @property
    def originals(self) -> str:
        """Where files lie as they were received."""
        return f"{self.data}/originals"


def is_lake(told: str | None) -> bool:
    """Whether an address names a lake, well or badly, and not a folder."""
    return bool(told) and str(told).startswith(_BEGINS)


def parse(told: str) -> Address:
    """What an address says.

    Raises:
        LakeAddressError: it names a catalogue that cannot be shared, holds a secret, or lacks a part.
    """
    catalogue, *rest = told.removeprefix(_BEGINS).split(";")
    if not catalogue.startswith(_POSTGRES):
        raise LakeAddressError(
            "Danh mục của kho chung phải nằm trong PostgreSQL: SQLite và tệp DuckDB chỉ cho một tiến trình ghi, nhiều "
            f"máy dùng chung sẽ hỏng số liệu. Hãy đặt {_SHAPE}."
        )
    if re.search(r"\bpassword\s*=|://[^/]*:[^/]*@", catalogue):
        raise LakeAddressError(
            "Không ghi mật khẩu trong địa chỉ kho: địa chỉ hiện trong nhật ký và danh sách tiến trình. Hãy bỏ phần "
            "password và đặt mật khẩu trong tệp ~/.pgpass hoặc biến môi trường PGPASSWORD."
        )
    parts = dict(part.split("=", 1) for part in rest if "=" in part)
    if set(parts) - set(_PARTS) or len(parts) != len(rest) or not parts.get("data"):
        raise LakeAddressError(
            "Địa chỉ kho chung phải có phần data= (thư mục dùng chung hoặc s3://…) và chỉ có thể thêm local= (thư mục "
            f"riêng của máy này). Hãy đặt {_SHAPE}."
        )
    data = parts["data"].rstrip("/")
    if not data.startswith(_BUCKET):
        data = str(Path(data).absolute())
    return Address(catalogue.removeprefix(_POSTGRES), data, Path(parts.get("local") or _own_folder(catalogue, data)))


def local_folder(told: str) -> Path:
    """This machine's folder of a lake, also where its address is wrong: the log lies there."""
    try:
        return parse(told).local
    except LakeAddressError:
        return _own_folder(told, "")


def _own_folder(catalogue: str, data: str) -> Path:
    name = hashlib.sha256(f"{catalogue};{data}".encode()).hexdigest()[:8]
    return _PROJECT / "data" / f"warehouse-{name}"
