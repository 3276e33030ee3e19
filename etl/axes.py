"""What a column heading or the name of a row says: a period, a body, a total, or words about an indicator."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from etl import periods, printed_days, spellings, units, wording
from etl.mentions import LEVEL_OF_KIND, OTHER
from etl.periods import Period
from etl.reference import Reference, ReportingUnit
from etl.units import Mention

_OTHER_BODY = re.compile(
    r"^(?:ban|bql|văn phòng|vp|trung tâm|thanh tra|chi cục|cục|công an|bch|bộ chỉ huy|kho bạc|bảo hiểm|trường|"
    r"bệnh viện|bộ phận|hạt|chi nhánh|đài|công ty|hội|quỹ|ttpvhcc|ttyt|vpđk|tòa án|viện|liên đoàn|mặt trận)\b",
    re.IGNORECASE,
)
_KINDS = tuple(kind for kind in LEVEL_OF_KIND if kind != OTHER)
_GENERAL = frozenset(
    (
        "tên",
        "các",
        "khối",
        "cấp",
        "nhóm",
        "ubnd",
        "và",
        "đơn",
        "vị",
        "cơ",
        "quan",
        "địa",
        "phương",
        "trực",
        "thuộc",
        "ban",
    )
)
REMEMBERED = 20_000  # texts: headings and names come again in every file of a form
_BRACKET = re.compile(r"\(([^()]*)\)")
_PERCENT = re.compile(r"(?<!\d)(?<!\d )%")  # 'Tự bảo đảm 100% chi thường xuyên' is no rate
_MEASURE = re.compile(r"^(?:đvt|đơn vị(?: tính)?)\s*:?\s*", re.IGNORECASE)
_NUMBERING = re.compile(
    r"^\s*(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]\s*|\d{1,3}\s*[-–]\s+|[IVXLC]{1,6}[.)]\s*|[-+*•–]\s*)(?=\D)"
)
_TOTAL = re.compile(  # without accents
    r"^(?:tong(?: so| cong| von| so von)?|cong|toan(?: bo)?|ts|tc)(?: cong| so| chung| toan)*"
    r"(?: (?:\d{1,3} )?(?:tinh|huyen|thanh pho|thi xa|quan|xa|phuong|so|nganh|don vi|cac don vi|co quan))?$"
)
_GROUP = re.compile(
    r"^(?:(?:cac|khoi|nhom|ubnd cac|ubnd cap|he thong|(?:co quan|don vi) (?:truc thuoc|thuoc))\b"
    r"|cap (?:tinh|huyen|xa|so|trung uong|co so|phong)\b)"
)
_COMMUNE = re.compile(r"^X\.\s*(?=[^\W\d_])")  # or the tenth: 'X. Các xã', 'X. Sở Y tế'
_TOWN = re.compile(r"^TT\.?\s+(?=[^\W\d_])")
_ONE_STOP = re.compile(
    r"^(?:bộ phận (?:một cửa|tiếp nhận và trả kết quả|tn ?(?:&|và|-) ?tkq)"
    r"|(?:trung tâm|tt) (?:phục vụ hành chính công|pvhcc)|ttpvhcc)"
    r"(?: của| tại| thuộc)? (?=(?:ubnd |ủy ban nhân dân )?(?:xã|phường|thị trấn|đặc khu) )",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"^(?:bộ phận (?:một cửa|tiếp nhận và trả kết quả)|trung tâm (?:(?:phục vụ )?hành chính công|giao dịch một cửa))"
    r"(?: (?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố))?$",
    re.IGNORECASE,
)
_OF_ALL_OF_IT = re.compile(r"(?:cả|toàn|trong|tổng|cộng)(?: cả)? (?:qúy|quý|kỳ|tháng)(?: báo cáo)?")  # of the kỳ above
_SHORT = {"th": "thực hiện", "kh": "kế hoạch", "th kh": "thực hiện so với kế hoạch"}  # alone in a heading
_OFFICES = {"ubnd", "hđnd", "và", "ủy", "ban", "nhân", "dân", "h", "x", "p", "q", "tp", "tx", "tt", "t"}


@dataclass(frozen=True)
class Heading:
    """A value column: what its header says once period, body and đơn vị tính are taken out.

    `path` are the words left, the outermost first; `printed` the whole heading for a person.
    """

    column: int
    path: tuple[str, ...]
    printed: str
    period: Period | None = None
    body: Mention | None = None
    above: tuple[Mention, ...] = ()
    measure: str = ""
    unclear: bool = False

    @property
    def level(self) -> str:
        """The level of the body that it names, '' where it names none."""
        return LEVEL_OF_KIND.get(self.body.kind, "") if self.body else ""

    def dated(self, year: int) -> str:
        """What is printed, with that year behind a day that has none: 'Giải ngân đến 30/9'."""
        return printed_days.with_year(self.printed, year)


def heading(column: int, texts: Sequence[str], year: int | None, reference: Reference) -> Heading:
    """Read the header texts over a column, from top to bottom; `year` is that of the titles."""
    said = Heading(column, (), " – ".join(map(wording.clean, texts)))
    path: list[str] = []
    printed_measure = ""
    for text in texts:
        words, measure = measure_in(_EACH_YEARS_END.sub(" ", text), reference)
        words = printed_days.with_year(words, said.period.year if said.period else year)
        printed_measure = measure or printed_measure
        if body := whole_body(words):
            said = replace(said, body=body[0], above=body[1])
            path = [outer for outer in path if not _gathers(outer, body[0])]
            continue
        taken = _taken(words, said.period.year if said.period else year, reference)
        if said.period and _OF_ALL_OF_IT.fullmatch(wording.key(taken.rest)):
            continue
        if taken.unclear or (taken.period and said.period and taken.period != said.period):
            taken, said = _narrower(taken, said)
            counts_up = said.period is not None and said.period.kind == "quarter" and printed_days.counts_up(words)
            taken = replace(taken, unclear=taken.unclear or counts_up)  # since the beginning of which of them?
        if taken.period or taken.unclear:
            said = replace(said, period=taken.period or said.period, unclear=said.unclear or taken.unclear)
        if rest := wording.key(taken.rest):
            path.append(_SHORT.get(rest, taken.rest))
    return replace(said, path=tuple(path), measure=printed_measure)


def _gathers(text: str, body: Mention) -> bool:
    """'Các xã, thị trấn' over 'Xã A': the group says no more than its bodies do; 'Cấp xã' over 'Huyện A' does."""
    levels = levels_of_kinds(text)
    own = {LEVEL_OF_KIND[body.kind], "other"} | ({"district"} if body.kind == "thành phố" else set())
    fits = not levels or body.kind == OTHER or bool(levels & own)
    return (only_kinds(text) or _said(text) <= _GENERAL) and fits


FIGURES_OF = re.compile(r"^(?:số liệu|kết quả|tình hình)(?: thực hiện)? (?:của|tại) (?=các )")


def levels_of_kinds(text: str) -> set[str]:
    """The levels of the kinds of bodies that a heading names: 'Huyện, thị xã, thành phố' gives district and other."""
    return {LEVEL_OF_KIND[kind] for kind in _kinds_in(text)}


def only_kinds(text: str) -> bool:
    """Whether a heading names kinds of bodies and nothing else: 'Các xã, thị trấn'."""
    kinds = _kinds_in(text)
    rest = _said(text) - _GENERAL - {word for kind in kinds for word in kind.split()}
    return (is_group(text) or bool(kinds)) and not rest


def _said(text: str) -> set[str]:
    said = FIGURES_OF.sub("", wording.key(text)).replace("đơn vị hành chính", "đơn vị")  # 'Đơn vị hành chính cấp huyện'
    return set(said.split())


def _kinds_in(text: str) -> list[str]:
    words = wording.key(text)
    return [kind for kind in _KINDS if re.search(rf"\b{kind}\b", words)]


_OF_A_RULE = re.compile(  # 'Hợp đồng NĐ 111/2022' is of no year
    r"\b((?:nghị định|nđ|thông tư|quyết định|qđ|nghị quyết|nq|luật)(?:\s+số)?\s*\d{1,4})/20\d\d\b(?:/[\w-]+)?",
    re.IGNORECASE,
)
_EACH_YEARS_END = re.compile(
    r"\b(?:tại|tính đến|đến)\s+(?:thời điểm\s+)?(?:ngày\s+)?31/12\s+(?:hằng|hàng|mỗi|các)\s+năm\b", re.IGNORECASE
)
_CARRIED = re.compile(
    r"\b(?:năm\s+(20\d\d)\s+(?:(?:tồn\s+)?chuyển\s+(?:sang|qua)|tồn\s+(?:sang|qua))"
    r"|(?:chuyển\s+từ|tồn(?:\s+(?:đọng|từ|của))?)\s+năm\s+(20\d\d)(?:\s+(?:chuyển\s+)?(?:sang|qua))?)(?!\w)",
    re.IGNORECASE,
)


_CARRIED_ON = re.compile(r"\b(chuyển (?:tiếp )?(?:sang|qua)) năm (20\d\d)\b", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def carried_over(text: str, year: int | None) -> str:
    """'Năm 2020 chuyển sang' in a report of 2021: no figure of 2020, but what was left of it.

    'Chuyển sang năm 2022' there is what it leaves.
    """
    text = _CARRIED.sub(lambda m: "năm trước chuyển sang" if year and int(m[1] or m[2]) == year - 1 else m[0], text)
    return _CARRIED_ON.sub(lambda m: f"{m[1]} năm sau" if year and int(m[2]) == year + 1 else m[0], text)


_OF_A_QUARTER = re.compile(
    r"(?P<quarter>\bquý\s+(?:I{1,3}|IV|[1-4])(?:[/\s]+20\d\d)?)\s+(?P<carried>(?:tồn\s+)?chuyển\s+(?:sang|qua))",
    re.IGNORECASE,
)


def left_of_a_quarter(text: str, period: Period | None) -> str:
    """'Tồn quý III chuyển sang' in a report of quý IV: what was left of the kỳ before."""
    if period is None or period.kind != "quarter" or not (match := _OF_A_QUARTER.search(text)):
        return text
    first = period.quarter == 1
    named = periods.taken_from(match["quarter"], period.year - first).period
    before = Period(f"{period.year - first}-Q{4 if first else (period.quarter or 0) - 1}")
    return _OF_A_QUARTER.sub(r"quý trước \g<carried>", text) if named == before else text


def _taken(text: str, year: int | None, reference: Reference) -> periods.Taken:
    """The kỳ of a heading; 'so với năm 2015' names none where it belongs to the name of an indicator."""
    text = spellings.punctuated(_OF_A_RULE.sub(r"\1", carried_over(text, year)))
    words = wording.key(text)
    base = reference.grammar.base_in(words)
    if not base:
        return periods.taken_from(text, year)
    taken = periods.taken_from(words.replace(base, " "), year)
    return replace(taken, rest=f"{taken.rest} {base}")


def _narrower(taken: periods.Taken, said: Heading) -> tuple[periods.Taken, Heading]:
    """'Năm 2024' over 'Quý I/2024', 'Quý III' over 'Tháng 7': the shorter kỳ is meant."""
    if taken.period and said.period and not taken.unclear:
        if _lies_in(taken.period, said.period):
            return taken, said
        if taken.period.kind == "year" and _lies_in(said.period, taken.period):
            return replace(taken, period=None), said
    return replace(taken, unclear=True), said


def _lies_in(inner: Period, outer: Period) -> bool:
    return outer.window[0] <= inner.window[0] and inner.window[1] <= outer.window[1]


def measure_in(text: str, reference: Reference) -> tuple[str, str]:
    """Take '(triệu đồng)' or 'ĐVT: người' out of a heading; a percent sign stays, because it says what is counted."""
    for match in _BRACKET.finditer(text):
        words = _MEASURE.sub("", wording.clean(match[1]))
        if wording.key(words) in reference.measures:
            kept = " % " if "%" in words else " "
            return text[: match.start()] + kept + text[match.end() :], words
    return text, "%" if _PERCENT.search(text) else ""


@lru_cache(maxsize=REMEMBERED)
def without_number(text: str) -> str:
    """A name without the numbering typed before it."""
    return wording.clean(_NUMBERING.sub("", text))


@lru_cache(maxsize=REMEMBERED)
def is_short_commune(text: str) -> bool:
    """'X. Ba Cung' is a xã, not the tenth of something, unless what stands behind says itself what it is."""
    behind = _COMMUNE.sub("", text)
    return behind != text and not (is_total(behind) or is_group(behind) or is_other_body(behind) or whole_body(behind))


@lru_cache(maxsize=REMEMBERED)
def is_total(text: str) -> bool:
    """'Tổng cộng', 'Toàn tỉnh', 'Cộng (I+II)'; 'Công chứng' is a field."""
    said = _BRACKET.sub("", without_number(text))
    return "công" not in wording.key(said).split() and bool(_TOTAL.match(wording.fold(said)))


def totals_a_body(text: str) -> bool:
    """'Cộng huyện Ba Tơ', 'Tổng cộng'."""
    said = without_number(text)
    return not wording.key(said).startswith("công ") and bool(re.match(r"(?:tong|cong)\b", wording.fold(said)))


@lru_cache(maxsize=REMEMBERED)
def is_group(text: str) -> bool:
    """'Các sở, ban, ngành', 'Khối xã', 'UBND các xã': a heading over bodies."""
    return bool(_GROUP.match(wording.fold(without_number(text))))


@lru_cache(maxsize=REMEMBERED)
def is_other_body(text: str) -> bool:
    """Whether a row names a body of no level: 'Ban QLDA', '3. Trung tâm Văn hóa'."""
    return bool(_OTHER_BODY.match(without_number(text)))


def is_one_stop(text: str) -> bool:
    """'Trung tâm phục vụ hành chính công' and nothing else: the desk of whoever is named beside it."""
    return bool(_DESK.match(without_number(text)))


def without_one_stop(text: str) -> str:
    """'Bộ phận Một cửa xã A' without the office: where dossiers are handed in to xã A."""
    return _ONE_STOP.sub("", without_number(text))


def counts_on(number: str, after: str) -> bool:
    """Whether the printed numbers of two rows follow each other: '15', '16'."""
    return number.isdigit() and after.isdigit() and int(after) == int(number) + 1


@lru_cache(maxsize=REMEMBERED)
def whole_body(text: str) -> tuple[Mention, tuple[Mention, ...]] | None:
    """The body that a text names and nothing else, with those above it that it names too; None for other texts."""
    text = f"xã {_COMMUNE.sub('', text)}" if is_short_commune(text) else _TOWN.sub("thị trấn ", without_number(text))
    text = units.expanded(text)
    found = units.mentions(text)
    if not found:
        return None
    rest = set(wording.key(text).split()) - _OFFICES
    for mention in found:
        rest -= set(wording.key(mention.printed).split())
    if rest:
        return None
    lowest = min(found, key=units.rank)
    if sum(mention.kind == lowest.kind for mention in found) > 1:
        return None  # 'Xã A và xã B'
    return lowest, tuple(mention for mention in found if mention is not lowest)


def bare_name(text: str, below: Sequence[ReportingUnit]) -> list[ReportingUnit]:
    """The units among `below` that a name printed without its kind may mean."""
    name = wording.key(without_number(text))
    return [unit for unit in below if unit.bare_name == name]
