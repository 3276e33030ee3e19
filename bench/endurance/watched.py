"""The dashboard with a watch on its questions: `python -m bench.endurance.watched run app.py`, as with `streamlit`.

For every answer of a script run it looks whether it comes from the snapshot that the run was pinned to, and whether the
values in it are those that this snapshot was published with (a million and its number). What does not fit is written to
the file that the environment variable WATCHED names, with a last line of counts each time.
"""

import os
import sys
import threading
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import store
from dashboard.asking import Snapshot

BASE = 1_000_000
_lock = threading.Lock()
_counts = {"runs": 0, "answers": 0, "values": 0, "mixed": 0, "wrong": 0}


def _note(what: str, said: str = "") -> None:
    with _lock:
        _counts[what] += 1
        if said:
            with Path(os.environ["WATCHED"]).open("a", encoding="utf-8") as out:
                out.write(said + "\n")


def _look(snapshot: Snapshot, answer: Any, question: str) -> None:
    _note("answers")
    pinned = st.session_state.get("snapshot")
    if pinned is None or pinned.path != snapshot.path or pinned.stamp != snapshot.stamp:
        _note("mixed", f"{question}: from {snapshot.path}, the run is pinned to {pinned}")
    if isinstance(answer, pd.DataFrame) and "value" in answer.columns:
        values = pd.to_numeric(answer["value"], errors="coerce").dropna()
        marked = values[values > BASE]
        _note("values")
        if not set(marked) <= {BASE + snapshot.number}:
            _note("wrong", f"{question}: {sorted(set(marked))} in {snapshot.path}")


def install() -> None:
    """Wrap what every answer goes through."""
    fetch, read, pin = store._fetch, store._read, store.pin

    def fetched(question: str, values: Any, snapshot: Snapshot, spoken: Any, *given: Any) -> pd.DataFrame:
        answer = fetch(question, values, snapshot, spoken, *given)
        _look(snapshot, answer, question)
        return answer

    def was_read(name: str, question: Any, values: Any, snapshot: Snapshot) -> Any:
        answer = read(name, question, values, snapshot)
        _look(snapshot, answer, name)
        return answer

    def pinned() -> Snapshot | None:
        _note("runs")
        answer = pin()
        with _lock:
            Path(os.environ["WATCHED"] + ".counts").write_text(repr(_counts), encoding="utf-8")
        return answer

    store._fetch, store._read, store.pin = fetched, was_read, pinned  # type: ignore[assignment]


if __name__ == "__main__":
    from streamlit.web import cli

    install()
    sys.argv[0] = "streamlit"
    cli.main()
