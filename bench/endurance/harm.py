"""Harm done to whole files: bytes, parts and XML changed at random; error values put where figures stood."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

from bench.endurance.readable import Readable

_ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_VALUE = re.compile(rb'="[^"]{0,80}"')
_TEXT = re.compile(rb">[^<>]{1,80}<")
_NASTY = (
    b"",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1e999",
    b"nan",
    b"A0",
    b"XFD1048577",
    b"A1:XFD1048576",
    b"../../x",
    b"&#x0;",
    b"&lt;",
    b"'",
    b"\xff\xfe",
    "\u202e".encode(),
    b"\x00",
    b"true",
    b"s",
    b"e",
    b"inlineStr",
    b"rId99",
    b"=1+1",
    b"1" * 400,
)
_NUMBER_CELL = re.compile(rb'<c r="([A-Z]+\d+)"((?: s="\d+")?)(?: t="n")?><v>-?\d[^<]*</v></c>')


def harmed(file: Readable, chance: random.Random) -> Readable:
    """The file with one to three kinds of harm."""
    is_package = file.data.startswith(b"PK")
    data = file.data
    ways: list[str] = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        way = chance.choice(
            tuple(_INSIDE if is_package and chance.random() < 0.7 and data.startswith(b"PK") else _BYTES)
        )
        try:
            data = _INSIDE[way](data, chance) if way in _INSIDE else _BYTES[way](data, chance)
        except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, OSError, NotImplementedError, EOFError):
            way = "flips"  # what is no zip any more
            data = _BYTES[way](data, chance)
        ways.append(way)
    return Readable(file.name, data, file.form, tuple(ways))


def with_errors(file: Readable, chance: random.Random) -> tuple[Readable, int]:
    """A workbook with error values in some of its number cells, and how many."""
    put = 0

    def change(found: re.Match[bytes]) -> bytes:
        nonlocal put
        if chance.random() > 0.1:
            return found[0]
        put += 1
        return b'<c r="%b"%b t="e"><v>%b</v></c>' % (found[1], found[2], chance.choice(_ERRORS).encode())

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, _NUMBER_CELL.sub(change, body) if "worksheets/sheet" in name else body)
    return Readable(file.name, out.getvalue(), file.form, ("errors",)), put


# ---- harm to bytes


def _flips(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _noise(data: bytes, chance: random.Random) -> bytes:
    start, length = chance.randrange(len(data) + 1), chance.randint(1, 300)
    return data[:start] + chance.randbytes(length) + data[start + length :]


def _hole(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randint(1, 300) :]


def _blank(data: bytes, chance: random.Random) -> bytes:
    start, length = chance.randrange(len(data) + 1), chance.randint(1, 2000)
    return data[:start] + bytes(min(length, len(data) - start)) + data[start + length :]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.randint(1, 5000)]
    return data[:start] + piece * chance.randint(2, 5) + data[start + len(piece) :]


def _behind_noise(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randint(1, 50)) + data


_BYTES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flips": _flips,
    "cut": _cut,
    "noise": _noise,
    "hole": _hole,
    "blank": _blank,
    "doubled": _doubled,
    "behind noise": _behind_noise,
}


# ---- harm inside a package


def _repacked(data: bytes, chance: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = chance.choice(names)
        for name in names:
            body = old.read(name)
            new.writestr(name, change(body) if name == hit else body)
    return out.getvalue()


def _inner_bytes(data: bytes, chance: random.Random) -> bytes:
    way = chance.choice(tuple(_BYTES.values()))
    return _repacked(data, chance, lambda body: way(body, chance))


def _replaced(
    pattern: re.Pattern[bytes], chance: random.Random, make: Callable[[bytes], bytes]
) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        places = list(pattern.finditer(body[:300_000]))
        for place in sorted(chance.sample(places, min(len(places), chance.randint(1, 6))), key=lambda m: -m.start()):
            body = body[: place.start()] + make(place[0]) + body[place.end() :]
        return body

    return change


def _values(data: bytes, chance: random.Random) -> bytes:
    return _repacked(data, chance, _replaced(_VALUE, chance, lambda _: b'="' + chance.choice(_NASTY) + b'"'))


def _texts(data: bytes, chance: random.Random) -> bytes:
    return _repacked(data, chance, _replaced(_TEXT, chance, lambda _: b">" + chance.choice(_NASTY) + b"<"))


def _tags_gone(data: bytes, chance: random.Random) -> bytes:
    return _repacked(data, chance, _replaced(_TAG, chance, lambda _: b""))


def _tags_twice(data: bytes, chance: random.Random) -> bytes:
    return _repacked(data, chance, _replaced(_TAG, chance, lambda tag: tag * 2))


def _other_tags(data: bytes, chance: random.Random) -> bytes:
    return _repacked(
        data,
        chance,
        _replaced(_TAG, chance, lambda _: chance.choice((b"<c/>", b"<row>", b"</row>", b"<!--", b"<![CDATA["))),
    )


def _parts_changed(data: bytes, chance: random.Random) -> bytes:
    """A part gone, called otherwise, or with the content of another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit, other, way = chance.choice(names), chance.choice(names), chance.randrange(3)
        for name in names:
            if name != hit:
                new.writestr(name, old.read(name))
            elif way == 1:
                new.writestr(f"x{name}", old.read(name))
            elif way == 2:
                new.writestr(name, old.read(other))
    return out.getvalue()


_INSIDE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bytes of a part": _inner_bytes,
    "values": _values,
    "texts": _texts,
    "tags gone": _tags_gone,
    "tags twice": _tags_twice,
    "other tags": _other_tags,
    "parts": _parts_changed,
}
