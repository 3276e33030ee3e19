"""Whose figures a file holds and of which kỳ, as a person decided it: that wins over whatever its titles say. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from etl import period_days, periods
from etl.memory import Memory, Remembered
from etl.model import Place, Problem, Question, QuestionKind, Suggestion
from etl.periods import Period
from etl.problems import problem
from etl.reference import Reference, ReportingUnit

# What stops a file until its unit, or its kỳ, is known: by the kind of question that settles it.
STOPS: dict[QuestionKind, frozenset[str]] = {
    "file_unit": frozenset(
        ("unit_missing", "unit_several", "unit_unclear", "unit_lookalike", "unit_ambiguous", "unit_not_valid")
    ),
    "file_period": frozenset(("period_missing", "period_several", "period_wrong", "dates_wrong")),
}

Days = tuple[date, date]


@dataclass(frozen=True)
class Decided:
    """What was decided of a file or one of its sheets; `decisions` are their ids, `said` what is told of them."""

    unit: ReportingUnit | None = None
    period: Period | None = None
    decisions: tuple[int, ...] = ()
    said: tuple[Problem, ...] = ()
    of_sheet: frozenset[QuestionKind] = frozenset()  # what was decided for the sheet itself

    def window(self, printed: Iterable[Days], place: Place) -> tuple[Days | None, list[Problem]]:
        """The printed days that fit the decided kỳ, and that others are not used."""
        days = list(dict.fromkeys(printed))
        if self.period is None:
            return None, []
        fitting = [window for window in days if period_days.windows_fit(self.period, window)]
        kept = fitting[0] if len(fitting) == 1 else None
        return kept, [self.dropped(said_days(window), place) for window in days if window != kept]

    def dropped(self, printed: str, place: Place) -> Problem:
        """That printed days are not used."""
        return problem("dates_dropped", place, found=printed, expected=self.period.label if self.period else "")


NOTHING = Decided()


def is_settled_by_an_answer(found: Problem) -> bool:
    """Whether a problem is that the unit or the kỳ is not known."""
    return any(found.code in codes for codes in STOPS.values())


def said_days(window: Days) -> str:
    """Printed days as they are shown."""
    return f"{window[0]:%d/%m/%Y} – {window[1]:%d/%m/%Y}"


def question(
    kind: QuestionKind, file_hash: str, sheet: str = "", printed: str = "", suggestions: tuple[Suggestion, ...] = ()
) -> Question:
    """What is asked of a file, or of one of its sheets; also how to decide it where nothing asked."""
    return Question(kind, file_hash, sheet, printed=printed, suggestions=suggestions)


def decided(file_hash: str, sheet: str, memory: Memory, reference: Reference) -> Decided:
    """What was decided of a sheet, else of its file; `sheet` is '' for the file itself."""
    if not file_hash or not memory.decisions:
        return NOTHING
    found = NOTHING
    unit, of_sheet = _answer("file_unit", file_hash, sheet, memory)
    if unit is not None and unit.answer in reference.unit_of:
        body = reference.unit_of[unit.answer]
        found = _with(found, "file_unit", unit, sheet if of_sheet else "", body.name)
        found = replace(found, unit=body)
    period, of_sheet = _answer("file_period", file_hash, sheet, memory)
    if period is not None and (known := periods.parse_code(period.answer)) is not None:
        found = _with(found, "file_period", period, sheet if of_sheet else "", known.label)
        found = replace(found, period=known)
    return found


def _answer(kind: QuestionKind, file_hash: str, sheet: str, memory: Memory) -> tuple[Remembered | None, bool]:
    own = memory.find(question(kind, file_hash, sheet)) if sheet else None
    return own or memory.find(question(kind, file_hash)), own is not None


def _with(found: Decided, kind: QuestionKind, remembered: Remembered, sheet: str, answer: str) -> Decided:
    made = remembered.decision
    who = f"quyết định {made.decision}, {made.decided_by}, {made.decided_at:%d/%m/%Y}"
    return replace(
        found,
        decisions=(*found.decisions, made.decision),
        said=(*found.said, problem(f"{kind}_decided", Place(sheet), found=answer, expected=who)),
        of_sheet=found.of_sheet | ({kind} if sheet else frozenset()),
    )
