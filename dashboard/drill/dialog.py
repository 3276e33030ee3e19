"""The dialog over the page: it is open while parameter `o` asks for a figure, by click or by link."""

import pandas as pd
import streamlit as st

from dashboard import address, formatting, store, texts
from dashboard import drill_texts as words
from dashboard.drill import card, formula
from dashboard.drill.asked import Asked, read

KEY = "o"


def panel() -> None:
    """Once in a script run, before what the link asked in vain is told: open what is asked for, or refuse it."""
    code = next(reversed(address.asked(KEY)), "")
    if not code or store.pinned() is None:
        return
    asked = read(code)
    found = pd.DataFrame() if asked is None else store.fetch("traced_figure", **asked._asdict())
    if asked is None or found.empty:
        address.refuse([code])
        _forget()
        return
    address.note(KEY, [code])
    figure = found.iloc[0]
    st.dialog(_heading(figure), width="large", on_dismiss=_forget)(_content)(asked, figure)


def _forget() -> None:
    address.set_to(**{KEY: []})


def _heading(figure: pd.Series) -> str:
    name = texts.SHORT.get(figure["indicator"]) or figure["indicator_name"]
    if figure["handled_by"]:
        name = f"{name} ({formatting.HANDLED_BY.get(figure['handled_by'], '').lower()})"
    unit = formatting.full_name(figure["name"], figure["parent_name"])
    return words.HEADING.format(
        unit=formatting.for_markdown(unit), indicator=formatting.for_markdown(name),
        period=formatting.for_markdown(formatting.period_label(figure["period"])),
    )  # fmt: skip


def _content(asked: Asked, figure: pd.Series) -> None:
    cells = store.fetch("traced_cells", **asked._asdict())
    st.html(formula.html_of(figure, cells))
    card.cells(cells, is_ratio=bool(figure["numerator_code"]))
    card.findings(asked, tuple(dict.fromkeys(cells["indicator"])))
