"""The audit trail: who changed which row of the catalogue, when, and what it said before. Only appended to.

A change is also what a person sees before confirming it: preview, trail and the check that nothing came between are one
comparison.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import duckdb

from etl import derive, ledger, load

Action = Literal["added", "changed", "removed"]
Fields = Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """A row of a table that is new, other or gone.

    `old` and `new` hold what is filled in; of a changed row only the fields that differ. `row` is the row of the table
    that was handed in, 0 where there is none.
    """

    table: str
    action: Action
    key: str
    old: Fields
    new: Fields
    row: int = 0


def difference(
    table: str, key: str, old: Mapping[str, object] | None, new: Mapping[str, object] | None, row: int = 0
) -> Change:
    """The change from one state of a row to another; None is no row."""
    before, after = _plain(old or {}), _plain(new or {})
    if old is None or new is None:
        return Change(table, "added" if old is None else "removed", key, before, after, row)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return Change(
        table,
        "changed",
        key,
        {name: before.get(name, "") for name in names},
        {name: after.get(name, "") for name in names},
        row,
    )


def fingerprint(changes: Iterable[Change]) -> str:
    """The same for the same changes, wherever their rows stand in a file."""
    told = sorted(json.dumps([c.table, c.action, c.key, dict(c.old), dict(c.new)], sort_keys=True) for c in changes)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def write(con: duckdb.DuckDBPyConnection, changes: Sequence[Change], by: str) -> None:
    """Append changes to the trail, within the transaction that stores them."""
    last = con.execute("SELECT coalesce(max(change), 0) FROM audit").fetchone()
    first, made_at, after = (last[0] if last else 0) + 1, ledger.now(), derive.last_load(con)
    rows: list[dict[str, object]] = [
        {
            "change": number, "made_at": made_at, "made_by": by, "changed_table": change.table,
            "action": change.action, "changed_row": change.key, "old": _json(change.old), "new": _json(change.new),
            "load": after,
        }
        for number, change in enumerate(changes, start=first)
    ]  # fmt: skip
    load.insert_rows(con, "audit", rows)


def _plain(record: Mapping[str, object]) -> dict[str, str]:
    """The fields that are filled in, as text."""
    return {name: text for name, value in record.items() if (text := _text(value))}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def _json(fields: Fields) -> str:
    return json.dumps(dict(fields), ensure_ascii=False)
