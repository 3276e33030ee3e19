"""Lines as a table of HTML; on a phone each row is a card. No chart library: the first view has nothing to wait for.

The roles say again what the tags say: laid out as cards, a table is none to a screen reader.
"""

import html
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from dashboard import formatting
from dashboard import overview_texts as words
from dashboard.overview.lines import Line, direction

_WIDTH, _HEIGHT, _MARGIN = 92, 22, 4
_INK, _DOT = "#52606d", "#1f5fa8"
_TONES = {
    "reached": "good", "better": "good", "near": "watch", "behind": "bad", "behind_pace": "bad", "worse": "bad",
}  # fmt: skip


def table(lines: Sequence[Line], label: str, *, of_unit: bool = False) -> str:
    """The lines in the order given, for `st.html`; `label` names the table for who cannot see it.

    `of_unit`: the lines are of a single unit, so its rank stands in the place of how many units reported. A column in
    which no line has anything is left out: `lacking` says which.
    """
    heads = {"status": words.STATUS, "what": words.INDICATOR, "now": words.NOW} | _beside(lines)
    heads |= {"coverage": words.RANK if of_unit else words.COVERAGE}
    heads = {key: text for key, text in heads.items() if key not in _empty(lines)}
    columns = "".join(
        f"<th scope='col' role='columnheader' class='{_KINDS.get(key, key)}'>{_head(text, _KINDS.get(key, key))}</th>"
        for key, text in heads.items()
    )
    rows = "".join(_row(line, heads, of_unit=of_unit) for line in lines)
    return (
        f"<table class='lines' role='table' aria-label='{html.escape(label)}'><thead role='rowgroup'>"
        f"<tr role='row'>{columns}</tr></thead><tbody role='rowgroup'>{rows}</tbody></table>"
    )


def lacking(lines: Sequence[Line]) -> str:
    """What none of the lines can be held against, in a sentence; '' where there is all of it."""
    year, before = lines[0].periods if lines else ("", "")
    names = {
        "target": words.NO_TARGET,
        "year": _no_period(year, words.SAME_WINDOW), "before": _no_period(before, words.LAST_PERIOD),
        "median": words.NO_MEDIAN, "trend": words.NO_TREND,
    }  # fmt: skip
    absent = [name for key, name in names.items() if key in _empty(lines)]
    return words.LACKING.format(names=", ".join(absent)) if absent else ""


def _no_period(code: str, otherwise: str) -> str:
    name = formatting.period_label(code) if code else otherwise
    return words.NO_PERIOD.format(period=name[:1].lower() + name[1:])


_KINDS = {"year": "delta", "before": "delta"}  # the class of a column, where it is not its key


def _beside(lines: Sequence[Line]) -> dict[str, str]:
    """What a value is held against, and the heads of those columns."""
    year, before = lines[0].periods if lines else ("", "")
    return {
        "target": words.TARGET, "year": _against(year, words.SAME_WINDOW),
        "before": _against(before, words.LAST_PERIOD, year), "median": words.MEDIAN, "trend": words.TREND,
    }  # fmt: skip


def _empty(lines: Sequence[Line]) -> set[str]:
    """Of these columns, those in which no line has anything."""
    there = {
        "target": any(line.target is not None for line in lines),
        "year": any(line.change is not None for line in lines),
        "before": any(line.step is not None for line in lines),
        "median": any(line.median is not None for line in lines),
        "trend": any(sum(value is not None for _, value in line.history) > 1 for line in lines),
    }
    return {key for key, is_there in there.items() if not is_there}


def title(name: str, handled_by: str) -> str:
    """The name of an indicator, with the cấp giải quyết where it is split."""
    return f"{name} ({formatting.HANDLED_BY[handled_by].lower()})" if handled_by else name


def sparkline(history: Sequence[tuple[str, float | None]]) -> str:
    """A small line of values over periods of one kind; a period without a value is a gap. Its words are its image.

    The scale is that of the values, so it shows the run and not the level; of fewer than two values nothing is drawn.
    """
    known = [value for _, value in history if value is not None]
    if len(known) < 2:
        return formatting.ABSENT
    low, high = min(known), max(known)
    reach = (high - low) or 1.0
    step = (_WIDTH - 2 * _MARGIN) / (len(history) - 1)
    places = [
        None if value is None
        else (_MARGIN + number * step, _HEIGHT - _MARGIN - (value - low) / reach * (_HEIGHT - 2 * _MARGIN))
        for number, (_, value) in enumerate(history)
    ]  # fmt: skip
    said = words.HISTORY_ALT.format(points="; ".join(_point(*each) for each in history))
    drawing = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {_HEIGHT}' width='{_WIDTH}' height='{_HEIGHT}'>"
        f"{_runs(places)}{_dots(places)}</svg>"
    )  # as a picture: Streamlit lets no drawing through in HTML
    source = f"data:image/svg+xml,{quote(drawing)}"
    told = html.escape(said)
    return f'<img src="{source}" width="{_WIDTH}" height="{_HEIGHT}" alt="{told}" title="{told}">'


def _runs(places: Sequence[tuple[float, float] | None]) -> str:
    runs: list[list[str]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(f"{place[0]:.1f},{place[1]:.1f}")
    return "".join(
        f"<polyline points='{' '.join(run)}' fill='none' stroke='{_INK}' stroke-width='1.5'/>"
        for run in runs
        if len(run) > 1
    )


def _dots(places: Sequence[tuple[float, float] | None]) -> str:
    """The chosen period, which is the last; and a value that stands alone between gaps."""
    found = []
    for number, place in enumerate(places):
        beside = [each for each in (*places[max(number - 1, 0) : number], *places[number + 1 : number + 2]) if each]
        if place is not None and (number == len(places) - 1 or not beside):
            found.append(f"<circle cx='{place[0]:.1f}' cy='{place[1]:.1f}' r='2.6' fill='{_DOT}'/>")
    return "".join(found)


def _point(period: str, value: float | None) -> str:
    name = formatting.period_label(period)
    if value is None:
        return words.HISTORY_GAP.format(period=name)
    return words.HISTORY_POINT.format(period=name, value=formatting.percent(value))


def _head(text: str, kind: str) -> str:
    measure = f" <small>{html.escape(words.POINTS)}</small>" if kind == "delta" else ""
    return html.escape(text) + measure


def _row(line: Line, heads: Mapping[str, str], *, of_unit: bool) -> str:
    year, before = line.periods
    step_sign = 0 if line.is_running else line.sign
    cells = {
        "now": _now(line),
        "target": _target(line),
        "year": _delta(line.change, line.sign, year, line.earlier, words.NOT_COMPARABLE),
        "before": _delta(line.step, step_sign, before, line.before, words.NOT_BEFORE),
        "median": _titled(formatting.percent(line.median, fixed=True), _median_help(line)),
        "trend": sparkline(line.history),
        "coverage": _rank(line) if of_unit else _coverage(line),
    }
    cells = {key: cell for key, cell in cells.items() if key in heads}
    span = ""
    if line.value is None:  # why there is none stands where the value and what it is compared with would
        instead = [key for key in ("now", "target", "year", "before") if cells.pop(key, None) is not None]
        why, span = " · ".join(filter(None, (line.instead, line.note))), f" colspan='{len(instead)}'"
        cells = {"why": html.escape(why), **cells}
    absent = {
        key for key, value in (
            ("target", line.target), ("year", line.change), ("before", line.step), ("median", line.median),
        ) if value is None
    }  # fmt: skip
    told = [
        f"<td role='cell' class='{_KINDS.get(key, key)}{' absent' if key in absent else ''}' "
        f"data-label='{html.escape(heads.get(key, words.NOW))}'{span if key == 'why' else ''}>{cell}</td>"
        for key, cell in cells.items()
    ]
    what = _what(line, of_unit=of_unit)
    return f"<tr role='row'><td role='cell' class='status'>{_status(line)}</td>{what}{''.join(told)}</tr>"


def _what(line: Line, *, of_unit: bool) -> str:
    split = formatting.HANDLED_BY[line.handled_by].lower() if line.handled_by else ""
    notes = " · ".join(filter(None, (split, line.note if line.value is not None else "")))
    name = html.escape(line.title)
    linked = f"<a href='{html.escape(line.link)}'>{name}</a>" if line.link else name
    small = f" <small>{html.escape(notes)}</small>" if notes else ""
    wrong = _misprinted(line.misprinted, of_unit=of_unit)
    return f"<th scope='row' role='rowheader' class='what'>{linked}{small}{wrong}</th>"


def _misprinted(count: int, *, of_unit: bool) -> str:
    if not count:
        return ""
    text, help_text = words.MISPRINTED.format(count=count), words.PRINTED_UNITS.format(count=count)
    if of_unit:
        text, help_text = words.MISPRINTED_OWN, words.MISPRINTED_OWN_HELP
    return f" <small class='alert' title='{html.escape(help_text)}'>{html.escape(text)}</small>"


def _status(line: Line) -> str:
    against = "target" if line.target else "year" if line.change is not None else "none"
    words_of = html.escape(words.STATUSES[line.status])
    tone = _TONES.get(line.status, "none")
    return f"<span class='{tone}' title='{html.escape(words.STATUS_HELP[against])}'>{words_of}</span>"


def _now(line: Line) -> str:
    parts = formatting.number(line.numerator), formatting.number(line.denominator)
    help_text = words.PARTS_HELP.format(numerator=parts[0], denominator=parts[1])
    return _titled(formatting.percent(line.value, fixed=True), help_text)


def _target(line: Line) -> str:
    if line.target is None:
        return _titled(formatting.ABSENT, words.NO_TARGET_HELP)
    due, value = formatting.percent(line.target.by_now), formatting.percent(line.target.value)
    if not line.target.is_paced:
        return _titled(value, words.TARGET_HELP.format(document=line.target.document))
    said = _titled(value, words.PACE_HELP.format(document=line.target.document, due=due))
    return said if due == value else f"{said} <small>{html.escape(words.DUE.format(due=due))}</small>"


def _delta(change: float | None, sign: int, period: str, value: float | None, absent: str) -> str:
    """The shape says better or worse, the sign says more or less."""
    if change is None:
        return _titled(formatting.ABSENT, absent)
    help_text = words.EARLIER_HELP.format(period=formatting.period_label(period), value=formatting.percent(value))
    toward = direction(change, sign)
    tone, shape, word = {
        1: ("good", "▲ ", words.BETTER), -1: ("bad", "▼ ", words.WORSE), 0: ("none", "", ""),
    }[toward]  # fmt: skip
    said = f" ({word})" if word else ""
    told = f"{shape}{formatting.signed(change, fixed=True)}"
    return f"<span class='{tone}' title='{html.escape(help_text + said)}'>{told}</span>"


def _median_help(line: Line) -> str:
    return words.MEDIAN_HELP.format(count=line.peers) if line.median is not None else words.MEDIAN_FEW


def _coverage(line: Line) -> str:
    text = words.REPORTED_OF.format(
        reported=formatting.number(line.reported), expected=formatting.number(line.expected)
    )
    tone = "some" if line.reported < line.expected else "all"
    return (
        f"<span class='{tone}' title='{html.escape(formatting.coverage(line.reported, line.expected))}'>{text}</span>"
    )


def _rank(line: Line) -> str:
    return formatting.ABSENT if line.rank is None else words.RANK_OF.format(rank=line.rank, peers=line.peers)


def _titled(text: str, help_text: str) -> str:
    return f"<span title='{html.escape(help_text)}'>{html.escape(text)}</span>"


def _against(period: str, otherwise: str, beside: str = "") -> str:
    """'So với 9 tháng': a period of the chosen year is named without it."""
    name = otherwise
    if period:
        same_year = bool(beside) and int(beside[:4]) + 1 == int(period[:4])
        name = _short(period, with_year=not same_year)
    return words.AGAINST.format(period=name)


def _short(period: str, *, with_year: bool) -> str:
    year, _, rest = period.partition("-")
    if not rest:
        return year
    kind = {"H1": "half", "9M": "nine_months"}.get(rest, "quarter" if rest[0] == "Q" else "month")
    number = int(re.sub(r"\D", "", rest)) if kind in ("quarter", "month") else 1
    name = words.SHORT_PERIODS[kind].format(
        quarter=formatting.QUARTERS[min(number, 4) - 1], month=formatting.MONTHS[number - 1]
    )
    return words.WITH_YEAR.format(period=name, year=year) if with_year else name
