"""python -m etl audit: the log of who did what, when, to which figures."""

import argparse
import json
import sys
from argparse import ArgumentParser
from datetime import UTC, date, datetime
from pathlib import Path

from etl import console, deed_list, deeds, ledger
from etl.deeds import Deed
from etl.snapshots import Warehouse

_MISUSE = 2


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `audit` to the program's commands."""
    listing = commands.add_parser("audit", parents=[common], help="who did what, when, to which figures")
    listing.add_argument("--person", default="", metavar="ACCOUNT", help="only of this account")
    listing.add_argument("--deed", default="", choices=("", *deeds.KINDS), metavar="DEED", help="only of this kind")
    listing.add_argument("--from", dest="first", type=_day, metavar="DATE", help="from this day on, in Vietnam")
    listing.add_argument("--to", dest="last", type=_day, metavar="DATE", help="to the end of this day")
    listing.add_argument("--json", action="store_true", help="print a JSON list")
    listing.add_argument("-o", "--output", type=Path, metavar="FILE", help="write CSV for Excel to a file")
    listing.add_argument("--check", action="store_true", help="only whether a line was changed, taken out or put in")
    listing.set_defaults(run=_run)


def _run(options: argparse.Namespace, warehouse: Warehouse) -> int:
    log = warehouse.log()
    broken = [*log.broken, *log.differing]
    if log.is_partial:
        print("Kho chung không trả lời: chỉ có nhật ký của máy này.", file=sys.stderr)
    if options.check:
        for place in log.broken:
            print(f"Dòng {place} không nối với dòng trước: đã bị sửa, bớt hoặc chèn.", file=sys.stderr)
        for place in log.differing:
            print(f"Dòng {place} của máy này khác bản đã gửi lên kho chung.", file=sys.stderr)
        print(f"{len(log.deeds)} việc, {len(broken)} chỗ đứt.")
        return int(bool(broken))
    if options.first and options.last and options.first > options.last:
        print("--from phải trước --to.", file=sys.stderr)
        return _MISUSE
    found = deed_list.chosen(
        log.deeds, person=options.person, deed=options.deed, first=options.first, last=options.last
    )
    if options.output is not None:
        console.write(deed_list.csv_text(found), options.output)
    elif options.json:
        print(json.dumps([deeds.to_data(one) for one in found], ensure_ascii=False, indent=2))
    else:
        console.print_lines([_line(one) for one in found], "việc")
    if broken:
        print(f"Lưu ý: nhật ký đã bị sửa ở {', '.join(broken[:5])}; xem --check.", file=sys.stderr)
    return 0


def _line(one: Deed) -> str:
    when = ledger.in_vietnam(datetime.fromisoformat(one.at).astimezone(UTC).replace(tzinfo=None))
    told = [f"{name}={value}" for name, value in one.facts.items()]
    return " · ".join(
        [
            str(one.number),
            f"{when:%d/%m/%Y %H:%M:%S}",
            *([one.machine] if one.machine else []),
            one.person,
            one.deed,
            one.outcome,
            *one.units,
            *one.periods,
            *told,
        ]
    )


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"{text}: expected 2026-11-20 or 20/11/2026")
