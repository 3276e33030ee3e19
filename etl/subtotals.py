"""Rows of a list of units that are the sums of the rows below them: 'Huyện A' over its xã, 'Sở B' over its offices.

That a body of a lower rank stands below proves nothing: a list without levels mixes them. The figures tell.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise, takewhile

from etl import axes, evidence, row_units, units
from etl.layout import Row
from etl.mentions import DEPARTMENTS, OTHER
from etl.reference import ReportingUnit
from etl.row_tree import depth_of
from etl.units import Mention

Body = tuple[Mention, tuple[Mention, ...]]
_ENOUGH = 2  # columns that come out, of a sở or huyện over bodies that a list of equals may name behind it, too


class Levels:
    """The rows of a table by the rank of the bodies that they name."""

    def __init__(self, rows: Sequence[Row], body_of: Callable[[str], Body | None], summed: Collection[int]) -> None:
        """Take the rows of a table, what body a name means, and the columns whose figures add up."""
        self._rows, self._summed = rows, summed
        self._bodies = [body[0] if (body := body_of(row.label)) else None for row in rows]
        self._at = {row.row: number for number, row in enumerate(rows)}

    @cached_property
    def _ranks(self) -> list[int | None]:
        return [None if body is None else units.rank(body) for body in self._bodies]

    @cached_property
    def _in_a_row(self) -> set[int]:
        """Ranks of which one unit stands right above another: 'Huyện A', 'Huyện B', 'Xã C' lists level after level."""
        return {rank for rank, after in pairwise(self._ranks) if rank is not None and rank == after}

    @cached_property
    def most(self) -> int:
        """The rank of most units of the list."""
        ranks = [rank for rank in self._ranks if rank is not None]
        return max(set(ranks), key=ranks.count, default=0)

    def leads(self, row: Row, body: Mention) -> bool:
        """Whether the rows below lie in a territory that stands above them, whatever its own figures are."""
        after = self._lower_next(row, body)
        if after is None or not _is_territory(body):
            return False
        flat = axes.counts_on(row.number, after.number) or units.rank(body) in self._in_a_row
        return _is_numbered_under(row, after) or not flat

    def is_sum(self, row: Row, body: Mention, *, has_figures: bool) -> bool:
        """Whether 'Huyện A' right above 'Xã B' is the sum of what follows; without figures, its heading.

        A xã lies in its huyện: numbers that say so are believed, else one slip in a sum is allowed. Other bodies may
        as well stand beside each other: all columns have to come out.
        """
        after = self._lower_next(row, body)
        if after is None:
            return False
        under = _is_numbered_under(row, after)
        if not has_figures:
            return under or (_is_territory(body) and not self._goes_by_levels(row, after, body))
        below = self._below(row, body, under=under)
        borne = self._borne_out(row, below)
        if len(below) > 1 and _is_territory(body) and all(_is_territory(self._body(one)) for one in below):
            out = bool(borne) and 2 * sum(borne) >= len(borne)
            return under or (out and not self._goes_by_levels(row, after, body))
        if not borne or not all(borne):
            return False
        alike = len(below) == 1 and _is_territory(body) and _is_territory(self._body(after))
        return under or alike or (len(below) > 1 and len(borne) >= _ENOUGH)

    def is_unnumbered_own(self, row: Row, body: Mention, own: ReportingUnit | None) -> bool:
        """'Huyện Lắk' as the last row of the list of its xã, without a number: their total."""
        if row.number or 2 * sum(bool(other.number) for other in self._rows) <= len(self._rows):
            return False
        return own is not None and (row_units.is_own(body, own) or units.rank(body) > self.most)

    def may_be_sum_of_numbered(self, row: Row) -> bool:
        """Whether no figures say that 'I. Ban A' is no sum of the rows numbered below it."""
        borne = self._borne_out(row, self._deeper(row))
        return 2 * sum(borne) >= len(borne)

    def parts(self, row: Row, body: Mention) -> list[Row]:
        """The rows that such a sum is of."""
        after = self._lower_next(row, body)
        return [] if after is None else self._below(row, body, under=_is_numbered_under(row, after))

    def _body(self, row: Row) -> Mention | None:
        return self._bodies[self._at[row.row]]

    def _lower_next(self, row: Row, body: Mention) -> Row | None:
        at = self._at[row.row] + 1
        below = self._ranks[at] if at < len(self._rows) else None
        return self._rows[at] if below is not None and below < units.rank(body) else None

    def _later(self, row: Row) -> Iterator[Row]:
        return islice(self._rows, self._at[row.row] + 1, None)

    def _deeper(self, row: Row) -> list[Row]:
        return list(takewhile(lambda one: bool(one.number) and depth_of(one) > depth_of(row), self._later(row)))

    def _goes_by_levels(self, row: Row, after: Row, body: Mention) -> bool:
        return axes.counts_on(row.number, after.number) and units.rank(body) in self._in_a_row

    def _below(self, row: Row, body: Mention, *, under: bool) -> list[Row]:
        """The rows of lower ranks that follow, where they are numbered under it only those."""

        def is_lower(one: Row) -> bool:
            rank = self._ranks[self._at[one.row]]
            return rank is not None and rank < units.rank(body)

        deeper = {one.row for one in self._deeper(row)} if under and row.number else None
        return [one for one in takewhile(is_lower, self._later(row)) if deeper is None or one.row in deeper]

    def _borne_out(self, row: Row, below: Sequence[Row]) -> list[bool]:
        """Column by column, whether it is the sum of the rows below, or of those of one of their levels."""
        found: list[bool] = []
        levels = {self._ranks[self._at[one.row]] for one in below}
        for level in (None, *sorted(rank for rank in levels if rank is not None and len(levels) > 1)):
            parts = [one.figures for one in below if level in (None, self._ranks[self._at[one.row]])]
            told = evidence.sums(row.figures, parts, self._summed)
            found = told if sum(told) > sum(found) or not found else found
        return found


def _is_territory(body: Mention | None) -> bool:
    return body is not None and body.kind not in (*DEPARTMENTS, OTHER)


def _is_numbered_under(row: Row, after: Row) -> bool:
    """'I' above '1', '1' above '1.1', or no number above the first of a list."""
    if not row.number:
        return after.number.rstrip(".)") == "1"
    return bool(after.number) and depth_of(after) > depth_of(row)
