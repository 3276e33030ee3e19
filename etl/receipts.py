"""'Số hồ sơ tiếp nhận' over rows of which one was carried over: all that is to be processed, or the new ones?"""

from collections.abc import Callable, Sequence

from etl import parts_of_year
from etl.layout import Row
from etl.matching import Matched
from etl.row_tree import Stands
from etl.terms import ASK

NEW, _ALL = "dossiers_received", "dossiers_to_process"
_CARRIED = frozenset({"carried", "prev"})


def settled(
    matched: Matched,
    number: int,
    rows: Sequence[Row],
    tree: Sequence[Stands],
    facets_of: Callable[[str], frozenset[str]],
) -> Matched:
    """What the row of that number counts, as the rows right below it add up; a person is asked where they do not."""
    if matched.indicator != NEW or matched.how == "remembered":
        return matched
    below = _right_below(number, tree)
    carried = [at for at in below if facets_of(rows[at].label) & _CARRIED]
    told = parts_of_year.numbers(rows[number].figures)
    if not carried or not told:
        return matched
    new = [at for at in below if at not in carried]
    if _adds_up(told, [rows[at] for at in new]):
        return matched
    if _adds_up(told, [rows[at] for at in below]):
        return matched._replace(indicator=_ALL)
    return Matched(ASK, matched.handled_by, choices=(_ALL, NEW))


def _right_below(number: int, tree: Sequence[Stands]) -> list[int]:
    depth = len(tree[number].parents)
    found = []
    for at in range(number + 1, len(tree)):
        if len(tree[at].parents) <= depth:
            break
        if len(tree[at].parents) == depth + 1:
            found.append(at)
    return found


def _adds_up(whole: parts_of_year.Numbers, parts: Sequence[Row]) -> bool:
    """Whether in all columns the whole is the sum of its parts, of which there must be some; a blank is none."""
    told = [parts_of_year.numbers(row.figures) for row in parts]
    return bool(told) and all(value == sum(one.get(column, 0) for one in told) for column, value in whole.items())
