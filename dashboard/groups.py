"""Who is put side by side on a page: the chosen period's reporting units by level, like beside like."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import pandas as pd
import streamlit as st

from dashboard import comparison, export_texts, filters, formatting, records, store, texts


@dataclass
class Drawn:
    """What a page draws of a group, so that its export is the screen: indicators by handled_by, and what is said."""

    series: set[tuple[str, str]] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """Reporting units of one level in one period: the only ones that are put side by side.

    The frames are kept for all sessions that look at the same: nobody changes them. `told` are the figures as query
    `told` has them.
    """

    choice: filters.Filters
    theme: str
    level: str
    reporters: pd.DataFrame
    told: pd.DataFrame
    rates: pd.DataFrame
    kind: str
    start: pd.Timestamp
    end: pd.Timestamp
    drawn: Drawn = field(default_factory=Drawn, compare=False)

    @property
    def figures(self) -> pd.DataFrame:
        """The figures with their cells, asked when they are looked at: a part of a page may do without."""
        return store.made(_figures, self.choice, self.theme, self.level)

    @property
    def rows(self) -> int | None:
        """How many rows the export of what is drawn has; None where something of another theme is drawn."""
        themes = store.made(_themes)
        if any(code and themes.get(code) != self.theme for code, _ in self.drawn.series):
            return None
        told, computed = _series(self.told), self.rates["computed"].notna().tolist()
        again = (pair for pair, is_there in zip(_series(self.rates), computed, strict=True) if is_there)
        return sum(pair in self.drawn.series for pair in chain(told, again))

    def reported(self, indicators: Sequence[str], handled_by: str) -> tuple[str, ...]:
        """Of some indicators, those that any of the units reports for a level of handling."""
        there = set(self.told.loc[self.told["handled_by"] == handled_by, "indicator"])
        return tuple(code for code in indicators if code in there)

    def handled_by(self, *indicators: str) -> list[str]:
        """The levels of handling that any of the indicators is reported for."""
        there = {
            handled_by
            for frame in (self.told, self.rates)
            for indicator, handled_by in set(_series(frame))
            if indicator in indicators
        }
        # A printed total over the levels adds nothing beside the levels themselves.
        return comparison.ordered(there - {"all"} or there, formatting.HANDLED_BY)


def chosen_groups(theme: str = "") -> list[Group]:
    """The chosen period's reporters by level, the level with the most reporters first."""
    return [replace(group, drawn=Drawn()) for group in store.made(_groups, filters.current(), theme)]


def of_level(choice: filters.Filters, theme: str, level: str) -> Group:
    """One of the groups of a choice, with whatever `store.made` may keep: for what is made of it and kept too."""
    return next(group for group in store.made(_groups, choice, theme) if group.level == level)


def _groups(choice: filters.Filters, theme: str) -> list[Group]:
    reporting = store.made(_reporting_in, choice.period)
    if reporting.empty:
        return []
    if choice.reporting_units:
        reporting = records.own(reporting, "reporting_unit", choice.reporting_units)
    reporters = comparison.reporters(reporting, choice.period, choice.level, choice.reporting_units)
    asked = {"period": choice.period, "theme": theme, "level": choice.level}
    told = store.fetch_of(choice.reporting_units, "told", **asked)
    rates = comparison.mark_rates(store.fetch_of(choice.reporting_units, "rates", **asked))
    counted = Counter(reporters["level"].tolist())
    found = []
    for level in sorted(counted, key=lambda level: (-counted[level], level)):
        own = _of_level(reporters, level)
        when = (own[name].iloc[0] for name in ("kind", "period_start", "period_end"))
        found.append(Group(choice, theme, level, own, _of_units(told, own), _of_level(rates, level), *when))
    return found


def _series(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """The indicator and the level of handling of each row."""
    return list(zip(rows["indicator"].tolist(), rows["handled_by"].tolist(), strict=True))


def _themes() -> dict[str, str]:
    names = store.fetch("indicator_names")
    return dict(zip(names["indicator"].tolist(), names["theme"].tolist(), strict=True))


def _figures(choice: filters.Filters, theme: str, level: str) -> pd.DataFrame:
    found = store.fetch(
        "figures", period=choice.period, theme=theme, level=choice.level, reporting_units=choice.reporting_units
    )
    return _of_level(found, level)


def _of_level(rows: pd.DataFrame, level: str) -> pd.DataFrame:
    """The rows of a level: as they are where none is of another, for to choose among columns takes a while."""
    there = set(rows["level"].tolist())
    return rows if there <= {level} else rows[rows["level"] == level]


def _of_units(told: pd.DataFrame, reporters: pd.DataFrame) -> pd.DataFrame:
    """The same of rows that do not say their level."""
    own = set(reporters["reporting_unit"].tolist())
    return told if own.issuperset(told["reporting_unit"].tolist()) else records.own(told, "reporting_unit", own)


def _reporting_in(period: str) -> pd.DataFrame:
    """Who reported in a period, from all periods' answer."""
    everyone = store.fetch("reporting")
    if everyone.empty:
        return everyone
    return records.own(everyone, "period", [period])


def theme_groups(theme: str, title: str) -> list[Group]:
    """The groups that have figures on a theme; where none has, what to do next is said instead."""
    found = [group for group in chosen_groups(theme) if not (group.told.empty and group.rates.empty)]
    if not found:
        empty_state(title, theme)
    return found


def empty_state(what: str, theme: str = "") -> None:
    """Say that there is nothing, which periods have something, and where to add more."""
    if store.pinned() is None:
        st.info(texts.NO_WAREHOUSE, icon=":material/info:")
    else:
        st.info(texts.NO_FIGURES_HERE.format(what=what), icon=":material/info:")
        reported = store.fetch("themes_reported")
        there = reported[reported["theme"] == theme] if theme else reported
        counts = there.groupby("period")["reporting_unit"].nunique()
        known = [code for code in store.fetch("periods")["period"] if code in counts.index]
        if known:
            st.caption(texts.PERIODS_WITH_FIGURES)
        for code in known[:6]:
            label = texts.PERIOD_OPTION.format(period=formatting.period_label(code), count=counts[code])
            period_button(code, label)
    st.page_link("pages/upload.py", label=texts.GO_UPLOAD, icon=":material/upload_file:")


def period_button(period: str, label: str) -> None:
    """Go to a period with all its reporting units."""
    st.button(
        label, key=f"go-{period}", type="tertiary", icon=":material/calendar_month:", on_click=filters.choose,
        args=(period,),
    )  # fmt: skip


def say(group: Group, title: str, markdown: str) -> None:
    """A line below a chart's title, which the export repeats."""
    st.caption(formatting.bound(markdown))
    note(group, title, markdown)


def silent(group: Group, title: str, reason: str) -> Callable[[], None]:
    """A card without a chart, that says why there is none."""

    def draw() -> None:
        st.subheader(title, anchor=False)
        say(group, title, reason)

    return draw


def note(group: Group, title: str, markdown: str) -> None:
    """A line that stands below a chart's title, for the export."""
    group.drawn.notes.append(export_texts.CHART_NOTE.format(chart=title, note=formatting.from_markdown(markdown)))


def level_heading(group: Group, also: str = "") -> None:
    """The level, and how many of its reporters have figures on this theme."""
    told = len(set(group.told["reporting_unit"].tolist()))
    period = formatting.period_label(filters.current().period)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", gap="xxsmall"):
        st.header(formatting.LEVELS.get(group.level, group.level), anchor=False, width="content")
        st.caption(f"{period} · {formatting.coverage(told, len(group.reporters))}{also}", width="content")


def split_title(title: str, handled_by: str) -> str:
    """A chart's title, with whose dossiers it counts where that is told apart."""
    if not handled_by:
        return title
    return texts.SPLIT_TITLE.format(title=title, handled_by=formatting.HANDLED_BY[handled_by].lower())
