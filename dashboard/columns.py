"""Panels in two columns of their own, where rows of two would leave holes."""

from collections.abc import Sequence

import streamlit as st

from dashboard.panels import Panel, lay_out


def in_columns(left: Sequence[Panel | None], right: Sequence[Panel | None]) -> None:
    """Two columns of panels under each other, where heights would differ much in a row; one where a side is empty."""
    sides = [there for side in (left, right) if (there := [panel for panel in side if panel is not None])]
    if len(sides) < 2:
        lay_out([*left, *right])
        return
    for column, side in zip(st.columns(2, gap="medium"), sides, strict=True):
        for panel in side:
            with column, st.container(border=True, gap="xsmall"):
                panel()
