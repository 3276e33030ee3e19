"""The warehouse's folder: whether it can be written, by whom it is held, what was left over, room, and the log."""

import json
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl import journal, ledger, retention
from etl.snapshots import Warehouse
from etl.upkeep import room
from etl.upkeep.line import Line
from etl.upkeep.room import MEGABYTE

_LEFT_OVER = (
    "work-*",
    "CURRENT.*.part",
    "originals/*/*.part",
    "drafts/*/*.part",
    "snapshots/*.tmp",
    "snapshots/base-*.part*",
)
_LONG = 3600  # seconds after which a load that still runs is worth a look
_RECENT = timedelta(days=7)
_AT_LEAST = 100 * MEGABYTE
_COPIES = 2  # of the snapshot: the next one, and what DuckDB writes beside it


def examine(warehouse: Warehouse) -> list[Line]:
    """All lines about the folder; where it does not exist that is the only one."""
    if not warehouse.folder.is_dir():
        said = "Chưa có kho số liệu ở {folder}. Hãy mở chương trình, hoặc nạp: python -m etl load data/appendices"
        return [Line("folder", "warning", said, private={"folder": str(warehouse.folder)}), _room(warehouse)]
    held = _lock(warehouse)
    left_over = _left_over(warehouse, is_held=held.facts["held"])
    return [_folder(warehouse), _kept(warehouse), held, left_over, _room(warehouse), *_log(warehouse)]


def _folder(warehouse: Warehouse) -> Line:
    private = {"folder": str(warehouse.folder)}
    try:
        with tempfile.TemporaryFile(dir=warehouse.folder):
            pass
    except OSError:
        said = "Không ghi được vào kho số liệu {folder}. Hãy kiểm tra quyền ghi và dung lượng của thư mục này."
        return Line("folder", "trouble", said, private=private)
    return Line("folder", "ok", "Kho số liệu {folder} ghi được.", private=private)


def _kept(warehouse: Warehouse) -> Line:
    """How many old snapshots are kept."""
    try:
        rule = retention.read(warehouse.folder)
    except retention.NotUnderstoodError as error:
        said = f"Không hiểu {{what}} trong {retention.NAME} của kho nên chưa xóa bản số liệu cũ nào. Hãy sửa tệp này."
        return Line("retention", "warning", said, private={"what": str(error)})
    said = f"Giữ {rule.keep} bản số liệu gần nhất" + (f" và mọi bản trong {rule.keep_days} ngày" * bool(rule.keep_days))
    return Line("retention", "ok", f"{said}; tệp gốc không bao giờ bị xóa.", rule._asdict())


def _lock(warehouse: Warehouse) -> Line:
    """Whether a load runs; the lock is tried for a moment, a load that comes just then waits for it."""
    place = warehouse.folder / "loader.lock"
    free = Line("lock", "ok", "Không có lượt nạp nào đang chạy.", {"held": False})
    if not place.exists():
        return free
    try:
        with FileLock(place).acquire(timeout=0):
            return free
    except Timeout:
        who, process, seconds = _holder(warehouse)
    except OSError:
        return Line(
            "lock", "trouble", "Không mở được loader.lock. Hãy kiểm tra quyền của thư mục kho.", {"held": False}
        )
    facts = {"held": True, "process": process, "seconds": seconds}
    said = "Đang có lượt nạp của {who}" + (f" (tiến trình {process}, {seconds // 60} phút)" if process else "")
    if seconds > _LONG:
        said += ". Nếu lượt này đã treo, hãy kết thúc tiến trình đó; số liệu đang có không đổi."
        return Line("lock", "warning", said, facts, {"who": who})
    return Line("lock", "ok", f"{said}; lượt sau sẽ chờ.", facts, {"who": who})


def _holder(warehouse: Warehouse) -> tuple[str, int, int]:
    """Who holds the lock, as the holder wrote it: account, process, seconds; not known where it did not."""
    try:
        told = json.loads((warehouse.folder / "loader.holder").read_text(encoding="utf-8"))
        return str(told["who"])[:60], int(told["process"]), max(0, int(time.time() - float(told["since"])))
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return "một tiến trình khác", 0, 0


def _left_over(warehouse: Warehouse, *, is_held: bool) -> Line:
    found = [file for pattern in _LEFT_OVER for file in warehouse.folder.glob(pattern)]
    if is_held or not found:
        return Line("left_over", "ok", "Không có tệp dở dang nào bị bỏ lại.", {"files": 0})
    size = sum(_size(file) for file in found)
    said = (
        f"{len(found)} tệp dở dang ({size // MEGABYTE} MB) của lượt bị ngắt; lượt nạp sau sẽ tự dọn, không cần làm gì."
    )
    return Line("left_over", "warning", said, {"files": len(found), "bytes": size})


def _size(place: Path) -> int:
    try:
        if place.is_dir():
            return sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
        return place.stat().st_size
    except OSError:
        return 0


def _room(warehouse: Warehouse) -> Line:
    """Free disk against what the next load writes."""
    largest = max((_size(file) for file in warehouse.snapshots.glob("*.duckdb")), default=0)
    free, needed = room.free(warehouse.folder), _COPIES * largest + _AT_LEAST
    said = f"Đĩa còn {free // MEGABYTE} MB; lượt nạp sau cần khoảng {needed // MEGABYTE} MB"
    facts = {"free": free, "needed": needed}
    if free < needed:
        return Line("disk", "trouble", f"{said}. Hãy giải phóng dung lượng trước khi nạp.", facts)
    if free < 5 * needed:
        return Line("disk", "warning", f"{said}. Hãy giải phóng dung lượng sớm.", facts)
    return Line("disk", "ok", f"{said}.", facts)


def _log(warehouse: Warehouse) -> list[Line]:
    """Where the log is, errors of the last days in it, and the last backup that it knows of."""
    entries = journal.entries(warehouse.folder)
    since = (datetime.now(UTC) - _RECENT).isoformat()
    errors = [entry for entry in entries if entry.get("event") == "error" and str(entry.get("time", "")) > since]
    private = {"place": str(journal.folder(warehouse.folder) / journal.NAME)}
    facts: dict[str, Any] = {"errors": len(errors), "last_error": errors[-1].get("id", "") if errors else ""}
    if errors:
        said = f"{len(errors)} lỗi của chương trình trong 7 ngày qua, mã gần nhất {facts['last_error']}. Hãy gửi gói "
        said += "chẩn đoán: python -m etl bundle TỆP.zip (nhật ký: {place})."
        log = Line("log", "warning", said, facts, private)
    else:
        log = Line("log", "ok", "Nhật ký ở {place}; không có lỗi nào trong 7 ngày qua.", facts, private)
    return [
        log,
        _last_backup([one for one in entries if (one.get("event"), one.get("outcome")) == ("backup", "written")]),
    ]


def _last_backup(made: list[dict[str, Any]]) -> Line:
    command = "python -m etl backup THƯ_MỤC, trên một đĩa khác"
    try:
        last = datetime.fromisoformat(str(made[-1]["time"]))
    except (IndexError, KeyError, ValueError):
        return Line("backup", "warning", f"Nhật ký chưa có lần sao lưu nào. Hãy sao lưu: {command}.")
    when = ledger.in_vietnam(last.astimezone(UTC).replace(tzinfo=None))
    facts = {"last": last.isoformat(timespec="seconds")}
    if datetime.now(UTC) - last > _RECENT:
        said = f"Lần sao lưu gần nhất đã quá 7 ngày ({when:%d/%m/%Y}). Hãy sao lưu: {command}."
        return Line("backup", "warning", said, facts)
    return Line("backup", "ok", f"Sao lưu gần nhất lúc {when:%H:%M %d/%m/%Y}.", facts)
