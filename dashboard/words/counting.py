"""Counts in a language that tells one from many: 1 dossier, 2 dossiers."""

import re

_CHOICE = re.compile(r"\[(\w+)\|([^|\]]*)\|([^|\]]*)\]")


class Counted(str):
    """A text in which `[count|dossier|dossiers]` becomes the word that fits the number which fills {count}."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """As `str.format`."""
        chosen = _CHOICE.sub(lambda found: found[2] if str(values[found[1]]) == "1" else found[3], self)
        return chosen.format(*args, **values)
