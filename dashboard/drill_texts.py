"""Words of the way from a mark to its cells."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.drill import *
else:
    __getattr__ = words.speaker("drill")
