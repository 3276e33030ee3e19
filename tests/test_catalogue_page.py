"""The catalogue page through the whole app: search, editing with a preview, the race of two people, the trail."""

import importlib
import io
from contextlib import closing
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard import catalogue as rules
from dashboard import catalogue_texts as texts
from etl import catalogue, database, load, reference
from etl.catalogue import Person
from etl.rulebook import TABLES
from etl.snapshots import Warehouse
from etl.unit_tables import ALIAS_COLUMNS, EVENT_COLUMNS, UNIT_COLUMNS
from tests.screens import ROOT, open_page, words

pytestmark = pytest.mark.usefixtures("quick_reading")


@pytest.fixture
def held(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """A warehouse with the reviewed tables and no figures."""
    monkeypatch.setenv("WAREHOUSE", str(warehouse.folder))
    monkeypatch.chdir(ROOT)
    with warehouse.loading() as work:
        load.refresh_reference(work.connection, reference.load())
        load.publish(work)
    return warehouse


def section(name: str) -> AppTest:
    app = open_page("catalogue")
    return app.segmented_control(key="muc").set_value(name).run()


def query(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return con.execute(sql).fetchall()


def edited(warehouse: Warehouse, value: float) -> bytes:
    """The table of targets with another value in its first row."""
    current = warehouse.current()
    assert current is not None
    with closing(catalogue.reading(current)) as con:
        found = catalogue.rows(con, "targets")
    book = load_workbook(io.BytesIO(catalogue.workbook("targets", found)))
    book.worksheets[0]["G2"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(app: AppTest, data: bytes, name: str = "muc-tieu.xlsx") -> AppTest:
    return app.file_uploader(key="catalogue-targets-0").upload(name, data, "application/octet-stream").run()


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("name", ["indicators", "units", "aliases", "decisions", "targets", "corrections", "trail"])
def test_every_section_opens(name: str) -> None:
    app = section(name)
    assert not app.exception
    assert not app.error
    assert texts.INTRO[name] in words(app)
    assert (texts.NOTHING in words(app)) == (name in ("decisions", "corrections", "trail"))


def test_a_search_needs_no_accents(held: Warehouse) -> None:  # noqa: ARG001
    app = section("units")
    app.text_input(key="search-units").set_value("dinh hoa huyen").run()
    shown = app.dataframe[0].value
    assert shown["Đơn vị"].iloc[0] == "Huyện Định Hóa"
    assert f"**{len(shown)}** trên {len(reference.load().units)} dòng" in words(app)
    commune = shown[shown["Đơn vị"] == "Xã Bình Yên"].iloc[0]
    assert (commune["Cấp trên"], commune["Tồn tại"], commune["Sau đó là"]) == (
        "Huyện Định Hóa", "đến 30/06/2025", "Xã Bình Yên",
    )  # fmt: skip
    app.text_input(key="search-units").set_value("khong co gi").run()
    assert texts.NOTHING_FOUND in words(app)


def test_a_phrase_comes_before_its_words_elsewhere() -> None:
    rows = pd.DataFrame({"name": ["a", "b", "c"], "folded": ["hoa dinh", "xa dinh hoa", "xa dinhhoa"]})
    assert list(rules.search(rows, "Định Hoá")["name"]) == ["b", "a"]
    assert list(rules.search(rows, "  ")["name"]) == ["a", "b", "c"]


def test_an_edited_table_is_shown_then_stored_then_in_the_trail(held: Warehouse) -> None:
    app = section("targets")
    app.text_input(key="who").set_value("Nguyễn Thị Hà").run()
    app = upload(app, edited(held, 91))
    told = app.dataframe[1].value
    assert told.iloc[0].tolist() == ["Sửa", "2", "ba-bich-2023-satisfaction", "giá trị", "90", "91"]
    assert query(held, "SELECT count(*) FROM audit") == [(0,)]
    app.button(key="catalogue-confirm").click().run()
    assert texts.STORED.format(count=1) in words(app)
    assert query(held, "SELECT made_by, old, new FROM audit") == [
        ("Nguyễn Thị Hà", '{"value": "90"}', '{"value": "91"}')
    ]
    app.segmented_control(key="muc").set_value("trail").run()
    assert app.dataframe[0].value["Trường: trước → sau"].tolist() == ["giá trị: 90 → 91"]


def test_the_loser_of_a_race_sees_the_new_difference(held: Warehouse) -> None:
    app = upload(section("targets"), edited(held, 91))
    other = catalogue.read("targets", edited(held, 95), "b.xlsx", held, Person("Lan"))
    assert catalogue.store(held, other, catalogue.fingerprint(catalogue.compare(held, other).changes))[1]
    app.button(key="catalogue-confirm").click().run()
    assert texts.CHANGED_MEANWHILE in words(app)
    assert query(held, "SELECT max(value) FROM targets") == [(95,)]
    assert app.dataframe[1].value.iloc[0].tolist()[-2:] == ["95", "91"]
    app.button(key="catalogue-confirm").click().run()
    assert query(held, "SELECT max(value) FROM targets") == [(91,)]


def test_a_wrong_file_is_told_and_offers_nothing_to_store(held: Warehouse) -> None:  # noqa: ARG001
    app = upload(section("targets"), b"alias;reporting_unit;reason\nx;y;z\n", "bảng.csv")
    assert "Hãy mở mục “Cách ghi tên”" in app.error[0].value.replace("\\", "")
    assert "catalogue-confirm" not in {button.key for button in app.button}


def test_thousands_of_units_show_a_few_and_say_so(held: Warehouse) -> None:
    with held.loading() as work:
        work.connection.execute(
            "INSERT INTO reporting_units SELECT 'x.' || n, 'Xã Số ' || n, 'xã', 'commune', NULL, NULL, 'Tỉnh X', "
            "n::TEXT, DATE '2025-07-01', NULL, 'imported', NULL FROM range(14000) t(n)"
        )
        load.publish(work)
    app = section("units")
    assert len(app.dataframe[0].value) == rules.SHOWN
    assert texts.SHOWN_ONLY.format(shown=rules.SHOWN) in words(app)
    app.text_input(key="search-units").set_value("xa so 13999").run()
    assert app.dataframe[0].value["Đơn vị"].tolist() == ["Xã Số 13999"]


def test_both_languages_have_the_same_words() -> None:
    one, other = (importlib.import_module(f"dashboard.words.{code}.catalogue") for code in ("vi", "en"))
    names = {name for name in vars(one) if name.isupper()}
    assert names == {name for name in vars(other) if name.isupper()}
    for name in names:
        told, same = getattr(one, name), getattr(other, name)
        if isinstance(told, dict):
            assert list(told) == list(same), name


def test_every_field_of_the_trail_has_a_word() -> None:
    kept = {*TABLES["targets"], *TABLES["corrections"], *UNIT_COLUMNS, *EVENT_COLUMNS, *ALIAS_COLUMNS}
    assert kept | {"answer", "kind", "path", "measure", "form", "sender"} <= set(texts.FIELDS)
