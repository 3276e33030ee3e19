"""What the person of this session may do: asked where it is done, and again when a file is taken.

Buttons that are not shown protect nothing. Every action of the screen that changes something, or gives something away,
comes through here; what is loaded or withdrawn is asked once more of the figures themselves (`etl.guard`).
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

from dashboard import account, person
from etl import deeds, guard, roles
from etl.deeds import DeedsError
from etl.guard import Allowed, NotAllowedError
from etl.roles import EVERYWHERE, Action, Grant
from etl.snapshots import default_place

_Made = TypeVar("_Made")
IN_TRIAL = "minh-hoa"  # of the session: figures of nobody, so a role there is for all units


def grants() -> tuple[Grant, ...]:
    """What the person holds; nothing where he is not let in."""
    now = account.visit()
    return () if now.why else _lifted(now.grants)


def held() -> Allowed:
    """The same for the functions that change something; None at this machine, where nobody is asked."""
    now = account.visit()
    return None if now.way == "local" and not now.why else grants()


def may(action: Action) -> bool:
    """Whether the person may do something for any unit: whether to offer it."""
    return offers()(action)


def offers() -> Callable[[Action], bool]:
    """`may` for many actions of one moment: who is there is asked once."""
    holding = grants()
    return lambda action: bool(roles.remits(holding, action))


def may_everywhere(action: Action) -> bool:
    """Whether the person may do something for all units."""
    return EVERYWHERE in roles.remits(grants(), action)


def remits() -> tuple[str, ...]:
    """The units at which the person may look, with all below them; () for all of them."""
    found = roles.remits(grants(), "look")
    return () if EVERYWHERE in found else tuple(sorted(found)) or ("",)


def require(action: Action, *, everywhere: bool = False) -> None:
    """Stop where the person may not do something for any unit, or for all; a refusal goes on record.

    Raises:
        NotAllowedError: says what is missing.
    """
    if not (may_everywhere(action) if everywhere else may(action)):
        record(action, "refused")
        raise NotAllowedError(guard.refusal(action))


def record(deed: deeds.Kind, outcome: deeds.Outcome = "done", **facts: Any) -> None:
    """Append a deed of this session to the log; where people sign in, what cannot be recorded is not done.

    Raises:
        DeedsError: the log cannot be written.
    """
    _record(account.visit().way, person.name(), deed, outcome, **facts)


def taking(
    action: Action, make: Callable[[], _Made], *, units: Sequence[str] = (), periods: Sequence[str] = (), **facts: Any
) -> Callable[[], _Made]:
    """What makes a file when it is taken, outside the session: the right to it is asked again, and it goes on record.

    Raises:
        NotAllowedError, DeedsError: by what is returned.
    """
    name, way, is_trial = person.name(), account.visit().way, in_trial()
    check = account.later()

    def take() -> _Made:
        held_now = _lifted(check(), is_trial=is_trial)
        if not roles.remits(held_now, action):
            _record(way, name, action, "refused", **facts)
            raise NotAllowedError(guard.refusal(action))
        _record(way, name, action, "done", units=units, periods=periods, **facts)
        return make()

    return take


def in_trial() -> bool:
    """Whether the session looks at the invented province."""
    return bool(st.session_state.get(IN_TRIAL, False))


def _lifted(held_by: tuple[Grant, ...], *, is_trial: bool | None = None) -> tuple[Grant, ...]:
    is_lifted = in_trial() if is_trial is None else is_trial
    return tuple(Grant(one.role) for one in held_by) if is_lifted else held_by


def _record(way: account.Way, name: str, deed: deeds.Kind, outcome: deeds.Outcome, **facts: Any) -> None:
    try:
        if default_place().is_dir():
            deeds.write(default_place(), name, deed, outcome, **facts)
    except DeedsError:
        if way != "local":
            raise
