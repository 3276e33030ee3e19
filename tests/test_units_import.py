"""python -m etl units: the conversion table and tables of events become units and events; what is unclear is asked."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import __main__ as cli
from etl import database, exchange, load, pipeline, units_command
from etl.exchange import Plan, Row, Table
from etl.model import ReceivedFile
from etl.snapshots import Warehouse
from etl.unit_tables import SHAPES
from tests.workbooks import TABLES, form, workbook_bytes

pytestmark = pytest.mark.usefixtures("quick_reading")
HEADER = "new_province,new_commune,new_code,old_commune,old_code,relation,old_district,old_province"
DOCUMENT = "Nghị quyết 1656/NQ-UBTVQH15"
# Two new communes of the new Thái Nguyên: one of two whole communes and a part, one of the other part. The district is
# spelt two ways, one relation is misspelt.
CHO_MOI = (
    "Tỉnh Thái Nguyên (19),Xã Chợ Mới,02086,Thị trấn Đồng Tâm,02086,Nhập toàn bộ,Huyện Chợ Mới (065),Tỉnh Bắc Kạn (06)",
    "Tỉnh Thái Nguyên (19),Xã Chợ Mới,02086,Xã Quảng Chu,02119,Nhập toàn bộ,Huyện Chợ Mới (065),Tỉnh Bắc Kạn (06)",
    "Tỉnh Thái Nguyên (19),Xã Chợ Mới,02086,Xã Như Cố,02116,Nhập một phần,HUYỆN Chợ Mới (065),Tỉnh Bắc Kạn (06)",
    "Tỉnh Thái Nguyên (19),Xã Tân Kỳ,02104,Xã Như Cố,02116,Nhâp một  phần,Huyện Chợ Mới (065),Tỉnh Bắc Kạn (06)",
)  # fmt: skip
TOLD = [Row(n, dict(zip(HEADER.split(","), line.split(","), strict=True))) for n, line in enumerate(CHO_MOI, start=2)]
DISTRICT = "bac-kan.huyen-cho-moi"  # shipped, with its end


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(empty()) as connection:
        yield connection


def empty() -> duckdb.DuckDBPyConnection:
    con = database.create(None)
    load.refresh_reference(con, TABLES)
    return con


def take(con: duckdb.DuckDBPyConnection, rows: list[Row], shape: str = "conversion") -> Plan:
    made = units_command.plan(con, Table(shape, tuple(rows)), None, DOCUMENT)
    if not made.questions:
        made.write(con)
    return made


def held(con: duckdb.DuckDBPyConnection) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    units = con.execute("SELECT * FROM reporting_units WHERE status <> 'reviewed' ORDER BY ALL").fetchall()
    return units, con.execute("SELECT * FROM reporting_unit_events WHERE origin = 'imported' ORDER BY ALL").fetchall()


def file(place: Path, *lines: str, header: str = HEADER) -> Path:
    place.write_text("\n".join([header, *lines]), "utf-8")
    return place


def run(warehouse: Warehouse, *arguments: object) -> int:
    return cli.main(["units", *map(str, arguments), "--warehouse", str(warehouse.folder)])


def query(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return con.execute(sql).fetchall()


# ---- the conversion table ------------------------------------------------------------------------------------------


def test_old_and_new_communes_and_the_district_that_ended(con: duckdb.DuckDBPyConnection) -> None:
    assert take(con, TOLD).said == ["5 đơn vị mới (5 cấp xã)", "4 thay đổi mới"]
    units = con.execute(
        "SELECT reporting_unit, name, parent_name, province, code, valid_from, valid_to FROM reporting_units "
        "WHERE status = 'imported' AND name IN ('Xã Chợ Mới', 'Xã Như Cố', 'Huyện Chợ Mới') ORDER BY ALL"
    ).fetchall()
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    assert units == [
        (f"{DISTRICT}.xa-nhu-co-02116", "Xã Như Cố", "Huyện Chợ Mới", "Tỉnh Bắc Kạn", "02116", date(1900, 1, 1), last),
        ("thai-nguyen.xa-cho-moi-02086~2025", "Xã Chợ Mới", *["Tỉnh Thái Nguyên"] * 2, "02086", first, None),
    ]  # fmt: skip
    events = con.execute(
        "SELECT event, split_part(old_unit, '.', -1), split_part(new_unit, '.', -1), relation, document "
        "FROM reporting_unit_events WHERE origin = 'imported' ORDER BY ALL"
    ).fetchall()
    assert events == [
        ("merge", "thi-tran-dong-tam-02086", "xa-cho-moi-02086~2025", "whole", DOCUMENT),
        ("merge", "xa-quang-chu-02119", "xa-cho-moi-02086~2025", "whole", DOCUMENT),
        ("split", "xa-nhu-co-02116", "xa-cho-moi-02086~2025", "part", DOCUMENT),
        ("split", "xa-nhu-co-02116", "xa-tan-ky-02104~2025", "part", DOCUMENT),
    ]


@settings(deadline=None, max_examples=10)
@given(st.permutations(TOLD), st.integers(0, 4))
def test_order_and_number_of_files_make_no_difference(rows: list[Row], cut: int) -> None:
    with closing(empty()) as one, closing(empty()) as two:
        take(one, TOLD)
        for part in (rows[:cut], rows[cut:], rows):
            assert take(two, part).questions == []
        assert held(one)[0] == held(two)[0]
        assert held(one)[1] == held(two)[1]
        assert take(two, rows).said == []


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("relation", "Sắp xếp lại", "Dòng 3: chưa rõ “Sắp xếp lại” (Xã Quảng Chu → Xã Chợ Mới)."),
        ("old_commune", "Khu vực bãi bồi", "Dòng 3: “Khu vực bãi bồi” không phải tên xã"),
        ("old_code", "02086", "mã cũ 02086 là"),
        ("new_commune", "Xã Chợ Cũ", "mã mới 02086 là"),
        ("new_province", "Tỉnh Bắc Kạn (06)", "Tỉnh Bắc Kạn"),
        ("old_province", "Tỉnh Thái Nguyên (19)", "mã 065 thuộc Tỉnh Thái Nguyên, nhưng dòng"),
        ("new_code", "", "Dòng 3: thiếu new_code."),
    ],
)
def test_what_is_unclear_or_contradicts_is_asked(
    con: duckdb.DuckDBPyConnection, column: str, text: str, said: str
) -> None:
    before = held(con)
    made = take(con, [row if row.number != 3 else Row(3, {**row.cells, column: text}) for row in TOLD])
    assert any(said in question for question in made.questions), made.questions
    assert held(con) == before == ([], [])


def test_a_commune_cannot_go_whole_to_two(con: duckdb.DuckDBPyConnection) -> None:
    take(con, TOLD)
    made = take(con, [Row(9, {**TOLD[1].cells, "new_commune": "Xã Tân Kỳ", "new_code": "02104"})])
    assert ["Xã Quảng Chu" in question and "vừa nhập toàn bộ vào" in question for question in made.questions] == [True]
    told_otherwise = take(con, [Row(9, {**TOLD[1].cells, "relation": "Nhập một phần"})])
    assert ["đã biết là “whole”" in question for question in told_otherwise.questions] == [True]


def test_what_is_shipped_is_known(con: duckdb.DuckDBPyConnection) -> None:
    line = "Tỉnh Thái Nguyên (19),Xã Bình Yên,5587,Xã Định Biên,5575,Nhập toàn bộ,Huyện Định Hóa (167),Tỉnh Thái Nguyên"
    row = Row(2, dict(zip(HEADER.split(","), line.split(","), strict=True)))
    made = take(con, [row])
    assert (made.said, made.notes, made.questions) == ([], [], [])


def test_a_district_may_become_a_special_zone(con: duckdb.DuckDBPyConnection) -> None:
    cells = {
        "new_province": "Thành phố Hồ Chí Minh (79)", "new_commune": "Đặc khu Côn Đảo", "new_code": "26732",
        "relation": "Nhập toàn bộ", "old_district": "Huyện Côn Đảo (755)",
        "old_province": "Tỉnh Bà Rịa - Vũng Tàu (77)",
    }  # fmt: skip
    assert take(con, [Row(2, cells)]).questions == []
    ((old, new, relation, *_),) = held(con)[1]
    assert (old, new) == ("ba-ria-vung-tau.huyen-con-dao", "ho-chi-minh.dac-khu-con-dao-26732~2025")
    assert relation == "whole"


# ---- the command, and what reading makes of it ---------------------------------------------------------------------


def report(title: str, quarter: str = "quý III năm 2025") -> ReceivedFile:
    rows = "1 | Số hồ sơ TTHC do UBND cấp xã tiếp nhận | Hồ sơ | 7"
    grid = form(rows, f"Báo cáo kết quả công tác CCHC {quarter} của {title}")
    return ReceivedFile(f"{title[:12]}.xlsx", workbook_bytes(Biểu_1=grid))


def test_a_provisional_unit_is_confirmed_and_keeps_its_code(warehouse: Warehouse, tmp_path: Path) -> None:
    commune = report("UBND xã Chợ Mới, tỉnh Thái Nguyên")
    pipeline.ingest([commune], warehouse)
    code = "thai-nguyen~2025.xa-cho-moi~moi"
    assert query(warehouse, "SELECT DISTINCT reporting_unit FROM figures") == [(code,)]
    table = file(tmp_path / "bang.csv", *(f'"{line.replace(",", chr(34) + "," + chr(34))}"' for line in CHO_MOI))
    assert run(warehouse, "import", table, "--document", DOCUMENT) == 0
    found = query(warehouse, "SELECT reporting_unit, status, code FROM reporting_units WHERE name = 'Xã Chợ Mới'")
    assert found == [(code, "imported", "02086")]
    assert query(warehouse, "SELECT DISTINCT successor FROM lineage WHERE successor LIKE '%cho-moi%'") == [(code,)]
    again = pipeline.ingest([report("UBND xã Chợ Mới, tỉnh Thái Nguyên", "quý IV năm 2025")], warehouse)
    assert [p.code for p in again.files[0].problems if p.code.startswith("unit")] == []
    assert again.files[0].reporting_units == ("Xã Chợ Mới",)


def test_reading_knows_imported_units_and_their_time(warehouse: Warehouse, tmp_path: Path) -> None:
    table = file(tmp_path / "bang.csv", *CHO_MOI)
    assert run(warehouse, "import", table, "--document", DOCUMENT) == 0
    pipeline.ingest(
        [report("UBND xã Như Cố, huyện Chợ Mới, tỉnh Bắc Kạn", "quý I năm 2024"),
         report("UBND xã Tân Kỳ, tỉnh Thái Nguyên")],
        warehouse,
    )  # fmt: skip
    read = query(warehouse, "SELECT DISTINCT reporting_unit FROM figures ORDER BY ALL")
    assert read == [(f"{DISTRICT}.xa-nhu-co-02116",), ("thai-nguyen.xa-tan-ky-02104~2025",)]
    late = pipeline.ingest([report("UBND xã Như Cố, huyện Chợ Mới, tỉnh Bắc Kạn", "quý IV năm 2025")], warehouse)
    assert [p.code for p in late.files[0].problems if p.code.startswith("unit")] == ["unit_not_valid"]


def test_a_dry_run_writes_nothing_and_a_document_is_needed(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = file(tmp_path / "bang.csv", *CHO_MOI)
    assert run(warehouse, "import", table, "--document", DOCUMENT, "--dry-run") == 0
    assert "5 đơn vị mới" in capsys.readouterr().out
    assert run(warehouse, "import", table) == 1
    assert "--document" in capsys.readouterr().err
    assert warehouse.current() is None
    assert run(warehouse, "import", tmp_path / "không có.csv") == 2


def test_export_and_import_carry_units_elsewhere(warehouse: Warehouse, tmp_path: Path) -> None:
    run(warehouse, "import", file(tmp_path / "bang.csv", *CHO_MOI), "--document", DOCUMENT)
    other = Warehouse(tmp_path / "nơi khác")
    for options in ([], ["--changes"]):
        assert run(warehouse, "export", "-o", tmp_path / "a.csv", *options) == 0
        assert run(other, "import", tmp_path / "a.csv") == 0
        assert run(other, "export", "-o", tmp_path / "b.csv", *options) == 0
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_the_official_layout_has_titles_headings_and_vietnamese_headers(tmp_path: Path) -> None:
    place = tmp_path / "bang.csv"
    header = '"Tỉnh, thành phố",Tên Xã mới,Mã Xã mới,Tên Xã cũ,Mã Xã cũ,Ghi chú,Quận/huyện,Tỉnh cũ,'
    titles = f"Đơn vị hành chính từ ngày 01/7/2025,,,,,,,,\n{header}\nTỈNH THÁI NGUYÊN,,,,,,,,\n"
    place.write_text(f"{titles}{CHO_MOI[0]},\n", "utf-8")
    table = exchange.read(place, SHAPES)
    assert (table.shape, [row.number for row in table.rows]) == ("conversion", [3, 4])
    assert table.rows[1]["old_code"] == "02086"
    with closing(empty()) as con:
        assert take(con, list(table.rows)).questions == []
