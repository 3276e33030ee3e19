"""What the loader words in Vietnamese, said in English by the reviewed tables of data/reference/english.

Nothing is translated word by word: a text is said in English where a table has its whole pattern, and otherwise stands
as it is. What stands in quotation marks was read from a file, so it is quoted, not translated.
"""

import re
import string
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from dashboard.words.counting import Counted
from dashboard.words.en import domain
from etl import rulebook

_FOLDER = rulebook.FOLDER / "english"
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?|-?\d+(?:,\d+)?")
_SWAPPED = str.maketrans(",.", ".,")
_DATE = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
_PERIODS = (
    (re.compile(r"Quý (?P<quarter>I{1,3}|IV)/(?P<year>\d{4})"), "quarter"),
    (re.compile(r"Tháng (?P<month>\d{1,2})/(?P<year>\d{4})"), "month"),
    (re.compile(r"6 tháng(?:/| đầu năm )(?P<year>\d{4})"), "half"),
    (re.compile(r"9 tháng(?:/| đầu năm | năm )(?P<year>\d{4})"), "nine_months"),
    (re.compile(r"Năm (?P<year>\d{4})"), "year"),
)
_ROMAN = ("I", "II", "III", "IV")
# What the loader words although it stands in quotation marks: a cell told by its length, the name of an indicator.
_CELL_TOLD = re.compile(r"chữ, \d+ ký tự|dãy số dạng điện thoại")
# Anything else may be any text; where something was read is said in two words ('tiêu đề', 'tên tệp').
_BLANKS = {"count": r"[\d.]+", "score": r"-?[\d.,]+", "where": r"\S+(?: \S+)?"}
_INDICATORS = ("name", "part")  # blanks in which the loader quotes an indicator by its name
_SECTION = "section"  # and those in which it quotes a section of the screen
_JOINED = {"; ": "; ", ", ": ", ", " hoặc ": " or "}  # how the loader enumerates
_WORDED_IN_QUOTES = {"wording_understood"}


class _Pattern(NamedTuple):
    """A Vietnamese text with blanks; `quoted` are the blanks that stand in quotation marks."""

    text: re.Pattern[str]
    quoted: frozenset[str]
    length: int


def indicator(code: str, name: str) -> str:
    """An indicator's name; its Vietnamese one where the table does not have it."""
    return _table("indicators", "indicator", "name").get(code, name)


def rule(line: str, name: str) -> str:
    """What a line of a rule is called."""
    return _table("rules", "line", "name").get(line, name)


def measure(name: str) -> str:
    """A đơn vị tính of the catalogue."""
    return domain.MEASURES.get(name, name)


def problem(code: str, found: str, expected: str, sentence: str) -> str:
    """The sentence of a problem of a known kind, filled again; any other stands as it is."""
    template = _table("problems", "code", "sentence").get(code)
    if template is None:
        return said(sentence)
    values = {"found": found, "expected": expected}
    for name, value in values.items():
        quoted = f"“{{{name}}}”" in template and not (code in _WORDED_IN_QUOTES and name == "expected")
        values[name] = _quoted(value) if quoted else said(value)
    return Counted(template).format(**values)


def finding(line: str, found: str, expected: str, sentence: str, terms: str) -> str:
    """The sentence of what a rule found; `terms` are the figures that it rests on, in English."""
    template = _table("rules", "line", "sentence").get(line)
    matched = _pattern(_vietnamese_rules()[line]).text.fullmatch(sentence) if template else None
    if template is None or matched is None:  # a rule of the office's own, or of an earlier release
        return sentence
    blanks = matched.groupdict()
    return Counted(template).format(
        found=said(found), expected=said(expected), note=said(blanks.get("note", "")),
        terms=terms or said(blanks.get("terms", "")),
    )  # fmt: skip


@lru_cache(20_000)
def said(text: str) -> str:
    """A text of the loader in English, with what stands in its blanks; one that no table has stands as it is."""
    whole = _whole(text)
    if whole is not None:
        return whole
    for mark, english in _JOINED.items():
        if mark in text:
            return english.join(_each(text.split(mark), mark))
    return _DATE.sub(_day, text)


def _each(parts: Sequence[str], mark: str) -> list[str]:
    """The parts of an enumeration; where several of them are one text that has the mark in it, as that text."""
    if not parts:
        return []
    for end in range(len(parts), 1, -1):
        whole = _whole(mark.join(parts[:end]))
        if whole is not None:
            return [whole, *_each(parts[end:], mark)]
    return [said(parts[0]), *_each(parts[1:], mark)]


def _whole(text: str) -> str | None:
    """A text that a table has, also as the end of a sentence."""
    found = _found(text)
    if found is None and text.endswith(".") and (found := _found(text[:-1])) is not None:
        return found + "."
    return found


def _found(text: str) -> str | None:
    if text == "" or (text.isascii() and not any(char.isdigit() for char in text)):
        return text
    if _NUMBER.fullmatch(text):
        return text.translate(_SWAPPED)
    named = _names().get(text) or domain.MEASURES.get(text) or _period(text)
    if named:
        return named
    for pattern, english in _sentences():
        matched = pattern.text.fullmatch(text)
        if matched:
            return english.format(
                **{
                    name: _blank(name, value, quoted=name in pattern.quoted)
                    for name, value in matched.groupdict().items()
                }
            )
    return None


def _blank(name: str, value: str, *, quoted: bool) -> str:
    if not quoted or name.startswith(_SECTION):
        return said(value)
    return _names().get(value, value) if name in _INDICATORS else value


def _quoted(text: str) -> str:
    """A quotation; only the loader's own words in it are English."""
    return said(text) if _CELL_TOLD.fullmatch(text) else text


def _period(text: str) -> str:
    for pattern, kind in _PERIODS:
        matched = pattern.fullmatch(text)
        if matched:
            values: dict[str, str] = matched.groupdict()
            if kind == "quarter":
                values["quarter"] = domain.QUARTERS[_ROMAN.index(values["quarter"])]
            if kind == "month" and 1 <= int(values["month"]) <= 12:
                values["month"] = domain.MONTHS[int(values["month"]) - 1]
            return domain.PERIODS[kind].format(**values)
    return ""


def _day(found: re.Match[str]) -> str:
    """'14/03/2024' as formatting.day writes it in English."""
    month = int(found[2])
    return f"{int(found[1])} {domain.MONTHS[month - 1][:3]} {found[3]}" if 1 <= month <= 12 else found[0]


@cache
def _table(name: str, key: str, value: str) -> Mapping[str, str]:
    return {row[key]: row[value] for row in rulebook.rows(_FOLDER, name)}


@cache
def _names() -> Mapping[str, str]:
    """Vietnamese names of indicators; two of one name are told apart by their code only, so they are left out."""
    english = _table("indicators", "indicator", "name")
    rows = rulebook.rows(rulebook.FOLDER, "indicators")
    names = [row["name"] for row in rows]
    return {row["name"]: english[row["indicator"]] for row in rows if names.count(row["name"]) == 1}


@cache
def _vietnamese_rules() -> Mapping[str, str]:
    return {row["line"]: row["sentence"] for row in rulebook.rows(rulebook.FOLDER, "rules")}


@cache
def _sentences() -> Sequence[tuple[_Pattern, Counted]]:
    """The most particular first."""
    pairs = [(_pattern(row["vietnamese"]), Counted(row["english"])) for row in rulebook.rows(_FOLDER, "sentences")]
    return sorted(pairs, key=lambda pair: -pair[0].length)


@cache
def _pattern(template: str) -> _Pattern:
    parts = list(string.Formatter().parse(template))
    text = "".join(
        re.escape(words) + (f"(?P<{name}>{_BLANKS.get(name, '.+?')})" if name else "") for words, name, _, _ in parts
    )
    quoted = frozenset(name for _, name, _, _ in parts if name and f"“{{{name}}}”" in template)
    return _Pattern(re.compile(text, re.DOTALL), quoted, sum(len(words) for words, *_ in parts))
