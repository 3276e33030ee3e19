"""What a question may be answered with, in words: its suggestions first, then everything there is. No Streamlit."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard import formatting, texts
from etl import wording
from etl.memory import MARKS, NO_INDICATOR, Decision, Scope
from etl.model import Question, QuestionKind
from etl.reference import Indicator, Reference, ReportingUnit

LATER = ""


@dataclass(frozen=True)
class Answers:
    """Every answer of each kind with its name, in the order of the lists."""

    names: Mapping[QuestionKind, Mapping[str, str]]

    def choices(self, question: Question) -> dict[str, str]:
        """The answers to a question with what is shown for each; '' is to decide later."""
        names = self.names[question.kind]
        suggested = {
            each.answer: texts.SUGGESTION.format(
                score=each.score, name=self.name(question.kind, each.answer), why=each.why
            )
            for each in question.suggestions
        }
        return {LATER: texts.LATER} | suggested | {code: name for code, name in names.items() if code not in suggested}

    def name(self, kind: QuestionKind, answer: str) -> str:
        """An answer in words; one that no list knows any more is shown as it is."""
        return self.names[kind].get(answer, answer)


def known(tables: Reference) -> Answers:
    """The answers that the reviewed tables and the documents allow."""
    indicators = {NO_INDICATOR: texts.NO_INDICATOR}
    for indicator in tables.indicators.values():
        indicators |= _indicator(indicator)
    return Answers(
        {
            "indicator": indicators,
            "unit": unit_names(tables.units, tables),
            "measure": _money_units(tables),
            "mark": {mark: texts.MARK_NAMES[mark] for mark in MARKS},
        }
    )


def narrowest_scope(question: Question) -> Scope:
    """An answer given on the screen reaches no further than what raised the question."""
    if question.form:
        return "form"
    return "sender" if question.sender else "everyone"


def reach(made: Decision, answers: Answers) -> str:
    """How far a decision was meant to reach, in words."""
    if made.scope == "sender":
        return texts.SCOPES["sender"].format(sender=answers.name("unit", made.sender))
    return texts.SCOPES[made.scope]


def _indicator(indicator: Indicator) -> dict[str, str]:
    split = {
        f"{indicator.indicator}@{level}": texts.SPLIT_TITLE.format(
            title=indicator.name, handled_by=formatting.HANDLED_BY[level].lower()
        )
        for level in indicator.levels
    }
    return {indicator.indicator: indicator.name} | split


def unit_names(units: Iterable[ReportingUnit], tables: Reference) -> dict[str, str]:
    """Full names by code; where one stays the same through a reform, with the days that tell the two apart."""
    units = list(units)
    full = {unit.reporting_unit: _full_name(unit, tables) for unit in units}
    twins = {name for name, count in Counter(full.values()).items() if count > 1}
    named = {
        unit.reporting_unit: full[unit.reporting_unit] + (_validity(unit) if full[unit.reporting_unit] in twins else "")
        for unit in units
    }
    return dict(sorted(named.items(), key=lambda pair: wording.fold(pair[1])))


def _full_name(unit: ReportingUnit, tables: Reference) -> str:
    above = _names_above(unit, tables)
    if unit.province and unit.province not in (unit.name, *above):
        above.append(unit.province)
    marked = texts.PROVISIONAL_UNIT if unit.status == "provisional" else ""
    return ", ".join([unit.name, *above]) + marked


def _names_above(unit: ReportingUnit, tables: Reference) -> list[str]:
    names: list[str] = []
    parent = tables.unit_of.get(unit.parent)
    while parent is not None and parent.name not in names:
        names.append(parent.name)
        parent = tables.unit_of.get(parent.parent)
    return names


def _validity(unit: ReportingUnit) -> str:
    if unit.valid_to is not None:
        return texts.VALID_UNTIL.format(day=formatting.day(unit.valid_to))
    return texts.VALID_FROM.format(day=formatting.day(unit.valid_from))


def _money_units(tables: Reference) -> dict[str, str]:
    """One wording for each size, the first of the table, from đồng up: 'triệu đồng' is also printed 'tr.đ'."""
    sizes = {
        found.factor: printed for printed, found in reversed(list(tables.measures.items())) if found.factor is not None
    }
    return {printed: printed for _, printed in sorted(sizes.items())}
