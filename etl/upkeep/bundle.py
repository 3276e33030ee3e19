"""What to send when something failed: log, health, versions and schema, without figures, originals or names.

Nothing is taken over as it stands: of the log only what its keys may hold, of the health the sentences without this
machine's places and people, of the warehouse the names of its tables and columns.
"""

import io
import json
import os
import secrets
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

from etl import database, journal
from etl.database import WarehouseError
from etl.model import PersonCanActError
from etl.snapshots import Warehouse
from etl.upkeep import doctor

_META = ("schema_version", "release", "made_at", "views", "reference", "rulebook")  # ours; the table may hold others
_READ_ME = """Gói chẩn đoán của chương trình số liệu CCHC.

doctor.json   tình trạng: phiên bản, thư viện, đĩa, kho số liệu, thiết lập
log.jsonl     nhật ký: mã lỗi, nơi xảy ra, số tệp và thời gian của mỗi lượt nạp
schema.json   tên bảng và cột của kho số liệu

Gói không có số liệu, tệp gốc, tên đơn vị, tên tệp hay tên người. Hãy mở xem trước khi gửi.
"""


def bundle(warehouse: Warehouse) -> bytes:
    """The bundle as a zip. It looks at snapshots at a glance only, so that it is there soon."""
    files = {
        "README.txt": _READ_ME,
        "doctor.json": _json(doctor.to_data(doctor.examine(warehouse, thorough=False), anonymous=True)),
        "log.jsonl": "".join(f"{json.dumps(entry)}\n" for entry in _log(warehouse)),
        "schema.json": _json(_schema(warehouse)),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def write(warehouse: Warehouse, target: Path) -> None:
    """Write the bundle to a new file.

    Raises:
        PersonCanActError: the file is there already.
        FileNotFoundError: its folder does not exist.
    """
    if target.exists():
        raise PersonCanActError(f"{target} đã có; không có gì bị ghi đè. Hãy đặt tên khác.")
    if not target.parent.is_dir():
        raise FileNotFoundError(target.parent)
    partial = target.with_name(f"{target.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        partial.write_bytes(bundle(warehouse))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _log(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The lines of the log, each with nothing but what its keys may hold."""
    return [known for entry in journal.entries(warehouse.folder) if (known := journal.fitting(entry))]


def _schema(warehouse: Warehouse) -> dict[str, Any]:
    try:
        current = warehouse.current()
        if current is None:
            return {}
        with closing(database.open_reading(current)) as con:
            columns = con.execute(
                "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
            ).fetchall()
            meta = con.execute("SELECT name, value FROM meta WHERE list_contains(?, name)", [list(_META)]).fetchall()
    except WarehouseError as error:
        return {"error": type(error).__name__}
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in columns:
        tables.setdefault(table, {})[column] = kind
    return {"meta": dict(meta), "tables": tables}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
