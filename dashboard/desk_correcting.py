"""Putting right whose figures a file or sheet holds and of which kỳ, and taking its workbook along."""

from collections.abc import Sequence

import streamlit as st

from dashboard import choices, desk, person, sending_back, store
from dashboard import desk_texts as words
from dashboard.desk import Desk
from etl import answers, returned, whose
from etl.memory import Decision
from etl.model import FileReport, QuestionKind

_KEEP = ""


def show(on: Desk, report: FileReport, sheets: Sequence[str]) -> None:
    """One quiet row: correct the unit or kỳ, the file to send back, the file as it came."""
    with st.container(horizontal=True, vertical_alignment="center", key="desk-file-ways"):
        with st.popover(words.CORRECT, icon=":material/edit:", key="desk-correct"):
            _correct(on, report, sheets)
        _send_back(report)
        _original(report)


def _correct(on: Desk, report: FileReport, sheets: Sequence[str]) -> None:
    known = choices.known(store.known_tables())
    st.caption(words.CORRECT_HELP)
    with st.form("desk-correcting", border=False, enter_to_submit=False):
        units = {_KEEP: words.CORRECT_KEEP} | dict(known.names["file_unit"])
        periods = {_KEEP: words.CORRECT_KEEP} | dict(known.names["file_period"])
        places = {_KEEP: words.WHOLE_FILE} | {sheet: sheet for sheet in sheets}
        unit = st.selectbox(words.CORRECT_UNIT, list(units), format_func=units.__getitem__, key="desk-correct-unit")
        period = st.selectbox(
            words.CORRECT_PERIOD, list(periods), format_func=periods.__getitem__, key="desk-correct-period"
        )
        sheet = st.selectbox(
            words.CORRECT_SHEET, list(places), format_func=places.__getitem__, key="desk-correct-sheet"
        )
        applying = st.form_submit_button(words.CORRECT_DO, type="primary", key="desk-correct-do")
    if applying and (unit or period):
        kinds: tuple[tuple[QuestionKind, str], ...] = (("file_unit", unit or ""), ("file_period", period or ""))
        made = [_decision(report, kind, sheet or "", answer) for kind, answer in kinds if answer]
        desk.save(on.draft.answered(made))
        st.rerun()


def _decision(report: FileReport, kind: QuestionKind, sheet: str, answer: str) -> Decision:
    question = whose.question(kind, report.file_hash, sheet, printed=report.file)
    return answers.answered(question, answer, person.name(), choices.narrowest_scope(question))


def _send_back(report: FileReport) -> None:
    """The file with its problems at their cells; made when it is asked for."""
    if not report.needs_person or not report.file_hash:
        return
    if st.button(words.SEND_BACK, key="desk-send-back", icon=":material/assignment_return:", help=words.SEND_BACK_HELP):
        sending_back.offer(lambda: _returned(report), "desk-send-back-take")


def _returned(report: FileReport) -> returned.Returned | None:
    place = store.warehouse().original(report.file_hash)
    return None if place is None else returned.returned_workbook(place.read_bytes(), report.file, report.problems)


def _original(report: FileReport) -> None:
    place = store.warehouse().original(report.file_hash) if report.file_hash else None
    if place is not None:
        st.download_button(
            words.DOWNLOAD_ORIGINAL, place.read_bytes, file_name=report.file.rsplit("/", 1)[-1], key="desk-original",
            on_click="ignore", icon=":material/download:", type="tertiary",
        )  # fmt: skip
