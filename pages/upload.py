"""Nạp phụ lục: drop files, see what was understood and what would change, settle what is unclear, load."""

import streamlit as st

from dashboard import allowed, deciding, desk, desk_start, desk_steps, load_results, texts

if allowed.in_trial():
    st.caption(texts.TRIAL_UPLOAD)
draft = desk.current()
if draft is not None:
    desk_steps.load_if_asked(draft)
desk.tell()
if draft is not None:
    seen = desk.look(draft)
    if seen is not None:
        desk_steps.show(seen)
else:
    desk_start.show()
    load_results.show_last()
    deciding.show_questions()
    deciding.show_decided()
    load_results.show_open_problems()
