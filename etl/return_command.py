"""python -m etl return: files with their problems marked in them, to be sent back to who sent them."""

import argparse
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from etl import console, pipeline
from etl.console import OUTCOMES
from etl.model import FileReport, PersonCanActError, ReceivedFile
from etl.returned import NotReturnableError, Returned, returned_workbook
from etl.returned.stored import of_submission
from etl.snapshots import Warehouse

_MISUSE = 2


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `return` to the program's commands."""
    returning = commands.add_parser("return", parents=[common], help="write files with their problems marked in them")
    returning.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    returning.add_argument("--out", required=True, type=Path, metavar="FOLDER", help="where they are written")
    returning.set_defaults(run=_return)


def _return(options: argparse.Namespace, warehouse: Warehouse) -> int:
    out: Path = options.out
    if out.exists() and not out.is_dir():
        print(f"{out} không phải là thư mục. Hãy chọn một thư mục.", file=sys.stderr)
        return _MISUSE
    files = pipeline.received_from(options.paths)
    report = pipeline.ingest(files, warehouse, dry_run=True, progress=console.progress())
    console.end_progress()
    must = False
    for file, found in zip(files, report.files, strict=True):
        try:
            made = _made(file, found, report.files, warehouse)
            said = f"không có gì phải sửa ({OUTCOMES[found.outcome]})" if made is None else _write(made, out)
            print(f"{file.name}: {said}")
            must |= made is not None and made.to_correct > 0
        except PersonCanActError as error:
            print(f"{file.name}: chưa trả lại được. {error}", file=sys.stderr)
            must = True
    return report.exit_code or int(must)


def _made(
    file: ReceivedFile, found: FileReport, reports: Sequence[FileReport], warehouse: Warehouse
) -> Returned | None:
    if not found.file_hash:  # it could not even be opened, or is larger than any appendix
        raise NotReturnableError(found.problems[0].sentence)
    if found.outcome == "unchanged":
        twin = next((one for one in reports if one.file_hash == found.file_hash and one.outcome != "unchanged"), None)
        if twin is None:
            console.current(warehouse)
            return of_submission(warehouse, found.file_hash)
        found = twin
    if found.left_out:  # of many files with many problems not all are named
        found = pipeline.ingest([file], warehouse, dry_run=True).files[0]
    return returned_workbook(file.read(), file.name, found.problems)


def _write(made: Returned, out: Path) -> str:
    """Write a workbook beside those that are there, none of which is overwritten: somebody may be correcting one."""
    out.mkdir(parents=True, exist_ok=True)
    stem, ending = Path(made.name).stem, Path(made.name).suffix
    number, path = 1, out / made.name
    while path.exists():
        number += 1
        path = out / f"{stem} ({number}){ending}"
    path.write_bytes(made.data)
    anew = ", chép lại từ bảng" if made.rewritten else ""
    checked = made.lines - made.to_correct
    return (
        f"{made.to_correct} điểm phải sửa, {checked} điểm cần kiểm tra lại, {made.cells} ô được ghi chú{anew} → {path}"
    )
