"""Who is there, asked anew in every script run: by sign-in, by a trusted proxy, or anybody at this machine.

What a person holds is read from the published snapshot each time, so a role that is taken back is gone with the next
click, whatever the session remembers. Within one run (`one_run`) it is asked once: a page asks some thirty times, and
Streamlit looks for secrets.toml under a lock that all sessions share.
"""

import ipaddress
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import streamlit as st

from etl import account_settings, database, grants, homes, sign_outs
from etl.account_settings import AccountSettings, AccountSettingsError, account_name
from etl.grants import Held
from etl.roles import Grant, remits
from etl.snapshots import default_address, default_place

Way = Literal["local", "sign_in", "proxy"]
# Why somebody is not let in; '' where he is.
Why = Literal["", "not_local", "settings", "two_ways", "wrong_peer", "no_name", "signed_out", "expired", "no_role"]
_LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}
_HOUR = 3600


class Visit(NamedTuple):
    """A person in a session.

    Attributes:
        way: how the person is known; at this machine nobody is, and everybody may do everything.
        why: '' where the person is let in.
        name: account, '' where nobody is known.
        grants: what the person holds.
        token: tells one sign-in of a person from another.
        said: what is wrong with the settings.
    """

    way: Way
    why: Why = ""
    name: str = ""
    grants: tuple[Grant, ...] = ()
    token: str = ""
    said: str = ""


_in_run: ContextVar[Visit | None] = ContextVar("visit", default=None)


@contextmanager
def one_run() -> Iterator[None]:
    """Within a script run everybody is told the same of who is there. What a button calls comes before, and asks."""
    before = _in_run.set(_visit())
    try:
        yield
    finally:
        _in_run.reset(before)


def visit() -> Visit:
    """Who is there now, and whether that is anybody who may come in."""
    return _in_run.get() or _visit()


def _visit() -> Visit:
    try:
        settings = account_settings.read(default_place())
    except AccountSettingsError as error:
        return Visit("sign_in", "settings", said=str(error))
    if settings.proxy_header and providers():
        return Visit("sign_in", "two_ways")
    if settings.proxy_header:
        return _by_proxy(settings)
    if providers():
        return _by_sign_in(settings, claims())
    if not (is_loopback(str(address())) and is_loopback(host())):
        return Visit("local", "not_local")
    return Visit("local", grants=(Grant("administrator"),))


def later() -> Callable[[], tuple[Grant, ...]]:
    """What the person of this session holds when it is called, outside the session: a file is taken after its page."""
    known = visit()
    if known.way == "local":
        return lambda: known.grants if not known.why else ()
    told = claims() if known.way == "sign_in" else {}

    def ask() -> tuple[Grant, ...]:
        settings = account_settings.read(default_place())
        now = _by_sign_in(settings, told) if known.way == "sign_in" else _with_grants(known, settings)
        return () if known.why or now.why else now.grants

    return ask


def sign_out(now: Visit) -> None:
    """For a button: no window of this sign-in is let in any more, at no machine, though its session is still open."""
    mark = {sign_outs.mark_of(now.name, now.token): int(time.time())}
    try:
        homes.at(default_address()).sign_out(mark)
    except database.WarehouseError:
        sign_outs.of(default_place()).take(mark)
    st.logout()


def providers() -> list[str]:
    """The names of the identity providers of secrets.toml, 'default' for the one without; none without sign-in."""
    if not st.secrets.load_if_toml_exists() or "auth" not in st.secrets:
        return []
    told = st.secrets["auth"]
    named = [str(name) for name, value in told.items() if isinstance(value, Mapping) and name != "client_kwargs"]
    return named or ["default"]


def claims() -> dict[str, Any]:
    """What the identity token of this session says; {} where nobody is signed in."""
    told = st.user.to_dict()
    return dict(told) if told.get("is_logged_in") else {}


def headers(name: str) -> list[str]:
    """All values of a header of the request with which this session began."""
    return list(st.context.headers.get_all(name))


def host() -> str:
    """By which name the browser asked; '' where it did not say."""
    named = headers("Host")
    return named[0].rsplit(":", 1)[0].strip("[]") if len(named) == 1 and named[0] else "localhost" * (not named)


def peer() -> str:
    """From where the session was opened; '' for this machine."""
    return str(st.context.ip_address or "")


def address() -> str:
    """Where the server listens; '' for every address of the machine."""
    return str(st.get_option("server.address") or "")


def is_loopback(name: str) -> bool:
    """Whether an address reaches this machine only."""
    if name in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _by_sign_in(settings: AccountSettings, told: Mapping[str, Any]) -> Visit:
    if not told:
        return Visit("sign_in", "signed_out")
    name = account_name(str(told.get(settings.claim) or ""))
    if not name or (settings.claim == "email" and told.get("email_verified") is False):
        return Visit("sign_in", "no_name")
    issued = told.get("iat")
    token = f"{told.get('iss', '')} {told.get('sub', '')} {issued}"
    is_known = isinstance(issued, int | float) and not isinstance(issued, bool)
    if not is_known or _has_signed_out(name, token) or time.time() > float(issued or 0) + settings.hours * _HOUR:
        return Visit("sign_in", "expired", name, token=token)
    return _with_grants(Visit("sign_in", name=name, token=token), settings)


def _has_signed_out(name: str, token: str) -> bool:
    try:
        known = homes.at(default_address()).signed_out()
    except database.WarehouseError:  # the address is wrong
        known = sign_outs.of(default_place())
    return sign_outs.mark_of(name, token) in known


def _by_proxy(settings: AccountSettings) -> Visit:
    is_alone = is_loopback(address())
    is_peer = bool(settings.proxy_address) and peer() == settings.proxy_address
    # uvicorn believes X-Forwarded-For from this machine; told to believe it from others, an address proves nothing
    is_certain = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1") == "127.0.0.1"
    if not (is_alone or (is_peer and is_certain)):
        return Visit("proxy", "wrong_peer")
    named = headers(settings.proxy_header)
    name = account_name(named[0]) if len(named) == 1 else ""
    if not name:
        return Visit("proxy", "no_name")
    return _with_grants(Visit("proxy", name=name), settings)


def _with_grants(known: Visit, settings: AccountSettings) -> Visit:
    found = grants.of(known.name, _every(), settings.first_administrator)
    return known._replace(grants=found, why="" if remits(found, "look") else "no_role")


def _every() -> tuple[Held, ...]:
    """All grants of the real warehouse; none where it cannot be read."""
    try:
        path = homes.at(default_address()).current()
        return () if path is None else _read(str(path), path.stat().st_mtime_ns)
    except (database.WarehouseError, *database.BROKEN, OSError):
        return ()


@lru_cache(maxsize=4)
def _read(path: str, _stamp: int) -> tuple[Held, ...]:
    with closing(database.open_reading(Path(path))) as con:
        return tuple(grants.held(con))
