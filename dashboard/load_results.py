"""What became of the files of a load: outcome, what changed, every row accounted for, problems by cell."""

from collections.abc import Mapping
from dataclasses import asdict

import pandas as pd
import streamlit as st

from dashboard import formatting, panels, store, texts, translation
from etl.model import FileReport, LoadReport, Problem

_LAST = "last_load"
_BOXES = {"loaded": st.success, "partly": st.warning, "unchanged": st.info, "refused": st.error}


def keep(report: LoadReport) -> None:
    """Remember the result, so that it stays on screen while the page runs again."""
    st.session_state[_key()] = report


def show_last() -> None:
    """The last result of this session, file by file, with what to do next."""
    report: LoadReport | None = st.session_state.get(_key())
    if report is None:
        return
    st.header(texts.RESULT, anchor=False)
    if report.dry_run:
        st.caption(texts.DRY_RUN)
    for file in report.files:
        _file(file, dry_run=report.dry_run)
    if any(file.outcome in ("loaded", "partly") for file in report.files):
        if report.dry_run:
            st.caption(texts.NEXT_CHECKED)
        else:
            st.page_link("pages/overview.py", label=texts.NEXT_LOADED, icon=":material/dashboard:")


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


def _file(report: FileReport, *, dry_run: bool) -> None:
    outcome = (texts.DRY_OUTCOMES if dry_run else texts.OUTCOMES)[report.outcome]
    _BOXES[report.outcome](f"**{formatting.for_markdown(report.file)}** – {outcome}")
    for title, words in _lines(report).items():
        if words:
            st.caption(f"{title}: {formatting.for_markdown(words)}")
    if report.outcome == "unchanged":
        st.caption(texts.NEXT_UNCHANGED)
    elif report.needs_person:
        st.caption(texts.NEXT_PERSON)
    if report.problems:
        rows = [asdict(found) | asdict(found.place) | {"sentence": _sentence(found)} for found in report.problems]
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


def _counted(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    told = {names.get(code, code): count for code, count in counts.items() if count}
    return ", ".join(f"{formatting.number(count)} {words}" for words, count in told.items())


def _sentence(found: Problem) -> str:
    return translation.problem(found.code, found.found, found.expected, found.sentence)
