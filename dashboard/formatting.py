"""Numbers, dates, codes and names as the reader's language writes them; the words of the codes are here to be asked.

Everything is formatted on the server: the browser's own locale would show one figure as 22.979 to
one reader and 22,979 to another.
"""

import html
import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from math import isinf
from typing import TYPE_CHECKING, Any

import pandas as pd
from babel.dates import format_date, format_datetime
from babel.numbers import get_decimal_symbol, get_group_symbol

from dashboard import domain_texts as texts
from dashboard import language, words

if TYPE_CHECKING:
    from dashboard.words.vi.domain import *
else:
    __getattr__ = words.speaker("domain")

ABSENT = "–"
_EXACT = Context(prec=400, rounding=ROUND_HALF_EVEN)  # the largest number that a cell may hold has 309 digits
_VIETNAM = timezone(timedelta(hours=7))
# A mark of a legend, coloured or not, and the space after it.
_MARK = re.compile(r"(:\w+\[.\](?:\{[^}]*\})?|[■○●◇▨▩⊙┃┊┄╌┈─━┅◆▭▒⚠▼◐△]) (?=\S)")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^=&\"'/@%])")


def number(value: Any, decimals: int = 2, *, fixed: bool = False) -> str:
    """22979 as '22.979', 1.5 as '1,5' (in Vietnamese); a missing value as a dash, never as 0.

    `fixed`: with all its decimals, as numbers that stand under each other: '98,0' below '97,6'.
    """
    if _is_absent(value):
        return ABSENT
    if isinf(value):
        return "∞" if value > 0 else "-∞"
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    whole, _, part = f"{rounded:,f}".partition(".")
    part = part if fixed else part.rstrip("0")
    group, point = _separators(language.current())
    return whole.replace(",", group) + (point + part if part else "")


def signed(change: float, *, fixed: bool = False) -> str:
    """A change with its sign: '+1,2', '−3,25', '0'; `fixed` as of `number`."""
    if not number(abs(change)).strip("0"):
        return "0"
    text = number(abs(change), fixed=fixed)
    return f"{'+' if change > 0 else '−'}{text}"


def percent(value: Any, *, fixed: bool = False) -> str:
    """A ratio of 0-100 as '99,21 %', at most two decimals; `fixed` as of `number`, but 0 and 100 are whole."""
    return ABSENT if _is_absent(value) else texts.PERCENT.format(value=_honest(float(value), fixed=fixed))


def quantity(value: Any, measure: str) -> str:
    """A value with its measure: '764 hồ sơ', '53,66 %'; a yes/no answer in words."""
    if _is_absent(value):
        return ABSENT
    if measure == "%":
        return percent(value)
    if measure == "0/1":
        return str(texts.YES_NO.get(float(value), number(value)))
    return f"{number(value)} {texts.MEASURES.get(measure, measure)}"


def day(value: Any) -> str:
    """A date: '15/12/2021'."""
    if _is_absent(value):
        return ABSENT
    moment = pd.Timestamp(value)
    return _day(date(moment.year, moment.month, moment.day), texts.DAY, language.current())


def moment(made_at: str) -> str:
    """A UTC time stamp in Vietnamese time (UTC+7, no daylight saving): '20/11/2026 15:02'."""
    there = datetime.fromisoformat(made_at).astimezone(_VIETNAM)
    return str(format_datetime(there, texts.MOMENT, locale=language.current()))


def window(start: Any, end: Any) -> str:
    """First and last day: '15/12/2021–14/11/2022'."""
    return f"{day(start)}–{day(end)}"


def period_label(code: str) -> str:
    """The kỳ behind a period code; an unknown code is shown as it is."""
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", code):
        return texts.PERIODS["quarter"].format(quarter=texts.QUARTERS[int(match[2]) - 1], year=match[1])
    if match := re.fullmatch(r"(\d{4})-M(0[1-9]|1[0-2])", code):
        return texts.PERIODS["month"].format(month=texts.MONTHS[int(match[2]) - 1], year=match[1])
    if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", code):
        return window(match[1], match[2])
    for suffix, kind in (("-H1", "half"), ("-9M", "nine_months"), ("", "year")):
        if match := re.fullmatch(r"(\d{4})" + suffix, code):
            return texts.PERIODS[kind].format(year=match[1])
    return code


def cell_place(file: Any, sheet: Any, cell: Any) -> str:
    """Where a figure stands: 'tệp.xlsx · Biểu mẫu 3 · ô D14'."""
    said = [str(part) for part in (file, sheet) if not _is_absent(part) and str(part)]
    if not _is_absent(cell) and str(cell):
        said.append(texts.CELL.format(cell=cell))
    return " · ".join(said)


def full_name(name: str, parent_name: Any) -> str:
    """A name that tells two communes of one name apart: 'Xã Bình Yên, Huyện Định Hóa'."""
    return name if _is_absent(parent_name) or not parent_name else f"{name}, {parent_name}"


def coverage(reported: int, expected: int) -> str:
    """How many of the reporting units that sent something this period have this figure."""
    return texts.COVERAGE.format(reported=reported, expected=expected)


def for_markdown(text: Any) -> str:
    """A name out of a workbook, made harmless where Streamlit reads Markdown."""
    return _MARKDOWN.sub(r"\\\1", _one_line(text))


def bound(markdown: str) -> str:
    """A legend of ours in which no line ends between a mark and its words."""
    return _MARK.sub("\\1\u00a0", markdown)


def from_markdown(text: str) -> str:
    """A sentence of ours without what Markdown and Streamlit read in it: bold, colours, protected marks."""
    plain = re.sub(r":[a-z]+\[([^\]]*)\](?:\{[^}]*\})?", r"\1", text).replace("**", "")
    return _one_line(re.sub(r"\\(.)", r"\1", plain))


def for_plot(text: Any) -> str:
    """A name out of a workbook, made harmless where Plotly reads its own small HTML."""
    return html.escape(_one_line(text), quote=False)


def shorten(text: str, length: int) -> str:
    """Cut a long label for an axis; the whole of it stays in the hover and the table."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def file_name(*parts: str) -> str:
    """Parts of a name that every computer and mail program keeps: ('Hồ sơ TTHC', 'Quý I') → 'ho-so-tthc_quy-i'."""
    return "_".join(_plain(part) for part in parts)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub("[^a-z0-9]+", "-", "".join(one for one in letters if not unicodedata.combining(one))).strip("-")


@lru_cache
def _separators(spoken: language.Language) -> tuple[str, str]:
    """Between thousands, and before decimals; Babel's own formatting of a number takes ten times as long."""
    return str(get_group_symbol(spoken)), str(get_decimal_symbol(spoken))


@lru_cache(maxsize=5000)
def _day(when: date, pattern: str, spoken: language.Language) -> str:
    return str(format_date(when, pattern, locale=spoken))


def _one_line(text: Any) -> str:
    return " ".join(str(text).split())


def _is_absent(value: Any) -> bool:
    if type(value) is float:
        return value != value
    return value is None or value is pd.NaT or (not isinstance(value, str) and bool(pd.isna(value)))


def _honest(value: float, *, fixed: bool = False) -> str:
    """Rounding must not turn 'nearly all' into 100 nor 'hardly any' into 0: they are claims."""
    shown = number(value)
    if shown == "100" and value < 100:
        return number(99.99)
    if shown in ("0", "-0") and value > 0:
        return number(0.01)
    return number(value, fixed=fixed and shown not in ("0", "100"))
