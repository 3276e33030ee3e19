"""python -m etl form: a workbook, an archive or a folder, and what it says of a unit or period that it cannot make."""

import zipfile
from pathlib import Path

import pytest

from etl import __main__ as command_line
from etl import pipeline
from etl.form_words import BEFORE, SHEET
from etl.snapshots import Warehouse
from tests import filling
from tests.appendices import SHIPPED

pytestmark = pytest.mark.usefixtures("quick_reading")

LAK, FINANCE = "dak-lak.huyen-lak", "ha-tinh.so-tai-chinh"


def form(warehouse: Warehouse, *arguments: object) -> int:
    return command_line.main(["form", *map(str, arguments), "--warehouse", str(warehouse.folder)])


def test_one_unit_is_a_workbook_with_the_figures_of_its_last_period(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline.ingest(pipeline.received_from([SHIPPED]), warehouse, received_by="test")
    out = tmp_path / "lak.xlsx"
    assert form(warehouse, "--unit", LAK, "--period", "2023", "--theme", "dossiers", "--theme", "staffing", out) == 0
    assert "kỳ trước: Năm 2022" in capsys.readouterr().err
    sheet = filling.opened(out.read_bytes())[SHEET]
    before = {
        (row[9].value, row[1].value): row[5].value for row in sheet.iter_rows(min_row=12) if row[5].value is not None
    }
    assert before["dossiers_resolved", "Cấp huyện"] == 764
    assert before["staff_present", "Không tách"] == 78
    assert any(str(cell.value) == f"{BEFORE} (Năm 2022)" for row in sheet.iter_rows() for cell in row)


def test_several_units_are_an_archive_or_a_folder(warehouse: Warehouse, tmp_path: Path) -> None:
    both = ["--unit", LAK, "--unit", FINANCE, "--period", "2024-H1"]
    names = ["bieu-nhap_huyen-lak-tinh-dak-lak_2024-h1.xlsx", "bieu-nhap_so-tai-chinh-tinh-ha-tinh_2024-h1.xlsx"]
    assert form(warehouse, *both, tmp_path / "a.zip") == 0
    assert zipfile.ZipFile(tmp_path / "a.zip").namelist() == names
    assert form(warehouse, *both, tmp_path / "thư mục") == 0
    assert sorted(path.name for path in (tmp_path / "thư mục").iterdir()) == names
    assert form(warehouse, *both, tmp_path / "a.xlsx") == 1


def test_an_official_layout(warehouse: Warehouse, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    assert form(warehouse, "--unit", FINANCE, "--period", "2024-H1", "--layout", "ha-tinh-2024", out) == 0
    assert filling.opened(out.read_bytes()).sheetnames == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]


@pytest.mark.parametrize(
    ("unit", "period", "code", "words"),
    [
        ("dak-lak.huyen-la", "2024-H1", 1, "dak-lak.huyen-lak"),
        (LAK, "2026-Q1", 1, "không còn hoặc chưa có"),
        (LAK, "2024-Q5", 2, "2024-Q1"),
    ],
)
def test_what_cannot_be_made_is_said(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str], unit: str, period: str, code: int,
    words: str,
) -> None:  # fmt: skip
    assert form(warehouse, "--unit", unit, "--period", period, tmp_path / "a.xlsx") == code
    assert words in capsys.readouterr().err
    assert not (tmp_path / "a.xlsx").exists()
