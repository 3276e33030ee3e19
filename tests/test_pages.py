"""Every page through AppTest: an empty warehouse, a small one, bad addresses, hostile names, failures."""

import logging
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import queries
from etl import pipeline
from etl.database import WarehouseError
from etl.model import LoadReport, Progress
from etl.snapshots import Warehouse
from tests.screens import ROOT, open_page, words
from tests.warehouses import ROWS, Row, publish

PAGES = {
    "overview": "Tổng quan",
    "dossiers": "Hồ sơ TTHC",
    "onestop": "iGate và trực tuyến",
    "staffing": "Biên chế",
    "investment": "Giải ngân đầu tư công",
    "compare": "So sánh",
    "profile": "Hồ sơ đơn vị",
    "figures": "Số liệu",
    "quality": "Chất lượng số liệu",
    "catalogue": "Danh mục",
    "forms": "Biểu mẫu",
    "history": "Lịch sử nạp",
    "upload": "Nạp phụ lục",
}
every_page = pytest.mark.parametrize("page", PAGES)


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)  # config.toml is looked for in the working folder
    config.set_option("client.showErrorDetails", "full")


def downloads(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


def charts(app: AppTest) -> list[str]:
    return [chart.proto.alt for chart in app.get("plotly_chart")]


@every_page
def test_a_small_warehouse_shows_on_every_page(tmp_path: Path, page: str) -> None:
    publish(tmp_path)
    app = open_page(page)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == PAGES[page]
    assert "Bản số liệu số 1" in words(app)


@every_page
def test_an_empty_warehouse_says_what_to_do(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setattr(pipeline, "first_load", lambda _warehouse, _progress=None: LoadReport(()))
    app = open_page(page)
    assert not app.exception
    assert not app.error
    assert "Nạp phụ lục" in words(app)
    assert "Kho số liệu trống" in words(app)


def test_the_first_run_loads_the_shipped_appendices_with_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def first_load(warehouse: Warehouse, progress: Progress) -> LoadReport:
        progress(1, 2, "Đang đọc tệp a.xlsx")
        told.append(str(warehouse.folder))
        publish(warehouse.folder)
        return LoadReport((), snapshot="snapshot-000001.duckdb")

    monkeypatch.setattr(pipeline, "first_load", first_load)
    app = open_page()
    assert told == [str(tmp_path)]
    assert "53,66 %" in words(app)


def test_a_warehouse_of_an_earlier_release_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def refresh(warehouse: Warehouse) -> bool:
        asked.append(warehouse.folder)
        return False

    monkeypatch.setattr(pipeline, "refresh", refresh)
    publish(tmp_path)
    open_page().run()
    assert asked == [tmp_path]  # once per session


def test_figures_show_even_where_the_warehouse_cannot_be_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refresh(_warehouse: Warehouse) -> bool:
        raise WarehouseError("Không ghi được vào thư mục kho số liệu.")

    monkeypatch.setattr(pipeline, "refresh", refresh)
    publish(tmp_path)
    app = open_page()
    assert not app.error
    assert "53,66 %" in words(app)


def test_a_failing_first_run_is_told_in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_load(_warehouse: Warehouse, _progress: Progress) -> LoadReport:
        raise WarehouseError("Không ghi được vào thư mục kho số liệu.")

    monkeypatch.setattr(pipeline, "first_load", first_load)
    app = open_page()
    assert [error.value for error in app.error] == ["Không ghi được vào thư mục kho số liệu."]


def test_the_overview_opens_on_the_best_covered_period(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page()
    assert app.selectbox(key="ky").value == "2022"
    shown = words(app)
    for expected in ("Cấp huyện · Năm 2022", "99,21 %", "99,93 %", "53,66 %", "⚠ 1 đơn vị in lệch", "Xã Bình Yên"):
        assert expected in shown
    assert "Giải ngân: in 30 %, tính lại 53,66 %" in shown


def test_printed_and_recomputed_stand_side_by_side_on_the_investment_page(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("investment")
    spec = app.get("plotly_chart")[0].proto.spec
    assert "53,66 %" in spec
    assert "\\u26a0 in 30 %" in spec or "⚠ in 30 %" in spec
    assert "1 trên 2 đơn vị báo cáo" in words(app)
    assert "01/01/2022–14/12/2022" in words(app)
    assert charts(app)[0].startswith("Giải ngân trên kế hoạch vốn, so với tiến độ")


def test_levels_of_handling_are_never_put_together(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("dossiers")
    assert "Tỷ lệ giải quyết đúng hạn – cấp huyện giải quyết" in [header.value for header in app.subheader]
    assert not any("cấp xã giải quyết" in header.value for header in app.subheader)
    assert "không cộng với nhau" in words(app)


def test_a_shared_link_reopens_the_view(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page(ky="2024-Q1", cap="commune", dv=["binh-yen"])
    assert app.selectbox(key="ky").value == "2024-Q1"
    assert app.multiselect(key="dv").value == ["binh-yen"]
    assert "Cấp xã · Quý I/2024" in words(app)


def test_filters_go_to_the_address_and_survive_page_changes(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page()
    app.selectbox(key="ky").set_value("2024-Q1").run()
    assert app.query_params["ky"] == "2024-Q1"
    for page in ("upload", "dossiers"):
        app.switch_page(f"pages/{page}.py").run()
        assert app.query_params["ky"] == "2024-Q1"
    assert app.selectbox(key="ky").value == "2024-Q1"


def test_an_address_that_somebody_else_wrote_wins(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page()
    app.query_params["ky"] = "2024-Q2"  # as the browser's Back does
    app.run()
    assert app.selectbox(key="ky").value == "2024-Q2"


@pytest.mark.parametrize(
    "address",
    [
        {"ky": "1999"},
        {"ky": "' OR 1=1 --", "cap": "<script>", "dv": ["không có", "lak"]},
        {"cap": "province"},
        {"dv": ["**x**"]},
    ],
)
def test_unknown_values_in_a_link_are_ignored_and_said(tmp_path: Path, address: dict[str, str | list[str]]) -> None:
    publish(tmp_path)
    app = open_page("overview", **address)
    assert not app.exception
    assert app.selectbox(key="ky").value == "2022"
    assert "được bỏ qua" in words(app)
    assert "<script>" not in words(app).replace(r"\<script\>", "")


def test_a_choice_without_figures_says_which_periods_have_some(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("investment", ky="2024-Q1")
    assert "chưa có số liệu" in words(app)
    app.button(key="go-2022").click().run()
    assert app.selectbox(key="ky").value == "2022"
    assert charts(app)


def test_hostile_names_are_shown_as_text(tmp_path: Path) -> None:
    publish(tmp_path, names={"lak": "Huyện <img src=x onerror=alert(1)> **đậm** [x](javascript:1)"})
    for page in PAGES:
        app = open_page(page)
        assert not app.exception
        assert "<img" not in words(app).replace(r"\<img", "")
        assert "[x](javascript" not in words(app, with_html=False)


def test_a_new_load_is_seen_at_the_next_run(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("figures", ky="2022")
    before = len(app.dataframe[0].value)
    publish(tmp_path, (*ROWS, Row("lak", "2022", "online_dossier_base", 6, "6")))
    app.run()
    assert len(app.dataframe[0].value) == before + 1
    assert "Bản số liệu số 2" in words(app)


def test_one_run_asks_one_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    side_by_side = queries.side_by_side

    def load_meanwhile(*args: object, **values: object) -> object:
        publish(tmp_path, ROWS[:1])
        return side_by_side(*args, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "side_by_side", load_meanwhile)
    app = open_page()
    assert "Bản số liệu số 1" in words(app)
    assert "53,66 %" in words(app)


def test_the_figures_page_offers_three_files_and_narrows_by_indicator(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("figures")
    assert len(app.dataframe[0].value) == 19
    assert downloads(app) == ["CSV cho Excel tiếng Việt", "CSV cho máy", "Excel (XLSX)"]
    app.multiselect(key="ct").set_value(["staff_present"]).run()
    assert len(app.dataframe[0].value) == 2


def test_many_units_show_one_indicator_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.comparison.MANY_UNITS", 1)
    publish(tmp_path)
    app = open_page("dossiers", ky="2022")
    assert not app.exception
    assert app.get("button_group")
    assert charts(app)


def test_our_own_error_is_a_sentence_with_an_id_and_goes_to_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish(tmp_path)

    def broken(*_args: object, **_values: object) -> None:
        raise RuntimeError("bí mật bên trong")

    monkeypatch.setattr(queries, "side_by_side", broken)
    with caplog.at_level(logging.ERROR):
        app = open_page()
    assert not app.exception
    assert len(app.error) == 1
    assert "lỗi ngoài dự kiến" in app.error[0].value
    assert "bí mật" not in words(app)
    code = app.error[0].value.split("mã ")[1][:8]
    assert any(code in record.getMessage() for record in caplog.records)


def test_a_damaged_snapshot_is_told_in_vietnamese(tmp_path: Path) -> None:
    publish(tmp_path).write_bytes(b"not a database")
    app = open_page()
    assert not app.exception
    assert "Không còn bản số liệu nào đọc được" in app.error[0].value


def test_the_blank_form_is_offered(tmp_path: Path) -> None:
    publish(tmp_path)
    app = open_page("upload")
    assert downloads(app) == ["Tải mẫu nhập số liệu trống"]
