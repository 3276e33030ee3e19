"""The invented province: its figures agree, its names are its own, and every cell holds what the key says."""

import csv
import re
from decimal import Decimal
from functools import cache
from itertools import combinations, islice, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import demo, reference, wording
from etl.__main__ import main
from etl.demo import books, columns, key, names, seasons, world
from etl.demo.key import Answer
from etl.demo.layouts import Desk
from etl.demo.printing import hand
from etl.periods import Period, named_in
from etl.readers import read_workbook
from etl.workbook import Cell, Workbook

SEEDS = (1, 2, 3)
seeds = st.integers(0, 10_000)


@cache
def drawn(seed: int) -> tuple[demo.Drawn, ...]:
    return tuple(demo.draw(world.build(26, 8, seed), workbooks=44))


@cache
def grid(seed: int, number: int) -> Workbook:
    workbook = drawn(seed)[number]
    return read_workbook(workbook.data, workbook.name)


def cell_of(workbook: Workbook, answer: Answer) -> Cell | None:
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == answer.sheet)
    return next((cell for cell in sheet.cells.values() if cell.address == answer.cell), None)


def printed(cell: Cell) -> set[Decimal]:
    """Every number that a cell could mean, in any of the money units."""
    text = cell.text.removesuffix("%")
    readings = {Decimal(text)} if cell.kind == "number" else _readings(text)
    if cell.percent:
        readings = {number * 100 for number in readings}
    factors = (Decimal(1), Decimal(1000), Decimal("0.001"), Decimal("0.000001"))
    return {(number * factor).normalize() for number in readings for factor in factors}


def _readings(text: str) -> set[Decimal]:
    plain = {text.replace(".", "").replace(",", "."), text.replace(",", ""), re.sub(r"\D", "", text)}
    return {Decimal(number) for number in plain if re.fullmatch(r"\d+(\.\d+)?", number)}


def test_the_same_seed_draws_the_same_bytes() -> None:
    first, again = (list(demo.draw(world.build.__wrapped__(12, 4, 7), workbooks=8)) for _ in range(2))
    assert first == again
    other = list(demo.draw(world.build(12, 4, 8), workbooks=8))
    assert [workbook.data for workbook in first] != [workbook.data for workbook in other]


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_figures_agree_with_each_other(seed: int) -> None:
    invented = world.build.__wrapped__(9, 24, seed)
    for unit in invented.units:
        years: dict[str, list[seasons.Figures]] = {}
        for period in reversed(invented.periods):
            figures = invented.figures(unit, period)
            assert_identities(figures)
            years.setdefault(period[:4], []).append(figures)
        for windows in years.values():
            for shorter, longer in pairwise(windows):
                assert_nested(shorter, longer)
        for before, after in pairwise(years.values()):
            assert after[0]["dossiers_carried_over"] == before[-1]["dossiers_pending"]


def assert_identities(figures: seasons.Figures) -> None:
    number = {code: value or 0 for code, value in figures.items()}
    assert min(number.values()) >= 0
    new, carried = number["dossiers_received"], number["dossiers_carried_over"]
    timely, late = number["dossiers_resolved_on_time"], number["dossiers_resolved_late"]
    assert new == number["online_dossiers_received"] + number["dossiers_received_direct"]
    assert timely == number["dossiers_resolved_early"] + number["dossiers_resolved_exactly_on_time"]
    assert number["dossiers_resolved"] == timely + late
    assert number["dossiers_pending"] == number["dossiers_pending_in_time"] + number["dossiers_pending_late"]
    assert number["dossiers_to_process"] == new + carried == number["dossiers_resolved"] + number["dossiers_pending"]
    assert number["igate_dossiers"] <= new
    assert number["staff_present"] <= number["staff_assigned"]
    assert number["psu_staff_present"] <= number["psu_staff_assigned"]
    assert number["investment_disbursed"] <= number["investment_plan"]


def assert_nested(shorter: seasons.Figures, longer: seasons.Figures) -> None:
    flows = ("dossiers_received", "online_dossiers_received", "dossiers_resolved", "dossiers_resolved_late")
    for code in (*flows, "igate_dossiers", "investment_disbursed"):
        assert (shorter[code] or 0) <= (longer[code] or 0)
    assert shorter["investment_plan"] == longer["investment_plan"]
    assert shorter["dossiers_carried_over"] == longer["dossiers_carried_over"]


@given(st.integers(0, 500), st.lists(st.integers(0, 90), min_size=1, max_size=9))
def test_shares_add_up(total: int, weights: list[int]) -> None:
    shares = seasons.apportion(total, weights)
    assert sum(shares) == (total if sum(weights) else 0)
    if total <= sum(weights):
        assert all(share <= weight for share, weight in zip(shares, weights, strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_names_are_alike_nor_like_a_real_one(seed: int) -> None:
    invented = world.build(120, 1, seed)
    assert len(invented.units) == 121
    places = [unit.bare for unit in invented.units if unit.level != "department"]
    real = {wording.fold(unit.bare_name) for unit in reference.load().units}
    assert all(names.unlike(place, real) for place in places)
    assert all(names.unlike(one, [wording.fold(other)]) for one, other in combinations(places, 2))
    departments = [unit.bare for unit in invented.departments]
    assert all(names.unlike(one, [wording.fold(other)]) for one, other in combinations(departments, 2))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_of_the_key_holds_what_it_says(seed: int) -> None:
    for number, workbook in enumerate(drawn(seed)):
        cells = {(s.name, c.address): c for s in grid(seed, number).sheets for c in s.cells.values()}
        assert workbook.answers
        for answer in workbook.answers:
            cell = cells.get((answer.sheet, answer.cell))
            said = answer.fact.value
            if answer.fact.why in ("blank", "blank_cell"):
                assert said is None
                assert cell is None or not cell.text.strip("- ")
            elif said is None:
                assert cell is not None
                assert cell.kind != "number"
            elif answer.fact.why != "ambiguous_money":
                assert cell is not None
                assert said.normalize() in printed(cell), (workbook.name, answer, cell)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_says_each_figure_once(seed: int) -> None:
    for workbook in drawn(seed):
        loaded = [
            (fact.unit.code, fact.period, fact.indicator, fact.handled_by, fact.source)
            for fact in (answer.fact for answer in workbook.answers)
            if fact.expect == "load"
        ]
        assert len(loaded) == len(set(loaded)), workbook.name


def test_every_figure_to_load_is_in_the_catalogue() -> None:
    catalogue = reference.load().indicators
    for workbook in drawn(1):
        for fact in (answer.fact for answer in workbook.answers):
            assert (fact.indicator in catalogue) or (fact.indicator == "" and fact.expect != "load")
            assert fact.handled_by in ("", *reference.LEVELS)


def test_every_layout_and_every_defect_occurs() -> None:
    every = [workbook for seed in SEEDS for workbook in drawn(seed)]
    assert {workbook.layout for workbook in every} == set(demo.LAYOUTS)
    assert {fault for workbook in every for fault in workbook.defects} == set(demo.DEFECTS)
    reasons = {answer.fact.why for workbook in every for answer in workbook.answers}
    assert set(demo.DEFECTS) <= reasons
    assert {".csv", ".xlsx"} == {Path(workbook.name).suffix for workbook in every}


def test_without_defects_only_what_a_form_leaves_open_is_not_loaded() -> None:
    every = list(demo.draw(world.build(20, 4, 5), workbooks=24, with_defects=False))
    assert not any(workbook.defects for workbook in every)
    assert {a.fact.why for w in every for a in w.answers if a.fact.expect == "ask"} <= {"rate_scale"}


def test_a_missing_period_is_nowhere() -> None:
    silent = [
        (seed, number)
        for seed in SEEDS
        for number, workbook in enumerate(drawn(seed))
        if "missing_period" in workbook.defects
    ]
    assert silent
    for seed, number in silent:
        workbook = drawn(seed)[number]
        texts = [workbook.name, *(c.text for sheet in grid(seed, number).sheets for c in sheet.cells.values())]
        assert not [text for text in texts if named_in(text)]
        assert not [answer for answer in workbook.answers if answer.fact.expect == "load"]


def test_every_sheet_says_that_it_is_invented() -> None:
    for number, workbook in enumerate(drawn(1)):
        assert "minh-hoa" in workbook.name
        for sheet in grid(1, number).sheets:
            assert any("minh họa" in cell.text.casefold() for cell in sheet.cells.values())


def test_heads_of_one_to_four_rows_occur() -> None:
    depths = {
        max(len(column.heads) for column in columns_of)
        for seed in range(40)
        for theme in columns.THEMES
        for columns_of in [columns.asked(theme, hand(Random(seed)), Random(seed))]
    }
    assert depths == {1, 2, 3, 4}


def test_a_long_workbook_is_drawn_for_a_bench() -> None:
    long = demo.draw_workbook(3, sheets=7)
    assert len(read_workbook(long.data, long.name).sheets) == 7
    assert long == demo.draw_workbook(3, sheets=7)
    assert len({answer.sheet for answer in long.answers}) == 7
    assert demo.draw_workbook(3, sheets=3, with_defects=True).defects


def test_what_sheets_look_like_occurs() -> None:
    """Blank first columns, column numbers, page breaks with the heads again, groups with sub-totals, bare names."""
    invented = world.build(60, 4, 2)
    tables = []
    lefts = set()
    for number, order in enumerate(islice(books.orders(invented), 120)):
        rng = Random(number)
        for page in books.sheets(Desk(invented, hand(rng), rng), order):
            lefts.add(page.left)
            tables += page.tables
    assert lefts == {1, 2}
    assert any(table.repeat_at for table in tables)
    assert {line.kind for table in tables for line in table.lines} == {"row", "group", "total", "column_numbers"}
    facts = [ink.fact for table in tables for _, _, ink in table.figures() if ink.fact]
    assert {"bare_name", "subtotal", "total_over_split", "field_row", "project_row"} <= {fact.why for fact in facts}
    assert {"own_appendix", "higher_table"} == {fact.source for fact in facts}
    assert {"", "department", "district", "commune"} == {fact.handled_by for fact in facts}


def test_who_knows_the_province_knows_all_its_units() -> None:
    invented = world.build(30, 1, 4)
    known = reference.load().with_units(world.reporting_units(invented))
    assert {unit.code for unit in invented.units} <= set(known.unit_of)
    assert len(world.units_csv(invented).splitlines()) == len(invented.units) + 1


def test_orders_name_periods_of_the_world_only() -> None:
    invented = world.build(20, 6, 1)
    for order in books.orders(invented):
        assert set(order.periods) <= set(invented.periods)
        assert Period(order.period).window[1].year < 2025


def test_the_command_writes_workbooks_key_and_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "minh-hoa"
    arguments = ["demo", str(out), "--units", "14", "--periods", "4", "--seed", "9", "--workbooks", "6"]
    assert main(arguments) == 0
    assert "6 tệp minh họa" in capsys.readouterr().out
    with (out / demo.ANSWERS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == key.COLUMNS
    assert {row["file"] for row in rows} == {file.name for file in out.iterdir()} - {demo.ANSWERS, demo.UNITS}
    assert {row["expect"] for row in rows} <= {"load", "ask", "aside"}
    assert main(arguments) == 2
    assert "không phải là thư mục trống" in capsys.readouterr().err


@pytest.mark.parametrize("option", [("--units", "3"), ("--periods", "0"), ("--periods", "25")])
def test_impossible_numbers_are_misuse(
    option: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", str(tmp_path / "out"), *option]) == 2
    assert "phải từ" in capsys.readouterr().err
