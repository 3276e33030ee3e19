"""The shipped appendices hold every row of the reports, as printed, and nothing else."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.appendices import (
    COLUMNS,
    REPORTS,
    SHIPPED,
    TITLES,
    Drawing,
    Expected,
    cell_of,
    draw,
    expected,
    quarantined,
    rows,
    typed,
)

every_report = pytest.mark.parametrize("report", REPORTS)
Cells = tuple[str, ...]


def shipped(report: str) -> Workbook:
    return load_workbook(SHIPPED / TITLES[report]["file"])


def drawn(report: str, drawing: Drawing) -> Workbook:
    return load_workbook(io.BytesIO(draw(report, drawing)))


def plain(value: object) -> str:
    """A cell's text without its line breaks and whatever its Unicode form."""
    return " ".join(unicodedata.normalize("NFC", str(value or "")).split())


def table(sheet: Worksheet, left: int = 0) -> list[Cells]:
    """The ruled rows of a sheet; titles and gaps have no rules around them."""
    ruled = [row[left:] for row in sheet.iter_rows() if row[-1].border.left.style]
    return [tuple(plain(cell.value) for cell in row) for row in ruled]


def printed(report: str, form: dict[str, Any]) -> list[Cells]:
    """The same rows as the report prints them, header included."""
    of_form = [row for row in rows(report) if row["form"] == form["form"]]
    body = [tuple(plain(row[c]) for c in COLUMNS) for row in of_form if row["kind"] != "prose"]
    around = [[tuple(cells) for cells in form.get(key, [])] for key in ("header", "headings")]
    return [*around[0], *body, *around[1]]


def body(report: str, form: dict[str, Any]) -> list[Cells]:
    return [cells for cells in printed(report, form) if not is_header(cells)]


def is_header(cells: Cells) -> bool:
    return cells[0] in ("STT", "TT") or "Số liệu" in cells


def texts(entry: Any) -> Iterator[str]:
    """Every text of a nested list of titles."""
    if isinstance(entry, str):
        yield plain(entry)
    elif isinstance(entry, dict):
        yield from texts(list(entry.values()))
    elif isinstance(entry, list):
        for part in entry:
            yield from texts(part)


@every_report
def test_every_row_stands_in_its_sheet_as_printed(report: str) -> None:
    book = shipped(report)
    assert book.sheetnames == [form["sheet"] for form in TITLES[report]["forms"]]
    for form in TITLES[report]["forms"]:
        assert table(book[form["sheet"]]) == printed(report, form)


def test_counts_of_rows() -> None:
    kinds = {report: Counter(row["kind"] for row in rows(report)) for report in REPORTS}
    assert kinds == {
        "000": {"header": 26, "heading": 17, "heading_with_value": 1, "row": 113},
        "002": {"header": 1, "heading": 36, "heading_with_value": 4, "row": 171},
        "003": {"heading": 22, "row": 100},
        "004": {
            "header": 21,
            "heading": 29,
            "heading_with_value": 1,
            "row": 110,
            "continuation": 2,
            "prose": 12,
        },
    }


@every_report
def test_titles_stand_above_the_table_across_its_width(report: str) -> None:
    book = shipped(report)
    for form in TITLES[report]["forms"]:
        sheet = book[form["sheet"]]
        lines = [*TITLES[report].get("head", []), *form["title"]]
        above = [[plain(cell.value) for cell in row] for row in sheet.iter_rows(max_row=len(lines))]
        assert ["".join(cells) for cells in above] == [plain("".join(line)) for line in lines]
        spans = {str(span) for span in sheet.merged_cells.ranges}
        last = len(lines)
        assert f"A{last}:E{last}" in spans


@pytest.mark.parametrize(("report", "headers"), [("000", 13), ("002", 0), ("003", 1), ("004", 10)])
def test_two_line_headers_are_merged(report: str, headers: int) -> None:
    found = 0
    for sheet in shipped(report).worksheets:
        spans = {str(span) for span in sheet.merged_cells.ranges}
        for row in (cell.row for cell in sheet["C"] if str(cell.value).startswith("Kết quả")):
            found += 1
            assert spans >= {f"{column}{row}:{column}{row + 1}" for column in "ABE"}
            assert f"C{row}:D{row}" in spans
    assert found == headers


@every_report
def test_values_are_text_as_printed_and_blanks_are_empty(report: str) -> None:
    book = shipped(report)
    for row in rows(report):
        if row["kind"] in ("header", "prose"):
            continue
        sheet, address = cell_of(report, int(row["line"]))
        assert book[sheet][address].value == (row["printed_value"] or None)


def test_options_are_typed_on_lines_where_the_report_prints_them_so() -> None:
    measures: dict[str, set[object]] = {}
    for report in REPORTS:
        measures[report] = {cell.value for sheet in shipped(report) for cell in sheet["C"]}
    assert "Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2" in measures["000"] & measures["002"]
    assert "Trực tuyến = 0\nPhát phiếu = 1\nKết hợp = 2" in measures["003"] & measures["004"]
    assert "Chưa có = 0\n2 cấp = 1\n3 cấp = 2" in measures["003"]


@every_report
def test_no_text_but_the_known(report: str) -> None:
    """Signatures and prose name people. A text from anywhere else does not enter the files."""
    known = set(texts(TITLES[report])) | {plain(row[c]) for row in rows(report) for c in COLUMNS}
    book = shipped(report)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {plain(cell.value) for cell in cells} - known == set()
    assert not [cell for cell in cells if cell.comment]
    assert book.properties.creator == "Văn phòng"
    assert book.properties.lastModifiedBy is None


def test_prose_is_not_drawn() -> None:
    sheet = shipped("004")["Phụ lục II"]
    assert [cells[2:] for cells in table(sheet)[1:]] == [("", "", "")] * 7


@every_report
def test_a_redraw_changes_nothing(report: str) -> None:
    again, before = drawn(report, Drawing()), shipped(report)
    assert draw(report) == draw(report)
    for sheet in before:
        assert list(again[sheet.title].values) == list(sheet.values)
        assert again[sheet.title].merged_cells.ranges == sheet.merged_cells.ranges


@every_report
def test_expected_figures_stand_where_cell_of_says(report: str) -> None:
    book = shipped(report)
    for figure in expected(report):
        sheet, address = cell_of(report, figure.line)
        assert book[sheet][address].value == figure.printed


def test_what_the_reader_must_find() -> None:
    assert {report: len(expected(report)) for report in REPORTS} == {
        "000": 80,
        "002": 95,
        "003": 13,
        "004": 82,
    }
    assert Expected("dossiers_resolved", "commune", 22979, 414, "BM3", "22.979") in expected("000")
    assert Expected("online_dossier_rate", "", 1.5, 524, "BM7", "1,5") in expected("000")
    assert Expected("dossiers_received", "district", 4304, 83, "PL2", "4,304") in expected("002")


@every_report
def test_a_quarantined_value_is_printed_but_not_expected(report: str) -> None:
    loaded = {figure.line for figure in expected(report)}
    for row in quarantined(report):
        assert row["printed_value"]
        assert int(row["line"]) not in loaded


def test_no_cell_for_a_line_that_is_not_drawn() -> None:
    with pytest.raises(LookupError, match="line 209"):
        cell_of("004", 209)


@pytest.mark.parametrize(
    "drawing",
    [
        Drawing(blank_first_column=True),
        Drawing(nfd=True),
        Drawing(start_row=6),
        Drawing(repeat_header_every=7),
        Drawing(reverse_sheets=True),
        Drawing(blank_first_column=True, nfd=True, repeat_header_every=9, start_row=3),
    ],
    ids=str,
)
@every_report
def test_another_drawing_holds_the_same_rows(report: str, drawing: Drawing) -> None:
    sheets = drawn(report, drawing).worksheets
    forms = TITLES[report]["forms"]
    for sheet, form in zip(sheets, forms[::-1] if drawing.reverse_sheets else forms, strict=True):
        assert plain(sheet.title) == form["sheet"]
        ruled = table(sheet, left=1 if drawing.blank_first_column else 0)
        assert [cells for cells in ruled if not is_header(cells)] == body(report, form)


@every_report
def test_one_sheet_holds_the_forms_below_each_other(report: str) -> None:
    (sheet,) = drawn(report, Drawing(one_sheet=True)).worksheets
    forms = TITLES[report]["forms"]
    assert table(sheet) == [cells for form in forms for cells in printed(report, form)]
    titles = [plain(cell.value) for cell in sheet["A"]]
    places = [titles.index(plain("".join(form["title"][-1]))) for form in forms]
    assert places == sorted(places)


def test_decomposed_text_is_decomposed_everywhere() -> None:
    (sheet,) = drawn("002", Drawing(nfd=True)).worksheets
    for value in [sheet.title, *(value for row in sheet.values for value in row if value)]:
        assert unicodedata.is_normalized("NFD", str(value))


def test_the_drawing_starts_where_it_is_told() -> None:
    sheet = drawn("003", Drawing(blank_first_column=True, start_row=6)).worksheets[0]
    assert sheet["B6"].value == "PHỤ LỤC SỐ II"
    assert not any(cell.value for row in sheet["A1:E5"] for cell in row)
    assert not any(cell.value for cell in sheet["A"])


def test_headers_are_repeated_elsewhere() -> None:
    sheet = drawn("004", Drawing(repeat_header_every=20))["Phụ lục III"]
    body_rows = len(body("004", TITLES["004"]["forms"][2]))
    headers = [cells for cells in table(sheet) if cells[0] == "STT"]
    assert len(headers) == -(-body_rows // 20)


@pytest.mark.parametrize(
    ("printed_value", "measure", "cell"),
    [
        ("22.979", "Hồ sơ", (22979, "#,##0")),
        ("4,304", "Hồ sơ", (4304, "#,##0")),
        ("1.220.963", "Triệu đồng", (1220963, "#,##0")),
        ("04", "Người", (4, "General")),
        ("30", "%", (30, "General")),
        ("0", "%", (0, "General")),
        ("100%", "%", (1, "0%")),
        ("0%", "%", (0, "0%")),
        ("1,5", "%", (0.015, "0.0%")),
        ("60,22", "%", (0.6022, "0.00%")),
        ("25,65", "", (25.65, "0.00")),
        ("Đảm bảo", "", ("Đảm bảo", "@")),
        ("13/13 đơn vị", "%", ("13/13 đơn vị", "@")),
    ],
)
def test_typing_a_figure_as_a_number(printed_value: str, measure: str, cell: object) -> None:
    assert typed(printed_value, measure) == cell


@every_report
def test_typed_figures_mean_what_is_expected(report: str) -> None:
    book = drawn(report, Drawing(typed_numbers=True))
    for figure in expected(report):
        sheet, address = cell_of(report, figure.line)
        cell = book[sheet][address]
        assert cell.data_type == "n"
        scale = 100 if cell.number_format.endswith("%") else 1
        assert cell.value * scale == pytest.approx(figure.value)
