"""'Tổng số ĐVSN' over rows by how far they fund themselves: the total of the catalogue, if these add up to it."""

from collections.abc import Callable, Sequence
from itertools import takewhile

from etl import parts_of_year, receipts, wording
from etl.facets import AUTONOMY
from etl.layout import Row
from etl.matching import Matched
from etl.row_tree import Stands
from etl.terms import ASK

ALL_UNITS, _TOTAL = "psu_total", "psu_autonomy_total"
_ORGANISATION = "bộ máy"  # 'Tổ chức bộ máy', where nothing speaks of how units are funded
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
    of_all = matched.indicator == ALL_UNITS  # as it is reviewed, wherever it stands
    if not told or not (of_all or (matched.indicator == ASK and _TOTAL in matched.choices)):
        return matched
    below = receipts.right_below(number, tree)
    behind = list(takewhile(lambda at: rows[at].figures, range(number + 1, len(rows))))  # however these are numbered
    for group in (below,) if of_all else (below, receipts.beside(number, tree), behind):
        classes = [rows[at] for at in group if facets_of(rows[at].label) & _CLASSES]
        if len(classes) > 1 and receipts.adds_up(told, classes):
            return matched._replace(indicator=_TOTAL, handled_by="", choices=())
    of_organisation = any(_ORGANISATION in wording.key(text) for text in tree[number].parents[-1:])
    if not of_all and of_organisation and not any(facets_of(row.label) & AUTONOMY for row in rows):
        return matched._replace(indicator=ALL_UNITS, choices=())
    return matched
