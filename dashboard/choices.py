"""What a question may be answered with, in words: its suggestions first, then everything there is. No Streamlit."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import allowed, formatting, texts, translation
from etl import wording
from etl.memory import MARKS, NO_INDICATOR, OF_FILE, OF_TITLES, Decision, Scope
from etl.model import Question, QuestionKind
from etl.reference import Indicator, Reference, ReportingUnit

LATER = ""
YEARS = 3  # whose kỳ are offered


@dataclass(frozen=True)
class Answers:
    """Every answer of each kind with its name, in the order of the lists."""

    names: Mapping[QuestionKind, Mapping[str, str]]

    def choices(self, question: Question) -> dict[str, str]:
        """The answers to a question with what is shown for each; '' is to decide later."""
        names = self.names[question.kind]
        if question.kind == "file_period":  # an old report: all kỳ of the years that are likely
            names = _period_names(*(int(each.answer[:4]) for each in question.suggestions)) | dict(names)
        suggested = {
            each.answer: texts.SUGGESTION.format(
                score=each.score, name=self.name(question.kind, each.answer), why=translation.said(each.why)
            )
            for each in question.suggestions
        }
        return {LATER: texts.LATER} | suggested | {code: name for code, name in names.items() if code not in suggested}

    def name(self, kind: QuestionKind, answer: str) -> str:
        """An answer in words; one that no list knows any more is shown as it is."""
        if kind == "file_period":
            return formatting.period_label(answer)
        return self.names[kind].get(answer, answer)


def known(tables: Reference) -> Answers:
    """The answers that the reviewed tables and the documents allow."""
    indicators = {NO_INDICATOR: texts.NO_INDICATOR}
    for indicator in tables.indicators.values():
        indicators |= _indicator(indicator)
    units = unit_names(tables.units, tables)
    this_year = date.today().year
    return Answers(
        {
            "indicator": indicators,
            "unit": units,
            "file_unit": units,
            "file_period": _period_names(*range(this_year, this_year - YEARS, -1)),
            "measure": _money_units(tables),
            "title": {answer: texts.TITLE_ANSWERS[answer] for answer in OF_TITLES},
            "mark": {mark: texts.MARK_NAMES[mark] for mark in MARKS},
        }
    )


def narrowest_scope(question: Question) -> Scope:
    """An answer given on the screen reaches no further than what raised the question, and than its giver's roles."""
    if question.sender and not allowed.may_everywhere("answer"):
        return "sender"
    if question.form:
        return "form"
    return "sender" if question.sender else "everyone"


def reach(made: Decision, answers: Answers) -> str:
    """How far a decision was meant to reach, in words."""
    if made.kind in OF_FILE:
        return texts.SCOPES["file"]
    if made.scope == "sender":
        return texts.SCOPES["sender"].format(sender=answers.name("unit", made.sender))
    return texts.SCOPES[made.scope]


def _indicator(indicator: Indicator) -> dict[str, str]:
    name = translation.indicator(indicator.indicator, indicator.name)
    split = {
        f"{indicator.indicator}@{level}": texts.SPLIT_TITLE.format(
            title=name, handled_by=formatting.HANDLED_BY[level].lower()
        )
        for level in indicator.levels
    }
    return {indicator.indicator: name} | split


def _period_names(*years: int) -> dict[str, str]:
    """The kỳ of some years, the latest year first: quarters, what runs from the beginning of the year, months."""
    kinds = (*(f"-Q{number}" for number in range(1, 5)), "-H1", "-9M", "", *(f"-M{n:02d}" for n in range(1, 13)))
    codes = [f"{year}{kind}" for year in sorted(set(years), reverse=True) for kind in kinds]
    return {code: formatting.period_label(code) for code in codes}


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
    return {printed: translation.said(printed) for _, printed in sorted(sizes.items())}
