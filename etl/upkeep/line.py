"""One thing that the doctor looked at: how it stands, a sentence that says what to do, and its facts."""

from dataclasses import dataclass, field
from typing import Any, Literal

Standing = Literal["ok", "warning", "trouble"]
STANDINGS: tuple[Standing, ...] = ("ok", "warning", "trouble")
_HIDDEN = "…"


@dataclass(frozen=True)
class Line:
    """What was found.

    Attributes:
        check: what was looked at, a code.
        standing: ok, a warning (it works, somebody should look), or trouble (something does not work).
        sentence: in Vietnamese, with blanks for what `private` holds.
        facts: numbers and codes for a program.
        private: names of people and places on this machine; they stand in `said` and not in what is sent away.
    """

    check: str
    standing: Standing
    sentence: str
    facts: dict[str, Any] = field(default_factory=dict)
    private: dict[str, str] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """The sentence as this machine's own people read it."""
        return self.sentence.format(**self.private)

    @property
    def anonymous(self) -> str:
        """The sentence as it may be sent away."""
        return self.sentence.format(**dict.fromkeys(self.private, _HIDDEN))


def worst(lines: "list[Line]") -> Standing:
    """How all of it stands."""
    return max((line.standing for line in lines), key=STANDINGS.index, default="ok")
