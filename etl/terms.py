"""The words of a heading or label → what they speak of, so that a wording never seen before can be understood.

A wording is understood only when every one of its words is known: one strange word ('đất đai') may
change the meaning, and then a person is asked. Words and meanings are data (terms.csv, meanings.csv).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from etl import spellings, wording
from etl.facets import COMPARING, LEVELS_OF, NARROWING, SUBJECTS, fewer_of, inside, of_units, settled, summed
from etl.spellings import Spellings

ASIDE = "-"  # understood, and not an indicator of the catalogue
CHECK = "="  # understood as a total over other columns: a check value
ASK = "?"  # only the sums of the table can tell
_LEVEL = "at:"
_FORMULA = re.compile(  # '(7)=(6)/(3)'; '(2/1)' too, but no '(31/12)'
    r"\(?\s*\d{1,2}\s*\)?\s*=\s*[\d\s()+\-–:/*x×%,.=]+"
    r"|\(\s*(?:[IVX]{1,4}|tỉnh|sở|huyện|xã)(?:\s*\+\s*(?:[IVX]{1,4}|tỉnh|sở|huyện|xã))+\s*\)"
    r"|\((?:[\s(]*(?:\d|1[0-3])(?:\.\d)?[\s)]*[-–+:/x×*])+[\s(]*(?:\d|1[0-3])(?:\.\d)?[\s)]*(?:[x×*]\s*100\s*%?\s*)?\)"
)
_MEASURE = re.compile(r"\s*\((?:đơn vị|người|hồ sơ|thủ tục|tthc|phòng|cơ quan|%)\)$", re.IGNORECASE)
_HOW_MANY = re.compile(  # 'Cấp xã (65 xã, phường, đặc khu)'
    r"\(\s*\d+(?:\s*/\s*\d+)?\s+(?:đơn vị|cơ quan|xã|phường|thị trấn|đặc khu|huyện|quận|sở)\b[^)\d]*\)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"^\s*(?:(?i:phần|mục|nội dung)\s+(?:[IVX]+|\d{1,2})\s*[.:–-]"
    r"|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]+\.|[a-zđ][.)]|[-+•*–])\s*(?=\D)"
)
_PLUS = re.compile(r"(?<=[^\W\d])\s*\+\s*(?=[^\W\d])")
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True)
class Understood:
    """What a wording speaks of: facets such as 'dossier', 'receive', 'at:district'; `strange` are words not known."""

    facets: frozenset[str] = frozenset()
    strange: tuple[str, ...] = ()

    @property
    def handled_by(self) -> str:
        """Whose dossiers it says, '' where it does not or names several."""
        levels = [facet.removeprefix(_LEVEL) for facet in self.facets if facet.startswith(_LEVEL)]
        return levels[0] if len(levels) == 1 else ""

    def without_level(self, level: str) -> "Understood":
        """The same where all is of one level anyway: 'Các xã, thị trấn' over 'Xã A | Xã B'."""
        return Understood(self.facets - {f"{_LEVEL}{level}"}, self.strange)

    @property
    def subjects(self) -> frozenset[str]:
        """What is counted: hồ sơ, biên chế, vốn."""
        return self.facets & SUBJECTS

    @property
    def comparing(self) -> bool:
        """Whether it announces another time, an estimate or a comparison, none of which is reported."""
        # 'So với kế hoạch' is the rate itself where money is disbursed against its plan.
        against_plan = "vsplan" in self.facets and "invest" not in self.facets
        return self.tells_with_what or "versus" in self.facets or against_plan

    @property
    def tells_with_what(self) -> bool:
        """Whether its words leave no doubt of that: 'so với' alone may belong to the name of an indicator."""
        units = "pe" in self.facets and not {"vc", "people"} & self.facets
        fewer = {"less", "merge"} & self.facets and (units or {"orgs", "psunits", "subs"} & self.facets)
        # 'Giảm so với năm 2015' may be the name of an indicator, 'số phòng giảm trong năm' is one.
        return bool(self.facets & COMPARING) and "vs2015" not in self.facets and not fewer


_BODIES = frozenset({"orgs", "subs", "lsub"})  # 'của các phòng chuyên môn' in a title says whose figures stand below
_GIVEN_BY = frozenset({"byttg", "bylocal"})
_PEOPLE = frozenset({"staff", "leaders"})
_ONE_SAYS = {
    facet: group
    for group in (
        frozenset({"l3", "l4", "l34"}),
        frozenset({"fee", "epay", "epayon"}),
        frozenset({"eligible", "provided", "withdossiers"}),
        frozenset({"nonspec", "cs", "cadre"}),
    )
    for facet in group
} | {"recruit": frozenset({"recruit", "promoted"})}  # 'Tuyển dụng: công chức cấp xã chuyển thành cấp huyện trở lên'


@dataclass(frozen=True)
class Meaning:
    """An indicator for some facets; `choices` where only the sums of the table can tell (the first is usual)."""

    indicator: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """What must stand beside a wording (one of `some`), and what must not (any of `none`)."""

    some: frozenset[str]
    none: frozenset[str]

    def holds(self, beside: Collection[str]) -> bool:
        """Whether it does."""
        return (not self.some or bool(self.some & set(beside))) and not self.none & set(beside)


@dataclass(frozen=True)
class Grammar:
    """terms.csv and meanings.csv."""

    phrases: Mapping[tuple[str, ...], frozenset[str]]
    meanings: Mapping[frozenset[str], tuple[tuple[Condition, Meaning], ...]]
    title_phrases: frozenset[tuple[str, ...]]  # they narrow nothing in a title, strange as they are elsewhere
    spellings: Spellings
    # What words say only as a whole text: 'Tổ chức' over columns says nothing, 'Hành chính' beside 'Sự nghiệp' whose.
    topics: Mapping[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    _read: dict[str, Understood] = field(default_factory=dict, compare=False)
    _read_in_titles: dict[str, Understood] = field(default_factory=dict, compare=False)

    @cached_property
    def _lengths_from(self) -> Mapping[str, tuple[int, ...]]:
        return spellings.lengths_from(self.phrases.keys() | self.title_phrases)

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The phrases with a year that is no kỳ but the base of an indicator or of a decree: 'so với năm 2015'."""
        told = (words for words, facets in self.phrases.items() if "base" not in facets)
        phrases = (" ".join(words) for words in told if any(re.fullmatch(r"20\d\d", word) for word in words))
        return tuple(sorted(phrases, key=len, reverse=True))

    def base_in(self, words: str) -> str:
        """The longest of them in a comparable text, '' where none stands there."""
        if "20" not in words:  # most headings
            return ""
        said = f" {words} "
        return next((phrase for phrase in self.bases if f" {phrase} " in said), "")

    def read(self, text: str) -> Understood:
        """The facets of one text, by its longest known phrases from left to right."""
        found = self._read.get(text)
        if found is None:
            found = self._understand(text, self.phrases)
            _remember(self._read, text, found)
        return found

    @cached_property
    def _narrowing(self) -> frozenset[tuple[str, ...]]:
        return frozenset(words for words, facets in self.phrases.items() if facets & NARROWING) - self.title_phrases

    @cached_property
    def _phrases_of_titles(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        phrases = {
            words: facets
            for words, facets in self.phrases.items()
            if not facets & NARROWING and not (facets & _BODIES and words in self.title_phrases)
        }
        return {**dict.fromkeys(self.title_phrases, frozenset[str]()), **phrases}

    def read_title(self, text: str) -> Understood:
        """The facets of a title, where more words narrow nothing than in a heading, and others do: as whole phrases."""
        found = self._read_in_titles.get(text)
        if found is None:
            found = self._understand(text, self._phrases_of_titles, self._narrowing)
            _remember(self._read_in_titles, text, found)
        return found

    def _understand(
        self,
        text: str,
        phrases: Mapping[tuple[str, ...], frozenset[str]],
        narrowing: Collection[tuple[str, ...]] = (),
    ) -> Understood:
        bare = _NUMBERED.sub("", _FORMULA.sub(" ", _HOW_MANY.sub(" ", spellings.punctuated(text))))
        spelled = self.spellings.with_printed(wording.key(_PLUS.sub(" và ", bare)).split())
        words = [word for word, _ in spelled]
        topic = self.spellings.of(wording.key(_MEASURE.sub("", bare)).split()) if bare.endswith(")") else tuple(words)
        if topic in self.topics:  # 'Cơ cấu tổ chức (đơn vị)'
            return Understood(self.topics[topic])
        facets: set[str] = set()
        strange: list[str] = []
        at = 0
        while at < len(words):
            for length in self._lengths_from.get(words[at], ()):
                phrase = tuple(words[at : at + length])
                found = phrases.get(phrase)
                if found is None and phrase in narrowing:
                    found = frozenset()
                    strange.append(_printed(spelled[at : at + length]))
                if found is not None:
                    facets |= found
                    at += length
                    break
            else:
                strange.append(spelled[at][1] or words[at])
                at += 1
        return Understood(settled(summed(facets, words)), tuple(strange))

    def join(self, path: Sequence[str], *, rows: bool = False, reviewed: Collection[str] = ()) -> Understood:
        """The facets of a path, the outermost text first: what stands inside says more than what it stands in.

        Under a row with a rate stand the parts of the rate (`rows`), under a column heading the rates of something.
        No word of a `reviewed` heading is strange.
        """
        facets: frozenset[str] = frozenset()
        strange: list[str] = []
        for text in path:
            inner = self.read(text)
            strange += () if text in reviewed else inner.strange
            if rows and "rate" in facets:
                facets = frozenset(facet for facet in facets if facet in SUBJECTS or facet in LEVELS_OF)
            facets = inside(facets, inner.facets)
        return Understood(of_units(facets), tuple(strange))

    def mean(self, said: Understood, beside: Collection[str] = ()) -> Meaning | None:
        """The indicator of some facets, given what stands beside; None where a word is strange or nothing fits."""
        if not self.say(said.facets, said.strange):
            return None
        facets = frozenset(facet for facet in said.facets if not facet.startswith(_LEVEL))
        if "invest" not in facets:
            facets -= _GIVEN_BY  # of posts there is one figure, whoever gave them
        elif "fund" in facets:
            return Meaning(ASIDE)  # one source of money among several
        if "someof" in facets and facets & _PEOPLE:
            return Meaning(ASIDE)  # 'Công chức: có mặt: nữ'
        for fewer in fewer_of(facets):
            for condition, meaning in self.meanings.get(fewer, ()):
                if condition.holds(beside):
                    return meaning
        return None

    def say(self, facets: frozenset[str], strange: Iterable[str]) -> bool:
        """Whether what narrows in strange words is said by the facets of a wording itself."""
        return all(self._is_said_by(facets, word) for word in strange)

    def _is_said_by(self, facets: frozenset[str], strange: str) -> bool:
        """'Mức độ 3' in a title narrows nothing of a column that says itself of which level it is."""
        narrows = self.phrases.get(self.spellings.of(strange.split()), frozenset()) & NARROWING
        return bool(narrows) and all(facets & _ONE_SAYS.get(facet, {facet}) for facet in narrows)


def _remember(read: dict[str, Understood], text: str, found: Understood) -> None:
    """Texts come again in every file of a form; emptied when full."""
    if len(read) >= _MOST_REMEMBERED:
        read.clear()
    read[text] = found


def _printed(spelled: Sequence[tuple[str, str]]) -> str:
    return " ".join(filter(None, (printed for _, printed in spelled)))


def of_dossiers(said: Understood) -> Understood:
    """A wording that speaks of dossiers without saying so."""
    return Understood(said.facets | {"dossier"}, said.strange)
