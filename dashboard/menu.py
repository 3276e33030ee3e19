"""The pages, and the menu whose links carry what was chosen: Streamlit's own menu loses it."""

import html
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from dashboard import (
    allowed,
    catalogue_texts,
    compare_texts,
    filters,
    form_texts,
    history_texts,
    language,
    profile_texts,
    texts,
)
from etl.roles import Action

_FIRST, _MADE = "tong-quan", "pages"


class Listed(NamedTuple):
    """A page of the menu; `bar` is the part of the filter bar that it has, `theme` what its figures are about.

    `needs` is what a person must be allowed to open it.
    """

    file: str
    title: str
    path: str
    icon: str
    bar: filters.Kind = "none"
    theme: str = ""
    needs: Action = "look"

    @property
    def place(self) -> str:
        """Its path in a link: the first page has none, whatever it is called."""
        return "" if self.path == _FIRST else self.path

    @property
    def has_charts(self) -> bool:
        """Whether charts are what its first screen shows."""
        return self.bar in ("one_level", "one_unit")


def listed() -> list[Listed]:
    """In the order of the menu: what leaders read, then what analysts work with."""
    return [
        Listed("overview", texts.OVERVIEW, _FIRST, "dashboard", "any_level"),
        Listed("dossiers", texts.DOSSIERS, "ho-so", "folder_open", "one_level", "dossiers"),
        Listed("onestop", texts.ONESTOP, "mot-cua", "devices", "one_level", "onestop"),
        Listed("staffing", texts.STAFFING, "bien-che", "groups", "one_level", "staffing"),
        Listed("investment", texts.INVESTMENT, "giai-ngan", "payments", "one_level", "investment"),
        Listed("compare", compare_texts.TITLE, "so-sanh", "bar_chart_4_bars", "one_level"),
        Listed("profile", profile_texts.TITLE, "don-vi", "apartment", "one_unit"),
        Listed("figures", texts.FIGURES, "so-lieu", "table_chart", "any_level"),
        Listed("quality", texts.QUALITY, "chat-luong", "verified", "any_level"),
        Listed("catalogue", catalogue_texts.TITLE, "danh-muc", "menu_book"),
        Listed("forms", form_texts.PAGE, "bieu-mau", "description"),
        Listed("history", history_texts.TITLE, "lich-su", "history"),
        Listed("upload", texts.UPLOAD, "nap-phu-luc", "upload_file", needs="load"),
    ]


def pages() -> dict[StreamlitPage, Listed]:
    """Explicit and flat: sections in the menu break screen readers' lists.

    Made once for a session and its language: each looks its file up.
    """
    made: dict[str, dict[StreamlitPage, Listed]] = st.session_state.setdefault(_MADE, {})
    if language.current() not in made:
        made[language.current()] = _pages()
    return made[language.current()]


def _pages() -> dict[StreamlitPage, Listed]:
    return {
        st.Page(
            f"pages/{page.file}.py", title=page.title, url_path=page.path, icon=f":material/{page.icon}:",
            default=page.path == _FIRST,
        ): page
        for page in listed()
    }  # fmt: skip


def draw(place: DeltaGenerator, router: Mapping[StreamlitPage, Listed], shown: Listed) -> None:
    """The links, each with the parameters that its page would write: so one step is one entry of the history.

    One element: thirteen links of Streamlit's own are a fifth of what a browser draws of a page. `links.js` follows
    them without loading the app again.
    """
    may, link = allowed.offers(), filters.links()
    items = "".join(
        _item(page, link(page.path, page.bar, page.theme), is_shown=page == shown)
        for page in router.values()
        if may(page.needs)
    )
    place.html(f"<nav class='menu' aria-label='{html.escape(texts.MENU)}'><ul>{items}</ul></nav>")


def _item(page: Listed, parameters: Mapping[str, str | list[str]], *, is_shown: bool) -> str:
    asked = urlencode(parameters, doseq=True)
    address = html.escape(f"{page.place or './'}?{asked}" if asked else page.place or "./")
    current = " aria-current='page'" if is_shown else ""
    icon = f"<span class='menu-icon' aria-hidden='true' translate='no'>{page.icon}</span>"
    return f"<li><a href='{address}'{current}>{icon}<span>{html.escape(page.title)}</span></a></li>"
