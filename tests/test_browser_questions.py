"""What leaders ask is answered within three clicks of the first page; the questions are data."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from etl.__main__ import main
from tests.browsers import ROOT, browser, page, served, settle  # noqa: F401 -- fixtures

QUESTIONS = tomllib.loads((ROOT / "tests" / "reference" / "questions.toml").read_text("utf-8"))["questions"]
MOST = 3  # clicks


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:  # noqa: ARG001
    folder: Path = tmp_path_factory.mktemp("province")
    assert main(["demo", str(folder / "sent"), "--units", "12", "--periods", "8", "--seed", "7", "--no-defects"]) == 0
    main(["load", str(folder / "sent"), "--warehouse", str(folder / "kept")])
    with served(folder / "kept") as found:
        yield found


def target(page: Page, step: dict[str, str]) -> Locator:
    """What a step clicks: a link of the menu, a choice on the page, or the first of what a selector finds."""
    ((kind, name),) = step.items()
    if kind == "link":
        return page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True)
    main_part = page.get_by_test_id("stMain")
    return main_part.get_by_role("radio", name=name) if kind == "choice" else main_part.locator(name).first


def place(page: Page, selector: str) -> Locator:
    """A chart by the beginning of its key, or whatever else a selector finds."""
    is_selector = selector.startswith((".", "["))
    return page.locator(selector if is_selector else f'[class*="{selector}"] .js-plotly-plot .main-svg').first


def test_there_are_ten_questions_at_least_and_none_asked_twice() -> None:
    asked = [question["asks"] for question in QUESTIONS]
    assert len(set(asked)) == len(asked) >= 10
    assert all(len(question.get("clicks", [])) <= MOST for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["asks"])
def test_a_leader_finds_the_answer(page: Page, province: str, question: dict[str, Any]) -> None:
    page.goto(f"{province}/?ky=2024")
    settle(page)
    for step in question.get("clicks", []):
        target(page, step).click(force="choice" in step)
        page.wait_for_timeout(300)
        settle(page)
    for selector in question["seen"]:
        expect(place(page, selector)).to_be_visible()
    everything = page.locator("body").inner_text()
    assert question["said"].lower() in everything.lower()
