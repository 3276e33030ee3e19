"""Words of the files that leave a page."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.export import *
else:
    __getattr__ = words.speaker("export")
