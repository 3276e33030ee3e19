"""How wide a text will be on the screen, so that a figure need not be drawn twice to find out.

Plotly makes room for names by measuring each after it has drawn them, and draws again: half of what a chart costs the
browser. The font is the one that Streamlit brings along, and its widths are known.
"""

import html
import re
import unicodedata
from functools import lru_cache

# Advance widths of Source Sans in hundredths of the font's size, by the letter without its marks.
_OF = {
    20: " ", 25: "',.:;ijl·|", 30: "!()-[]fI{}", 35: '/\\rt', 42: '"*?sz', 47: "cvxyY", 49: "kFLJ", 52: "aegVX^_",
    55: "bdhnopquđơưATZSE", 58: "BCKPR", 62: "DG▲▼→", 66: "HNOQUĐƠƯ&", 73: "wM", 78: "W◇", 84: "m%@", 96: "…",
}  # fmt: skip
_WIDTHS = {letter: width for width, letters in _OF.items() for letter in letters}
_USUAL, _BOLD = 50, 1.06
_LINE, _TAG = re.compile(r"<br ?/?>"), re.compile(r"<[^>]*>")


def pixels(text: str, size: int) -> float:
    """The width of the longest line of a text, in plotly's way of writing, at a font size in pixels."""
    return max(_line(line) for line in _LINE.split(text)) * size / 100


def wrapped(text: str, wide: float, size: int, lines: int = 2) -> list[str]:
    """A plain text on at most so many lines of so many pixels, broken between words; what has no room becomes '…'."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if pixels(html.escape(longer), size) <= wide or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    kept = found[:lines]
    kept[-1] += " …" if len(found) > lines else ""
    return [_cut(each, wide, size) for each in kept]


def balanced(text: str, wide: float, size: int, lines: int = 2) -> list[str]:
    """The same on as few lines, which are as even as they can be: no word stands alone below the others."""
    found = wrapped(text, wide, size, lines)
    if len(found) == 1:
        return found
    for tried in range(int(wide * 0.4), int(wide), 8):
        even = wrapped(text, tried, size, len(found))
        if not any("…" in line for line in even):
            return even
    return found


def _cut(text: str, wide: float, size: int) -> str:
    while len(text) > 2 and pixels(html.escape(text), size) > wide:
        text = text.rstrip(" …")[:-1].rstrip() + "…"
    return text


def _line(text: str) -> float:
    width = sum(map(_letter, html.unescape(_TAG.sub("", text))))
    return width * (_BOLD if "<b>" in text else 1)


@lru_cache(maxsize=2_000)
def _letter(letter: str) -> int:
    parts = unicodedata.normalize("NFD", letter)
    return sum(_WIDTHS.get(part, _USUAL) for part in parts if not unicodedata.combining(part))
