"""python -m etl units …: the reporting units, what became of them, and tables that tell the program so."""

import argparse
from argparse import ArgumentParser
from contextlib import closing
from datetime import date
from pathlib import Path

from etl import console, database, exchange
from etl.snapshots import Warehouse
from etl.unit_plan import plan as plan
from etl.unit_tables import ALIAS_COLUMNS, EVENT_COLUMNS, SHAPES, UNIT_COLUMNS


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `units` and what it can do to the program's commands."""
    units = commands.add_parser("units", help="reporting units over time: list, import, export")
    actions = units.add_subparsers(required=True, metavar="ACTION")

    taking = actions.add_parser("import", parents=[common], help="take in the official conversion table, or events")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--document", default="", metavar="TEXT", help="the legal document, where the table has none")
    taking.add_argument(
        "--date", type=date.fromisoformat, metavar="DAY", help="first day of the new units (2025-07-01)"
    )
    taking.add_argument("--dry-run", action="store_true", help="say what would change; write nothing")
    taking.set_defaults(run=_import)

    listing = actions.add_parser("list", parents=[common], help="the units with their codes and days")
    listing.add_argument("--changes", action="store_true", help="what became of units instead")
    listing.add_argument("--aliases", action="store_true", help="other spellings of their names instead")
    listing.set_defaults(run=_list)

    exporting = actions.add_parser("export", parents=[common], help="what the office imported, as CSV")
    exporting.add_argument("--changes", action="store_true", help="what became of units instead")
    exporting.add_argument("--aliases", action="store_true", help="other spellings of their names instead")
    exporting.add_argument("-o", "--output", type=Path, metavar="FILE")
    exporting.set_defaults(run=_export)


def _import(options: argparse.Namespace, warehouse: Warehouse) -> int:
    table = exchange.read(options.file, SHAPES)
    console.bring_up_to_date(warehouse)
    made, snapshot = exchange.carry_out(
        warehouse,
        lambda con: plan(con, table, options.date, options.document),
        by=console.account(),
        dry_run=options.dry_run,
    )
    return console.print_plan(made, snapshot, dry_run=options.dry_run)


def _list(options: argparse.Namespace, warehouse: Warehouse) -> int:
    with closing(database.open_reading(console.current(warehouse))) as con:
        query, what = (_ALIASES, "cách ghi") if options.aliases else (_UNITS, "đơn vị")
        query, what = (_CHANGES, "thay đổi") if options.changes else (query, what)
        lines = con.execute(query).fetchall()
    console.print_lines([line for (line,) in lines], what)
    return 0


def _export(options: argparse.Namespace, warehouse: Warehouse) -> int:
    columns: tuple[str, ...] = UNIT_COLUMNS
    table, mine = "reporting_units", "status"
    if options.changes:
        columns, table, mine = EVENT_COLUMNS, "reporting_unit_events", "origin"
    elif options.aliases:
        columns, table, mine = ALIAS_COLUMNS, "reporting_unit_aliases", "origin"
    query = (
        f"SELECT {', '.join(f'{name}::TEXT' for name in columns)} FROM {table} WHERE {mine} = 'imported' ORDER BY ALL"  # noqa: S608 our own words
    )
    with closing(database.open_reading(console.current(warehouse))) as con:
        found = con.execute(query).fetchall()
    rows = [{name: value or "" for name, value in zip(columns, row, strict=True)} for row in found]
    console.write(exchange.csv_text(columns, rows), options.output)
    return 0


_UNITS = """
SELECT concat_ws(' · ', reporting_unit, name, parent_name, code,
                 CASE WHEN valid_from > DATE '1900-01-01' THEN 'từ ' || strftime(valid_from, '%d/%m/%Y') END,
                 'đến ' || strftime(valid_to, '%d/%m/%Y'),
                 CASE status WHEN 'provisional' THEN 'tạm' WHEN 'imported' THEN 'đã nhập' END)
FROM reporting_units ORDER BY coalesce(province, name), level <> 'province', reporting_unit"""
_ALIASES = """
SELECT concat_ws(' · ', a.alias, nullif(a.province, ''), '→ ' || coalesce(u.name, '?'), a.reporting_unit, a.reason,
                 CASE a.origin WHEN 'imported' THEN 'đã nhập' END)
FROM reporting_unit_aliases a LEFT JOIN reporting_units u USING (reporting_unit) ORDER BY a.alias, a.province"""
_CHANGES = """
SELECT strftime(e.valid_from, '%d/%m/%Y') || ' · ' || e.event || ' · ' || coalesce(o.name, e.old_unit) || ' ('
       || e.old_unit || ') → ' || CASE e.new_unit WHEN '' THEN '—'
                                  ELSE coalesce(n.name, e.new_unit) || ' (' || e.new_unit || ')' END
       || ' · ' || e.relation || ' · ' || e.document || CASE e.origin WHEN 'imported' THEN ' · đã nhập' ELSE '' END
FROM reporting_unit_events e
LEFT JOIN reporting_units o ON o.reporting_unit = e.old_unit
LEFT JOIN reporting_units n ON n.reporting_unit = e.new_unit
ORDER BY e.valid_from, e.new_unit, e.old_unit"""
