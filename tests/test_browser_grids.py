"""Grids that are wider than a phone, in a real browser: the newest period is there, and the names stay."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import browser, page, served, settle  # noqa: F401 -- fixtures
from tests.warehouses import Row, publish

_HUGE = 1e24  # as wide as many quarters
_PLACES = """() => {
  const block = document.querySelector('[class*="st-key-scroll-"]');
  const box = (one) => { const {left, right} = one.getBoundingClientRect(); return [left, right]; };
  return {
    left: block.scrollLeft, most: block.scrollWidth - block.clientWidth, block: box(block),
    names: [...block.querySelectorAll(".ytick text")].map(box),
    heads: [...block.querySelectorAll(".xtick text")].map(box),
  };
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:  # noqa: ARG001
    folder = tmp_path_factory.mktemp("warehouse")
    rows = [Row("binh-yen", f"2024-Q{n}", "dossiers_received", _HUGE + n, "1", "commune") for n in (1, 2)]
    publish(folder, tuple(rows))
    with served(folder) as found:
        yield found


def test_a_phone_begins_with_the_newest_period_and_keeps_the_names(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/so-sanh?ky=2024-Q2&kieu=bang-nhiet&ct=dossiers_received")
    settle(page)
    page.wait_for_function("document.querySelector('[class*=\"st-key-scroll-\"]')?.scrollLeft > 0")
    begun = page.evaluate(_PLACES)
    assert begun["left"] == pytest.approx(begun["most"], abs=1)
    assert begun["heads"][-1][1] <= begun["block"][1] + 1
    page.evaluate("document.querySelector('[class*=\"st-key-scroll-\"]').scrollLeft = 10")
    page.wait_for_timeout(100)
    moved = page.evaluate(_PLACES)
    for places in (begun, moved):
        assert places["names"]
        assert all(left >= places["block"][0] - 1 for left, _ in places["names"])
    assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= 390


def test_a_wide_screen_has_nothing_to_scroll(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}/so-sanh?ky=2024-Q2&kieu=bang-nhiet&ct=dossiers_received")
    settle(page)
    page.wait_for_selector('[class*="st-key-scroll-"] .ytick text')
    assert page.evaluate(_PLACES)["most"] == 0
