"""The parts of an .xlsx as they are, with some of them changed: all others leave byte for byte as they came."""

import copy
import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from lxml import etree

from etl.readers.grid import own_name
from etl.readers.package import Package, attribute

_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"
_DAY = (1980, 1, 1, 0, 0, 0)  # of new parts: the same problems give the same bytes
_LARGEST_TREE = 16 * 1024 * 1024
_LARGEST_PART = 64 * 1024 * 1024


class UneditableError(Exception):
    """A package that we do not understand well enough to change."""


class SheetPart(NamedTuple):
    """A worksheet: the name that the reader gives it, its own name, its part, whether it is hidden."""

    name: str
    title: str
    path: str
    hidden: bool


class Parts(Package):
    """A package that can be changed part by part."""

    def __init__(self, data: bytes) -> None:
        """Nothing is changed yet."""
        super().__init__(data)
        self._changed: dict[str, bytes] = {}
        self._new: list[str] = []
        links = self.related("")
        self.main = next((path for kind, path in links.values() if kind == "officeDocument"), "xl/workbook.xml")
        self.book = self.tree(self.main)
        self.namespace = etree.QName(self.book).namespace or ""
        strict = "purl.oclc.org" in self.namespace
        self.relations = _STRICT if strict else _TRANSITIONAL

    def __contains__(self, name: str) -> bool:
        return self._key(name) in self._changed or super().__contains__(name)

    def _open(self, name: str) -> IO[bytes]:
        changed = self._changed.get(self._key(name))
        return io.BytesIO(changed) if changed is not None else super()._open(name)

    @staticmethod
    def _key(name: str) -> str:
        return name.replace("\\", "/").lstrip("/").lower()

    def tree(self, name: str) -> etree._Element:
        """A part as a whole; not of any size, for this is not a process that may be ended."""
        with self._open(name) as stream:
            if len(stream.read(_LARGEST_TREE + 1)) > _LARGEST_TREE:
                raise UneditableError(name)
        return super().tree(name)

    def names(self) -> list[str]:
        """All parts."""
        return [info.filename for info in self._parts.values()] + self._new

    def part(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            UneditableError: there are too many.
        """
        with self._open(name) as stream:
            data = stream.read(_LARGEST_PART + 1)
        if len(data) > _LARGEST_PART:
            raise UneditableError(name)
        return data

    def put(self, name: str, data: bytes | etree._Element) -> None:
        """Change a part, or add one."""
        if name not in self:
            self._new.append(name)
        self._changed[self._key(name)] = data if isinstance(data, bytes) else serialised(data)

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern such as 'xl/comments{}.xml' that no part has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another; the id of the relationship."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        space = f"{_PACKAGE}/relationships"
        links = self.tree(source) if source in self else etree.fromstring(f'<Relationships xmlns="{space}"/>')
        taken = {link.get("Id") for link in links}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        link = etree.SubElement(links, f"{{{space}}}Relationship", Id=f"rId{number}")
        link.set("Type", f"{self.relations}/{kind}")
        link.set("Target", f"/{target}")
        self.put(source, links)
        return f"rId{number}"

    def declare(self, kind: str, *, part: str = "", ending: str = "") -> None:
        """Say what a part is, or all parts of an ending of which that is not said yet."""
        types = self.tree(_TYPES)
        space = f"{{{_PACKAGE}/content-types}}"
        if ending and not any((known.get("Extension") or "").lower() == ending for known in types):
            types.insert(0, etree.Element(f"{space}Default", Extension=ending, ContentType=kind))
        if part:
            etree.SubElement(types, f"{space}Override", PartName=f"/{part}", ContentType=kind)
        self.put(_TYPES, types)

    def kind_of_book(self) -> str:
        """How the main part is declared: a workbook or a template, with macros or without."""
        for known in self.tree(_TYPES):
            if self._key(known.get("PartName") or "") == self._key(self.main):
                return known.get("ContentType") or ""
        return ""

    def sheets(self) -> Iterator[SheetPart]:
        """The worksheets under the names that the reader gives them."""
        parts = self.related(self.main)
        taken: set[str] = set()
        for sheet in self.entries():
            kind, path = parts.get(attribute(sheet, "id"), ("", ""))
            if kind == "worksheet":
                title = sheet.get("name", "")
                hidden = sheet.get("state", "visible") != "visible"
                yield SheetPart(own_name(title, taken), title, path, hidden)

    def entries(self) -> list[Any]:
        """What the workbook says of its sheets, in the order of their tabs."""
        return list(self.book.iter(f"{{{self.namespace}}}sheet"))

    def add_sheet(self, title: str, body: bytes) -> str:
        """A worksheet behind all others, so that what counts sheets by their place goes on to be right; its path."""
        entries = self.entries()
        if not entries:
            raise UneditableError(self.main)
        path = self.free_name(f"{posixpath.dirname(self.main) or 'xl'}/worksheets/sheet{{}}.xml".lstrip("/"))
        self.put(path, body)
        self.declare("application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml", part=path)
        entry = copy.deepcopy(entries[-1])
        entry.attrib.clear()
        entry.set("name", title)
        entry.set("sheetId", str(max(int(known.get("sheetId", "0")) for known in entries) + 1))
        entry.set(f"{{{self.relations}}}id", self.relate(self.main, "worksheet", path))
        entries[-1].addnext(entry)
        self.put(self.main, self.book)
        return path

    def saved(self) -> bytes:
        """The package with what was changed."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for key, info in self._parts.items():
                body = self._changed.get(key)
                plain = zipfile.ZipInfo(info.filename, info.date_time)  # without sizes and offsets of the old package
                plain.external_attr = info.external_attr
                target.writestr(plain, self._zip.read(info) if body is None else body, info.compress_type)
            for name in self._new:
                target.writestr(zipfile.ZipInfo(name, _DAY), self._changed[self._key(name)], zipfile.ZIP_DEFLATED)
        return out.getvalue()


def serialised(root: etree._Element) -> bytes:
    """An element as the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
