"""The address bar and the widgets: who wins, what is kept, what is refused."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens import ROOT, open_page, words
from tests.warehouses import publish


def screen() -> None:
    """Two pages in one script: `at` says which one is open."""
    import streamlit as st

    from dashboard import address, controls

    page = st.session_state.get("at", "one")
    address.follow(page)
    controls.select("ky", "Kỳ", {"a": "A", "b": "B"}, default="b")
    if page == "one":
        controls.segments("kieu", "Kiểu", {"x": "X", "y": "Y"}, known={"w"})
        controls.many("ct", "Chỉ tiêu", {"p": "P", "q": "Q"})
    address.publish({"lang": "en"} if st.session_state.get("english") else {})
    st.text("refused " + str(address.refused()))
    kept = address.of_pages()
    st.json({"shown": address.shown(), "to_one": kept("one"), "to_two": kept("two")})


def start(**parameters: str | list[str]) -> AppTest:
    app = AppTest.from_function(screen, default_timeout=20)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.run()


def told(app: AppTest) -> dict[str, list[str]]:
    """The address as lists, whatever this release of the test tool makes of single values."""
    return {key: [value] if isinstance(value, str) else list(value) for key, value in app.query_params.items()}


def test_what_all_pages_share_stands_in_the_address_and_of_the_page_s_own_what_was_chosen() -> None:
    app = start()
    assert told(app) == {"ky": ["b"]}
    assert '"shown":{"ky":["b"],"kieu":["x"]}' in app.json[0].value.replace(" ", "")


def test_a_link_wins_over_what_the_session_had() -> None:
    app = start(ky="b", kieu="x")
    app.segmented_control(key="kieu").set_value("y").run()
    assert told(app) == {"ky": ["b"], "kieu": ["y"]}
    app.query_params.clear()
    app.query_params["ky"] = "a"
    app.query_params["ct"] = ["q", "p"]
    app.run()
    assert app.selectbox(key="ky").value == "a"
    assert app.segmented_control(key="kieu").value == "x"  # the link says nothing of it
    assert sorted(app.multiselect(key="ct").value) == ["p", "q"]


def test_an_empty_address_as_a_menu_leaves_it_changes_nothing() -> None:
    app = start(ky="a", kieu="y")
    app.query_params.clear()
    app.run()
    assert told(app) == {"ky": ["a"], "kieu": ["y"]}


def test_a_page_keeps_what_was_chosen_on_it_and_no_other_page_carries_it() -> None:
    app = start(ky="a", kieu="y")
    app.session_state["at"] = "two"
    app.query_params.clear()
    app.run()
    assert told(app) == {"ky": ["a"]}
    assert '"to_one":{"ky":"a","kieu":"y"}' in app.json[0].value.replace(" ", "")
    assert '"to_two":{"ky":"a"}' in app.json[0].value.replace(" ", "")
    app.session_state["at"] = "one"
    app.query_params.clear()
    app.run()
    assert app.segmented_control(key="kieu").value == "y"


def test_a_default_that_nobody_chose_is_not_carried_along() -> None:
    app = start()
    assert '"to_two":{}' in app.json[0].value.replace(" ", "")


@pytest.mark.parametrize(("asked", "refused"), [("z", "z"), ("w", ""), ("y" * 60, "y" * 40), ("", "")])
def test_what_does_not_exist_is_refused_in_words_and_what_exists_elsewhere_is_not(asked: str, refused: str) -> None:
    app = start(ky="a", kieu=asked)
    assert app.segmented_control(key="kieu").value == "x"
    assert app.text[0].value == f"refused {[refused] if refused else []}"
    assert told(app) == {"ky": ["a"]}


def test_a_theme_page_names_its_level_and_the_overview_keeps_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    publish(tmp_path)
    app = open_page("dossiers", ky="2022", muc="")
    assert told(app) == {"ky": ["2022"], "cap": ["district"], "bang": ["1"]}
    assert "được bỏ qua" not in words(app)
    app.query_params.clear()
    app.switch_page("pages/overview.py").run()
    assert told(app) == {"ky": ["2022"], "bang": ["1"]}


def test_a_table_is_made_when_it_is_opened_or_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    publish(tmp_path)
    app = open_page("dossiers", ky="2022", bang="")
    assert app.get("plotly_chart")
    assert not app.dataframe
    app.session_state["looking"] = True  # as who opens that part of the sidebar
    app.run()
    app.toggle(key="tables-open").set_value(True).run()
    assert len(app.dataframe) >= len(app.get("plotly_chart"))
    assert told(app)["bang"] == ["1"]
    app.toggle(key="tables-open").set_value(False).run()
    assert not app.dataframe
    assert "bang" not in told(app)
