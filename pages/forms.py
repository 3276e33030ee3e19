"""Biểu mẫu: the form of any unit for any kỳ, and the known official layouts, to download empty."""

from datetime import date

import streamlit as st

from dashboard import form_choices, forms, store
from dashboard import form_texts as texts

st.markdown(texts.INTRO)
tables = store.known_tables()
kind = st.segmented_control(
    texts.KIND, list(texts.KINDS), format_func=texts.KINDS.__getitem__, default="own", required=True, key="form-kind",
    label_visibility="collapsed",
)  # fmt: skip
period, there = form_choices.for_whom_and_when(date.today(), tables)
names = forms.names(there, tables)
of_units, of_what = st.columns([3, 2] if kind == "own" else 2, gap="medium")
with of_units:
    units = form_choices.units(there, names)
themes, layout = [], None
with of_what:
    if kind == "official":
        layout = form_choices.layout(units)
    else:
        themes = form_choices.themes()

if layout is not None:
    form_choices.about(layout, units)
if not units:
    st.info(texts.CHOOSE_UNITS, icon=":material/info:")
else:
    plans = forms.planned(units, period, themes, tables)
    if layout is None:
        form_choices.summary(plans, names)
        form_choices.preview(plans, names)
        ready = [made for made in plans if made.rows]
        if ready:
            form_choices.download(*forms.own_forms(ready, tables), count=len(ready), kind="own")
        else:
            st.warning(texts.NOTHING_EXPECTED)
    elif unknown := forms.unrecognised(units, period, tables):
        st.warning(texts.NOT_RECOGNISED.format(names=", ".join(unknown)), icon=":material/warning:")
    else:
        form_choices.download(*forms.official_layouts(layout, plans, tables), count=len(plans), kind="official")
