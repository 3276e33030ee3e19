"""What the profile of a unit says, in the reader's language."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.profile import *
else:
    __getattr__ = words.speaker("profile")
