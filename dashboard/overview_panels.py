"""The parts of the overview page."""

import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import comparison, export_texts, filters, formatting, groups, headlines, store, texts, totals
from dashboard.groups import Group


def headline_cards(group: Group) -> None:
    """A card per theme for one level: the rates, their parts, how many units they rest on, and warnings."""
    level = formatting.LEVELS.get(group.level, group.level)
    period = formatting.period_label(filters.current().period)
    with st.container(gap="xsmall"):
        st.header(f"{level} · {period}", anchor=False)
        st.caption(formatting.for_markdown(_listed(list(group.reporters["display"]))))
    cards = headlines.headlines(group.rates, group.reporters, lambda *what: totals.of(group, *what))
    for line in (line for card in cards.values() for line in card):
        said = export_texts.HEADLINE.format(level=level, title=line.title, value=line.value, basis=line.basis)
        group.drawn.notes.append(" ".join(filter(None, (said, line.alert))))
    # Every figure that the coverage below counts, and the rates with what they were recomputed from.
    for frame in (group.figures, group.rates):
        own = frame[frame["theme"].isin(list(texts.THEMES))]
        group.drawn.series.update(zip(own["indicator"], own["handled_by"], strict=True))
    # Streamlit's own metric cuts long labels and stacks tall; styles/overview.css lays these out in one row.
    st.html("<div class='cards'>" + "".join(_card(*card) for card in cards.items()) + "</div>")


def attention_list(found: Sequence[Group]) -> None:
    """What a leader should look at first, each with a link to its page; open problems close the list."""
    st.header(texts.ATTENTION, anchor=False)
    items = [item for group in found for item in headlines.attention(group.rates, group.figures, group.reporters)]
    if not items:
        st.caption(texts.NOTHING_TO_WATCH)
    with st.container(gap="xsmall"):
        for item in items[:6]:
            _linked(f"⚠ {item.text}", f"pages/{item.theme}.py")
        choice = filters.current()
        problems = store.fetch(
            "findings", period=choice.period, level=choice.level, reporting_units=choice.reporting_units
        )
        problems = problems[problems["severity"] != "info"]
        if not problems.empty:
            counts = problems["severity"].value_counts()
            kinds = ", ".join(
                f"{counts[code]} {name.lower()}" for code, name in formatting.SEVERITIES.items() if code in counts
            )
            _linked(texts.OPEN_PROBLEMS.format(count=len(problems), kinds=kinds), "pages/quality.py")


def theme_coverage(found: Sequence[Group]) -> None:
    """Reporting unit by theme, in words: how many figures, or that nothing was reported."""
    st.header(texts.WHO_REPORTED, anchor=False)
    reported = store.fetch("themes_reported")
    reported = reported[reported["period"] == filters.current().period]
    counts = dict(
        zip(zip(reported["reporting_unit"], reported["theme"], strict=True), reported["figures"], strict=True)
    )
    reporters = pd.concat([group.reporters for group in found])
    table = {texts.REPORTING_UNITS: [formatting.for_markdown(name) for name in reporters["display"]]}
    for theme, title in texts.THEMES.items():
        numbers = [counts.get((code, theme)) for code in reporters["reporting_unit"]]
        table[title] = [texts.THEME_COUNT.format(count=n) if n else texts.THEME_ABSENT for n in numbers]
    with st.container(height=430 if len(reporters) > 9 else "content", border=False, gap="xsmall"):
        st.table(pd.DataFrame(table), border="horizontal", hide_index=True)
    st.caption(texts.COVERAGE_NOTE)


def period_list() -> None:
    """All periods with figures and who is in them, each a button: nothing that was loaded stays hidden."""
    reporting = store.fetch("reporting")
    if reporting.empty:
        return
    st.header(texts.ALL_PERIODS, anchor=False)
    with st.container(gap="xsmall"):
        for period, rows in reporting.groupby("period", sort=False):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                groups.period_button(str(period), formatting.period_label(str(period)))
                figures = texts.ROWS.format(count=formatting.number(rows["figures"].sum()))
                st.caption(f"{formatting.for_markdown(_who(rows))} · {figures}", width="content")


def _linked(text: str, page: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.markdown(text, width="stretch")
        st.page_link(page, label=texts.SEE, icon=":material/chevron_right:", icon_position="right", width="content")


def _card(theme: str, lines: Sequence[headlines.Headline]) -> str:
    words = "".join(_line(line) for line in lines)
    return f"<section><h3>{html.escape(texts.THEMES[theme])}</h3>{words}</section>"


def _line(line: headlines.Headline) -> str:
    alert = f"<p class='alert'>{html.escape(line.alert)}</p>" if line.alert else ""
    kind = "value absent" if line.value in (texts.NO_RATE, texts.WITHHELD_SHORT) else "value"
    return (
        f"<div><p>{html.escape(line.title)}</p><p class='{kind}'>{html.escape(line.value)}</p>{alert}"
        f"<p class='basis'>{html.escape(line.basis)}</p></div>"
    )


def _who(rows: pd.DataFrame) -> str:
    """A few reporting units by name, many by how many there are of each level."""
    if len(rows) <= 3:
        return ", ".join(rows["name"])
    counts = rows["level"].value_counts()
    levels = comparison.ordered(counts.index, formatting.LEVELS)
    return ", ".join(
        texts.LEVEL_COUNT.format(count=counts[level], level=formatting.LEVELS[level].lower()) for level in levels
    )


def _listed(names: Sequence[str]) -> str:
    more = texts.MORE_UNITS.format(count=len(names) - 4) if len(names) > 4 else ""
    return ", ".join(names[:4]) + more
