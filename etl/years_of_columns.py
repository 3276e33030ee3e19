"""'Năm 2022 | Năm 2023' over the columns of a table whose titles name no kỳ: of these years its figures are."""

from etl import axes
from etl.layout import Table
from etl.periods import Period
from etl.reference import Reference


def of(table: Table, reference: Reference) -> tuple[Period, ...]:
    """The years that columns name, the last last; none where one names a shorter kỳ."""
    headings = (
        axes.heading(column, [cell.text for cell in table.heads.get(column, ())], None, reference)
        for column in table.values
    )
    named = {heading.period for heading in headings if heading.period is not None}
    return tuple(sorted(named, key=lambda one: one.code)) if all(one.kind == "year" for one in named) else ()
