"""Words of the forms page."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.forms import *
else:
    __getattr__ = words.speaker("forms")
