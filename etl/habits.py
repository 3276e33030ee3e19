"""How a form writes its money, where a person has said so: its đơn vị tính and its decimal mark."""

from dataclasses import replace

from etl.figures import Entry
from etl.model import Question
from etl.table_context import TableContext
from etl.values import Separator


def of_money(entry: Entry, question: Question, context: TableContext) -> tuple[Entry, list[int]]:
    """A money figure with what was decided about its form's đơn vị tính and decimal mark, and those decisions."""
    if entry.indicator.kind != "money":
        return entry, []
    asked = replace(question, subject=question.form or "biểu", path="", measure="", suggestions=())
    used: list[int] = []
    if not entry.measure and (found := context.memory.find(replace(asked, kind="measure"))):
        entry, used = entry._replace(measure=found.answer), [*used, found.decision.decision]
    if found := context.memory.find(replace(asked, kind="mark")):
        mark: Separator = "," if found.answer == "," else "."
        entry, used = entry._replace(mark=mark), [*used, found.decision.decision]
    return entry._replace(asked=asked), used
