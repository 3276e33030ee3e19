"""Where the reader switches the language; the page and what was chosen on it stay."""

import streamlit as st

from dashboard import address, language, texts

_KEY = "language-bar"


def choice() -> None:
    """Below the menu, quietly: each language by its own name."""
    st.session_state[_KEY] = language.current()
    with st.sidebar:
        st.segmented_control(
            texts.LANGUAGE, language.LANGUAGES, format_func=language.NAMES.__getitem__, key=_KEY, required=True,
            label_visibility="collapsed", on_change=_switched,
        )  # fmt: skip


def _switched() -> None:
    language.speak(st.session_state[_KEY])
    address.redraw()
