"""Who works: there are no accounts, so it is the name that the person writes, kept for the session."""

import streamlit as st

from dashboard import desk_texts as words

_WHO = "who"
_LONGEST_NAME = 80
_NOBODY = "không ghi tên"  # kept with loads and decisions, so in one language


def name() -> str:
    """The name under which this session loads and decides."""
    return str(st.session_state.get(_WHO, "")).strip() or _NOBODY


def name_field() -> None:
    """Where the name is written; once on a page."""
    st.text_input(
        words.WHO, key=_WHO, max_chars=_LONGEST_NAME, help=words.WHO_HELP, width=260, persist_state="session"
    )  # fmt: skip
