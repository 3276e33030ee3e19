"""The parts of a unit's profile, from the first answer down; all of them of one unit and one period."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import comparison, filters, formatting, groups, page_exports, store, tables
from dashboard import overview_texts as overview
from dashboard import profile_texts as words
from dashboard.overview import levels, line_html, links
from dashboard.overview.levels import Level
from dashboard.overview.lines import Line
from dashboard.overview.rates import LATE, ORDER
from dashboard.profile import flow, judged, said_html, strips
from dashboard.profile.strips import Peers

_RECORD, _FINDINGS = 12, 3
_COUNTS = {
    "staff_assigned": "staffing", "staff_present": "staffing", "staff_contract": "staffing",
    "psu_staff_assigned": "staffing", "psu_staff_present": "staffing",
    "investment_plan": "investment", "investment_disbursed": "investment",
}  # fmt: skip
_DOSSIERS = {f"dossiers_{part}": part for part in flow.PARTS}


@dataclass(frozen=True)
class Profile:
    """A unit in the chosen period; `level` is None where it has no figures there."""

    reporting_unit: str
    display: str
    facts: dict[str, Any]
    level: Level | None

    @property
    def asked(self) -> dict[str, Any]:
        """What most questions are about."""
        return {"period": filters.current().period, "reporting_units": (self.reporting_unit,)}


def found() -> Profile | None:
    """The chosen unit; None where there is none to choose."""
    choice, reporting = filters.current(), store.fetch("reporting")
    if reporting.empty or not choice.reporting_units:
        return None
    (code,) = choice.reporting_units
    known = store.fetch("reporting_units")
    names = dict(zip(known["reporting_unit"], comparison.display_names(known), strict=True))
    facts = store.fetch("unit_facts", reporting_unit=code).iloc[0]
    reporters = comparison.reporters(reporting, choice.period, choice.level, choice.reporting_units)
    reporters = reporters.assign(display=reporters["reporting_unit"].map(names))
    level = levels.of_level(choice.level, reporters, reporting) if len(reporters) else None
    return Profile(code, str(names[code]), {str(name): value for name, value in facts.items()}, level)


def header(profile: Profile) -> None:
    """Who it is, what became of it, whether it reports, what it sent; the way back, and to paper."""
    period = filters.current().period
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(formatting.for_markdown(profile.display), anchor=False, width="content")
        st.html(_actions(), width="content")
    events = store.fetch("unit_events", reporting_unit=profile.reporting_unit)
    documents = store.fetch("unit_documents", reporting_unit=profile.reporting_unit, period=period)
    body = said_html.facts(profile.facts, period, events) + _record(profile)
    st.html(body + (said_html.documents(documents) if profile.level else ""))


def nothing(profile: Profile) -> None:
    """The unit has no figures in the period: when it has."""
    period, reporting = filters.current().period, store.fetch("reporting")
    name = formatting.for_markdown(profile.display)
    st.info(words.NOTHING.format(name=name, period=formatting.period_label(period)), icon=":material/info:")
    st.caption(words.OTHER_PERIODS)
    own = reporting[reporting["reporting_unit"] == profile.reporting_unit]
    for code, count in zip(own["period"].astype(str), own["figures"], strict=True):
        label = words.FIGURES_IN.format(period=formatting.period_label(code), count=formatting.number(count))
        groups.period_button(code, label)


def first_answer(level: Level) -> None:
    """What is strong and weak, and the headline lines."""
    st.html(said_html.judged(judged.judged(level.rows, level.level), level.level))
    st.subheader(words.LINES, anchor=False)
    if level.lines:
        lines = [_of_unit(line, level.level) for line in level.lines]
        st.html(line_html.table(lines, words.LINES, of_unit=True))
    absent = f"{words.NOT_REPORTED.capitalize()}: {', '.join(level.absent)}." if level.absent else ""
    if said := " ".join(filter(None, (absent, line_html.lacking(level.lines)))):
        st.caption(said)


def position(profile: Profile, level: Level) -> None:
    """Where the unit stands among all units of its level, rate by rate."""
    period = formatting.period_label(filters.current().period)
    st.subheader(words.PEERS, anchor=False)
    found = _peers(profile, level)
    alone = [peers.title for peers in found if peers.count < 2]
    found = [peers for peers in found if peers.count > 1]
    if not found:
        st.caption(words.NO_PEERS)
        return
    if any(peers.count >= strips.FEW for peers in found):
        name = formatting.LEVELS.get(level.level, level.level)
        st.caption(words.PEERS_NOTE.format(level=name, period=period))
    st.html(f"<ul class='peers'>{''.join(map(strips.strip, found))}</ul>")
    if alone:
        st.caption(words.ALONE.format(titles=", ".join(alone)))


def dossiers_and_counts(profile: Profile, level: Level) -> None:
    """The balance of the dossiers; posts and money; side by side where there is room."""
    rows = store.fetch("side_by_side", indicators=(*_DOSSIERS, *_COUNTS), level=level.level, **profile.asked)
    left, right = st.columns(2, gap="medium")
    with left, st.container(gap="small"):
        st.subheader(words.FLOW, anchor=False)
        splits = _splits(rows)
        st.html(said_html.balance(splits)) if splits else st.caption(words.NO_FLOW)
    with right, st.container(gap="small"):
        st.subheader(words.COUNTS, anchor=False)
        counts = _counts(rows, level.level)
        st.html(said_html.counts(counts)) if counts else st.caption(words.NO_COUNTS)


def trust(profile: Profile) -> None:
    """What the rules find in the unit's figures, and where each figure stands."""
    st.subheader(words.FINDINGS, anchor=False)
    rows = store.fetch("findings", **profile.asked)
    rows = rows[(rows["reporting_unit"] == profile.reporting_unit) & (rows["severity"] != "info")]
    by_kind = rows["severity"].value_counts()
    kinds = ", ".join(
        f"{formatting.number(by_kind[code])} {name.lower()}"
        for code, name in formatting.SEVERITIES.items()
        if code in by_kind
    )
    st.html(said_html.findings(rows.head(_FINDINGS), len(rows), kinds, links.quality_of(profile.reporting_unit)))
    figures = store.fetch("printed_figures", **profile.asked)
    with st.expander(words.SOURCES.format(count=formatting.number(len(figures))), icon=":material/table_chart:"):
        st.caption(words.SOURCES_NOTE)
        table = tables.figure_table(figures)
        st.dataframe(tables.with_numbers_written(table), hide_index=True, height=320)
    page_exports.offer_printed(words.TITLE, (), ())


def _actions() -> str:
    """Back to the overview, and the button that prints (its script is that of the pictures)."""
    back, label = f"<a href='{links.overview()}'>← {words.BACK}</a>", words.PRINT
    return f"<div class='actions'>{back}<button type='button' data-print>{label}</button></div>"


def _record(profile: Profile) -> str:
    """The last periods of the chosen one's kind, up to it; of an interval nothing can be told."""
    reports = store.fetch("unit_reports", reporting_unit=profile.reporting_unit)
    chosen = reports[reports["period"] == filters.current().period]
    if chosen.empty or chosen["kind"].iloc[0] == "interval":
        return ""
    alike = reports[(reports["kind"] == chosen["kind"].iloc[0]) & (reports["closes"] <= chosen["closes"].iloc[0])]
    last = alike.tail(_RECORD)
    count = words.RECORD_COUNT.format(
        reported=formatting.number((last["state"] != "missing").sum()), count=formatting.number(len(last))
    )
    strip = strips.reported(list(zip(last["period"].astype(str), last["state"].astype(str), strict=True)))
    return f"<div class='reported'><b>{words.RECORD}</b>{strip}<small>{count}</small></div>"


def _of_unit(line: Line, level: str) -> Line:
    """The line as the profile has it: whose it is, is said above; its page shows the whole level."""
    note, link = "" if line.value is not None else line.note, links.whole(line.indicator, level)
    return replace(line, note=note, link=link, rank=line.rank if line.peers > 1 else None)


def _peers(profile: Profile, level: Level) -> list[Peers]:
    """The unit's rates in the order of its lines, each with those of its level."""
    asked = {"period": filters.current().period, "level": level.level}
    rows = store.fetch("side_by_side", indicators=(*ORDER, LATE), **asked)  # as `levels` asks it: answered already
    rows = rows[rows["value"].notna()].rename(columns={"unit_status": "status"})
    found = []
    for line in level.lines:
        if line.value is None:
            continue
        own = rows[(rows["indicator"] == line.indicator) & (rows["handled_by"] == line.handled_by)]
        names = zip(comparison.display_names(own).astype(str), own["value"].astype(float), strict=True)
        title = line_html.title(overview.SHORT[line.indicator], line.handled_by)
        rank = line.rank if profile.reporting_unit in set(own["reporting_unit"]) else None
        found.append(Peers(title, line.value, tuple(names), line.sign, rank))
    return found


def _splits(rows: pd.DataFrame) -> dict[str, tuple[said_html.Values, said_html.Values]]:
    """The parts of the balance by cấp giải quyết, now and a year before; a printed total adds nothing beside them."""
    own = rows[rows["indicator"].isin(_DOSSIERS) & rows["value"].notna()]
    found: dict[str, tuple[said_html.Values, said_html.Values]] = {}
    there = set(own["handled_by"])
    for split in comparison.ordered(there - {"all"} or there, formatting.HANDLED_BY):
        of_split = own[own["handled_by"] == split]
        parts = [_DOSSIERS[code] for code in of_split["indicator"]]
        found[split] = (_values(parts, of_split["value"]), _values(parts, of_split["base_value"]))
    return found


def _values(parts: Iterable[str], values: pd.Series) -> dict[str, float | None]:
    return {part: None if pd.isna(value) else float(value) for part, value in zip(parts, values, strict=True)}


def _counts(rows: pd.DataFrame, level: str) -> list[tuple[str, str, float | None, float | None, str]]:
    """Posts and money that the unit reported, in the order of the catalogue's themes."""
    catalogue = store.fetch("indicator_names").set_index("indicator")["measure"]
    own = rows[rows["value"].notna()].drop_duplicates("indicator")
    now, before = (_values(own["indicator"], own[name]) for name in ("value", "base_value"))
    return [
        (words.COUNT_NAMES[code], str(catalogue[code]), now[code], before[code], links.whole_theme(theme, level))
        for code, theme in _COUNTS.items()
        if code in now
    ]
