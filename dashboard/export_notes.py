"""The sheet beside the rows: what they are, where they come from, and how to see them again.

It is written when the file is made, in a thread of no session: whatever a session says (its language, its view) is
collected before, in `Told` and `vocabulary`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import export, export_texts, formatting, spreadsheet

Line = tuple[str, str]
Frames = Callable[[], pd.DataFrame]
_SPOKEN = (
    "LABELS", "COLUMNS", "ROWS", "ROWS_IN_SHEETS", "COVERAGE", "COVERAGE_OF_EXPECTED", "MEASURE", "COLUMN", "SOURCE",
    "NO_SOURCE", "CUT",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What the page says of its rows.

    `view`: page, filters, way of looking, snapshot, link. `coverage` and `notes`: sentences. `sources`: the columns of
    file and sheet. `expected` and `names`: who had to report, and the catalogue; for rows of figures only.
    """

    view: Sequence[Line]
    coverage: Sequence[str]
    notes: Sequence[str]
    sources: tuple[str, str]
    expected: Frames | None = None
    names: Frames | None = None


def vocabulary() -> dict[str, Any]:
    """The words of this session."""
    spoken = {name: getattr(export_texts, name) for name in _SPOKEN}
    return spoken | {"LEVELS": dict(formatting.LEVELS)}


def lines(told: Told, rows: pd.DataFrame, words: Mapping[str, Any]) -> list[Line]:
    """All lines of the sheet for these rows."""
    labels = words["LABELS"]
    coverage = [*told.coverage, *(_coverage(rows, told.expected(), words) if told.expected else ())]
    parts: list[tuple[str, Iterable[str]]] = [
        ("rows", [_rows(len(rows), words)]),
        ("coverage", coverage),
        ("notes", [*_cut(rows, words), *told.notes]),
    ]
    if told.names is not None:
        parts += [("measures", _measures(rows, told.names(), words)), ("columns", _columns(rows, words))]
    parts.append(("sources", _sources(rows, told.sources, words)))
    found = list(told.view)
    for name, said in parts:
        for number, one in enumerate(said):
            found.append((labels[name] if number == 0 else "", one))
    return found


def _rows(count: int, words: Mapping[str, Any]) -> str:
    sheets = spreadsheet.sheets_needed(count)
    pattern: str = words["ROWS"] if sheets == 1 else words["ROWS_IN_SHEETS"]
    return pattern.format(count=formatting.number(count), sheets=sheets)


def _coverage(rows: pd.DataFrame, expected: pd.DataFrame, words: Mapping[str, Any]) -> list[str]:
    """By level: how many units have rows here, and how many of those that had to report have."""
    told = rows.drop_duplicates(["level", "parent", "reporting_unit"])["level"].value_counts()
    found: list[str] = []
    for level, name in words["LEVELS"].items():
        if level not in told.index:
            continue
        own = expected[expected["level"] == level] if len(expected) else expected
        pattern: str = words["COVERAGE_OF_EXPECTED"] if len(own) else words["COVERAGE"]
        reported = int((own["state"] != "missing").sum()) if len(own) else 0
        found.append(
            pattern.format(
                level=name, told=formatting.number(told[level]), reported=formatting.number(reported),
                expected=formatting.number(len(own)),
            )
        )  # fmt: skip
    return found


def _measures(rows: pd.DataFrame, names: pd.DataFrame, words: Mapping[str, Any]) -> list[str]:
    """The indicators of the rows in the catalogue's order, each with its measure."""
    there = set(rows["indicator"])
    pattern: str = words["MEASURE"]
    return [
        pattern.format(name=row.name, code=row.indicator, measure=row.measure)
        for row in names[["indicator", "name", "measure"]].rename_axis(None).itertuples(index=False, name="Row")
        if row.indicator in there
    ]


def _columns(rows: pd.DataFrame, words: Mapping[str, Any]) -> list[str]:
    pattern: str = words["COLUMN"]
    return [pattern.format(column=name, meaning=words["COLUMNS"][name]) for name in export.COLUMNS if name in rows]


def _sources(rows: pd.DataFrame, columns: tuple[str, str], words: Mapping[str, Any]) -> list[str]:
    """Files with their sheets, and how many rows come from each."""
    file, sheet = columns
    if file not in rows:
        return []
    places = rows[[file, sheet]].fillna("").astype("str").groupby([file, sheet]).size().reset_index(name="count")
    return [
        (words["SOURCE"] if name else words["NO_SOURCE"]).format(
            file=name, sheet=place, count=formatting.number(count)
        )
        for name, place, count in zip(places[file], places[sheet], places["count"], strict=True)
    ]  # fmt: skip


def _cut(rows: pd.DataFrame, words: Mapping[str, Any]) -> list[str]:
    most = spreadsheet.MOST_CHARACTERS
    texts = rows.select_dtypes(include=["object", "string"])
    count = sum(int((texts[name].astype("str").str.len() > most).sum()) for name in texts)
    return [words["CUT"].format(count=count, most=formatting.number(most))] if count else []
