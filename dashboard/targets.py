"""The targets that count for the units of a level, and what is said of them above a chart."""

from collections.abc import Sequence

import pandas as pd

from dashboard import filters, formatting, store
from dashboard import time_texts as words
from dashboard.groups import Group

_NONE = pd.DataFrame(
    columns=[
        "reporting_unit", "value", "target", "document", "pace_method", "pace_value", "pace_from", "gap", "status"
    ]
)  # fmt: skip


def of_level(
    indicator: str, handled_by: str, period: str, level: str, reporting_units: Sequence[str] = ()
) -> pd.DataFrame:
    """Query `targets` of some units of a level, none named are all; no rows where none was ever decided for it.

    It is asked of the whole level, once for everybody: which target counts does not depend on who else is chosen.
    """
    if indicator not in store.made(_targeted):
        return _NONE
    asked = {"indicator": indicator, "handled_by": handled_by, "period": period, "level": level}
    return store.fetch_of(reporting_units, "targets", **asked)


def _targeted() -> frozenset[str]:
    return frozenset(store.fetch("targeted").get("indicator", ()))


def by_unit(rows: pd.DataFrame) -> dict[str, float]:
    """The target of each unit that has one, of rows of `of_level`."""
    return dict(zip(rows["reporting_unit"].tolist(), rows["target"].tolist(), strict=True))


def lines(group: Group, indicator: str, handled_by: str, measure: str) -> list[str]:
    """One line for each target that counts for some of the units: what it is, whose, and how many have reached it."""
    choice = filters.current()
    found = of_level(indicator, handled_by, choice.period, group.level, choice.reporting_units)
    if found.empty:
        return []
    told: list[str] = []
    for (target, document), rows in found.groupby(["target", "document"], sort=False):
        states = [f"{count} {words.TARGET_STATES[str(code)]}" for code, count in rows["status"].value_counts().items()]
        value, source = formatting.quantity(target, measure), formatting.for_markdown(document)
        told.append(words.TARGET.format(target=value, document=source, states=", ".join(states)))
    return told
