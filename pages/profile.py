"""Hồ sơ đơn vị: everything about one unit in one period, for the screen and for paper."""

from dashboard import groups
from dashboard import profile_texts as words
from dashboard.profile import panels

profile = panels.found()
if profile is None:
    groups.empty_state(words.TITLE)
else:
    panels.header(profile)
    if profile.level is None:
        panels.nothing(profile)
    else:
        panels.first_answer(profile.level)
        panels.position(profile, profile.level)
        panels.dossiers_and_counts(profile, profile.level)
        panels.trust(profile)
