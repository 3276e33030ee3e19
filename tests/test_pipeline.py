"""Files in, one published snapshot out: what loads, what stays as it is, and what a broken file may not do."""

import re
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from etl import database, pipeline
from etl.model import LoadReport, ReceivedFile
from etl.snapshots import Warehouse
from tests.appendices import SHIPPED
from tests.processes import failing, run_instead
from tests.workbooks import form, workbook_bytes

pytestmark = pytest.mark.usefixtures("quick_reading")

RECEIVED_D = "Số hồ sơ TTHC do UBND cấp huyện tiếp nhận"
RECEIVED_C = "Số hồ sơ TTHC do UBND cấp xã tiếp nhận"
UNKNOWN = "2 | Số phần mềm chưa biết | Phần mềm | 5"


def report(rows: str, day: int = 1, unit: str = "huyện Lắk, tỉnh Đắk Lắk", name: str = "") -> ReceivedFile:
    title = f"Báo cáo quý I năm 2024\n(Kèm theo Báo cáo số {day}/BC-UBND ngày {day}/4/2024 của UBND {unit})"
    return ReceivedFile(name or f"báo cáo {day}.xlsx", workbook_bytes(Biểu_1=form(rows, title)))


def lak(value: int = 775, day: int = 1, more: str = "") -> ReceivedFile:
    return report(f"1 | {RECEIVED_D} | Hồ sơ | {value}\n{more}", day)


def ingest(warehouse: Warehouse, *files: ReceivedFile, dry_run: bool = False, strict: bool = False) -> LoadReport:
    return pipeline.ingest(files, warehouse, dry_run=dry_run, strict=strict, received_by="test")


def outcomes(found: LoadReport) -> list[str]:
    return [file.outcome for file in found.files]


def codes(found: LoadReport) -> list[str]:
    return [problem.code for file in found.files for problem in file.problems if problem.severity != "info"]


def query(warehouse: Warehouse, sql: str) -> list[tuple[object, ...]]:
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        return con.execute(sql).fetchall()


def shown(warehouse: Warehouse) -> dict[object, object]:
    rows = query(warehouse, "SELECT reporting_unit || ' ' || indicator, value FROM shown_observations")
    return {key: value for key, value in rows}  # noqa: C416 the rows are tuples of any length to the checker


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# ---- once, again, corrected ------------------------------------------------------------------------------------


def test_a_load_publishes_one_snapshot_for_all_its_files(warehouse: Warehouse) -> None:
    told: list[tuple[int, int, str]] = []
    found = pipeline.ingest(
        [lak(), report(f" | {RECEIVED_C} | Hồ sơ | 9", unit="xã Yang Tao, huyện Lắk")],
        warehouse,
        received_by="test",
        progress=lambda done, total, what: told.append((done, total, what)),
    )
    assert (outcomes(found), found.snapshot, found.exit_code) == (["loaded", "loaded"], "snapshot-000001.duckdb", 0)
    assert shown(warehouse) == {
        "dak-lak.huyen-lak dossiers_received": 775,
        "dak-lak.lak.xa-yang-tao dossiers_received": 9,
    }
    assert [file.periods for file in found.files] == [("2024-Q1",), ("2024-Q1",)]
    assert found.files[0].reporting_units == ("Huyện Lắk",)
    assert found.files[0].rows["loaded"] == 1
    assert told
    assert all(0 <= done <= total for done, total, _ in told)


def test_the_same_file_again_is_nothing_to_do(warehouse: Warehouse) -> None:
    ingest(warehouse, lak())
    before = warehouse.current()
    again = ingest(warehouse, lak())
    assert (outcomes(again), again.exit_code, again.snapshot) == (["unchanged"], 0, "")
    assert warehouse.current() == before


def test_the_same_file_twice_in_one_call_loads_once(warehouse: Warehouse) -> None:
    file = lak()
    assert outcomes(ingest(warehouse, file, ReceivedFile("bản sao.xlsx", file.data))) == ["loaded", "unchanged"]
    assert query(warehouse, "SELECT count(*) FROM submissions") == [(1,)]


def test_a_file_that_waited_for_a_decision_is_not_loaded_twice(warehouse: Warehouse) -> None:
    assert ingest(warehouse, lak(more=UNKNOWN)).exit_code == 1
    assert ingest(warehouse, lak(more=UNKNOWN)).exit_code == 0


def test_a_correction_replaces_and_says_what_vanished(warehouse: Warehouse) -> None:
    ingest(warehouse, lak(day=1, more=f"2 | {RECEIVED_C} | Hồ sơ | 9"))
    found = ingest(warehouse, lak(776, day=2))
    assert (codes(found), found.exit_code) == (["figure_vanished"], 0)
    assert found.files[0].counts == {"new": 0, "same": 0, "changed": 1, "vanished": 1}
    assert shown(warehouse) == {"dak-lak.huyen-lak dossiers_received": 776}
    assert query(warehouse, "SELECT count(*) FROM observations") == [(3,)]


@pytest.mark.parametrize("days", [(1, 2), (2, 1)])
def test_an_older_document_never_replaces_a_newer(warehouse: Warehouse, days: tuple[int, int]) -> None:
    found = [ingest(warehouse, lak(700 + day, day)) for day in days]
    assert shown(warehouse) == {"dak-lak.huyen-lak dossiers_received": 702}
    assert codes(found[1]) == ([] if days == (1, 2) else ["older_document"])
    assert found[1].exit_code == 0


@pytest.mark.parametrize("days", [(1, 2), (2, 1)])
@pytest.mark.parametrize("dry_run", [False, True])
def test_who_loads_is_told_whose_figures_stood_there(
    warehouse: Warehouse, days: tuple[int, int], dry_run: bool
) -> None:
    before, other = (lak(700 + day, day) for day in days)
    for file in (before, report(f" | {RECEIVED_C} | Hồ sơ | 9", unit="xã Yang Tao, huyện Lắk")):
        pipeline.ingest([file], warehouse, received_by="an@may-1")
    found = pipeline.ingest([other], warehouse, received_by="binh@may-2", dry_run=dry_run)
    (told,) = (one for one in found.files[0].problems if one.code == "beside_another")
    assert told.found == f"an@may-1 ({before.name})"
    assert re.fullmatch(r"\d\d:\d\d:\d\d \d\d/\d\d/\d{4}", told.expected)
    assert query(warehouse, "SELECT count(*) FROM problems WHERE code = 'beside_another'") == [(0,)]


def test_who_loads_a_figure_first_is_told_of_nobody(warehouse: Warehouse) -> None:
    found = [ingest(warehouse, lak()), ingest(warehouse, report(f" | {RECEIVED_C} | Hồ sơ | 9", unit="huyện Ea Kar"))]
    assert not [one for each in found for one in each.files[0].problems if one.code == "beside_another"]


@pytest.mark.parametrize("more", [[], [lak(776, day=2)]], ids=["nothing else", "with a new file"])
def test_who_loads_what_is_there_is_told_who_did(warehouse: Warehouse, more: Sequence[ReceivedFile]) -> None:
    pipeline.ingest([lak(day=1)], warehouse, received_by="an@may-1")
    found = pipeline.ingest([lak(day=1), *more], warehouse, received_by="binh@may-2")
    assert [(one.code, one.found) for one in found.files[0].problems] == [
        ("loaded_already", f"an@may-1 ({lak(day=1).name})")
    ]


def test_the_originals_are_kept_under_their_hash(warehouse: Warehouse) -> None:
    found = ingest(warehouse, lak())
    (kept,) = (path for path in warehouse.originals.rglob("*") if path.is_file())
    assert kept.stem == found.files[0].file_hash
    assert kept.read_bytes() == lak().data


def test_the_name_of_a_file_is_never_a_path(warehouse: Warehouse) -> None:
    ingest(warehouse, ReceivedFile("../../evil/..\\x.xlsx", lak().data))
    assert {path.suffix for path in warehouse.originals.rglob("*") if path.is_file()} == {".xlsx"}
    assert not list(warehouse.folder.parent.glob("evil*"))


# ---- dry run and strict ------------------------------------------------------------------------------------------

GOOD, ASKED, REFUSED = lak(), lak(more=UNKNOWN, day=2), ReceivedFile("a.pdf", b"%PDF-1.4")
NO_UNIT = ReceivedFile("b.xlsx", workbook_bytes(S=form(f"1 | {RECEIVED_D} | Hồ sơ | 1", "Báo cáo quý I năm 2024")))


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    "files", [[GOOD], [ASKED], [REFUSED], [NO_UNIT], [GOOD, REFUSED], [GOOD, GOOD], [GOOD, ASKED], []], ids=len
)
def test_a_dry_run_says_what_the_load_would(warehouse: Warehouse, files: Sequence[ReceivedFile], strict: bool) -> None:
    dry = ingest(warehouse, *files, dry_run=True, strict=strict)
    assert not warehouse.folder.exists()
    loaded = ingest(warehouse, *files, strict=strict)
    assert (dry.exit_code, dry.dry_run, dry.snapshot) == (loaded.exit_code, True, "")
    if files != [GOOD, GOOD]:
        assert (outcomes(dry), codes(dry)) == (outcomes(loaded), codes(loaded))


def test_a_dry_run_on_a_warehouse_leaves_every_file_as_it_is(warehouse: Warehouse) -> None:
    ingest(warehouse, lak(day=1, more=f"2 | {RECEIVED_C} | Hồ sơ | 9"))
    before = {path: path.stat().st_mtime_ns for path in warehouse.folder.rglob("*") if path.is_file()}
    dry = ingest(warehouse, lak(776, day=2), dry_run=True)
    assert {path: path.stat().st_mtime_ns for path in warehouse.folder.rglob("*") if path.is_file()} == before
    assert codes(dry) == ["figure_vanished"]
    assert dry.files[0].counts == {"new": 0, "same": 0, "changed": 1, "vanished": 1}


def test_a_dry_run_of_an_older_document_says_so(warehouse: Warehouse) -> None:
    ingest(warehouse, lak(day=9))
    assert codes(ingest(warehouse, lak(700, day=1), dry_run=True)) == ["older_document"]


def test_a_dry_run_knows_the_units_that_the_files_before_would_bring(warehouse: Warehouse) -> None:
    files = [
        report(f" | {RECEIVED_C} | Hồ sơ | 5", unit="xã Ea Mẫu, huyện Lắk", name="1.xlsx"),
        report(f" | {RECEIVED_C} | Hồ sơ | 6", unit="xã Ea Mâu, huyện Lắk", name="2.xlsx"),
    ]
    assert ingest(warehouse, *files, dry_run=True).exit_code == ingest(warehouse, *files).exit_code


def test_strict_refuses_a_file_of_which_anything_waits(warehouse: Warehouse) -> None:
    found = ingest(warehouse, lak(more=UNKNOWN), strict=True)
    assert (outcomes(found), codes(found), found.exit_code) == (["refused"], ["row_unknown", "strict_refused"], 1)
    assert warehouse.current() is None
    assert outcomes(ingest(warehouse, lak(more=UNKNOWN))) == ["partly"]


def test_strict_lets_warnings_pass(warehouse: Warehouse) -> None:
    warned = lak(more="2 | Số nhiệm vụ đề ra trong kế hoạch | % | 24")
    assert outcomes(ingest(warehouse, warned, strict=True)) == ["loaded"]


# ---- broken files ------------------------------------------------------------------------------------------------


def test_a_refused_file_stores_nothing(warehouse: Warehouse) -> None:
    prose = ReceivedFile("c.xlsx", workbook_bytes(S="Kính gửi Sở Nội vụ"))
    found = ingest(warehouse, REFUSED, prose)
    assert (outcomes(found), codes(found)) == (["refused", "refused"], ["file_scan", "file_no_table"])
    assert warehouse.current() is None
    kept = {path.relative_to(warehouse.folder).parts[0] for path in warehouse.folder.rglob("*") if path.is_file()}
    assert kept <= {"loader.lock", "deeds"}  # that it was tried is on record


def test_a_refused_file_does_not_keep_the_others_out(warehouse: Warehouse) -> None:
    found = ingest(warehouse, REFUSED, lak(), NO_UNIT)
    assert (outcomes(found), found.exit_code) == (["refused", "loaded", "refused"], 1)
    assert len(shown(warehouse)) == 1


def test_an_error_of_ours_in_one_file_is_said_by_its_id(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    run_instead(failing("name == 'báo cáo 2.xlsx'"), monkeypatch)
    with caplog.at_level("ERROR"):
        found = ingest(warehouse, lak(), lak(776, day=2))
    assert (outcomes(found), found.exit_code) == (["loaded", "refused"], 70)
    (problem,) = found.files[1].problems
    assert (problem.code, len(problem.found)) == ("internal_error", 8)
    assert "bí mật" not in problem.sentence
    (logged,) = [record.getMessage() for record in caplog.records if problem.found in record.getMessage()]
    assert "KeyError at" in logged
    assert "fails" in logged
    assert "bí mật" not in logged
    assert shown(warehouse) == {"dak-lak.huyen-lak dossiers_received": 775}


# ---- what needs a person stays listed ------------------------------------------------------------------------------


def open_codes(warehouse: Warehouse) -> list[object]:
    return [code for (code,) in query(warehouse, "SELECT code FROM open_problems ORDER BY code")]


def test_open_problems_are_those_of_what_stands(warehouse: Warehouse) -> None:
    ingest(warehouse, lak(more=UNKNOWN))
    assert open_codes(warehouse) == ["row_unknown"]
    ingest(warehouse, lak(day=2))
    assert open_codes(warehouse) == []


def test_a_file_that_waits_as_a_whole_stays_listed(warehouse: Warehouse) -> None:
    ingest(warehouse, lak(), report(UNKNOWN, day=2, unit="xã Yang Tao, huyện Lắk"))
    assert open_codes(warehouse) == ["row_unknown"]


def test_a_provisional_unit_stays_listed(warehouse: Warehouse) -> None:
    ingest(warehouse, report(f" | {RECEIVED_C} | Hồ sơ | 5", unit="xã Ea Mẫu, huyện Lắk, tỉnh Đắk Lắk"))
    assert open_codes(warehouse) == ["unit_new"]


def test_a_new_unit_loads_with_a_table_of_new_units_below_it(warehouse: Warehouse) -> None:
    rows = "1 | Xã Hòa Mộc Lan | 12 | 11\n2 | Xã Tân Cúc Đào | 15 | 14\n | Tổng cộng | 27 | 25"
    header = "STT | Đơn vị | Số hồ sơ TTHC đã tiếp nhận | Số hồ sơ TTHC đã giải quyết"
    title = "Biểu tổng hợp quý I năm 2024 của UBND huyện Tân Phú Mỹ, tỉnh Đắk Lắk"
    found = ingest(warehouse, ReceivedFile("bảng xã.xlsx", workbook_bytes(Biểu_1=form(rows, title, header))))
    assert (outcomes(found), found.files[0].figures, set(codes(found))) == (["loaded"], 4, {"unit_new"})
    above = query(warehouse, "SELECT DISTINCT parent_name FROM reporting_units WHERE name LIKE 'Xã % Mộc Lan'")
    assert above == [("Huyện Tân Phú Mỹ",)]


# ---- no text of the files in the warehouse -------------------------------------------------------------------------


def test_no_free_text_enters_the_warehouse(warehouse: Warehouse) -> None:
    named = "Bà Lê Thị Mẫu Thử, ĐT 0912.345.678"
    rows = f"""1 | {RECEIVED_D} | Hồ sơ | 775 | {named}
2 | {RECEIVED_C} | Hồ sơ | {named} |
3 | Chất lượng Cổng thông tin điện tử | | {named} |
4 | Kiểm soát TTHC | Có = 1; Không = 0 | {named} |
I | Cải cách thể chế | | {named} |
 | | | {named} | {named}
Người lập: {named}
merge: A9:E9"""
    ingest(warehouse, report(rows))
    stored = query(warehouse, "SELECT table_name FROM duckdb_tables()")
    for (table,) in stored:
        text = repr(query(warehouse, f"FROM {table}"))
        assert "Mẫu Thử" not in text, table
        assert "345.678" not in text, table


# ---- the shipped appendices ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    place = Warehouse(tmp_path_factory.mktemp("shipped"))
    pipeline.first_load(place)
    return place


def test_the_first_load_loads_what_is_shipped(shipped: Warehouse) -> None:
    files = {str(name) for (name,) in query(shipped, "SELECT file FROM submissions")}
    assert files == {path.name for path in SHIPPED.iterdir()}
    assert query(shipped, "SELECT count(*) FROM observations") == [(80 + 95 + 13 + 82 + 9 + 12 + 6,)]


@pytest.mark.parametrize(
    ("unit", "indicator", "handled_by", "value"),
    [
        ("dak-lak.huyen-lak", "investment_disbursement_rate", "", 53.66),
        ("dak-lak.huyen-lak", "dossiers_on_time_rate", "district", 99.21),
        ("dak-lak.huyen-lak", "dossiers_on_time_rate", "commune", 99.93),
        ("dak-lak.huyen-lak", "igate_dossier_rate", "", 53.39),
        ("dak-lak.huyen-lak", "online_l3_provision_rate", "", 44.86),
        ("dak-lak.huyen-lak", "online_l4_provision_rate", "", 67.48),
        ("dak-lak.huyen-lak", "online_dossier_rate", "", 100.0),
        ("dak-lak.huyen-lak", "online_payment_rate", "", 100.0),
        ("soc-trang.huyen-thanh-tri", "online_dossier_rate", "", 54.39),
        ("thai-nguyen.dinh-hoa.xa-binh-yen", "online_dossier_rate", "", 100.0),
        ("quang-ngai.ba-to.xa-ba-bich", "investment_disbursement_rate", "", 50.0),
    ],
)
def test_the_recomputed_ratios(shipped: Warehouse, unit: str, indicator: str, handled_by: str, value: float) -> None:
    sql = "SELECT reporting_unit, indicator, handled_by, round(value, 2) FROM computed_ratios"
    assert (unit, indicator, handled_by, value) in query(shipped, sql)


def test_no_ratio_of_nothing(shipped: Warehouse) -> None:
    sql = "SELECT count(*) FROM computed_ratios WHERE indicator = 'pakn_resolution_rate' OR NOT isfinite(value)"
    assert query(shipped, sql) == [(0,)]


def test_the_own_appendix_is_shown_where_the_narrative_says_the_same(shipped: Warehouse) -> None:
    sql = """SELECT indicator, handled_by FROM shown_observations WHERE source = 'narrative'
             AND (reporting_unit, period, indicator, handled_by) IN (SELECT (reporting_unit, period, indicator,
             handled_by) FROM current_observations WHERE source = 'own_appendix')"""
    assert query(shipped, sql) == []


def test_received_from_takes_folders_with_all_below_them(tmp_path: Path) -> None:
    for name in ("b.xlsx", "năm 2024/a.xlsx", ".hidden", "~$b.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [file.name for file in pipeline.received_from([tmp_path])] == ["b.xlsx", "a.xlsx"]
    assert len(pipeline.received_from([tmp_path, tmp_path / "b.xlsx"])) == 2
    with pytest.raises(FileNotFoundError):
        pipeline.received_from([tmp_path / "none"])
