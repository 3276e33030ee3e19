"""The parts of a theme page, one on the screen at a time: what is not shown is not asked, built or sent.

A page of ten charts takes twice as long to stand there as one of two, and a reader has one question at a time
(decision 25). All parts at once are one choice more, for whoever prints or reads the page from end to end.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard import controls, panels
from dashboard import theme_texts as words

PART, ALL = "muc", "tat-ca"  # in the address


def draw(names: Mapping[str, str], parts: Mapping[str, Callable[[], Sequence[panels.Panel | None]]]) -> None:
    """Let the reader choose a part, and draw its panels two in a row.

    Args:
        names: what the parts are called, by their code in the address; the first is shown to whoever chose none.
        parts: by the same codes, what makes a part's panels.
    """
    chosen = controls.segments(PART, words.PARTS, {**names, ALL: words.ALL_PARTS}, label_visibility="collapsed")
    for code in parts if chosen == ALL else (chosen,):
        found = parts[code]()
        if any(panel is not None for panel in found):
            panels.lay_out(found)
        elif chosen != ALL:
            st.info(words.NOTHING_IN_PART.format(part=names[code]), icon=":material/info:")
