"""The language of the screen, for each session: Vietnamese unless the reader switches."""

from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi",)


def current() -> Language:
    """The language of this session."""
    return "vi"
