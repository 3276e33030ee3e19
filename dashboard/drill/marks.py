"""Charts and tables of which a mark or a row opens its figure; the only place that wires selections.

A callback is called for a new selection only, so a dialog that was closed stays closed.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard import address
from dashboard import drill_texts as words
from dashboard.drill.asked import KEY, apart

_MOST_ROWS = 150_000  # beyond, Streamlit's tables know no selection


def chart(figure: Any, key: str, **more: Any) -> str:
    """Draw a figure whose marks carry codes as `customdata`, or are told them as its `codes`; return the key it has.

    A code may be that of several figures (`asked.several`): all of them are offered then.

    The key is another one after a mark was taken: only a new chart has nothing selected, so that the same mark can be
    taken again.
    """
    taken: int = st.session_state.get(f"taken-{key}", 0)
    name = f"{key}-{taken}" if taken else key
    st.plotly_chart(
        figure, key=name, on_select=partial(_take_mark, key, name, getattr(figure, "codes", ())),
        selection_mode="points", **more
    )  # fmt: skip
    return name


def table(shown: Any, codes: Sequence[str], key: str, **more: Any) -> None:
    """Draw a table whose rows open their figures, by click and by keyboard; without codes it is a table."""
    if not any(codes) or len(codes) > _MOST_ROWS:
        st.dataframe(shown, **more)
        return
    st.caption(words.HINT)
    st.dataframe(
        shown, key=key, on_select=partial(_take_row, key, codes), selection_mode="single-row", **more
    )  # fmt: skip


def _take_mark(key: str, name: str, codes: Sequence[str]) -> None:
    points = st.session_state[name]["selection"]["points"]
    st.session_state[f"taken-{key}"] = st.session_state.get(f"taken-{key}", 0) + 1
    _open(next(filter(None, (_code(one, codes) for one in points)), ""))


def _code(point: Mapping[str, Any], codes: Sequence[str]) -> str:
    """What a selected point opens."""
    asked = point.get("customdata")
    if asked:
        return str(asked[0] if isinstance(asked, list) else asked)
    place = point.get("point_index", -1)
    return codes[place] if 0 <= place < len(codes) else ""


def _take_row(key: str, codes: Sequence[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    _open(codes[rows[0]] if rows and rows[0] < len(codes) else "")


def _open(code: str) -> None:
    if code:
        address.set_to(**{KEY: apart(code)})
