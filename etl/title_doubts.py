"""A word of a title that no table knows may make all figures below a part: one question for them, not one for each.

Until a person says whether they are of the whole, nothing that the titles may narrow is loaded.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from etl import notes, values, wording
from etl.column import Column
from etl.layout import Table
from etl.model import Place, Problem
from etl.problems import problem
from etl.reference import Reference
from etl.terms import Understood
from etl.titles import PART, WHOLE, Titles, as_printed


def held(above: Titles, said: Understood, reference: Reference) -> str:
    """Why a wording is not loaded: it waits for a word about its titles, or they make it a part; '' where neither.

    One that says itself what narrows them waits for nothing.
    """
    if above.verdict in ("", WHOLE) or not said.facets or reference.grammar.say(said.facets, above.words):
        return ""
    levels = [reference.grammar.read(text).facets for text in above.words]
    if {"dossier", "online"} <= said.facets and all(one == {"l34"} for one in levels):
        return ""  # dossiers come online where a service is of mức độ 3 or 4, and nowhere else
    return "other" if above.verdict == PART else "waiting"


def asked(table: Table, above: Titles) -> Problem:
    """The question of a table, at the first title that raises it."""
    place = Place(table.sheet.name, _cell_of(table, above.words))
    return problem(
        "title_unclear", place, found=wording.without_person(as_printed(table, above.words)), question=above.doubt
    )


def _cell_of(table: Table, words: Sequence[str]) -> str:
    below = {wording.key(note.text): note.address for note in notes.named(table, words)}
    strange = {word for text in words if text not in below for word in wording.key(text).split()}
    for title in table.titles:
        if strange & set(wording.key(title.text).split()):
            return title.address
    return next(iter((*below.values(), *(title.address for title in table.titles))), "")


def hold(
    table: Table, planned: Sequence[Column], above: Titles, reference: Reference
) -> tuple[list[Column], list[Problem]]:
    """Set aside the columns that wait for a word about their titles, or are a part by them; and ask for that word."""
    filled = {cell.column for row in table.rows for cell in row.figures if not values.is_blank(cell)}
    reasons = [
        held(above, one.said, reference) if one.role in ("indicator", "ask") and one.heading.column in filled else ""
        for one in planned
    ]
    free = {one.matched.indicator for one, reason in zip(planned, reasons, strict=True) if not reason}
    reasons = [
        "" if _is_rate_of(one, free, reference) else reason for one, reason in zip(planned, reasons, strict=True)
    ]
    found = [
        replace(column, role="aside", reason=reason)
        if reason == "other" or (reason and column.role == "indicator")
        else column
        for column, reason in zip(planned, reasons, strict=True)
    ]
    return found, [asked(table, above)] if above.doubt is not None and any(reasons) else []


def _is_rate_of(column: Column, free: Collection[str], reference: Reference) -> bool:
    """'Số TTHC có thu phí | Số TTHC thanh toán trực tuyến | Tỷ lệ': of two columns that wait for nothing."""
    found = reference.indicators.get(column.matched.indicator)
    return found is not None and bool(found.numerator) and {found.numerator, found.denominator} <= set(free)
