"""Bodies named in a line of text: 'UBND xã Bình Yên, huyện Định Hóa' names a xã and a huyện.

Only what the line says: whether such a body exists is for `units` to find out.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from etl import wording
from etl.official_names import department_abbreviations, department_names, territory_names, with_official_names

OTHER = "khác"  # the kind of a body that is neither a territory nor a sở or phòng: its name says what it is
LEVEL_OF_KIND = {
    "tỉnh": "province",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
    "sở": "department",
    "phòng": "division",
    "thành phố": "other",  # a province or a district: only the list or the parent tells
    OTHER: "other",
}
DEPARTMENTS = ("sở", "phòng")
_OTHER_BODIES = (
    "ban dân tộc|ban quản lý|ban qlda|bqlda|bql|ban chỉ đạo|"
    "ban tiếp công dân|thanh tra|văn phòng|trung tâm|chi cục|tổng cục|cục|công an|trường|"
    "bệnh viện|kho bạc|bảo hiểm xã hội|trạm|đội|hội|viện|tòa án|đài|hạt kiểm lâm|công ty|quỹ|liên đoàn|mặt trận"
)
_ABBREVIATIONS = (
    (re.compile(r"\bTP\.?\s*(?=[^\W\d_])", re.IGNORECASE), "thành phố "),
    (re.compile(r"\bT[Xx](?:\.\s*|\s+)(?=[^\W\d_])"), "thị xã "),
    (re.compile(r"(?<=UBND )TT\.?\s+(?=[^\W\d_])|\bTT\.\s+(?=[^\W\d_])"), "thị trấn "),
    (re.compile(r"\bH\.\s*(?=[^\W\d_])"), "huyện "),
    (re.compile(r"\bP\.\s*(?=\w)"), "phường "),
    (re.compile(r"\bQ\.\s*(?=\w)"), "quận "),
    (re.compile(r"\bĐK\.?\s+(?=[^\W\d_])"), "đặc khu "),
    (re.compile(r"^(?:VP|V/P)\.?\s+(?=UBND|HĐND|Đoàn|[Đđ]ăng ký)"), "Văn phòng "),
    (re.compile(r"\bBHXH(?=\s+[^\W\d_]|$)"), "Bảo hiểm xã hội"),
    (re.compile(r"\bKBNN(?=\s+[^\W\d_]|$)"), "Kho bạc Nhà nước"),
    (re.compile(r"\bHĐND\s*(?:&|-|–|,)\s*UBND\b"), "HĐND và UBND"),
    (re.compile(r"\b(?:TT|Trung tâm)\.?\s*(?:PV\s?)?HCC\b", re.IGNORECASE), "Trung tâm Phục vụ hành chính công"),
    (re.compile(r"\bX\.\s*(?=[^\W\d_])"), "xã "),
    (re.compile(r"\bBVĐK\b"), "Bệnh viện đa khoa"),
    (re.compile(r"^BV\s+(?=[^\W\d_])"), "Bệnh viện "),
    (re.compile(r"\bTTYT\b"), "Trung tâm Y tế"),
    (re.compile(r"\bKCN\b"), "khu công nghiệp"),
    (re.compile(r"\bKKT\b"), "khu kinh tế"),
    (re.compile(r"(?<=nông nghiệp và )PTNT\b|(?<=nông nghiệp & )PTNT\b", re.IGNORECASE), "phát triển nông thôn"),
)
_KINDS = "|".join(sorted(set(LEVEL_OF_KIND) - {OTHER}, key=len, reverse=True))
_OFFICES = r"(?:hđnd và )?(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân) "
_BODY = re.compile(
    rf"\b(?P<office>{_OFFICES})?(?:(?P<kind>{_KINDS})(?= +[^\s,;:.()/–-])|(?P<other>{_OTHER_BODIES})\b)", re.IGNORECASE
)
# Words that end a name only before what usually follows them: 'Năm Căn' is a place, 'NĂM 2024' is not.
_ENDS = re.compile(
    r"^(?:năm (?=20\d\d)|quý (?=[ivx\d])|tháng (?=\d)|\d+ tháng|kỳ (?=báo)|từ (?=ngày|tháng|quý|\d)|"
    r"đến (?=ngày|\d)|báo (?=cáo)|"
    r"giai (?=đoạn)|qua (?=các)|làm (?=chủ đầu)|(?:các|từng|mỗi) (?=quý|tháng|năm|kỳ)|"
    r"và (?!(?:các )?khu (?:công nghiệp|chế xuất|kinh tế)|chế xuất)|"
    r"ban (?=hành)|kèm |tại |của |về |trên |theo |với |cho |trong |đối )",
    re.IGNORECASE,
)
_NEW_BODY = re.compile(rf"^(?:(?:{_KINDS}) +[^\W_]|ubnd |ủy ban )", re.IGNORECASE)
_LEVEL = re.compile(rf"^(?:cấp|các) (?:{_KINDS})\b", re.IGNORECASE)
_STOPS = re.compile(r"[,;:()./\"“”\[\]]")
# 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'KINH TẾ - XÃ HỘI NĂM 2024'
_SOCIETY = re.compile(r"^xã +hội(?: +chủ +nghĩa|\b(?! +[^\W\d_]))", re.IGNORECASE)
# Any word of a line of capitals looks like a name; there a body is named at the start or after one of these.
_SPEAKS = re.compile(
    r"(?:^|[,;:(–-]"
    r"|\b(?:của|tại|thuộc|bàn|trên|và|thị trấn|các xã|các phường|, phường|, xã|thị xã|ban|ngành|năm 20\d\d|"
    r"một cửa|hành chính công))\s*$",
    re.IGNORECASE,
)
_AFTER_A_KIND = re.compile(rf"\b(?:{_KINDS})\s*(?:,|và|VÀ)\s*$", re.IGNORECASE)
_HEIGHT = {"tỉnh": 0, "thành phố": 1, "huyện": 2, "quận": 2, "thị xã": 2}  # of bodies in a letterhead
_NUMBER = re.compile(r"\s*(?:số|v/v)\s*:", re.IGNORECASE)
_ISSUER = re.compile(r"(?:\bcủa|\btại|\bbáo cáo\s*:|^)\s*$", re.IGNORECASE)


_SHORT_DEPARTMENT = re.compile(
    r"\b(?P<kind>[Ss]ở|SỞ|[Pp]hòng|PHÒNG) (?P<short>[A-ZĐ]{1,6}(?:\s?[-&,]\s?[A-ZĐ]{1,6}){0,3})(?![\w&-])"
)
_NAMED_SMALL = re.compile(
    r"(?:ban quản lý|bql) (?:các )?(?:dự án|khu (?:kinh tế|công nghiệp|công nghệ|chế xuất|du lịch)|rừng)\b|"
    r"(?:ban qlda|bqlda)\b|"
    r"trung tâm phục vụ hành chính công\b",
    re.IGNORECASE,
)
# 'Đơn vị báo cáo: UBND huyện X - Đơn vị nhận báo cáo: Văn phòng UBND tỉnh' in one line
_RECIPIENT = re.compile(
    r"(?<=\w)[\s\W]+(?:(?:đơn vị|cơ quan|nơi)\s+nhận(?:\s+báo\s+cáo)?\s*:|gửi\s+(?:về\s+)?(?=sở|ubnd|văn phòng)).*",
    re.IGNORECASE | re.DOTALL,
)
_OFFICE_OF = re.compile(r"(?:đoàn đbqh và )?(?:hđnd và )?ubnd\b", re.IGNORECASE)
_OFFICE = re.compile(r"(?:văn phòng|ban quản lý|ban dân tộc|thanh tra|trung tâm|chi cục)\b", re.IGNORECASE)
_ACRONYMS = {"HĐND", "UBND", "ĐBQH", "THCS", "THPT", "HCC", "TTHC", "QLDA", "BQLDA", "BQL"}


@dataclass(frozen=True)
class Mention:
    """A body named in a text: 'UBND huyện Lát' gives kind huyện, name Lát.

    `rest` is a further name that stands right behind, unexplained: 'Sở Tài chính - Đắk Lắk'. It may be the second part
    of the name where `dashed`: behind a dash, up to a stop.
    """

    kind: str
    name: str
    issuer: bool
    rest: str = ""
    dashed: bool = False

    @property
    def printed(self) -> str:
        """Kind and name as one would say them."""
        said = self.name if self.kind == OTHER else f"{self.kind} {self.name}"
        return f"{said} - {self.rest}" if self.rest else said


@lru_cache(maxsize=20_000)
def mentions(text: str) -> tuple[Mention, ...]:
    """The bodies that a text names, in order; 'thuộc tỉnh' or 'của tỉnh năm 2023' name none."""
    return tuple(mention for part in lines(text) for mention in _of_line(part))


def lines(text: str) -> list[str]:
    """The lines of a letterhead in one cell: a line that names a body begins anew where the body before it is whole.

    'ỦY BAN NHÂN DÂN / HUYỆN LẮK' is one body, 'UBND TỈNH GIA LAI / UBND HUYỆN IA GRAI' two.
    """
    parts: list[str] = []
    for line in text.splitlines():
        begins = _BODY.match(line.lstrip()) and parts and _is_whole(parts[-1])
        if begins or not parts or _NUMBER.match(line):
            parts.append(line)
        else:
            parts[-1] += f"\n{line}"
    return parts


def _is_whole(text: str) -> bool:
    """Whether a text is the name of a body and nothing else."""
    named = _of_line(text)
    return len(named) == 1 and wording.key(expanded(text)).endswith(wording.key(named[0].printed))


def _of_line(text: str) -> tuple[Mention, ...]:
    text = _RECIPIENT.sub("", expanded(text))
    found: list[Mention] = []
    start, follows = 0, False
    while match := _BODY.search(text, start):
        before = text[: match.start()]
        if _is_one_of_kinds(match, before, text):
            start, follows = match.end(), False
            continue
        follows = follows and not text[start : match.start()].strip(" -–")
        mention, end = _mention(text, match, speaks=follows or bool(_SPEAKS.search(before)))
        if mention is None:
            start, follows = match.end(), False
            continue
        issuer = bool(_ISSUER.search(before)) or (
            bool(found) and _issue_too(found[-1], mention, before, follows=follows)
        )
        found.append(replace(mention, issuer=issuer))
        start, follows = end, True
    return tuple(found)


def _issue_too(last: Mention, mention: Mention, before: str, *, follows: bool) -> bool:
    """'UBND huyện A và UBND huyện B'; 'UBND TỈNH A SỞ B', a letterhead in one line."""
    below = _HEIGHT.get(mention.kind, 3) > _HEIGHT.get(last.kind, 3)
    return last.issuer and (before.rstrip().endswith(" và") or (follows and below))


def _is_one_of_kinds(match: re.Match[str], before: str, text: str) -> bool:
    """'DANH SÁCH XÃ, PHƯỜNG CÒN HỒ SƠ QUÁ HẠN': in a line of capitals what follows a list of kinds is no name."""
    kind = match["kind"]
    if kind is None or not kind.isupper() or not _AFTER_A_KIND.search(before):
        return False
    return not _listed(kind, text[match.end() :].lstrip())


def expanded(text: str) -> str:
    """A text with its kinds and departments written out: 'TP. Vinh', 'Sở TN&MT'."""
    text = wording.clean(text)
    for pattern, words in _ABBREVIATIONS:
        text = pattern.sub(words, text)
    text = _SHORT_DEPARTMENT.sub(_written_out, text)
    for kind in DEPARTMENTS:
        text = with_official_names(kind, text)
    return text


def _written_out(match: re.Match[str]) -> str:
    name = department_abbreviations(match["kind"].casefold()).get(wording.key(match["short"]))
    return f"{match['kind']} {name}" if name else match[0]


def _mention(text: str, match: re.Match[str], *, speaks: bool) -> tuple[Mention | None, int]:
    """The body that begins at a match, and where its name ends; None where it is no name."""
    word = match["kind"] or match["other"]
    behind = text[match.end() :].lstrip()
    at = len(text) - len(behind)
    shouting = word.isupper() and (word not in _ACRONYMS or behind.split(" ", 1)[0].isupper())
    if _SOCIETY.match(text[match.start() :]):
        return None, at
    if shouting and not (match["office"] or speaks) and not _listed(match["kind"], behind):
        return None, at
    if match["other"]:
        office = _OFFICE_OF.match(behind) if word.casefold() == "văn phòng" else None
        begins_small = bool(_NAMED_SMALL.match(text[match.start() :]))
        words = office.group().split() if office else _words(behind, small=True, begins_small=begins_small)
        if not (speaks and word[0].isupper()) or match["office"] or not (words or " " in word):
            return None, at
        if _is_of_a_level(behind[office.end() :] if office else behind):
            return None, at
        name = " ".join([word, *words])
        return Mention(OTHER, _spoken(name) if shouting else name, issuer=False), at + len(" ".join(words))
    kind = word.casefold()
    official = _official(kind, behind)
    words = official.split() or _words(behind, small=kind in DEPARTMENTS)
    if not words or words[0].casefold() == "và":  # 'TRỰC THUỘC SỞ VÀ BIÊN CHẾ CƠ QUAN SỞ'
        return None, at
    end = at + _length(behind, len(words))
    rest = _rest(text[end:])
    name = " ".join(_said(words, kind) if shouting and not official else words)
    after = end + _rest_length(text[end:], rest)
    dashed = bool(rest) and text[end:].lstrip()[:1] in ("-", "–") and not re.match(r"\s*[^\W_]", text[after:])
    dashed = dashed and not shouting  # where any word looks like a name
    said = _said(rest, kind) if shouting and kind not in DEPARTMENTS else rest
    return Mention(kind, name, issuer=False, rest=" ".join(said), dashed=dashed), after


def _is_of_a_level(behind: str) -> bool:
    """'Trung tâm phục vụ hành chính công cấp xã': the offices of many bodies, no body."""
    before = ""
    for word, after in _ahead(behind):
        if _LEVEL.match(after):
            return True
        if _ENDS.match(after) or (_NEW_BODY.match(after) and before != "cấp"):
            return False
        before = word.casefold()
    return False


def _listed(kind: str | None, behind: str) -> bool:
    """Whether the words behind a kind in a line of capitals are the name of a territory of that kind."""
    said = wording.key(_STOPS.split(behind, maxsplit=1)[0]) + " "
    return kind is not None and any(said.startswith(f"{name} ") for name in territory_names(kind.casefold()))


def _spoken(name: str) -> str:
    """A phrase in capitals as it is written otherwise, acronyms kept: 'VĂN PHÒNG UBND' gives 'Văn phòng UBND'."""
    words = [word if word in _ACRONYMS else word.lower() for word in name.split()]
    return " ".join([words[0] if words[0] in _ACRONYMS else words[0].capitalize(), *words[1:]])


def _official(kind: str, behind: str) -> str:
    """The official name of a sở or phòng with which `behind` begins, '' where none is known."""
    said = wording.key(behind) + " "
    return next((name for name in department_names(kind) if said.startswith(wording.key(name) + " ")), "")


def _words(behind: str, *, small: bool, begins_small: bool = False) -> list[str]:
    """The words of a name: capitals and numbers; `small` lets it go on in small letters ('Nông nghiệp và …')."""
    words: list[str] = []
    for word, after in _ahead(behind):
        ends = _ENDS.match(after) and not (small and word.casefold() == "và")
        ends = ends and wording.key(" ".join([*words, word])) not in _territories()  # 'XÃ ĐẠI TỪ QUÝ III'
        if ends or (words and _NEW_BODY.match(after)) or (not words and _NEW_BODY.match(after)):
            break
        if word in ("-", "–") or (word.isdigit() and len(word) > 2):
            break
        if not (word[0].isupper() or word[0].isdigit()) and not (small and (words or begins_small)):
            break
        words.append(word)
    return words


@lru_cache(maxsize=1)
def _territories() -> frozenset[str]:
    """The names of reviewed territories of any kind: a xã of today has that of the huyện of before."""
    return frozenset(name for kind in LEVEL_OF_KIND for name in territory_names(kind) if " " in name)


def _rest(behind: str) -> list[str]:
    """Capitalised words right behind a name, with or without a dash, that no kind explains."""
    after = behind.lstrip(" -–")
    if _OFFICE.match(after):  # 'UBND THÀNH PHỐ HẢI PHÒNG - VĂN PHÒNG'
        return []
    return _words(after, small=False) if behind[:1] in (" ", "-", "–") and behind.strip()[:1] not in (",", ";") else []


def _rest_length(behind: str, rest: list[str]) -> int:
    return behind.index(rest[0]) + len(" ".join(rest)) if rest else 0


def _ahead(text: str) -> list[tuple[str, str]]:
    """Each word up to the next full stop of meaning, with the text that begins at it."""
    part = _STOPS.split(text, maxsplit=1)[0]
    return [(match.group(), part[match.start() :] + " ") for match in re.finditer(r"\S+", part)]


def _length(behind: str, count: int) -> int:
    """How many characters the first words take, punctuation of official names included."""
    ends = [match.end() for match in re.finditer(r"\S+", behind)]
    return len(behind[: ends[min(count, len(ends)) - 1]].rstrip(",;:.)"))


def _said(words: list[str], kind: str) -> list[str]:
    """A name from a line of capitals, as it is written otherwise."""
    if kind in DEPARTMENTS:
        return [words[0].capitalize(), *(word.lower() for word in words[1:])]
    return [word.capitalize() for word in words]
