"""Checks inside a form, as formulas of its check column: the kind of a value, parts and wholes, the sums of rules.csv.

Only functions that every Excel since 2007 and LibreOffice have, in the notation of the file format, which no locale
changes. No formula can fail: each comparison asks first whether numbers stand there.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from etl import rules
from etl.form_history import Key
from etl.reference import Indicator, Reference
from etl.rulebook import Rulebook
from etl.rules import LEVELS, Term

_MOST_TEXT = 200  # a text in a formula may have 255 characters
_NOT_COMPARED = ("investment", "staffing")  # there a part may pass its whole (domain D.4)
_CLOSE = "0.000001"
_LARGE = "tỷ đồng"  # in it decimals are usual
_Places = Mapping[Key, str]


def formulas(places: _Places, measures: _Places, tables: Reference, rulebook: Rulebook) -> dict[Key, str]:
    """The formula of each row's check: empty where nothing is written or all is well, else what to look at.

    Args:
        places: the address of the value cell of every row, by indicator and handled_by.
        measures: the address of the đơn vị tính of rows of money.
        tables: the catalogue.
        rulebook: the rules; linear ones are checked as far as all their terms stand on the form.
    """
    said: dict[Key, list[str]] = {key: [_kind(places[key], tables.indicators[key[0]])] for key in places}
    for key, measure in measures.items():
        said[key].append(_echo(places[key], measure))
    for key, formula in (*_rates(places, tables), *_sums(places, tables, rulebook)):
        said[key].append(formula)
    return {key: f'=IF(ISBLANK({places[key]}),"",{"&".join(told)})' for key, told in said.items()}


def most(indicator: Indicator) -> int:
    """The greatest value of a rate: a plan of another basis may be passed (domain D.4)."""
    return 1000 if indicator.theme == "investment" else 100


def _kind(cell: str, indicator: Indicator) -> str:
    if indicator.kind in ("flag", "enum"):  # the loader takes the words of an answer too
        digits = sorted(indicator.options.values()) or [0, 1]
        wrong = ",".join(f"{cell}<>{digit}" for digit in digits)
        listed = ", ".join(map(str, digits))
        return f'IF(ISNUMBER({cell}),IF(AND({wrong}),{_text(f"Chỉ ghi {listed}. ")},""),"")'
    wrong, words = f"{cell}<0", "Không được âm. "
    if indicator.kind == "count":
        wrong, words = f"OR({cell}<0,{cell}<>INT({cell}))", "Phải là số nguyên, không âm. "
    elif indicator.kind == "ratio":
        wrong, words = f"OR({cell}<0,{cell}>{most(indicator)})", f"Tỷ lệ phải từ 0 đến {most(indicator)}. "
    return f'IF(ISNUMBER({cell}),IF({wrong},{_text(words)},""),{_text("Hãy ghi bằng số. ")})'


def _echo(cell: str, measure: str) -> str:
    """118.580 typed where the dot is the decimal mark is stored as 118.58: say what is understood (`values`)."""
    doubtful = f"AND({cell}>0,{cell}<1000,{cell}<>INT({cell}),{measure}<>{_text(_LARGE)})"
    said = f'{_text("Hiểu là ")}&{cell}&" "&{measure}&{_text(", nếu không đúng hãy ghi lại. ")}'
    return f'IF(ISNUMBER({cell}),IF({doubtful},{said},""),"")'


def _rates(places: _Places, tables: Reference) -> Iterator[tuple[Key, str]]:
    """A part over its whole, and a rate that its parts do not give."""
    for indicator in tables.indicators.values():
        if not (indicator.numerator and indicator.denominator):
            continue
        for level in ("", *LEVELS):
            part, whole = places.get((indicator.numerator, level)), places.get((indicator.denominator, level))
            if part is None or whole is None:
                continue
            if indicator.theme not in _NOT_COMPARED:
                name = tables.indicators[indicator.denominator].name
                yield (indicator.numerator, level), _when([part, whole], f"{part}>{whole}", f"Lớn hơn “{name}”. ")
            if (rate := places.get((indicator.indicator, level))) is not None:
                yield (indicator.indicator, level), _recomputed(rate, part, whole)


def _recomputed(rate: str, part: str, whole: str) -> str:
    """As `rates.disagrees`, without what only the printed text tells; a rate typed as 53% is stored as 0.53."""
    step = f"IF({rate}=ROUND({rate},0),1,IF({rate}=ROUND({rate},1),0.1,0.01))"
    differs = ",".join(
        f"ABS({times}SUM({rate})*{whole}-100*{part})>({step}+{_CLOSE})*{whole}" for times in ("", "100*")
    )
    numbers = f"AND(ISNUMBER({rate}),ISNUMBER({part}),ISNUMBER({whole}))"
    told = f"{_text('Khác tỷ lệ tính lại ')}&ROUND(100*{part}/{whole},2)&{_text(' %. ')}"
    return f'IF({numbers},IF({whole}>0,IF(AND({differs}),{told},""),""),"")'


def _sums(places: _Places, tables: Reference, rulebook: Rulebook) -> Iterator[tuple[Key, str]]:
    lines = rulebook.tables["rules"]
    names = {line["line"]: line["name"] for line in lines}
    for _, terms in groupby(rules.terms(lines, tables.indicators), key=lambda term: term.identity):
        of_rule = list(terms)
        if any(term.is_before or term.indicator == rules.UNITS for term in of_rule):
            continue  # rests on what the form does not hold; the loader looks at it
        split = any(term.handled_by is None for term in of_rule)
        for level in ("", *LEVELS) if split else ("",):
            yield from _one_sum(of_rule, level, places, f"Xem lại: {names[of_rule[0].line]}. ")


def _one_sum(terms: Sequence[Term], level: str, places: _Places, words: str) -> Iterator[tuple[Key, str]]:
    found = {term: _key(term, level, places) for term in terms}
    needed = [term for term in terms if not term.is_optional and term.side != "unless"]
    if any(found[term] is None for term in needed):
        return
    sides: dict[str, list[str]] = {"left": [], "right": [], "unless": []}
    for term, key in found.items():
        if key is not None:
            sides[term.side].append(places[key])
    difference = f"SUM({','.join(sides['left'])})-SUM({','.join(sides['right'])})"
    broken = f"ABS({difference})>{_CLOSE}" if terms[0].relation == "=" else f"{difference}>{_CLOSE}"
    silencing = [term for term in terms if term.side == "unless"]
    if silencing and all(found[term] is not None for term in silencing):
        broken = f"AND({broken},NOT({_numbers(sides['unless'])}))"
    first = found[terms[0]]
    if first is not None:
        yield first, _when([places[key] for term in needed if (key := found[term])], broken, words)


def _key(term: Term, level: str, places: _Places) -> Key | None:
    """The row that a term speaks of; 'total' is what is not split, or of all levels, or of the only level there is."""
    if term.handled_by == "total":
        here = [key for key in places if key[0] == term.indicator]
        whole = [key for split in ("", "all") for key in here if key[1] == split]
        return next(iter(whole), here[0] if len(here) == 1 else None)
    key = term.indicator, level if term.handled_by is None else term.handled_by
    return key if key in places else None


def _when(cells: Sequence[str], broken: str, words: str) -> str:
    return f'IF({_numbers(cells)},IF({broken},{_text(words)},""),"")'


def _numbers(cells: Sequence[str]) -> str:
    return f"AND({','.join(f'ISNUMBER({cell})' for cell in dict.fromkeys(cells))})"


def _text(words: str) -> str:
    """A text inside a formula."""
    return '"' + words[:_MOST_TEXT].replace('"', '""') + '"'
