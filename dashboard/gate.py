"""Before any page: whether somebody may come in, what stands there instead, and who is there in the sidebar."""

import streamlit as st

from dashboard import account, allowed, formatting, store, translation
from dashboard import account_texts as words
from dashboard.account import Visit
from etl.model import PersonCanActError
from etl.roles import EVERYWHERE, Action

_SIGNED_IN = "signed-in"
_MOST_REMEMBERED = 10_000
_on_record: dict[tuple[str, str, str], None] = {}  # sign-ins of this process; oldest first
_NAMED = 3


def is_open() -> bool:
    """Whether the person may come in; otherwise why not stands on the screen with the way to sign in, and no figure."""
    now = account.visit()
    _remember(now)
    if not now.why:
        return True
    st.title(words.TITLE, anchor=False)
    said = words.WHY[now.why].format(name=formatting.for_markdown(now.name), said=now.said)
    (st.info if now.why in ("signed_out", "expired") else st.warning)(said, icon=":material/lock:")
    if now.way == "sign_in" and now.why in ("signed_out", "expired", "no_name"):
        _ways_in(is_again=now.why == "expired")
    if now.way == "sign_in" and now.why in ("no_role", "no_name"):
        st.button(words.SIGN_OUT, key="sign-out", icon=":material/logout:", on_click=_sign_out, args=(now,))
    return False


def may_open(needs: Action) -> bool:
    """Whether the person may open a page, by whatever address; otherwise that is said, and goes on record."""
    try:
        allowed.require(needs)
    except PersonCanActError as error:
        st.warning(translation.said(str(error)), icon=":material/lock:")
        return False
    return True


def badge() -> None:
    """In the sidebar: who is there with which roles, and the way out; at this machine, that nobody is asked."""
    now = account.visit()
    with st.sidebar, st.container(key="account", gap="xsmall"):
        if now.way == "local":
            st.caption(words.LOCAL)
            return
        names = _unit_names()
        told = [_grant(one.role, one.remit, names) for one in now.grants]
        st.caption(f"**{formatting.for_markdown(now.name)}**  \n" + "  \n".join(told[:_NAMED]))
        if now.way == "sign_in":
            st.button(
                words.SIGN_OUT, key="sign-out", icon=":material/logout:", help=words.SIGN_OUT_HELP, type="tertiary",
                on_click=_sign_out, args=(now,),
            )  # fmt: skip


def limits() -> None:
    """Above the figures, where the person sees some units only: which, and that all comparison is among them."""
    remits = allowed.remits()
    if not remits:
        return
    names = _unit_names()
    units = ", ".join(formatting.for_markdown(names.get(code, code)) for code in remits[:_NAMED])
    if len(remits) > _NAMED:
        units = words.MORE_UNITS.format(units=units, count=formatting.number(len(remits) - _NAMED))
    st.info(words.WITHIN.format(units=units), icon=":material/visibility_lock:")


def _ways_in(*, is_again: bool) -> None:
    providers = account.providers()
    for name in providers:
        label = words.SIGN_IN_AGAIN if is_again else words.SIGN_IN
        if len(providers) > 1:
            label = words.SIGN_IN_WITH.format(provider=name)
        chosen = None if name == "default" else name
        st.button(
            label, key=f"sign-in-{name}", type="primary", icon=":material/login:", on_click=st.login, args=(chosen,)
        )


def _sign_out(now: Visit) -> None:
    """What cannot be recorded ends all the same."""
    try:
        allowed.record("sign_out")
    except PersonCanActError as error:
        st.error(translation.said(str(error)))
    account.sign_out(now)


def _remember(now: Visit) -> None:
    """Put a sign-in on record, or that it was refused: once for each sign-in, whatever windows it has.

    A proxy does not say which sign-in it is: there it is once for each window.
    """
    if now.way == "local" or not now.name:
        return
    told = now.name, now.token, now.why
    if st.session_state.get(_SIGNED_IN) == told or (now.token and told in _on_record):
        return
    try:
        allowed.record("sign_in", "refused" if now.why else "done", **({"why": now.why} if now.why else {}))
    except PersonCanActError as error:
        st.error(translation.said(str(error)))
    st.session_state[_SIGNED_IN] = told
    _on_record[told] = None
    while len(_on_record) > _MOST_REMEMBERED:
        del _on_record[next(iter(_on_record))]


def _grant(role: str, remit: str, names: dict[str, str]) -> str:
    unit = words.ALL_UNITS if remit == EVERYWHERE else names.get(remit, remit)
    return str(words.GRANT.format(role=words.ROLES[role], unit=formatting.for_markdown(unit)))


def _unit_names() -> dict[str, str]:
    units = store.fetch("catalogue_units")
    return dict(zip(units["reporting_unit"], units["name"], strict=True)) if len(units) else {}
