"""Reporting periods: codes, windows, and reading them from titles.

The code is the kỳ that the document names; the window is its printed dates, else the cut-offs of
NĐ 09/2019/NĐ-CP as provinces apply them: the 15th to the 14th, the year beginning on 15 December.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from etl import printed_days, wording

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ROMAN_OF = {1: "I", 2: "II", 3: "III", 4: "IV"}
_CODE = re.compile(r"(20\d\d)(?:-(Q[1-4]|H1|9M|M(?:0[1-9]|1[0-2])))?")
_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True)
class Period:
    """A reporting period by its code: 2024-Q1, 2024-H1, 2024-9M, 2024, 2024-M05, or an ISO interval."""

    code: str

    @cached_property
    def kind(self) -> str:
        """quarter, half, nine_months, year, month or interval."""
        if "/" in self.code:
            return "interval"
        suffix = self.code[5:6]
        return {"": "year", "Q": "quarter", "H": "half", "9": "nine_months", "M": "month"}[suffix]

    @cached_property
    def window(self) -> tuple[date, date]:
        """First and last day by the default cut-offs, or the interval itself."""
        if self.kind == "interval":
            first, last = self.code.split("/")
            return date.fromisoformat(first), date.fromisoformat(last)
        year, number = int(self.code[:4]), int(re.sub(r"\D", "", self.code[5:]) or 0)
        first_month, months = {
            "year": (12, 12),
            "half": (12, 6),
            "nine_months": (12, 9),
            "quarter": (12 + 3 * (number - 1), 3),
            "month": (11 + number, 1),
        }[self.kind]
        return _fifteenth(year - 1, first_month), _fifteenth(year - 1, first_month + months, day=14)

    @property
    def year(self) -> int:
        """The year in which the window ends."""
        return self.window[1].year

    @property
    def quarter(self) -> int | None:
        """The quarter of the year that ends with the period; None for months and intervals."""
        if self.kind == "quarter":
            return int(self.code[-1])
        return {"half": 2, "nine_months": 3, "year": 4}.get(self.kind)

    def investment_window(self, last: date | None = None) -> tuple[date, date]:
        """Investment counts from 1 January of the window's last year to the cut-off."""
        end = last or self.window[1]
        return date(end.year, 1, 1), end

    @property
    def label(self) -> str:
        """As it is said: 'Quý I/2024', '6 tháng/2024', 'Năm 2022', '8/7/2022 – 31/3/2023'."""
        if self.kind == "interval":
            first, last = self.window
            return f"{first.day}/{first.month}/{first.year} – {last.day}/{last.month}/{last.year}"
        year, suffix = self.code[:4], self.code[5:]
        return {
            "year": f"Năm {year}",
            "quarter": f"Quý {_ROMAN_OF.get(int(suffix[1:] or 0) if suffix[:1] == 'Q' else 0, '')}/{year}",
            "half": f"6 tháng/{year}",
            "nine_months": f"9 tháng/{year}",
            "month": f"Tháng {suffix[1:].lstrip('0')}/{year}",
        }[self.kind]


def parse_code(text: str) -> Period | None:
    """A period from its code, or None when the text is none."""
    text = text.strip()
    if _CODE.fullmatch(text):
        return Period(text)
    match = _INTERVAL.fullmatch(text)
    if match is None:
        return None
    try:
        first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    except ValueError:
        return None
    return Period(text) if first <= last else None


# The text is folded (no accents, no punctuation). The year may stand further off: 'quý I, công tác CCHC năm 2024'.
_NUMERALS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_QUARTER = r"(iv|iii|ii|i|[1-4]|mot|hai|ba|bon|tu)"
_NAMED = (
    ("Q1", re.compile(r"(?<!thang )\b(?:0?3|ba) thang\b(?! cuoi)(?:(?: dau| cua)*(?: nam)? (20\d\d)\b)")),
    ("Q", re.compile(rf"\bquy {_QUARTER}\b(?:(?: nam)? (20\d\d)\b)?")),
    (
        "H1",
        re.compile(
            r"(?:(?<!thang )\b|\b(?=\w+ thang dau nam))(?:0?6|sau) thang\b(?! cuoi)"
            r"(?:(?: dau| cua)*(?: nam)? (20\d\d)\b)?"
        ),
    ),
    (
        "9M",
        re.compile(
            r"(?:(?<!thang )\b|\b(?=\w+ thang dau nam))(?:0?9|chin) thang\b(?:(?: dau| cua)*(?: nam)? (20\d\d)\b)?"
        ),
    ),
    ("M", re.compile(r"\bthang (0?[1-9]|1[0-2])\b(?! thang dau nam)(?:(?: nam)? (20\d\d)\b)?")),
)
_YEAR = re.compile(r"\bnam 20\d\d(?:(?: va| den)?(?: nam)? 20\d\d)*\b")
_AND_YEAR = re.compile(r"\bva(?: ca)? nam 20\d\d\b")
# A kỳ is named that has no code, or several are in one breath.
_MONTHS = re.compile(r"\b(?:0?([124578])|(1[01])|(hai|bon|nam|bay|tam|muoi)) thang (?:dau |cua )*(?:nam )?(20\d\d)\b")
_SECOND_HALF = re.compile(r"\b0?6 thang cuoi nam (20\d\d)\b")
_WRITTEN_MONTHS = {"hai": 2, "bon": 4, "nam": 5, "bay": 7, "tam": 8, "muoi": 10}
_UNCLEAR = re.compile(
    rf"{_MONTHS.pattern}"
    r"|\b(?:\d+ )?thang cuoi nam\b|\bnua (?:dau|cuoi) nam\b|\bso ket \d+ nam\b"
    rf"|\bquy {_QUARTER}(?: va| den)? {_QUARTER}(?= nam| 20|$)"
    r"|\btu (?:thang|quy) \w+ (?:den|toi)(?: het)? (?:thang|quy) \w+(?: nam)? 20\d\d\b"
)
# 'Kết quả năm 2022 và phương hướng nhiệm vụ năm 2023': what follows is not reported yet.
_OUTLOOK = re.compile(r"\b(?:phuong huong|nhiem vu trong tam|ke hoach nam|nhiem vu nam)\b.*")
# 'Quý I năm 2024 so với quý I năm 2023', but not 'so với kế hoạch năm 2024'.
_COMPARED = re.compile(r"\bso (?:voi )?(?:cung ky )?(?:nam|quy|(?:0?[69]|sau|chin) thang|thang)\b.*")
_ESTIMATE = re.compile(r"\b(?:uoc (?:thuc hien|tinh|dat)|du kien|du bao)\b")
CUMULATIVE = re.compile("luy ke|lay ke|tu dau nam")  # 'Lấy kể' stands three times in report 000
_DATE_WORDS = re.compile(
    r"\bngay (?:\d{1,2} )?(?:thang )?\d{0,2} ?(?:nam )?20\d\d\b"
    r"|(?<!thang )\b(?:[12]?\d|3[01]) thang \d{1,2} nam 20\d\d\b"  # but 'tháng 10, tháng 11 năm 2025'
)
_MONTH_IN_WORDS = re.compile(r"\bthang (muoi hai|muoi mot|muoi|chin|tam|bay|sau|tu|ba|hai|gieng)(?=(?: nam)? 20\d\d\b)")
_MONTHS_IN_WORDS = {
    "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip


def named_in(text: str) -> list[Period]:
    """The periods that a title names: a year only where nothing shorter is named, never the date of a document."""
    return list(_named_in(text))


@lru_cache(maxsize=4_000)
def _named_in(text: str) -> tuple[Period, ...]:
    folded = _said(text)
    if _UNCLEAR.search(folded):
        return ()
    years = [year for match in _YEAR.finditer(folded) for year in re.findall(r"20\d\d", match.group())]
    any_year = next(iter(re.findall(r"\b20\d\d\b", folded)), "")
    found: list[Period] = []
    for kind, pattern in _NAMED:
        for match in pattern.finditer(folded):
            year = match.groups()[-1] or any_year
            if year:
                found.append(Period(year + _suffix(kind, match)))
    if not found or _AND_YEAR.search(folded):
        found += [Period(year) for year in years]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Taken:
    """The period that a heading names, and the words left of it; `unclear` where it names one without a code."""

    period: Period | None
    rest: str
    unclear: bool = False


# In a heading the year may be missing ('Quý I', 'Cả năm'): it is then the year of the title.
_IN_HEADING = (
    ("H1", re.compile(r"\b0?6 ?t(?: dau)?(?: nam)? (20\d\d)\b")),
    ("9M", re.compile(r"\b0?9 ?t(?: dau)?(?: nam)? (20\d\d)\b")),
    ("H1", re.compile(r"\b(?:0?6|sau) thang dau nam\b(?! 20)()")),
    ("9M", re.compile(r"\b(?:0?9|chin) thang dau nam\b(?! 20)()")),
    *_NAMED,
    ("Q", re.compile(r"\bq ?(iv|iii|ii|i|[1-4])\b(?: (20\d\d)\b)?")),
    ("M", re.compile(r"\bt(0?[1-9]|1[0-2])(?: (20\d\d)\b)")),
    ("M", re.compile(r"^t(0?[1-9]|1[0-2])$()")),
    ("Y", re.compile(r"\b(?:ca nam|12 thang|nam)(?: (20\d\d)\b)")),
    ("Y", re.compile(r"\b(?:ca nam|12 thang)\b()")),
    ("Y", re.compile(r"\b(20\d\d)\b")),
)
_DAY_IN_HEADING = re.compile(
    r"\btu (?:ngay )?0?1 0?1 20\d\d\b"
    r"|(?<!thang )\b(?:tinh )?(?:den )?(?:het )?(?:ngay )?\d{1,2} (?:thang )?\d{1,2} (?:nam )?20\d\d\b"
    r"|\b(?:den|het) (?=ngay|\d)"
)


# Without any of these words nothing of a heading is taken.
_OF_TIME = re.compile(r"\d|\b(?:quy|q ?[iv]+|thang|ca nam)\b|\b(?:den|het) ngay")


def taken_from(text: str, year: int | None) -> Taken:
    """Take the period out of a column heading or row label.

    Args:
        text: as printed.
        year: what 'Quý I' without a year means, None where the titles do not tell.
    """
    taken = _taken(text, None)
    # What is clear without the year of the titles is the same in every file.
    return _taken(text, year) if taken.unclear and year else taken


@lru_cache(maxsize=20_000)
def _taken(text: str, year: int | None) -> Taken:
    words, folded = wording.key(text).split(), wording.fold(text)
    if len(folded.split()) != len(words) or _UNCLEAR.search(folded):
        return Taken(None, text, unclear=bool(_UNCLEAR.search(folded)))
    if not _OF_TIME.search(folded):
        return Taken(None, text)
    folded = _blanked(folded, _DAY_IN_HEADING)
    found: list[Period] = []
    for kind, pattern in _IN_HEADING:
        for match in pattern.finditer(folded):
            said = match.groups()[-1] or (str(year) if year else "")
            if not said:
                return Taken(None, text, unclear=True)
            found.append(Period(said if kind == "Y" else said + _suffix(kind, match)))
        folded = _blanked(folded, pattern)
    if len(set(found)) > 1:
        return Taken(None, text, unclear=True)
    return Taken(found[0] if found else None, _left(words, folded) if found or _GONE in folded else text)


def without_periods(text: str) -> str:
    """A title without the kỳ that it names, however many: 'Giải ngân tháng 9 và 9 tháng năm 2024'."""
    words, folded = wording.key(text).split(), wording.fold(text)
    if len(folded.split()) != len(words):
        return text
    for pattern in (_MONTHS, printed_days.FROM_JANUARY, _MONTH_IN_WORDS, _UNCLEAR):
        folded = _blanked(folded, pattern)
    for pattern in (printed_days.UNTIL_MONTH, _DAY_IN_HEADING, *(pattern for _, pattern in _IN_HEADING)):
        folded = _blanked(folded, pattern)
    return _left(words, folded) if _GONE in folded.split() else text


_GONE = "_"


def _left(words: Iterable[str], folded: str) -> str:
    return " ".join(word for word, kept in zip(words, folded.split(), strict=True) if kept != _GONE)


def _blanked(folded: str, pattern: re.Pattern[str]) -> str:
    """The text with every word of a match marked as gone; the white space stays."""
    return pattern.sub(lambda match: re.sub(r"\S+", _GONE, match.group()), folded)


def unclear_in(text: str) -> bool:
    """Whether a title names a kỳ that has no code here ('11 tháng năm 2024', 'quý I-II') and so needs a person."""
    return bool(_UNCLEAR.search(_said(text)))


def months_in(text: str) -> tuple[Period, Period] | None:
    """'11 tháng' or '6 tháng cuối năm 2025', which have no code: by the cut-offs of reports, and by the calendar."""
    folded = _said(text)
    if half := _SECOND_HALF.search(folded):
        return _from_to(int(half[1]), 7, 12)
    if match := _MONTHS.search(folded):
        return _from_to(int(match[4]), 1, _WRITTEN_MONTHS.get(match[3]) or int(match[1] or match[2]))
    return None


def _from_to(year: int, first: int, last: int) -> tuple[Period, Period]:
    begun = _fifteenth(year, first - 1) if first > 1 else _fifteenth(year - 1, 12)
    ended = date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)
    by_report = f"{begun.isoformat()}/{_fifteenth(year, last, day=14).isoformat()}"
    return Period(by_report), Period(f"{year}-{first:02}-01/{ended.isoformat()}")


def estimated_in(text: str) -> bool:
    """Whether a title announces estimates ('ước thực hiện năm 2024'), which are no reported figures."""
    return bool(_ESTIMATE.search(wording.fold(text)))


# 'TH giai quyet Q4-2025.xlsx', 'BC T10.2024.xlsx', '6T2023': only in the name of a file stand such short ones.
_SHORT = (
    (re.compile(r"\bq ?([1-4])(?= 20\d\d\b)"), r"quy \1"),
    (re.compile(r"\bt ?(0?[1-9]|1[0-2])(?= 20\d\d\b)"), r"thang \1"),
    (re.compile(r"\b([69]) ?t ?(?=20\d\d\b)"), r"\1 thang "),
)


def named_in_file(name: str) -> list[Period]:
    """The periods that the name of a file or sheet says, without its ending."""
    words = wording.fold(name)
    for short, spoken in _SHORT:
        words = short.sub(spoken, words)
    return named_in(words)


# 'Năm báo cáo: 2023', 'Quý báo cáo: II/2024', 'Kỳ báo cáo: 2023'
_HEADED = re.compile(rf"\b(quy|thang|nam) (?:bao cao|thuc hien) (?={_QUARTER}\b|\d)")
_BARE_YEAR = re.compile(r"\bky bao cao (?=20\d\d\b)")


# Money since January, and posts, are the same figures 'đến hết tháng 5' and 'tháng 5'; what is counted in a kỳ is not.
AS_IT_STANDS = re.compile(r"\b(?:giai ngan|von|bien che|tu chu tai chinh)\b")


_UNTIL_QUARTER = re.compile(
    r"\bden het quy (?:iv|4)\b(?=.*\bbao cao nam 20\d\d\b)"
)  # 'đến hết quý IV, báo cáo năm 2024'
_UNTIL_ANOTHER = re.compile(  # 'đến hết quý III, báo cáo năm 2024': of the quarter, since January or of the year?
    r"\bden het quy (?:i{1,3}|[1-3])\b(?! nam)(.*)\bbao cao nam 20\d\d\b"
)


@lru_cache(maxsize=4_000)  # of titles and headings, each asked for several times
def _said(text: str) -> str:
    """A title folded, without dates of documents, what is only planned, and what is only compared with."""
    folded = _BARE_YEAR.sub("nam ", _HEADED.sub(r"\1 ", wording.fold(printed_days.all_years(text))))
    folded = _MONTH_IN_WORDS.sub(
        lambda match: f"thang {_MONTHS_IN_WORDS[match[1]]}", printed_days.since_january(folded)
    )
    if not AS_IT_STANDS.search(folded):
        folded = _UNTIL_ANOTHER.sub(r" \1 ", printed_days.UNTIL_MONTH.sub(" ", folded))
    folded = _UNTIL_QUARTER.sub(" ", folded)
    said = _OUTLOOK.sub(" ", _DATE_WORDS.sub(" ", folded))
    reported = _COMPARED.sub(" ", said)
    return reported if re.search(r"\b20\d\d\b", reported) else said


def _suffix(kind: str, match: re.Match[str]) -> str:
    if kind in ("Q1", "H1", "9M"):
        return f"-{kind}"
    number = _NUMERALS.get(match[1]) or _ROMAN.get(match[1]) or int(match[1])
    return f"-Q{number}" if kind == "Q" else f"-M{number:02d}"


def _fifteenth(year: int, month: int, day: int = 15) -> date:
    """A day of a month that may run past December."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, day)
