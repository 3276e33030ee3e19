"""Each number in the tables under the charts is the one that `python -m etl export` gives, for an invented province."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import formatting, texts
from etl.__main__ import main
from tests.screens import ROOT, open_page

PAGES = ("dossiers", "onestop", "staffing", "investment")


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the clean workbooks of a few units over a year and more."""
    place = tmp_path_factory.mktemp("province")
    sent, kept = place / "sent", place / "kept"
    assert main(["demo", str(sent), "--units", "12", "--periods", "5", "--seed", "7", "--no-defects"]) == 0
    main(["load", str(sent), "--warehouse", str(kept)])
    assert main(["export", "--warehouse", str(kept), "-o", str(place / "export.csv")]) == 0
    return place


@pytest.fixture
def exported(province: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, str]]]:
    monkeypatch.setenv("WAREHOUSE", str(province / "kept"))
    monkeypatch.chdir(ROOT)
    with (province / "export.csv").open(encoding="utf-8", newline="") as file:
        yield list(csv.DictReader(file))


def by_place(rows: list[dict[str, str]]) -> dict[str, set[float]]:
    """What the export has for each place as the tables write it; a cell may hold several values."""
    found: dict[str, set[float]] = {}
    for row in rows:
        place = formatting.cell_place(row["file"], row["sheet"], row["cell"])
        found.setdefault(place, set()).add(float(row["value"]))
    return found


def tables(app: AppTest) -> list[pd.DataFrame]:
    assert not app.exception
    return [table.value for table in app.dataframe]


def check_rates(table: pd.DataFrame, there: dict[str, set[float]]) -> int:
    """Recomputed rates against their parts, read in the export at the cells that the table names."""
    checked = 0
    columns = (texts.MARK_COMPUTED, texts.COLUMNS["numerator_cell"], texts.COLUMNS["denominator_cell"])
    if not set(columns) <= set(table.columns):
        return 0
    for shown, numerator, denominator in table[list(columns)].itertuples(index=False):
        if numerator in there and denominator in there and any(letter.isdigit() for letter in str(shown)):
            possible = {
                formatting.percent(100 * part / whole)
                for part in there[numerator]
                for whole in there[denominator]
                if whole
            }
            assert shown in possible, (shown, numerator, denominator)
            checked += 1
    return checked


def check_values(table: pd.DataFrame, there: dict[str, set[float]]) -> int:
    columns = [texts.COLUMNS[name] for name in ("shown", "file", "sheet", "cell")]
    if not set(columns) <= set(table.columns):
        return 0
    known = table[table[columns[0]].notna() & table[columns[3]].fillna("").ne("")]
    for shown, *place in known[columns].itertuples(index=False):
        values = there[formatting.cell_place(*place)]
        assert any(abs(float(shown) - value) <= 1e-9 * max(1.0, abs(value)) for value in values), (shown, place)
    return len(known)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("period", ["2024", "2024-H1"])
@pytest.mark.parametrize("level", ["commune", "district", "department"])
def test_numbers_under_charts_are_those_of_the_export(
    exported: list[dict[str, str]], page: str, period: str, level: str
) -> None:
    there = by_place(exported)
    found = tables(open_page(page, ky=period, cap=level))
    checked = sum(check_rates(table, there) + check_values(table, there) for table in found)
    reported = {row["level"] for row in exported if row["period"] == period}
    assert checked > 0 or level not in reported


@pytest.mark.parametrize("period", ["2024", "2023"])
def test_the_list_of_figures_is_the_export(exported: list[dict[str, str]], period: str) -> None:
    (shown, *_) = tables(open_page("figures", ky=period))
    values = sorted(float(row["value"]) for row in exported if row["period"] == period)
    assert sorted(shown[texts.COLUMNS["shown"]].astype(float)) == pytest.approx(values)
