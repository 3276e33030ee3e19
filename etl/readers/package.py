"""A zip of XML parts, which .xlsx, .ods and .docx all are.

Parts are parsed with everything off that reaches beyond the part or unfolds it: entities, external
references, DTDs, the network, and trees of any depth. The cells of a workbook come from the standard library's
tree: lxml builds one faster, but makes a new object for each element that is looked at.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import IO, Any
from urllib.parse import unquote
from xml.etree import ElementTree

from lxml import etree

from etl import formats
from etl.workbook import UnreadableWorkbookError

_LARGEST_TREE = 64 * 1024 * 1024  # of a part that is parsed as a whole
_SMALL_TREE = 4 * 1024 * 1024
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class Package:
    """The parts by their names; some programs write other cases, backslashes or a leading slash."""

    def __init__(self, data: bytes, inflated: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Reads the table of contents only; `inflated` are parts that were unfolded before."""
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._inflated = inflated
        self._parts = {_plain(part.filename): part for part in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def _open(self, name: str) -> IO[bytes]:
        part = self._parts.get(_plain(name))
        if part is None:
            raise UnreadableWorkbookError(f"thiếu phần {posixpath.basename(name)}")
        before = self._inflated.get(part.filename)
        return self._zip.open(part) if before is None else io.BytesIO(before)

    def tree(self, name: str) -> etree._Element:
        """A whole part."""
        with self._open(name) as stream:
            data = stream.read(_LARGEST_TREE + 1)
        if len(data) > _LARGEST_TREE:
            raise UnreadableWorkbookError(f"phần {posixpath.basename(name)} quá lớn", "file_too_many_cells")
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
        _refuse_dtd(root)
        return root

    def elements(
        self,
        name: str,
        *tags: str,
        but: Collection[str] = (),
        taken_from: Callable[[bytes], str | bytes] = lambda part: part,
    ) -> Iterator[Any]:
        """The elements with these tags, none inside another; of a large part only one is in memory at a time.

        Those below an element with one of the tags `but` are left out. A small part is first given to `taken_from`,
        which may take out of it what needs no tree, and returns the rest.
        """
        with self._open(name) as stream:
            data = stream.read(_SMALL_TREE)
        if len(data) < _SMALL_TREE:  # a tree at once is much quicker
            if formats.has_dtd(data):
                raise _has_dtd()
            tree = ElementTree.fromstring(taken_from(data))  # noqa: S314 no DTD: nothing unfolds
            yield from _below(tree, frozenset(tags), but)
        else:
            for _, element in self.events(name, *tags, of=("end",)):
                if not any(above.tag in but for above in element.iterancestors()):
                    yield element
                element.clear()

    def events(self, name: str, *tags: str, of: tuple[str, ...] = ("start", "end")) -> Iterator[tuple[str, Any]]:
        """The same with the moments at which elements start and end, as they nest."""
        with self._open(name) as stream:
            first = True
            for event, element in etree.iterparse(stream, events=of, tag=tags, **_SAFE):
                if first:
                    _refuse_dtd(element)
                    first = False
                yield event, element

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The relationships of a part: id → (last word of its type, name of the part it leads to)."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self:
            return {}
        found = {}
        for link in self.tree(source):
            if link.get("TargetMode") != "External":
                target = unquote(link.get("Target", "")).replace("\\", "/")
                # A target that starts with a slash is one from the root of the package.
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], path)
        return found


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _below(parent: Any, tags: Collection[str], but: Collection[str]) -> Iterator[Any]:
    """The elements below one with some tags, but not what is below those or below one of `but`."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif len(child) and child.tag not in but:
            yield from _below(child, tags, but)


def _refuse_dtd(element: etree._Element) -> None:
    """Entities are declared in a DTD; no office program writes one."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise _has_dtd()


def _has_dtd() -> UnreadableWorkbookError:
    return UnreadableWorkbookError("khai báo DTD", "file_unsafe")


def local(element: Any) -> str:
    """An element's name without its namespace: strict and transitional files differ only there."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Any, name: str) -> str:
    """An attribute by its name in whatever namespace, '' where there is none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
