"""What a drill asks for, and its code in the address: one figure of one unit and period, or what follows from several.

Of several that are asked for the reader chooses one.

lak~2024-9M~dossiers_resolved~all            a figure, or a ratio
lak~trong-2024-Q3~dossiers_resolved~all      what happened in a quarter: a difference of cumulative figures
lak~2024-9M~residue_out~all                  what the account of the dossiers of a period lacks
@commune~2024-9M~received~all                a step of that account, of the units of a level together
@commune~trong-2024-Q3~dossiers_resolved~all a quarter of them; `clearance` is resolved over received
@commune~2024-9M~dossiers_pending~all        what was there at the end of a period, of all that reported it
@commune~2024-9M~investment_disbursement_rate~  a point of the line through the year
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

_BETWEEN, _LEVEL, _QUARTER = "~", "@", "trong-"
_AND = "\n"  # no code has one
KEY = "o"
MOST = 12  # figures that one mark or row opens
STEPS = ("carried", "received", "residue_in", "to_process", "on_time", "late", "residue_out", "pending", "overdue")
RESIDUES = ("residue_in", "residue_out")
CLEARANCE = "clearance"


class Asked(NamedTuple):
    """One figure or ratio. Codes of units may hold the sign that separates, the other three never do."""

    reporting_unit: str
    period: str
    indicator: str
    handled_by: str

    @property
    def code(self) -> str:
        """As the address has it: 'lak~2022~dossiers_on_time_rate~district'."""
        return _BETWEEN.join(self)

    @property
    def level(self) -> str:
        """The level whose units are taken together; '' of one unit."""
        return self.reporting_unit.removeprefix(_LEVEL) if self.reporting_unit.startswith(_LEVEL) else ""

    @property
    def quarter(self) -> tuple[int, int] | None:
        """Year and quarter, where what happened in a quarter is asked for."""
        year, _, quarter = self.period.removeprefix(_QUARTER).partition("-Q")
        is_one = self.period.startswith(_QUARTER) and year.isdecimal() and quarter in ("1", "2", "3", "4")
        return (int(year), int(quarter)) if is_one else None


def of_level(level: str, period: str, indicator: str, handled_by: str) -> str:
    """The code of what the units of a level come to together."""
    return Asked(_LEVEL + level, period, indicator, handled_by).code


def in_quarter(year: int, quarter: int) -> str:
    """What stands for the period where what happened in a quarter is asked for."""
    return f"{_QUARTER}{year}-Q{quarter}"


def quarter_codes(rows: pd.DataFrame, indicator: str, handled_by: str) -> list[str]:
    """Of rows of query `in_quarters`: the difference with both its cells, or the one figure that is the quarter's."""
    found = []
    for unit, year, quarter, status, period in zip(
        *(rows[name].tolist() for name in ("reporting_unit", "year", "quarter", "status", "period")), strict=True
    ):
        if status in ("exact", "negative"):  # of a total that fell there is no value, but two cells to look at
            period = in_quarter(year, quarter)
        elif status not in ("first_period", "reported"):
            period = ""
        found.append(Asked(unit, period, indicator, handled_by).code if period else "")
    return found


def several(codes: Iterable[str]) -> str:
    """One code for a mark or a row that shows several figures; '' where none of them is there."""
    return _AND.join(list(dict.fromkeys(filter(None, codes)))[:MOST])


def apart(code: str) -> list[str]:
    """The codes that `several` put together."""
    return [each for each in code.split(_AND) if each]


def read(code: str) -> Asked | None:
    """What a code of the address asks for; None where it is none."""
    parts = code.rsplit(_BETWEEN, 3)
    return Asked(*parts) if len(parts) == 4 and all(parts[:3]) else None


def codes(rows: pd.DataFrame, there: Sequence[bool] | pd.Series, **same: str) -> list[str]:
    """The code of each row, '' where there is no figure to open.

    `same` are the fields that all rows share; the others are columns of the rows.
    """
    columns = [[same[name]] * len(rows) if name in same else rows[name].tolist() for name in Asked._fields]
    fields = zip(*columns, strict=True)
    return [Asked(*one).code if is_there else "" for one, is_there in zip(fields, there, strict=True)]
