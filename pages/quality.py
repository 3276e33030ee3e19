"""Chất lượng số liệu: who reported, what the rules found, printed against recomputed, corrections."""

from dashboard import controls, groups, quality_panels, store, texts
from dashboard import quality_texts as words

if store.pinned() is None:
    groups.empty_state(texts.QUALITY)
else:
    section = controls.segments(
        "muc", words.SECTION, words.SECTIONS, default="reports", label_visibility="collapsed"
    )  # fmt: skip
    quality_panels.SECTIONS[section]()
