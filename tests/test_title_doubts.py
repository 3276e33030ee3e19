"""A strange word in a title: one question for the table, and what each answer makes of its figures."""

from dataclasses import replace

import pytest

from etl.answers import answered
from etl.interpret import Reading, interpret
from etl.memory import Memory, check_answer
from etl.model import Question
from tests.workbooks import TABLES, form, said, workbook

OF_LAK = "của UBND huyện Lắk, tỉnh Đắk Lắk"
STRANGE = f"Kết quả giải quyết hồ sơ TTHC lũm thũm quý I năm 2024 {OF_LAK}"
ACROSS = form(
    "1 | Xã Yang Tao | 412 | 377\n2 | Xã Bông Krang | 968 | 911", STRANGE, "STT | Đơn vị | Tiếp nhận | Đã giải quyết"
)
DOWN = form("1 | Hồ sơ tiếp nhận mới | Hồ sơ | 412 |\n2 | Hồ sơ giải quyết xong | Hồ sơ | 377 |", STRANGE)


def _read(drawn: str, *answers: tuple[Question, str], name: str = "a.xlsx") -> Reading:
    made = [replace(answered(question, answer, "Lan"), decision=n) for n, (question, answer) in enumerate(answers, 1)]
    return interpret(workbook(Sheet=drawn), name, TABLES, Memory(tuple(made)))


def _question(reading: Reading) -> Question:
    (found,) = [one for one in reading.problems if one.code == "title_unclear"]
    assert found.question is not None
    return found.question


@pytest.mark.parametrize("drawn", [ACROSS, DOWN])
def test_one_question_is_asked_and_nothing_is_loaded(drawn: str) -> None:
    reading = _read(drawn)
    assert reading.observations == []
    assert said(reading) == ["title_unclear A1"]
    found = _question(reading)
    assert [one.answer for one in found.suggestions] == ["whole", "part"]
    assert "lũm thũm" in found.printed.casefold()
    assert OF_LAK not in found.printed, "the same words of another unit are the same question"


@pytest.mark.parametrize("drawn", [ACROSS, DOWN])
def test_of_the_whole_all_is_loaded_and_rests_on_the_decision(drawn: str) -> None:
    reading = _read(drawn, (_question(_read(drawn)), "whole"))
    assert said(reading) == []
    assert {o.indicator for o in reading.observations} == {"dossiers_received", "dossiers_resolved"}
    assert reading.decisions == {1}


@pytest.mark.parametrize("drawn", [ACROSS, DOWN])
def test_of_a_part_nothing_is_loaded_and_nothing_is_asked(drawn: str) -> None:
    reading = _read(drawn, (_question(_read(drawn)), "part"))
    assert reading.observations == []
    assert said(reading) == []
    assert reading.decisions == {1}
    assert "other" in {one.reason for one in reading.set_aside}


def test_another_unit_and_kỳ_of_the_form_are_not_asked_again() -> None:
    made = (_question(_read(ACROSS)), "whole")
    later = ACROSS.replace("quý I năm", "9 tháng đầu năm").replace("huyện Lắk", "huyện Krông Bông")
    later = later.replace("Yang Tao", "Hòa Sơn").replace("Bông Krang", "Yang Mao")
    reading = _read(later, made)
    assert "title_unclear A1" not in said(reading)


def test_other_words_are_asked_again() -> None:
    made = (_question(_read(ACROSS)), "whole")
    assert "title_unclear A1" in said(_read(ACROSS.replace("lũm thũm", "lũm thũm đất đai"), made))


@pytest.mark.parametrize(
    ("title", "first"),
    [("TTHC lĩnh vực đất đai", "part"), ("TTHC riêng khối lũm", "part"), ("TTHC phục vụ lũm", "whole")],
)
def test_words_that_narrow_are_likely_of_a_part(title: str, first: str) -> None:
    assert _question(_read(ACROSS.replace("TTHC lũm thũm", title))).suggestions[0].answer == first


def test_a_label_that_somebody_reviewed_waits_under_a_title_that_narrows() -> None:
    """It names dossiers of all fields; the title says of one."""
    label = "Số hồ sơ TTHC do UBND cấp xã giải quyết và trả kết quả"
    plain = form(f"1 | {label} | Hồ sơ | 377 |", STRANGE.replace(" lũm thũm", ""))
    assert len(_read(plain).observations) == 1
    assert said(_read(plain.replace("TTHC quý", "TTHC lĩnh vực đất đai quý"))) == ["title_unclear A1"]


def test_what_was_decided_of_a_column_waits_under_another_title() -> None:
    """'Cột lũm' was answered under a plain title: of one field it is another figure."""
    plain = ACROSS.replace(" lũm thũm", "").replace("Đã giải quyết", "Cột lũm")
    (asked,) = [one.question for one in _read(plain).problems if one.code == "column_unknown"]
    assert asked is not None
    made = (asked, "dossiers_resolved")
    assert len(_read(plain, made).observations) == 4
    assert _read(plain.replace("TTHC quý", "TTHC lĩnh vực đất đai quý"), made).observations == []


def test_only_two_answers_are_taken() -> None:
    assert [check_answer("title", answer, TABLES) is None for answer in ("whole", "part", "-", "")] == [
        True, True, False, False,
    ]  # fmt: skip
