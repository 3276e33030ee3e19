"""The program's log: what went wrong, by id. It holds no figures and no text of the files."""

import logging
import logging.handlers
import traceback
from pathlib import Path

_MEGABYTE = 1024 * 1024
_LONGEST = 4000  # characters of an entry
_LOG = logging.getLogger("cchc")


def folder(warehouse: Path) -> Path:
    """Where the log files lie."""
    return warehouse / "logs"


def start(warehouse: Path) -> None:
    """Write the program's log beside the warehouse from the first entry on; starting twice is starting once."""
    place = folder(warehouse) / "cchc.log"
    if any(isinstance(handler, _LateFile) and handler.place == place for handler in _LOG.handlers):
        return
    _LOG.addHandler(_LateFile(place))
    _LOG.propagate = False


def note(error_id: str, error: BaseException) -> None:
    """Record an error of ours."""
    note_described(error_id, describe(error))


def note_described(error_id: str, said: str) -> None:
    """Record an error of ours that another process describes; one line, whatever that process may have become."""
    _LOG.error("error %s: %s", error_id, " ".join(said[:_LONGEST].split()))


def tell(said: str) -> None:
    """Record what the program did of itself, in words without figures or texts of files."""
    _LOG.warning(said)


def describe(error: BaseException) -> str:
    """An error's kind and where it was raised, not its message (it may quote a file)."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {where}"


class _LateFile(logging.Handler):
    """A log file that comes into being with its first entry: a dry run leaves no folder behind."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self.place = place
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._file is None:
                self.place.parent.mkdir(parents=True, exist_ok=True)
                self._file = logging.handlers.RotatingFileHandler(
                    self.place, maxBytes=_MEGABYTE, backupCount=3, encoding="utf-8"
                )
                self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
            self._file.emit(record)
        except OSError:  # no place to write: standard error is better than silence
            self.handleError(record)
