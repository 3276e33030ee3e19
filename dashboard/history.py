"""Every load with its files and its difference, and withdrawing and restoring it after a second question."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    allowed,
    desk_difference,
    desk_understood,
    formatting,
    page_exports,
    panels,
    person,
    queries,
    sending_back,
    store,
    translation,
)
from dashboard import desk_texts as desk_words
from dashboard import history_texts as words
from dashboard import time_texts as times
from etl import withdrawal
from etl.model import PersonCanActError
from etl.returned import Returned, stored
from etl.withdrawal import Withdrawn

_SHOWN = 200
_CHANGE: dict[str, Callable[..., Withdrawn]] = {"withdraw": withdrawal.withdraw, "restore": withdrawal.restore}
_DOING, _SAID = "history-doing", "history-said"


def show() -> None:
    """The list, and one load in full."""
    _do_if_asked()
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/check:")
    loads = store.fetch("loads")
    if loads.empty:
        st.info(words.NOTHING, icon=":material/info:")
        return
    st.caption(words.LEAD)
    if len(loads) > _SHOWN:
        st.caption(words.SHOWN.format(shown=_SHOWN, count=formatting.number(len(loads))))
    shown = loads.head(_SHOWN)
    panels.show_table(_listed(shown), height=min(35 * (len(shown) + 1) + 3, 340))
    told = loads.assign(
        kind=loads["kind"].map(times.LOAD_KINDS), when=[_moment(at) for at in loads["made_at"]],
        made_by=loads["made_by"].map(translation.said), state=[_state(row) for row in loads.to_dict("records")],
    )  # fmt: skip
    page_exports.offer_table(words.TITLE, told, words.COLUMNS, asked=())
    names = {int(row["load"]): _name(row) for row in shown.to_dict("records")}
    number: int = st.selectbox(words.CHOOSE, list(names), format_func=names.__getitem__, key="history-load")
    _one(shown[shown["load"] == number].iloc[0])


def _listed(loads: pd.DataFrame) -> pd.DataFrame:
    titles = words.COLUMNS
    table = pd.DataFrame(
        {
            titles["load"]: loads["load"].astype(str).to_numpy(),
            titles["kind"]: loads["kind"].map(times.LOAD_KINDS).to_numpy(),
            titles["when"]: [_moment(at) for at in loads["made_at"]],
            titles["made_by"]: loads["made_by"].map(translation.said).to_numpy(),
            **{titles[name]: loads[name].to_numpy() for name in ("files", "figures")},
            **{titles[name]: loads[name].map(formatting.number).to_numpy() for name in ("new", "changed", "vanished")},
            titles["not_taken"]: loads["not_taken"].to_numpy(),
            titles["state"]: [_state(row) for row in loads.to_dict("records")],
            titles["reason"]: loads["reason"].to_numpy(),
        }
    )
    return table if table[titles["reason"]].any() else table.drop(columns=titles["reason"])


def _name(row: dict[Any, Any]) -> str:
    kind, when = times.LOAD_KINDS[row["kind"]], _moment(row["made_at"])
    return times.LOAD_NAME.format(kind=kind, number=row["load"], when=when) + f" · {translation.said(row['made_by'])}"


def _moment(at: Any) -> str:
    return formatting.moment(f"{at.isoformat()}+00:00")


def _state(row: dict[Any, Any]) -> str:
    if row["kind"] != "load":
        return ""
    if not row["withdrawn"]:
        return words.STANDING
    if row["withdrawn"] == row["files"]:
        return words.WHOLLY_WITHDRAWN
    return words.PARTLY_WITHDRAWN.format(count=formatting.number(row["withdrawn"]))


def _one(load: pd.Series) -> None:
    number = int(load["load"])
    st.header(words.FILES, anchor=False)
    files = store.fetch("files_of_load", load=number)
    titles = words.FILES_COLUMNS
    table = pd.DataFrame(
        {
            titles["file"]: files["file"],
            titles["units"]: [desk_understood.several(names, desk_words.UNITS) for names in files["units"]],
            titles["periods"]: [
                desk_understood.several(map(formatting.period_label, codes), desk_words.PERIODS)
                for codes in files["periods"]
            ],
            titles["document"]: [
                desk_understood.document(*one)
                for one in zip(files["document_number"], files["document_date"], strict=True)
            ],
            titles["figures"]: files["figures"], titles["not_taken"]: files["not_taken"],
            titles["state"]: [words.WHOLLY_WITHDRAWN if gone else words.STANDING for gone in files["is_withdrawn"]],
        }
    )  # fmt: skip
    panels.show_table(table, height=min(35 * (len(table) + 1) + 3, 300))
    _files_to_take(files)
    if allowed.may("withdraw"):
        _changes(number, files)
    _difference(number)


def _files_to_take(files: pd.DataFrame) -> None:
    """The original of a file, and the file to send back with its problems at their cells."""
    if files.empty:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="history-files"):
        names = dict(zip(files["file_hash"], files["file"], strict=True))
        chosen: str = st.selectbox(
            words.ONE_FILE, list(names), format_func=names.__getitem__, key="history-file", width=360
        )
        place = store.original(chosen)
        if place is None:
            return
        name = names[chosen].rsplit("/", 1)[-1]
        st.download_button(
            desk_words.DOWNLOAD_ORIGINAL, allowed.taking("take_original", place.read_bytes, file=name), file_name=name,
            key="history-original",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        if st.button(desk_words.SEND_BACK, key="history-send-back", icon=":material/assignment_return:"):
            _send_back(chosen)


def _send_back(file_hash: str) -> None:
    if store.original(file_hash) is not None:
        make = partial(stored.of_submission, store.warehouse(), file_hash)
        sending_back.offer(make, "history-send-back-take", _taken)


def _taken(made: Returned) -> Callable[[], bytes]:
    """What is downloaded, noted in the log of deeds."""
    return allowed.taking("take_original", lambda: made.data, file=made.name)


def _changes(number: int, files: pd.DataFrame) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="history-ways"):
        for what, concerned in (("withdraw", files[~files["is_withdrawn"]]), ("restore", files[files["is_withdrawn"]])):
            if not concerned.empty:
                _change(number, what, list(dict.fromkeys(concerned["file"])))


def _change(number: int, what: str, names: list[str]) -> None:
    label, means, icon = (
        (words.WITHDRAW, words.WITHDRAW_MEANS, "undo") if what == "withdraw"
        else (words.RESTORE, words.RESTORE_MEANS, "redo")
    )  # fmt: skip
    with st.popover(label, icon=f":material/{icon}:", key=f"history-{what}-{number}"):
        choices = {"": words.ALL_FILES_CHOICE} | {name: name for name in names}
        file: str = st.selectbox(
            words.WHICH_FILES, list(choices), format_func=choices.__getitem__, key=f"history-{what}-file-{number}"
        )
        st.markdown(means.format(what=formatting.for_markdown(file or words.ALL_FILES)))
        st.text_input(words.REASON, key=f"history-{what}-reason-{number}", max_chars=300)
        person.name_field(f"{what}-{number}")
        st.button(
            words.SURE[what], type="primary", key=f"history-{what}-sure-{number}", on_click=_ask,
            args=(number, what, file),
        )  # fmt: skip


def _ask(number: int, what: str, file: str) -> None:
    """Done by the run that follows, in its place on the page."""
    reason = " ".join(str(st.session_state.get(f"history-{what}-reason-{number}", "")).split())
    st.session_state[_DOING] = (number, what, file, reason)


def _do_if_asked() -> None:
    asked: tuple[int, str, str, str] | None = st.session_state.pop(_DOING, None)
    if asked is None:
        return
    number, what, file, reason = asked
    if not reason:
        st.warning(words.REASON_NEEDED, icon=":material/info:")
        return
    with st.status(words.WORKING[what]) as status:
        try:
            allowed.require("withdraw")
            done = _CHANGE[what](
                store.warehouse(), number, person.name(), reason=reason, files=[file] if file else (),
                allowed=allowed.held(),
            )  # fmt: skip
        except PersonCanActError as error:
            status.update(label=words.FAILED, state="error")
            st.error(translation.said(str(error)))
            return
    st.session_state[_SAID] = words.DONE[what].format(count=len(done.files), load=number)
    st.rerun()


def _difference(number: int) -> None:
    """Asked for: a past state is put together for it."""
    st.header(words.DIFFERENCE, anchor=False)
    if not st.toggle(words.DIFFERENCE_SEE, key=f"history-difference-{number}"):
        return
    after, before = store.known_on(number), store.known_on(number - 1)
    if after is None:
        return
    rows = queries.difference(before, after, number)
    desk_difference.table(translation.answer("difference", rows), f"history-{number}")
    st.header(words.EFFECT, anchor=False)
    effect = queries.effect(before, after, number, desk_difference.HEADLINES)
    desk_difference.effects(translation.answer("effect", effect))
