"""Printed days beside a kỳ: whether they can be those of it."""

from datetime import date, timedelta

from etl import printed_days
from etl.periods import Period, months_in

_NEAR_DAYS = 45
_LONG_AFTER_DAYS = 60
_NEAR = {"month": (10, 20), "quarter": (20, 45)}  # before and after the end of these; of longer ones the above
_LEAST, _MOST = 0.75, 1.35  # of the length of a kỳ: '6 tháng (từ 15/3 đến 14/6)' is half of it
_TYPED = 2  # days by which offices write a cut-off otherwise
_TWO_LEVELS = date(2025, 7, 1)  # Luật 72/2025/QH15: huyện end, the new xã begin


def windows_fit(period: Period, window: tuple[date, date]) -> bool:
    """Whether printed days can be those of a kỳ: its last day near the window's, and about as long.

    Report 000 ends a month early (15/12/2021 – 14/11/2022 for 2022); calendar quarters end 17 days late.
    """
    start, end = period.window
    if window[0] == _TWO_LEVELS and start < _TWO_LEVELS <= end:
        start = _TWO_LEVELS  # 'Năm 2025 (từ 01/7/2025 đến 14/12/2025)' of a unit that began then
    length, printed = (end - start).days + 1, (window[1] - window[0]).days + 1
    return abs((window[1] - end).days) <= _NEAR_DAYS and _LEAST * length <= printed <= _MOST * length


def is_window_of(period: Period, window: tuple[date, date]) -> bool:
    """Whether printed days are those of a kỳ and of no part of it: by the cut-offs of reports, or by the calendar."""
    start, end = period.window
    by_calendar = (start.replace(day=1) + timedelta(days=31)).replace(day=1), _month_end(end)
    near = [
        [abs((day - of).days) <= _TYPED for day, of in zip(window, way, strict=True)]
        for way in ((start, end), by_calendar)
    ]
    return any(map(all, near))


def without_its_window(text: str, period: Period | None) -> str:
    """'Từ 15/12/2023 đến 14/3/2024' over a column of quý I/2024 says nothing more; of a part of it, it does."""
    window = printed_days.window_in(text) if period is not None else None
    is_its = window is not None and period is not None and is_window_of(period, window)
    return printed_days.without_window(text) if is_its else text


def is_since_january(period: Period, window: tuple[date, date]) -> bool:
    """Whether printed days are those of the year up to the end of a kỳ: 'lũy kế từ 01/01 đến 31/10/2024'."""
    end = period.window[1]
    first = date(end.year, 1, 1)
    return window[0] in (first, date(end.year - 1, 12, 15)) and -_TYPED <= (window[1] - end).days <= 31


def begins_later(text: str) -> bool:
    """Whether a text prints days that do not begin with the year: 'giải ngân từ 01/10 đến 31/10/2024'."""
    window = printed_days.window_in(text)
    return window is not None and (window[0].month, window[0].day) not in ((1, 1), (12, 15))


def year_begun(period: Period) -> int | None:
    """The year that a kỳ begins with: what was left of the year before, it began with too."""
    return period.year if period.kind != "interval" and period.window[0].month == 12 else None


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def is_of_months(text: str, window: tuple[date, date]) -> bool:
    """Whether printed days are those of '11 tháng năm 2025', by either way to count them."""
    return any(
        abs((window[0] - one.window[0]).days) <= _NEAR_DAYS and abs((window[1] - one.window[1]).days) < _NEAR_DAYS // 3
        for one in months_in(text) or ()
    )


def ends_elsewhere(period: Period, text: str) -> date | None:
    """The day up to which a text counts, where it is not that kỳ's: 'năm 2024 (tính đến ngày 30/9/2024)'.

    The money of a year's plan is spent until 31 January.
    """
    day, end = printed_days.last_day_in(text), period.window[1]
    before, after = _NEAR.get(period.kind, (_NEAR_DAYS, _LONG_AFTER_DAYS))
    if day is None or period.kind == "interval" or -before <= (day - end).days <= after:
        return None
    return day
