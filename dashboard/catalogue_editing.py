"""Editing a section of the catalogue: the table out, the edited one in, what differs, storing what is confirmed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import allowed, catalogue, formatting, load_results, person, shell, store, translation
from dashboard import catalogue_texts as texts
from etl import catalogue as tables
from etl.catalogue import Handed, Person, Section
from etl.exchange import Plan
from etl.model import PersonCanActError
from etl.roles import Action

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = ["xlsx", "xls", "ods", "csv", "txt"]
_KEPT, _CONFIRMED, _SAID, _ROUND = "catalogue-preview", "catalogue-confirmed", "catalogue-said", "catalogue-round"
_ACTIONS: dict[Section, Action] = {
    "units": "edit_units", "aliases": "edit_units", "decisions": "answer", "targets": "set_targets",
    "corrections": "correct", "roles": "grant",
}  # fmt: skip
_CHANGES_SHOWN, _QUESTIONS_SHOWN = 300, 20


@dataclass(frozen=True)
class Preview:
    """What an uploaded table would change, as it is shown.

    Attributes:
        asked: which file by whom for which snapshot; another one is compared anew.
        handed: the table.
        plan: what it changes.
        refused: why it cannot be read, '' where it can.
        warning: what the person should know first.
    """

    asked: tuple[Any, ...]
    handed: Handed | None = None
    plan: Plan | None = None
    refused: str = ""
    warning: str = ""


def show(section: Section, found: pd.DataFrame) -> None:
    """Below the rows of a section; `found` are those that the reader looks at."""
    _tell_last()
    if not allowed.may(_ACTIONS[section]):
        return
    with st.container(border=True, key="catalogue-edit"):
        st.header(texts.EDIT, anchor=False)
        out, back = st.columns(2, gap="medium")
        with out:
            _offer(section, found)
        with back:
            st.markdown(texts.STEP_UPLOAD)
            if section == "units":
                st.caption(texts.UNIT_SHAPES)
            person = _person(section)
            uploaded = st.file_uploader(
                texts.UPLOAD, type=_TYPES, key=f"catalogue-{section}-{st.session_state.get(_ROUND, 0)}"
            )
        confirmed: str = st.session_state.pop(_CONFIRMED, "")
        if uploaded is None:
            st.session_state.pop(_KEPT, None)
            return
        data = uploaded.getvalue()
        asked = (section, uploaded.file_id, person, store.pinned())
        kept: Preview | None = st.session_state.get(_KEPT)
        if confirmed and kept is not None and kept.handed is not None and kept.asked[:3] == asked[:3]:
            kept = _store(section, replace(kept, asked=asked), kept.handed, confirmed)
        elif kept is None or kept.asked != asked:
            kept = _preview(section, data, uploaded.name, person, asked)
        st.session_state[_KEPT] = kept
        _show_preview(kept)


def _offer(section: Section, found: pd.DataFrame) -> None:
    """The table to be edited: of units the ones found, of the others all that stand."""
    st.markdown(texts.STEP_DOWNLOAD)
    codes = tuple(found["reporting_unit"]) if section == "units" and len(found) else ()
    if section == "units":
        provisional = set(found.loc[found["status"] == "provisional", "reporting_unit"])
        if len(provisional) < len(codes):  # only where they were asked for by themselves
            codes = tuple(code for code in codes if code not in provisional)
            note = texts.DOWNLOAD_NOT_PROVISIONAL.format(status=texts.STATUSES["provisional"]) if provisional else ""
        else:
            note = ""
        st.caption(" ".join(filter(None, (texts.DOWNLOAD_FOUND.format(count=formatting.number(len(codes))), note))))

    rows = _rows(section, codes)

    stem = "-".join([catalogue.file_stem(section), *store.address().values()])
    with st.container(horizontal=True, key="catalogue-download"):
        st.download_button(
            texts.DOWNLOAD_XLSX, allowed.taking("export", lambda: tables.workbook(section, rows()), table=section),
            file_name=f"{stem}.xlsx", mime=_XLSX,
            key=f"{section}-xlsx", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            texts.DOWNLOAD_CSV, allowed.taking("export", lambda: tables.csv(section, rows()).encode(), table=section),
            file_name=f"{stem}.csv",
            mime="text/csv; charset=utf-8", key=f"{section}-csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip


def _rows(section: Section, codes: tuple[str, ...]) -> Callable[[], list[Mapping[str, object]]]:
    """The rows that stand when they are taken, as far as the person may see them."""
    current = store.warehouse().current()
    con = store.cursor(current)

    def rows() -> list[Mapping[str, object]]:
        return [] if con is None else tables.rows(con, section, codes)

    return rows


def _person(section: Section) -> Person:
    """Who edits; for units also what the table may leave out."""
    first_day: date | None = None
    document = ""
    with st.container(horizontal=True, key="catalogue-person"):
        person.name_field()
        if section == "units":
            document = st.text_input(texts.DOCUMENT, key="catalogue-document", help=texts.DOCUMENT_HELP, max_chars=200)
            first_day = st.date_input(
                texts.FIRST_DAY, None, key="catalogue-day", help=texts.FIRST_DAY_HELP, format="DD/MM/YYYY",
                min_value=date(1945, 1, 1), max_value=date(2100, 12, 31),
            )  # fmt: skip
    return Person(person.name(), first_day, document.strip())


def _preview(section: Section, data: bytes, name: str, person: Person, asked: tuple[Any, ...]) -> Preview:
    with st.spinner(texts.READING):
        try:
            handed = tables.read(section, data, name, store.warehouse(), person)
            return Preview(asked, handed, tables.compare(store.warehouse(), handed))
        except PersonCanActError as error:
            return Preview(asked, refused=str(error))


def _store(section: Section, kept: Preview, handed: Handed, seen: str) -> Preview:
    """Store what was confirmed; where it is something else by now, show that instead."""
    with st.status(texts.STORING, expanded=True) as status:
        allowed.require(_ACTIONS[section])
        plan, snapshot = tables.store(store.warehouse(), handed, seen, allowed.held())
        if not snapshot:
            status.update(label=texts.CHANGED_MEANWHILE, state="error", expanded=False)
            return replace(kept, plan=plan, warning=texts.CHANGED_MEANWHILE)
        report = tables.read_again(store.warehouse(), handed, shell.progress_bar(), allowed.held())
    count = formatting.number(len(plan.changes))
    said = texts.STORED_AND_READ if report.files else texts.STORED
    st.session_state[_SAID] = said.format(count=count, files=len(report.files))
    if report.files:
        load_results.keep(report)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1  # an empty field for the next file
    st.session_state.pop(_KEPT, None)
    st.rerun()
    return kept


def _show_preview(kept: Preview) -> None:
    st.markdown(f"#### {texts.PREVIEW}")
    if kept.warning:
        st.warning(kept.warning, icon=":material/sync_problem:")
    if kept.refused or kept.plan is None:
        _questions(kept.refused.splitlines())
        return
    plan = kept.plan
    if plan.notes:
        with st.expander(texts.NOTES.format(count=formatting.number(len(plan.notes))), icon=":material/info:"):
            for note in plan.notes[:_QUESTIONS_SHOWN]:
                st.markdown(f"- {formatting.for_markdown(translation.said(note))}")
    if plan.questions:
        _questions(plan.questions)
    if not plan.changes:
        if not plan.questions:
            st.info(texts.NO_DIFFERENCE, icon=":material/info:")
        return
    st.markdown(_counts(plan))
    table = catalogue.changes(plan.changes[:_CHANGES_SHOWN])
    st.dataframe(
        table, hide_index=True, placeholder="", height=min(420, 38 * (len(table) + 1)), key="catalogue-changes"
    )
    count = formatting.number(len(plan.changes))
    if len(plan.changes) > _CHANGES_SHOWN:
        st.caption(texts.CHANGES_SHOWN.format(shown=_CHANGES_SHOWN, count=count))
    if not plan.questions:
        st.button(
            texts.CONFIRM.format(count=count), type="primary", icon=":material/done_all:", key="catalogue-confirm",
            on_click=_confirm, args=(tables.fingerprint(plan.changes),),
        )  # fmt: skip


def _counts(plan: Plan) -> str:
    actions = [change.action for change in plan.changes]
    told = [words.format(count=formatting.number(actions.count(code))) for code, words in texts.COUNTS.items()
            if code in actions]  # fmt: skip
    return f"**{' · '.join(told)}**"


def _questions(sentences: list[str]) -> None:
    """What keeps a table from being taken, each sentence with its row and column."""
    shown = sentences[:_QUESTIONS_SHOWN]
    lines = [f"- {formatting.for_markdown(translation.said(sentence))}" for sentence in shown]
    if len(sentences) > _QUESTIONS_SHOWN:
        lines.append(texts.MORE_REFUSED.format(count=formatting.number(len(sentences) - _QUESTIONS_SHOWN)))
    heading = texts.REFUSED.format(count=formatting.number(len(sentences)))
    st.error("\n".join([heading, "", *lines]), icon=":material/error:")


def _confirm(seen: str) -> None:
    """Stored by the run that follows, in its place on the page; `seen` is what was on the screen."""
    st.session_state[_CONFIRMED] = seen


def _tell_last() -> None:
    said: str = st.session_state.pop(_SAID, "")
    if said:
        st.success(said, icon=":material/check:")
        st.toast(said, icon=":material/check:", duration="long")
