"""What the address bar says of the screen: plain codes, one parameter a control.

The address wins over the session only where it differs from what this session last wrote there: a shared link, or
the browser's Back. An empty address is what a menu leaves behind, and changes nothing. What a page asked for is kept
while another page is open, so that its link in the menu leads back to it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

PERIOD, LEVEL, REPORTING_UNITS, PINNED, TABLES = "ky", "cap", "dv", "ghim", "bang"
_SHARED = (PERIOD, LEVEL, REPORTING_UNITS, PINNED, TABLES)  # all pages have these; any other belongs to one page
# The page about one unit has a choice of its own: to read about a unit narrows no other page.
UNIT_PAGE = "don-vi"
# Of the app itself: how to look, the language, the trial, a draft; their own modules follow them.
_APP = ("donvi", "bietden", "lang", "minh-hoa", "nhap")
# Of single pages: a figure that is open, parts and views and what is shown in them. A name that stands here stays, or
# links of this release would no longer open what they named (tests/reference/links.toml).
_OWN = ("o", "muc", "cg", "tinh-cho", "xem", "loai", "ct", "kieu", "nhom", "nen", "so-ky", "sx", "hien", "ct2", "cg2")
KNOWN = frozenset((*_SHARED, *_APP, *_OWN))
_PAGE, _KEPT, _PUBLISHED, _NOTED, _WRITTEN, _CONTROLS, _REFUSED = (
    f"address-{name}" for name in ("page", "kept", "published", "noted", "written", "controls", "refused")
)


def follow(page: str) -> None:
    """At the beginning of a script run: take over what somebody else wrote for this page (its URL path)."""
    if st.session_state.get(_PAGE) != page:
        redraw()  # a widget of the page before may stand at what nobody chose
    st.session_state[_PAGE] = page
    st.session_state[_NOTED] = {}
    st.session_state[_WRITTEN] = set()
    st.session_state[_REFUSED] = []
    there = {key: st.query_params.get_all(key) for key in st.query_params}
    if there and there != st.session_state.get(_PUBLISHED):
        kept = _kept()
        for place in [place for place in kept if place[0] in ("", page)]:
            del kept[place]
        kept.update({_place(key, page): values for key, values in there.items() if key in KNOWN})
        refuse(f"{key}={value}" for key, values in there.items() if key not in KNOWN for value in values)
        redraw()


def asked(key: str) -> list[str]:
    """The values that the address, or this session before, asks for."""
    kept = _kept()
    return list(kept.get(_place(key)) or kept.get(("", key), []))


def set_to(**values: Sequence[str]) -> None:
    """For a button's on_click: ask for these values from now on; an empty one forgets."""
    for key, wanted in values.items():
        _kept()[_place(key)] = list(wanted)
        st.session_state.pop(key, None)


def note(key: str, values: Sequence[str], *, is_chosen: bool = True) -> None:
    """This run shows these values. They are kept unless nobody chose them: a default may be another one tomorrow.

    What nobody chose of a page's own parameters is not written to the address, or opening the page would be two steps.

    Raises:
        KeyError: nobody has named the parameter in `KNOWN`, so a link with it would be told that it is ignored.
    """
    if key not in KNOWN:
        raise KeyError(key)
    st.session_state[_NOTED][key] = list(values)
    if is_chosen:
        _kept()[_place(key)] = list(values)
    if is_chosen or key in _SHARED:
        st.session_state[_WRITTEN].add(key)


def seed(key: str, allowed: Iterable[str], default: str, known: Iterable[str] = ()) -> None:
    """Give the widget of a parameter its value before it is drawn.

    What is asked for and does not exist is ignored, and told; `known` exists, but cannot be chosen here.
    """
    options = _register(key, allowed)
    if st.session_state.get(key) not in options:
        wanted = asked(key)[-1:]
        refuse(value for value in wanted if value and value not in options | set(known))
        st.session_state[key] = next((value for value in wanted if value in options), default)


def seed_many(key: str, allowed: Iterable[str]) -> None:
    """As `seed`, for a widget of several values."""
    options = _register(key, allowed)
    wanted: list[str] = st.session_state[key] if key in st.session_state else asked(key)
    st.session_state[key] = [value for value in wanted if value in options]


def refuse(values: Iterable[str]) -> None:
    """The address asks for these, and they do not exist."""
    st.session_state[_REFUSED].extend(value[:40] for value in values)


def refused() -> list[str]:
    """What the address asked for in vain."""
    return list(dict.fromkeys(st.session_state.get(_REFUSED, [])))


def redraw() -> None:
    """Let the widgets take their values anew: the address, or their language, is another one."""
    for key in st.session_state.get(_CONTROLS, ()):
        st.session_state.pop(key, None)


def forget() -> None:
    """Back to what a new visitor sees: the other warehouse has periods and units of its own."""
    redraw()
    for key in (_KEPT, _PUBLISHED):
        st.session_state.pop(key, None)


def publish(also: Mapping[str, str]) -> None:
    """At the end of a script run: write what it showed, with what the app itself has in the address."""
    written: set[str] = st.session_state[_WRITTEN]
    wanted = {key: values for key, values in shown().items() if key in written}
    wanted |= {key: [value] for key, value in also.items()}
    st.session_state[_PUBLISHED] = wanted
    if {key: st.query_params.get_all(key) for key in st.query_params} != wanted:
        st.query_params.from_dict(wanted)


def shown() -> dict[str, list[str]]:
    """What this run has noted so far, defaults too: the parameters that reopen it, whatever the defaults will be."""
    noted: dict[str, list[str]] = st.session_state.get(_NOTED, {})
    return {key: values for key, values in noted.items() if any(values)}


def of_pages() -> Callable[[str], dict[str, str | list[str]]]:
    """Tells of a page the parameters of a link to it: what all pages share, and what was chosen on that page before."""
    owned: dict[str, dict[str, list[str]]] = {}
    for (owner, key), values in _kept().items():
        owned.setdefault(owner, {})[key] = values

    def of(page: str) -> dict[str, str | list[str]]:
        wanted = owned.get("", {}) | owned.get(page, {})
        return {key: values[0] if len(values) == 1 else values for key, values in wanted.items() if any(values)}

    return of


def _register(key: str, allowed: Iterable[str]) -> set[str]:
    st.session_state.setdefault(_CONTROLS, set()).add(key)
    return set(allowed)


def _place(key: str, page: str = "") -> tuple[str, str]:
    """Whose parameter it is: of all pages (''), or of one."""
    owner = page or st.session_state[_PAGE]
    is_shared = key in _SHARED and (owner, key) != (UNIT_PAGE, REPORTING_UNITS)
    return ("" if is_shared else owner, key)


def _kept() -> dict[tuple[str, str], list[str]]:
    kept: dict[tuple[str, str], list[str]] = st.session_state.setdefault(_KEPT, {})
    return kept
