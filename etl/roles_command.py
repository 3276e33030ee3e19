"""python -m etl roles …: who may do what for which units.

Whoever can run commands can read and write the warehouse's files, so commands ask for no role; they are how a locked
office gets in again.
"""

import argparse
import json
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing

from etl import catalogue_words, console, database, exchange, grants
from etl.roles import EVERYWHERE, ROLES
from etl.snapshots import Warehouse


def add(commands: "argparse._SubParsersAction[ArgumentParser]", common: ArgumentParser) -> None:
    """Add `roles` and what it can do to the program's commands."""
    group = commands.add_parser("roles", help="who may do what for which units: list, grant, revoke")
    actions = group.add_subparsers(required=True, metavar="ACTION")

    listing = actions.add_parser("list", parents=[common], help="every grant")
    listing.add_argument("--json", action="store_true", help="print a JSON list")
    listing.set_defaults(run=_list)

    for name, told in (("grant", "give a person a role"), ("revoke", "take a role from a person")):
        action = actions.add_parser(name, parents=[common], help=told)
        action.add_argument("person", metavar="ACCOUNT", help="as the person signs in")
        action.add_argument("role", choices=ROLES, metavar="ROLE", help=", ".join(ROLES))
        action.add_argument(
            "units",
            nargs="*",
            metavar="UNIT",
            default=[EVERYWHERE],
            help="code or name, with all below it (default: *)",
        )
        action.add_argument("--dry-run", action="store_true", help="say what would change; write nothing")
        action.set_defaults(run=_change, is_revoking=name == "revoke")


def _list(options: argparse.Namespace, warehouse: Warehouse) -> int:
    with closing(database.open_reading(console.current(warehouse))) as con:
        found = grants.all_of(con)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2, default=str))
        return 0
    console.print_lines([_line(one) for one in found], "vai trò")
    return 0


def _line(one: dict[str, object]) -> str:
    role = catalogue_words.ROLES.get(str(one["role"]), one["role"])
    return f"{one['person']} · {role} ({one['role']}) · {one['remit']} · {one['granted_by']}"


def _change(options: argparse.Namespace, warehouse: Warehouse) -> int:
    console.bring_up_to_date(warehouse)
    units: Sequence[str] = options.units
    by = console.account()
    made, snapshot = exchange.carry_out(
        warehouse,
        lambda con: grants.granting(con, options.person, options.role, units, by, revoke=options.is_revoking),
        by=by,
        dry_run=options.dry_run,
    )
    return console.print_plan(made, snapshot, dry_run=options.dry_run)
