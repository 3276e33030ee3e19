"""What the rules find does not depend on how the figures came: in which order, at once or little by little."""

import random
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import database, derive, load
from etl.snapshots import Warehouse
from tests import judging
from tests.judging import COMMUNES, Figure, figures, judge, key, put
from tests.workbooks import TABLES

LEVELS = ("district", "commune")
counts = st.integers(0, 400)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = judging.warehouse()
    yield con
    con.close()


# ---- a report that adds up -----------------------------------------------------------------------------------------


def _of_level(draw: st.DrawFn) -> dict[str, int]:
    """Dossiers of one level that add up."""
    early, exact, late, in_time, overdue = (draw(counts) for _ in range(5))
    resolved, pending = early + exact + late, in_time + overdue
    carried = draw(st.integers(0, resolved + pending))
    return {
        "received": resolved + pending - carried, "carried_over": carried, "to_process": resolved + pending,
        "resolved": resolved, "resolved_early": early, "resolved_exactly_on_time": exact,
        "resolved_on_time": early + exact, "resolved_late": late, "pending": pending,
        "pending_in_time": in_time, "pending_late": overdue,
    }  # fmt: skip


@st.composite
def appendices(draw: st.DrawFn) -> list[str]:
    """The figures of a district's report, as text; those that stand in an identity come before the bounds."""
    told: list[str] = []
    dossiers = {level: _of_level(draw) for level in LEVELS}
    dossiers["all"] = {name: sum(dossiers[level][name] for level in LEVELS) for name in dossiers["commune"]}
    for level, numbers in dossiers.items():
        told += [f"dossiers_{name}@{level} {value}" for name, value in numbers.items()]
        if numbers["resolved"]:
            rate = round(100 * numbers["resolved_on_time"] / numbers["resolved"], 2)
            told.append(f"dossiers_on_time_rate@{level} {rate} raw={str(rate).replace('.', ',')}")
    online = draw(st.integers(0, dossiers["all"]["received"]))
    told += [f"online_dossiers_received {online}",
             f"dossiers_received_direct@all {dossiers['all']['received'] - online}"]  # fmt: skip
    of_district, of_communes, level3, level4 = (draw(counts) for _ in range(4))
    told += [f"procedures_in_force@all {of_district + of_communes + level3 + level4}",
             f"procedures_in_force@district {of_district + level3}",
             f"procedures_in_force@commune {of_communes + level4}",
             f"online_l34_provided {level3 + level4}", f"online_l3_provided {level3}",
             f"online_l4_provided {level4}"]  # fmt: skip
    classes = [draw(counts) for _ in range(4)]
    names = ("self_fund_recurrent_and_investment", "self_fund_recurrent", "self_fund_partial", "state_funded")
    told += [f"psu_{name} {number}" for name, number in zip(names, classes, strict=True)]
    told += [f"psu_autonomy_total {sum(classes)}", f"psu_total {sum(classes)}", f"communes_total {len(COMMUNES)}"]
    return told


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=appendices(), pick=st.integers(0), by=st.integers(1, 50))
def test_a_report_that_adds_up_has_no_finding_and_any_one_change_is_found(told: list[str], pick: int, by: int) -> None:
    con = judging.warehouse()
    put(con, figures(";".join(told)))
    assert judge(con) == []
    place = pick % len(told)
    name, value, *_ = told[place].split()
    changed = min(float(value) + by, 100) if "rate" in name else float(value) + by
    if changed == float(value):
        changed -= by
    put(con, figures(";".join([*told[:place], f"{name} {changed}", *told[place + 1 :]])))
    (figure,) = figures(f"{name} {changed}")
    assert [finding for finding in judge(con) if key(figure) in finding.cells]
    con.close()


# ---- order, and little by little -----------------------------------------------------------------------------------

_CODES = (
    "dossiers_resolved@commune", "dossiers_resolved_on_time@commune", "dossiers_resolved_late@commune",
    "dossiers_received@commune", "dossiers_carried_over@commune", "dossiers_pending@commune",
    "dossiers_on_time_rate@commune", "procedures_in_force@commune", "staff_assigned", "staff_present",
    "steering_documents_issued", "online_l3_provided", "online_l4_provided", "online_l34_provided",
)  # fmt: skip
_UNITS = ("lak", "sở", *(f"c{number}" for number in range(1, 12)))
_PERIODS = ("2022", "2023-Q1", "2023-H1", "2023-Q2", "2023", "2024-Q1")


def _report(unit: str, period: str, luck: random.Random) -> list[Figure]:
    """A report with a few figures, of which some contradict others, are lost or stand in two sources."""
    chosen = luck.sample(_CODES, luck.randint(4, len(_CODES)))
    told = [f"{unit} {period} {code} {luck.choice((3, 5, 8, 8, 90, 4000))}" for code in chosen]
    told += [f"{text} source=narrative" for text in told[:2]]
    if luck.random() < 0.3:
        told[0] += " days=2023-01-05..2023-05-31"
    return figures(";".join(text.replace(" 4000", " 100") if "rate" in text else text for text in told))


def _kept(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute("SELECT * FROM findings ORDER BY ALL").fetchall()


def _asked_at_once(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute("SELECT * FROM rule_findings ORDER BY ALL").fetchall()


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_loading_changes_no_finding(seed: int) -> None:
    luck = random.Random(seed)
    reports = [_report(unit, period, luck) for unit in _UNITS for period in luck.sample(_PERIODS, 3)]
    found = []
    for _ in range(2):
        con = judging.warehouse()
        for report in reports:
            put(con, report)
        found.append(judge(con))
        con.close()
        luck.shuffle(reports)
    assert found[0] == found[1]
    assert len({finding.line for finding in found[0]}) > 8


@pytest.mark.parametrize("seed", range(2))
def test_what_a_load_touches_is_judged_as_if_all_were_judged_anew(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    luck = random.Random(100 + seed)
    put(con, [figure for unit in _UNITS for period in _PERIODS[:4] for figure in _report(unit, period, luck)])
    derive.refresh(con)
    monkeypatch.setattr(derive, "_UNSORTED_SHARE", 100)
    monkeypatch.setattr(derive, "_rebuild", pytest.fail)
    for _ in range(6):
        before = _kept(con)
        for unit in luck.sample(_UNITS, 2):
            put(con, _report(unit, luck.choice(_PERIODS), luck))
        derive.refresh(con)
        assert _kept(con) == _asked_at_once(con)
        assert _kept(con) != before


def test_what_was_corrected_is_judged_as_corrected(con: duckdb.DuckDBPyConnection) -> None:
    put(con, figures("staff_assigned 90; staff_present 91"))
    con.execute(
        "INSERT INTO corrections VALUES ('K1', 'dak-lak.huyen-lak', '2022', 'staff_present', '', 'own_appendix', "
        "'91', 'replace', 90, 'x', 'x', '2023-01-01', 'active', 'imported')"
    )
    assert judge(con) == []


def test_a_unit_that_only_a_document_names_keeps_its_district_unjudged(con: duckdb.DuckDBPyConnection) -> None:
    """V02 asks whether all communes have reported; with a unit that nobody confirmed that is not known."""
    told = ";".join(f"c{number} 2023 postal_dossiers_received@commune 1" for number in range(1, 12))
    put(con, figures(f"2023 postal_dossiers_received@commune 12;{told}"))
    assert [finding.line for finding in judge(con)] == ["V02-communes"]
    con.execute(
        "INSERT INTO reporting_units SELECT 'new', 'Xã Mới', 'xã', 'commune', parent, parent_name, province, NULL, "
        "valid_from, valid_to, 'provisional', 'Xã Mới' FROM reporting_units WHERE reporting_unit = ?",
        [COMMUNES[0]],
    )
    put(con, [figure._replace(unit="new") for figure in figures("2023 postal_dossiers_received@commune 1")])
    assert judge(con) == []
    assert _kept(con) == _asked_at_once(con)


def test_a_look_back_judges_what_stood_then(warehouse: Warehouse) -> None:
    with warehouse.loading() as work:
        load.refresh_reference(work.connection, TABLES)
        put(work.connection, figures("staff_assigned 90; staff_present 91"))
        put(work.connection, figures("staff_assigned 90; staff_present 89"))
        path = load.publish(work)
    for known_on, lines in ((1, [("V27-present",)]), (2, [])):
        with closing(database.open_known_on(path, known_on)) as then:
            assert then.execute("SELECT code FROM open_findings").fetchall() == lines
