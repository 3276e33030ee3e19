"""The parts of the overview, from the first answer down: what changed, where levels stand, who needs attention."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import comparison, export_texts, filters, formatting, groups, lens, store, texts
from dashboard import overview_texts as words
from dashboard.groups import Drawn
from dashboard.overview import attention, line_html, said_html, sentences
from dashboard.overview.attention import Concern
from dashboard.overview.levels import Level, of_level
from dashboard.overview.lines import Line
from dashboard.overview.rates import LATE
from dashboard.queries.ask import AS_REPORTED, SHARES

_FIRST, _NEXT = 5, 20  # units on the first screen, and behind "see more"
_MOST_LISTED = 60  # units of which a table of words is made


def found() -> list[Level]:
    """The levels that reported in the chosen period, the one with the most reporters first."""
    reporting, choice = store.fetch("reporting"), filters.current()
    if reporting.empty:
        return []
    reporters = comparison.reporters(reporting, choice.period, choice.level, choice.reporting_units)
    by_level = sorted(reporters.groupby("level"), key=lambda pair: -len(pair[1]))
    return [of_level(str(level), own, reporting) for level, own in by_level]


def first_answer(levels: Sequence[Level]) -> None:
    """What changed most, the lines of the first level, the units that need attention; then the other levels."""
    told = [(each.level, line, each.rows) for each in levels for line in each.lines]
    st.html(said_html.sentences(sentences.sentences(told)))
    covered = store.fetch("coverage", **_asked()).set_index("level")
    for number, one in enumerate(levels):
        _level(one, covered)
        if number == 0:
            units_in_need(levels)


def units_in_need(levels: Sequence[Level]) -> None:
    """The units worst off, each with its reason; what only disagrees in print comes last, and together if many."""
    every = attention.in_order([each for level in levels for each in attention.concerns(level.rows, level.level)])
    printed = [each for each in every if each.reasons[0].kind == "printed"]
    listed = every if len(printed) <= 2 else [each for each in every if each.reasons[0].kind != "printed"]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.header(words.ATTENTION, anchor=False, width="content")
        told = (("performance", words.ATTENTION_COUNT), ("late", words.ATTENTION_LATE))
        counts = [(said, sum(each.reasons[0].kind == kind for each in every)) for kind, said in told]
        if said := "; ".join(text.format(count=formatting.number(count)) for text, count in counts if count):
            st.caption(said, help=words.ORDER_HELP, width="content")
    if not every:
        st.caption(words.NOTHING_TO_WATCH)
    with st.container(gap="xsmall"):
        if listed:
            st.html(said_html.concerns(listed[:_FIRST]))
        if len(listed) > _FIRST:
            _more(listed)
        contradicted = [each for each in every if any(reason.kind == "printed" for reason in each.reasons)]
        if len(contradicted) > 2:
            st.html(said_html.note(words.PRINTED_UNITS.format(count=len(contradicted))))


def trust(levels: Sequence[Level]) -> None:
    """Whether the figures may be trusted: who reported, what is open, which periods there are."""
    if store.pinned() is None:
        return
    st.header(words.TRUST, anchor=False)
    counts = store.fetch("findings_counted", **_asked()).set_index("severity")["findings"]
    kinds = [f"{name.lower()}: {formatting.number(counts[code])}" for code, name in _severities() if code in counts]
    total = sum(int(counts[code]) for code, _ in _severities() if code in counts)
    said = words.OPEN_FINDINGS.format(count=formatting.number(total), kinds=" · ".join(kinds))
    st.html(said_html.note(said if total else words.NO_FINDINGS))
    if levels:
        with st.expander(words.WHO_REPORTED, icon=":material/fact_check:"):
            _who_reported(levels)
    _periods()


@dataclass(frozen=True)
class DrawnLevel:
    """A level as `page_exports.offer_drawn` asks for it: which figures are drawn, and what is said of them."""

    level: str
    drawn: Drawn
    rows: None = None  # to be counted


def drawn(levels: Sequence[Level]) -> list[DrawnLevel]:
    """What the export repeats: the rates and what they are made of, and the lines in words."""
    if not levels:
        return []
    catalogue = store.fetch("indicator_names")
    parts = dict(
        zip(catalogue["indicator"], zip(catalogue["numerator"], catalogue["denominator"], strict=True), strict=True)
    )
    found = []
    for one in levels:
        on_it = Drawn()
        for line in one.lines:
            of_line = SHARES.get(line.indicator) or parts[line.indicator]
            codes = (line.indicator, *of_line, *(_OF_ON_TIME if "dossiers_resolved_on_time" in of_line else ()))
            on_it.series.update((code, line.handled_by) for code in codes)
            on_it.notes.append(_note(one.level, line))
        found.append(DrawnLevel(one.level, on_it))
    return found


def _note(level: str, line: Line) -> str:
    value = formatting.percent(line.value) if line.value is not None else line.instead
    basis = formatting.coverage(line.reported, line.expected)
    name = formatting.LEVELS.get(level, level)
    said = export_texts.HEADLINE.format(
        level=name, title=line_html.title(line.title, line.handled_by), value=value, basis=basis
    )
    wrong = words.MISPRINTED.format(count=line.misprinted) if line.misprinted else ""
    return " · ".join(filter(None, (said, line.note, wrong)))


_OF_ON_TIME = (LATE, "dossiers_resolved_early", "dossiers_resolved_exactly_on_time")


def _level(one: Level, covered: pd.DataFrame) -> None:
    level = formatting.LEVELS.get(one.level, one.level)
    heading = f"{level} · {formatting.period_label(filters.current().period)}"
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
            st.header(heading, anchor=False, width="content")
            st.caption(_covered(one, covered), help=words.ORDER_HELP, width="content")
        if one.lines:
            st.html(line_html.table(one.lines, heading))
        absent = words.ABSENT.format(names=", ".join(one.absent)) if one.absent else ""
        if said := " ".join(filter(None, (absent, line_html.lacking(one.lines)))):
            st.caption(said)


def _covered(one: Level, covered: pd.DataFrame) -> str:
    """How many of the units that are expected have reported; units of today were not expected then."""
    if lens.current().units != AS_REPORTED:
        return words.MOST_NEED_FIRST
    reported = len(one.reporters)
    expected = max(reported, int(covered["expected"].get(one.level, 0)))
    return words.LEVEL_COVERAGE.format(
        reported=formatting.number(reported), expected=formatting.number(expected), order=words.MOST_NEED_FIRST
    )


def _more(listed: list[Concern]) -> None:
    beyond = listed[_FIRST : _FIRST + _NEXT]
    with st.expander(words.MORE_UNITS.format(count=len(beyond))):
        st.html(said_html.concerns(beyond, _FIRST + 1))
        rest = len(listed) - _FIRST - len(beyond)
        if rest:
            st.caption(words.STILL_MORE.format(count=formatting.number(rest)))


def _severities() -> list[tuple[str, str]]:
    return [(code, name) for code, name in formatting.SEVERITIES.items() if code != "info"]


def _asked() -> dict[str, str | tuple[str, ...]]:
    choice = filters.current()
    return {"period": choice.period, "level": choice.level, "reporting_units": choice.reporting_units}


def _who_reported(levels: Sequence[Level]) -> None:
    """Reporting unit by theme, in words: how many figures, or that nothing was reported."""
    reported = store.fetch("themes_reported", period=filters.current().period)
    keys = zip(reported["reporting_unit"], reported["theme"], strict=True)
    counts = dict(zip(keys, reported["figures"], strict=True))
    reporters = pd.concat([each.reporters for each in levels])
    many = len(reporters) > _MOST_LISTED
    names = reporters["display"] if many else [formatting.for_markdown(name) for name in reporters["display"]]
    table = {texts.REPORTING_UNITS: list(names)}
    for theme, name in texts.THEMES.items():
        numbers = [counts.get((code, theme)) for code in reporters["reporting_unit"]]
        table[name] = [texts.THEME_COUNT.format(count=n) if n else texts.THEME_ABSENT for n in numbers]
    if many:
        st.dataframe(pd.DataFrame(table), hide_index=True, height=430)
    else:
        with st.container(height=430 if len(reporters) > 9 else "content", border=False, gap="xsmall"):
            st.table(pd.DataFrame(table), border="horizontal", hide_index=True)
    st.caption(texts.COVERAGE_NOTE)


def _periods() -> None:
    """All periods with figures and who is in them, each a button: nothing that was loaded stays hidden."""
    reporting = store.fetch("reporting")
    if reporting.empty:
        return
    by_period = list(reporting.groupby("period", sort=False))
    with st.expander(words.PERIODS.format(count=len(by_period)), icon=":material/calendar_month:"):
        for period, rows in by_period:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                groups.period_button(str(period), formatting.period_label(str(period)))
                figures = texts.ROWS.format(count=formatting.number(rows["figures"].sum()))
                st.caption(f"{formatting.for_markdown(_who(rows))} · {figures}", width="content")


def _who(rows: pd.DataFrame) -> str:
    """A few reporting units by name, many by how many there are of each level."""
    if len(rows) <= 3:
        return ", ".join(rows["name"])
    counts = rows["level"].value_counts()
    levels = comparison.ordered(counts.index, formatting.LEVELS)
    return ", ".join(
        texts.LEVEL_COUNT.format(count=counts[level], level=formatting.LEVELS[level].lower()) for level in levels
    )
