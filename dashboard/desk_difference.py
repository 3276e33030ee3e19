"""What loading the draft would change: figure by figure, and in the totals of the overview."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import allowed, formatting, page_exports, panels, queries, store, translation
from dashboard import desk_texts as words
from dashboard.desk import Desk
from dashboard.overview.rates import THEME_RATES
from etl.preview import Preview

_SHOWN = 300


def show(on: Desk) -> None:
    """Counts by kind of difference, the largest movers first, and what becomes of totals."""
    st.caption(words.DIFFERENCE_LEAD)
    table(on.difference, "desk")
    st.header(words.EFFECT_TITLE, anchor=False)
    found = _effect(str(on.seen.base), str(on.seen.snapshot), allowed.remits(), on.seen)
    effects(translation.answer("effect", found))


def table(rows: pd.DataFrame, key: str) -> None:
    """The difference by kind, with both cells of each figure."""
    counts = rows["state"].value_counts() if len(rows) else pd.Series(dtype=int)
    states = list(words.STATES)
    default = next((state for state in states if counts.get(state, 0)), states[0])
    labels = {
        state: words.STATE.format(name=name, count=formatting.number(int(counts.get(state, 0))))
        for state, name in words.STATES.items()
    }
    chosen = st.segmented_control(
        words.STATES_LABEL, states, default=default, required=True, key=f"{key}-state", label_visibility="collapsed",
        format_func=labels.__getitem__,
    )  # fmt: skip
    found = rows[rows["state"] == chosen] if len(rows) else rows
    if found.empty:
        st.caption(words.DIFFERENCE_NONE)
        return
    if len(found) > _SHOWN:
        st.caption(words.DIFFERENCE_SHOWN.format(shown=_SHOWN, count=formatting.number(len(found))))
    panels.show_table(in_words(found.head(_SHOWN), str(chosen)), height=420 if len(found) > 11 else "auto")
    kept = in_words(found, str(chosen))
    page_exports.offer_table(words.DIFFERENCE, kept, {column: column for column in kept.columns}, asked=())


def in_words(rows: pd.DataFrame, state: str = "changed") -> pd.DataFrame:
    """The difference as a reader sees it; a kind without an old or a new side has no columns for it."""
    titles = words.DIFFERENCE_COLUMNS
    told = pd.DataFrame(
        {
            titles["name"]: [formatting.full_name(*one) for one in zip(rows["name"], rows["parent_name"], strict=True)],
            titles["period"]: rows["period"].map(formatting.period_label).to_numpy(),
            titles["indicator_name"]: rows["indicator_name"].to_numpy(),
            titles["handled_by"]: rows["handled_by"].map(formatting.HANDLED_BY | {"": ""}).to_numpy(),
            titles["old_value"]: rows["old_value"].to_numpy(),
            titles["new_value"]: rows["new_value"].to_numpy(),
            titles["change"]: rows["change"].to_numpy(),
            titles["measure"]: rows["measure"].to_numpy(),
            titles["old_place"]: _places(rows, "old"),
            titles["new_place"]: _places(rows, "new"),
        }
    )
    absent = {"new": ("old_value", "change", "old_place"), "vanished": ("new_value", "change", "new_place")}
    told = told.drop(columns=[titles[column] for column in absent.get(state, ())])
    return told if told[titles["handled_by"]].any() else told.drop(columns=titles["handled_by"])


def effects(rows: pd.DataFrame) -> None:
    """Totals before and after."""
    if rows.empty:
        st.caption(words.EFFECT_NONE)
        return
    titles = words.EFFECT_COLUMNS
    panels.show_table(
        pd.DataFrame(
            {
                titles["what"]: [_what(row) for row in rows.to_dict("records")],
                titles["where"]: [
                    f"{formatting.LEVELS[level]}, {formatting.period_label(period)}"
                    for level, period in zip(rows["level"], rows["period"], strict=True)
                ],
                titles["old"]: [_total(row, "old") for row in rows.to_dict("records")],
                titles["new"]: [_total(row, "new") for row in rows.to_dict("records")],
            }
        )
    )


HEADLINES = tuple(indicator for rates in THEME_RATES.values() for indicator in rates)


@st.cache_data(max_entries=20, show_spinner=False)
def _effect(
    base: str,  # noqa: ARG001 -- part of the key, as all before the last
    snapshot: str,  # noqa: ARG001
    remits: tuple[str, ...],  # noqa: ARG001
    _seen: Preview,
) -> pd.DataFrame:
    after = store.cursor(_seen.snapshot)
    if after is None or not _seen.load:
        return pd.DataFrame()
    return queries.effect(store.cursor(_seen.base), after, _seen.load, HEADLINES)


def _what(row: Mapping[Hashable, Any]) -> str:
    handled_by = str(row["handled_by"])
    return (
        f"{row['indicator_name']} ({formatting.HANDLED_BY[handled_by].lower()})"
        if handled_by
        else str(row["indicator_name"])
    )


def _total(row: Mapping[Hashable, Any], side: str) -> str:
    if pd.isna(row[f"{side}_reported"]):
        return words.EFFECT_NOTHING
    reported, expected = int(row[f"{side}_reported"]), int(row[f"{side}_expected"])
    value = formatting.quantity(row[f"{side}_value"], str(row["measure"]))
    return words.EFFECT_VALUE.format(value=value, reported=reported, expected=expected)


def _places(rows: pd.DataFrame, side: str) -> list[str]:
    columns = (rows[f"{side}_file"], rows[f"{side}_sheet"], rows[f"{side}_cell"])
    return [formatting.cell_place(*place) for place in zip(*columns, strict=True)]
