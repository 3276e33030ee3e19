"""Words of the pages on staffing and disbursement: posts that are vacant, money that is behind its pace."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.theme import *
else:
    __getattr__ = words.speaker("theme")
