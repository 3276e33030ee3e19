"""What the overview says, in the reader's language."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.overview import *
else:
    __getattr__ = words.speaker("overview")
