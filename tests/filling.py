"""Filling forms as an office would, with figures that are known, and what the warehouse holds of them afterwards."""

import io
from collections.abc import Mapping
from contextlib import closing
from random import Random
from typing import Any

from openpyxl import Workbook as ExcelWorkbook
from openpyxl import load_workbook

from etl import database, pipeline
from etl.form_words import SHEET, UNIT_COLUMNS
from etl.model import FileReport, ReceivedFile
from etl.reference import Indicator
from etl.snapshots import Warehouse
from tests.workbooks import TABLES

COLUMN = {name: number for number, (name, _) in enumerate(UNIT_COLUMNS, start=1)}
Figures = dict[tuple[str, str, str], float]  # unit, indicator, handled_by


def opened(data: bytes, *, results: bool = False) -> ExcelWorkbook:
    """The workbook, with formulas or with their results."""
    return load_workbook(io.BytesIO(data), data_only=results)


def saved(book: ExcelWorkbook) -> bytes:
    """As openpyxl saves, without the results of formulas."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_value(indicator: Indicator, random: Random) -> float:
    if indicator.kind in ("flag", "enum"):
        return random.choice(sorted(indicator.options.values()) or [0, 1])
    if indicator.kind == "ratio":
        return random.choice([0, 100, round(random.uniform(0, 100), 2), round(random.uniform(0.01, 1), 2)])
    if indicator.kind == "money":
        return round(random.uniform(0, random.choice([900, 9000])), random.choice([0, 1, 3]))
    return random.choice([0, random.randint(101, 99_999), random.randint(0, 99)])


def type_in(cell: Any, value: float, indicator: Indicator) -> None:
    """As Excel stores what is typed: a rate of at most 1 % has its sign, as the form asks for."""
    cell.value = value
    if indicator.kind == "ratio" and 0 < value <= 1:
        cell.value, cell.number_format = value / 100, "0.00%"


def fill(data: bytes, unit: str, random: Random, *, blank: float = 0.1) -> tuple[bytes, Figures]:
    """The unit's form with figures in nearly all rows, and these."""
    book = opened(data)
    sheet = book[SHEET]
    figures: Figures = {}
    levels = {"Không tách": "", "Tất cả các cấp": "all", "Cấp tỉnh": "province", "Sở, ngành": "department"} | {
        "Cấp huyện": "district", "Cấp xã": "commune",
    }  # fmt: skip
    for row in sheet.iter_rows(min_row=12):
        code, level = row[COLUMN["Mã chỉ tiêu"] - 1].value, row[COLUMN["Cấp giải quyết"] - 1].value
        if code not in TABLES.indicators or random.random() < blank:
            continue
        indicator, measure = TABLES.indicators[str(code)], row[COLUMN["Đơn vị tính"] - 1]
        value, factor = a_value(indicator, random), 1.0
        if indicator.kind == "money" and random.random() < 0.5:
            measure.value, factor = "tỷ đồng", 1000.0
        type_in(row[COLUMN["Giá trị"] - 1], value, indicator)
        figures[unit, str(code), levels[str(level)]] = value * factor
    return saved(book), figures


def put(data: bytes, values: Mapping[tuple[str, str], object]) -> bytes:
    """Some values by indicator and the name of the level."""
    book = opened(data)
    for row in book[SHEET].iter_rows(min_row=12):
        key = str(row[COLUMN["Mã chỉ tiêu"] - 1].value), str(row[COLUMN["Cấp giải quyết"] - 1].value)
        if key in values:
            row[COLUMN["Giá trị"] - 1].value = values[key]  # type: ignore[assignment]
    return saved(book)


def load(warehouse: Warehouse, files: Mapping[str, bytes]) -> dict[str, FileReport]:
    received = [ReceivedFile(name, data) for name, data in files.items()]
    report = pipeline.ingest(received, warehouse, received_by="test")
    return dict(zip(files, report.files, strict=True))


def asked(report: FileReport) -> list[str]:
    """What a person would have to do about a file."""
    return [f"{p.code} {p.place.sheet}!{p.place.cell} {p.found}" for p in report.problems
            if p.severity in ("stop", "question", "refused")]  # fmt: skip


def held(warehouse: Warehouse, period: str) -> Figures:
    """The figures of a period in the warehouse."""
    current = warehouse.current()
    assert current is not None
    with closing(database.open_reading(current)) as con:
        rows = con.execute(
            "SELECT reporting_unit, indicator, handled_by, value FROM figures WHERE period = ?", [period]
        ).fetchall()
    return {(unit, indicator, level): value for unit, indicator, level, value in rows}


def same(found: Figures, wanted: Figures) -> bool:
    return found.keys() == wanted.keys() and all(abs(found[key] - wanted[key]) < 1e-6 for key in wanted)
