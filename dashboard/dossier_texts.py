"""Words about dossiers and the one-stop shop: leagues, the account of a period, quarters, shares."""

from typing import TYPE_CHECKING

from dashboard import words

if TYPE_CHECKING:
    from dashboard.words.vi.dossiers import *
else:
    __getattr__ = words.speaker("dossiers")
