"""Files that leave a page: every text comes back as it was and runs nowhere, numbers and dates are what they are."""

import csv
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from dashboard import export, spreadsheet

STARTS = "=+-@\t\r\n＝＋－＠"
LINES = [("Trang", "Số liệu"), ("Bộ lọc", "=Quý I")]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Anything that a document may hold; half a surrogate pair is no letter in any file.
LABELS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.builds(
        str.__add__, st.sampled_from([*STARTS, "'", "''=", " =", '"', ";", "_x0041_"]), st.text("=;,'\"\r\nxăĐ_0")
    ),
).filter(bool)


def workbook(rows: pd.DataFrame) -> bytes:
    return export.workbook(rows, LINES, ("Số liệu", "Thông tin"))


def sheet(rows: pd.DataFrame) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(workbook(rows))).worksheets[0]


def texts_inside(data: bytes) -> list[str]:
    """The workbook's table of texts, read as the standard says: _xHHHH_ is the letter of that number."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("xl/sharedStrings.xml"))
    told = (str(item.findtext(f"{MAIN}t")) for item in root.iter(f"{MAIN}si"))
    return [re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text) for text in told]


def undefused(cell: str) -> str:
    """What the apostrophe was put before."""
    return cell[1:] if re.match(f"'+[{re.escape(STARTS)}]", cell) else cell


@given(st.lists(LABELS, min_size=1, max_size=4))
@example(["=HYPERLINK(1)", "＝1+1", "'=1", "''-2"])
@example(["a\rb", "a;b", 'a"b', "\x00", "_x0041_", "\ufffe"])
def test_any_text_comes_back_from_csv_and_starts_no_formula(labels: list[str]) -> None:
    rows = pd.DataFrame({"label": pd.Series(labels, dtype="object"), "value": 1.5})
    told = io.StringIO(export.csv_for_excel(rows).decode("utf-8-sig"), newline="")
    cells = [row["label"] for row in csv.DictReader(told, delimiter=";")]
    assert [undefused(cell) for cell in cells] == labels
    assert not any(cell.startswith(tuple(STARTS)) for cell in cells)
    plain = csv.DictReader(io.StringIO(export.csv_plain(rows).decode(), newline=""))
    assert [row["label"] for row in plain] == labels


@given(st.lists(LABELS, min_size=1, max_size=4))
@example(["=HYPERLINK(1)", "＝1+1", "\t1", "\r1", "\n1"])
@example(["_x0041_", "\x00", "\x1f_x000D_", "\ufffe", " hai  dấu cách ", "a&<b>"])
def test_any_text_comes_back_from_a_workbook_and_is_no_formula(labels: list[str]) -> None:
    data = workbook(pd.DataFrame({"label": pd.Series(labels, dtype="object")}))
    texts = texts_inside(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        styles = etree.fromstring(archive.read("xl/styles.xml")).findall(f"{MAIN}cellXfs/{MAIN}xf")
    cells = list(root.iter(f"{MAIN}c"))[1:]
    assert [texts[int(str(cell.findtext(f"{MAIN}v")))] for cell in cells] == labels
    assert {cell.get("t") for cell in cells} == {"s"}
    assert not list(root.iter(f"{MAIN}f"))
    for cell, label in zip(cells, labels, strict=True):
        quoted = styles[int(cell.get("s", "0"))].get("quotePrefix") == "1"
        assert quoted == label.startswith(tuple(STARTS)), "also typing into the cell runs nothing"


def test_numbers_dates_and_texts_are_what_they_are() -> None:
    rows = pd.DataFrame(
        {
            "unit": ["Xã A", "=1+1", None],
            "value": [22979.0, 53.664, None],
            "measure": ["hồ sơ", "%", "hồ sơ"],
            "count": pd.array([1, None, 3], dtype="Int64"),
            "period_start": ["2023-12-15", "2024-01-01", None],
            "told_on": pd.to_datetime(pd.Series(["2024-03-20", None, None])),
            "made_on": [date(2024, 3, 20), None, None],
        }
    )
    page = sheet(rows)
    assert [cell.value for cell in page[2]] == [
        "Xã A", 22979, "hồ sơ", 1, datetime(2023, 12, 15), datetime(2024, 3, 20), datetime(2024, 3, 20),
    ]  # fmt: skip
    assert [cell.value for cell in page[3]] == ["=1+1", 53.664, "%", None, datetime(2024, 1, 1), None, None]
    assert [cell.data_type for cell in page[3]][:2] == ["s", "n"]
    assert [page["B2"].number_format, page["B3"].number_format] == ["#,##0", '#,##0.00" %"']
    assert page["E2"].number_format == "dd/mm/yyyy"
    told = CalamineWorkbook.from_filelike(io.BytesIO(workbook(rows))).get_sheet_by_index(0).to_python()
    assert told[1][:5] == ["Xã A", 22979.0, "hồ sơ", 1.0, date(2023, 12, 15)]


@pytest.mark.parametrize(
    ("value", "measure", "shown"),
    [
        (12, "hồ sơ", "#,##0"),
        (63639.5, "triệu đồng", "#,##0.0"),
        (1.234567, "tỷ đồng", "#,##0.000000"),
        (100, "%", '#,##0" %"'),
        (99.21 / 3, "%", '#,##0.00" %"'),
        (99.999, "%", '#,##0.000" %"'),
        (0.004, "%", '#,##0.000" %"'),
        (float("nan"), "%", '#,##0" %"'),
        (-1.5, "", "#,##0.0"),
    ],
)
def test_a_number_shows_in_the_format_of_its_measure(value: float, measure: str, shown: str) -> None:
    assert export.number_formats(pd.Series([value]), pd.Series([measure])) == [shown]


def test_the_header_stays_in_sight_with_a_filter_and_fitting_widths() -> None:
    rows = pd.DataFrame({"unit": ["Ủy ban nhân dân xã Bình Yên"] * 3, "raw": ["x" * 900] * 3, "value": [1.0, 2.0, 3.0]})
    page = sheet(rows)
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:C4"
    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert widths == [29, 48, 10]
    assert page["A1"].font.b


def test_the_second_sheet_says_what_the_rows_are() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(pd.DataFrame({"value": [1.0]}))))
    assert book.sheetnames == ["Số liệu", "Thông tin"]
    assert [[cell.value for cell in row] for row in book["Thông tin"]] == [["Trang", "Số liệu"], ["Bộ lọc", "=Quý I"]]
    assert book["Thông tin"]["B2"].data_type == "s"


def test_more_rows_than_a_sheet_has_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 4)
    book = openpyxl.load_workbook(io.BytesIO(workbook(pd.DataFrame({"value": [float(n) for n in range(7)]}))))
    assert book.sheetnames == ["Số liệu", "Số liệu (2)", "Số liệu (3)", "Thông tin"]
    values = [[row[0].value for row in page.iter_rows()] for page in book.worksheets[:3]]
    assert values == [["value", 0, 1, 2], ["value", 3, 4, 5], ["value", 6]]
    assert [page.auto_filter.ref for page in book.worksheets[:3]] == ["A1:A4", "A1:A4", "A1:A2"]


def test_a_text_longer_than_a_cell_is_cut_and_the_file_still_opens() -> None:
    page = sheet(pd.DataFrame({"raw": ["x" * 40_000]}))
    told = page["A2"].value
    assert isinstance(told, str)
    assert len(told) == 32_767
    assert told.endswith("x…")


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows = pd.DataFrame({"unit": ["Xã A"], "value": [1.0]})
    assert workbook(rows) == workbook(rows)
    (tmp_path / "a.xlsx").write_bytes(workbook(rows))
    assert zipfile.ZipFile(tmp_path / "a.xlsx").testzip() is None
