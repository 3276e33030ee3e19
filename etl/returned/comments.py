"""The comments of a worksheet: what others wrote stays, ours stand beside it and go when they are out of date.

A comment is two things in an .xlsx: its text in a part of comments, and its box in an old kind of drawing (VML),
without which Excel does not show it. That drawing is often no XML, so it is never parsed: boxes are put in and taken
out as text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from etl.problems import SEVERITIES
from etl.readers.package import local
from etl.returned import text
from etl.returned.package import Parts, UneditableError
from etl.returned.sheet import Outline, Spot, address
from etl.returned_words import AUTHOR
from etl.workbook import column_letters

_BEGINNINGS = tuple(f"{word}: " for word in SEVERITIES.values())
_OURS_BELOW = f"——— {AUTHOR} ———"
_SHAPE = re.compile(rb"<((?:\w+:)?shape)\b.*?</\1>", re.DOTALL)  # programs differ in their prefixes
_SPOT = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)\s*</.*?<(?:\w+:)?Column>\s*(\d+)\s*</", re.DOTALL)
_BLOCK = re.compile(rb'(<(?:\w+:)?idmap\b[^>]*\bdata=)"([\d,]+)"')
_ROOT = re.compile(rb"<xml\b[^>]*>")
_IDS = re.compile(rb"_x0000_s(\d+)")
_PER_BLOCK = 1023  # ids of shapes that one block of a drawing may give
_SPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_EMPTY = b'<xml><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%s"/></o:shapelayout></xml>'
_TYPE = b"""<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>"""
_BOX = """<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:2pt;\
width:{width}pt;height:{height}pt;z-index:{depth};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">\
<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""

_WIDTH, _LINE, _PER_LINE, _TALLEST = 300, 16, 46, 400  # pixels of a box and of a line, letters in a line
_COLUMN, _ROW = 8.43, 15.0  # of a sheet that says nothing else: letters, points


class Comments:
    """The comments of one sheet, and the drawing of their boxes."""

    def __init__(self, parts: Parts, sheet: str, outline: Outline, *, returned_before: bool) -> None:
        """`sheet` is its part; what is there already is read."""
        self._parts, self._sheet, self._outline, self._returned_before = parts, sheet, outline, returned_before
        related = parts.related(sheet)
        self._path = next((path for kind, path in related.values() if kind == "comments"), "")
        self._drawing = related.get(outline.drawing, ("", ""))[1]
        if bool(outline.drawing) != bool(self._drawing in parts):
            raise UneditableError("drawing")
        self.root = parts.tree(self._path) if self._path else self._none()
        self._space = f"{{{etree.QName(self.root).namespace}}}"
        children = {local(child): child for child in self.root}
        if not {"authors", "commentList"} <= children.keys():
            raise UneditableError("comments")
        self._authors, self._list = children["authors"], children["commentList"]

    def _none(self) -> Any:
        space = self._parts.namespace
        root = etree.fromstring(f'<comments xmlns="{space}"/>')
        etree.SubElement(root, f"{{{space}}}authors")
        etree.SubElement(root, f"{{{space}}}commentList")
        return root

    @property
    def old(self) -> set[Spot]:
        """The cells whose comments are ours, or end with words of ours, from an earlier time."""
        return {spot for spot, comment in self._existing().items() if self._is_ours(comment) or self._below(comment)}

    def put(self, notes: Mapping[Spot, str]) -> tuple[str, str] | None:
        """Write the comments; what the sheet must refer to as its drawing, where it does not do so yet."""
        existing = self._existing()
        gone = set()
        for spot, comment in existing.items():
            if self._is_ours(comment):
                self._list.remove(comment)
                gone.add(spot)
            else:
                self._cut(comment)
        foreign = {spot: comment for spot, comment in existing.items() if spot not in gone}
        for spot, words in notes.items():
            if spot in foreign:
                self._append(foreign[spot], f"\n{_OURS_BELOW}\n{words}")
            else:
                self._append(self._new(spot), words)
        self._list[:] = sorted(self._list, key=lambda comment: _spot_of(comment) or (0, 0))
        self._write()
        return self._draw({spot: words for spot, words in notes.items() if spot not in foreign}, gone)

    def _existing(self) -> dict[Spot, Any]:
        return {spot: comment for comment in self._list if (spot := _spot_of(comment))}

    def _is_ours(self, comment: Any) -> bool:
        """By the author; LibreOffice forgets authors, so in a file that came back also by how ours begin."""
        number = int(comment.get("authorId") or "0")
        author = (self._authors[number].text or "").strip() if number < len(self._authors) else ""
        begins = "".join(comment.itertext()).lstrip().startswith(_BEGINNINGS)
        return author == AUTHOR or (not author and self._returned_before and begins)

    def _below(self, comment: Any) -> list[Any]:
        """What we wrote below the words of another person."""
        runs = list(comment.find(f"{self._space}text"))
        found = [i for i, run in enumerate(runs) if _OURS_BELOW in "".join(run.itertext())]
        return runs[found[0] :] if found else []

    def _cut(self, comment: Any) -> None:
        for run in self._below(comment):
            words, ours, _ = "".join(run.itertext()).partition(_OURS_BELOW)
            texts = list(run.iter(f"{self._space}t"))
            if ours and words.strip() and len(texts) == 1:  # a program that joined what we wrote with theirs
                texts[0].text = words.rstrip("\n")
            else:
                run.getparent().remove(run)

    def _new(self, spot: Spot) -> Any:
        if not any(author.text == AUTHOR for author in self._authors):
            etree.SubElement(self._authors, f"{self._space}author").text = AUTHOR
        number = next(i for i, author in enumerate(self._authors) if author.text == AUTHOR)
        row, column = spot
        comment = etree.SubElement(self._list, f"{self._space}comment", ref=f"{column_letters(column)}{row}")
        comment.set("authorId", str(number))
        etree.SubElement(comment, f"{self._space}text")
        return comment

    def _append(self, comment: Any, words: str) -> None:
        """A run of text; a plain text that stands there becomes a run too, since the two must not be mixed."""
        body = comment.find(f"{self._space}text")
        for plain in body.findall(f"{self._space}t"):
            run = etree.Element(f"{self._space}r")
            body.replace(plain, run)
            run.append(plain)
        run = etree.SubElement(body, f"{self._space}r")
        shape = etree.SubElement(run, f"{self._space}rPr")
        etree.SubElement(shape, f"{self._space}sz", val="9")
        etree.SubElement(shape, f"{self._space}color", indexed="81")
        etree.SubElement(shape, f"{self._space}rFont", val="Tahoma")
        etree.SubElement(shape, f"{self._space}family", val="2")
        written = etree.SubElement(run, f"{self._space}t")
        written.text = text.safe(words)
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _write(self) -> None:
        if not self._path:
            self._path = self._parts.free_name("xl/comments{}.xml")
            self._parts.relate(self._sheet, "comments", self._path)
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
            self._parts.declare(kind, part=self._path)
        self._parts.put(self._path, self.root)

    def _draw(self, notes: Mapping[Spot, str], gone: set[Spot]) -> tuple[str, str] | None:
        blocks = 1 + (len(notes) - 1) // _PER_BLOCK if notes else 0
        first = self._free_block()
        given = b",".join(str(first + block).encode() for block in range(blocks)) or b"1"
        data = self._parts.part(self._drawing) if self._drawing else _EMPTY % given
        data = _SHAPE.sub(lambda shape: b"" if _stands_at(shape[0]) in gone else shape[0], data)
        if self._drawing and blocks:
            data = _BLOCK.sub(rb'\g<1>"\g<2>,' + given + b'"', data, count=1)
        data = _with_spaces(data)
        end = data.rfind(b"</xml>")
        kind = b"" if b'id="_x0000_t202"' in data else _TYPE
        boxes = "".join(self._boxes(notes, first)).encode()
        data = data[:end] + (kind if boxes else b"") + boxes + data[end:]
        if self._drawing:
            self._parts.put(self._drawing, data)
            return None
        if not notes:
            return None
        path = self._parts.free_name("xl/drawings/vmlDrawing{}.vml")
        self._parts.put(path, data)
        self._parts.declare("application/vnd.openxmlformats-officedocument.vmlDrawing", ending="vml")
        return self._parts.relations, self._parts.relate(self._sheet, "vmlDrawing", path)

    def _free_block(self) -> int:
        """A block of numbers of shapes that no drawing of the workbook uses."""
        used = {0}
        for name in self._parts.names():
            if name.lower().endswith(".vml"):
                data = self._parts.part(name)
                used |= {int(number) // 1024 for number in _IDS.findall(data)}
                used |= {int(one) for _, many in _BLOCK.findall(data) for one in many.split(b",") if one}
        return max(used) + 1

    def _boxes(self, notes: Mapping[Spot, str], block: int) -> Iterator[str]:
        for place, ((row, column), words) in enumerate(notes.items()):
            lines = sum(1 + len(line) // _PER_LINE for line in words.split("\n")) + 1
            height = min(lines * _LINE, _TALLEST)
            across = _span(column + 1, _WIDTH, self._pixels_across)
            down = _span(max(row - 1, 1), height, self._pixels_down)
            anchor = (*across[:2], *down[:2], *across[2:], *down[2:])
            yield _BOX.format(
                number=(block + place // _PER_BLOCK) * 1024 + 1 + place % _PER_BLOCK,
                width=_WIDTH * 3 // 4,
                height=height * 3 // 4,
                depth=place + 1,
                anchor=", ".join(map(str, anchor)),
                row=row - 1,
                column=column - 1,
            )

    def _pixels_across(self, column: int) -> int:
        width = next((width for first, last, width in self._outline.widths if first <= column <= last), _COLUMN)
        return round(width * 7 + 5) if width else 0

    def _pixels_down(self, row: int) -> int:
        return round(self._outline.heights.get(row, _ROW) * 4 / 3)


def _with_spaces(data: bytes) -> bytes:
    """A drawing whose root knows the prefixes of our boxes.

    Raises:
        UneditableError: it is none, or means something else by them.
    """
    root = _ROOT.search(data)
    if root is None or not data.rstrip().endswith(b"</xml>"):
        raise UneditableError("vml")
    tag = root[0]
    for prefix, space in _SPACES.items():
        declared = re.search(rb"\sxmlns:" + prefix + rb"\s*=\s*[\"']([^\"']*)", tag)
        if declared is None:
            tag = tag[:-1] + b" xmlns:" + prefix + b'="' + space + b'">'
        elif declared[1] != space:
            raise UneditableError("vml")
    return data[: root.start()] + tag + data[root.end() :]


def _span(first: int, pixels: int, size_of: Any) -> tuple[int, int, int, int]:
    """From a column or row on, where something of so many pixels ends: first, offset, last, offset; counted from 0."""
    offset = min(12, max(size_of(first) - 1, 0))
    last, left = first, pixels + offset
    while left > size_of(last) and last < first + 2_000:
        left -= size_of(last)
        last += 1
    return first - 1, offset, last - 1, left


def _spot_of(comment: Any) -> Spot | None:
    try:
        return address((comment.get("ref") or "").partition(":")[0])
    except ValueError:
        return None


def _stands_at(shape: bytes) -> Spot | None:
    found = _SPOT.search(shape) if b'ObjectType="Note"' in shape else None
    return (int(found[1]) + 1, int(found[2]) + 1) if found else None
