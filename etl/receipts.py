"""'Số hồ sơ tiếp nhận' over or beside a row that was carried over: all that is to be processed, or the new ones?"""

from collections.abc import Callable, Sequence

from etl import parts_of_year
from etl.layout import Row
from etl.matching import Matched
from etl.row_tree import Stands
from etl.terms import ASK

_CARRIED = frozenset({"carried", "prev"})
NEW, _ALL = "dossiers_received", "dossiers_to_process"
RECEIPTS = frozenset({NEW, _ALL})
_SAYS_ALL = frozenset({"toprocess", "withprev"}) | _CARRIED


def settled(
    matched: Matched,
    number: int,
    rows: Sequence[Row],
    tree: Sequence[Stands],
    facets_of: Callable[[str], frozenset[str]],
) -> Matched:
    """What the row of that number counts, as the rows right below it add up; a person is asked where they do not."""
    if matched.indicator not in RECEIPTS or matched.how == "remembered":
        return matched
    below = right_below(number, tree)
    carried = [at for at in below if facets_of(rows[at].label) & _CARRIED]
    told = parts_of_year.numbers(rows[number].figures)
    if matched.indicator == _ALL:
        return _new_after_all(matched, number, below, rows, tree, facets_of)
    if not carried or not told:
        return matched
    new = [at for at in below if at not in carried]
    if adds_up(told, [rows[at] for at in new]):
        return matched
    if adds_up(told, [rows[at] for at in below]):
        return matched._replace(indicator=_ALL)
    return Matched(ASK, matched.handled_by, choices=(_ALL, NEW))


def _new_after_all(
    matched: Matched,
    number: int,
    below: Sequence[int],
    rows: Sequence[Row],
    tree: Sequence[Stands],
    facets_of: Callable[[str], frozenset[str]],
) -> Matched:
    """'Tổng số hồ sơ tiếp nhận' beside 'Kỳ trước chuyển sang': words alone do not tell whether it holds that, too.

    Its own parts do, if those carried over are not among them; without parts what is below them both, or a person.
    """
    own = facets_of(rows[number].label)
    said = matched.how == "understood" and "receive" in own and not own & _SAYS_ALL
    if not said or any(facets_of(rows[at].label) & _CARRIED for at in below):
        return matched
    told = parts_of_year.numbers(rows[number].figures)
    if not told:
        return matched
    if below and adds_up(told, [rows[at] for at in below]):
        return matched._replace(indicator=NEW)
    others = [at for at in beside(number, tree) if facets_of(rows[at].label) & _CARRIED]
    if below and len(others) == 1 and adds_up(told, [rows[at] for at in (*below, *others)]):
        return matched
    return Matched(ASK, matched.handled_by, choices=(_ALL, NEW))


def beside(number: int, tree: Sequence[Stands]) -> list[int]:
    """The other rows of the same depth under the same row: they share its counter."""
    return [at for at, one in enumerate(tree) if at != number and one.siblings is tree[number].siblings]


def right_below(number: int, tree: Sequence[Stands]) -> list[int]:
    """The rows that stand under a row and under none between."""
    depth = len(tree[number].parents)
    found = []
    for at in range(number + 1, len(tree)):
        if len(tree[at].parents) <= depth:
            break
        if len(tree[at].parents) == depth + 1:
            found.append(at)
    return found


def adds_up(whole: parts_of_year.Numbers, parts: Sequence[Row]) -> bool:
    """Whether in all columns the whole is the sum of its parts, of which there must be some; a blank is none."""
    told = [parts_of_year.numbers(row.figures) for row in parts]
    return bool(told) and all(value == sum(one.get(column, 0) for one in told) for column, value in whole.items())
