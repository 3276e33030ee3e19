"""terms.csv and meanings.csv → the grammar by which wordings are understood."""

from collections.abc import Iterable, Mapping

from etl import spellings, wording
from etl.spellings import Spellings
from etl.terms import Condition, Grammar, Meaning

_IN_TITLES = "~"
_SPELLS = "="
_ALONE = "^"
Row = Mapping[str, str]


def load(phrases: Iterable[Row], meanings: Iterable[Row]) -> Grammar:
    """The grammar from the rows of its two tables.

    Raises:
        ValueError: a phrase stands twice with two meanings.
    """
    rows = list(phrases)
    spelled = _spellings(row for row in rows if row["facets"].startswith(_SPELLS))
    known: dict[tuple[str, ...], frozenset[str]] = {}
    title_phrases: set[tuple[str, ...]] = set()
    topics: dict[tuple[str, ...], frozenset[str]] = {}
    for row in rows:
        if row["facets"].startswith(_SPELLS):
            continue
        facets = frozenset(row["facets"].split())
        for phrase in spellings.choices(row["phrase"]):
            words = spelled.of(phrase)
            if row["facets"] == _IN_TITLES:
                title_phrases.add(words)
            elif row["facets"].startswith(_ALONE):
                alone = frozenset(row["facets"].removeprefix(_ALONE).split())
                if topics.setdefault(words, alone) != alone:
                    raise ValueError(f"terms.csv: {' '.join(phrase)} stands twice")
            elif known.setdefault(words, facets) != facets:
                raise ValueError(f"terms.csv: {' '.join(phrase)} stands twice")
    return Grammar(known, _meanings(meanings), frozenset(title_phrases), spelled, topics)


def _spellings(rows: Iterable[Row]) -> Spellings:
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in rows:
        same = tuple(wording.key(row["facets"].removeprefix(_SPELLS)).split())
        for spelling in spellings.choices(row["phrase"]):
            if known.setdefault(spelling, same) != same:
                raise ValueError(f"terms.csv: {' '.join(spelling)} stands twice")
    return Spellings(known)


def _meanings(rows: Iterable[Row]) -> Mapping[frozenset[str], tuple[tuple[Condition, Meaning], ...]]:
    meant: dict[frozenset[str], list[tuple[Condition, Meaning]]] = {}
    for row in rows:
        meaning = Meaning(row["indicator"], tuple(row["unless"].split()))
        beside = row["beside"].split("|") if row["beside"] else []
        none = frozenset(facet[1:] for facet in beside if facet.startswith("-"))
        condition = Condition(frozenset(beside) - {f"-{facet}" for facet in none}, none)
        meant.setdefault(frozenset(row["facets"].split()), []).append((condition, meaning))
    # What depends on its neighbours is asked before what holds anywhere.
    return {facets: tuple(sorted(rows, key=lambda r: not r[0].some)) for facets, rows in meant.items()}
