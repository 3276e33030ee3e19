"""The titles of a table: what it speaks of, and words that may narrow it to something else."""

import re
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, replace

from etl import axes, channels, notes, title_texts, wording
from etl.axes import Heading
from etl.channels import CHANNELS, JOINTS
from etl.facets import AUTONOMY, LEVELS_ONLINE, NARROWING, SUBJECTS, TIMING, of_services
from etl.layout import Table
from etl.model import Question, Suggestion
from etl.reference import Reference
from etl.table_context import TableContext
from etl.terms import Understood
from etl.workbook import Cell

# 'TTHC cấp huyện', and neither 'TTHC cấp huyện, xã' nor 'Hệ thống thông tin giải quyết TTHC cấp tỉnh'
_OF_A_LEVEL = re.compile(
    r"\b(?:tthc|thủ tục hành chính|hồ sơ|thẩm quyền|giải quyết|ubnd|của) cấp (?:tỉnh|huyện)\b"
    r"(?!.*(?<!thị )\b(?:xã|phường)\b)"
)
_SYSTEM = re.compile(r"\b(?:hệ thống|cổng|phần mềm)\b.*?\bcấp (?:tỉnh|huyện)\b")
_CLASSES = frozenset({"cs", "pe", "vc"})
_NO_UNITS = frozenset({"staff", "people", "invest", "contract", "measured"})
_BOTH = re.compile(
    r"công chức (?:và )?(?:viên chức|(?:số lượng )?người làm việc)|hành chính (?:và )?sự nghiệp"
    r"|cơ quan.*(?:đơn vị sự nghiệp|đvsn)"
)
_COUNTED = frozenset({"staff", "dossier", "procedure"})  # 'Tổng kinh phí' under a title of these is none of them
_ONLINE = LEVELS_ONLINE | {"provided"}
_OF_ALL = re.compile(r"\bcải cách hành chính\b|\bcchc\b")  # of many subjects
_POSTS_OF_SERVICE_UNITS = re.compile(
    r"\bbiên chế (?:(?:của|tại|trong|thuộc|các) )*(?:sự nghiệp|viên chức|đơn vị sự nghiệp|đvsn)\b"
)
# What is done to procedures, not to dossiers: 'Kết quả rà soát TTHC' over 'hoàn thành đúng hạn'.
_OF_PROCEDURES = re.compile(
    r"\b(?:rà sóat|đơn giản hóa|công bố|công khai|kiểm sóat)\b(?!.*\b(?:tiếp nhận|giải quyết|hồ sơ)\b)"
)
_OF_DOSSIERS = frozenset({"resolve", "early", "ontime", "late", "pending", "carried", "earlyontime", "toprocess"})
# 'Biên chế và đội ngũ lãnh đạo', 'Biên chế và mức độ tự chủ của ĐVSN': a topic beside posts, and no part of them.
_LISTS_LEADERS = re.compile(r"(?:,|\bvà)\s+(?:đội ngũ\s+|số lượng\s+)?lãnh đạo\b", re.IGNORECASE)
_LISTS_AUTONOMY = re.compile(
    r"(?:,|\bvà)\s+(?:(?:tình hình|kết quả|phân loại|xếp loại|thực hiện|việc|theo)\s+)*(?:mức độ|mức|cơ chế)\s+tự chủ\b"
    r"(?=(?:\s+(?:về\s+)?tài chính)?(?:\s+(?:của|tại|các|trong|năm|quý)\b|\W*$))",
    re.IGNORECASE,
)

WHOLE, PART = "whole", "part"
_UNKNOWN = "các từ khác của tiêu đề đều rõ, các từ này chưa rõ: “{words}”"
_NARROWING = "tiêu đề hoặc ghi chú có từ thu hẹp: “{words}”"


@dataclass(frozen=True)
class Titles:
    """What the titles of a table speak of, and the words of them that no table knows: they may narrow its scope."""

    subject: str = ""
    strange: tuple[str, ...] = ()
    channel: frozenset[str] = frozenset()  # 'trực tuyến' in the title of a table whose columns say no channel
    igate: bool = False  # into which system dossiers are entered: 'hệ thống một cửa điện tử'
    of_service_units: bool = False  # 'số lượng người làm việc trong ĐVSN' and no công chức
    posts_of_them: bool = False  # 'Biên chế sự nghiệp', also over columns that say 'biên chế'
    of_both: bool = False  # 'công chức, viên chức', and no column says of which of them it is
    contracts: bool = False  # 'hợp đồng lao động' and maybe biên chế too
    level: str = ""  # whose dossiers all figures are: 'TTHC cấp xã' over a list of huyện
    online: frozenset[str] = frozenset()  # of services online: 'cung cấp dịch vụ công trực tuyến mức độ 3, 4'
    some: frozenset[str] = frozenset()  # which dossiers they count where no column says it: 'hồ sơ toàn trình'
    cuts: bool = False  # 'Tinh giản biên chế', where 'Được giao' may be what is to be cut
    of_units: bool = False  # a column or row counts service units, and none counts people or money
    verdict: str = ""  # where words were strange: 'asked', or what a person said, 'whole' or 'part'
    doubt: Question | None = None  # what to ask about them
    words: tuple[str, ...] = ()  # those of the doubt
    decision: int = 0  # that the verdict rests on


def read(table: Table, headings: Sequence[Heading], reference: Reference) -> Titles:
    """What the titles of a table speak of (hồ sơ, biên chế, vốn), '' where nothing or several things.

    A table of 'thủ tục hành chính' with what is received, resolved and late counts their dossiers.
    'Lĩnh vực đất đai', 'khiếu nại' or 'hồ sơ công việc' make something else of the same columns.
    """
    own = list(title_texts.of(table, table.titles, reference))
    lines = [_read(text, headings, reference) for text in own]
    found = {subject for said in lines for subject in said.subjects}
    if not found:  # 'Bảng 2. Quý II' goes on with what the first title of the sheet speaks of
        above = [_read(text, headings, reference) for text in title_texts.of(table, table.above, reference)]
        of_all = any(_OF_ALL.search(wording.key(text)) for text in own)
        lines += [one for one in above if not (of_all and one.subjects and one.subjects <= {"invest", "staff"})]
        found = {subject for said in lines for subject in said.subjects}
    found = found or set(reference.grammar.read(table.sheet.name).facets & SUBJECTS)
    if not found and title_texts.counts_dossiers(table):
        found = {"dossier"}
    texts = [text for heading in headings for text in heading.path] + [row.label for row in table.rows]
    said = {facet for text in texts for facet in reference.grammar.read(text).facets}
    of_procedures = any(_OF_PROCEDURES.search(wording.key(text)) for text in own)
    if "procedure" in found and ("dossier" in found or (said & _OF_DOSSIERS and not of_procedures)):
        found = found - {"procedure"} | {"dossier"}
    told = {facet for one in lines for facet in one.facets}
    levels = {facet for one in lines for facet in one.facets if facet.startswith("at:")}
    both = any(_BOTH.search(" ".join(reference.grammar.spellings.of(wording.key(text).split()))) for text in own)
    posts = any(_POSTS_OF_SERVICE_UNITS.search(wording.key(text)) for text in own)
    no_servants = not both and not any("cs" in one.facets for one in lines)
    of_them = no_servants and any({"staff", "pe"} <= one.facets for one in lines)
    # 'Biên chế các sở, ban, ngành và đơn vị sự nghiệp'
    mixed = of_them and not posts and any("biên chế" in wording.key(text) for text in own)
    return Titles(
        next(iter(found)) if len(found) == 1 else "",
        (
            *_strange(lines, found, table.titles, reference),
            *(wording.key(note.text) for note in notes.narrowing(table, reference)),
        ),
        frozenset(told & (CHANNELS | {"svc"}))
        if len(told & CHANNELS) == 1
        and not (channels.added(own, reference) or channels.told(table, headings, reference))
        else frozenset(),
        any("igate" in one.facets for one in lines),
        of_them and not mixed,
        posts,
        (both or mixed) and not said & _CLASSES,
        any("contract" in one.facets for one in lines),
        _level(levels, own),
        frozenset(_ONLINE & {facet for text in own for facet in reference.grammar.read(text).facets}),
        _of_some(told, found) - said,
        found == {"staff"} and "cut" in told - said,
        "psunits" in said and not said & _NO_UNITS,
    )


def _level(levels: Collection[str], texts: Sequence[str]) -> str:
    """'TTHC cấp xã', 'hồ sơ thuộc thẩm quyền cấp huyện': of one level; 'UBND huyện' is whose form it is."""
    if set(levels) == {"at:commune"}:
        return "commune"
    said = any(_OF_A_LEVEL.search(_SYSTEM.sub(" ", wording.key(text))) for text in texts)
    own = said and len(levels) == 1 and set(levels) <= {"at:district", "at:province"}
    return next(iter(levels)).removeprefix("at:") if own else ""


def _read(text: str, headings: Sequence[Heading], reference: Reference) -> Understood:
    """A title; its words are not strange where the columns stand in groups of which it is the list.

    'Cán bộ, công chức và người hoạt động không chuyên trách' over these two, each naming what it counts; or over
    'mức độ 3' and 'mức độ 4'. A group that names neither may be of what a strange word narrows.
    """
    said = reference.grammar.read_title(text)
    if "cut" in said.facets and "recruit" in reference.grammar.read(text).facets:  # both acts, neither a part
        said = replace(
            said, strange=tuple(one for one in said.strange if "recruit" not in reference.grammar.read(one).facets)
        )
    groups = dict.fromkeys(heading.path[0] for heading in headings if len(heading.path) > 1)
    if not said.strange or len(groups) < 2 or any(len(heading.path) == 1 for heading in headings):
        return said
    words, told = set(wording.key(text).split()), [wording.key(group).split() for group in groups]
    listed = all(set(group) <= words for group in told)
    named = all(
        reference.grammar.read(group).subjects or set(said.strange) & set(wording.key(group).split())
        for group in groups
    )
    covered = set(said.strange) <= {word for group in told for word in group}
    return Understood(said.facets) if listed and named and covered else said


def _of_some(told: Set[str], found: Collection[str]) -> frozenset[str]:
    """What of the titles counts some dossiers only: 'hồ sơ toàn trình', 'hồ sơ quá hạn'."""
    narrow = {"fully", "partly"} & told if len({"fully", "partly"} & told) == 1 else set()
    narrow |= {"late"} if told & TIMING == {"late"} and "rate" not in told else set()
    narrow |= told & {"remain"}  # 'Các chủ đầu tư chưa giải ngân'
    narrow |= told & {"digit", "epay", "fee", "halted", "unentered"}
    if set(found) == {"invest"}:
        narrow |= told & {"carried"}
    return frozenset(narrow)


def _strange(
    lines: Sequence[Understood], found: Collection[str], titles: Sequence[Cell], reference: Reference
) -> tuple[str, ...]:
    """The words that no table knows, and those of a part of the money or of the posts."""
    strange = [word for one in lines for word in one.strange]
    if set(found) == {"procedure"}:  # 'TTHC đang áp dụng': no others are counted
        strange = [word for word in strange if reference.grammar.read(word).facets != {"inforce"}]
    texts = [wording.clean(title.text) for title in titles]
    if any("fund" in one.facets for one in lines) and set(found) <= {"invest"}:
        strange.append("nguồn vốn")  # 'Giải ngân vốn ODA', 'Các dự án thuộc chương trình mục tiêu quốc gia'
    if any("fund" in reference.grammar.read(text).facets for text in title_texts.in_brackets(titles)):
        strange.append("nguồn vốn")
    if any("autonomy" in one.facets for one in lines) and found and not any(map(_LISTS_AUTONOMY.search, texts)):
        strange.append("tự chủ")  # 'Biên chế theo cơ chế tự chủ'
    if any({"leaders", "staff"} <= one.facets for one in lines) and not any(map(_LISTS_LEADERS.search, texts)):
        strange.append("lãnh đạo")  # 'Biên chế công chức lãnh đạo cấp phòng'
    return tuple(strange)


def words_of(table: Table, above: Titles, reference: Reference) -> Understood:
    """A table of one indicator names it in its title: the one line of which every word is known, or is asked about."""
    for text in reversed(list(title_texts.of(table, table.titles, reference))):
        said = reference.grammar.read_title(text)
        if said.facets - SUBJECTS and (above.verdict or not said.strange):
            return Understood(said.facets)
    return Understood(strange=("tiêu đề",))


def within(said: Understood, titles: Titles) -> Understood:
    """A wording under the titles of its table."""
    facets = set(said.facets) - {"funds"}
    money = "funds" in said.facets and titles.subject in _COUNTED and not said.subjects
    if facets == {"units"} and titles.of_service_units:
        facets |= {"psunits", "pe"}  # 'Số đơn vị' beside 'Số người làm việc'
    counts_units = (
        bool(facets & AUTONOMY)
        and bool(facets & {"pe", "psunits", "autonomy"})
        and not facets & {"assigned", "present", "approved"}
    )
    if titles.subject and not said.subjects and not counts_units and "connected" not in facets:
        facets.add(titles.subject)  # 'Tự bảo đảm chi thường xuyên' counts units, not their people
    if titles.of_units and facets & AUTONOMY and not said.subjects:
        facets |= {"psunits", "pe"}  # 'Từ 30% đến dưới 70%' beside 'Tổng số ĐVSN'
    of_procedures = "procedure" in facets and facets & {"receive", "resolve"} and titles.channel == {"postal"}
    if ("dossier" in facets and "igate" not in facets) or of_procedures:
        facets |= titles.channel
    if titles.igate and (
        {"dossier", "entered"} <= facets or ("connected" in facets and facets & {"communes", "districts"})
    ):
        facets.add("igate")  # 'Hồ sơ đã cập nhật', 'số xã đã kết nối'
    facets |= of_services(facets, titles.online)
    strange = (*(("kinh phí",) if money else ()), *_of_which_posts(facets, said, titles))
    own = said.subjects - ({"staff"} if titles.posts_of_them else set())
    of_staff = "staff" in facets and not facets & {"cs", "pe", "contract", "cadre"} and not own
    if titles.of_service_units and of_staff:
        facets.add("pe")
    counts_bodies = facets & {"communes", "districts"}  # 'Kết nối … đến cấp xã': of which level they are they say
    if titles.level and facets and not counts_bodies and not any(facet.startswith("at:") for facet in facets):
        facets.add(f"at:{titles.level}")
    if facets and titles.some - facets:
        strange += ("tiêu đề",)
    other = titles.subject in ("workfile", "staff", "invest") and "dossier" in said.facets
    return Understood(frozenset(facets), said.strange + titles.strange + strange + (("tiêu đề",) if other else ()))


def _of_which_posts(facets: Set[str], said: Understood, titles: Titles) -> tuple[str, ...]:
    """The words of titles that leave open which posts 'Được giao' counts."""
    found: tuple[str, ...] = ()
    is_open = "staff" in facets and not facets & {"cs", "pe", "contract", "vacant"}
    if titles.contracts and is_open and not said.subjects:
        found += ("hợp đồng",)
    if titles.cuts and not said.subjects and facets & {"assigned", "present"} and "cut" not in facets:
        found += ("tinh giản",)
    return (*found, "công chức", "viên chức") if titles.of_both and is_open else found


def settle(found: Titles, table: Table, form: str, context: TableContext) -> Titles:
    """The titles without their strange words, and what a person said of these, or has to."""
    strange = found.strange
    if strange and not title_texts.narrow(table, context.reference):
        named = _named_by_rows(table, {word for text in strange for word in text.split()})
        strange = tuple(text for text in strange if not (set(text.split()) <= named or _say_rows(table, text)))
    strange = tuple(text for text in strange if not _is_topic(text, table, context.reference))
    if not strange:
        return replace(found, strange=())
    found = replace(found, strange=strange)
    question = _question(found, table, form, context)
    remembered = context.memory.find(question)
    if remembered is None:
        return replace(found, strange=(), verdict="asked", doubt=question, words=found.strange)
    return replace(
        found, strange=(), verdict=remembered.answer, words=found.strange, decision=remembered.decision.decision
    )


_SUCH, _OF_SUCH = frozenset({"it", "full"}), frozenset({"staff", "cadre", "both"})  # 'cán bộ chuyên trách CNTT'
_OF_WHOM = re.compile(r"\s(?:tại|của|trên|thuộc|ở|năm|quý|tháng)\s", re.IGNORECASE)


def _is_topic(text: str, table: Table, reference: Reference) -> bool:
    """Whether a narrowing phrase is one of several topics of a title, about which some columns or rows are.

    'Biên chế và công chức chuyên trách CNTT' over a column of these and others; 'Công khai, liên thông TTHC'.
    """
    grammar = reference.grammar
    narrows = grammar.read(text).facets & NARROWING
    parts = [JOINTS.split(wording.clean(title.text)) for title in table.titles]
    parts = [[_OF_WHOM.split(part, maxsplit=1)[0] for part in one] for one in parts]
    said = [[(wording.key(part), grammar.read(part).facets) for part in one] for one in parts]
    listed = [
        facets - grammar.read(text).facets <= (_OF_SUCH if narrows <= _SUCH else {"total", "procedure"})
        and any(other for words, other in one if text not in words)
        for one in said
        for part, facets in one
        if text in part
    ]
    if not narrows or not listed or not all(listed):
        return False  # 'Tuyển dụng công chức, viên chức', 'Tiếp nhận và giải quyết hồ sơ liên thông'
    heads = [cell.text for column in table.values for cell in table.heads.get(column, ())]
    own = [grammar.read(one).facets for one in (*heads, *(row.label for row in table.rows if row.label))]
    return any(narrows <= one for one in own)


def _named_by_rows(table: Table, strange: Set[str]) -> set[str]:
    """The words that are a whole name of a body in the rows: 'các huyện Chi Lăng, Hữu Lũng' over 'Huyện Hữu Lũng'.

    'Công chức nam' over 'Huyện Nam Đàn' names nobody.
    """
    bodies = (axes.whole_body(row.label) for row in table.rows if row.label)
    names = [set(wording.key(body[0].name).split()) for body in bodies if body]
    return {word for name in names if name <= strange for word in name}


def _say_rows(table: Table, text: str) -> bool:
    """Whether most rows say words of the title themselves: 'các Hạt kiểm lâm' over 'Hạt Kiểm lâm huyện A'."""
    words = set(text.split())
    said = [words <= set(wording.key(row.label).split()) for row in table.rows if row.figures and row.label]
    return 2 * sum(said) > len(said)


def as_printed(table: Table, strange: Sequence[str]) -> str:
    """Strange words as the titles print them, for a person."""
    below = {wording.key(note.text): wording.clean(note.text) for note in notes.named(table, strange)}
    keys = {word for text in strange if text not in below for word in wording.key(text).split()}
    texts = [title_texts.as_printed(title, " ".join(keys)) for title in table.titles] + list(below.values())
    return "; ".join(dict.fromkeys(filter(None, texts))) or ", ".join(dict.fromkeys(strange))


def _question(found: Titles, table: Table, form: str, context: TableContext) -> Question:
    """What is asked; of the whole wording, since the same strange word may narrow another title."""
    told = [(title, list(title_texts.of(table, [title], context.reference))) for title in table.titles]
    lines = [title_texts.as_printed(title, " ".join(texts)) for title, texts in told if texts]
    lines += list(title_texts.in_brackets(table.titles)) if "nguồn vốn" in found.strange else []
    printed = " – ".join(dict.fromkeys(filter(None, lines)))
    words = as_printed(table, found.strange)
    below = notes.named(table, found.strange)
    printed = " – ".join(filter(None, (printed, *(wording.clean(note.text) for note in below))))
    whole = Suggestion(WHOLE, 60, _UNKNOWN.format(words=words))
    part = Suggestion(PART, 40, _UNKNOWN.format(words=words))
    if title_texts.narrow(table, context.reference) or {"nguồn vốn", "tự chủ"} & set(found.strange):
        whole, part = replace(whole, score=40), Suggestion(PART, 60, _NARROWING.format(words=words))
    return Question(
        "title",
        subject=wording.key(printed) or wording.key(words),
        form=form,
        sender=context.sender,
        printed=wording.without_person(printed or words),
        suggestions=tuple(sorted((whole, part), key=lambda one: -one.score)),
    )
