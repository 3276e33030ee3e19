"""Groups of a list that say whose dossiers or posts their rows count: 'III. UBND cấp xã', 'B. Khối sự nghiệp'."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from etl import axes, values, wording
from etl.classes_of_posts import Posts, is_part, is_within
from etl.column import Column
from etl.figures import Entry
from etl.layout import Row, Table
from etl.lettered import is_lettered, series_of
from etl.levels_of_fields import level_of
from etl.mentions import LEVEL_OF_KIND, OTHER
from etl.parts_of_year import numbers
from etl.reference import Reference
from etl.row_tree import depth_of
from etl.table_context import TableContext

_BRACKETS = re.compile(r"\([^()]*\)")
_OF_DISTRICTS = re.compile(r"\b(?:huyện|quận|thị xã|thành phố)\b")
# 'Hồ sơ thuộc thẩm quyền giải quyết của UBND cấp huyện': the words around the bodies.
_DOSSIERS_OF = re.compile(
    r"(?:(?:số )?hồ sơ(?: tthc| thủ tục hành chính)?|tthc|thủ tục hành chính|"
    r"bộ phận (?:một cửa|tiếp nhận và trả kết quả)) "
    r"(?:(?:thuộc thẩm quyền(?: (?:giải quyết|tiếp nhận))?(?: của)?|do|của|tại) )?(?P<bodies>.+?)"
    r"(?: (?:tiếp nhận|giải quyết|thực hiện)(?: .*)?)?"
)
_WITHIN = re.compile(r" (?:trực )?(?:thuộc|của|tại|ở) (?:các |ubnd )*(?:huyện|quận|thị xã|thành phố).*")
# A group that says of which part of what its rows count: 'Lĩnh vực đất đai', 'Vốn ngân sách trung ương'.
_NARROWS = re.compile(
    r"\b(?:lĩnh vực|đất đai|hộ tịch|chứng thực|trực tuyến|trực tiếp|bưu chính|bcci|mức độ|tòan trình|một phần|"
    r"vốn|nguồn|ngân sách|chương trình|mtqg|oda|trái phiếu|xổ số|kéo dài|tiền sử dụng đất|nước ngòai|"
    r"nstw|nsđp|nst|nsh|ns tỉnh|ns huyện|ns xã|ntm|nông thôn mới|chuyển tiếp|khởi công mới|chuẩn bị đầu tư|bội chi|"
    r"liên thông|hồ sơ giấy|phi địa giới|(?:có|thu) phí|còn lại|cùng kỳ|(?:kỳ|năm|quý|tháng) trước|"
    r"(?<!quản lý )(?<!ql )dự án)\b"
)
_OF_COMMUNES = re.compile(r"\b(?:xã(?! hội)|phường|thị trấn|đặc khu)\b")


class Groups:
    """What the groups of a list say of the rows below them."""

    def __init__(self, table: Table, columns: Mapping[int, Column], context: TableContext, axis: str) -> None:
        """Of a list of units and of one of details; a list of kỳ has none."""
        self._levels = groups_of(table.rows) if axis == "units" else {}
        self._narrowed = narrowed_by(table.rows) if axis == "units" else {}
        self._over_levels = over_levels(table.rows, context.reference) if axis == "units" else frozenset()
        self._posts = Posts(table, columns, context, axis)
        self.own_totals = self._posts.own_totals

    def placed(self, row: Row, entries: Sequence[Entry]) -> tuple[list[Entry], list[tuple[Entry, str, str]]]:
        """The entries of a row as its group means them; and those left open, with the problem's code and finding."""
        if row.row in self._over_levels:
            return [], [(one, "unit_row_unclear", row.label) for one in entries]
        if row.row in self._narrowed:
            return [], [(one, "section_other", self._narrowed[row.row]) for one in entries]
        found, of_no_level = placed(entries, self._levels.get(row.row, ""))
        kept = [(one, self._posts.of_class(row, one)) for one in found]
        unknown = [(one, "unit_row_unclear", row.label) for one in of_no_level]  # of the xã of a huyện
        unknown += [(one, "posts_unclear", row.label) for one, meant in kept if meant is None]
        return [meant for _, meant in kept if meant is not None], unknown


def over_levels(rows: Sequence[Row], reference: Reference) -> frozenset[int]:
    """The rows right above '- Cấp xã' in a list where these are not read: of which of its levels are they?"""
    told = [row for row in rows if row.label]
    parts = _parts_in(told)
    return frozenset(
        above.row
        for above, row in pairwise(told)
        if row.row in parts
        and row.figures
        and level_of(row, reference)
        and not (above.row in parts or axes.is_total(above.label))
    )


def _parts_in(told: Sequence[Row]) -> frozenset[int]:
    """The rows that are parts of the body above: with a dash, as '1.1' below '1', or where the next one is '2'."""
    found: set[int] = set()
    whole: Row | None = None  # the body above
    for row, after in zip(told, [*told[1:], None], strict=True):
        own, number = row.number.strip(" .)"), whole.number.strip(" .)") if whole else ""
        goes_on = not own and (after is None or after.number.strip(" .)") != "1")
        below = whole and number and row.figures and (own.startswith(f"{number}.") or goes_on)
        if is_part(row) or (below and whole and is_within(row, whole)):
            found.add(row.row)
        else:
            whole = row if axes.whole_body(axes.without_number(row.label)) is not None else None
    return frozenset(found)


def narrowed_by(rows: Iterable[Row]) -> Mapping[int, str]:
    """By row the group above it that says of which part its figures are: 'Vốn ngân sách trung ương'."""
    groups: dict[str, str] = {}
    found: dict[int, str] = {}
    narrow: set[str] = set()  # series with such a group: the others of it are of other parts
    for row in rows:
        name, series = axes.without_number(row.label), series_of(row)
        empty = not any(not values.is_blank(cell) for cell in row.figures)
        body = axes.whole_body(name) is not None or axes.is_other_body(name)
        if not name or axes.is_total(row.label) or body or not (series or empty or axes.is_group(name)):
            if label := next(filter(None, groups.values()), ""):
                found[row.row] = label
            continue
        groups = {"letter": groups.get("letter", "")} if series == "roman" else {}
        narrows = bool(_NARROWS.search(wording.key(name)))
        narrow |= {series} if narrows else set()
        groups[series] = row.label if narrows or (series in narrow and not axes.only_kinds(name)) else ""
    return found


def groups_of(rows: Iterable[Row]) -> Mapping[int, str]:
    """By row whose dossiers a huyện's figures are: 'commune' under 'UBND cấp xã'; then 'district' under the other.

    A huyện that stands once, under 'UBND cấp huyện', is as in a list without groups.
    """
    group = ""
    found: dict[int, tuple[str, str]] = {}
    told = [row for row in rows if row.label and not axes.is_total(row.label)]
    parts = _parts_in(told)
    for row in told:
        name = row.label
        if row.row in parts:
            continue
        bodies = _bodies(name)
        body = axes.whole_body(name)
        if axes.is_group(bodies) or (body is None and is_lettered(row, name) and _level_of(bodies)):
            group = _level_of(bodies)
            continue
        if body is not None and group and LEVEL_OF_KIND[body[0].kind] in ("district", "other"):
            found[row.row] = wording.key(body[0].printed), group
    of_communes = {name for name, level in found.values() if level == "commune"}
    return {row: level for row, (name, level) in found.items() if level == "commune" or name in of_communes}


def placed(entries: Sequence[Entry], level: str) -> tuple[list[Entry], list[Entry]]:
    """The entries with the level that their group says, and those of indicators that know none."""
    if not level:
        return list(entries), []
    unknown = [
        one for one in entries if level == "commune" and not one.handled_by and level not in one.indicator.levels
    ]
    kept = [
        one._replace(handled_by=level) if level in one.indicator.levels and not one.handled_by else one
        for one in entries
    ]
    return [one for one in kept if one not in unknown], unknown


def _bodies(name: str) -> str:
    """The group as a list names it, without what it counts of them."""
    said = _DOSSIERS_OF.fullmatch(wording.key(_BRACKETS.sub(" ", name)))
    return said["bodies"] if said else name


def _level_of(name: str) -> str:
    words = _WITHIN.sub(" ", wording.key(_BRACKETS.sub(" ", name)))
    communes = bool(_OF_COMMUNES.search(words.replace("thị xã", " ")))
    districts = bool(_OF_DISTRICTS.search(words))
    return "" if communes == districts else "commune" if communes else "district"


def is_heading(row: Row, name: str, after: Row | None, *, has_figures: bool) -> bool:
    """A row over others: 'I. Các sở, ban, ngành', 'Khối xã'; with figures only where its number says so too."""
    if axes.is_group(name):
        return True
    return is_lettered(row, name) and (
        not has_figures or (after is not None and bool(re.fullmatch(r"\d+[.)]?", after.number)))
    )


def is_group_of_none(row: Row, after: Row | None) -> bool:
    """'I. Cấp huyện | 6' right above 'II. Cấp xã': the sum of no rows."""
    beside = bool(row.number) and after is not None and depth_of(after) <= depth_of(row)
    ends = after is None or axes.is_total(after.label) or (beside and axes.is_group(after.label))
    return ends and any(numbers(row.figures).values())


def projects_in(rows: Sequence[Row]) -> frozenset[int]:
    """The rows of 'Chủ đầu tư / Dự án' below their owners, by their numbers: 'I. Sở A | 1. Trường B | II. Sở C'."""
    told = [row for row in rows if row.label and not axes.is_total(row.label)]
    bodies = {row.row: body[0].kind for row in told if (body := axes.whole_body(row.label))}
    owners = [depth_of(row) for row in told if bodies.get(row.row, OTHER) != OTHER]
    return frozenset(row.row for row in told if owners and depth_of(row) > min(owners))
