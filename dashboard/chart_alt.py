"""What a chart says in words, for who does not see it: enough to know whether its table is worth opening."""

from collections.abc import Sequence

from dashboard import formatting
from dashboard import picture_texts as words

LONGEST = 600  # characters; a screen reader cannot skip inside of it
_NAMED = 60  # characters of a name
_MOST = LONGEST // 4  # values that are tried: a name and a number are no shorter


def alt(title: str, measure: str, period: str, rows: Sequence[tuple[str, float | None]]) -> str:
    """Title, measure and period, how many marks, the highest and the lowest, and how many have no figure.

    `rows` are name and value in drawn order; None (or not a number) is missing. `measure` is the catalogue's. As many
    values as fit follow, in drawn order; the whole is never longer than `LONGEST` and says where it leaves marks out.
    """
    known = [(name, value) for name, value in rows if value is not None and value == value]
    about = words.ALT_ABOUT.format(
        title=formatting.shorten(title, 2 * _NAMED), measure=formatting.MEASURES.get(measure, measure),
        period=formatting.shorten(period, _NAMED), count=formatting.number(len(rows)),
    )  # fmt: skip
    if not known:
        return f"{about} {words.ALT_NOTHING}"
    said = [about, _ends(known, measure)]
    if len(known) < len(rows):
        said.append(words.ALT_MISSING.format(count=formatting.number(len(rows) - len(known))))
    told = [_value(name, value, measure) for name, value in known[:_MOST]]
    return _with_values(" ".join(said), told, is_all=len(known) <= _MOST)


def _ends(known: Sequence[tuple[str, float]], measure: str) -> str:
    """The highest and the lowest, the first drawn of those that are equal; ties are counted."""
    highest, lowest = max(value for _, value in known), min(value for _, value in known)
    if highest == lowest:
        all_same = words.ALT_ONE if len(known) == 1 else words.ALT_EQUAL
        return str(all_same.format(name=_name(known[0][0]), value=formatting.quantity(highest, measure)))
    top, bottom = (_end(known, value, measure) for value in (highest, lowest))
    return str(words.ALT_ENDS.format(highest=top, lowest=bottom))


def _end(known: Sequence[tuple[str, float]], value: float, measure: str) -> str:
    names = [name for name, own in known if own == value]
    told = _value(names[0], value, measure)
    more = len(names) - 1
    return told + (words.ALT_TIED.format(count=formatting.number(more)) if more else "")


def _with_values(said: str, values: Sequence[str], *, is_all: bool) -> str:
    """The sentences with the values that still fit; none where there is nothing beyond the highest and the lowest."""
    if len(values) <= 2:
        return said
    rest = words.ALT_REST
    for shown in range(len(values), 1, -1):
        listed = "; ".join(values[:shown])
        is_whole = is_all and shown == len(values)
        told = words.ALT_VALUES.format(values=listed) if is_whole else rest.format(values=listed)
        if len(said) + 1 + len(told) <= LONGEST:
            return f"{said} {told}"
    return said


def _value(name: str, value: float, measure: str) -> str:
    return f"{_name(name)} {formatting.quantity(value, measure)}"


def _name(name: str) -> str:
    return formatting.shorten(" ".join(name.split()), _NAMED)
