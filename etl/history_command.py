"""python -m etl loads | withdraw | restore: what changed the figures, and taking it back; and what was known when."""

import argparse
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from etl import console, database, ledger, upkeep_command, withdrawal
from etl.model import PersonCanActError
from etl.snapshots import Warehouse
from etl.withdrawal import NoSuchLoadError, Withdrawn

_MISUSE = 2
_KINDS = {"load": "nạp", "withdrawal": "thu hồi", "restoration": "khôi phục"}


class NothingKnownError(PersonCanActError):
    """Nothing had been loaded by the day that was asked for."""


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `loads`, `withdraw` and `restore` to the program's commands."""
    listing = commands.add_parser("loads", parents=[common], help="what changed the figures, newest first")
    listing.add_argument("--json", action="store_true", help="print a JSON list")
    listing.set_defaults(run=_list)
    taking = commands.add_parser("withdraw", parents=[common], help="take a load, or files of it, out of the figures")
    taking.add_argument("load", type=int, metavar="LOAD", help="number of the load (see loads)")
    taking.set_defaults(run=_change, change=withdrawal.withdraw)
    bringing = commands.add_parser(
        "restore", parents=[common], help="bring withdrawn files of a load, or a backup, back"
    )
    bringing.add_argument("load", type=_load_or_backup, metavar="LOAD|BACKUP", help="number of the load, or the backup")
    bringing.add_argument("--replace", action="store_true", help="of a backup: also where there are figures")
    bringing.set_defaults(run=_restore, change=withdrawal.restore)
    for changing in (taking, bringing):
        changing.add_argument("--file", action="append", default=[], metavar="NAME", help="only this; may be repeated")
        changing.add_argument(
            "--reason", required=changing is taking, type=_words, metavar="TEXT", help="kept with the entry of a load"
        )


def moment(text: str) -> int | date:
    """The argument of `export --known-on`: the number of a load, or a day.

    Raises:
        ArgumentTypeError: it is neither.
    """
    if text.isdecimal() and text.isascii():
        return int(text)
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"{text}: expected the number of a load, 2026-11-20 or 20/11/2026")


def opened(snapshot: Path, when: int | date | None) -> duckdb.DuckDBPyConnection:
    """A snapshot for reading, or what was known of it at a moment; a day is known to its end in Vietnam.

    Raises:
        NoSuchLoadError: no load has that number.
        NothingKnownError: nothing had been loaded by that day.
    """
    con = database.open_reading(snapshot)
    if when is None:
        return con
    with closing(con):
        made = dict(con.execute("SELECT load, made_at FROM loads").fetchall())
    if isinstance(when, int):
        if when not in made:
            raise NoSuchLoadError(f"Không có lần nạp {when}. Hãy xem danh sách bằng `python -m etl loads`.")
        return database.open_known_on(snapshot, when)
    known = [number for number, at in made.items() if ledger.in_vietnam(at).date() <= when]
    if not known:
        raise NothingKnownError(f"Đến hết ngày {when:%d/%m/%Y} kho số liệu chưa có lần nạp nào.")
    return database.open_known_on(snapshot, max(known))


def _list(options: argparse.Namespace, warehouse: Warehouse) -> int:
    with closing(database.open_reading(console.current(warehouse))) as con:
        result = con.execute("FROM load_history ORDER BY load DESC")
        columns = [column[0] for column in result.description or ()]
        found = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    for one in found:
        one["made_at"] = ledger.in_vietnam(one["made_at"]).isoformat(timespec="seconds") + "+07:00"
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    console.print_lines([_line(one) for one in found], "lần")
    return 0


def _line(one: dict[str, Any]) -> str:
    taken_back = f" · {one['withdrawn']} tệp đã thu hồi" if one["withdrawn"] else ""
    reason = f" · lý do: {one['reason']}" if one["reason"] else ""
    return (
        f"{one['load']:>4}  {_KINDS[one['kind']]:<9} · {datetime.fromisoformat(one['made_at']):%d/%m/%Y %H:%M} · "
        f"{one['made_by']} · {one['files']} tệp, {one['figures']} số liệu{taken_back}{reason}"
    )


def _change(options: argparse.Namespace, warehouse: Warehouse) -> int:
    console.current(warehouse)
    change: Callable[..., Withdrawn] = options.change
    try:
        done = change(warehouse, options.load, console.account(), reason=options.reason, files=options.file)
    except NoSuchLoadError as error:
        print(error, file=sys.stderr)
        return _MISUSE
    what = "Đã thu hồi" if change is withdrawal.withdraw else "Đã khôi phục"
    print(f"{what} {len(done.files)} tệp của lần nạp {options.load} (lần {done.load}): {', '.join(done.files)}.")
    print(f"Đã công bố {done.snapshot}.")
    return 0


def _restore(options: argparse.Namespace, warehouse: Warehouse) -> int:
    """A load where a number is given, a backup where it is a file."""
    if isinstance(options.load, Path):
        if options.file or options.reason:
            print("--file và --reason chỉ dùng khi khôi phục một lần nạp, không dùng với bản sao lưu.", file=sys.stderr)
            return _MISUSE
        return upkeep_command.restore(options.load, warehouse, replace=options.replace)
    if options.replace or not options.reason:
        print("Khôi phục một lần nạp cần --reason; --replace chỉ dùng với bản sao lưu.", file=sys.stderr)
        return _MISUSE
    return _change(options, warehouse)


def _load_or_backup(text: str) -> int | Path:
    return int(text) if text.isascii() and text.isdecimal() else Path(text)


def _words(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a reason is needed")
    return " ".join(text.split())
