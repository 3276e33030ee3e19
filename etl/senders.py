"""Of the bodies that the titles of a file name, the one whose figures it holds."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from etl import axes, units, wording
from etl.mentions import OTHER, Mention
from etl.model import Place
from etl.problems import problem
from etl.reference import Reference, ReportingUnit
from etl.units import Resolution

T = TypeVar("T")
# Divisions of a huyện that keep its figures, and of what: 'UBND HUYỆN LẮK / PHÒNG NỘI VỤ' over 'BIÊN CHẾ'.
_KEEPS = (
    (
        re.compile(r"phòng nội vụ\b"),
        re.compile(
            r"biên chế|công chức|viên chức|cán bộ|người làm việc|tổ chức bộ máy|cải cách hành chính|\bcchc\b"
            r"|(?:các|cấp|số) (?:xã|phường|thị trấn)\b"  # it has no communes of its own
        ),
    ),
    (re.compile(r"phòng (?:tài chính|kinh tế)\b"), re.compile(r"giải ngân|đầu tư|\bvốn\b|tài chính công")),
    (
        re.compile(r"phòng văn hóa\b"),
        re.compile(r"dịch vụ công|trực tuyến|một cửa điện tử|\bigate\b|hệ thống thông tin|\bdvctt\b|\bdvc\b"),
    ),
    (
        re.compile(r"văn phòng(?:$|\b(?=.*\bubnd\b))"),
        re.compile(r"thủ tục hành chính|\btthc\b|hồ sơ|một cửa|trực tuyến|cải cách hành chính|\bcchc\b"),
    ),
)


_LETTER = re.compile(
    r"\bkèm theo\b|^\W*đơn vị (?:báo cáo|gửi)\b", re.IGNORECASE
)  # whose the letter is, not the figures
_WHOLE_COUNTRY = re.compile(r"^tổng (?=cục)| (?:việt nam|trung ương)$")
_COMMUNES = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_OFFICE = re.compile(r"^(?:văn phòng|vp)(?: (?:hđnd|hội đồng nhân dân))?(?: và)?(?: (?:ubnd|ủy ban nhân dân))?$")
_HAS_BRANCHES = re.compile(
    r"sở (?:y tế|tài nguyên|nông nghiệp|giáo dục|lao động|tư pháp|xây dựng|giao thông)\b|văn phòng đăng ký|kho bạc|"
    r"(?:chi |tổng )?cục\b|bảo hiểm xã hội|công an|tòa án|viện kiểm sát|bưu điện|viễn thông|điện lực|ngân hàng"
)
_SECTION = re.compile(r"^(?:phòng .+|văn phòng(?: sở)?|thanh tra(?: sở)?|bộ phận .+|tổ .+)$")


def has_branches(unit: ReportingUnit) -> bool:
    """Whether it may print the names of its branches: 'Chi nhánh …', 'Trung tâm Y tế …' of a huyện."""
    return bool(_HAS_BRANCHES.match(wording.key(unit.name)))


def lowest(found: Sequence[Mention]) -> list[Mention]:
    """'UBND xã Ea Mẫu, huyện Lắk' reports for the commune: the lowest body named, or those of one rank."""
    ranks = [units.rank(mention) for mention in found]
    return [mention for mention, rank in zip(found, ranks, strict=True) if rank == min(ranks)]


def of_desks(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG HÒA KHÁNH' reports for the phường, where all its dossiers go in."""
    kept: list[Mention] = []
    for mention in found:
        if kept and mention.kind in _COMMUNES and axes.is_one_stop(kept[-1].printed):
            mention = replace(mention, issuer=kept.pop().issuer or mention.issuer)
        kept.append(mention)
    return tuple(kept)


def without_sections(issuers: Sequence[tuple[Mention, T]]) -> list[tuple[Mention, T]]:
    """'SỞ Y TẾ PHÚ YÊN / PHÒNG TỔ CHỨC - HÀNH CHÍNH': a section of a sở has no figures of its own.

    Nor has the office of a xã; a chi cục, a center or the office of land registration has.
    """
    kinds = {mention.kind for mention, _ in issuers}
    if kinds & _COMMUNES and kinds <= _COMMUNES | {"huyện", "thị xã", "quận", "tỉnh", "thành phố", OTHER}:
        return [(mention, where) for mention, where in issuers if not _OFFICE.match(wording.key(mention.printed))]
    if "sở" not in kinds or kinds - {"sở", "tỉnh", "thành phố", "phòng", OTHER}:
        return list(issuers)
    return [(mention, where) for mention, where in issuers if not _SECTION.match(wording.key(mention.printed))]


def without_their_centre(issuers: Sequence[tuple[Mention, T]]) -> list[tuple[Mention, T]]:
    """'BẢO HIỂM XÃ HỘI VIỆT NAM / BẢO HIỂM XÃ HỘI TỈNH VĨNH LONG': in the letterhead of a branch stands its centre."""
    keys = {wording.key(mention.printed) for mention, _ in issuers if mention.kind == OTHER}
    centres = {key for key in keys for other in keys - {key} if _is_centre_of(key, other)}
    return [(mention, where) for mention, where in issuers if wording.key(mention.printed) not in centres]


def _is_centre_of(key: str, other: str) -> bool:
    if _WHOLE_COUNTRY.search(other):
        return False
    return f"{other} ".startswith(f"{_WHOLE_COUNTRY.sub('', key)} ")


def one_of(
    resolved: Sequence[Resolution],
    refused: Sequence[Resolution],
    titles: Sequence[str],
    reference: Reference,
    place: Place,
) -> Resolution:
    """The unit that reports: the lowest, where the others are the bodies above it.

    Args:
        resolved: the bodies found, each once.
        refused: those that are not known.
        titles: the lines of text of the file; what is said of a letter tells nothing of the figures.
        reference: the reviewed units.
        place: where the first is named, for the problem.
    """
    titles = [title for title in titles if not _LETTER.search(wording.clean(title))]
    new = tuple(unit for one in resolved for unit in one.new)
    known = reference.with_units(tuple(dict.fromkeys(new))) if new else reference
    found = [one for one in resolved if not any(_is_above(one, other, known) for other in resolved)]
    found = _once(_without_divisions(_without_desk(found), titles))
    if len(found) == 1 and not refused:
        whose = _sent_for(found[0], resolved, titles, known)
        if whose is not None:
            return whose
        found = [*found, *(one for one in resolved if one is not found[0])]
    if refused:
        return refused[0]
    several = [one.unit for one in found if one.unit]
    names = ", ".join(unit.name for unit in several)
    # Whichever it is, the bodies that it lists are of that province, but for its branches.
    above = None if any(map(has_branches, several)) else units.province_of(several, known)
    return Resolution(None, (problem("unit_several", place, found=names),), above=above)


_SHORT_BOARD = ((re.compile(r"\bb?qlda\b"), "quản lý dự án"), (re.compile(r"\bbql\b"), "ban quản lý"))
_LEVEL_BEHIND = re.compile(r" (?:huyện|quận|thị xã|thành phố|tỉnh)$")


def _once(found: Sequence[Resolution]) -> list[Resolution]:
    """'BAN QLDA ĐẦU TƯ XÂY DỰNG HUYỆN' in the letterhead and its name in full are one board."""
    known = [(one, one.unit) for one in found if one.unit is not None]
    kept: dict[tuple[str, str], Resolution] = {}
    for one, unit in sorted(known, key=lambda pair: -len(pair[1].name)):  # the full name stays
        name = wording.key(unit.name)
        for short, words in _SHORT_BOARD:
            name = short.sub(words, name)
        kept.setdefault((unit.parent, _LEVEL_BEHIND.sub("", name).removeprefix("ban ")), one)
    return [one for one in found if one.unit is None or one in kept.values()]


def _is_above(higher: Resolution, lower: Resolution, reference: Reference) -> bool:
    return higher.unit is not None and lower.unit is not None and units.lies_below(lower.unit, higher.unit, reference)


def _without_desk(found: Sequence[Resolution]) -> list[Resolution]:
    """'PHƯỜNG PHAN THIẾT … TẠI TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG': its own desk is where its dossiers are."""
    bodies = [one for one in found if one.unit is not None and not axes.is_one_stop(one.unit.name)]
    alone = len(bodies) == 1 and bodies[0].unit is not None and bodies[0].unit.level == "commune"
    return bodies if alone else list(found)


def _without_divisions(found: Sequence[Resolution], titles: Sequence[str]) -> list[Resolution]:
    """'UBND PHƯỜNG HẢI CHÂU / PHÒNG KINH TẾ' over money: a commune has divisions since July 2025."""
    communes = [one for one in found if one.unit is not None and one.unit.level == "commune"]
    others = [one.unit for one in found if one not in communes and one.unit is not None]
    kept = all(unit.level == "division" and _keeps(unit, titles) for unit in others)
    return communes if len(communes) == 1 and kept else list(found)


def _keeps(division: ReportingUnit, titles: Sequence[str]) -> bool:
    """Whether a division keeps for its body what the titles speak of."""
    name, said = wording.key(division.name), " ".join(map(wording.key, titles))
    return next((bool(keeps.search(said)) for pattern, keeps in _KEEPS if pattern.match(name)), False)


def _sent_for(
    lowest: Resolution, resolved: Sequence[Resolution], titles: Sequence[str], reference: Reference
) -> Resolution | None:
    """The body itself, or the huyện for which its division keeps the figures; None where it may be either."""
    unit = lowest.unit
    above = next((one for one in resolved if unit is not None and _is(one.unit, unit.parent)), None)
    if above is None and unit is not None and unit.level == "division" and unit.parent in reference.unit_of:
        above = replace(lowest, unit=reference.unit_of[unit.parent])  # named only behind it, in the name of the letter
    if unit is None or above is None or above.unit is None:
        return lowest
    if above.unit.level == "province" and wording.key(unit.name) == "văn phòng":
        of_province = any(_names(above.unit, title) and _of_levels(title) for title in titles)
        return above if of_province else None  # the figures of the province that it gathers, or its own
    of_all = any(_of_all(title) and not _names(unit, title) for title in titles)
    if above.unit.level == "province" and of_all and not any(_OF_ITSELF.search(wording.key(title)) for title in titles):
        return above  # 'SỞ TÀI CHÍNH' over what is told of 'trên địa bàn tỉnh'
    if above.unit.level != "district":
        return lowest
    if any(_names(unit, title) for title in titles):
        return lowest  # 'BIÊN CHẾ CỦA PHÒNG NỘI VỤ'
    if any(_names(above.unit, title) for title in titles):
        return above  # 'KẾ HOẠCH VỐN CỦA HUYỆN LÂM HÀ' below the letterhead of its board of projects
    name = wording.key(unit.name)
    said = " ".join(map(wording.key, titles))
    own = any(_OF_A_DIVISION.search(wording.key(title)) for title in titles)  # 'BIÊN CHẾ CỦA PHÒNG NĂM 2024'
    for division, keeps in _KEEPS:
        if division.match(name):
            return above if keeps.search(said) and not own else None
    return lowest


_OF_LEVELS = re.compile(r"\b(?:[23]|ba|hai|các) cấp\b|\b(?:trên địa bàn|toàn) (?:tỉnh|thành phố)\b")
_OF_A_PLAN = re.compile(r"\b(?:đề án|kế hoạch|chương trình|căn cứ|theo|của văn phòng)\b")
_OF_A_DIVISION = re.compile(r"(?<!các )\b(?:phòng|đơn vị|cơ quan)(?= (?:năm|qúy|tháng|kỳ|và|\d)|$)")
_OF_ITSELF = re.compile(r"\b(?:tại|của) (?:sở|đơn vị|cơ quan)\b(?! ban\b| ngành\b)")
# 'Số liệu phục vụ đoàn kiểm tra của tỉnh', 'hồ sơ trên Hệ thống một cửa điện tử của tỉnh': the figures may be others'.
_OF_ELSE = re.compile(
    r"\bphục vụ (?:đòan|công tác|việc|kiểm tra|giám sát)\b.*|"  # as comparable forms write it
    r"\b(?:hệ thống|cổng|phần mềm|kế hoạch|chương trình|nghị quyết|quyết định|chỉ thị|trung tâm)\b"
    r"(?: (?!trên |tại |của )\S+){0,8} của (?:tỉnh|thành phố)\b"
)
_OF_ALL = re.compile(r"\b(?:trên địa bàn|toàn|của) (?:toàn )?(?:tỉnh|thành phố)\b(?! ủy)")


def _of_levels(title: str) -> bool:
    """'Kết quả ở 3 cấp chính quyền tỉnh X', and no plan or basis of that scope."""
    key = wording.key(title)
    return bool(_OF_LEVELS.search(key)) and not _OF_A_PLAN.search(key)


def _of_all(title: str) -> bool:
    """Whether a title, and not the name of a letter or of a body, speaks of a whole province."""
    return bool(_OF_ALL.search(_OF_ELSE.sub("", wording.key(title)))) and axes.whole_body(title) is None


def _is(unit: ReportingUnit | None, code: str) -> bool:
    return unit is not None and unit.reporting_unit == code


def _names(unit: ReportingUnit, title: str) -> bool:
    """Whether a title that says more than bodies names a unit."""
    return wording.key(unit.name) in wording.key(units.expanded(title)) and axes.whole_body(title) is None
