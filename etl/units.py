"""Printed names of bodies → reporting units, with the province and the date as context.

A name is never merged or created in silence: an alias is said, a unit that no list knows loads as
provisional and marked, a look-alike is a question (design §4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from etl import wording
from etl.mentions import DEPARTMENTS, LEVEL_OF_KIND, OTHER
from etl.mentions import Mention as Mention
from etl.mentions import expanded as expanded
from etl.mentions import mentions as mentions
from etl.model import Place, Problem
from etl.problems import problem
from etl.reference import Reference, ReportingUnit

REFORM = date(2025, 7, 1)  # Nghị quyết 202/2025/QH15: first day of the two-level administration
ANY_DAYS = (date(1900, 1, 1), date(2100, 1, 1))  # no kỳ is known: any version of a unit may be meant
_NEAR_ENOUGH = 70  # of 100, to be suggested
_SHORT_NAME = 8  # letters without accents: names this short are alike within one letter, longer ones within two


@dataclass(frozen=True)
class Resolution:
    """A unit and how it was found, or the problem that keeps it from being known.

    `new` are the provisional units to be listed with it: itself, and bodies above it that only the
    document names.
    """

    unit: ReportingUnit | None
    problems: tuple[Problem, ...] = ()
    new: tuple[ReportingUnit, ...] = ()
    decision: int = 0  # the remembered one that it rests on
    above: ReportingUnit | None = None  # the province of all that it may be, where it is not known


def resolve(
    mention: Mention, context: Sequence[Mention], window: tuple[date, date], reference: Reference, place: Place
) -> Resolution:
    """Find the unit that a mention means in the window of its figures.

    Args:
        mention: the body that reports.
        context: the other bodies that the document names (its district, its province).
        window: first and last day; the version valid on the last day is meant, else the first day's.
        reference: the reviewed units and aliases.
        place: where the mention stands, for the problems.
    """
    above = [_in_full(other, reference) for other in context if other != mention]
    if mention.rest:
        mention, explained = _explained(mention, window, reference)
        if not explained:
            return Resolution(None, (problem("unit_unclear", place, found=mention.printed),))
        above += explained if explained[0] != mention else []
    named = _named(mention, reference)
    notes: list[Problem] = []
    if not named:
        named = _by_alias(mention, above, reference)
        if named:
            notes.append(problem("unit_alias", place, found=mention.printed, expected=_full_name(named[0], reference)))
    fitting = _fitting(named, above, reference)
    valid = _valid(fitting, window)
    if len(valid) == 1:
        unit = valid[0]
        if unit.parent and not _says_parent(unit, above, reference):
            expected = _name_of(unit.parent, reference)
            notes.append(problem("unit_parent_assumed", place, found=unit.name, expected=expected))
        return Resolution(unit, tuple(notes))
    if len(valid) > 1:
        names = "; ".join(_full_name(unit, reference) for unit in valid)
        return Resolution(None, (problem("unit_ambiguous", place, found=mention.printed, expected=names),))
    if fitting:
        days = f"{window[0]:%d/%m/%Y} – {window[1]:%d/%m/%Y}"
        return Resolution(None, (problem("unit_not_valid", place, found=fitting[0].name, expected=days),))
    return _unknown(mention, above, window, reference, place)


def version_in(unit: ReportingUnit, window: tuple[date, date], reference: Reference) -> ReportingUnit | None:
    """The version of a body that its figures of a window belong to: a table over kỳ names old and new ones alike.

    Args:
        unit: the version that the table was found to name.
        window: first and last day of the figure's kỳ.
        reference: the reviewed units.

    Returns:
        The one of its name in its province that exists on the last day, else `unit` if it did on the first day;
        None where there was none, or there are several.
    """
    if unit.valid_on(window[1]):
        return unit
    named = reference.units_named.get((wording.key(unit.kind), unit.bare_name), ())
    others = [one for one in named if one.province == unit.province and one.valid_on(window[1])]
    if len(others) == 1:
        return others[0]
    return unit if unit.valid_on(window[0]) and not others else None


def _in_full(other: Mention, reference: Reference) -> Mention:
    """A body above, by its whole name where that is one: 'TỈNH BÀ RỊA - VŨNG TÀU'."""
    whole = Mention(other.kind, f"{other.name} - {other.rest}", other.issuer)
    return whole if other.rest and _named(whole, reference) else other


_ENDED = ("thành phố", "thị xã", "huyện", "quận")  # kinds of districts, which new communes have in their names


def _explained(mention: Mention, window: tuple[date, date], reference: Reference) -> tuple[Mention, list[Mention]]:
    """What the words behind a name are: its province ('Sở Tài chính - Đắk Lắk'), or part of it ('… - Vũng Tàu').

    No district stands behind the name of a commune that came with the reform: 'Phường Xuân Hương - Đà Lạt'.
    """
    whole = _in_full(mention, reference)
    if whole != mention:
        return whole, [whole]
    bare = Mention(mention.kind, mention.name, mention.issuer)
    is_new = LEVEL_OF_KIND[mention.kind] == "commune" and window[1] >= REFORM
    ended = (Mention(kind, mention.rest, issuer=False) for kind in _ENDED)
    is_new = is_new and (mention.dashed or any(_named(body, reference) for body in ended))
    alone = _named(bare, reference)
    for kind in ("tỉnh", "thành phố", "huyện", "thị xã", "quận"):
        body = Mention(kind, mention.rest, issuer=False)
        # A sở is one of a province: 'Sở Tài chính Bà Rịa' is not of the town of that name.
        named = [
            unit for unit in _named(body, reference) if mention.kind not in DEPARTMENTS or unit.level == "province"
        ]
        has_ended = is_new and not any(unit.valid_on(window[1]) for unit in named)
        if named and not (has_ended and not _valid(_fitting(alone, [body], reference), window)):
            return bare, [body]
    whole = replace(bare, name=f"{mention.name} - {mention.rest}")
    return (whole, [whole]) if is_new and not _valid(alone, window) else (mention, [])


def _valid(named: Sequence[ReportingUnit], window: tuple[date, date]) -> list[ReportingUnit]:
    return [unit for unit in named if unit.valid_on(window[1])] or [u for u in named if u.valid_on(window[0])]


def _named(mention: Mention, reference: Reference) -> list[ReportingUnit]:
    kind, name = wording.key(mention.kind), wording.key(mention.name)
    exact = reference.units_named.get((kind, name), ())
    return list(exact or reference.units_run_together.get((kind, wording.run_together(name)), ()))


def _by_alias(mention: Mention, above: Sequence[Mention], reference: Reference) -> list[ReportingUnit]:
    provinces = {wording.key(other.name) for other in above if other.kind in ("tỉnh", "thành phố")}
    meant = reference.aliases_named.get(wording.key(mention.printed), ())
    targets = {target for province, target in meant if not province or not provinces or province in provinces}
    return [unit for unit in reference.units if unit.reporting_unit in targets] if targets else []


def _fitting(named: list[ReportingUnit], above: Sequence[Mention], reference: Reference) -> list[ReportingUnit]:
    """Those of the right name that lie under the bodies that the document names above them."""
    return [unit for unit in named if all(_under(unit, other, reference) for other in above)]


def _under(unit: ReportingUnit, other: Mention, reference: Reference) -> bool:
    """Whether a document may name `other` beside `unit`: an ancestor of another name excludes it."""
    ancestors = _ancestors(unit, reference)
    level = LEVEL_OF_KIND[other.kind]
    same_level = [
        a for a in ancestors if a.level == level or (level == "other" and a.level in ("province", "district"))
    ]
    if not same_level:
        return True
    names = {a.bare_name for a in same_level}
    aliases = {target for alias, _, target, _ in reference.aliases if wording.key(alias) == wording.key(other.printed)}
    return wording.key(other.name) in names or any(a.reporting_unit in aliases for a in same_level)


def _says_parent(unit: ReportingUnit, above: Sequence[Mention], reference: Reference) -> bool:
    names = {ancestor.bare_name for ancestor in _ancestors(unit, reference)}
    return any(wording.key(other.name) in names for other in above)


def province_of(found: Iterable[ReportingUnit], reference: Reference) -> ReportingUnit | None:
    """The one province of some bodies, None where they lie in several or in none that is known."""
    chains = [[unit, *_ancestors(unit, reference)] for unit in found]
    tops = {chain[-1].reporting_unit: chain[-1] for chain in chains}
    only = next(iter(tops.values())) if len(tops) == 1 else None
    return only if only is not None and only.level == "province" else None


def _ancestors(unit: ReportingUnit, reference: Reference) -> list[ReportingUnit]:
    found = []
    parent = reference.unit_of.get(unit.parent)
    while parent is not None:
        found.append(parent)
        parent = reference.unit_of.get(parent.parent)
    return found


def _unknown(
    mention: Mention,
    above: Sequence[Mention],
    window: tuple[date, date],
    reference: Reference,
    place: Place,
) -> Resolution:
    """A unit that no list knows: a question when it resembles one, else provisional and marked."""
    parent: ReportingUnit | None = None
    new: list[ReportingUnit] = []
    for other in _higher(mention, above):  # the province first, so that each finds its own parent
        known = _valid([u for u in _named(other, reference) if _below(u, parent, reference)], window)
        alias = _by_alias(other, above, reference)
        if len(known) == 1 or alias:
            parent = (known or alias)[0]
        else:
            alike = _alike(other, parent, reference)
            if alike:
                return Resolution(None, (problem("unit_lookalike", place, found=other.printed, expected=alike),))
            parent = _provisional(other, parent)
            new.append(parent)
    alike = _alike(mention, parent, reference)
    if alike:
        return Resolution(None, (problem("unit_lookalike", place, found=mention.printed, expected=alike),))
    if mention.kind in DEPARTMENTS and not any(char.islower() for char in mention.name):
        return Resolution(None, (problem("unit_unclear", place, found=mention.printed),))  # 'Sở ABC'
    unit = _provisional(mention, parent)
    return Resolution(unit, (problem("unit_new", place, found=unit.name),), (*new, unit))


def _provisional(mention: Mention, parent: ReportingUnit | None) -> ReportingUnit:
    """A unit as a document prints it, until a person confirms or merges it."""
    name = mention.name if mention.kind == OTHER else mention.kind.capitalize() + " " + mention.name
    level = LEVEL_OF_KIND[mention.kind]
    if mention.kind == OTHER and parent is not None:
        level = {"province": "department", "district": "division"}.get(parent.level, "other")
    above = parent.reporting_unit.removesuffix("~moi") + "." if parent else ""
    return ReportingUnit(
        reporting_unit=f"{above}{wording.slug(name)}~moi",
        name=name,
        kind=mention.kind,
        level=level if level != "other" or mention.kind == OTHER else "district" if parent else "province",
        parent=parent.reporting_unit if parent else "",
        province=parent.province if parent else "",
        code="",
        valid_from=date(1900, 1, 1),
        valid_to=None,
        status="provisional",
        printed_name=mention.printed,
    )


_RANK = {"commune": 0, "division": 0, "district": 1, "department": 1, "other": 1, "province": 2}


def rank(mention: Mention) -> int:
    """How high a body stands: 0 for communes, divisions and bodies of other kinds, 2 for provinces."""
    return 0 if mention.kind == OTHER else _RANK[LEVEL_OF_KIND[mention.kind]]


def _higher(mention: Mention, above: Sequence[Mention]) -> list[Mention]:
    """The bodies above `mention` that the document names, the highest first."""
    mine = rank(mention) - (mention.kind == OTHER)
    higher = {other: rank(other) for other in above if other.kind not in (*DEPARTMENTS, OTHER)}
    if "province" not in (LEVEL_OF_KIND[other.kind] for other in above):
        # 'thành phố' is the province where no tỉnh is named
        higher |= {other: 2 for other in above if other.kind == "thành phố"}
    chosen = {rank: other for other, rank in higher.items() if rank > mine}
    return [chosen[rank] for rank in sorted(chosen, reverse=True)]


def _below(unit: ReportingUnit, parent: ReportingUnit | None, reference: Reference) -> bool:
    return parent is None or _has_ancestor(unit, parent, reference)


def _alike(mention: Mention, parent: ReportingUnit | None, reference: Reference) -> str:
    """The known units of this level below `parent` that a printed name resembles, named; '' where none does."""
    level = LEVEL_OF_KIND[mention.kind]
    peers = reference.units if parent is None else reference.below(parent)
    alike = [unit for unit in peers if level in (unit.level, "other") and _resembles(mention.name, unit)]
    return "; ".join(list(dict.fromkeys(_full_name(unit, reference) for unit in alike))[:3])


def lies_below(unit: ReportingUnit, higher: ReportingUnit, reference: Reference) -> bool:
    """Whether a unit stands anywhere under another."""
    return _has_ancestor(unit, higher, reference)


def nearest(name: str, own: ReportingUnit | None, reference: Reference) -> list[tuple[ReportingUnit, int]]:
    """The units under the one that reports whose names are nearest to a printed one, and how near of 100.

    Where the name says its kind they are of its level: no xã is like a huyện, however alike the letters.
    """
    below = reference.units if own is None else reference.below(own)
    said = next(iter(mentions(name)), None)
    if said is not None and said.kind in LEVEL_OF_KIND and said.kind != OTHER:
        below = [unit for unit in below if unit.level == LEVEL_OF_KIND[said.kind]]
        name = said.name
    names = [unit.name if said is None else unit.bare_name for unit in below]
    folded = wording.fold(wording.key(name))
    folds = [wording.fold(one) for one in names]
    found = process.extract(folded, folds, scorer=fuzz.ratio, limit=3, score_cutoff=_NEAR_ENOUGH)
    return [(below[index], int(score)) for _, score, index in found]


def _has_ancestor(unit: ReportingUnit, ancestor: ReportingUnit, reference: Reference) -> bool:
    return any(other.reporting_unit == ancestor.reporting_unit for other in _ancestors(unit, reference))


def _resembles(name: str, unit: ReportingUnit) -> bool:
    return resemble(wording.fold(name), wording.fold(unit.bare_name))


def resemble(mine: str, theirs: str) -> bool:
    """Whether two folded names are so alike that one may be the other misprinted."""
    allowed = 1 if min(len(mine), len(theirs)) <= _SHORT_NAME else 2
    # 'Phường 7' and 'Phường 8' differ in one letter and are two units.
    return mine == theirs or (
        OSA.distance(mine, theirs, score_cutoff=allowed) <= allowed
        and not any(char.isdigit() for char in mine + theirs)
    )


def _name_of(code: str, reference: Reference) -> str:
    return reference.unit_of[code].name if code in reference.unit_of else code


def _full_name(unit: ReportingUnit, reference: Reference) -> str:
    return ", ".join([unit.name, *(ancestor.name for ancestor in _ancestors(unit, reference))])
