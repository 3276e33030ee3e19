"""The titles of a table: what it speaks of, and words that may narrow it to something else."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from etl import periods, units, wording
from etl.axes import Heading
from etl.layout import FORM_TITLE, Table
from etl.reference import Reference
from etl.terms import SUBJECTS, Understood
from etl.units import Mention
from etl.workbook import Cell

_TITLE_ONLY = re.compile(
    r"^\s*[A-Z][.)]\s|\b(?:biểu |mẫu )?số\s+[IVX]+\.\d+\w?|[\w.]*/VPCP(?:/KSTT)?|\bquý\s+(?:[IVX]+|\d)(?:/\d+)?\b|"
    r"\bgiai đoạn\b.*|"
    r"\b(?:phụ biểu|phụ lục|biểu mẫu|biểu|bảng|mẫu|tổng hợp|thống kê|báo cáo|danh sách|chi tiết|số liệu)\b"
    r"|\b(?:(?:phân|chia)(?: ra)? )?(?:theo|của|tại)(?: các| từng)? (?:đơn vị|cơ quan|quý|tháng|kỳ|xã|huyện|sở)\b.*"
    r"|\btrên địa bàn\b.*"
    r"|\btheo (?:các |từng )?cấp(?: chính quyền| giải quyết| hành chính)?(?=\W*(?:quý|tháng|năm|\d|$))"
    r"|\bso (?:với )?(?:cùng kỳ|năm|quý|tháng|kỳ)\b.*"
    r"|\bcác (?:đơn vị|cơ quan|xã|huyện|sở|phòng)\b.*|\([^)]*\)"
    r"|\b(?:qua |theo )?các (?:kỳ|quý|tháng|năm)(?: báo cáo)?\b|\b(?:hđnd và )?(?:ubnd|ủy ban nhân dân)\b",
    re.IGNORECASE,
)


_ABOVE = ("tỉnh", "thành phố", "huyện", "thị xã", "quận")
_CHANNELS = frozenset({"online", "direct", "postal"})
_CLASSES = frozenset({"cs", "pe", "vc"})
_BOTH = re.compile(r"công chức (?:và )?viên chức")
_LONGEST_TITLE = 40  # words; what is longer is a paragraph
_NO_TITLE = re.compile(
    r"cộng h[òo][àa] xã hội|độc lập\s*[-–]|^\W*(?:kính gửi|nơi nhận|căn cứ|thực hiện)\b|^\("
    r"|^\W*(?:đvt|đơn vị(?: tính| báo cáo| gửi)?)\s*:"
    r"|,\s*ngày\b|^\W*(?:kèm theo|ban hành)\b|^\W*số\s*:|minh họa|\.\s*$|\b(?:điện thoại|fax|email)\b",
    re.IGNORECASE,
)
_DATE_IN_TITLE = re.compile(
    r"\b(?:tính )?(?:từ|đến|hết)?\s*ngày\s+[\d/.\s]+(?:tháng\s+\d+)?(?:\s*năm\s+\d+)?", re.IGNORECASE
)
_OF_DOSSIERS = frozenset({"resolve", "early", "ontime", "late", "pending", "carried", "earlyontime", "toprocess"})


@dataclass(frozen=True)
class Titles:
    """What the titles of a table speak of, and the words of them that no table knows: they may narrow its scope."""

    subject: str = ""
    strange: tuple[str, ...] = ()
    channel: str = ""  # 'trực tuyến' or 'trực tiếp' in the title of a table whose columns do not say it
    igate: bool = False  # into which system dossiers are entered: 'hệ thống một cửa điện tử'
    of_service_units: bool = False  # 'số lượng người làm việc trong ĐVSN' and no công chức
    of_both: bool = False  # 'công chức, viên chức', and no column says of which of them it is
    contracts: bool = False  # 'hợp đồng lao động' and maybe biên chế too
    level: str = ""  # whose dossiers all figures are: 'TTHC cấp xã' over a list of huyện


def read(table: Table, headings: Sequence[Heading], reference: Reference) -> Titles:
    """What the titles of a table speak of (hồ sơ, biên chế, vốn), '' where nothing or several things.

    A table of 'thủ tục hành chính' with what is received, resolved and late counts their dossiers.
    'Lĩnh vực đất đai', 'khiếu nại' or 'hồ sơ công việc' make something else of the same columns.
    """
    lines = [reference.grammar.read_title(text) for text in _title_texts(table.titles, reference)]
    found = {subject for said in lines for subject in said.subjects}
    if not found:  # 'Bảng 2. Quý II' goes on with what the first title of the sheet speaks of
        lines += [reference.grammar.read_title(text) for text in _title_texts(table.above, reference)]
        found = {subject for said in lines for subject in said.subjects}
    found = found or set(reference.grammar.read(table.sheet.name).facets & SUBJECTS)
    texts = [text for heading in headings for text in heading.path] + [row.label for row in table.rows]
    said = {facet for text in texts for facet in reference.grammar.read(text).facets}
    if "procedure" in found and ("dossier" in found or said & _OF_DOSSIERS):
        found = found - {"procedure"} | {"dossier"}
    levels = {facet for one in lines for facet in one.facets if facet.startswith("at:")}
    channels = {facet for one in lines for facet in one.facets & _CHANNELS}
    return Titles(
        next(iter(found)) if len(found) == 1 else "",
        _strange(lines, found, table.titles, reference),
        channels.pop() if len(channels) == 1 and not said & _CHANNELS else "",
        any("igate" in one.facets for one in lines),
        not any("cs" in one.facets for one in lines) and any({"staff", "pe"} <= one.facets for one in lines),
        not said & _CLASSES and any(_BOTH.search(wording.key(text)) for text in _title_texts(table.titles, reference)),
        any("contract" in one.facets for one in lines),
        "commune" if levels == {"at:commune"} else "",
    )


def _title_texts(titles: Sequence[Cell], reference: Reference) -> Iterator[str]:
    """The titles without what is no content: names of bodies and forms, dates, references, the national motto."""
    for title in titles:
        text = wording.clean(title.text)
        if title.kind != "text" or _NO_TITLE.search(text) or len(text.split()) > _LONGEST_TITLE:
            continue
        for mention in units.mentions(text):
            text = re.sub(_name_of(mention, reference), " ", units.expanded(text), flags=re.IGNORECASE)
        text = _TITLE_ONLY.sub(" ", FORM_TITLE.sub(" ", text))
        yield periods.without_periods(_DATE_IN_TITLE.sub(" ", text))


def _name_of(mention: Mention, reference: Reference) -> str:
    """How a body is printed, with the tỉnh behind it ('SỞ Y TẾ HẢI DƯƠNG') but no other words ('… LĨNH VỰC')."""
    above = mention.dashed or any((kind, wording.key(mention.rest)) in reference.units_named for kind in _ABOVE)
    said = mention.printed if above or not mention.rest else replace(mention, rest="").printed
    return r"[\W_]+".join(map(re.escape, re.findall(r"\w+", said)))


def _strange(
    lines: Sequence[Understood], found: Collection[str], titles: Sequence[Cell], reference: Reference
) -> tuple[str, ...]:
    """The words that no table knows, and those of a part of the money or of the posts."""
    strange = [word for one in lines for word in one.strange]
    if any("fund" in one.facets for one in lines) and set(found) == {"invest"}:
        strange.append("nguồn vốn")  # 'Giải ngân vốn ODA'
    if any("fund" in reference.grammar.read(text).facets for text in _in_brackets(titles)):
        strange.append("nguồn vốn")
    if any("autonomy" in one.facets for one in lines) and found:
        strange.append("tự chủ")  # 'Biên chế theo cơ chế tự chủ'
    return tuple(strange)


def _in_brackets(titles: Sequence[Cell]) -> Iterator[str]:
    """'(vốn kéo dài)' behind a title."""
    for title in titles:
        yield from re.findall(r"\(([^()]*)\)", wording.clean(title.text))


def words_of(table: Table, reference: Reference) -> Understood:
    """A table of one indicator names it in its title: the one line of which every word is known."""
    for text in reversed(list(_title_texts(table.titles, reference))):
        said = reference.grammar.read_title(text)
        if said.facets - SUBJECTS and not said.strange:
            return Understood(said.facets)
    return Understood(strange=("tiêu đề",))


def within(said: Understood, titles: Titles) -> Understood:
    """A wording under the titles of its table."""
    facets = set(said.facets)
    if titles.subject and not said.subjects:
        facets.add(titles.subject)
    if titles.channel and "dossier" in facets:
        facets.add(titles.channel)
    if titles.igate and {"dossier", "entered"} <= facets:
        facets.add("igate")  # 'Hồ sơ đã cập nhật'
    strange: tuple[str, ...] = ()
    if titles.contracts and "staff" in facets and not facets & {"cs", "pe", "contract", "vacant"} and not said.subjects:
        strange = ("hợp đồng",)  # 'Được giao': of which of them?
    if titles.of_both and "staff" in facets and not facets & {"cs", "pe", "contract", "vacant"}:
        strange = ("công chức", "viên chức")
    if titles.of_service_units and "staff" in facets and not facets & {"cs", "pe", "contract"} and not said.subjects:
        facets.add("pe")
    if titles.level and facets and not any(facet.startswith("at:") for facet in facets):
        facets.add(f"at:{titles.level}")
    other = titles.subject in ("workfile", "staff", "invest") and "dossier" in said.facets
    return Understood(frozenset(facets), said.strange + titles.strange + strange + (("tiêu đề",) if other else ()))
