"""Excel workbooks: the same grid as openpyxl gives, and what openpyxl cannot write."""

import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as ExcelWorkbook
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from etl import wording
from etl.readers import read_workbook
from etl.readers.number_formats import date_text, number_format
from etl.workbook import Cell, Sheet, UnreadableWorkbookError, column_letters, column_number, number_text
from tests.appendices import SHIPPED

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def bytes_of(book: ExcelWorkbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_openpyxl_reads(data: bytes) -> list[Any]:
    """Names, states, cells, merged ranges and hidden rows, from the library that we measure ourselves against."""
    found = []
    for sheet in load_workbook(io.BytesIO(data), data_only=True).worksheets:
        cells = {
            (cell.row, cell.column): _said(cell)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        merged = {(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges}
        hidden_rows = {row for row, shape in sheet.row_dimensions.items() if shape.hidden}
        found.append((sheet.title, sheet.sheet_state != "visible", cells, merged, hidden_rows))
    return found


def _said(cell: Any) -> tuple[str, str, bool]:
    value = cell.value
    if cell.data_type == "e":
        return "error", str(value), False
    if isinstance(value, bool):
        return "boolean", str(value).upper(), False
    if isinstance(value, int | float):
        return "number", number_text(value), "%" in cell.number_format
    return ("text" if isinstance(value, str) else "date"), str(value), False


def as_we_read(data: bytes, *, formulas: bool = False) -> list[Any]:
    found = []
    for sheet in read_workbook(data).sheets:
        cells = {
            place: (cell.kind, cell.text, cell.percent)
            for place, cell in sheet.cells.items()
            if formulas or cell.kind != "formula"
        }
        found.append((sheet.name, sheet.hidden, cells, set(sheet.merged), set(sheet.hidden_rows)))
    return found


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.xlsx")), ids=lambda file: file.name[:20])
def test_the_shipped_appendices_read_as_openpyxl_reads_them(file: Path) -> None:
    assert as_we_read(file.read_bytes()) == as_openpyxl_reads(file.read_bytes())


# Marks that nobody sees are no text of a cell: what is taken out of it is tried with the hostile names.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="_\ufffe\uffff"), max_size=20
).map(wording.seen)
VALUES = st.one_of(
    st.tuples(TEXTS.filter(lambda text: not text.startswith("=")), st.just("@")),
    st.tuples(st.integers(-(10**14), 10**14), st.sampled_from(["General", "#,##0", "0%"])),
    st.tuples(st.floats(-1e12, 1e12, allow_nan=False), st.sampled_from(["General", "0.00", "0.0%"])),
    st.tuples(st.booleans(), st.just("General")),
    st.tuples(
        st.sampled_from(["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"]), st.just("General")
    ),
    st.tuples(
        st.datetimes(datetime(1901, 1, 1), datetime(2099, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
        st.sampled_from(["dd/mm/yyyy", "d-mmm-yy", "yyyy-mm-dd hh:mm:ss"]),
    ),
)
CELLS = st.dictionaries(st.tuples(st.integers(2, 40), st.integers(1, 30)), VALUES, max_size=25)
MERGES = st.sets(st.integers(0, 9).map(lambda n: (3 + 4 * n, 2, 4 + 4 * n, 2 + n % 3)), max_size=4)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(CELLS, MERGES, st.sets(st.integers(2, 40), max_size=3), st.booleans()), min_size=1, max_size=3)
)
def test_whatever_openpyxl_writes_reads_back_as_it_reads_it(sheets: list[Any]) -> None:
    book = ExcelWorkbook()
    for number, (cells, merges, hidden_rows, hidden) in enumerate(sheets):
        sheet = book.worksheets[0] if not number else book.create_sheet(f"Biểu {number}")
        sheet.cell(60, 31).value = "the far corner of what is used"
        for (row, column), (value, shown) in cells.items():
            cell = sheet.cell(row, column)
            cell.value, cell.number_format = value, shown
        for top, left, bottom, right in merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in hidden_rows:
            sheet.row_dimensions[row].hidden = True
        if hidden and number:
            sheet.sheet_state = "hidden"
    data = bytes_of(book)
    assert as_we_read(data) == as_openpyxl_reads(data)


def test_a_percent_sign_counts_only_where_it_scales_the_number() -> None:
    shown = {
        "0%": True, "0.00%": True, '0.00" %"': False, "0\\%": False, "#,##0_%": False, "[Red]0.0%": True,
        "0%;-0%": True, "General": False, "@": False,
    }  # fmt: skip
    assert {code: number_format(code).percent(0.5) for code in shown} == shown


@pytest.mark.parametrize(
    ("code", "value", "percent"),
    [("[<=1]0%;0.00", 0.5, True), ("[<=1]0%;0.00", 5, False), ("0%;0", -1, False), ("0;0;0%", 0, True)],
)
def test_the_part_of_a_format_that_a_value_falls_under_decides(code: str, value: float, percent: bool) -> None:
    assert number_format(code).percent(value) is percent


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("dd/mm/yyyy", 45455, "2024-06-12 00:00:00"),
        ("[$-42A]dd mmmm yyyy", 45455.5, "2024-06-12 12:00:00"),
        ("h:mm", 0.25, "06:00:00"),
        ("[h]:mm", 1.5, "1 day, 12:00:00"),
        ("dd/mm/yyyy", 1, "1900-01-01 00:00:00"),
        ("dd/mm/yyyy", 1e12, None),
    ],
)
def test_dates(code: str, value: float, text: str | None) -> None:
    assert number_format(code).date
    assert date_text(value, number_format(code)) == text


@pytest.mark.parametrize(
    "code", ['#,##0 "hồ sơ"', "0.00E+00", "[Red]#,##0", "_-* #,##0 _₫_-", "General", "[>=100]0;0.0"]
)
def test_these_formats_are_no_dates(code: str) -> None:
    assert not number_format(code).date


def test_dates_of_a_workbook_that_counts_from_1904() -> None:
    book = ExcelWorkbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0]["A1"] = datetime(2024, 6, 12)
    assert only_sheet(bytes_of(book)).cells[1, 1] == Cell(1, 1, "date", "2024-06-12 00:00:00")


def test_what_stands_under_a_merged_range_is_not_there() -> None:
    data = drawn(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    )
    sheet = only_sheet(data)
    assert set(sheet.cells) == {(1, 1)}
    assert sheet.merged_at(1, 2) == sheet.merged_at(2, 1) == (1, 1, 2, 2)


def test_hidden_columns_up_to_the_last_that_is_used() -> None:
    data = drawn('<row r="1"><c r="C1"><v>1</v></c></row>', before='<cols><col min="2" max="16384" hidden="1"/></cols>')
    assert only_sheet(data).hidden_columns == {2, 3}


def only_sheet(data: bytes) -> Sheet:
    (sheet,) = read_workbook(data).sheets
    return sheet


def drawn(
    rows: str,
    *,
    before: str = "",
    after: str = "",
    strings: str = "",
    namespace: str = MAIN,
    encoding: str = "utf-8",
    target: str = "worksheets/sheet1.xml",
) -> bytes:
    """A workbook of one sheet from its XML."""
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    tab = '<sheet name="Biểu 1" sheetId="1" r:id="rId1"/>'
    book = f'<workbook xmlns="{namespace}" xmlns:r="{LINKS}"><sheets>{tab}</sheets></workbook>'
    link = '<Relationship Id="{}" Type="' + LINKS + '/{}" Target="{}"/>'
    links = link.format("rId1", "worksheet", target) + link.format("rId2", "sharedStrings", "sharedStrings.xml")
    sheet = f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    parts = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": f'<sst xmlns="{namespace}">{strings}</sst>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, (head + text).encode(encoding))
    return out.getvalue()


def said(data: bytes) -> dict[str, str]:
    return {cell.address: f"{cell.kind} {cell.text}" for cell in only_sheet(data).cells.values()}


def test_every_kind_of_stored_value() -> None:
    rows = """<row r="1">
      <c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>thẳng</t></is></c>
      <c r="D1" t="e"><v>#DIV/0!</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="str"><f>A1</f><v>chữ</v></c>
      <c r="G1"><f>SUM(A1:A2)</f></c><c r="H1" t="d"><v>2024-06-12</v></c><c r="I1"><v>1.50</v></c>
      <c r="J1" t="str"><f>IF(A1="","","x")</f><v></v></c><c r="K1"><f>A2</f><v></v></c>
      <c r="L1" t="e"><f>1/0</f><v/></c><c r="M1"><v>007</v></c><c r="N1"><v>1E3</v></c><c r="O1"><v>NaN</v></c>
      <c r="P1"><v>1_000</v></c>
      <c r="Q1" s="7"/>
    </row>"""
    strings = """<si><t>Số_x000D_ liệu</t></si>
      <si><r><t>22</t></r><r><rPr><b/></rPr><t>.979</t></r>
      <rPh sb="0" eb="1"><t>ニ</t></rPh><phoneticPr fontId="1"/></si>"""
    assert said(drawn(rows, strings=strings)) == {
        "A1": "text Số\r liệu", "B1": "text 22.979", "C1": "text thẳng", "D1": "error #DIV/0!", "E1": "boolean TRUE",
        "F1": "text chữ", "G1": "formula =SUM(A1:A2)", "H1": "date 2024-06-12 00:00:00", "I1": "number 1.5",
        "K1": "formula =A2", "L1": "error #ERROR!", "M1": "number 7", "N1": "number 1000", "O1": "error NaN",
        "P1": "text 1_000",
    }  # fmt: skip


def test_rows_and_cells_without_addresses_follow_each_other() -> None:
    rows = (
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row>"
        "<row r='5'><c r='B5'><v>5</v></c><c><v>6</v></c></row><row><c><v>7</v></c></row>"
    )
    assert said(drawn(rows)) == {
        "A1": "number 1",
        "C1": "number 3",
        "B5": "number 5",
        "C5": "number 6",
        "A6": "number 7",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("namespace", [MAIN, STRICT])
@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "./worksheets\\sheet1.xml"])
def test_dialects_of_the_package(encoding: str, namespace: str, target: str) -> None:
    data = drawn(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        strings="<si><t>Lắk</t></si>",
        namespace=namespace,
        encoding=encoding,
        target=target,
    )
    assert said(data) == {"A1": "text Lắk"}


def test_a_chart_sheet_is_no_sheet() -> None:
    book = ExcelWorkbook()
    book.worksheets[0]["A1"] = 1
    book.create_chartsheet("Biểu đồ", 0)
    assert [sheet.name for sheet in read_workbook(bytes_of(book)).sheets] == ["Sheet"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
        '<row r="1"><c r="ZZZZ1"><v>9</v></c></row>',
        '<row r="0"><c><v>9</v></c></row>',
        "<row",
    ],
)
def test_damaged_sheets_are_refused_not_half_read(rows: str) -> None:
    with pytest.raises(UnreadableWorkbookError):
        read_workbook(drawn(rows))


def test_two_far_cells_cost_two_cells() -> None:
    sheet = only_sheet(
        drawn('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    )
    assert set(sheet.cells) == {(1, 1), (1048576, 16384)}
    assert list(sheet.rows) == [1, 1048576]


def test_a_large_part_reads_as_a_small_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (sorted(SHIPPED.glob("*.xlsx"))[0]).read_bytes()
    small = read_workbook(data)
    monkeypatch.setattr("etl.readers.package._SMALL_TREE", 100)
    assert read_workbook(data) == small


@given(st.integers(1, 16384))
def test_letters_of_columns(column: int) -> None:
    assert column_number(column_letters(column)) == column


def test_durations_are_dates() -> None:
    book = ExcelWorkbook()
    book.worksheets[0]["A1"] = timedelta(hours=30)
    assert said(bytes_of(book)) == {"A1": "date 1 day, 6:00:00"}


# ---- cells read off the text of a sheet, and those that its tree gives -----------------------------------------------

USUAL = '<c r="B2"><v>5</v></c>'
AS_THE_TREE_GIVES = [
    ('<c r="A1" t="inlineStr"><is><t>Hồ sơ &amp; số &#7875;</t></is></c>', (1, 1, "text", "Hồ sơ & số ể")),
    ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a\r\nb_x000D_</t></is></c>', (1, 1, "text", " a\nb\r")),
    ('<c r="A1"><v>007.50</v></c>', (1, 1, "number", "7.5")),
    ('<c r="A1" t="e"><v>#DIV/0!</v></c>', (1, 1, "error", "#DIV/0!")),
    ('<c r="A1" t="e"><v></v></c>', (1, 1, "error", "#ERROR!")),
    ('<c r="A1" t="b"><v>1</v></c>', (1, 1, "boolean", "TRUE")),
    ('<c r="A1" t="str"><v>&lt;10</v></c>', (1, 1, "text", "<10")),
    ('<c r="A1"><f>SUM(B1:B2)</f><v>7</v></c>', (1, 1, "number", "7")),
    ('<c r="A1"><f>SUM(B1:B2)</f></c>', (1, 1, "formula", "=SUM(B1:B2)")),
    ('<c r="A1"><is><r><t>rich</t></r><r><t> text</t></r></is></c>', (1, 1, "text", "rich text")),
    ("<c r='A1'><v>8</v></c>", (1, 1, "number", "8")),
    ('<c t="str" r="A1"><v>x</v></c>', (1, 1, "text", "x")),
    ("<c><v>9</v></c>", (1, 1, "number", "9")),
    ('<!-- <c r="A1"><v>5</v></c> --><c r="A1"><v>6</v></c>', (1, 1, "number", "6")),
    ('<c r="A1" t="str"><v><![CDATA[<c r="C1"><v>5</v></c>]]></v></c>', (1, 1, "text", '<c r="C1"><v>5</v></c>')),
    ('<?note <c r="C1"><v>5</v></c>?><c r="A1"><v>6</v></c>', (1, 1, "number", "6")),
    ('<x:c xmlns:x="urn:other" r="C1"><x:v>5</x:v></x:c><c r="A1"><v>6</v></c>', (1, 1, "number", "6")),
]


@pytest.mark.parametrize(("cell", "expected"), AS_THE_TREE_GIVES)
def test_cells_are_the_same_in_whatever_way_they_are_written(cell: str, expected: tuple[Any, ...]) -> None:
    rows = f'<row r="1">{cell}</row><row r="2" hidden="1">{USUAL}</row>'
    for data in (drawn(rows), drawn(rows, before="<!-- a tree, then -->"), drawn(rows, encoding="utf-16")):
        sheet = only_sheet(data)
        assert sorted(cell[:4] for cell in sheet.cells.values()) == [expected, (2, 2, "number", "5")]
        assert sheet.hidden_rows == {2}


@pytest.mark.parametrize("cell", ['<c r="A1"><v>1 & 2</v></c>', '<c r="A1"><v>&none;</v></c>', '<c r="A1"><v>1</c>'])
def test_a_sheet_that_is_no_xml_is_damaged(cell: str) -> None:
    with pytest.raises(UnreadableWorkbookError, match="hỏng"):
        read_workbook(drawn(f'<row r="1">{cell}</row>'))
