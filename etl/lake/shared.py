"""What this process knows of a lake: its latest publication, and whether it answers.

One engine for all sessions and loads, a cursor for each piece of work; after any failure it is made anew. While the
lake does not answer it is asked once a second at most, so that pages do not wait for it one after the other.
"""

# ruff: noqa: S608 -- names and numbers of our own

import contextlib
import json
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import duckdb

from etl import sign_outs
from etl.lake import engine, shared_sign_outs, tables
from etl.lake.address import Address
from etl.lake.engine import CATALOGUE, LAKE, LakeAwayError

_FRESH = 0.05  # seconds for which an answer stands: a run asks several times, and follows what came before it
_PAUSE = 1.0
PUBLISHED = f"{LAKE}.main.lake_published"


class Head(NamedTuple):
    """The latest publication: its number, DuckLake's own snapshot that it is read from, schema and rows by table."""

    number: int = 0
    version: int = 0
    schema: int = 0
    rows: str = "{}"
    token: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table, as they were counted when it was published."""
        return {str(table): int(rows) for table, rows in json.loads(self.rows).items()}


class Lake:
    """A lake as one process sees it."""

    def __init__(self, address: Address) -> None:
        """Nothing is asked yet."""
        self.address = address
        self.away = ""
        self._lock = threading.RLock()
        self._con: duckdb.DuckDBPyConnection | None = None
        self._seen, self._head = -1, Head()
        self._asked = self._failed = float("-inf")
        self.sign_outs = sign_outs.of(address.local)
        self._heard = float("-inf")  # when all sign-outs until then were known
        self.is_behind = True  # whether something of this machine's may not have been told to the others

    def head(self, *, anew: bool = False) -> Head:
        """The latest publication; of number 0 where there is none.

        Raises:
            LakeAwayError: the catalogue does not answer.
        """
        with self._lock:
            now = time.monotonic()
            if not anew and self.away and now - self._failed < _PAUSE:
                raise LakeAwayError(self.away)
            if anew or now - self._asked >= _FRESH:
                with self.asking() as con:
                    self._look(con)
                self.away, self._asked = "", now  # it is as old as the question: a busy machine answers late
            return self._head

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own, with the lake attached; transactions and temporary tables are its own too.

        Raises:
            LakeAwayError: the catalogue does not answer.
        """
        with self._lock:
            try:
                if self._con is None:
                    self._con = self._connected()
                    self._heard, self.is_behind = float("-inf"), True
                return self._con.cursor()
            except LakeAwayError as error:
                self.failed(error)
                raise

    @contextlib.contextmanager
    def asking(self, what: str = "Không đọc được kho chung") -> Iterator[duckdb.DuckDBPyConnection]:
        """The same for one piece of work, with what goes wrong said.

        Raises:
            LakeAwayError: the catalogue or the storage does not answer.
        """
        with closing(self.cursor()) as con:
            try:
                with engine.told(what):
                    yield con
            except LakeAwayError as error:
                self.failed(error)
                raise

    def failed(self, error: LakeAwayError) -> None:
        """The lake did not answer: the engine is made anew, once whoever is at work with it is done."""
        with self._lock:
            self.note(error)
            self._con, self._seen, self._asked = None, -1, float("-inf")

    def _connected(self) -> duckdb.DuckDBPyConnection:
        con = engine.connect(self.address)
        try:
            with engine.told("Không mở được kho chung"):
                tables.make(con)
        except BaseException:
            con.close()
            raise
        return con

    def note(self, error: LakeAwayError) -> None:
        """The lake did not answer."""
        self.away, self._failed = str(error), time.monotonic()

    def changed_tables(self, con: duckdb.DuckDBPyConnection, since: int, until: int) -> set[str] | None:
        """Which tables changed after a snapshot of DuckLake's, up to another; None where it is forgotten."""
        query = f"""SELECT s.snapshot_id, coalesce(c.changes_made, '''') AS made FROM ducklake_snapshot s
                    LEFT JOIN ducklake_snapshot_changes c USING (snapshot_id)
                    WHERE s.snapshot_id BETWEEN {since:d} AND {until:d}"""
        found = dict(con.execute(f"FROM postgres_query('{CATALOGUE}', '{query}')").fetchall())
        if since not in found or until not in found:
            return None
        changes = ",".join(made for version, made in found.items() if version > since)
        if re.search(r"(created|dropped|altered)_table", changes):
            return None
        names = dict(
            con.execute(
                f"FROM postgres_query('{CATALOGUE}', 'SELECT table_id, table_name FROM ducklake_table')"
            ).fetchall()
        )
        return {str(names[int(number)]) for number in re.findall(r":(\d+)", changes) if int(number) in names}

    def _look(self, con: duckdb.DuckDBPyConnection) -> None:
        """What is published, and who signed out: one question for both."""
        now = time.monotonic()
        told = shared_sign_outs.heard_since(now - self._heard)
        question = f"SELECT max(snapshot_id) AS id, {told} AS told FROM ducklake_snapshot"
        try:
            ((newest, marks),) = tables.ask(con, question)
        except duckdb.BinderException:  # a catalogue of before our tables was brought back meanwhile
            tables.make(con)
            self.is_behind = True
            ((newest, marks),) = tables.ask(con, question)
        version = int(newest or 0)
        shared_sign_outs.take(marks, self.sign_outs)
        self._heard = now
        if version != self._seen:
            self._head, self._seen = read_head(con), version


def read_head(con: duckdb.DuckDBPyConnection) -> Head:
    """The latest publication, in a transaction of its own or in the one that is open."""
    there = con.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = ? AND table_name = 'lake_published'", [LAKE]
    ).fetchone()
    if there is None:
        return Head()
    row = con.execute(
        f"SELECT number, (SELECT id FROM {LAKE}.current_snapshot()), schema_version, rows, token FROM {PUBLISHED}"
    ).fetchone()
    return Head(*row) if row else Head()


_known: dict[tuple[int, Address], Lake] = {}
_known_lock = threading.Lock()


def of(address: Address) -> Lake:
    """The one of this process; after a fork it is another one."""
    with _known_lock:
        return _known.setdefault((os.getpid(), address), Lake(address))
