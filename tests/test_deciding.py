"""Questions answered on the upload page, and what was decided taken back; through the whole app."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import choices, deciding, texts
from etl import answers, database, decisions, pipeline, reference
from etl.answers import AnswersError
from etl.decisions import OpenQuestion
from etl.memory import check_answer
from etl.model import Question, ReceivedFile, Suggestion
from etl.snapshots import Warehouse
from tests import asking
from tests.screens import ROOT, open_page, words
from tests.workbooks import form, workbook_bytes

LABEL = "Số ghế chờ tại bộ phận một cửa"  # no chỉ tiêu of the catalogue
ANSWER = "other_software_count"
FIELD = "STT | Đơn vị | Hồ sơ tiếp nhận mới | Hồ sơ đã giải quyết | Số ghế chờ đất đai"

pytestmark = pytest.mark.usefixtures("quick_reading")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """A warehouse in which one row waits for an answer."""
    monkeypatch.setenv("WAREHOUSE", str(tmp_path / "kho"))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    warehouse = Warehouse(tmp_path / "kho")
    pipeline.ingest([asking.report(label=LABEL)], warehouse)
    return warehouse


def waiting(place: Warehouse) -> list[OpenQuestion]:
    with database.open_reading(place.current() or Path()) as con:
        return decisions.open_questions(con)


def answer(app: AppTest, value: str) -> AppTest:
    box = next(box for box in app.selectbox if str(box.key).startswith("answer-"))
    box.set_value(value)
    return app.button(key="save-answers").click().run()


def figures(app: AppTest) -> Sequence[str]:
    app.switch_page("pages/figures.py").run()
    return list(app.dataframe[0].value["Chỉ tiêu"])


def name_of(indicator: str) -> str:
    return reference.load().indicators[indicator].name


def test_a_question_says_what_was_printed_where_and_how_many_cells_wait(place: Warehouse) -> None:
    app = open_page("upload")
    assert not app.exception
    shown = words(app)
    assert LABEL in shown
    for expected in ("1 ô đang chờ", r"quý I\-1\.xlsx", "Biểu", "đơn vị tính “phần mềm”"):
        assert expected in shown
    assert place.current() is not None


def test_the_answers_offered_are_the_suggestions_with_their_reason_then_the_catalogue(place: Warehouse) -> None:
    app = open_page("upload")
    box = next(box for box in app.selectbox if str(box.key).startswith("answer-"))
    assert box.value == choices.LATER
    assert box.options[0] == texts.LATER
    suggested = waiting(place)[0].question.suggestions
    assert suggested
    for offered, suggestion in zip(box.options[1:], suggested, strict=False):
        assert offered.endswith(f"{suggestion.score}/100, {suggestion.why}")
    assert box.options[len(suggested) + 1] == texts.NO_INDICATOR
    assert name_of("dossiers_resolved_late") in box.options
    assert f"{name_of('dossiers_resolved_late')} – cấp xã giải quyết" in box.options
    assert place.current() is not None


def test_an_answer_is_kept_the_file_read_again_and_its_figure_appears(place: Warehouse) -> None:
    app = open_page("upload")
    app.text_input(key="who").set_value(" Chị Lan ")
    answer(app, ANSWER)
    assert not app.exception
    assert not app.error
    shown = words(app)
    assert "Đã lưu 1 quyết định, đọc lại 1 tệp." in shown
    assert "1 mới" in shown
    assert texts.NO_QUESTIONS in shown
    (made,) = answers.memory(place).decisions
    assert (made.answer, made.decided_by, made.scope) == (ANSWER, "Chị Lan", "form")
    assert r"Chị Lan" in shown
    assert "biểu mẫu này" in shown
    assert name_of(ANSWER) in figures(app)


def test_not_an_indicator_is_an_answer_too(place: Warehouse) -> None:
    app = answer(open_page("upload"), "-")
    assert not app.exception
    assert texts.NO_QUESTIONS in words(app)
    assert [made.answer for made in answers.memory(place).decisions] == ["-"]


def test_nothing_chosen_changes_nothing(place: Warehouse) -> None:
    before = place.current()
    app = open_page("upload")
    app.button(key="save-answers").click().run()
    assert texts.NO_ANSWER_CHOSEN in words(app)
    assert place.current() == before


def test_likely_answers_are_filled_in_at_once_and_saved_by_a_person_only(place: Warehouse) -> None:
    """Two columns whose words all speak of one indicator but for a strange one, and one that nobody knows."""
    title = "Kết quả giải quyết hồ sơ TTHC năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
    header = FIELD.replace("mới", "mới lũm").replace("đã giải quyết", "đã giải quyết lũm")
    drawn = form("1 | Xã Buôn Tría | 21 | 20 | 3\n2 | Xã Đắk Liêng | 11 | 10 | 4", title, header)
    pipeline.ingest([ReceivedFile("đất đai.xlsx", workbook_bytes(Biểu=drawn))], place)
    before, app = answers.memory(place), open_page("upload")
    likely = {"dossiers_received", "dossiers_resolved"}
    assert app.button(key="fill-answers").label == texts.FILL_ANSWERS.format(count=2)
    app.button(key="fill-answers").click().run()
    assert not app.exception
    assert texts.FILLED.format(count=2) in words(app)
    chosen = [box.value for box in app.selectbox if str(box.key).startswith("answer-")]
    assert len(chosen) == len(waiting(place)) == 4
    assert {value for value in chosen if value != choices.LATER} == likely
    assert answers.memory(place) == before
    assert not [button for button in app.button if button.key == "fill-answers"]  # nothing is left to fill in
    app.button(key="save-answers").click().run()
    assert {made.answer for made in answers.memory(place).decisions} == likely
    assert len(waiting(place)) == 2


def test_one_answer_about_a_title_serves_all_its_columns_and_the_next_file(place: Warehouse) -> None:
    """'Lũm thũm' may narrow: until a person says it does not, nothing is loaded; the next kỳ is not asked."""
    header = FIELD.replace(" đất đai", "")

    def drawn(period: str, *figures: int) -> bytes:
        title = f"Kết quả giải quyết hồ sơ TTHC lũm thũm {period} của UBND huyện Lắk, tỉnh Đắk Lắk"
        rows = "1 | Xã Buôn Tría | {} | {} |\n2 | Xã Đắk Liêng | {} | {} |".format(*figures)
        return workbook_bytes(Biểu=form(rows, title, header))

    pipeline.ingest([ReceivedFile("quý I.xlsx", drawn("quý I năm 2023", 21, 20, 11, 10))], place)
    titled = [one for one in waiting(place) if one.question.kind == "title"]
    assert [one.answer for one in titled[0].question.suggestions] == ["whole", "part"]
    app = open_page("upload")
    assert texts.TABLE_WAITING in words(app)
    box = next(box for box in app.selectbox if any("toàn bộ" in option.lower() for option in box.options))
    box.select("whole")
    app.button(key="save-answers").click().run()
    assert not app.exception
    assert not [one for one in waiting(place) if one.question.kind == "title"]
    report = pipeline.ingest([ReceivedFile("quý II.xlsx", drawn("quý II năm 2023", 22, 21, 12, 11))], place)
    assert report.files[0].outcome == "loaded"


def test_a_decision_is_taken_back_only_after_a_second_question(place: Warehouse) -> None:
    app = answer(open_page("upload"), ANSWER)
    (made,) = answers.memory(place).decisions
    app.run()
    assert answers.memory(place).decisions[0].revoked_at is None
    app.button(key=f"sure-{made.decision}").click().run()
    assert not app.exception
    assert "Đã thu hồi 1 quyết định, đọc lại 1 tệp." in words(app)
    assert answers.memory(place).decisions[0].revoked_at is not None
    assert any(str(box.key).startswith("answer-") for box in app.selectbox)  # asked again
    assert name_of(ANSWER) not in figures(app)


def test_an_answer_that_cannot_be_taken_is_told(place: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AnswersError("Không có chỉ tiêu này.")

    monkeypatch.setattr(answers, "answer", refuse)
    app = answer(open_page("upload"), ANSWER)
    assert not app.exception
    assert [box.proto.label for box in app.get("status")] == ["Không có chỉ tiêu này."]
    assert answers.memory(place).decisions == ()


def test_our_own_error_while_answering_has_an_id(place: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise RuntimeError("bí mật bên trong")

    monkeypatch.setattr(answers, "answer", broken)
    app = answer(open_page("upload"), ANSWER)
    assert not app.exception
    assert "mã " in app.error[0].value
    assert "bí mật" not in words(app)
    assert place.current() is not None


def test_many_questions_are_shown_a_few_at_a_time(place: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "SHOWN", 1)
    pipeline.ingest([asking.report(label="Số lượt khách tham quan trụ sở", quarter="II", day=2)], place)
    app = open_page("upload")
    assert len([box for box in app.selectbox if str(box.key).startswith("answer-")]) == 1
    assert len(waiting(place)) == 2
    assert "Còn 1 câu hỏi khác" in words(app)


def test_a_file_that_says_neither_unit_nor_period_is_settled_on_the_page(place: Warehouse) -> None:
    rows = f"1 | {asking.RECEIVED} | Hồ sơ | 5"
    pipeline.ingest([ReceivedFile("huyen lak.xlsx", workbook_bytes(B=form(rows, "Báo cáo CCHC")))], place)
    app = open_page("upload")
    shown = words(app).replace("\\", "")
    assert "Đơn vị báo cáo của **“huyen lak.xlsx”**" in shown
    assert "Kỳ báo cáo của **“huyen lak.xlsx”**" in shown
    assert "Cả tệp chưa nạp" in shown
    asked = [one.question for one in waiting(place)[:2]]
    assert {one.kind for one in asked} == {"file_unit", "file_period"}, "they come before what single rows ask"
    for question in asked:
        box = app.selectbox(key=deciding._key(question))
        box.set_value(asking.LAK if question.kind == "file_unit" else "2024-H1")
    app.button(key="save-answers").click().run()
    assert not app.exception
    assert "6 tháng đầu năm 2024" in words(app)
    assert "tệp này" in words(app)
    with database.open_reading(place.current() or Path()) as con:
        stored = con.execute("SELECT reporting_unit, value FROM shown_observations WHERE period = '2024-H1'").fetchall()
    assert stored == [(asking.LAK, 5)]


def test_periods_are_offered_by_kind_with_all_of_the_likely_years_first() -> None:
    tables = reference.load()
    likely = (Suggestion("2019-Q4", 95, "tiêu đề nêu Quý IV/2019"), Suggestion("2019-01-01/2019-02-28", 70, "ngày in"))
    offered = choices.known(tables).choices(Question("file_period", "ab", suggestions=likely))
    assert list(offered)[:4] == ["", "2019-Q4", "2019-01-01/2019-02-28", "2019-Q1"]
    assert offered["2019-Q4"].startswith("Quý IV/2019 – 95/100")
    this_year = date.today().year
    for year in (2019, *range(this_year, this_year - choices.YEARS, -1)):
        kinds = {code.removeprefix(f"{year}") for code in offered if code.startswith(f"{year}") and "/" not in code}
        assert {"", "-Q1", "-Q4", "-H1", "-9M", "-M01", "-M12"} <= kinds
    assert len(set(offered.values())) == len(offered)
    assert [check_answer("file_period", code, tables) for code in offered if code] == [None] * (len(offered) - 1)


def test_units_are_offered_by_their_full_name() -> None:
    tables = reference.load()
    known = choices.known(tables)
    lak = next(unit for unit in tables.units if unit.name == "Huyện Lắk")
    asked = Question("unit", "lak", suggestions=(Suggestion(lak.reporting_unit, 70, "tên gần giống Huyện Lắk"),))
    offered = known.choices(asked)
    assert list(offered)[:2] == ["", lak.reporting_unit]
    assert offered[lak.reporting_unit] == "Huyện Lắk, Tỉnh Đắk Lắk – 70/100, tên gần giống Huyện Lắk"
    assert len(set(offered.values())) == len(tables.units) + 1, "no two answers look alike"


@pytest.mark.parametrize(("kind", "first"), [("measure", "đồng"), ("mark", ",")])
def test_money_and_marks_have_few_answers_that_can_all_be_taken(kind: str, first: str) -> None:
    tables = reference.load()
    offered = choices.known(tables).choices(Question(kind, "x"))  # type: ignore[arg-type]
    assert list(offered)[:2] == ["", first]
    assert len(offered) <= 5
    assert [check_answer(kind, code, tables) for code in offered if code] == [None] * (len(offered) - 1)


def test_every_indicator_that_is_offered_can_be_taken() -> None:
    tables = reference.load()
    offered = choices.known(tables).choices(Question("indicator", "x"))
    assert not [code for code in offered if code and check_answer("indicator", code, tables)]
