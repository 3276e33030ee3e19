"""What several units come to: the total with n of m, or why there is none."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import filters, formatting, store, texts, translation
from dashboard.groups import Group
from dashboard.records import records
from etl.model import PersonCanActError


@dataclass(frozen=True)
class Total:
    """An indicator over the units of a level; columns of query `totals`, and `reason` where nothing can be added."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    reported: int = 0
    expected: int = 0
    coverage: float = 0.0
    minimum: float = 0.0
    other_window: int = 0
    status: str = "none"
    reason: str = ""


def of(group: Group, indicator: str, handled_by: str) -> Total:
    """The total over a group's level for the chosen period and units.

    It is asked for all periods at once, which takes little longer: whoever goes from one to the next asks once.
    """
    choice = filters.current()
    try:
        found = store.made(_by_period, indicator, handled_by, group.level, choice.reporting_units)
    except PersonCanActError as error:
        return Total(reason=translation.said(str(error)))
    return found.get(choice.period) or Total(expected=len(group.reporters))


def _by_period(indicator: str, handled_by: str, level: str, reporting_units: tuple[str, ...]) -> dict[str, Total]:
    rows = store.fetch(
        "totals", indicator=indicator, handled_by=handled_by, level=level, reporting_units=reporting_units
    )
    return {str(row["period"]): from_row(row) for row in records(rows)}


def from_row(row: Any) -> Total:
    """A row of query `totals`."""
    value, numerator, denominator = (
        None if pd.isna(row[name]) else float(row[name]) for name in ("value", "numerator", "denominator")
    )
    return Total(
        value, numerator, denominator, int(row["reported"]), int(row["expected"]), float(row["coverage"]),
        float(row["minimum"]), int(row["other_window"]), str(row["status"]),
    )  # fmt: skip


def words(total: Total, measure: str) -> str:
    """One line: the total and on how many units it rests, or why it is not given."""
    if total.reason:
        return total.reason
    covered = formatting.coverage(total.reported, total.expected)
    if total.status == "withheld":
        said = texts.WITHHELD.format(
            coverage=covered, share=formatting.percent(total.coverage), minimum=formatting.percent(total.minimum)
        )
    elif total.value is None or total.reported < 2:  # a single unit is no total
        said = covered
    else:
        value = formatting.quantity(total.value, measure)
        said = texts.TOTAL.format(coverage=covered, value=value)
        if total.denominator is not None:
            parts = formatting.number(total.numerator), formatting.number(total.denominator)
            said += texts.TOTAL_PARTS.format(numerator=parts[0], denominator=parts[1])
    return said + (texts.OTHER_WINDOWS.format(count=total.other_window) if total.other_window else "")
