"""Which units there were when: a chart over periods says that a unit began or has ended, not that it is silent."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import formatting, lens, store
from dashboard import time_texts as words
from dashboard.queries.ask import AS_REPORTED

Days = tuple[Any, Any]  # first and last day of a unit, missing without a limit


def of_level(level: str) -> dict[str, Days]:
    """First and last day of the units of a level."""
    units = store.fetch("unit_lives", level=level)
    return dict(zip(units["reporting_unit"], zip(units["valid_from"], units["valid_to"], strict=True), strict=True))


def is_there(days: Days, closes: pd.Timestamp) -> bool:
    """Whether a unit exists when a period closes: then it is the one that is expected to report."""
    begins, ended = days
    return not ((pd.notna(begins) and begins > closes) or (pd.notna(ended) and ended < closes))


def breaks(there: Sequence[bool]) -> list[int]:
    """The places at whose left edge a unit begins or has ended."""
    return [place for place in range(1, len(there)) if there[place] != there[place - 1]]


def quarter_end(code: str) -> pd.Timestamp:
    """The last day of a reporting quarter such as 2024-Q1."""
    return pd.Timestamp(int(code[:4]), 3 * int(code[-1]), 14)


def of_then(
    units: Iterable[str], days: Mapping[str, Days], closes: pd.Timestamp, reporters: Collection[str]
) -> tuple[set[str], list[str]]:
    """The units that a chart of a period draws, and a line about those that had ended by then.

    Args:
        units: that have figures in any period.
        days: of them.
        closes: the last day of the chosen period.
        reporters: who reported in it, whatever the lists say.
    """
    asked = set(units)
    kept = {unit for unit in asked if unit in reporters or is_there(days.get(unit, (None, None)), closes)}
    gone = len(asked) - len(kept)
    if not gone:
        return kept, []
    line = words.ENDED.format(count=formatting.number(gone))
    return kept, [f"{line} {words.ENDED_LOOK}" if lens.current().units == AS_REPORTED else line]


def there_in(rows: pd.DataFrame, days: Mapping[str, Days], closings: Sequence[pd.Timestamp]) -> dict[str, list[bool]]:
    """By what each unit of the rows is displayed as: whether it was there when each period closed."""
    names = rows.drop_duplicates("reporting_unit")
    return {
        display: [is_there(days.get(unit, (None, None)), closes) for closes in closings]
        for unit, display in zip(names["reporting_unit"], names["display"], strict=True)
    }
