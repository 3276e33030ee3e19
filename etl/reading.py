"""Reading files in processes that can be killed.

A legal file of two kilobytes can make a parser take all memory or never return; the dashboard's own
process must not be the one it happens to. A process reads many files, because starting one costs
more than reading a workbook; one that crashes or hangs is replaced, and only its file is refused.
"""

import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Self

from etl import child, limits, message
from etl.model import Place, Problem
from etl.problems import KINDS, problem
from etl.workbook import UnreadableWorkbookError, Workbook

SECONDS = 9.0  # for one file; nobody waits ten
_LONGEST_ANSWER = 256 * 1024 * 1024
_FILES_PER_PROCESS = 500  # then a new one, so that what parsers leave behind does not add up
_PROJECT = Path(__file__).resolve().parent.parent
# All that a process is told of ours: no secrets in the environment of one that parses strangers' files.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP")


def read_in_child(data: bytes, name: str = "", *, seconds: float = SECONDS) -> Workbook | Problem:
    """One file: the workbook, or the problem that a person can act on."""
    with Readers(1, seconds=seconds) as readers:
        return readers.read(data, name)


class Readers:
    """Some reading processes, each started when it is first needed; `read` may be called from as many threads."""

    def __init__(self, count: int, *, seconds: float = SECONDS) -> None:
        """At most `count` at once, each with `seconds` of wall time for a file."""
        self._seconds = seconds
        self._idle: queue.LifoQueue[_Process] = queue.LifoQueue()
        self._all = [_Process() for _ in range(count)]
        for process in self._all:
            self._idle.put(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._all:
            process.stop()

    def read(self, data: bytes, name: str = "") -> Workbook | Problem:
        """The workbook, or the problem that a person can act on."""
        process = self._idle.get()
        try:
            return self._read(process, data, name)
        finally:
            self._idle.put(process)

    def _read(self, process: "_Process", data: bytes, name: str) -> Workbook | Problem:
        try:
            return message.decode(self._answer(process, data, name))
        except TimeoutError:
            return problem("file_too_slow", Place(), expected=f"{self._seconds:.0f} giây")
        except UnreadableWorkbookError as error:
            if error.code == "file_too_many_cells":
                process.stop()  # with the memory that the file took
            return problem(error.code if error.code in KINDS else "file_damaged", Place(), found=str(error))
        except (_BrokenError, ValueError, KeyError, TypeError):
            return problem("file_damaged", Place(), found="bộ đọc dừng giữa chừng")

    def _answer(self, process: "_Process", data: bytes, name: str) -> bytes:
        fresh = process.files == 0
        until = time.monotonic() + self._seconds
        try:
            return process.ask(data, name, self._seconds)
        except _BrokenError:
            if fresh:
                raise
        # What the files before left behind may be to blame: only a fresh process can accuse this one.
        return process.ask(data, name, max(until - time.monotonic(), 1))


class _BrokenError(Exception):
    """The process ended instead of answering."""


class _Process:
    """One reading process, or the place where one will be."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._job: object = None
        self.files = 0

    def ask(self, data: bytes, name: str, seconds: float) -> bytes:
        """The answer of the process.

        Raises:
            TimeoutError: it took longer than it may, and was ended.
            _BrokenError: it crashed.
        """
        if self.files >= _FILES_PER_PROCESS:
            self.stop()
        running = self._process or self._start()
        self.files += 1
        late = threading.Event()
        watch = threading.Timer(seconds, _end, (running, late))
        watch.start()
        try:
            answer = _exchange(running, data, name)
        finally:
            watch.cancel()
        if answer is None:
            self.stop()
            if late.is_set():
                raise TimeoutError
            raise _BrokenError
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-X", "utf8", "-m", child.__name__]
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_PROJECT,
            env=environment,
        )
        self._job = limits.limit_child(self._process)
        return self._process

    def stop(self) -> None:
        """End the process; the next file gets a new one."""
        if self._process is not None:
            self._process.kill()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    _close(stream)
            self._process.wait()
        self._process, self._job, self.files = None, None, 0


def _exchange(process: subprocess.Popen[bytes], data: bytes, name: str) -> bytes | None:
    """Send a file and take the answer; None when the process ends before that."""
    assert process.stdin is not None  # noqa: S101 both are pipes
    assert process.stdout is not None  # noqa: S101
    sent = name.encode("utf-8", "replace")
    try:
        process.stdin.write(child.LENGTH.pack(len(sent)) + sent + child.LENGTH.pack(len(data)))
        process.stdin.write(data)
        process.stdin.flush()
    except OSError:
        return None
    return child.receive(process.stdout, _LONGEST_ANSWER)


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _close(stream: IO[bytes]) -> None:
    """A pipe whose other end is gone may still hold what could not be sent."""
    try:
        stream.close()
    except OSError:
        return
