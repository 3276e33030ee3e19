"""The trial: an invented province in a warehouse of its own, marked on every page, and the way back."""

from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import first_run, texts
from etl import pipeline
from etl.drafts import Drafts
from etl.model import LoadReport, Progress
from etl.snapshots import Warehouse
from tests.screens import ROOT, open_page, words
from tests.warehouses import Row, publish

INVENTED = (Row("lak", "2024-Q1", "dossiers_resolved", 400, "400", "district"),)
TRIAL = {"minh-hoa": "1"}


@pytest.fixture(autouse=True)
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real warehouse, with figures of 2022."""
    place = tmp_path / "kho"
    monkeypatch.setenv("WAREHOUSE", str(place))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    publish(place)
    return place


@pytest.fixture
def beside(real: Path) -> Path:
    """The trial's warehouse, filled before."""
    place = real.with_name("kho-minh-hoa")
    publish(place, INVENTED, names={"lak": "Huyện Vân Tiên"})
    return place


def banner(app: AppTest) -> bool:
    return texts.TRIAL_BANNER in [element.value for element in app.markdown]


def files(place: Path) -> dict[str, bytes]:
    """All but the log, which is the server's and not of one warehouse."""
    there = [path for path in place.rglob("*") if path.is_file() and path.parent.name != "logs"]
    return {str(path): path.read_bytes() for path in there}


def test_real_figures_are_what_a_visitor_sees_first(beside: Path) -> None:
    app = open_page()
    assert not banner(app)
    assert "53,66 %" in words(app)
    assert "Huyện Vân Tiên" not in words(app)
    assert beside.is_dir()


@pytest.mark.usefixtures("quick_reading")
def test_the_first_visit_invents_a_province_and_leaves_the_real_figures_alone(
    real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_run, "TRIAL_UNITS", 6)
    monkeypatch.setattr(first_run, "TRIAL_PERIODS", 1)
    before = files(real)
    app = open_page()
    app.button(key="enter-trial").click().run()
    assert not app.exception
    assert not app.error
    assert banner(app)
    assert app.query_params["minh-hoa"] == "1"
    assert "Năm 2024" in words(app)
    assert "Huyện Lắk" not in words(app)
    assert Warehouse(real.with_name("kho-minh-hoa")).current() is not None
    app.switch_page("pages/figures.py").run()
    assert set(app.dataframe[0].value["Tệp"].str[:8]) == {"minh-hoa"}
    assert files(real) == before


@pytest.mark.parametrize("page", ["overview", "dossiers", "onestop", "staffing", "investment", "figures", "upload"])
def test_every_page_of_the_trial_says_so(beside: Path, page: str) -> None:
    app = open_page(page, **TRIAL)
    assert not app.exception
    assert not app.error
    assert banner(app)
    assert app.query_params["minh-hoa"] == "1"
    assert beside.is_dir()


def test_a_link_opens_the_same_warehouse(beside: Path) -> None:
    app = open_page("dossiers", ky="2024-Q1", **TRIAL)
    assert "400" in "".join(chart.proto.alt for chart in app.get("plotly_chart"))
    assert not banner(open_page(ky="2022"))
    assert not banner(open_page(**{"minh-hoa": "x"}))
    assert beside.is_dir()


def test_the_way_back_shows_real_figures_again(beside: Path) -> None:
    app = open_page(**TRIAL)
    app.button(key="leave-trial").click().run()
    assert not app.exception
    assert not banner(app)
    assert "minh-hoa" not in app.query_params
    assert "53,66 %" in words(app)
    assert beside.is_dir()


def test_a_choice_that_the_other_warehouse_does_not_know_is_dropped(beside: Path) -> None:
    app = open_page(ky="2024-Q2", cap="commune", dv=["binh-yen"])
    app.button(key="enter-trial").click().run()
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="ky").value == "2024-Q1"
    assert beside.is_dir()


def test_uploads_of_the_trial_go_to_its_own_warehouse(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def ingest(_files: object, warehouse: Warehouse, **_options: object) -> LoadReport:
        asked.append(warehouse.folder)
        return LoadReport(())

    monkeypatch.setattr(pipeline, "ingest", ingest)
    app = open_page("upload", **TRIAL)
    assert texts.TRIAL_UPLOAD in words(app)
    app.file_uploader(key="upload").upload("a.xlsx", b"PK", "application/octet-stream").run()
    app.button(key="check").click().run()
    assert not app.exception
    assert [place.is_relative_to(beside) for place in asked] == [True]
    assert Drafts(Warehouse(beside)).all()


def test_a_trial_that_cannot_be_prepared_is_told(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ingest(_files: object, _warehouse: Warehouse, *, progress: Progress, **_options: object) -> LoadReport:
        progress(0, 1, "Đang đọc")
        raise RuntimeError("bí mật bên trong")

    monkeypatch.setattr(first_run, "TRIAL_UNITS", 6)
    monkeypatch.setattr(first_run, "TRIAL_PERIODS", 1)
    monkeypatch.setattr(pipeline, "ingest", ingest)
    app = open_page(**TRIAL)
    assert not app.exception
    assert "mã " in app.error[0].value
    assert banner(app)
    assert real.is_dir()
