"""A piece of a sheet on the screen, the asked cell framed; made of the kept original, read in a process of its own."""

import html

import streamlit as st

from dashboard import desk_texts as words
from dashboard import formatting, store
from etl import excerpt, reading
from etl.excerpt import Excerpt, Shown
from etl.model import Problem
from etl.workbook import Workbook

_LONGEST = 90


def show(file_hash: str, name: str, sheet: str, cell: str, *, is_own: bool = False) -> None:
    """The sheet around a cell of a file; where it cannot be read again, or may not be seen, that is said.

    `is_own`: it is of the person's own draft; who hands a file in may look into it.
    """
    is_seen = is_own or store.original(file_hash) is not None
    workbook = _workbook(str(store.warehouse().folder), file_hash, name) if is_seen else None
    found = None if workbook is None else excerpt.around(workbook, sheet, cell)
    if found is None:
        st.caption(words.EXCERPT_MISSING)
        return
    place = words.EXCERPT.format(sheet=formatting.for_markdown(sheet), cell=cell or "–")
    st.caption(place)
    st.html(_table(found))


@st.cache_resource(max_entries=8, show_spinner=False)
def _workbook(folder: str, file_hash: str, name: str) -> Workbook | None:  # noqa: ARG001 -- part of the key
    place = store.warehouse().original(file_hash)
    if place is None:
        return None
    read = reading.read_in_child(place.read_bytes(), name)
    return None if isinstance(read, Problem) else read


def _table(found: Excerpt) -> str:
    head = "".join(f"<th scope='col'>{letters}</th>" for letters in found.columns)
    body = "".join(
        f"<tr><th scope='row'>{number}</th>{''.join(map(_cell, cells))}</tr>" for number, cells in found.rows
    )
    table = f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class='excerpt' tabindex='0'>{table}</div>"


def _cell(shown: Shown) -> str:
    kinds = " ".join(name for name, holds in (("number", shown.is_number), ("asked", shown.is_asked)) if holds)
    spans = "".join(
        f" {name}='{count}'" for name, count in (("colspan", shown.across), ("rowspan", shown.down)) if count > 1
    )
    text = html.escape(formatting.shorten(" ".join(shown.text.split()), _LONGEST))
    return f"<td class='{kinds}'{spans}>{text}</td>"
