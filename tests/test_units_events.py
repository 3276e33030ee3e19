"""A merger that did not happen yet is only data: a table of events, units before and after, and what was reported."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import database, derive, load, units_command
from etl.exchange import Plan, Row, Table
from tests.workbooks import TABLES

DOCUMENT = "Nghị quyết giả định 1/2027"
MERGED = "thai-nguyen.xa-an-toan-99001~2027"
OLD = ("thai-nguyen.xa-binh-yen~2025", "Xã Phú Đình, Tỉnh Thái Nguyên")


def row(number: int, old: str, **other: str) -> Row:
    cells = {
        "event": "merge", "old_unit": old, "relation": "whole", "valid_from": "01/01/2027", "document": DOCUMENT,
        "new_unit": "Xã An Toàn, Tỉnh Thái Nguyên", "new_code": "99001",
    }  # fmt: skip
    return Row(number, {**cells, **other})


MERGER = [row(number, old) for number, old in enumerate(OLD, start=2)]


def empty() -> duckdb.DuckDBPyConnection:
    con = database.create(None)
    load.refresh_reference(con, TABLES)
    return con


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(empty()) as connection:
        yield connection


def take(con: duckdb.DuckDBPyConnection, rows: list[Row]) -> Plan:
    made = units_command.plan(con, Table("events", tuple(rows)), None, "")
    if not made.questions:
        made.write(con)
        con.execute("INSERT OR REPLACE INTO meta VALUES ('derived_tables', '')")
        derive.refresh(con)
    return made


def test_a_merger_of_2027_ends_two_units_and_begins_one(con: duckdb.DuckDBPyConnection) -> None:
    made = take(con, MERGER)
    assert made.said == [
        "1 đơn vị mới (1 cấp xã)",
        "2 đơn vị đã biết được ghi ngày kết thúc",
        "2 thay đổi mới",
    ]
    days = "SELECT reporting_unit, valid_from, valid_to, parent_name FROM reporting_units WHERE valid_to > '2026-01-01'"
    assert [(code, last) for code, _, last, _ in con.execute(f"{days} ORDER BY ALL").fetchall()] == [
        ("thai-nguyen.xa-binh-yen~2025", date(2026, 12, 31)),
        ("thai-nguyen.xa-phu-dinh~2025", date(2026, 12, 31)),
    ]
    ((name, parent, province),) = con.execute(
        "SELECT name, parent_name, province FROM reporting_units WHERE reporting_unit = ?", [MERGED]
    ).fetchall()
    assert (name, parent, province) == ("Xã An Toàn", "Tỉnh Thái Nguyên", "Tỉnh Thái Nguyên")
    assert take(con, MERGER).said == []


def test_what_went_into_it_twice_over_is_traced(con: duckdb.DuckDBPyConnection) -> None:
    take(con, MERGER)
    lineage = con.execute("SELECT reporting_unit, relation FROM lineage WHERE successor = ?", [MERGED]).fetchall()
    assert len(lineage) == 8  # two of 2025, and the four and two communes of before that
    assert ("thai-nguyen.dinh-hoa.xa-dinh-bien", "whole") in lineage


def test_the_end_of_a_reviewed_unit_outlives_a_release(con: duckdb.DuckDBPyConnection) -> None:
    take(con, MERGER)
    con.execute("UPDATE meta SET value = '' WHERE name = 'reference'")
    assert load.refresh_reference(con, TABLES)
    ended = "SELECT count(*) FROM reporting_units WHERE valid_to = '2026-12-31'"
    assert con.execute(ended).fetchone() == (2,)
    assert con.execute("SELECT count(*), count(DISTINCT reporting_unit) FROM reporting_units").fetchone() == (
        len(TABLES.units) + 1,
        len(TABLES.units) + 1,
    )
    known = TABLES.with_units(load.added_units(con))
    assert known.unit_of["thai-nguyen.xa-binh-yen~2025"].valid_to == date(2026, 12, 31)
    assert [u.valid_to for u in known.units_named["xã", "phú đình"] if u.valid_from.year == 2025] == [
        date(2026, 12, 31)
    ]


@settings(deadline=None, max_examples=10)
@given(st.permutations(MERGER), st.integers(0, 2))
def test_order_makes_no_difference(rows: list[Row], cut: int) -> None:
    kept = "SELECT * FROM reporting_units ORDER BY ALL", "SELECT * FROM reporting_unit_events ORDER BY ALL"
    with closing(empty()) as one, closing(empty()) as two:
        take(one, MERGER)
        for part in (rows[:cut], rows[cut:]):
            assert take(two, part).questions == []
        for query in kept:
            assert one.execute(query).fetchall() == two.execute(query).fetchall()


def test_a_district_of_provinces_may_merge_too(con: duckdb.DuckDBPyConnection) -> None:
    provinces = [
        row(number, old, new_unit="", new_name="Tỉnh Bắc Sông", new_code="99")
        for number, old in enumerate(("Tỉnh Bắc Ninh", "hung-yen~2025"), start=2)
    ]
    below = row(4, "Sở Tài chính, Tỉnh Hà Tĩnh", event="re-parent", relation="unchanged", new_unit="",
                new_name="Sở Tài chính", new_parent="Tỉnh Bắc Sông", new_code="")  # fmt: skip
    assert take(con, [below, *provinces]).questions == []
    found = con.execute(
        "SELECT reporting_unit, level, province FROM reporting_units WHERE valid_from = '2027-01-01' ORDER BY ALL"
    ).fetchall()
    assert found == [
        ("tinh-bac-song-99.so-tai-chinh~2027", "department", "Tỉnh Bắc Sông"),
        ("tinh-bac-song-99~2027", "province", "Tỉnh Bắc Sông"),
    ]


def test_units_left_below_one_that_ended_are_said(con: duckdb.DuckDBPyConnection) -> None:
    made = take(con, [row(2, "Tỉnh Thái Nguyên", event="rename", new_unit="", new_name="Tỉnh Thái An", new_code="98")])
    assert ["8 đơn vị trực thuộc chưa có thay đổi nào" in note for note in made.notes] == [True]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"event": "gộp"}, "chưa rõ thay đổi “gộp”"),
        ({"relation": "gần hết"}, "chưa rõ quan hệ “gần hết”"),
        ({"valid_from": "năm 2027"}, "“năm 2027” không phải là ngày"),
        ({"valid_from": ""}, "thiếu ngày hiệu lực"),
        ({"document": ""}, "thiếu văn bản"),
        ({"old_unit": "Xã Bình Yêm, Tỉnh Thái Nguyên"}, "không có đơn vị “Xã Bình Yêm, Tỉnh Thái Nguyên”"),
        ({"old_unit": "thai-nguyen.dinh-hoa.xa-binh-yen"}, "không có đơn vị"),
        ({"new_unit": ""}, "phải ghi đơn vị mới"),
        ({"new_unit": "An Toàn"}, "chưa rõ đơn vị mới “An Toàn”"),
        ({"relation": "none", "event": "abolish"}, "quan hệ là none"),
        ({"new_unit": "thai-nguyen.xa-ba-xa~2027"}, "chưa rõ đơn vị mới"),
    ],
)
def test_what_is_unclear_is_asked(con: duckdb.DuckDBPyConnection, change: dict[str, str], said: str) -> None:
    made = take(con, [row(2, OLD[0], **change)])
    assert any(question.startswith("Dòng 2: ") and said in question for question in made.questions), made.questions
    assert con.execute("SELECT count(*) FROM reporting_unit_events WHERE origin = 'imported'").fetchone() == (0,)


def test_two_units_of_one_name_parent_and_time_are_asked(con: duckdb.DuckDBPyConnection) -> None:
    made = take(con, [row(2, OLD[0], new_unit="Xã Phú Đình, Tỉnh Thái Nguyên")])  # the old Xã Phú Đình goes on
    assert any("trùng tên, cấp trên và thời gian" in question for question in made.questions)
