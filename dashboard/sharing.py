"""Two links to what is on the screen: one that follows the figures, one that keeps them as they are seen now."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import address, formatting, lens, lens_bar, store
from dashboard import profile_texts as words


def offer(place: DeltaGenerator, page: str, also: Mapping[str, str]) -> None:
    """A popover with both links, once the page has noted what it shows; made when the reader opens it.

    `page` is its place in a link; `also` what it has in the address beside that, as `address.publish` gets it.
    """
    newest = store.made(_newest_load)
    if not newest:  # nothing that another reader could see differently
        return
    popover = place.popover(words.SHARE, icon=":material/share:", type="tertiary", key="share", on_change="rerun")
    if not popover.open:
        return
    load = lens.current().known_on or newest
    shown: dict[str, str | list[str]] = {**address.shown(), **also}
    latest = {key: values for key, values in shown.items() if key not in lens.pinning(load)}
    with popover:
        st.markdown(f"**{words.SHARE_LATEST}**  \n{words.SHARE_LATEST_HELP}")
        st.code(link(page, latest), language=None, wrap_lines=True)
        named = formatting.for_markdown(lens_bar.load_name(load))
        st.markdown(f"**{words.SHARE_PINNED.format(load=named)}**  \n{words.SHARE_PINNED_HELP}")
        st.code(link(page, {**latest, **lens.pinning(load)}), language=None, wrap_lines=True)


def _newest_load() -> int:
    loads = store.fetch("loads")
    return 0 if loads.empty else int(loads["load"].max())


def link(page: str, parameters: Mapping[str, str | Sequence[str]]) -> str:
    """The whole address of a page with parameters; without its host where the browser did not tell it."""
    here = urlsplit(st.context.url or "")
    folder = here.path.rpartition("/")[0]
    base = f"{here.scheme}://{here.netloc}{folder}" if here.netloc else ""
    return f"{base}/{page}?{urlencode(parameters, doseq=True)}"
