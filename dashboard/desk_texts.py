"""Words of the analyst's desk: from dropped files to loaded figures."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.desk import *
else:
    __getattr__ = words.speaker("desk")
