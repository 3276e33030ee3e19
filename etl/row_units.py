"""The units that rows and columns of a table name: by the lists, by what was decided before, or a question."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from etl import axes, headers, senders, units, wording
from etl.column import Column
from etl.layout import Row, Table
from etl.mentions import DEPARTMENTS, LEVEL_OF_KIND, OTHER
from etl.model import Place, Question, Suggestion
from etl.problems import problem
from etl.reference import ReportingUnit
from etl.table_context import TableContext
from etl.units import Mention
from etl.workbook import Cell

_KIND = re.compile(r"\b(đặc khu|thị trấn|thị xã|thành phố|xã|phường|huyện|quận|sở|phòng)\b")
_COMMUNES_SAID = re.compile(
    r"\b(?:các|một số|\d+)\s+((?:xã|thị trấn|TT)(?:\s*(?:,|và|/|-)\s*(?:xã|thị trấn|TT))+)\b(?!\s*(?:,|và)\s*phường)",
    re.IGNORECASE,
)
_ALIKE = 80  # of 100: what a name within a letter or two is worth
_INSIDE = re.compile(r"(?:các )?(?:phòng|văn phòng|vp|thanh tra|lãnh đạo|ban (?:giám đốc|lãnh đạo)|bộ phận|tổ)\b")
_ITS_HEAD = re.compile(
    r"lãnh đạo\b|ban (?:giám đốc|lãnh đạo)\b|(?:văn phòng|vp|thanh tra)(?: sở)?(?: và các phòng.*)?$"
)
_HEAD_OF_TERRITORY = re.compile(r"(?:văn phòng|vp|thanh tra)(?: hđnd.*| ubnd.*| huyện| thị xã| thành phố| quận)?$")
_LIKE_A_PLACE = re.compile(
    r"(?:Trường (?!Mầm|Tiểu|Trung|THCS|THPT|Cao|Đại|Chính|Dạy|Nghề|PT)|Hội (?!Nông|Phụ|Cựu|Chữ|Luật|Người|Nhà|Khuyến)"
    r"|Viện (?!Kiểm|Quy|Khoa))[^\W\d_]+(?: [^\W\d_]+)?"
)
_NO_PLACE = re.compile(  # comparable names below 'Huyện' that are of none
    r"(?:(?:vốn|kinh phí|biên chế|số|nguồn) )*(?:dự phòng|chưa (?:phân|giao|bố trí|xác định)|còn lại|khác\b|tiết kiệm)"
    r"|(?:bưu điện|viễn thông|điện lực|công an|quân sự|kho bạc)\b"
)
_TERRITORIES = frozenset({"tỉnh", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu", "thành phố"})
_ABOUT_BODIES = frozenset(("tên", "ubnd", "các", "đơn", "vị", "danh", "sách", "và", "khối"))
_IS_OFFICE = re.compile(
    r"(?:sở|phòng|ban|văn phòng|vp|thanh tra|trung tâm|chi cục|cục|công an|bql|bch|hội|trường|trạm|đội|kho bạc|"
    r"bộ phận)\b"
)


def source_of(unit: ReportingUnit | None, context: TableContext) -> Literal["own_appendix", "higher_table"]:
    """A table that lists another unit than the one that reports is a higher unit's."""
    own = unit is None or (context.unit is not None and unit.reporting_unit == context.unit.reporting_unit)
    return "own_appendix" if own else "higher_table"


def body(
    name: str, head: Sequence[Cell], *, of_dossiers: bool, others: bool
) -> tuple[Mention, tuple[Mention, ...]] | None:
    """The body that a row names and nothing else, with those above it; `others`: also one of no kind that is known.

    Below 'UBND phường' 'Trường Vinh' is no school.
    """
    of_kind = any(_of_territories(cell.text) for cell in head[-1:])
    found = axes.whole_body(axes.without_one_stop(name) if of_dossiers and not axes.is_short_commune(name) else name)
    if of_kind and name.istitle() and _LIKE_A_PLACE.fullmatch(wording.clean(name)):
        return None
    if found is None and others and axes.is_other_body(name):
        return Mention(OTHER, units.expanded(axes.without_number(name)), issuer=False), ()
    return found


def _of_territories(text: str) -> bool:
    return axes.only_kinds(text) and axes.levels_of_kinds(text) in ({"commune"}, {"district"}, {"district", "other"})


def resolve(
    name: str,
    body: tuple[Mention, tuple[Mention, ...]] | None,
    parents: Sequence[Mention],
    head: Sequence[Cell],
    context: TableContext,
    place: Place,
    printed: Collection[str] = (),
    new: Mapping[str, ReportingUnit] = MappingProxyType({}),
) -> units.Resolution:
    """The unit that a row or column names, under the unit that reports.

    `printed` are the kinds that others print, `new` the new units that they name.
    """
    reference, own = context.reference, context.unit
    asked = Question(
        "unit",
        subject=wording.key(axes.without_number(name)),
        path=" > ".join([context.sender, *(wording.key(parent.printed) for parent in parents)]),
        sender=context.sender,
        printed=wording.without_person(name),
    )
    remembered = context.memory.find(asked)
    if remembered is not None and remembered.answer in reference.unit_of:
        return units.Resolution(reference.unit_of[remembered.answer], decision=remembered.decision.decision)
    below = bare_below(name, context) if body is None else []
    if len(below) > 1:  # 'Hòa Bình' under 'Huyện, thị xã, thành phố' is no thị trấn
        said = {level for cell in head for level in axes.levels_of_kinds(cell.text)}
        below = [unit for unit in below if unit.level in said] or below
    if len(below) == 1:
        return units.Resolution(below[0])
    kind = _kind_of_heading(head, own, printed)
    is_place = name[:1].isupper() and not _NO_PLACE.match(wording.key(axes.without_number(name)))
    if body is None and not below and kind and is_place:
        body = Mention(kind, axes.without_number(name), issuer=False), ()
    if body is None:
        return _unclear(name, asked, below, place, context)
    mention, above = replace(body[0], dashed=bool(body[0].rest)), body[1]  # the row says nothing but the name
    if mention.kind in DEPARTMENTS and own is None and not above and not parents:
        return _unclear(name, asked, (), place, context)  # every province has a Sở Nội vụ
    if own is not None and is_own(mention, own):
        return units.Resolution(own)
    window = context.longest.window if context.longest else units.ANY_DAYS
    found = units.resolve(mention, [*above, *parents, *_chain(own, context, mention)], window, reference, place)
    if found.unit is None:
        first = found.problems[0].expected.split("; ")[0].split(", ")[0]
        alike = [unit for unit in reference.units if unit.name == first]
        return _unclear(name, asked, alike, place, context)
    is_alone = bool(found.new) and not found.unit.parent and own is None  # in no province that the document names
    if is_alone or _has_code_of_another(found.unit, new):
        return _unclear(name, asked, (), place, context)
    return replace(found, problems=tuple(p for p in found.problems if p.code != "unit_parent_assumed"))


def count_dossiers(planned: Sequence[Column], context: TableContext) -> bool:
    """Whether all columns count dossiers: those of the office of a xã are the xã's, the staff of the office is not."""
    codes = [column.matched.indicator for column in planned if column.matched.loads]
    known = context.reference.indicators
    return bool(codes) and all(known[code].theme in ("dossiers", "onestop") for code in codes)


def are_parts_of(names: Sequence[str], own: ReportingUnit | None) -> bool:
    """Whether most rows are sections of the sở or xã that reports, which do not report: 'Phòng …', 'Thanh tra Sở'."""
    if own is None or own.level not in ("department", "commune"):
        return False
    # 'Phòng Nội vụ Ba Vì | Phòng Nội vụ Đan Phượng' are those of the huyện, about whom a sở may report.
    return _has_head(names, own) and 2 * sum(map(_is_inside, names)) > len(names)


def are_offices_of(names: Sequence[str], context: TableContext) -> bool:
    """Whether rows are the divisions or offices of the body that reports, its own head among them.

    'Văn phòng Sở | Chi cục Kiểm lâm | Trung tâm Khuyến nông' are bodies, and their total is its figure; of a tỉnh they
    would not be all, and those of the Party and of the state's branches are no offices of a huyện.
    """
    own = context.unit
    if own is None or own.level not in ("department", "district", "other") or not _has_head(names, own):
        return False
    kinds = {context.reference.offices.kind_of(axes.without_number(name)) for name in names}
    elsewhere = any(mention.kind in _TERRITORIES for name in names for mention in units.mentions(name))
    if elsewhere or kinds & {"party", "branch"}:
        return False
    return all(_is_inside(name) or axes.is_other_body(name) for name in names)


def _has_head(names: Sequence[str], own: ReportingUnit) -> bool:
    keys = [wording.key(axes.without_number(name)).replace(wording.key(own.name), own.kind) for name in names]
    of_territory = own.level in ("district", "commune")
    return any(_ITS_HEAD.match(key) or (of_territory and _HEAD_OF_TERRITORY.match(key)) for key in keys)


def _is_inside(name: str) -> bool:
    return bool(_INSIDE.match(wording.key(axes.without_number(name))))


def is_own(mention: Mention, own: ReportingUnit) -> bool:
    """Whether a row names the unit that reports."""
    names = {wording.key(mention.name), wording.key(f"{mention.name} - {mention.rest}")}
    return wording.key(mention.kind) == wording.key(own.kind) and own.bare_name in names


def _chain(own: ReportingUnit | None, context: TableContext, mention: Mention) -> list[Mention]:
    """The unit that reports and those above it, as a document names them."""
    found: list[Mention] = []
    unit = own
    while unit is not None:
        said = Mention(
            unit.kind, unit.name[len(unit.kind) :].strip() if unit.kind != OTHER else unit.name, issuer=False
        )
        if units.rank(said) > units.rank(mention) or unit.level == "province":
            found.append(said)
        unit = context.reference.unit_of.get(unit.parent)
    return found


def bare_below(name: str, context: TableContext) -> list[ReportingUnit]:
    """Units below the one that reports, of a sở below its province, that a name printed without its kind may mean.

    A sở with branches in the huyện ('Chi nhánh …', 'Trung tâm Y tế …') may print their names as well.
    """
    if context.unit is None or (context.unit.level == "department" and senders.has_branches(context.unit)):
        return []
    above = context.reference.unit_of.get(context.unit.parent) if context.unit.level == "department" else None
    last = context.longest.window[1] if context.longest else None
    found = axes.bare_name(name, context.reference.below(above or context.unit))
    return [unit for unit in found if last is None or unit.valid_on(last)]


def _has_code_of_another(unit: ReportingUnit, new: Mapping[str, ReportingUnit]) -> bool:
    """Whether a new unit of another name has its code: 'Xã Trà Don' and 'Xã Trà Dơn' are two."""
    there = new.get(unit.reporting_unit)
    return there is not None and wording.key(there.name) != wording.key(unit.name)


def is_bare_name(
    name: str, over: Sequence[str], head: Sequence[Cell], printed: Collection[str], context: TableContext
) -> bool:
    """Whether a column is headed by a name without its kind: of a known body, or below a heading that says the kind.

    Args:
        name: the lowest heading.
        over: what else its headings say; kinds of bodies are all that may stand there.
        head: the cells above it.
        printed: the kinds that others print.
        context: whose table it is.
    """
    if not name or not all(axes.only_kinds(text) or set(wording.key(text).split()) <= _ABOUT_BODIES for text in over):
        return False
    if bare_below(name, context):
        return True
    said = context.reference.grammar.read(name)
    is_name = bool(said.strange) and not said.facets and name.istitle()
    return is_name and bool(head) and bool(_kind_of_heading(head[-1:], context.unit, printed))


def head_of(table: Table, column: int | None = None) -> tuple[Cell, ...]:
    """The headings over the names of a list; 'Đơn vị' says less than a title 'của các xã, thị trấn'.

    `column`: over the name that is its heading, where names stand across.
    """
    head = table.heads.get(table.axis, ()) if column is None else table.heads.get(column, ())[:-1]
    if any(axes.levels_of_kinds(cell.text) for cell in head):
        return head
    said = ((cell, _COMMUNES_SAID.search(wording.clean(cell.text))) for cell in table.titles)
    return next(((cell._replace(text=match[1]),) for cell, match in said if match), head)


def head_below(row: Row) -> tuple[Cell, ...]:
    """What says the kind of the names below a row: 'I. Phường' over 'Nha Trang'; nothing where it is no one kind."""
    cell = row.cells.get("label")
    said = [] if cell is None else [cell._replace(text=axes.without_number(cell.text))]
    return tuple(said) if _kind_of_heading(said, None, ()) else ()


def kinds_printed(names: Sequence[str]) -> frozenset[str]:
    """The kinds of bodies that a few names of a list say themselves; none where most say theirs."""
    kinds = [body[0].kind for name in names if (body := axes.whole_body(name))]
    return frozenset(kinds) if 2 * len(kinds) < len(names) else frozenset()


def _kind_of_heading(head: Sequence[Cell], own: ReportingUnit | None, printed: Collection[str]) -> str:
    """'Tên xã' says the kind of every name below it; 'Xã, phường' only in a quận, where all are phường.

    Below 'Xã, thị trấn' those that do not print 'TT' are xã where a few do, below 'Huyện, thành phố' so are huyện.
    """
    words = re.sub(r"\btt\b", "thị trấn", wording.key(" ".join(headers.line(cell) for cell in head)))
    words = axes.FIGURES_OF.sub("", words)
    kinds = set(_KIND.findall(words))
    rest = set(words.split()) - _ABOUT_BODIES - {word for kind in kinds for word in kind.split()}
    if own is not None and own.kind == "quận" and kinds == {"xã", "phường"}:
        kinds = {"phường"}
    if len(left := kinds - set(printed)) == 1 and left <= {"xã", "huyện"}:
        kinds = left
    return kinds.pop() if len(kinds) == 1 and not rest else ""


def _unclear(
    name: str, asked: Question, near: Sequence[ReportingUnit], place: Place, context: TableContext
) -> units.Resolution:
    likely = [(unit, _ALIKE) for unit in near] or units.nearest(name, context.unit, context.reference)
    if office := _IS_OFFICE.match(wording.key(axes.without_number(name))):  # no tỉnh and no xã is like 'Phòng Nội vụ'
        levels = (LEVEL_OF_KIND.get(office.group(), "department"), "division", "other")
        likely = [(unit, score) for unit, score in likely if unit.level in levels]
    suggested = tuple(
        Suggestion(unit.reporting_unit, score, f"tên gần giống {unit.name}") for unit, score in likely[:3]
    )
    names = "; ".join(context.reference.unit_of[s.answer].name for s in suggested) or "chưa có gợi ý"
    question = replace(asked, suggestions=suggested)
    return units.Resolution(
        None, (problem("unit_row_unclear", place, found=asked.printed, expected=names, question=question),)
    )
