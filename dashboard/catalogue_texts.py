"""Words of the catalogue page."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.catalogue import *
else:
    __getattr__ = words.speaker("catalogue")
