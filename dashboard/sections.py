"""The parts of a theme page, one on the screen at a time: what is not shown is not asked, built or sent.

A page of ten charts takes twice as long to stand there as one of two, and a reader has one question at a time
(decision 25). All parts at once are one choice more, for whoever prints or reads the page from end to end.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard import columns, controls
from dashboard import theme_texts as words
from dashboard.panels import Panel

PART, ALL = "muc", "tat-ca"  # in the address

Part = tuple[Sequence[Panel | None], Sequence[Panel | None]]  # a left and a right column of panels


def choose(names: Mapping[str, str]) -> str:
    """Let the reader choose one of the parts, called so by their code, or `ALL`; the first where none is asked for."""
    return controls.segments(PART, words.PARTS, {**names, ALL: words.ALL_PARTS}, label_visibility="collapsed")


def draw(chosen: str, names: Mapping[str, str], parts: Mapping[str, Callable[[], Part]]) -> None:
    """Draw a part, or all of them; `parts` make their panels only when they are drawn."""
    for code in parts if chosen == ALL else (chosen,):
        left, right = parts[code]()
        if any(panel is not None for panel in (*left, *right)):
            columns.in_columns(left, right)
        elif chosen != ALL:
            st.info(words.NOTHING_IN_PART.format(part=names[code]), icon=":material/info:")
