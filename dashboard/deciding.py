"""Questions that only a person can answer, answered where they arise, and what was decided, to be taken back."""

import hashlib
from collections.abc import Callable
from datetime import UTC

import streamlit as st

from dashboard import allowed, choices, formatting, load_results, person, shell, store, texts, translation
from dashboard.choices import Answers
from etl import answers, decisions
from etl.answers import Settled
from etl.decisions import OpenQuestion
from etl.memory import OF_FILE, Decision, Memory, wording_of
from etl.model import PersonCanActError, Progress, Question

SHOWN = 20
FILLED_FROM = 70  # of 100: what speaks for the suggestion is more than letters that are alike
_SAID, _REVOKING = "decided", "revoking"


def show_questions() -> None:
    """The open questions, those that most cells wait for first, and one button for all answers together."""
    st.header(texts.QUESTIONS, anchor=False)
    _tell_last()
    waiting = _waiting()
    if not waiting:
        st.caption(texts.NO_QUESTIONS)
        return
    known = choices.known(store.known_tables())
    st.caption(texts.QUESTIONS_INTRO)
    with st.form("questions", border=False, enter_to_submit=False):
        for asked in waiting[:SHOWN]:
            ask(asked, known)
        if len(waiting) > SHOWN:
            st.caption(texts.MORE_QUESTIONS.format(count=formatting.number(len(waiting) - SHOWN)))
        with st.container(horizontal=True):
            saving = st.form_submit_button(
                texts.SAVE_ANSWERS, type="primary", icon=":material/done_all:", key="save-answers"
            )
            likely = fillable(waiting[:SHOWN])
            if likely:
                st.form_submit_button(
                    texts.FILL_ANSWERS.format(count=len(likely)), icon=":material/edit_note:", key="fill-answers",
                    help=texts.FILL_ANSWERS_HELP, on_click=_fill, args=(likely,),
                )  # fmt: skip
    if saving:
        _save(waiting[:SHOWN])


def show_decided() -> None:
    """Who decided what and how far it reaches; each can be taken back, after a second question."""
    standing = [made for made in store.read(decisions.read, Memory()).decisions if made.revoked_at is None]
    with st.expander(texts.DECIDED.format(count=formatting.number(len(standing))), icon=":material/history:"):
        if not standing:
            st.caption(texts.NOTHING_DECIDED)
            return
        known = choices.known(store.known_tables())
        for made in standing[: -SHOWN - 1 : -1]:
            _decision(made, known)
        if len(standing) > SHOWN:
            st.caption(texts.OLDER_DECISIONS.format(count=formatting.number(len(standing) - SHOWN)))
    number: int | None = st.session_state.pop(_REVOKING, None)
    if number is not None:
        _work(
            lambda told: answers.revoke(
                store.warehouse(), [number], person.name(), reread=True, progress=told, allowed=allowed.held()
            ),
            texts.REVOKING, texts.REVOKED,
        )  # fmt: skip


def _waiting() -> list[OpenQuestion]:
    nothing: list[OpenQuestion] = []
    return store.read(decisions.open_questions, nothing)


def ask(
    asked: OpenQuestion, known: Answers, *, chosen: str = choices.LATER, choose: Callable[[], None] | None = None
) -> None:
    """A question with where it arose and the best suggestion, and the list to answer it from.

    `chosen` stands in the list at first; `choose` is told when another answer is picked.
    """
    if chosen != choices.LATER:
        st.session_state.setdefault(_key(asked.question), chosen)
    question = asked.question
    offered = known.choices(question)
    printed = question.printed or question.subject
    with st.container(key=_key(question).replace("answer", "question")):
        told, answering = st.columns([1, 1], gap="medium", vertical_alignment="center")
    with told, st.container(gap="xxsmall"):
        kind = texts.QUESTION_KINDS[question.kind]
        st.markdown(texts.QUESTION_TITLE.format(kind=kind, printed=formatting.for_markdown(printed)))
        st.caption(formatting.for_markdown(_where(asked)))
        if question.suggestions:
            best = offered[question.suggestions[0].answer]  # a long reason is cut off in the list
            st.caption(texts.BEST_SUGGESTION.format(suggestion=formatting.for_markdown(best)))
    answering.selectbox(
        texts.ANSWER_TO.format(printed=formatting.for_markdown(printed)), list(offered),
        format_func=offered.__getitem__, key=_key(question), label_visibility="collapsed",
        on_change=choose or "rerun",
    )  # fmt: skip


def fillable(waiting: list[OpenQuestion]) -> list[OpenQuestion]:
    """Questions about a wording that nobody has answered yet and whose known words all speak for one answer."""
    answered = {id(question) for question, _ in given(waiting)}
    return [
        asked for asked in waiting
        if asked.question.kind == "indicator" and id(asked.question) not in answered
        and asked.question.suggestions and asked.question.suggestions[0].score >= FILLED_FROM
    ]  # fmt: skip


def fill(likely: list[OpenQuestion]) -> None:
    """For a button: choose the first suggestion of each. Nothing is decided by it: a person looks and saves."""
    for asked in likely:
        st.session_state[_key(asked.question)] = asked.question.suggestions[0].answer


def _fill(likely: list[OpenQuestion]) -> None:
    fill(likely)
    st.session_state[_SAID] = texts.FILLED.format(count=len(likely))


def _where(asked: OpenQuestion) -> str:
    question = asked.question
    place = formatting.cell_place(asked.file, asked.sheet, asked.cell)
    if question.kind in OF_FILE:  # how to mend the file is said among the problems; here it is decided
        waiting = texts.SHEET_WAITING if question.path else texts.FILE_WAITING
        where = formatting.cell_place("", asked.sheet, asked.cell)
        return " · ".join(filter(None, (waiting, where, translation.said(asked.sentence.partition(" Hãy ")[0]))))
    if question.kind == "title":
        return " · ".join((texts.TABLE_WAITING, place, translation.said(asked.sentence.partition(" Hãy ")[0])))
    words = [texts.CELLS_WAITING.format(count=formatting.number(asked.cells))]
    if question.kind == "indicator":
        words += [texts.QUESTION_UNDER.format(path=question.path)] if question.path else []
        words += [texts.QUESTION_MEASURE.format(measure=question.measure)] if question.measure else []
    return " · ".join([*words, place if asked.cells == 1 else texts.AMONG_THEM.format(place=place)])


def _decision(made: Decision, known: Answers) -> None:
    told = texts.DECISION.format(
        kind=texts.QUESTION_KINDS[made.kind], printed=formatting.for_markdown(made.printed or made.subject),
        answer=formatting.for_markdown(known.name(made.kind, made.answer)),
    )  # fmt: skip
    when = formatting.moment(made.decided_at.replace(tzinfo=UTC).isoformat())
    about = texts.DECISION_MADE.format(
        who=translation.said(made.decided_by), when=when, scope=choices.reach(made, known)
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"decision-{made.decision}"):
        st.markdown(f"{told}  \n:gray[{formatting.for_markdown(about)}]", width="stretch")
        with st.popover(texts.REVOKE, icon=":material/undo:", key=f"revoke-{made.decision}"):
            st.markdown(texts.REVOKE_MEANS)
            st.button(
                texts.REVOKE_SURE, type="primary", key=f"sure-{made.decision}", on_click=_ask_to_revoke,
                args=(made.decision,),
            )  # fmt: skip


def _ask_to_revoke(number: int) -> None:
    """Done by the run that follows, in its place on the page, with progress."""
    st.session_state[_REVOKING] = number


def _save(waiting: list[OpenQuestion]) -> None:
    chosen = given(waiting)
    if not chosen:
        st.info(texts.NO_ANSWER_CHOSEN, icon=":material/info:")
        return
    who = person.name()
    made = [answers.answered(question, answer, who, choices.narrowest_scope(question)) for question, answer in chosen]
    _work(
        lambda told: answers.answer(store.warehouse(), made, who, progress=told, allowed=allowed.held()),
        texts.ANSWERING,
        texts.ANSWERED,
    )


def given(waiting: list[OpenQuestion]) -> list[tuple[Question, str]]:
    """The questions that were answered on the screen, with their answers."""
    chosen = [(asked.question, str(st.session_state.get(_key(asked.question)) or choices.LATER)) for asked in waiting]
    return [(question, answer) for question, answer in chosen if answer != choices.LATER]


def _work(work: Callable[[Progress], Settled], running: str, done: str) -> None:
    """Decide with progress; the next run shows the figures of the snapshot that was just published."""
    with st.status(running, expanded=True) as status:
        try:
            settled = work(shell.progress_bar())
        except PersonCanActError as error:
            status.update(label=translation.said(str(error)), state="error")
            return
    st.session_state[_SAID] = done.format(count=len(settled.decisions), files=len(settled.report.files))
    if settled.report.files:
        load_results.keep(settled.report)
    st.rerun()


def _tell_last() -> None:
    """Once, what came of the answers just given."""
    said: str = st.session_state.pop(_SAID, "")
    if said:
        st.success(said, icon=":material/check:")
        st.toast(said, icon=":material/check:", duration="long")  # the page may be scrolled to anywhere


def _key(question: Question) -> str:
    """The same widget for the same question, wherever it stands in the list."""
    about = "\x1f".join((*wording_of(question), question.form, question.sender))
    return "answer-" + hashlib.sha256(about.encode()).hexdigest()[:16]
