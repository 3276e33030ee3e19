"""Names and labels that somebody made to be run, typeset or misread: text on every screen, text in every file."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from streamlit.testing.v1 import AppTest

from dashboard import export, formatting, menu
from etl import catalogue, load, pipeline, reference, wording
from etl.model import ReceivedFile
from etl.readers import read_workbook
from etl.snapshots import Warehouse
from tests.browsers import browser, page, served, settle  # noqa: F401
from tests.screens import open_page
from tests.test_hostile_address import harmless
from tests.warehouses import UNITS, publish
from tests.workbooks import form, workbook_bytes

MARK = "window.hacked=1"
HOSTILE = (
    f"Huyện <img src=x onerror={MARK}>",
    f"Xã <script>{MARK}</script>",
    f"Huyện \"><svg onload='{MARK}'> {{value}}",
    f"Xã [x](javascript:{MARK}) ![y](http://127.0.0.1:9/x)",
    "Huyện $\\frac{1}{2}$ :red[đỏ] :material/home: :smile: `m` ~~g~~ **b**",
    '=HYPERLINK("http://127.0.0.1:9","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1",
    "'=1",
    "＝1＋1",
    'a;b"c\r\n=d',
    "'; DROP TABLE figures; --",
    "%{x} %{customdata[0]} <b>đậm</b> <br>",
    "{0.__class__} {value!r} %s",
    "# tiêu đề",
    "> trích",
    "| a | b |",
    "---",
    "1. một",
    "&lt;b&gt; &amp; &#x202e;",
    "</style><style>*{display:none}",
    "--><!--",
    "x" * 3000,
)


def names(number: int) -> dict[str, str]:
    """Three hostile names for the units of the small warehouse."""
    chosen = [HOSTILE[(number * 3 + place) % len(HOSTILE)] for place in range(3)]
    return dict(zip(UNITS, chosen, strict=True))


@pytest.mark.parametrize("file", [one.file for one in menu.listed() if one.file not in ("forms", "upload", "history")])
def test_every_page_shows_names_as_text(file: str, tmp_path: Path) -> None:
    publish(tmp_path, names=names(0))
    for address in ({}, {"dv": "lak", "ky": "2022", "ghim": "lak"}):
        harmless(open_page(file, **address))


@pytest.mark.parametrize("number", range(1, 9))
def test_the_overview_and_a_profile_show_any_name(number: int, tmp_path: Path) -> None:
    publish(tmp_path, names=names(number))
    for file in ("overview", "profile"):
        app = open_page(file, dv="lak", ky="2022")
        harmless(app)
        assert not app.error


def test_what_a_file_says_is_text_at_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels, notes, sheet and file names, and who sends it."""
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    rows = "\n".join(
        f"{n} | '{' '.join(text.replace('|', '/').split())} | Hồ sơ {MARK} | {n}"
        for n, text in enumerate(HOSTILE[:12], 1)
    )
    data = workbook_bytes(**{f"<b>{MARK}": form(rows)})
    pipeline.ingest(
        [ReceivedFile(f"<img src=x onerror={MARK}>.xlsx", data)], Warehouse(tmp_path), received_by=HOSTILE[0]
    )
    for file in ("quality", "upload", "history", "catalogue", "figures"):
        harmless(open_page(file))


def handed_in(name: Any, rows: list[list[str]]) -> AppTest:
    """The catalogue page with a table handed in for one of its sections."""
    app = open_page("catalogue").segmented_control(key="muc").set_value(name).run()
    columns = openpyxl.load_workbook(io.BytesIO(catalogue.workbook(name, []))).worksheets[0][1]
    out = io.BytesIO()
    whole = [[row[place % len(row)] for place in range(len(columns))] for row in rows]
    pd.DataFrame(whole, columns=[cell.value for cell in columns]).to_excel(out, index=False)
    return app.file_uploader(key=f"catalogue-{name}-0").upload(f"<b>{MARK}.xlsx", out.getvalue(), "").run()


@pytest.mark.parametrize("name", ["units", "aliases", "decisions", "targets", "corrections", "roles"])
def test_a_hostile_table_is_refused_in_text(name: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    publish(tmp_path, names=names(0))
    app = handed_in(name, [[HOSTILE[(row * 3 + place) % len(HOSTILE)] for place in range(20)] for row in range(9)])
    harmless(app)
    assert app.error


def test_hostile_words_that_are_stored_are_text_in_preview_list_and_trail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    with Warehouse(tmp_path).loading() as work:
        load.refresh_reference(work.connection, reference.load())
        load.publish(work)
    told = [text for text in HOSTILE if len(text) < 200]
    rows = [
        [f"huyện {number} {text}", "", "dak-lak.huyen-lak", f"lý do {text}", ""] for number, text in enumerate(told)
    ]
    app = handed_in("aliases", rows)
    harmless(app)
    app.button(key="catalogue-confirm").click().run()
    harmless(app)
    assert not app.error
    harmless(app.segmented_control(key="muc").set_value("trail").run())
    assert MARK in app.dataframe[0].value.to_csv()


@settings(max_examples=150)
@given(st.text(max_size=60) | st.sampled_from(HOSTILE))
def test_what_is_escaped_says_the_same_and_nothing_more(text: str) -> None:
    markdown = formatting.for_markdown(text)
    assert formatting.from_markdown(markdown) == " ".join(text.split())
    assert "<" not in formatting.for_plot(text)
    for place, letter in enumerate(markdown):
        if letter in "<>[]$`*_:~|#":
            backslashes = len(markdown[:place]) - len(markdown[:place].rstrip("\\"))
            assert backslashes % 2 == 1, markdown


def test_files_carry_names_as_text_and_give_them_back() -> None:
    rows = pd.DataFrame(
        {"reporting_unit": HOSTILE, "value": [-1.5] * len(HOSTILE), "measure": ["hồ sơ"] * len(HOSTILE)}
    )
    excel = list(csv.reader(io.StringIO(export.csv_for_excel(rows).decode("utf-8-sig"), newline=""), delimiter=";"))
    for original, (name, value, _) in zip(HOSTILE, excel[1:], strict=True):
        assert not name.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋"))
        assert name.removeprefix("'") == original or name == original
        assert value == "-1,5"
    plain = list(csv.reader(io.StringIO(export.csv_plain(rows).decode(), newline="")))
    assert [name for name, *_ in plain[1:]] == list(HOSTILE)
    book = openpyxl.load_workbook(io.BytesIO(export.workbook(rows, [("a", HOSTILE[5])], ("S", "T"))))
    cells = [row[0] for row in book["S"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [str(cell.value).replace("_x000D_", "\r") for cell in cells] == list(HOSTILE)
    back = read_workbook(export.workbook(rows, [], ("S", "T"))).sheets[0]
    read = [back.cells[row, 1] for row in range(2, len(HOSTILE) + 2)]
    assert {cell.kind for cell in read} == {"text"}
    assert [wording.clean(cell.text) for cell in read] == [wording.clean(name) for name in HOSTILE]
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:  # noqa: F811, ARG001
    place = tmp_path_factory.mktemp("kho")
    publish(place, names=names(0))
    with served(place) as at:
        yield at


@pytest.mark.parametrize("path", ["", "ho-so", "bien-che", "so-sanh", "don-vi", "so-lieu", "chat-luong"])
def test_nothing_runs_in_a_browser(page: Page, address: str, path: str) -> None:  # noqa: F811
    """The fixture fails where anything but our own server was asked for something."""
    spoken: list[str] = []
    page.on("dialog", lambda dialog: spoken.append(dialog.message))
    query = "ky=2022&dv=lak&ghim=lak&bang=1&o=" + "%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E"
    page.goto(f"{address}/{path}?{query}")
    settle(page)
    for mark in page.locator("g.point, path.point").all()[:3]:
        mark.hover(force=True, timeout=2000)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src='x'], svg[onload], iframe[src^='javascript']").count() == 0
    assert not any("hacked" in script for script in page.locator("script").all_text_contents())
    assert spoken == []
