"""What a file changes of what stands: which forms it replaces, which it is older than, which figures differ.

One question to the warehouse answers for a whole batch of files; the rest is decided here without it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
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
    """What one submission says of a form."""

    scope: int
    submission: int
    current: bool
    document_date: date | None
    document_number: str | None
    file_hash: str = ""
    arrival: float = inf
    figures: dict[_Key, _Figure] = field(default_factory=dict)  # of a current one only


Standing = Mapping[Subject, Mapping[str, list[Vintage]]]  # forms by name, their vintages in order of arrival


@dataclass
class Change:
    """What a file does to a warehouse.

    `groups` are the rows of its figures by form; `elected` the forms for which it stands from now on; `turned`
    the older scopes that begin or cease to stand.
    """

    groups: dict[Scope, list[int]]
    elected: set[Scope] = field(default_factory=set)
    turned: dict[int, bool] = field(default_factory=dict)
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
                  s.document_date, s.document_number, s.file_hash, s.arrival
           FROM scopes c
           JOIN (SELECT unnest($1::TEXT[]) AS reporting_unit, unnest($2::TEXT[]) AS period,
                        unnest($3::TEXT[]) AS source) USING (reporting_unit, period, source)
           JOIN submissions s ON s.submission = c.submission
           ORDER BY c.form, s.arrival, c.submission""",
        [list(units), list(periods), list(sources)],
    ).fetchall()
    standing: dict[Subject, dict[str, list[Vintage]]] = {}
    current: dict[int, Vintage] = {}
    for unit, period, source, form, *vintage in found:
        one = Vintage(*vintage)
        standing.setdefault((unit, period, source), {}).setdefault(form, []).append(one)
        if one.current:
            current[one.scope] = one
    if current:
        figures = con.execute(
            """SELECT scope, indicator, handled_by, value, sheet, cell FROM observations
               WHERE scope IN (SELECT unnest($1::BIGINT[]))""",
            [list(current)],
        ).fetchall()
        for scope, indicator, handled_by, *figure in figures:
            current[scope].figures[indicator, handled_by] = tuple(figure)
    return standing


def change(read: FileReading, standing: Standing, file_hash: str, arrival: int | None = None) -> Change:
    """What a file would do to what stands; `arrival` is its place where it was read before."""
    figures = read.figures
    groups = _as_standing_forms(_grouped(figures), figures, standing)
    made = Change(groups)
    replaced = {group: standing.get(group[:3], {}).get(group[3], []) for group in groups}
    own = Vintage(0, 0, False, read.document_date, read.document_number, file_hash, inf if arrival is None else arrival)
    outdated = [older for group, vintages in replaced.items() if (older := _elect(made, group, vintages, own))]
    if not outdated:
        made.counts, made.problems = _difference(replaced, figures)
        stood = [one for vintages in replaced.values() for one in vintages if one.current]
        dates = [one.document_date for one in stood if one.file_hash != file_hash]
        if made.counts["changed"] and (None in dates or (dates and read.document_date is None)):
            made.problems.append(problem("undated_order", Place(), found=str(made.counts["changed"])))
    made.problems = outdated[:1] + made.problems
    return made


def _grouped(figures: Columns) -> dict[Scope, list[int]]:
    columns = (figures["reporting_unit"], figures["period"], figures["source"], figures["form"])
    groups: dict[Scope, list[int]] = {}
    for number, group in enumerate(zip(*columns, strict=True)):
        groups.setdefault(group, []).append(number)
    return groups


def _as_standing_forms(
    groups: Mapping[Scope, list[int]], figures: Columns, standing: Standing
) -> dict[Scope, list[int]]:
    """A correction whose title is worded otherwise is the form that it corrects, not a second one.

    A table is taken for a form that stands when at least half of that form's figures are in it.
    """
    renamed: dict[Scope, list[int]] = {}
    for (unit, period, source, form), numbers in groups.items():
        stands = {
            name: one.figures
            for name, vintages in standing.get((unit, period, source), {}).items()
            for one in vintages
            if one.current
        }
        named = form
        if form not in stands:
            mine = {(figures["indicator"][number], figures["handled_by"][number]) for number in numbers}
            alike = [name for name, theirs in stands.items() if 2 * len(mine & theirs.keys()) >= len(theirs)]
            named = alike[0] if len(alike) == 1 else form
        renamed.setdefault((unit, period, source, named), []).extend(numbers)
    return renamed


def _elect(made: Change, group: Scope, vintages: Sequence[Vintage], own: Vintage) -> Problem | None:
    """Decide which submission stands for a form: the later document, or the later arrival where dates do not tell."""
    first, *later = sorted([*vintages, own], key=lambda one: one.arrival)  # of one arrival, the last reading is last
    stands = first
    for one in later:
        stands = stands if _is_older(one.document_date, stands.document_date) else one
    made.turned |= {one.scope: one is stands for one in vintages if one.current != (one is stands)}
    if stands is own:
        made.elected.add(group)
        return None
    return _older(own.document_date, stands)


def _is_older(mine: date | None, standing: date | None) -> bool:
    return mine is not None and standing is not None and mine < standing


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
