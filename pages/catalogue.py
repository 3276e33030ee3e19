"""Danh mục: indicators, units, spellings, remembered answers, targets, corrections and who changed what."""

import streamlit as st

from dashboard import catalogue_panels, groups, store
from dashboard import catalogue_texts as words

if store.pinned() is None:
    groups.empty_state(words.TITLE)
else:
    section = st.segmented_control(
        words.SECTION, list(words.SECTIONS), format_func=words.SECTIONS.__getitem__, default="indicators",
        required=True, key="catalogue-section", label_visibility="collapsed",
    )  # fmt: skip
    catalogue_panels.show(section or "indicators")
