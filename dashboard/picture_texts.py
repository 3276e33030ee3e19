"""Words of the pictures of charts: the button, and what stands in the picture around the chart."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.picture import *
else:
    __getattr__ = words.speaker("picture")
