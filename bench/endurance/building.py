"""Office files written part by part, for files that no office program would write."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
TITLE = "Báo cáo kết quả công tác CCHC quý I năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
HEADER = ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_LINK = '<Relationship Id="{}" Type="' + LINKS + '/{}" Target="{}"{}/>'

Parts = Mapping[str, bytes | str]


def package(parts: Parts | Sequence[tuple[str, bytes | str]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of some parts; given as pairs, a name may come twice."""
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, body in pairs:
            target.writestr(zipfile.ZipInfo(name), body, method)
    return out.getvalue()


def link(number: str, kind: str, target: str, *, is_external: bool = False) -> str:
    """A relationship."""
    return _LINK.format(number, kind, target, ' TargetMode="External"' if is_external else "")


def excel(
    rows: str, *, after: str = "", strings: str = "", styles: str = "", links: str = ""
) -> dict[str, bytes | str]:
    """The parts of a workbook of one sheet, from the XML of its rows; `links` are more relationships of the sheet."""
    relations = link("rId1", "worksheet", "worksheets/sheet1.xml") + link("rId2", "sharedStrings", "sharedStrings.xml")
    if styles:
        relations += link("rId3", "styles", "styles.xml")
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{PACKAGE}">{link("rId1", "officeDocument", "xl/workbook.xml")}'
        "</Relationships>",
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        '<sheet name="Biểu 1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}"><sheetData>{rows}</sheetData>'
        f"{after}</worksheet>",
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{MAIN}">{strings}</sst>',
    }
    if styles:
        parts["xl/styles.xml"] = f'{_HEAD}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    if links:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
            f'{_HEAD}<Relationships xmlns="{PACKAGE}">{links}</Relationships>'
        )
    return parts


def text_row(number: int, cells: Sequence[str]) -> str:
    """A row of texts, which are XML already."""
    drawn = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        for place, text in enumerate(cells)
        if text
    )
    return f'<row r="{number}">{drawn}</row>'


def form(*rows: Sequence[str], title: str = TITLE) -> str:
    """The rows of an appendix of a title, a header and these."""
    return "".join(text_row(number, cells) for number, cells in enumerate(((title,), HEADER, *rows), start=1))


def open_document(tables: str, *, before: str = "") -> dict[str, bytes | str]:
    """The parts of an .ods from the XML of its tables."""
    names = " ".join(f'xmlns:{name}="{OFFICE.format(name)}"' for name in ("office", "table", "text", "style"))
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"{_HEAD}{before}<office:document-content {names}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>",
    }


def open_cell(text: str, **more: str) -> str:
    """A text cell of an .ods; `number_columns_repeated` and the like are attributes of its table namespace."""
    given = " ".join(f'table:{name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<table:table-cell office:value-type="string" {given}><text:p>{text}</text:p></table:table-cell>'


def word(body: str) -> dict[str, bytes | str]:
    """The parts of a .docx from the XML of its body."""
    relation = link("rId1", "officeDocument", "word/document.xml")
    return {
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{PACKAGE}">{relation}</Relationships>',
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }


def word_row(*cells: str, shape: str = "") -> str:
    """A row of a Word table; `shape` are properties of each cell."""
    drawn = (f"<w:tc><w:tcPr>{shape}</w:tcPr><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells)
    return f"<w:tr>{''.join(drawn)}</w:tr>"


def ole(streams: Mapping[str, bytes]) -> bytearray:
    """An OLE container of some streams, each of at least 4,096 bytes; table in sector 0, directory from sector 1 on."""
    free, end, size = 0xFFFFFFFF, 0xFFFFFFFE, 512
    entries, body, table = [], b"", [0xFFFFFFFD]
    of_directory = -(-(len(streams) + 1) * 128 // size)
    table += [*range(2, of_directory + 1), end]
    first = len(table)
    for number, (name, data) in enumerate(streams.items(), start=1):
        data = data.ljust(4096, b"\0")
        sectors = -(-len(data) // size)
        beside = number + 1 if number < len(streams) else free
        entries.append(_ole_entry(name, 2, free, beside, free, first, len(data)))
        table += [*range(first + 1, first + sectors), end]
        first += sectors
        body += data.ljust(sectors * size, b"\0")
    directory = b"".join([_ole_entry("Root Entry", 5, free, free, 1, end, 0), *entries])
    header = bytearray(size)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, end, 0, end, 0, 0)
    struct.pack_into("<109I", header, 76, 0, *[free] * 108)
    packed = struct.pack(f"<{len(table)}I", *table).ljust(size, b"\xff")
    if len(packed) > size:
        raise ValueError("more than one sector of table")
    return header + packed + directory.ljust(of_directory * size, b"\0") + body


def _ole_entry(name: str, kind: int, left: int, right: int, child: int, first: int, length: int) -> bytes:
    encoded = f"{name}\0".encode("utf-16-le")
    shape = struct.pack("<HBBIII", len(encoded), kind, 1, left, right, child)
    return encoded.ljust(64, b"\0") + shape + bytes(36) + struct.pack("<IQ", first, length)


def local_header(name: bytes, checksum: int, packed: int, inflated: int) -> bytes:
    """What stands before a deflated part of a zip."""
    return struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, checksum, packed, inflated, len(name), 0) + name


def directory_entry(name: bytes, checksum: int, packed: int, inflated: int, offset: int) -> bytes:
    """What the directory of a zip says of a deflated part."""
    numbers = (20, 20, 0, 8, 0, 33, checksum, packed, inflated, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", *numbers) + name


def directory_end(entries: int, size: int, offset: int) -> bytes:
    """The last record of a zip."""
    return struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, entries & 0xFFFF, entries & 0xFFFF, size, offset, 0)


def deflated(data: bytes) -> bytes:
    """As a part of a zip holds it."""
    made = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return made.compress(data) + made.flush()
