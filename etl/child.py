"""The process that reads files: takes one after the other on its standard input, answers on its standard output.

Messages are a length and that many bytes; a file is two of them: what is wanted, as JSON, and its content. What
a stranger's file may do to a program, it does here: judging, reading and interpreting. It ends when its input does.
"""

import gc
import hashlib
import json
import os
import struct
import sys
from typing import IO, Any

from etl import gate, journal, limits, message, reading_data
from etl.context import Learnt
from etl.readers import read_sheets
from etl.readers.grid import too_large
from etl.workbook import UnreadableWorkbookError, Workbook

LENGTH = struct.Struct("<Q")
_PROCESSOR_SECONDS = 60
# More than any person would go through; a table of a million wrong cells must not fill the memory of who asked.
_MOST_PROBLEMS = 20_000
_COLLECT_EVERY = 50  # files: what they leave behind is freed by counting, but for the rare circle


def main() -> None:
    """Serve until there is nothing more to read."""
    requests = sys.stdin.buffer
    # A library that prints must not talk into the reading_data.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _import_ahead()
    limits.limit_self()
    learnt = Learnt()
    gc.disable()  # a fifth of the time for a workbook, and it finds nothing
    served = 0
    while (head := receive(requests)) is not None:
        data = receive(requests)
        if data is None:
            return
        limits.allow_processor(_PROCESSOR_SECONDS)
        answer = _answer(data, json.loads(head), learnt)
        del data
        replies.write(LENGTH.pack(len(answer)) + answer)
        replies.flush()
        served += 1
        if served == 1:
            gc.freeze()  # the reference tables stay: no need to go through them again
        if served % _COLLECT_EVERY == 0:
            gc.collect()


def _import_ahead() -> None:
    """What nearly every file needs, before the limits: under them no file is written, and a compiled module is one.

    Each process would compile these modules again, which takes longer than five workbooks.
    """
    import etl.interpret
    import etl.readers.xlsx  # noqa: F401


def receive(stream: IO[bytes], most: int = sys.maxsize) -> bytes | None:
    """One message; None where the stream ends or announces more than it may."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    if length > most:
        return None
    data = stream.read(length)
    return data if len(data) == length else None


def _answer(data: bytes, wanted: dict[str, Any], learnt: Learnt) -> bytes:
    if wanted["context"] is not None:  # also with a file that will not be interpreted: it is not told again
        learnt.learn(wanted["context"])
    try:
        if not wanted["interpret"]:
            return message.encode(read_sheets(data, wanted["name"]))
        kept: dict[str, bytes] = {}
        if refused := gate.judge(data, wanted["name"], kept):
            return reading_data.to_bytes({"refused": [refused.code, refused.found, refused.expected]})
        workbook = message.workbook_of(read_sheets(data, wanted["name"], kept))
    except UnreadableWorkbookError as error:
        return message.encode_refusal(error)
    except MemoryError:
        return _too_much()
    return _interpreted(workbook, wanted, hashlib.sha256(data).hexdigest(), learnt)


def _interpreted(workbook: Workbook, wanted: dict[str, Any], file_hash: str, learnt: Learnt) -> bytes:
    """The only call of `interpret` in a load: all that it may depend on comes with the request or from disk."""
    try:
        from etl.interpret import interpret  # not at the top: the loading process has no need of it

        read = interpret(workbook, wanted["name"], learnt.reference, learnt.memory, file_hash)
        if len(read.problems) > _MOST_PROBLEMS:
            return message.encode_refusal(too_large(f"hơn {_MOST_PROBLEMS} ô cần xem lại"))
        return reading_data.to_bytes({"reading": reading_data.encode(read)})
    except MemoryError:
        return _too_much()
    except Exception as error:
        return reading_data.to_bytes({"error": journal.describe(error)})


def _too_much() -> bytes:
    return message.encode_refusal(UnreadableWorkbookError("cần quá nhiều bộ nhớ", "file_too_many_cells"))


if __name__ == "__main__":
    main()
