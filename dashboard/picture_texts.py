"""Words of the pictures of charts: the button, what stands around the chart, and what a chart says in words."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.picture import *
else:
    __getattr__ = words.speaker("picture")
