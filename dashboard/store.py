"""The way from a page to the warehouse, and, with `asking`, the only caches.

One script run sees one snapshot: `pin` chooses it, every question of the run uses it, and a load that
is published meanwhile is seen at the next run. The snapshot is part of every cache key, so nothing
is ever cleared by hand; so is the language of an answer that has words in it.
"""

import inspect
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import streamlit as st

from dashboard import ahead, allowed, asking, language, lens, patience, queries, records, translation
from dashboard.asking import Snapshot
from dashboard.kept import Kept
from dashboard.of_session import OfSession
from etl import answers, database, guard, homes
from etl.reference import Reference
from etl.snapshots import Warehouse, default_address, default_place

_GONE = "gone-load"
_TRIAL, _IN_TRIAL = "minh-hoa", "1"
_CHOICES = 10  # snapshots that may be deleted or turn out damaged while one is chosen
_Found = TypeVar("_Found")
_pinned = OfSession[Snapshot | None]("snapshot", None)
_made: Kept[Any] = Kept(128 * 2**20)  # of cards and groups that nobody changes all get the same


def home() -> Path:
    """The folder of the real figures, also in the trial: the program's log lies there."""
    return default_place()


def warehouse() -> Warehouse:
    """The warehouse of this session: the environment variable WAREHOUSE, else data/warehouse.

    In the trial it is a folder of its own beside that one, so that invented figures never meet real ones.
    """
    if not allowed.in_trial():
        return homes.at(default_address())
    whole = default_place().resolve()  # '.' has no name
    return Warehouse(whole.parent / f"{whole.name}-{_TRIAL}")


def follow_address() -> None:
    """Before anything else of a script run: a link to the trial opens the trial, any other link the real figures.

    An empty address is what the menu leaves behind, so it changes nothing.
    """
    if st.query_params:
        allowed.trial.set(st.query_params.get(_TRIAL) == _IN_TRIAL)
    lens.follow_address()
    language.follow_address()


def switch(*, to_trial: bool) -> None:
    """For a button: go to the invented province, or back, with an address that says nothing else."""
    allowed.trial.set(to_trial)
    st.query_params.from_dict(trial_address() | language.address())


def trial_address() -> dict[str, str]:
    """What the address carries so that a link opens the same warehouse."""
    return {_TRIAL: _IN_TRIAL} if allowed.in_trial() else {}


def address() -> dict[str, str]:
    """What the address carries so that a link shows the same warehouse in the same way and language."""
    return trial_address() | lens.address() | language.address()


def pin() -> Snapshot | None:
    """Choose the snapshot for this script run; None before the first load.

    Raises:
        WarehouseError: there were snapshots, and none is left that can be read.
    """
    snapshot = _readable()
    if snapshot is not None and lens.current().known_on:
        loads = _fetch("loads", (), snapshot, language.current())["load"]
        known_on = lens.current().known_on
        if known_on in set(loads):
            snapshot = snapshot._replace(known_on=known_on)
        else:
            lens.look(known_on=0)  # another warehouse's, one before a restoration, or of somebody's invention
            st.session_state[_GONE] = known_on
    _pinned.set(snapshot)
    return snapshot


def passed_over() -> list[int]:
    """Numbers of the snapshots that should have been pinned and are damaged or gone; the latest first."""
    return [Snapshot(str(path), 0).number for path in warehouse().passed_over()]


def away() -> str:
    """Why the latest figures of a shared warehouse cannot be shown now, in the loader's words; '' where they are."""
    return warehouse().away


def gone_load() -> int:
    """The load of which a link asked and that the warehouse does not have (any more), told once; 0 for none."""
    return int(st.session_state.pop(_GONE, 0))


def pinned() -> Snapshot | None:
    """The snapshot of this script run."""
    return _pinned.get()


def fetch(question: str, **values: Hashable) -> pd.DataFrame:
    """The answer to a question of `queries`, named by its function, on the pinned snapshot and through the lens.

    Raises:
        PersonCanActError: what is asked must not be put together; the message says why.
    """
    return _asked(question, values)


def fetch_of(reporting_units: Sequence[str], question: str, **values: Hashable) -> pd.DataFrame:
    """Of an answer about all units of a level the rows of some of them; none named are all.

    It is asked and kept once for everybody who looks at that level, whichever units are theirs. For answers of a few
    rows for each unit, which do not depend on who else is chosen.
    """
    if not reporting_units:
        return _asked(question, values, is_of_everybody=True)
    places: dict[str, Sequence[int]] = made(_places, question, tuple(values.items()))
    wanted = sorted(chain.from_iterable(places.get(unit, ()) for unit in set(reporting_units)))
    return _asked(question, values, partial(records.at, wanted), is_of_everybody=True)


def _readable() -> Snapshot | None:
    """The snapshot to read, opened: one that a publish deletes, or that turns out damaged, gives way to another."""
    for _ in range(_CHOICES):
        path = warehouse().current()
        if path is None:
            return None
        try:
            snapshot = Snapshot(str(path), path.stat().st_mtime_ns, remits=allowed.remits())
            asking.opened(snapshot)
        except (FileNotFoundError, database.WarehouseError):
            if not warehouse().is_lost(path):
                raise
        else:
            return snapshot
    raise database.WarehouseError(f"Không mở được bản số liệu nào trong {warehouse().folder}. Hãy tải lại trang.")


def _mend(snapshot: Snapshot) -> None:
    """After DuckDB failed on a snapshot: another one where it is damaged, else the same one opened again.

    What a page has drawn so far is of the damaged one, so the whole script runs anew.
    """
    asking.close(snapshot)
    if warehouse().is_lost(Path(snapshot.path)):
        st.rerun()


def cursor(path: Path | None, own: Iterable[str] = ()) -> duckdb.DuckDBPyConnection | None:
    """On another snapshot than the pinned one: what a draft would make, or what it was compared with; None for none.

    `own` are the hashes of the draft's files.
    """
    if path is None:
        return None
    remits = allowed.remits()
    seen = Snapshot(str(path), path.stat().st_mtime_ns, remits=remits, own=tuple(sorted(own)) if remits else ())
    return asking.opened(seen).cursor()


def why_not_load(path: Path | None, load: int) -> str:
    """Why the person may not load what a preview holds: files and units beyond the roles; '' where he may."""
    held = allowed.held()
    if path is None or held is None or not load:
        return ""
    with asking.opened(Snapshot(str(path), path.stat().st_mtime_ns)).cursor() as cursor:
        found = guard.beyond(cursor, held, "load", guard.of_load(cursor, load))
        return guard.sentence(cursor, "load", found) if found else ""


def original(file_hash: str) -> Path | None:
    """Where a file is kept as it was received; None where it is gone, or speaks of units beyond the person's remits."""
    place = warehouse().original(file_hash)
    held = allowed.held()
    current = warehouse().current()
    if place is None or held is None or current is None:
        return place
    with asking.opened(Snapshot(str(current), current.stat().st_mtime_ns)).cursor() as cursor:
        spoken = guard.of_file(cursor, file_hash)
        return place if spoken and not guard.beyond(cursor, held, "take_original", spoken) else None


def known_on(load: int) -> duckdb.DuckDBPyConnection | None:
    """On the pinned snapshot as it was known after a load; None where that was before the first."""
    snapshot = pinned()
    if snapshot is None or load < 1:
        return None
    return asking.opened(snapshot._replace(known_on=load)).cursor()


def later(question: str, **values: Hashable) -> Callable[[], pd.DataFrame]:
    """The same question of the same snapshot through the same lens, asked when it is called, also outside the session.

    The answer speaks the language of the session that asks now. For files that are made when somebody takes them;
    nothing is cached.
    """
    snapshot = pinned()
    if snapshot is None:
        return pd.DataFrame
    con, seen, spoken = asking.opened(snapshot), _through_lens(question, values), language.current()

    def ask() -> pd.DataFrame:
        with con.cursor() as cursor, language.spoken(spoken), patience.allowing(patience.FOR_FILES):
            answer: pd.DataFrame = getattr(queries, question)(cursor, **seen)
            return translation.answer(question, answer)

    return ask


def read(question: Callable[..., _Found], empty: _Found, *values: Hashable) -> _Found:
    """What a reader of the loader's finds in the pinned snapshot for some values; `empty` before the first load."""
    snapshot = pinned()
    if snapshot is None:
        return empty
    name = f"{question.__module__}.{question.__qualname__}"
    try:
        found: _Found = _read(name, question, values, snapshot)
    except database.BROKEN:
        _mend(snapshot)
        found = _read(name, question, values, snapshot)
    return found


def made(make: Callable[..., _Found], *values: Hashable) -> _Found:
    """What a function makes of answers, kept as they are: by snapshot, lens, language and values.

    The function asks through `fetch` and depends on nothing else; nobody changes what it gives.
    """
    key = make, values, pinned(), lens.current(), language.current()
    found: _Found = _made.get(key, lambda: make(*values))
    return found


def known_tables() -> Reference:
    """What an answer may point to: the reviewed tables, with the units that only documents of the snapshot name."""
    return _known_tables(pinned())


def _through_lens(question: str, values: dict[str, Hashable]) -> dict[str, Hashable]:
    """The values of a question, with the way to see units where it knows ways and this is not the usual one."""
    looked = lens.current().units
    return values | {"units": looked} if looked != lens.Lens().units and _knows_ways(question) else values


@cache
def _knows_ways(question: str) -> bool:
    return "units" in inspect.signature(getattr(queries, question)).parameters


@st.cache_resource(max_entries=20, show_spinner=False)
def _read(
    name: str,  # noqa: ARG001 -- part of the key
    _question: Callable[..., Any],
    values: tuple[Hashable, ...],
    snapshot: Snapshot,
) -> Any:
    with asking.opened(snapshot).cursor() as cursor, patience.bounded(cursor):
        return _question(cursor, *values)


@st.cache_resource(max_entries=3, show_spinner=False)
def _known_tables(snapshot: Snapshot | None) -> Reference:
    return answers.tables_of(None if snapshot is None else Path(snapshot.path))


def _places(question: str, values: tuple[tuple[str, Hashable], ...]) -> dict[str, Sequence[int]]:
    return records.places(_asked(question, dict(values)), "reporting_unit")


def _asked(
    question: str,
    values: dict[str, Hashable],
    given: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
    *,
    is_of_everybody: bool = False,
) -> pd.DataFrame:
    snapshot = pinned()
    if snapshot is None:
        return pd.DataFrame()
    asked = tuple(sorted(_through_lens(question, values).items()))
    if is_of_everybody:
        ahead.questions.note(asking.Question(question, asked, snapshot, language.current()))
    return _fetch(question, asked, snapshot, language.current(), given)


def _fetch(
    question: str, values: tuple[tuple[str, Hashable], ...], snapshot: Snapshot, spoken: language.Language,
    given: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
) -> pd.DataFrame:  # fmt: skip
    asked = asking.Question(question, values, snapshot, spoken)
    try:
        return asking.answer(asked, given)
    except database.BROKEN:
        _mend(snapshot)
        return asking.answer(asked, given)
