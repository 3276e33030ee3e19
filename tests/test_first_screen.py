"""The first answer to a browser: Streamlit's own page with the files that the screen will need."""

import re
import urllib.request
from pathlib import Path

import pytest
import streamlit as st

from dashboard import first_screen, outfit
from dashboard.queries.ask import AS_REPORTED
from tests.browsers import served
from tests.screens import open_page
from tests.warehouses import publish

STATIC = Path(st.__file__).with_name("static")
LINK = re.compile(r'<link rel="modulepreload" crossorigin href="\./([^"]+)">\n?')
SCRIPT = re.compile(r"<script>(?:\nnew MutationObserver|window.__streamlit).*?</script>\n", re.DOTALL)
WORN = f"<style>{outfit.STYLE}</style>\n<script>{outfit.SCRIPT}</script>\n"


def named(page: str) -> list[str]:
    return LINK.findall(page)


@pytest.mark.parametrize("has_charts", [True, False])
def test_the_page_is_streamlits_own_and_names_files_that_are_there(has_charts: bool) -> None:
    own = (STATIC / "index.html").read_text(encoding="utf-8")
    page = first_screen.page("ho-so", has_charts=has_charts)
    assert page.count(WORN) == 1
    assert LINK.sub("", SCRIPT.sub("", page.replace(WORN, ""))).split() == LINK.sub("", own).split()
    assert set(named(own)) < set(named(page))
    assert len(named(page)) == len(set(named(page)))
    assert all((STATIC / name).is_file() for name in named(page))


def test_only_pages_that_begin_with_charts_name_plotly() -> None:
    plotly = first_screen.chart_file()
    assert plotly.startswith("PlotlyChart.")
    assert plotly in first_screen.page("ho-so", has_charts=True)
    assert plotly not in first_screen.page("ho-so", has_charts=False)


def test_a_release_with_other_names_gets_its_page_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    first_screen.page.cache_clear()
    monkeypatch.setattr(first_screen, "file_of", lambda _: "")
    page = SCRIPT.sub("", first_screen.page("ho-so", has_charts=True).replace(WORN, ""))
    assert page == (STATIC / "index.html").read_text(encoding="utf-8")
    first_screen.page.cache_clear()


def test_style_and_scripts_end_where_their_elements_do() -> None:
    """What is inside an element of a page ends at the first thing that looks like its end."""
    assert "</style" not in outfit.STYLE.lower()
    assert not re.search(r"</script|<!--", outfit.SCRIPT, re.IGNORECASE)


def test_style_comes_after_that_of_streamlit() -> None:
    """Of two rules of equal weight the later one counts, and Streamlit puts its own into the head."""
    page = first_screen.page("", has_charts=False)
    assert page.index("</head>") < page.index(outfit.STYLE) < page.index("</body>")


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        ("http://localhost:8501/", True), ("https://cchc.vn/ho-so", True), ("http://h/khong-co", False),
        ("http://h/cchc/ho-so", False), (None, False), ("", False),
    ],
)  # fmt: skip
def test_whoever_came_by_another_address_is_sent_style_and_scripts(url: str | None, is_ours: bool) -> None:
    assert first_screen.gave(url) is is_ours


def test_a_page_tells_what_it_wears_only_where_the_first_answer_did_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    publish(tmp_path)

    def sent() -> str:
        return "\n".join(one.proto.body for one in open_page().get("html"))

    without = sent()
    assert outfit.STYLE in without
    assert outfit.SCRIPT in without
    monkeypatch.setattr(first_screen, "gave", lambda _: True)
    seen = sent()
    assert outfit.STYLE not in seen
    assert outfit.SCRIPT not in seen
    assert "page.lang" in seen


def test_links_to_share_are_made_when_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    publish(tmp_path)
    app = open_page("dossiers", ky="2022")
    assert not app.get("code")
    app.session_state["share"] = True
    app.run()
    assert [("ky=2022" in code.value, "bietden=" in code.value) for code in app.code] == [(True, False), (True, True)]


def test_a_page_below_the_first_is_told_where_its_server_is() -> None:
    told = 'BACKEND_BASE_URL: new URL(".", location.href).href'
    assert told in first_screen.page("ho-so", has_charts=True)
    assert told not in first_screen.page("", has_charts=False), "an address like /cchc says it without a slash"


def test_every_address_of_the_menu_is_answered_also_under_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"/", "/ho-so", "/nap-phu-luc"} < {route.path for route in first_screen.routes()}
    monkeypatch.setattr(st, "get_option", lambda _: "/cchc/")
    assert {"/cchc/", "/cchc/ho-so"} < {route.path for route in first_screen.routes()}


def test_a_server_answers_with_it(tmp_path: Path) -> None:
    with served(tmp_path) as address:
        for path, has_plotly in (("", False), ("ho-so?ky=2024", True), ("khong-co", False)):
            with urllib.request.urlopen(f"{address}/{path}", timeout=10) as answer:  # noqa: S310 -- our own server
                told = answer.read().decode()
                assert answer.headers["Cache-Control"] == "no-cache"
            assert (first_screen.chart_file() in told) is has_plotly


def test_how_to_look_is_made_when_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    publish(tmp_path)
    app = open_page()
    assert not app.radio
    app.session_state["looking"] = True
    app.run()
    assert app.radio(key="lens-units").value == AS_REPORTED
    looked = open_page(donvi="hien-nay")
    assert looked.radio, "who came by a link that looks otherwise sees where to change it"
