"""Reading files in processes that can be killed.

A legal file of two kilobytes can make a parser take all memory or never return; the dashboard's own
process must not be the one it happens to. A process reads many files, because starting one costs
more than reading a workbook; one that crashes or hangs is replaced, and only its file is refused.
"""

import json
import math
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from etl import child, journal, limits, message, reading_data
from etl.context import Context, Version
from etl.model import Place, Problem
from etl.problems import KINDS, problem
from etl.reading_data import FileReading
from etl.workbook import UnreadableWorkbookError, Workbook

SECONDS = 8.0  # for one file; nobody waits ten, also where the machine is busy
_LONGEST_ANSWER = 256 * 1024 * 1024
_FILES_PER_PROCESS = 500  # then a new one, so that what parsers leave behind does not add up
_PROJECT = Path(__file__).resolve().parent.parent
# All that a process is told of ours: no secrets in the environment of one that parses strangers' files.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP")


def read_in_child(data: bytes, name: str = "", *, seconds: float = SECONDS) -> Workbook | Problem:
    """One file: the workbook, or the problem that a person can act on."""
    with Readers(1, seconds=seconds) as readers:
        return readers.read(data, name)


@dataclass(frozen=True)
class Answer:
    """What a file says, and what of the warehouse the process knew when it read it."""

    reading: FileReading
    known: Version


class Readers:
    """Some reading processes, each started when it is first needed; may be asked from any number of threads."""

    def __init__(self, count: int, *, seconds: float = SECONDS) -> None:
        """At most `count` at once, each with `seconds` of wall time for a file."""
        self.count = count
        self._seconds = seconds
        self._idle: queue.LifoQueue[_Process] = queue.LifoQueue()
        self._all = [_Process() for _ in range(count)]
        self._watch = _Watch(self._all)
        for process in self._all:
            self._idle.put(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._watch.stop()
        for process in self._all:
            process.stop()

    def read(self, data: bytes, name: str = "") -> Workbook | Problem:
        """The grid of a file that the gate let pass, or the problem that a person can act on."""
        try:
            return message.decode(self._ask(data, name)[0])
        except _REFUSALS as error:
            return self._refusal(error)

    def interpret(self, data: bytes, name: str, context: Context) -> Answer:
        """Judge, read and interpret a file; a refused one is a reading whose problem says so."""
        known = context.version
        try:
            answer, known = self._ask(data, name, context)
            return Answer(_reading(answer), known)
        except _REFUSALS as error:
            return Answer(FileReading(problems=[self._refusal(error)]), known)

    def _refusal(self, error: Exception) -> Problem:
        if isinstance(error, TimeoutError):
            return problem("file_too_slow", Place(), expected=f"{self._seconds:.0f} giây")
        if isinstance(error, UnreadableWorkbookError):
            return problem(error.code if error.code in KINDS else "file_damaged", Place(), found=str(error))
        return problem("file_damaged", Place(), found="bộ đọc dừng giữa chừng")

    def _ask(self, data: bytes, name: str, context: Context | None = None) -> tuple[bytes, Version]:
        """The bytes of an answer; the process is free again before anything is made of them."""
        process = self._idle.get()
        try:
            self._watch.start()
            answer = self._patiently(process, data, name, context)
            if answer.startswith(message.TOO_MANY_CELLS):
                process.stop()  # with the memory that the file took
            return answer, process.known
        finally:
            self._idle.put(process)

    def _patiently(self, process: "_Process", data: bytes, name: str, context: Context | None) -> bytes:
        fresh = process.files == 0
        until = time.monotonic() + self._seconds
        try:
            return process.ask(data, name, context, until)
        except _BrokenError:
            if fresh:
                raise
        # What the files before left behind may be to blame: only a fresh process can accuse this one.
        return process.ask(data, name, context, max(until, time.monotonic() + 1))


class _BrokenError(Exception):
    """The process ended instead of answering."""


_REFUSALS = (TimeoutError, UnreadableWorkbookError, _BrokenError, ValueError, KeyError, TypeError, AttributeError)


def _reading(answer: bytes) -> FileReading:
    """What an answer says of a file.

    Raises:
        UnreadableWorkbookError: that it was not read.
        ValueError, KeyError, TypeError, AttributeError: it is not an answer of ours.
    """
    said = json.loads(answer)
    if "reading" in said:
        return reading_data.decode(said["reading"])
    if "refused" in said:
        code, found, expected = said["refused"]
        return FileReading(problems=[problem(code, Place(), found=found, expected=expected)])
    if "error" in said:  # ours, not the file's
        error_id = journal.note_described(str(said["error"]))
        return FileReading(problems=[problem("internal_error", Place(), found=error_id)])
    raise UnreadableWorkbookError(said["unreadable"], said["code"])


class _Process:
    """One reading process, or the place where one will be."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._job: object = None
        self._until = math.inf  # when the file at hand must be done
        self._late = False
        self.files = 0
        self.known = Version()

    def ask(self, data: bytes, name: str, context: Context | None, until: float) -> bytes:
        """The answer of the process.

        Raises:
            TimeoutError: it took longer than it may, and was ended.
            _BrokenError: it crashed.
        """
        if self.files >= _FILES_PER_PROCESS:
            self.stop()
        running = self._process or self._start()
        self.files += 1
        head = {"name": name, "interpret": context is not None, "context": None}
        if context is not None:
            now = context.version
            head["context"] = context.told(self.known, now)
            self.known = now
        self._late, self._until = False, until
        try:
            answer = _exchange(running, reading_data.to_bytes(head), data)
        finally:
            self._until = math.inf
        if answer is None:
            late = self._late
            self.stop()
            if late:
                raise TimeoutError
            raise _BrokenError
        return answer

    def end_if_late(self) -> None:
        """End a process whose time for a file is over; called by the watch, beside the thread that waits for it."""
        running = self._process
        if running is not None and time.monotonic() > self._until:
            self._late = True
            running.kill()

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
        self._process, self._job, self.files, self.known = None, None, 0, Version()


class _Watch:
    """One thread for all processes that looks whether a file takes too long: a timer for each costs more."""

    _EVERY = 0.1

    def __init__(self, processes: Sequence[_Process]) -> None:
        self._processes = processes
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch, when that has not been done."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._EVERY):
            for process in self._processes:
                process.end_if_late()


def _exchange(process: subprocess.Popen[bytes], head: bytes, data: bytes) -> bytes | None:
    """Send a file and take the answer; None when the process ends before that."""
    assert process.stdin is not None  # noqa: S101 both are pipes
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(child.LENGTH.pack(len(head)) + head + child.LENGTH.pack(len(data)))
        process.stdin.write(data)
        process.stdin.flush()
    except OSError:
        return None
    return child.receive(process.stdout, _LONGEST_ANSWER)


def _close(stream: IO[bytes]) -> None:
    """A pipe whose other end is gone may still hold what could not be sent."""
    try:
        stream.close()
    except OSError:
        return
