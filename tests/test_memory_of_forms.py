"""What was asked once of a form is not asked again: labels, columns, units, the đơn vị tính and the decimal mark."""

from datetime import datetime

import pytest

from etl.interpret import Reading, interpret
from etl.memory import Decision, Memory
from etl.model import Question
from tests.workbooks import TABLES, form, workbook

LAK = "Kết quả giải quyết hồ sơ TTHC quý I năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
NEXT = LAK.replace("quý I ", "quý II ")


def read(grid: str, memory: Memory | None = None) -> Reading:
    return interpret(workbook(Sheet=grid), "phu-luc.xlsx", TABLES, memory or Memory())


def asked(reading: Reading) -> list[Question]:
    return [found.question for found in reading.problems if found.severity in ("question", "stop") and found.question]


def decided(question: Question, answer: str, number: int = 1) -> Decision:
    return Decision(
        number, question.kind, question.subject, question.path, question.measure, question.form, question.sender,
        question.printed, answer, "analyst", datetime(2024, 4, 15),
    )  # fmt: skip


CASES = [
    (
        "1 | Số hồ sơ đã hoàn tất thủ tục | Hồ sơ | {}",
        "STT | Chỉ tiêu | Đơn vị tính | Số liệu",
        "dossiers_resolved@district",
        ("dossiers_resolved", "district"),
    ),
    (
        "1 | Xã Yang Tao | {}",
        "TT | Đơn vị | Số hồ sơ ra phiếu hẹn",
        "dossiers_received",
        ("dossiers_received", ""),
    ),
    ("1 | Xã Yang Tau | {}", "TT | Đơn vị | Tiếp nhận mới", "dak-lak.lak.xa-yang-tao", ("dossiers_received", "")),
    ("1 | Xã Yang Tao | '{}", "TT | Đơn vị | Kế hoạch vốn", "triệu đồng", ("investment_plan", "")),
    ("1 | Xã Yang Tao | '{},304", "TT | Đơn vị | Kế hoạch vốn (tr.đ)", ",", ("investment_plan", "")),
]


@pytest.mark.parametrize(("row", "header", "answer", "key"), CASES, ids=[case[2] for case in CASES])
def test_an_answer_reads_the_next_file_of_the_form(row: str, header: str, answer: str, key: tuple[str, str]) -> None:
    first = read(form(row.format(5), LAK, header))
    (question,) = asked(first)
    assert not first.observations
    assert all(suggestion.why for suggestion in question.suggestions)
    memory = Memory((decided(question, answer, 7),))
    again = read(form(row.format(6), NEXT, header), memory)
    (figure,) = again.observations
    assert (figure.indicator, figure.handled_by) == key
    assert not asked(again)
    assert again.decisions == {7}


def test_what_is_read_by_a_decision_is_said() -> None:
    row, header, answer, _ = CASES[1]
    (question,) = asked(read(form(row.format(5), LAK, header)))
    again = read(form(row.format(6), NEXT, header), Memory((decided(question, answer),)))
    assert "wording_remembered" in {found.code for found in again.problems}


def test_a_changed_wording_is_asked_again() -> None:
    row, header, answer, _ = CASES[1]
    (question,) = asked(read(form(row.format(5), LAK, header)))
    memory = Memory((decided(question, answer),))
    assert asked(read(form(row.format(6), NEXT, header + " lần hai"), memory))


def test_what_is_decided_to_be_no_indicator_is_set_aside() -> None:
    row, header, _, _ = CASES[1]
    (question,) = asked(read(form(row.format(5), LAK, header)))
    again = read(form(row.format(6), NEXT, header), Memory((decided(question, "-"),)))
    assert not again.observations
    assert not asked(again)
    assert ("C3", "other") in {(aside.place.cell, aside.reason) for aside in again.set_aside}
