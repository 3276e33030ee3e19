"""'Trước hạn | Đúng hạn | Quá hạn' with the share of each: that of those exactly on time is no rate of the catalogue.

The rate of the catalogue is of the early and the exactly on time together. Which is meant the figures tell, else what
stands beside; where neither does, a person is asked.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal

from etl import parts_of_year, rates
from etl.figures import Entry, Found
from etl.matching import Matched
from etl.model import SetAside
from etl.terms import ASIDE, ASK

RATE = "dossiers_on_time_rate"
_WHOLE, _EXACTLY, _EARLY = "dossiers_resolved", "dossiers_resolved_exactly_on_time", "dossiers_resolved_early"
_SHARE_OF_EARLY = frozenset({"early", "rate"})


def beside(matched: Matched, own: Collection[str], others: Iterable[frozenset[str]]) -> Matched:
    """A wording of its own that says 'tỷ lệ đúng hạn': asked where the share of the early ones stands beside it."""
    if matched.indicator != RATE or matched.how == "remembered" or {"earlyontime", "withearly"} & set(own):
        return matched
    return Matched(ASK, matched.handled_by, choices=(RATE,)) if any(map(_SHARE_OF_EARLY.issubset, others)) else matched


def of_row(matched: Matched, own: Collection[str], siblings: Collection[str]) -> Matched:
    """'Đúng hạn' beside 'Trước hạn', in a column 'Tỷ lệ': the share of the row's own dossiers."""
    is_its_share = matched.indicator == RATE and "rate" not in own and "early" in siblings
    return Matched(ASIDE, how=matched.how) if is_its_share and matched.how != "remembered" else matched


def in_rows(found: Found) -> None:
    """Set aside the rates that are, by the counts of the table, of those exactly on time alone."""
    counts: dict[tuple[object, ...], dict[str, Decimal]] = {}
    for entry in found.entries:
        if entry.indicator.indicator in (_WHOLE, _EXACTLY, _EARLY):
            told = parts_of_year.numbers([entry.cell])
            for value in told.values():
                counts.setdefault(_whose(entry), {})[entry.indicator.indicator] = value
    alone = [one for one in found.entries if one.indicator.indicator == RATE and _is_alone(one, counts)]
    if alone:
        found.set_aside += [SetAside(one.place, "other") for one in alone]
        found.entries = [one for one in found.entries if one not in alone]


def _is_alone(entry: Entry, counts: dict[tuple[object, ...], dict[str, Decimal]]) -> bool:
    told, rate = counts.get(_whose(entry), {}), parts_of_year.numbers([entry.cell])
    if not rate or not {_WHOLE, _EXACTLY, _EARLY} <= told.keys() or not told[_WHOLE] or not told[_EARLY]:
        return False
    (printed,) = rate.values()
    return rates.is_quotient(printed, told[_EXACTLY], told[_WHOLE]) and not rates.is_quotient(
        printed, told[_EXACTLY] + told[_EARLY], told[_WHOLE]
    )


def _whose(entry: Entry) -> tuple[object, ...]:
    return entry.unit, entry.period, entry.handled_by
