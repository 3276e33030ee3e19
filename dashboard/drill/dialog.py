"""The dialog over the page: it is open while parameter `o` asks for a figure, by click or by link."""

import streamlit as st

from dashboard import address, formatting, store
from dashboard.drill import answers, card, derived, formula, sums
from dashboard.drill.answers import Answer
from dashboard.drill.asked import KEY, RESIDUES, Asked, read


def panel() -> None:
    """Once in a script run, before what the link asked in vain is told: open what is asked for, or refuse it."""
    code = next(reversed(address.asked(KEY)), "")
    if not code or store.pinned() is None:
        return
    asked = read(code)
    found = None if asked is None else _answer(asked)
    if found is None:
        address.refuse([code])
        _forget()
        return
    address.note(KEY, [code])
    st.dialog(found.heading, width="large", on_dismiss=_forget)(found.draw)()


def _forget() -> None:
    address.set_to(**{KEY: []})


def _answer(asked: Asked) -> Answer | None:
    """What there is of it; None where nothing is."""
    if asked.level:
        return sums.answer(asked)
    if asked.indicator in RESIDUES:
        return derived.residue(asked)
    return _figure(asked) if asked.quarter is None else derived.in_quarter(asked)


def _figure(asked: Asked) -> Answer | None:
    """One figure or ratio as it was reported."""
    found = store.fetch("traced_figure", **asked._asdict())
    if found.empty:
        return None
    figure = found.iloc[0]

    def draw() -> None:
        cells = store.fetch("traced_cells", **asked._asdict())
        st.html(formula.html_of(figure, cells))
        card.cells(cells, is_ratio=bool(figure["numerator_code"]))
        card.findings(asked, tuple(dict.fromkeys(cells["indicator"])))

    unit = formatting.full_name(figure["name"], figure["parent_name"])
    return Answer(answers.heading(unit, asked, str(figure["indicator_name"])), draw)
