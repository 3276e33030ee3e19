"""What a file changes of what stands: which forms it replaces, which it is older than, which figures differ.

One question to the warehouse answers for a whole batch of files; the rest is decided here without it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from math import inf
from typing import Any

import duckdb

from etl.model import Place, Problem
from etl.problems import problem
from etl.reading_data import Columns, FileReading
from etl.rows import Scope

Subject = tuple[str, str, str]  # reporting unit, period, source: what no two files of one batch may share
_Key = tuple[str, str]  # indicator, handled_by
_Figure = tuple[float, str, str]  # value, sheet, cell


@dataclass
class Vintage:
    """What one submission says of a form; `counts`: not withdrawn, and the last reading of its file."""

    form: str
    scope: int
    submission: int
    current: bool
    counts: bool
    document_date: date | None
    document_number: str | None
    file_hash: str = ""
    arrival: float = inf
    figures: dict[_Key, _Figure] = field(default_factory=dict)


Standing = Mapping[Subject, list[Vintage]]  # in order of arrival


@dataclass
class Change:
    """What a file does to a warehouse.

    `groups` are the rows of its figures by form; `elected` the forms for which it stands from now on; `replaced` the
    older scopes that cease to stand; `alike` the scopes of other files that are the same form; `beside` those of them
    that stood when this file came.
    """

    groups: dict[Scope, list[int]]
    elected: set[Scope] = field(default_factory=set)
    replaced: list[int] = field(default_factory=list)
    alike: list[tuple[Scope, int]] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def subjects(read: FileReading) -> set[Subject]:
    """Of whom and when a file speaks."""
    figures = read.figures
    return set(zip(figures["reporting_unit"], figures["period"], figures["source"], strict=True))


def fetch(con: duckdb.DuckDBPyConnection, wanted: Iterable[Subject]) -> Standing:
    """All that a warehouse holds of some subjects."""
    units, periods, sources = zip(*wanted, strict=True) if (wanted := list(wanted)) else ((), (), ())
    found = con.execute(
        """SELECT c.reporting_unit, c.period, c.source, c.form, c.scope, c.submission, c.is_current,
                  true, s.document_date, s.document_number, s.file_hash, s.arrival
           FROM scopes c
           JOIN (SELECT unnest($1::TEXT[]) AS reporting_unit, unnest($2::TEXT[]) AS period,
                        unnest($3::TEXT[]) AS source) USING (reporting_unit, period, source)
           JOIN submissions s ON s.submission = c.submission
           ORDER BY s.arrival, c.submission, c.form""",
        [list(units), list(periods), list(sources)],
    ).fetchall()
    standing: dict[Subject, list[Vintage]] = {}
    vintages: dict[int, Vintage] = {}
    counted = _counted(con, {row[10] for row in found})
    for unit, period, source, *vintage in found:
        one = Vintage(*vintage)
        one.counts = one.submission in counted
        standing.setdefault((unit, period, source), []).append(one)
        vintages[one.scope] = one
    if vintages:
        figures = con.execute(
            """SELECT scope, indicator, handled_by, value, sheet, cell FROM observations
               WHERE scope IN (SELECT unnest($1::BIGINT[]))""",
            [list(vintages)],
        ).fetchall()
        for scope, indicator, handled_by, *figure in figures:
            vintages[scope].figures[indicator, handled_by] = tuple(figure)
    return standing


def _counted(con: duckdb.DuckDBPyConnection, hashes: Collection[str]) -> set[int]:
    """Of some files the readings that count."""
    if not hashes:
        return set()
    query = "SELECT submission FROM counted_submissions(9223372036854775807) WHERE list_contains(?, file_hash)"
    return {submission for (submission,) in con.execute(query, [list(hashes)]).fetchall()}


def change(read: FileReading, standing: Standing, file_hash: str, arrival: int | None = None) -> Change:
    """What a file would do to what stands; `arrival` is its place where it was read before."""
    figures = read.figures
    made = Change(_grouped(figures))
    own = Vintage(
        "", 0, 0, False, True, read.document_date, read.document_number, file_hash, inf if arrival is None else arrival
    )
    replaced: dict[Scope, list[Vintage]] = {}
    outdated: list[Problem] = []
    for group, rivals in _rivals(made, figures, standing, file_hash).items():
        others = [one for one in standing.get(group[:3], []) if one.counts and one.file_hash != file_hash]
        newness = _newness([*others, own])
        newer = [one for one in rivals if newness.get(one.submission, newness[0]) > newness[0]]
        made.replaced += [one.scope for one in rivals if one.current and one not in newer]
        made.beside += [one.scope for one in rivals if one.current and one.file_hash != file_hash]
        if newer:
            outdated.append(_older(own.document_date, max(newer, key=lambda one: newness[one.submission])))
        else:
            made.elected.add(group)
        replaced[group] = [one for one in rivals if one.current]
    if not outdated:
        made.counts, made.problems = _difference(replaced, figures)
        dates = [one.document_date for vintages in replaced.values() for one in vintages if one.file_hash != file_hash]
        if made.counts["changed"] and (None in dates or (dates and read.document_date is None)):
            made.problems.append(problem("undated_order", Place(), found=str(made.counts["changed"])))
    made.problems = outdated[:1] + made.problems
    return made


def _grouped(figures: Columns) -> dict[Scope, list[int]]:
    columns = (figures["reporting_unit"], figures["period"], figures["source"], figures["form"])
    keys = list(zip(*columns, strict=True))
    groups: dict[Scope, list[int]] = {}
    for group, numbers in groupby(range(len(keys)), keys.__getitem__):  # a form's figures stand together
        groups.setdefault(group, []).extend(numbers)
    return groups


def _rivals(made: Change, figures: Columns, standing: Standing, file_hash: str) -> dict[Scope, list[Vintage]]:
    """What else speaks of each form of a file: tables of other files that are alike, and its own earlier readings."""
    rivals: dict[Scope, list[Vintage]] = {group: [] for group in made.groups}
    for subject in dict.fromkeys(group[:3] for group in made.groups):
        if subject not in standing:
            continue
        mine = {
            group[3]: {(figures["indicator"][number], figures["handled_by"][number]) for number in numbers}
            for group, numbers in made.groups.items()
            if group[:3] == subject
        }
        files: dict[int, list[Vintage]] = {}
        for one in standing[subject]:
            if one.file_hash != file_hash:
                files.setdefault(one.submission, []).append(one)
            elif one.form in mine:
                rivals[*subject, one.form].append(one)
        for theirs in files.values():
            for form, one in _alike(mine, theirs):
                made.alike.append(((*subject, form), one.scope))
                rivals[*subject, form].append(one)
    return rivals


def _alike(mine: Mapping[str, set[_Key]], theirs: Sequence[Vintage]) -> list[tuple[str, Vintage]]:
    """Which tables of two files are one form: those of which at least half of the longer one's figures are in both.

    They bear one title; what has nothing else in common does not become one by it: 'Phụ lục II' of two documents, or a
    letterhead. Or it is a correction whose title is worded otherwise: neither file has the title of the other's, and no
    other table is as alike.
    """
    alike = [
        (form, one)
        for form, keys in mine.items()
        for one in theirs
        if 2 * len(keys & one.figures.keys()) >= max(len(keys), len(one.figures))
    ]
    titles = {one.form for one in theirs}
    other = [(form, one) for form, one in alike if form not in titles and one.form not in mine]
    forms, scopes = Counter(form for form, _ in other), Counter(one.scope for _, one in other)
    return [(form, one) for form, one in alike if form == one.form or forms[form] == 1 == scopes.get(one.scope)]


def _newness(vintages: Sequence[Vintage]) -> dict[int, tuple[date, float]]:
    """How new each submission is, by view counted_scopes."""
    latest = date.min
    newness: dict[int, tuple[date, float]] = {}
    for one in sorted(vintages, key=lambda one: one.arrival):
        latest = max(latest, one.document_date or latest)
        newness[one.submission] = (one.document_date or latest, one.arrival)
    return newness


def _older(mine: date | None, stands: Vintage) -> Problem:
    said = f"{mine:%d/%m/%Y}" if mine else "không ghi ngày"
    number, day = stands.document_number or "", stands.document_date
    return problem(
        "older_document", Place(), found=said, expected=f"{number} {day:%d/%m/%Y}".strip() if day else number
    )


def _difference(replaced: Mapping[Scope, list[Vintage]], figures: Columns) -> tuple[dict[str, int], list[Problem]]:
    """The figures against those that the same forms said until now."""
    before: dict[tuple[Any, ...], _Figure] = {}
    for group, vintages in replaced.items():
        for one in vintages:
            before |= {(*group[:3], *key): figure for key, figure in one.figures.items()}
    columns = ("reporting_unit", "period", "source", "indicator", "handled_by")
    counts: Counter[str] = Counter(new=0, same=0, changed=0, vanished=0)
    keys = list(zip(*(figures[name] for name in columns), strict=True))
    if not before:
        return {**counts, "new": len(keys)}, []
    for key, value in zip(keys, figures["value"], strict=True):
        old = before.get(key)
        counts["new" if old is None else "same" if old[0] == value else "changed"] += 1
    gone = before.keys() - set(keys)
    counts["vanished"] = len(gone)
    return dict(counts), [_vanished(key, figure) for key, figure in before.items() if key in gone]


def _vanished(key: tuple[Any, ...], figure: _Figure) -> Problem:
    value, sheet, cell = figure
    return problem(
        "figure_vanished",
        Place(sheet, cell),
        found=f"{value:g}",
        expected=f"{sheet}!{cell}",
        indicator=key[3],
        handled_by=key[4],
    )
