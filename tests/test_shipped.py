"""The real reports, as shipped and as the next office might send them, give the figures that the reports print."""

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from etl.interpret import Reading, interpret
from etl.model import Observation
from etl.readers import read_workbook
from tests.appendices import (
    AS_SHIPPED,
    REPORTS,
    SHIPPED,
    TITLES,
    Drawing,
    cell_of,
    draw,
    expected,
    quarantined,
    rows,
)
from tests.workbooks import TABLES

every_report = pytest.mark.parametrize("report", REPORTS)

OF = {
    "000": ("dak-lak.huyen-lak", "2022"),
    "002": ("soc-trang.huyen-thanh-tri", "2022"),
    "003": ("thai-nguyen.dinh-hoa.xa-binh-yen", "2024-Q1"),
    "004": ("ha-tinh.so-tai-chinh", "2024-H1"),
}
DRAWINGS = [
    AS_SHIPPED,
    Drawing(blank_first_column=True),
    Drawing(one_sheet=True),
    Drawing(nfd=True),
    Drawing(typed_numbers=True),
    Drawing(repeat_header_every=7),
    Drawing(start_row=6),
    Drawing(reverse_sheets=True),
    Drawing(blank_first_column=True, nfd=True, repeat_header_every=9, start_row=3),
    Drawing(one_sheet=True, typed_numbers=True, repeat_header_every=20),
    Drawing(one_sheet=True, reverse_sheets=True, blank_first_column=True, start_row=4),
    Drawing(typed_numbers=True, nfd=True, reverse_sheets=True),
]


@cache
def reading_of(report: str, drawing: Drawing = AS_SHIPPED) -> Reading:
    # A name that says neither unit nor period: the titles must.
    return interpret(read_workbook(draw(report, drawing)), "phu-luc.xlsx", TABLES)


def figures(reading: Reading) -> Counter[tuple[str, str, float]]:
    return Counter((o.indicator, o.handled_by, float(o.value)) for o in reading.observations)


@pytest.mark.parametrize("drawing", DRAWINGS, ids=str)
@every_report
def test_every_figure_and_nothing_else(report: str, drawing: Drawing) -> None:
    wanted = Counter((figure.indicator, figure.handled_by, figure.value) for figure in expected(report))
    found = figures(reading_of(report, drawing))
    assert (wanted - found, found - wanted) == (Counter(), Counter())


@pytest.mark.parametrize("drawing", DRAWINGS, ids=str)
@every_report
def test_unit_and_period(report: str, drawing: Drawing) -> None:
    reading = reading_of(report, drawing)
    assert {(o.reporting_unit, o.period) for o in reading.observations} == {OF[report]}
    assert {o.source for o in reading.observations} == {"own_appendix"}
    assert not reading.new_units


@pytest.mark.parametrize(
    ("report", "number", "day"),
    [
        ("000", "486/BC-UBND", date(2022, 12, 14)),
        ("002", "319/BC-UBND", date(2022, 12, 16)),
        ("003", "", date(2024, 3, 15)),
        ("004", "", date(2024, 6, 15)),
    ],
)
def test_number_and_date_of_the_document(report: str, number: str, day: date) -> None:
    reading = reading_of(report)
    assert (reading.document_number, reading.document_date) == (number, day)


@every_report
def test_a_figure_comes_from_the_cell_that_prints_it(report: str) -> None:
    places = {(o.indicator, o.handled_by): (o.place.sheet, o.place.cell) for o in reading_of(report).observations}
    for figure in expected(report):
        assert places[figure.indicator, figure.handled_by] == cell_of(report, figure.line)


@every_report
def test_a_quarantined_value_is_a_problem_at_its_cell(report: str) -> None:
    reading = reading_of(report)
    loaded = {(o.place.sheet, o.place.cell) for o in reading.observations}
    asked = {(p.place.sheet, p.place.cell) for p in reading.problems if p.severity in ("question", "refused", "info")}
    for row in quarantined(report):
        place = cell_of(report, int(row["line"]))
        assert place not in loaded
        assert place in asked, f"{report} L{row['line']} {row['label'][:40]}"


@every_report
def test_every_row_comes_to_exactly_one_end(report: str) -> None:
    reading = reading_of(report)
    loaded = {(o.place.sheet, o.place.cell) for o in reading.observations}
    asked = {
        (p.place.sheet, p.place.cell)
        for p in reading.problems
        if p.severity in ("question", "refused", "info") and not p.code.startswith("unit_")
    }
    aside = [(a.place.sheet, a.place.cell) for a in reading.set_aside]
    assert len(aside) == len(set(aside)), "a row set aside twice"
    ends = [loaded, asked, {_row(place) for place in aside}]
    for row in rows(report):
        if row["kind"] == "prose":
            continue
        place = cell_of(report, int(row["line"]))
        count = sum([place in ends[0], place in ends[1], _row(place) in ends[2]])
        assert count == 1, f"{report} L{row['line']} {row['label'][:40]!r}: {count} ends"


def _row(place: tuple[str, str]) -> tuple[str, str]:
    return place[0], place[1].lstrip("ABCDEFGHIJ")


@pytest.mark.parametrize(
    ("report", "code", "cells"),
    [
        ("000", "rate_mismatch", ["D26", "D29", "D11", "D29", "D33", "D42", "D45"]),
        ("000", "rate_of_zero", ["D32"]),
        ("000", "heading_value", ["D49"]),
        ("002", "heading_value", ["D64", "D162", "D166", "D175"]),
        ("002", "rate_in_count", ["D80", "D83"]),
        ("002", "rate_in_count_suspected", ["D170"]),
        ("002", "copied_counts", ["D146", "D148"]),
        ("002", "part_of_zero", ["D191"]),
        ("004", "options_unclear", ["D86", "D104"]),
        ("004", "heading_value", ["D136"]),
    ],
)
def test_what_is_odd_in_the_reports_is_said(report: str, code: str, cells: list[str]) -> None:
    assert [p.place.cell for p in reading_of(report).problems if p.code == code] == cells


def test_nothing_in_the_commune_report_waits_for_a_decision() -> None:
    assert {p.severity for p in reading_of("003").problems} <= {"info", "warning"}


# ---- figures that stand only in the prose of the reports -------------------------------------------

NARRATIVES = {
    "000": (
        "000_thuyet-minh_huyen-lak_nam-2022.xlsx",
        "dak-lak.huyen-lak",
        "2022",
        {
            "dossiers_received@all": 23784,
            "dossiers_received@district": 775,
            "dossiers_received@commune": 23009,
            "dossiers_resolved_late@all": 22,
            "dossiers_resolved_late@district": 6,
            "dossiers_resolved_late@commune": 16,
            "dossiers_pending@district": 11,
            "dossiers_pending@commune": 30,
            "igate_dossiers@": 12698,
        },
    ),
    "001": (
        "001_thuyet-minh_xa-ba-bich_07-2022_03-2023.xlsx",
        "quang-ngai.ba-to.xa-ba-bich",
        "2022-07-08/2023-03-31",
        {
            "steering_documents_issued@": 9,
            "dossiers_received@commune": 289,
            "dossiers_received_direct@commune": 281,
            "online_dossiers_received@": 8,
            "dossiers_resolved@commune": 289,
            "dossiers_resolved_early@commune": 175,
            "dossiers_resolved_exactly_on_time@commune": 0,
            "dossiers_resolved_late@commune": 114,
            "staff_present@": 21,
            "investment_plan@": 380,
            "investment_disbursed@": 190,
            "investment_disbursement_rate@": 50,
        },
    ),
    "003": (
        "003_thuyet-minh_xa-binh-yen_quy-I-2024.xlsx",
        "thai-nguyen.dinh-hoa.xa-binh-yen",
        "2024-Q1",
        {
            "dossiers_carried_over@commune": 3,
            "dossiers_to_process@commune": 351,
            "dossiers_resolved_early@commune": 325,
            "dossiers_resolved_exactly_on_time@commune": 23,
            "dossiers_resolved_late@commune": 0,
            "dossiers_pending@commune": 3,
        },
    ),
}
every_narrative = pytest.mark.parametrize("report", NARRATIVES)


@cache
def narrative(report: str) -> Reading:
    path = SHIPPED / NARRATIVES[report][0]
    return interpret(read_workbook(path.read_bytes()), path.name, TABLES)


def in_narrative(report: str, indicator: str) -> Observation:
    return next(o for o in narrative(report).observations if o.indicator == indicator)


@every_narrative
def test_the_prose_figures_are_there_and_no_others(report: str) -> None:
    _, unit, period, wanted = NARRATIVES[report]
    found = narrative(report).observations
    assert {f"{o.indicator}@{o.handled_by}": o.value for o in found} == wanted
    assert {(o.reporting_unit, o.period, o.source) for o in found} == {(unit, period, "narrative")}


@every_narrative
def test_a_narrative_leaves_nothing_to_decide(report: str) -> None:
    assert {p.severity for p in narrative(report).problems} <= {"info"}


@pytest.mark.parametrize(
    ("report", "indicator", "start", "end", "basis"),
    [
        ("000", "dossiers_received", date(2021, 12, 15), date(2022, 11, 14), "in_period"),
        ("001", "dossiers_received", date(2022, 7, 8), date(2023, 3, 31), "in_period"),
        ("001", "investment_disbursed", date(2023, 1, 1), date(2023, 3, 31), "cumulative"),
        ("003", "dossiers_to_process", date(2023, 12, 15), date(2024, 3, 14), "in_period"),
    ],
)
def test_the_windows_of_the_prose_figures(report: str, indicator: str, start: date, end: date, basis: str) -> None:
    figure = in_narrative(report, indicator)
    assert (figure.period_start, figure.period_end, figure.basis) == (start, end, basis)


def test_dong_becomes_million_dong_and_the_printed_text_stays() -> None:
    figure = in_narrative("001", "investment_plan")
    assert (figure.value, figure.raw, figure.printed_measure) == (Decimal(380), "380.000.000", "đồng")


def test_the_parts_of_the_prose_figures_add_up() -> None:
    value = {f"{o.indicator}@{o.handled_by}": o.value for r in ("001",) for o in narrative(r).observations}
    received = value["dossiers_received@commune"]
    assert value["dossiers_received_direct@commune"] + value["online_dossiers_received@"] == received
    ends = ("early", "exactly_on_time", "late")
    assert sum(value[f"dossiers_resolved_{end}@commune"] for end in ends) == value["dossiers_resolved@commune"]


def test_each_shipped_file_is_tested_here() -> None:
    known = {TITLES[report]["file"] for report in REPORTS} | {name for name, *_ in NARRATIVES.values()}
    assert {path.name for path in Path(SHIPPED).iterdir()} == known
