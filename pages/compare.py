"""So sánh: any indicator of the units of one level, in the view that fits the question."""

from dashboard import compare_texts, groups
from dashboard.compare import chosen, views

asked = chosen.choose()
if asked is None:
    groups.empty_state(compare_texts.TITLE)
else:
    views.show(asked)
