"""The forms page: what may be chosen, what it says a form will hold, and when it offers a file."""

from datetime import date
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import form_texts, forms
from etl import pipeline, unit_form
from etl.form_history import Earlier, History
from etl.model import LoadReport, ReceivedFile
from etl.periods import Period
from etl.reference import ReportingUnit
from etl.snapshots import Warehouse
from tests.screens import ROOT, open_page, words
from tests.workbooks import TABLES, form, workbook_bytes

pytestmark = pytest.mark.usefixtures("quick_reading")

LAK = "dak-lak.huyen-lak"


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")


@pytest.fixture
def of_lak(tmp_path: Path) -> None:
    """A warehouse with a report of Lắk for Quý I/2024."""
    title = "Báo cáo CCHC quý I năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
    rows = "1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 770"
    file = ReceivedFile("a.xlsx", workbook_bytes(Biểu_1=form(rows, title)))
    pipeline.ingest([file], Warehouse(tmp_path), received_by="test")


def chosen(
    app: AppTest, units: list[str], *, kind: str = "-Q2", year: int = 2024, themes: list[str] | None = None
) -> AppTest:
    """The page with these choices."""
    app.selectbox("form-kind-of-period").set_value(kind)
    app.selectbox("form-year").set_value(year)
    app.run()
    app.multiselect("form-units").set_value(units)
    if themes is not None:
        app.multiselect("form-themes").set_value(themes)
    return app.run()


def first_layout(app: AppTest, level: str) -> str:
    layout = app.selectbox(f"form-layout-{level}").value
    assert layout is not None
    return str(layout.code)


def downloads(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


@pytest.mark.usefixtures("of_lak")
def test_it_says_what_the_form_will_hold_before_the_download() -> None:
    app = open_page("forms")
    assert downloads(app) == []
    assert app.selectbox("form-province").value == "Tỉnh Đắk Lắk"
    app = chosen(app, [LAK], themes=["dossiers"])
    assert not app.exception
    said = form_texts.SUMMARY_OF_ONE.format(rows=1, reported=1, usual=0, catalogue=0, before="Quý I/2024")
    assert said in words(app)
    assert downloads(app) == [form_texts.DOWNLOAD_ONE]


@pytest.mark.usefixtures("of_lak")
def test_several_units_come_in_one_file_and_all_can_be_chosen_at_once() -> None:
    app = chosen(open_page("forms"), [LAK])
    app.segmented_control("form-level").set_value("commune").run()
    assert app.multiselect("form-units").value == []  # a huyện is none of the xã
    app.button("form-all-units").click().run()
    count = len(app.multiselect("form-units").value)
    assert count == 11
    assert downloads(app) == [form_texts.DOWNLOAD_MANY.format(count=count)]
    app.segmented_control("form-kind").set_value("official").run()
    assert form_texts.MANY.format(count=11, seconds=6) in words(app)


@pytest.mark.usefixtures("of_lak")
def test_official_layouts_of_the_unit_s_level_come_first() -> None:
    app = chosen(open_page("forms"), [LAK])
    app.segmented_control("form-kind").set_value("official").run()
    assert not app.exception
    assert first_layout(app, "district") == "dak-lak-2022"
    assert downloads(app) == [form_texts.DOWNLOAD_ONE]


def test_an_empty_warehouse_offers_the_catalogue_and_the_layouts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "first_load", lambda _warehouse, _progress=None: LoadReport(()))
    app = open_page("forms")
    app.selectbox("form-kind-of-period").set_value("-Q1")
    app.selectbox("form-year").set_value(2024).run()
    app.selectbox("form-province").set_value("Tỉnh Hà Tĩnh").run()
    app.multiselect("form-units").set_value(["ha-tinh.so-tai-chinh"]).run()
    assert not app.exception
    assert form_texts.NO_BEFORE in words(app)
    assert downloads(app) == [form_texts.DOWNLOAD_ONE]
    app.segmented_control("form-kind").set_value("official").run()
    assert first_layout(app, "department") == "ha-tinh-2024"
    assert downloads(app) == [form_texts.DOWNLOAD_ONE]


def test_after_the_reform_there_is_no_district_to_choose() -> None:
    units = unit_form.units_of(Period("2026-Q1"), TABLES)
    assert "district" not in forms.levels([unit for unit in units if unit.province == "Tỉnh Đắk Lắk"])


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (date(2024, 3, 10), (2024, "-Q1")),
        (date(2024, 3, 20), (2024, "-Q1")),
        (date(2024, 6, 1), (2024, "-Q2")),
        (date(2024, 12, 20), (2024, "-Q4")),
        (date(2025, 1, 5), (2024, "-Q4")),
        (date(2025, 2, 20), (2025, "-Q1")),
    ],
)
def test_first_the_quarter_whose_report_is_written_now(today: date, wanted: tuple[int, str]) -> None:
    assert forms.due(today) == wanted
    assert wanted[0] in forms.years(today)


def test_every_kind_of_period_has_a_name_and_a_code() -> None:
    kinds = forms.period_kinds()
    assert len(set(kinds.values())) == len(kinds) == 19
    assert [kinds[kind] for kind in ("-Q1", "-H1", "-9M", "", "-M05")] == [
        "Quý I",
        "6 tháng",
        "9 tháng",
        "Năm",
        "Tháng 5",
    ]


def test_units_that_a_title_cannot_name_are_told_apart() -> None:
    lak = TABLES.unit_of[LAK]
    odd = ReportingUnit("x", "Tổ công tác số 3", "khác", "other", "", "", "", lak.valid_from, None, "provisional")
    assert forms.unrecognised([lak, odd], Period("2024-Q1"), TABLES.with_units((odd,))) == ["Tổ công tác số 3"]


def test_the_preview_says_why_each_indicator_is_asked_for() -> None:
    history = History((Earlier("2024-Q1", "staff_present", "", 78),), frozenset({("staff_assigned", "")}))
    made = unit_form.plan(TABLES.unit_of[LAK], Period("2024-Q2"), ("staffing",), history, TABLES)
    table = forms.rows(made)
    assert list(table[form_texts.ROWS["why"]]) == [form_texts.WHY["usual"], form_texts.WHY["reported"]]
    assert list(table[form_texts.ROWS["before"]]) == ["", "78"]


def test_an_archive_holds_every_form_under_its_own_name() -> None:
    twins = [("a.xlsx", b"1"), ("a.xlsx", b"2"), ("b.xlsx", b"3")]
    assert dict(unit_form.named_once(twins)) == {"a.xlsx": b"1", "a_2.xlsx": b"2", "b.xlsx": b"3"}
    assert unit_form.zipped(twins) == unit_form.zipped(twins)
