"""A theme page shows the part that the reader chose, and all of them to whoever prints it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import theme_texts
from tests.screens import OF_PARTS, ROOT, open_page, words
from tests.warehouses import publish

NAMES = {
    "dossiers": theme_texts.DOSSIER_PARTS, "onestop": theme_texts.ONESTOP_PARTS,
    "staffing": theme_texts.STAFF_PARTS, "investment": theme_texts.MONEY_PARTS,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    publish(tmp_path)


def titles(app: AppTest) -> list[str]:
    return [str(heading.value) for heading in app.subheader]


@pytest.mark.parametrize("page", OF_PARTS)
def test_the_parts_together_are_the_whole_page(page: str) -> None:
    whole = titles(open_page(page, ky="2022"))
    apart = [titles(open_page(page, ky="2022", muc=part)) for part in NAMES[page]]
    assert len(whole) > 1
    assert [title for part in apart for title in part] == whole
    assert titles(open_page(page, ky="2022", muc="")) == apart[0] != whole


def test_a_part_is_chosen_on_the_page_and_kept_in_the_address() -> None:
    app = open_page("dossiers", ky="2022", muc="")
    assert "muc" not in app.query_params
    app.segmented_control(key="muc").set_value("cac-ky").run()
    assert app.query_params["muc"] in ("cac-ky", ["cac-ky"])
    assert titles(app) == titles(open_page("dossiers", ky="2022", muc="cac-ky"))


def test_for_a_part_that_does_not_exist_the_first_one_is_shown() -> None:
    app = open_page("dossiers", ky="2022", muc="khong-co")
    assert titles(app) == titles(open_page("dossiers", ky="2022", muc=""))


def test_a_part_without_figures_says_so() -> None:
    app = open_page("onestop", ky="2022", muc="thay-doi")
    assert titles(app) == []
    assert "Chưa có số liệu cho mục “Thay đổi qua các kỳ”" in words(app)
