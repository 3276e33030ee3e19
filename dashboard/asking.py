"""Snapshots as they are opened, and their answers, kept for all sessions; nothing here knows whose session asks."""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pandas as pd
import streamlit as st

from dashboard import language, queries, translation, turns
from dashboard.kept import Kept
from etl import database, sight

STOPPED = duckdb.InterruptException  # what a question raises that was stopped because the process ends
BROKEN = database.BROKEN  # what a question raises where the file under it is damaged or gone
# Askers change their frames, so each gets a copy.
answers: Kept[pd.DataFrame] = Kept(256 * 2**20, lambda answer: answer.copy(deep=True))


class Snapshot(NamedTuple):
    """A published file; `stamp` tells it from another file that once had the same name.

    `known_on` is the load after which it is looked at, 0 for as it is; `remits` the units that the person may look at,
    with all below them, () for all; `own` the files of the person's draft, where they are to be looked into. Whatever
    is kept is kept by all of it, so nobody is given what another may see.
    """

    path: str
    stamp: int
    known_on: int = 0
    remits: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The running number that is part of its name."""
        return int("".join(filter(str.isdigit, Path(self.path).stem)) or 0)


# A page asks four times, and Streamlit would look at each part by itself.
_IN_WORDS: dict[str | type[Any], Callable[[Any], Any]] = {Snapshot: repr}


class Question(NamedTuple):
    """A question of `queries` by its name, with its values in the order of their names.

    `spoken` is part of it: names and sentences are in an answer.
    """

    name: str
    values: tuple[tuple[str, Hashable], ...]
    snapshot: Snapshot
    spoken: language.Language


def answer(asked: Question, given: Callable[[pd.DataFrame], pd.DataFrame] | None = None) -> pd.DataFrame:
    """The answer, asked once for all; `given` makes what this asker gets of it, instead of a copy."""

    def ask() -> pd.DataFrame:
        with language.spoken(asked.spoken):
            with opened(asked.snapshot).cursor() as cursor, turns.runs.aside():
                found: pd.DataFrame = getattr(queries, asked.name)(cursor, **dict(asked.values))
            return translation.answer(asked.name, found)

    return answers.get(asked, ask, given)


def opened(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """The one connection of the process to a snapshot, looked at as it says; questions take a cursor of it."""
    return _within(snapshot) if snapshot.remits else whole(snapshot)


def close(snapshot: Snapshot) -> None:
    """Forget a connection that broke."""
    (_within if snapshot.remits else whole).clear(snapshot)


@st.cache_resource(max_entries=24, show_spinner=False, hash_funcs=_IN_WORDS)
def _within(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    return sight.open_within(Path(snapshot.path), snapshot.remits, snapshot.known_on, snapshot.own)


@st.cache_resource(max_entries=6, show_spinner=False, hash_funcs=_IN_WORDS)
def whole(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """The connection of whoever may look at all units."""
    if snapshot.known_on:
        return database.open_known_on(Path(snapshot.path), snapshot.known_on)
    return database.open_reading(Path(snapshot.path))
