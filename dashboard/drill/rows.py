"""Rows of the panels with what each of them opens, for the chosen period; '' where nothing was reported."""

import pandas as pd

from dashboard import filters, store
from dashboard.drill.asked import codes


def opened(rows: pd.DataFrame, there: pd.Series, **same: str) -> pd.DataFrame:
    """The rows with `asked`; `same` are the fields that all of them share."""
    return rows.assign(asked=codes(rows, there, period=filters.current().period, **same))


def opened_pair(rows: pd.DataFrame, whole: str, part: str) -> pd.DataFrame:
    """A whole and its part: the ratio of both where the catalogue has one, else each its own figure.

    Columns: asked (of the row), whole_asked, part_asked.
    """
    known = store.fetch("indicator_names")
    ratio = known.loc[(known["numerator"] == part) & (known["denominator"] == whole), "indicator"].tolist()
    sides = {
        side: opened(rows, rows[f"{side}_value"].notna(), indicator=next(iter(ratio), code), handled_by="")["asked"]
        for side, code in (("whole", whole), ("part", part))
    }
    asked = sides["part"].where(sides["part"] != "", sides["whole"])
    return rows.assign(asked=asked, whole_asked=sides["whole"], part_asked=sides["part"])
