"""Addresses that nobody of ours wrote: any parameter, any value, on every page; never an error, never their HTML."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard import menu
from tests.screens import ROOT, words
from tests.warehouses import publish

KEYS = (
    "ky",
    "cap",
    "dv",
    "ghim",
    "bang",
    "o",
    "nhap",
    "lang",
    "donvi",
    "bietden",
    "xem",
    "loai",
    "muc",
    "tinh-cho",
    "cg",
    "ct",
    "kieu",
    "nhom",
    "sx",
    "nen",
    "so-ky",
    "hien",
    "embed",
    "embed_options",
    "__proto__",
    "",
    "ky[]",
)
GOOD = (
    "2022",
    "2024-Q1",
    "district",
    "commune",
    "lak",
    "binh-yen",
    "1",
    "all",
    "en",
    "current",
    "dossiers_on_time_rate",
    "staff_present",
    "lak~2022~dossiers_on_time_rate~district",
    "lak~2022~staff_fill_rate~",
    "tat-ca",
    "hai-dau",
    "2",
)
MARK = "window.hacked=1"
NASTY = (
    f"<img src=x onerror={MARK}>",
    f"<script>{MARK}</script>",
    f'"><svg onload={MARK}>',
    f"[x](javascript:{MARK})",
    f"![x](http://127.0.0.1:9/{MARK})",
    ":red[x] :material/home: $\\frac{1}{2}$ `x`",
    "' OR 1=1 --",
    "'; DROP TABLE meta; --",
    "~~~",
    "~",
    "a~b~c~d~e",
    "{value}",
    "{0.__class__}",
    "%s%n",
    "../../etc/passwd",
    "\x00",
    "\u202e\u200b",
    "\U0001f600",
    "9" * 400,
    "-1",
    "1e999",
    "²",
    "٣",
    "NaN",
    "None",
    "null",
    "[]",
    "x" * 5000,
    "2024-Q9",
    "2024-13",
    "0000",
    "9999-Q1",
    "2022-07-08/2023-99-99",
    "\n\r\t",
    "a" * 41 + "<b>",
)
PAGES = [page.file for page in menu.listed()]
values = st.one_of(st.sampled_from(NASTY), st.sampled_from(GOOD), st.text(st.characters(codec="utf-8"), max_size=60))
addresses = st.dictionaries(st.sampled_from(KEYS), st.lists(values, min_size=1, max_size=4), min_size=1, max_size=8)


@pytest.fixture(scope="module", autouse=True)
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("kho")
    publish(place)
    return place


def opened(page: str, address: dict[str, list[str]]) -> AppTest:
    """The page as a link opens it: the parameters are those of its first run."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py").run()
    app.query_params["bang"] = "1"
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def harmless(app: AppTest) -> None:
    """Nothing failed, and nothing of the address stands on the screen as anything but text."""
    assert not app.exception
    said = words(app)
    assert "ngoài dự kiến" not in said
    assert "unexpected error" not in said
    html = "".join(str(piece.proto.body) for piece in app.get("html") if not piece.proto.unsafe_allow_javascript)
    assert not re.search(rf"<[^>]*{re.escape(MARK)}", html)
    for text in (*app.markdown, *app.caption, *app.error, *app.info, *app.warning):
        shown = str(text.value)
        if MARK in shown and not getattr(text, "allow_html", False):
            before = shown.partition(MARK)[0]
            assert "<" not in before.replace("\\<", "") or "\\<" in before, shown
            assert "](javascript" not in shown.replace("\\]\\(", "")


@pytest.mark.parametrize("page", PAGES)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=addresses)
def test_any_address_opens_a_page(
    place: Path, monkeypatch: pytest.MonkeyPatch, page: str, address: dict[str, list[str]]
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(place))
    harmless(opened(page, address))


@pytest.mark.parametrize("page", PAGES)
def test_every_parameter_at_once_with_something_nasty(place: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setenv("WAREHOUSE", str(place))
    nasty = NASTY[PAGES.index(page) % len(NASTY)]
    harmless(opened(page, {key: [nasty, *GOOD[:2], nasty] for key in KEYS}))


@pytest.mark.parametrize("key", ["ky", "cap", "dv", "ghim"])
def test_what_is_not_there_is_said_and_quoted_as_text(place: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("WAREHOUSE", str(place))
    app = opened("dossiers", {key: [NASTY[0]]})
    harmless(app)
    assert "được bỏ qua" in words(app)
