"""What surrounds every page: icon, style, progress and footer."""

from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import (
    address,
    allowed,
    first_screen,
    formatting,
    lens_bar,
    outfit,
    pictures,
    store,
    texts,
    translation,
    uploads,
)
from etl import journal
from etl.model import Progress
from etl.snapshots import Warehouse

ICON = Path(__file__).with_name("icon.svg")
_LOGO = ICON.read_text(encoding="utf-8")  # in the message itself, or the file is read at each run

# The first script run of a server process still looks for pages by file name, and tells a visitor who
# came by a shared link "Page not found" although the right page stands behind it. Close that notice.
_CLOSE_NOTICE = """<script>
let tries = 0;
const timer = setInterval(() => {
  const close = document.querySelector('[data-testid="stDialog"] button[aria-label="Close"]');
  if (close) close.click();
  if (close || ++tries > 60) clearInterval(timer);
}, 50);
</script>"""
_ASK_AGAIN = 5  # seconds
_WORN = "worn"
_process = {"started": False}


def dress(*, has_charts: bool) -> None:
    """Log, logo and script; on the first run of the process also the cure of Streamlit's false alarm.

    Style and scripts of all pages are in the first answer; a visitor who did not get that is sent them here.
    """
    journal.start(store.home(), "server")
    uploads.bound()
    is_worn = st.session_state.setdefault(_WORN, first_screen.gave(st.context.url))
    with st.container(key="page-script"):  # takes no room, so nothing on the page moves when one of them is gone
        scripts = pictures.begin(has_charts=has_charts) + ("" if is_worn else f"\n{outfit.SCRIPT}")
        st.html(f"<script>{scripts}</script>", unsafe_allow_javascript=True)
        if not is_worn:
            st.html(f"<style>{outfit.STYLE}</style>")
        if not _process["started"]:
            _process["started"] = True
            st.html(_CLOSE_NOTICE, unsafe_allow_javascript=True)
    st.logo(_LOGO, size="large")


def banner() -> None:
    """In the trial, above everything: that nothing here is real, and the way back."""
    if not allowed.in_trial():
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="trial-banner"):
        st.markdown(texts.TRIAL_BANNER, width="stretch")
        st.button(
            texts.TRIAL_LEAVE, key="leave-trial", icon=":material/undo:", on_click=_switch,
            kwargs={"to_trial": False},
        )  # fmt: skip


def damage() -> None:
    """Above the page: that the latest figures cannot be read, which ones stand here, and what becomes of the others."""
    lost, snapshot = store.passed_over(), store.pinned()
    if not lost or snapshot is None:
        return
    made_at = lens_bar.made_at()
    numbers = ", ".join(map(str, reversed(lost)))
    st.warning(texts.DAMAGED.format(lost=numbers, number=snapshot.number, made_at=made_at), icon=":material/healing:")


def away() -> None:
    """Above the page: that the shared warehouse does not answer and which figures stand here; gone when it is back."""
    if store.away():
        _away()


@st.fragment(run_every=_ASK_AGAIN)
def _away() -> None:
    """Asks again by itself, so that whoever reads sees the latest figures without a click once they are back."""
    snapshot = store.pinned()
    store.warehouse().current()
    if not store.away():
        st.rerun()
    if snapshot is not None:
        made_at = lens_bar.made_at()
        said = formatting.for_markdown(translation.said(store.away()))
        st.warning(texts.AWAY.format(number=snapshot.number, made_at=made_at, reason=said), icon=":material/cloud_off:")


def _switch(*, to_trial: bool) -> None:
    store.switch(to_trial=to_trial)
    address.forget()


def title(text: str) -> DeltaGenerator:
    """The title of the page, and the place beside it for what may be done with all of it."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="page-head"):
        st.title(text, anchor=False, width="stretch")
        return st.container(width="content")


def refused_in_link(place: DeltaGenerator) -> None:
    """Say what a link asked for that does not exist any more, once the whole page has looked at it."""
    if ignored := address.refused():
        place.caption(texts.UNKNOWN_IN_LINK.format(values=formatting.for_markdown(", ".join(ignored))))


def trial_offer() -> None:
    """Below the menu: the one way into the trial, for whoever may come in."""
    if not allowed.may("look"):
        return
    if allowed.in_trial():
        st.sidebar.empty()  # or the button stays, faded, while the trial is prepared
        return
    with st.sidebar, st.container(key="trial-offer", gap="xsmall"):
        st.button(
            texts.TRIAL_ENTER, key="enter-trial", icon=":material/science:", help=texts.TRIAL_ENTER_HELP,
            on_click=_switch, kwargs={"to_trial": True}, width="stretch",
        )  # fmt: skip


def note(error: Exception) -> str:
    """Log an error of ours; the id that leads back to the entry."""
    journal.start(store.home(), "server")
    return journal.note(error)


def failed(error: Exception) -> None:
    """An error of ours as a reader sees it: a sentence with the id, and what to send with it."""
    st.error(texts.UNEXPECTED.format(code=note(error)))
    offer_bundle("failed", "secondary")


def offer_bundle(key: str, kind: Literal["secondary", "tertiary"] = "tertiary") -> None:
    """A button for what to send when something failed; the bundle is made when it is taken."""
    if not allowed.may("take_bundle"):
        return
    st.download_button(
        texts.BUNDLE, allowed.taking("take_bundle", _bundle), file_name="chan-doan.zip", mime="application/zip",
        key=f"bundle-{key}",
        type=kind, on_click="ignore", icon=":material/medical_information:", help=texts.BUNDLE_HELP,
    )  # fmt: skip


def _bundle() -> bytes:
    from etl.upkeep.bundle import bundle  # when it is taken: nobody else has need of it

    return bundle(Warehouse(store.home()))


def progress_bar() -> Progress:
    """A bar that the loader tells what it is doing."""
    bar = st.progress(0.0)

    def show(done: int, total: int, what: str) -> None:
        bar.progress(min(1.0, done / max(total, 1)), text=translation.said(what))

    return show


def footer() -> None:
    """Which snapshot the figures come from, so that two readers can tell whether they see the same."""
    snapshot = store.pinned()
    st.caption(f"---\n\n{texts.FOOTER_EMPTY if snapshot is None else store.made(_figures_from, snapshot.number)}")


def _figures_from(snapshot: int) -> str:
    version = store.fetch("snapshot_version")
    counts = {name: formatting.number(version[name].iloc[0]) for name in ("submissions", "reporting_units", "figures")}
    return str(texts.FOOTER.format(number=snapshot, made_at=lens_bar.made_at(), **counts))
