"""Words of the page that compares any indicator of many units."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.compare import *
else:
    __getattr__ = words.speaker("compare")
