"""Who holds the loader's lock, for those who wait too long for it. Only words: the lock is the lock."""

import contextlib
import getpass
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from etl.ledger import in_vietnam


@contextlib.contextmanager
def named(place: Path) -> Iterator[None]:
    """Say at `place` that this process holds the lock; of one that is killed the word stays until the next."""
    with contextlib.suppress(Exception):  # no account name in some containers, or no room: not worth a load
        said = {"who": getpass.getuser(), "process": os.getpid(), "since": datetime.now(UTC).timestamp()}
        place.write_text(json.dumps(said), encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            place.unlink()


def told(place: Path) -> str:
    """' (của an, tiến trình 4711, từ 08:15 20/11/2026)', or nothing where it is not known."""
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
        since = in_vietnam(datetime.fromtimestamp(float(said["since"]), UTC))
        return f" (của {said['who']}, tiến trình {said['process']}, từ {since:%H:%M %d/%m/%Y})"
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return ""
