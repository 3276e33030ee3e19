"""Several spellings of one word: 'ĐVSNCL', 'đơn vị SNCL' and 'đơn vị sự nghiệp công lập' say the same."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product

from etl import wording

_CHOICE = re.compile(r"\[([^\]]*)\]")
_PART_OF_THIRD = re.compile(r"(?<=\bnhóm 3)\.(?=[123]\b)", re.IGNORECASE)
_IN_ROOMS = re.compile(r"\(\s*phòng(?:, ban)?\s*\)\s*$", re.IGNORECASE)  # in what it is counted
_IN_BRACKETS = re.compile(r"\(\s*([^\W\d_]{2,8})\s*\)")
_AGAINST_BASE = re.compile(r"(?<=[^\W\d]|%)\s*/\s*(?=(?:năm\s+)?2015\b)")


def choices(phrase: str) -> Iterator[tuple[str, ...]]:
    """The words of the phrases that one row of a table stands for: '[số|tổng số] phòng' is two."""
    parts = [part.split("|") if at % 2 else [part] for at, part in enumerate(_CHOICE.split(phrase))]
    words = [[tuple(wording.key(choice).split()) for choice in part] for part in parts]
    yield from (tuple(chain.from_iterable(chosen)) for chosen in product(*words))


def punctuated(text: str) -> str:
    """What marks say, in words: '% giảm/2015' is measured against that year, 'nhóm 3.1' is a part of the third."""
    said = _IN_BRACKETS.sub(_unless_introduced, _IN_ROOMS.sub("", text))
    return _PART_OF_THIRD.sub(" mục ", _AGAINST_BASE.sub(" so với ", said))


def _unless_introduced(found: re.Match[str]) -> str:
    """'(SNCL)' behind 'sự nghiệp công lập' says nothing more: capitals that are the initials of the words before."""
    letters = wording.fold(found[1])
    before = wording.fold(found.string[: found.start()]).split()[-len(letters) :]
    is_introduced = found[1].isupper() and letters == "".join(word[0] for word in before)
    return " " if is_introduced else found.group()


def lengths_from(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """By the word that they begin with, how long phrases are, the longest first: most words begin few, or none."""
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


@dataclass(frozen=True)
class Spellings:
    """The words of a spelling → those of the one that the tables use."""

    known: Mapping[tuple[str, ...], tuple[str, ...]]

    @cached_property
    def _lengths_from(self) -> Mapping[str, tuple[int, ...]]:
        return lengths_from(self.known)

    def of(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words in the spelling of the tables."""
        if self._lengths_from.keys().isdisjoint(words):
            return tuple(words)
        return tuple(word for word, _ in self.with_printed(words))

    def with_printed(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """The same, each with what is printed for it: '' where the word before it stands for both."""
        found: list[tuple[str, str]] = []
        at = 0
        while at < len(words):
            for length in self._lengths_from.get(words[at], ()):
                spelling = tuple(words[at : at + length])
                if spelling in self.known:
                    first, *others = self.known[spelling]
                    found += [(first, " ".join(spelling)), *((word, "") for word in others)]
                    at += length
                    break
            else:
                found.append((words[at], words[at]))
                at += 1
        return found
