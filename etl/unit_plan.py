"""What taking in a table about units would do, whichever of its shapes it has; see `etl.exchange.carry_out`."""

from datetime import date

import duckdb

from etl import aliases, exchange, unit_draft, unit_events, unit_import
from etl.exchange import Plan, Table
from etl.units import REFORM


def plan(con: duckdb.DuckDBPyConnection, table: Table, first_day: date | None, document: str) -> Plan:
    """What taking a table in would do to a warehouse.

    Args:
        con: the warehouse.
        table: of one of the shapes of `unit_tables`.
        first_day: of the new units, where the table does not say it.
        document: the legal document, likewise.
    """
    if table.shape == "aliases":
        made = aliases.plan(con, table.rows)
        made.notes[:0] = table.notes
        return made
    draft = unit_draft.known(con)
    if table.shape == "conversion" and not document:
        draft.questions.append(
            "Bảng chuyển đổi không ghi văn bản. Hãy ghi số, ký hiệu vào ô Văn bản của trang, hoặc --document."
        )
    elif table.shape == "conversion":
        unit_import.conversion(draft, table.rows, first_day or REFORM, document)
    elif table.shape == "events":
        unit_events.events(draft, table.rows, first_day, document)
    else:
        unit_events.listed(draft, table.rows)
    draft.check()
    return Plan(
        unit_draft.said(draft),
        [*table.notes, *draft.notes],
        exchange.in_order(draft.questions),
        draft.changes(),
        write=draft.write,
    )
