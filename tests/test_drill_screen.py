"""The dialog of a figure through the whole app: opened by a link or a row, closed for good, refused where invented."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import streamlit
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import address, drill
from dashboard.drill import marks
from etl import pipeline
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from tests.screens import ROOT, open_page, words
from tests.warehouses import publish

LAK = "dak-lak.huyen-lak"
REPORT = ROOT / "data" / "appendices" / "000_bao-cao-486_huyen-lak_nam-2022.xlsx"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    return tmp_path


def opened(app: AppTest) -> list[str]:
    """The code of the figure that is open."""
    asked = app.query_params["o"] if app.get("dialog") else []
    return [asked] if isinstance(asked, str) else asked


def test_a_link_opens_the_figure_with_its_formula_its_cells_and_its_file(place: Path) -> None:
    pipeline.ingest([ReceivedFile(REPORT.name, REPORT.read_bytes())], Warehouse(place))
    app = open_page(ky="2022", o=f"{LAK}~2022~dossiers_on_time_rate~commune")
    assert not app.exception
    assert opened(app) == [f"{LAK}~2022~dossiers_on_time_rate~commune"]
    told = words(app)
    for part in (
        "<strong>99,93 %</strong> = 22.963 ÷ 22.979 × 100", "Tỷ lệ in trong báo cáo: 100 %.", "Tỷ lệ in không khớp",
        "<dd>Biểu mẫu 3 · ô D31</dd>", "“22.963”", REPORT.name, "<dd>Phụ lục của đơn vị</dd>",
    ):  # fmt: skip
        assert part in told
    assert "số thành phần là 99,93" in told  # the warning at the cell
    framed = [html.proto.body for html in app.get("html") if "class='excerpt'" in html.proto.body]
    assert [body.partition("asked'>")[2].partition("<")[0] for body in framed] == ["22.963", "22.979", "100%"]
    assert [button.proto.label for button in app.get("download_button")].count("Tải tệp gốc") == 3


@pytest.mark.parametrize("lens", [{}, {"donvi": "hien-nay"}])
def test_every_figure_that_the_overview_leads_to_opens(place: Path, lens: dict[str, str]) -> None:
    publish(place)
    told = words(open_page(ky="2022", **lens))
    found = {unquote(code) for code in re.findall(r"[?&;]o=([^&'\"]+)", told)}
    assert found
    for code in found:
        assert opened(open_page(ky="2022", o=code, **lens)) == [code]


def test_a_file_that_is_gone_is_said(place: Path) -> None:
    publish(place)
    app = open_page(ky="2022", o="lak~2022~staff_contract~")
    assert opened(app)
    assert "Kho không còn giữ tệp gốc này." in words(app)
    assert "<strong>0 người</strong>" in words(app)


@pytest.mark.parametrize(
    "invented",
    [
        "x",
        "lak~2022~no_such~",
        "nowhere~2022~staff_contract~",
        "lak~1999~staff_contract~",
        "lak~2022~staff_contract~all",
    ],
)
def test_what_does_not_exist_is_refused_and_forgotten(place: Path, invented: str) -> None:
    publish(place)
    app = open_page(ky="2022", o=invented)
    assert not app.exception
    assert not app.get("dialog")
    assert "Đường liên kết có giá trị không còn trong kho số liệu" in words(app)
    assert "o" not in app.query_params
    assert "Đường liên kết có giá trị" not in words(app.run())


def test_it_stays_with_the_page_it_was_opened_on(place: Path) -> None:
    publish(place)
    app = open_page(ky="2022", o="lak~2022~staff_contract~")
    assert opened(app.run())
    assert not app.switch_page("pages/quality.py").run().get("dialog")


def test_an_empty_warehouse_opens_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "first_load", lambda _warehouse, _progress=None: None)
    app = open_page(o="lak~2022~staff_contract~")
    assert not app.exception
    assert place.exists()
    assert not app.get("dialog")


@pytest.mark.parametrize(
    ("page", "table", "expected"),
    [
        ("figures", "figures", ["lak~2022~dossiers_resolved~commune", "lak~2022~dossiers_resolved~district"]),
        ("investment", "table-district-investment_plan", ["lak~2022~investment_disbursement_rate~", ""]),
    ],
)
def test_the_rows_of_a_table_twin_carry_their_figures(
    place: Path, monkeypatch: pytest.MonkeyPatch, page: str, table: str, expected: list[str]
) -> None:
    publish(place)
    rows: dict[str, list[str]] = {}
    monkeypatch.setattr(drill, "table", lambda _shown, codes, key, **_more: rows.update({key: list(codes)}))
    assert not open_page(page, ky="2022", bang="1").exception
    assert rows[table][:2] == expected


def test_the_marks_of_a_chart_carry_their_figures(place: Path) -> None:
    publish(place)
    drawn = open_page("investment", ky="2022").get("plotly_chart")
    (chart,) = (each for each in drawn if each.key == "chart-district-investment_plan")
    marks = [mark["customdata"] for mark in json.loads(chart.proto.spec)["data"] if "customdata" in mark]
    assert marks == [["lak~2022~investment_disbursement_rate~"]] * 2  # plan and disbursed


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What Streamlit holds when it calls back: nothing but the page."""
    held: dict[str, Any] = {"address-page": "ho-so"}
    monkeypatch.setattr(streamlit, "session_state", held)
    return held


@pytest.mark.parametrize("customdata", ["a~2024~x~", ["a~2024~x~"]])
def test_a_mark_is_asked_for_and_its_chart_made_anew(
    session: dict[str, Any], monkeypatch: pytest.MonkeyPatch, customdata: str | list[str]
) -> None:
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(streamlit, "plotly_chart", lambda _figure, **more: drawn.append(more))
    assert marks.chart({}, "chart-x") == "chart-x"
    session["chart-x"] = {"selection": {"points": [{"customdata": customdata}]}}
    drawn[0]["on_select"]()
    assert address.asked("o") == ["a~2024~x~"]
    assert marks.chart({}, "chart-x") == "chart-x-1"


@pytest.mark.parametrize(("rows", "asked"), [([1], ["b"]), ([0], []), ([], []), ([7], [])])
def test_a_row_is_asked_for_where_it_has_a_figure(
    session: dict[str, Any], monkeypatch: pytest.MonkeyPatch, rows: list[int], asked: list[str]
) -> None:
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(streamlit, "caption", lambda _text: None)
    monkeypatch.setattr(streamlit, "dataframe", lambda _shown, **more: drawn.append(more))
    marks.table(None, ["", "b"], "t")
    session["t"] = {"selection": {"rows": rows}}
    drawn[0]["on_select"]()
    assert address.asked("o") == asked
    marks.table(None, ["", ""], "t")  # nothing to open: a table like any other
    assert "on_select" not in drawn[1]
