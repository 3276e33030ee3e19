"""Printed totals against the sum of the rows of their table (domain E, V01)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from etl import figures
from etl.figures import Figure
from etl.listing import Listed
from etl.model import Place, Problem
from etl.reference import Reference


def that_differ(listed: Listed, read: Mapping[Place, Figure], reference: Reference) -> Iterator[Problem]:
    """Printed totals of counts and money against the sum of their rows, where every row gave a figure."""
    for total, parts in listed.totals:
        figures_of_parts = [read.get(part.place) for part in parts]
        summing = total.indicator.kind in ("count", "money")
        if not summing or len(parts) < 2 or any(figure is None for figure in figures_of_parts):
            continue
        printed = figures.read([total], [], reference)
        summed = sum((figure.value for figure in figures_of_parts if figure), Decimal(0))
        if printed and printed[0].value != summed:
            yield printed[0].problem("total_mismatch", expected=figures.plain(summed))
