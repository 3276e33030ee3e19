"""What a drill asks for, and its code in the address: one figure of one unit and period."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

_BETWEEN = "~"


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
