"""Days and windows that a text prints."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from etl import wording

_REMEMBERED = 10_000  # headings and labels come again in every file of a form
_FULL_DATE = r"(\d{1,2})\s*(?:/|-|\.|\s+th[aá]ng\s+)\s*(\d{1,2})\s*(?:/|-|\.|\s+n[aă]m\s+)\s*(20\d\d)"
_DATE = re.compile(_FULL_DATE, re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?:(?:đ[eế]n|h[eế]t|den|t[aạ]i)\s+(?:th[oờ]i đi[eể]m\s+)?|th[oờ]i đi[eể]m\s*:?\s+"
    rf"|(?:c[oó] m[aặ]t|hi[eệ]n c[oó])\s+)(?:ng[aà]y\s+)?{_FULL_DATE}",
    re.IGNORECASE,
)
_WINDOW = re.compile(
    rf"(?:\bt[uừ]\s+(?:ng[aà]y\s+)?|\(\s*(?:ng[aà]y\s+)?){_FULL_DATE}\s*[,;]?\s*"
    rf"(?:(?:đ[eế]n|den|t[oớ]i|h[eế]t)\s+|[-–]\s*)(?:h[eế]t\s+)?(?:ng[aà]y\s+)?{_FULL_DATE}",
    re.IGNORECASE,
)
# 'Từ 15/12 đến 14/3/2024': of the last day's year, or the one before it.
_FIRST_SHORT = re.compile(
    r"((?:\bt[uừ]\s+(?:ng[aà]y\s+)?|\(\s*(?:ng[aà]y\s+)?))(\d{1,2})/(\d{1,2})(?![/\d])(?=\s*[,;]?\s*"
    rf"(?:(?:đ[eế]n|den|t[oớ]i|h[eế]t)\s+|[-–]\s*)(?:h[eế]t\s+)?(?:ng[aà]y\s+)?{_FULL_DATE})",
    re.IGNORECASE,
)
# 'Đến hết tháng 9 năm 2024', folded: the last day of it; 'quý III' likewise.
UNTIL_MONTH = re.compile(
    r"\b(?:den|toi)(?: het| cuoi)* (?:thang (0?[1-9]|1[0-2])|quy (iv|iii|ii|i|[1-4]))(?: nam)? (20\d\d)\b"
)
# 'Từ tháng 1 đến tháng 6 năm 2024' is the kỳ of six months.
FROM_JANUARY = re.compile(
    r"\btu (?:thang 0?1 (?:den|toi)(?: het)? thang (0?[369]|12)|quy (?:i|1) (?:den|toi)(?: het)? quy (iv|iii|ii|[2-4]))"
    r"(?: nam)? (20\d\d)\b"
)
_SINCE_JANUARY = {3: "quy 1", 6: "6 thang", 9: "9 thang", 12: ""}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTH_ALONE = re.compile(
    r"\b((?:đ[eế]n|t[oớ]i)(?: h[eế]t| cu[oố]i)* (?:th[aá]ng (?:0?[1-9]|1[0-2])|qu[yý] (?:iv|iii|ii|i|[1-4])))\b"
    r"(?![/\d.-])(?!\s+(?:n[aă]m|20\d\d))",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b((?:đ[eế]n|h[eế]t|t[oớ]i|ng[aà]y|m[aặ]t|đi[eể]m|t[uừ])\s+)(\d{1,2}/(?:0?[1-9]|1[0-2]))(?![/\d.])(?!\s+n[aă]m)",
    re.IGNORECASE,
)


@lru_cache(maxsize=_REMEMBERED)
def with_year(text: str, year: int | None) -> str:
    """'Có mặt đến 31/12' in a table of 2021 names that day of 2021."""
    return _MONTH_ALONE.sub(rf"\1 năm {year}", _SHORT.sub(rf"\g<1>\g<2>/{year}", text)) if year else text


_FROM_YEAR = re.compile(r"\b(20\d\d)\s*[-–]\s*(20\d\d)\b")
_MOST_YEARS = 10


def all_years(text: str) -> str:
    """'Qua các năm (2020 - 2023)' with the four that it names."""
    return _FROM_YEAR.sub(lambda match: _years(int(match[1]), int(match[2])) or match[0], text)


def _years(first: int, last: int) -> str:
    return " ".join(map(str, range(first, last + 1))) if last - first <= _MOST_YEARS else ""


@lru_cache(maxsize=_REMEMBERED)
def window_in(text: str) -> tuple[date, date] | None:
    """A printed window, 'từ ngày 15/12/2023 đến ngày 14/03/2024'."""
    match = _WINDOW.search(_whole_days(text))
    if match is None:
        return None
    first, last = _date(*match.groups()[:3]), _date(*match.groups()[3:])
    return (first, last) if first and last and first <= last else None


def without_window(text: str) -> str:
    """The same without the first window that it prints."""
    return _WINDOW.sub(" ", _whole_days(text), count=1)


def _whole_days(text: str) -> str:
    return _FIRST_SHORT.sub(_with_the_year, wording.clean(text))


def _with_the_year(match: re.Match[str]) -> str:
    opening, day, month, _, last_month, year = match.groups()
    return f"{opening}{day}/{month}/{int(year) - (int(month) > int(last_month))}"


@lru_cache(maxsize=_REMEMBERED)
def last_day_in(text: str) -> date | None:
    """The day up to which a title counts, 'tính đến hết ngày 30/9/2024', 'đến hết tháng 9 năm 2024'."""
    if match := _UNTIL.search(wording.clean(text)):
        return _date(*match.groups())
    match = UNTIL_MONTH.search(wording.fold(text))
    return _end_of(*match.groups()) if match else None


def counts_up(text: str) -> bool:
    """Whether a title counts up to the end of a month or quarter: 'đến hết quý III năm 2024'."""
    return bool(UNTIL_MONTH.search(wording.fold(text)))


def since_january(folded: str) -> str:
    """A folded text with 'từ tháng 1 đến tháng 6 năm 2024' said as the kỳ that it is."""
    return FROM_JANUARY.sub(_as_period, folded)


def _as_period(match: re.Match[str]) -> str:
    month, quarter, year = match.groups()
    return f"{_SINCE_JANUARY[_last_month(month, quarter)]} nam {year}"


def _last_month(month: str, quarter: str) -> int:
    return int(month) if month else 3 * (_QUARTERS.get(quarter) or int(quarter))


def _end_of(month: str, quarter: str, year: str) -> date:
    last = _last_month(month, quarter)
    return date(int(year), last, monthrange(int(year), last)[1])


def date_in(text: str) -> date | None:
    """The first whole date in a text; 'ngày /6/2024' is none."""
    match = _DATE.search(wording.clean(text))
    return _date(*match.groups()) if match else None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
