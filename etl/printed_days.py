"""Days and windows that a text prints."""

import re
from datetime import date

from etl import wording

_FULL_DATE = r"(\d{1,2})\s*(?:/|-|\.|\s+th[aá]ng\s+)\s*(\d{1,2})\s*(?:/|-|\.|\s+n[aă]m\s+)\s*(20\d\d)"
_DATE = re.compile(_FULL_DATE, re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?:(?:đ[eế]n|h[eế]t|den|t[aạ]i)\s+(?:th[oờ]i đi[eể]m\s+)?|th[oờ]i đi[eể]m\s*:?\s+)(?:ng[aà]y\s+)?{_FULL_DATE}",
    re.IGNORECASE,
)
_WINDOW = re.compile(
    rf"(?:\bt[uừ]\s+(?:ng[aà]y\s+)?|\(\s*(?:ng[aà]y\s+)?){_FULL_DATE}\s*[,;]?\s*"
    rf"(?:(?:đ[eế]n|den|t[oớ]i|h[eế]t)\s+|[-–]\s*)(?:h[eế]t\s+)?(?:ng[aà]y\s+)?{_FULL_DATE}",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b((?:đ[eế]n|h[eế]t|t[oớ]i|ng[aà]y|m[aặ]t|đi[eể]m|t[uừ])\s+)(\d{1,2}/(?:0?[1-9]|1[0-2]))(?![/\d.])(?!\s+n[aă]m)",
    re.IGNORECASE,
)


def with_year(text: str, year: int | None) -> str:
    """'Có mặt đến 31/12' in a table of 2021 names that day of 2021."""
    return _SHORT.sub(rf"\g<1>\g<2>/{year}", text) if year and "/" in text else text


def window_in(text: str) -> tuple[date, date] | None:
    """A printed window, 'từ ngày 15/12/2023 đến ngày 14/03/2024'."""
    match = _WINDOW.search(wording.clean(text))
    if match is None:
        return None
    first, last = _date(*match.groups()[:3]), _date(*match.groups()[3:])
    return (first, last) if first and last and first <= last else None


def last_day_in(text: str) -> date | None:
    """The day up to which a title counts, 'tính đến hết ngày 30/9/2024'."""
    match = _UNTIL.search(wording.clean(text))
    return _date(*match.groups()) if match else None


def date_in(text: str) -> date | None:
    """The first whole date in a text; 'ngày /6/2024' is none."""
    match = _DATE.search(wording.clean(text))
    return _date(*match.groups()) if match else None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
