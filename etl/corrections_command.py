"""python -m etl corrections …: the reviewed corrections of single figures."""

import argparse
from argparse import ArgumentParser
from contextlib import closing
from datetime import date
from pathlib import Path

from etl import console, corrections, database, exchange, reference
from etl.rulebook import TABLES
from etl.snapshots import Warehouse

_STATES = {
    "applied": "đang áp dụng",
    "stopped": "ĐÃ DỪNG: nguồn không còn ghi như chờ đợi",
    "waiting": "chờ số liệu",
    "withdrawn": "đã thu hồi",
}


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `corrections` and what it can do to the program's commands."""
    group = commands.add_parser("corrections", help="reviewed corrections of figures: list, import, export, withdraw")
    actions = group.add_subparsers(required=True, metavar="ACTION")

    listing = actions.add_parser("list", parents=[common], help="the corrections, and whether each applies now")
    listing.set_defaults(run=_list)

    taking = actions.add_parser("import", parents=[common], help="take in a table of corrections")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--dry-run", action="store_true", help="say what would change; write nothing")
    taking.set_defaults(run=_import)

    exporting = actions.add_parser("export", parents=[common], help="all corrections as CSV")
    exporting.add_argument("-o", "--output", type=Path, metavar="FILE")
    exporting.set_defaults(run=_export)

    withdrawing = actions.add_parser("withdraw", parents=[common], help="let a figure stand as reported again")
    withdrawing.add_argument("correction", metavar="ID")
    withdrawing.add_argument("--reason", required=True, metavar="TEXT", help="kept with the correction")
    withdrawing.set_defaults(run=_withdraw)


def _list(options: argparse.Namespace, warehouse: Warehouse) -> int:  # noqa: ARG001 the shape of every command
    with closing(database.open_reading(console.current(warehouse))) as con:
        known, states = corrections.all_of(con), corrections.states(con)
    console.print_lines([_line(one, states[str(one["correction"])]) for one in known], "đính chính")
    return 0


def _line(one: corrections.Record, state: str) -> str:
    level = f"@{one['handled_by']}" if one["handled_by"] else ""
    becomes = "bỏ" if one["action"] == "drop" else f"{one['value']:g}"
    figure = f"{one['reporting_unit']} · {one['period']} · {one['indicator']}{level}"
    return (
        f"{one['correction']} · {_STATES[state]} · {figure} · "
        f"“{one['expected_raw']}” → {becomes} · {one['reason']} · {one['made_by']}, {one['made_on']}"
    )


def _import(options: argparse.Namespace, warehouse: Warehouse) -> int:
    table = exchange.read(options.file, corrections.SHAPES)
    tables, by, today = reference.load(), console.account(), date.today()
    console.bring_up_to_date(warehouse)
    made, snapshot = exchange.carry_out(
        warehouse, lambda con: corrections.plan(con, table.rows, tables, by, today), by=by, dry_run=options.dry_run
    )
    made.notes[:0] = table.notes
    return console.print_plan(made, snapshot, dry_run=options.dry_run)


def _export(options: argparse.Namespace, warehouse: Warehouse) -> int:
    with closing(database.open_reading(console.current(warehouse))) as con:
        known = corrections.all_of(con)
    console.write(exchange.csv_text(TABLES["corrections"], known), options.output)
    return 0


def _withdraw(options: argparse.Namespace, warehouse: Warehouse) -> int:
    by, today = console.account(), date.today()
    console.bring_up_to_date(warehouse)
    made, snapshot = exchange.carry_out(
        warehouse, lambda con: corrections.withdrawal(con, options.correction, options.reason, by, today), by=by
    )
    return console.print_plan(made, snapshot, dry_run=False)
