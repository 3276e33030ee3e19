"""Workbooks for the benches: drawn like the appendices, with labels, units and periods that the tables know.

Where they come from is a `Source`, a function from a number to the bytes of a workbook, so that a bench can be
given others. Every number here is another unit or period: nothing that is loaded replaces anything.
"""

import csv
import io
import random
from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from etl import reference
from etl.reference import Indicator, Reference, ReportingUnit

Source = Callable[[int], bytes]

SHEETS = 7
_DRAWN = 40
_HEADER = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
_KY = (*(f"quý {n} năm" for n in ("I", "II", "III", "IV")), *(f"tháng {n} năm" for n in range(1, 13)), "năm")
_YEARS = range(2024, 2014, -1)  # the units of before July 2025


def draw(number: int) -> bytes:
    """A workbook like the appendices: titles merged across, a header, its repeat at the page break, ruled cells."""
    chance = random.Random(number)
    issuer, ky, year = _identities()[number]
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = _rows()
    for sheet in range(SHEETS):
        _draw_sheet(
            book.create_sheet(f"Biểu mẫu {sheet + 1}"),
            sheet + 1,
            _title(issuer, ky, year),
            rows[sheet::SHEETS],
            chance,
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def stamped(number: int) -> bytes:
    """One of few drawn workbooks under another unit and kỳ: much quicker to make, for benches that need thousands."""
    drawn = number % _DRAWN
    old, new = (_title(*_identities()[n]).encode("ascii", "xmlcharrefreplace") for n in (drawn, number))
    out = io.BytesIO()
    with ZipFile(io.BytesIO(_drawn(drawn))) as given, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as made:
        for name in given.namelist():
            part = given.read(name)
            made.writestr(name, part.replace(old, new))
    return out.getvalue()


@cache
def _drawn(number: int) -> bytes:
    return draw(number)


def _title(issuer: str, ky: str, year: int) -> str:
    return f"Báo cáo {ky} {year} của {issuer}"


def write(source: Source, count: int, folder: Path) -> list[Path]:
    """The first workbooks of a source as files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:05d}.xlsx" for number in range(count)]
    for number, file in enumerate(files):
        file.write_bytes(source(number))
    return files


def _draw_sheet(
    sheet: Worksheet, number: int, title: str, sections: list[list[tuple[str, Indicator]]], chance: random.Random
) -> None:
    side = Side(style="thin")
    border, bold = Border(left=side, right=side, top=side, bottom=side), Font(bold=True)
    sheet.append([f"Biểu mẫu {number}"])
    sheet.append([title])
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)
        sheet.cell(row, 1).font = bold
    body = [row for section in sections for row in section]
    for line, (label, indicator) in enumerate(body, start=1):
        if line in (1, len(body) // 2):
            sheet.append(_HEADER)
        measure = "Có = 1; Không = 0" if indicator.kind == "flag" else indicator.measure
        sheet.append([line, label, measure, _value(indicator, chance), None])
    for cells in sheet.iter_rows(min_row=3, max_col=5):
        for cell in cells:
            cell.border = border


def _value(indicator: Indicator, chance: random.Random) -> object:
    """A figure, sometimes typed as text with a separator, sometimes left out."""
    if indicator.kind in ("flag", "enum"):
        return chance.randint(0, 1)
    if indicator.kind == "ratio":
        return chance.choice([round(chance.uniform(0, 100), 2), "53,66"])
    return chance.choice([chance.randint(0, 30_000), "22.979", chance.randint(0, 900), None])


@cache
def _tables() -> Reference:
    return reference.load()


@cache
def _rows() -> list[list[tuple[str, Indicator]]]:
    """The labels of the table as a form prints them, each indicator once; what a row introduces stands below it."""
    tables = _tables()
    with (reference.FOLDER / "labels.csv").open(encoding="utf-8-sig", newline="") as table:
        labels = list(csv.DictReader(table))
    seen: set[tuple[str, str]] = set()
    sections: dict[str, list[tuple[str, Indicator]]] = {}
    for row in labels:
        key = (row["indicator"], row["handled_by"])
        if not row["indicator"] or key in seen or tables.indicators[row["indicator"]].kind == "text":
            continue
        if row["under"] and row["under"] not in sections:
            continue
        seen.add(key)
        sections.setdefault(row["under"] or row["label"], []).append(
            (row["label"], tables.indicators[row["indicator"]])
        )
    return list(sections.values())


@cache
def _identities() -> list[tuple[str, str, int]]:
    """Who reports, for what kỳ of what year: communes, districts and provinces with the bodies above them."""
    tables = _tables()
    day = next(iter(unit.valid_to for unit in tables.units if unit.valid_to), None)
    named = [_issuer(unit, tables) for unit in tables.units if unit.kind != "sở" and unit.valid_to == day]
    return list(product(dict.fromkeys(named), _KY, _YEARS))


def _issuer(unit: ReportingUnit, tables: Reference) -> str:
    above = []
    parent = unit.parent
    while parent:
        above.append(tables.unit_of[parent].name)
        parent = tables.unit_of[parent].parent
    return ", ".join([f"UBND {unit.name[0].lower()}{unit.name[1:]}", *above])
