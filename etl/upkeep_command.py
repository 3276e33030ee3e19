"""python -m etl doctor | backup | restore BACKUP | bundle: health, a copy in one file and back, what to send."""

import argparse
import json
import sys
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from etl import console, deeds, ledger
from etl.snapshots import Warehouse
from etl.upkeep import bundle, doctor
from etl.upkeep.backing_up import backup
from etl.upkeep.restoring import restore as bring_back

_MEGABYTE = 2**20
_STANDINGS = {"ok": "TỐT", "warning": "CẢNH BÁO", "trouble": "SỰ CỐ"}


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `doctor`, `backup` and `bundle` to the program's commands."""
    backing = commands.add_parser("backup", parents=[common], help="write figures, originals and drafts into one file")
    backing.add_argument("target", type=Path, metavar="TARGET", help="the file, or a folder for it")
    backing.set_defaults(run=_backup)
    looking = commands.add_parser("doctor", parents=[common], help="look at everything this installation rests on")
    looking.add_argument("--quick", action="store_true", help="only whether the figures can be read")
    looking.add_argument("--json", action="store_true", help="print a JSON object")
    looking.set_defaults(run=_doctor)
    sending = commands.add_parser("bundle", parents=[common], help="write what to send when something failed")
    sending.add_argument("out", type=Path, metavar="OUT", help="a new .zip")
    sending.set_defaults(run=_bundle)


def _backup(options: argparse.Namespace, warehouse: Warehouse) -> int:
    console.bring_up_to_date(warehouse)  # after an update: a backup is of this release's schema
    told: dict[str, Any] = {"target": str(options.target)}
    with deeds.doing(warehouse.folder, console.account(), "back_up", told):
        done = backup(warehouse, options.target)
        told["snapshot"] = done.snapshot
    print(
        f"Đã sao lưu {done.snapshot}, {done.originals} tệp gốc và {done.drafts} bản nháp vào {done.path} "
        f"({done.size / _MEGABYTE:.1f} MB); đã đọc lại và đối chiếu."
    )
    for name in done.left_out:
        print(f"Tệp gốc {name} không còn nguyên vẹn nên không được sao lưu. Hãy xin lại tệp này.", file=sys.stderr)
    return int(bool(done.left_out))


def _doctor(options: argparse.Namespace, warehouse: Warehouse) -> int:
    lines = doctor.examine(warehouse, quick=options.quick)
    if options.json:
        print(json.dumps(doctor.to_data(lines), ensure_ascii=False, indent=2))
    else:
        for line in lines:
            print(f"{_STANDINGS[line.standing]:<9} {line.said}")
    return doctor.exit_code(lines)


def _bundle(options: argparse.Namespace, warehouse: Warehouse) -> int:
    bundle.write(warehouse, options.out)
    print(
        f"Đã ghi gói chẩn đoán {options.out}: nhật ký, phiên bản, tình trạng; không có số liệu, tệp gốc hay tên. "
        "Hãy mở xem rồi gửi cho người hỗ trợ."
    )
    return 0


def restore(source: Path, warehouse: Warehouse, *, replace: bool) -> int:
    """Bring a backup back and say what came of it; the exit code."""
    done = bring_back(warehouse, source, replace=replace)
    facts: dict[str, Any] = {"source": str(source), "snapshot": done.snapshot, "made_at": done.made_at}
    with deeds.doing(warehouse.folder, console.account(), "bring_back", facts):  # by now the log is there again
        pass
    made_at = ledger.in_vietnam(datetime.fromisoformat(done.made_at).replace(tzinfo=None))
    console.bring_up_to_date(warehouse)
    print(
        f"Đã khôi phục bản sao lưu lúc {made_at:%H:%M %d/%m/%Y} thành {done.snapshot}: {done.originals} tệp gốc và "
        f"{done.drafts} bản nháp được đưa lại."
    )
    if done.kept is not None:
        print(f'Số liệu trước đó được giữ ở {done.kept}; quay lại bằng: python -m etl restore "{done.kept}" --replace')
    for name in done.drafts_left:
        print(f"Bản nháp {name} đang có ở đây và khác bản trong sao lưu; bản đang có được giữ nguyên.")
    return 0
