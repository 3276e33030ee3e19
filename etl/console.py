"""What the commands share: who runs them, which snapshot they read, and how a load is told."""

import contextlib
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

from etl import pipeline
from etl.database import WarehouseError
from etl.exchange import Plan
from etl.model import FileReport, LoadReport, Problem, Progress
from etl.problems import SEVERITIES
from etl.snapshots import Warehouse

OUTCOMES = {"loaded": "đã nạp", "partly": "nạp một phần", "unchanged": "không có gì mới", "refused": "không nạp"}


def current(warehouse: Warehouse) -> Path:
    """The snapshot to read, of this release's schema and tables.

    Raises:
        WarehouseError: there is none yet.
    """
    found = warehouse.sound()
    if found is None:
        raise WarehouseError(
            f"Chưa có kho số liệu ở {warehouse.folder}. Hãy nạp trước: python -m etl load data/appendices"
        )
    pipeline.refresh(warehouse)
    return warehouse.sound() or found


def bring_up_to_date(warehouse: Warehouse) -> None:
    """Where there is a snapshot, one of this release's schema and tables: an import is compared with it first."""
    if warehouse.current() is not None:
        pipeline.refresh(warehouse)


def tell_damage(warehouse: Warehouse) -> None:
    """Say which snapshots a command passed over because they are damaged or gone; nothing where there are none."""
    if warehouse.passed:
        print(
            f"Lưu ý: bản số liệu {', '.join(sorted(warehouse.passed))} bị hỏng hoặc bị mất nên chương trình dùng bản "
            "trước đó. Khi nạp, các tệp của bản hỏng được nạp lại từ tệp gốc còn giữ; câu trả lời, đính chính và lượt "
            "thu hồi làm trong bản đó phải làm lại.",
            file=sys.stderr,
        )


def account() -> str:
    """Who runs the command."""
    with contextlib.suppress(Exception):  # no account name in some containers
        return getpass.getuser()
    return "không rõ"


def progress() -> Progress | None:
    """Something to tell how far a load is: one line over the last one, on a terminal only."""

    def show(done: int, total: int, what: str) -> None:
        print(f"\r\033[K[{done}/{total}] {what}", end="", file=sys.stderr, flush=True)

    return show if sys.stderr.isatty() else None


def end_progress() -> None:
    """Leave nothing of it on the terminal."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)


def print_report(report: LoadReport) -> None:
    """What became of each file, in words."""
    for file in report.files:
        _print_file(file)
    loaded = sum(file.figures for file in report.files)
    if report.dry_run:
        print(f"Chạy thử: {len(report.files)} tệp, {loaded} số liệu sẽ được nạp; chưa ghi gì.")
    elif report.snapshot:
        print(f"Đã công bố {report.snapshot}: {loaded} số liệu từ {len(report.files)} tệp.")
    else:
        print("Không có gì để nạp.")


def print_plan(plan: Plan, snapshot: str, *, dry_run: bool) -> int:
    """What an import did, would do or must ask first; returns the exit code."""
    for note in plan.notes:
        print(f"Lưu ý: {note}")
    if plan.questions:
        for question in plan.questions:
            print(question, file=sys.stderr)
        print(f"{len(plan.questions)} điểm cần sửa; chưa ghi gì. Hãy sửa bảng rồi nhập lại.", file=sys.stderr)
        return 1
    for line in plan.said:
        print(f"  {line}")
    if not plan.said:
        print("Không có gì mới.")
    elif dry_run:
        print("Chạy thử: chưa ghi gì.")
    else:
        print(f"Đã công bố {snapshot}.")
    return 0


def print_lines(lines: Sequence[str], what: str) -> None:
    """A list, and how long it is."""
    for line in lines:
        print(line)
    print(f"{len(lines)} {what}")


def write(text: str, output: Path | None) -> None:
    """A table to a file, or to the terminal."""
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8", newline="")


def _print_file(file: FileReport) -> None:
    print(f"{file.file}: {OUTCOMES[file.outcome]}")
    if file.figures:
        words = (("new", "mới"), ("same", "như cũ"), ("changed", "thay đổi"), ("vanished", "không còn"))
        counts = ", ".join(f"{file.counts.get(key, 0)} {word}" for key, word in words)
        print(f"  {', '.join(file.reporting_units)} · {', '.join(file.periods)} · {file.figures} số liệu ({counts})")
    for found in file.problems:
        print(f"  {SEVERITIES[found.severity]:<16} {_where(found)}{found.sentence} [{found.code}]")
    if file.left_out:
        print(f"  … và {file.left_out} điểm khác; xem danh sách bằng python -m etl problems")


def _where(found: Problem) -> str:
    place = "!".join(part for part in (found.place.sheet, found.place.cell) if part)
    return f"{place}: " if place else ""
