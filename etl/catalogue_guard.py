"""Which units a change of the catalogue is about: what a person's roles must reach before it is stored."""

from collections.abc import Sequence

import duckdb

from etl import exchange, grants, guard
from etl.audit import Change
from etl.exchange import Plan
from etl.guard import Allowed
from etl.roles import EVERYWHERE

_KEYS = {"corrections": "correction", "targets": "target"}


def check(con: duckdb.DuckDBPyConnection, allowed: Allowed, made: Plan) -> None:
    """Stop a plan that is about units beyond what the person holds.

    Raises:
        NotAllowedError: names the units.
    """
    for change in made.changes:
        guard.check_units(con, allowed, exchange.action_of([change]), units_of(con, [change]))


def units_of(con: duckdb.DuckDBPyConnection, changes: Sequence[Change]) -> set[str]:
    """The units that changes are about, before and after; `EVERYWHERE` where it is more than single ones."""
    found = grants.touched(changes)
    for change in changes:
        if change.table in _KEYS:
            found |= {unit or EVERYWHERE for unit in _named(con, change)}
        elif change.table != "roles":
            found.add(EVERYWHERE)
    return found


def _named(con: duckdb.DuckDBPyConnection, change: Change) -> set[str]:
    """What a changed row does not change it does not say: the stored one does."""
    key = _KEYS[change.table]
    query = f"SELECT reporting_unit FROM {change.table} WHERE {key} = ?"  # noqa: S608 of our own two
    stored = {unit for (unit,) in con.execute(query, [change.key]).fetchall()}
    told = {fields["reporting_unit"] for fields in (change.old, change.new) if "reporting_unit" in fields}
    if change.action == "added" and "reporting_unit" not in change.new:
        told.add("")
    return stored | told or {""}
