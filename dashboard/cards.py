"""One card of a page: title, what is said of the chart, the chart with its picture, the table once it is opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import charts, formatting, panels, twins
from dashboard.groups import Group, note


@dataclass(frozen=True)
class Card:
    """What a card shows. `said` goes into the picture and the export too, `marks` explain the chart in words.

    `codes` are what the rows of the table open.
    """

    key: str
    title: str
    measure: str
    figure: charts.Drawing
    table: Callable[[], pd.DataFrame]
    values: Sequence[panels.Mark]
    said: Sequence[str] = ()
    marks: str = ""
    series: Sequence[tuple[str, str]] = ()
    codes: Sequence[str] = ()


def show(group: Group, card: Card) -> None:
    """Draw a card where the page stands."""
    st.subheader(card.title, anchor=False)
    lines = [line for line in card.said if line]
    for line in lines:
        note(group, card.title, line)
    # One element for all of them: each is a message of its own to the browser.
    st.caption("\n\n".join([*lines, *([formatting.bound(card.marks)] if card.marks else [])]))
    group.drawn.series.update(card.series)
    panels.draw_chart(group, card.figure, card.key, card.title, card.measure, [*lines, card.marks], card.values)
    if (place := twins.twin(card.key)) is not None:
        with place:
            panels.show_table(card.table(), codes=card.codes, key=f"table-{card.key}")
