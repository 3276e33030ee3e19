"""Figures that cannot be read below a width: on a narrow screen they scroll sideways, the page does not.

What stands at the right is what a reader wants first, the newest period: pictures.js begins there, and keeps the names
in sight.
"""

from contextlib import AbstractContextManager, nullcontext

import streamlit as st

from dashboard.charts import Drawing
from dashboard.charts.frame import NARROW

_STEP, _WIDEST = 40, 1200  # px; styles/scrolling.css has a rule for each width


def room(figure: Drawing, key: str) -> AbstractContextManager[object]:
    """Where to draw a figure: a place that scrolls, for one that is wider than a phone."""
    if figure.least <= NARROW:
        return nullcontext()
    width = min(-(-figure.least // _STEP) * _STEP, _WIDEST)
    return st.container(key=f"scroll-{width}-{key}")
