"""The reviewed names by kind, for finding bodies in running text; read from their tables once."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from etl import reference, reporting_unit, rulebook, wording


@cache
def department_names(kind: str) -> tuple[str, ...]:
    """The official names of sở or phòng, the longest first: 'Văn hóa, Thể thao và Du lịch' before 'Văn hóa'."""
    names = [row["name"] for row in rulebook.rows(reference.FOLDER, "department_names") if row["kind"] == kind]
    return tuple(sorted(names, key=len, reverse=True))


@cache
def department_abbreviations(kind: str) -> Mapping[str, str]:
    """The official name of each reviewed abbreviation of a sở or phòng: 'TN&MT' is Tài nguyên và Môi trường."""
    return {
        wording.key(short): row["name"]
        for row in rulebook.rows(reference.FOLDER, "department_names")
        if row["kind"] == kind
        for short in filter(None, row["short"].split(";"))
    }


_PARTS = re.compile(r"\s*,\s*|\s+(?:và|-)\s+")
_BETWEEN = r"(?:\s*[-–&,]\s*|\s+và\s+)"


def with_official_names(kind: str, text: str) -> str:
    """A text in which the sở or phòng of several fields have their official names: 'Sở Kế hoạch - ĐT', 'Sở NN và PTNT'.

    Each part may be printed in full or by its initials, with 'và', '&', a comma or a dash between them.
    """
    names, pattern = _in_parts(kind)

    def official(match: re.Match[str]) -> str:
        return f"{match['kind']} {names[int(str(match.lastgroup)[1:])]}"

    return pattern.sub(official, text) if kind in text.casefold() else text


@cache
def _in_parts(kind: str) -> tuple[list[str], re.Pattern[str]]:
    split = {name: tuple(_PARTS.split(name)) for name in department_names(kind)}
    often = Counter(split.values())  # 'Văn hóa và Thông tin' and 'Văn hóa - Thông tin' are names of two
    names = [name for name, parts in split.items() if len(parts) > 1 and often[parts] == 1]
    printed = (f"(?P<n{at}>{_BETWEEN.join(map(_part, split[name]))})" for at, name in enumerate(names))
    return names, re.compile(rf"\b(?P<kind>(?i:{kind}))\s+(?:{'|'.join(printed)})(?![\w&])")


def _part(words: str) -> str:
    """In full, with the tone mark in either place, or by its initials."""
    full = r"\s+".join(words.split()).replace("hóa", "(?:hóa|hoá)")
    return f"(?:(?i:{full})|{''.join(word[0] for word in words.split()).upper()})"


@cache
def territory_names(kind: str) -> tuple[str, ...]:
    """The comparable names, without their kind, of the reviewed tỉnh, huyện, xã and so on."""
    names = {
        unit.bare_name
        for unit in map(reporting_unit.unit_of_row, rulebook.rows(reference.FOLDER, "reporting_units"))
        if unit.kind == kind
    }
    return tuple(sorted(names))
