"""Chất lượng số liệu: who reported, what the rules found, printed against recomputed, corrections."""

import streamlit as st

from dashboard import groups, quality_panels, store, texts
from dashboard import quality_texts as words

if store.pinned() is None:
    groups.empty_state(texts.QUALITY)
else:
    section = st.segmented_control(
        words.SECTION, list(words.SECTIONS), format_func=words.SECTIONS.__getitem__, default="reports", required=True,
        key="quality-section", label_visibility="collapsed",
    )  # fmt: skip
    quality_panels.SECTIONS[section or "reports"]()
