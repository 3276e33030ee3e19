"""The questions of the pages, asked of a real DuckDB file with a few literal rows."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard import queries
from etl import database
from tests.warehouses import ROWS, Row, publish


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    con = database.open_reading(publish(tmp_path))
    yield con.cursor()
    con.close()


def test_figures_of_a_period_carry_their_cell_and_raw_text(con: duckdb.DuckDBPyConnection) -> None:
    shown = queries.figures(con, "2022", theme="investment")
    assert shown[["name", "indicator", "value", "measure", "raw", "file", "sheet", "cell"]].to_dict("records") == [
        {"name": "Huyện Lắk", "indicator": "investment_plan", "value": 118588.0, "measure": "triệu đồng",
         "raw": "118.588", "file": "own_appendix.xlsx", "sheet": "Biểu 1", "cell": "D11"},
        {"name": "Huyện Lắk", "indicator": "investment_disbursed", "value": 63639.0, "measure": "triệu đồng",
         "raw": "63.639", "file": "own_appendix.xlsx", "sheet": "Biểu 1", "cell": "D12"},
        {"name": "Huyện Lắk", "indicator": "investment_disbursement_rate", "value": 30.0, "measure": "%",
         "raw": "30", "file": "own_appendix.xlsx", "sheet": "Biểu 1", "cell": "D13"},
    ]  # fmt: skip
    assert list(shown["warning"].dropna()) == ["Tỷ lệ in không khớp."]


@pytest.mark.parametrize(
    ("level", "units", "expected"),
    [
        ("", (), {"lak", "thanh-tri"}),
        ("district", (), {"lak", "thanh-tri"}),
        ("commune", (), set()),
        ("", ("lak",), {"lak"}),
        ("commune", ("lak",), set()),
        ("' OR 1=1 --", (), set()),
    ],
)
def test_figures_are_narrowed_by_level_and_choice(
    con: duckdb.DuckDBPyConnection, level: str, units: tuple[str, ...], expected: set[str]
) -> None:
    shown = queries.figures(con, "2022", level=level, reporting_units=units)
    assert set(shown["reporting_unit"]) == expected


@pytest.mark.parametrize("units", ["as_reported", "current_units"])
@pytest.mark.parametrize("level", ["", "district"])
@pytest.mark.parametrize("theme", ["", "dossiers"])
def test_what_is_told_are_the_figures_without_their_cells(
    con: duckdb.DuckDBPyConnection, theme: str, level: str, units: str
) -> None:
    told = queries.told(con, "2022", theme, level, units)
    figures = queries.figures(con, "2022", theme, level, units=units)[list(told.columns)]
    assert sorted(told.to_numpy().tolist()) == sorted(figures.to_numpy().tolist())
    assert len(told)


def test_rates_stand_printed_beside_recomputed(con: duckdb.DuckDBPyConnection) -> None:
    found = queries.rates(con, "2022", theme="investment").iloc[0]
    assert round(found["computed"], 2) == 53.66
    assert (found["printed"], found["numerator"], found["denominator"]) == (30.0, 63639.0, 118588.0)
    assert (found["numerator_cell"], found["denominator_cell"], found["cell"]) == ("D12", "D11", "D13")


def test_a_rate_without_parts_keeps_only_what_was_printed(con: duckdb.DuckDBPyConnection) -> None:
    found = queries.rates(con, "2022", theme="dossiers", reporting_units=("thanh-tri",))
    assert found["computed"].isna().all()
    assert list(found["printed"]) == [100.0]
    assert not found["zero_denominator"].any()


def test_a_zero_denominator_is_told_apart(tmp_path: Path) -> None:
    rows = (
        Row("lak", "2022", "online_dossier_base", 0, "0"),
        Row("lak", "2022", "online_dossiers_received", 0, "0"),
        Row("lak", "2022", "online_dossier_rate", 100, "100%"),
    )
    con = database.open_reading(publish(tmp_path, rows))
    found = queries.rates(con, "2022")
    con.close()
    assert found["computed"].isna().all()
    assert found["zero_denominator"].all()


def test_a_zero_denominator_without_a_printed_rate_is_not_silence(tmp_path: Path) -> None:
    rows = (
        Row("lak", "2022", "online_dossier_base", 0, "0"),
        Row("lak", "2022", "online_dossiers_received", 250, "250"),
    )
    con = database.open_reading(publish(tmp_path, rows))
    found = queries.rates(con, "2022")
    con.close()
    assert list(found["indicator"]) == ["online_dossier_rate"]
    assert found["zero_denominator"].all()


def test_a_recomputed_rate_shows_without_a_printed_one(con: duckdb.DuckDBPyConnection) -> None:
    found = queries.rates(con, "2022", theme="onestop").iloc[0]
    assert round(found["computed"], 2) == 54.39


def test_reporting_counts_every_unit_and_period(con: duckdb.DuckDBPyConnection) -> None:
    told = queries.reporting(con)[["period", "reporting_unit", "figures"]].to_dict("records")
    assert told == [
        {"period": "2024-Q2", "reporting_unit": "binh-yen", "figures": 2},
        {"period": "2024-Q1", "reporting_unit": "binh-yen", "figures": 3},
        {"period": "2022", "reporting_unit": "lak", "figures": 13},
        {"period": "2022", "reporting_unit": "thanh-tri", "figures": 6},
    ]
    assert sum(record["figures"] for record in told) == len(ROWS)


def test_periods_come_newest_first(con: duckdb.DuckDBPyConnection) -> None:
    assert list(queries.periods(con)["period"]) == ["2024-Q2", "2024-Q1", "2022"]


def test_names_are_in_vietnamese_order(tmp_path: Path) -> None:
    snapshot = publish(tmp_path, names={"lak": "Xã Đắk Phơi", "thanh-tri": "Xã Ea Mẫu", "binh-yen": "Xã Dak"})
    con = database.open_reading(snapshot)
    names = list(queries.reporting_units(con)["name"])
    con.close()
    assert names == ["Xã Dak", "Xã Đắk Phơi", "Xã Ea Mẫu"]


def test_questions_are_answered_without_the_vietnamese_collation(tmp_path: Path) -> None:
    with duckdb.connect(str(publish(tmp_path)), read_only=True) as plain:
        assert len(queries.reporting_units(plain)) == 3


def test_themes_reported_count_by_unit(con: duckdb.DuckDBPyConnection) -> None:
    told = queries.themes_reported(con)
    counts = told[told["period"] == "2022"].set_index(["reporting_unit", "theme"])["figures"].to_dict()
    assert counts == {
        ("lak", "dossiers"): 7, ("lak", "staffing"): 3, ("lak", "investment"): 3,
        ("thanh-tri", "dossiers"): 2, ("thanh-tri", "onestop"): 2, ("thanh-tri", "staffing"): 2,
    }  # fmt: skip


def test_open_problems_leave_out_what_is_only_for_the_record(con: duckdb.DuckDBPyConnection) -> None:
    assert list(queries.open_problems(con)["severity"]) == ["question", "warning"]
    assert queries.open_problems(con, "2024-M12").empty


def test_problems_of_a_replaced_file_are_not_open(tmp_path: Path) -> None:
    snapshot = publish(tmp_path)
    with duckdb.connect(str(snapshot)) as writing:
        writing.execute("UPDATE scopes SET is_current = false WHERE submission = 1")
        assert queries.open_problems(writing).empty


def test_a_trend_compares_periods_of_one_kind(con: duckdb.DuckDBPyConnection) -> None:
    history = queries.trend(con, "dossiers_on_time_rate", "commune", "quarter", "commune")
    assert list(zip(history["period"], history["value"], strict=True)) == [("2024-Q1", 100.0), ("2024-Q2", 75.0)]


def test_export_rows_have_the_agreed_columns(con: duckdb.DuckDBPyConnection) -> None:
    rows = queries.export_rows(con, "2022", indicators=("dossiers_resolved_late",))
    assert rows.to_dict("records") == [
        {"reporting_unit": "Huyện Lắk", "level": "district", "parent": "Tỉnh Đắk Lắk", "period": "2022",
         "period_start": "2021-12-15", "period_end": "2022-11-14", "indicator": "dossiers_resolved_late",
         "handled_by": "district", "value": 6.0, "measure": "hồ sơ", "basis": "in_period", "origin": "reported",
         "file": "narrative.xlsx", "sheet": "Biểu 1", "cell": "D7", "raw": "06"}
    ]  # fmt: skip
    assert len(queries.export_rows(con, "")) == len(ROWS)


def test_the_snapshot_says_what_it_holds(con: duckdb.DuckDBPyConnection) -> None:
    version = queries.snapshot_version(con).iloc[0]
    assert (version["submissions"], version["reporting_units"], version["figures"]) == (2, 3, len(ROWS))
    assert version["made_at"]
