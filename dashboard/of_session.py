"""What a session keeps and every page reads dozens of times.

A read of Streamlit's session state also looks whether the script should stop; some 250 of them were an eighth of a
script run (decision 42).

A thread that runs scripts runs those of one session only, so what it set itself it need not ask again.
"""

from contextvars import ContextVar
from typing import Generic, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_Value = TypeVar("_Value")


class OfSession(Generic[_Value]):
    """One value of the session state, written nowhere else."""

    def __init__(self, key: str, default: _Value) -> None:
        """`default` is what a session has that was told nothing."""
        self._key, self._default = key, default
        self._here: ContextVar[tuple[_Value] | None] = ContextVar(key, default=None)

    def get(self) -> _Value:
        """What the session keeps."""
        here = self._here.get()
        value: _Value = here[0] if here else st.session_state.get(self._key, self._default)
        return value

    def set(self, value: _Value) -> None:
        """Keep it for the session."""
        st.session_state[self._key] = value
        if get_script_run_ctx(suppress_warning=True) is not None:
            self._here.set((value,))
