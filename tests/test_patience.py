"""No question runs without end: it is stopped, the page says so, and nobody else waits for it."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard import patience, queries
from dashboard.kept import Kept
from dashboard.queries.ask import ask
from etl import database
from tests.screens import open_page, words
from tests.warehouses import publish

ROOT = Path(__file__).parents[1]
ENDLESS = (
    "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range + b.range = 3",
    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n FROM r) SELECT count(*) FROM r",
    "SELECT sum(hash(a.range || b.range)) FROM range(1000000) a, range(1000000) b",
    "SELECT count(DISTINCT a.range * b.range) FROM range(1000000) a, range(1000000) b",
    "SELECT max(md5(a.range::VARCHAR)) OVER (ORDER BY hash(a.range)) FROM range(1000000000) a",
    "SELECT a.indicator FROM indicators a, indicators b, indicators c, indicators d, range(100000) ORDER BY random()",
)


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(database.open_reading(publish(tmp_path))) as opened:
        yield opened


@pytest.mark.parametrize("sql", ENDLESS)
def test_an_endless_question_is_stopped_and_the_next_is_answered(
    con: duckdb.DuckDBPyConnection, sql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.3)
    cursor = con.cursor()
    begun = time.monotonic()
    with pytest.raises(patience.TooSlowError):
        ask(cursor, sql)
    assert time.monotonic() - begun < 10
    assert ask(cursor, "SELECT 1 AS one")["one"].tolist() == [1]


def test_others_are_answered_meanwhile(con: duckdb.DuckDBPyConnection) -> None:
    """Only the endless one has little time: on a busy machine any question may take a second."""

    def ask_without_end() -> None:
        with patience.allowing(1.0):
            ask(con.cursor(), ENDLESS[0])

    with ThreadPoolExecutor(1) as pool:
        stopped = pool.submit(ask_without_end)
        while not stopped.done():
            assert len(ask(con.cursor(), "SELECT * FROM indicators")) > 0
        with pytest.raises(patience.TooSlowError):
            stopped.result()


def test_too_much_memory_is_said_in_the_same_way() -> None:
    with closing(duckdb.connect(":memory:", config={"memory_limit": "50MB", "temp_directory": ""})) as small:
        with pytest.raises(patience.TooSlowError):
            ask(small, "SELECT list(range) AS many FROM range(100000000)")
        assert ask(small, "SELECT 1 AS one")["one"].tolist() == [1]


def test_an_error_that_is_not_late_stays_what_it_is(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.Error, match="no_such_table"):
        ask(con.cursor(), "SELECT * FROM no_such_table")


def test_files_may_take_longer(con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.0)
    slow = "SELECT count(*) AS n FROM range(30000) a, range(30000) b WHERE a.range + b.range = 3"
    with patience.allowing(60):
        assert ask(con.cursor(), slow)["n"].tolist() == [4]
    with pytest.raises(patience.TooSlowError):
        ask(con.cursor(), ENDLESS[0])


def test_who_waits_for_what_takes_too_long_waits_once() -> None:
    kept: Kept[pd.DataFrame] = Kept(10_000)
    tries, all_there = [], threading.Barrier(3)

    def late() -> pd.DataFrame:
        tries.append(1)
        time.sleep(0.2)
        raise patience.TooSlowError

    def reader(_number: int) -> None:
        all_there.wait()
        with pytest.raises(patience.TooSlowError):
            kept.get(("slow",), late)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(reader, range(3)))
    assert len(tries) == 1
    assert len(kept.get(("slow",), lambda: pd.DataFrame({"a": [1]}))) == 1


def test_the_page_says_a_sentence_and_the_log_has_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.setattr(patience, "SECONDS", 0.3)

    def endless(con: duckdb.DuckDBPyConnection, **_: Any) -> pd.DataFrame:
        return ask(con, ENDLESS[0])

    monkeypatch.setattr(queries, "side_by_side", endless)
    app = open_page("dossiers")
    said = words(app)
    assert "đã dừng" in said
    (code,) = re.findall(r"\(mã ([0-9a-f]{8})\)", said)
    log = (tmp_path / "logs" / "cchc.log").read_text("utf-8")
    assert any(code in line and "TooSlowError" in line for line in log.splitlines())
    assert not app.exception


_ENDS_WHILE_IT_ASKS = """
import threading, time
import duckdb
from dashboard import patience
con = duckdb.connect()

def ask():
    while True:
        cursor = con.cursor()
        try:
            with patience.bounded(cursor):
                cursor.execute("select sum(a.range) from range(300000) a, range(3000) b").fetchall()
        except duckdb.Error:
            pass

for _ in range(3):
    threading.Thread(target=ask, daemon=True).start()
time.sleep(0.5)
"""


def test_a_server_that_is_stopped_while_it_asks_ends_as_it_should() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _ENDS_WHILE_IT_ASKS], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, "")
