"""Files read ahead of the one that is being loaded: a few for each reading process, in the order of the call.

However many files a call has, only the bytes and readings of those few are held.
"""

import hashlib
from collections import deque
from collections.abc import Container, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from etl import gate
from etl.archive import DamagedEntryError
from etl.context import Context, Version
from etl.model import Place, ReceivedFile
from etl.problems import problem
from etl.reading import Readers
from etl.reading_data import FileReading

_FILES = 8  # for each process: enough to go on with while a batch is stored
_BYTES = 64 * 1024 * 1024  # of all of them together


@dataclass(frozen=True)
class Incoming:
    """A file that was read; `read` is None where it was loaded before."""

    file: ReceivedFile
    data: bytes
    file_hash: str
    read: FileReading | None
    known: Version


def read_ahead(
    files: Iterable[ReceivedFile], readers: Readers, known: Container[str], context: Context
) -> Generator[Incoming]:
    """Read the files that are not known, and yield all in their order.

    A reading may be older than what `context` knows when it is yielded: see `up_to_date`. To be closed before the
    readers are.
    """
    waiting = iter(files)
    # Twice the threads: while one makes something of an answer, its process has the next file already.
    with ThreadPoolExecutor(2 * readers.count) as pool:
        window: deque[tuple[int, Future[Incoming]]] = deque()

        def fill() -> None:
            held = sum(size for size, _ in window)
            while len(window) < _FILES * readers.count and (held <= _BYTES or not window):
                file = next(waiting, None)
                if file is None:
                    return
                size = _size(file)
                held += size
                window.append((size, pool.submit(_read, file, readers, known, context)))

        try:
            fill()
            while window:
                yield window.popleft()[1].result()
                fill()
        finally:
            pool.shutdown(cancel_futures=True)


def up_to_date(incoming: Incoming, readers: Readers, known: Container[str], context: Context) -> Incoming:
    """A file as it would be read had it waited for those before it: read again where that may be another reading."""
    if incoming.read is None:  # it was known; decisions that were made meanwhile may have changed that
        return incoming if incoming.file_hash in known else _read(incoming.file, readers, known, context)
    if not context.outdated(incoming.read, incoming.known):
        return incoming
    answer = readers.interpret(incoming.data, incoming.file.name, context)
    return replace(incoming, read=answer.reading, known=answer.known)


def _read(file: ReceivedFile, readers: Readers, known: Container[str], context: Context) -> Incoming:
    if file.refusal is not None:
        return Incoming(file, b"", "", FileReading(problems=[file.refusal]), context.version)
    try:
        if file.size > gate.MOST_BYTES:
            said = f"{file.size / 1024**2:.0f} MB"
            return _refused(context, file, "file_too_large", said, f"{gate.MOST_BYTES >> 20} MB")
        data = file.read()
    except DamagedEntryError as error:
        return _refused(context, file, "archive_entry", str(error))
    except OSError:
        return _refused(context, file, "file_damaged", "tệp không còn hoặc không được phép đọc")
    file_hash = hashlib.sha256(data).hexdigest()
    if file_hash in known:
        return Incoming(file, b"", file_hash, None, context.version)
    answer = readers.interpret(data, file.name, context)
    return Incoming(file, data, file_hash, answer.reading, answer.known)


def _refused(context: Context, file: ReceivedFile, code: str, found: str, expected: str = "") -> Incoming:
    why = problem(code, Place(), found=found, expected=expected)
    return Incoming(file, b"", "", FileReading(problems=[why]), context.version)


def _size(file: ReceivedFile) -> int:
    try:
        return file.size
    except OSError:
        return 0
