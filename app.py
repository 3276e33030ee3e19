"""Router: the pages, the first run, the shared filter bar, the page, the footer."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import (
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


def pages() -> list[StreamlitPage]:
    """Explicit and flat: sections in the menu break screen readers' lists."""
    listed = (
        ("overview", texts.OVERVIEW, "tong-quan", "dashboard"),
        ("dossiers", texts.DOSSIERS, "ho-so", "folder_open"),
        ("onestop", texts.ONESTOP, "mot-cua", "devices"),
        ("staffing", texts.STAFFING, "bien-che", "groups"),
        ("investment", texts.INVESTMENT, "giai-ngan", "payments"),
        ("figures", texts.FIGURES, "so-lieu", "table_chart"),
        ("quality", texts.QUALITY, "chat-luong", "verified"),
        ("catalogue", catalogue_texts.TITLE, "danh-muc", "menu_book"),
        ("forms", form_texts.PAGE, "bieu-mau", "description"),
        ("history", history_texts.TITLE, "lich-su", "history"),
        ("upload", texts.UPLOAD, "nap-phu-luc", "upload_file"),
    )
    return [
        st.Page(f"pages/{name}.py", title=title, url_path=path, icon=f":material/{icon}:", default=name == "overview")
        for name, title, path, icon in listed
    ]


def main() -> None:
    """One script run: one snapshot."""
    store.follow_address()
    desk.follow_address()
    st.set_page_config(
        page_title=texts.TRIAL_APP if store.in_trial() else texts.APP, page_icon=shell.ICON, layout="wide"
    )
    page = st.navigation(pages())
    shell.dress()
    shell.trial_offer()
    language_bar.choice()
    shell.banner()
    st.title(page.title, anchor=False)
    try:
        first_run.prepare()
        store.pin()
        lens_bar.choices()
        lens_bar.banner()
        at_desk = page.url_path == "nap-phu-luc"
        is_filtered = page.url_path not in ("bieu-mau", "danh-muc", "lich-su", "nap-phu-luc")
        filters.filter_bar(visible=is_filtered, also=desk.address() if at_desk else {})
        page.run()
        shell.footer()
    except PersonCanActError as error:
        st.error(translation.said(str(error)))
    except Exception as error:
        st.error(texts.UNEXPECTED.format(code=shell.note(error)))


main()
