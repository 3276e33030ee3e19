"""python -m etl move FROM TO | compact: a warehouse to another home, and a lake kept small."""

import argparse
import sys
from argparse import ArgumentParser

from etl import homes, moving
from etl.database import WarehouseError
from etl.lake.warehouse import LakeWarehouse
from etl.snapshots import Warehouse, default_address


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `move` and `compact` to the program's commands."""
    going = commands.add_parser("move", help="bring a warehouse into another folder or a shared lake")
    going.add_argument("source", metavar="FROM", help="folder or lake that has the figures")
    going.add_argument("target", metavar="TO", help="folder or lake that is empty")
    going.set_defaults(run=_move, warehouse=default_address())
    tidying = commands.add_parser("compact", parents=[common], help="merge and delete what a shared lake need not keep")
    tidying.set_defaults(run=_compact)


def _move(options: argparse.Namespace, _warehouse: Warehouse) -> int:
    def told(what: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[KĐang chuyển {what}", end="", file=sys.stderr, flush=True)

    done = moving.move(homes.at(options.source), homes.at(options.target), told)
    told("xong\n")
    print(
        f"Đã chuyển sang {done.snapshot}: {done.figures} số liệu, {done.originals} tệp gốc và {done.drafts} bản nháp "
        f"được đưa sang lần này. Đã đối chiếu từng bảng và bản xuất của hai kho: SHA-256 {done.checksum}."
    )
    for name in done.left_out:
        print(f"Tệp gốc {name} không còn nguyên vẹn nên không được chuyển. Hãy xin lại tệp này.", file=sys.stderr)
    return int(bool(done.left_out))


def _compact(_options: argparse.Namespace, warehouse: Warehouse) -> int:
    if not isinstance(warehouse, LakeWarehouse):
        raise WarehouseError("Kho này là một thư mục: bản số liệu cũ tự được dọn sau mỗi lần nạp, không cần lệnh này.")
    files = warehouse.compact()
    print(f"Đã dọn kho chung: số liệu nằm trong {files} tệp Parquet.")
    return 0
