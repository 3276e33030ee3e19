"""Tổng quan: where the chosen period stands, what needs attention, who reported what."""

import streamlit as st

from dashboard import export_texts, groups, overview_panels, page_exports, texts

found = groups.chosen_groups()
for group in found:
    overview_panels.headline_cards(group)
if not found:
    groups.empty_state(texts.OVERVIEW)
left, right = st.columns([6, 5], gap="large")
with left:
    if found:
        overview_panels.attention_list(found)
with right:
    if found:
        overview_panels.theme_coverage(found)
    overview_panels.period_list()
page_exports.offer_drawn(texts.OVERVIEW, found, export_texts.OVERVIEW)
