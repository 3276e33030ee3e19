"""Pictures of charts in a real browser: what arrives is a PNG with the chart and the words that it needs elsewhere."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from dashboard import charts
from tests.browsers import browser, page, served, settle  # noqa: F401 -- fixtures
from tests.warehouses import publish

SCALE, PAD, NARROWEST = 2, 24, 440  # as pictures.js has them


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:  # noqa: ARG001
    folder = tmp_path_factory.mktemp("warehouse")
    publish(folder)
    with served(folder) as found:
        yield found


def taken(page: Page, number: int = 0) -> tuple[str, Image.Image]:
    """The picture of a chart, taken with the keyboard: its file name and what it shows."""
    with page.expect_download() as waiting:
        page.locator("button[data-picture]").nth(number).press("Enter")
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return waiting.value.suggested_filename, Image.open(io.BytesIO(data)).convert("RGB")


def pixels(picture: Image.Image, colour: str) -> int:
    """How many pixels have exactly this colour."""
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return sum(count for count, found in picture.getcolors(picture.width * picture.height) or [] if found == wanted)


def darkest(picture: Image.Image, top: int, bottom: int) -> int:
    """The darkest grey between two heights in CSS pixels: text leaves some."""
    low, _ = picture.crop((0, top * SCALE, picture.width, bottom * SCALE)).convert("L").getextrema()
    assert isinstance(low, int)
    return low


@pytest.mark.parametrize("width", [1440, 390])
def test_a_chart_arrives_as_a_picture_that_says_what_it_shows(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/giai-ngan?ky=2022")
    settle(page)
    chart = page.get_by_role("figure").first
    expect(chart.get_by_text("53,66 %")).to_be_visible()
    size = chart.locator("svg.main-svg").first.bounding_box()
    name, picture = taken(page)
    assert name == "giai-ngan-tren-ke-hoach-von-so-voi-tien-do_nam-2022_cap-huyen_ban-1.png"
    assert size is not None
    assert picture.width == max(round(size["width"]) + 2 * PAD, NARROWEST) * SCALE
    assert picture.height > (size["height"] + 100) * SCALE  # title, three lines and the source beside the chart
    assert pixels(picture, charts.FILLED) > 1000  # the bar
    assert pixels(picture, charts.TRACK) > 100  # the hatch of the unit that did not report
    assert pixels(picture, "#ffffff") > picture.width * picture.height / 2
    assert darkest(picture, PAD, PAD + 24) < 60
    assert darkest(picture, picture.height // SCALE - 40, picture.height // SCALE) < 140
    told = page.locator("button[data-picture]").first
    lines = json.loads(told.get_attribute("data-lines") or "")
    assert lines[0] == "Cấp huyện · Năm 2022 · Đơn vị tính: %"
    assert any(line.startswith("1 trên 2 đơn vị") for line in lines)
    assert "bản số liệu số 1, lập lúc" in (told.get_attribute("data-source") or "")


def test_a_name_from_a_workbook_is_no_markup_of_the_button(page: Page, address: str) -> None:
    page.goto(f"{address}/giai-ngan?ky=2022")
    settle(page)
    button = page.locator("button[data-picture]").first
    button.evaluate("it => it.dataset.title = '<img src=x onerror=alert(1)> & \"x\"'")
    taken(page)
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_what_cannot_be_made_is_said_beside_the_button(page: Page, address: str) -> None:
    page.goto(f"{address}/giai-ngan?ky=2022")
    settle(page)
    expect(page.get_by_role("figure").first.locator("svg.main-svg").first).to_be_visible()
    button = page.locator("button[data-picture]").first
    chart = button.get_attribute("data-picture")
    button.evaluate("it => it.dataset.picture = 'no-such-chart'")
    button.click()
    said = page.locator(".picture").first.get_by_role("status")
    expect(said).to_contain_text("Không tạo được ảnh")
    button.evaluate("(it, chart) => it.dataset.picture = chart", chart)
    taken(page)
    expect(said).to_have_text("")


def test_the_page_says_its_language_and_its_name(page: Page, address: str) -> None:
    page.goto(f"{address}/giai-ngan?ky=2022")
    settle(page)
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page).to_have_title("Giải ngân đầu tư công · Số liệu cải cách hành chính")
    page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Public investment disbursement", exact=True)).to_be_visible()
    settle(page)
    assert page.title().startswith("Public investment disbursement · ")
    name, _ = taken(page)
    assert name.startswith("disbursement")
    page.get_by_test_id("stSidebar").get_by_text("Tiếng Việt", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_names_and_figures_beside_the_rows_stand_whole_in_their_chart(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    for path in ("giai-ngan?ky=2022", "ho-so?ky=2022&muc=tat-ca"):
        page.goto(f"{address}/{path}")
        settle(page)
        beyond = page.evaluate(
            """() => [...document.querySelectorAll('.main-svg .ytick text, .main-svg .y2tick text')].map(text => {
                const [name, chart] = [text, text.ownerSVGElement].map(one => one.getBoundingClientRect());
                return [text.textContent, Math.max(chart.left - name.left, name.right - chart.right)];
            })"""
        )
        assert beyond
        assert [name for name, pixels in beyond if pixels > 0] == []
