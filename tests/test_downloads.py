"""Every page with figures gives what it shows: the rows that it promises, in three files that say what they are."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import openpyxl
import pytest
import streamlit
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import export, export_notes, queries
from dashboard.queries.ask import CURRENT_UNITS
from etl import __main__ as cli
from etl import seals
from tests.screens import ROOT, open_page, words
from tests.warehouses import publish
from tests.world import ON_TIME, ON_TIME_RATE, RESOLVED, Fact, World

LAK_2022 = {"ky": "2022", "cap": "district", "dv": "lak"}
SECTIONS = ("reports", "findings", "rates", "corrections")
Files = dict[str, Callable[[], bytes]]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    snapshot = publish(tmp_path)
    seals.place(snapshot).unlink()  # it is written into below
    with duckdb.connect(str(snapshot)) as con:
        con.execute(
            "INSERT INTO corrections VALUES ('lak-1', 'lak', '2022', 'staff_present', '', 'own_appendix', '78', "
            "'replace', 79, '=đếm lại', 'Hà', '2026-10-01', 'active', 'imported')"
        )
    return tmp_path


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What the buttons of the last page give, by the name of the file; AppTest itself hands out no files."""
    given: Files = {}
    button = streamlit.download_button

    def noting(label: str, data: Any, **more: Any) -> bool:
        given[more["file_name"]] = data
        return button(label, data, **more)

    monkeypatch.setattr(streamlit, "download_button", noting)
    return given


def page(files: Files, name: str, **address: str | list[str]) -> AppTest:
    app = open_page(name, **address)
    files.clear()
    app.run()
    assert not app.exception
    return app


def three(files: Files, stem: str) -> tuple[list[dict[str, str]], list[dict[str, str]], list[dict[str, Any]]]:
    """The rows of the two CSV files and of the workbook."""
    excel = io.StringIO(files[f"{stem}_excel.csv"]().decode("utf-8-sig"), newline="")
    plain = io.StringIO(files[f"{stem}.csv"]().decode(), newline="")
    header, *cells = openpyxl.load_workbook(io.BytesIO(files[f"{stem}.xlsx"]())).worksheets[0].values
    book = [dict(zip(map(str, header), row, strict=True)) for row in cells]
    return list(csv.DictReader(excel, delimiter=";")), list(csv.DictReader(plain)), book


def notes(files: Files, stem: str, sheet: str = "Thông tin") -> dict[str, list[str]]:
    """The second sheet: what is said under each label."""
    found: dict[str, list[str]] = {}
    label = ""
    for what, said in openpyxl.load_workbook(io.BytesIO(files[f"{stem}.xlsx"]()))[sheet].values:
        label = str(what) if what else label
        found.setdefault(label, []).append(str(said))
    return found


def promised(app: AppTest, title: str = "Tải số liệu đang xem") -> list[int]:
    """The numbers of rows that stand beside the buttons."""
    told = [str(element.value) for element in app.markdown if title in str(element.value)]
    return [int(text.split("**")[1].removesuffix(" dòng").replace(".", "")) for text in told]


def stems(files: Files) -> list[str]:
    return [name.removesuffix(".xlsx") for name in files if name.endswith(".xlsx")]


@pytest.mark.parametrize("address", [{"ky": "2022"}, LAK_2022, {"ky": "2024-Q2"}], ids=["all", "lak", "quarter"])
@pytest.mark.parametrize("name", ["overview", "dossiers", "onestop", "staffing", "investment", "figures"])
def test_the_promised_number_of_rows_is_in_all_three_files(files: Files, name: str, address: dict[str, str]) -> None:
    app = page(files, name, **address)
    counts = {
        stem: [len(rows) for rows in three(files, stem)] for stem in stems(files)
    }  # fmt: skip
    assert [[count] * 3 for count in promised(app)] == list(counts.values())
    assert all(count > 0 for found in counts.values() for count in found)
    has_figures = bool(app.dataframe or app.get("plotly_chart")) or name == "overview"
    assert bool(counts) == has_figures


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_of_the_quality_page_keeps_its_promise(files: Files, section: str) -> None:
    app = page(files, "quality", ky="2022")
    app.session_state["muc"] = section
    files.clear()
    app.run()
    assert not app.exception
    (stem,) = stems(files)
    assert [len(rows) for rows in three(files, stem)] == promised(app) * 3
    assert promised(app)[0] > 0
    assert stem.startswith("chat-luong-so-lieu-")
    assert notes(files, stem)["Trang"][0].startswith("Chất lượng số liệu: ")


def test_a_theme_page_gives_what_its_charts_draw(files: Files) -> None:
    page(files, "dossiers", **LAK_2022)
    _, plain, book = three(files, "ho-so-tthc_nam-2022_cap-huyen_1-don-vi_ban-1")
    assert [(row["indicator"], row["handled_by"], row["origin"], row["raw"]) for row in plain] == [
        ("dossiers_resolved_late", "district", "reported", "06"),
        ("dossiers_resolved", "district", "reported", "764"),
        ("dossiers_resolved_on_time", "district", "reported", "758"),
        ("dossiers_on_time_rate", "district", "reported", "100%"),
        ("dossiers_on_time_rate", "district", "computed", ""),
    ]
    assert list(plain[0]) == list(export.COLUMNS)
    assert [row["value"] for row in book][:3] == [6, 764, 758]
    computed = book[-1]
    assert computed["value"] == pytest.approx(100 * 758 / 764)
    assert computed["cell"] == "D2 / D1"


def test_pairs_are_drawn_and_given_without_what_is_not_drawn(files: Files) -> None:
    page(files, "staffing", ky="2022")
    _, plain, _ = three(files, "bien-che_nam-2022_cap-huyen_ban-1")
    assert {row["indicator"] for row in plain} == {"staff_assigned", "staff_present", "staff_contract"}


def test_the_overview_gives_its_rates_and_what_they_are_made_of(files: Files) -> None:
    page(files, "overview", ky="2022")
    (stem,) = stems(files)
    _, plain, _ = three(files, stem)
    rates = {"dossiers_on_time_rate", "online_dossier_rate", "staff_fill_rate", "investment_disbursement_rate"}
    parts = {
        "dossiers_resolved", "dossiers_resolved_on_time", "dossiers_resolved_late", "online_dossier_base",
        "online_dossiers_received", "staff_assigned", "staff_present", "investment_plan", "investment_disbursed",
    }  # fmt: skip
    assert {row["indicator"] for row in plain if row["origin"] == "computed"} == rates
    assert {row["indicator"] for row in plain} == rates | parts
    assert sum(row["origin"] == "reported" for row in plain) == 17


def test_charts_over_time_give_the_rows_of_all_their_periods(files: Files) -> None:
    page(files, "dossiers", ky="2024-Q2", cap="commune")
    (stem,) = [name for name in stems(files) if name.startswith("dien-bien-qua-cac-ky")]
    _, _, book = three(files, stem)
    assert [(row["Kỳ"], row["Tỷ lệ tính lại (%)"], row["Tử số"]) for row in book] == [
        ("Quý I/2024", 100, 348), ("Quý II/2024", 75, 150),
    ]  # fmt: skip


def test_the_second_sheet_says_how_to_see_the_same_again(files: Files) -> None:
    app = page(files, "figures", bietden="1", **LAK_2022)
    app.multiselect(key="ct").set_value(["staff_present"])
    files.clear()
    app.run()
    (stem,) = stems(files)
    assert stem == "so-lieu_nam-2022_cap-huyen_1-don-vi_biet-den-lan-1_ban-1"
    told = notes(files, stem)
    assert told["Trang"] == ["Số liệu"]
    assert told["Kỳ báo cáo"] == ["Năm 2022"]
    assert told["Cấp"] == ["Cấp huyện"]
    assert told["Đơn vị"] == ["Huyện Lắk"]
    assert told["Chỉ tiêu"] == ["Chỉ tiêu staff_present"]
    assert told["Cách xem đơn vị"] == ["Như báo cáo"]
    assert told["Số liệu biết đến"][0].startswith("Nạp lần 1 · ")
    assert told["Bản số liệu"][0].startswith("số 1, lập ")
    assert parse_qs(urlsplit(told["Mở lại cách xem này"][0]).query) == {
        key: [value] for key, value in (LAK_2022 | {"bietden": "1", "bang": "1", "ct": "staff_present"}).items()
    }
    assert told["Số dòng"] == ["1 dòng"]
    assert told["Độ phủ"] == [
        "Cấp huyện: 1 đơn vị có số liệu trong tệp; 1 trên 1 đơn vị phải báo cáo kỳ này đã báo cáo"
    ]
    assert told["Chỉ tiêu và đơn vị tính"] == ["Chỉ tiêu staff_present (staff_present): người"]
    assert [line.split(":")[0] for line in told["Các cột"]] == list(export.COLUMNS)
    assert told["Nguồn"] == ["own_appendix.xlsx · Biểu 1: 1 dòng"]
    assert told["Lưu ý trên trang"] == ["Các dòng là mọi số đọc được, tách theo cấp giải quyết như từng biểu mẫu in."]


def test_the_second_sheet_speaks_the_language_of_whoever_asked(files: Files) -> None:
    page(files, "figures", lang="en", **LAK_2022)
    (stem,) = stems(files)
    told = notes(files, stem, "About")
    assert told["Reporting period"] == ["Year 2022"]
    assert told["Level"] == ["Districts"]
    assert "Headcount present on the reporting date (staff_present): persons" in told["Indicators and measures"]
    excel, plain, book = three(files, stem)
    assert list(excel[0]) == list(plain[0]) == list(book[0]) == list(export.COLUMNS)
    assert "người" in {row["measure"] for row in plain}, "what machines read is the same in every language"


def test_the_second_sheet_repeats_what_the_page_says_of_its_charts(files: Files) -> None:
    page(files, "dossiers", ky="2022")
    (stem,) = [name for name in stems(files) if name.startswith("ho-so-tthc")]
    told = notes(files, stem)
    assert told["Đơn vị"] == ["Tất cả đơn vị"]
    said = "\n".join(told["Lưu ý trên trang"])
    assert "không cộng với nhau" in said
    assert "Tỷ lệ giải quyết đúng hạn – cấp huyện giải quyết: " in said
    assert "Kỳ tính khác mặc định: 15/12/2021–14/11/2022" in said
    assert not {"**", ":blue", "\\"} & set(said.split())
    assert told["Độ phủ"] == [
        "Cấp huyện: 2 đơn vị có số liệu trong tệp; 2 trên 2 đơn vị phải báo cáo kỳ này đã báo cáo"
    ]


@pytest.mark.parametrize(
    ("address", "options", "indicators"),
    [
        ({"ky": "2022"}, ["--period", "2022"], []),
        ({"ky": "2022", "dv": "lak"}, ["--period", "2022", "--reporting-unit", "lak"], []),
        ({"ky": "2024-Q1"}, ["--period", "2024-Q1"], []),
        ({"ky": "2022"}, ["--period", "2022", "--indicator", "staff_present"], ["staff_present"]),
        ({"ky": "2022", "bietden": "1"}, ["--period", "2022", "--known-on", "1"], []),
    ],
)
def test_the_command_gives_the_same_rows_as_the_figures_page(
    files: Files, place: Path, tmp_path: Path, address: dict[str, str], options: list[str], indicators: list[str]
) -> None:
    app = page(files, "figures", **address)
    if indicators:
        app.multiselect(key="ct").set_value(indicators)
        files.clear()
        app.run()
    (stem,) = stems(files)
    out = tmp_path / "lệnh.csv"
    assert cli.main(["export", "--warehouse", str(place), "-o", str(out), *options]) == 0
    ours = files[f"{stem}.csv"]().decode().splitlines()
    told = out.read_text("utf-8").splitlines()
    assert ours[0] == told[0]
    assert sorted(ours) == sorted(told)


@pytest.mark.parametrize("name", ["figures", "staffing"])
def test_the_name_and_the_second_sheet_say_how_units_were_seen(files: Files, name: str) -> None:
    app = page(files, name, ky="2022", donvi="hien-nay")
    *_, stem = stems(files)  # after those of single tables
    assert "_don-vi-hien-nay_" in stem
    assert [len(rows) for rows in three(files, stem)] == promised(app)[-1:] * 3
    assert notes(files, stem)["Cách xem đơn vị"] == ["Đơn vị hiện nay"]


def test_sums_over_the_units_of_the_past_leave_as_computed(module_world: World) -> None:
    world = module_world.clear().unit("a", "b", until="2025-06-30").unit("c", since="2025-07-01")
    world.event("e", ["a", "b"], ["c"], "2025-07-01")
    values = {RESOLVED: 50, ON_TIME: 40}
    world.told(*(Fact(unit, "2024-Q1", value, code) for unit in "ab" for code, value in values.items()))
    drawn = [("commune", code, "") for code in (RESOLVED, ON_TIME, ON_TIME_RATE)]
    rows = queries.drawn_rows(world.con, "2024-Q1", drawn, units=CURRENT_UNITS)
    assert rows[["reporting_unit", "indicator", "value", "origin"]].to_numpy().tolist() == [
        ["c", RESOLVED, 100, "computed"], ["c", ON_TIME, 80, "computed"], ["c", ON_TIME_RATE, 80, "computed"],
    ]  # fmt: skip
    assert queries.count_drawn_rows(world.con, "2024-Q1", drawn, units=CURRENT_UNITS)["rows"].tolist() == [3]
    as_reported = queries.drawn_rows(world.con, "2024-Q1", drawn)
    assert as_reported["origin"].value_counts().to_dict() == {"reported": 4, "computed": 2}
    assert queries.drawn_rows(world.con, "2024-Q1", []).empty
    lines = export_notes.lines(
        export_notes.Told([], [], [], ("file", "sheet")), rows, export_notes.vocabulary()
    )  # fmt: skip
    assert lines[-1][1] == "Không từ một tệp nào (số cộng từ nhiều đơn vị, hoặc phát hiện về nhiều tệp): 3 dòng"


def test_files_are_made_of_the_snapshot_that_the_page_showed(files: Files, place: Path) -> None:
    app = page(files, "figures", ky="2022")
    (stem,) = stems(files)
    publish(place, rows=())
    assert [len(rows) for rows in three(files, stem)] == promised(app) * 3 == [19] * 3


def test_a_page_without_figures_offers_nothing(files: Files) -> None:
    app = page(files, "investment", ky="2024-Q1")
    assert not files
    assert "Tải số liệu đang xem" not in words(app)


def test_hostile_names_run_in_no_file(files: Files, place: Path) -> None:
    publish(place, names={"lak": "＝HYPERLINK(“x”)", "thanh-tri": "=1+1"})
    page(files, "staffing", ky="2022")
    *_, stem = stems(files)  # after those of single tables
    excel, plain, _ = three(files, stem)
    assert {row["reporting_unit"] for row in excel} == {"'＝HYPERLINK(“x”)", "'=1+1"}
    assert {row["reporting_unit"] for row in plain} == {"＝HYPERLINK(“x”)", "=1+1"}
    page_of = openpyxl.load_workbook(io.BytesIO(files[f"{stem}.xlsx"]())).worksheets[0]
    units = list(page_of["A"][1:])
    assert {(cell.value, cell.data_type, cell.quotePrefix) for cell in units} == {
        ("＝HYPERLINK(“x”)", "s", True), ("=1+1", "s", True),
    }  # fmt: skip
