"""The tables that say which units there are and what became of them, as people hand them in.

Four shapes: the official conversion table of 2025 (old commune → new commune), a plain table of events, a list of
units, and other spellings of their names. What their words mean is data here; what follows from them is found in
`unit_import`, `unit_events` and `aliases`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl import wording
from etl.exchange import REMOVE, Column
from etl.mentions import LEVEL_OF_KIND, OTHER

UNIT_COLUMNS = ("reporting_unit", "name", "kind", "level", "parent", "province", "code", "valid_from", "valid_to")
ALIAS_COLUMNS = ("alias", "province", "reporting_unit", "reason")
EVENT_COLUMNS = ("event", "old_unit", "new_unit", "relation", "valid_from", "document")
SHAPES: Mapping[str, Sequence[Column]] = {
    "conversion": (
        Column("new_province", ("tỉnh, thành phố", "tỉnh mới", "tỉnh, thành phố mới", "tên tỉnh mới")),
        Column("new_commune", ("tên xã mới", "xã mới", "tên đơn vị mới")),
        Column("new_code", ("mã xã mới", "mã mới")),
        Column("old_commune", ("tên xã cũ", "xã cũ", "tên đơn vị cũ")),
        Column("old_code", ("mã xã cũ", "mã cũ")),
        Column("relation", ("ghi chú", "quan hệ", "hình thức")),
        Column("old_district", ("quận/huyện", "huyện cũ", "quận, huyện", "quận/huyện cũ"), required=False),
        Column("old_province", ("tỉnh cũ", "tên tỉnh cũ", "tỉnh, thành phố cũ")),
    ),
    "events": (
        Column("event", ("thay đổi", "sự kiện", "loại thay đổi")),
        Column("old_unit", ("đơn vị cũ",)),
        Column("new_unit", ("đơn vị mới",)),
        Column("relation", ("quan hệ",)),
        Column("valid_from", ("ngày hiệu lực", "từ ngày"), required=False),
        Column("document", ("văn bản", "căn cứ"), required=False),
        Column("new_name", ("tên đơn vị mới", "tên mới"), required=False),
        Column("new_parent", ("cấp trên của đơn vị mới", "cấp trên mới"), required=False),
        Column("new_code", ("mã đơn vị mới", "mã mới"), required=False),
    ),
    "units": (
        Column("reporting_unit", ("mã trong kho",)),
        Column("name", ("tên", "tên đơn vị")),
        Column("kind", ("loại",)),
        Column("level", ("cấp",)),
        Column("parent", ("cấp trên",)),
        Column("province", ("tỉnh",)),
        Column("code", ("mã số",)),
        Column("valid_from", ("từ ngày",)),
        Column("valid_to", ("đến ngày",)),
    ),
    "aliases": (
        Column("alias", ("cách ghi khác", "cách viết khác", "bí danh")),
        Column("province", ("chỉ dùng ở tỉnh", "tỉnh", "tỉnh, thành phố"), required=False),
        Column("reporting_unit", ("đơn vị", "mã đơn vị", "mã trong kho")),
        Column("reason", ("lý do", "căn cứ")),
        REMOVE,
    ),
}
# Words of the relation column, without accents → relation. 'một phần diện tích, toàn bộ dân số' moves all people, but
# the area is divided: nothing is added up over a division, so it counts as a part (domain G.3).
RELATIONS: Mapping[str, str] = {
    "nhap toan bo": "whole",
    "doi ten": "whole",
    "doi loai hinh": "whole",
    "giu nguyen": "unchanged",
    "nhap mot phan": "part",
    "nhap mot phan dien tich": "part",
    "nhap mot phan dan so": "part",
    "nhap mot phan dien tich toan bo dan so": "part",
    "giai the": "none",
    "ket thuc hoat dong": "none",
    **{code: code for code in ("whole", "unchanged", "part", "none")},
}
# Likewise of the event column.
EVENTS: Mapping[str, str] = {
    "nhap": "merge",
    "sap nhap": "merge",
    "tach": "split",
    "chia": "split",
    "doi ten": "rename",
    "chuyen cap tren": "re-parent",
    "giai the": "abolish",
    "ket thuc hoat dong": "abolish",
    **{code.replace("-", " "): code for code in ("merge", "split", "rename", "re-parent", "abolish")},
}
WIDTHS = {"province": 2, "district": 3, "commune": 5}  # digits of an administrative code (QĐ 19/2025/QĐ-TTg)
_KINDS = sorted(set(LEVEL_OF_KIND) - {OTHER}, key=len, reverse=True)
_CODED = re.compile(r"(.*?)\s*\((\d+)\)")


@dataclass(frozen=True)
class Body:
    """A unit as a table prints it: 'Huyện Định Hóa (167)'. `kind` is '' where the name does not begin with one."""

    name: str
    kind: str
    code: str = ""

    @property
    def bare(self) -> str:
        """The comparable name without its kind."""
        return wording.key(self.name).removeprefix(wording.key(self.kind)).strip()


def body(text: str, code: str = "", width: int = 0) -> Body:
    """The body that a cell names; a code in brackets is taken where none stands in a column of its own.

    Args:
        text: the cell.
        code: the cell of the code, perhaps without the zeros that a spreadsheet takes away.
        width: how many digits such a code has.
    """
    text = wording.clean(text)
    if match := _CODED.fullmatch(text):
        text, code = match[1], code or match[2]
    kind = next((kind for kind in _KINDS if wording.key(text).startswith(f"{wording.key(kind)} ")), "")
    name = f"{kind.capitalize()} {text[len(kind) :].strip()}" if kind else text
    return Body(name, kind, code.zfill(width) if code.isdigit() else code)


def level_of(kind: str, parent_level: str) -> str:
    """The level of a body: a thành phố is a province where nothing stands above it, else a district."""
    level = LEVEL_OF_KIND.get(kind, "other")
    if kind == "thành phố":
        return "district" if parent_level else "province"
    return level


def relation_of(text: str) -> str:
    """The relation that some words mean; '' where they are not clear."""
    return RELATIONS.get(wording.fold(text), "")


def event_for(words: str, relation: str) -> str:
    """The event that a row of the conversion table is, by its words alone: other rows may stand in another file."""
    if wording.fold(words).startswith("doi "):  # đổi tên, đổi loại hình
        return "rename"
    return {"whole": "merge", "part": "split"}.get(relation, "re-parent")


def event_of(text: str) -> str:
    """The event that some words mean; '' where they are not clear."""
    return EVENTS.get(wording.fold(text), "")
