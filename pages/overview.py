"""Tổng quan: what changed, where each level stands, which units need attention and why; below, what it rests on."""

from dashboard import export_texts, groups, page_exports, texts
from dashboard.overview import panels

levels = panels.found()
if levels:
    panels.first_answer(levels)
else:
    groups.empty_state(texts.OVERVIEW)
panels.trust(levels)
page_exports.offer_drawn(texts.OVERVIEW, panels.drawn(levels), export_texts.OVERVIEW)
