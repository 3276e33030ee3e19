"""What a number format makes of a stored number: a date, a duration, a percentage, or just a number."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

_LITERALS = re.compile(r'"[^"]*(?:"|$)|[\\_*].')  # 'quoted', \escaped, _space of a width, *fill
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DURATION = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_SINCE_1900, _SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_DAY = 24 * 60 * 60

# Formats that files name by number only. 27-36 and 50-58 are dates in East Asian editions.
BUILTIN = (
    {9: "0%", 10: "0.00%", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0"}
    | dict.fromkeys([*range(14, 18), *range(27, 37), *range(50, 59)], "dd/mm/yyyy")
    | dict.fromkeys(range(18, 22), "h:mm:ss")
    | {22: "dd/mm/yyyy h:mm"}
)

Condition = tuple[str, float] | None


@dataclass(frozen=True)
class NumberFormat:
    """A number format; `sections` are its parts with the condition under which each is shown."""

    date: bool = False
    duration: bool = False
    sections: tuple[tuple[Condition, bool], ...] = ()

    def percent(self, value: float) -> bool:
        """Whether this value is shown with a percent sign: '[<=1]0%;0' shows one for 0,5 and none for 5."""
        for condition, percent in self.sections:
            if condition is None or _holds(condition, value):
                return percent
        return False


@lru_cache(maxsize=4096)
def number_format(code: str) -> NumberFormat:
    """The meaning of a format as it is written in a file, such as '#,##0.0%'."""
    sections = _LITERALS.sub("", code).split(";")
    duration = bool(_DURATION.search(sections[0]))
    date = duration or bool(_DATE.search(_BRACKETS.sub("", sections[0])))
    if "%" not in code or date:
        return NumberFormat(date, duration)
    percents = ["%" in _BRACKETS.sub("", section) for section in sections[:3]]
    return NumberFormat(sections=tuple(zip(_conditions(sections[:3]), percents, strict=True)))


def _conditions(sections: list[str]) -> list[Condition]:
    """Those written, else the usual ones: positive; negative; zero."""
    written = [_CONDITION.search(section) for section in sections]
    if any(written):
        return [(found[1], float(found[2])) if found else None for found in written]
    usual: list[list[Condition]] = [[None], [(">=", 0.0), None], [(">", 0.0), ("<", 0.0), None]]
    return usual[len(sections) - 1]


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, limit = condition
    if value == limit:
        return "=" in sign
    return ("<" in sign) if value < limit else (">" in sign)


def date_text(value: float, number_format: NumberFormat, *, since_1904: bool = False) -> str | None:
    """A stored number as the date or time that it is shown as, in ISO form; None where there is no such day."""
    try:
        if number_format.duration:
            return str(timedelta(milliseconds=round(value * _DAY * 1000)))
        days, fraction = divmod(value, 1)
        time = timedelta(milliseconds=round(fraction * _DAY * 1000))
        if days == 0 and time.days == 0:
            return str((_SINCE_1904 + time).time())
        if not since_1904 and 0 < value < 60:
            days += 1  # Excel counts a 29 February 1900
        return str((_SINCE_1904 if since_1904 else _SINCE_1900) + timedelta(days=days) + time)
    except (OverflowError, ValueError):
        return None
