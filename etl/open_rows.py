"""Rows whose words leave open what they are, while the figures of the rows around them may prove it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from etl import parts_of_year, proofs
from etl.column import Column
from etl.figures import Entry
from etl.layout import Row
from etl.matching import Matched
from etl.reference import ReportingUnit
from etl.row_wording import RowWording


class OpenRow(NamedTuple):
    """A row with its words, and the unit and the heading that it stood under when it was read."""

    row: Row
    words: RowWording
    unit: ReportingUnit | None
    section: str


def proved(
    one: OpenRow, planned: Mapping[int, Column], owners: Mapping[int, ReportingUnit], entries: Sequence[Entry]
) -> Matched:
    """What a row is by the figures that other rows have in its columns; one that does not load without proof.

    Args:
        one: the row.
        planned: the columns of the table.
        owners: the units that columns name.
        entries: what was read of the other rows.
    """
    if not one.words.is_open:
        return Matched()
    told = []
    for column, value in parts_of_year.numbers(one.row.figures).items():
        if column in planned and planned[column].role == "row":
            unit = owners.get(column) or one.unit
            beside = [entry for entry in entries if entry.cell.column == column and entry.unit == unit]
            line = {
                entry.indicator.indicator: number
                for entry in beside
                for number in parts_of_year.numbers([entry.cell]).values()
            }
            told.append((value, line))
    return proofs.proved(one.words.asked().suggestions, one.words.said, told, one.words.reference)
