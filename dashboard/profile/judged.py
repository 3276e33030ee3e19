"""At most four things to say of a unit: where it is weak, where it is strong, what moved. Frames in, records out.

1. the reasons for which the overview would name it (`attention`), the worst two;
2. the two figures that are furthest on the good side of what they are compared with, where they are as far as is usual
   between the units (the spread of the level, at least need.USUAL points), and not of few events;
3. what moved most against the same window a year before, by at least MOVED points, unless it was said.
"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.overview import attention, need
from dashboard.overview.attention import Reason

MOVED = 1.0  # points
_WEAK, _STRONG, _ALL = 2, 2, 4


@dataclass(frozen=True)
class Said:
    """One thing to say, and the figure that it is about."""

    kind: Literal["weak", "strong", "moved"]
    reason: Reason


def judged(rows: pd.DataFrame, level: str) -> list[Said]:
    """What to say of one unit; `rows` are its rows of a judged level (attention.judge), with `display`."""
    named = [each for concern in attention.concerns(rows, level) for each in concern.reasons]
    weak = [Said("weak", each) for each in named[:_WEAK]]
    told = {_key(each) for each in named}
    strong = [Said("strong", each) for each in _strong(rows) if _key(each) not in told][:_STRONG]
    told |= {_key(each.reason) for each in strong}
    moved = [Said("moved", each) for each in _moved(rows) if _key(each) not in told][:1]
    return [*weak, *strong, *moved][:_ALL]


def _strong(rows: pd.DataFrame) -> list[Reason]:
    lead = rows["sign"] * (rows["value"] - rows["reference"])
    usual = rows["spread"].fillna(need.USUAL).clip(lower=need.USUAL)
    found = rows.assign(lead=lead / usual)
    found = found[(found["lead"] >= 1) & ~found["is_small"] & (found["aim"] != "")]
    return _reasons(found.sort_values("lead", ascending=False, kind="stable"))


def _moved(rows: pd.DataFrame) -> list[Reason]:
    found = rows[(rows["change"].abs() >= MOVED) & (rows["sign"] != 0)]
    return _reasons(found.assign(size=found["change"].abs()).sort_values("size", ascending=False, kind="stable"))


def _reasons(rows: pd.DataFrame) -> list[Reason]:
    return [
        Reason("performance", {str(name): value for name, value in row.items()}, row["need"], row["is_small"])
        for row in rows.to_dict("records")
    ]


def _key(reason: Reason) -> tuple[str, str]:
    return str(reason.row["indicator"]), str(reason.row["handled_by"])
