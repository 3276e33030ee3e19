"""Words for the codes of the domain, in the language of whoever looks."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.domain import *
else:
    __getattr__ = words.speaker("domain")
