"""How the reader looks at the figures: units as they reported or as those of today, as known now or after a load.

Kept for the session and in the address, so that a link shows another reader the same numbers.
"""

from typing import NamedTuple

import streamlit as st

from dashboard.of_session import OfSession
from dashboard.queries.ask import AS_REPORTED, CURRENT_UNITS

_UNITS, _KNOWN_ON = "donvi", "bietden"
_CODES = {CURRENT_UNITS: "hien-nay"}  # in the address; as reported needs no word


class Lens(NamedTuple):
    """`units` is as_reported or current_units; `known_on` the number of a load, 0 for all that is known now."""

    units: str = AS_REPORTED
    known_on: int = 0


_lens = OfSession("lens", Lens())


def current() -> Lens:
    """The lens of this session."""
    return _lens.get()


def follow_address() -> None:
    """Before anything else of a script run: an address says how to look; an empty one, as menus leave it, nothing."""
    if st.query_params:
        units = {code: units for units, code in _CODES.items()}.get(st.query_params.get(_UNITS, ""), AS_REPORTED)
        known_on = st.query_params.get(_KNOWN_ON, "")
        number = int(known_on) if known_on.isascii() and known_on.isdecimal() and len(known_on) < 10 else 0
        _lens.set(Lens(units, number))


def look(*, units: str | None = None, known_on: int | None = None) -> None:
    """For widgets: look otherwise from now on."""
    before = current()
    _lens.set(Lens(before.units if units is None else units, before.known_on if known_on is None else known_on))
    for key in (_UNITS, _KNOWN_ON):
        if key in st.query_params and key not in address():
            del st.query_params[key]
    st.query_params.update(address())


def address() -> dict[str, str]:
    """What the address carries so that a link looks the same way."""
    lens = current()
    told = {_UNITS: _CODES.get(lens.units, ""), _KNOWN_ON: str(lens.known_on or "")}
    return {key: value for key, value in told.items() if value}


def pinning(load: int) -> dict[str, str]:
    """What an address carries so that a link shows the figures as known after a load, whatever comes later."""
    return {_KNOWN_ON: str(load)}
