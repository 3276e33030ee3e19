"""From a bar to its framed cell in a real browser, by click and by keyboard; closed, it stays closed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from etl import pipeline
from etl.__main__ import main
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


MIDDLE = """([key, trace, place]) => {
  const chart = document.querySelector(`[class*="st-key-${key}"] .js-plotly-plot`);
  if (!chart || !chart._fullData) return null;
  chart.scrollIntoView({block: 'center'});
  const own = chart._fullData[(trace + chart._fullData.length) % chart._fullData.length];
  place = (place + own.x.length) % own.x.length;
  const axis = letter => chart._fullLayout[own[letter + 'axis'].replace(letter, letter + 'axis')];
  const at = chart.getBoundingClientRect(), [x, y] = [axis('x'), axis('y')];
  const middle = {x: own.x[place], y: own.y[place]}, along = own.orientation === 'h' ? 'x' : 'y';
  if (own.type === 'bar') middle[along] = (own.base ? own.base[place] : 0) + own[along][place] / 2;
  return [at.left + x._offset + x.d2p(middle.x), at.top + y._offset + y.d2p(middle.y)];
}"""


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:  # noqa: ARG001
    folder: Path = tmp_path_factory.mktemp("province")
    assert main(["demo", str(folder / "sent"), "--units", "12", "--periods", "8", "--seed", "7", "--no-defects"]) == 0
    main(["load", str(folder / "sent"), "--warehouse", str(folder / "kept")])
    with served(folder / "kept") as found:
        yield found


@pytest.mark.parametrize(
    ("link", "chart", "trace", "place", "opens"),
    [
        ("ho-so?muc=cac-ky", "chart-quarters-commune", -1, 1, "~trong-"),
        ("ho-so?muc=cac-ky", "chart-history-commune", -1, 0, "~dossiers_on_time_rate~"),
        ("ho-so?muc=dong-ho-so", "chart-flow-commune", 1, 0, "@commune~2024~received~"),
        ("ho-so?muc=dong-ho-so", "chart-two-years-commune", 1, 0, "@commune~trong-2024-Q1~dossiers_resolved~"),
        ("ho-so?muc=dong-ho-so", "chart-clearance-commune", 0, 0, "~clearance~"),
        ("ho-so?muc=dong-ho-so", "chart-clearance-commune", 1, -1, "@commune~2024~dossiers_pending~"),
        ("ho-so?muc=dung-han", "chart-parts-commune", 0, 0, "~2024~dossiers_resolved_early~"),
        ("so-sanh?kieu=hai-chi-tieu", "chart-compare-hai-chi-tieu", 0, 0, "~dossiers_received~"),
        ("giai-ngan?muc=tien-do", "chart-running-commune", 2, 1, "@commune~2024-H1~investment_disbursement_rate~"),
        ("so-sanh?kieu=bang-nhiet", "chart-compare-bang-nhiet", -1, 0, "~dossiers_on_time_rate~"),
        ("so-sanh?kieu=do-thi-nho", "chart-compare-do-thi-nho", 1, 0, "~dossiers_on_time_rate~"),
    ],
)
def test_a_click_on_any_kind_of_mark_opens_it(
    page: Page, province: str, link: str, chart: str, trace: int, place: int, opens: str
) -> None:
    page.goto(f"{province}/{link}&ky=2024&cap=commune")
    settle(page)
    page.wait_for_function(MIDDLE, arg=[chart, trace, place])
    x, y = page.evaluate(MIDDLE, [chart, trace, place])
    page.mouse.click(x + 3, y + 2)  # a cell answers beside its middle too
    expect(page.get_by_role("dialog").locator(".traced strong")).to_be_visible()
    page.wait_for_function("asked => decodeURIComponent(location.href).includes(asked)", arg=opens)


def test_a_row_of_a_sum_leads_to_its_cell_and_back(page: Page, province: str) -> None:
    page.goto(f"{province}/ho-so?ky=2024&cap=commune&o=@commune~2024~received~")
    settle(page)
    dialog = page.get_by_role("dialog")
    grid = dialog.get_by_test_id("data-grid-canvas")
    expect(grid).to_be_visible()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 16, box["y"] + 52)  # the box before the first row
    expect(dialog.locator("td.asked")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"~2024~dossiers_received~"))
    settle(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"commune~2024~received~"))
    expect(dialog.get_by_test_id("data-grid-canvas")).to_be_visible()
