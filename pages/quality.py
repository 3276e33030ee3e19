"""Chất lượng số liệu: who reported, what the rules found, printed against recomputed, corrections."""

import streamlit as st

from dashboard import quality_panels
from dashboard import quality_texts as texts

section = st.segmented_control(
    texts.SECTION, list(texts.SECTIONS), format_func=texts.SECTIONS.__getitem__, default="reports", required=True,
    key="quality-section", label_visibility="collapsed",
)  # fmt: skip
quality_panels.SECTIONS[section or "reports"]()
