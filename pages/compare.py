"""So sánh: any indicator of the units of one level, in the view that fits the question."""

import streamlit as st

from dashboard import address, compare_texts, formatting, groups, texts
from dashboard.compare import chosen, views

told = address.refused()
place = st.container()
asked = chosen.choose()
if asked is None:
    groups.empty_state(compare_texts.TITLE)
else:
    views.show(asked)
refused = [value for value in address.refused() if value not in told]
if refused:  # by this page's own controls, which stand below what the app says of a link
    place.caption(texts.UNKNOWN_IN_LINK.format(values=formatting.for_markdown(", ".join(refused))))
