"""The fixed parts of a workbook's XML: what Excel and LibreOffice need around the cells."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

# Styles of cells, by their place in `_STYLES`; those of number formats come after.
PLAIN, HEADER, DAY, QUOTED, LABEL, WRAPPED, QUOTED_WRAPPED = range(7)
FIRST_FORMAT = 7
_FIRST_OWN_FORMAT, _DAY_FORMAT = 165, 164  # below, formats belong to the program
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TEXTS_START = f'{_XML}<sst xmlns="{_MAIN}">'
_WRAP = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1"/>'
    f'<xf numFmtId="{_DAY_FORMAT}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf>'
    f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">{_WRAP}</xf>'
    f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1">{_WRAP}</xf>'
)


def sheet_start(widths: Sequence[int], *, freeze: bool, is_first: bool) -> str:
    """All before the rows: the header stays in sight, columns have their widths."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if freeze else ""
    selected = ' tabSelected="1"' if is_first else ""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"{selected}>{pane}</sheetView>'
        f'</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def sheet_end(filtered: str) -> str:
    """All after the rows: the filter on the header."""
    return "</sheetData>" + (f'<autoFilter ref="{filtered}"/>' if filtered else "") + "</worksheet>"


def of_workbook(names: Sequence[str], filters: Sequence[str], formats: Sequence[str]) -> dict[str, str]:
    """Every other file inside, by its place: contents, sheets by name, filtered areas, styles."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    areas = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">'
        f"{escape(_quoted(names[place]))}!{area}</definedName>"
        for place, area in enumerate(filters)
    )
    last = len(names)
    relations = "".join(_relation(number, "worksheet", f"worksheets/sheet{number}.xml") for number in numbers)
    relations += _relation(last + 1, "styles", "styles.xml") + _relation(last + 2, "sharedStrings", "sharedStrings.xml")
    return {
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets>'
        f"<definedNames>{areas}</definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(relations),
        "_rels/.rels": _relations(_relation(1, "officeDocument", "xl/workbook.xml")),
        "[Content_Types].xml": _content_types(numbers),
        "xl/styles.xml": _styles(formats),
    }


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _relations(inside: str) -> str:
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _content_types(numbers: Sequence[int]) -> str:
    parts = [("workbook", "sheet.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
    parts += [(f"worksheets/sheet{number}", "worksheet") for number in numbers]
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in parts
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _styles(formats: Sequence[str]) -> str:
    own = list(enumerate(formats, start=_FIRST_OWN_FORMAT))
    codes = f'<numFmt numFmtId="{_DAY_FORMAT}" formatCode="dd/mm/yyyy"/>' + "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for number, code in own
    )
    numbered = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number, _ in own
    )
    font = '<font>{bold}<sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="{len(own) + 1}">{codes}</numFmts>'
        f'<fonts count="2">{font.format(bold="")}{font.format(bold="<b/>")}</fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF5"/><bgColor indexed="64"/></patternFill>'
        '</fill></fills><borders count="2"><border/><border><bottom style="thin"><color rgb="FF8A99A8"/></bottom>'
        "</border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{FIRST_FORMAT + len(own)}">{_STYLES}{numbered}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
