"""What the warehouse holds: its snapshots and pointer, drafts that wait, and questions."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from etl import database, decisions
from etl.database import WarehouseError
from etl.drafts import Drafts
from etl.snapshots import Warehouse
from etl.upkeep import health
from etl.upkeep.line import Line

_OLD = 14  # days after which a draft was probably forgotten
_RESTORE = "Hãy khôi phục từ bản sao lưu: python -m etl restore TỆP"


def readable(warehouse: Warehouse) -> Line:
    """At a glance: whether the figures can be read now."""
    try:
        current = warehouse.current()
        if current is not None:
            health.opens(current)
    except WarehouseError as error:
        return Line("readable", "trouble", "{why}", private={"why": str(error)})
    if current is None:
        return Line("readable", "warning", "Kho số liệu trống. Hãy nạp: python -m etl load data/appendices")
    return Line("readable", "ok", f"Số liệu đọc được ({current.name}).", {"snapshot": current.name})


def examine(warehouse: Warehouse, *, thorough: bool = True) -> list[Line]:
    """All lines about what is kept; every kept snapshot is opened, when `thorough` read whole."""
    try:
        current = warehouse.current()
    except WarehouseError:
        current = None
    kept = sorted(warehouse.snapshots.glob("snapshot-*.duckdb"))
    named = _named(warehouse)
    published = named if named in {path.name for path in kept} else current.name if current else ""
    lines = [
        _pointer(named, current, kept),
        *(_snapshot(path, is_current=path.name == published, thorough=thorough) for path in kept),
    ]
    return [*lines, _drafts(warehouse), *_questions(current)]


def _named(warehouse: Warehouse) -> str:
    """The snapshot that the pointer names; '' where it is missing or damaged."""
    try:
        return (warehouse.folder / "CURRENT").read_bytes().decode("ascii").strip()[:60]
    except (OSError, UnicodeDecodeError):
        return ""


def _pointer(named: str, current: Path | None, kept: list[Path]) -> Line:
    if not kept:
        return Line("pointer", "warning", "Kho số liệu trống. Hãy nạp: python -m etl load data/appendices")
    if current is None:
        return Line("pointer", "trouble", f"Không còn bản số liệu nào đọc được. {_RESTORE}")
    if named != current.name:
        said = (
            f"Con trỏ CURRENT hoặc bản nó chỉ tới bị hỏng nên đang dùng {current.name}; lượt nạp sau ghi lại con trỏ."
        )
        return Line("pointer", "warning", said, {"snapshot": current.name})
    return Line("pointer", "ok", f"Con trỏ chỉ tới {current.name}.", {"snapshot": current.name})


def _snapshot(path: Path, *, is_current: bool, thorough: bool) -> Line:
    facts = {"snapshot": path.name, "bytes": path.stat().st_size if path.exists() else 0, "is_current": is_current}
    try:
        version = database.version_of(path)
        facts["schema"] = version
        if version != database.SCHEMA_VERSION:
            return _of_another_schema(path, version, facts, is_current=is_current)
        (health.verify if thorough else health.opens)(path)
    except WarehouseError:
        if not path.exists():  # loads made it an old one meanwhile
            return Line("snapshot", "ok", f"{path.name} vừa được thay bằng bản mới hơn.", facts)
        if is_current:
            return Line("snapshot", "trouble", f"Bản mới nhất {path.name} bị hỏng. {_RESTORE} --replace", facts)
        said = f"Bản cũ {path.name} bị hỏng; số liệu đang dùng không bị ảnh hưởng. Hãy kiểm tra đĩa."
        return Line("snapshot", "warning", said, facts)
    what, how = "Bản đang dùng" if is_current else "Bản cũ", "nguyên vẹn" if thorough else "mở được"
    return Line("snapshot", "ok", f"{what} {path.name} {how} (lược đồ {version}).", facts)


def _of_another_schema(path: Path, version: int, facts: dict[str, object], *, is_current: bool) -> Line:
    if version > database.SCHEMA_VERSION:
        said = f"{path.name} do phiên bản mới hơn tạo ra (lược đồ {version}). Hãy cập nhật chương trình."
        return Line("snapshot", "trouble" if is_current else "warning", said, facts)
    if version not in database.MIGRATIONS:
        said = f"{path.name} không phải bản số liệu mà phiên bản này đọc được (lược đồ {version}). {_RESTORE}"
        return Line("snapshot", "trouble" if is_current else "warning", said, facts)
    if is_current:
        said = f"{path.name} có lược đồ cũ {version}; chương trình tự nâng cấp ở lượt mở hoặc nạp tới."
        return Line("snapshot", "warning", said, facts)
    return Line("snapshot", "ok", f"Bản cũ {path.name} còn lược đồ {version}; không cần làm gì.", facts)


def _drafts(warehouse: Warehouse) -> Line:
    found = Drafts(warehouse).all()
    unread = len(list((warehouse.folder / "drafts").glob("*/draft.json"))) - len(found)
    now = datetime.now(UTC).replace(tzinfo=None)
    days = max((max(0, (now - draft.saved_at).days) for draft in found), default=0)
    facts = {"drafts": len(found), "oldest_days": days, "unreadable": unread}
    if unread:
        return Line(
            "drafts", "warning", f"{unread} bản nháp không đọc được. Hãy thả lại các tệp của nó ở trang Nạp.", facts
        )
    if days > _OLD:
        said = f"{len(found)} bản nháp chưa nạp, cũ nhất {days} ngày. Hãy nạp hoặc xóa chúng ở trang Nạp phụ lục."
        return Line("drafts", "warning", said, facts)
    said = f"{len(found)} bản nháp chưa nạp, cũ nhất {days} ngày." if found else "Không có bản nháp nào chờ nạp."
    return Line("drafts", "ok", said, facts)


def _questions(current: Path | None) -> list[Line]:
    if current is None:
        return []
    try:
        with closing(database.open_reading(current)) as con:
            waiting = len(decisions.open_questions(con))
    except WarehouseError:  # said of the snapshot already
        return []
    said = "Không có câu hỏi nào chờ."
    if waiting:
        said = f"{waiting} câu hỏi chờ trả lời: trang Nạp phụ lục, hoặc python -m etl labels questions"
    return [Line("questions", "ok", said, {"questions": waiting})]
