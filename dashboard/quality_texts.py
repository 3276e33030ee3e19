"""Words of the data-quality page."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.quality import *
else:
    __getattr__ = words.speaker("quality")
