"""The shapes that travel between the steps; frozen, so that no step changes another's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple

from etl import wording

Severity = Literal["stop", "question", "refused", "warning", "info"]
Outcome = Literal["loaded", "partly", "unchanged", "refused"]
Source = Literal["own_appendix", "higher_table", "narrative"]
# What an answer is: an indicator ('-' for none), a reporting unit, a đơn vị tính of money, the decimal mark of a form;
# whose figures one file holds and of which kỳ.
QuestionKind = Literal["indicator", "unit", "measure", "mark", "title", "file_unit", "file_period"]
Basis = Literal["in_period", "cumulative", "at_date"]

# Told (done, total, what is being done) while a load runs.
Progress = Callable[[int, int, str], None]


class PersonCanActError(Exception):
    """Something outside the program is wrong; the message is a Vietnamese sentence with what to do."""


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it arrived: its name and its bytes, or the path from which they are read when they are needed.

    `refusal` says why it is not to be read at all.
    """

    name: str
    data: bytes = b""
    path: Path | None = None
    refusal: "Problem | None" = None

    def __post_init__(self) -> None:
        """A name is text that can be shown and stored, whatever code page or person it comes from."""
        object.__setattr__(self, "name", wording.seen(self.name))

    @property
    def size(self) -> int:
        """How many bytes it has.

        Raises:
            OSError: it is gone, or may not be read.
        """
        return len(self.data) if self.path is None else self.path.stat().st_size

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            OSError: it is gone, or may not be read.
        """
        return self.data if self.path is None else self.path.read_bytes()


@dataclass(frozen=True)
class Place:
    """Where in a file: a sheet and a cell or range; either may be empty for the whole file or sheet."""

    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A likely answer to a question, and the evidence in Vietnamese.

    `answer` is 'indicator@handled_by' (or 'indicator'), a reporting unit's code, a đơn vị tính, a decimal mark, a
    period's code, or 'whole' or 'part' of what the figures under a title are.
    """

    answer: str
    score: int
    why: str


@dataclass(frozen=True)
class Question:
    """What a person is asked, in the normalised wording under which the answer is remembered.

    `subject` is what the answer is about (a label, a printed name), `path` what introduces it, `form` the
    fingerprint of the form, `sender` the code of the unit that sent it ('' where not known). Of a file, `subject` is
    the SHA-256 of its bytes and `path` the name of a sheet, '' for all of it.
    """

    kind: QuestionKind
    subject: str
    path: str = ""
    measure: str = ""
    form: str = ""
    sender: str = ""
    printed: str = ""
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Something a person should know about a cell; `sentence` says in Vietnamese what to do.

    Severity: `stop` the file is not loaded, `question` the figure waits for a decision, `refused` the
    cell cannot be right as it stands and is not loaded, `warning` the figure is loaded and marked,
    `info` for the record.
    """

    code: str
    severity: Severity
    place: Place
    found: str
    expected: str
    sentence: str
    indicator: str = ""
    handled_by: str = ""
    question: Question | None = None


class SetAside(NamedTuple):
    """A row or cell that was read and deliberately not loaded, with the code of the reason."""

    place: Place
    reason: str


class Observation(NamedTuple):
    """One figure with the cell it came from; a tuple, because a load has millions.

    `value` is in the catalogue's measure: ratios 0-100, money in million đồng; `raw` is the text as
    it stood and `printed_measure` the đơn vị tính as printed.
    """

    reporting_unit: str
    period: str
    source: Source
    form: str
    indicator: str
    handled_by: str
    value: Decimal
    basis: Basis
    period_start: date
    period_end: date
    window_printed: bool
    place: Place
    raw: str
    printed_measure: str
    label: str


@dataclass(frozen=True)
class FileReport:
    """What became of one file.

    `counts` by difference to what stood: new, same, changed, vanished; `rows` by what was done with
    each row of the file: loaded, problem, and the reasons of what was set aside. Of a very large load
    not all problems are named: `left_out` says how many are not. The warehouse has them all.
    """

    file: str
    file_hash: str
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    reporting_units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    figures: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0

    @property
    def needs_person(self) -> bool:
        """Whether something was refused or waits for a decision."""
        return any(problem.severity in ("stop", "question", "refused") for problem in self.problems)


@dataclass(frozen=True)
class LoadReport:
    """What became of a load; `snapshot` is the file name now published, '' when nothing was loaded.

    `load` is its number among what changed the figures, 0 when nothing was loaded.
    """

    files: tuple[FileReport, ...]
    dry_run: bool = False
    snapshot: str = ""
    load: int = 0

    @property
    def exit_code(self) -> int:
        """0 all loaded or nothing to do, 1 something was refused or needs a decision, 70 an error of ours."""
        problems = [found for report in self.files for found in report.problems]
        if any(found.code == "internal_error" for found in problems):
            return 70
        return int(any(report.outcome != "unchanged" and report.needs_person for report in self.files))
