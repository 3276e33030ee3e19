"""What tells Vietnamese from English, and the blanks of a text."""

import re
import string

_LETTER = "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_VIETNAMESE = re.compile(rf"\w*[{_LETTER}]\w*", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”")


def vietnamese(text: str) -> list[str]:
    """The words that only Vietnamese has, outside of quotation marks."""
    return _VIETNAMESE.findall(_QUOTED.sub("", text))


def blanks(text: str) -> set[str]:
    """The names of the values that a text is filled with."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
