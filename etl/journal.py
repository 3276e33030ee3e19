"""The program's log: what went wrong, by id. It holds no figures and no text of the files."""

import contextlib
import logging
import logging.handlers
from pathlib import Path

_MEGABYTE = 1024 * 1024


def folder(warehouse: Path) -> Path:
    """Where the log files lie."""
    return warehouse / "logs"


def start(warehouse: Path) -> None:
    """Write the program's log beside the warehouse; without a writable folder it goes to standard error."""
    log = logging.getLogger("cchc")
    if any(getattr(handler, "_cchc", None) == str(warehouse) for handler in log.handlers):
        return
    with contextlib.suppress(OSError):
        folder(warehouse).mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder(warehouse) / "cchc.log", maxBytes=_MEGABYTE, backupCount=3, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        handler._cchc = str(warehouse)  # type: ignore[attr-defined]  # to start once per process and place
        log.addHandler(handler)
        log.propagate = False
