"""Marking an .xlsx changes the cells that are marked and nothing else, however the file is built."""

import re
import zipfile
from io import BytesIO

import pytest
from lxml import etree

from etl.model import Place
from etl.problems import SEVERITIES, problem
from etl.readers import read_workbook
from etl.returned import NotReturnableError, returned_workbook
from etl.returned_words import AUTHOR, SHEET
from tests.returning import (
    at,
    boxes,
    comments,
    listed,
    looks,
    office_workbook,
    opened,
    parts,
    repacked,
    sent_back,
    worksheet,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_only_the_parts_that_must_change_do() -> None:
    data = office_workbook()
    before, after = parts(data), parts(sent_back(data, at("D3", found="-5", expected="số hồ sơ")).data)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    }
    assert {name for name in after if name not in before} == {"xl/worksheets/sheet3.xml"}
    assert any(name.startswith("xl/media/") for name in before.keys() - changed)
    assert any(name.startswith("xl/charts/") for name in before.keys() - changed)


def test_of_the_sheet_only_the_style_of_the_cell_changes() -> None:
    data = office_workbook()
    before = parts(data)["xl/worksheets/sheet1.xml"]
    after = parts(sent_back(data, at("D3", found="-5")).data)["xl/worksheets/sheet1.xml"]
    style = re.compile(rb'(<c r="D3" s=")\d+(")')
    assert after != before
    assert style.sub(rb"\1\2", after) == style.sub(rb"\1\2", before)


def test_every_other_cell_looks_as_before() -> None:
    data = office_workbook()
    made = sent_back(data, at("D3", found="-5"), at("B4", "row_unknown", found="Số hồ sơ"))
    marked = ("Biểu 1!D3", "Biểu 1!B4")
    assert looks(made.data, marked) == looks(data, marked)
    was, now = (worksheet(one) for one in (data, made.data))
    assert now.merged_cells.ranges == was.merged_cells.ranges
    assert now.column_dimensions["B"].width == 52
    assert now.row_dimensions[2].height == 33
    assert (now.freeze_panes, now.print_title_rows) == ("A3", "$1:$2")
    assert [len(getattr(now, name)) for name in ("_images", "_charts")] == [1, 1]
    assert now.data_validations.count == 1
    assert len(now.conditional_formatting) == 1
    assert opened(made.data)["Ghi chú"].protection.sheet


def test_a_marked_cell_keeps_all_but_its_ground() -> None:
    data = office_workbook()
    made = sent_back(data, at("D4", found="-5"))
    was, now = opened(data)["Biểu 1"]["D4"], opened(made.data)["Biểu 1"]["D4"]
    for shape in ("number_format", "border", "font", "alignment", "protection"):
        assert repr(getattr(now, shape)) == repr(getattr(was, shape))
    assert now.fill.fgColor.rgb == "FFFAC9C0"


def test_white_letters_on_a_dark_ground_stay_readable() -> None:
    now = opened(sent_back(office_workbook(), at("D3", found="-5")).data)["Biểu 1"]["D3"]
    assert now.font.color.rgb == "FF000000"
    assert now.font.b


def test_comments_of_others_stay_and_ours_is_put_below() -> None:
    made = sent_back(office_workbook(), at("D5", found="-5"), at("D3", found="-5"))
    found = comments(made.data)
    assert found["Biểu 1!E5"] == "Số này đã đối chiếu"
    assert found["Biểu 1!D5"].startswith("Hỏi lại phòng Nội vụ\n")
    assert found["Biểu 1!D5"].count(SEVERITIES["refused"]) == 1
    assert found["Biểu 1!D3"].startswith(SEVERITIES["refused"])
    assert opened(made.data)["Biểu 1"]["D5"].comment.author == "Văn thư"
    assert opened(made.data)["Biểu 1"]["D3"].comment.author == AUTHOR
    assert sorted(boxes(made.data)) == [(3, 4), (5, 4), (5, 5)]


def test_several_problems_of_a_cell_share_one_comment_and_the_gravest_colours_it() -> None:
    made = sent_back(office_workbook(), at("D3", "rate_high", found="130"), at("D3", found="-5"), at("D3", found="-5"))
    (words,) = (text for place, text in comments(made.data).items() if place == "Biểu 1!D3")
    assert [line.split(":")[0] for line in words.split("\n")] == [SEVERITIES["refused"], SEVERITIES["warning"]]
    assert opened(made.data)["Biểu 1"]["D3"].fill.fgColor.rgb == "FFFAC9C0"
    assert len(listed(made.data)) == 2
    assert (made.cells, made.lines, made.to_correct) == (1, 2, 1)


def test_a_problem_under_a_merged_range_stands_where_its_text_is_shown() -> None:
    assert "Biểu 1!A1" in comments(sent_back(office_workbook(), at("C1", "period_missing")).data)


def test_cells_and_rows_that_are_not_there_are_made_in_order() -> None:
    data = office_workbook()
    made = sent_back(data, *(at(cell, found="x") for cell in ("C9", "AA4", "A7", "C7", "H3", "A2")))
    assert {"Biểu 1!C9", "Biểu 1!AA4", "Biểu 1!A7", "Biểu 1!C7", "Biểu 1!H3"} <= comments(made.data).keys()
    body = parts(made.data)["xl/worksheets/sheet1.xml"]
    rows = [int(row) for row in re.findall(rb'<row r="(\d+)"', body)]
    assert rows == sorted(set(rows)) == [1, 2, 3, 4, 5, 7, 9]
    for row in (3, 4, 7):
        cells = re.findall(rb'<c r="([A-Z]+)%d"' % row, body)
        assert cells == sorted(cells, key=lambda letters: (len(letters), letters))
    assert looks(made.data, comments(made.data)).items() >= looks(data, comments(made.data)).items()


def test_a_place_without_a_cell_or_of_no_sheet_is_only_listed() -> None:
    made = sent_back(
        office_workbook(),
        at("", "sheet_hidden"),
        problem("unit_missing", Place()),
        at("D5", "figure_vanished", found="5", expected="Biểu 1!D5"),
        at("D5", found="1", sheet="Trang không có"),
        at("x!y", found="1"),
    )
    assert made.cells == 0
    assert [row[:2] for row in listed(made.data)] == [
        (None, "(cả tệp)"), ("Trang không có", "D5"), ("Biểu 1", "x!y"), ("Biểu 1", "(cả trang)"),
        ("Biểu 1", "(cả trang)"),
    ]  # fmt: skip


def test_the_list_leads_to_the_cells_and_says_value_and_what_to_do() -> None:
    made = sent_back(office_workbook(), at("D4", found="-5", expected="số hồ sơ"))
    sheet = opened(made.data)[SHEET]
    (link,) = (cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    assert link.location == "'Biểu 1'!D4"
    assert listed(made.data) == [
        ("Biểu 1", "D4", SEVERITIES["refused"], "-5", at("D4", found="-5", expected="số hồ sơ").sentence),
    ]
    assert opened(made.data).sheetnames == ["Biểu 1", "Ghi chú", SHEET]


def test_texts_are_never_more_than_texts() -> None:
    evil = '=HYPERLINK("http://x")</t>&<!DOCTYPE a>\x01\x0b\ud800_x0041_'
    made = sent_back(office_workbook(), at("D4", found=evil), name='../..\\c:\\a<b>:"|?*\x00\u202exslx.xlsx')
    assert made.name == "a_b________xslx – cần sửa.xlsx"
    (line,) = listed(made.data)
    shown = '=HYPERLINK("http://x")</t>&<!DOCTYPE a>   _x0041_'
    assert opened(made.data)[SHEET]["E6"].data_type == "s"
    assert line[3].replace("_x005F_", "_") == shown
    assert "=HYPERLINK" in comments(made.data)["Biểu 1!D4"]
    assert read_workbook(made.data).sheets[-1].name == SHEET


def test_a_range_is_coloured_and_commented_once() -> None:
    made = sent_back(office_workbook(), at("D3:D5", "column_unknown", found="Số liệu", expected="—"))
    sheet = opened(made.data)["Biểu 1"]
    assert {sheet[cell].fill.fgColor.rgb for cell in ("D3", "D4", "D5")} == {"FFFFE08A"}
    assert made.cells == 1
    assert SEVERITIES["question"] in comments(made.data)["Biểu 1!D3"]
    assert comments(made.data)["Biểu 1!D5"] == "Hỏi lại phòng Nội vụ"


def test_too_many_problems_are_cut_and_said() -> None:
    made = sent_back(office_workbook(), *(at(f"D{row}", found="x") for row in range(3, 12_003)))
    assert (made.cells, made.lines, len(listed(made.data))) == (5_000, 12_000, 10_000)
    said = " ".join(str(row[0]) for row in opened(made.data)[SHEET].iter_rows(max_row=7, values_only=True))
    assert "7000 ô" in said
    assert "2000 điểm khác" in said
    body = b"".join(text for name, text in parts(made.data).items() if name.endswith(".vml"))
    ids = re.findall(rb'id="_x0000_s(\d+)"', body)
    assert len(ids) == len(set(ids))


def test_nothing_to_correct_is_no_workbook() -> None:
    assert returned_workbook(office_workbook(), "a.xlsx", ()) is None
    for_the_record = (at("D3", "wording_understood", found="a", expected="b"), at("", "internal_error", found="ab12"))
    assert returned_workbook(office_workbook(), "a.xlsx", for_the_record) is None


def test_a_file_that_must_not_be_read_is_not_touched() -> None:
    with pytest.raises(NotReturnableError, match="không đọc số liệu từ PDF"):
        returned_workbook(b"%PDF-1.7", "a.pdf", (at("D3", found="1"),))
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w") as package:
        package.writestr("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>')
    with pytest.raises(NotReturnableError, match="DTD"):
        returned_workbook(bomb.getvalue(), "a.xlsx", (at("D3", found="1"),))


# ---- files built in other ways -----------------------------------------------------------------------------------


def prefixed(found: dict[str, bytes]) -> None:
    """As the Open XML SDK writes: every element of the sheet with a prefix."""
    body = found["xl/worksheets/sheet1.xml"].replace(f'xmlns="{MAIN}"'.encode(), f'xmlns:x="{MAIN}"'.encode())
    found["xl/worksheets/sheet1.xml"] = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", body)


def without_addresses(found: dict[str, bytes]) -> None:
    """Rows and cells that say no address follow the one before."""
    body = found["xl/worksheets/sheet1.xml"]
    found["xl/worksheets/sheet1.xml"] = re.sub(rb'<(row|c) r="[A-Z]*\d+"', rb"<\1", body)


def with_controls(found: dict[str, bytes]) -> None:
    """A drawing that Excel writes for buttons is no XML: it has a line break that nothing closes."""
    name = next(name for name in found if name.endswith(".vml"))
    button = b'<v:shape id="_x0000_s1099"><v:textbox><div>A<br>B</div></v:textbox></v:shape>'
    found[name] = found[name].replace(b"</xml>", button + b"</xml>")


def with_macros(found: dict[str, bytes]) -> None:
    found["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 macros"
    types = found["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    default = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    found["[Content_Types].xml"] = types.replace(b"</Types>", default)


def with_unknown(found: dict[str, bytes]) -> None:
    """What no library knows, behind everything of the sheet."""
    more = b'<extLst><ext uri="{A}" xmlns:q="urn:q"><q:row r="3"><q:c r="D3"/></q:row></ext></extLst></worksheet>'
    found["xl/worksheets/sheet1.xml"] = found["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", more)


@pytest.mark.filterwarnings("ignore:Unknown extension")
@pytest.mark.parametrize("change", [prefixed, without_addresses, with_controls, with_macros, with_unknown])
def test_files_of_other_programs_are_marked_in_place(change: object) -> None:
    assert callable(change)
    data = repacked(office_workbook(), change)
    made = sent_back(data, at("D3", found="-5"), at("B8", found="x"), name="biểu.xlsx")
    assert not made.rewritten
    now = opened(made.data)["Biểu 1"]
    assert now["D3"].fill.fgColor.rgb == "FFFAC9C0"
    assert {"Biểu 1!D3", "Biểu 1!B8", "Biểu 1!E5", "Biểu 1!D5"} == comments(made.data).keys()
    assert read_workbook(made.data).sheets[0].cells == read_workbook(data).sheets[0].cells
    before, after = parts(data), parts(made.data)
    assert after.get("xl/vbaProject.bin") == before.get("xl/vbaProject.bin")
    assert made.name == ("biểu – cần sửa.xlsm" if change is with_macros else "biểu – cần sửa.xlsx")
    if change is with_unknown:
        assert b'<q:row r="3"><q:c r="D3"/></q:row>' in after["xl/worksheets/sheet1.xml"]
    if change is with_controls:
        assert any(b"<div>A<br>B</div>" in body for body in after.values())


def test_a_file_that_cannot_be_marked_is_written_anew_and_says_so() -> None:
    def utf16(found: dict[str, bytes]) -> None:
        text = found["xl/worksheets/sheet1.xml"].decode().replace('encoding="UTF-8"', "")
        found["xl/worksheets/sheet1.xml"] = text.encode("utf-16")

    data = repacked(office_workbook(), utf16)
    made = sent_back(data, at("D3", found="-5"))
    assert made.rewritten
    assert read_workbook(made.data).sheets[0].cells == read_workbook(data).sheets[0].cells
    assert "cấu trúc khác thường" in str(opened(made.data)[SHEET]["A5"].value)


THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def with_conversation(found: dict[str, bytes]) -> None:
    """A conversation at D5, as newer Excel keeps it beside the comment."""
    said = '<threadedComment ref="D5" dT="2024-04-02T08:00:00.00" personId="{P1}" id="{T1}"><text>Hỏi lại</text>'
    found["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{THREADS}">{said}</threadedComment></ThreadedComments>'.encode()
    )
    found["xl/persons/person.xml"] = (
        f'<personList xmlns="{THREADS}"><person displayName="Văn thư" id="{{P1}}" userId="a" providerId="None"/>'
        "</personList>"
    ).encode()
    for rels, kind, target in (
        ("xl/worksheets/_rels/sheet1.xml.rels", "threadedComment", "/xl/threadedComments/threadedComment1.xml"),
        ("xl/_rels/workbook.xml.rels", "person", "/xl/persons/person.xml"),
    ):
        link = f'<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/{kind}"'
        more = f'{link} Target="{target}"/></Relationships>'.encode()
        found[rels] = found[rels].replace(b"</Relationships>", more)


def answers(data: bytes) -> list[tuple[str, str]]:
    """What was said in the conversation at D5: who, and how it begins."""
    names = re.findall(r'displayName="([^"]+)" id="([^"]+)"', parts(data)["xl/persons/person.xml"].decode())
    people = {number: name for name, number in names}
    said = parts(data)["xl/threadedComments/threadedComment1.xml"].decode()
    found = re.findall(r'personId="([^"]+)"[^>]*><text>([^<]{7})', said)
    return [(people[who], words) for who, words in found]


def test_what_is_said_in_a_conversation_is_answered_there_too() -> None:
    first = sent_back(repacked(office_workbook(), with_conversation), at("D5", found="-5"), at("D3", found="-5"))
    assert answers(first.data) == [("Văn thư", "Hỏi lại"), (AUTHOR, SEVERITIES["refused"][:7])]
    assert SEVERITIES["refused"] in comments(first.data)["Biểu 1!D5"]
    second = sent_back(first.data, at("D3", found="-5"))
    assert answers(second.data) == [("Văn thư", "Hỏi lại")]


def strict(found: dict[str, bytes]) -> None:
    """As Excel saves "Strict Open XML": other namespaces, the same words."""
    pairs = (
        (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
    )
    for name in found:
        if name.endswith((".xml", ".rels")):
            for loose, tight in pairs:
                found[name] = found[name].replace(loose.encode(), tight.encode())


def test_strict_files_stay_strict() -> None:
    data = repacked(office_workbook(), strict)
    made = sent_back(data, at("D3", found="-5"))
    assert not made.rewritten
    changed = {name for name, body in parts(made.data).items() if parts(data).get(name) != body}
    spreadsheet = [name for name in changed if name.startswith("xl/") and name.endswith(".xml")]
    assert len(spreadsheet) == 5
    assert all(MAIN.encode() not in parts(made.data)[name] for name in spreadsheet)
    assert read_workbook(made.data).sheets[-1].name == SHEET


def test_drawings_of_comments_are_well_formed() -> None:
    made = sent_back(office_workbook(), *(at(f"D{row}", found="x<y>&") for row in range(3, 9)))
    drawings = [body for name, body in parts(made.data).items() if name.endswith(".vml")]
    assert drawings
    for body in drawings:
        shapes = [one for one in etree.fromstring(body) if one.tag.endswith("}shape")]
        assert len({one.get("id") for one in shapes}) == len(shapes) == 7


def test_hidden_and_locked_sheets_are_named() -> None:
    book = opened(office_workbook())
    book["Ghi chú"].sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    made = sent_back(out.getvalue(), at("A1", "sheet_hidden", "Ghi chú"))
    said = [str(row[0]) for row in opened(made.data)[SHEET].iter_rows(max_row=7, values_only=True)]
    assert "Trang đang ẩn, cần bỏ ẩn để sửa: Ghi chú." in said
    assert "Trang đang khóa, ô bị khóa phải mở khóa mới sửa được: Ghi chú." in said
    assert not any(cell.hyperlink for row in opened(made.data)[SHEET].iter_rows() for cell in row)
    assert opened(made.data)["Ghi chú"].sheet_state == "hidden"


# ---- once more ---------------------------------------------------------------------------------------------------


def test_a_file_that_came_back_is_marked_afresh() -> None:
    first = sent_back(office_workbook(), at("D3", found="-5"), at("D4", found="-5"), at("D5", found="-5"))
    second = sent_back(first.data, at("D4", found="-6"), name=first.name)
    assert second.name == first.name
    found = comments(second.data)
    assert found.keys() == {"Biểu 1!D4", "Biểu 1!D5", "Biểu 1!E5"}
    assert found["Biểu 1!D5"] == "Hỏi lại phòng Nội vụ"
    assert "-6" in found["Biểu 1!D4"]
    assert "-5" not in found["Biểu 1!D4"]
    assert sorted(boxes(second.data)) == [(4, 4), (5, 4), (5, 5)]
    assert opened(second.data).sheetnames == ["Biểu 1", "Ghi chú", SHEET]
    assert len(listed(second.data)) == 1
    without = ("Biểu 1!D3", "Biểu 1!D4")
    assert looks(second.data, without) == looks(office_workbook(), without)
    ground = opened(second.data)["Biểu 1"]["D3"].fill.fgColor.rgb
    assert ground == "FF203864"


def test_the_same_problems_give_the_same_bytes() -> None:
    data = office_workbook()
    assert sent_back(data, at("D3", found="-5")).data == sent_back(data, at("D3", found="-5")).data
