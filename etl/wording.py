"""Comparing Vietnamese wording: what counts as the same label, name or title."""

import re
import unicodedata
from collections.abc import Callable

# The old and the new school place the tone mark differently (hoà / hòa, uỷ / ủy, quý / qúy).
_TONE_PLACES = {
    old: new
    for vowels in ("oa", "oe", "uy")
    for mark in ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    for old, new in [
        (
            unicodedata.normalize("NFC", vowels[0] + vowels[1] + mark),
            unicodedata.normalize("NFC", vowels[0] + mark + vowels[1]),
        )
    ]
}
_TONE_PLACE = re.compile("|".join(_TONE_PLACES))
_FOOTNOTES = re.compile("[\u00b9\u00b2\u00b3\u2070-\u209c]+")  # ¹ ² ³ ⁽⁴⁾
_PERSON = re.compile(
    r"\b(?:ông|bà|đồng chí|đ/c|họ và tên|điện thoại|sđt|đt)\b[: ]|(?:\+84|\b0)\d(?:[ .]?\d){7,9}\b", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Marks of direction, which would turn the rest of a line around, and spaces without width.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WITHIN_A_WORD = re.compile(r"(?<=\w)['’ʼ‘`´](?=\w)")  # 'Ea R'bin', also printed 'Ea Rbin'
_NOT_WORD = re.compile(r"(?:[^\w%]|_)+")

# Forms repeat their words: the labels of one appendix are those of the next. Longer texts are prose, and each its own.
_REMEMBERED = 16_384
_LONGEST_REMEMBERED = 300


class _Remembered(dict[str, str]):
    """Answers of a function for short texts; emptied when full, which is quicker than keeping an order of use."""

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> str:
        answer = self._function(text)
        if len(text) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = answer
        return answer


def remembering(function: Callable[[str], str]) -> Callable[[str], str]:
    """The same function with a memory of bounded size: it is asked ten thousand times for one workbook."""
    return _Remembered(function).__getitem__


def seen(text: str) -> str:
    """A text without what cannot be shown or stored, and without what nobody sees but all that follows shows."""
    return text if text.isprintable() else _CONTROLS.sub(" ", _UNSEEN.sub("", text))


@remembering
def clean(text: str) -> str:
    """NFC, with every run of white space (no-break spaces, line breaks) as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@remembering
def key(text: str) -> str:
    """The form under which two printings of one label are equal.

    Case, punctuation, footnote marks, bullets, line breaks, Unicode form and tone placement do not
    count; every letter, accent, digit and percent sign does.
    """
    plain = _FOOTNOTES.sub(" ", unicodedata.normalize("NFC", text)).casefold()
    plain = unicodedata.normalize("NFC", plain)
    plain = _WITHIN_A_WORD.sub("", plain)
    plain = _TONE_PLACE.sub(lambda match: _TONE_PLACES[match.group()], plain)
    return _NOT_WORD.sub(" ", plain).strip()


@remembering
def without_person(text: str) -> str:
    """A label or measure, unless it speaks of a person: names and numbers of people stay in the original file."""
    return "(nội dung có thông tin cá nhân, xem tệp gốc)" if _PERSON.search(text) else text


@remembering
def fold(text: str) -> str:
    """`key` without accents, for searching and for codes: 'Đắk Lắk' and 'Dak Lak' are equal."""
    decomposed = unicodedata.normalize("NFD", key(text).replace("đ", "d"))
    for mark in filter(unicodedata.combining, set(decomposed)):  # a few, each of them many times
        decomposed = decomposed.replace(mark, "")
    return decomposed


def slug(text: str) -> str:
    """A plain code made of the folded words: 'Xã Bình Yên' gives 'xa-binh-yen'."""
    return fold(text).replace("%", "").replace(" ", "-").strip("-")


_I_FOR_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_QUI = re.compile("q([úùủũụ])i")  # the comparable form of 'quý' has its mark on the u
_ON_I = dict(zip("úùủũụ", "íìỉĩị", strict=True))


def run_together(name: str) -> str:
    """A comparable name written as one word, with i for y: 'Krông Ana' and 'Krông A Na', 'Phú Quý' and 'Phú Quí'."""
    return _QUI.sub(lambda match: f"qu{_ON_I[match[1]]}", name.replace(" ", "").translate(_I_FOR_Y))
