"""What was understood of each file and sheet, and putting right whose figures they are."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import desk, desk_correcting, formatting, load_results, panels, queries, store, texts, translation
from dashboard import desk_texts as words
from dashboard.desk import Desk
from etl.model import FileReport

_MOST_NAMED = 2
_WAITING, _REFUSED = ("question",), ("refused", "stop")


def show(on: Desk) -> None:
    """One line for each file with what came of it, and one file in full."""
    st.markdown(_lead(on))
    understood = _understood(on)
    _files(on, understood)
    reports = {file.file_hash: file for file in on.seen.report.files}
    names = {file.file_hash: file.name for file in on.draft.chosen if file.file_hash in reports}
    if not names:
        return
    first = next((key for key in names if reports[key].needs_person), next(iter(names)))
    chosen: str = st.selectbox(
        words.LOOK_INTO, list(names), index=list(names).index(first), format_func=names.__getitem__, key="desk-file"
    )
    sheets = understood[understood["file_hash"] == chosen]
    desk_correcting.show(on, reports[chosen], list(dict.fromkeys(sheets["sheet"])))
    _one_file(reports[chosen], sheets)


def _lead(on: Desk) -> str:
    refused = sum(problem.severity in _REFUSED for file in on.seen.report.files for problem in file.problems)
    asked = len(on.questions)
    return words.UNDERSTOOD_LEAD.format(
        figures=formatting.number(on.figures), files=formatting.number(len(on.seen.report.files)),
        asked=words.UNDERSTOOD_ASKED.format(count=formatting.number(asked)) if asked else "",
        aside=words.UNDERSTOOD_REFUSED.format(count=formatting.number(refused)) if refused else "",
    )  # fmt: skip


def _understood(on: Desk) -> pd.DataFrame:
    con = store.cursor(on.seen.snapshot, [file.file_hash for file in on.seen.report.files])
    if con is None or not on.seen.load:
        return pd.DataFrame(columns=queries.UNDERSTOOD)
    return queries.understood(con, on.seen.load)


def _files(on: Desk, understood: pd.DataFrame) -> None:
    """The files as a table whose first column can be ticked off."""
    titles = words.FILES_COLUMNS
    reports = {file.file_hash: file for file in on.seen.report.files}
    rows = [
        {
            "chosen": not (file.is_left_out or file.refused),
            "file": file.name,
            **_file(reports.get(file.file_hash), understood),
            **({"outcome": texts.DRY_OUTCOMES["refused"]} if file.refused else {}),
        }
        for file in on.draft.files
    ]
    table = pd.DataFrame(rows).rename(columns=titles)[list(titles.values())]
    count = st.column_config.NumberColumn(width="small")
    edited = st.data_editor(
        table, hide_index=True, key=f"desk-files-{on.draft.version}", height=min(35 * (len(table) + 1) + 3, 420),
        disabled=[title for key, title in titles.items() if key != "chosen"],
        column_config={
            titles["chosen"]: st.column_config.CheckboxColumn(help=words.FILES_CHOSEN_HELP, width="small"),
            titles["file"]: st.column_config.TextColumn(width=270),
            **{titles[name]: count for name in ("figures", "new", "changed", "vanished", "asked", "refused")},
        },
    )  # fmt: skip
    left_out = [file.file_hash for file, kept in zip(on.draft.files, edited[titles["chosen"]], strict=True) if not kept]
    if left_out != [file.file_hash for file in on.draft.files if file.is_left_out]:
        desk.save(on.draft.without(left_out))
        st.rerun()
    for file in on.draft.files:
        if file.refused:
            st.error(formatting.for_markdown(f"{file.name}: {translation.said(file.refused)}"))


def _file(report: FileReport | None, understood: pd.DataFrame) -> dict[str, Any]:
    if report is None:
        return dict.fromkeys(("outcome", "units", "periods", "document"), "")
    rows = understood[understood["file_hash"] == report.file_hash]
    first = rows.iloc[0] if len(rows) else None
    return {
        "outcome": texts.DRY_OUTCOMES[report.outcome],
        "units": several(report.reporting_units, words.UNITS),
        "periods": several([formatting.period_label(code) for code in report.periods], words.PERIODS),
        "figures": report.figures,
        **{name: report.counts.get(name, 0) for name in ("new", "changed", "vanished")},
        "asked": _count(report, _WAITING),
        "refused": _count(report, _REFUSED),
        "document": "" if first is None else document(first["document_number"], first["document_date"]),
    }


def _one_file(report: FileReport, sheets: pd.DataFrame) -> None:
    titles = words.SHEETS_COLUMNS
    rows = [
        {
            titles["sheet"]: sheet or words.WHOLE_FILE,
            titles["forms"]: several(_all(found, "forms"), ""),
            titles["units"]: several(_all(found, "units"), words.UNITS),
            titles["periods"]: ", ".join(map(formatting.period_label, _all(found, "periods"))),
            titles["money"]: several(_all(found, "money"), ""), titles["figures"]: int(found["figures"].sum()),
            titles["asked"]: _count(report, _WAITING, sheet), titles["refused"]: _count(report, _REFUSED, sheet),
            titles["aside"]: int(found["aside"].sum()),
        }
        for sheet, found in _by_sheet(report, sheets)
    ]  # fmt: skip
    if rows:
        panels.show_table(pd.DataFrame(rows))
    load_results.show_file_problems(report)


def _by_sheet(report: FileReport, sheets: pd.DataFrame) -> Iterable[tuple[str, pd.DataFrame]]:
    """The sheets that were understood, in their order, then those of which only problems are known."""
    told = list(dict.fromkeys(sheets["sheet"]))
    told += [one for one in dict.fromkeys(found.place.sheet for found in report.problems) if one and one not in told]
    return [(sheet, sheets[sheets["sheet"] == sheet]) for sheet in told]


def _all(rows: pd.DataFrame, column: str) -> list[str]:
    return list(dict.fromkeys(value for values in rows[column] for value in values))


def several(names: Iterable[str], what: str) -> str:
    """A few names; of many how many there are."""
    found = list(names)
    if what and len(found) > _MOST_NAMED:
        return words.MANY.format(count=formatting.number(len(found)), what=what)
    return ", ".join(found)


def _count(report: FileReport, severities: tuple[str, ...], sheet: str | None = None) -> int:
    return sum(
        found.severity in severities and (sheet is None or found.place.sheet == sheet) for found in report.problems
    )


def document(number: Any, day: Any) -> str:
    """Number and day of a document, as far as it bears them."""
    has_number, has_day = not pd.isna(number) and bool(number), not pd.isna(day)
    if has_number and has_day:
        return words.DOCUMENT.format(number=number, day=formatting.day(day))
    if has_number:
        return words.DOCUMENT_NUMBER.format(number=number)
    return words.DOCUMENT_DAY.format(day=formatting.day(day)) if has_day else ""
