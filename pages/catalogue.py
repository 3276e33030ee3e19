"""Danh mục: indicators, units, spellings, remembered answers, targets, corrections and who changed what."""

from dashboard import catalogue_panels, controls, groups, store
from dashboard import catalogue_texts as words

if store.pinned() is None:
    groups.empty_state(words.TITLE)
else:
    section = controls.segments(
        "muc", words.SECTION, catalogue_panels.sections(), default="indicators", label_visibility="collapsed"
    )  # fmt: skip
    catalogue_panels.show(section)
