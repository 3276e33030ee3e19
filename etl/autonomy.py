"""'Tổng số ĐVSN' over rows by how far they fund themselves: the total of the catalogue, if these add up to it."""

from collections.abc import Callable, Sequence

from etl import parts_of_year, receipts
from etl.layout import Row
from etl.matching import Matched
from etl.row_tree import Stands
from etl.terms import ASK

_TOTAL = "psu_autonomy_total"
_CLASSES = frozenset({"selfinv", "selfrec", "selfpart", "statefund"})


def settled(
    matched: Matched,
    number: int,
    rows: Sequence[Row],
    tree: Sequence[Stands],
    facets_of: Callable[[str], frozenset[str]],
) -> Matched:
    """What the row of that number counts, as the rows under or beside it add up."""
    told = parts_of_year.numbers(rows[number].figures)
    if matched.indicator != ASK or _TOTAL not in matched.choices or not told:
        return matched
    for group in (receipts.right_below(number, tree), receipts.beside(number, tree)):
        classes = [rows[at] for at in group if facets_of(rows[at].label) & _CLASSES]
        if len(classes) > 1 and receipts.adds_up(told, classes):
            return matched._replace(indicator=_TOTAL, choices=())
    return matched
