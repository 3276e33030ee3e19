"""A figure with its cell: what the document says, the sheet around it, and the file to take along."""

import html
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import allowed, excerpts, formatting, store, translation
from dashboard import desk_texts as desk_words
from dashboard import drill_texts as words
from dashboard.drill.asked import Asked

_MOST = 4  # figures with their sheets under each other; of more, one is chosen


def cells(rows: pd.DataFrame, *, is_ratio: bool) -> None:
    """The answer of query `traced_cells`, each figure with its sheet; `of_period` names the period of each of two."""
    told = [(_name(row, is_ratio=is_ratio), row) for row in rows.to_dict("records")]
    if len(told) > _MOST:
        st.caption(words.LISTED.format(count=formatting.number(len(told))))
        st.html(_list(told))
        names = [f"{name} · {formatting.quantity(row['value'], row['measure'])}" for name, row in told]
        chosen: int = st.selectbox(
            words.CHOOSE, range(len(told)), format_func=names.__getitem__, key="traced-cell", filter_mode="contains"
        )
        told = [told[min(chosen, len(told) - 1)]]
    for number, (name, row) in enumerate(told):
        with st.container(border=True, gap="xsmall"):
            _one(name, row, number)


def findings(asked: Asked, indicators: tuple[str, ...]) -> None:
    """What the rules find in the figures, and what was explained of it."""
    found = store.fetch(
        "traced_findings", reporting_unit=asked.reporting_unit, period=asked.period, indicators=indicators,
        handled_by=asked.handled_by,
    )  # fmt: skip
    if found.empty:
        return
    st.subheader(words.FINDINGS, anchor=False)
    for row in found.to_dict("records"):
        said = f"**{formatting.SEVERITIES.get(row['severity'], '')}:** {formatting.for_markdown(row['sentence'])}"
        if isinstance(row["explanation"], str):
            by, text = formatting.for_markdown(row["explained_by"]), formatting.for_markdown(row["explanation"])
            said += f"\n\n{words.EXPLAINED.format(by=by, text=text)}"
        st.markdown(said)


def _one(name: str, row: dict[Any, Any], number: int) -> None:
    st.html(f"<h3 class='traced-name'>{html.escape(name)}</h3>")
    facts, sheet = st.columns([2, 3], gap="medium")
    with facts:
        st.html(_facts(row))
        _original(row, number)
    with sheet:
        if isinstance(row["warning"], str):
            st.warning(formatting.for_markdown(row["warning"]), icon=":material/warning:")
        if row["sheet"] or row["cell"]:
            excerpts.show(row["file_hash"], row["file"], row["sheet"], row["cell"])
        else:
            st.caption(words.NO_CELL)


def _original(row: dict[Any, Any], number: int) -> None:
    place = store.original(row["file_hash"])
    if place is None:
        st.caption(words.FILE_MISSING)
        return
    st.download_button(
        desk_words.DOWNLOAD_ORIGINAL, allowed.taking("take_original", place.read_bytes, file=row["file"]),
        file_name=row["file"].rsplit("/", 1)[-1],
        key=f"traced-original-{number}", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _name(row: dict[Any, Any], *, is_ratio: bool) -> str:
    role = words.PRINTED_ROLE if is_ratio and row["role"] == "figure" else words.ROLES[row["role"]]
    name = row["indicator_name"]
    if row["handled_by"]:
        name = f"{name} ({formatting.HANDLED_BY.get(row['handled_by'], '').lower()})"
    if row["is_part_of_sum"]:
        name = f"{formatting.full_name(row['name'], row['parent_name'])}: {name}"
    if isinstance(row.get("of_period"), str):
        name = f"{name} · {row['of_period']}"
    return f"{role} · {name}" if role else name


def _facts(row: dict[Any, Any]) -> str:
    facts = {
        words.VALUE: formatting.quantity(row["value"], row["measure"]),
        words.RAW: f"“{row['raw']}”" if row["raw"] else "",
        words.CORRECTION: _correction(row),
        words.LABEL: row["label"],
        words.CELL: formatting.cell_place(None, row["sheet"], row["cell"]),
        words.FILE: row["file"],
        words.DOCUMENT: _document(row),
        words.SOURCE: formatting.SOURCES.get(row["source"], ""),
        words.LOADED: "" if pd.isna(row["loaded_at"]) else formatting.moment(f"{row['loaded_at'].isoformat()}+00:00"),
    }
    told = "".join(
        f"<dt>{html.escape(name)}</dt><dd>{html.escape(str(text))}</dd>" for name, text in facts.items() if text
    )
    return f"<dl class='traced-facts'>{told}</dl>"


def _correction(row: dict[Any, Any]) -> str:
    if not isinstance(row["correction"], str):
        return ""
    return words.CORRECTED.format(
        before=formatting.number(row["reported_value"]), reason=row["correction_reason"] or "",
        by=translation.said(row["corrected_by"] or ""),
    )  # fmt: skip


def _document(row: dict[Any, Any]) -> str:
    number, dated = row["document_number"], row["document_date"]
    known = [number if isinstance(number, str) else "", "" if pd.isna(dated) else formatting.day(dated)]
    return words.DATED.format(number=known[0], day=known[1]) if all(known) else "".join(known)


def _list(told: list[tuple[str, dict[Any, Any]]]) -> str:
    rows = "".join(
        f"<tr><td>{html.escape(name)}</td><td class='number'>{html.escape(formatting.number(row['value']))}</td>"
        f"<td>{html.escape(formatting.cell_place(row['file'], row['sheet'], row['cell']))}</td></tr>"
        for name, row in told
    )
    return f"<table class='traced-list'><tbody>{rows}</tbody></table>"
