"""Lines as a table of HTML; on a phone each row is a card. No chart library: the first view has nothing to wait for.

The roles say again what the tags say: laid out as cards, a table is none to a screen reader.
"""

import html
import re
from collections.abc import Sequence
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

    `of_unit`: the lines are of a single unit, so its rank stands in the place of how many units reported.
    """
    year, before = lines[0].periods if lines else ("", "")
    head = [
        (words.STATUS, "status"), (words.INDICATOR, "what"), (words.NOW, "now"), (words.TARGET, "target"),
        (_against(year, words.SAME_WINDOW), "delta"), (_against(before, words.LAST_PERIOD, year), "delta"),
        (words.MEDIAN, "median"), (words.TREND, "trend"), (words.RANK if of_unit else words.COVERAGE, "coverage"),
    ]  # fmt: skip
    columns = "".join(
        f"<th scope='col' role='columnheader' class='{kind}'>{_head(text, kind)}</th>" for text, kind in head
    )
    rows = "".join(_row(line, [text for text, _ in head], of_unit=of_unit) for line in lines)
    return (
        f"<table class='lines' role='table' aria-label='{html.escape(label)}'><thead role='rowgroup'>"
        f"<tr role='row'>{columns}</tr></thead><tbody role='rowgroup'>{rows}</tbody></table>"
    )


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


def _row(line: Line, labels: Sequence[str], *, of_unit: bool) -> str:
    year, before = line.periods
    cells = [
        ("now", words.NOW, _now(line)),
        ("target", labels[3], _target(line)),
        ("delta", labels[4], _delta(line.change, line.sign, year, line.earlier, words.NOT_COMPARABLE)),
        (
            "delta",
            labels[5],
            _delta(line.step, 0 if line.is_running else line.sign, before, line.before, words.NOT_BEFORE),
        ),
        ("median", labels[6], _titled(formatting.percent(line.median), _median_help(line))),
        ("trend", labels[7], sparkline(line.history)),
        ("coverage", labels[8], _rank(line) if of_unit else _coverage(line)),
    ]
    if line.value is None:  # why there is none stands where the value and what it is compared with would
        why = " · ".join(filter(None, (line.instead, line.note)))
        cells[:4] = [("why", words.NOW, html.escape(why))]
    told = [
        f"<td role='cell' class='{kind}' data-label='{html.escape(label)}'{_span(kind)}>{cell}</td>"
        for kind, label, cell in cells
    ]
    return f"<tr role='row'><td role='cell' class='status'>{_status(line)}</td>{_what(line)}{''.join(told)}</tr>"


def _span(kind: str) -> str:
    return " colspan='4'" if kind == "why" else ""


def _what(line: Line) -> str:
    split = formatting.HANDLED_BY[line.handled_by].lower() if line.handled_by else ""
    notes = " · ".join(filter(None, (split, line.note if line.value is not None else "")))
    name = html.escape(line.title)
    linked = f"<a href='{html.escape(line.link)}'>{name}</a>" if line.link else name
    small = f" <small>{html.escape(notes)}</small>" if notes else ""
    return f"<th scope='row' role='rowheader' class='what'>{linked}{small}{_misprinted(line.misprinted)}</th>"


def _misprinted(count: int) -> str:
    if not count:
        return ""
    text, help_text = words.MISPRINTED.format(count=count), words.PRINTED_UNITS.format(count=count)
    return f" <small class='alert' title='{html.escape(help_text)}'>{html.escape(text)}</small>"


def _status(line: Line) -> str:
    against = "target" if line.target else "year" if line.change is not None else "none"
    words_of = html.escape(words.STATUSES[line.status])
    tone = _TONES.get(line.status, "none")
    return f"<span class='{tone}' title='{html.escape(words.STATUS_HELP[against])}'>{words_of}</span>"


def _now(line: Line) -> str:
    parts = formatting.number(line.numerator), formatting.number(line.denominator)
    help_text = words.PARTS_HELP.format(numerator=parts[0], denominator=parts[1])
    return _titled(formatting.percent(line.value), help_text)


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
    return f"<span class='{tone}' title='{html.escape(help_text + said)}'>{shape}{formatting.signed(change)}</span>"


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
