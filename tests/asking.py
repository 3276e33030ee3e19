"""Reading that asks: rows of unknown labels become questions that the memory answers."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from etl import interpret, reading_data, wording
from etl.context import Context, Learnt, Version
from etl.interpret import Reading
from etl.memory import Memory
from etl.model import Place, Problem, Question, ReceivedFile, SetAside, Suggestion
from etl.problems import problem
from etl.readers import read_workbook
from etl.reading import Answer, Readers
from etl.reference import Reference
from etl.workbook import Workbook
from tests.workbooks import form, workbook_bytes

Interpreting = Callable[[Workbook, str, Reference, Memory], Reading]
RECEIVED = "Số hồ sơ TTHC do UBND cấp huyện tiếp nhận"
UNKNOWN = "Số phần mềm chưa biết"
SUGGESTED = (
    Suggestion("other_software_count", 71, "giống “Số phần mềm”"),
    Suggestion("procedures_new", 40, "cùng đơn vị tính"),
)
LAK = "dak-lak.huyen-lak"


def report(value: int = 5, *, day: int = 1, quarter: str = "I", label: str = UNKNOWN, name: str = "") -> ReceivedFile:
    """A report of Lắk with a known row and one that nobody knows; without a date where `day` is 0."""
    attached = f"(Kèm theo Báo cáo số {day}/BC-UBND ngày {day}/4/2024 của UBND huyện Lắk, tỉnh Đắk Lắk)"
    title = f"Báo cáo quý {quarter} năm 2024\n{attached if day else 'của UBND huyện Lắk, tỉnh Đắk Lắk'}"
    rows = f"1 | {RECEIVED} | Hồ sơ | {770 + day}\n2 | {label} | Phần mềm | {value}"
    return ReceivedFile(name or f"quý {quarter}-{day}.xlsx", workbook_bytes(Biểu_1=form(rows, title)))


def question(label: str = UNKNOWN) -> Question:
    """What is asked of such a row."""
    return Question(
        "indicator", wording.key(label), "", "phần mềm", "1234567890123456", LAK, label, suggestions=SUGGESTED
    )


def interpret_asking(workbook: Workbook, name: str, reference: Reference, memory: Memory) -> Reading:
    """`interpret`, with the memory consulted for unknown rows."""
    reading = interpret.interpret(workbook, name, reference)
    found, reading.problems = reading.problems, []
    for each in found:
        if each.code == "row_unknown":
            _settle(each, reading, workbook, memory)
        else:
            reading.problems.append(each)
    return reading


def _settle(found: Problem, reading: Reading, workbook: Workbook, memory: Memory) -> None:
    asked = question(found.found)
    remembered = memory.find(asked)
    if remembered is None:
        reading.problems.append(problem(found.code, found.place, found=found.found, question=asked))
        return
    reading.decisions.add(remembered.decision.decision)
    if remembered.answer == "-":
        reading.set_aside.append(SetAside(found.place, "heading"))
        return
    indicator, _, handled_by = remembered.answer.partition("@")
    cells = {cell.address: cell.text for sheet in workbook.sheets for row in sheet.rows.values() for cell in row}
    figure = reading.observations[0]._replace(
        indicator=indicator, handled_by=handled_by, place=found.place,
        value=Decimal(cells[found.place.cell]), raw=cells[found.place.cell], label=found.found,
    )  # fmt: skip
    reading.observations.append(figure)


def interpret_unsure_of_the_unit(workbook: Workbook, name: str, reference: Reference, memory: Memory) -> Reading:
    """`interpret` that must ask whose figures these are, which stops the file."""
    asked = Question("unit", "ubnd huyện lăk", "", "", "F", "", "UBND huyện Lăk")
    remembered = memory.find(asked)
    reading = interpret.interpret(workbook, name, reference)
    if remembered is None:
        stop = problem("unit_lookalike", Place("Biểu 1", "A1"), found="UBND huyện Lăk", question=asked)
        return Reading(problems=[stop])
    reading.decisions.add(remembered.decision.decision)
    return reading


def interpret_with(interpreting: Interpreting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let loads interpret so, in this process, with what a reading process would be told and answer."""

    def interpret_here(_readers: Readers, data: bytes, name: str, context: Context) -> Answer:
        known, learnt = context.version, Learnt()
        told = json.loads(json.dumps(context.told(Version(), known)))
        learnt.learn(told)
        reading = interpreting(read_workbook(data), name, learnt.reference, learnt.memory)
        return Answer(reading_data.decode(json.loads(reading_data.to_bytes(reading_data.encode(reading)))), known)

    monkeypatch.setattr(Readers, "interpret", interpret_here)


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loads ask about unknown rows, and remember."""
    interpret_with(interpret_asking, monkeypatch)
