"""Every sentence and label on the screen, in the reader's language; codes stay in the code."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.general import *
else:
    __getattr__ = words.speaker("general")
