"""The way from a page to the warehouse, and the only caches.

One script run sees one snapshot: `pin` chooses it, every question of the run uses it, and a load that
is published meanwhile is seen at the next run. The snapshot is part of every cache key, so nothing
is ever cleared by hand.
"""

from collections.abc import Hashable
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd
import streamlit as st

from dashboard import queries
from etl import database
from etl.snapshots import Warehouse, default_place

_PINNED = "snapshot"


class Snapshot(NamedTuple):
    """A published file; `stamp` tells it from another file that once had the same name."""

    path: str
    stamp: int

    @property
    def number(self) -> int:
        """The running number that is part of its name."""
        return int("".join(filter(str.isdigit, Path(self.path).stem)) or 0)


def warehouse() -> Warehouse:
    """The warehouse this server shows: the environment variable WAREHOUSE, else data/warehouse."""
    return Warehouse(default_place())


def pin() -> Snapshot | None:
    """Choose the snapshot for this script run; None before the first load."""
    path = warehouse().current()
    snapshot = None if path is None else Snapshot(str(path), path.stat().st_mtime_ns)
    st.session_state[_PINNED] = snapshot
    return snapshot


def pinned() -> Snapshot | None:
    """The snapshot of this script run."""
    snapshot: Snapshot | None = st.session_state.get(_PINNED)
    return snapshot


def fetch(question: str, **values: Hashable) -> pd.DataFrame:
    """The answer to a question of `queries`, named by its function, on the pinned snapshot."""
    snapshot = pinned()
    if snapshot is None:
        return pd.DataFrame()
    return _fetch(question, tuple(sorted(values.items())), snapshot)


@st.cache_data(max_entries=500, show_spinner=False)
def _fetch(question: str, values: tuple[tuple[str, Hashable], ...], snapshot: Snapshot) -> pd.DataFrame:
    with _open(snapshot).cursor() as cursor:
        answer: pd.DataFrame = getattr(queries, question)(cursor, **dict(values))
    return answer


@st.cache_resource(max_entries=3, show_spinner=False)
def _open(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    return database.open_reading(Path(snapshot.path))
