"""The steps of a draft, one on the screen at a time, and what leads from one to the next."""

from collections.abc import Callable

import streamlit as st

from dashboard import (
    desk,
    desk_difference,
    desk_findings,
    desk_questions,
    desk_understood,
    formatting,
    person,
    store,
    translation,
)
from dashboard import desk_texts as words
from dashboard.desk import Desk
from etl.drafts import Draft
from etl.preview import Preview

_STEP, _LOADING = "desk-step", "desk-loading"
_SHOW: dict[str, Callable[[Desk], None]] = {
    "understood": desk_understood.show,
    "questions": desk_questions.show,
    "difference": desk_difference.show,
    "findings": desk_findings.show,
}


def show(on: Desk) -> None:
    """The stepper, the step, and the way on."""
    step = _stepper(on)
    if on.is_clear and step == "understood":
        st.success(words.ALL_CLEAR, icon=":material/check_circle:")
    _SHOW[step](on)
    _ways_on(on, step)


def load_if_asked(draft: Draft) -> None:
    """Load the draft where that was just asked for, as it was looked at then: not as it would be by now."""
    seen: Preview | None = st.session_state.pop(_LOADING, None)
    if seen is not None and desk.load(draft, seen):
        st.rerun()


def go(step: str) -> None:
    """For buttons: another step from now on."""
    st.session_state[_STEP] = step


def _stepper(on: Desk) -> str:
    names = list(_SHOW)
    if st.session_state.get(_STEP) not in names:
        st.session_state[_STEP] = names[0]
    counts = {
        "questions": len(on.questions), "difference": on.count("changed") + on.count("vanished") + on.count("new"),
        "findings": len(on.findings),
    }  # fmt: skip

    labels = {
        step: (words.STEP_COUNTED if step in counts else words.STEP).format(
            number=number, name=words.STEPS[step], count=formatting.number(counts.get(step, 0))
        )
        for number, step in enumerate(names, start=1)
    }
    chosen: str | None = st.segmented_control(
        words.STEPS_LABEL, names, format_func=labels.__getitem__, key=_STEP, required=True, label_visibility="collapsed"
    )
    return chosen or names[0]


def _ways_on(on: Desk, step: str) -> None:
    names = list(_SHOW)
    place = names.index(step)
    with st.container(horizontal=True, vertical_alignment="bottom", key="desk-ways"):
        if place:
            st.button(words.BACK, key="desk-back", icon=":material/arrow_back:", on_click=go, args=(names[place - 1],))
        following = next((name for name in names[place + 1 :] if _has_something(on, name)), None)
        if following and not on.is_clear:
            st.button(
                words.NEXT.format(step=words.STEPS[following].lower()), key="desk-next", type="primary",
                icon=":material/arrow_forward:", on_click=go, args=(following,),
            )  # fmt: skip
        if following is None or on.is_clear:
            person.name_field()
            _load_button(on)
        _put_aside(on)


def _has_something(on: Desk, step: str) -> bool:
    return bool({"questions": len(on.questions), "findings": len(on.findings)}.get(step, 1))


def _load_button(on: Desk) -> None:
    beyond = store.why_not_load(on.seen.snapshot, on.seen.load)
    if beyond:
        st.error(translation.said(beyond), icon=":material/lock:")
    told = words.LOAD.format(figures=formatting.number(on.figures), files=formatting.number(on.files))
    st.button(
        told if on.files else words.LOAD_NOTHING, key="desk-load", type="primary",
        disabled=not on.files or bool(beyond), icon=":material/database:", help=words.LOAD_HELP, on_click=_ask_to_load,
        args=(on.seen,),
    )  # fmt: skip


def _ask_to_load(seen: Preview) -> None:
    """Done by the run that follows, in its place on the page, with progress."""
    st.session_state[_LOADING] = seen


def _put_aside(on: Desk) -> None:
    st.button(words.LATER, key="desk-later", help=words.LATER_HELP, on_click=desk.leave, type="tertiary")
    with st.popover(words.DISCARD, type="tertiary", key="desk-discard"):
        st.markdown(words.DISCARD_MEANS)
        st.button(words.DISCARD_SURE, type="primary", key="desk-discard-sure", on_click=desk.discard, args=(on.draft,))
