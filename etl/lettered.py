"""Rows that are numbered as groups are: 'I', 'A', or typed before the name."""

import re

from etl import axes
from etl.layout import Row

_GROUP_NUMBER = re.compile(r"(?:[IVXLC]{1,6}|[A-Z])[.),]?")
_TYPED = re.compile(r"^(?:[IVXLC]{1,6}|[A-Z])[.),–-]\s")


def is_lettered(row: Row, name: str) -> bool:
    """'I', 'A' before a name, or typed in its cell."""
    typed = not row.number and not axes.is_short_commune(name) and _TYPED.match(name)
    return bool(_GROUP_NUMBER.fullmatch(row.number) or typed)


def series_of(row: Row) -> str:
    """'letter' of 'A. Khối hành chính', 'roman' of 'II. Khối sự nghiệp', '' of others."""
    if not is_lettered(row, row.label):
        return ""
    mark = re.match(r"[IVX]+(?![A-Z])", row.number or row.label)
    return "roman" if mark else "letter"
