"""Before a draft: files are dropped here, and drafts that were left are found again."""

import streamlit as st

from dashboard import desk, formatting, person, texts, translation
from dashboard import desk_texts as words
from etl import blank_form
from etl.drafts import Draft
from etl.model import ReceivedFile

_MOST_NAMED = 2
_MOST_DRAFTS = 5


def show() -> None:
    """The place to drop files, the drafts that wait, and the product's blank form."""
    st.markdown(texts.UPLOAD_INTRO)
    uploaded = st.file_uploader(
        texts.UPLOAD_FILES, type=list(texts.UPLOAD_TYPES), accept_multiple_files=True, key="upload"
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="upload-buttons"):
        person.name_field()
        starting = st.button(
            words.START, help=words.START_HELP, disabled=not uploaded, icon=":material/fact_check:", key="check",
            type="primary",
        )  # fmt: skip
    if starting:
        desk.begin([ReceivedFile(item.name, item.getvalue()) for item in uploaded])
        st.rerun()
    _drafts()
    _blank_form()


def _drafts() -> None:
    waiting = desk.drafts().all()
    if not waiting:
        return
    st.header(words.OPEN_DRAFTS, anchor=False)
    for draft in waiting[:_MOST_DRAFTS]:
        _draft(draft)
    if older := waiting[_MOST_DRAFTS:]:
        with st.expander(words.OLDER_DRAFTS.format(count=formatting.number(len(older)))):
            for draft in older:
                _draft(draft)


def _draft(draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"draft-{draft.draft}"):
        st.markdown(_line(draft), width="stretch")
        st.button(
            words.DRAFT_OPEN, key=f"open-{draft.draft}", icon=":material/edit_note:", on_click=desk.go_to,
            args=(draft,),
        )  # fmt: skip


def _line(draft: Draft) -> str:
    names = [formatting.for_markdown(file.name) for file in draft.files]
    more = words.DRAFT_MORE.format(count=len(names) - _MOST_NAMED) if len(names) > _MOST_NAMED else ""
    return words.DRAFT_LINE.format(
        files=", ".join(names[:_MOST_NAMED]) + more, count=formatting.number(len(names)),
        when=formatting.moment(draft.saved_at.isoformat() + "+00:00"),
        who=formatting.for_markdown(translation.said(draft.saved_by)),
    )  # fmt: skip


def _blank_form() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="blank-form"):
        st.markdown(texts.BLANK_FORM_INTRO, width="content")
        st.download_button(
            texts.BLANK_FORM, blank_form.blank_form, file_name="mau-nhap-so-lieu.xlsx", help=texts.BLANK_FORM_HELP,
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", on_click="ignore",
            icon=":material/download:", key="blank",
        )  # fmt: skip
