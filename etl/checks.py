"""Figures of one file against each other. What cannot be right is kept out, what is odd is marked.

Rule numbers are those of the domain notes: V05 printed against recomputed rate, V06 zero
denominators, V07 the kind of a value fits its measure, V08 part and whole, V11 copied counts.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from etl import rates, values
from etl.figures import Figure, plain
from etl.model import Problem
from etl.reference import Indicator, Reference

_HUNDRED = Decimal(100)
_HIGH = Decimal(120)  # V25: above it a disbursement rate wants an explanation
_FAR_SMALLER = 10  # a total more than ten times a 'count' of at most 100 speaks for a rate
_LEVELS = {"district": "cấp huyện", "province": "cấp tỉnh", "department": "sở, ngành"}
_FINEST = Decimal("0.01")

_Known = Mapping[tuple[str, str], Figure]


def check(figures: Sequence[Figure], problems: list[Problem], reference: Reference) -> list[Figure]:
    """Return the figures that may be loaded; add what was found to `problems`."""
    kept = _rates_in_counts(figures, problems, reference)
    kept = _duplicates(kept, problems)
    known = _by_key(kept)
    copied = _copied_counts(known, problems, reference)
    if copied:
        known = {key: figure for key, figure in known.items() if key not in copied}
    _ratios(known, problems, reference)
    return list(known.values())


def unusual_levels(figures: Sequence[Figure]) -> list[Problem]:
    """A commune has no dossiers of the district: it may have filled the wrong row of a district's form."""
    return [
        figure.problem("level_unusual", found=plain(figure.value), expected=_LEVELS[figure.entry.handled_by])
        for figure in figures
        if figure.indicator.theme == "dossiers" and figure.entry.handled_by in _LEVELS and figure.value > 0
    ]


def _by_key(figures: Sequence[Figure]) -> _Known:
    return {(figure.indicator.indicator, figure.entry.handled_by): figure for figure in figures}  # as figure.key


def _rates_in_counts(figures: Sequence[Figure], problems: list[Problem], reference: Reference) -> list[Figure]:
    """V07: 'Số hồ sơ … đúng hạn | Hồ sơ | 100' beside 4.304 is a rate.

    With proof (a percent sign, or a note that is a quotient) the value is loaded as the rate that it
    is, and marked; on suspicion alone it waits for a person.
    """
    known, kept = _by_key(figures), list[Figure]()
    for figure in figures:
        ratio = reference.ratio_of.get(figure.indicator.indicator)
        total = known.get((ratio.denominator, figure.entry.handled_by)) if ratio else None
        verdict = _verdict(figure, ratio, total)
        if verdict == "count":
            kept.append(figure)
            if figure.rate_evidence == "measure":
                printed = figure.entry.measure
                problems.append(figure.problem("measure_differs", found=printed, expected=figure.indicator.measure))
        elif verdict == "rate" and ratio is not None:
            if (ratio.indicator, figure.entry.handled_by) in known:  # the rate is printed in its own row too
                problems.append(
                    figure.problem("rate_in_count_suspected", expected=plain(total.value) if total else "—")
                )
                continue
            kept.append(figure._replace(indicator=ratio))
            problems.append(figure.problem("rate_in_count", expected=figure.indicator.measure))
        else:
            expected = plain(total.value) if total else "không rõ"
            problems.append(figure.problem("rate_in_count_suspected", expected=expected))
    return kept


def _verdict(figure: Figure, ratio: Indicator | None, total: Figure | None) -> str:
    """count, rate or doubt."""
    if figure.indicator.kind != "count":
        return "count"
    far_smaller = total is not None and total.value > _FAR_SMALLER * figure.value
    if figure.rate_evidence == "percent":
        return "rate" if ratio and figure.value <= _HUNDRED else "doubt"
    if figure.rate_evidence == "note" and ratio:
        return "rate" if far_smaller else "doubt"
    if figure.rate_evidence == "measure" and ratio:
        return "doubt"
    # Exactly 100 of many thousands, and no note: 100 % is far likelier than one hundred.
    if ratio and figure.value == _HUNDRED and far_smaller:
        return "doubt"
    return "count"


def _duplicates(figures: Sequence[Figure], problems: list[Problem]) -> list[Figure]:
    """One figure twice in a file: the same value counts once, two values are a question."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.indicator.indicator, figure.entry.handled_by), []).append(figure)  # as figure.key
    if len(groups) == len(figures):
        return list(figures)
    kept: list[Figure] = []
    for group in groups.values():
        if len(group) == 1 or len({figure.value for figure in group}) == 1:
            kept.append(group[0])
            first = group[0].entry.place
            problems += [
                figure.problem("duplicate_same", expected=f"{first.sheet}!{first.cell}") for figure in group[1:]
            ]
            continue
        cells = "; ".join(f"{f.entry.place.sheet}!{f.entry.place.cell} = {plain(f.value)}" for f in group)
        problems += [figure.problem("duplicate", found=cells) for figure in group]
    return kept


def _copied_counts(known: _Known, problems: list[Problem], reference: Reference) -> set[tuple[str, str]]:
    """V11: report 002 prints the numbers of units (3 and 38) as numbers of disciplined people; which are not loaded."""
    copied: list[tuple[Figure, Figure]] = []
    for group in reference.copies.values():
        pairs = [
            (known[mine, ""], known[theirs, ""])
            for mine, theirs in group
            if (mine, "") in known and (theirs, "") in known and known[mine, ""].value > 0
        ]
        if len(pairs) > 1 and all(mine.value == theirs.value for mine, theirs in pairs):
            copied += pairs
    for mine, theirs in copied:
        place = theirs.entry.place
        problems.append(mine.problem("copied_counts", expected=f"{place.sheet}!{place.cell}"))
    return {mine.key for mine, _ in copied}


def _ratios(known: _Known, problems: list[Problem], reference: Reference) -> None:
    """V05, V06, V08 for every ratio of the catalogue whose parts stand in the file; V25 for disbursement."""
    levels = dict.fromkeys(handled_by for _, handled_by in known)
    codes = {code for code, _ in known}
    problems += [
        figure.problem("rate_high", found=plain(figure.value))
        for figure in known.values()
        if figure.indicator.kind == "ratio" and figure.indicator.theme == "investment" and figure.value > _HIGH
    ]
    for indicator in reference.indicators.values():
        if indicator.numerator not in codes or indicator.denominator not in codes:
            continue
        for handled_by in levels:
            part, whole = known.get((indicator.numerator, handled_by)), known.get((indicator.denominator, handled_by))
            if part is not None and whole is not None:
                printed = known.get((indicator.indicator, handled_by))
                problems += _of_parts(indicator, part, whole, printed)


def _of_parts(indicator: Indicator, part: Figure, whole: Figure, printed: Figure | None) -> list[Problem]:
    found: list[Problem] = []
    if whole.value == 0:
        if part.value > 0:
            place = f"{whole.entry.place.cell}"
            found.append(part.problem("part_of_zero", found=plain(part.value), expected=place))
        if printed is not None:
            found.append(printed.problem("rate_of_zero", found=plain(printed.value), expected=whole.entry.place.cell))
        return found
    if part.value > whole.value and indicator.theme not in ("investment", "staffing"):
        found.append(part.problem("part_over_whole", found=plain(part.value), expected=plain(whole.value)))
    computed = _HUNDRED * part.value / whole.value
    if indicator.theme == "investment" and computed > _HIGH and printed is None:
        found.append(part.problem("rate_high", found=plain(computed.quantize(_FINEST))))
    raw = values.raw_text(printed.entry.cell) if printed else ""
    if printed is not None and rates.disagrees(float(printed.value), raw, float(part.value), float(whole.value)):
        expected = plain(computed.quantize(_FINEST))
        found.append(printed.problem("rate_mismatch", found=plain(printed.value), expected=expected))
    return found
