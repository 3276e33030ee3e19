"""Cells of a table as entries: what its column holds, whose it is and of which kỳ."""

from etl import row_units
from etl.column import Column
from etl.figures import Entry
from etl.layout import Table
from etl.model import Place
from etl.periods import Period
from etl.reference import ReportingUnit
from etl.table_context import TableContext
from etl.workbook import Cell


def is_merged_down(table: Table, cell: Cell) -> bool:
    """Whether a cell is one of several rows: whose it is, is not known."""
    top, _, bottom, _ = table.sheet.merged_at(cell.row, cell.column)
    return bottom > top


def entry(
    table: Table,
    column: Column,
    cell: Cell,
    unit: ReportingUnit | None,
    period: Period | None,
    context: TableContext,
) -> Entry:
    """The entry of a cell by the plan of its column."""
    heading, matched = column.heading, column.matched
    return Entry(
        indicator=context.reference.indicators[matched.indicator],
        handled_by=matched.handled_by,
        form=table.form,
        label=heading.printed,
        measure=heading.measure,
        note="",
        cell=cell,
        place=Place(table.sheet.name, cell.address),
        heading=f"{table.titling} {heading.printed}",
        unit=unit,
        period=period or column.period,
        source=row_units.source_of(unit, context),
    )
