"""The table twin of a chart: drawn when the reader opens it, or with every chart for whoever reads or prints tables.

A table with its files costs the server more than its chart, and most stay closed (decision 24).
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import address, texts

_ALL, _YES = address.TABLES, "1"
_SWITCH = "tables-open"


def switch() -> None:
    """Where the reader opens all tables; kept in the address like any other choice."""
    st.session_state[_SWITCH] = are_open()
    st.toggle(texts.ALL_TABLES, key=_SWITCH, on_change=_switched, help=texts.ALL_TABLES_HELP)


def are_open() -> bool:
    """Whether all tables are drawn open; noted for the address."""
    is_chosen = address.asked(_ALL)[-1:] == [_YES]
    address.note(_ALL, [_YES] if is_chosen else [], is_chosen=is_chosen)
    return is_chosen


def twin(key: str) -> DeltaGenerator | None:
    """The place of a chart's table; None while it is closed and nothing needs to be made."""
    if are_open():
        return st.expander(texts.TABLE, icon=":material/table_rows:", expanded=True)
    place = st.expander(texts.TABLE, icon=":material/table_rows:", key=f"twin-{key}", on_change="rerun")
    return place if place.open else None


def _switched() -> None:
    address.set_to(**{_ALL: [_YES] if st.session_state[_SWITCH] else []})
