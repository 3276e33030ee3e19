"""Nạp phụ lục: several files through the same pipeline as the command line, and what became of each."""

import streamlit as st

from dashboard import deciding, load_results, shell, store, texts
from etl import blank_form, pipeline
from etl.model import LoadReport, ReceivedFile


def run(files: list[ReceivedFile], *, dry_run: bool) -> LoadReport:
    """Read (and load) the files with a progress bar."""
    with st.status(texts.UPLOAD_RUNNING.format(count=len(files)), expanded=True) as status:
        report = pipeline.ingest(files, store.warehouse(), dry_run=dry_run, progress=shell.progress_bar())
        status.update(label=texts.UPLOAD_DONE.format(count=len(files)), state="complete", expanded=False)
    return report


st.markdown(texts.UPLOAD_INTRO)
if store.in_trial():
    st.caption(texts.TRIAL_UPLOAD)
uploaded = st.file_uploader(texts.UPLOAD_FILES, type=list(texts.UPLOAD_TYPES), accept_multiple_files=True, key="upload")
with st.container(horizontal=True, vertical_alignment="center", key="upload-buttons"):
    check = st.button(
        texts.UPLOAD_CHECK, help=texts.UPLOAD_CHECK_HELP, disabled=not uploaded, icon=":material/fact_check:",
        key="check",
    )  # fmt: skip
    load = st.button(texts.UPLOAD_LOAD, type="primary", disabled=not uploaded, icon=":material/database:", key="load")
with st.container(horizontal=True, vertical_alignment="center", key="blank-form"):
    st.markdown(texts.BLANK_FORM_INTRO, width="content")
    st.download_button(
        texts.BLANK_FORM, blank_form.blank_form, file_name="mau-nhap-so-lieu.xlsx", help=texts.BLANK_FORM_HELP,
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", on_click="ignore",
        icon=":material/download:", key="blank",
    )  # fmt: skip
if check or load:
    received = [ReceivedFile(item.name, item.getvalue()) for item in uploaded]
    load_results.keep(run(received, dry_run=check))
    if load:
        st.rerun()  # the next run shows the figures of the snapshot that was just published

load_results.show_last()
deciding.show_questions()
deciding.show_decided()
load_results.show_open_problems()
