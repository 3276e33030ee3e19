"""The rules by which figures are judged (data/reference/rules.csv): what their terms mean, and whether they do.

A linear rule compares two sums: `dossiers_resolved = dossiers_resolved_on_time + dossiers_resolved_late`, or
`a + b <= c`. A term is an indicator; `x@district` is its figure of one level (`x@`: not split, `x@total`: what the unit
reports as its whole), `x?` counts 0 where it is not reported, `x[before]` stands at the end of the window before,
`units@commune` is the number of communes that the unit table has. Without a level all terms are of one level, whichever
it is. `*` stands for each indicator that is reported by level, one after the other; `unless a b` silences a rule where
all of these are reported. docs/rules.md has the whole language and how a rule is added.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from etl.problems import KINDS as PROBLEMS
from etl.reference import Indicator

LEVELS = ("all", "province", "department", "district", "commune")
SOURCES = ("own_appendix", "narrative", "higher_table")
PLACEHOLDERS = {"found", "expected", "terms", "note"}
UNITS = "units"  # the pseudo indicator of the unit table
_TERM = re.compile(r"(?P<indicator>\*|[a-z0-9_]+)(?:@(?P<level>[a-z]*))?(?P<before>\[before\])?(?P<optional>\?)?")
_SUMS = re.compile(r"(?P<left>.+?) (?P<relation><=|=) (?P<right>.+?)(?: unless (?P<unless>.+))?")
_SPLIT = {"all", "district", "commune"}  # levels that an indicator must have to stand for `*`

Rule = Mapping[str, str]


class Term(NamedTuple):
    """A row of table rule_terms; `identity` numbers a line, or for `*` the line with one indicator."""

    line: str
    identity: int
    term: int
    side: str  # left, right, unless
    relation: str  # =, <=
    indicator: str
    handled_by: str | None  # None: of the level that the other terms have; total; else that level
    is_optional: bool
    is_before: bool


def terms(rules: Iterable[Rule], indicators: Mapping[str, Indicator]) -> list[Term]:
    """What the linear rules compare, term by term.

    Args:
        rules: rows of rules.csv.
        indicators: the catalogue, by code.

    Raises:
        ValueError: names the line that is wrong, and why.
    """
    found: list[Term] = []
    lines: set[str] = set()
    for rule in rules:
        try:
            if rule["line"] in lines:
                raise ValueError("given twice")
            lines.add(rule["line"])
            _check(rule, indicators)
            for subject in _subjects(rule, indicators):
                identity = found[-1].identity + 1 if found else 1
                found += _of_line(rule["line"], identity, rule["terms"].replace("*", subject), indicators)
        except ValueError as error:
            raise ValueError(f"rules.csv, {rule['line']}: {error}") from error
    return found


def _check(rule: Rule, indicators: Collection[str]) -> None:
    """What each kind of rule needs besides sums."""
    if rule["kind"] not in _TERMS_OF:
        raise ValueError(f"kind {rule['kind']!r}")
    if rule["severity"] not in ("warning", "info"):
        raise ValueError(f"severity {rule['severity']!r}")
    unknown = set(rule["codes"].split()) - PROBLEMS.keys()
    if unknown or (rule["kind"] == "reading" and not rule["codes"]):
        raise ValueError(f"codes {rule['codes']!r}")
    if set(re.findall(r"\{(\w*)\}", rule["sentence"])) - PLACEHOLDERS:
        raise ValueError("a placeholder that is not filled")
    if bool(rule["sentence"]) == (rule["kind"] == "reading"):
        raise ValueError("a sentence is wanted, but for what is said while reading")
    check = _TERMS_OF[rule["kind"]]
    if not check(rule["terms"], indicators):
        raise ValueError(f"terms {rule['terms']!r}")


def _subjects(rule: Rule, indicators: Mapping[str, Indicator]) -> Sequence[str]:
    """What `*` stands for, one line each: numbers that a report gives by level."""
    if rule["kind"] != "linear":
        return ()
    if "*" not in rule["terms"]:
        return ("",)
    return [
        code
        for code, indicator in indicators.items()
        if indicator.kind in ("count", "money") and set(indicator.levels) >= _SPLIT
    ]


def _of_line(line: str, identity: int, text: str, indicators: Collection[str]) -> Iterator[Term]:
    sums = _SUMS.fullmatch(text)
    if sums is None:
        raise ValueError(f"not two sums: {text!r}")
    sides = {
        "left": sums["left"].split(" + "),
        "right": sums["right"].split(" + "),
        "unless": (sums["unless"] or "").split(),
    }
    number, is_split = 0, set[bool]()
    for side, printed in sides.items():
        for one in printed:
            term = _TERM.fullmatch(one)
            if term is None or not (term["indicator"] in indicators or _is_counted(term)):
                raise ValueError(f"term {one!r}")
            if term["level"] not in (None, "", "total", *LEVELS):
                raise ValueError(f"level {term['level']!r}")
            number += 1
            is_split.add(term["level"] is None)
            if number == 1 and (term["before"] or term["optional"] or term["indicator"] == UNITS):
                raise ValueError("the first term is the figure that a finding is about")
            yield Term(
                line, identity, number, side, sums["relation"], term["indicator"], term["level"],
                bool(term["optional"]), bool(term["before"]),
            )  # fmt: skip
    if len(is_split) > 1:
        raise ValueError("some terms have a level and some have none")


def _is_counted(term: re.Match[str]) -> bool:
    return term["indicator"] == UNITS and term["level"] in LEVELS


def _no_terms(text: str, _indicators: Collection[str]) -> bool:
    return not text


def _any_text(text: str, _indicators: Collection[str]) -> bool:
    return bool(text)


def _of_sources(text: str, _indicators: Collection[str]) -> bool:
    named, _, other = text.partition(" = ")
    return bool(named) and {*named.split(), other} <= set(SOURCES)


def _of_catalogue(text: str, indicators: Collection[str]) -> bool:
    return bool(text) and {one.partition("@")[0] for one in text.split()} <= set(indicators)


def _two_wordings(text: str, _indicators: Collection[str]) -> bool:
    return all(text.partition(" | "))


# How each kind of rule is evaluated (etl/findings.sql), and what its terms may be.
_TERMS_OF: Mapping[str, Callable[[str, Collection[str]], bool]] = {
    "linear": _any_text,  # two sums of terms
    "rate": _no_terms,  # a printed ratio against its parts
    "rate_of_zero": _no_terms,  # a printed ratio over zero
    "part_of_zero": _no_terms,  # a part of nothing
    "part_over_whole": _of_catalogue,  # a part beyond its whole, but for these ratios
    "rate_high": _of_catalogue,  # these ratios above limit disbursement_high
    "sources": _of_sources,  # one source against another
    "falling": _no_terms,  # a cumulative figure below an earlier one
    "quarter": _no_terms,  # a quarter's own report against the difference
    "magnitude": _no_terms,  # the period before of the same kind, and the year before
    "window": _no_terms,  # printed days against those of the period
    "interval": _no_terms,  # days that are no period
    "vocabulary": _two_wordings,  # two wordings of labels in one report
    "label": _any_text,  # a wording of a label
    "communes": _no_terms,  # a district's figure of its communes against their own
    "common": _of_catalogue,  # these indicators are one number for all peers
    "peers": _no_terms,  # outliers among peers
    "correction": _no_terms,  # a correction whose cell no longer says what was corrected
    "reading": _no_terms,  # said by the loader while reading; `codes` has its problems
}
KINDS = frozenset(_TERMS_OF)
