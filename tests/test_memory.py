"""What a decision is remembered for, and where it is asked again instead."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import database, decisions, ledger, load
from etl.decisions import NoSuchDecisionError
from etl.memory import Decision, Memory, Remembered, check_answer
from etl.model import Place, Question, QuestionKind, Suggestion
from etl.problems import problem
from etl.tables import Reading
from tests.workbooks import TABLES

NOW = datetime(2026, 11, 20, 8, 0)
ASKED = Question("indicator", "số hồ sơ mới", "kết quả", "hồ sơ", form="F", sender="S", printed="Số hồ sơ mới")


def decided(answer: str, number: int = 0, about: Question = ASKED, **changes: Any) -> Decision:
    q = replace(about, **changes)
    return Decision(
        number, q.kind, q.subject, q.path, q.measure, q.form, q.sender, q.printed, answer, "người dùng",
        NOW + timedelta(days=number),
    )  # fmt: skip


def found(memory: Memory, question: Question = ASKED) -> tuple[str, str, int] | None:
    remembered = memory.find(question)
    return None if remembered is None else (remembered.answer, remembered.scope, remembered.decision.decision)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(database.create(None)) as connection:
        load.refresh_reference(connection, TABLES)
        yield connection


# ---- precedence ----------------------------------------------------------------------------------------------


def test_an_empty_memory_knows_nothing() -> None:
    assert Memory().find(ASKED) is None
    assert Memory().fingerprint == ""


def test_the_form_comes_first_and_there_the_latest() -> None:
    memory = Memory(
        (decided("b", 2, sender="T"), decided("a", 1), decided("c", 3, form="G"), decided("d", 4, form="", sender=""))
    )
    assert found(memory) == ("b", "form", 2)


def test_then_the_sender_as_long_as_its_decisions_agree() -> None:
    agreed = (decided("a", 1, form="G"), decided("a", 2, form="H"), decided("b", 3, form="H", sender="T"))
    assert found(Memory(agreed)) == ("a", "sender", 2)
    assert found(Memory((*agreed, decided("b", 4, form="I")))) is None


def test_then_everyone_as_long_as_all_agree() -> None:
    agreed = (decided("a", 1, form="G", sender="T"), decided("a", 2, form="", sender=""))
    assert found(Memory(agreed)) == ("a", "everyone", 2)
    assert found(Memory((*agreed, decided("b", 3, form="H", sender="U")))) is None


def test_a_revoked_decision_is_forgotten() -> None:
    memory = Memory((replace(decided("a", 1), revoked_at=NOW), decided("b", 2, form="G", sender="T")))
    assert found(memory) == ("b", "everyone", 2)


@pytest.mark.parametrize("change", [{"subject": "số hồ sơ"}, {"path": ""}, {"measure": "%"}, {"kind": "unit"}])
def test_changed_wording_asks_again(change: dict[str, Any]) -> None:
    assert Memory((decided("a", 1),)).find(replace(ASKED, **change)) is None


def test_a_question_of_unknown_origin_does_not_match_unknown_origin() -> None:
    memory = Memory((decided("a", 1, form="", sender="T"), decided("b", 2, form="G", sender="")))
    assert memory.find(replace(ASKED, form="", sender="")) is None


@pytest.mark.parametrize(
    ("kind", "other_form", "other_sender"), [("unit", True, False), ("measure", False, False), ("mark", False, False)]
)
def test_habits_of_a_sender_are_not_taken_for_those_of_others(
    kind: QuestionKind, other_form: bool, other_sender: bool
) -> None:
    asked = replace(ASKED, kind=kind)
    memory = Memory((decided("a", 1, about=asked),))
    assert found(memory, asked) == ("a", "form", 1)
    assert (memory.find(replace(asked, form="G")) is not None) == other_form
    assert (memory.find(replace(asked, sender="T")) is not None) == other_sender
    chosen = Memory((decided("b", 1, about=asked, form="", sender=""), decided("c", 2, about=asked, form="")))
    assert found(chosen, asked) == ("c", "sender", 2)
    assert found(chosen, replace(asked, sender="T")) == ("b", "everyone", 1)


words = st.sampled_from(["", "x", "y"])
some_decisions = st.lists(st.tuples(words, words, st.sampled_from("ab"), st.booleans()), max_size=8)


@given(some_decisions, words, words)
def test_precedence(drawn: list[tuple[str, str, str, bool]], form: str, sender: str) -> None:
    memory = Memory(
        tuple(
            replace(decided(answer, n, form=f, sender=s), revoked_at=NOW if revoked else None)
            for n, (f, s, answer, revoked) in enumerate(drawn, start=1)
        )
    )
    active = [d for d in memory.decisions if d.revoked_at is None]
    of_form = [d for d in active if form and d.form == form]
    of_sender = [d for d in active if sender and d.sender == sender]
    answer = memory.find(replace(ASKED, form=form, sender=sender))
    if of_form:
        assert answer == Remembered(of_form[-1].answer, "form", of_form[-1])
    elif len({d.answer for d in of_sender or active}) == 1:
        latest = (of_sender or active)[-1]
        assert answer == Remembered(latest.answer, "sender" if of_sender else "everyone", latest)
    else:
        assert answer is None
    assert Memory.from_data(json.loads(json.dumps(memory.to_data()))) == memory


def test_the_reason_is_told_in_words() -> None:
    remembered = Memory((decided("a", 7),)).find(ASKED)
    assert remembered is not None
    assert remembered.why == "Đã quyết định cho biểu mẫu này (quyết định 7, người dùng, 27/11/2026)."


# ---- answers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "answer", "why"),
    [
        ("indicator", "dossiers_received", None),
        ("indicator", "dossiers_received@commune", None),
        ("indicator", "-", None),
        ("indicator", "", "Không có chỉ tiêu"),
        ("indicator", "no_such", "Không có chỉ tiêu mang mã “no_such”"),
        ("indicator", "dossiers_received@village", "không hợp lệ"),
        ("indicator", "dossiers_received@", "không hợp lệ"),
        ("indicator", "investment_plan@commune", "không tách"),
        ("unit", "dak-lak.huyen-lak", None),
        ("unit", "Huyện Lắk", "Không có đơn vị"),
        ("measure", "triệu đồng", None),
        ("measure", "Triệu đồng", None),
        ("measure", "đấu", "Không có đơn vị tính"),
        ("mark", ",", None),
        ("mark", ".", None),
        ("mark", ";", "dấu phẩy hoặc dấu chấm"),
        ("colour", "red", "Không có loại câu hỏi"),
    ],
)
def test_answers_are_checked(kind: str, answer: str, why: str | None) -> None:
    said = check_answer(kind, answer, TABLES)
    assert said == why if why is None else said is not None and why in said


# ---- storage -------------------------------------------------------------------------------------------------


def test_what_is_decided_is_read_back(con: duckdb.DuckDBPyConnection) -> None:
    assert decisions.read(con) == Memory()
    stored = decisions.decide(con, [decided("a"), decided("b", subject="khác")])
    assert [d.decision for d in stored] == [1, 2]
    assert decisions.read(con) == Memory(tuple(stored))


def test_deciding_the_same_again_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    decisions.decide(con, [decided("a")])
    before = decisions.read(con)
    assert decisions.decide(con, [decided("a"), decided("a")]) == []
    assert decisions.read(con) == before


def test_a_later_answer_for_the_same_reach_replaces_the_earlier(con: duckdb.DuckDBPyConnection) -> None:
    decisions.decide(con, [decided("a"), decided("b")])
    first, second = decisions.read(con).decisions
    assert (first.revoked_at is None, first.revoked_by) == (False, "người dùng")
    assert second.revoked_at is None
    assert found(decisions.read(con), replace(ASKED, form="G")) == ("b", "sender", 2)


def test_revoking_keeps_the_decision_and_its_day(con: duckdb.DuckDBPyConnection) -> None:
    decisions.decide(con, [decided("a"), decided("b", subject="khác")])
    assert [d.decision for d in decisions.revoke(con, [1, 1], "ai đó")] == [1]
    assert decisions.revoke(con, [1], "ai đó") == []
    first, second = decisions.read(con).decisions
    assert (first.revoked_by, first.revoked_at is not None, second.revoked_at) == ("ai đó", True, None)
    assert decisions.read(con).find(ASKED) is None


def test_revoking_what_was_never_decided_revokes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    decisions.decide(con, [decided("a")])
    with pytest.raises(NoSuchDecisionError, match="số 7, 9"):
        decisions.revoke(con, [1, 7, 9], "ai đó")
    assert found(decisions.read(con)) == ("a", "form", 1)


@settings(deadline=None)  # each makes a warehouse
@given(st.lists(st.tuples(st.sampled_from("abr"), words, words), max_size=6))
def test_the_fingerprint_never_comes_back(steps: list[tuple[str, str, str]]) -> None:
    seen = [""]
    with closing(database.create(None)) as con:
        for answer, form, sender in steps:
            before = decisions.read(con)
            active = [d.decision for d in before.decisions if d.revoked_at is None]
            if answer == "r":
                decisions.revoke(con, active[:1], "ai đó")
            else:
                decisions.decide(con, [decided(answer, form=form, sender=sender)])
            now = decisions.read(con)
            if now == before:
                assert now.fingerprint == seen[-1]
            else:
                assert now.fingerprint not in seen
                seen.append(now.fingerprint)


# ---- open questions ------------------------------------------------------------------------------------------


def put(con: duckdb.DuckDBPyConnection, name: str, *asked: Question, code: str = "row_unknown") -> None:
    found = [problem(code, Place("Biểu", f"D{n}"), found="x", question=each) for n, each in enumerate(asked)]
    load.load(con, Reading(problems=found), file=name, file_hash=name, reference=TABLES, received_by="test")


def waiting(con: duckdb.DuckDBPyConnection, *, also_taken: bool = False) -> list[tuple[str, str, int]]:
    asked = decisions.open_questions(con, also_taken=also_taken)
    return [(each.question.kind, each.question.sender, each.cells) for each in asked]


def test_a_label_is_asked_once_per_form_whoever_sent_it(con: duckdb.DuckDBPyConnection) -> None:
    put(con, "a", ASKED, ASKED)
    put(con, "b", replace(ASKED, sender="T"), replace(ASKED, form="G"))
    assert waiting(con) == [("indicator", "", 3), ("indicator", "S", 1)]


def test_a_money_unit_is_asked_of_each_sender(con: duckdb.DuckDBPyConnection) -> None:
    money = replace(ASKED, kind="measure", suggestions=(Suggestion("đồng", 60, "cỡ số"),))
    put(con, "a", money, money)
    put(con, "b", replace(money, sender="T"))
    assert waiting(con) == [("measure", "S", 2), ("measure", "T", 1)]
    assert decisions.open_questions(con)[0].question == money


def test_what_was_taken_and_marked_is_asked_on_request(con: duckdb.DuckDBPyConnection) -> None:
    put(con, "a", ASKED, code="measure_differs")
    assert waiting(con) == []
    assert waiting(con, also_taken=True) == [("indicator", "S", 1)]
    assert "a" not in ledger.loaded_files(con, TABLES.fingerprint, "other decisions")


def test_only_the_latest_file_of_a_name_asks(con: duckdb.DuckDBPyConnection) -> None:
    put(con, "a", ASKED)
    load.load(con, Reading(), file="a", file_hash="corrected", reference=TABLES, received_by="test")
    assert waiting(con) == []


def test_the_files_about_a_wording_asked_it_or_rest_on_a_decision(con: duckdb.DuckDBPyConnection) -> None:
    decisions.decide(con, [decided("a")])
    put(con, "a", replace(ASKED, sender="T"))
    put(con, "b", replace(ASKED, subject="khác"))
    rests = Reading(decisions={1})
    load.load(con, rests, file="c", file_hash="c", reference=TABLES, received_by="test", memory="m")
    assert [file.name for file in decisions.files_about(con, [decided("b").wording])] == ["a", "c"]
    assert "c" in ledger.loaded_files(con, TABLES.fingerprint, "m")
    assert "c" not in ledger.loaded_files(con, TABLES.fingerprint, "n")
    assert "c" not in ledger.loaded_files(con, "other tables", "m")
