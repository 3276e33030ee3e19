"""The styles of a workbook, and those that marking adds: a cell keeps all of its own and is filled."""

import copy
from collections.abc import Collection
from typing import Any, Self

from lxml import etree

from etl.readers.package import local
from etl.returned.package import UneditableError

_COLOURS = ("fgColor", "bgColor")
_DARK = "FF000000"
_LIGHT = 170  # brightness of a colour above which it cannot be read on the fills of marks
_PLAIN = """<styleSheet xmlns="{}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


class Styles:
    """The part with the styles of all cells."""

    def __init__(self, root: etree._Element) -> None:
        """`root` is changed in place."""
        self.root = root
        self._space = f"{{{etree.QName(root).namespace}}}"
        self._lists = {local(child): child for child in root}
        if not {"fonts", "fills", "borders", "cellXfs"} <= self._lists.keys() or not len(self._lists["cellXfs"]):
            raise UneditableError("styles")
        self._formats = list(self._lists["cellXfs"])
        self._fills: dict[tuple[str, int], int] = {}
        self._marked: dict[tuple[int, str], int] = {}
        self._dark: dict[int, int] = {}

    @classmethod
    def plain(cls, namespace: str) -> Self:
        """The styles of a workbook that has none."""
        return cls(etree.fromstring(_PLAIN.format(namespace)))

    def marked(self, style: int, colour: str) -> int:
        """The number of a style that differs from another in nothing but its fill."""
        style = style if style < len(self._formats) else 0
        key = style, colour
        if key not in self._marked:
            changed = copy.deepcopy(self._formats[style])
            changed.set("fillId", str(self._filled(colour, int(changed.get("fillId", "0")))))
            changed.set("applyFill", "1")
            font = int(changed.get("fontId", "0"))
            if self._is_light(font):
                changed.set("fontId", str(self._darkened(font)))
                changed.set("applyFont", "1")
            self._marked[key] = self._append("cellXfs", changed)
        return self._marked[key]

    def made(
        self, *, colour: str = "", bold: bool = False, size: int = 0, ink: str = "", bordered: bool = False
    ) -> int:
        """The number of a new style in the font of the workbook, for texts: wrapped, from the top, never calculated."""
        font = copy.deepcopy(self._fonts[0]) if len(self._fonts) else etree.Element(f"{self._space}font")
        for name in ("b", "i", "u", "strike", "color") + (("sz",) if size else ()):
            for element in font.findall(f"{self._space}{name}"):
                font.remove(element)
        additions = [self._element("b")] if bold else []
        font[:0] = additions
        if ink:
            font.append(self._element("color", rgb=ink))
        if size:
            font.append(self._element("sz", val=str(size)))
        order = ["b", "sz", "color", "name", "family", "charset", "scheme"]
        font[:] = sorted(font, key=lambda child: order.index(local(child)) if local(child) in order else len(order))
        border = self._element("border")
        for side in ("left", "right", "top", "bottom"):
            line = etree.SubElement(border, f"{self._space}{side}")
            if bordered:
                line.set("style", "thin")
                line.append(self._element("color", rgb="FFBFC7D1"))
        etree.SubElement(border, f"{self._space}diagonal")
        shape = self._element(
            "xf",
            numFmtId="0",
            fontId=str(self._append("fonts", font)),
            fillId=str(self._filled(colour) if colour else 0),
            borderId=str(self._append("borders", border)),
            xfId="0",
            quotePrefix="1",
            applyFont="1",
            applyFill="1",
            applyBorder="1",
            applyAlignment="1",
        )
        shape.append(self._element("alignment", vertical="top", wrapText="1"))
        return self._append("cellXfs", shape)

    @property
    def _fonts(self) -> Any:
        return self._lists["fonts"]

    def unmark(self, colours: Collection[str], *, second_is_kept: bool) -> None:
        """Give all styles that marking made their own fill again; none where the program that saved them forgot it."""
        fills = list(self._lists["fills"])
        for shape in self._formats:
            number = int(shape.get("fillId", "0"))
            pattern = fills[number].find(f"{self._space}patternFill") if number < len(fills) else None
            front, back = (None, None) if pattern is None else (self._child(pattern, name) for name in _COLOURS)
            if front is None or front.get("rgb") not in colours:
                continue
            is_kept = second_is_kept and back is not None and not back.get("indexed")
            shape.set("fillId", str(self._append("fills", self._solid(back, None))) if is_kept else "0")

    def _filled(self, colour: str, over: int = 0) -> int:
        """A fill of a colour. What it covers is kept as its second colour, which a solid fill does not show."""
        fills = self._lists["fills"]
        if (colour, over) not in self._fills:
            pattern = self._child(fills[over], "patternFill") if over < len(fills) else None
            solid = pattern is not None and pattern.get("patternType") == "solid"
            fill = self._solid(self._element("fgColor", rgb=colour), self._child(pattern, "fgColor") if solid else None)
            self._fills[colour, over] = self._append("fills", fill)
        return self._fills[colour, over]

    def _solid(self, front: Any, back: Any) -> Any:
        fill = self._element("fill")
        pattern = self._element("patternFill", patternType="solid")
        pattern.append(self._element("fgColor", **dict(front.attrib)))
        pattern.append(self._element("bgColor", **({"indexed": "64"} if back is None else dict(back.attrib))))
        fill.append(pattern)
        return fill

    def _child(self, element: Any, name: str) -> Any:
        return element.find(f"{self._space}{name}")

    def _is_light(self, font: int) -> bool:
        """Whether letters are white or nearly so, which was meant for another ground."""
        if font >= len(self._fonts):
            return False
        colour = self._fonts[font].find(f"{self._space}color")
        if colour is None:
            return False
        rgb = (colour.get("rgb") or "")[-6:]
        if len(rgb) == 6:
            try:
                red, green, blue = bytes.fromhex(rgb)
            except ValueError:
                return False
            return (red * 299 + green * 587 + blue * 114) / 1000 > _LIGHT
        return colour.get("theme") == "0" or colour.get("indexed") in ("1", "9")

    def _darkened(self, font: int) -> int:
        if font not in self._dark:
            changed = copy.deepcopy(self._fonts[font])
            colour = changed.find(f"{self._space}color")
            colour.attrib.clear()
            colour.set("rgb", _DARK)
            self._dark[font] = self._append("fonts", changed)
        return self._dark[font]

    def _element(self, name: str, **attributes: str) -> Any:
        element = etree.Element(f"{self._space}{name}")
        for key, value in attributes.items():
            element.set(key, value)
        return element

    def _append(self, where: str, element: Any) -> int:
        found = self._lists[where]
        found.append(element)
        found.set("count", str(len(found)))
        return len(found) - 1
