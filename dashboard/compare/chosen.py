"""What the reader asks the page for: indicator, view, pinned unit, peers; all of it in the address as stable codes."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import address, comparison, controls, drill, filters, formatting, store, texts
from dashboard import compare_texts as words
from dashboard.compare import rules

SECOND = "ct2"
_INDICATOR, _HANDLED_BY, _VIEW, _PEERS = "ct", "cg", "kieu", "nhom"
_FIRST = "dossiers_on_time_rate"  # what leaders ask for first, where it is reported
_SIZES = {"staffing": "staff_assigned", "investment": "investment_plan"}  # by theme; else dossiers received


@dataclass(frozen=True)
class Indicator:
    """An indicator for a level of handling, with what the catalogue says of it."""

    code: str
    handled_by: str
    name: str
    measure: str
    theme: str
    polarity: str
    is_counted: bool


@dataclass(frozen=True)
class Asked:
    """One view of one indicator; `units` '' all of the level, else those that are put side by side."""

    view: str
    indicator: Indicator
    period: str
    level: str
    reporters: pd.DataFrame
    pinned: str
    units: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of the period: like is put beside like."""
        return str(self.reporters["kind"].iloc[0])

    def opens(self, unit: str, period: str = "", of: Indicator | None = None) -> str:
        """What a mark of the indicator (or of another one) opens: the figure of a unit in a period."""
        one = of or self.indicator
        return drill.Asked(unit, period or self.period, one.code, one.handled_by).code

    def values(self) -> dict[str, object]:
        """What the questions of `queries` about this indicator have in common."""
        one = self.indicator
        return {"indicator": one.code, "handled_by": one.handled_by, "level": self.level, "reporting_units": self.units}


def choose() -> Asked | None:
    """Draw the controls; None where the level has nothing to compare in the period."""
    choice, reporting = filters.current(), store.fetch("reporting")
    if reporting.empty or not choice.level:
        return None
    everyone = comparison.reporters(reporting, choice.period, choice.level, ())
    offered = store.fetch("comparable", period=choice.period, level=choice.level)
    if everyone.empty or offered.empty:
        return None
    with st.container(horizontal=True, vertical_alignment="top", key="compare-controls"):
        indicator = choose_indicator(offered, _INDICATOR, _HANDLED_BY, words.INDICATOR, _default(offered))
        names = dict(zip(everyone["reporting_unit"], everyone["display"], strict=True))
        known = store.fetch("reporting_units")["reporting_unit"]
        pinned = controls.select(
            address.PINNED, words.PINNED, {"": words.NOBODY_PINNED} | names, known=known, width=250
        )  # fmt: skip
        peers = controls.segments(_PEERS, words.PEERS, words.PEER_GROUPS, width="content")
    view = controls.segments(_VIEW, words.VIEW, words.VIEWS, label_visibility="collapsed")
    units, lines = choice.reporting_units, []
    if peers == "cung-quy-mo":
        units, line = _similar(indicator, choice, pinned, names)
        lines.append(line)
    if pinned and units and pinned not in units:
        units = (*units, pinned)
    beside = everyone[everyone["reporting_unit"].isin(units)] if units else everyone
    return Asked(view, indicator, choice.period, choice.level, beside, pinned, units, tuple(lines))


def choose_indicator(offered: pd.DataFrame, key: str, split: str, label: str, default: str) -> Indicator:
    """One of the indicators that have figures here, and whose dossiers where it is split."""
    first = offered.drop_duplicates("indicator")
    labels = {
        str(code): words.INDICATOR_OPTION.format(theme=texts.THEMES.get(theme, words.OTHER_THEME), name=name)
        for code, theme, name in zip(first["indicator"], first["theme"], first["name"], strict=True)
    }
    catalogue = store.fetch("indicator_names").set_index("indicator")["name"]
    wanted = next(iter(address.asked(key)[-1:]), "")
    code = controls.select(key, label, labels, default=default, known=set(catalogue.index), width=420)
    if wanted and wanted not in labels and wanted in catalogue.index:
        st.caption(words.NOT_HERE.format(name=formatting.for_markdown(catalogue[wanted])))
    own = offered[offered["indicator"] == code]
    levels = {"": words.NOT_SPLIT} | formatting.HANDLED_BY
    options = {each: levels[each] for each in comparison.ordered(own["handled_by"], levels)}
    handled_by = next(iter(options))
    if len(options) > 1:
        handled_by = controls.select(split, words.HANDLED_BY, options, known=set(levels), width=210)
    row = own.iloc[0]
    theme, polarity = ("" if pd.isna(row[name]) else str(row[name]) for name in ("theme", "polarity"))
    name = texts.SHORT.get(code) or str(row["name"])
    if handled_by:
        name = words.SPLIT.format(name=name, handled_by=options[handled_by].lower())
    return Indicator(code, handled_by, name, str(row["measure"]), theme, polarity, bool(row["is_counted"]))


def offered_here(asked: Asked) -> pd.DataFrame:
    """The other indicators that the same units have figures of in the period."""
    found = store.fetch("comparable", period=asked.period, level=asked.level)
    return found[found["indicator"] != asked.indicator.code]


def _default(offered: pd.DataFrame) -> str:
    there = set(offered["indicator"])
    return _FIRST if _FIRST in there else str(offered["indicator"].iloc[0])


def _similar(
    indicator: Indicator, choice: filters.Filters, pinned: str, names: Mapping[str, str]
) -> tuple[tuple[str, ...], str]:
    """The units of similar size, and the rule in words; those of the filter bar where the rule has nothing to go by."""
    if not pinned:
        return choice.reporting_units, words.NO_PIN
    size = _SIZES.get(indicator.theme, "dossiers_received")
    sizes = store.fetch("league", indicator=size, handled_by="", period=choice.period, level=choice.level)
    told = {"name": formatting.for_markdown(names[pinned]), "size": words.SIZES[size]}
    found = rules.similar(dict(zip(sizes["reporting_unit"], sizes["value"], strict=True)), pinned)
    if not found:
        return choice.reporting_units, words.NO_SIZE.format(**told)
    return tuple(found), words.SIMILAR.format(count=formatting.number(len(found)), **told)
