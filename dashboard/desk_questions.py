"""The draft's questions with the sheet around each cell; answers stay in the draft until it is loaded."""

from functools import partial

import streamlit as st

from dashboard import choices, deciding, desk, excerpts, formatting, person, store, texts, translation
from dashboard import desk_texts as words
from dashboard.desk import Desk
from etl import answers
from etl.decisions import OpenQuestion
from etl.drafts import Draft
from etl.memory import Decision, check_answer, wording_of
from etl.model import Question

_SHOWN = 10


def show(on: Desk) -> None:
    """Open questions first, then what this draft has answered, to be taken back."""
    known = choices.known(store.known_tables())
    if on.questions:
        st.caption(words.QUESTIONS_LEAD)
        _ask(on, known)
    else:
        st.caption(words.QUESTIONS_NONE)
    _answered(on, known)


def _ask(on: Desk, known: choices.Answers) -> None:
    waiting = on.questions[:_SHOWN]
    chosen = {one.wording: one.answer for one in on.draft.chosen_answers}
    for asked in waiting:
        deciding.ask(
            asked, known, chosen=chosen.get(wording_of(asked.question), choices.LATER),
            choose=partial(_choose, on.draft, asked),
        )  # fmt: skip
        excerpts.show(asked.file_hash, asked.file, asked.sheet, asked.cell, is_own=desk.owns(on, asked.file_hash))
    if len(on.questions) > _SHOWN:
        st.caption(words.QUESTIONS_MORE.format(count=formatting.number(len(on.questions) - _SHOWN)))
    with st.container(horizontal=True):
        applying = st.button(words.QUESTIONS_APPLY, type="primary", icon=":material/done_all:", key="desk-apply")
        likely = deciding.fillable(waiting)
        if likely:
            st.button(
                texts.FILL_ANSWERS.format(count=len(likely)), icon=":material/edit_note:", key="desk-fill",
                help=texts.FILL_ANSWERS_HELP, on_click=_fill, args=(on.draft, likely),
            )  # fmt: skip
    if applying:
        _apply(on, waiting)


def _fill(draft: Draft, likely: list[OpenQuestion]) -> None:
    """As if the first suggestion of each had been picked, one after the other."""
    deciding.fill(likely)
    for asked in likely:
        draft = draft.choosing(wording_of(asked.question), _decisions(deciding.given([asked]))[0])
    desk.save(draft)
    desk.say(texts.FILLED.format(count=len(likely)))


def _choose(draft: Draft, asked: OpenQuestion) -> None:
    """Keep what was picked with the draft, so that a closed browser loses nothing; applied it is read with."""
    given = deciding.given([asked])
    desk.save(draft.choosing(wording_of(asked.question), _decisions(given)[0] if given else None))


def _apply(on: Desk, waiting: list[OpenQuestion]) -> None:
    given = deciding.given(waiting)
    if not given:
        st.info(texts.NO_ANSWER_CHOSEN, icon=":material/info:")
        return
    tables = store.known_tables()
    wrong = [why for question, answer in given if (why := check_answer(question.kind, answer, tables))]
    if wrong:
        st.error("\n".join(map(translation.said, wrong)))
        return
    desk.save(on.draft.answered(_decisions(given)))
    st.rerun()


def _decisions(given: list[tuple[Question, str]]) -> list[Decision]:
    who = person.name()
    return [answers.answered(question, answer, who, choices.narrowest_scope(question)) for question, answer in given]


def _answered(on: Desk, known: choices.Answers) -> None:
    made = on.draft.decisions
    if not made:
        return
    with st.expander(words.QUESTIONS_DONE.format(count=len(made)), icon=":material/history:"):
        for number, one in enumerate(made):
            told = words.ANSWER_LINE.format(
                kind=texts.QUESTION_KINDS[one.kind], printed=formatting.for_markdown(one.printed or one.subject),
                answer=formatting.for_markdown(known.name(one.kind, one.answer)),
            )  # fmt: skip
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(told, width="stretch")
                if st.button(words.ANSWER_TAKE_BACK, key=f"desk-back-{number}", icon=":material/undo:"):
                    desk.save(on.draft.unanswered(one.wording))
                    st.rerun()
