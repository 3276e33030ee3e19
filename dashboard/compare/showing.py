"""What every view has: title, lines below it, the chart with its picture, the table twin, the rows as files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import (
    address,
    chart_alt,
    charts,
    drill,
    formatting,
    page_exports,
    panels,
    pictures,
    scrolling,
    twins,
)  # fmt: skip
from dashboard import (
    compare_texts as words,
)
from dashboard.compare.chosen import Asked


@dataclass(frozen=True)
class View:
    """One view, ready to draw: `lines` are Markdown, `marks` name and value of what is drawn, `rows` all there is.

    `codes` are what the rows open.
    """

    title: str
    lines: Sequence[str]
    figure: charts.Drawing
    measure: str
    marks: Sequence[tuple[str, float | None]]
    rows: pd.DataFrame
    columns: Sequence[str]
    names: Mapping[str, str] | None = None
    codes: Sequence[str] = ()


def show(asked: Asked, view: View) -> None:
    """Draw it."""
    with st.container(border=True, gap="xsmall"):
        st.header(view.title, anchor=False)
        lines = [*asked.lines, *view.lines]
        for line in lines:
            st.caption(formatting.bound(line))
        period = formatting.period_label(asked.period)
        alt = chart_alt.alt(view.title, view.measure, period, view.marks)
        with scrolling.room(view.figure, f"compare-{asked.view}"):
            key = drill.chart(view.figure, f"chart-compare-{asked.view}", theme=None, config=charts.CONFIG, alt=alt)
        pictures.offer(key, view.title, view.measure, asked.level, lines)
        columns = {name: words.COLUMNS[name] for name in view.columns} | dict(view.names or {})
        if (place := twins.twin(f"compare-{asked.view}")) is not None:
            with place:
                table = view.rows.reindex(columns=list(columns)).rename(columns=columns)
                panels.show_table(table, codes=view.codes, key=f"table-compare-{asked.view}")
    plain = [formatting.from_markdown(line) for line in lines]
    page_exports.offer_table(view.title, view.rows, columns, notes=plain)


def refuse(reason: str, instead: str) -> None:
    """Why a view does not work, and the way to the one that does (its code)."""
    st.info(reason, icon=":material/info:")
    st.button(
        words.SEE.format(view=words.VIEWS[instead].lower()), key="compare-instead", type="tertiary",
        icon=":material/arrow_forward:", on_click=_go, args=(instead,),
    )  # fmt: skip


def _go(view: str) -> None:
    address.set_to(kieu=[view])


def hover(name: str, *lines: str) -> str:
    """A name out of a workbook, and lines of ours, as plotly shows them."""
    return "<br>".join([f"<b>{formatting.for_plot(name)}</b>", *(line for line in lines if line)])


Show = Callable[[Asked], None]
