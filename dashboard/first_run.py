"""What a new session makes sure of: that there is a warehouse, and that this release can read it."""

import streamlit as st

from dashboard import shell, store, texts
from etl import pipeline
from etl.model import PersonCanActError

_PREPARED = "prepared"


def prepare() -> None:
    """Once per session: load the shipped appendices into an empty warehouse, or bring an older one up to date.

    A second session meanwhile waits on the loader's own lock.
    """
    if st.session_state.get(_PREPARED):
        return
    st.session_state[_PREPARED] = True
    if store.warehouse().current() is not None:
        _bring_up_to_date()
    elif _load_shipped_appendices():
        st.rerun()


def _bring_up_to_date() -> None:
    """Figures that can be read are shown even where they cannot be upgraded, in a folder without write access, say."""
    try:
        pipeline.refresh(store.warehouse())
    except Exception as error:
        shell.note(error)


def _load_shipped_appendices() -> bool:
    with st.status(texts.FIRST_RUN, expanded=True) as status:
        try:
            pipeline.first_load(store.warehouse(), shell.progress_bar())
        except PersonCanActError as error:
            status.update(label=texts.FIRST_RUN_FAILED, state="error")
            st.error(str(error))
            return False
        status.update(label=texts.FIRST_RUN_DONE, state="complete", expanded=False)
    return store.warehouse().current() is not None
