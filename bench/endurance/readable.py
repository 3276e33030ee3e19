"""Files that a person can read, as other programs write them: each must be read, and say what it said before.

The tables are the generator's; they are drawn again in every format, and each drawing is then written as one or more
other programs would: LibreOffice, WPS Office, Google Sheets, reporting servers, Excel of other years and settings.
"""

import csv
import io
import random
import re
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

import xlwt  # type: ignore[import-untyped]

from bench.endurance import building as made
from etl import demo
from etl.demo import world
from etl.workbook import Sheet, Workbook

_STRICT = {
    made.MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    made.LINKS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_ROW = re.compile(r"<row\b[^>]*?(/>|>.*?</row>)", re.DOTALL)
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")

Parts = dict[str, bytes]


class Readable(NamedTuple):
    """A file, the format it is in, and which ways of other programs were applied to it."""

    name: str
    data: bytes
    form: str
    ways: tuple[str, ...] = ()


def drawn(seed: int, count: int) -> list[Readable]:
    """Workbooks of an invented province, without faults."""
    province = world.build(25, 6, seed)
    found = demo.draw(province, workbooks=count, with_defects=False)
    return [Readable(one.name, one.data, one.name.rpartition(".")[2]) for one in found]


# ---- the same table in other formats


def in_format(grid: Workbook, form: str, stem: str, chance: random.Random) -> Readable:
    """A grid written as .csv (its first sheet alone), .ods, .docx or .xls."""
    name = f"{stem}.{form}"
    if form == "csv":
        return Readable(name, _csv(grid.sheets[0], chance), form)
    if form == "xls":
        return Readable(name, _xls(grid), form)
    if form == "ods":
        tables = "".join(_ods(sheet) for sheet in grid.sheets)
        return Readable(name, made.package(made.open_document(tables)), form)
    body = "".join(_docx(sheet) for sheet in grid.sheets)
    return Readable(name, made.package(made.word(body)), form)


def _lines(sheet: Sheet) -> list[list[str]]:
    bottom = max((row for row, _ in sheet.cells), default=0)
    right = max((column for _, column in sheet.cells), default=0)
    lines = [[""] * right for _ in range(bottom)]
    for (row, column), cell in sheet.cells.items():
        lines[row - 1][column - 1] = cell.text
    return lines


def _csv(sheet: Sheet, chance: random.Random) -> bytes:
    out = io.StringIO()
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    end = chance.choice(("\r\n", "\n"))
    separator = chance.choice((";", "\t"))
    csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end).writerows(_lines(sheet))
    text = out.getvalue()
    if chance.random() < 0.2:
        text = f"sep={separator}{end}" + text
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"))
    if encoding == "cp1258":
        return _code_page(text)
    return text.encode(encoding)


def _code_page(text: str) -> bytes:
    """As Windows writes Vietnamese: letters with hats as one, tones behind them; what it has not stays UTF-8."""
    loose = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
        kept = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        loose += kept + "".join(tones)
    try:
        return loose.encode("cp1258")
    except UnicodeEncodeError:
        return text.encode("utf-8")


def _xls(grid: Workbook) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    percent = xlwt.easyxf(num_format_str="0.00%")
    for number, sheet in enumerate(grid.sheets):
        page = book.add_sheet(f"{number + 1} " + re.sub(r"[\[\]:*?/\\']", " ", sheet.name)[:24])
        page.visibility = int(sheet.hidden)
        for area in sheet.merged:
            top, left, bottom, right = area
            if bottom < 65_536 and right <= 256:
                page.merge(top - 1, bottom - 1, left - 1, right - 1)
        for (row, column), cell in sheet.cells.items():
            if cell.kind == "number":
                page.write(row - 1, column - 1, float(cell.text), *([percent] if cell.percent else []))
            else:
                page.write(row - 1, column - 1, cell.text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ods(sheet: Sheet) -> str:
    lines = _lines(sheet)
    merged = {area[:2]: (area[2] - area[0] + 1, area[3] - area[1] + 1) for area in sheet.merged}
    rows = ""
    for row, line in enumerate(lines, start=1):
        cells = ""
        for column in range(1, len(line) + 1):
            cell = sheet.cells.get((row, column))
            more = ""
            if span := merged.get((row, column)):
                more = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
            if cell is None:
                cells += f"<table:table-cell{more}/>"
                continue
            kind = 'office:value-type="string"'
            if cell.kind == "number":
                kind = f'office:value-type="{"percentage" if cell.percent else "float"}" office:value="{cell.text}"'
            shown = "".join(f"<text:p>{escape(part)}</text:p>" for part in cell.text.split("\n"))
            cells += f"<table:table-cell {kind}{more}>{shown}</table:table-cell>"
        rows += f"<table:table-row>{cells}<table:table-cell table:number-columns-repeated='1000'/></table:table-row>"
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return f"<table:table table:name='{escape(sheet.name)}'>{rows}{blank}</table:table>"


def _docx(sheet: Sheet) -> str:
    """Rows of one filled cell before the table are paragraphs, as in a report."""
    lines = _lines(sheet)
    first = next((n for n, line in enumerate(lines) if sum(map(bool, line)) > 2), len(lines))
    above = "".join(f"<w:p><w:r><w:t>{escape(t)}</w:t></w:r></w:p>" for line in lines[:first] for t in line if t)
    rows = "".join(
        made.word_row(*(escape(text).replace("\n", "</w:t><w:br/><w:t>") for text in line)) for line in lines[first:]
    )
    return f"{above}<w:tbl>{rows}</w:tbl><w:p/>"


# ---- as other programs write a workbook


def otherwise(file: Readable, chance: random.Random) -> Readable:
    """A workbook of the same content as some other program would have written it."""
    with zipfile.ZipFile(io.BytesIO(file.data)) as source:
        parts: Parts = {name: source.read(name) for name in source.namelist()}
    ways: Sequence[Callable[[Parts, random.Random], Parts]] = {"xlsx": WAYS, "ods": OPEN_WAYS, "docx": WORD_WAYS}[
        file.form
    ]
    chosen = chance.sample(ways, chance.randint(1, min(4, len(ways))))
    for way in sorted(chosen, key=ways.index):
        parts = way(parts, chance)
    data = _packed(parts, chance)
    return Readable(
        file.name, data, file.form, tuple(way.__name__.strip("_") for way in sorted(chosen, key=ways.index))
    )


def _packed(parts: Parts, chance: random.Random) -> bytes:
    """The parts in some order, stored or deflated, with folders or sizes behind the data."""
    names = list(parts)
    if chance.random() < 0.3:
        chance.shuffle(names)
    out: io.BytesIO = _Unseekable() if chance.random() < 0.3 else io.BytesIO()
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(out, "w", method) as target:
        if chance.random() < 0.2:
            for folder in ("xl/", "xl/worksheets/", "_rels/"):
                target.writestr(folder, b"")
        for name in names:
            with target.open(zipfile.ZipInfo(name), "w", force_zip64=chance.random() < 0.1) as part:
                part.write(parts[name])
        if chance.random() < 0.2:
            target.comment = b"made by a reporting server"
    return bytes(out.getvalue())


class _Unseekable(io.BytesIO):
    """Where a program streams, sizes stand behind each part."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


def _sheets(parts: Parts, change: Callable[[str], str]) -> Parts:
    return {n: change(b.decode()).encode() if _SHEET.fullmatch(n) else b for n, b in parts.items()}


def _strict(parts: Parts, _: random.Random) -> Parts:
    """Excel, "Strict Open XML"."""

    def change(text: str) -> str:
        for loose, strict in _STRICT.items():
            text = text.replace(loose, strict)
        return text

    return {
        name: change(body.decode()).encode() if name.endswith((".xml", ".rels")) else body
        for name, body in parts.items()
    }


def _prefixed(parts: Parts, _: random.Random) -> Parts:
    """Open XML SDK of .NET: every element of a sheet under a prefix."""

    def change(text: str) -> str:
        text = re.sub(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s/>])", r"<\1x:\2", text)
        return re.sub(r' xmlns="([^"]+)"', r' xmlns:x="\1"', text, count=1)

    return _sheets(parts, change)


def _dressed(parts: Parts, _: random.Random) -> Parts:
    """Excel of today: ignorable namespaces, ids, heights and spans."""
    more = (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
        'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
        'xr:uid="{00000000-0001-0000-0000-000000000000}"'
    )

    def change(text: str) -> str:
        text = re.sub(r"(<worksheet [^>]*?)(>)", rf"\1{more}\2", text, count=1)
        return re.sub(r"<row ", '<row spans="1:7" x14ac:dyDescent="0.25" ', text)

    return _sheets(parts, change)


def _without_addresses(parts: Parts, _: random.Random) -> Parts:
    """Some reporting servers: rows without numbers, as far as no row is missing."""

    def change(text: str) -> str:
        numbers = [int(number) for number in re.findall(r'<row [^>]*?\br="(\d+)"', text)]
        if numbers != list(range(1, len(numbers) + 1)):
            return text
        return re.sub(r'(<row [^>]*?)\br="\d+" ?', r"\1", text)

    return _sheets(parts, change)


def _commented(parts: Parts, _: random.Random) -> Parts:
    """Comments and white space, as a person or an XML tool leaves them."""
    return _sheets(
        parts,
        lambda text: text.replace("<sheetData>", "<!-- bảng <c r='A1'> -->\n  <sheetData>\n").replace(
            "</row>", "</row>\n  "
        ),
    )


def _in_other_bytes(parts: Parts, chance: random.Random) -> Parts:
    """Parts in UTF-16, or with a mark and CRLF."""
    if chance.random() < 0.5:

        def change(body: bytes) -> bytes:
            text = re.sub(r"^<\?xml[^>]*\?>", "", body.decode())
            return f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    else:

        def change(body: bytes) -> bytes:
            text = re.sub(r"^<\?xml[^>]*\?>", "", body.decode())
            return f"\ufeff<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\r\n{text}".encode()

    return {
        name: change(body) if _SHEET.fullmatch(name) or "sharedStrings" in name else body
        for name, body in parts.items()
    }


def _other_names(parts: Parts, chance: random.Random) -> Parts:
    """Backslashes, capitals or a leading slash in the names of parts."""
    style = chance.randrange(3)
    spelt: Callable[[str], str] = (
        lambda name: name.replace("/", "\\"),
        lambda name: name.replace("xl/", "XL/").replace("sheet", "Sheet"),
        lambda name: "/" + name,
    )[style]
    return {spelt(name) if name != "[Content_Types].xml" else name: body for name, body in parts.items()}


def _from_the_root(parts: Parts, _: random.Random) -> Parts:
    """Google Sheets and openpyxl: targets from the root of the package."""
    links = "xl/_rels/workbook.xml.rels"
    return parts | {links: re.sub(rb'Target="(?:/xl/)?(\w)', rb'Target="/xl/\1', parts[links])}


def _tails(parts: Parts, _: random.Random) -> Parts:
    """Google Sheets: a thousand blank rows of styled cells below and right of the table."""

    def change(text: str) -> str:
        last = max((int(number) for number in re.findall(r'<row [^>]*?\br="(\d+)"', text)), default=0)
        if not last:
            return text
        blank = "".join(
            f'<row r="{n}"><c r="A{n}" s="0"/><c r="Z{n}" s="0"/></row>' for n in range(last + 1, last + 1001)
        )
        return text.replace("</sheetData>", blank + "</sheetData>")

    return _sheets(parts, change)


def _more_parts(parts: Parts, _: random.Random) -> Parts:
    """WPS Office, macros, printers, signatures, pivots, pictures: parts that hold no figure."""
    more: dict[str, bytes] = {
        "xl/vbaProject.bin": bytes(made.ole({"VBA": b"Attribute VB_Name"})),
        "xl/printerSettings/printerSettings1.bin": bytes(900),
        "customXml/item1.xml": b"<x/>",
        "docProps/custom.xml": b"<Properties/>",
        "xl/media/image1.png": b"\x89PNG\r\n" + bytes(99),
        "xl/cellimages.xml": b"<etc:cellImages xmlns:etc='http://www.wps.cn/officeDocument/2017/etCustomData'/>",
        "xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition/>",
        "xl/calcChain.xml": b"<calcChain/>",
        "_xmlsignatures/origin.sigs": b"",
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
        "xl/ctrlProps/ctrlProp1.xml": b"<formControlPr/>",
    }
    return {name: body for name, body in more.items() if name not in parts} | parts


def _after_the_rows(parts: Parts, _: random.Random) -> Parts:
    """Filters, protection, validation, conditional formats, links, margins and extensions."""
    more = (
        '<conditionalFormatting sqref="D1:D99"><cfRule type="cellIs" priority="1" operator="lessThan">'
        "<formula>0</formula></cfRule></conditionalFormatting>"
        '<dataValidations count="1"><dataValidation type="whole" sqref="D4:D90"><formula1>0</formula1>'
        "</dataValidation></dataValidations>"
        '<pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>'
        "<headerFooter><oddFooter>&amp;CTrang &amp;P</oddFooter></headerFooter>"
        '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}">'
        '<x><row><c r="D5"><v>77</v></c></row></x></ext></extLst>'
    )
    return _sheets(parts, lambda text: text.replace("</worksheet>", more + "</worksheet>"))


def _formulas(parts: Parts, _: random.Random) -> Parts:
    """Numbers as results of formulas, shared ones too."""

    def change(text: str) -> str:
        return re.sub(
            r'(<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="n")?>)<v>(-?\d)', r'\1<f t="shared" si="0">SUM(A1:A2)</f><v>\2', text
        )

    return _sheets(parts, change)


def _decomposed(parts: Parts, _: random.Random) -> Parts:
    """Letters and accents apart, as on a Mac."""
    return {
        name: unicodedata.normalize("NFD", body.decode()).encode()
        if _SHEET.fullmatch(name) or "sharedStrings" in name
        else body
        for name, body in parts.items()
    }


def _spelt_out(parts: Parts, _: random.Random) -> Parts:
    """Every letter that is not ASCII as a number (SAP, some Java libraries)."""
    return {
        name: body.decode().encode("ascii", "xmlcharrefreplace")
        if _SHEET.fullmatch(name) or "sharedStrings" in name
        else body
        for name, body in parts.items()
    }


def _in_runs(parts: Parts, _: random.Random) -> Parts:
    """Shared texts in formatted runs, with how they are pronounced."""
    name = "xl/sharedStrings.xml"
    if name not in parts:
        return parts
    text = re.sub(
        r"<si><t(?: xml:space=\"preserve\")?>([^<&]{2,})</t></si>",
        lambda found: (
            f'<si><r><rPr><b/></rPr><t xml:space="preserve">{found[1][:1]}</t></r>'
            f'<r><t xml:space="preserve">{found[1][1:]}'
            '</t></r><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/></si>'
        ),
        parts[name].decode(),
    )
    return parts | {name: text.encode()}


# In the order in which they are applied: what looks for plain tags comes before what changes them.
WAYS: tuple[Callable[[Parts, random.Random], Parts], ...] = (
    _tails,
    _without_addresses,
    _after_the_rows,
    _formulas,
    _dressed,
    _commented,
    _in_runs,
    _decomposed,
    _spelt_out,
    _prefixed,
    _strict,
    _from_the_root,
    _in_other_bytes,
    _more_parts,
    _other_names,
)


# ---- as other programs write .ods and .docx


def _content(parts: Parts, name: str, change: Callable[[str], str]) -> Parts:
    return parts | {name: change(parts[name].decode()).encode()}


def _annotated(parts: Parts, _: random.Random) -> Parts:
    note = "<office:annotation><text:p>999</text:p></office:annotation>"
    return _content(parts, "content.xml", lambda text: re.sub(r"(<table:table-cell [^>]*[^/]>)", rf"\1{note}", text))


def _spread(parts: Parts, _: random.Random) -> Parts:
    return _content(parts, "content.xml", lambda text: text.replace("><table:", ">\n  <table:"))


def _spans(parts: Parts, _: random.Random) -> Parts:
    change = re.compile(r"<text:p>([^<]{3})([^<]*)</text:p>")
    return _content(
        parts, "content.xml", lambda text: change.sub(r"<text:p><text:span>\1</text:span>\2</text:p>", text)
    )


def _grouped(parts: Parts, _: random.Random) -> Parts:
    change = re.compile(r"(<table:table-row>.*</table:table-row>)(?=<table:table-row )", re.DOTALL)
    return _content(
        parts,
        "content.xml",
        lambda text: "</table:table>".join(
            change.sub(r"<table:table-row-group>\1</table:table-row-group>", table)
            for table in text.split("</table:table>")
        ),
    )


OPEN_WAYS: tuple[Callable[[Parts, random.Random], Parts], ...] = (_annotated, _spans, _grouped, _spread)


def _split_runs(parts: Parts, _: random.Random) -> Parts:
    change = re.compile(r"<w:t>([^<]{2})([^<]+)</w:t>")
    kept = '<w:t xml:space="preserve">'
    return _content(
        parts,
        "word/document.xml",
        lambda text: change.sub(rf"{kept}\1</w:t></w:r><w:proofErr/><w:r>{kept}\2</w:t>", text),
    )


def _controls(parts: Parts, _: random.Random) -> Parts:
    return _content(
        parts,
        "word/document.xml",
        lambda text: text.replace("<w:tbl>", "<w:sdt><w:sdtContent><w:tbl>").replace(
            "</w:tbl>", "</w:tbl></w:sdtContent></w:sdt>"
        ),
    )


def _tracked(parts: Parts, _: random.Random) -> Parts:
    gone = '<w:del w:id="1"><w:r><w:delText>999</w:delText></w:r></w:del>'
    return _content(parts, "word/document.xml", lambda text: text.replace("<w:p><w:r>", f"<w:p>{gone}<w:r>"))


WORD_WAYS: tuple[Callable[[Parts, random.Random], Parts], ...] = (_tracked, _split_runs, _controls)
