"""What became of the files of a load: outcome, what changed, every row accounted for, problems by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import pandas as pd
import streamlit as st

from dashboard import desk_texts as words
from dashboard import formatting, panels, store, texts, translation
from etl.model import FileReport, LoadReport, Problem

_LAST = "last_load"
_ICONS = {
    "loaded": ":material/check_circle:", "partly": ":material/warning:", "unchanged": ":material/info:",
    "refused": ":material/error:",
}  # fmt: skip
_OPEN_AT_ONCE = 3


def keep(report: LoadReport) -> None:
    """Remember the result, so that it stays on screen while the page runs again."""
    st.session_state[_key()] = report


def show_last() -> None:
    """The last load of this session: what came of it in a line, then file by file, those that need a person open."""
    report: LoadReport | None = st.session_state.get(_key())
    if report is None:
        return
    st.header(texts.RESULT, anchor=False)
    loaded = [file for file in report.files if file.outcome in ("loaded", "partly")]
    if loaded:
        told = words.RESULT_LINE.format(
            figures=formatting.number(sum(file.figures for file in loaded)), files=formatting.number(len(loaded)),
            changes=_counted(_sum_counts(loaded), texts.CHANGES),
        )  # fmt: skip
        st.success(told, icon=":material/check_circle:")
        st.page_link("pages/overview.py", label=texts.NEXT_LOADED, icon=":material/dashboard:")
    few = sum(file.needs_person for file in report.files) <= _OPEN_AT_ONCE
    for file in sorted(report.files, key=lambda one: not one.needs_person):
        _file(file, expanded=few and file.needs_person)


def show_open_problems() -> None:
    """Findings of all loaded files that still wait for a person."""
    st.header(texts.OPEN_PROBLEMS_TITLE, anchor=False)
    problems = store.fetch("open_problems")
    if problems.empty:
        st.caption(texts.NO_OPEN_PROBLEMS)
    else:
        panels.show_problems(problems)


def _key() -> str:
    """Results of one warehouse are not shown beside the figures of another."""
    return f"{_LAST} {store.warehouse().folder}"


def _file(report: FileReport, *, expanded: bool) -> None:
    title = f"**{formatting.for_markdown(report.file)}** – {texts.OUTCOMES[report.outcome]}"
    with st.expander(title, expanded=expanded, icon=_ICONS[report.outcome]):
        for name, told in _lines(report).items():
            if told:
                st.caption(f"{name}: {formatting.for_markdown(told)}")
        if report.outcome == "unchanged":
            st.caption(texts.NEXT_UNCHANGED)
        elif report.needs_person:
            st.caption(texts.NEXT_PERSON)
        show_file_problems(report)


def show_file_problems(report: FileReport) -> None:
    """The problems of one file, each with what to do, the gravest first."""
    if report.problems:
        grave = list(formatting.SEVERITIES)
        found_first = sorted(report.problems, key=lambda found: grave.index(found.severity))
        rows = [asdict(found) | asdict(found.place) | {"sentence": _sentence(found)} for found in found_first]
        panels.show_problems(pd.DataFrame(rows))


def _lines(report: FileReport) -> dict[str, str]:
    units = store.fetch("reporting_units")
    names = dict(zip(units["reporting_unit"], units["name"], strict=True)) if not units.empty else {}
    return {
        texts.REPORT_LINES["units"]: ", ".join(names.get(code, code) for code in report.reporting_units),
        texts.REPORT_LINES["periods"]: ", ".join(formatting.period_label(code) for code in report.periods),
        texts.REPORT_LINES["forms"]: ", ".join(report.forms),
        texts.REPORT_LINES["figures"]: _counted(report.counts, texts.CHANGES),
        texts.REPORT_LINES["rows"]: _counted(report.rows, texts.ROW_FATES),
    }


def _sum_counts(reports: Sequence[FileReport]) -> dict[str, int]:
    return {name: sum(report.counts.get(name, 0) for report in reports) for name in texts.CHANGES}


def _counted(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    told = {names.get(code, code): count for code, count in counts.items() if count}
    return ", ".join(f"{formatting.number(count)} {words}" for words, count in told.items())


def _sentence(found: Problem) -> str:
    return translation.problem(found.code, found.found, found.expected, found.sentence)
