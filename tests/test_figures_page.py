"""Số liệu: every figure is there, or the table says how many are not and where they are."""

from pathlib import Path

import pytest
from streamlit import config

from dashboard import queries, tables
from etl import database
from etl.snapshots import Warehouse
from tests.screens import ROOT, open_page, words
from tests.warehouses import publish_whole

ALL = 10  # more rows than this are there


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    config.set_option("client.showErrorDetails", "full")
    publish_whole(tmp_path)


def test_the_first_figures_are_the_first_of_all(tmp_path: Path) -> None:
    current = Warehouse(tmp_path).current()
    assert current is not None
    con = database.open_reading(current)
    everything = queries.printed_figures(con, "2022")
    assert len(everything) > ALL
    first = queries.first_figures(con, "2022", 7)
    told = ["reporting_unit", "indicator", "handled_by", "value", "file", "sheet", "cell", "raw"]
    assert first[told].equals(everything[told].head(7))
    there = queries.printed_indicators(con, "2022")
    assert set(there["indicator"]) == set(everything["indicator"])
    chosen = (str(there["indicator"].iloc[-1]),)
    own = queries.first_figures(con, "2022", 10_000, chosen)
    assert list(own["cell"]) == list(everything.loc[everything["indicator"] == chosen[0], "cell"])


def test_a_table_that_does_not_hold_all_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page("figures", ky="2022")
    assert not app.exception
    (table,) = app.dataframe
    count = len(table.value)
    assert count > ALL
    assert "dòng đầu" not in words(app)
    monkeypatch.setattr(tables, "MOST", ALL)
    app = open_page("figures", ky="2022")
    (table,) = app.dataframe
    assert len(table.value) == ALL
    assert f"Bảng hiện {ALL} dòng đầu trong {count} dòng." in words(app)
