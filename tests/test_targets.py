"""Targets: whose applies, what counts as reached, and the pace of the year."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import queries
from etl import database, load
from etl.periods import Period
from tests.workbooks import TABLES

LAK, DISTRICT, PROVINCE = "dak-lak.lak.xa-yang-tao", "dak-lak.huyen-lak", "dak-lak"
RATE, DISBURSED = "dossiers_on_time_rate", "investment_disbursement_rate"
Found = dict[str, Any]


def empty() -> duckdb.DuckDBPyConnection:
    con = database.create(None)
    load.refresh_reference(con, TABLES)
    con.execute("DELETE FROM targets")
    return con


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(empty()) as connection:
        yield connection


def figure(con: duckdb.DuckDBPyConnection, unit: str, period: str, indicator: str, value: float, **other: Any) -> None:
    """A figure that stands, in the default window of its period, or of the year for investment."""
    one = Period(period)
    first, last = one.window
    if TABLES.indicators[indicator].theme == "investment":
        first = date(one.year, 1, 1)
    row = {
        "reporting_unit": unit, "period": period, "indicator": indicator, "handled_by": "", "source": "own_appendix",
        "is_shown": True, "is_own": True,
        "value": value, "reported_value": value, "basis": "in_period", "period_start": first, "begins": first,
        "period_end": last, "window_printed": False, "submission": 1, "sheet": "", "cell": "D4", "raw": "", "label": "",
    }  # fmt: skip
    load.insert_rows(con, "figures", [{**row, **other}])
    if not con.execute("SELECT 1 FROM periods WHERE period = ?", [period]).fetchone():
        quarter = one.quarter
        con.execute(
            "INSERT INTO periods VALUES (?, ?, ?, ?, ?, ?, '')",
            [period, one.kind, one.year, quarter, *one.window],
        )


def target(con: duckdb.DuckDBPyConnection, name: str, value: float, **other: Any) -> None:
    row = {
        "target": name, "indicator": RATE, "handled_by": "", "level": "", "reporting_unit": "", "year": None,
        "value": value, "band_good": None, "band_watch": None, "decided_on": None, "document": f"QĐ {name}",
        "note": "", "origin": "imported",
    }  # fmt: skip
    load.insert_rows(con, "targets", [{**row, **other}])


def asked(con: duckdb.DuckDBPyConnection, *periods: str, handled_by: str = "", **other: Any) -> list[Found]:
    """What is said of every indicator that has a target."""
    found: list[Found] = []
    for (indicator,) in con.execute("SELECT DISTINCT indicator FROM targets ORDER BY ALL").fetchall():
        for period in periods:
            frame = queries.targets(con, indicator, handled_by, period, "", **other)
            frame = frame.astype(object).where(frame.notna(), None).assign(indicator=indicator, period=period)
            found += [{str(name): said for name, said in row.items()} for row in frame.to_dict("records")]
    return sorted(found, key=lambda row: (row["reporting_unit"], row["indicator"], row["period"]))


def one(con: duckdb.DuckDBPyConnection, period: str, **other: Any) -> Found:
    (found,) = asked(con, period, **other)
    return found


# ---- whose target ---------------------------------------------------------------------------------------------------


LADDER: tuple[tuple[str, dict[str, str]], ...] = (
    ("own", {"reporting_unit": LAK}),
    ("parent", {"reporting_unit": DISTRICT}),
    ("province", {"reporting_unit": PROVINCE}),
    ("level", {"level": "commune"}),
    ("all", {}),
)


@settings(deadline=None, max_examples=12)
@given(st.sets(st.sampled_from(range(5)), min_size=1), st.randoms())
def test_the_nearest_target_counts(steps: set[int], random: Any) -> None:
    order = sorted(steps)
    random.shuffle(order)
    with closing(empty()) as con:
        figure(con, LAK, "2024-Q1", RATE, 97)
        for step in order:
            target(con, str(step), 90 + step, **LADDER[step][1])
        found = one(con, "2024-Q1")
    assert (found["inherited_from"], found["document"]) == (LADDER[min(steps)][0], f"QĐ {min(steps)}")
    assert found["target"] == 90 + min(steps)


def test_a_target_for_the_communes_of_a_province_is_not_the_province_s(con: duckdb.DuckDBPyConnection) -> None:
    for unit in (LAK, DISTRICT, PROVINCE):
        figure(con, unit, "2024-Q1", RATE, 97)
    target(con, "a", 95, reporting_unit=PROVINCE, level="commune")
    assert [(f["reporting_unit"], f["inherited_from"]) for f in asked(con, "2024-Q1")] == [(LAK, "province")]


def test_a_unit_that_only_names_its_province_has_its_target(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE reporting_units SET parent = NULL WHERE reporting_unit = ?", [DISTRICT])
    figure(con, DISTRICT, "2024-Q1", RATE, 97)
    target(con, "a", 95, reporting_unit=PROVINCE)
    target(con, "b", 94, reporting_unit="dak-lak~2025")
    assert (one(con, "2024-Q1")["document"], one(con, "2024-Q1")["inherited_from"]) == ("QĐ a", "province")


def test_the_latest_decision_counts_unless_asked_as_of_a_day(con: duckdb.DuckDBPyConnection) -> None:
    figure(con, LAK, "2024-H1", RATE, 97)
    target(con, "old", 95, year=2024, decided_on=date(2024, 1, 5), reporting_unit=LAK)
    target(con, "new", 98, year=2024, decided_on=date(2024, 5, 5), reporting_unit=LAK)
    assert (one(con, "2024-H1")["target"], one(con, "2024-H1")["status"]) == (98, "behind")
    earlier = one(con, "2024-H1", known_on=date(2024, 4, 30))
    assert (earlier["target"], earlier["status"], earlier["document"]) == (95, "reached", "QĐ old")
    assert asked(con, "2024-H1", known_on=date(2023, 12, 31)) == []


def test_a_standing_target_holds_from_the_year_it_was_decided_in(con: duckdb.DuckDBPyConnection) -> None:
    for period in ("2022", "2023"):
        figure(con, LAK, period, RATE, 97)
    target(con, "first", 90)
    target(con, "second", 95, decided_on=date(2023, 2, 1))
    assert [f["document"] for f in asked(con, "2022", "2023")] == ["QĐ first", "QĐ second"]


def test_a_level_of_handling_has_its_own_target(con: duckdb.DuckDBPyConnection) -> None:
    for level in ("district", "commune"):
        figure(con, DISTRICT, "2024-Q1", RATE, 97, handled_by=level, is_own=False)
    target(con, "any", 95)
    target(con, "district", 99, handled_by="district")
    assert one(con, "2024-Q1", handled_by="commune")["document"] == "QĐ any"
    assert one(con, "2024-Q1", handled_by="district")["document"] == "QĐ district"


# ---- how far --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "status"), [(99, "reached"), (95, "reached"), (94.9, "near"), (90, "near"), (89.9, "behind")]
)
def test_bands_of_what_should_be_high(con: duckdb.DuckDBPyConnection, value: float, status: str) -> None:
    figure(con, LAK, "2024-Q1", RATE, value)
    target(con, "a", 98, band_good=95, band_watch=90)
    found = one(con, "2024-Q1")
    assert (found["status"], found["pace_method"], found["gap_measure"]) == (status, "direct", "điểm %")
    assert found["gap"] == pytest.approx(value - 98)


@pytest.mark.parametrize(("value", "status"), [(10, "reached"), (12, "near"), (13, "behind")])
def test_bands_of_what_should_be_low(con: duckdb.DuckDBPyConnection, value: float, status: str) -> None:
    figure(con, LAK, "2024-Q1", "dossiers_pending_late", value)
    target(con, "a", 10, band_watch=12, indicator="dossiers_pending_late")
    assert (one(con, "2024-Q1")["status"], one(con, "2024-Q1")["gap_measure"]) == (status, "hồ sơ")


def test_the_recomputed_ratio_is_compared(con: duckdb.DuckDBPyConnection) -> None:
    figure(con, LAK, "2024-Q1", RATE, 100)
    figure(con, LAK, "2024-Q1", "dossiers_resolved", 22979)
    figure(con, LAK, "2024-Q1", "dossiers_resolved_on_time", 22963)
    target(con, "a", 100)
    found = one(con, "2024-Q1")
    assert (found["value"], found["status"]) == (pytest.approx(99.93037, abs=1e-4), "behind")


def test_without_polarity_nothing_is_judged(con: duckdb.DuckDBPyConnection) -> None:
    figure(con, LAK, "2024", "dossiers_received", 100)
    target(con, "a", 90, indicator="dossiers_received")
    assert one(con, "2024")["status"] == "no_judgement"


def test_who_reported_but_not_this_has_no_figure(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("INSERT INTO expected_reports VALUES (?, '2024-Q1', 'district', NULL, true)", [DISTRICT])
    con.execute("INSERT INTO expected_reports VALUES (?, '2023', 'district', NULL, true)", [LAK])
    figure(con, DISTRICT, "2024-Q1", "staff_present", 7)
    target(con, "everyone's", 95)
    target(con, "own", 95, reporting_unit=LAK)
    found = [(f["reporting_unit"], f["document"], f["value"], f["status"]) for f in asked(con, "2024-Q1")]
    assert found == [(DISTRICT, "QĐ everyone's", None, "no_figure"), (LAK, "QĐ own", None, "no_figure")]


def test_a_target_of_another_year_misses_no_figure(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("INSERT INTO expected_reports VALUES (?, '2023', 'commune', NULL, true)", [LAK])
    figure(con, LAK, "2023", "staff_present", 7)
    figure(con, DISTRICT, "2024", RATE, 97)
    target(con, "everyone's", 95, year=2024)
    target(con, "own", 95, year=2023, reporting_unit=LAK)
    assert [f["reporting_unit"] for f in asked(con, "2024")] == [DISTRICT]
    assert [(f["reporting_unit"], f["status"]) for f in asked(con, "2023")] == [(LAK, "no_figure")]


def test_only_what_is_asked_for(con: duckdb.DuckDBPyConnection) -> None:
    for unit in (LAK, DISTRICT):
        figure(con, unit, "2024-Q1", RATE, 97)
        figure(con, unit, "2024-Q1", "staff_fill_rate", 97)
    target(con, "a", 95)
    target(con, "b", 95, indicator="staff_fill_rate")
    assert len(asked(con, "2024-Q1")) == 4
    narrow = queries.targets(con, RATE, "", "2024-Q1", "", [LAK])
    assert list(narrow["reporting_unit"]) == [LAK]


# ---- pace -----------------------------------------------------------------------------------------------------------


def disbursed(
    con: duckdb.DuckDBPyConnection, unit: str, year: int, shares: tuple[float, ...], plan: float = 1000
) -> None:
    for period, share in zip((f"{year}-Q1", f"{year}-H1", f"{year}-9M", str(year)), shares, strict=False):
        figure(con, unit, period, "investment_disbursed", plan * share, basis="cumulative")
        figure(con, unit, period, "investment_plan", plan, basis="cumulative")


def test_a_rate_that_does_not_accumulate_has_no_pace(con: duckdb.DuckDBPyConnection) -> None:
    figure(con, LAK, "2024-Q1", RATE, 97)
    target(con, "a", 98)
    assert (one(con, "2024-Q1")["pace_method"], one(con, "2024-Q1")["pace_value"]) == ("direct", None)


def test_linear_pace_is_the_share_of_the_indicator_s_year(con: duckdb.DuckDBPyConnection) -> None:
    disbursed(con, DISTRICT, 2023, (0.1, 0.4))
    figure(con, DISTRICT, "2023-H1", "dossiers_resolved_on_time", 400)
    target(con, "plan", 95, indicator=DISBURSED, band_watch=80)
    target(con, "count", 1000, indicator="dossiers_resolved_on_time")
    money, count = asked(con, "2023-H1")[::-1]
    assert money["pace_share"] == pytest.approx(165 / 365)  # 1/1-14/6 of 1/1-31/12
    assert count["pace_share"] == pytest.approx(182 / 365)  # 15/12-14/6 of 15/12-14/12
    assert money["pace_value"] == pytest.approx(95 * 165 / 365)
    assert money["gap"] == pytest.approx(40 - 95 * 165 / 365)
    assert (money["pace_method"], money["status"], count["status"]) == ("linear", "near", "behind")


def test_seasonal_pace_of_the_unit_s_own_years(con: duckdb.DuckDBPyConnection) -> None:
    disbursed(con, DISTRICT, 2021, (0.05, 0.2, 0.4, 0.8))
    disbursed(con, DISTRICT, 2022, (0.05, 0.3, 0.5, 1.0))
    disbursed(con, DISTRICT, 2023, (0.1, 0.3))
    target(con, "plan", 90, indicator=DISBURSED)
    found = one(con, "2023-H1")
    assert (found["pace_method"], found["pace_from"], found["status"]) == ("seasonal_own", 2, "reached")
    assert found["pace_share"] == pytest.approx((0.25 + 0.3) / 2)
    assert one(con, "2022-H1")["pace_method"] == "linear"  # one full year before


@pytest.mark.parametrize(("count", "method"), [(5, "seasonal_peers"), (4, "linear")])
def test_seasonal_pace_of_peers(con: duckdb.DuckDBPyConnection, count: int, method: str) -> None:
    peers = [unit.reporting_unit for unit in TABLES.units if unit.parent == DISTRICT and unit.reporting_unit != LAK]
    for peer in peers[:count]:
        for year in (2021, 2022):
            disbursed(con, peer, year, (0.1, 0.2, 0.3, 1))
    disbursed(con, LAK, 2023, (0.1, 0.3))
    target(con, "plan", 90, indicator=DISBURSED, reporting_unit=LAK)
    found = one(con, "2023-H1")
    assert (found["pace_method"], found["pace_from"]) == (method, 5 if count == 5 else None)
    assert found["pace_share"] == pytest.approx(0.2 if count == 5 else 165 / 365)


def test_what_does_not_run_from_the_beginning_of_the_year_has_no_pace(con: duckdb.DuckDBPyConnection) -> None:
    figure(con, LAK, "2024-Q2", "dossiers_resolved_on_time", 10)
    target(con, "a", 100, indicator="dossiers_resolved_on_time")
    found = one(con, "2024-Q2")
    assert (found["pace_method"], found["status"], found["gap"]) == ("not_running", "no_judgement", None)


def test_the_year_of_a_unit_that_began_in_it_is_shorter(con: duckdb.DuckDBPyConnection) -> None:
    unit = "dak-lak.xa-nam-ka~2025"
    figure(con, unit, "2025-9M", "dossiers_resolved_on_time", 10, period_start=date(2025, 7, 1))
    target(con, "a", 100, indicator="dossiers_resolved_on_time")
    assert one(con, "2025-9M")["pace_share"] == pytest.approx(76 / 167)  # 1/7-14/9 of 1/7-14/12


QUARTERLY = st.lists(st.integers(0, 500), min_size=4, max_size=4)


@settings(deadline=None, max_examples=12)
@given(st.lists(QUARTERLY, min_size=1, max_size=4), st.integers(0, 20))
def test_pace_lies_between_0_and_1_and_never_falls(years: list[list[int]], late: int) -> None:
    with closing(empty()) as con:
        for number, parts in enumerate(years):
            running = tuple(float(sum(parts[: upto + 1])) for upto in range(4))
            disbursed(con, DISTRICT, 2023 - len(years) + number, running, plan=1)
        disbursed(con, DISTRICT, 2023, (0.1, 0.2, 0.3, 0.4))
        con.execute("UPDATE figures SET period_end = ? WHERE period = '2023'", [date(2023, 12, 14) + timedelta(late)])
        target(con, "plan", 90, indicator=DISBURSED)
        shares = [one(con, period)["pace_share"] for period in ("2023-Q1", "2023-H1", "2023-9M", "2023")]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


def test_the_lens_of_an_earlier_load_knows_targets_too(tmp_path: Any) -> None:
    path = tmp_path / "snapshot.duckdb"
    with closing(database.create(path)) as held:
        load.refresh_reference(held, TABLES)
    with closing(database.open_known_on(path, 1)) as lens:
        assert asked(lens, "2024-Q1") == []
