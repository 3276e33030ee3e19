"""Who works: there are no accounts, so it is the name that the person writes, kept for the session."""

import streamlit as st

from dashboard import desk_texts as words

_WHO = "who"
_LONGEST_NAME = 80
_NOBODY = "không ghi tên"  # kept with loads and decisions, so in one language


def name() -> str:
    """The name under which this session loads and decides."""
    return str(st.session_state.get(_WHO, "")).strip() or _NOBODY


def name_field(where: str = "") -> None:
    """Where the name is written; `where` tells several fields of a page apart, which all hold the one name."""
    key = f"{_WHO}-{where}" if where else _WHO
    if where:
        st.session_state.setdefault(key, st.session_state.get(_WHO, ""))
    st.text_input(
        words.WHO, key=key, max_chars=_LONGEST_NAME, help=words.WHO_HELP, width=260, on_change=_keep, args=(key,),
        persist_state=None if where else "session",
    )  # fmt: skip


def _keep(key: str) -> None:
    st.session_state[_WHO] = st.session_state[key]
