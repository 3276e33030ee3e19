"""Words about time: how to look at units and loads, and how a quarter was derived."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.time import *
else:
    __getattr__ = words.speaker("time")
