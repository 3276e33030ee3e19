"""Printed days beside a kỳ: whether they can be those of it."""

from datetime import date, timedelta

from etl import printed_days
from etl.periods import Period, months_in

_NEAR_DAYS = 45
_LONG_AFTER_DAYS = 60
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
    return abs((window[1] - end).days) <= _NEAR_DAYS and 0.5 * length <= printed <= 1.5 * length


def is_window_of(period: Period, window: tuple[date, date]) -> bool:
    """Whether printed days are those of a kỳ and of no part of it: by the cut-offs of reports, or by the calendar."""
    start, end = period.window
    by_calendar = (start.replace(day=1) + timedelta(days=31)).replace(day=1), _month_end(end)
    near = [
        [abs((day - of).days) <= _TYPED for day, of in zip(window, way, strict=True)]
        for way in ((start, end), by_calendar)
    ]
    return any(map(all, near))


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
    if day is None or period.kind == "interval" or -_NEAR_DAYS <= (day - end).days <= _LONG_AFTER_DAYS:
        return None
    return day
