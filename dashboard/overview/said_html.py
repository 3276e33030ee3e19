"""The sentences and the units that need attention, in words, as HTML: every number leads to where it comes from."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import drill, filters, formatting
from dashboard import overview_texts as words
from dashboard.overview import links
from dashboard.overview.attention import Concern, Reason
from dashboard.overview.line_html import title
from dashboard.overview.rates import LATE, LATE_SHARE, THEMES
from dashboard.overview.sentences import Extreme, Sentence

_MARKS = {"worse": ("▼", "bad"), "better": ("▲", "good"), "target": ("■", "bad")}


def sentences(found: Sequence[Sentence]) -> str:
    """The sentences as a list."""
    items = [_item(*_MARKS.get(each.kind, ("●", "none")), _sentence(each)) for each in found]
    if not items:
        items = [_item("○", "none", html.escape(words.NOTHING_TO_SAY))]
    return f"<ul class='said' aria-label='{html.escape(words.SUMMARY)}'>{''.join(items)}</ul>"


def concerns(found: Sequence[Concern], start: int = 1) -> str:
    """Some units with their reasons; `start` is the place of the first."""
    return f"<ol class='concerns' start='{start}'>{''.join(map(_concern, found))}</ol>"


def note(said: str) -> str:
    """A sentence that leads to the data-quality page."""
    return f"<p class='note'>{html.escape(said)} {_link(words.TO_QUALITY, links.quality())} →</p>"


def reason(told: Reason, level: str) -> str:
    """Why a unit is named, in words with numbers, as HTML."""
    row = told.row
    if told.kind == "printed":
        printed, value = formatting.percent(row["printed"]), formatting.percent(row["value"])
        return html.escape(words.PRINTED_WRONG.format(title=_title(row), printed=printed, value=value))
    theme = THEMES.get(row["indicator"], "dossiers")
    value = _link(formatting.percent(row["value"]), links.theme(theme, level, _cells(row)))
    if told.kind == "late":
        return _late(row, value, level)
    said = html.escape(words.REASON).format(
        title=html.escape(_title(row)), value=value, gap=html.escape(_gap(row)), change=html.escape(_change(row)),
        late=html.escape(_late_count(row)),
    )  # fmt: skip
    return said + (f" <em>{html.escape(_few(row))}</em>" if told.is_small else "")


def _sentence(told: Sentence) -> str:
    line, level = told.line, formatting.LEVELS.get(told.level, told.level)
    asked: dict[str, str] = {
        "title": html.escape(_lower(title(line.title, line.handled_by))), "level": html.escape(_lower(level)),
        "value": _link(formatting.percent(line.value), line.link),
    }  # fmt: skip
    if told.kind in ("worse", "better"):
        template = words.WORSE_MOST if told.kind == "worse" else words.BETTER_MOST
        return template.format(
            **asked, change=formatting.signed(line.change or 0), units="".join(map(_moved, told.units))
        )
    if told.kind == "target" and line.target is not None:
        gap = formatting.number(abs((line.value or 0) - line.target.by_now))
        return words.FAR_FROM_TARGET.format(**asked, due=formatting.percent(line.target.by_now), gap=gap)
    if told.kind == "coverage":
        reported = _link(formatting.number(line.reported), links.quality())
        return words.UNCOVERED.format(**asked, reported=reported, expected=formatting.number(line.expected))
    low, high = told.units
    return words.WIDEST.format(
        **asked, low=_value(low), lowest=html.escape(low.name), high=_value(high), highest=html.escape(high.name)
    )


def _moved(unit: Extreme) -> str:
    return words.MOVED_MOST.format(
        name=html.escape(unit.name), value=_value(unit), change=formatting.signed(unit.change or 0)
    )


def _value(unit: Extreme) -> str:
    return _link(formatting.percent(unit.value), links.unit(unit.reporting_unit))


def _concern(told: Concern) -> str:
    first, *others = told.reasons
    more = ""
    if others:
        listed = "".join(f"<li>{reason(each, told.level)}</li>" for each in others)
        count = words.MORE_REASONS.format(count=len(others))
        more = f" <details><summary>{html.escape(count)}</summary><ul>{listed}</ul></details>"
    name = _link(told.name, links.unit(told.reporting_unit))
    return f"<li><div><b>{name}</b><span>{reason(first, told.level)}</span>{more}</div></li>"


def _late(row: Mapping[str, Any], value: str, level: str) -> str:
    count = formatting.number(row["late"])
    if row["indicator"] == LATE:
        split = f" ({formatting.HANDLED_BY[row['handled_by']].lower()})" if row["handled_by"] else ""
        linked = _link(count, links.theme("dossiers", level, _cells(row)))
        return words.LATE_ONLY.format(count=linked, handled_by=html.escape(split))
    return words.LATE_RATE.format(title=html.escape(_title(row)), value=value, count=count)


def _gap(row: Mapping[str, Any]) -> str:
    """How far from what; by the polarity of the indicator, below or above."""
    side = words.BELOW if row["value"] < row["reference"] else words.ABOVE
    kind = "peers" if row["aim"] == "peers" else "target" if row["pace_method"] == "direct" else "pace"
    gap = formatting.number(abs(row["value"] - row["reference"]))
    return side[kind].format(gap=gap, due=formatting.percent(row["reference"]))


def _change(row: Mapping[str, Any]) -> str:
    change = row["change"]
    said = formatting.number(abs(change))
    if said in (formatting.ABSENT, "0"):
        return ""
    return (words.FELL if change < 0 else words.ROSE).format(change=said)


def _late_count(row: Mapping[str, Any]) -> str:
    """How many dossiers a rate speaks of."""
    if row["indicator"] == LATE_SHARE:
        return words.OVERDUE_COUNT.format(count=formatting.number(row["numerator"]))
    if row["indicator"] == "dossiers_on_time_rate":
        return words.LATE_COUNT.format(count=formatting.number(row["denominator"] - row["numerator"]))
    return ""


def _few(row: Mapping[str, Any]) -> str:
    parts = formatting.number(row["numerator"]), formatting.number(row["denominator"])
    return words.FEW.format(numerator=parts[0], denominator=parts[1])


def _cells(row: Mapping[str, Any]) -> str:
    """The figure of a unit, opened down to its cells."""
    period = filters.current().period
    return drill.Asked(row["reporting_unit"], period, row["indicator"], row["handled_by"]).code


def _title(row: Mapping[str, Any]) -> str:
    return title(words.SHORT[row["indicator"]], row["handled_by"])


def _lower(level: str) -> str:
    return level[:1].lower() + level[1:]


def _item(mark: str, tone: str, said: str) -> str:
    return f"<li><span class='{tone}' aria-hidden='true'>{mark}</span>{said}</li>"


def _link(text: str, address: str) -> str:
    return f"<a href='{html.escape(address)}'>{html.escape(text)}</a>"
