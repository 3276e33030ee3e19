"""The process that reads files: takes one after the other on its standard input, answers on its standard output.

Messages are a length and that many bytes; a file is two of them, its name and its content. It ends
when its input does.
"""

import os
import struct
import sys
from typing import IO

from etl import limits, message
from etl.readers import read_sheets
from etl.workbook import UnreadableWorkbookError

LENGTH = struct.Struct("<Q")
_PROCESSOR_SECONDS = 60


def main() -> None:
    """Serve until there is nothing more to read."""
    files = sys.stdin.buffer
    # A library that prints must not talk into the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    limits.limit_self()
    while (name := receive(files)) is not None:
        data = receive(files)
        if data is None:
            return
        limits.allow_processor(_PROCESSOR_SECONDS)
        answer = _answer(data, name.decode("utf-8", "replace"))
        del data
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


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


def _answer(data: bytes, name: str) -> bytes:
    try:
        return message.encode(read_sheets(data, name))
    except UnreadableWorkbookError as error:
        return message.encode_refusal(error)


if __name__ == "__main__":
    main()
