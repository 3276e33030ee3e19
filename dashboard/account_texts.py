"""Words of sign-in, roles and the log of deeds."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.account import *
else:
    __getattr__ = words.speaker("account")
