"""A file goes back with its errors marked; corrected, it loads with nothing to decide."""

import hashlib
import io
import logging
import shutil
import subprocess
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl import __main__ as cli
from etl import database, pipeline
from etl.interpret import interpret
from etl.model import FileReport, ReceivedFile
from etl.problems import SEVERITIES
from etl.readers import read_workbook
from etl.returned import NotReturnableError, marking, returned_name, returned_workbook
from etl.returned.package import UneditableError
from etl.returned.rewriting import rewrite
from etl.returned.stored import NotStoredError, of_submission, problems_of
from etl.returned_words import SHEET, TITLE, is_summary
from etl.snapshots import Warehouse
from etl.workbook import Cell, Sheet, Workbook
from tests.appendices import SHIPPED, draw
from tests.returning import RECEIVED, RESOLVED, at, comments, listed, looks, office_workbook, opened, sent_back
from tests.test_readers_others import as_csv, as_ods, as_word, as_xls
from tests.workbooks import TABLES, form, workbook_bytes

DISTRICT = "000"  # Lắk, whose seven forms are a workbook of seven sheets


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    """Close the log file that a command opens, so that the next test writes its own."""
    yield
    for handler in list(logging.getLogger("cchc").handlers):
        handler.close()
        logging.getLogger("cchc").removeHandler(handler)


def trial(warehouse: Warehouse, data: bytes, name: str) -> FileReport:
    return pipeline.ingest([ReceivedFile(name, data)], warehouse, dry_run=True).files[0]


def load(warehouse: Warehouse, data: bytes, name: str) -> FileReport:
    return pipeline.ingest([ReceivedFile(name, data)], warehouse, received_by="test").files[0]


def with_cells(data: bytes, cells: dict[str, Any]) -> bytes:
    """The same workbook with other contents in some cells, as a person changes and saves them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        sheet, _, cell = place.rpartition("!")
        book[sheet][cell].value = value
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(out)
    return out.getvalue()


def figures(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return con.execute(
            """SELECT reporting_unit, period, indicator, handled_by, value, sheet, cell, raw
               FROM shown_observations ORDER BY ALL"""
        ).fetchall()


def wrong(data: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Errors for a workbook whose cells they fit, and what stood there before, by 'sheet!cell'."""
    kinds = ("chưa có số liệu", -12, "12,5,7", "#DIV/0!")
    reading = interpret(read_workbook(data), "phu-luc.xlsx", TABLES)
    counts = [
        one.place for one in reading.observations if TABLES.indicators[one.indicator].kind == "count" and one.value > 1
    ]
    spots = counts[:: max(len(counts) // len(kinds), 1)][: len(kinds)]
    book = opened(data)
    seeded = {f"{spot.sheet}!{spot.cell}": kind for spot, kind in zip(spots, kinds, strict=True)}
    return seeded, {f"{spot.sheet}!{spot.cell}": book[spot.sheet][spot.cell].value for spot in spots}


def test_seeded_errors_come_back_as_one_comment_each_and_the_corrected_file_loads(tmp_path: Path) -> None:
    clean = draw(DISTRICT)
    seeded, right = wrong(clean)
    bad = with_cells(clean, seeded)
    before = {f"{p.place.sheet}!{p.place.cell}" for p in trial(Warehouse(tmp_path / "a"), clean, "lak.xlsx").problems}
    found = trial(Warehouse(tmp_path / "a"), bad, "lak.xlsx")
    made = sent_back(bad, *found.problems, name="lak.xlsx")

    marked = comments(made.data)
    assert seeded.keys() <= marked.keys()
    by_cell = {f"{p.place.sheet}!{p.place.cell}" for p in found.problems if p.severity != "info" and p.place.cell}
    assert marked.keys() == by_cell
    assert not (marked.keys() - seeded.keys()) - before
    assert all(text.startswith(tuple(SEVERITIES.values())) for text in marked.values())
    assert looks(made.data, marked) == looks(bad, marked)

    corrected = with_cells(made.data, right)
    assert load(Warehouse(tmp_path / "clean"), clean, "lak.xlsx").figures
    told = load(Warehouse(tmp_path / "back"), corrected, made.name)
    assert figures(Warehouse(tmp_path / "back")) == figures(Warehouse(tmp_path / "clean"))
    assert {(p.code, p.place) for p in told.problems} == {
        (p.code, p.place) for p in trial(Warehouse(tmp_path / "a"), clean, "lak.xlsx").problems
    }
    assert told.rows["returned"] == 5 + made.lines


def test_a_file_without_other_problems_is_loaded_and_asks_nothing(warehouse: Warehouse) -> None:
    bad = office_workbook({"D3": "rất nhiều", "B5": "Số phần mềm chưa ai biết"})
    found = trial(warehouse, bad, "quý I.xlsx")
    assert found.outcome == "partly"
    made = sent_back(bad, *found.problems, name="quý I.xlsx")
    assert comments(made.data).keys() == {"Biểu 1!D3", "Biểu 1!D5", "Biểu 1!E5"}
    told = load(warehouse, with_cells(made.data, {"Biểu 1!D3": 775, "Biểu 1!B5": "Số TTHC công bố mới"}), made.name)
    assert (told.outcome, told.figures) == ("loaded", 3)
    assert [p for p in told.problems if p.severity != "info"] == []


def test_the_list_is_set_aside_wherever_it_stands_and_whatever_it_is_called(warehouse: Warehouse) -> None:
    made = sent_back(office_workbook({"D3": -5}), at("D3", found="-5", expected="hồ sơ năm 2023 của huyện Cư Kuin"))
    book = opened(made.data)
    sheet = book[SHEET]
    sheet.title = "Quý II năm 2023"
    sheet.insert_rows(1, 2)
    book.move_sheet(sheet, -2)
    book["Biểu 1"]["D3"] = 775
    out = io.BytesIO()
    book.save(out)
    told = load(warehouse, out.getvalue(), "quý I.xlsx")
    assert (told.outcome, told.periods, told.rows["returned"]) == ("loaded", ("2024-Q1",), 6)


def test_a_sheet_of_figures_is_not_taken_for_the_list() -> None:
    rows = f"1 | {RECEIVED} | Hồ sơ | 5"
    assert not any(map(is_summary, read_workbook(workbook_bytes(Cần_sửa=form(rows))).sheets))
    assert not any(map(is_summary, read_workbook(workbook_bytes(Biểu_1=form(rows, title=TITLE))).sheets))


@pytest.mark.usefixtures("quick_reading")
@pytest.mark.parametrize(
    ("write", "name"),
    [(as_csv, "phu luc.csv"), (as_word, "phu luc.docx"), (as_ods, "phu luc.ods"), (as_xls, "phu luc.xls")],
)
def test_other_formats_come_back_as_a_workbook_of_the_same_cells(write: Any, name: str) -> None:
    data = write()
    grid = read_workbook(data, name).sheets[0]
    cell = list(grid.rows.values())[-1][-1]
    made = sent_back(data, at(cell.address, "number_ambiguous", grid.name, found=cell.text, expected="…"), name=name)
    assert (made.rewritten, made.name) == (True, "phu luc – cần sửa.xlsx")
    again = read_workbook(made.data).sheets[0]
    assert again.cells == grid.cells
    assert again.merged == grid.merged
    assert comments(made.data).keys() == {f"{again.name}!{cell.address}"}
    assert "chép sang tệp Excel này" in str(opened(made.data)[SHEET]["A5"].value)
    first, second = (interpret(read_workbook(one, name), name, TABLES) for one in (data, made.data))
    assert [(o.indicator, o.value, o.place.cell) for o in first.observations] == [
        (o.indicator, o.value, o.place.cell) for o in second.observations
    ]


@pytest.mark.usefixtures("quick_reading")
def test_every_kind_of_cell_is_written_as_it_was_read() -> None:
    cells = {
        (1, 1): ("text", "Tỷ lệ\nđúng hạn"),
        (2, 1): ("number", "22979"),
        (3, 1): ("number", "-0.25"),
        (4, 1): ("date", "2024-06-12 00:00:00"),
        (5, 1): ("date", "2024-06-12 08:30:00"),
        (6, 1): ("error", "#DIV/0!"),
        (7, 1): ("boolean", "TRUE"),
        (8, 1): ("text", "=1+1"),
        (9, 1): ("text", "'12"),
        (10, 1): ("date", "08:30:00"),
    }
    made = {spot: Cell(*spot, kind, text) for spot, (kind, text) in cells.items()}  # type: ignore[arg-type]
    made[11, 2] = Cell(11, 2, "number", "0.5366", percent=True)
    sheet = Sheet("Biểu", made, ((11, 2, 12, 3),), False, frozenset({3}), frozenset({2}))
    hidden = replace(sheet, name="biểu", hidden=True)
    data, titles = rewrite(Workbook((hidden, sheet)))
    assert titles == {"biểu": "biểu", "Biểu": "Biểu (2)"}
    back = read_workbook(data)
    assert [one.cells for one in back.sheets] == [made, made]
    assert [(one.merged, one.hidden, one.hidden_rows) for one in back.sheets] == [
        (((11, 2, 12, 3),), hidden, frozenset({3})) for hidden in (True, False)
    ]


def test_what_looks_like_a_formula_in_a_text_table_stays_text() -> None:
    made = sent_back(f"a;b\n{RECEIVED};=1+1\n".encode(), at("B2", "not_a_number", "x", found="=1+1"), name="x.csv")
    cell = opened(made.data)["x"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_sheets_whose_names_excel_forbids_keep_their_marks() -> None:
    name = "quý I: [huyện Lắk] " + "dài " * 20 + ".csv"
    data = f"a;b\n{RECEIVED};-5\n".encode()
    sheet = read_workbook(data, name).sheets[0].name
    made = sent_back(data, at("B2", sheet=sheet, found="-5"), name=name)
    (place,) = comments(made.data)
    assert place.endswith("!B2")
    assert listed(made.data)[0][0] == place.removesuffix("!B2")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_it_and_sees_the_same(tmp_path: Path) -> None:
    bad = office_workbook()
    made = sent_back(bad, at("D3", found="-5"), at("B4", "row_unknown", found="x", expected="y"), at("A8", found="1"))
    (tmp_path / "a.xlsx").write_bytes(made.data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*order, str(tmp_path / "a.xlsx")], check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "out" / "a.xlsx").read_bytes()
    assert {place: text.strip() for place, text in comments(saved).items()} == comments(made.data)
    was, now = opened(made.data)["Biểu 1"], opened(saved)["Biểu 1"]
    for cell in ("D3", "B4", "A8", "D4", "B3"):
        assert now[cell].fill.fgColor.rgb == was[cell].fill.fgColor.rgb
        assert (now[cell].number_format, now[cell].value) == (was[cell].number_format, was[cell].value)
    assert opened(saved).sheetnames == opened(made.data).sheetnames
    again = sent_back(saved, at("D4", found="2"), name=made.name)
    assert comments(again.data).keys() == {"Biểu 1!D4", "Biểu 1!D5", "Biểu 1!E5"}, "LibreOffice forgets who wrote them"
    assert [opened(again.data)["Biểu 1"][cell].fill.fill_type for cell in ("D3", "B4", "A8")] == [None] * 3


# ---- of the warehouse -------------------------------------------------------------------------------------------


def test_a_stored_file_comes_back_with_what_was_read_and_what_the_rules_find(warehouse: Warehouse) -> None:
    path = next(SHIPPED.glob("000_bao*"))
    data = path.read_bytes()
    load(warehouse, data, path.name)
    file_hash = hashlib.sha256(data).hexdigest()
    name, found = problems_of(warehouse, file_hash)
    assert name == path.name
    assert {"heading_value", "V05-rate", "V01-levels"} <= {one.code for one in found}
    rates = [one for one in found if one.place.sheet == "Biểu mẫu 6" and one.place.cell == "D11"]
    assert [one.code for one in rates] == ["V05-rate"], "said once: by the rule, not also by the reading"
    assert rates[0].sentence.endswith("Các ô liên quan: D13, D12.")
    made = of_submission(warehouse, file_hash)
    assert made is not None
    marked = comments(made.data)
    assert {"Biểu mẫu 6!D11", "Biểu mẫu 7!D49", "Biểu mẫu 3!D15"} <= marked.keys()
    assert "—" not in "".join(str(row[3]) for row in listed(made.data))


def test_a_file_that_is_not_stored_is_said_so(warehouse: Warehouse) -> None:
    with pytest.raises(NotStoredError, match="Chưa có kho số liệu"):
        of_submission(warehouse, "0" * 64)
    data = office_workbook({"D3": -5})
    load(warehouse, data, "a.xlsx")
    with pytest.raises(NotStoredError, match="không có tệp này"):
        of_submission(warehouse, "0" * 64)
    file_hash = hashlib.sha256(data).hexdigest()
    original = warehouse.original(file_hash)
    assert original is not None
    original.unlink()
    with pytest.raises(NotStoredError, match="không còn bản gốc"):
        of_submission(warehouse, file_hash)


@pytest.mark.parametrize("again", ["", " (2)"])
def test_what_waits_in_a_file_is_settled_by_the_corrected_one(warehouse: Warehouse, again: str) -> None:
    bad = office_workbook({"B3": "Số gì đó", "B4": "Số gì khác", "B5": "Số phần mềm chưa ai biết"})
    told = load(warehouse, bad, "quý I.xlsx")
    assert (told.figures, waiting(warehouse)) == (0, 3)
    made = sent_back(bad, *told.problems, name="quý I.xlsx")
    right = {"Biểu 1!B3": RECEIVED, "Biểu 1!B4": RESOLVED, "Biểu 1!B5": "Số TTHC công bố mới"}
    name = unicodedata.normalize("NFD", made.name.replace(".xlsx", f"{again}.xlsx"))
    assert load(warehouse, with_cells(made.data, right), name).outcome == "loaded"
    assert waiting(warehouse) == 0


def waiting(warehouse: Warehouse) -> int:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        found = con.execute("SELECT count(*) FROM open_issues WHERE severity <> 'info'").fetchone()
    return int(found[0]) if found else -1


def test_the_name_says_that_it_is_sent_back_and_is_no_path() -> None:
    assert returned_name("a/b\\quý I.XLSX") == "quý I – cần sửa.xlsx"
    assert returned_name("quý I – cần sửa.xlsx") == "quý I – cần sửa.xlsx"
    assert returned_name(unicodedata.normalize("NFD", "quý I – cần sửa.xlsx")) == "quý I – cần sửa.xlsx"
    assert returned_name("quý I – cần sửa (2).xlsx") == "quý I – cần sửa.xlsx"
    assert returned_name("..") == returned_name("") == "phu-luc – cần sửa.xlsx"
    assert len(returned_name("dài " * 200 + ".csv")) < 100


# ---- the command ------------------------------------------------------------------------------------------------


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_command_writes_a_workbook_for_each_file_with_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox, out, place = tmp_path / "đã gửi", tmp_path / "trả lại", tmp_path / "kho"
    inbox.mkdir()
    (inbox / "sai.xlsx").write_bytes(office_workbook({"D3": "nhiều"}))
    (inbox / "đúng.xlsx").write_bytes(office_workbook())
    assert run("return", inbox, "--out", out, "--warehouse", place) == 1
    assert written(out) == ["sai – cần sửa.xlsx"]
    said = capsys.readouterr().out
    assert "sai.xlsx: 1 điểm phải sửa, 0 điểm cần kiểm tra lại, 1 ô được ghi chú" in said
    assert "đúng.xlsx: không có gì phải sửa" in said
    assert not (place / "snapshots").exists(), "nothing is loaded"
    assert run("return", inbox / "sai.xlsx", "--out", out, "--warehouse", place) == 1
    assert written(out) == ["sai – cần sửa (2).xlsx", "sai – cần sửa.xlsx"]
    assert run("return", inbox / "đúng.xlsx", "--out", out, "--warehouse", place) == 0


def test_the_command_returns_files_that_were_loaded_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, out = tmp_path / "kho", tmp_path / "trả lại"
    for name in ("sai.xlsx", "bản sao.xlsx"):
        (tmp_path / name).write_bytes(office_workbook({"D3": "nhiều"}))
    run("load", tmp_path / "sai.xlsx", "--warehouse", place)
    assert run("return", tmp_path / "sai.xlsx", tmp_path / "bản sao.xlsx", "--out", out, "--warehouse", place) == 1
    assert comments((out / "sai – cần sửa.xlsx").read_bytes()).keys() >= {"Biểu 1!D3"}
    assert capsys.readouterr().out.count("1 điểm phải sửa") == 2


def test_the_command_names_files_that_cannot_be_returned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "quét.pdf").write_bytes(b"%PDF-1.7")
    assert run("return", tmp_path / "quét.pdf", "--out", tmp_path / "out", "--warehouse", tmp_path / "kho") == 1
    said = capsys.readouterr()
    assert "quét.pdf: chưa trả lại được. Chương trình không đọc số liệu từ PDF" in said.err
    assert not (tmp_path / "out").exists()
    assert run("return", tmp_path / "không có.xlsx", "--out", tmp_path / "out", "--warehouse", tmp_path / "kho") == 2
    assert run("return", tmp_path / "quét.pdf", "--out", tmp_path / "quét.pdf", "--warehouse", tmp_path / "kho") == 2


def test_a_damaged_file_is_refused_with_its_sentence() -> None:
    with pytest.raises(NotReturnableError, match="Không đọc được tệp"):
        returned_workbook(office_workbook()[:3000], "a.xlsx", _problems())


@pytest.mark.parametrize("code", ["file_damaged", "file_too_many_cells", "file_too_slow"])
def test_a_file_that_no_process_could_read_is_left_alone(code: str) -> None:
    with pytest.raises(NotReturnableError):
        returned_workbook(office_workbook(), "a.xlsx", (at("", code), *_problems()))


def test_a_part_of_monstrous_size_is_not_unfolded_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.returned.package._LARGEST_TREE", 1_000)
    data = office_workbook()
    with pytest.raises(UneditableError):
        marking.mark(data, "a.xlsx", _problems(), ())


def _problems() -> Sequence[Any]:
    return (at("D3", found="-5"),)
