"""A file with its problems at their cells, to send back: made when it is asked for, and offered or said why not."""

from collections.abc import Callable

import streamlit as st

from dashboard import desk_texts as words
from dashboard import formatting, translation
from etl import returned
from etl.model import PersonCanActError

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _at_once(made: returned.Returned) -> bytes:
    return made.data


def offer(
    make: Callable[[], returned.Returned | None],
    key: str,
    taken: Callable[[returned.Returned], bytes | Callable[[], bytes]] = _at_once,
) -> None:
    """Make the workbook and offer it; `make` gives None where there is nothing to mark, `taken` what is downloaded."""
    try:
        made = make()
    except PersonCanActError as error:
        st.error(translation.said(str(error)))
        return
    if made is None:
        st.caption(words.SEND_BACK_NOTHING)
        return
    st.download_button(
        words.SEND_BACK_TAKE.format(count=formatting.number(made.cells)), taken(made), file_name=made.name,
        mime=_WORKBOOK, key=key, on_click="ignore", icon=":material/download:", type="primary",
    )  # fmt: skip
