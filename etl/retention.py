"""Which old snapshots are kept: by number and age, as `settings.toml` in the warehouse says.

The file lies in the warehouse and not in an environment, so that a load from the screen and one from the command line
go by the same rule. A file that is not understood keeps everything: nothing is deleted by a slip of the pen. Originals
are never deleted.
"""

import time
import tomllib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from etl import base, database, files, seals

NAME = "settings.toml"
KEPT = 5  # snapshots, without a file
_DAY = 24 * 3600
_MOST = 10_000  # snapshots or days: more is a slip


class Retention(NamedTuple):
    """At least `keep` of the newest snapshots, and all that are younger than `keep_days`."""

    keep: int = KEPT
    keep_days: int = 0


class NotUnderstoodError(ValueError):
    """The file does not say what it must; the message says what of it."""


def read(folder: Path) -> Retention:
    """What a warehouse's settings say.

    Raises:
        NotUnderstoodError: the file cannot be read, or says something else.
    """
    try:
        told = tomllib.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Retention()
    except (OSError, ValueError) as error:
        raise NotUnderstoodError(NAME) from error
    part = told.get("snapshots", {})
    if not isinstance(part, dict):
        raise NotUnderstoodError("snapshots")
    if unknown := (set(told) - {"snapshots", "accounts"}) | (set(part) - set(Retention._fields)):
        raise NotUnderstoodError(", ".join(sorted(unknown)))
    found = Retention(**part)
    for name, value in found._asdict().items():
        if not isinstance(value, int) or isinstance(value, bool) or not (name == "keep") <= value <= _MOST:
            raise NotUnderstoodError(name)
    return found


def outdated(published: Sequence[Path], folder: Path) -> list[Path]:
    """Those of the published snapshots, the oldest first, that need not be kept."""
    try:
        rule = read(folder)
    except NotUnderstoodError:
        return []
    young = time.time() - rule.keep_days * _DAY
    return [path for path in published[: -rule.keep] if not rule.keep_days or _made(path) < young]


def forget_bases(kept: Sequence[Path], folder: Path) -> None:
    """Delete bases on which no kept snapshot stands; none where one of them does not say on which it does."""
    try:
        named = {_stands_on(path) for path in kept}
    except (database.WarehouseError, *database.BROKEN):
        return
    for file in folder.glob("base-*.duckdb"):
        if file not in named:
            files.remove(seals.place(file))
            files.remove(file)


def _stands_on(snapshot: Path) -> Path | None:
    """As the seal says, or where it has none, which a kill may have left, the snapshot itself."""
    if seals.place(snapshot).exists():
        return seals.base_of(snapshot)
    with closing(database.open_reading(snapshot)) as con:
        name = base.named(con)
    return snapshot.with_name(name) if name else None


def _made(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # deleted meanwhile
        return time.time()
