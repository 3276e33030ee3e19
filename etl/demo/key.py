"""The answer key: what each drawn cell says, and what a careful reader may do with it."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from etl import reference
from etl.demo.bodies import Unit

Expect = Literal["load", "ask", "aside"]
COLUMNS = (
    "file",
    "sheet",
    "cell",
    "reporting_unit",
    "level",
    "parent",
    "period",
    "indicator",
    "handled_by",
    "value",
    "measure",
    "source",
    "expect",
    "why",
    "current_unit",
)


@dataclass(frozen=True)
class Fact:
    """What a cell means. `value` is as printed, in the catalogue's measure; None where the cell holds no number.

    `expect` says whether a reader may load it, must ask, or leaves it aside as a total or a blank; `why`
    names the reason, or a defect that a loaded figure carries.
    """

    unit: Unit
    period: str
    indicator: str
    value: Decimal | None = None
    handled_by: str = ""
    source: str = "own_appendix"
    expect: Expect = "load"
    why: str = ""


@dataclass(frozen=True)
class Answer:
    """A fact with its cell."""

    file: str
    sheet: str
    cell: str
    fact: Fact

    def row(self, today: Mapping[Unit, Unit]) -> tuple[str, ...]:
        """The answer in the order of `COLUMNS`; `today` says what units of before a reform have become."""
        fact = self.fact
        current = fact.unit if fact.unit.until is None else today.get(fact.unit)
        return (
            self.file,
            self.sheet,
            self.cell,
            fact.unit.name,
            fact.unit.level,
            fact.unit.above,
            fact.period,
            fact.indicator,
            fact.handled_by,
            "" if fact.value is None else plain(fact.value),
            catalogue()[fact.indicator].measure if fact.indicator else "",
            fact.source,
            fact.expect,
            fact.why,
            current.name if current else "",
        )


@cache
def catalogue() -> Mapping[str, reference.Indicator]:
    """The product's indicators, read once: a bench draws hundreds of workbooks."""
    return reference.load().indicators


def once(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Of a figure that stands in several tables of a file one cell is to be loaded; the others repeat it."""
    seen = set()
    for answer in answers:
        fact = answer.fact
        name = (fact.unit.code, fact.period, fact.indicator, fact.handled_by, fact.source)
        if fact.expect == "load" and name in seen:
            yield replace(answer, fact=replace(fact, expect="aside", why="repeated"))
            continue
        if fact.expect == "load":
            seen.add(name)
        yield answer


def plain(value: Decimal) -> str:
    """A number with a decimal point and without useless zeros: '53.39', '1200'."""
    return f"{value.normalize():f}"


def as_csv(answers: Iterable[Answer], today: Mapping[Unit, Unit]) -> str:
    """The whole key as one table; `today` says what units of before a reform have become."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(answer.row(today) for answer in answers)
    return out.getvalue()
