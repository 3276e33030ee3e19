"""Every other format gives the same kind of grid: .xls, .ods, .csv and .tsv, Word tables."""

import io
import unicodedata
import zipfile
from datetime import datetime
from typing import Any

import pytest
import xlwt  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from etl import reference
from etl.interpret import interpret
from etl.readers import read_workbook
from etl.workbook import Sheet, UnreadableWorkbookError

HEADER = ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu")
TITLE = "Báo cáo quý I năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"


def sheets(data: bytes, name: str = "") -> tuple[Sheet, ...]:
    return read_workbook(data, name).sheets


def said(sheet: Sheet) -> dict[str, str]:
    return {cell.address: f"{cell.kind} {cell.text}{' %' * cell.percent}" for cell in sheet.cells.values()}


def zipped(**parts: str) -> bytes:
    """A package; two underscores in a name are a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/") + ("" if name == "mimetype" else ".xml"), text)
    return out.getvalue()


# Text


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_and_separators_are_found(separator: str, encoding: str) -> None:
    lines = [TITLE, separator.join(HEADER), separator.join(("1", "Hồ sơ tiếp nhận", "Hồ sơ", "22.979"))]
    (sheet,) = sheets("\r\n".join(lines).encode(encoding), "phu luc.csv")
    assert sheet.name == "phu luc"
    assert [cell.text for cell in sheet.rows[3]] == ["1", "Hồ sơ tiếp nhận", "Hồ sơ", "22.979"]
    assert {cell.kind for cell in sheet.cells.values()} == {"text"}


def test_the_vietnamese_windows_code_page_gives_composed_letters() -> None:
    text = "Tỷ lệ; Đơn vị; Số liệu\nHồ sơ; huyện Lắk; 5"
    (sheet,) = sheets(loose(text).encode("cp1258"))
    assert [cell.text for cell in sheet.rows[2]] == ["Hồ sơ", "huyện Lắk", "5"]
    assert all(unicodedata.is_normalized("NFC", cell.text) for cell in sheet.cells.values())


def loose(text: str) -> str:
    """As cp1258 can write it: letters with their own mark, the tone behind them."""
    tones = "\u0300\u0301\u0309\u0303\u0323"
    out = ""
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in marks[1:] if mark in tones)
        out += unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)) + tone
    return out


def test_decimal_commas_do_not_pass_for_separators() -> None:
    (sheet,) = sheets("Chỉ tiêu;Quý I;Quý II\nTỷ lệ;98,5;99,2\nTỷ lệ quá hạn;1,5;0,8\n".encode())
    assert said(sheet)["B2"] == "text 98,5"


def test_a_quoted_line_break_stays_in_its_cell() -> None:
    (sheet,) = sheets('a,"dòng 1\ndòng ""2""",b\nc,d,e\n'.encode())
    assert said(sheet)["B1"] == 'text dòng 1\ndòng "2"'
    assert said(sheet)["C2"] == "text e"


def test_a_quotation_mark_that_never_closes_swallows_nothing() -> None:
    with pytest.raises(UnreadableWorkbookError, match="ngoặc kép"):
        sheets(b'a,b\n"c,d\ne,f\n')


def test_the_hint_for_excel_is_taken() -> None:
    (sheet,) = sheets(b"sep=;\r\na,b;c\r\n")
    assert said(sheet) == {"A1": "text a,b", "B1": "text c"}


@given(
    st.lists(st.lists(st.sampled_from(["1", "chữ", "22.979", "1,5"]), min_size=3, max_size=3), min_size=2, max_size=9)
)
def test_semicolons_and_tabs_never_mix_up_cells(rows: list[list[str]]) -> None:
    for separator in ";\t":
        (sheet,) = sheets("\n".join(separator.join(row) for row in rows).encode())
        assert [[cell.text for cell in cells] for cells in sheet.rows.values()] == rows


# OpenDocument

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text", "style"))
CALCEXT = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def ods(tables: str, styles: str = "") -> bytes:
    return zipped(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content=f"<office:document-content {NAMES} {CALCEXT}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>",
    )


def ods_cell(kind: str, text: str = "", **more: str) -> str:
    given = " ".join(f'{name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<table:table-cell office:value-type="{kind}" {given}><text:p>{text}</text:p></table:table-cell>'


def test_values_of_an_open_document() -> None:
    cells = [
        ods_cell("string", "a<text:s text:c='2'/>b<office:annotation><text:p>ghi chú</text:p></office:annotation>"),
        ods_cell("float", "22.979", office__value="22979"),
        ods_cell("percentage", "53,39%", office__value="0.5339"),
        ods_cell("date", "12/06/24", office__date_value="2024-06-12"),
        ods_cell("time", "6:00", office__time_value="PT06H00M00S"),
        ods_cell("boolean", "TRUE", office__boolean_value="true"),
        ods_cell("string", "#DIV/0!", calcext__value_type="error", table__formula="of:=1/0"),
        ods_cell("float", "Err:502", office__value="0", table__formula="of:=SUM()"),
        '<table:table-cell table:formula="of:=[.A1]"/>',
    ]
    (sheet,) = sheets(
        ods(f"<table:table table:name='Biểu 1'><table:table-row>{''.join(cells)}</table:table-row></table:table>")
    )
    assert said(sheet) == {
        "A1": "text a  b", "B1": "number 22979", "C1": "number 0.5339 %", "D1": "date 2024-06-12 00:00:00",
        "E1": "date 06:00:00", "F1": "boolean TRUE", "G1": "error #DIV/0!", "H1": "error Err:502",
        "I1": "formula =[.A1]",
    }  # fmt: skip


def test_repeats_merges_and_what_is_hidden_in_an_open_document() -> None:
    twice = ods_cell("float", "1", office__value="1", table__number_columns_repeated="2")
    merged = ods_cell("string", "gộp", table__number_columns_spanned="2", table__number_rows_spanned="2")
    table = f"""<table:table table:name="Ẩn" table:style-name="ta1">
      <table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
      <table:table-row table:number-rows-repeated="3">
        <table:table-cell table:number-columns-repeated="16384"/></table:table-row>
      <table:table-row table:visibility="collapse">{twice}{merged}
        <table:covered-table-cell/></table:table-row>
      <table:table-row table:number-rows-repeated="2">{ods_cell("string", "x")}</table:table-row>
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>"""
    style = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    (sheet,) = sheets(ods(table, style))
    assert said(sheet) == {"A4": "number 1", "B4": "number 1", "C4": "text gộp", "A5": "text x", "A6": "text x"}
    assert sheet.merged == ((4, 3, 5, 4),)
    assert (sheet.hidden, set(sheet.hidden_rows), set(sheet.hidden_columns)) == (True, {4}, {3})


# Excel 97-2003


def test_an_old_workbook() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Biểu 1")
    sheet.write_merge(0, 0, 0, 3, "Tiêu đề")
    for column, (value, shown) in enumerate(
        [("Lắk", "@"), (22979, "#,##0"), (0.5339, "0.00%"), (datetime(2024, 6, 12), "dd/mm/yyyy"), (True, "General")]
    ):
        style = xlwt.XFStyle()
        style.num_format_str = shown
        sheet.write(1, column, value, style)
    sheet.write(2, 0, 12.5)
    sheet.row(2).hidden = True
    sheet.col(4).hidden = True
    book.add_sheet("Ẩn").visibility = 1
    out = io.BytesIO()
    book.save(out)
    first, second = sheets(out.getvalue())
    assert said(first) == {
        "A1": "text Tiêu đề", "A2": "text Lắk", "B2": "number 22979", "C2": "number 0.5339 %",
        "D2": "date 2024-06-12 00:00:00", "E2": "boolean TRUE", "A3": "number 12.5",
    }  # fmt: skip
    assert (first.merged, set(first.hidden_rows), set(first.hidden_columns)) == (((1, 1, 1, 4),), {3}, {5})
    assert (first.hidden, second.hidden) == (False, True)


def test_an_error_in_an_old_workbook_stays_one() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    sheet.row(0).set_cell_error(0, "#DIV/0!")
    out = io.BytesIO()
    book.save(out)
    assert said(sheets(out.getvalue())[0]) == {"A1": "error #DIV/0!"}


# Word

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str) -> bytes:
    return zipped(word__document=f"<w:document {WORD}><w:body>{body}</w:body></w:document>")


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_row(*cells: str, properties: str = "") -> str:
    def cell(text: str) -> str:
        shape, _, shown = text.rpartition("|")
        return f"<w:tc><w:tcPr>{shape}</w:tcPr>{paragraph(shown)}</w:tc>"

    return f"<w:tr>{properties}{''.join(map(cell, cells))}</w:tr>"


def test_a_word_table_is_a_sheet_with_the_lines_above_it() -> None:
    body = paragraph(TITLE) + "<w:p/>" + paragraph("Biểu 1")
    body += f"<w:tbl>{word_row(*HEADER)}{word_row('1', 'Hồ sơ', 'hồ sơ', '22.979')}</w:tbl>"
    body += paragraph("Giữa") + f"<w:tbl>{word_row('a', 'b')}</w:tbl>" + paragraph("Nơi nhận")
    first, second = sheets(docx(body))
    assert [cell.text for cell in first.rows[4]] == ["1", "Hồ sơ", "hồ sơ", "22.979"]
    assert first.merged == ((1, 1, 1, 4), (2, 1, 2, 4))
    assert said(second) == {"A1": "text Giữa", "A2": "text a", "B2": "text b", "A3": "text Nơi nhận"}


def test_merged_cells_of_a_word_table() -> None:
    table = word_row('<w:vMerge w:val="restart"/>|STT', '<w:gridSpan w:val="2"/>|Kết quả', "Ghi chú")
    table += word_row("<w:vMerge/>|", "ĐVT", "Số liệu", "x") + word_row("1", "2", "3", "4")
    (sheet,) = sheets(docx(f"<w:tbl>{table}</w:tbl>"))
    assert set(sheet.merged) == {(1, 1, 2, 1), (1, 2, 1, 3)}
    assert said(sheet)["D1"] == "text Ghi chú"
    assert said(sheet)["C2"] == "text Số liệu"


def test_what_a_reader_of_the_word_file_does_not_see_is_not_read() -> None:
    row = (
        "<w:tr><w:tc><w:p><w:r><w:t>98</w:t></w:r><w:del><w:r><w:delText>99</w:delText><w:t>99</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>,5</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p></w:tc></w:tr>"
    )
    table = row + word_row("xóa", properties="<w:trPr><w:del/></w:trPr>")
    (sheet,) = sheets(docx(f"<w:sdt><w:sdtContent><w:tbl>{table}</w:tbl></w:sdtContent></w:sdt>"))
    assert said(sheet) == {"A1": "text 98,5"}


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = f"<w:tbl>{word_row('trong')}</w:tbl>"
    (outer, nested) = sheets(docx(f"<w:tbl><w:tr><w:tc>{paragraph('ngoài')}{inner}<w:p/></w:tc></w:tr></w:tbl>"))
    assert (said(outer), said(nested)) == ({"A1": "text ngoài"}, {"A1": "text trong"})


# The same form in each format


def form_rows() -> list[tuple[str, ...]]:
    return [
        (TITLE,),
        HEADER,
        ("1", "Số tiêu chí đã được xác định và công bố", "", ""),
        ("2", "Số hồ sơ TTHC tiếp nhận", "Hồ sơ", "1.234"),
    ]


def as_csv() -> bytes:
    return "\n".join(";".join(row) for row in form_rows()).encode()


def as_word() -> bytes:
    title, *table = form_rows()
    return docx(paragraph(title[0]) + f"<w:tbl>{''.join(word_row(*row) for row in table)}</w:tbl>")


def as_ods() -> bytes:
    rows = "".join(
        f"<table:table-row>{''.join(ods_cell('string', text) if text else '<table:table-cell/>' for text in row)}"
        "</table:table-row>"
        for row in form_rows()
    )
    return ods(f"<table:table table:name='Biểu'>{rows}</table:table>")


def as_xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Biểu")
    for row, texts in enumerate(form_rows()):
        for column, text in enumerate(texts):
            sheet.write(row, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("write", [as_csv, as_word, as_ods, as_xls])
def test_a_form_says_the_same_in_every_format(write: Any) -> None:
    reading = interpret(read_workbook(write(), "bieu.csv"), "bieu.csv", reference.load())
    assert not reading.refused
    cells = [(o.place.cell, o.raw) for o in reading.observations]
    cells += [(p.place.cell, p.found) for p in reading.problems if p.severity == "question"]
    assert [place for place, _ in cells] == ["D4"]
