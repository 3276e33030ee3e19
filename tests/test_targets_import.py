"""python -m etl targets: a table of targets is taken in once, whatever its order, or refused with sentences."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import __main__ as cli
from etl import database, load, targets
from etl.exchange import Plan, Row
from etl.snapshots import Warehouse
from tests.workbooks import TABLES, workbook_bytes

pytestmark = pytest.mark.usefixtures("quick_reading")
CELLS = {
    "indicator": "dossiers_on_time_rate", "level": "commune", "reporting_unit": "Huyện Lắk, Tỉnh Đắk Lắk",
    "year": "2024", "value": "98", "band_good": "98", "band_watch": "95,5", "decided_on": "05/01/2024",
    "document": "Quyết định 15/QĐ-UBND",
}  # fmt: skip
OTHERS = (
    {**CELLS, "decided_on": "05/06/2024", "value": "97"},
    {**CELLS, "indicator": "investment_disbursement_rate", "level": "", "band_watch": ""},
    {**CELLS, "handled_by": "district", "year": ""},
)
SHIPPED = 2


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(empty()) as connection:
        yield connection


def empty() -> duckdb.DuckDBPyConnection:
    con = database.create(None)
    load.refresh_reference(con, TABLES)
    return con


def take(con: duckdb.DuckDBPyConnection, *rows: dict[str, str]) -> Plan:
    made = targets.plan(con, [Row(number, cells) for number, cells in enumerate(rows, start=2)], TABLES)
    if not made.questions:
        made.write(con)
    return made


def run(warehouse: Warehouse, *arguments: object) -> int:
    return cli.main(["targets", *map(str, arguments), "--warehouse", str(warehouse.folder)])


def test_the_shipped_targets_are_those_that_reports_print(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute("SELECT indicator, value, reporting_unit, year, document FROM targets ORDER BY ALL").fetchall()
    assert [row[:4] for row in found] == [
        ("satisfaction_rate", 90, "quang-ngai.ba-to.xa-ba-bich", 2023),
        ("work_files_electronic_rate", 60, "quang-ngai.ba-to.xa-ba-bich", 2023),
    ]
    assert all("UBND xã Ba Bích" in document for *_, document in found)


@settings(deadline=None, max_examples=10)
@given(st.permutations([CELLS, *OTHERS]), st.integers(0, 4))
def test_order_and_number_of_files_make_no_difference(rows: list[dict[str, str]], cut: int) -> None:
    with closing(empty()) as one, closing(empty()) as two:
        take(one, CELLS, *OTHERS)
        for part in (rows[:cut], rows[cut:]):
            take(two, *part)
        assert targets.all_of(one) == targets.all_of(two)
        assert take(two, *rows).said == []


def test_a_target_under_its_code_can_be_corrected(con: duckdb.DuckDBPyConnection) -> None:
    take(con, {**CELLS, "target": "a"})
    assert take(con, {**CELLS, "target": "a", "value": "99", "band_good": ""}).said == ["1 mục tiêu được sửa"]
    assert con.execute("SELECT value FROM targets WHERE target = 'a'").fetchall() == [(99,)]
    assert take(con, {**CELLS, "target": "a", "indicator": "staff_fill_rate"}).questions != []


def test_what_an_office_says_of_a_shipped_target_outlives_a_release(con: duckdb.DuckDBPyConnection) -> None:
    shipped = next(one for one in targets.all_of(con) if one["indicator"] == "satisfaction_rate")
    cells = {name: "" if value is None else str(value) for name, value in shipped.items()}
    assert take(con, cells).said == []
    take(con, {**cells, "value": "95"})
    con.execute("UPDATE meta SET value = '' WHERE name = 'rulebook'")
    load.refresh_reference(con, TABLES)
    kept = con.execute("SELECT value, origin FROM targets WHERE indicator = 'satisfaction_rate'").fetchall()
    assert kept == [(95, "imported")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"indicator": "on_time"}, "không có chỉ tiêu “on_time”"),
        ({"reporting_unit": "Huyện Lát"}, "không có đơn vị “Huyện Lát”"),
        ({"level": "xã"}, "cột “Cấp” (level) là “xã”"),
        ({"handled_by": "huyện"}, "(handled_by) là “huyện”"),
        ({"year": "24"}, "cột “Năm” (year) ghi “24”"),
        ({"value": ""}, "thiếu cột “Giá trị” (value)"),
        ({"value": "khoảng 98"}, "cột “Giá trị” (value): “khoảng 98” không phải là số"),
        ({"value": "980"}, "tỷ lệ ghi từ 0 đến 100"),
        ({"band_watch": "99"}, "ngưỡng theo dõi 99 phải thấp hơn ngưỡng đạt 98"),
        ({"indicator": "dossiers_received"}, "không có chiều tốt, xấu"),
        ({"decided_on": "đầu năm"}, "cột “Ngày quyết định” (decided_on): “đầu năm” không phải là ngày"),
        ({"document": ""}, "thiếu cột “Văn bản” (document)"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_stored(
    con: duckdb.DuckDBPyConnection, change: dict[str, str], said: str
) -> None:
    (question,) = take(con, {**CELLS, **change}).questions
    assert question.startswith("Dòng 2: ")
    assert said in question
    assert len(targets.all_of(con)) == SHIPPED


def test_two_decisions_of_one_day_contradict_each_other(con: duckdb.DuckDBPyConnection) -> None:
    take(con, {**CELLS, "target": "a"})
    (question,) = take(con, {**CELLS, "target": "b", "value": "99"}).questions
    assert "a đã giao mục tiêu này cùng ngày" in question


def test_the_command_takes_a_workbook_and_gives_its_table_back(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = workbook_bytes(
        Giao="Chỉ tiêu giao năm 2024\nMã chỉ tiêu | Năm | Mục tiêu | Ngưỡng theo dõi | Văn bản\n"
        "dossiers_on_time_rate | 2024 | 98.684% | 95.5 | +QĐ 15\n"
    )
    (tmp_path / "giao.xlsx").write_bytes(book)
    assert run(warehouse, "import", tmp_path / "giao.xlsx", "--dry-run") == 0
    assert warehouse.current() is None
    assert run(warehouse, "import", tmp_path / "giao.xlsx") == 0
    assert run(warehouse, "export", "-o", tmp_path / "a.csv") == 0
    text = (tmp_path / "a.csv").read_text("utf-8")
    assert '"98,6840"' in text
    assert '"\'+QĐ 15"' in text
    assert run(warehouse, "import", tmp_path / "a.csv") == 0
    assert "Không có gì mới" in capsys.readouterr().out
    assert run(warehouse, "list") == 0
    assert "98.684 · +QĐ 15" in capsys.readouterr().out


def test_a_table_of_other_columns_is_refused(warehouse: Warehouse, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", "utf-8")
    assert run(warehouse, "import", tmp_path / "x.csv") == 1
    assert "Không thấy dòng tiêu đề" in capsys.readouterr().err
