"""Records of the steps → rows of schema.sql, column by column; nothing is decided here."""

from collections.abc import Iterable, Mapping, Sequence

from etl.model import Observation, Problem, SetAside
from etl.periods import Period
from etl.reference import Indicator, ReportingUnit

Row = dict[str, object]
Scope = tuple[str, str, str, str]  # reporting unit, period, source, form


def of_observations(
    submission: int, scopes: Mapping[Scope, int], groups: Mapping[Scope, Sequence[Observation]]
) -> list[Row]:
    """The figures of a submission, in the physical order that queries ask for them."""
    return [
        {
            "scope": scopes[group],
            "submission": submission,
            "reporting_unit": figure.reporting_unit,
            "period": figure.period,
            "indicator": figure.indicator,
            "handled_by": figure.handled_by,
            "source": figure.source,
            "value": float(figure.value),
            "basis": figure.basis,
            "period_start": figure.period_start,
            "period_end": figure.period_end,
            "window_printed": figure.window_printed,
            "sheet": figure.place.sheet,
            "cell": figure.place.cell,
            "raw": figure.raw,
            "printed_measure": figure.printed_measure,
            "label": figure.label,
        }
        for group, figures in groups.items()
        for figure in sorted(figures, key=lambda f: (f.indicator, f.handled_by))
    ]


def of_problems(submission: int, problems: Iterable[Problem]) -> list[Row]:
    """What a person should know of a submission."""
    return [
        {
            "submission": submission,
            "code": found.code,
            "severity": found.severity,
            "sheet": found.place.sheet,
            "cell": found.place.cell,
            "indicator": found.indicator,
            "handled_by": found.handled_by,
            "found": found.found,
            "expected": found.expected,
            "sentence": found.sentence,
        }
        for found in problems
    ]


def of_set_aside(submission: int, set_aside: Iterable[SetAside]) -> list[Row]:
    """What of a submission was deliberately not loaded."""
    return [
        {"submission": submission, "sheet": aside.place.sheet, "cell": aside.place.cell, "reason": aside.reason}
        for aside in set_aside
    ]


def of_units(units: Iterable[ReportingUnit], known: Iterable[ReportingUnit]) -> list[Row]:
    """Reporting units; `known` names the parents."""
    names = {unit.reporting_unit: unit.name for unit in known}
    return [
        {
            "reporting_unit": unit.reporting_unit,
            "name": unit.name,
            "kind": unit.kind,
            "level": unit.level,
            "parent": unit.parent or None,
            "parent_name": names.get(unit.parent),
            "province": unit.province or None,
            "code": unit.code or None,
            "valid_from": unit.valid_from,
            "valid_to": unit.valid_to,
            "status": unit.status,
            "printed_name": unit.printed_name or None,
        }
        for unit in units
    ]


def of_indicators(indicators: Iterable[Indicator]) -> list[Row]:
    """The catalogue in its order."""
    return [
        {
            "indicator": indicator.indicator,
            "area": indicator.area,
            "theme": indicator.theme or None,
            "name": indicator.name,
            "measure": indicator.measure,
            "kind": indicator.kind,
            "aggregation": indicator.aggregation,
            "time": indicator.time,
            "polarity": indicator.polarity or None,
            "numerator": indicator.numerator or None,
            "denominator": indicator.denominator or None,
            "note": indicator.note or None,
            "position": position,
        }
        for position, indicator in enumerate(indicators)
    ]


def of_periods(codes: Iterable[str]) -> list[Row]:
    """Periods with the default window of their code."""
    return [
        {
            "period": period.code,
            "kind": period.kind,
            "year": period.year,
            "period_start": period.window[0],
            "period_end": period.window[1],
            "label": period.label,
        }
        for period in map(Period, codes)
    ]
