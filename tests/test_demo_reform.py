"""An invented province whose districts end and whose communes merge: nothing is under a unit that it is not of.

Every workbook is loaded as an office would load it, after the list of units and the conversion table.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import demo
from etl.__main__ import main
from etl.demo import reform, world
from etl.demo.columns import RATES
from etl.demo.reform import Reform
from etl.snapshots import Warehouse
from tests.test_demo import assert_identities

SIZES, PERIODS, DOCUMENT = (3, 2, 9), 8, "Nghị quyết minh họa"
CASES = [(1, "2023-9M"), (2, "2024-Q1"), (3, "2023")]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """What was drawn and what stands."""

    made: Reform
    out: Path
    con: duckdb.DuckDBPyConnection

    def table(self, name: str) -> list[dict[str, str]]:
        """A CSV file beside the workbooks."""
        with (self.out / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def import_units(case: Path, place: Path, day: date) -> None:
    told = ["--warehouse", str(place)]
    assert main(["units", "import", str(case / demo.UNITS), *told]) == 0
    conversion = [str(case / demo.CONVERSION), "--date", day.isoformat(), "--document", DOCUMENT]
    assert main(["units", "import", *conversion, *told]) == 0


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(map(str, case)))
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    seed, reform_from = request.param
    out, place = tmp_path_factory.mktemp("tinh") / "tep", tmp_path_factory.mktemp("kho")
    demo.write(out, units=SIZES, periods=PERIODS, seed=seed, reform_from=reform_from)
    made = world.build(SIZES, PERIODS, seed, reform_from)
    assert made.reform is not None
    files = sorted(map(str, out.glob("minh-hoa_*")))
    import_units(out, place, made.reform.day)
    assert main(["load", *files, "--warehouse", str(place)]) == 1  # faults wait for decisions
    snapshot = Warehouse(place).current()
    assert snapshot is not None
    with closing(duckdb.connect(str(snapshot), read_only=True)) as con:
        yield Case(made.reform, out, con)


def test_what_stands_is_what_the_key_says(case: Case) -> None:
    said: dict[Key, set[float]] = defaultdict(set)
    for row in case.table(demo.ANSWERS):
        if row["value"] and row["expect"] != "aside":
            told = (row["reporting_unit"], row["parent"], row["period"], row["indicator"], row["handled_by"])
            said[told].add(float(row["value"]))
    found = case.con.execute(
        """SELECT u.name, coalesce(u.parent_name, ''), f.period, f.indicator, f.handled_by, f.value
           FROM figures f JOIN reporting_units u USING (reporting_unit)"""
    ).fetchall()
    wrong = [(*key, value) for *key, value in found if not any(abs(value - one) <= 0.011 for one in said[tuple(key)])]
    assert len(found) > 500
    assert wrong == []


def test_units_of_today_have_the_sum_of_their_parts(case: Case) -> None:
    truth = {(row["code"], row["period"], row["indicator"]): row for row in case.table(demo.RESTATED)}
    found = case.con.execute(
        """SELECT reporting_unit, period, indicator, value, components FROM restated_figures
           WHERE is_restated AND handled_by = ''"""
    ).fetchall()
    assert len(found) > 40
    for unit, period, indicator, value, components in found:
        row = truth[unit, period, indicator]
        assert (value, components) == (float(row["value"]), int(row["components"])), (unit, period, indicator)


def test_totals_are_the_same_either_way(case: Case) -> None:
    """What is added up, and what is left with the units that reported it, come to the same."""
    either = [
        case.con.execute(
            f"""SELECT f.period, f.indicator, sum(f.value) FROM {view} f JOIN indicators i USING (indicator)
                WHERE i.aggregation = 'sum' AND f.handled_by = '' GROUP BY ALL ORDER BY ALL"""  # noqa: S608 two names
        ).fetchall()
        for view in ("reported_figures", "restated_figures")
    ]
    assert either[0] == either[1]
    assert {period for period, *_ in either[0]} >= {case.made.eve, case.made.period}


def test_no_figure_is_of_a_unit_that_there_was_not(case: Case) -> None:
    beside = """SELECT u.name, f.period FROM figures f JOIN reporting_units u USING (reporting_unit)
                JOIN periods p USING (period)
                WHERE NOT (p.period_end BETWEEN u.valid_from AND coalesce(u.valid_to, DATE '9999-12-31'))"""
    assert case.con.execute(beside).fetchall() == []


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.integers(6, 120), st.sampled_from(["2023-H1", "2023", "2024-Q1", "2024-9M"]))
def test_every_commune_goes_whole_to_one(seed: int, units: int, reform_from: str) -> None:
    if world._sizes(units)[2] < reform.FEWEST_COMMUNES:
        with pytest.raises(ValueError, match="ít nhất"):
            world.build.__wrapped__(units, 8, seed, reform_from)
        return
    made = world.build.__wrapped__(units, 8, seed, reform_from)
    assert made.reform is not None
    parts = [part for merger in made.reform.mergers for part in merger.parts]
    assert sorted(part.code for part in parts) == sorted(unit.code for unit in made.communes)
    sizes = sorted(len(merger.parts) for merger in made.reform.mergers)
    assert sizes[:2] == [1, 1]
    assert all(2 <= size <= 4 for size in sizes[2:])
    for merger in made.reform.mergers:
        now = made.figures(merger.new, reform_from)
        assert_identities(now)
        before = [made.figures(part, made.reform.eve) for part in merger.parts]
        assert now["dossiers_carried_over"] == sum(one["dossiers_pending"] or 0 for one in before)
        assert set(RATES["dossiers_on_time_rate"]) <= set(now)


def test_without_the_reform_the_province_is_the_same() -> None:
    plain, reformed = world.build(SIZES, PERIODS, 1), world.build(SIZES, PERIODS, 1, "2023-9M")
    assert [unit.name for unit in plain.units] == [unit.name for unit in reformed.units if unit.since.year == 1900]
    old = next(unit for unit in reformed.communes)
    same = next(unit for unit in plain.communes if unit.code == old.code)
    assert plain.figures(same, "2023-H1") == reformed.figures(old, "2023-H1")


def test_the_command_says_what_to_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tinh"
    told = ["--units", "3,2,9", "--periods", "8", "--workbooks", "2", "--reform"]
    assert main(["demo", str(out), *told, "2023-9M"]) == 0
    assert "bang-chuyen-doi.csv bằng units import" in capsys.readouterr().out
    assert main(["demo", str(tmp_path / "khac"), *told, "2022-Q1"]) == 2
    assert "kỳ đầu tiên sau sắp xếp phải từ 2023-H1 đến 2024" in capsys.readouterr().err
