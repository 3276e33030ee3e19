"""A person decides whose figures a file holds and of which kỳ: asked where titles fail, and against titles that err."""

import hashlib
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from etl import answers, database, decisions, demo, pipeline, reading_data, whose
from etl.interpret import Reading, interpret
from etl.memory import Decision, Memory, check_answer
from etl.model import Question, QuestionKind, ReceivedFile
from etl.readers import read_workbook
from etl.snapshots import Warehouse
from tests.appendices import SHIPPED
from tests.test_any_form import province
from tests.test_blank_form import OF_BA_BICH, filled
from tests.test_labels_command import fill, rows_of
from tests.test_labels_command import run as labels
from tests.workbooks import TABLES, form, workbook_bytes

HASH = "ab" * 32
LAK, YANG_TAO, NAM_KA = "dak-lak.huyen-lak", "dak-lak.lak.xa-yang-tao", "dak-lak.lak.xa-nam-ka"
ROW = "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 775"
OTHER = "1 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận | Hồ sơ | 200"
Q1 = "Báo cáo quý I năm 2024"
OF_LAK = "của UBND huyện Lắk, tỉnh Đắk Lắk"
FIGURES = "SELECT reporting_unit, period, value::INTEGER FROM shown_observations ORDER BY ALL"


def decision(kind: QuestionKind, answer: str, sheet: str = "", number: int = 1) -> Decision:
    made = answers.answered(whose.question(kind, HASH, sheet, "a.xlsx"), answer, "Lan")
    return Decision(**(vars(made) | {"decision": number, "decided_at": datetime(2026, 11, 25)}))


def unit(code: str, sheet: str = "", number: int = 1) -> Decision:
    return decision("file_unit", code, sheet, number)


def period(code: str, sheet: str = "", number: int = 2) -> Decision:
    return decision("file_period", code, sheet, number)


def read(*decided: Decision, name: str = "phu-luc.xlsx", **sheets: str) -> Reading:
    return read_bytes(workbook_bytes(**sheets), *decided, name=name)


def read_bytes(data: bytes, *decided: Decision, name: str = "phu-luc.xlsx") -> Reading:
    return interpret(read_workbook(data), name, TABLES, Memory(decided), HASH)


def of(reading: Reading) -> set[tuple[str, str]]:
    return {(one.reporting_unit, one.period) for one in reading.observations}


def codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.problems]


def asked(reading: Reading) -> Question:
    """The one question of a file that is not loaded."""
    assert reading.observations == []
    (question,) = {one.question for one in reading.problems if one.question}
    return question


STOPPED: list[tuple[str, QuestionKind, str, list[str]]] = [
    ("unit_missing", "file_unit", Q1, []),
    ("unit_several", "file_unit", f"{Q1} của UBND huyện Lắk và UBND huyện Ba Tơ", [LAK, "quang-ngai.huyen-ba-to"]),
    ("period_missing", "file_period", f"Báo cáo {OF_LAK}", []),
    ("period_several", "file_period", f"Báo cáo quý IV và năm 2024 {OF_LAK}", ["2024-Q4", "2024"]),
    (
        "period_missing",
        "file_period",
        f"Báo cáo tính đến hết ngày 30/9/2024 {OF_LAK}",
        ["2024-9M", "2024-Q3", "2024-M09", "2024-01-01/2024-09-30"],
    ),
    (
        "period_missing",
        "file_period",
        f"Báo cáo lũy kế đến 31/10/2024 {OF_LAK}",
        ["2024-M10", "2024-01-01/2024-10-31"],
    ),
    (
        "period_wrong",
        "file_period",
        f"Báo cáo 11 tháng năm 2024 {OF_LAK}",
        ["2023-12-15/2024-11-14", "2024-01-01/2024-11-30"],
    ),
    ("period_wrong", "file_period", f"Báo cáo ước thực hiện năm 2024 {OF_LAK}", ["2024"]),
    (
        "period_several",
        "file_period",
        f"{Q1} {OF_LAK} (từ ngày 15/6/2024 đến ngày 14/9/2024)",
        ["2024-Q1", "2024-Q3", "2024-06-15/2024-09-14"],
    ),
]


@pytest.mark.parametrize(("code", "kind", "title", "suggested"), STOPPED, ids=[f"{c} {t}" for c, _, t, _ in STOPPED])
def test_titles_that_do_not_tell_are_a_question_and_its_answer_loads(
    code: str, kind: QuestionKind, title: str, suggested: list[str]
) -> None:
    reading = read(S=form(ROW, title))
    question = asked(reading)
    assert (codes(reading), question.kind, question.subject, question.path) == ([code], kind, HASH, "")
    assert {one.answer for one in question.suggestions} == set(suggested)
    assert all(one.why for one in question.suggestions)
    made = unit(LAK) if kind == "file_unit" else period("2024-Q1")
    settled = read(made, S=form(ROW, title))
    assert of(settled) == {(LAK, "2024-Q1")}
    assert settled.decisions == {made.decision}
    assert f"{kind}_decided" in codes(settled)
    assert not settled.refused


@pytest.mark.parametrize(
    ("title", "name", "answer"),
    [
        (Q1, "bao-cao-huyen_lak.xlsx", LAK),
        ("Quý I/2024 - Yang Tao", "a.xlsx", YANG_TAO),
    ],
)
def test_a_unit_that_is_written_somewhere_is_suggested_first(title: str, name: str, answer: str) -> None:
    question = asked(read(name=name, S=form(ROW, title)))
    assert question.suggestions[0].answer == answer
    assert question.printed == name


@pytest.mark.parametrize(
    ("title", "first"),
    [
        (f"(Kèm theo Báo cáo số 5/BC-UBND ngày 18/3/2024 {OF_LAK})", "2024-Q1"),
        (f"Báo cáo quý II\n(Kèm theo Báo cáo số 5/BC-UBND ngày 12/6/2024 {OF_LAK})", "2024-Q2"),
    ],
)
def test_the_date_of_the_document_suggests_the_period(title: str, first: str) -> None:
    question = asked(read(S=form(ROW, title)))
    assert (question.kind, question.suggestions[0].answer) == ("file_period", first)
    assert "ngày văn bản" in question.suggestions[0].why


def test_a_unit_of_an_unclear_name_keeps_the_question_about_its_name() -> None:
    question = asked(read(S=form(ROW, f"{Q1} của UBND huyện Lăk, tỉnh Đắk Lắk")))
    assert (question.kind, question.printed) == ("unit", "huyện Lăk")
    assert of(read(unit(LAK), S=form(ROW, f"{Q1} của UBND huyện Lăk, tỉnh Đắk Lắk"))) == {(LAK, "2024-Q1")}


def test_a_name_that_may_be_of_a_person_is_asked_of_the_file() -> None:
    title = f"{Q1} của Sở Tài chính Bà Rịa"
    question = asked(read(S=form(ROW, title)))
    assert question.kind == "file_unit"
    assert "Bà Rịa" not in question.printed


def test_a_file_named_after_a_person_is_asked_without_that_name() -> None:
    question = asked(read(name="ông Nam 0912345678.xlsx", S=form(ROW, Q1)))
    assert question.printed == f"tệp {HASH[:8]}"


def test_a_decision_stands_before_what_the_titles_say() -> None:
    grid = form(ROW, f"{Q1} của UBND xã Hoàn Toàn Mới, huyện Lắk, tỉnh Đắk Lắk (từ ngày 15/12/2023 đến ngày 14/3/2024)")
    before = read(S=grid)
    assert [one.name for one in before.new_units] == ["Xã Hoàn Toàn Mới"]
    after = read(unit(YANG_TAO), period("2024-Q3"), S=grid)
    assert of(after) == {(YANG_TAO, "2024-Q3")}
    assert (after.new_units, after.decisions) == ([], {1, 2})
    assert {"unit_new", "unit_parent_assumed"} & set(codes(after)) == set()
    said = {one.code: one for one in after.problems}
    assert "15/12/2023 – 14/03/2024" in said["dates_dropped"].found
    assert not after.observations[0].window_printed
    assert "Lan" in said["file_unit_decided"].sentence
    assert "Quý III/2024" in said["file_period_decided"].sentence


def test_printed_days_that_fit_the_decided_period_are_kept() -> None:
    grid = form(ROW, f"{Q1} {OF_LAK} (từ ngày 01/01/2024 đến ngày 31/3/2024)")
    (figure,) = read(period("2024-Q1"), S=grid).observations
    assert (str(figure.period_start), str(figure.period_end)) == ("2024-01-01", "2024-03-31")


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.xlsx")), ids=lambda path: path.stem[:20])
def test_deciding_what_the_titles_say_changes_no_figure(path: Any) -> None:
    data = path.read_bytes()
    plain = read_bytes(data, name=path.name)
    codes_of = {(one.reporting_unit, one.period) for one in plain.observations}
    if len(codes_of) != 1:
        pytest.skip("a file of several units or periods")
    ((whose_file, when),) = codes_of
    decided = read_bytes(data, unit(whose_file), period(when), name=path.name)
    assert decided.observations == plain.observations
    assert decided.set_aside == plain.set_aside
    rest = [one for one in decided.problems if one.code not in ("file_unit_decided", "file_period_decided")]
    kept = {"unit_alias", "unit_parent_assumed"}
    assert rest == [one for one in plain.problems if one.code not in kept]


@pytest.mark.parametrize("seed", [31, 32])
def test_deciding_what_the_titles_say_changes_no_figure_of_invented_forms(seed: int) -> None:
    made, known = province(seed)
    tried = 0
    for drawn in demo.draw(made, workbooks=30, with_defects=True):
        book = read_workbook(drawn.data, drawn.name)
        plain = interpret(book, drawn.name, known, Memory(), HASH)
        named = {(one.reporting_unit, one.period) for one in plain.observations}
        if plain.refused or len(named) != 1 or plain.new_units or plain.source != "own_appendix":
            continue
        ((whose_file, when),) = named
        decided = interpret(book, drawn.name, known, Memory((unit(whose_file), period(when))), HASH)
        assert decided.observations == plain.observations, drawn.name
        assert (decided.set_aside, decided.decisions) == (plain.set_aside, {1, 2})
        tried += 1
    assert tried > 3


TWO = {
    "Biểu_1": form(ROW, f"{Q1} {OF_LAK}"),
    "Biểu_2": form(OTHER, f"{Q1} của UBND xã Nam Ka, huyện Lắk, tỉnh Đắk Lắk"),
}
BOTH = {(LAK, "2024-Q1"), (NAM_KA, "2024-Q1")}


def test_deciding_for_each_sheet_what_its_titles_say_changes_no_figure() -> None:
    three = TWO | {"Biểu_2": form(OTHER, f"Báo cáo quý II năm 2024 {OF_LAK}")}
    plain = read(**three)
    assert of(plain) == {(LAK, "2024-Q1"), (LAK, "2024-Q2")}
    decided = read(period("2024-Q1", "Biểu 1"), period("2024-Q2", "Biểu 2", 3), unit(LAK, number=4), **three)
    assert decided.observations == plain.observations
    assert decided.decisions == {2, 3, 4}


def test_a_sheet_is_decided_before_its_file() -> None:
    reading = read(unit(LAK), unit(YANG_TAO, "Biểu 2", 2), **TWO)
    assert {one.place.sheet: one.reporting_unit for one in reading.observations} == {"Biểu 1": LAK, "Biểu 2": YANG_TAO}
    assert [one.place.sheet for one in reading.problems if one.code == "file_unit_decided"] == ["", "Biểu 2"]


def test_a_sheet_without_a_unit_beside_others_is_asked_for_itself() -> None:
    three = {
        "Biểu_1": form(ROW, f"{Q1} của UBND xã Yang Tao, huyện Lắk, tỉnh Đắk Lắk"),
        "Biểu_2": form(OTHER, f"{Q1} của UBND xã Nam Ka, huyện Lắk, tỉnh Đắk Lắk"),
        "Biểu_3": form("1 | Số TTHC công bố mới | Thủ tục | 3", Q1),
    }
    question = asked(read(**three))
    assert (question.kind, question.path) == ("file_unit", "Biểu 3")
    settled = read(unit(LAK, "Biểu 3"), **three)
    assert of(settled) == {(YANG_TAO, "2024-Q1"), (NAM_KA, "2024-Q1"), (LAK, "2024-Q1")}


def test_one_answer_serves_all_sheets_that_say_nothing() -> None:
    both = {"Biểu_1": form(ROW, Q1), "Biểu_2": form(OTHER, Q1)}
    assert asked(read(**both)).path == ""
    assert of(read(unit(LAK), **both)) == {(LAK, "2024-Q1")}


NAMED = {"Biểu_1": form(ROW, f"{Q1} {OF_LAK}"), "Xã_Nam_Ka": form(OTHER, f"{Q1} {OF_LAK}")}


@pytest.mark.parametrize("answer", [NAM_KA, LAK])
def test_a_sheet_named_after_another_unit_is_asked_and_read_under_the_answer(answer: str) -> None:
    (found,) = [one for one in read(**NAMED).problems if one.code == "sheet_other"]
    assert found.question is not None
    assert (found.question.kind, found.question.path) == ("file_unit", "Xã Nam Ka")
    assert {NAM_KA, LAK} <= {one.answer for one in found.question.suggestions}
    reading = read(unit(answer, "Xã Nam Ka"), **NAMED)
    assert of(reading) == {(LAK, "2024-Q1"), (answer, "2024-Q1")}
    assert "sheet_other" not in codes(reading)


def test_a_sheet_named_after_another_period_is_asked_for_its_period() -> None:
    sheets = {"Biểu_1": form(ROW, f"{Q1} {OF_LAK}"), "Quý_II": form(OTHER, f"{Q1} {OF_LAK}")}
    (found,) = [one for one in read(**sheets).problems if one.code == "sheet_other"]
    assert found.question is not None
    assert (found.question.kind, found.question.path) == ("file_period", "Quý II")
    assert of(read(period("2024-Q2", "Quý II"), **sheets)) == {(LAK, "2024-Q1"), (LAK, "2024-Q2")}


def test_a_decision_for_the_file_leaves_a_sheet_of_another_name_asked() -> None:
    sheets = {"Biểu_1": form(ROW, Q1), "Xã_Nam_Ka": form(OTHER, Q1)}
    reading = read(unit(LAK), **sheets)
    assert (of(reading), codes(reading).count("sheet_other")) == ({(LAK, "2024-Q1")}, 1)


def test_a_sheet_named_like_the_overruled_titles_is_overruled_too() -> None:
    reading = read(unit(YANG_TAO), Xã_Nam_Ka=form(OTHER, f"{Q1} của UBND xã Nam Ka, huyện Lắk, tỉnh Đắk Lắk"))
    assert of(reading) == {(YANG_TAO, "2024-Q1")}


@pytest.mark.parametrize(
    ("head", "code", "made"),
    [
        ({"Đơn vị báo cáo": "UBND xã Ba Bíhc"}, "unit_lookalike", unit("quang-ngai.ba-to.xa-ba-bich")),
        ({"Đơn vị báo cáo": "xx"}, "unit_missing", unit("quang-ngai.ba-to.xa-ba-bich")),
        ({"Kỳ báo cáo": "quý I"}, "period_wrong", period("2024-Q1")),
        ({"Kỳ báo cáo": None}, "period_missing", period("2024-Q1")),
        ({"Số liệu từ ngày": "15/6/2024", "Số liệu đến ngày": "14/9/2024"}, "dates_wrong", period("2024-Q1")),
        ({"Số liệu từ ngày": "15/6/2024"}, "dates_wrong", period("2024-Q1")),
    ],
)
def test_the_products_own_form_is_decided_too(head: dict[str, object], code: str, made: Decision) -> None:
    data = filled(OF_BA_BICH | head, {("dossiers_received", "Cấp xã"): {"Giá trị": 289}})
    reading = read_bytes(data)
    assert code in codes(reading)
    assert asked(reading).kind == made.kind
    settled = read_bytes(data, made)
    assert of(settled) == {("quang-ngai.ba-to.xa-ba-bich", "2024-Q1")}
    assert code not in codes(settled)
    assert ("dates_dropped" in codes(settled)) == (code == "dates_wrong")


def test_a_wrong_source_of_the_form_is_not_settled_by_a_decision() -> None:
    data = filled(OF_BA_BICH | {"Nguồn số liệu": "trên trời"}, {("dossiers_received", "Cấp xã"): {"Giá trị": 289}})
    assert "source_wrong" in codes(read_bytes(data, unit("quang-ngai.ba-to.xa-ba-bich"), period("2024-Q1")))
    assert read_bytes(data, unit("quang-ngai.ba-to.xa-ba-bich"), period("2024-Q1")).refused


def test_rows_that_name_their_own_units_keep_them() -> None:
    header = "STT | Đơn vị | Số hồ sơ tiếp nhận"
    rows = "1 | Xã Yang Tao | 5\n2 | Xã Nam Ka | 7"
    grid = form(rows, Q1, header)
    assert {one for one, _ in of(read(unit(LAK), S=grid))} == {YANG_TAO, NAM_KA}


def test_questions_of_files_cross_the_pipe() -> None:
    reading = read(S=form(ROW, Q1))
    (found,) = reading_data.decode(reading_data.encode(reading)).problems
    assert found.question == asked(reading)


def test_without_the_bytes_nothing_is_asked() -> None:
    reading = interpret(read_workbook(workbook_bytes(S=form(ROW, Q1))), "a.xlsx", TABLES, Memory((unit(LAK),)))
    assert [one.question for one in reading.problems] == [None]


@pytest.mark.parametrize(
    ("kind", "answer", "taken"),
    [
        ("file_unit", LAK, True),
        ("file_unit", "nowhere", False),
        ("file_period", "2024-H1", True),
        ("file_period", "2022-07-08/2023-03-31", True),
        ("file_period", "Quý I", False),
        ("file_period", "", False),
    ],
)
def test_only_units_and_periods_are_answers(kind: str, answer: str, taken: bool) -> None:
    assert (check_answer(kind, answer, TABLES) is None) == taken


# Through loads, with the real reading processes.


def ingest(warehouse: Warehouse, *files: ReceivedFile) -> list[str]:
    return [file.outcome for file in pipeline.ingest(files, warehouse, received_by="test").files]


def query(warehouse: Warehouse, sql: str = FIGURES) -> list[tuple[Any, ...]]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return con.execute(sql).fetchall()


def waiting(warehouse: Warehouse) -> list[Question]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return [each.question for each in decisions.open_questions(con)]


def test_a_stopped_file_is_asked_answered_loaded_and_taken_back(warehouse: Warehouse) -> None:
    """No unit, no kỳ: two questions, one after the other answer or together."""
    file = ReceivedFile("a.xlsx", workbook_bytes(B=form(ROW, "Báo cáo công tác CCHC")))
    assert ingest(warehouse, file) == ["refused"]
    before = waiting(warehouse)
    assert {one.kind for one in before} == {"file_unit", "file_period"}
    given = {"file_unit": LAK, "file_period": "2024-Q1"}
    made = [answers.answered(one, given[one.kind], "Lan") for one in before]
    settled = answers.answer(warehouse, made, "Lan")
    assert [file.outcome for file in settled.report.files] == ["loaded"]
    assert query(warehouse) == [(LAK, "2024-Q1", 775)]
    assert (waiting(warehouse), ingest(warehouse, file)) == ([], ["unchanged"])
    back = answers.revoke(warehouse, [settled.decisions[0].decision], "Lan", reread=True)
    assert [file.outcome for file in back.report.files] == ["refused"]
    assert query(warehouse) == []
    assert [one.kind for one in waiting(warehouse)] == [settled.decisions[0].kind]


def test_a_correction_without_a_question_moves_the_figures_and_back(warehouse: Warehouse) -> None:
    wrong = ReceivedFile("a.xlsx", workbook_bytes(B=form(ROW, f"{Q1} {OF_LAK}")))
    other = ReceivedFile("b.xlsx", workbook_bytes(B=form(OTHER, f"{Q1} {OF_LAK}")))
    assert ingest(warehouse, wrong, other) == ["loaded", "loaded"]
    before = query(warehouse)
    file_hash = str(query(warehouse, "SELECT file_hash FROM submissions WHERE file = 'a.xlsx'")[0][0])
    made = answers.answered(whose.question("file_period", file_hash, printed="a.xlsx"), "2023-Q4", "Lan")
    settled = answers.answer(warehouse, [made], "Lan")
    assert [(one.name, one.file_hash) for one in settled.files] == [("a.xlsx", file_hash)]
    assert (LAK, "2023-Q4", 775) in query(warehouse)
    assert (LAK, "2024-Q1", 775) not in query(warehouse)
    (stored,) = settled.decisions
    assert query(warehouse, "SELECT decision FROM decisions_used") == [(stored.decision,)]
    assert ingest(warehouse, wrong) == ["unchanged"]
    answers.revoke(warehouse, [stored.decision], "Lan", reread=True)
    assert query(warehouse) == before


def test_a_file_decided_before_it_comes_is_read_so(warehouse: Warehouse) -> None:
    ingest(warehouse, ReceivedFile("b.xlsx", workbook_bytes(B=form(OTHER, f"{Q1} {OF_LAK}"))))
    file = ReceivedFile("a.xlsx", workbook_bytes(B=form(ROW, Q1)))
    file_hash = hashlib.sha256(file.read()).hexdigest()
    made = answers.answered(whose.question("file_unit", file_hash, printed=file.name), YANG_TAO, "Lan")
    assert answers.answer(warehouse, [made], "Lan").files == ()
    assert ingest(warehouse, file) == ["loaded"]
    assert (YANG_TAO, "2024-Q1", 775) in query(warehouse)


def test_questions_about_files_go_to_excel_and_back(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest(warehouse, ReceivedFile("a.xlsx", workbook_bytes(B=form(ROW, Q1))))
    run = partial(labels, warehouse)
    assert run("questions") == 0
    (row,) = rows_of(capsys.readouterr().out)
    assert (row["kind"], row["scope"], row["printed"], row["path"]) == ("file_unit", "everyone", "a.xlsx", "")
    assert run("import", fill([row | {"answer": "nowhere"}], tmp_path / "wrong.csv")) == 1
    assert query(warehouse) == []
    assert run("import", fill([row | {"answer": LAK, "scope": ""}], tmp_path / "right.csv")) == 0
    assert query(warehouse) == [(LAK, "2024-Q1", 775)]
    capsys.readouterr()
    assert run("list") == 0
    assert f" · a.xlsx → {LAK}" in capsys.readouterr().out
