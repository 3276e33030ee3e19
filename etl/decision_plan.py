"""What taking in a table of decisions would do; see `etl.exchange.carry_out`."""

import duckdb

from etl import decisions
from etl.decision_table import Taken
from etl.exchange import Plan
from etl.memory import Decision


def plan(con: duckdb.DuckDBPyConnection, taken: Taken, by: str) -> Plan:
    """What remembering some answers and taking others back would do to a warehouse.

    Args:
        con: the warehouse.
        taken: of the table.
        by: who takes back.
    """
    known = decisions.read(con)
    ids = {made.decision for made in known.decisions}
    made = Plan(moves_figures=False)
    made.questions = [
        f"Không có quyết định số {number}; hãy tải lại bảng." for number in taken.revoked if number not in ids
    ]
    made.changes = decisions.differences(known, taken.decisions, taken.revoked, taken.rows)
    actions = [change.action for change in made.changes]
    words = (("added", "quyết định mới"), ("changed", "quyết định được sửa"), ("removed", "quyết định được thu hồi"))
    made.said = [f"{actions.count(action)} {what}" for action, what in words if action in actions]

    def write(con: duckdb.DuckDBPyConnection) -> None:
        decisions.take_back(con, taken.revoked, by)
        decisions.put(con, taken.decisions)

    made.write = write
    return made


def concerned(con: duckdb.DuckDBPyConnection, taken: Taken) -> list[Decision]:
    """The decisions that a table speaks of: the files about their wordings are read again."""
    gone = [made for made in decisions.read(con).decisions if made.decision in taken.revoked]
    return [*taken.decisions, *gone]
