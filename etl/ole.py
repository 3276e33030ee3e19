"""The table of contents of an OLE container: what .xls, .doc and password-protected files all are.

Only the names directly under the root are wanted: a workbook with a Word document inside is still a
workbook. The chain of sectors may lie or run in circles, so it is followed no further than the file is long.
"""

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_NONE = 0xFFFFFFFF


def names_in_root(data: bytes) -> set[str]:
    """The names of the streams and folders at the top; empty where the container is damaged."""
    try:
        return _names(data)
    except (struct.error, IndexError):
        return set()


def _names(data: bytes) -> set[str]:
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        return set()
    size = 1 << shift
    (first,) = struct.unpack_from("<I", data, 48)
    directory = _chain(data, first, size)
    entries = [directory[start : start + _ENTRY] for start in range(0, len(directory), _ENTRY)]
    names: set[str] = set()
    waiting = [struct.unpack_from("<I", entries[0], 76)[0]]  # the child of the root
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        entry = entries[number]
        (length,) = struct.unpack_from("<H", entry, 64)
        names.add(entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
        waiting += struct.unpack_from("<II", entry, 68)  # its neighbours left and right
    return names


def _chain(data: bytes, first: int, size: int) -> bytes:
    """The sectors of the directory, as the allocation table links them."""
    tables = [number for number in struct.unpack_from("<109I", data, 76) if number != _NONE]
    per_table = size // 4
    sectors = []
    seen: set[int] = set()
    number = first
    while number < len(data) // size and number not in seen:
        seen.add(number)
        start = _HEADER + number * size if size == _HEADER else (number + 1) * size
        sectors.append(data[start : start + size])
        table = (tables[number // per_table] + 1) * size
        (number,) = struct.unpack_from("<I", data, table + number % per_table * 4)
    return b"".join(sectors)
