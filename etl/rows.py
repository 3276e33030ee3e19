"""Records of the steps → rows of schema.sql, column by column; nothing is decided here."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from typing import Any

from etl.model import Problem
from etl.periods import Period
from etl.reading_data import Columns
from etl.reference import Indicator, ReportingUnit

Row = dict[str, object]
Scope = tuple[str, str, str, str]  # reporting unit, period, source, form
_SCOPE = ("reporting_unit", "period", "source", "form")
_MAY_BE_MISSING = {"value", "year", "band_good", "band_watch", "decided_on"}
_PROBLEM = ("code", "severity", "indicator", "handled_by", "found", "expected", "sentence")


def of_observations(
    submission: int, scopes: Mapping[Scope, int], groups: Mapping[Scope, Sequence[int]], figures: Columns
) -> dict[str, list[Any]]:
    """The figures of a submission, form by form and in the order of the catalogue's codes, as queries ask for them."""
    keys = list(zip(figures["indicator"], figures["handled_by"], strict=True))
    order = [number for numbers in groups.values() for number in sorted(numbers, key=keys.__getitem__)]
    ordered = {name: column for name, column in figures.items() if name != "form"}
    if order != list(range(len(order))):  # as they come they are in order
        ordered = {name: [column[number] for number in order] for name, column in ordered.items()}
    scope = [scopes[group] for group, numbers in groups.items() for _ in numbers]
    return {"scope": scope, "submission": [submission] * len(order), **ordered}


def of_scopes(submission: int, scopes: Mapping[Scope, int], standing: Collection[Scope]) -> dict[str, list[Any]]:
    """The forms of a submission, and for which of them it stands from now on."""
    fields = zip(*scopes, strict=True) if scopes else ((), (), (), ())
    return {
        "scope": list(scopes.values()),
        "submission": [submission] * len(scopes),
        **{name: list(column) for name, column in zip(_SCOPE, fields, strict=True)},
        "is_current": [group in standing for group in scopes],
    }


def of_alike_scopes(scopes: Mapping[Scope, int], alike: Sequence[tuple[Scope, int]]) -> dict[str, list[Any]]:
    """The scopes of a submission and those that say mostly the same under another title, in both directions."""
    pairs = [(scopes[group], other) for group, other in alike]
    return {
        "scope": [scope for scope, _ in pairs] + [other for _, other in pairs],
        "other": [other for _, other in pairs] + [scope for scope, _ in pairs],
    }


def of_problems(submission: int, problems: Sequence[Problem]) -> dict[str, list[Any]]:
    """What a person should know of a submission."""
    columns = {name: [getattr(found, name) for found in problems] for name in _PROBLEM}
    places = {"sheet": [p.place.sheet for p in problems], "cell": [p.place.cell for p in problems]}
    asked = [json.dumps(asdict(p.question), ensure_ascii=False) if p.question else None for p in problems]
    return {"submission": [submission] * len(problems), **places, **columns, "question": asked}


def of_decisions_used(submission: int, decisions: Sequence[int]) -> dict[str, list[Any]]:
    """The decisions that a submission was read with."""
    return {"submission": [submission] * len(decisions), "decision": list(decisions)}


def joined(parts: Sequence[Mapping[str, list[Any]]]) -> dict[str, list[Any]]:
    """The same columns of several files, one below the other."""
    return {name: list(chain.from_iterable(part[name] for part in parts)) for name in parts[0]}


def blank_as_missing(row: Mapping[str, str]) -> Row:
    """A row of a reviewed table as the warehouse keeps it: dates and numbers that are not given are missing."""
    return {name: text or (None if name in _MAY_BE_MISSING else "") for name, text in row.items()}


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
            "over_time": indicator.over_time,
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
            "quarter": period.quarter,
            "period_start": period.window[0],
            "period_end": period.window[1],
            "label": period.label,
        }
        for period in map(Period, codes)
    ]
