"""Files that somebody made to crash, fill up or fool whoever reads them: made here, none is kept.

Each says what may become of it: the codes of the refusals that are right, or that it may be read as what it shows.
"""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bench.endurance import building as made

MEGABYTE = 1024 * 1024
READ = "read"
_UNSAFE = frozenset({"file_unsafe"})
_DAMAGED = frozenset({"file_damaged"})
_LARGE = frozenset({"file_too_many_cells", "file_too_slow"})
_ASKED = frozenset({"unit_missing", "unit_several", "unit_unclear", "period_missing", "period_several", "period_wrong"})
_SENTENCE = _ASKED | frozenset(
    {READ, "file_damaged", "file_unsafe", "file_too_many_cells", "file_too_slow", "file_no_table"}
)
_FEW = (("1", "Số hồ sơ tiếp nhận", "Hồ sơ", "12"), ("2", "Số hồ sơ đã giải quyết", "Hồ sơ", "10"))


class Hostile(NamedTuple):
    """A file, how it is called, and what may become of it: codes of refusals, or READ."""

    what: str
    name: str
    data: bytes
    allowed: frozenset[str]


def files(listener: str = "http://127.0.0.1:9/") -> Iterator[Hostile]:
    """All of them, each made when it is its turn; those that reach out, reach for `listener`."""
    for family in (_zips, _packages, _sheets, _strings_and_styles, _open_documents, _word, _texts, _old, _forged):
        yield from family()
    yield from reaching_out(listener)
    yield from _patterns()


def _excel(what: str, parts: made.Parts, allowed: frozenset[str]) -> Hostile:
    return Hostile(what, "phu-luc.xlsx", made.package(parts), allowed)


# ---- the zip itself


def _zips() -> Iterator[Hostile]:
    good = made.excel(made.form(*_FEW))
    whole = made.package(good)
    blank = bytes(MEGABYTE)
    bomb = made.package(good | {"xl/media/image1.xml": b" " * (420 * MEGABYTE)})
    yield Hostile("flat bomb", "bom.xlsx", bomb, _UNSAFE)
    inner = made.package({f"{number}.zip": made.package({"x": blank * 20}) for number in range(5)})
    yield Hostile("nested bomb", "bom.zip", made.package({"a.zip": inner}), frozenset({"file_archive"}))
    yield Hostile("overlapping parts", "chong.xlsx", _overlapping(30), _UNSAFE | _DAMAGED)
    yield Hostile("quoted overlapping parts", "chong.xlsx", _quoted(30), _UNSAFE | _DAMAGED)
    for what, at_local, at_directory in (("both", 10, 10), ("the directory", None, 10), ("the local header", 10, None)):
        yield Hostile(f"size that lies in {what}", "doi.xlsx", _lying(at_local, at_directory), _SENTENCE)
    yield Hostile("size of 4 GB", "doi.xlsx", _lying(None, 0xFFFFFFFE), _SENTENCE)
    yield _excel("6,000 parts", good | {f"xl/{number}.xml": "" for number in range(6000)}, _UNSAFE)
    yield Hostile(
        "70,000 parts", "nhieu.xlsx", made.package({f"xl/{n}": "" for n in range(70_000)}), _SENTENCE | _UNSAFE
    )
    yield Hostile("600,000 entries in the directory", "nhieu.xlsx", _crowded(600_000), _UNSAFE | _DAMAGED)
    for method, name in ((zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "lzma")):
        yield Hostile(f"packed with {name}", "la.xlsx", made.package(good, method), _SENTENCE)
    lzma = bytearray(made.package(good, zipfile.ZIP_LZMA))
    for at in [at for at in range(len(lzma) - 4) if lzma[at : at + 4] == b"\x09\x04\x05\x00"]:
        lzma[at + 5 : at + 9] = b"\xff\xff\xff\xff"  # a dictionary of 4 GB
    yield Hostile("lzma with a dictionary of 4 GB", "la.xlsx", bytes(lzma), _DAMAGED)
    locked = bytearray(whole)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = locked.find(mark)
        while start >= 0:
            locked[start + offset] |= 1
            start = locked.find(mark, start + 1)
    yield Hostile("parts under a password", "mat-khau.xlsx", bytes(locked), frozenset({"file_password"}))
    yield Hostile("two directories", "hai.xlsx", whole + whole, _SENTENCE)
    yield Hostile(
        "end without an archive", "rong.xlsx", made.directory_end(9, 9, 9), frozenset({"file_type"}) | _DAMAGED
    )
    yield Hostile(
        "comment of 65,535 bytes", "chu.xlsx", whole[:-2] + b"\xff\xff" + b"PK\5\6" * 16_383 + b"abc", _SENTENCE
    )
    other = made.excel(made.form(("1", "Số hồ sơ tiếp nhận", "Hồ sơ", "999999")))
    twice = [*good.items(), ("xl/worksheets/sheet1.xml", other["xl/worksheets/sheet1.xml"])]
    yield Hostile("a sheet twice", "hai-lan.xlsx", made.package(twice), _UNSAFE)
    for number in range(12):
        yield Hostile("cut", "cut.xlsx", whole[: len(whole) * number // 12 + 4], _DAMAGED)


def _overlapping(count: int) -> bytes:
    """Many entries of one and the same part of 16 MB."""
    data = bytes(16 * MEGABYTE)
    packed, checksum = made.deflated(data), zlib.crc32(data)
    names = [b"xl/workbook.xml", *(b"xl/%d.xml" % number for number in range(count))]
    body = made.local_header(names[0], checksum, len(packed), len(data)) + packed
    listed = b"".join(made.directory_entry(name, checksum, len(packed), len(data), 0) for name in names)
    return body + listed + made.directory_end(len(names), len(listed), len(body))


def _quoted(count: int) -> bytes:
    """Each part quotes the header of the next and goes on with it (D. Fifield, "A better zip bomb")."""
    plain = bytes(16 * MEGABYTE)
    packed, checksum, inflated = made.deflated(plain), zlib.crc32(plain), len(plain)
    name = b"xl/%d.xml" % count
    body, entries = made.local_header(name, checksum, len(packed), inflated) + packed, []
    headers = b""
    entries.append((name, checksum, len(packed), inflated, len(body)))
    for number in reversed(range(count)):
        header = made.local_header(name, checksum, len(packed), inflated)
        headers = header + headers
        quote = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF)
        checksum = zlib.crc32(plain, zlib.crc32(headers))
        packed, inflated = quote + header + packed, inflated + len(header)
        name = b"xl/workbook.xml" if number == 0 else b"xl/%d.xml" % number
        body = made.local_header(name, checksum, len(packed), inflated) + packed
        entries.append((name, checksum, len(packed), inflated, len(body)))
    listed = b"".join(made.directory_entry(*entry[:4], len(body) - entry[4]) for entry in entries)
    return body + listed + made.directory_end(len(entries), len(listed), len(body))


def _lying(at_local: int | None, at_directory: int | None) -> bytes:
    data = bytearray(made.package(made.excel(made.form(*_FEW))))
    for mark, offset, size in ((b"PK\x03\x04", 22, at_local), (b"PK\x01\x02", 24, at_directory)):
        start = data.find(mark)
        while start >= 0 and size is not None:
            struct.pack_into("<I", data, start + offset, size)
            start = data.find(mark, start + 1)
    return bytes(data)


def _crowded(entries: int) -> bytes:
    body = made.local_header(b"xl/workbook.xml", 0, 2, 0) + made.deflated(b"")
    listed = made.directory_entry(b"xl/workbook.xml", 0, 2, 0, 0) * entries
    return body + listed + made.directory_end(entries, len(listed), len(body))


# ---- names and XML of a package


def _packages() -> Iterator[Hostile]:
    good = made.excel(made.form(*_FEW))
    for name in ("../../ngoai.xml", "..\\ngoai.xml", "C:\\ngoai.xml", "xl/../../ngoai.xml"):
        yield _excel(f"part {name}", good | {name: "<x/>"}, _UNSAFE)
    for name in ("/etc/ngoai.xml", "\\\\may\\ngoai.xml", "xl/" + "a" * 60_000, "xl/con", "xl/\u202exml.xlsx"):
        yield _excel(f"part {name[:20]!r}", good | {name: "<x/>"}, _SENTENCE)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctypes = {
        "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>',
        "quadratic blow-up": f'<!DOCTYPE x [<!ENTITY l9 "{"a" * 100_000}">]>',
        "endless entity": '<!DOCTYPE x [<!ENTITY l9 "&l8;"><!ENTITY l8 "&l9;">]>',
    }
    for what, doctype in doctypes.items():
        for part, parts in (
            ("xl/workbook.xml", good),
            ("xl/worksheets/sheet1.xml", good),
            ("xl/sharedStrings.xml", good),
            ("xl/_rels/workbook.xml.rels", good),
            ("content.xml", made.open_document("<table:table/>")),
            ("word/document.xml", made.word("<w:p/>")),
        ):
            for encoding in ("utf-8", "utf-16", "utf-32", "cp037"):
                body = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<x>{"&l9;" * 1000}</x>'.encode(encoding)
                yield _excel(f"{what} in {part}, {encoding}", {**parts, part: body}, _UNSAFE | _DAMAGED)
    deep = "<a>" * 300_000 + "</a>" * 300_000
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"):
        yield _excel(f"300,000 levels in {part}", good | {part: deep}, _DAMAGED)
    yield _excel("300,000 levels in a row", made.excel(f"<row>{deep}</row>"), _DAMAGED | {"file_no_table"})
    wide = "<x " + " ".join(f'a{number}="1"' for number in range(200_000)) + "/>"
    yield _excel("200,000 attributes", good | {"xl/workbook.xml": wide}, _SENTENCE)
    yield _excel("an attribute of 20 MB", good | {"xl/workbook.xml": f'<x a="{"b" * 20 * MEGABYTE}"/>'}, _SENTENCE)
    loops = "".join(made.link(f"rId{n}", "worksheet", "worksheets/sheet1.xml") for n in range(2000))
    tabs = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(2000))
    many = {
        "xl/workbook.xml": f'<workbook xmlns="{made.MAIN}" xmlns:r="{made.LINKS}"><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{made.PACKAGE}">{loops}</Relationships>',
    }
    yield _excel("one sheet 2,000 times", good | many, _LARGE)
    blank = f'<worksheet xmlns="{made.MAIN}">{" " * 3 * MEGABYTE}<sheetData/></worksheet>'
    yield _excel("a blank sheet of 3 MB 2,000 times", good | many | {"xl/worksheets/sheet1.xml": blank}, _LARGE)


# ---- what a sheet says


def _sheets() -> Iterator[Hostile]:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    yield _excel("two far cells", made.excel(far), _SENTENCE)
    whole = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield _excel("whole-sheet merge", made.excel(made.form(*_FEW), after=whole), _SENTENCE)
    yield _excel("two far cells and a whole-sheet merge", made.excel(far, after=whole), _SENTENCE)
    merges = "".join(f'<mergeCell ref="A{n}:XFD{n + 3}"/>' for n in range(1, 100_000))
    yield _excel("100,000 merges", made.excel(far, after=f"<mergeCells>{merges}</mergeCells>"), _SENTENCE)
    columns = '<cols><col min="1" max="16384" hidden="1"/></cols>' * 50_000
    yield _excel("columns hidden 50,000 times", made.excel(far, after=columns), _SENTENCE)
    for reference in ("A0", "ZZZZZZZZ1", "A99999999999", "A-1", "A" + "9" * 5000, "", "1A", "Ａ１", "A1:B2"):
        row = f'<row r="1"><c r="{reference}"><v>1</v></c></row>'
        yield _excel(f"cell at {reference[:20]!r}", made.excel(row), _SENTENCE)
    for value in ("1e999", "nan", "-inf", "1" * 5000, "0x10", "1_000", "١٢", "1e-400", "--1", "1.2.3", "&#0;"):
        cells = f'<c r="D3"><v>{value}</v></c>'
        rows = made.form() + f'<row r="3">{made.text_row(3, _FEW[0][:3])[11:-6]}{cells}</row>'
        yield _excel(f"number {value[:20]}", made.excel(rows), _SENTENCE)
    row = "".join(made.text_row(number, ("x", "Số hồ sơ", "Hồ sơ", "1,2.3", "chữ")) for number in range(3, 90_000))
    yield _excel("90,000 rows of doubtful numbers", made.excel(made.form() + row), _SENTENCE)
    row = "".join(made.text_row(number, ("x", "Số hồ sơ", "Hồ sơ", "1,2.3", "chữ" * 99)) for number in range(3, 9_000))
    row_of_errors = "".join(
        f'<row r="{n}"><c r="B{n}" t="str"><v>Số hồ sơ {n}</v></c><c r="D{n}" t="e"><v>#REF!</v></c></row>'
        for n in range(3, 9_000)
    )
    yield _excel("9,000 errors", made.excel(made.form() + row_of_errors), _SENTENCE)
    yield _excel("9,000 rows of doubtful numbers", made.excel(made.form() + row), _SENTENCE)
    row = "".join(made.text_row(n, (str(n), f"Chỉ tiêu lạ {n}", "Hồ sơ", f"{n}")) for n in range(3, 60_000))
    yield _excel("60,000 unknown labels", made.excel(made.form() + row), _SENTENCE)
    full = "".join(f"<row>{'<c><v>1</v></c>' * 16_000}</row>" for _ in range(40))
    yield _excel("640,000 cells", made.excel(full), _LARGE)
    wide = f"<row>{'<c><v>1</v></c>' * 16_384}</row>" * 20
    yield _excel("rows as wide as a sheet", made.excel(made.form() + wide), _SENTENCE)
    rules = '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression"><formula>1</formula></cfRule>'
    rules += "</conditionalFormatting>"
    yield _excel("5,000 rules for the whole sheet", made.excel(made.form(*_FEW), after=rules * 5000), _SENTENCE)


def _strings_and_styles() -> Iterator[Hostile]:
    one = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    yield _excel("a million shared texts", made.excel(one, strings="<si><t>a</t></si>" * 1_000_000), _SENTENCE)
    yield _excel("three million shared texts", made.excel(one, strings="<si><t>a</t></si>" * 3_000_000), _LARGE)
    yield _excel("a text of 60 MB", made.excel(one, strings=f"<si><t>{'a' * 60 * MEGABYTE}</t></si>"), _SENTENCE)
    runs = "<r><t>a</t></r>" * 500_000
    yield _excel("a text of 500,000 runs", made.excel(one, strings=f"<si>{runs}</si>"), _SENTENCE)
    for index in ("-1", "99999999", "a", "9" * 5000):
        row = f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>'
        yield _excel(f"shared text number {index[:9]}", made.excel(row, strings="<si><t>a</t></si>"), _DAMAGED)
    yield _excel("a million styles", made.excel(one, styles=f"<cellXfs>{'<xf/>' * 1_000_000}</cellXfs>"), _SENTENCE)
    for code in ("[" * 20_000, "&quot;" * 20_001, "\\" * 20_001, ";" * 20_000, "[<=" + "1" * 20_000, "0" * 20_000):
        styles = (
            f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>'
        )
        row = '<row r="1"><c r="A1" s="0"><v>1</v></c></row>'
        yield _excel(f"number format {code[:8]}", made.excel(row, styles=styles), _SENTENCE)


def _open_documents() -> Iterator[Hostile]:
    def file(what: str, rows: str, allowed: frozenset[str]) -> Hostile:
        parts = made.open_document(f'<table:table table:name="Biểu">{rows}</table:table>')
        return Hostile(what, "phu-luc.ods", made.package(parts), allowed)

    row = "<table:table-row{}>{}</table:table-row>"
    repeated = ' table:number-rows-repeated="{}"'
    for many in ("1048576", "1000000000", "9" * 5000, "-5", "x"):
        filled, blank = made.open_cell("x", number_columns_repeated=many), "<table:table-cell/>"
        said = many[:12]
        yield file(f".ods row repeated {said}", row.format(repeated.format(many), made.open_cell("x")), _SENTENCE)
        yield file(f".ods column repeated {said}", row.format("", filled), _SENTENCE)
        yield file(f".ods both repeated {said}", row.format(repeated.format(many), filled), _SENTENCE)
        yield file(f".ods blank row repeated {said}", row.format(repeated.format(many), blank), _SENTENCE)
        span = made.open_cell("x", number_columns_spanned=many, number_rows_spanned=many)
        yield file(f".ods cell spanned {said}", row.format("", span) * 50, _SENTENCE)
    hidden = row.format(' table:visibility="collapse"' + repeated.format(1_000_000), "<table:table-cell/>")
    yield file(".ods hidden rows without end", hidden * 1000, _SENTENCE)
    spaces = made.open_cell('<text:s text:c="1000000000"/>' * 20_000)
    yield file(".ods spaces without end", row.format("", spaces) * 20, _SENTENCE)
    nested = "<table:table><table:table-row><table:table-cell>" * 200
    yield file(".ods tables in tables", row.format("", nested), _DAMAGED)


def _word() -> Iterator[Hostile]:
    def file(what: str, body: str, allowed: frozenset[str]) -> Hostile:
        return Hostile(what, "phu-luc.docx", made.package(made.word(body)), allowed)

    for many in ("100000", "1000000000", "9" * 5000, "-1"):
        table = made.word_row("a", "b", shape=f'<w:gridSpan w:val="{many}"/>')
        yield file(f".docx gridSpan {many[:12]}", f"<w:tbl>{table}</w:tbl>", _SENTENCE)
        row = f'<w:tr><w:trPr><w:gridBefore w:val="{many}"/></w:trPr><w:tc/></w:tr>'
        yield file(f".docx gridBefore {many[:12]}", f"<w:tbl>{row}</w:tbl>", _SENTENCE)
    merged = made.word_row("", "", shape="<w:vMerge/>") * 20_000
    yield file(".docx vMerge over 20,000 rows", f"<w:tbl>{merged}</w:tbl>", _SENTENCE)
    depth = 80
    nested = "<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth
    yield file(".docx tables in tables", nested, _SENTENCE)
    yield file(".docx tables in tables, too deep", "<w:tbl><w:tr><w:tc>" * 5000, _DAMAGED)
    yield file(".docx 3,000 tables", f"<w:tbl>{made.word_row('a')}</w:tbl>" * 3000, _SENTENCE)


def _texts() -> Iterator[Hostile]:
    def file(what: str, data: bytes, allowed: frozenset[str] = _SENTENCE | {"file_type", "file_too_large"}) -> Hostile:
        return Hostile(what, "bieu.csv", data, allowed)

    yield file("a line of 5 MB", b"a,b\n" + b"x" * 5_000_000, _LARGE)
    yield file("a line of 20,000 columns", b"1," * 20_000)
    yield file("30 MB of commas", b"," * 30_000_000)
    yield file("30 MB of line ends", b"a;b\n" + b"\n" * 30_000_000)
    yield file("30 MB of carriage returns", b"a;b\r" * 7_500_000)
    yield file("30 MB of quotation marks", b'"' * 30_000_000)
    yield file("a quotation mark in each of a million lines", b'a;"b\n' * 1_000_000)
    yield file("NUL bytes", b"a;b\n1;\0\0\0\n" * 1000)
    yield file("only NUL bytes", bytes(MEGABYTE))
    yield file("half a pair in UTF-16", "\ufeffa;b\n".encode("utf-16-le") + b"\x00\xd8" * 1000)
    yield file("wrong bytes", b"a;b\n\xff\xfe\xfd;2\n")
    yield file("a separator for Excel without end", b"sep=;\n" * 100_000)
    yield file("only a mark", b"\xef\xbb\xbf", _SENTENCE | {"file_empty", "file_type"})
    yield file("only blanks", b" \n" * 100, _SENTENCE | {"file_empty", "file_type"})
    yield file("nothing", b"", frozenset({"file_empty"}))
    yield file("51 MB", b"a;b\n" * (13 * MEGABYTE), frozenset({"file_too_large"}))
    formulas = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", '=HYPERLINK("http://127.0.0.1:9")', "\t=1")
    rows = "\n".join(f"{number};{text};Hồ sơ;{text}" for number, text in enumerate(formulas, start=1))
    yield file("formulas as texts", f"{made.TITLE}\n{';'.join(made.HEADER)}\n{rows}".encode(), frozenset({READ}))


def _old() -> Iterator[Hostile]:
    """OLE containers that run in circles, and streams whose records lie."""

    def file(what: str, data: bytes, allowed: frozenset[str] = _SENTENCE) -> Hostile:
        return Hostile(f".xls: {what}", "phu-luc.xls", data, allowed)

    book = _biff(b"")
    whole = made.ole({"Workbook": book})
    yield file("whole", bytes(whole))
    for sector in (1, 2, 3, 5, 9):
        circle = bytearray(whole)
        struct.pack_into("<I", circle, 512 + 4 * sector, sector)
        yield file(f"sector {sector} follows itself", bytes(circle))
        struct.pack_into("<I", circle, 512 + 4 * sector, 1)
        yield file(f"sector {sector} leads back", bytes(circle))
        struct.pack_into("<I", circle, 512 + 4 * sector, 0x7FFFFFF0)
        yield file(f"sector {sector} leads out", bytes(circle))
    for what, offset, value in (
        ("directory outside", 48, 0x7FFFFFFF),
        ("a million tables", 44, 1_000_000),
        ("more tables without end", 72, 1_000_000),
        ("sectors of 2^60 bytes", 30, 60),
        ("small sectors of 2^30 bytes", 32, 30),
        ("more tables in a circle", 68, 0),
        ("small table in a circle", 60, 0),
        ("table of itself", 76, 2),
        ("all streams small", 56, 0x7FFFFFFF),
    ):
        broken = bytearray(whole)
        struct.pack_into("<H" if offset in (30, 32) else "<I", broken, offset, value)
        yield file(what, bytes(broken))
    endless = bytearray(whole)
    struct.pack_into("<III", endless, 44, 1, 1, 0)
    struct.pack_into("<II", endless, 68, 3, 0xFFFFFFFF)
    yield file("tables that name each other", bytes(endless))
    long = bytearray(whole)
    struct.pack_into("<I", long, 1024 + 128 + 120, 0x7FFFFFFF)
    yield file("a stream of 2 GB", bytes(long))
    for left, right in ((1, 1), (0, 0), (2, 3)):
        tree = bytearray(whole)
        struct.pack_into("<II", tree, 1024 + 128 + 68, left, right)
        yield file(f"a directory in a circle ({left}, {right})", bytes(tree))
    for what, records in _lying_records().items():
        yield file(what, bytes(made.ole({"Workbook": _biff(records)})))
        yield file(f"{what}, without a container", _biff(records))
    yield Hostile(
        "encrypted package",
        "mat-khau.xlsx",
        bytes(made.ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})),
        frozenset({"file_password"}),
    )


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _biff(of_the_sheet: bytes) -> bytes:
    """A workbook stream of one sheet with these records."""
    name = b"Bieu"
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0x600)) + of_the_sheet + _record(0x0A, b"")
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0x600)) + _record(0x42, struct.pack("<H", 1200))
    length = len(start) + 4 + 8 + len(name) + 4
    bound = _record(0x85, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name)
    return start + bound + _record(0x0A, b"") + sheet


def _lying_records() -> dict[str, bytes]:
    chance = random.Random(1)
    number = struct.pack("<HHHd", 65_535, 255, 0, 1.0)
    return {
        "a far cell": _record(0x203, number),
        "a record longer than the file": struct.pack("<HH", 0x203, 65_535),
        "dimensions of 2^32 rows": _record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)),
        "a merge of everything": _record(0xE5, struct.pack("<HHHHH", 1, 0, 65_535, 0, 255)),
        "65,535 merges that are not there": _record(0xE5, struct.pack("<H", 65_535)),
        "a shared text without a table": _record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0xFFFFFFF)),
        "a table of 2^31 texts": _record(0xFC, struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF)),
        "a file under a password": _record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48)),
        "a sheet in a sheet": _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0x600)) * 500,
        "a code page that there is none of": _record(0x42, struct.pack("<H", 60_000)),
        "noise": b"".join(_record(chance.randrange(0x900), chance.randbytes(chance.randrange(40))) for _ in range(80)),
        "a row of 2^16 blanks": _record(0xBE, struct.pack("<HH", 0, 0) + bytes(8000) + struct.pack("<H", 65_535)),
    }


def _forged() -> Iterator[Hostile]:
    """Files that say by their name that they are something else; content decides."""
    workbook = made.package(made.excel(made.form(*_FEW)))
    for name in ("phu-luc.csv", "phu-luc.xls", "phu-luc.docx", "phu-luc.pdf", "phu-luc", "phu-luc.xlsx.exe"):
        yield Hostile(f"workbook as {name}", name, workbook, frozenset({READ}))
    text = f"{made.TITLE}\n{';'.join(made.HEADER)}\n1;Số hồ sơ tiếp nhận;Hồ sơ;12\n".encode()
    yield Hostile("text as .xlsx", "phu-luc.xlsx", text, frozenset({READ}))
    kinds = {
        "file_scan": (b"%PDF-1.7\n" + workbook, b"GIF89a" + workbook, b"\xff\xd8\xff\xe0" + workbook),
        "file_archive": (b"Rar!\x1a\x07" + workbook, b"\x1f\x8b\x08" + workbook, b"7z\xbc\xaf\x27\x1c" + workbook),
        "file_type": (
            b"MZ\x90\0" + workbook,
            b"\x7fELF" + workbook,
            b"<html><table/></html>" + workbook,
            b"{\\rtf1" + workbook,
        ),
    }
    for code, datas in kinds.items():
        for data in datas:
            yield Hostile(f"{data[:6]!r} before a workbook", "phu-luc.xlsx", data, frozenset({code}))
    yield Hostile("a PDF behind a workbook", "phu-luc.xlsx", workbook + b"\n%PDF-1.7\n%%EOF", _SENTENCE)
    container = bytes(made.ole({"Workbook": _biff(b"")}))
    yield Hostile("an old workbook before a new one", "phu-luc.xlsx", container + workbook, _SENTENCE)
    yield Hostile("half a workbook before a whole one", "phu-luc.xlsx", workbook[:400] + workbook, _SENTENCE)


# ---- what reaches for the network or the disk


def reaching_out(listener: str) -> Iterator[Hostile]:
    """Files whose reader would connect to the listener, or open a file of this machine, if it followed them."""
    good = made.excel(made.form(*_FEW))
    unparsed = (
        f'<!DOCTYPE x SYSTEM "{listener}dtd">',
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{listener}entity">]>',
        f'<!DOCTYPE x [<!ENTITY % e SYSTEM "{listener}parameter"> %e;]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        f'<!DOCTYPE x PUBLIC "a" "{listener}public">',
    )
    for doctype in unparsed:
        for part in (*good, "docProps/core.xml", "xl/externalLinks/externalLink1.xml", "customXml/item1.xml"):
            body = f'<?xml version="1.0"?>{doctype}<x>{"&e;" if "ENTITY e" in doctype else ""}</x>'
            yield _excel(f"XXE in {part}", good | {part: body}, _UNSAFE)
    include = f'<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{listener}xi" parse="text"/></x>'
    yield _excel("XInclude", good | {"xl/sharedStrings.xml": include}, _SENTENCE)
    sheet = str(good["xl/worksheets/sheet1.xml"])
    style = f'<?xml-stylesheet type="text/xsl" href="{listener}xsl"?>'
    yield _excel("stylesheet", good | {"xl/worksheets/sheet1.xml": sheet.replace("?>", "?>" + style, 1)}, _SENTENCE)
    schema = sheet.replace(
        "<worksheet ",
        f'<worksheet xsi:schemaLocation="{listener} {listener}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ',
        1,
    )
    yield _excel("schema location", good | {"xl/worksheets/sheet1.xml": schema}, _SENTENCE)
    links = "".join(
        made.link(f"rId{number}", kind, f"{listener}{kind}", is_external=True)
        for number, kind in enumerate(
            ("image", "hyperlink", "oleObject", "externalLinkPath", "drawing", "attachedTemplate")
        )
    )
    yield _excel("external links", made.excel(made.form(*_FEW), links=links), frozenset({READ}))
    outside = str(good["xl/_rels/workbook.xml.rels"]).replace(
        '"worksheets/sheet1.xml"', f'"{listener}s.xml" TargetMode="External"'
    )
    yield _excel("a sheet elsewhere", good | {"xl/_rels/workbook.xml.rels": outside}, _DAMAGED)
    for target in ("file:///etc/passwd", "../../../../etc/passwd", "/etc/passwd", listener):
        outside = str(good["xl/_rels/workbook.xml.rels"]).replace("worksheets/sheet1.xml", target)
        yield _excel(f"a sheet at {target[:12]}", good | {"xl/_rels/workbook.xml.rels": outside}, _DAMAGED)
    formulas = (
        f'WEBSERVICE("{listener}f")',
        "cmd|'/c calc'!A0",
        f'HYPERLINK("{listener}h","x")',
        f"'{listener}[a.xlsx]S'!A1",
    )
    for formula in formulas:
        text = formula.replace("&", "&amp;").replace('"', "&quot;")
        cells = f'<row r="3"><c r="B3" t="str"><f>{text}</f><v>Số hồ sơ</v></c><c r="D3"><f>{text}</f></c></row>'
        yield _excel(f"formula {formula[:9]}", made.excel(made.form() + cells), _SENTENCE)
    field = f'<w:p><w:fldSimple w:instr="INCLUDETEXT {listener}w"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    yield Hostile("field of Word", "a.docx", made.package(made.word(field)), _SENTENCE)
    source = f'<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{listener}o"/>'
    table = f"<table:table>{source}</table:table>"
    yield Hostile("linked table of .ods", "a.ods", made.package(made.open_document(table)), _SENTENCE)


# ---- texts on which a pattern may run without end


def _patterns() -> Iterator[Hostile]:
    units: tuple[Callable[[int], str], ...] = (
        lambda n: "1" * n,
        lambda n: "1." * n,
        lambda n: "1," * n,
        lambda n: "1 " * n,
        lambda n: "(" * n,
        lambda n: "a " * n,
        lambda n: " " * n + "x",
        lambda n: "-" * n,
        lambda n: "1/" * n,
        lambda n: "quý I năm " * n,
        lambda n: "huyện " * n,
        lambda n: "từ ngày 1/1/2024 " * n,
        lambda n: "của UBND huyện Lắk, " * n,
        lambda n: "I.1." * n,
        lambda n: "%" * n,
        lambda n: "ĐVT: " * n,
        lambda n: "\u0301" * n,
        lambda n: "\u200b" * n,
        lambda n: "=" * n,
        lambda n: "_x0041_" * n,
        lambda n: "Số hồ sơ " * n,
        lambda n: "12.345/" * n,
        lambda n: "&amp;#" * n,
        lambda n: "“" * n,
    )
    for unit in units:
        long = unit(4000)[:32_000]
        for place in range(5):
            row = [*_FEW[0], ""]
            row[place] = long
            rows = made.form(*[row] * 12)
            yield _excel(f"{long[:12]!r} in column {place + 1}", made.excel(rows), _SENTENCE)
        yield _excel(f"{long[:12]!r} as title", made.excel(made.form(*_FEW, title=long)), _SENTENCE)
        header = "".join(made.text_row(number, [long] * 5) for number in range(2, 5))
        yield _excel(f"{long[:12]!r} as header", made.excel(header), _SENTENCE)
