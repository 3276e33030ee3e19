"""What interpretation says of a file, as bytes for the pipe between the reading process and ours, and as columns.

JSON, because whatever a hostile file makes of the process, decoding its answer must not run anything. Figures
travel as one list for each field: that is quick to write, to read and to check, and a store takes columns anyway.
"""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from etl.model import Basis, Observation, Place, Problem, Question, QuestionKind, SetAside, Source, Suggestion
from etl.problems import problem
from etl.reference import ReportingUnit

if TYPE_CHECKING:  # a process that only reads grids need not load what interprets them
    from etl.tables import Reading

Columns = Mapping[str, list[Any]]

_TEXTS = ("reporting_unit", "period", "source", "form", "indicator", "handled_by", "basis", "sheet", "cell", "raw",
          "printed_measure", "label")  # fmt: skip
_DATES = ("period_start", "period_end")
FIGURE_COLUMNS = (*_TEXTS, *_DATES, "value", "window_printed")
_ASIDE_COLUMNS = ("sheet", "cell", "reason")


@dataclass
class FileReading:
    """What the loader needs of a reading: the same as `Reading`, its figures and set-aside rows by column."""

    source: str = "own_appendix"
    document_number: str = ""
    document_date: date | None = None
    figures: Columns = field(default_factory=lambda: {name: [] for name in FIGURE_COLUMNS})
    set_aside: Columns = field(default_factory=lambda: {name: [] for name in _ASIDE_COLUMNS})
    new_units: list[ReportingUnit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    decisions: list[int] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether nothing of the file may be loaded."""
        return any(found.severity == "stop" for found in self.problems)

    @property
    def asks_to_load(self) -> bool:
        """Whether nothing may be loaded because of something that a person can answer."""
        return any(found.severity == "stop" and found.question for found in self.problems)

    @property
    def without_figures(self) -> "FileReading":
        """What is kept of a refused file: what was found, and no figure or unit of it."""
        empty = FileReading()
        return replace(self, figures=empty.figures, new_units=empty.new_units)

    @property
    def count(self) -> int:
        """How many figures there are."""
        return len(self.figures["value"])


def by_column(reading: "Reading") -> FileReading:
    """A reading as the loader takes it: its figures form by form, in the order of the catalogue's codes."""
    forms = {form: number for number, form in enumerate(dict.fromkeys(o.form for o in reading.observations))}
    figures = sorted(reading.observations, key=lambda o: (forms[o.form], o.indicator, o.handled_by))
    columns = _columns_of(figures, Observation._fields)
    aside = _columns_of(reading.set_aside, SetAside._fields)
    return FileReading(
        source=reading.source,
        document_number=reading.document_number,
        document_date=reading.document_date,
        figures={
            **{name: columns[name] for name in FIGURE_COLUMNS if name not in _OWN},
            "value": [float(value) for value in columns["value"]],
            "sheet": [place.sheet for place in columns["place"]],
            "cell": [place.cell for place in columns["place"]],
        },
        set_aside={
            "sheet": [place.sheet for place in aside["place"]],
            "cell": [place.cell for place in aside["place"]],
            "reason": aside["reason"],
        },
        new_units=list(reading.new_units),
        problems=list(reading.problems),
        rows=dict(reading.rows),
        decisions=sorted(reading.decisions),
    )


_OWN = ("value", "sheet", "cell")


def _columns_of(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> dict[str, list[Any]]:
    """A list for each field of some tuples."""
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) if rows else {name: [] for name in names}


def encode(reading: "Reading") -> dict[str, Any]:
    """A reading as plain data that JSON can hold."""
    read = by_column(reading)
    figures = dict(read.figures)
    for name in _DATES:
        said = {day: day.isoformat() for day in set(figures[name])}
        figures[name] = [said[day] for day in figures[name]]
    return {
        "source": read.source,
        "document_number": read.document_number,
        "document_date": read.document_date.isoformat() if read.document_date else None,
        "figures": [figures[name] for name in FIGURE_COLUMNS],
        "set_aside": [read.set_aside[name] for name in _ASIDE_COLUMNS],
        "new_units": [unit_fields(unit) for unit in read.new_units],
        "problems": [_problem_fields(found) for found in read.problems],
        "rows": read.rows,
        "decisions": read.decisions,
    }


def decode(said: Any) -> FileReading:
    """What a reading process says of a file.

    Raises:
        ValueError, KeyError, TypeError: it is not an answer of ours.
    """
    figures = dict(zip(FIGURE_COLUMNS, said["figures"], strict=True))
    aside = dict(zip(_ASIDE_COLUMNS, said["set_aside"], strict=True))
    _check_columns(figures, aside)
    for name in _DATES:
        days = {text: date.fromisoformat(text) for text in set(figures[name])}
        figures[name] = [days[text] for text in figures[name]]
    source = _text(said["source"])
    if source not in get_args(Source):
        raise ValueError("no such source")
    return FileReading(
        source=source,
        document_number=_text(said["document_number"]),
        document_date=date.fromisoformat(said["document_date"]) if said["document_date"] is not None else None,
        figures=figures,
        set_aside=aside,
        new_units=[unit_of(fields) for fields in said["new_units"]],
        problems=[_problem(fields) for fields in said["problems"]],
        rows={_text(end): _whole(count) for end, count in said["rows"].items()},
        decisions=[_whole(decision) for decision in said["decisions"]],
    )


def _check_columns(figures: Columns, aside: Columns) -> None:
    """Every column of its kind and all of one length: what goes on to the store is checked here and nowhere else."""
    for columns in (figures, aside):
        if len({len(column) for column in columns.values()}) != 1:
            raise ValueError("columns of different length")
    kinds: dict[str, type] = {"value": float, "window_printed": bool}
    for name, column in (*figures.items(), *aside.items()):
        if not isinstance(column, list) or not set(map(type, column)) <= {kinds.get(name, str)}:
            raise TypeError(f"{name} holds another kind of value")
    if not all(map(math.isfinite, figures["value"])):
        raise ValueError("a figure that is no number")
    if not (set(figures["source"]) <= set(get_args(Source)) and set(figures["basis"]) <= set(get_args(Basis))):
        raise ValueError("no such source or basis")


def unit_fields(unit: ReportingUnit) -> list[str | None]:
    """A unit as plain data, its fields in their order."""
    return [day.isoformat() if isinstance(day, date) else day for day in astuple(unit)]


def unit_of(fields: Sequence[Any], statuses: Collection[str] = ("provisional",)) -> ReportingUnit:
    """The unit that `unit_fields` described; documents name provisional units only.

    Raises:
        ValueError, TypeError: it is none, or of another status.
    """
    *texts, first, last, status, printed = fields
    reporting_unit, name, kind, level, parent, province, code = map(_text, texts)
    if status not in statuses:
        raise ValueError(f"a unit of status {status}")
    return ReportingUnit(
        reporting_unit,
        name,
        kind,
        level,
        parent,
        province,
        code,
        valid_from=date.fromisoformat(first),
        valid_to=date.fromisoformat(last) if last is not None else None,
        status=status,
        printed_name=_text(printed),
    )


def _problem_fields(found: Problem) -> list[Any]:
    """Without the sentence: it is worded again on the other side, from the same table."""
    question = None if found.question is None else _question_fields(found.question)
    place = found.place
    return [
        found.code,
        place.sheet,
        place.cell,
        found.found,
        found.expected,
        found.indicator,
        found.handled_by,
        question,
    ]


def _problem(fields: Sequence[Any]) -> Problem:
    *texts, asked = fields
    code, sheet, cell, found, expected, indicator, handled_by = map(_text, texts)
    question = None if asked is None else _question(asked)
    return problem(
        code,
        Place(sheet, cell),
        found=found,
        expected=expected,
        indicator=indicator,
        handled_by=handled_by,
        question=question,
    )


def _question_fields(question: Question) -> list[Any]:
    *texts, suggestions = astuple(question)
    return [*texts, list(suggestions)]


def _question(fields: Sequence[Any]) -> Question:
    kind, *texts, suggestions = fields
    if kind not in get_args(QuestionKind):
        raise ValueError("no such question")
    subject, path, measure, form, sender, printed = map(_text, texts)
    said = tuple(Suggestion(_text(answer), _whole(score), _text(why)) for answer, score, why in suggestions)
    return Question(kind, subject, path, measure, form, sender, printed, suggestions=said)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def to_bytes(answer: Mapping[str, Any]) -> bytes:
    """An answer for the pipe; half a surrogate, which no store can hold, becomes a question mark."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
