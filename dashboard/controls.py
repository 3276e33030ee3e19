"""Widgets whose value is in the address: a code, whatever the language of its label."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from dashboard import address


def select(
    key: str, label: str, options: Mapping[str, str], *, default: str = "", known: Iterable[str] = (), **more: Any
) -> str:
    """One of many, in a box. `options` are codes with their labels; `known` codes exist but are not offered here."""
    default = default or next(iter(options), "")
    address.seed(key, options, default, known)
    chosen: str | None = st.selectbox(
        label, list(options), format_func=lambda code: options.get(code, code), key=key,
        **{"filter_mode": "contains"} | more,
    )  # fmt: skip
    return _noted(key, chosen or "", options, default)


def one_of(key: str, label: str, options: Mapping[str, str], *, default: str, **more: Any) -> str:
    """One of many under a parameter that may hold several elsewhere: the first of those asked for that exists."""
    widget = f"{key}-one"
    wanted = [code for code in address.asked(key) if code in options]
    if widget not in st.session_state:  # once: what is asked for stays until the reader chooses
        address.refuse(code for code in address.asked(key) if code not in options)
    address.seed(widget, options, next(iter(wanted), default))
    chosen: str | None = st.selectbox(
        label, list(options), format_func=lambda code: options.get(code, code), key=widget,
        **{"filter_mode": "contains"} | more,
    )  # fmt: skip
    address.note(key, [chosen or ""], is_chosen=(chosen or "") != next(iter(wanted), default))
    return chosen or ""


def segments(
    key: str, label: str, options: Mapping[str, str], *, default: str = "", known: Iterable[str] = (), **more: Any
) -> str:
    """One of a few, all in sight."""
    default = default or next(iter(options), "")
    address.seed(key, options, default, known)
    chosen: str | None = st.segmented_control(
        label, list(options), format_func=lambda code: options.get(code, code), key=key, required=True, **more
    )
    return _noted(key, chosen or "", options, default)


def many(
    key: str, label: str, options: Mapping[str, str], *, known: Iterable[str] = (), **more: Any
) -> tuple[str, ...]:
    """Several; none means all. `known` as in `select`."""
    there = {*options, *known}
    address.refuse(code for code in address.asked(key) if code not in there)
    address.seed_many(key, options)
    chosen: list[str] = st.multiselect(
        label, list(options), format_func=lambda code: options.get(code, code), key=key, select_all=False, **more
    )
    address.note(key, chosen)
    return tuple(chosen)


def _noted(key: str, chosen: str, options: Mapping[str, str], default: str) -> str:
    asked = address.asked(key)[-1:]
    address.note(key, [chosen], is_chosen=chosen != default or any(code in options for code in asked))
    return chosen
