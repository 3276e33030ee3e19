"""Where the reader chooses how to look, and what says so on every page while it is not the usual way."""

import streamlit as st

from dashboard import formatting, lens, store, time_texts, twins
from dashboard.queries.ask import AS_REPORTED, CURRENT_UNITS
from dashboard.records import records

_UNITS_KEY, _KNOWN_KEY = "lens-units", "lens-known-on"


def choices() -> None:
    """Below the menu: which units, as of when, and whether tables stand open; made when the reader opens it."""
    if store.pinned() is None:
        return
    twins.are_open()  # noted for the address, whether or not its switch is drawn
    is_open = lens.current() != lens.Lens()
    place = st.sidebar.expander(
        time_texts.LOOKING, icon=":material/visibility:", expanded=is_open, key="looking", on_change="rerun"
    )
    if place.open:
        with place:
            _choices()


def _choices() -> None:
    st.session_state[_UNITS_KEY], st.session_state[_KNOWN_KEY] = lens.current()
    names = {units: units_name(units) for units in (AS_REPORTED, CURRENT_UNITS)}
    known = {0: time_texts.KNOWN_NOW, **store.made(_load_names)}
    st.radio(
        time_texts.UNITS_SEEN, list(names), format_func=names.__getitem__, key=_UNITS_KEY, on_change=_units_chosen,
        captions=[time_texts.UNITS_AS_REPORTED_HELP, time_texts.UNITS_OF_TODAY_HELP],
    )  # fmt: skip
    st.selectbox(
        time_texts.KNOWN_ON, list(known), format_func=known.__getitem__,
        key=_KNOWN_KEY, on_change=_known_chosen, help=time_texts.KNOWN_ON_HELP, filter_mode=None,
    )  # fmt: skip
    twins.switch()


def banner() -> None:
    """Above the figures, while they are not the ones that everybody sees, or not the ones that a link asked for."""
    if gone := store.gone_load():
        st.warning(time_texts.KNOWN_ON_GONE.format(load=gone), icon=":material/info:")
    now = lens.current()
    if now == lens.Lens() or store.pinned() is None:
        return
    said = [time_texts.UNITS_OF_TODAY_BANNER] if now.units == CURRENT_UNITS else []
    if now.known_on:
        said.append(time_texts.KNOWN_ON_BANNER.format(load=formatting.for_markdown(load_name(now.known_on))))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lens-banner"):
        st.markdown(" ".join(said), width="stretch")
        st.button(
            time_texts.LENS_LEAVE, key="leave-lens", icon=":material/undo:", on_click=lens.look,
            kwargs={"units": AS_REPORTED, "known_on": 0},
        )  # fmt: skip


def units_name(units: str) -> str:
    """A way to see units, in words."""
    return time_texts.UNITS_OF_TODAY if units == CURRENT_UNITS else time_texts.UNITS_AS_REPORTED


def load_name(number: int) -> str:
    """'Nạp lần 12 · 20/11/2026 15:02'; 0 is all that is known now."""
    return str(store.made(_load_names)[number]) if number else time_texts.KNOWN_NOW


def made_at() -> str:
    """When the snapshot of this script run was made, in words."""
    return store.made(_made_at)


def _made_at() -> str:
    return formatting.moment(store.fetch("snapshot_version")["made_at"].iloc[0])


def _units_chosen() -> None:
    lens.look(units=st.session_state[_UNITS_KEY])


def _known_chosen() -> None:
    lens.look(known_on=st.session_state[_KNOWN_KEY])


def _load_names() -> dict[int, str]:
    return {
        int(row["load"]): time_texts.LOAD_NAME.format(
            kind=time_texts.LOAD_KINDS[row["kind"]], number=int(row["load"]),
            when=formatting.moment(f"{row['made_at'].isoformat()}+00:00"),
        )
        for row in records(store.fetch("loads"))
    }  # fmt: skip
