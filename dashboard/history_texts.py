"""Words of the page that tells what was loaded and withdrawn."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.history import *
else:
    __getattr__ = words.speaker("history")
