"""What the rules find in the draft's figures, with room for an explanation that stays with each figure."""

import hashlib
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import desk, formatting, quality_texts
from dashboard import desk_texts as words
from dashboard.desk import Desk
from etl.drafts import Draft, Explanation

_SHOWN = 30


def show(on: Desk) -> None:
    """Findings by rule, what is new first; an explanation is kept with the draft as soon as it is written."""
    found = on.findings
    if found.empty:
        st.caption(words.FINDINGS_NONE)
        return
    st.caption(words.FINDINGS_LEAD)
    if len(found) > _SHOWN:
        st.caption(words.FINDINGS_MORE.format(shown=_SHOWN, count=formatting.number(len(found))))
    shown = _records(found.head(_SHOWN))
    given = {said.subject: said.explanation for said in on.draft.explanations}
    for name, rows in pd.DataFrame(shown).groupby("name", sort=False):
        rule = formatting.for_markdown(f"{rows['rule'].iloc[0]} · {name}")
        st.markdown(f"**{rule}**")
        for row in _records(rows):
            _finding(on, row, given)


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _finding(on: Desk, row: dict[str, Any], given: dict[tuple[str, ...], str]) -> None:
    said = _said(row, "")
    earlier = "" if pd.isna(row["explanation"]) else str(row["explanation"])
    mark = quality_texts.SEVERITY_MARKS.get(row["severity"], "")
    new = f" :orange-badge[{words.FINDING_NEW}]" if row["is_new"] else ""
    where = f"{row['unit_name']}, {formatting.period_label(row['period'])}"
    sentence = str(row["sentence"])
    place = formatting.for_markdown(formatting.cell_place(row["file"], row["sheet"], row["cell"]))
    st.markdown(f"{formatting.for_markdown(f'{mark}{where}: {sentence}')}{new}  \n:gray[{place}]")
    st.text_input(
        words.EXPLANATION.format(sentence=formatting.for_markdown(row["sentence"])), key=_key(said),
        value=given.get(said.subject, earlier), placeholder=words.EXPLANATION_PLACEHOLDER,
        label_visibility="collapsed", max_chars=1000, on_change=_keep, args=(on.draft, said),
    )  # fmt: skip


def _said(row: dict[str, Any], explanation: str) -> Explanation:
    return Explanation(
        **{name: "" if pd.isna(row[name]) else str(row[name]) for name in _SUBJECT}, explanation=explanation
    )


_SUBJECT = ("line", "reporting_unit", "period", "indicator", "handled_by", "found")


def _key(said: Explanation) -> str:
    return "explain-" + hashlib.sha256("\x1f".join(said.subject).encode()).hexdigest()[:16]


def _keep(draft: Draft, said: Explanation) -> None:
    """What was just written, or nothing where it was cleared."""
    written = " ".join(str(st.session_state.get(_key(said), "")).split())
    if desk.save(draft.explained([replace(said, explanation=written)])):
        st.toast(words.EXPLANATION_SAVED, icon=":material/check:")
