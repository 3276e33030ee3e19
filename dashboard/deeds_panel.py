"""The log of deeds on the screen: who did what, when, to which figures; for who may read it, and that is a deed too."""

import json
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from dashboard import account_texts as words
from dashboard import allowed, formatting, panels
from etl import deed_list, homes
from etl.deeds import Deed
from etl.snapshots import default_address

_SHOWN = 300
_SEEN = "deeds-seen"


def show() -> None:
    """Below the loads: asked for, since reading it goes on record."""
    if not allowed.may_everywhere("read_deeds"):
        return
    st.header(words.DEEDS, anchor=False)
    st.caption(words.DEEDS_LEAD)
    if not st.toggle(words.DEEDS_SEE, key="deeds-see"):
        st.session_state.pop(_SEEN, None)
        return
    allowed.require("read_deeds", everywhere=True)
    if not st.session_state.get(_SEEN):
        allowed.record("read_deeds")
        st.session_state[_SEEN] = True
    log = homes.at(default_address()).log()  # also in the trial it is of the real warehouse
    if log.is_partial:
        st.warning(words.DEEDS_PARTIAL, icon=":material/cloud_off:")
    if broken := [*log.broken, *log.differing]:
        st.error(words.DEEDS_BROKEN.format(places=", ".join(broken[:5])), icon=":material/gpp_maybe:")
    found = _chosen(log.deeds)
    if not found:
        st.info(words.DEEDS_NOTHING, icon=":material/search_off:")
        return
    if len(found) > _SHOWN:
        shown, count = formatting.number(_SHOWN), formatting.number(len(found))
        st.caption(words.DEEDS_SHOWN.format(shown=shown, count=count))
    table = in_words(found[: -_SHOWN - 1 : -1])
    panels.show_table(table, height=min(35 * (len(table) + 1) + 3, 420))
    st.download_button(
        words.DEEDS_CSV, allowed.taking("read_deeds", lambda: deed_list.csv_text(found).encode(), rows=len(found)),
        file_name="nhat-ky-hoat-dong.csv", mime="text/csv; charset=utf-8", key="deeds-csv", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def in_words(found: list[Deed]) -> pd.DataFrame:
    """Deeds as a table of ready texts; with the machine where several share the warehouse."""
    rows = [
        {
            "number": one.number,
            "at": formatting.moment(datetime.fromisoformat(one.at).astimezone(UTC).isoformat()),
            "machine": one.machine,
            "person": one.person,
            "deed": words.DEED_KINDS.get(one.deed, one.deed),
            "outcome": words.DEED_OUTCOMES.get(one.outcome, one.outcome),
            "units": ", ".join(one.units),
            "periods": ", ".join(map(formatting.period_label, one.periods)),
            "facts": json.dumps(dict(one.facts), ensure_ascii=False) if one.facts else "",
        }
        for one in found
    ]
    table = pd.DataFrame(rows)
    if not table["machine"].any():
        table = table.drop(columns="machine")
    return table.rename(columns=words.DEED_COLUMNS)


def _chosen(found: list[Deed]) -> list[Deed]:
    people = {"": words.DEED_ALL} | {one.person: one.person for one in found}
    kinds = {"": words.DEED_ALL} | {
        kind: words.DEED_KINDS.get(kind, kind) for kind in dict.fromkeys(one.deed for one in found)
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="deeds-filters"):
        person: str = st.selectbox(
            words.DEED_PERSON, list(people), format_func=people.__getitem__, key="deeds-person", width=260
        )
        kind: str = st.selectbox(
            words.DEED_KIND, list(kinds), format_func=kinds.__getitem__, key="deeds-kind", width=220, filter_mode=None
        )
        days: tuple[date, ...] = st.date_input(
            words.DEED_DAYS, [], key="deeds-days", format="DD/MM/YYYY", width=260
        )  # fmt: skip
    first, last = (days[0], days[-1]) if days else (None, None)
    return deed_list.chosen(found, person=person, deed=kind, first=first, last=last)
