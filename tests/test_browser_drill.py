"""From a bar to its framed cell in a real browser, by click and by keyboard; closed, it stays closed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from etl import pipeline
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from tests.browsers import ROOT, browser, page, served, settle  # noqa: F401 -- fixtures

REPORT = ROOT / "data" / "appendices" / "000_bao-cao-486_huyen-lak_nam-2022.xlsx"
CLOSED, OPEN = re.compile(r"/giai-ngan\?ky=2022&cap=district$"), re.compile(r"[?&]o=dak-lak\.huyen-lak~2022~")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:  # noqa: ARG001
    folder: Path = tmp_path_factory.mktemp("warehouse")
    pipeline.ingest([ReceivedFile(REPORT.name, REPORT.read_bytes())], Warehouse(folder))
    with served(folder) as found:
        yield found


def take_the_first_bar(page: Page) -> None:
    bar = page.locator(".js-plotly-plot .bars .point path").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_bar_opens_its_cell_and_back_and_escape_close_it(page: Page, address: str) -> None:
    page.goto(f"{address}/giai-ngan?ky=2022&cap=district")
    settle(page)
    dialog = page.get_by_role("dialog")
    take_the_first_bar(page)
    expect(dialog.locator("td.asked").first).to_have_text("63.639")
    expect(dialog.get_by_text("= 63.639 ÷ 118.588 × 100")).to_be_visible()
    expect(page).to_have_url(OPEN)
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name="Tải tệp gốc").first.click()
    assert Path(waiting.value.path()).read_bytes() == REPORT.read_bytes()

    settle(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(CLOSED)
    settle(page)
    take_the_first_bar(page)  # the same again
    expect(dialog.locator("td.asked").first).to_have_text("63.639")
    settle(page)
    page.go_back()
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(CLOSED)
    settle(page)
    page.go_forward()
    expect(dialog.locator("td.asked").first).to_have_text("63.639")


def test_a_row_opens_it_from_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/so-lieu?ky=2022")
    settle(page)
    grid = page.get_by_test_id("data-grid-canvas")
    expect(grid).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if grid.evaluate("canvas => canvas === document.activeElement"):
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.get_by_role("dialog").locator("td.asked")).to_have_count(1)
    expect(page).to_have_url(OPEN)
    settle(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("!!document.activeElement.closest('[data-testid=stDataFrame]')")  # where the reader was
