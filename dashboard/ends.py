"""Which rows a chart of very many units shows: both ends of the order, and who was asked for. The table has all."""

from collections.abc import Collection
from typing import NamedTuple

import pandas as pd

from dashboard import controls, texts
from dashboard import theme_texts as words

MOST, EACH = 30, 10
SWITCH, ENDS, ALL = "xem", "hai-dau", "tat-ca"  # in the address


class Ends(NamedTuple):
    """The rows to draw; a line before row `cut` says that rows are left out there (0: none are), `note` how many."""

    rows: pd.DataFrame
    cut: int = 0
    note: str = ""


def ends(
    rows: pd.DataFrame, has_figure: pd.Series, kept: Collection[str] = (), *, most: int = MOST, each: int = EACH
) -> Ends:
    """The first and the last of the rows that have a figure, and those of `kept` units; all where there are few.

    `rows` are in the order of the chart, with a column reporting_unit; the index stays as it was.
    """
    if len(rows) <= most:
        return Ends(rows)
    known = rows.index[has_figure.to_numpy(dtype=bool)]
    wanted = set(known[:each]) | set(known[-each:]) | set(rows.index[rows["reporting_unit"].isin(list(kept))])
    shown = rows[rows.index.isin(wanted)]
    cut = int(shown.index.isin(known[:each]).sum()) if len(known) > 2 * each else 0
    said = words.ENDS_NOTE.format(each=each, shown=len(shown), count=len(rows))
    missing = len(rows) - len(known)
    return Ends(shown, cut, said + (words.ENDS_MISSING.format(count=missing) if missing else ""))


def shows_all(count: int) -> bool:
    """Whether charts show every row; where there are more than `MOST`, a switch that the address keeps asks for it."""
    if count <= MOST:
        return True
    options = {ENDS: words.ENDS_SWITCH.format(each=EACH), ALL: words.ENDS_ALL.format(count=count)}
    return controls.segments(SWITCH, texts.REPORTING_UNITS, options, label_visibility="collapsed") == ALL
