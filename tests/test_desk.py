"""The analyst's desk through the whole app: from dropped files to loaded figures, with real files and figures."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import desk_texts as words_of
from dashboard import texts
from etl import answers, pipeline
from etl.drafts import Drafts
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from tests.asking import RECEIVED, report
from tests.screens import open_page, words
from tests.test_checks import RATE
from tests.workbooks import form, workbook_bytes

ANSWER = "dossiers_resolved_late"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """A warehouse with one report of Lắk, opened by the app."""
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    warehouse = Warehouse(tmp_path)
    pipeline.ingest([report(day=1)], warehouse, received_by="Lan")
    return warehouse


def dropped(*files: ReceivedFile) -> AppTest:
    """The page after these files were dropped and read."""
    app = open_page("upload")
    app.file_uploader(key="upload").set_value(
        [(file.name, file.data, "application/octet-stream") for file in files]
    ).run()
    return app.button(key="check").click().run()


def step(app: AppTest, name: str) -> AppTest:
    return app.segmented_control(key="desk-step").set_value(name).run()


def column(app: AppTest, title: str) -> list[Any]:
    return next(list(frame.value[title]) for frame in app.dataframe if title in frame.value)


def test_dropped_files_are_understood_before_anything_is_loaded(place: Warehouse) -> None:
    before = place.current()
    app = dropped(report(day=2), ReceivedFile("ảnh.xlsx", b"PK"))
    assert not app.exception
    assert place.current() == before
    shown = words(app)
    assert "**1 số liệu** đọc được từ 2 tệp, 1 câu hỏi cần bạn quyết định" in shown
    assert column(app, words_of.FILES_COLUMNS["file"]) == ["quý I-2.xlsx", "ảnh.xlsx"]
    assert column(app, words_of.FILES_COLUMNS["outcome"]) == ["Nạp được một phần", "Không nạp được"]
    assert column(app, words_of.FILES_COLUMNS["changed"])[0] == 1
    assert len(Drafts(place).all()) == 1
    assert app.query_params["nhap"] == Drafts(place).all()[0].draft
    assert app.button(key="desk-next").label == "Tiếp: câu hỏi"
    assert not [button for button in app.button if button.key == "desk-load"]


def test_a_question_shows_its_cell_is_answered_in_the_draft_and_loaded(place: Warehouse) -> None:
    app = dropped(report(day=2))
    app.button(key="desk-next").click().run()
    assert not app.exception
    (framed,) = (html.proto.body for html in app.get("html") if "class='excerpt'" in html.proto.body)
    assert re.search(r"<td class='asked'>Số phần mềm chưa biết</td>|<td class='number asked'>5</td>", framed)
    box = next(box for box in app.selectbox if str(box.key).startswith("answer-"))
    box.set_value(ANSWER).run()
    (draft,) = Drafts(place).all()
    assert ([one.answer for one in draft.chosen_answers], draft.decisions) == ([ANSWER], ())
    again = open_page("upload", nhap=draft.draft)  # the browser was closed
    step(again, "questions")
    assert next(box for box in again.selectbox if str(box.key).startswith("answer-")).value == ANSWER
    app.button(key="desk-apply").click().run()
    assert not app.exception
    assert answers.memory(place).decisions == ()
    assert words_of.QUESTIONS_NONE in words(app)
    step(app, "difference")
    assert column(app, words_of.DIFFERENCE_COLUMNS["old_value"]) == [771]
    assert column(app, words_of.DIFFERENCE_COLUMNS["new_value"]) == [772]
    assert "· **1 dòng**" in words(app)
    step(app, "findings")
    app.text_input(key="who").set_value("Chị Lan")
    app.button(key="desk-load").click().run()
    assert not app.exception
    assert [made.answer for made in answers.memory(place).decisions] == [ANSWER]
    assert Drafts(place).all() == []
    assert "nhap" not in app.query_params
    assert "Đã nạp" in words(app)
    assert texts.NO_QUESTIONS in words(app)


def test_likely_answers_are_filled_into_the_draft_and_are_there_for_whoever_opens_it_again(place: Warehouse) -> None:
    title = "Kết quả giải quyết hồ sơ TTHC năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
    header = "STT | Đơn vị | Hồ sơ tiếp nhận mới lũm | Hồ sơ đã giải quyết lũm"
    drawn = form("1 | Xã Buôn Tría | 21 | 20\n2 | Xã Đắk Liêng | 11 | 10", title, header)
    app = dropped(ReceivedFile("đất đai.xlsx", workbook_bytes(Biểu=drawn)))
    step(app, "questions")
    app.button(key="desk-fill").click().run()
    assert not app.exception
    assert texts.FILLED.format(count=2) in words(app)
    (draft,) = Drafts(place).all()
    assert draft.decisions == ()
    likely = {"dossiers_received", "dossiers_resolved"}
    assert {one.answer for one in draft.chosen_answers} == likely
    again = open_page("upload", nhap=draft.draft)
    step(again, "questions")
    assert {box.value for box in again.selectbox if str(box.key).startswith("answer-")} == likely
    again.button(key="desk-apply").click().run()
    (draft,) = Drafts(place).all()
    assert {one.answer for one in draft.decisions} == likely


def test_a_closed_browser_finds_its_draft_again(place: Warehouse) -> None:
    dropped(report(day=2))
    (draft,) = Drafts(place).all()
    app = open_page("upload")
    app.button(key=f"open-{draft.draft}").click().run()
    assert not app.exception
    assert column(app, words_of.FILES_COLUMNS["file"]) == ["quý I-2.xlsx"]
    app.button(key="desk-later").click().run()
    assert words_of.OPEN_DRAFTS in words(app)
    app.button(key=f"open-{draft.draft}").click().run()
    app.button(key="desk-discard-sure").click().run()
    assert Drafts(place).all() == []
    assert words_of.DISCARDED in words(app)


def test_a_link_to_a_draft_that_is_gone_says_so(place: Warehouse) -> None:
    app = open_page("upload", nhap="0" * 12)
    assert not app.exception
    assert "không còn" in words(app)
    assert place.current() is not None


def test_who_is_second_is_told_and_sees_the_new_difference(place: Warehouse) -> None:
    app = dropped(report(day=2))
    step(app, "findings")
    pipeline.ingest([report(day=3)], place, received_by="Anh Minh")
    before = place.current()
    app.button(key="desk-load").click().run()
    assert not app.exception
    assert place.current() == before
    assert "Anh Minh đã thay đổi số liệu của cùng đơn vị và kỳ" in words(app)
    assert len(Drafts(place).all()) == 1
    step(app, "difference")
    assert column(app, words_of.DIFFERENCE_COLUMNS["old_value"]) == [773]


def test_what_is_wholly_clear_can_be_loaded_at_once(place: Warehouse) -> None:
    title = "Báo cáo quý II năm 2024\n(Kèm theo Báo cáo số 5/BC-UBND ngày 5/7/2024 của UBND huyện Lắk, tỉnh Đắk Lắk)"
    app = dropped(ReceivedFile("quý II.xlsx", workbook_bytes(Biểu_1=form(f"1 | {RECEIVED} | Hồ sơ | 700", title))))
    assert words_of.ALL_CLEAR in words(app)
    app.button(key="desk-load").click().run()
    assert not app.exception
    assert Drafts(place).all() == []
    assert "Đã nạp **1 số liệu** của 1 tệp: 1 mới." in words(app)


def test_an_archive_is_a_draft_of_its_files(place: Warehouse) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("a/quý I.xlsx", report(day=2).data)
        parts.writestr("quý II.xlsx", report(quarter="II", day=5).data)
        parts.writestr("trong.zip", b"PK\x05\x06" + b"\0" * 18)
    app = dropped(ReceivedFile("gửi.zip", packed.getvalue()))
    assert not app.exception
    names = ["gửi.zip/a/quý I.xlsx", "gửi.zip/quý II.xlsx", "gửi.zip/trong.zip"]
    assert column(app, words_of.FILES_COLUMNS["file"]) == names
    assert column(app, words_of.FILES_COLUMNS["outcome"])[2] == texts.DRY_OUTCOMES["refused"]
    assert place.current() is not None


def test_the_period_of_a_file_is_corrected_in_the_draft(place: Warehouse) -> None:
    app = dropped(report(day=2))
    assert column(app, words_of.FILES_COLUMNS["periods"]) == ["Quý I/2024"]
    app.selectbox(key="desk-correct-period").set_value("2024-Q3")
    app.button(key="desk-correct-do").click().run()
    assert not app.exception
    assert column(app, words_of.FILES_COLUMNS["periods"]) == ["Quý III/2024"]
    assert column(app, words_of.FILES_COLUMNS["new"]) == [1]
    assert answers.memory(place).decisions == ()


def test_the_file_to_send_back_is_made_from_the_draft(place: Warehouse) -> None:
    app = dropped(report(day=2))
    app.button(key="desk-send-back").click().run()
    assert not app.exception
    assert words_of.SEND_BACK_TAKE.format(count=1) in [one.proto.label for one in app.get("download_button")]
    assert len(Drafts(place).all()) == 1


def test_an_explanation_is_kept_as_soon_as_it_is_written_and_stands_beside_its_finding(place: Warehouse) -> None:
    rows = f"1 | {RECEIVED} | Hồ sơ | 700\n2 | {RATE} | % | 101"
    title = "Báo cáo quý II năm 2024\n(Kèm theo Báo cáo số 5/BC-UBND ngày 5/7/2024 của UBND huyện Lắk, tỉnh Đắk Lắk)"
    app = dropped(ReceivedFile("quý II.xlsx", workbook_bytes(Biểu_1=form(rows, title))))
    step(app, "findings")
    box = next(box for box in app.text_input if str(box.key).startswith("explain-"))
    box.set_value("Do gộp  hai biểu").run()
    assert not app.exception
    (draft,) = Drafts(place).all()
    assert [said.explanation for said in draft.explanations] == ["Do gộp hai biểu"]
    app.button(key="desk-load").click().run()
    assert not app.exception
    quality = open_page("quality", ky="2024-Q2")
    quality.segmented_control(key="muc").set_value("findings").run()
    assert not quality.exception
    assert "Do gộp hai biểu" in words(quality)
