"""Reporting periods: codes, windows, and reading them from titles.

The code is the kỳ that the document names; the window is its printed dates, else the cut-offs of
NĐ 09/2019/NĐ-CP as provinces apply them: the 15th to the 14th, the year beginning on 15 December.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from etl import wording

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


# The text is folded (no accents).
_NAMED = (
    ("Q", re.compile(r"\bquy (iv|iii|ii|i|[1-4])\b(?:(?: nam)? (20\d\d)\b)?")),
    ("H1", re.compile(r"\b(?:0?6|sau) thang(?: dau)?(?: nam)? (20\d\d)\b")),
    ("9M", re.compile(r"\b(?:0?9|chin) thang(?: dau)?(?: nam)? (20\d\d)\b")),
    ("M", re.compile(r"\bthang (0?[1-9]|1[0-2])(?: nam)? (20\d\d)\b")),
    ("Y", re.compile(r"\bnam (20\d\d)\b")),
)
_NO_CODE = re.compile(r"\b(?:0?6|sau) thang cuoi(?: nam)? (20\d\d)\b")
# 'Kết quả năm 2022 và phương hướng nhiệm vụ năm 2023': what follows is not reported yet.
_OUTLOOK = re.compile(r"\b(?:phuong huong|nhiem vu trong tam|ke hoach nam|nhiem vu nam)\b.*")
_DATE_WORDS = re.compile(r"\bngay (?:\d{1,2} )?(?:thang )?\d{0,2} ?(?:nam )?20\d\d\b")
_FULL_DATE = r"(\d{1,2})\s*(?:/|-|\.|\s+th[aá]ng\s+)\s*(\d{1,2})\s*(?:/|-|\.|\s+n[aă]m\s+)\s*(20\d\d)"
_DATE = re.compile(_FULL_DATE, re.IGNORECASE)
_WINDOW = re.compile(
    rf"t[uừ]\s+(?:ng[aà]y\s+)?{_FULL_DATE}\s*(?:,|;)?\s*(?:đ[eế]n|den)\s+(?:h[eế]t\s+)?(?:ng[aà]y\s+)?{_FULL_DATE}",
    re.IGNORECASE,
)


def named_in(text: str) -> list[Period]:
    """The periods that a title names: a year only where nothing shorter is named, never the date of a document."""
    folded = _OUTLOOK.sub(" ", _DATE_WORDS.sub(" ", wording.fold(text)))
    if _NO_CODE.search(folded):
        return []
    found: list[Period] = []
    for kind, pattern in _NAMED:
        if kind == "Y" and found:
            break  # 'quý I năm 2024' names a quarter, not the year
        for match in pattern.finditer(folded):
            # 'quý II và 6 tháng đầu năm 2024' names two periods; the year stands once.
            year = match.groups()[-1] or next(iter(re.findall(r"\b20\d\d\b", folded)), "")
            if not year:
                continue
            suffix = {"Y": "", "H1": "-H1", "9M": "-9M"}.get(kind)
            if suffix is None:
                number = _ROMAN[match[1]] if kind == "Q" else int(match[1])
                suffix = f"-Q{number}" if kind == "Q" else f"-M{number:02d}"
            found.append(Period(year + suffix))
    return list(dict.fromkeys(found))


def window_in(text: str) -> tuple[date, date] | None:
    """A printed window, 'từ ngày 15/12/2023 đến ngày 14/03/2024'."""
    match = _WINDOW.search(wording.clean(text))
    if match is None:
        return None
    first, last = _date(*match.groups()[:3]), _date(*match.groups()[3:])
    return (first, last) if first and last and first <= last else None


def date_in(text: str) -> date | None:
    """The first whole date in a text; 'ngày /6/2024' is none."""
    match = _DATE.search(wording.clean(text))
    return _date(*match.groups()) if match else None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _fifteenth(year: int, month: int, day: int = 15) -> date:
    """A day of a month that may run past December."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, day)
