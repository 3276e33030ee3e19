"""python -m etl corrections: a figure stands corrected while its cell reads as expected, and nothing is edited."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import __main__ as cli
from etl import corrections, database, derive, load, pipeline
from etl.exchange import Plan, Row
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from tests.workbooks import TABLES, form, workbook_bytes

pytestmark = pytest.mark.usefixtures("quick_reading")
RECEIVED = "Số hồ sơ TTHC do UBND cấp huyện tiếp nhận"
LAK = "dak-lak.huyen-lak"
TODAY = date(2026, 11, 25)
CELLS = {
    "correction": "lak-1", "reporting_unit": LAK, "period": "2024-Q1", "indicator": "dossiers_received",
    "handled_by": "district", "source": "own_appendix", "expected_raw": "771", "action": "replace", "value": "717",
    "reason": "đảo chữ số, theo Công văn 12", "made_by": "Hà", "made_on": "01/10/2026",
}  # fmt: skip
STATES = "SELECT value, reported_value, correction FROM figures WHERE indicator = 'dossiers_received'"
FILED = "SELECT raw, value FROM observations ORDER BY ALL"


def report(value: int, day: int = 1) -> ReceivedFile:
    attached = f"(Kèm theo Báo cáo số {day}/BC-UBND ngày {day}/4/2024 của UBND huyện Lắk, tỉnh Đắk Lắk)"
    rows = f"1 | {RECEIVED} | Hồ sơ | {value}"
    return ReceivedFile(f"{day}.xlsx", workbook_bytes(Biểu_1=form(rows, f"Báo cáo quý I năm 2024\n{attached}")))


def table(place: Path, *rows: dict[str, str], suffix: str = ".csv") -> Path:
    lines = [";".join(rows[0]), *(";".join(f'"{text}"' for text in row.values()) for row in rows)]
    path = place / f"đính chính{suffix}"
    path.write_text("\n".join(lines), "utf-8-sig")
    return path


def run(warehouse: Warehouse, *arguments: object) -> int:
    return cli.main(["corrections", *map(str, arguments), "--warehouse", str(warehouse.folder)])


def query(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return con.execute(sql).fetchall()


@pytest.fixture
def loaded(warehouse: Warehouse) -> Warehouse:
    pipeline.ingest([report(771)], warehouse)
    return warehouse


@pytest.fixture
def con(loaded: Warehouse, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    current = loaded.current()
    assert current is not None
    copy = shutil.copyfile(current, tmp_path / "work.duckdb")
    with closing(database.open_writing(copy)) as connection:
        yield connection


def take(con: duckdb.DuckDBPyConnection, *rows: dict[str, str]) -> Plan:
    told = [Row(number, cells) for number, cells in enumerate(rows, start=2)]
    made = corrections.plan(con, told, TABLES, "Hà", TODAY)
    if not made.questions:
        made.write(con)
    return made


def test_a_correction_applies_and_withdrawn_it_is_as_if_it_never_was(
    loaded: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, filed = query(loaded, "FROM figures"), query(loaded, FILED)
    assert run(loaded, "import", table(tmp_path, CELLS)) == 0
    assert query(loaded, STATES) == [(717, 771, "lak-1")]
    assert query(loaded, FILED) == filed
    assert run(loaded, "import", table(tmp_path, CELLS)) == 0
    assert "Không có gì mới" in capsys.readouterr().out
    assert run(loaded, "list") == 0
    assert "lak-1 · đang áp dụng" in capsys.readouterr().out
    assert run(loaded, "withdraw", "lak-1", "--reason", "nguồn đúng") == 0
    assert query(loaded, "FROM figures") == before
    ((status, reason),) = query(loaded, "SELECT status, reason FROM corrections")
    assert status == "withdrawn"
    assert "đảo chữ số" in reason
    assert "nguồn đúng" in reason
    assert run(loaded, "withdraw", "lak-1", "--reason", "lần nữa") == 0
    assert run(loaded, "withdraw", "lak-2", "--reason", "x") == 1


def test_a_dropped_figure_gives_way(con: duckdb.DuckDBPyConnection) -> None:
    take(con, {**CELLS, "action": "drop", "value": ""})
    assert con.execute("SELECT count(*) FROM standing_figures").fetchone() == (0,)
    assert con.execute(FILED).fetchall() == [("771", 771)]


def test_it_stops_when_the_source_changes(
    loaded: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(loaded, "import", table(tmp_path, CELLS))
    pipeline.ingest([report(718, day=2)], loaded)
    assert query(loaded, STATES) == [(718, 718, None)]
    run(loaded, "list")
    assert "lak-1 · ĐÃ DỪNG" in capsys.readouterr().out


def test_the_order_of_loading_makes_no_difference(tmp_path: Path) -> None:
    steps: dict[str, Callable[[Warehouse], object]] = {
        "first": lambda w: pipeline.ingest([report(771)], w),
        "second": lambda w: pipeline.ingest([report(771, day=3)], w),
        "corrected": lambda w: run(w, "import", table(tmp_path, CELLS)),
    }
    ends = set()
    for number, order in enumerate(permutations(steps)):
        warehouse = Warehouse(tmp_path / str(number))
        for step in order:
            steps[step](warehouse)
        ends.add(tuple(query(warehouse, STATES)))
    assert ends == {((717, 771, "lak-1"),)}


def test_export_and_import_carry_them_elsewhere(loaded: Warehouse, tmp_path: Path) -> None:
    run(loaded, "import", table(tmp_path, {**CELLS, "reason": "=1+1", "expected_raw": "771"}))
    other = Warehouse(tmp_path / "nơi khác")
    pipeline.ingest([report(771)], other)
    assert run(loaded, "export", "-o", tmp_path / "a.csv") == 0
    assert '"\'=1+1"' in (tmp_path / "a.csv").read_text("utf-8")
    assert run(other, "import", tmp_path / "a.csv") == 0
    assert query(other, "FROM corrections") == query(loaded, "FROM corrections")


def test_what_a_row_leaves_out_is_filled_in(con: duckdb.DuckDBPyConnection) -> None:
    short = {name: CELLS[name] for name in ("indicator", "period", "handled_by", "action", "value", "reason")}
    row = {**short, "reporting_unit": "Huyện Lắk, Tỉnh Đắk Lắk", "expected_raw": " 771 "}
    assert take(con, row).questions == []
    stored = "SELECT reporting_unit, source, expected_raw, made_by, made_on, status FROM corrections"
    assert con.execute(stored).fetchall() == [(LAK, "own_appendix", "771", "Hà", TODAY, "active")]
    assert take(con, row).said == []


def test_a_shipped_one_can_be_withdrawn_for_good(con: duckdb.DuckDBPyConnection) -> None:
    take(con, CELLS)
    con.execute("UPDATE corrections SET origin = 'shipped'")
    corrections.withdrawal(con, "lak-1", "nguồn đúng", "Hà", TODAY).write(con)
    assert con.execute("SELECT status, origin FROM corrections").fetchall() == [("withdrawn", "imported")]
    con.execute("UPDATE meta SET value = '' WHERE name = 'rulebook'")
    load.refresh_reference(con, TABLES)
    derive.refresh(con)
    assert con.execute(STATES).fetchall() == [(771, 771, None)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reporting_unit": "Huyện Lát"}, "không có đơn vị “Huyện Lát”"),
        ({"indicator": "dossiers"}, "không có chỉ tiêu “dossiers”"),
        ({"period": "quý I"}, "không có kỳ “quý I”"),
        ({"expected_raw": "770"}, "ô đang ghi “771”, không phải “770”"),
        ({"value": "71,5"}, "phải là số nguyên"),
        ({"value": "-1"}, "không được âm"),
        ({"value": "1.234"}, "dấu thập phân hay dấu nghìn"),
        ({"value": ""}, "replace cần cột “Giá trị” (value)"),
        ({"action": "drop"}, "drop thì để trống ô ấy"),
        ({"action": "sửa"}, "(action) là “sửa”; hãy ghi một trong: replace, drop"),
        ({"source": "web"}, "(source) là “web”"),
        ({"reason": ""}, "thiếu cột “Lý do” (reason)"),
        ({"made_on": "hôm nay"}, "“hôm nay” không phải là ngày"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_stored(
    con: duckdb.DuckDBPyConnection, change: dict[str, str], said: str
) -> None:
    (question,) = take(con, {**CELLS, **change}).questions
    assert question.startswith("Dòng 2: ")
    assert said in question
    assert con.execute("SELECT count(*) FROM corrections").fetchone() == (0,)


def test_two_that_stand_for_one_figure_are_refused(con: duckdb.DuckDBPyConnection) -> None:
    twice = take(con, CELLS, {**CELLS, "correction": "lak-2", "value": "700"})
    assert ["đã có đính chính lak-1 đang dùng" in question for question in twice.questions] == [True]
    take(con, CELLS)
    other = take(con, {**CELLS, "value": "700"})
    assert ["mã lak-1 đã dùng cho đính chính khác" in question for question in other.questions] == [True]


def test_one_that_waits_for_its_figure_is_said(con: duckdb.DuckDBPyConnection) -> None:
    made = take(con, {**CELLS, "period": "2024-Q2"})
    assert (made.questions, len(made.notes)) == ([], 1)
    assert corrections.states(con) == {"lak-1": "waiting"}
