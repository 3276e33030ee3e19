"""What the person of this session may do: asked where it is done, and again when a file is taken.

Buttons that are not shown protect nothing. Every action of the screen that changes something, or gives something away,
comes through here; what is loaded or withdrawn is asked once more of the figures themselves (`etl.guard`).
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from dashboard import account, person
from dashboard.of_session import OfSession
from etl import deeds, guard, roles
from etl.deeds import DeedsError
from etl.guard import Allowed, NotAllowedError
from etl.roles import EVERYWHERE, Action, Grant
from etl.snapshots import default_place

_Made = TypeVar("_Made")
trial = OfSession("minh-hoa", default=False)  # figures of nobody, so a role there is for all units
_OF_THE_REAL: tuple[Action, ...] = ("read_deeds", "take_bundle")  # also there it is the real log that is read


def grants(action: Action | None = None) -> tuple[Grant, ...]:
    """What the person holds, for doing something; nothing where he is not let in."""
    now = account.visit()
    return () if now.why else _lifted(now.grants, action, is_trial=in_trial())


def held() -> Allowed:
    """The same for the functions that change something; None at this machine, where nobody is asked."""
    now = account.visit()
    return None if now.way == "local" and not now.why else grants()


def may(action: Action) -> bool:
    """Whether the person may do something for any unit: whether to offer it."""
    return offers()(action)


def offers() -> Callable[[Action], bool]:
    """`may` for many actions of one moment: who is there is asked once."""
    now, is_trial = account.visit(), in_trial()
    held_by = () if now.why else now.grants
    return lambda action: bool(roles.remits(_lifted(held_by, action, is_trial=is_trial), action))


def may_everywhere(action: Action) -> bool:
    """Whether the person may do something for all units."""
    return EVERYWHERE in roles.remits(grants(action), action)


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

    It is the file of the page: who may have less by now than when that was drawn does not get it.

    Raises:
        NotAllowedError, DeedsError: by what is returned.
    """
    name, way, is_trial = person.name(), account.visit().way, in_trial()
    check = account.later()
    before = roles.remits(grants(action), action)

    def take() -> _Made:
        now = roles.remits(_lifted(check(), action, is_trial=is_trial), action)
        if not now or not (EVERYWHERE in now or before <= now):
            _record(way, name, action, "refused", **facts)
            raise NotAllowedError(guard.changed(action) if now else guard.refusal(action))
        _record(way, name, action, "done", units=units, periods=periods, **facts)
        return make()

    return take


def in_trial() -> bool:
    """Whether the session looks at the invented province."""
    return trial.get()


def _lifted(held_by: tuple[Grant, ...], action: Action | None, *, is_trial: bool) -> tuple[Grant, ...]:
    """What somebody holds in the trial: the same roles for all units, but for what is not of the trial."""
    return tuple(Grant(one.role) for one in held_by) if is_trial and action not in _OF_THE_REAL else held_by


def _record(way: account.Way, name: str, deed: deeds.Kind, outcome: deeds.Outcome, **facts: Any) -> None:
    try:
        if default_place().is_dir():
            deeds.write(default_place(), name, deed, outcome, **facts)
    except DeedsError:
        if way != "local":
            raise
