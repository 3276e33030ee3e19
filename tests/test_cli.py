"""python -m etl: commands, exit codes and what they print are a contract."""

import csv
import io
import json
import logging
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from etl import __main__ as cli
from etl import database, export, pipeline
from etl.snapshots import Warehouse
from tests.appendices import SHIPPED, TITLES
from tests.processes import failing, run_instead
from tests.workbooks import form, workbook_bytes

PROJECT = Path(__file__).parents[1]
RECEIVED = "Số hồ sơ TTHC do UBND cấp huyện tiếp nhận"
UNKNOWN = "2 | Số phần mềm chưa biết | Phần mềm | 5"


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    """Close the log file that a command opens, so that the next test writes its own."""
    yield
    for handler in list(logging.getLogger("cchc").handlers):
        handler.close()
        logging.getLogger("cchc").removeHandler(handler)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "Kho số liệu huyện Lắk"


@pytest.fixture
def appendix(tmp_path: Path) -> Path:
    return put(tmp_path, "1 | Số TTHC công bố mới | Thủ tục | 5")


def put(folder: Path, rows: str, name: str = "báo cáo quý I.xlsx", day: int = 1) -> Path:
    title = f"Báo cáo quý I năm 2024\n(Kèm theo Báo cáo số {day}/BC-UBND ngày {day}/4/2024 của UBND huyện Lắk)"
    path = folder / "phụ lục đã gửi" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(workbook_bytes(Biểu_1=form(rows, title)))
    return path


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def figures(place: Path) -> dict[str, float]:
    current = Warehouse(place).current()
    if current is None:
        return {}
    with closing(database.open_reading(current)) as con:
        return dict(con.execute("SELECT indicator, value FROM shown_observations").fetchall())


in_process = pytest.mark.usefixtures("quick_reading")


# ---- exit codes -----------------------------------------------------------------------------------------------


@in_process
def test_load_all_loaded_and_nothing_to_do_are_0(
    place: Path, appendix: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("load", appendix, "--warehouse", place) == 0
    assert "Đã công bố snapshot-000001.duckdb: 1 số liệu từ 1 tệp." in capsys.readouterr().out
    assert run("load", appendix.parent, "--warehouse", place) == 0
    assert "Không có gì để nạp." in capsys.readouterr().out
    assert figures(place) == {"procedures_new": 5}


@in_process
@pytest.mark.parametrize(
    ("rows", "strict", "code", "loaded"),
    [
        ("1 | Số TTHC công bố mới | Thủ tục | 5", True, 0, {"procedures_new": 5}),
        ("1 | Số TTHC công bố mới | Hồ sơ | 5", True, 0, {"procedures_new": 5}),
        (f"1 | Số TTHC công bố mới | Thủ tục | 5\n{UNKNOWN}", False, 1, {"procedures_new": 5}),
        (f"1 | Số TTHC công bố mới | Thủ tục | 5\n{UNKNOWN}", True, 1, {}),
        ("1 | Số TTHC công bố mới | Thủ tục | -5", False, 1, {}),
    ],
)
def test_load_decides_its_code_by_what_waits(
    place: Path, tmp_path: Path, rows: str, strict: bool, code: int, loaded: dict[str, float]
) -> None:
    options = ["--strict"] * strict
    path = put(tmp_path, rows)
    assert run("load", path, "--warehouse", place, "--dry-run", *options) == code
    assert run("load", path, "--warehouse", place, *options) == code
    assert figures(place) == loaded


@in_process
def test_load_of_what_is_no_workbook_is_1(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "báo cáo.pdf").write_bytes(b"%PDF-1.4")
    assert run("load", tmp_path / "báo cáo.pdf", "--warehouse", place) == 1
    assert "báo cáo.pdf: không nạp" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["load"],
        ["none"],
        ["load", "a.xlsx", "--unknown"],
        ["export", "--period", "2024-Q5"],
        ["export", "--period", "quý I"],
        ["problems", "x"],
    ],
)
def test_misuse_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        run(*arguments)
    assert ending.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_path_that_is_not_there_is_2(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("load", tmp_path / "không có.xlsx", "--warehouse", place) == 2
    assert "Không thấy tệp hoặc thư mục" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["export", "problems"])
def test_without_a_warehouse_the_way_out_is_said(place: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--warehouse", place) == 1
    assert "python -m etl load data/appendices" in capsys.readouterr().err


@in_process
def test_an_error_of_ours_is_70_with_its_id_and_no_traceback(
    place: Path, appendix: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise KeyError("bí mật trong ô")

    monkeypatch.setattr(pipeline, "ingest", fail)
    assert run("load", appendix, "--warehouse", place) == 70
    shown = capsys.readouterr()
    (error_id,) = re.findall(r"\(mã ([0-9a-f]{8})\)", shown.err)
    assert "Traceback" not in shown.out + shown.err
    assert "bí mật" not in shown.out + shown.err
    assert error_id in (place / "logs" / "cchc.log").read_text("utf-8")


@in_process
def test_an_error_of_ours_in_one_file_is_70(
    place: Path, appendix: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run_instead(failing("True"), monkeypatch)
    for options in ([], ["--dry-run"]):
        assert run("load", appendix, "--warehouse", place, *options) == 70
        shown = capsys.readouterr()
        assert "[internal_error]" in shown.out
        assert "Traceback" not in shown.out + shown.err


# ---- load -----------------------------------------------------------------------------------------------------


@in_process
def test_a_dry_run_makes_no_folder(place: Path, appendix: Path) -> None:
    assert run("load", appendix, "--warehouse", place, "--dry-run") == 0
    assert not place.exists()


@in_process
def test_a_dry_run_stores_nothing(place: Path, appendix: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("load", appendix, "--warehouse", place, "--dry-run") == 0
    assert "1 số liệu sẽ được nạp; chưa ghi gì" in capsys.readouterr().out
    assert Warehouse(place).current() is None
    assert not [path for path in place.rglob("*") if path.is_file()]


@in_process
def test_the_report_as_json(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, f"1 | Số TTHC công bố mới | Thủ tục | 5\n{UNKNOWN}")
    assert run("load", path, "--warehouse", place, "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert (set(report), report["exit_code"], report["dry_run"], report["snapshot"]) == (
        {"files", "dry_run", "snapshot", "load", "exit_code"},
        1,
        False,
        "snapshot-000001.duckdb",
    )
    (file,) = report["files"]
    assert set(file) == {
        "file",
        "file_hash",
        "outcome",
        "problems",
        "reporting_units",
        "periods",
        "forms",
        "figures",
        "counts",
        "rows",
        "left_out",
    }
    assert (file["file"], file["outcome"], file["figures"]) == ("báo cáo quý I.xlsx", "partly", 1)
    assert (file["reporting_units"], file["periods"]) == (["Huyện Lắk"], ["2024-Q1"])
    (problem,) = (found for found in file["problems"] if found["severity"] != "info")
    assert (problem["code"], problem["severity"], problem["place"]) == (
        "row_unknown",
        "question",
        {"sheet": "Biểu 1", "cell": "D5"},
    )


@in_process
def test_the_environment_names_the_warehouse(place: Path, appendix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(place))
    assert run("load", appendix) == 0
    assert figures(place) == {"procedures_new": 5}


@in_process
def test_the_option_wins_over_the_environment(
    place: Path, appendix: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path / "khác"))
    assert run("load", appendix, "--warehouse", place) == 0
    assert not (tmp_path / "khác").exists()


# ---- export -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("kho")
    pipeline.first_load(Warehouse(place))
    return place


def exported(shipped: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, str]]:
    assert run("export", "--warehouse", shipped, *options) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


CONTRACT = (
    "reporting_unit,level,parent,period,period_start,period_end,indicator,handled_by,value,measure,basis,origin,"
    "file,sheet,cell,raw"
)


def test_the_columns_of_the_export_are_the_contract(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--warehouse", shipped) == 0
    out = capsys.readouterr().out
    assert out.split("\n")[0] == CONTRACT
    assert ",".join(export.COLUMNS) == CONTRACT
    assert "\r" not in out


def test_one_row_per_figure(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = exported(shipped, capsys)
    keys = [(r["reporting_unit"], r["parent"], r["period"], r["indicator"], r["handled_by"]) for r in rows]
    assert len(keys) == len(set(keys))
    assert {row["origin"] for row in rows} == {"reported"}


@pytest.mark.parametrize(
    ("indicator", "unit", "row"),
    [
        (
            "investment_plan",
            "Huyện Lắk",
            "Huyện Lắk,district,Tỉnh Đắk Lắk,2022,2022-01-01,2022-12-14,investment_plan,,118588,triệu đồng,at_date,"
            f"reported,{TITLES['000']['file']},Biểu mẫu 6,D12,118.588",
        ),
        (
            "online_dossier_rate",
            "Huyện Lắk",
            "Huyện Lắk,district,Tỉnh Đắk Lắk,2022,2021-12-15,2022-12-14,online_dossier_rate,,1.5,%,in_period,"
            f'reported,{TITLES["000"]["file"]},Biểu mẫu 7,D42,"1,5"',
        ),
        (
            "staff_present",
            "Sở Tài chính",
            "Sở Tài chính,department,Tỉnh Hà Tĩnh,2024-H1,2023-12-15,2024-06-14,staff_present,,59,người,at_date,"
            f"reported,{TITLES['004']['file']},Phụ lục III,D64,59",
        ),
        (
            "dossiers_resolved",
            "Xã Bình Yên",
            "Xã Bình Yên,commune,Huyện Định Hóa,2024-Q1,2023-12-15,2024-03-14,dossiers_resolved,commune,348,hồ sơ,"
            f"in_period,reported,{TITLES['003']['file']},Phụ lục số II,",
        ),
    ],
)
def test_rows_of_the_export(
    shipped: Path, capsys: pytest.CaptureFixture[str], indicator: str, unit: str, row: str
) -> None:
    assert run("export", "--warehouse", shipped, "--indicator", indicator, "--reporting-unit", unit) == 0
    (line,) = capsys.readouterr().out.strip().split("\n")[1:]
    assert line.startswith(row)


@pytest.mark.parametrize(
    ("options", "column", "wanted"),
    [
        (["--period", "2024-Q1"], "period", {"2024-Q1"}),
        (["--period", "2024-Q1", "--period", "2024-H1"], "period", {"2024-Q1", "2024-H1"}),
        (["--period", "2022-07-08/2023-03-31"], "period", {"2022-07-08/2023-03-31"}),
        (["--indicator", "staff_assigned"], "indicator", {"staff_assigned"}),
        (["--reporting-unit", "Huyện Lắk"], "reporting_unit", {"Huyện Lắk"}),
        (["--reporting-unit", "dak-lak.huyen-lak"], "reporting_unit", {"Huyện Lắk"}),
    ],
)
def test_filters(
    shipped: Path, capsys: pytest.CaptureFixture[str], options: list[str], column: str, wanted: set[str]
) -> None:
    assert {row[column] for row in exported(shipped, capsys, *options)} == wanted


@pytest.mark.parametrize("option", ["--reporting-unit", "--indicator"])
def test_a_filter_that_names_nothing_is_2(shipped: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--warehouse", shipped, option, "không có") == 2
    assert "không có" in capsys.readouterr().err


def test_computed_rows_come_only_when_asked_for(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--indicator", "investment_disbursement_rate", "--reporting-unit", "Huyện Lắk")
    assert [row["value"] for row in exported(shipped, capsys, *options)] == ["30"]
    both = exported(shipped, capsys, *options, "--with-computed")
    assert [(row["origin"], row["raw"]) for row in both] == [("reported", "30"), ("computed", "")]
    assert float(both[1]["value"]) == pytest.approx(100 * 63639 / 118588)


def test_export_into_a_file(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "số liệu.csv"
    assert run("export", "--warehouse", shipped, "-o", out) == 0
    assert capsys.readouterr().out == ""
    body = out.read_bytes()
    assert not body.startswith(b"\xef\xbb\xbf")
    assert body.decode("utf-8").split("\n")[0] == CONTRACT
    assert b"\r" not in body


def test_problems_as_lines_and_as_json(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("problems", "--warehouse", shipped) == 0
    lines = capsys.readouterr().out.strip().split("\n")
    assert run("problems", "--warehouse", shipped, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert lines[-1] == f"{len(found)} vấn đề"
    assert len(lines) == len(found) + 1
    assert any("Biểu mẫu 7!D49" in line and "[heading_value]" in line for line in lines)
    assert {"code", "severity", "file", "sheet", "cell", "found", "expected", "sentence"} <= set(found[0])


# ---- processes ----------------------------------------------------------------------------------------------------


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-X", "utf8", "-m", "etl", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_two_loads_at_once_both_land(place: Path, tmp_path: Path) -> None:
    files = [
        put(tmp_path, "1 | Số TTHC công bố mới | Thủ tục | 5", "a.xlsx"),
        SHIPPED / TITLES["003"]["file"],
    ]
    loads = [start("load", path, "--warehouse", place) for path in files]
    assert [load.wait(60) for load in loads] == [0, 0]
    assert {"procedures_new", "staff_assigned"} <= set(figures(place))


def test_the_same_file_twice_at_once_loads_once(place: Path, appendix: Path) -> None:
    loads = [start("load", appendix, "--warehouse", place, "--json") for _ in range(2)]
    outputs = [json.loads(load.communicate(timeout=60)[0]) for load in loads]
    assert sorted(output["files"][0]["outcome"] for output in outputs) == ["loaded", "unchanged"]
    current = Warehouse(place).current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        assert con.execute("SELECT count(*) FROM submissions").fetchone() == (1,)


def test_a_loader_killed_at_any_moment_leaves_the_old_figures_or_the_new(place: Path, tmp_path: Path) -> None:
    first = put(tmp_path, "1 | Số TTHC công bố mới | Thủ tục | 100", "0.xlsx", day=1)
    assert start("load", first, "--warehouse", place).wait(60) == 0
    moments = random.Random(7)
    possible = {100.0}
    for attempt in range(1, 11):
        path = put(tmp_path, f"1 | Số TTHC công bố mới | Thủ tục | {100 + attempt}", f"{attempt}.xlsx", day=1 + attempt)
        load = start("load", path, "--warehouse", place)
        # A load takes about a second and a half; most of what it writes is written at the end.
        time.sleep(moments.uniform(0.3, 1.8))
        load.kill()
        load.communicate(timeout=60)
        possible.add(100.0 + attempt)
        assert figures(place)["procedures_new"] in possible
        possible = {figures(place)["procedures_new"]}
    last = put(tmp_path, "1 | Số TTHC công bố mới | Thủ tục | 999", "last.xlsx", day=28)
    assert start("load", last, "--warehouse", place).wait(60) == 0
    assert figures(place) == {"procedures_new": 999}
    assert not list(place.glob("work-*"))


def test_a_closed_pipe_is_no_error(shipped: Path) -> None:
    command = f'"{sys.executable}" -m etl export --warehouse "{shipped}" | head -1'
    if sys.platform == "win32":
        pytest.skip("head is a POSIX command")
    done = subprocess.run(command, shell=True, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60)  # noqa: S602
    assert (done.stdout.strip(), "Traceback" in done.stderr) == (CONTRACT, False)
