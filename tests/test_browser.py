"""The dashboard in a real browser: figures, filters in the address, shared links, Back, downloads, no outside request.

Skipped with a reason where no Chromium is found; with REQUIRE_BROWSER=1 that is a failure instead.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers import browser, page, served, settle  # noqa: F401 -- fixtures
from tests.warehouses import ROWS, publish


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def address(place: Path, browser: Browser) -> Iterator[str]:  # noqa: ARG001 -- no server where there is no browser
    with served(place) as found:
        yield found


def choose_period(page: Page, label: str) -> None:
    page.locator(".st-key-ky").get_by_role("combobox").click()
    page.get_by_role("option", name=label).click()


def test_a_shared_link_opens_before_anything_else(page: Page, address: str) -> None:
    # First of all tests: Streamlit's first script run of a process takes another road.
    page.goto(f"{address}/giai-ngan?ky=2022")
    expect(page.get_by_role("heading", name="Giải ngân đầu tư công")).to_be_visible()
    settle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_overview_shows_real_figures(page: Page, address: str) -> None:
    page.goto(address)
    for words in ("99,21 %", "99,93 %", "53,66 %"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    expect(page.get_by_text("Bản số liệu số 1")).to_be_visible()
    page.wait_for_url("**/?ky=2022")


def test_the_printed_rate_stands_beside_the_recomputed_one(page: Page, address: str) -> None:
    page.goto(f"{address}/giai-ngan?ky=2022")
    settle(page)
    chart = page.get_by_role("figure").first
    expect(chart.get_by_text("53,66 %")).to_be_visible()
    expect(chart.get_by_text("⚠ in 30 %")).to_be_visible()
    expect(chart.get_by_text("không báo cáo")).to_be_visible()


def test_a_filter_goes_to_the_address_and_the_link_reopens_the_same(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)
    choose_period(page, "Quý I/2024")
    page.wait_for_url("**/?ky=2024-Q1")
    page.get_by_test_id("stButtonGroup").get_by_text("Cấp xã").click()
    page.wait_for_url("**/?ky=2024-Q1&cap=commune")
    expect(page.get_by_role("heading", name="Cấp xã · Quý I/2024")).to_be_visible()
    page.get_by_role("link", name="Hồ sơ TTHC").click()
    page.wait_for_url("**/ho-so?ky=2024-Q1&cap=commune")
    link = page.url

    page.context.clear_cookies()
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".st-key-ky").get_by_role("combobox")).to_have_value("Quý I/2024 (1 đơn vị)")
    expect(page.get_by_role("heading", name="Cấp xã", exact=True)).to_be_visible()


def test_the_language_switches_where_one_is_and_travels_with_the_link(page: Page, address: str) -> None:
    page.goto(f"{address}/ho-so?ky=2022&cap=district")
    settle(page)
    page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    page.wait_for_url("**/ho-so?ky=2022&cap=district&lang=en")
    expect(page.get_by_role("heading", name="Administrative dossiers")).to_be_visible()
    expect(page.locator(".st-key-ky").get_by_role("combobox")).to_have_value("Year 2022 (2 units)")
    expect(page.get_by_role("figure").first.get_by_text("99.21%")).to_be_visible()
    page.get_by_role("link", name="Public investment disbursement").click()
    page.wait_for_url("**/giai-ngan?ky=2022&cap=district&lang=en")
    expect(page.get_by_role("figure").first.get_by_text("⚠ printed 30%")).to_be_visible()
    settle(page)
    page.get_by_test_id("stSidebar").get_by_role("radio", name="Tiếng Việt").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/giai-ngan?ky=2022&cap=district")
    expect(page.get_by_role("heading", name="Giải ngân đầu tư công")).to_be_visible()


def test_back_returns_the_previous_period(page: Page, address: str) -> None:
    page.goto(f"{address}/ho-so?ky=2022")
    settle(page)
    choose_period(page, "Quý II/2024")
    page.wait_for_url("**/ho-so?ky=2024-Q2*")
    settle(page)
    page.go_back()
    page.wait_for_url("**/ho-so?ky=2022&cap=*")
    expect(page.locator(".st-key-ky").get_by_role("combobox")).to_have_value("Năm 2022 (2 đơn vị)")


def test_back_undoes_one_step_after_another(page: Page, address: str) -> None:
    """Menu, period, a link in a text: each is one entry of the history, and nothing is loaded anew."""
    page.goto(f"{address}/?ky=2022")
    settle(page)
    page.evaluate("window.sameApp = true")
    heading = page.get_by_role("heading", level=1).first  # while a page follows another, both have one
    period = page.locator(".st-key-ky").get_by_role("combobox").first

    def stands(title: str, chosen: str) -> None:
        expect(heading).to_have_text(title)
        expect(period).to_have_value(re.compile(chosen))
        settle(page)

    stands("Tổng quan", "Năm 2022")
    seen = [(page.url, "Tổng quan", "Năm 2022")]

    def step(act: Callable[[], None], title: str, chosen: str) -> None:
        before = page.url
        act()
        page.wait_for_function("before => location.href !== before", arg=before)
        stands(title, chosen)
        seen.append((page.url, title, chosen))

    menu = page.get_by_role("navigation", name="Các trang")
    step(lambda: menu.get_by_text("Hồ sơ TTHC").click(), "Hồ sơ TTHC", "Năm 2022")
    step(lambda: choose_period(page, "Quý II/2024"), "Hồ sơ TTHC", "Quý II/2024")
    step(lambda: menu.get_by_text("Biên chế").click(), "Biên chế", "Quý II/2024")
    step(lambda: menu.get_by_text("Tổng quan").click(), "Tổng quan", "Quý II/2024")
    step(lambda: choose_period(page, "Năm 2022"), "Tổng quan", "Năm 2022")
    link = page.locator("[data-testid=stMain] [data-testid=stHtml] a[href^='ho-so']").first
    step(link.click, "Hồ sơ TTHC", "Năm 2022")
    for url, title, chosen in reversed(seen[:-1]):
        page.go_back()
        page.wait_for_url(url)
        stands(title, chosen)
        assert page.url == url
    assert page.evaluate("window.sameApp")


@pytest.mark.parametrize(
    ("button", "encoding", "delimiter"), [("CSV cho Excel", "utf-8-sig", ";"), ("CSV cho máy", "utf-8", ",")]
)
def test_a_download_has_the_promised_number_of_rows(
    page: Page, address: str, button: str, encoding: str, delimiter: str
) -> None:
    page.goto(f"{address}/so-lieu?ky=2022")
    settle(page)
    promised = sum(row.period == "2022" for row in ROWS)
    expect(page.get_by_text(f"Tải số liệu đang xem · {promised} dòng")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    text = Path(waiting.value.path()).read_text(encoding=encoding)
    assert len(list(csv.DictReader(io.StringIO(text), delimiter=delimiter))) == promised


# That each page keeps its promise is tested without a browser (test_downloads); here, that the files arrive.
@pytest.mark.parametrize("path", ["", "ho-so", "chat-luong"])
def test_a_page_gives_a_workbook_of_the_promised_rows(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}?ky=2022")
    settle(page)
    bar = page.locator("[class*='st-key-download-']").last
    count = int(re.search(r"· (\d+) dòng", bar.inner_text())[1])  # type: ignore[index]
    with page.expect_download() as waiting:
        bar.get_by_role("button", name="Excel (XLSX)").click()
    assert re.fullmatch(r"[a-z0-9_-]+\.xlsx", waiting.value.suggested_filename)
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert book.sheetnames == ["Số liệu", "Thông tin"]
    assert book["Số liệu"].max_row - 1 == count
    link = {str(what): str(said) for what, said in book["Thông tin"].values if what}["Mở lại cách xem này"]
    assert link.startswith(f"{address}/{path}".rstrip("/"))
    assert "ky=2022" in link


@pytest.mark.parametrize("path", ["so-lieu", "bien-che"])
def test_nothing_else_on_a_page_gives_rows_away(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}?ky=2022")
    settle(page)
    if path == "bien-che":
        page.get_by_text("Bảng số liệu và nguồn").first.click()
    page.get_by_test_id("stDataFrame").first.hover()
    tools = page.get_by_test_id("stElementToolbar").get_by_role("button")
    expect(page.get_by_role("button", name="Search").first).to_be_visible()
    expect(page.get_by_role("button", name="Fullscreen").first).to_be_visible()
    names = [tool.get_attribute("aria-label") or "" for tool in tools.all()]
    assert not [name for name in names if re.search("download|csv|export|copy", name, re.IGNORECASE)]
    expect(page.locator(".modebar-btn")).to_have_count(0)


def test_a_phone_shows_the_overview_without_sideways_scrolling(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
    phone = context.new_page()
    phone.goto(f"{address}/?ky=2022")
    expect(phone.locator(".lines").get_by_text("53,66 %", exact=True)).to_be_visible()
    settle(phone)
    assert phone.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= 390
    context.close()


def test_the_trial_is_marked_and_its_banner_stays_when_the_page_scrolls(
    browser: Browser, address: str, place: Path
) -> None:
    publish(place.with_name(f"{place.name}-minh-hoa"), names={"lak": "Huyện Vân Tiên"})
    context = browser.new_context(viewport={"width": 390, "height": 600}, locale="vi-VN")
    phone = context.new_page()
    phone.goto(f"{address}/?minh-hoa=1")
    expect(phone.get_by_text("53,66 %", exact=True).first).to_be_visible()
    settle(phone)
    phone.wait_for_url("**/?ky=2022&minh-hoa=1")
    assert phone.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= 390
    phone.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollTo(0, 900)")
    expect(phone.get_by_text("tỉnh hư cấu, không phải số liệu thật")).to_be_in_viewport()
    phone.get_by_role("button", name="Về số liệu thật").click()
    phone.wait_for_url("**/?ky=2022")
    expect(phone.get_by_text("tỉnh hư cấu, không phải số liệu thật")).to_have_count(0)
    context.close()


def test_a_load_shows_on_the_open_page_without_a_restart(page: Page, address: str, place: Path) -> None:
    # Last of all tests: it publishes a second snapshot.
    page.goto(f"{address}/?ky=2022")
    expect(page.get_by_text("Bản số liệu số 1")).to_be_visible()
    publish(place, tuple(row._replace(value=700) if row.raw == "758" else row for row in ROWS))
    choose_period(page, "Quý I/2024")
    expect(page.get_by_text("Bản số liệu số 2")).to_be_visible()
    choose_period(page, "Năm 2022")
    expect(page.get_by_text("91,62 %", exact=True).first).to_be_visible()


def test_a_form_is_made_when_it_is_asked_for_and_is_a_workbook(page: Page, address: str) -> None:
    page.goto(f"{address}/bieu-mau")
    settle(page)
    page.locator(".st-key-form-units").get_by_role("combobox").click()
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    settle(page)
    expect(page.get_by_text(re.compile("^Biểu có"))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải biểu (.xlsx)").click()
    assert download.value.suggested_filename.startswith("bieu-nhap_")
    assert zipfile.is_zipfile(download.value.path())
    page.get_by_text("Mẫu phụ lục chính thức").click()
    expect(page.locator("[class*=st-key-form-layout-]")).to_be_visible(timeout=15_000)
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải biểu (.xlsx)").click()
    assert zipfile.is_zipfile(download.value.path())
