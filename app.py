"""Router: the pages, the first run, the shared filter bar, the page, the footer."""

from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import (
    address,
    catalogue_texts,
    desk,
    filters,
    first_run,
    form_texts,
    history_texts,
    language_bar,
    lens_bar,
    shell,
    store,
    texts,
    translation,
)
from etl.model import PersonCanActError


class Listed(NamedTuple):
    """A page of the menu; `bar` is the part of the filter bar that it has, `theme` what its figures are about."""

    file: str
    title: str
    path: str
    icon: str
    bar: filters.Kind = "none"
    theme: str = ""


def listed_pages() -> list[Listed]:
    """In the order of the menu: what leaders read, then what analysts work with."""
    return [
        Listed("overview", texts.OVERVIEW, "tong-quan", "dashboard", "any_level"),
        Listed("dossiers", texts.DOSSIERS, "ho-so", "folder_open", "one_level", "dossiers"),
        Listed("onestop", texts.ONESTOP, "mot-cua", "devices", "one_level", "onestop"),
        Listed("staffing", texts.STAFFING, "bien-che", "groups", "one_level", "staffing"),
        Listed("investment", texts.INVESTMENT, "giai-ngan", "payments", "one_level", "investment"),
        Listed("figures", texts.FIGURES, "so-lieu", "table_chart", "any_level"),
        Listed("quality", texts.QUALITY, "chat-luong", "verified", "any_level"),
        Listed("catalogue", catalogue_texts.TITLE, "danh-muc", "menu_book"),
        Listed("forms", form_texts.PAGE, "bieu-mau", "description"),
        Listed("history", history_texts.TITLE, "lich-su", "history"),
        Listed("upload", texts.UPLOAD, "nap-phu-luc", "upload_file"),
    ]


def pages() -> dict[StreamlitPage, Listed]:
    """Explicit and flat: sections in the menu break screen readers' lists."""
    return {
        st.Page(
            f"pages/{page.file}.py", title=page.title, url_path=page.path, icon=f":material/{page.icon}:",
            default=page.path == "tong-quan",
        ): page
        for page in listed_pages()
    }  # fmt: skip


def main() -> None:
    """One script run: one snapshot."""
    store.follow_address()
    desk.follow_address()
    app = texts.TRIAL_APP if store.in_trial() else texts.APP
    st.set_page_config(page_title=app, page_icon=shell.ICON, layout="wide")  # before the menu, whose icons are remote
    router = pages()
    page = st.navigation(list(router), position="hidden")  # Streamlit's own menu loses what was chosen
    st.set_page_config(page_title=f"{page.title} · {app}")
    listed = router[page]
    address.follow(listed.path)
    shell.dress()
    menu = st.sidebar.container()
    shell.trial_offer()
    language_bar.choice()
    shell.banner()
    st.title(page.title, anchor=False)
    try:
        first_run.prepare()
        store.pin()
        lens_bar.choices()
        lens_bar.banner()
        filters.filter_bar(listed.bar, listed.theme)
        with menu:
            shell.menu([(other, filters.link(told.path, told.bar, told.theme)) for other, told in router.items()])
        shell.refused_in_link()
        page.run()
        address.publish((desk.address() if listed.path == "nap-phu-luc" else {}) | store.address())
        shell.footer()
    except PersonCanActError as error:
        st.error(translation.said(str(error)))
    except Exception as error:
        st.error(texts.UNEXPECTED.format(code=shell.note(error)))


main()
