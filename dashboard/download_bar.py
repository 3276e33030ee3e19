"""The three files that every page with figures offers: the rows that are on the screen, no more and no less.

A file is made when it is asked for, from the snapshot that the page shows, one at a time: large ones must not crowd out
the people who are looking.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard import (
    address,
    allowed,
    comparison,
    export,
    export_notes,
    filters,
    formatting,
    language,
    lens,
    lens_bar,
    spreadsheet,
    store,
    texts,
)  # fmt: skip
from dashboard import export_texts as words
from dashboard.queries.ask import CURRENT_UNITS

CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = ("file", "sheet")  # where the agreed columns say what was read
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Offer:
    """Rows of a page that may be taken along.

    `count` is promised beside the buttons; `rows` gives them later, outside the session. `asked` says which filters
    count for them, `more` which others (name and value); `period` is the one that the name of the file carries.
    `of_figures`: rows in the agreed columns, whose measures and coverage can be told.
    """

    title: str
    count: int
    rows: Callable[[], pd.DataFrame]
    asked: Sequence[str] = ("period", "level", "reporting_units")
    more: Sequence[tuple[str, str]] = ()
    coverage: Sequence[str] = ()
    notes: Sequence[str] = ()
    sources: tuple[str, str] = FIGURES
    of_figures: bool = False


def offer(what: Offer) -> None:
    """A line with the number of rows and a quiet button for each kind of file."""
    if not what.count:
        return
    key = stem(what)
    with st.container(key=f"download-{key}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = words.ROWS.format(count=formatting.number(what.count))
            st.markdown(f"{words.TITLE} · **{said}**", width="stretch")
            with st.container(horizontal=True, gap="small", width="content"):
                for label, help_text, ending, mime, make in _kinds(what):
                    st.download_button(
                        label, _on_record(what, make, key + ending), file_name=key + ending, mime=mime,
                        help=help_text, key=key + ending,
                        type="tertiary", on_click="ignore", icon=":material/download:",
                    )  # fmt: skip
        sheets = spreadsheet.sheets_needed(what.count)
        if sheets > 1:
            st.caption(words.TOO_MANY_ROWS.format(most=formatting.number(spreadsheet.MOST_ROWS), sheets=sheets))


def _on_record(what: Offer, make: Callable[[], bytes], name: str) -> Callable[[], bytes]:
    """Who takes which rows: asked and noted when it is taken."""
    choice = filters.current()
    periods = [choice.period] if "period" in what.asked and choice.period else []
    units = list(choice.reporting_units) if "reporting_units" in what.asked else []
    return allowed.taking("export", make, units=units, periods=periods, file=name, rows=what.count)


def stem(what: Offer) -> str:
    """What the file is called: page, filters, way of looking, number of the snapshot; plain letters."""
    choice, looked, snapshot = filters.current(), lens.current(), store.pinned()
    parts = [*store.trial_address(), what.title]
    if "period" in what.asked:
        parts.append(formatting.period_label(choice.period))
    if "level" in what.asked and choice.level:
        parts.append(formatting.LEVELS.get(choice.level, choice.level))
    if "reporting_units" in what.asked and choice.reporting_units:
        parts.append(words.UNITS_IN_NAME.format(count=len(choice.reporting_units)))
    parts += [words.UNITS_OF_TODAY_IN_NAME] if looked.units == CURRENT_UNITS else []
    parts += [words.KNOWN_ON_IN_NAME.format(number=looked.known_on)] if looked.known_on else []
    parts.append(words.SNAPSHOT_IN_NAME.format(number=snapshot.number if snapshot else 0))
    return formatting.file_name(*parts)


def _kinds(what: Offer) -> list[tuple[str, str, str, str, Callable[[], bytes]]]:
    told, spoken, names = _told(what), export_notes.vocabulary(), (words.SHEET_OF_ROWS, words.SHEET_OF_NOTES)
    asked_in = language.current()

    def excel() -> bytes:
        with _one_at_a_time:
            return export.csv_for_excel(what.rows())

    def plain() -> bytes:
        with _one_at_a_time:
            return export.csv_plain(what.rows())

    def workbook() -> bytes:
        with _one_at_a_time, language.spoken(asked_in):  # its numbers are written as its words are
            rows = what.rows()
            return export.workbook(rows, export_notes.lines(told, rows, spoken), names)

    return [
        (texts.CSV_EXCEL, texts.CSV_EXCEL_HELP, "_excel.csv", CSV, excel),
        (texts.CSV_PLAIN, texts.CSV_PLAIN_HELP, ".csv", CSV, plain),
        (words.WORKBOOK, words.WORKBOOK_HELP, ".xlsx", XLSX, workbook),
    ]


def _told(what: Offer) -> export_notes.Told:
    choice = filters.current()
    expected = names = None
    if what.of_figures:
        reports = store.later("reports", level=choice.level, reporting_units=choice.reporting_units)

        def expected() -> pd.DataFrame:
            rows = reports()
            return rows[rows["period"] == choice.period]

        names = store.later("indicator_names")
    return export_notes.Told(_view(what), what.coverage, what.notes, what.sources, expected, names)


def _view(what: Offer) -> list[export_notes.Line]:
    """Page, filters, way of looking, snapshot and link, in words."""
    labels, looked = words.LABELS, lens.current()
    known_on = lens_bar.load_name(looked.known_on) if looked.known_on else ""
    number = snapshot.number if (snapshot := store.pinned()) else 0
    return [
        (labels["page"], what.title),
        *([(labels["trial"], words.TRIAL)] if allowed.in_trial() else []),
        *_filters(what),
        *what.more,
        (labels["looked_at"], lens_bar.units_name(looked.units)),
        (labels["known_on"], known_on or lens_bar.load_name(0)),
        (labels["snapshot"], words.SNAPSHOT.format(number=number, made_at=lens_bar.made_at())),
        (labels["link"], _link()),
    ]


def _filters(what: Offer) -> list[export_notes.Line]:
    choice = filters.current()
    chosen = {
        "period": (texts.PERIOD, formatting.period_label(choice.period)),
        "level": (texts.LEVEL, formatting.LEVELS.get(choice.level, texts.ALL_LEVELS)),
        "reporting_units": (texts.REPORTING_UNITS, texts.ALL_REPORTING_UNITS),
    }
    if choice.reporting_units:
        names = store.made(_unit_names)
        listed = ", ".join(str(names.get(code, code)) for code in choice.reporting_units)
        chosen["reporting_units"] = (texts.REPORTING_UNITS, listed)
    return [line for name, line in chosen.items() if name in what.asked]


def _unit_names() -> dict[str, str]:
    units = store.fetch("reporting_units")
    return dict(zip(units["reporting_unit"], comparison.display_names(units), strict=True))


def _link() -> str:
    """The address of this view, for another reader; without its host where the browser did not tell it."""
    parameters = address.shown() | store.address()
    return f"{st.context.url or ''}?{urlencode(parameters, doseq=True)}"
