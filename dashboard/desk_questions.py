"""The draft's questions with the sheet around each cell; answers stay in the draft until it is loaded."""

import streamlit as st

from dashboard import choices, deciding, desk, excerpts, formatting, person, store, texts, translation
from dashboard import desk_texts as words
from dashboard.desk import Desk
from etl import answers
from etl.decisions import OpenQuestion
from etl.memory import check_answer

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
    with st.form("desk-questions", border=False, enter_to_submit=False):
        for asked in waiting:
            deciding.ask(asked, known)
            excerpts.show(asked.file_hash, asked.file, asked.sheet, asked.cell)
        if len(on.questions) > _SHOWN:
            st.caption(words.QUESTIONS_MORE.format(count=formatting.number(len(on.questions) - _SHOWN)))
        applying = st.form_submit_button(
            words.QUESTIONS_APPLY, type="primary", icon=":material/done_all:", key="desk-apply"
        )
    if applying:
        _apply(on, waiting)


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
    who = person.name()
    made = [answers.answered(question, answer, who, choices.narrowest_scope(question)) for question, answer in given]
    desk.save(on.draft.answered(made))
    st.rerun()


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
