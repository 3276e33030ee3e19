"""python -m etl targets …: what units are expected to reach, and by which document."""

import argparse
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path

from etl import console, database, exchange, reference, targets
from etl.rulebook import TABLES
from etl.snapshots import Warehouse


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `targets` and what it can do to the program's commands."""
    group = commands.add_parser("targets", help="targets and thresholds: list, import, export")
    actions = group.add_subparsers(required=True, metavar="ACTION")

    listing = actions.add_parser("list", parents=[common], help="the targets, with their documents")
    listing.set_defaults(run=_list)

    taking = actions.add_parser("import", parents=[common], help="take in a table of targets")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--dry-run", action="store_true", help="say what would change; write nothing")
    taking.set_defaults(run=_import)

    exporting = actions.add_parser("export", parents=[common], help="all targets as CSV")
    exporting.add_argument("-o", "--output", type=Path, metavar="FILE")
    exporting.set_defaults(run=_export)


def _list(options: argparse.Namespace, warehouse: Warehouse) -> int:  # noqa: ARG001 the shape of every command
    with closing(database.open_reading(console.current(warehouse))) as con:
        known = targets.all_of(con)
    console.print_lines([_line(one) for one in known], "mục tiêu")
    return 0


def _line(one: targets.Record) -> str:
    level = f"@{one['handled_by']}" if one["handled_by"] else ""
    whose = one["reporting_unit"] or one["level"] or "mọi đơn vị"
    year = one["year"] or "mọi năm"
    return f"{one['target']} · {one['indicator']}{level} · {whose} · {year} · {one['value']:g} · {one['document']}"


def _import(options: argparse.Namespace, warehouse: Warehouse) -> int:
    table, tables = exchange.read(options.file, targets.SHAPES), reference.load()
    console.bring_up_to_date(warehouse)
    made, snapshot = exchange.carry_out(
        warehouse, lambda con: targets.plan(con, table.rows, tables), by=console.account(), dry_run=options.dry_run
    )
    made.notes[:0] = table.notes
    return console.print_plan(made, snapshot, dry_run=options.dry_run)


def _export(options: argparse.Namespace, warehouse: Warehouse) -> int:
    with closing(database.open_reading(console.current(warehouse))) as con:
        known = targets.all_of(con)
    console.write(exchange.csv_text(TABLES["targets"], known), options.output)
    return 0
