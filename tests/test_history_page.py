"""The history page through the whole app: what a load changed, and taking it back exactly."""

import hashlib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import desk_texts, history_texts
from etl import database, pipeline
from etl.snapshots import Warehouse
from tests.asking import report
from tests.screens import open_page, words


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """A warehouse with two loads of one report, opened by the app."""
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    warehouse = Warehouse(tmp_path)
    pipeline.ingest([report(day=1)], warehouse, received_by="Lan")
    return warehouse


def checksum(warehouse: Warehouse) -> str:
    """Of all figures as they stand, to the cell."""
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return hashlib.sha256(repr(con.execute("FROM figures ORDER BY ALL").fetchall()).encode()).hexdigest()


def listed(app: AppTest, column: str) -> list[Any]:
    return next(list(frame.value[column]) for frame in app.dataframe if column in frame.value)


def taken_back(app: AppTest, number: int, what: str, reason: str) -> AppTest:
    app.selectbox(key="history-load").set_value(number).run()
    app.text_input(key=f"history-{what}-reason-{number}").set_value(reason)
    app.text_input(key=f"who-{what}-{number}").set_value("Chị Lan")
    return app.button(key=f"history-{what}-sure-{number}").click().run()


def test_every_load_is_listed_with_what_it_changed(place: Warehouse) -> None:
    pipeline.ingest([report(day=2), report(quarter="II", day=7)], place, received_by="Minh")
    app = open_page("history")
    assert not app.exception
    titles = history_texts.COLUMNS
    assert listed(app, titles["load"]) == ["2", "1"]
    assert listed(app, titles["made_by"]) == ["Minh", "Lan"]
    assert [listed(app, titles[name]) for name in ("new", "changed", "vanished")] == [
        ["1", "1"],
        ["1", "0"],
        ["0", "0"],
    ]
    assert listed(app, titles["not_taken"]) == [2, 1]
    assert list(app.dataframe[1].value[history_texts.FILES_COLUMNS["file"]]) == ["quý I-2.xlsx", "quý II-7.xlsx"]
    assert "· **2 dòng**" in words(app)
    app.toggle(key="history-difference-2").set_value(True).run()
    assert not app.exception
    assert "· **1 dòng**" in words(app)
    assert len([one for one in app.get("download_button") if "XLSX" in one.proto.label]) == 2
    assert listed(app, desk_texts.DIFFERENCE_COLUMNS["old_value"]) == [771]
    assert listed(app, desk_texts.DIFFERENCE_COLUMNS["new_value"]) == [772]


def test_a_load_is_withdrawn_and_restored_to_the_checksum(place: Warehouse) -> None:
    before = checksum(place)
    pipeline.ingest([report(day=2)], place, received_by="Minh")
    after = checksum(place)
    app = taken_back(open_page("history"), 2, "withdraw", "nhầm tệp")
    assert not app.exception
    assert "Đã thu hồi 1 tệp của lần nạp 2." in words(app)
    assert checksum(place) == before
    assert listed(app, history_texts.COLUMNS["state"])[1] == history_texts.WHOLLY_WITHDRAWN
    assert listed(app, history_texts.COLUMNS["made_by"])[0] == "Chị Lan"
    app = taken_back(app, 2, "restore", "đúng rồi")
    assert not app.exception
    assert checksum(place) == after


def test_without_a_reason_nothing_is_taken_back(place: Warehouse) -> None:
    before = place.current()
    app = open_page("history")
    app.button(key="history-withdraw-sure-1").click().run()
    assert history_texts.REASON_NEEDED in words(app)
    assert place.current() == before


def test_a_load_withdrawn_meanwhile_is_told(place: Warehouse) -> None:
    app = open_page("history")
    taken_back(open_page("history"), 1, "withdraw", "nhầm tệp")
    app.text_input(key="history-withdraw-reason-1").set_value("nhầm")
    app.button(key="history-withdraw-sure-1").click().run()
    assert not app.exception
    assert "đã được thu hồi" in words(app)
    assert place.current() is not None


def test_the_file_is_sent_back_with_its_problem(place: Warehouse) -> None:
    app = open_page("history")
    app.button(key="history-send-back").click().run()
    assert not app.exception
    assert desk_texts.SEND_BACK_TAKE.format(count=1) in [one.proto.label for one in app.get("download_button")]
    assert place.current() is not None
