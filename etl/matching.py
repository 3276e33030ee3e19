"""A wording → its indicator: reviewed, else remembered, else understood, else nearly the same; or a question.

What a person reviewed (labels.csv) comes first; then what a person decided before; then a wording of
which every word is known (terms.csv), or that differs from a reviewed one by a slip of typing. All but
the first are marked. Anything less certain becomes a question with suggestions and their reasons.
"""

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from etl import wording
from etl.facets import SUBJECTS, TELLING
from etl.memory import NO_INDICATOR, Memory
from etl.model import Question, Suggestion
from etl.reference import Indicator, KnownWording, Reference
from etl.terms import ASIDE, ASK, CHECK, Meaning, Understood

How = Literal["", "reviewed", "remembered", "understood", "alike"]
# Measured with `bench/matching.py`, each reviewed label taken out in turn: at 94 likeness took no label for another
# indicator (55 rightly; one, 'Tổng số đơn vị sự nghiệp công lập', without its 'all'), at 91 two more, which differ in
# 'và chi đầu tư' and in 'iDesk'.
ALIKE = 94
_MARGIN = 4  # how far the next indicator must lie behind
_SHORTEST = 18  # letters; short wordings differ too little from each other
_SAYS_LITTLE = frozenset({"new", "total", "done", "result", "rate", "entered"})
_MEASURED_AGAINST = frozenset({"versus", "vsplan", "plan", "assigned", "byttg", "bylocal"})
_CONTRARY = frozenset({"chua", "khong", "tru", "ngoai"})
_SUGGESTED = 3
_ONLY_ALIKE, _EACH_OTHER_SENSE = 10, 12  # what a suggestion from letters alone is worth less
_WORTH_SAYING = 55


class Matched(NamedTuple):
    """What a wording was found to be.

    `indicator` is '' where it is not known, '-' where it is none of the catalogue, '=' a check value;
    `choices` are the indicators between which only the sums of the table can tell.
    """

    indicator: str = ""
    handled_by: str = ""
    how: How = ""
    why: str = ""
    choices: tuple[str, ...] = ()
    decision: int = 0  # the remembered one that it rests on

    @property
    def loads(self) -> bool:
        """Whether figures of this wording are loaded."""
        return self.indicator not in ("", NO_INDICATOR, CHECK, ASK)


def match(
    question: Question, said: Understood, beside: Collection[str], reference: Reference, memory: Memory
) -> Matched:
    """What a wording means, but for the reviewed labels, which the caller has asked.

    Args:
        question: the wording in normalised form, as it would be asked.
        said: the facets of the wording with what introduces it.
        beside: the facets of what stands beside it.
        reference: the reviewed tables.
        memory: what was decided.
    """
    remembered = memory.find(question)
    if remembered is not None:
        code, _, level = remembered.answer.partition("@")
        return Matched(code, level, "remembered", remembered.why, decision=remembered.decision.decision)
    meaning = reference.grammar.mean(said, beside)
    if meaning is not None and _level_fits(meaning, said, reference):
        level = said.handled_by if meaning.indicator in reference.indicators else ""
        return Matched(meaning.indicator, level, "understood", _words_of(said), meaning.choices)
    return _nearly(question, said, reference)


def _level_fits(meaning: Meaning, said: Understood, reference: Reference) -> bool:
    """Whether the indicator is split by cấp giải quyết where the wording names one; two levels fit nothing."""
    levels = {facet for facet in said.facets if facet.startswith("at:")}
    if not levels or meaning.indicator in (ASIDE, CHECK):
        return True
    codes = meaning.choices if meaning.indicator == ASK else (meaning.indicator,)
    return len(levels) == 1 and all(said.handled_by in reference.indicators[code].levels for code in codes)


def _words_of(said: Understood) -> str:
    return "mọi từ trong cách ghi đều đã biết" if said.facets else ""


def _nearly(question: Question, said: Understood, reference: Reference) -> Matched:
    """A reviewed wording that differs by a slip: nearly the same letters, the same digits and the same facets."""
    mine = wording.fold(question.subject)
    own = reference.grammar.read(question.subject)
    introduced = set(said.strange) > set(own.strange) or said.facets - own.facets - SUBJECTS - _SAYS_LITTLE
    if len(mine) < _SHORTEST or introduced:  # what stands above may make something else of it
        return Matched()
    ranked = _ranked(mine, reference)
    if not ranked or ranked[0][1] < ALIKE:
        return Matched()
    best, score = ranked[0]
    others = [found for found, points in ranked if points > score - _MARGIN and found.meaning != best.meaning]
    same_facets = reference.grammar.read(best.printed).facets == reference.grammar.read(question.subject).facets
    same_sense = _digits(mine) == _digits(best.folded) and _turning(mine) == _turning(best.folded)
    if others or best.under or not same_facets or not same_sense:
        return Matched()
    return Matched(*best.meaning, "alike", f"giống {score:.0f} % nhãn đã duyệt “{best.printed}”")


def _digits(text: str) -> list[str]:
    return [word for word in text.split() if any(char.isdigit() for char in word)]


def _turning(text: str) -> frozenset[str]:
    """The words of a folded text that make the contrary of it: 'chưa kết nối' is no slip of 'đã kết nối'."""
    return _CONTRARY & set(text.split())


def _ranked(folded: str, reference: Reference) -> list[tuple[KnownWording, float]]:
    wordings, mine = reference.wordings, " ".join(sorted(folded.split()))
    found = process.extract(
        mine, [known.in_order for known in wordings], scorer=fuzz.ratio, limit=12, score_cutoff=_WORTH_SAYING
    )
    return [(wordings[index], score) for _, score, index in found]


def suggestions(
    question: Question, said: Understood, beside: Collection[str], reference: Reference
) -> tuple[Suggestion, ...]:
    """The likely answers, the best first, each with its reason."""
    found: dict[str, Suggestion] = {}
    for meaning, score, why in _by_words(said, beside, reference):
        codes = meaning.choices if meaning.indicator == ASK else (meaning.indicator,)
        for code in codes:
            if code in reference.indicators:
                answer = _answer(reference.indicators[code], said.handled_by)
                found.setdefault(answer, Suggestion(answer, score, why))
    whole = wording.fold(" ".join(filter(None, [question.path, question.subject])))
    numbers = _small_numbers(whole)
    for text in dict.fromkeys([wording.fold(question.subject), whole]):
        for known, points in _ranked(text, reference):
            answer = _answer(reference.indicators[known.meaning[0]], said.handled_by or known.meaning[1])
            why = f"giống {points:.0f} % nhãn đã duyệt “{known.printed}”"
            score = (
                int(points)
                - _ONLY_ALIKE
                - _EACH_OTHER_SENSE
                * (_other_senses(said, known.printed, reference) + (numbers != _small_numbers(known.folded)))
            )
            if answer not in found or found[answer].score < score:
                found[answer] = Suggestion(answer, max(score, 1), why)
    return tuple(sorted(found.values(), key=lambda s: -s.score)[:_SUGGESTED])


def _small_numbers(folded: str) -> frozenset[str]:
    """'Mức độ 3' is not 'mức độ 4'; a year or the number of a decree tells no indicator from another."""
    return frozenset(word for word in folded.split() if len(word) == 1 and word.isdigit())


def _other_senses(said: Understood, printed: str, reference: Reference) -> int:
    """In how many facets that tell indicators apart a wording differs from a reviewed one, however alike the letters.

    'Đang giải quyết' has nearly the letters of 'Đã giải quyết'.
    """
    theirs = reference.grammar.read(printed).facets
    return sum(len((said.facets ^ theirs) & group) for group in TELLING) if said.facets and theirs else 0


def choices(matched: Matched, reference: Reference) -> tuple[Suggestion, ...]:
    """The indicators between which figures or words do not tell."""
    why = "các số trong bảng chưa đủ để phân biệt"
    answers = [_answer(reference.indicators[code], matched.handled_by) for code in matched.choices]
    return tuple(Suggestion(answer, 80 - number, why) for number, answer in enumerate(answers))


def _answer(indicator: Indicator, level: str) -> str:
    return f"{indicator.indicator}@{level}" if level in indicator.levels else indicator.indicator


def _by_words(said: Understood, beside: Collection[str], reference: Reference) -> Sequence[tuple[Meaning, int, str]]:
    """What the known words of a wording would mean, and which words are strange."""
    known = Understood(said.facets)
    meaning = reference.grammar.mean(known, beside)
    if meaning is None or meaning.indicator == CHECK:
        meaning = reference.grammar.mean(known, {"ontime", "early", "carried"})
    if meaning is None:  # 'so với KH TTg giao' measures a rate; which rate it is the other words say
        meaning = reference.grammar.mean(Understood(said.facets - _MEASURED_AGAINST), beside)
    if meaning is None:
        return ()
    if said.strange:
        why = f"các từ khác đều nói về chỉ tiêu này; chưa rõ: “{' '.join(dict.fromkeys(said.strange))}”"
        return ((meaning, max(90 - 4 * len(set(said.strange)), 70), why),)
    return ((meaning, 85, "các từ nói về chỉ tiêu này, nhưng chưa đủ để chắc chắn"),)


def named(suggested: Sequence[Suggestion], reference: Reference) -> str:
    """Suggestions by the names of their indicators, for a sentence."""
    names = [reference.indicators[s.answer.partition("@")[0]].name for s in suggested]
    return "; ".join(dict.fromkeys(names)) or "chưa có gợi ý"
