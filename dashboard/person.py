"""Who works: the account; at this machine, where nobody signs in, the name that the person writes, for the session."""

import streamlit as st

from dashboard import account, account_texts, formatting
from dashboard import desk_texts as words

_WHO = "who"
_LONGEST_NAME = 80
_NOBODY = "không ghi tên"  # kept with loads and decisions, so in one language


def name() -> str:
    """The name under which this session loads and decides."""
    now = account.visit()
    if now.way != "local":
        return now.name
    return str(st.session_state.get(_WHO, "")).strip() or _NOBODY


def name_field(where: str = "") -> None:
    """Where the name is written; `where` tells several fields of a page apart, which all hold the one name."""
    if account.visit().way != "local":
        st.caption(account_texts.AS_WHOM.format(name=formatting.for_markdown(name())))
        return
    key = f"{_WHO}-{where}" if where else _WHO
    if where:
        st.session_state.setdefault(key, st.session_state.get(_WHO, ""))
    st.text_input(
        words.WHO, key=key, max_chars=_LONGEST_NAME, help=words.WHO_HELP, width=260, on_change=_keep, args=(key,),
        persist_state=None if where else "session",
    )  # fmt: skip


def _keep(key: str) -> None:
    st.session_state[_WHO] = st.session_state[key]
