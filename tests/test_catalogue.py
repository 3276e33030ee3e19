"""The tables of the catalogue: taken out, edited, handed in again; what differs, who changed it, and nothing else."""

import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook

from etl import __main__ as cli
from etl import aliases, catalogue, database, decisions, load, pipeline, units
from etl.catalogue import Handed, Person, Section
from etl.exchange import ExchangeError, Row
from etl.memory import Decision
from etl.model import PersonCanActError, Place, ReceivedFile
from etl.snapshots import Warehouse
from tests.workbooks import TABLES, form, workbook_bytes

pytestmark = pytest.mark.usefixtures("quick_reading")
HA = Person("Hà")
SECTIONS: tuple[Section, ...] = ("units", "aliases", "decisions", "targets", "corrections")
TARGET = {
    "Chỉ tiêu": "dossiers_on_time_rate", "Cấp": "commune", "Năm": 2024, "Giá trị": 97.5, "Văn bản": "Quyết định 15",
}  # fmt: skip
ALIAS = {"alias": "huyện Lác", "province": "Tỉnh Đắk Lắk", "reporting_unit": "dak-lak.huyen-lak", "reason": "gõ nhầm"}


@pytest.fixture
def held(warehouse: Warehouse) -> Warehouse:
    """A warehouse with the reviewed tables, a provisional unit and a decision."""
    with warehouse.loading() as work:
        con = work.connection
        load.refresh_reference(con, TABLES)
        con.execute(
            "INSERT INTO reporting_units VALUES ('x.xa-tam', 'Xã Tạm', 'xã', 'commune', NULL, NULL, NULL, NULL, "
            "'1900-01-01', NULL, 'provisional', 'Xã Tạm')"
        )
        decisions.decide(con, [decided("dossiers_received@commune")], "Hà")
        load.publish(work)
    return warehouse


def decided(answer: str) -> Decision:
    return Decision(
        0, "indicator", "=so hs moi", "001", "ho so", "f1", "", "=Số HS mới", answer, "Lan", decisions.now()
    )


def rows(warehouse: Warehouse, section: Section, *named: str) -> list[catalogue.Record]:
    current = warehouse.current()
    assert current is not None
    with closing(catalogue.reading(current)) as con:
        return catalogue.rows(con, section, named)


def query(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return con.execute(sql).fetchall()


def book(warehouse: Warehouse, section: Section) -> bytes:
    return catalogue.workbook(section, rows(warehouse, section))


def edited(data: bytes, *added: dict[str, Any], **cells: Any) -> bytes:
    """A workbook as Excel saves it after an edit: cells by address, rows by the titles of their columns."""
    made = load_workbook(io.BytesIO(data))
    sheet = made.worksheets[0]
    columns = {str(cell.value).rstrip(" *"): number for number, cell in enumerate(sheet[1], start=1)}
    for address, value in cells.items():
        sheet[address] = value
    last = max(cell.row for line in sheet.iter_rows() for cell in line if cell.value is not None)
    for at, row in enumerate(added, start=last + 1):
        for title, value in row.items():
            sheet.cell(at, columns[title], value)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def handed(warehouse: Warehouse, section: Section, data: bytes, name: str = "bảng.xlsx", by: Person = HA) -> Handed:
    return catalogue.read(section, data, name, warehouse, by)


def stored(warehouse: Warehouse, section: Section, data: bytes, name: str = "bảng.xlsx") -> str:
    table = handed(warehouse, section, data, name)
    seen = catalogue.fingerprint(catalogue.compare(warehouse, table).changes)
    return catalogue.store(warehouse, table, seen)[1]


def trail(warehouse: Warehouse) -> list[tuple[str, str, str, str, dict[str, str], dict[str, str]]]:
    found = query(warehouse, "SELECT made_by, changed_table, action, changed_row, old, new FROM audit ORDER BY change")
    return [(*first, json.loads(old), json.loads(new)) for *first, old, new in found]


# ---- taken out and handed in ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_taken_out_says_nothing_new(held: Warehouse, section: Section) -> None:
    stored(held, "targets", edited(book(held, "targets"), TARGET))
    found = rows(held, section)
    if not found:  # no correction is shipped
        return
    for data, name in (
        (catalogue.workbook(section, found), "a.xlsx"),
        (catalogue.csv(section, found).encode(), "a.csv"),
    ):
        plan = catalogue.compare(held, handed(held, section, data, name))
        assert (plan.said, plan.questions, plan.changes, plan.notes) == ([], [], [], [])


def test_a_workbook_keeps_texts_and_runs_nothing(held: Warehouse) -> None:
    units_book = load_workbook(io.BytesIO(book(held, "units")))
    sheet = units_book.worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert units_book.sheetnames == ["Đơn vị", "Giải thích"]
    columns = [str(cell.value).rstrip(" *") for cell in sheet[1]]
    codes = [cell.value for cell in sheet[chr(65 + columns.index("Mã số"))][1:]]
    assert "05587" in codes
    answers = load_workbook(io.BytesIO(book(held, "decisions")))
    texts = [cell for line in answers.worksheets[0].iter_rows() for cell in line if cell.value is not None]
    assert "'=Số HS mới" in [cell.value for cell in texts]
    assert all(cell.data_type in ("s", "n") for cell in texts)
    assert not any(str(cell.value).startswith(("=", "+", "@")) for cell in texts)
    assert next(cell for cell in texts if cell.value == "001").data_type == "s"


def test_a_workbook_offers_what_a_column_may_hold(held: Warehouse) -> None:
    made = load_workbook(io.BytesIO(book(held, "targets")))
    offered = {
        str(rule.sqref).split(":")[0]: rule.formula1 for rule in made.worksheets[0].data_validations.dataValidation
    }
    assert set(offered) == {"B2", "C2", "D2", "M2"}
    guide = made["Giải thích"]
    place = offered["B2"].split("!")[1].replace("$", "")
    listed = [cell.value for (cell,) in guide[place]]
    assert listed == list(TABLES.indicators)


def test_a_provisional_unit_is_not_confirmed_by_the_way(held: Warehouse) -> None:
    assert "x.xa-tam" not in {row["reporting_unit"] for row in rows(held, "units")}
    asked = rows(held, "units", "x.xa-tam")
    assert [row["reporting_unit"] for row in asked] == ["x.xa-tam"]
    plan = catalogue.compare(held, handed(held, "units", catalogue.workbook("units", asked)))
    assert plan.said == ["1 đơn vị tạm được xác nhận"]
    (change,) = plan.changes
    assert (change.action, change.old, change.new) == ("changed", {"status": "provisional"}, {"status": "imported"})


# ---- what differs, and the trail -----------------------------------------------------------------------------------


def test_added_changed_and_removed_are_told_by_field_and_kept_in_the_trail(held: Warehouse) -> None:
    data = edited(book(held, "targets"), TARGET, G2=91)
    plan = catalogue.compare(held, handed(held, "targets", data))
    told = {(change.action, change.row): (dict(change.old), dict(change.new)) for change in plan.changes}
    assert told["changed", 2] == ({"value": "90"}, {"value": "91"})
    old, new = told["added", 4]
    assert old == {}
    assert new["value"] == "97.5"
    assert query(held, "SELECT count(*) FROM targets") == [(2,)]  # only compared
    before = held.current()
    assert stored(held, "targets", data) != ""
    assert before != held.current()
    assert [row[:4] for row in trail(held)[1:]] == [
        ("Hà", "targets", "changed", "ba-bich-2023-satisfaction"), ("Hà", "targets", "added", new["target"]),
    ]  # fmt: skip
    gone = edited(book(held, "targets"), M2="x", M4="x")
    plan = catalogue.compare(held, handed(held, "targets", gone))
    assert [change.action for change in plan.changes] == ["changed", "removed"]  # the shipped one is back
    stored(held, "targets", gone)
    assert query(held, "SELECT value, origin FROM targets ORDER BY ALL") == [(60, "shipped"), (90, "shipped")]
    assert trail(held)[-2][2:] == ("changed", "ba-bich-2023-satisfaction", {"value": "91"}, {"value": "90"})


def test_a_row_left_out_stays(held: Warehouse) -> None:
    stored(held, "targets", edited(book(held, "targets"), TARGET))
    only = edited(catalogue.workbook("targets", []), {**TARGET, "Năm": 2025})
    stored(held, "targets", only)
    assert query(held, "SELECT count(*) FROM targets") == [(4,)]


def test_a_shipped_row_is_not_removed(held: Warehouse) -> None:
    for section, cells in (("targets", {"M3": "x"}), ("aliases", {"E2": "x"})):
        plan = catalogue.compare(held, handed(held, section, edited(book(held, section), **cells)))  # type: ignore[arg-type]
        assert "đi kèm chương trình nên không xóa được" in plan.questions[0]


def test_answers_are_edited_and_taken_back(held: Warehouse) -> None:
    data = edited(book(held, "decisions"), B2="dossiers_received@district")
    plan = catalogue.compare(held, handed(held, "decisions", data))
    (change,) = plan.changes
    assert (change.action, change.row) == ("changed", 2)
    assert dict(change.old) == {"answer": "dossiers_received@commune"}
    table = handed(held, "decisions", data)
    assert catalogue.store(held, table, catalogue.fingerprint(plan.changes))[1]
    assert catalogue.read_again(held, table).files == ()
    assert query(held, "SELECT answer FROM decisions WHERE revoked_at IS NULL") == [("dossiers_received@district",)]
    stored(held, "decisions", edited(book(held, "decisions"), N2="x"))
    assert query(held, "SELECT count(*) FROM decisions WHERE revoked_at IS NULL") == [(0,)]
    assert [row[2] for row in trail(held)] == ["added", "changed", "removed"]


def test_commands_write_to_the_same_trail(held: Warehouse, tmp_path: Path) -> None:
    place = tmp_path / "bảng.xlsx"
    place.write_bytes(edited(book(held, "targets"), TARGET))
    assert cli.main(["targets", "import", str(place), "--warehouse", str(held.folder)]) == 0
    answers = tmp_path / "trả lời.xlsx"
    answers.write_bytes(edited(book(held, "decisions"), N2="x"))
    assert cli.main(["labels", "import", str(answers), "--warehouse", str(held.folder)]) == 0
    assert [row[1:3] for row in trail(held)] == [("decisions", "added"), ("targets", "added"), ("decisions", "removed")]
    assert cli.main(["targets", "import", str(place), "--warehouse", str(held.folder)]) == 0
    assert len(trail(held)) == 3  # nothing changed


def test_the_trail_of_an_earlier_day_ends_there(held: Warehouse) -> None:
    with held.loading() as work:
        load.begin(work.connection, "load", "test")
        load.publish(work)
    stored(held, "targets", edited(book(held, "targets"), G2=91))
    path = held.current()
    assert path is not None
    with closing(database.open_known_on(path, 0)) as con:
        assert con.execute("SELECT changed_table, load FROM audit").fetchall() == [("decisions", 0)]
    assert query(held, "SELECT load FROM audit ORDER BY change") == [(0,), (1,)]


# ---- races ---------------------------------------------------------------------------------------------------------


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_unseen(held: Warehouse) -> None:
    mine = handed(held, "targets", edited(book(held, "targets"), G2=91))
    seen = catalogue.fingerprint(catalogue.compare(held, mine).changes)
    stored(held, "targets", edited(book(held, "targets"), G2=95))
    plan, snapshot = catalogue.store(held, mine, seen)
    assert snapshot == ""
    assert dict(plan.changes[0].old) == {"value": "95"}
    assert query(held, "SELECT value FROM targets ORDER BY value DESC LIMIT 1") == [(95,)]
    assert catalogue.store(held, mine, catalogue.fingerprint(plan.changes))[1] != ""
    assert query(held, "SELECT value FROM targets ORDER BY value DESC LIMIT 1") == [(91,)]


def test_what_comes_while_waiting_for_the_lock_is_seen_too(held: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = handed(held, "targets", edited(book(held, "targets"), G2=91))
    seen = catalogue.fingerprint(catalogue.compare(held, mine).changes)
    theirs = handed(held, "targets", edited(book(held, "targets"), G2=95))
    first = catalogue.fingerprint(catalogue.compare(held, theirs).changes)
    whole, calls = held.loading, list[int]()

    def loading(**options: Any) -> Any:
        if not calls:
            calls.append(1)
            catalogue.store(held, theirs, first)
        return whole(**options)

    monkeypatch.setattr(held, "loading", loading)
    plan, snapshot = catalogue.store(held, mine, seen)
    assert (snapshot, dict(plan.changes[0].old)) == ("", {"value": "95"})


def test_another_section_s_change_does_not_stand_in_the_way(held: Warehouse) -> None:
    mine = handed(held, "targets", edited(book(held, "targets"), G2=91))
    seen = catalogue.fingerprint(catalogue.compare(held, mine).changes)
    stored(held, "aliases", edited(book(held, "aliases"), titled(ALIAS)))
    assert catalogue.store(held, mine, seen)[1] != ""


# ---- what cannot be taken ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "data", "said"),
    [
        ("targets", b"", "Tệp rỗng"),
        ("targets", b"%PDF-1.4", "PDF"),
        ("targets", b"a;b\n1;2\n", "cần các cột: indicator, value, document"),
        ("corrections", b"indicator;value;document\nx;1;y\n", "là bảng của mục “Mục tiêu”, không phải “Đính chính”"),
        ("targets", b"alias;reporting_unit;reason\nx;y;z\n", "Hãy mở mục “Cách ghi tên”"),
        ("targets", b"indicator;value;document\n", "không có dòng nào"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_is_said(held: Warehouse, section: Section, data: bytes, said: str) -> None:
    with pytest.raises(PersonCanActError) as refused:
        handed(held, section, data, "bảng.csv")
    assert said in str(refused.value)


def test_every_faulty_row_is_named_with_its_column(held: Warehouse) -> None:
    data = edited(
        book(held, "targets"), TARGET, {**TARGET, "Mã mục tiêu": "a"}, {**TARGET, "Mã mục tiêu": "a", "Năm": 2025},
        {**TARGET, "Chỉ tiêu": "on_time"}, {**TARGET, "Giá trị": "nhiều"}, {**TARGET, "Xóa": "y"},
        {**TARGET, "Xóa": "x"},
    )  # fmt: skip
    told = catalogue.compare(held, handed(held, "targets", data)).questions
    assert [sentence.partition(":")[0] for sentence in told] == [f"Dòng {row}" for row in (5, 6, 7, 8, 9, 10)]
    assert "đã giao mục tiêu này cùng ngày" in told[0]
    assert "mã a có ở hai dòng" in told[1]
    assert "không có chỉ tiêu “on_time” (cột “Chỉ tiêu” (indicator))" in told[2]
    assert "cột “Giá trị” (value): “nhiều” không phải là số" in told[3]
    assert "cột “Xóa” (remove) ghi “y”; hãy ghi x" in told[4]
    assert "không có mục tiêu mã “” để xóa" in told[5]


def test_a_damaged_answer_is_named(held: Warehouse) -> None:
    for cells, said in (({"H2": "khác"}, "đã bị đổi khi sửa"), ({"B2": "x_y"}, "Không có chỉ tiêu mang mã “x_y”")):
        with pytest.raises(PersonCanActError, match=f"Dòng 2: .*{said}"):
            handed(held, "decisions", edited(book(held, "decisions"), **cells))


# ---- spellings -----------------------------------------------------------------------------------------------------


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(database.create(None)) as connection:
        load.refresh_reference(connection, TABLES)
        yield connection


def titled(record: dict[str, str]) -> dict[str, object]:
    names = {"alias": "Cách ghi khác", "province": "Chỉ dùng ở tỉnh", "reporting_unit": "Đơn vị", "reason": "Lý do"}
    return {names[name]: value for name, value in record.items()}


def take(con: duckdb.DuckDBPyConnection, *records: dict[str, str]) -> list[str]:
    made = aliases.plan(con, [Row(number, cells) for number, cells in enumerate(records, start=2)])
    if not made.questions:
        made.write(con)
    return made.questions


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": ""}, "thiếu cột “Lý do” (reason)"),
        ({"reporting_unit": "Huyện Không Có"}, "không có đơn vị “Huyện Không Có”"),
        ({"province": "Tỉnh Sóc Trăng"}, "nhưng đơn vị thuộc Tỉnh Đắk Lắk"),
        ({"alias": "Lác"}, "chưa có loại đơn vị"),
        ({"alias": "huyện LẮK"}, "là tên của Huyện Lắk"),
    ],
)
def test_a_spelling_that_cannot_be_one_is_said(
    con: duckdb.DuckDBPyConnection, change: dict[str, str], said: str
) -> None:
    (question,) = take(con, {**ALIAS, **change})
    assert question.startswith("Dòng 2: ")
    assert said in question


def test_one_spelling_means_one_unit_in_one_place(con: duckdb.DuckDBPyConnection) -> None:
    assert take(con, ALIAS, ALIAS) == ["Dòng 3: cách ghi “huyện Lác” có ở hai dòng; hãy bỏ một dòng."]
    assert take(con, ALIAS) == []
    other = {**ALIAS, "province": "", "reporting_unit": "soc-trang.huyen-thanh-tri"}
    assert "hãy ghi rõ tỉnh ở cả hai dòng" in take(con, other)[0]


def test_a_spelling_outlives_a_new_release_and_its_removal_brings_the_shipped_one_back(
    con: duckdb.DuckDBPyConnection,
) -> None:
    shipped = aliases.all_of(con)
    mine = {**ALIAS, "alias": "Huyện Lát", "reason": "của chúng tôi"}
    assert take(con, ALIAS, mine) == []
    con.execute("UPDATE meta SET value = '' WHERE name = 'reference'")
    assert load.refresh_reference(con, TABLES)
    assert [row[0] for row in load.added_aliases(con)] == ["Huyện Lát", "huyện Lác"]
    assert len(aliases.all_of(con)) == len(shipped) + 1
    assert take(con, {**ALIAS, "remove": "x"}, {**mine, "remove": "X"}) == []
    assert aliases.all_of(con) == shipped


def test_documents_read_later_are_understood_by_a_spelling(held: Warehouse) -> None:
    title = "Báo cáo công tác CCHC quý I năm 2024 của UBND huyện Lác Xa, tỉnh Đắk Lắk"
    rows_of = form("1 | Số hồ sơ TTHC do UBND cấp huyện tiếp nhận | Hồ sơ | 771", title)
    file = ReceivedFile("a.xlsx", workbook_bytes(Biểu_1=rows_of))
    (before,) = pipeline.ingest([file], held, dry_run=True).files
    assert "unit_alias" not in {found.code for found in before.problems}
    stored(held, "aliases", edited(book(held, "aliases"), titled({**ALIAS, "alias": "huyện Lác Xa"})))
    (after,) = pipeline.ingest([file], held).files
    assert "unit_alias" in {found.code for found in after.problems}
    assert query(held, "SELECT DISTINCT reporting_unit FROM figures") == [("dak-lak.huyen-lak",)]


def test_a_spelling_of_two_units_is_asked_where_the_province_is_not_said() -> None:
    known = TABLES.with_aliases(
        (
            ("huyện Ta", "Tỉnh Đắk Lắk", "dak-lak.huyen-lak", "x"),
            ("huyện Ta", "Tỉnh Sóc Trăng", "soc-trang.huyen-thanh-tri", "x"),
        )
    )
    (named,) = units.mentions("UBND huyện Ta")
    found = units.resolve(named, (), units.ANY_DAYS, known, Place("a", "A1"))
    assert found.unit is None
    assert [problem.code for problem in found.problems] == ["unit_ambiguous"]
    said = units.mentions("UBND huyện Ta, tỉnh Sóc Trăng")
    one = units.resolve(said[0], said[1:], units.ANY_DAYS, known, Place("a", "A1")).unit
    assert one is not None
    assert one.reporting_unit == "soc-trang.huyen-thanh-tri"


def test_units_command_takes_spellings_in_and_out(
    held: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, out = tmp_path / "a.xlsx", tmp_path / "b.csv"
    place.write_bytes(edited(book(held, "aliases"), titled(ALIAS)))
    where = ["--warehouse", str(held.folder)]
    assert cli.main(["units", "import", str(place), *where]) == 0
    assert cli.main(["units", "list", "--aliases", *where]) == 0
    assert "huyện Lác · Tỉnh Đắk Lắk · → Huyện Lắk · dak-lak.huyen-lak · gõ nhầm · đã nhập" in capsys.readouterr().out
    assert cli.main(["units", "export", "--aliases", "-o", str(out), *where]) == 0
    assert out.read_text("utf-8-sig").splitlines()[1:] == ['"huyện Lác";"Tỉnh Đắk Lắk";"dak-lak.huyen-lak";"gõ nhầm"']


def test_a_table_of_units_is_compared_field_by_field(held: Warehouse) -> None:
    data = edited(book(held, "units"), unit("x.xa-moi", "Xã Mới"))
    plan = catalogue.compare(held, handed(held, "units", data))
    assert [(change.action, change.key) for change in plan.changes] == [("added", "x.xa-moi")]
    assert plan.changes[0].new["code"] == "00123"
    assert stored(held, "units", data)
    assert query(held, "SELECT code FROM reporting_units WHERE reporting_unit = 'x.xa-moi'") == [("00123",)]
    with pytest.raises(ExchangeError, match="mục “Cách ghi tên”"):
        handed(held, "units", book(held, "aliases"))


def unit(code: str, name: str) -> dict[str, object]:
    return {
        "Mã trong kho": code, "Tên": name, "Loại": "xã", "Cấp": "commune", "Cấp trên": "dak-lak.huyen-lak",
        "Tỉnh": "Tỉnh Đắk Lắk", "Mã số": "00123", "Từ ngày": "01/07/2025",
    }  # fmt: skip
