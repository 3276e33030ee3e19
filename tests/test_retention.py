"""How many snapshots are kept, and that a link to a load that is gone says so."""

import os
import time
from pathlib import Path

import duckdb
import pytest

from dashboard import time_texts
from etl import pipeline, retention
from etl.retention import NotUnderstoodError, Retention
from etl.snapshots import Warehouse
from etl.upkeep import place
from tests.asking import report
from tests.screens import open_page, words


def passes(_con: duckdb.DuckDBPyConnection) -> None:
    """A check that finds nothing."""


def publish(warehouse: Warehouse, times: int) -> None:
    for _ in range(times):
        with warehouse.loading() as work:
            work.publish(passes)


def kept(warehouse: Warehouse) -> list[int]:
    return sorted(int(path.stem[-6:]) for path in warehouse.snapshots.glob("*.duckdb"))


def settings(warehouse: Warehouse, text: str) -> None:
    warehouse.folder.mkdir(parents=True, exist_ok=True)
    (warehouse.folder / retention.NAME).write_text(text, encoding="utf-8")


def age(warehouse: Warehouse, number: int, days: float) -> None:
    at = time.time() - days * 24 * 3600
    os.utime(warehouse.snapshots / f"snapshot-{number:06d}.duckdb", (at, at))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [2, 3, 4, 5, 6]),
        ("[snapshots]\nkeep = 2", [5, 6]),
        ("[snapshots]\nkeep = 1", [6]),
        ("[snapshots]\nkeep = 100", [1, 2, 3, 4, 5, 6]),
        ("[snapshots]\nkeep = 1\nkeep_days = 30", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_as_many_are_kept_as_the_settings_say(warehouse: Warehouse, text: str, expected: list[int]) -> None:
    settings(warehouse, text)
    publish(warehouse, 6)
    assert kept(warehouse) == expected


def test_old_ones_go_and_the_newest_stay_however_old(warehouse: Warehouse) -> None:
    settings(warehouse, "[snapshots]\nkeep = 2\nkeep_days = 30")
    publish(warehouse, 4)
    for number, days in ((1, 31), (2, 29), (3, 400), (4, 400)):
        age(warehouse, number, days)
    publish(warehouse, 1)
    assert kept(warehouse) == [2, 4, 5]


@pytest.mark.parametrize(
    "text",
    [
        "[snapshots]\nkeep = 0", "[snapshots]\nkeep = -1", '[snapshots]\nkeep = "5"', "[snapshots]\nkeep = true",
        "[snapshots]\nkeep_days = -3", "[snapshots]\nkeeps = 3", "snapshots = 3", "[snapshot]\nkeep = 1", "keep = 1",
        "[", "[snapshots]\nkeep = 1.5", "[snapshots]\nkeep = 99999999",
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_deletes_nothing_and_is_told(warehouse: Warehouse, text: str) -> None:
    settings(warehouse, text)
    publish(warehouse, 7)
    assert kept(warehouse) == list(range(1, 8))
    with pytest.raises(NotUnderstoodError):
        retention.read(warehouse.folder)
    (line,) = (line for line in place.examine(warehouse) if line.check == "retention")
    assert (line.standing, retention.NAME in line.said) == ("warning", True)


def test_the_rule_is_told(warehouse: Warehouse) -> None:
    settings(warehouse, "[snapshots]\nkeep = 12\nkeep_days = 90")
    assert retention.read(warehouse.folder) == Retention(12, 90)
    (line,) = (line for line in place.examine(warehouse) if line.check == "retention")
    assert "12 bản số liệu gần nhất và mọi bản trong 90 ngày" in line.said


@pytest.mark.usefixtures("quick_reading")
def test_originals_outlive_every_snapshot(warehouse: Warehouse) -> None:
    settings(warehouse, "[snapshots]\nkeep = 1")
    pipeline.ingest([report()], warehouse)
    before = sorted(warehouse.originals.rglob("*.xlsx"))
    publish(warehouse, 4)
    assert sorted(warehouse.originals.rglob("*.xlsx")) == before != []


@pytest.mark.usefixtures("quick_reading")
def test_a_link_to_a_load_that_is_gone_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    pipeline.ingest([report()], Warehouse(tmp_path))
    said = time_texts.KNOWN_ON_GONE.format(load=12)
    app = open_page("overview", bietden="12")
    assert said in words(app)
    assert said not in words(app.run()), "told once"
    assert "lần nạp 1," not in words(open_page("overview", bietden="1"))
