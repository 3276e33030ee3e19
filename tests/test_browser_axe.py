"""Every page under axe, at the width of a desk and of a phone: no violation that is ours.

One server and one browser for all pages; a new page is tested as soon as the app's menu has it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from dashboard import sections
from etl import pipeline
from etl.__main__ import main
from etl.snapshots import Warehouse
from tests.browsers import browser, page, served, settle  # noqa: F401 -- fixtures
from tests.screens import open_page

WIDTHS = (1440, 390)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
# axe understands no chart and takes half its time for them; the figure around it, with its words, is looked at.
WITHOUT_DRAWINGS = {"exclude": [[".js-plotly-plot"]]}
# Violations inside of what Streamlit draws and no setting of ours changes: rule, and what the element's HTML has in it.
STREAMLITS_OWN = {
    # The drop area is no control: its button is, and that one has a name. The label on the area harms nobody.
    ("presentation-role-conflict", 'data-testid="stFileUploaderDropzone"'),
}
OPEN_SOME = """[...document.querySelectorAll('[data-testid="stMain"] details:not([open]) > summary')].slice(0, 3)
    .forEach(one => one.click())"""
# What stands behind a choice on a page and looks different: page and the label to choose.
CHOICES = {
    "chat-luong": ("Phát hiện theo quy tắc", "Tỷ lệ in và tính lại", "Đính chính"),
    "danh-muc": ("Đơn vị", "Mục tiêu", "Nhật ký thay đổi"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:  # noqa: ARG001
    """The shipped reports: units with and without figures, findings, provisional units, files."""
    folder = tmp_path_factory.mktemp("warehouse")
    pipeline.first_load(Warehouse(folder))
    with served(folder) as found:
        yield found


def paths_of_the_app(monkeypatch: pytest.MonkeyPatch, place: Path) -> list[str]:
    """The address of every page that the app has, also of those that its menu does not show."""
    monkeypatch.setenv("WAREHOUSE", str(place))
    given: list[str] = []
    navigation = st.navigation

    def listening(pages: list[Any], **options: Any) -> Any:
        given[:] = [one.url_path for one in pages]  # each script run tells all
        return navigation(pages, **options)

    monkeypatch.setattr(st, "navigation", listening)
    open_page()
    return given


def ours(page: Page, axe: Axe, where: str) -> list[str]:
    """What axe finds on the page as it stands, but for what is known of Streamlit."""
    found = axe.run(page, context=WITHOUT_DRAWINGS, options=RULES).response["violations"]
    return [
        f"{where}: {rule['id']} at {node['target']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == known and mark in node["html"] for known, mark in STREAMLITS_OWN)
    ]


def at_both_widths(page: Page, axe: Axe, where: str) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        page.wait_for_timeout(400)  # charts are drawn again, and what scrolls is found, after the page has settled
        found += ours(page, axe, f"{where} at {width}")
    return found


def test_axe_finds_nothing_of_ours_on_any_page(
    page: Page, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    axe, found = Axe(), []
    paths = paths_of_the_app(monkeypatch, tmp_path)
    assert len(paths) > 10
    assert "" in paths
    for path in paths:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{address}/{path}?ky=2022")
        page.get_by_role("heading", level=1).wait_for()
        settle(page)
        page.evaluate(OPEN_SOME)
        page.wait_for_timeout(300)
        found += at_both_widths(page, axe, f"/{path}")
        for label in CHOICES.get(path, ()):
            page.set_viewport_size({"width": 1440, "height": 900})
            page.get_by_test_id("stMain").get_by_role("radio", name=label).first.click(force=True)
            page.wait_for_timeout(300)
            found += at_both_widths(page, axe, f"/{path} {label}")
    assert found == []


PARTS = (
    *(f"{path}?muc={sections.ALL}" for path in ("ho-so", "mot-cua", "bien-che", "giai-ngan")),
    *(f"so-sanh?kieu={view}" for view in ("xep-hang", "bang-nhiet", "do-thi-nho", "hai-chi-tieu", "pheu")),
    "so-sanh?kieu=bang-nhiet&donvi=hien-nay",  # with the banner of another way to look
)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:  # noqa: ARG001
    """Many units over many periods: every part of the pages has something to draw."""
    folder = tmp_path_factory.mktemp("province")
    assert main(["demo", str(folder / "sent"), "--units", "12", "--periods", "8", "--seed", "7", "--no-defects"]) == 0
    main(["load", str(folder / "sent"), "--warehouse", str(folder / "kept")])
    with served(folder / "kept") as found:
        yield found


@pytest.mark.parametrize("link", PARTS)
def test_axe_finds_nothing_of_ours_in_any_part_of_a_page(page: Page, province: str, link: str) -> None:
    page.goto(f"{province}/{link}&ky=2024&cap=commune")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    settle(page)
    page.evaluate(OPEN_SOME)
    page.wait_for_timeout(300)
    assert at_both_widths(page, Axe(), link) == []


def test_a_choice_of_figures_in_the_dialog_has_no_violation_of_ours(page: Page, province: str) -> None:
    page.goto(f"{province}/giai-ngan?ky=2024&cap=commune&o=@commune~2024~investment_disbursement_rate~"
              "&o=@commune~2023~investment_disbursement_rate~")  # fmt: skip
    page.get_by_role("dialog").get_by_role("radio").nth(1).wait_for()
    settle(page)
    assert at_both_widths(page, Axe(), "choice in a dialog") == []


def test_axe_would_find_what_is_wrong(page: Page, address: str) -> None:
    page.goto(f"{address}/danh-muc")
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<h4>x</h4><button></button>')")
    said = " ".join(ours(page, Axe(), "here"))
    assert "heading-order" in said
    assert "button-name" in said


@pytest.mark.parametrize("width", WIDTHS)
def test_the_dialog_of_a_figure_has_no_violation_of_ours(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/ho-so?ky=2022&o=dak-lak.huyen-lak~2022~dossiers_on_time_rate~commune")
    page.get_by_role("dialog").locator("td.asked").nth(2).wait_for()
    settle(page)
    assert ours(page, Axe(), f"drill at {width}") == []
