"""Which rows a chart of very many units shows: both ends of the order, and who was asked for. The table has all."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard import controls, texts
from dashboard import theme_texts as words

MOST, EACH = 30, 10
_MOST_OVER_PERIODS = 150  # units of a grid: a province has some 130 communes, a nation thousands
SWITCH, ENDS, ALL = "xem", "hai-dau", "tat-ca"  # in the address


class Ends(NamedTuple):
    """The rows to draw; a line before row `cut` says that rows are left out there (0: none are), `note` how many."""

    rows: pd.DataFrame
    cut: int = 0
    note: str = ""


def places(
    has_figure: Sequence[bool], kept: Collection[int] = (), *, most: int = MOST, each: int = EACH, around: int = 0
) -> list[int]:
    """Which places (from 0) of a list are drawn, in their order: all of a short one.

    Of a list longer than `most` the first and last `each` that have a figure, and those `kept` anyway with as many as
    `around` on either side.
    """
    count = len(has_figure)
    if count <= most:
        return list(range(count))
    known = [place for place, has in enumerate(has_figure) if has]
    beside = {place + step for place in kept for step in range(-around, around + 1)}
    return sorted({*known[:each], *known[-each:], *(place for place in beside if 0 <= place < count)})


def ends(
    rows: pd.DataFrame, has_figure: pd.Series, kept: Collection[str] = (), *, most: int = MOST, each: int = EACH
) -> Ends:
    """The first and the last of the rows that have a figure, and those of `kept` units; all where there are few.

    `rows` are in the order of the chart, with a column reporting_unit; the index stays as it was.
    """
    if len(rows) <= most:
        return Ends(rows)
    there = has_figure.tolist()
    own = [place for place, unit in enumerate(rows["reporting_unit"].tolist()) if unit in kept]
    known = [place for place, has in enumerate(there) if has]
    drawn = places(there, own, most=most, each=each)
    shown = rows.iloc[drawn]
    cut = sum(place in known[:each] for place in drawn) if len(known) > 2 * each else 0
    said = words.ENDS_NOTE.format(each=each, shown=len(shown), count=len(rows))
    missing = len(rows) - len(known)
    return Ends(shown, cut, said + (words.ENDS_MISSING.format(count=missing) if missing else ""))


def over_periods(
    rows: pd.DataFrame, is_last: pd.Series, last: str, kept: Collection[str] = ()
) -> tuple[pd.DataFrame, str]:
    """Of very many units over periods the rows of those that come first and last, and a line that says the order.

    The order is that of `charts.rate_heat` and `quarter_heat`: by the value of the last period, the highest first.
    `rows` have reporting_unit and value; `is_last` says which are of the last period, whose name is `last`.
    """
    said = words.SORTED_BY_LAST.format(period=last)
    units = rows["reporting_unit"].drop_duplicates()
    if len(units) <= _MOST_OVER_PERIODS:
        return rows, said
    latest = rows[is_last & rows["value"].notna()].drop_duplicates("reporting_unit")
    order = pd.DataFrame({"reporting_unit": units, "value": units.map(latest.set_index("reporting_unit")["value"])})
    order = order.sort_values("value", ascending=False, na_position="last", kind="stable")
    found = ends(order, order["value"].notna(), kept)
    return rows[rows["reporting_unit"].isin(set(found.rows["reporting_unit"]))], f"{said} {found.note}"


def shows_all(count: int) -> bool:
    """Whether charts show every row; where there are more than `MOST`, a switch that the address keeps asks for it."""
    if count <= MOST:
        return True
    options = {ENDS: words.ENDS_SWITCH.format(each=EACH), ALL: words.ENDS_ALL.format(count=count)}
    return controls.segments(SWITCH, texts.REPORTING_UNITS, options, label_visibility="collapsed") == ALL
