"""Words of a row and of the rows above it that say nothing more: the body whose form it is, topics of other rows."""

import re
from functools import lru_cache

from etl.reference import Reference, ReportingUnit

_OF_DOSSIERS = re.compile(r"\b(?:hồ sơ|tthc|thủ tục)\b", re.IGNORECASE)
_END = r"(?=\s*(?:$|[).,;:(–-]))"
_ITS_DESK = re.compile(
    r"\btại (?:trung tâm phục vụ hành chính công|ttpvhcc|bộ phận (?:một cửa|tiếp nhận và trả kết quả|tn&tkq))"
    rf"(?: (?:của |thuộc )?(?:ubnd )?(?:xã|phường|thị trấn|đặc khu))?{_END}",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"\b(?:bộ phận|trung tâm) (?:một cửa|tiếp nhận và trả kết quả|tn&tkq|phục vụ hành chính công)\b"
    r"|\b(?:bpmc|ttpvhcc)\b|\b(?:theo|qua|áp dụng|thực hiện) cơ chế một cửa\b",
    re.IGNORECASE,
)
_COMMUNE = r"(?:xã|phường|thị trấn|đặc khu)"
# By the level of the body that reports: 'ĐVSN trực thuộc UBND xã' of a xã, 'TTHC thuộc thẩm quyền của Sở' of a sở. What
# a xã is competent for it says beside what others are.
_ITSELF = {
    "commune": (
        rf"(?<!quyền )(?<!quyết )(?:(?:trực )?thuộc (?:ubnd )?|trên địa bàn |cho ){_COMMUNE}{_END}"
        rf"|(?P<kept>hợp đồng(?: lao động)?)(?: (?:đang )?làm việc)? (?:tại|ở) (?:cơ quan )?ubnd {_COMMUNE}{_END}"
    ),
    "district": rf"trên địa bàn (?:huyện|quận|thị xã|thành phố){_END}",
    "province": rf"(?:chung )?(?:trên địa bàn|toàn) (?:tỉnh|thành phố){_END}",
    "department": (rf"(?P<kept>thẩm quyền(?: giải quyết)?|trực thuộc)(?: của)? (?:sở|ban(?: quản lý)?){_END}"),
}
_PATTERNS = {level: re.compile(rf"\b(?:{pattern})", re.IGNORECASE) for level, pattern in _ITSELF.items()}
_TOPICS = re.compile(r"[,;]|\s+và\s+|\s+[-–]\s+", re.IGNORECASE)
_FEES = frozenset({"fee", "epay", "epayon"})
_SERVICES = _FEES | {"postal", "svc", "online", "interlink", "boundary", "igate"}


def of_itself(text: str, unit: ReportingUnit | None, *, above: bool = True) -> str:
    """A text without the body whose form it stands in: 'Hồ sơ tại Bộ phận một cửa xã' over the rows of that xã.

    `above`: a heading; of a row 'nộp tại Bộ phận một cửa' may be what did not come online.
    """
    if unit is None:
        return text
    if above and unit.level == "commune" and _OF_DOSSIERS.search(text):
        text = _ITS_DESK.sub(" ", text)
    return _of_itself(text, unit.level, unit.name, unit.bare_name)


def is_of_a_desk(label: str) -> bool:
    """'Số công chức tại bộ phận một cửa', 'TTHC theo cơ chế một cửa': of posts and procedures these are some."""
    return bool(_DESK.search(label))


@lru_cache(maxsize=20_000)  # the labels of a form come again in every file
def _of_itself(text: str, level: str, name: str, field: str) -> str:
    if level == "department":
        text = _of_its_field(name, field).sub(" ", text)
    own = _PATTERNS.get(level)
    return own.sub(lambda match: match.groupdict().get("kept") or " ", text) if own else text


@lru_cache(maxsize=1_000)
def _of_its_field(name: str, field: str) -> re.Pattern[str]:
    """'Vốn đầu tư công ngành Y tế', 'giao cho Sở Y tế' in a form of that sở."""
    name, field = re.escape(name), re.escape(field)
    return re.compile(rf"\b(?:của|cho|tại) {name}{_END}|(?:\b(?:của )?ngành|(?<=sự nghiệp)) {field}\b", re.IGNORECASE)


def of_its_topic(above: str, label: str, reference: Reference) -> str:
    """The one topic of a heading that a row below it repeats: of 'BCCI, thanh toán trực tuyến' over 'Hồ sơ qua BCCI'.

    The whole heading where it lists none, or one that no table knows or that counts something: 'Hồ sơ trực tuyến tiếp
    nhận, giải quyết' says of which part the rows are.
    """
    parts = _TOPICS.split(above)
    if len(parts) < 2 or "(" in above:  # 'Đã giải quyết (trước hạn, đúng hạn, quá hạn)' lists its parts
        return above
    said = [(part, reference.grammar.read(part)) for part in parts]
    if any(one.strange or not one.facets or not one.facets <= _SERVICES for _, one in said):
        return above
    own = reference.grammar.read(label).facets
    fitting = [part for part, one in said if one.facets <= own or (one.facets & _FEES and own & _FEES)]
    return fitting[0] if len(fitting) == 1 else above
