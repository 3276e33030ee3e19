"""Groups of a list that say whose dossiers or posts their rows count: 'III. UBND cấp xã', 'B. Khối sự nghiệp'."""

import re
from collections.abc import Iterable, Mapping, Sequence

from etl import axes, row_units, values, wording
from etl.column import Column
from etl.column_groups import CLASSES
from etl.figures import Entry
from etl.layout import Row, Table
from etl.mentions import LEVEL_OF_KIND, OTHER
from etl.parts_of_year import numbers
from etl.reference import Reference
from etl.row_tree import depth_of
from etl.table_context import TableContext
from etl.terms import Understood

_GROUP_NUMBER = re.compile(r"(?:[IVXLC]{1,6}|[A-Z])[.),]?")
_PLAIN = frozenset({"cs", "pe", "vc", "staff", "people"})
_SERVICE = re.compile(
    r"(?:trung tâm|ttyt|ttpvhcc|tt|trường|bệnh viện|đài|trạm|viện|ban quản lý|bql|ban qlda|thư viện|bảo tàng|chi nhánh|"
    r"văn phòng đăng ký|vpđk|phòng (?:khám|công chứng)|qũy|hội|công ty|nhà (?:khách|văn hóa|thiếu nhi)|hạt)\b"
)
_OF_NO_CLASS = re.compile(
    r"\b(?:hội|đảng|đòan thể|mttq|mặt trận|trường học|hợp đồng)\b"
)  # as comparable forms write it
_BELOW_WHOM = re.compile(r"\s(?:trực )?thuộc (?:ubnd )?(?:tỉnh|thành phố|huyện|sở)\b", re.IGNORECASE)
_NOT_ALL = re.compile(r"\b(?:một số|được (?:kiểm tra|thanh tra|khảo sát))\b")
_BOTH_CLASSES = re.compile(r"\b(?:viên chức|lao động|người làm việc|sự nghiệp)\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_OF_DISTRICTS = re.compile(r"\b(?:huyện|quận|thị xã|thành phố)\b")
# 'Hồ sơ thuộc thẩm quyền giải quyết của UBND cấp huyện': the words around the bodies.
_DOSSIERS_OF = re.compile(
    r"(?:(?:số )?hồ sơ(?: tthc| thủ tục hành chính)?|tthc|thủ tục hành chính) "
    r"(?:thuộc thẩm quyền(?: (?:giải quyết|tiếp nhận))?(?: của)?|do|của|tại) (?P<bodies>.+?)"
    r"(?: (?:tiếp nhận|giải quyết|thực hiện)(?: .*)?)?"
)
_OF_COMMUNES = re.compile(r"\b(?:xã|phường|thị trấn|đặc khu)\b")


class Groups:
    """What the groups of a list say of the rows below them."""

    def __init__(self, table: Table, columns: Mapping[int, Column], context: TableContext, axis: str) -> None:
        """Of a list of units and of one of details; a list of kỳ has none."""
        reference = context.reference
        self._columns, self._reference, self._axis = columns, reference, axis
        self._levels = groups_of(table.rows) if axis == "units" else {}
        self._classes = classes_of(table.rows, reference) if axis != "periods" else {}
        titles = [(wording.key(cell.text), reference.grammar.read_title(cell.text).facets) for cell in table.titles]
        self._of_servants = any("cs" in facets and not _BOTH_CLASSES.search(key) for key, facets in titles)
        self._of_employees = any("pe" in said for _, said in titles) and not any("cs" in said for _, said in titles)
        names = [row.label for row in table.rows if row.label and row.figures and not axes.is_total(row.label)]
        self._service = [bool(_SERVICE.match(wording.key(axes.without_number(name)))) for name in names]
        some = any(_NOT_ALL.search(key) for key, _ in titles)
        self._of_offices = axis == "units" and not some and row_units.are_offices_of(names, context.unit)

    def own_totals(self, columns: Mapping[int, Column]) -> dict[int, Column]:
        """The columns whose sum over all rows is a figure of who reports: of its fields, or the posts of its offices.

        Of posts only where all are of one class, or the column says of which.
        """
        service = sum(self._service)
        one_class = not self._classes and (service in (0, len(self._service)) or self._of_servants)
        return {
            at: column
            for at, column in columns.items()
            if (self._axis == "details" or (self._of_offices and self._is_of_posts(column)))
            and (one_class or not self._is_open(column))
        }

    def _is_of_posts(self, column: Column) -> bool:
        loads = column.matched.loads
        return loads and self._reference.indicators[column.matched.indicator].theme == "staffing"

    def _is_open(self, column: Column) -> bool:
        """Whether a column is of posts and leaves open of which class."""
        return self._is_of_posts(column) and not column.said.facets & CLASSES

    def placed(self, row: Row, entries: Sequence[Entry]) -> tuple[list[Entry], list[tuple[Entry, str]]]:
        """The entries of a row as its group means them; and those left open, with the problem's code."""
        found, of_no_level = placed(entries, self._levels.get(row.row, ""))
        kept = [(one, self._of_class(one, self._classes.get(row.row, frozenset()))) for one in found]
        unknown = [(one, "unit_row_unclear") for one in of_no_level]  # of the xã of a huyện
        unknown += [(one, "posts_unclear") for one, meant in kept if meant is None]
        return [meant for _, meant in kept if meant is not None], unknown

    def _of_class(self, entry: Entry, classes: frozenset[str]) -> Entry | None:
        """'Được giao' below 'Khối sự nghiệp' is of its posts; None where it is not known of which."""
        column = self._columns[entry.cell.column]
        if not classes or not self._is_open(column):
            return entry
        if classes == {"cs"}:
            return None if self._of_employees else entry
        meaning = self._reference.grammar.mean(Understood(column.said.facets | classes))
        if self._of_servants or meaning is None or meaning.indicator not in self._reference.indicators:
            return None
        return entry._replace(indicator=self._reference.indicators[meaning.indicator])


def classes_of(rows: Sequence[Row], reference: Reference) -> Mapping[int, frozenset[str]]:
    """By row whose posts it counts: 'cs' below 'A. Khối hành chính', 'pe' below 'B. Khối sự nghiệp công lập'.

    'unclear' below what says more ('C. Hợp đồng', 'D. Sự nghiệp giáo dục'). A group without figures may stand without a
    letter; '- Khối sự nghiệp | 60' below a sở is a part of that sở and no group.
    """
    found: dict[int, frozenset[str]] = {}
    current: frozenset[str] = frozenset()
    series = ""
    for row in rows:
        if not row.label or axes.is_total(row.label):
            continue
        own, said = _series(row), _class_of(row.label, reference)
        empty = not any(not values.is_blank(cell) for cell in row.figures)
        if (own or empty) and (said or not (series == "letter" and own == "roman")):
            is_body = axes.whole_body(axes.without_number(row.label)) is not None
            current, series = (frozenset(), own) if is_body and own else (said, own or series)
        elif current:
            found[row.row] = current
    return found


def _class_of(label: str, reference: Reference) -> frozenset[str]:
    name = _BELOW_WHOM.sub("", axes.without_number(label))
    said = reference.grammar.read(name)
    if axes.whole_body(name) is not None:
        return frozenset()
    if _OF_NO_CLASS.search(wording.key(name)) or said.facets & {"contract", "cadre"}:
        return frozenset({"unclear"})
    plain = len(said.facets & {"cs", "pe"}) == 1 and said.facets <= _PLAIN and not said.strange
    return said.facets & {"cs", "pe"} if plain else frozenset({"unclear"} if said.facets & {"cs", "pe"} else ())


def _series(row: Row) -> str:
    """'letter' of 'A. Khối hành chính', 'roman' of 'II. Khối sự nghiệp', '' of others."""
    if not _is_lettered(row, row.label):
        return ""
    mark = re.match(r"[IVX]+(?![A-Z])", row.number or row.label)
    return "roman" if mark else "letter"


def groups_of(rows: Iterable[Row]) -> Mapping[int, str]:
    """By row whose dossiers a huyện's figures are: 'commune' under 'UBND cấp xã'; then 'district' under the other.

    A huyện that stands once, under 'UBND cấp huyện', is as in a list without groups.
    """
    group = ""
    found: dict[int, tuple[str, str]] = {}
    for row in rows:
        name = row.label
        if not name or axes.is_total(name):
            continue
        bodies = _bodies(name)
        if axes.is_group(bodies):
            group = _level_of(bodies)
            continue
        body = axes.whole_body(name)
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
    words = wording.key(_BRACKETS.sub(" ", name))
    communes = bool(_OF_COMMUNES.search(words.replace("thị xã", " ")))
    districts = bool(_OF_DISTRICTS.search(words))
    return "" if communes == districts else "commune" if communes else "district"


def is_heading(row: Row, name: str, after: Row | None, *, has_figures: bool) -> bool:
    """A row over others: 'I. Các sở, ban, ngành', 'Khối xã'; with figures only where its number says so too."""
    if axes.is_group(name):
        return True
    return _is_lettered(row, name) and (
        not has_figures or (after is not None and bool(re.fullmatch(r"\d+[.)]?", after.number)))
    )


def _is_lettered(row: Row, name: str) -> bool:
    """'I', 'A' before a name, or typed in its cell."""
    typed = not row.number and not axes.is_short_commune(name) and re.match(r"^(?:[IVXLC]{1,6}|[A-Z])[.),–-]\s", name)
    return bool(_GROUP_NUMBER.fullmatch(row.number) or typed)


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
