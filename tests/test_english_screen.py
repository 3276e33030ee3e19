"""Every page in English, on the shipped appendices and the invented province: what is Vietnamese there is quoted.

A Vietnamese word may stand on an English page only as the name of a unit, a file, a sheet or a document, as the raw
text of a cell, as what a person wrote (a reason, a note), or in quotation marks.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import language
from etl import database, pipeline
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from tests import asking
from tests.screens import open_page, words
from tests.spoken import vietnamese
from tests.warehouses import publish
from tests.workbooks import form, workbook_bytes

PAGES = (
    "overview", "dossiers", "onestop", "staffing", "investment", "profile", "figures", "quality",
    "catalogue", "forms", "upload",
)  # fmt: skip
SECTIONS = {
    "quality": ("findings", "rates", "corrections"),
    "catalogue": ("units", "aliases", "decisions", "targets", "corrections", "trail"),
}
_QUOTED = re.compile(r"“[^”]*”")
_NAMED = """
    SELECT name FROM reporting_units UNION SELECT parent_name FROM reporting_units UNION SELECT file FROM submissions
    UNION SELECT sheet FROM observations UNION SELECT sheet FROM problems UNION SELECT raw FROM observations
    UNION SELECT document FROM targets UNION SELECT document FROM reporting_unit_events
    UNION SELECT document_number FROM submissions UNION SELECT form FROM scopes
    UNION SELECT province FROM reporting_units UNION SELECT alias FROM reporting_unit_aliases
    UNION SELECT reason FROM reporting_unit_aliases UNION SELECT reason FROM corrections UNION SELECT note FROM targets
    UNION SELECT regexp_extract(name, '^(Tỉnh|Thành phố) (.*)', 2)
    FROM reporting_units WHERE level = 'province'
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped appendices; the province is prepared beside them by the first page that asks for it."""
    folder = tmp_path_factory.mktemp("english") / "warehouse"
    pipeline.first_load(Warehouse(folder))
    return folder


@pytest.fixture
def _there(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(place))


def elements(block: Any) -> Iterator[Any]:
    """Everything on the screen, also what holds other things."""
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from elements(child)


def texts_of(value: Any) -> Iterator[str]:
    """Every text in what is told to the browser: a message, a chart, a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)
    elif hasattr(value, "ListFields"):
        for _, part in value.ListFields():
            yield from texts_of(part)
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        for part in value:
            yield from texts_of(part)


def shown(app: AppTest) -> Iterator[str]:
    for element in [*elements(app.main), *elements(app.sidebar)]:
        if isinstance(getattr(element, "value", None), pd.DataFrame):
            yield from (str(value) for value in [*element.value.columns, *element.value.to_numpy().ravel()])
        elif element.type == "plotly_chart":
            yield from texts_of(json.loads(element.proto.spec))
            yield element.proto.alt
        elif getattr(element, "proto", None) is not None:
            yield from texts_of(element.proto)


def names(warehouse: Path) -> list[str]:
    """What is quoted as it was read, the longest first; no single digit or letter."""
    path = Warehouse(warehouse).current()
    assert path is not None
    with closing(database.open_reading(path)) as con:
        found = {str(name) for (name,) in con.execute(_NAMED).fetchall() if name}
    return sorted((name for name in found if vietnamese(name)), key=len, reverse=True)


def left(app: AppTest, quoted: list[str]) -> set[str]:
    """The texts with a Vietnamese word that nothing explains."""
    pattern = re.compile("|".join(re.escape(name) for name in quoted) or "$^")
    odd = set()
    for text in {text for text in shown(app) if vietnamese(text)}:
        plain = text.replace("\\", "").replace("&quot;", '"').replace("&amp;", "&").replace("<br>", " ")
        rest = pattern.sub("", _QUOTED.sub("", pattern.sub("", plain)))
        rest = re.sub(r"[\w ]{3,24}…", "", rest)  # a name that an axis cuts
        if vietnamese(rest.replace(language.NAMES["vi"], "")):
            odd.add(text)
    return odd


def pages(app: AppTest, page: str) -> Iterator[AppTest]:
    yield app
    for section in SECTIONS.get(page, ()):
        yield app.segmented_control(key="muc").set_value(section).run()
    if page == "forms":
        chosen = app.multiselect(key="form-units").options[:1]
        yield app.multiselect(key="form-units").select(chosen[0]).run()
        yield app.segmented_control(key="form-kind").set_value("official").run()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("address", [{}, {"minh-hoa": "1"}], ids=["shipped", "trial"])
@pytest.mark.usefixtures("_there")
def test_a_page_in_english_is_english(place: Path, page: str, address: dict[str, str]) -> None:
    app = AppTest.from_file(str(Path(__file__).parents[1] / "app.py"), default_timeout=120)
    for key, value in {"lang": "en", **address}.items():
        app.query_params[key] = value
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py").run()
    quoted = names(place.parent / f"{place.name}-minh-hoa" if address else place)
    for state in pages(app, page):
        assert not state.exception
        assert not state.error
        assert left(state, quoted) == set()


def title(app: AppTest) -> str:
    return str(app.title[0].value)


@pytest.mark.usefixtures("_there")
def test_a_page_in_vietnamese_would_be_noticed(place: Path) -> None:
    assert len(left(open_page("quality"), names(place))) > 20


@pytest.mark.usefixtures("quick_reading")
def test_questions_decisions_and_refused_files_are_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    pipeline.ingest([asking.report(label="Số ghế chờ tại bộ phận một cửa")], Warehouse(tmp_path))
    app = open_page("upload", lang="en")
    printed = ["Số ghế chờ tại bộ phận một cửa", *names(tmp_path)]
    assert "1 cell waits" in words(app)
    units = {option for box in app.selectbox if str(box.key).startswith("answer-") for option in box.options}
    assert "Other digital applications" in units
    assert not {option for option in units if vietnamese(option)}
    assert left(app, printed) == set()

    box = next(box for box in app.selectbox if str(box.key).startswith("answer-"))
    box.set_value("other_software_count")
    app.button(key="save-answers").click().run()
    assert "1 decision saved, 1 file read again." in words(app)
    assert "no name given" in words(app)
    assert left(app, printed) == set()

    app.file_uploader(key="upload").upload("trống.xlsx", b"", "application/octet-stream").run()
    app.button(key="check").click().run()
    assert {"trống.xlsx", "Cannot be loaded"} <= set(shown(app))
    assert left(app, ["trống.xlsx", *printed]) == set()


def dropped(*files: ReceivedFile) -> AppTest:
    """The desk in English after these files were dropped and read."""
    app = open_page("upload", lang="en")
    named = [(file.name, file.data, "application/octet-stream") for file in files]
    app.file_uploader(key="upload").set_value(named).run()
    return app.button(key="check").click().run()


@pytest.mark.usefixtures("quick_reading")
def test_every_step_of_the_desk_is_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    pipeline.ingest([asking.report(day=1)], Warehouse(tmp_path), received_by="Lan")
    app = dropped(asking.report(day=2, label="Số ghế chờ tại bộ phận một cửa"))
    printed = ["Số ghế chờ tại bộ phận một cửa", "Báo cáo quý I năm 2024", "Phần mềm", "Biểu 1", *names(tmp_path)]
    printed += [asking.RECEIVED, "quý I-2.xlsx"]
    assert "1 question waits for you" in words(app)
    for step in ("understood", "questions", "difference", "findings"):
        app.segmented_control(key="desk-step").set_value(step).run()
        assert app.segmented_control(key="desk-step").value == step
        assert not app.exception
        assert left_beside_excerpts(app, printed) == set()


def left_beside_excerpts(app: AppTest, quoted: list[str]) -> set[str]:
    """A piece of a sheet on the screen is what was read."""
    return {text for text in left(app, quoted) if "class='excerpt'" not in text}


@pytest.mark.usefixtures("quick_reading")
def test_whose_figures_a_file_holds_is_asked_and_decided_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    pipeline.ingest([asking.report()], Warehouse(tmp_path))
    rows = f"1 | {asking.RECEIVED} | Hồ sơ | 770"
    file = ReceivedFile("bao cao huyen lak.xlsx", workbook_bytes(Biểu_1=form(rows, "Báo cáo cải cách hành chính")))
    app = dropped(file)
    app.segmented_control(key="desk-step").set_value("questions").run()
    printed = ["Biểu 1", *names(tmp_path)]
    told = words(app).replace("\\", "")
    assert "Reporting unit of **“bao cao huyen lak.xlsx”**" in told
    assert "The whole file is not loaded · Biểu 1 · cell A1 · The title names no reporting unit." in told
    assert "/100, the file name has “Huyện Lắk”" in told
    assert left_beside_excerpts(app, printed) == set()


@pytest.mark.usefixtures("quick_reading")
def test_the_catalogue_is_found_and_refuses_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    publish(tmp_path)
    app = open_page("catalogue", lang="en")
    app.text_input(key="search-indicators").set_value("resolved late").run()
    assert "Dossiers resolved late" in set(app.dataframe[0].value.iloc[:, 0])
    app.segmented_control(key="muc").set_value("targets").run()
    (uploader,) = app.file_uploader
    table = "code;indicator;value;document\n;khong_co;1;\n".encode("utf-8-sig")
    uploader.upload("muc tieu.csv", table, "text/csv").run()
    assert "Not stored yet" in app.error[0].value
    assert not vietnamese(app.error[0].value.replace("\\", ""))


def asked(app: AppTest, key: str) -> str:
    """What the address says; what a test writes there and what the app does come in two shapes."""
    value = app.query_params[key]
    return value if isinstance(value, str) else value[-1]


def test_the_switch_keeps_the_page_and_the_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    publish(tmp_path)
    app = open_page("dossiers")
    app.segmented_control(key="cap").set_value("district").run()
    chosen = {key: asked(app, key) for key in ("ky", "cap")}
    assert chosen["cap"] == "district"
    app.segmented_control(key="language-bar").set_value("en").run()
    assert title(app) == "Administrative dossiers"
    assert {key: asked(app, key) for key in ("ky", "cap")} == chosen
    assert asked(app, "lang") == "en"
    assert app.segmented_control(key="cap").value == "district"
    app.segmented_control(key="language-bar").set_value("vi").run()
    assert title(app) == "Hồ sơ TTHC"
    assert {key: asked(app, key) for key in ("ky", "cap")} == chosen
    assert "lang" not in app.query_params


def test_a_link_opens_in_its_language_and_an_empty_address_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    publish(tmp_path)
    app = open_page("staffing", lang="en")
    assert title(app) == "Staffing", "the menu leaves the address empty"
    assert asked(app, "lang") == "en", "and the page writes it again"
    app.query_params.clear()
    app.query_params["ky"] = "2022"
    app.run()
    assert title(app) == "Biên chế", "a link without a language is one in Vietnamese"
    assert title(open_page(lang="fr")) == "Tổng quan"


def test_answers_that_are_kept_speak_the_language_of_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    publish(tmp_path)
    for _ in range(2):  # the second time from what is kept
        english, vietnamese_page = open_page("figures", lang="en"), open_page("figures")
        told = [set(app.dataframe[0].value.iloc[:, 1]) for app in (english, vietnamese_page)]
        assert "Dossiers resolved" in told[0]
        assert "Chỉ tiêu dossiers_resolved" in told[1], "as the warehouse names it"
        assert not told[0] & told[1]
        assert "Snapshot 1" in words(english)
        assert "Bản số liệu số 1" in words(vietnamese_page)
