"""The analyst's whole way in a real browser: drop, close the tab, come back, answer, compare, load, take back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from dashboard import desk_texts, history_texts, texts
from etl import pipeline
from etl.drafts import Drafts
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from tests.asking import report
from tests.browsers import browser, page, served, settle  # noqa: F401 -- fixtures


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    pipeline.ingest([report(day=1)], Warehouse(folder), received_by="Minh")
    return folder


@pytest.fixture(scope="module")
def address(place: Path, browser: Browser) -> Iterator[str]:  # noqa: ARG001 -- no server where there is no browser
    with served(place) as found:
        yield found


def payload(file: ReceivedFile) -> FilePayload:
    return {"name": file.name, "mimeType": "application/octet-stream", "buffer": file.data}


def drop(page: Page, address: str, *files: ReceivedFile) -> None:
    page.goto(f"{address}/nap-phu-luc")
    settle(page)
    page.locator("input[type=file]").set_input_files([payload(file) for file in files])
    expect(page.locator(".st-key-check button:enabled:visible")).to_have_count(1, timeout=15_000)
    settle(page)
    page.locator(".st-key-check button:visible").click()
    expect(page.get_by_role("radio", name=re.compile(desk_texts.STEPS["understood"]))).to_be_visible(timeout=30_000)
    settle(page)


def step(page: Page, name: str) -> None:
    page.get_by_role("radio", name=re.compile(desk_texts.STEPS[name])).click()
    settle(page)


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button:visible").first.click()
    settle(page)


def test_from_dropped_files_to_loaded_figures_and_back(page: Page, address: str, place: Path) -> None:
    warehouse = Warehouse(place)
    before = warehouse.current()
    drop(page, address, report(day=2), ReceivedFile("không phải bảng.xlsx", b"PK"))
    draft = page.url
    assert "nhap=" in draft
    page.goto("about:blank")  # the tab is closed
    page.goto(draft)
    expect(page.get_by_role("radio", name=re.compile(desk_texts.STEPS["understood"]))).to_be_visible(timeout=30_000)
    settle(page)
    assert warehouse.current() == before
    step(page, "questions")
    expect(page.locator(".excerpt td.asked")).to_have_count(1)
    page.locator("[class*=st-key-answer-] input").click()
    page.get_by_role("option", name=texts.NO_INDICATOR).click()
    settle(page)
    press(page, "desk-apply")
    expect(page.get_by_text(desk_texts.QUESTIONS_NONE)).to_be_visible(timeout=30_000)
    step(page, "difference")
    expect(page.get_by_role("radio", name=re.compile(rf"{desk_texts.STATES['changed']} \(1\)"))).to_be_visible()
    step(page, "findings")
    page.get_by_role("textbox", name=desk_texts.WHO).fill("Chị Lan")
    press(page, "desk-load")
    expect(page.get_by_role("heading", name=texts.RESULT)).to_be_visible(timeout=30_000)
    assert warehouse.current() != before
    assert Drafts(warehouse).all() == []
    page.goto(f"{address}/lich-su")
    settle(page)
    expect(page.get_by_text("Chị Lan").first).to_be_attached(timeout=15_000)
    press(page, "history-withdraw-2")
    page.get_by_role("textbox", name=history_texts.REASON).fill("nhầm tệp")
    press(page, "history-withdraw-sure-2")
    # The answer was also about the report that waited in the warehouse: it was read again with the load.
    expect(page.get_by_text("Đã thu hồi 2 tệp của lần nạp 2.")).to_be_visible(timeout=30_000)


_COUNTED = """
window.most = 0;
new MutationObserver(() => {
  window.most = Math.max(window.most, document.querySelectorAll(".st-key-check").length);
}).observe(document, { subtree: true, childList: true });
"""


def test_nothing_stands_twice_after_the_first_run_of_a_server(page: Page, tmp_path: Path) -> None:
    pipeline.ingest([report(day=1)], Warehouse(tmp_path), received_by="Minh")
    page.add_init_script(_COUNTED)
    with served(tmp_path) as fresh:
        page.goto(f"{fresh}/nap-phu-luc")
        settle(page)
        above = page.get_by_role("heading", level=1).bounding_box()
        page.locator("input[type=file]").set_input_files([payload(report(day=2))])
        expect(page.locator(".st-key-check button:enabled:visible")).to_have_count(1, timeout=15_000)
        settle(page)
        assert page.evaluate("window.most") == 1
        assert page.get_by_role("heading", level=1).bounding_box() == above


def test_the_loser_of_a_race_is_told_who_and_when(page: Page, address: str, place: Path) -> None:
    for left in Drafts(Warehouse(place)).all():
        Drafts(Warehouse(place)).discard(left)
    drop(page, address, report(day=4))
    step(page, "findings")
    pipeline.ingest([report(day=5)], Warehouse(place), received_by="Anh Minh")
    press(page, "desk-load")
    expect(page.get_by_text(re.compile("Anh Minh đã thay đổi số liệu .* lúc"))).to_be_visible(timeout=30_000)
    assert len(Drafts(Warehouse(place)).all()) == 1


def test_the_desk_is_walked_with_the_keyboard(page: Page, address: str) -> None:
    drop(page, address, report(quarter="III", day=8, label="Số nhà văn hóa xã"))
    page.get_by_role("radio", name=re.compile(desk_texts.STEPS["understood"])).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("radio", name=re.compile(desk_texts.STEPS["questions"]))).to_be_checked()
    page.get_by_role("button", name=desk_texts.NEXT.format(step=desk_texts.STEPS["difference"].lower())).focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("radio", name=re.compile(desk_texts.STEPS["difference"]))).to_be_checked()
    page.get_by_role("button", name=desk_texts.LATER).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(desk_texts.OPEN_DRAFTS)).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("width", [1366, 390])
def test_no_step_overflows_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    drop(page, address, report(quarter="III", day=6))
    for name in desk_texts.STEPS:
        step(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
