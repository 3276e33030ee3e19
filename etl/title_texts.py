"""The titles of a table without what is no content: names of bodies and forms, dates, rules, the national motto."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from etl import notes, periods, units, wording
from etl.layout import FORM_TITLE, Table
from etl.mentions import OTHER
from etl.reference import Reference
from etl.units import Mention
from etl.workbook import Cell

_BODIES = (
    r"(?:đơn vị|cơ quan|xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|sở|ban|ngành|phòng|địa phương|"
    r"chủ đầu tư|đầu mối|ubnd|chi cục|trung tâm|bộ phận)"
)
_DESIGNATION = re.compile(
    r"\b(?:phụ biểu|phụ lục|biểu mẫu|biểu|bảng|mẫu)(?:\s+số)?\s*[:.]?\s*"
    r"(?:(?:[A-ZĐ]{1,5}-)?\d+|[IVX]+|[A-H](?!\w))(?:[.\-/]\d+)*[a-z]?(?:[/-][A-ZĐ]{2,}(?:-[A-ZĐ]+)*)?"
    r"(?:\s*,\s*\d{1,2}[a-z]?)*(?![\w/])[.:)]?",  # 'Biểu mẫu 4, 5'
    re.IGNORECASE,
)
_OF_DOSSIERS = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*hồ sơ(?: tthc)?\W*$", re.IGNORECASE)
_COUNT = re.compile(
    rf"(?<![\w/.,])\d{{1,4}}(?:/\d{{1,4}})?\s+(?={_BODIES}\b|(?:dự án|công trình|lĩnh vực)\b)", re.IGNORECASE
)
_SOME = re.compile(rf"\bmột số\s+(?={_BODIES}\b)", re.IGNORECASE)
_REGION = (
    r"(?:miền núi|miền xuôi|vùng cao|vùng sâu|vùng xa|trung du|đồng bằng|ven biển|biên giới|hải đảo|"
    r"nội thành|ngoại thành|phía (?:bắc|nam|đông|tây)(?:[- ](?:bắc|nam))?)"
)
_CHOSEN = re.compile(  # which bodies stand in a list; over the figures of one body these are a part of it
    r"\b(?:làm điểm|làm chủ đầu tư|được kiểm tra(?: (?:cchc|công vụ))?|ngành dọc(?: đóng trên địa bàn)?|"
    r"(?:cao|thấp) (?:nhất|hơn)(?: bình quân(?: chung)?)?|"
    r"vùng (?:đồng bằng sông hồng|đông nam bộ|tây nguyên|đồng bằng sông cửu long)|"
    rf"(?:(?:thuộc|ở|khu vực|vùng)\s+)*{_REGION}(?:\s*(?:,|và|-|–)\s*{_REGION})*|"
    r"(?<=xã |ng |ấn |ện |hu )(?:thuộc\s+)?(?:khu vực|vùng|cụm)\s+[^\W\d]\w*(?:\s+[^\W\d]\w*){0,3}(?=\s*(?:[-–,(]|$)))",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\b(?:phần\s+vốn\s+)?do\s+(?:các\s+|từng\s+)?"
    rf"(?P<who>{_BODIES}(?:[\s,]+(?:và\s+)?(?:các\s+|cấp\s+)?{_BODIES})*(?:\s+cấp tỉnh)?)?"
    r"\s*(?:trực tiếp\s+)?(?:làm\s+)?(?:chủ đầu tư|quản lý)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\b(?:cấp|các)\b", re.IGNORECASE)
_TITLE_ONLY = re.compile(
    r"^\s*(?:[A-Za-z]|[IVX]+|\d{1,2}(?:\.\d{1,2})*)[.)]\s"
    r"|\bbiểu(?: mẫu)?(?: số)?\s+\d+(?:\s*(?:,|và|-|&)\s*\d+)+"
    r"|\b(?:biểu |mẫu )?số\s+[IVX]+\.\d+\w?|[\w.]*/VPCP(?:/KSTT)?|\bquý\s+(?:[IVX]+|\d)(?:/\d+)?\b"
    r"|\b(?:quý|tháng)\s+báo cáo\s*:?\s*(?:[IVX]+|\d{1,2})(?:/20\d\d)?\b|\b(?:năm|kỳ)\s+báo cáo\b"
    r"|\bgiai đoạn\s+(?:từ\s+)?(?:năm\s+)?20\d\d\s*(?:-|–|đến|tới|và)?\s*(?:năm\s+)?(?:20\d\d)?"
    r"|\b(?:phụ biểu|phụ lục|biểu mẫu|biểu đồ|biểu|bảng kê|bảng|mẫu|tổng hợp|thống kê|báo cáo|danh sách|chi tiết)\b"
    r"|\b(?:bộ )?số liệu\b|\b(?:(?:phân|chia)(?: ra)? )?(?:theo|của|tại)(?: các| từng)? "
    r"(?:quý|tháng|kỳ|cơ quan|đơn vị(?! sự nghiệp| dự toán))\b"
    r"|\b(?:(?:phân|chia)(?: ra)? )?theo (?:các |từng )?cấp(?: chính quyền| giải quyết| hành chính)?"
    r"(?=\W*(?:quý|tháng|năm|\d|$))"
    r"|\bso (?:với )?(?:cùng kỳ|kỳ trước|năm trước|quý trước|tháng trước|(?:năm|quý|tháng)(?= \d| [IVX]))"
    r"(?:\s+(?:năm|quý|tháng|trước|[IVX]+|\d+)(?:/\d+)?\b)*"
    r"|\bcụm thi đua(?: số)?\s*\d*|\b\d năm(?: gần đây)?(?=\W+20\d\d\s*[-–]\s*20\d\d)"
    r"|\b(?:phần|mục|nội dung)\s+(?:thứ\s+)?(?:\d{1,2}|[IVX]+)(?=\s*[.:–-]|\s*$)|\btuần\s+(?:thứ\s+)?\d{1,2}\b"
    r"|\b(?:tháng|quý)(?=\W*$)|\([^)]*\)|\bsau \d+ (?:ngày|tháng|năm)\b"
    r"|\b(?:qua |theo )?các (?:kỳ|quý|tháng|năm)(?: báo cáo| (?:đầu|cuối)(?= năm\b))?\b"
    r"|\b(?:hđnd và )?(?:ubnd|(?:ủy|uỷ) ban nhân dân)\b",
    re.IGNORECASE,
)
_LOOSE_END = re.compile(r"(?:\s+(?:của|tại|trong|ở|cho|từ|đến|các|và|năm|quý|tháng|thuộc|trên))+\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"\bsố\s*:\s*\d*\s*/\s?[\w&-]+", re.IGNORECASE)  # of the document, below its letterhead
_SENT_TO = re.compile(  # '… gửi Văn phòng UBND thành phố Hà Nội về giải quyết TTHC'
    r"\bgửi\s+(?:văn phòng|ubnd|ủy ban nhân dân|sở|phòng|bộ|huyện|tỉnh)\b(?:\s+[\w-]+){0,8}?\s+(?=về\b)", re.IGNORECASE
)
_LONGEST_TITLE = 40  # words; what is longer is a paragraph
_NO_TITLE = re.compile(
    r"^\W*(?:biểu|phụ lục|bảng|mẫu|phụ biểu)(?: số)?[\w./ -]{0,12}\bkèm theo\b"
    r"|cộng h[òo][àa] xã hội|độc lập\s*[-–]|^\W*(?:kính gửi|nơi nhận|căn cứ)\b"
    r"|^\W*thực hiện\s+(?:công văn|quyết định|nghị quyết|thông tư|chỉ thị|nghị định|văn bản|kế hoạch số|theo)\b"
    r"|^\W*(?:đvt|đơn vị(?: tính| báo cáo| gửi| nhận| nhận báo cáo)?)\s*:"
    r"|^\W*(?:thời gian|thời điểm|người (?:lập|báo cáo|kiểm tra)|ngày báo cáo|huyện|tỉnh|xã|phường)"
    r"(?: [^\W\d]+){0,3}\s*:"
    r"|^\W*nguồn(?: số liệu)?\s*:\s*(?:hệ thống|phần mềm|cổng|báo cáo|kho bạc|số liệu|trích|sở|phòng|văn phòng|ubnd)\b"
    r"|^\W*trang\s+\d|^\W*(?:tm|kt|tl)\.|^\W*(?:(?:phó )?(?:chủ tịch|giám đốc)[^,;:]*|(?:tối |tuyệt )?mật)\W*$"
    r"|,\s*ngày\b|^\W*(?:kèm theo|ban hành)\b|^\W*số\s*:|minh họa|\b(?:điện thoại|fax|email)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(r"^\(|\.\s*$|^\W*(?:lưu ý|ghi chú)\s*:", re.IGNORECASE)
# A remark is read where it says that the figures are not of all: '(lĩnh vực đất đai)', '(không bao gồm hộ tịch)'.
_NARROWS = re.compile(
    r"\blĩnh vực\b|\briêng\b|\bchỉ (?:tính|gồm|bao gồm)\b|\b(?:không|chưa) (?:bao )?(?:gồm|tính|kể)\b|\btrừ\b"
    r"|\bkhối\b(?! lượng)|\bchương trình\b|\bnguồn (?:vốn|thu|ngân sách|xổ số|kinh phí|ns)\b|\bmức độ\b"
    r"|(?<!áp dụng )\bđối với\b|\bgiao (?:bổ sung|thêm)\b",
    re.IGNORECASE,
)
_BY_FIELD = re.compile(
    r"\b(?:chia |phân )?theo (?:các |từng )?(?:(?:phòng|đơn vị|cơ quan)\s*,\s*)?lĩnh vực\b"
    r"(?=\s*(?:$|[-–;)]|[.,](?!\s*\w)))",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:tính )?(?:từ|đến|hết|tới)?\s*ngày\s+[\d/.\s]+(?:tháng\s+\d+)?(?:\s*năm\s+\d+)?"
    r"|\b(?:tính )?(?:đến|tại)\s+(?:thời điểm\s+)?(?:ngày\s+)?31/12\s+(?:hằng|hàng|mỗi|các)\s+năm\b"
    r"|\b(?:6|06|sáu)\s+tháng\s+cuối\s+năm\b",
    re.IGNORECASE,
)
# 'Theo Nghị định 60/2021/NĐ-CP' says by what rule; of money or of cuts it says of which.
_RULE = re.compile(
    r"\b(?:theo|triển khai|(?:triển khai |tổ chức )?thực hiện)\s+(?:quy định\s+(?:tại|của)\s+)?"
    r"(?:nghị định|quyết định|thông tư|công văn|chỉ thị|nghị quyết|luật|nđ|qđ|tt)"
    r"(?:\s+số)?\s*:?\s*\d[\w/.-]*(?:\s+ngày\s+[\d/.\s]+(?:tháng\s+\d+\s*)?(?:năm\s+\d+)?)?"
    r"(?:\s*của\s+(?:chính phủ|thủ tướng chính phủ|bộ nội vụ|ubnd tỉnh|văn phòng chính phủ))?",
    re.IGNORECASE,
)
_OF_SOME = re.compile(r"vốn|giải ngân|đầu tư|kinh phí|tinh giản|hợp đồng", re.IGNORECASE)
_ABOVE = ("tỉnh", "thành phố", "huyện", "thị xã", "quận")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_FIELD = r"(?:(?<=sự nghiệp )|ngành ){}"
_A_BARE_OFFICE = 3  # words: 'Ban quản lý', 'Trung tâm'
_REMEMBERED = 1_000


def of(table: Table, titles: Sequence[Cell], reference: Reference) -> Iterator[str]:
    """The content of each title.

    Args:
        table: that stands under them. Where it lists bodies, down or across, 'một số cơ quan' and
            'do … làm chủ đầu tư' narrow nothing.
        titles: the lines.
        reference: the reviewed tables.
    """
    offices = _offices(titles, reference)
    for title in titles:
        text = wording.clean(title.text)
        if title.kind == "text" and not _is_province(text, reference):
            for said in _parts(text):
                yield _plain(said, reference, offices, lists=table.lists_bodies)


def _offices(titles: Sequence[Cell], reference: Reference) -> tuple[str, ...]:
    """How the titles print bodies, as patterns: in a line of capitals they are no names that `mentions` finds."""
    texts = [title.text for title in titles if not _NO_TITLE.search(wording.clean(title.text))]
    named = [one for text in texts for one in units.mentions(text) if one.kind != OTHER or _is_board(one)]
    names = [_name_of(office, reference) for office in named]
    # 'ĐƠN VỊ SỰ NGHIỆP Y TẾ', 'NGÀNH Y TẾ' under the letterhead of the Sở Y tế
    fields = [_FIELD.format(re.escape(office.name)) for office in named if office.kind == "sở"]
    return tuple(dict.fromkeys([*names, *fields]))


def _is_board(mention: Mention) -> bool:
    """'BAN QUẢN LÝ KHU KINH TẾ': a body of no kind, by a name that says which one it is."""
    return mention.kind == OTHER and len(mention.name.split()) > _A_BARE_OFFICE


@lru_cache(maxsize=_REMEMBERED)
def _parts(title: str) -> tuple[str, ...]:
    """The texts of a title that may be content: itself, and those in brackets that say of what the figures are."""
    if _NO_TITLE.search(title):
        return ()
    if _REMARK.search(title):
        title = _BY_FIELD.sub(" ", title)
    if _REMARK.search(title) or len(title.split()) > _LONGEST_TITLE:
        return (title.strip("().").removesuffix(")"),) if _NARROWS.search(title) else ()
    return title, *(remark for remark in _BRACKETS.findall(title) if _NARROWS.search(remark))


def _is_province(text: str, reference: Reference) -> bool:
    """'KHO BẠC NHÀ NƯỚC / KIÊN GIANG'."""
    return any((kind, wording.key(text)) in reference.units_named for kind in ("tỉnh", "thành phố"))


def as_printed(title: Cell, said: str) -> str:
    """Words of a title as it prints them, in its own capitals: its content without the unit and the kỳ."""
    kept = set(wording.key(said).split())
    words = [word for word in wording.clean(title.text).split() if kept & set(wording.key(word).split())]
    return _LOOSE_END.sub("", " ".join(words)).strip(" ,;:–-")


def in_brackets(titles: Sequence[Cell]) -> Iterator[str]:
    """'(vốn kéo dài)' behind a title."""
    for title in titles:
        yield from _BRACKETS.findall(wording.clean(title.text))


def counts_dossiers(table: Table) -> bool:
    """'ĐVT: hồ sơ' above a table: what its columns count, each of them."""
    return any(_OF_DOSSIERS.search(wording.clean(cell.text)) for cell in (*table.titles, *table.outside))


def narrow(table: Table, reference: Reference) -> bool:
    """Whether a word of the titles says of which part they speak, or a note: 'lĩnh vực', 'riêng', 'nguồn vốn'."""
    likely = [title for title in table.titles if _NARROWS.search(wording.clean(title.text))]  # few tables have one
    said = any(_NARROWS.search(text) for text in of(table, likely, reference))
    return said or bool(notes.narrowing(table, reference))


def _plain(text: str, reference: Reference, offices: tuple[str, ...], *, lists: bool) -> str:
    text = _SENT_TO.sub(" ", _NUMBER.sub(" ", text))
    names = tuple(_name_of(mention, reference) for mention in units.mentions(text))
    return _content(text, names, offices, lists=lists)


@lru_cache(maxsize=_REMEMBERED)
def _content(text: str, names: tuple[str, ...], offices: tuple[str, ...], *, lists: bool) -> str:
    """A text without bodies (`names`, as patterns), designations, rules, dates and kỳ; those of a file share most."""
    for mention, name in zip(units.mentions(text), names, strict=True):
        if wording.key(mention.printed) == "công an" and not wording.key(text).startswith("công an"):
            continue  # 'CỦA CÔNG AN': the figures are not those of the bodies that are listed
        text = re.sub(name, " ", units.expanded(text), flags=re.IGNORECASE)
    for name in offices:
        text = re.sub(rf"\b{name}\b", " ", text, flags=re.IGNORECASE)
    text = FORM_TITLE.sub(" ", _DESIGNATION.sub(" ", text))
    text = text if _OF_SOME.search(text) else _RULE.sub(" ", text)
    text = _OWNED.sub(lambda match: " " if lists or not _OF_OTHERS.search(match.group()) else match.group(), text)
    text = _CHOSEN.sub(" ", _SOME.sub(" các ", text)) if lists else text
    text = _COUNT.sub(" các ", text)
    return periods.without_periods(_DATE.sub(" ", _TITLE_ONLY.sub(" ", text)))


def _name_of(mention: Mention, reference: Reference) -> str:
    """How a body is printed, with the tỉnh behind it ('SỞ Y TẾ HẢI DƯƠNG') but no other words ('… LĨNH VỰC')."""
    above = mention.dashed or any((kind, wording.key(mention.rest)) in reference.units_named for kind in _ABOVE)
    said = mention.printed if above or not mention.rest else replace(mention, rest="").printed
    return r"[\W_]+".join(map(re.escape, re.findall(r"\w+", said)))
