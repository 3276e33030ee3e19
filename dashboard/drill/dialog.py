"""The dialog over the page: it is open while parameter `o` asks for a figure, by click or by link."""

from functools import partial

import streamlit as st

from dashboard import address, formatting, store
from dashboard import drill_texts as words
from dashboard.drill import card, derived, formula, sums
from dashboard.drill.answers import Answer, answer, told_apart
from dashboard.drill.asked import CLEARANCE, KEY, MOST, RESIDUES, Asked, read

_FEW = 3  # answers that are offered beside each other
_CHOSEN = "traced-choice"


def panel() -> None:
    """Once in a script run, before what the link asked in vain is told: open what is asked for, or refuse it.

    A mark or a row that shows several figures asks for all of them; the reader chooses.
    """
    codes = list(dict.fromkeys(address.asked(KEY)))[:MOST]
    if not codes or store.pinned() is None:
        return
    found = {code: answer for code in codes if (asked := read(code)) and (answer := _answer(asked))}
    address.refuse([code for code in codes if code not in found])
    if not found:
        _forget()
        return
    address.note(KEY, list(found))
    answers = list(found.values())
    title, names = told_apart(answers)
    st.dialog(title, width="large", on_dismiss=_forget)(partial(_draw, answers, names))()


def _draw(answers: list[Answer], names: list[str]) -> None:
    if len(answers) == 1:
        answers[0].draw()
        return
    key = f"{_CHOSEN}-{'|'.join(names)}"  # of other figures it is another choice
    places, name_of = range(len(answers)), names.__getitem__
    chosen: int | None
    if len(answers) <= _FEW:
        chosen = st.segmented_control(words.WHICH, places, default=0, format_func=name_of, key=key, required=True)
    else:
        chosen = st.selectbox(words.WHICH, places, format_func=name_of, key=key)
    answers[chosen or 0].draw()


def _forget() -> None:
    address.set_to(**{KEY: []})


def _answer(asked: Asked) -> Answer | None:
    """What there is of it; None where nothing is."""
    if asked.level or asked.indicator == CLEARANCE:
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
    return answer(unit, asked, draw, str(figure["indicator_name"]))
