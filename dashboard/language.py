"""The language of the screen, for each session: Vietnamese unless the reader switches or a link says otherwise.

Charts, formats and questions are also used where there is no screen; the language is Vietnamese there, unless the work
is for a session whose language was kept (`spoken`).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
NAMES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}  # each in itself
_LANGUAGE, _IN_ADDRESS = "language", "lang"
_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


def current() -> Language:
    """The language of this session, or the one that is spoken here for another.

    A page asks for thousands of texts and numbers: within a script run the session is asked once, by `follow_address`.
    """
    return _spoken.get() or _of_session()


@contextmanager
def spoken(language: Language) -> Iterator[None]:
    """Speak the language of a session whose work is done outside of it: a file, made when it is taken."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def follow_address() -> None:
    """Before anything else of a script run: an address says the language; an empty one, as menus leave it, nothing."""
    import streamlit as st

    if st.query_params:
        st.session_state[_LANGUAGE] = "en" if st.query_params.get(_IN_ADDRESS) == "en" else "vi"
    _spoken.set(_of_session())  # of this thread, which runs scripts of this session only


def speak(language: Language) -> None:
    """For the switch: the language from now on."""
    import streamlit as st

    st.session_state[_LANGUAGE] = language
    _spoken.set(language)
    if _IN_ADDRESS in st.query_params and not address():
        del st.query_params[_IN_ADDRESS]
    st.query_params.update(address())


def address() -> dict[str, str]:
    """What the address carries so that a link opens in the same language."""
    return {} if current() == "vi" else {_IN_ADDRESS: current()}


def _of_session() -> Language:
    session = _session()
    return "en" if session is not None and session.get(_LANGUAGE) == "en" else "vi"


def _session() -> Any:
    """What the session keeps; None outside of a script run, where asking Streamlit itself would be warned about."""
    running = sys.modules.get("streamlit.runtime.scriptrunner")
    if running is None or running.get_script_run_ctx(suppress_warning=True) is None:
        return None
    return sys.modules["streamlit"].session_state
