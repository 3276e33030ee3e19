"""Text that goes into XML and into cells: nothing in it may be more than text."""

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def safe(words: str) -> str:
    """Without characters that XML cannot hold; '_x0041_' stays what it is instead of becoming an A in Excel."""
    return _ESCAPE.sub("_x005F_", _CONTROLS.sub(" ", words.replace("\r\n", "\n")))


def cut(words: str, most: int) -> str:
    """No longer than so many letters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
