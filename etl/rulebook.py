"""The reviewed tables of data/reference by which figures are judged once they are read; kept as they stand in the file.

Reading does not depend on them, so a change of one makes no file read otherwise.
"""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "reference"
# File of data/reference → its columns. The warehouse's table of the same name has them too.
TABLES: Mapping[str, tuple[str, ...]] = {
    "reporting_unit_events": ("event", "old_unit", "new_unit", "relation", "valid_from", "document"),
    "corrections": (
        "correction", "reporting_unit", "period", "indicator", "handled_by", "source", "expected_raw", "action",
        "value", "reason", "made_by", "made_on", "status",
    ),
    "rules": ("line", "rule", "kind", "terms", "severity", "name", "sentence", "source", "codes"),
    "limits": ("name", "value", "measure", "source"),
    "targets": (
        "target", "indicator", "handled_by", "level", "reporting_unit", "year", "value", "band_good", "band_watch",
        "decided_on", "document", "note",
    ),
}  # fmt: skip
# What tells the rows of a table apart: one that an office took in stands before the shipped one of the same key.
KEYS: Mapping[str, tuple[str, ...]] = {
    "reporting_unit_events": ("old_unit", "new_unit", "valid_from"),
    "corrections": ("correction",),
    "limits": ("name",),
    "rules": ("line",),
    "targets": ("target",),
}

Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Rulebook:
    """The rows of each table as text; `fingerprint` changes whenever one of them does."""

    fingerprint: str
    tables: Mapping[str, Rows]


def load(folder: Path = FOLDER) -> Rulebook:
    """Read the tables.

    Raises:
        OSError: a table is missing.
        ValueError: a table lacks a column, or has one too many.
    """
    digest = hashlib.sha256()
    for name in TABLES:
        digest.update(name.encode() + b"\0" + (folder / f"{name}.csv").read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return _parsed(folder, digest.hexdigest()[:16])


@lru_cache(maxsize=2)
def _parsed(folder: Path, fingerprint: str) -> Rulebook:
    tables = {name: rows(folder, name) for name in TABLES}
    for name, found in tables.items():
        check_columns(name, found)
    return Rulebook(fingerprint, tables)


def check_columns(name: str, found: Rows) -> None:
    """Refuse a table whose columns are not those it should have.

    Raises:
        ValueError: names the columns that are missing or too many.
    """
    odd = {column for row in found for column in set(row) ^ set(TABLES[name])}
    if odd:
        raise ValueError(f"{name}.csv: columns {', '.join(sorted(map(str, odd)))}")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one table by column."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))
