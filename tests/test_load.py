"""What a reading becomes in the warehouse: vintages, what replaces what, and the views that screens read."""

import hashlib
from collections.abc import Iterator
from contextlib import closing

import duckdb
import pytest

from etl import database, load, verification
from etl.interpret import Reading
from etl.model import Problem
from tests.workbooks import TABLES, read

RECEIVED_D = "Số hồ sơ TTHC do UBND cấp huyện tiếp nhận"
RECEIVED_C = "Số hồ sơ TTHC do UBND cấp xã tiếp nhận"
OF = "của UBND huyện Lắk, tỉnh Đắk Lắk"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(database.create(None)) as connection:
        load.refresh_reference(connection, TABLES)
        yield connection


def document(day: int, rows: dict[str, object], *, form: str = "Biểu mẫu 3") -> Reading:
    """A reading of a report of Lắk of some day of April 2024."""
    attached = f"(Kèm theo Báo cáo số {day}/BC-UBND ngày {day}/4/2024 {OF})" if day else f"của {OF}"
    drawn = "\n".join(f" | {label} | Hồ sơ | {value}" for label, value in rows.items())
    return read(drawn, f"Báo cáo quý I năm 2024\n{attached}\n{form}")


def put(con: duckdb.DuckDBPyConnection, reading: Reading, name: str = "a.xlsx") -> tuple[dict[str, int], list[Problem]]:
    key = hashlib.sha256(repr((name, reading)).encode()).hexdigest()
    result = load.load(con, reading, file=name, file_hash=key, reference=TABLES, received_by="test")
    verification.verify(con)
    return result


def shown(con: duckdb.DuckDBPyConnection) -> dict[str, float]:
    query = "SELECT indicator || '@' || handled_by, value FROM shown_observations ORDER BY ALL"
    return dict(con.execute(query).fetchall())


def test_a_first_load_is_all_new(con: duckdb.DuckDBPyConnection) -> None:
    counts, problems = put(con, document(1, {RECEIVED_D: 775, RECEIVED_C: 23009}))
    assert (counts, problems) == ({"new": 2, "same": 0, "changed": 0, "vanished": 0}, [])
    assert shown(con) == {"dossiers_received@commune": 23009, "dossiers_received@district": 775}


def test_a_later_document_replaces_the_form_and_says_what_vanished(con: duckdb.DuckDBPyConnection) -> None:
    put(con, document(1, {RECEIVED_D: 775, RECEIVED_C: 23009}))
    counts, problems = put(con, document(2, {RECEIVED_D: 776}))
    assert counts == {"new": 0, "same": 0, "changed": 1, "vanished": 1}
    assert [(p.code, p.place.cell, p.found, p.handled_by) for p in problems] == [
        ("figure_vanished", "D6", "23009", "commune")
    ]
    assert shown(con) == {"dossiers_received@district": 776}


def test_the_earlier_vintage_stays(con: duckdb.DuckDBPyConnection) -> None:
    put(con, document(1, {RECEIVED_D: 775}))
    put(con, document(2, {RECEIVED_D: 776}))
    query = "SELECT value, is_current FROM observations JOIN scopes USING (scope) ORDER BY value"
    assert con.execute(query).fetchall() == [(775, False), (776, True)]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2), (1, 3, 2), (2, 1, 3)])
def test_the_order_of_loading_never_decides(con: duckdb.DuckDBPyConnection, order: tuple[int, ...]) -> None:
    for day in order:
        put(con, document(day, {RECEIVED_D: 700 + day}))
    assert shown(con) == {"dossiers_received@district": 703}


def test_an_older_document_is_kept_and_said(con: duckdb.DuckDBPyConnection) -> None:
    put(con, document(9, {RECEIVED_D: 775}))
    counts, problems = put(con, document(1, {RECEIVED_D: 700}))
    (found,) = problems
    assert (found.code, found.found, found.expected) == ("older_document", "01/04/2024", "9/BC-UBND 09/04/2024")
    assert counts.get("changed", 0) == 0
    assert shown(con) == {"dossiers_received@district": 775}


@pytest.mark.parametrize("order", [(0, 5), (5, 0)])
def test_a_document_without_a_date_does_not_replace_in_silence(
    con: duckdb.DuckDBPyConnection, order: tuple[int, int]
) -> None:
    said = [p.code for day in order for p in put(con, document(day, {RECEIVED_D: 700 + day}))[1]]
    assert said or shown(con) == {"dossiers_received@district": 705}
    assert not (order == (0, 5) and not said)


def test_two_forms_of_one_unit_stand_beside_each_other(con: duckdb.DuckDBPyConnection) -> None:
    put(con, document(1, {RECEIVED_D: 775}, form="Biểu mẫu 3"), "3.xlsx")
    put(con, document(2, {RECEIVED_C: 23009}, form="Biểu mẫu 4"), "4.xlsx")
    assert shown(con) == {"dossiers_received@commune": 23009, "dossiers_received@district": 775}


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_figure_in_two_forms_is_shown_from_the_later_document(
    con: duckdb.DuckDBPyConnection, order: tuple[int, int]
) -> None:
    for day in order:
        put(con, document(day, {RECEIVED_D: 700 + day}, form=f"Biểu mẫu {day}"))
    assert shown(con) == {"dossiers_received@district": 702}


def test_a_correction_under_another_title_replaces_too(con: duckdb.DuckDBPyConnection) -> None:
    put(con, document(1, {RECEIVED_D: 775, RECEIVED_C: 23009}, form="Thống kê số liệu cải cách hành chính"))
    _, problems = put(con, document(2, {RECEIVED_D: 775}, form="Biểu số 3 Thống kê số liệu"))
    assert shown(con) == {"dossiers_received@district": 775} or problems


def test_the_own_appendix_is_shown_before_the_narrative(con: duckdb.DuckDBPyConnection) -> None:
    own, prose = document(1, {RECEIVED_D: 775}), document(9, {RECEIVED_D: 700, RECEIVED_C: 23009})
    for order in ((own, prose), (prose, own)):
        for reading in order:
            if reading is prose:
                reading = _narrative(prose)
            put(con, reading, f"{len(order)}{reading.source}{id(order)}.xlsx")
    assert shown(con) == {"dossiers_received@commune": 23009, "dossiers_received@district": 775}
    assert con.execute("SELECT count(*) FROM current_observations").fetchone() == (3,)


def _narrative(reading: Reading) -> Reading:
    observations = [o._replace(source="narrative") for o in reading.observations]
    return Reading("narrative", reading.document_number, reading.document_date, observations)


def test_a_load_that_fails_leaves_nothing_behind(con: duckdb.DuckDBPyConnection) -> None:
    reading = document(1, {RECEIVED_D: 775})
    put(con, reading, "a.xlsx")
    with pytest.raises(duckdb.ConstraintException):
        put(con, reading, "a.xlsx")
    for table in ("submissions", "scopes", "observations"):
        assert con.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)  # noqa: S608


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE observations SET indicator = 'none'", "without unit, indicator or period"),
        ("DELETE FROM periods", "without unit, indicator or period"),
        ("DELETE FROM reporting_units", "without unit, indicator or period"),
        ("DELETE FROM observations", "not all there"),
        ("INSERT INTO alike_scopes SELECT scope, scope FROM scopes", "two current scopes"),
    ],
)
def test_broken_keys_are_not_published(con: duckdb.DuckDBPyConnection, damage: str, what: str) -> None:
    put(con, document(1, {RECEIVED_D: 775}))
    con.execute(damage)
    with pytest.raises(RuntimeError, match=what):
        verification.verify(con)


def test_a_provisional_unit_is_listed_once_and_found_again(con: duckdb.DuckDBPyConnection) -> None:
    row = f" | {RECEIVED_C} | Hồ sơ | 5"
    for quarter in ("I", "II"):
        put(con, read(row, f"Báo cáo quý {quarter} năm 2024 của UBND xã Ea Mẫu, huyện Lắk, tỉnh Đắk Lắk"))
    (unit,) = load.added_units(con)
    assert (unit.name, unit.parent, unit.status) == ("Xã Ea Mẫu", "dak-lak.huyen-lak", "provisional")
    query = "SELECT name, parent_name, province FROM reporting_units WHERE status = 'provisional'"
    assert con.execute(query).fetchall() == [("Xã Ea Mẫu", "Huyện Lắk", "Tỉnh Đắk Lắk")]


def test_refreshing_the_reviewed_tables_keeps_provisional_units(con: duckdb.DuckDBPyConnection) -> None:
    put(con, read(f" | {RECEIVED_C} | Hồ sơ | 5", "Báo cáo quý I năm 2024 của UBND xã Ea Mẫu, huyện Lắk"))
    con.execute("UPDATE meta SET value = 'other' WHERE name = 'reference'")
    assert load.refresh_reference(con, TABLES)
    assert not load.refresh_reference(con, TABLES)
    assert len(load.added_units(con)) == 1
    verification.verify(con)


# ---- ratios recomputed ---------------------------------------------------------------------------------------


def computed(con: duckdb.DuckDBPyConnection) -> dict[str, float]:
    query = "SELECT indicator || '@' || handled_by, round(value, 2) FROM computed_ratios ORDER BY ALL"
    return dict(con.execute(query).fetchall())


RATE = "Tỷ lệ hồ sơ TTHC do UBND cấp huyện tiếp nhận được giải quyết đúng hạn"


def test_a_ratio_is_recomputed_beside_the_printed_one(con: duckdb.DuckDBPyConnection) -> None:
    rows = f" | {RATE} | % | 100%\n | Tổng số hồ sơ TTHC đã giải quyết xong | Hồ sơ | 764\n"
    put(con, read(f"{rows} | Số hồ sơ TTHC giải quyết đúng hạn | Hồ sơ | 758", f"Báo cáo quý I năm 2024 {OF}"))
    assert computed(con) == {"dossiers_on_time_rate@district": 99.21}
    assert shown(con)["dossiers_on_time_rate@district"] == 100


def test_of_nothing_there_is_no_ratio(con: duckdb.DuckDBPyConnection) -> None:
    rows = f" | {RATE} | % | 100%\n | Tổng số hồ sơ TTHC đã giải quyết xong | Hồ sơ | 0\n"
    put(con, read(f"{rows} | Số hồ sơ TTHC giải quyết đúng hạn | Hồ sơ | 0", f"Báo cáo quý I năm 2024 {OF}"))
    assert computed(con) == {}


def test_parts_of_two_windows_make_no_ratio(con: duckdb.DuckDBPyConnection) -> None:
    whole = " | Số hồ sơ TTHC do UBND cấp huyện giải quyết và trả kết quả | Hồ sơ | 764"
    part = " | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận được giải quyết đúng hạn | Hồ sơ | 758"
    put(con, read(whole, f"Biểu 1 Báo cáo quý I năm 2024 (từ 15/12/2023 đến 14/3/2024) {OF}"))
    put(con, read(part, f"Biểu 2 Báo cáo quý I năm 2024 (từ 1/1/2024 đến 31/3/2024) {OF}"))
    assert len(shown(con)) == 2
    assert computed(con) == {}


def test_a_part_by_level_never_meets_a_whole_of_another_level(con: duckdb.DuckDBPyConnection) -> None:
    whole = " | Số hồ sơ TTHC do UBND cấp xã giải quyết và trả kết quả | Hồ sơ | 22979\n"
    part = " | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận được giải quyết đúng hạn | Hồ sơ | 758"
    put(con, read(whole + part, f"Báo cáo quý I năm 2024 {OF}"))
    assert computed(con) == {}
